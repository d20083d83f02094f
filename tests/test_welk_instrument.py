"""Whole dialogues of the flow that chooses an instrument, without Rasa."""

import numpy as np
import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.flow import ANSWERED, CANCELLED, DONE, PAUSED
from actions.turn import Turn
from actions.vergoeding import ActionCorrectVergoeding
from actions.welk_instrument import ActionWelkInstrument, ValidateWelkInstrumentForm, asks_instead
from actions.welk_instrument_facts_rules import Facts
from actions.welk_instrument_say import say_outcome
from knowledge import Hit, Result
from knowledge.reader import KINDS, Reading
from tests.toy import passage
from tests.toy_actions import Talk, ToySources, use

DOMAIN = {"intents": ["motie_indienen", "interpellatie_indienen"]}
PASSAGES = tuple(passage(f"{topic}/{facet}", f"Over {topic}, {facet}.")
                 for topic in ("vragen", "interpellatie", "motie", "amendement", "initiatiefrecht", "raadsonderzoek",
                     "budgetrecht", "rekenkamer",
                               "bedreiging") for facet in ("wat", "hoe", "wanneer", "taken", "bij_incidenten", "preventief"))


class Outcome(ActionWelkInstrument):
    """The closing action in a domain with two drafts."""

    def run(self, dispatcher, tracker, domain):
        return super().run(dispatcher, tracker, DOMAIN)


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    use(monkeypatch, ToySources({"motie": ["motie/wat"]}, passages=PASSAGES))


def begin(text, intent="welk_instrument"):
    return Talk(requested_slot=None).say(ValidateWelkInstrumentForm(), text, intent)


def tell(talk, text, intent="geef_waarde", **more):
    return talk.say(ValidateWelkInstrumentForm(), text, intent, **more)


def end(talk):
    return talk.say(Outcome(), "x")


def facts(talk):
    return tuple(talk.slots.get(slot) for slot in ("welk_doel", "welk_agenda", "welk_haast"))


def test_a_bare_question_is_asked_for_the_goal_first():
    talk = begin("welk instrument past")
    assert (talk.responses, talk.slots["requested_slot"]) == (["utter_request_welk_doel"], "welk_doel")
    assert talk.messages[0]["answer"]["kind"] == "form"


def test_only_what_is_missing_and_matters_is_asked():
    talk = tell(begin("welk instrument past"), "ik wil een debat")
    assert talk.responses == ["utter_request_welk_agenda"]
    assert (tell(talk, "nee").responses, talk.slots["welk_status"]) == ([], DONE)
    assert facts(talk) == ("debat", "nee", None)


def test_who_wants_information_is_asked_nothing_more():
    talk = begin("en als ik alleen maar informatie van het college wil, wat gebruik ik dan")
    assert (talk.responses, facts(talk), talk.slots["welk_status"]) == ([], ("informatie", None, None), DONE)


def test_a_story_in_one_go_asks_nothing():
    talk = begin("de wethouder moet zich verantwoorden, ik wil een debat, het staat niet op de agenda en het heeft haast")
    assert (talk.responses, facts(talk), talk.slots["welk_status"]) == ([], ("debat", "nee", "ja"), DONE)


def test_a_story_that_lacks_one_fact_asks_that_one():
    talk = begin("we willen in debat over de opvang. er is haast bij")
    assert (talk.responses, facts(talk)) == (["utter_request_welk_agenda"], ("debat", None, "ja"))


def test_the_outcome_cites_the_passage_and_offers_the_draft():
    talk = end(begin("ik wil een debat, het staat niet op de agenda"))
    assert talk.responses == ["utter_welk_debat_nieuw", "utter_welk_reden_draft"]
    reason = talk.messages[1]
    assert (reason["body"], reason["start"]) == ("Over interpellatie, wat.", "/interpellatie_indienen")
    assert reason["how"] == '/interpellatie{"facet": "hoe"}'
    assert talk.messages[0]["answer"]["sources"][0]["id"] == "interpellatie/wat"
    assert (talk.slots["topic"], talk.slots["passage"], talk.slots["welk_status"]) == ("interpellatie", "interpellatie/wat", None)


def test_the_conversation_goes_on_about_what_can_be_filed():
    dispatcher = CollectingDispatcher()
    slots = {event["name"]: event["value"] for event in say_outcome(dispatcher, Facts("geld", "ja", None), [])}
    assert [message["answer"]["topic"] for message in dispatcher.messages[1:]] == ["budgetrecht", "amendement"]
    assert (slots["topic"], slots["passage"]) == ("amendement", "amendement/wanneer")  # "hoe dien ik dat in"


def test_a_draft_that_does_not_exist_is_not_offered():
    talk = end(begin("ik wil een zin wijzigen in het voorstel dat voorligt in de raad"))
    assert talk.responses == ["utter_welk_wijziging_agenda", "utter_welk_reden"]


def test_two_instruments_have_each_their_reason():
    talk = end(begin("we willen een onderzoek, geen haast"))
    assert talk.responses == ["utter_welk_onderzoek", "utter_welk_reden", "utter_welk_reden"]
    assert [m["title"] for m in talk.messages[1:]] == ["Raadsonderzoek", "Rekenkamer"]


@pytest.mark.parametrize("text", ["stop", "laat maar"])
def test_it_can_be_cancelled(text):
    talk = tell(begin("welk instrument past"), text, "laat_maar")
    assert (talk.slots["welk_status"], talk.slots["requested_slot"]) == (CANCELLED, None)
    assert end(talk).responses == ["utter_cancelled"]


def test_a_fact_told_later_is_put_right_on_the_way():
    talk = begin("we willen een onderzoek")
    assert talk.responses == ["utter_request_welk_haast"]
    assert tell(talk, "oh wacht ik wil toch liever een debat, het staat op de agenda").slots["welk_status"] == DONE
    assert facts(talk) == ("debat", "ja", None)


def test_back_and_start_again():
    talk = tell(begin("welk instrument past"), "ik wil een debat")
    assert tell(talk, "terug", "terug").responses == ["utter_request_welk_doel"]
    assert tell(talk, "opnieuw", "opnieuw").responses == ["utter_request_welk_doel"]
    assert facts(talk) == (None, None, None)


def test_a_question_in_between_is_answered_and_the_same_thing_asked_again():
    talk = tell(begin("ik wil een debat"), "wat is een motie?", "motie", named=("motie",))
    assert talk.responses == ["utter_answer", "utter_request_welk_agenda"]
    assert facts(talk) == ("debat", None, None)


@pytest.mark.parametrize(("asked", "response"), [
    ([], "utter_welk_doel_onbekend"), (["ik wil een debat"], "utter_welk_agenda_onbekend"),
    (["ik wil een onderzoek"], "utter_welk_haast_onbekend"),
])
def test_what_says_nothing_is_asked_again(asked, response):
    talk = begin("welk instrument past")
    for text in asked:
        tell(talk, text)
    assert tell(talk, "banaan").responses == [response]


def test_a_threat_pauses_and_the_facts_are_kept():
    talk = tell(begin("ik wil een debat"), "ze staan met een mes voor mijn deur", "dreiging")
    assert (talk.responses, talk.slots["welk_status"]) == (["utter_safety"], PAUSED)
    assert end(talk).responses == []
    assert tell(talk, "welk instrument past", "welk_instrument").responses == ["utter_request_welk_agenda"]


def test_a_second_start_forgets_the_first_facts():
    talk = end(begin("ik wil een debat, het staat niet op de agenda"))
    assert tell(talk, "welk instrument past", "welk_instrument").responses == ["utter_request_welk_doel"]
    assert facts(talk) == (None, None, None)


def test_after_the_outcome_a_fact_can_still_be_put_right():
    talk = end(begin("ik wil een debat, het staat niet op de agenda"))
    talk.say(ActionCorrectVergoeding(), "nee het staat wel op de agenda", "corrigeer")
    assert talk.responses == ["utter_welk_debat_agenda", "utter_welk_reden", "utter_welk_reden_draft"]
    assert facts(talk) == ("debat", "ja", None)


@pytest.mark.parametrize("text", ["staat het wel op de agenda?", "hoe krijg ik het op de agenda", "het staat niet op de agenda"])
def test_a_question_or_what_changes_nothing_is_no_correction(text):
    talk = end(begin("ik wil een debat, het staat niet op de agenda"))
    talk.say(ActionCorrectVergoeding(), text, "corrigeer")
    assert talk.responses == ["utter_no_answer"]  # what the sources say of it: here nothing
    assert facts(talk) == ("debat", "nee", None)


def test_once_the_conversation_went_on_nothing_is_corrected():
    talk = end(begin("ik wil een debat, het staat niet op de agenda"))
    talk.slots["topic"] = "vergoeding"
    assert talk.say(ActionCorrectVergoeding(), "het staat wel op de agenda", "corrigeer").responses == ["utter_what_to_correct"]


def test_a_button_gives_the_value():
    talk = begin("welk instrument past")
    talk.slots["requested_slot"] = "welk_doel"
    parsed = {"text": '/geef_waarde{"value": "onderzoek"}', "intent": {"name": "geef_waarde", "confidence": 1.0},
              "entities": [{"entity": "value", "value": "onderzoek"}]}
    dispatcher = CollectingDispatcher()
    events = ValidateWelkInstrumentForm().run(dispatcher, Tracker("x", talk.slots, parsed, [], False, None, {}, "l"), {})
    assert {e["name"]: e["value"] for e in events} == {"welk_doel": "onderzoek", "requested_slot": "welk_haast"}


@pytest.mark.parametrize("intent", ["concept_maken", "motie_indienen"])
def test_who_wants_a_text_leaves_the_choice_for_it(intent):
    talk = tell(begin("welk instrument past hier"), "doe maar een motie", intent)
    assert talk.responses == [] and talk.slots["requested_slot"] == "welk_doel"  # no event: Rasa leaves the form for that rule
    assert tell(begin("welk instrument past hier"), "doe maar een motie", intent, sure=0.5).responses != []


def test_laat_maar_stops_whatever_stands_behind_it():
    talk = tell(begin("welk instrument past hier"), "laat maar, ben kapot, morgen verder", "nlu_fallback", sure=0.2)
    assert talk.slots["welk_status"] == CANCELLED


@pytest.mark.parametrize(("text", "intent", "sure", "responses"), [
    ("hoeveel dagen hebben ze voor zo'n motie", "vervolg", 0.9, ["utter_answer", "utter_request_welk_doel"]),
    ("hoeveel dagen hebben ze om te antwoorden", "vervolg", 0.9, ["utter_no_answer", "utter_request_welk_doel"]),
    ("zo'n debat aanvragen hoe gaat dat", "interpellatie", 0.5, ["utter_no_answer", "utter_request_welk_doel"]),
    ("ik wil debat, mag dat", "interpellatie", 0.5, ["utter_request_welk_agenda"]),  # tells what is wanted
    ("hij staat voor mijn deur, hoe moet ik hem wegkrijgen", "dreiging", 0.9, ["utter_safety"]),  # danger goes first
])
def test_a_question_to_the_bot_tells_no_fact(text, intent, sure, responses):
    assert tell(begin("welk instrument past"), text, intent, sure=sure).responses == responses


@pytest.mark.parametrize(("sure", "text", "answered"), [
    (0.67, "welke knoopt het vast aan de motie", True), (0.95, "welke knoopt het vast aan de motie", False), (0.67, "welk middel past", False)])
def test_who_goes_on_about_what_was_shown_chooses_nothing(monkeypatch, sure, text, answered):
    class Sure(ToySources):
        def search_after(self, question, shown, top_k=5):
            found = self.search_national(question, top_k)
            return Result(question, found.answered, tuple(Hit(hit.passage, 0.95) for hit in found.hits))

    use(monkeypatch, Sure({"motie": ["motie/wat"]}, passages=PASSAGES))
    talk = Talk(requested_slot=None, passage="motie/hoe", topic="motie").say(ValidateWelkInstrumentForm(), text, "welk_instrument", sure=sure)
    assert talk.responses == (["utter_answer"] if answered else ["utter_request_welk_doel"])
    assert talk.slots["welk_status"] == (ANSWERED if answered else None)
    if answered:
        assert end(talk).responses == [] and talk.slots["welk_status"] is None


@pytest.mark.parametrize(("text", "named", "sure", "instead"), [
    ("net geïnstalleerd en volgende week begroting. wat is een motie precies", ("motie",), 0.8, True),
    ("14 regelingen en nul grip, wat kan een raad daar mee", ("regionale_netwerken",), 0.9, True),
    ("is er ergens een advies over dreigementen", (), 0.9, True), ("welk instrument past hier, een motie", ("motie",), 0.9, False),
    ("de sporthal is duurder geworden. wat kan ik daarmee", (), 0.7, False)])
def test_a_story_with_a_question_about_something_chooses_nothing(text, named, sure, instead):
    assert asks_instead(Turn(text, "welk_instrument", sure, named=named)) == instead


class Read(ToySources):
    """Reads this passage in everything, so probable."""

    def __init__(self, identity, sure):
        super().__init__(passages=PASSAGES)
        self.odds = np.log([sure if one.id == identity else 1e-3 for one in PASSAGES])

    def read(self, text, topic=None):
        return Reading(self.odds, 0.0, dict.fromkeys(KINDS, 0.0))


@pytest.mark.parametrize(("sure", "text", "responses"), [
    (0.7, "wij willen tot op de bodem weten hoe dat zwembad zo duur werd", ["utter_answer"]),
    (0.7, "hoe werd dat zwembad zo duur, welk instrument past", ["utter_request_welk_doel"]), (0.4, "dat zwembad werd zo duur", ["utter_request_welk_doel"])])
def test_who_surely_speaks_of_one_instrument_gets_it_at_once(monkeypatch, sure, text, responses):
    use(monkeypatch, Read("raadsonderzoek/wat", sure))
    talk = begin(text)
    assert talk.responses == responses
    assert (talk.slots["topic"], talk.slots["passage"]) == ("raadsonderzoek", "raadsonderzoek/wat")  # what comes next is asked of it


def test_what_hardly_speaks_of_an_instrument_leaves_the_conversation_where_it_was(monkeypatch):
    use(monkeypatch, Read("raadsonderzoek/wat", 0.1))
    assert begin("dat zwembad werd zo duur").slots.get("passage") is None
    use(monkeypatch, Read("bedreiging/wat", 0.9))
    assert begin("dat zwembad werd zo duur").slots.get("passage") is None
