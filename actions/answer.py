"""Answering from the sources: the passage, where it stands, the year for which it holds, and where to go on."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.choose import Choice, choose, follow_up, is_far
from actions.compare import named_topics
from actions.settings import read_settings
from actions.sources import passage_of, sources
from actions.turn import TOPICS, Turn, read_turn
from actions.vergoeding_rules import find_municipality
from actions.wording import LINKS, cited, contact, excerpt, facet_buttons, payload, source_values
from knowledge import Hit, Passage

LOOK_AT = 12  # hits that the choice weighs
CHOICE = re.compile(r"\b(?:verschil\w*|vergelijk\w*|vs|versus|of|dan wel)\b", re.IGNORECASE)
FOLLOW_UPS = {"vervolg", "lees_meer"}


class ActionAnswer(Action):
    """Show the passage that answers the latest message, and what the griffie's own documents say; or say that nothing does."""

    def name(self) -> str:
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn = read_turn(tracker)
        if not turn.pressed and CHOICE.search(turn.text) and len(named_topics(tracker)) > 1:
            return [FollowupAction("action_compare")]
        found = find(turn, tracker.get_slot("passage"))
        events = show(dispatcher, found, turn, whole=turn.intent == "lees_meer") if found.passage else []
        local = None if turn.pressed or turn.intent in FOLLOW_UPS else sources().search_local(turn.text, 1)
        if local and local.answered:
            show_local(dispatcher, local.hits[0], turn)
        elif not found.passage and tracker.get_slot("inwoners") is not None and find_municipality(turn.text):
            return [FollowupAction("action_correct_vergoeding")]  # "en in Urk?", after an allowance was computed
        elif not found.passage:
            far = not turn.pressed and is_far(turn, sources().search_national(turn.text, 1).hits)
            say_no_answer(dispatcher, far)
        return events


def find(turn: Turn, shown: str | None) -> Choice:
    """The passage that `turn` asks for; `shown` is the id of the passage that the user saw last, if any."""
    known = sources()
    if turn.pressed:
        return Choice(_pressed(turn, shown), 1.0)
    last = known.passage(shown) if shown else None
    if turn.intent in FOLLOW_UPS and last:
        if turn.intent == "lees_meer":
            return Choice(last, 1.0)
        hits = known.search_national(f"{last.title}: {turn.text}", len(known.passages)).hits
        return follow_up(turn, last, known.of_topic(last.topic), hits)
    result = known.search_national(turn.text, LOOK_AT)
    return choose(turn, result.hits, result.answered)


def _pressed(turn: Turn, shown: str | None) -> Passage | None:
    if turn.intent in TOPICS:
        return passage_of(turn.intent, turn.entities.get("facet", "wat"))
    return sources().passage(turn.entities.get("passage") or shown or "")


def show(dispatcher: CollectingDispatcher, found: Choice, turn: Turn, whole: bool = False) -> list[dict]:
    """Utter a passage with its source; the events remember it as what the conversation is about."""
    passage = found.passage
    assert passage is not None
    body, more = (passage.text, False) if whole else excerpt(passage.text, turn.text)
    buttons = facet_buttons(passage, sources().of_topic(passage.topic))
    answer = {"kind": "answer", "topic": passage.topic, "facet": passage.facet,
              "confidence": round(found.confidence, 3), "sources": cited(passage)}
    response = "utter_answer" + ("_overtaken" if passage.overtaken else "") + ("_part" if more else "")
    dispatcher.utter_message(
        response=response, more=payload("lees_meer", passage=passage.id),
        body=body, answer=answer, buttons=buttons, **source_values(passage, None if whole else LINKS),
    )
    return [SlotSet("topic", passage.topic), SlotSet("passage", passage.id)]


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


def say_no_answer(dispatcher: CollectingDispatcher, far: bool) -> None:
    """Say that the sources are silent, and the way to the griffie; of another world, what the bot is for."""
    answer = {"kind": "out_of_scope" if far else "no_answer", "topic": None, "facet": None, "confidence": 0.0, "sources": []}
    dispatcher.utter_message(response="utter_out_of_scope" if far else "utter_no_answer",
                             contact=contact(read_settings()), answer=answer)
