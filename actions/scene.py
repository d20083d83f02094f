"""The scene of a turn: what the conversation is about, what was asked, and whether the bot asked back just now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actions.sources import sources

if TYPE_CHECKING:
    from rasa_sdk import Tracker

    from knowledge import Passage

LATELY = 3  # messages after which what was said in danger no longer colours what is said now


@dataclass(frozen=True)
class Pending:
    """A question that the bot asked back: the user's own question, the passages it offered, how often it asked."""

    question: str
    candidates: tuple[str, ...] = ()
    rounds: int = 1

    def as_slot(self, said: int) -> dict[str, Any]:
        """As the slot `pending` keeps it; `said`: how many messages the user had sent by then."""
        return {"question": self.question, "candidates": list(self.candidates), "rounds": self.rounds, "said": said}


@dataclass(frozen=True)
class Scene:
    """What came before a turn.

    last: the passage shown last. question: the last question that was searched. shown: ids of the passages shown for it.
    pending: what the bot asked back in its last turn. said: how many messages the user has sent, this one included.
    before: intent of the message before this one. lately: intents of the LATELY messages before this one, the latest first.
    subjects: what the conversation was about, the latest first. doubted: which messages, by number, were taken for danger that was
    only noted; they count as none in `before` and `lately`.
    """

    last: Passage | None = None
    question: str = ""
    shown: tuple[str, ...] = ()
    pending: Pending | None = None
    said: int = 0
    before: str = ""
    lately: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    doubted: tuple[int, ...] = ()


def read_scene(tracker: Tracker) -> Scene:
    """The scene of the latest message of `tracker`; what was asked back counts for one turn only."""
    heard = [event for event in tracker.events if event.get("event") == "user"]
    said = len(heard)
    doubted = tuple(tracker.get_slot("twijfel") or ())
    lately = tuple("" if number in doubted else heard[number - 1].get("parse_data", {}).get("intent", {}).get("name") or ""
                   for number in range(said - 1, max(said - 1 - LATELY, 0), -1))
    kept = tracker.get_slot("pending")
    pending = None
    if kept and kept.get("said") == said - 1:
        pending = Pending(kept["question"], tuple(kept["candidates"]), int(kept["rounds"]))
    shown = tracker.get_slot("passage")
    subjects = [event["value"] for event in reversed(tracker.events)
                if event.get("event") == "slot" and event.get("name") == "topic" and event.get("value")]
    return Scene(sources().passage(shown) if shown else None, tracker.get_slot("question") or "",
                 tuple(tracker.get_slot("shown") or ()), pending, said, lately[0] if lately else "", lately, tuple(dict.fromkeys(subjects)),
                 doubted)
