"""What is told before a question: what can be done with it, and the draft that takes it over."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer
from actions.motie import ValidateMotieForm
from actions.told import LATELY, LONGEST
from knowledge.drafting import CONTENT, Meant
from tests.toy_actions import Talk, ToySources, use

STORY = "er staan nu 140 kinderen op de wachtlijst"


class Telling(ToySources):
    """Toy sources that take every message for what a draft would hold, or for a question."""

    def __init__(self, kind=CONTENT, content=0.9, **others):
        super().__init__(**others)
        self.meant = Meant(kind, content, content, 0.0)

    def meant_in_draft(self, text, step):
        return self.meant


@pytest.fixture
def sources(monkeypatch):
    def take(**others):
        use(monkeypatch, Telling(**others))
        monkeypatch.setattr("actions.draft_aside.sources", lambda: Telling(**others))
    take()
    return take


def test_what_is_told_gets_what_can_be_done_with_it(sources):
    talk = Talk().say(ActionAnswer(), STORY, "rekenkamer", sure=0.3)
    assert talk.responses == ["utter_verteld"]
    assert talk.messages[0]["answer"]["kind"] == "clarify"
    assert talk.titles[0] == "Welk instrument past hierbij?" and len(talk.titles) == 3
    assert talk.slots["verteld"]["text"] == STORY


@pytest.mark.parametrize(("text", "others"), [
    ("hoeveel kinderen staan er nu op de wachtlijst", {}), ("de wachtlijst is lang", {}), (STORY, {"content": 0.7}),
    (STORY, {"kind": "vraag"}),
])
def test_what_asks_or_says_little_is_no_story(sources, text, others):
    sources(**others)
    assert Talk().say(ActionAnswer(), text, "rekenkamer", sure=0.3).responses == ["utter_no_answer"]


def test_a_story_that_a_source_answers_is_answered(sources):
    sources(sure={"wachtlijst": ["motie/wat"]})
    assert Talk().say(ActionAnswer(), STORY, "motie", sure=0.3).responses == ["utter_answer"]


def begun(text="de wachtlijst"):
    talk = Talk().say(ActionAnswer(), STORY, "rekenkamer", sure=0.3).say(ActionAnswer(), "vorig jaar waren dat er 90", "vervolg", sure=0.3)
    return talk.say(ValidateMotieForm(), "maak daar een motie van", "concept_maken").say(ValidateMotieForm(), text, "vervolg")


def test_two_messages_are_kept_together_and_offered_where_facts_are_asked(sources):
    talk = begun()
    assert talk.responses == ["utter_request_motie_constaterende", "utter_draft_told"]
    assert talk.messages[1]["told"] == f"{STORY} vorig jaar waren dat er 90"


@pytest.mark.parametrize("text", ["ja", "ja graag", "gebruik dat maar", "dat"])
def test_who_agrees_has_it_taken_over(sources, text):
    talk = begun().say(ValidateMotieForm(), text, "ja")
    assert talk.slots["motie_constaterende"] == f"{STORY}\nvorig jaar waren dat er 90"
    assert talk.responses == ["utter_request_motie_overwegende"]


def test_other_words_are_the_facts_instead(sources):
    talk = begun().say(ValidateMotieForm(), "er staan 140 kinderen op de lijst", "vervolg")
    assert talk.slots["motie_constaterende"] == "er staan 140 kinderen op de lijst"


def test_the_button_takes_it_over_there_and_nowhere_else(sources):
    talk = begun()
    pressed = {"entity": "value", "value": "verteld"}
    assert press(talk, pressed).slots["motie_constaterende"].startswith(STORY)
    press(talk, pressed)
    assert talk.slots["motie_overwegende"] is None
    assert talk.responses == ["utter_request_motie_overwegende"]


def press(talk, entity):
    """Press a button whose payload carries `entity`."""
    parsed = {"text": "/geef_waarde", "intent": {"name": "geef_waarde", "confidence": 1.0}, "intent_ranking": [], "entities": [entity]}
    talk.events.append({"event": "user", "parse_data": parsed})
    dispatcher = CollectingDispatcher()
    tracker = Tracker("x", talk.slots, parsed, list(talk.events), False, None, {}, "action_listen")
    for event in ValidateMotieForm().run(dispatcher, tracker, {}):
        talk.slots[event["name"]] = event["value"]
    talk.messages = dispatcher.messages
    return talk


def test_a_story_of_long_ago_is_not_offered(sources):
    talk = Talk().say(ActionAnswer(), STORY, "rekenkamer", sure=0.3)
    for _ in range(LATELY):
        talk.say(ActionAnswer(), "hoe gaat het ermee", "vervolg")
    talk.say(ValidateMotieForm(), "maak een motie", "motie_indienen").say(ValidateMotieForm(), "de wachtlijst", "vervolg")
    assert talk.responses == ["utter_request_motie_constaterende"]


def test_a_long_story_is_kept_up_to_a_bound(sources):
    talk = Talk().say(ActionAnswer(), STORY + " en" * 1000, "rekenkamer", sure=0.3)
    assert len(talk.slots["verteld"]["text"]) == LONGEST


def test_what_the_wish_itself_tells_is_offered_too(sources):
    talk = Talk().say(ValidateMotieForm(), "de hal lekt al drie weken. het college zwijgt. maak daar een motie van", "concept_maken")
    assert talk.slots["verteld"]["text"] == "de hal lekt al drie weken. het college zwijgt."
    talk.say(ValidateMotieForm(), "de sporthal", "vervolg")
    assert talk.responses == ["utter_request_motie_constaterende", "utter_draft_told"]
