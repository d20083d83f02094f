"""Comparing two subjects: what each is, side by side, from the sources; and where the last answer stands."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.sources import passage_of, sources
from actions.turn import TOPICS
from actions.wording import cited, excerpt, source_values

SHORT = 350  # characters of each side: both fit on a phone


class ActionCompare(Action):
    """Show what each of the named subjects is; ask for two when fewer were named."""

    def name(self) -> str:
        return "action_compare"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        sides = [side for topic in named_topics(tracker) if (side := passage_of(topic))]
        told = {"kind": "answer", "topic": sides[0].topic if sides else None, "facet": "wat", "confidence": 1.0,
                "sources": [side.cite() for side in sides]}
        if len(sides) < 2:
            dispatcher.utter_message(response="utter_what_to_compare", answer=told | {"kind": "clarify", "sources": []})
            return []
        for side in sides[:3]:
            body, _ = excerpt(side.text, "", SHORT)
            dispatcher.utter_message(
                response="utter_compare_overtaken" if side.overtaken else "utter_compare", title=side.title, body=body,
                answer=told, **source_values(side))
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
        dispatcher.utter_message(
            response="utter_source_overtaken" if passage.overtaken else "utter_source", **source_values(passage),
            answer={"kind": "answer", "topic": passage.topic, "facet": passage.facet, "confidence": 1.0,
                    "sources": cited(passage)},
        )
        return []


def named_topics(tracker: Tracker) -> list[str]:
    """Topics that the latest message names, in its order, each once."""
    found = sorted((e for e in (tracker.latest_message or {}).get("entities") or [] if e["entity"] == "instrument"),
                   key=lambda e: e.get("start", 0))
    return list(dict.fromkeys(e["value"] for e in found if e["value"] in TOPICS))
