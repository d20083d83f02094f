"""Comparing two subjects: what each is, side by side, from the sources; and where the last answer stands."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.sources import sources
from actions.turn import TOPICS
from actions.wording import excerpt, law_line, law_of, law_source, links_line, notice
from knowledge import Passage

SHORT = 350  # characters of each side: both fit on a phone


class ActionCompare(Action):
    """Show what each of the named subjects is; ask for two when fewer were named."""

    def name(self) -> str:
        return "action_compare"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        sides = [side for topic in named_topics(tracker) if (side := first_passage(topic))]
        told = {"kind": "answer", "topic": sides[0].topic if sides else None, "facet": "wat", "confidence": 1.0,
                "sources": [side.cite() for side in sides]}
        if len(sides) < 2:
            dispatcher.utter_message(response="utter_what_to_compare", answer=told | {"kind": "clarify", "sources": []})
            return []
        for side in sides[:3]:
            body, _ = excerpt(side.text, "", SHORT)
            dispatcher.utter_message(
                response="utter_compare_overtaken" if side.overtaken else "utter_compare", title=side.title, body=body,
                source=side.source, as_of=side.as_of, section=f"{side.title} – {side.heading}",
                law=law_line(law_of(side)), **notice(side), answer=told)
        return [SlotSet("topic", sides[0].topic), SlotSet("passage", sides[0].id)]


class ActionSource(Action):
    """Say where the answer that was shown last stands, of which year it is, and the law behind it."""

    def name(self) -> str:
        return "action_source"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        shown = tracker.get_slot("passage")
        passage = sources().passage(shown) if shown else None
        if passage is None:
            dispatcher.utter_message(response="utter_no_source", answer={
                "kind": "clarify", "topic": None, "facet": None, "confidence": 0.0, "sources": []})
            return []
        article = law_of(passage)
        dispatcher.utter_message(
            response="utter_source_overtaken" if passage.overtaken else "utter_source", source=passage.source,
            as_of=passage.as_of, section=f"{passage.title} – {passage.heading}",
            links="\n" + links_line(passage) if passage.links else "",
            law=law_line(article), **notice(passage),
            answer={"kind": "answer", "topic": passage.topic, "facet": passage.facet, "confidence": 1.0,
                    "sources": [passage.cite(), *([law_source(passage.topic, article)] if article else [])]},
        )
        return []


def named_topics(tracker: Tracker) -> list[str]:
    """Topics that the latest message names, in its order, each once."""
    found = sorted((e for e in (tracker.latest_message or {}).get("entities") or [] if e["entity"] == "instrument"),
                   key=lambda e: e.get("start", 0))
    return list(dict.fromkeys(e["value"] for e in found if e["value"] in TOPICS))


def first_passage(topic: str) -> Passage | None:
    """The passage that says what a topic is."""
    return sources().passage(f"{topic}/wat") or next(iter(sources().of_topic(topic)), None)
