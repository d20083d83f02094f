"""Showing a passage: the part that fits a bubble, where it stands, the year for which it holds, and where to go on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.clarify import mail_link
from actions.offers import offers
from actions.settings import read_settings
from actions.sources import sources
from actions.turn import Turn
from actions.wording import (
    BUBBLE,
    LINKS,
    contact,
    draft_buttons,
    excerpt,
    facet_buttons,
    label,
    payload,
    seen,
    source_values,
    told,
)
from knowledge import Hit, Passage

SECOND = 300  # characters of a second passage
LEAST = 250  # characters of a passage below a long notice


@dataclass(frozen=True)
class Found:
    """What a turn led to: the passage that answers (or none), two to ask about (or none), and the nearest ones.

    second: a passage that is about as likely. guess: where none answers, the one that may be shown with a warning.
    """

    passage: Passage | None
    confidence: float = 1.0
    doubt: tuple[Passage, ...] = ()
    nearest: tuple[Passage, ...] = ()
    whole: bool = False
    second: Passage | None = None
    guess: Passage | None = None


def show(dispatcher: CollectingDispatcher, found: Found, turn: Turn) -> list[dict]:
    """Utter a passage with its source; the events remember it as what the conversation is about."""
    passage = found.passage
    assert passage is not None
    values = source_values(passage, None if found.whole else LINKS)
    room = BUBBLE - sum(len(seen(value)) for value in values.values())
    body, more = (passage.text, False) if found.whole else excerpt(passage.text, turn.text, max(room, LEAST))
    buttons = [*facet_buttons(passage, sources().of_topic(passage.topic)), *draft_buttons(passage)]
    response = "utter_answer" + ("_overtaken" if passage.overtaken else "") + ("_part" if more else "")
    dispatcher.utter_message(
        response=response, more=payload("lees_meer", passage=passage.id),
        body=body, answer=told(passage, found.confidence), buttons=[*buttons, *offers(passage)], **values,
    )
    return [SlotSet("topic", passage.topic), SlotSet("passage", passage.id), SlotSet("shown", [passage.id])]


def show_second(dispatcher: CollectingDispatcher, passage: Passage, turn: Turn) -> None:
    """Utter the passage that is about as likely as the one just shown, short, with a button to the whole of it."""
    body, _ = excerpt(passage.text, turn.text, SECOND)
    dispatcher.utter_message(
        response="utter_second" + ("_overtaken" if passage.overtaken else ""), title=label(passage), body=body,
        answer=told(passage, 0.0), buttons=[{"title": "Meer hierover", "payload": payload(passage.topic, facet=passage.facet)}],
        **source_values(passage, 0))


def show_guess(dispatcher: CollectingDispatcher, found: Found, turn: Turn) -> list[dict]:
    """Utter that no answer is sure, the way to the griffie, and the passage that comes nearest."""
    assert found.guess is not None
    settings = read_settings()
    dispatcher.utter_message(response="utter_unsure", contact=contact(settings), mail=mail_link(settings, turn.text),
                             answer={**told(found.guess, found.confidence), "sources": []})
    return show(dispatcher, replace(found, passage=found.guess), turn)


def show_local(dispatcher: CollectingDispatcher, hit: Hit, turn: Turn) -> None:
    """Utter a passage of the griffie's own documents, labelled as such, with its place."""
    passage = hit.passage
    body, _ = excerpt(passage.text, turn.text)
    dispatcher.utter_message(
        response="utter_answer_local", body=body, source=passage.source, as_of=passage.as_of,
        section=passage.heading, place=f" ({passage.place})" if passage.place else "",
        answer={"kind": "answer", "topic": passage.topic, "facet": passage.facet, "confidence": round(hit.score, 3),
                "sources": [passage.cite()]},
    )
