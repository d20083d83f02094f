"""Saying how to reach an organisation: its contact data as the booklet gives them, with their year, said to be unchecked."""

from __future__ import annotations

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Leaning, leaning
from actions.eerste_contact_rules import asked_way, card_lines, reached, sentence_with, wants_contact, ways_of
from actions.scene import Scene
from actions.sources import passages_of, sources
from actions.turn import Turn
from actions.wording import facet_buttons, told
from knowledge.facts import contact_asked, organisations


def asks_contact(turn: Turn, scene: Scene) -> bool:
    """Whether a typed turn asks for contact data of an organisation that has a card; after a card also "en de nvvr?"."""
    if turn.pressed or not reached(turn, scene.last):
        return False
    return wants_contact(turn.text) or (wants_contact(scene.question) and leaning(turn, scene.last) == Leaning.TOPIC)


def say_cards(dispatcher: CollectingDispatcher, turn: Turn, scene: Scene) -> list[dict]:
    """Utter the card of each organisation that the turn wants to reach; the events remember the last one."""
    events: list[dict] = []
    for topic in reached(turn, scene.last):
        events = say_card(dispatcher, topic, "" if turn.pressed else turn.text)
    # What was asked is remembered as it was asked first: "en de nvvr?" asks the same of another.
    asked = turn.text if wants_contact(turn.text) else scene.question
    return [*events, SlotSet("question", asked)]


def say_card(dispatcher: CollectingDispatcher, topic: str, text: str) -> list[dict]:
    """Utter one card; a way that was asked for and that the booklet does not give is said to be missing."""
    organisation = organisations()[topic]
    passages = passages_of(organisation.passages)
    ways, asked = ways_of(passages), asked_way(text)
    first = passages[0]
    missing = asked is not None and asked not in {way.kind for way in ways}
    dispatcher.utter_message(
        response="utter_eerste_contact" + ("_missing" if missing else ""), name=organisation.name, title=first.title,
        asked=contact_asked()[asked] if asked else "", ways="\n".join(card_lines(ways)), quote=sentence_with(first.text),
        source=first.source, as_of=first.as_of, section=first.section,
        answer=told(first) | {"sources": [passage.cite() for passage in passages]},
        buttons=facet_buttons(first, sources().of_topic(topic)))
    return [SlotSet("topic", topic), SlotSet("passage", first.id), SlotSet("shown", [first.id])]
