"""What `answer` decides by rule before and around the search: the weather, helpers, and the pay of those who were spoken of."""

import pytest

from actions.answer import WEATHER, ActionAnswer
from tests.toy import passage
from tests.toy_actions import PASSAGES, Talk, ToySources, use

OTHERS = (passage("ambtelijke_bijstand/wat", "Ambtenaren helpen bij moties."), passage("ambtelijke_bijstand/top_5", "Vraag de griffier."),
          passage("inwoners_achterban/burgerraadsleden", "Burgerraadsleden helpen."), passage("vergoeding/wat", "Je krijgt een vergoeding."))


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    use(monkeypatch, ToySources({"amendement": ["amendement/wat"], "betaald": ["vergoeding/wat"], "geld": ["vergoeding/wat"]},
                                passages=(*PASSAGES, *OTHERS)))


@pytest.mark.parametrize(("text", "weather"), [
    ("wordt het morgen droog? we gaan flyeren", True), ("wat voor weer wordt het zaterdag", True), ("gaat het regenen vanavond", True),
    ("ja nee goed dat snap ik en wat voor weer wordt het eigenlijk morgen", True), ("wordt het vanavond lekker weer", True),
    ("hoe werkt dat ook weer", False), ("wanneer komt het weer in de raad", False), ("wordt het besluit weer uitgesteld", False),
])
def test_the_weather_is_of_another_world(text, weather):
    assert bool(WEATHER.search(text)) is weather
    if weather:
        assert Talk().say(ActionAnswer(), text, "nlu_fallback").responses == ["utter_out_of_scope"]


@pytest.mark.parametrize("text", ["helpen ze ook bij het schrijven van een amendement", "kunnen die meehelpen met een amendement"])
def test_who_was_spoken_of_helps_or_not_whatever_instrument_is_named(text):
    talk = Talk(passage="ambtelijke_bijstand/top_5", topic="ambtelijke_bijstand").say(ActionAnswer(), text, "amendement", named=["amendement"])
    assert talk.slots["passage"] == "ambtelijke_bijstand/wat"


def test_sorry_after_an_insult_is_accepted():
    talk = Talk().say(ActionAnswer(), "domme bot", "belediging").say(ActionAnswer(), "Sorry, flauw van mij.", "nlu_fallback")
    assert talk.responses == ["utter_geeft_niet"]
    assert Talk().say(ActionAnswer(), "sorry, wat is een amendement", "amendement").responses == ["utter_answer"]


@pytest.mark.parametrize("text", ["krijgen die ook betaald", "krijgen ze daar ook geld voor, die burgerraadsleden"])
def test_the_pay_of_those_who_were_spoken_of_stands_nowhere(text):
    talk = Talk(passage="inwoners_achterban/burgerraadsleden", topic="inwoners_achterban").say(ActionAnswer(), text, "vergoeding")
    assert talk.responses == ["utter_no_answer"]
    assert Talk(passage="motie/wat", topic="motie").say(ActionAnswer(), "krijg ik betaald", "vergoeding").slots["passage"] == "vergoeding/wat"
