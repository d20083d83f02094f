"""Tours: their steps as the booklet has them, the words that move, and what happens on the way."""

import pytest

from actions.rondleiding import ActionRondleiding, ValidateRondleidingForm
from actions.rondleiding_rules import LAST, TOURS, Move, landing, lead, read_move, stops_of
from tests.edition_actions import EDITION, Flow, use_edition

BY_ID = {passage.id: passage for passage in EDITION}
OPLEIDING, ACCOUNTANT, CYCLUS = "opleidingsbudget_regelen", "accountantscontrole_doorlopen", "vierjaarscyclus_doorlopen"


@pytest.fixture
def flow(monkeypatch):
    use_edition(monkeypatch, sure={"motie": ["motie/wat"], "auditcommissie": ["accountant/auditcommissie"]})
    return Flow(ValidateRondleidingForm(), ActionRondleiding())


@pytest.mark.parametrize(("tour", "steps"), [(OPLEIDING, 3), (ACCOUNTANT, 5), (CYCLUS, 12)])
def test_every_step_is_quoted_from_its_passage(tour, steps):
    stops = stops_of(TOURS[tour], BY_ID.get)
    assert len(stops) == steps
    assert all(stop.text in BY_ID[stop.id].text for stop in stops)


def test_steps_carry_their_own_links():
    assert [len(stop.links) for stop in stops_of(TOURS[OPLEIDING], BY_ID.get)] == [0, 0, 1]
    links = [[link.text for link in stop.links] for stop in stops_of(TOURS[CYCLUS], BY_ID.get)]
    assert links[0] == links[11] == []
    assert links[1] == ["Evalueren campagne"]


def test_what_opens_a_tour_is_the_text_before_its_list():
    assert lead(BY_ID["leren_ontwikkelen/stappenplan"]).endswith("Zo heeft de gemeente de Wolden het gedaan.")
    assert lead(BY_ID["accountant/inzicht"]).endswith("inzicht krijgen in de controle?")


def test_a_missing_passage_is_named():
    with pytest.raises(ValueError, match="accountant/aanbesteding: found no such passage"):
        stops_of(TOURS[ACCOUNTANT], lambda _: None)


@pytest.mark.parametrize(("text", "move"), [
    ("volgende", Move("next")), ("verder", Move("next")), ("ok ga verder", Move("next")),
    ("de volgende stap graag", Move("next")),
    ("snap ik, volgende", Move("next")), ("ja", Move("next")), ("duidelijk", Move("next")), ("volgnde", Move("next")),
    ("vorige", Move("back")), ("terug", Move("back")), ("een stap terug", Move("back")), ("nog eens de vorige", Move("back")),
    ("stop", Move("stop")), ("klaar", Move("stop")), ("laat maar", Move("stop")), ("niet verder", Move("stop")),
    ("nee", Move("stop")),
    ("opnieuw", Move("restart")), ("begin opnieuw", Move("restart")), ("herhaal", Move("again")),
    ("stap 3", Move("to", 3)), ("ga naar tip 2", Move("to", 2)), ("de derde stap", Move("to", 3)),
    ("laatste stap", Move("to", LAST)),
    ("stap vier", Move("to", 4)), ("alle stappen", Move("all")), ("overzicht", Move("all")),
])
def test_words_that_move(text, move):
    assert read_move(text) == move


@pytest.mark.parametrize("text", ["", "wat is een motie?", "hoe verder met de motie", "wat is een auditcommissie",
                                  "mag dat ook eerder?",
                                  "en wie doet dat dan", "wanneer is de volgende verkiezing", "stop de sloop", "15 juli",
                                  "heb ik 2 accountants nodig",
                                  "stap 3?"])
def test_what_is_no_move_is_to_be_answered(text):
    assert read_move(text) is None


@pytest.mark.parametrize(("move", "step", "landed"), [
    (Move("next"), 2, 3), (Move("next"), 3, None), (Move("back"), 2, 1), (Move("back"), 1, 1), (Move("restart"), 3, 1),
    (Move("to", 2), 1, 2), (Move("to", 0), 2, 1), (Move("to", 4), 1, 3), (Move("to", LAST), 1, 3), (Move("again"), 2, 2),
])
def test_where_a_move_lands_in_three_steps(move, step, landed):
    assert landing(move, step, 3) == landed


def test_a_tour_opens_with_the_source_and_goes_step_by_step(flow):
    flow.say("opleidingsbudget regelen", OPLEIDING)
    assert flow.responses == ["utter_opleidingsbudget_regelen", "utter_rondleiding_step"]
    assert (flow.messages[1]["step"], flow.messages[1]["steps"]) == (1, 3)
    assert [button["title"] for button in flow.messages[1]["buttons"]] == ["Volgende", "Stop"]
    flow.say("volgende", "vervolg")
    assert flow.messages[0]["body"].startswith("Bespreek in de raad en met je griffie")
    assert [button["title"] for button in flow.messages[0]["buttons"]] == ["Volgende", "Vorige", "Stop"]
    flow.say("verder", "vervolg")
    assert "pagina 16" in flow.messages[0]["body"]
    assert flow.messages[0]["links"].startswith("\n[programmabegroting](https://www.dewolden.nl")
    assert [button["title"] for button in flow.messages[0]["buttons"]] == ["Vorige", "Klaar"]
    flow.say("klaar", "geef_waarde")
    assert flow.responses == ["utter_rondleiding_done", "utter_answer"]
    assert (flow.active, flow.slots["rondleiding"]) == (False, None)


def test_the_accountant_tour_shows_both_changes_in_the_law(flow):
    flow.say("accountantscontrole doorlopen", ACCOUNTANT)
    assert flow.responses == ["utter_accountantscontrole_doorlopen", "utter_rondleiding_changed", "utter_rondleiding_step"]
    assert "verslagjaar 2023" in flow.messages[1]["changed"]
    flow.say("stap 3")
    assert flow.responses == ["utter_rondleiding_step_overtaken"]
    assert flow.messages[0]["changed"].startswith("15 juli is de datum waarop de vastgestelde jaarrekening bij de provincie")
    assert (flow.messages[0]["as_of"], flow.messages[0]["answer"]["kind"]) == ("2020", "form")


def test_one_back_and_again_from_the_start(flow):
    flow.say("start", CYCLUS).say("stap 8").say("vorige", "terug")
    assert flow.messages[0]["body"] == "Tussenbalans met fractie"
    assert flow.say("opnieuw", "opnieuw").messages[0]["body"] == "Verkiezingen"


def test_a_question_in_between_is_answered_and_the_tour_goes_on(flow):
    flow.say("start", ACCOUNTANT).say("volgende", "vervolg").say("wat is een auditcommissie?", "accountant")
    assert flow.responses[-1] == "utter_request_rondleiding_klaar"
    assert flow.messages[0]["answer"]["facet"] == "auditcommissie"
    assert flow.messages[-1]["step"] == 2
    assert flow.say("verder", "vervolg").messages[0]["step"] == 3


def test_small_talk_in_between(flow):
    flow.say("start", ACCOUNTANT).say("dankjewel hoor", "dank")
    assert flow.responses == ["utter_dank", "utter_request_rondleiding_klaar"]


def test_stopping_can_be_taken_up_again_by_button_and_by_asking(flow):
    flow.say("start", ACCOUNTANT).say("volgende", "vervolg").say("stop", "laat_maar")
    assert (flow.responses, flow.active) == (["utter_rondleiding_stopped"], False)
    button = flow.messages[0]["buttons"][0]
    assert button["payload"] == '/accountantscontrole_doorlopen{"part": "2"}'
    assert flow.say(button["payload"], ACCOUNTANT, part="2").messages[0]["step"] == 2
    flow.say("stop", "laat_maar").say("accountantscontrole doorlopen", ACCOUNTANT)
    assert flow.responses == ["utter_rondleiding_resumed", "utter_rondleiding_step"]
    assert flow.messages[1]["step"] == 2


def test_an_old_button_leads_to_its_own_step(flow):
    flow.say("start", ACCOUNTANT)
    assert flow.say("/x", ACCOUNTANT, part="5").messages[0]["step"] == 5
    assert flow.say("/x", ACCOUNTANT, part="99").messages[0]["step"] == 5


def test_the_button_to_stop_stops(flow):
    assert flow.say("start", ACCOUNTANT).say("/laat_maar", "laat_maar").responses == ["utter_rondleiding_stopped"]


def test_another_tour_takes_over(flow):
    flow.say("start", ACCOUNTANT).say("vierjaarscyclus doorlopen", CYCLUS)
    assert flow.responses == ["utter_vierjaarscyclus_doorlopen", "utter_rondleiding_step"]


def test_asking_for_the_tour_again_shows_where_it_is(flow):
    flow.say("accountantscontrole doorlopen", ACCOUNTANT).say("accountantscontrole doorlopen graag", ACCOUNTANT)
    assert flow.responses == ["utter_rondleiding_resumed", "utter_rondleiding_step"]
    assert flow.messages[1]["step"] == 1


def test_another_skill_has_its_turn(flow):
    flow.say("start", ACCOUNTANT).say("bereken mijn vergoeding", "vergoeding_berekenen")
    assert flow.messages == []  # no event at all: Rasa lets the rule of that intent go on
    assert flow.slots["rondleiding"] == {"tour": ACCOUNTANT, "step": 1}


def test_a_threat_comes_first_and_keeps_the_place(flow):
    flow.say("start", ACCOUNTANT).say("volgende", "vervolg").say("hij staat met een mes voor de deur", "dreiging")
    assert (flow.responses, flow.active) == (["utter_safety"], False)
    assert flow.slots["rondleiding"]["step"] == 2


def test_all_steps_at_once(flow):
    flow.say("start", CYCLUS).say("alle stappen")
    assert flow.messages[0]["lines"].splitlines()[11] == "12. Campagne"
    flow.say("start", ACCOUNTANT).say("overzicht", "overzicht")
    assert flow.messages[0]["lines"].splitlines()[2] == "3. De planning van de controle"
