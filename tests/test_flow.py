"""Whole dialogues through both flows: what is asked, refused, interrupted, corrected and cancelled."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.draft_parts_rules import INTERPELLATIE
from actions.draft_reading import LONGEST
from actions.flow import CANCELLED, DONE, PAUSED, thanks
from actions.interpellatie import ValidateInterpellatieForm
from actions.turn import Turn
from actions.vergoeding import ValidateVergoedingForm
from knowledge import Hit, Passage, Result
from knowledge.remarks import Tone
from tests.toy_actions import ToyLibrary, ToySources, use

PARTS = tuple(part.name for part in INTERPELLATIE.parts)


def passage(identity, text="Een motie is een uitspraak van de raad."):
    topic, facet = identity.split("/")
    return Passage(identity, topic, facet, topic.title(), facet, text, "Brochure", "brochure", "2020")


class Toy(ToyLibrary):
    """Five passages; a question finds the passage whose topic it names."""

    passages = [passage("motie/wat"), passage("motie/hoe"), passage("interpellatie/wat"), passage("bedreiging/bij_incidenten", "Bel de politie."),
                passage("bedreiging/preventief", "Maak afspraken.")]

    def search_national(self, question, top_k=5):
        hits = tuple(Hit(p, 0.9) for p in self.passages if p.topic in question.lower())[:top_k]
        return Result(question, bool(hits), hits)


class Talk:
    """Drives one flow as Rasa's form does: slots and requested_slot live on between turns."""

    def __init__(self, flow, text, intent, **entities):
        self.flow, self.slots = flow, {"requested_slot": None}
        self.say(text, intent, **entities)

    def say(self, text, intent="geef_waarde", sure=0.9, **entities):
        message = {"text": text, "intent": {"name": intent, "confidence": sure},
                   "intent_ranking": [{"name": intent, "confidence": sure}],
                   "entities": [{"entity": name, "value": value} for name, value in entities.items()]}
        dispatcher = CollectingDispatcher()
        tracker = Tracker("x", self.slots, message, [], False, None, {}, "action_listen")
        for event in self.flow.run(dispatcher, tracker, {}):
            self.slots[event["name"]] = event["value"]
        self.messages = dispatcher.messages
        return self

    @property
    def responses(self):
        return [message["response"] for message in self.messages]

    @property
    def given(self):
        return {part: self.slots.get(f"interpellatie_{part}") for part in PARTS}


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    for module in ("answer", "scene", "sources", "show", "draft_aside"):
        monkeypatch.setattr(f"actions.{module}.sources", Toy)


@pytest.fixture
def money():
    return Talk(ValidateVergoedingForm(), "bereken mijn vergoeding", "vergoeding_berekenen")


@pytest.fixture
def request_():
    return Talk(ValidateInterpellatieForm(), "ik wil een interpellatie", "interpellatie_indienen")


@pytest.fixture
def summary(request_):
    for text in ("de brug", "Hij is dicht", "Waarom? Hoe lang?", "J. Jansen", "18 december"):
        request_.say(text)
    return request_


# ---------------------------------------------------------------- vergoeding

def test_inhabitants_are_asked_first_and_then_taken(money):
    assert (money.responses, money.slots["requested_slot"]) == (["utter_request_inwoners"], "inwoners")
    assert money.say("45.000").messages == []
    assert (money.slots["inwoners"], money.slots["vergoeding_status"], money.slots["requested_slot"]) == (45_000.0, DONE, None)


@pytest.mark.parametrize(("text", "response"), [
    ("-5", "utter_inwoners_negative"), ("0", "utter_inwoners_zero"), ("veel", "utter_inwoners_none"), ("", "utter_inwoners_none"),
    ("17 miljoen", "utter_inwoners_large"), ("40.000 of 60.000", "utter_inwoners_several"), ("2026", "utter_inwoners_other_kind"),
    ("45", "utter_inwoners_small"), ("Bergen", "utter_inwoners_which"), ("Ede of Wageningen", "utter_inwoners_which"),
])
def test_a_refused_number_is_asked_again_with_the_reason(money, text, response):
    money.say(text)
    assert money.responses == [response]
    assert (money.slots["inwoners"], money.slots["requested_slot"]) == (None, "inwoners")
    assert money.say("zestigduizend").slots["inwoners"] == 60_000.0


@pytest.mark.parametrize(("text", "intent", "responses"), [
    ("thx!", "dank", ["utter_dank", "utter_request_inwoners"]), ("can you speak english", "engels", ["utter_engels", "utter_request_inwoners"]),
    ("wat kan jij allemaal", "hulp", ["utter_hulp", "utter_request_inwoners"]),
    ("ik wil een mens spreken", "nlu_fallback", ["utter_mens", "utter_request_inwoners"]),
    ("geef me het mailadres van de griffie", "eerste_contact", ["utter_eerste_contact_griffie_unknown", "utter_request_inwoners"]),
    ("hoe laat begint de commissie dinsdag", "nlu_fallback", ["utter_no_answer", "utter_request_inwoners"]),
])
def test_what_is_no_number_gets_its_own_reply_and_the_question_again(money, text, intent, responses):
    named = {"instrument": "griffie"} if "griffie" in text else {}
    assert money.say(text, intent, **named).responses == responses
    assert money.slots["requested_slot"] == "inwoners"


@pytest.mark.parametrize(("text", "intent", "sure"), [
    ("wordt het morgen trouwens droog, ik moet op de fiets", "geef_waarde", 0.4), ("wie wint er zondag", "buiten_bereik", 0.9)])
def test_another_world_is_no_value_and_the_question_comes_again(money, text, intent, sure):
    money.say(text, intent, sure=sure)
    assert [m["answer"]["kind"] for m in money.messages] == ["out_of_scope", "form"]


def test_a_refusal_carries_the_values_of_its_question(money):
    asked = money.say("45").messages[0]
    assert (asked["number"], asked["thousands"], asked["answer"]["kind"]) == ("45", "45.000", "form")
    assert money.say("bergen").messages[0]["names"] == "Bergen (NH) / Bergen (L)"


@pytest.mark.parametrize(("text", "value"), [
    ("wat krijgt een raadslid bij 73k inwoners", 73_000.0), ("vergoeding in een dorp van twaalfduizend zielen", 12_000.0),
    ("in 2026 in een gemeente met 45.000 inwoners", 45_000.0),
])
def test_a_number_in_the_trigger_needs_no_question(text, value):
    talk = Talk(ValidateVergoedingForm(), text, "vergoeding_berekenen")
    assert (talk.responses, talk.slots["inwoners"], talk.slots["vergoeding_status"]) == ([], value, DONE)


@pytest.mark.parametrize("text", ["wat verdien ik in 2026?", "doe je best", "/vergoeding_berekenen", "vergoeding in Bergen",
                                  "zitten er 31 zetels in de raad", "20 uur per week"])
def test_another_number_in_the_trigger_is_no_value(text):
    talk = Talk(ValidateVergoedingForm(), text, "vergoeding_berekenen")
    assert (talk.responses, talk.slots["inwoners"]) == (["utter_request_inwoners"], None)


def test_a_name_in_the_trigger_is_looked_up():
    assert Talk(ValidateVergoedingForm(), "hoeveel krijg ik in Zwolle", "vergoeding_berekenen").slots["inwoners"] == 134_143.0


@pytest.mark.parametrize("text", ["stop", "laat maar zitten", "/laat_maar"])
def test_a_calculation_can_be_cancelled(money, text):
    money.say(text, "laat_maar")
    assert (money.slots["vergoeding_status"], money.slots["requested_slot"], money.responses) == (CANCELLED, None, [])


def test_an_unsure_cancel_asks_again(money):
    assert money.say("stap", "laat_maar", sure=0.49).responses == ["utter_inwoners_none"]


def test_a_value_is_taken_whatever_the_intent(money):
    assert money.say("Steenwijkerland", "terug").slots["inwoners"] > 40_000


def test_a_question_in_between_is_answered_and_the_same_thing_asked_again(money):
    money.say("wat is een motie?", "motie", facet="wat")
    assert money.responses == ["utter_answer", "utter_request_inwoners"]
    assert (money.messages[0]["body"], money.slots["passage"]) == ("Een motie is een uitspraak van de raad.", "motie/wat")
    assert money.say("45.000").slots["inwoners"] == 45_000.0


def test_a_button_of_an_earlier_answer_is_answered_and_the_same_thing_asked_again(money):
    money.say('/motie{"facet": "hoe"}', "motie", sure=1.0, facet="hoe")
    assert money.responses == ["utter_answer", "utter_request_inwoners"]
    assert money.slots["passage"] == "motie/hoe"


def test_a_button_that_leads_nowhere_asks_again(money):
    assert money.say("/hulp", "hulp", sure=1.0).responses == ["utter_request_inwoners"]


def test_a_second_start_forgets_the_first_number(money):
    money.say("45.000").say("bereken mijn vergoeding", "vergoeding_berekenen")
    assert (money.slots["inwoners"], money.slots["vergoeding_status"]) == (None, None)
    assert money.responses == ["utter_request_inwoners"]


# ---------------------------------------------------------------- safety, in both flows

def test_a_threat_stops_the_flow_with_the_advice(money):
    money.say("ik word bedreigd", "dreiging")
    assert (money.responses, money.messages[0]["incidents"]) == (["utter_safety"], "Bel de politie.")
    assert (money.slots["requested_slot"], money.slots["vergoeding_status"]) == (None, PAUSED)
    assert money.slots["topic"] == "bedreiging"


def test_a_threat_stops_the_request_too(summary):
    assert summary.say("ze staan met een mes voor mijn deur", "dreiging").responses == ["utter_safety"]
    assert summary.slots["requested_slot"] is None


def test_what_was_filled_in_before_a_threat_is_there_when_the_user_comes_back(summary):
    given = dict(summary.given)
    summary.say("ze staan met een mes voor mijn deur", "dreiging")
    summary.say("interpellatie aanvragen", "interpellatie_indienen")
    assert (summary.given, summary.responses) == (given, ["utter_request_interpellatie_akkoord"])


def test_despair_stops_the_flow_with_a_human_to_call(request_):
    request_.say("ik wil niet meer leven", "wanhoop")
    assert (request_.responses, request_.messages[0]["answer"]["kind"]) == (["utter_wanhoop"], "safety")
    assert request_.slots["interpellatie_status"] == PAUSED


# ---------------------------------------------------------------- interpellatie

def test_each_part_is_asked_in_order_with_the_progress(request_):
    seen = [(request_.responses[0], request_.messages[0]["step"], request_.messages[0]["steps"])]
    for text in ("de brug", "Hij is dicht", "Waarom?", "J. Jansen", "18 december"):
        request_.say(text)
        seen.append((request_.responses[0], request_.messages[0]["step"], request_.messages[0]["steps"]))
    names = ("onderwerp", "aanleiding", "vragen", "indiener", "datum", "akkoord")
    assert seen == [(f"utter_request_interpellatie_{name}", at, 6) for at, name in enumerate(names, 1)]


def test_every_question_of_a_flow_says_that_it_is_one(request_, money):
    assert request_.messages[0]["answer"] == {"kind": "form", "topic": "interpellatie", "facet": None, "confidence": 1.0,
                                              "sources": []}
    assert money.messages[0]["answer"]["topic"] == "vergoeding"


def test_the_summary_shows_every_part(summary):
    shown = {part: summary.messages[0][part] for part in PARTS}
    assert shown == {"onderwerp": "de brug", "aanleiding": "Hij is dicht", "vragen": "1. Waarom?\n2. Hoe lang?",
                     "indiener": "J. Jansen", "datum": "18 december"}


@pytest.mark.parametrize(("text", "intent"), [("ja", "ja"), ("/ja", "ja"), ("klopt helemaal", "nlu_fallback")])
def test_agreement_ends_the_flow(summary, text, intent):
    summary.say(text, intent)
    assert (summary.slots["interpellatie_status"], summary.slots["requested_slot"], summary.messages) == (DONE, None, [])
    assert summary.given["vragen"] == "Waarom?\nHoe lang?"


def test_no_agreement_asks_what_to_change(summary):
    assert summary.say("klopt niet", "nee").responses == ["utter_what_to_change"]
    assert (summary.slots["interpellatie_akkoord"], summary.slots["requested_slot"]) == (None, "interpellatie_akkoord")


def test_a_correction_in_one_go_comes_back_to_the_summary(summary):
    summary.say("onderwerp moet zijn: de brug", "terug").say("datum: 12 december")
    assert summary.responses == ["utter_request_interpellatie_akkoord"]
    assert (summary.given["onderwerp"], summary.given["datum"]) == ("de brug", "12 december")
    assert summary.given["aanleiding"] == "Hij is dicht"


@pytest.mark.parametrize(("text", "intent", "entities"), [
    ("de vragen", "vragen", {}), ('/corrigeer{"part": "vragen"}', "corrigeer", {"part": "vragen"}),
])
def test_a_part_to_correct_is_asked_alone(summary, text, intent, entities):
    summary.say(text, intent, **entities)
    assert summary.responses == ["utter_request_interpellatie_vragen"]
    assert summary.say("Wie betaalt?").responses == ["utter_request_interpellatie_akkoord"]
    assert summary.messages[0]["vragen"] == "1. Wie betaalt?"


def test_a_subject_in_the_trigger_is_not_asked_again():
    talk = Talk(ValidateInterpellatieForm(), "interpellatie aanvragen over het zwembad", "interpellatie_indienen")
    assert talk.responses == ["utter_request_interpellatie_aanleiding"]
    assert (talk.messages[0]["onderwerp"], talk.messages[0]["step"]) == ("het zwembad", 2)


@pytest.mark.parametrize("text",
                         ["/interpellatie_indienen", "interpellatie over ???", "interpellatie over " + "a" * (LONGEST + 1)])
def test_a_trigger_without_a_usable_subject_asks_it(text):
    talk = Talk(ValidateInterpellatieForm(), text, "interpellatie_indienen")
    assert (talk.responses, talk.given["onderwerp"]) == (["utter_request_interpellatie_onderwerp"], None)


@pytest.mark.parametrize(("text", "response"), [("😀", "utter_part_empty"), ("", "utter_part_empty"),
                                                ("a" * (LONGEST + 1), "utter_part_long")])
def test_a_refused_part_is_asked_again(request_, text, response):
    assert request_.say(text).responses == [response]
    assert request_.slots["requested_slot"] == "interpellatie_onderwerp"


@pytest.mark.parametrize(("text", "kept"), [
    ("hoe lang heeft het college om te antwoorden", None), ("Mag een burgerraadslid ook meedoen?", None),
    ("Wie dit wil lezen: Jan Hoekstra (Lokaal)", "Wie dit wil lezen: Jan Hoekstra (Lokaal)"), ("ik", "ik"),
])
def test_a_question_is_no_name(summary, text, kept):
    summary.say("de indiener").say(text, "nlu_fallback")
    assert summary.given["indiener"] == kept
    if kept is None:
        assert summary.responses[0] == "utter_no_answer"
        assert summary.responses[1] in ("utter_no_names", "utter_request_interpellatie_indiener")


def test_the_difference_is_told_within_a_draft_which_then_goes_on(summary):
    summary.say("de indiener").say("wat is ook alweer het verschil met een motie", "verschil", instrument="motie")
    assert summary.responses[-1].startswith("utter_request_") and "utter_compare" in summary.responses[0]
    assert summary.given["indiener"] is None


def test_a_date_that_is_none_is_asked_again(summary):
    summary.say("de datum").say("dat zien we wel")
    assert (summary.responses, summary.slots["requested_slot"]) == (["utter_no_moment"], "interpellatie_datum")
    assert summary.say("weet ik nog niet", "nee").given["datum"] == ""  # left open


@pytest.mark.parametrize("text", ["stop", "Stop maar!", "laat maar zitten", "/laat_maar", "laat maar ik vraag het de griffie",
                                  "ik moet weg, stop maar"])
def test_a_request_can_be_cancelled_at_any_step(request_, text):
    request_.say("de brug").say(text, "laat_maar")
    assert (request_.slots["interpellatie_status"], request_.given["onderwerp"], request_.responses) == (CANCELLED, None, [])


def test_back_asks_the_step_before(request_):
    request_.say("de brug").say("Hij is dicht").say("terug", "terug")
    assert request_.responses == ["utter_request_interpellatie_aanleiding"]
    assert (request_.given["onderwerp"], request_.given["aanleiding"]) == ("de brug", None)


def test_back_at_the_first_step_stays_there(request_):
    assert request_.say("een stap terug", "terug").responses == ["utter_request_interpellatie_onderwerp"]


def test_back_at_the_summary_asks_the_date_again(summary):
    assert summary.say("terug naar de vorige vraag", "terug").responses == ["utter_request_interpellatie_datum"]
    assert summary.given["vragen"] == "Waarom?\nHoe lang?"


def test_starting_over_empties_every_part(summary):
    assert summary.say("opnieuw beginnen", "opnieuw").responses == ["utter_request_interpellatie_onderwerp"]
    assert set(summary.given.values()) == {None}


@pytest.mark.parametrize(("text", "intent"), [
    ("de brug", "terug"), ("terug naar de oude situatie", "terug"), ("Stop de sloop van het zwembad", "laat_maar"),
    ("laat maar zien wat de brug kost", "laat_maar"), ("laat maar weten wanneer de brug weer open gaat", "laat_maar"),
    ("herstart van de bouw", "opnieuw"), ("nee tegen het azc", "nee"),
    ("De wethouder wil stoppen met de bus en terug naar het oude rooster, en dat moet opnieuw in de raad.", "laat_maar"),
])
def test_content_that_sounds_like_an_act_is_kept(request_, text, intent):
    request_.say(text, intent)
    assert request_.given["onderwerp"] == text
    assert request_.responses == ["utter_request_interpellatie_aanleiding"]


@pytest.mark.parametrize(("text", "intent"), [
    ("Hoe staat het met de rekenkamer?", "rekenkamer"), ("Wat is een motie?", "motie"), ("Wanneer komt de motie terug?", "motie"),
])
def test_questions_of_the_request_are_content(request_, text, intent):
    request_.say("de brug").say("Hij is dicht").say(text, intent, instrument="motie")
    assert (request_.given["vragen"], request_.responses) == (text, ["utter_request_interpellatie_indiener"])


def test_a_question_to_the_bot_is_answered_in_a_step_of_free_text(request_):
    request_.say("wat is een motie?", "motie", instrument="motie", facet="wat")
    assert request_.responses == ["utter_answer", "utter_request_interpellatie_onderwerp"]
    assert (request_.given["onderwerp"], request_.slots["passage"]) == (None, "motie/wat")
    assert request_.say("de brug").given["onderwerp"] == "de brug"


@pytest.mark.parametrize("text", ["de motie over het zwembad", "waarom is de motie niet uitgevoerd",
                                  "Wat is " + "heel " * 12 + "een motie?"])
def test_a_statement_on_a_topic_is_content(request_, text):
    assert request_.say(text, "motie", instrument="motie").given["onderwerp"] == text.strip()


def test_a_question_without_an_answer_in_the_sources_is_content(request_):
    request_.say("wat is het nut van de brug?", "vragen", instrument="vragen")
    assert request_.given["onderwerp"] == "wat is het nut van de brug?"


def test_a_question_at_the_summary_keeps_every_part(summary):
    summary.say("wat is een motie?", "motie", facet="wat")
    assert summary.responses == ["utter_answer", "utter_request_interpellatie_akkoord"]
    assert summary.given["datum"] == "18 december"


# ---------------------------------------------------------------- several parts in one message

def test_several_labelled_parts_in_one_message_are_all_taken(request_):
    request_.say("onderwerp: de brug, aanleiding: hij is dicht; vragen: Waarom? Hoe lang?, datum: 18 december")
    assert request_.given == {"onderwerp": "de brug", "aanleiding": "hij is dicht", "vragen": "Waarom?\nHoe lang?",
                              "indiener": None, "datum": "18 december"}
    assert request_.responses == ["utter_request_interpellatie_indiener"]


def test_what_stands_before_the_first_label_is_the_part_that_was_asked(request_):
    request_.say("de brug bij de haven\nAanleiding: hij is dicht")
    assert (request_.given["onderwerp"], request_.given["aanleiding"]) == ("de brug bij de haven", "hij is dicht")
    assert request_.responses == ["utter_request_interpellatie_vragen"]


def test_a_part_among_several_that_is_no_use_is_asked_at_its_turn(request_):
    request_.say("onderwerp: de brug, datum: dat zien we wel")
    assert (request_.given["onderwerp"], request_.given["datum"]) == ("de brug", None)


def test_the_meeting_behind_the_name_needs_no_question(request_):
    request_.say("de brug").say("Hij is dicht").say("Waarom?").say("J. Jansen, D66, voor de raad van 18 december")
    assert (request_.given["indiener"], request_.given["datum"]) == ("J. Jansen, D66", "18 december")
    assert request_.responses == ["utter_request_interpellatie_akkoord"]


def test_several_corrections_at_the_summary_are_taken_at_once(summary):
    summary.say("nee, onderwerp: de tunnel, datum: 12 december", "nee")
    assert (summary.given["onderwerp"], summary.given["datum"]) == ("de tunnel", "12 december")
    assert summary.responses == ["utter_request_interpellatie_akkoord"]
    assert summary.given["aanleiding"] == "Hij is dicht"


def test_the_meeting_in_the_trigger_is_not_asked_again():
    talk = Talk(ValidateInterpellatieForm(), "interpellatie over de brug, voor de raad van 18 december", "interpellatie_indienen")
    assert (talk.given["onderwerp"], talk.given["datum"]) == ("de brug", "18 december")
    for text in ("Hij is dicht", "Waarom?", "J. Jansen"):
        talk.say(text)
    assert talk.responses == ["utter_request_interpellatie_akkoord"]


def test_a_question_in_between_may_lean_on_the_answer_before(money):
    money.say("wat is een motie?", "motie", facet="wat").say("en hoe dan?", "vervolg")
    assert (money.responses, money.slots["passage"]) == (["utter_answer", "utter_request_inwoners"], "motie/hoe")


@pytest.mark.parametrize(("text", "asked"), [
    ("wacht even, mag ik over een motie altijd vragen stellen?", True), ("Waarom is er geen motie uitgevoerd?", False)])
def test_where_questions_are_the_value_a_question_to_the_bot_is_announced(request_, text, asked):
    request_.say("de brug").say("Hij is dicht")
    assert request_.slots["requested_slot"] == "interpellatie_vragen"
    request_.say(text, "motie", instrument="motie")
    assert ("utter_answer" in request_.responses) is asked
    assert (request_.given["vragen"] is None) is asked


@pytest.mark.parametrize(("sure", "stopped"), [(0.6, False), (0.9, True)])
def test_where_any_text_may_be_the_value_danger_must_be_sure(request_, sure, stopped):
    request_.say("er was brand bij mijn huis naast de brug", "dreiging", sure)
    assert (request_.slots["interpellatie_status"] == PAUSED) is stopped


@pytest.mark.parametrize(("text", "stopped"), [
    ("drie ongelukken en brand bij de brug", False), ("hij is dicht", False), ("hij staat bij mij", True)])
def test_a_few_words_that_are_not_about_the_writer_are_a_value(request_, text, stopped):
    request_.say(text, "dreiging", 0.93)
    assert (request_.slots["interpellatie_status"] == PAUSED) is stopped


@pytest.mark.parametrize(("text", "kept"), [
    ("de rest laat ik open", ""), ("verder vul ik niks in", ""), ("meer heb ik niet, de rest mag leeg blijven", ""),
    ("nee verder niks, die andere dingen laat ik open", ""), ("de aanleiding weet ik nog niet, de rest laat ik open", ""),
    ("het dak is afgekeurd. de rest laat ik open", "het dak is afgekeurd"),
])
def test_all_the_rest_can_be_left_open_at_once(request_, text, kept):
    request_.say("de brug").say(text)
    assert request_.given == {"onderwerp": "de brug", "aanleiding": kept, "vragen": "", "indiener": "", "datum": ""}
    assert request_.responses == ["utter_request_interpellatie_akkoord"]


@pytest.mark.parametrize("text", ["de rest van het dorp is bang", "het college doet verder niks", "inwoners hebben niets meer"])
def test_content_with_such_words_is_content(request_, text):
    assert request_.say("de brug").say(text).given["aanleiding"] == text


def test_danger_goes_before_leaving_the_rest_open(request_):
    assert request_.say("de brug").say("ik wil niet meer leven. de rest laat ik open", "wanhoop").responses == ["utter_wanhoop"]


def test_leaving_the_rest_open_and_nothing_else_is_no_despair(request_):
    assert request_.say("de brug").say("meer heb ik niet, de rest mag leeg blijven", "wanhoop").given["vragen"] == ""


class Thankful(ToySources):
    """Holds everything for a remark."""

    def tone(self, text):
        return Tone(0.97, 0.0)


@pytest.mark.parametrize(("text", "intent", "sure", "thanked"), [
    ("super dankjewel!!", "dank", 0.99, True), ("super dankjewel!!", "dank", 0.8, False), ("super dankjewel!!", "opmerking", 0.99, False),
    ("dank gaat uit naar de vrijwilligers van het dorpshuis in de kern", "dank", 0.99, False)])
def test_thanks_are_no_value(monkeypatch, text, intent, sure, thanked):
    use(monkeypatch, Thankful())
    assert thanks(Turn(text, intent, sure)) == thanked


def test_a_flow_that_keeps_all_as_it_was_still_sets_a_slot():
    events = ValidateInterpellatieForm().go_on(CollectingDispatcher(), {"interpellatie_onderwerp": "de brug"}, {})
    assert {event["name"]: event["value"] for event in events}["interpellatie_onderwerp"] == "de brug"
