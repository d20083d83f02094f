"""How high the expense allowance is: the latest year of the table with its source; not what it may be spent on."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.onkosten_say import asks_amount, say_amount
from actions.sources import sources
from actions.turn import Turn
from actions.vergoeding import ValidateVergoedingForm


@pytest.mark.parametrize(("text", "asked"), [
    ("Hoeveel bedraagt die onkostenvergoeding dit jaar?", True), ("hoe hoog is de onkosten vergoeding", True),
    ("welk bedrag krijg ik aan onkostenvergoeding", True), ("waar is de onkostenvergoeding voor", False),
    ("hoeveel mag ik van mijn onkostenvergoeding uitgeven aan taart", False), ("hoeveel krijg ik per maand", False),
    ('/onkostenvergoeding{"facet": "hoeveel"}', False),
])
def test_who_asks_for_the_amount(text, asked):
    assert asks_amount(Turn(text, "onkostenvergoeding", 0.9), None) is asked


def test_the_latest_year_stands_first_and_each_year_has_its_source():
    dispatcher = CollectingDispatcher()
    events = say_amount(dispatcher)
    (message,) = dispatcher.messages
    assert (message["year"], message["amount"]) == (2026, "€ 223,50")
    assert message["earlier"].splitlines()[0].startswith("- in 2023: € 188,22. Bron: Nederlandse Vereniging voor Raadsleden")
    assert message["answer"]["topic"] == "onkostenvergoeding" and message["answer"]["sources"][-1]["layer"] == "wet"
    assert {"event": "slot", "timestamp": None, "name": "topic", "value": "onkostenvergoeding"} in events


def test_after_a_passage_on_it_the_bare_amount_is_that_of_the_allowance():
    last = sources().passage("onkostenvergoeding/bedoeld_voor")
    assert asks_amount(Turn("hoeveel is die per maand", "vervolg", 0.9), last)
    assert not asks_amount(Turn("hoeveel is die per maand", "vervolg", 0.9), sources().passage("vergoeding/wat"))
    assert not asks_amount(Turn("hoeveel kost een motie", "vervolg", 0.9), last)


def test_after_a_passage_on_it_no_computation_of_the_allowance_is_begun():
    last = sources().passage("onkostenvergoeding/bedoeld_voor").id
    message = {"text": "hoeveel is t per maand", "intent": {"name": "vergoeding_berekenen", "confidence": 0.62}, "entities": []}
    dispatcher = CollectingDispatcher()
    events = ValidateVergoedingForm().run(
        dispatcher, Tracker("x", {"passage": last, "topic": "onkostenvergoeding"}, message, [], False, None, {}, "action_listen"), {})
    assert [m["response"] for m in dispatcher.messages] == ["utter_onkosten_bedrag"]
    assert {event["name"]: event["value"] for event in events}["requested_slot"] is None


def test_an_expense_in_the_middle_of_the_computation_is_judged_and_the_question_asked_again():
    slots = {"requested_slot": "inwoners", "topic": "onkostenvergoeding", "budget": "onkostenvergoeding", "uitgave": "een krant"}
    message = {"text": "en een fooi voor de ober", "intent": {"name": "nlu_fallback", "confidence": 0.6}, "entities": []}
    dispatcher = CollectingDispatcher()
    ValidateVergoedingForm().run(dispatcher, Tracker("x", slots, message, [], False, None, {}, "action_listen"), {})
    assert [m["response"] for m in dispatcher.messages][-1] == "utter_request_inwoners"
    assert "Fooi" in dispatcher.messages[0]["quotes"]
