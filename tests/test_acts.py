"""A greeting, a yes, a no, "that is not what I meant", and a message of which nothing is sure."""

import pytest

from actions.acts import ActionGreet, ActionJa, ActionMissed, ActionNee, ActionTalk
from actions.answer import ActionAnswer
from actions.scene import Pending
from actions.settings import Settings
from tests.toy_actions import Talk, ToySources, use

SURE = {"indienen": ["motie/hoe"], "tekst": ["motie/wat"], "beslist": ["amendement/wat"]}
NEAR = {"vaag": ["motie/wat", "motie/hoe", "amendement/wat", "media/wat", "motie/wanneer"]}


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    use(monkeypatch, ToySources(SURE, NEAR))
    monkeypatch.setattr("actions.clarify.read_settings", Settings)


def asked_back(*offered, rounds=1):
    """A conversation in which the bot just asked which of `offered` is meant, in answer to "iets vaags"."""
    talk = Talk(pending=Pending("iets vaags", offered, rounds).as_slot(1))
    talk.events = [{"event": "user", "parse_data": {}}, {"event": "bot"}]
    return talk


# ---------------------------------------------------------------- groet

def test_the_first_greeting_says_who_is_speaking_and_the_next_is_short():
    talk = Talk().say(ActionGreet(), "hallo", "groet")
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_groet"], "smalltalk")
    assert talk.say(ActionGreet(), "hoi", "groet").responses == ["utter_groet_again"]


def test_a_greeting_after_an_answer_is_short_too():
    talk = Talk().say(ActionAnswer(), "hoe moet ik iets indienen", "motie").say(ActionGreet(), "hoi", "groet")
    assert talk.responses == ["utter_groet_again"]


# ---------------------------------------------------------------- ja

def test_yes_to_the_one_passage_that_was_offered_shows_it():
    talk = asked_back("motie/hoe").say(ActionJa(), "ja", "ja")
    assert (talk.responses, talk.messages[0]["body"]) == (["utter_answer"], "Dien de motie in bij de griffie.")
    assert (talk.slots["topic"], talk.slots["passage"]) == ("motie", "motie/hoe")


def test_yes_to_two_asks_which():
    talk = asked_back("motie/wat", "amendement/wat").say(ActionJa(), "ja", "ja")
    assert (talk.responses, talk.messages[0]["names"]) == (["utter_clarify"], "**Motie** of **Amendement**")
    assert (talk.slots["pending"]["question"], talk.slots["pending"]["rounds"]) == ("iets vaags", 2)


def test_yes_to_two_time_and_again_hands_over():
    talk = asked_back("motie/wat", "amendement/wat").say(ActionJa(), "ja", "ja").say(ActionJa(), "ja", "ja")
    assert (talk.responses, talk.messages[0]["question"]) == (["utter_handover_nearest"], "iets vaags")


@pytest.mark.parametrize("talk", [Talk(), Talk(passage="motie/wat"),
                                  Talk(pending=Pending("iets", ("motie/hoe",)).as_slot(5))])
def test_yes_to_nothing_asks_what_to_do(talk):
    talk.say(ActionJa(), "ja", "ja")
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_ja"], "clarify")


# ---------------------------------------------------------------- nee

@pytest.mark.parametrize("text", ["nee", "geen van beide", "/nee"])
def test_no_to_the_offer_hands_over_with_what_was_not_offered_yet(text):
    talk = asked_back("motie/wat", "motie/hoe").say(ActionNee(), text, "nee")
    assert (talk.responses, talk.messages[0]["question"]) == (["utter_handover_nearest"], "iets vaags")
    assert talk.titles == ["Amendement: wat is het?", "Media", "Motie: wanneer zet je het in?"]


def test_no_with_a_question_answers_the_question():
    talk = asked_back("motie/wat", "amendement/wat").say(ActionNee(), "nee, hoe kan ik iets indienen", "nee")
    assert (talk.responses, talk.slots["passage"]) == (["utter_answer"], "motie/hoe")


def test_no_without_an_offer_asks_what_was_meant():
    assert Talk().say(ActionNee(), "nee", "nee").responses == ["utter_nee"]


def test_no_with_another_number_computes_the_allowance_again():
    talk = Talk(topic="vergoeding", inwoners=45_000.0).say(ActionNee(), "nee, 65.000 inwoners", "nee")
    assert (talk.responses, talk.slots["inwoners"]) == (["utter_vergoeding"], 65_000.0)


# ---------------------------------------------------------------- antwoord_mist

def missed(text="dat bedoel ik niet", **slots):
    return Talk(**slots).say(ActionMissed(), text, "antwoord_mist")


def test_after_a_miss_the_passages_that_come_next_are_offered():
    talk = missed(question="iets vaags", shown=["motie/wat"], passage="motie/wat")
    assert talk.responses == ["utter_clarify_missed"]
    assert [button["payload"] for button in talk.messages[0]["buttons"]] == [
        '/motie{"facet": "hoe"}', '/amendement{"facet": "wat"}', '/media{"facet": "wat"}', "/nee"]
    assert talk.slots["shown"] == ["motie/wat", "motie/hoe", "amendement/wat", "media/wat"]


def test_a_second_miss_hands_the_question_over():
    talk = missed(question="iets vaags", shown=["motie/wat"]).say(ActionMissed(), "nee dat ook niet", "antwoord_mist")
    assert (talk.responses, talk.messages[0]["question"]) == (["utter_handover"], "iets vaags")


@pytest.mark.parametrize("slots", [
    {"question": "iets vaags", "shown": ["motie/wat", "motie/hoe", "amendement/wat", "media/wat", "motie/wanneer"]},
    {"question": "iets heel anders", "shown": []},
])
def test_a_miss_with_nothing_left_hands_over_at_once(slots):
    talk = missed(**slots)
    assert (talk.responses, talk.titles) == (["utter_handover"], [])


def test_a_miss_that_says_what_was_meant_is_answered():
    talk = missed("nee, ik bedoel hoe ik iets kan indienen", question="iets vaags", shown=["motie/wat"])
    assert (talk.responses, talk.slots["passage"]) == (["utter_answer"], "motie/hoe")


def test_a_miss_does_not_bring_the_same_passage_again():
    assert missed("nee, niet die tekst", question="iets vaags", shown=["motie/wat"]).responses == ["utter_clarify_missed"]


def test_a_miss_of_nothing_asks_what_to_know():
    talk = missed()
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_antwoord_mist"], "clarify")


# ---------------------------------------------------------------- nothing is sure

def uncertain(text, intent, sure=0.4, **slots):
    return Talk(**slots).say(ActionTalk(), text, intent, sure=sure)


@pytest.mark.parametrize("intent", ["groet", "dank", "vergoeding_berekenen", "motie"])
def test_what_the_sources_answer_goes_before_the_act(intent):
    talk = uncertain("hoe kan ik iets indienen", intent)
    assert (talk.responses, talk.slots["passage"]) == (["utter_answer"], "motie/hoe")


@pytest.mark.parametrize(("intent", "response", "kind"), [
    ("groet", "utter_groet", "smalltalk"), ("ja", "utter_ja", "clarify"), ("bron_vragen", "utter_no_source", "clarify"),
    ("eenvoudiger", "utter_eenvoudiger", "clarify"), ("dank", "utter_dank", "smalltalk"), ("hulp", "utter_hulp", "menu"),
    ("stemadvies", "utter_stemadvies", "out_of_scope"), ("engels", "utter_engels", "out_of_scope"),
    ("vergoeding_berekenen", "utter_offer_flow", "clarify"), ("interpellatie_indienen", "utter_offer_flow", "clarify"),
])
def test_else_the_act_that_comes_nearest(intent, response, kind):
    talk = uncertain("brabbel", intent)
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == ([response], kind)


@pytest.mark.parametrize(("intent", "sure"), [("groet", 0.29), ("dank", 0.1), ("motie", 0.4)])
def test_an_act_that_is_a_mere_guess_is_no_answer(intent, sure):
    assert uncertain("brabbel", intent, sure).responses == ["utter_no_answer"]


@pytest.mark.parametrize(("text", "response"), [
    ("terug", "utter_terug"), ("ga nog eens een stap terug", "utter_terug"),
    ("en wat beslist de raad daarvan terug", "utter_answer"),
])
def test_going_back_is_an_act_and_getting_something_back_a_question(text, response):
    assert uncertain(text, "terug", 0.9, passage="motie/wat", topic="motie").responses == [response]
