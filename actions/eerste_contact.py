"""How to reach the organisations behind councillors, and the griffie: `eerste_contact`."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import answer
from actions.eerste_contact_rules import asked_way, reached, wants_contact
from actions.eerste_contact_say import say_cards
from actions.safety import asks_for_a_human, say_despair
from actions.scene import read_scene
from actions.settings import read_settings
from actions.sources import sources
from actions.turn import read_turn
from actions.wording import contact, payload, sourceless
from knowledge.facts import organisations


class ActionEersteContact(Action):
    """The contact card of whom the message names; the griffie's own data; else ask whom; else what the sources answer."""

    def name(self) -> str:
        return "action_eerste_contact"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        return reach(dispatcher, tracker)


def reach(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict]:
    """Say how to reach whom the latest message means."""
    turn, scene = read_turn(tracker), read_scene(tracker)
    if asks_for_a_human(turn, scene):  # "wie kan ik nu bellen", after despair
        return say_despair(dispatcher)
    asks = wants_contact(turn.text) or asked_way(turn.text) is not None
    if reached(turn, scene.last) and (asks or turn.pressed):
        return say_cards(dispatcher, turn, scene)
    if "griffie" in turn.named and asks:
        settings = read_settings()
        known = bool(settings.griffie_mail or settings.griffie_phone)
        dispatcher.utter_message(response="utter_eerste_contact_griffie" + ("" if known else "_unknown"),
                                 contact=contact(settings), answer=sourceless("handover", "griffie"))
        return []
    # "Wie kan ik bellen?" after an answer on threats is about threats: only without a subject it is about these three.
    if turn.named or scene.last or not (asks or turn.pressed) or sources().search_national(turn.text, 1).answered:
        return answer(dispatcher, tracker)
    dispatcher.utter_message(
        response="utter_eerste_contact_whom", answer=sourceless("clarify"),
        buttons=[{"title": sources().of_topic(topic)[0].title, "payload": payload("eerste_contact", instrument=topic)}
                 for topic in organisations()])
    return []
