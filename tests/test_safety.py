"""Danger that is only suspected: the advice where no source answers, else nothing."""

import numpy as np
import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.safety import (
    SEEN,
    SUSPECTED,
    SUSPECTED_OF_ASKING,
    asks_for_a_human,
    asks_whom_to_call,
    is_hardly_danger,
    is_threatened,
    note_danger,
    say_after_danger,
    say_suspected,
    seen_together,
    tells_after_danger,
)
from actions.scene import Scene
from actions.turn import Turn
from knowledge.drafting import CONTENT, Meant
from knowledge.reader import Reading
from knowledge.remarks import Tone
from tests.toy_actions import ToySources


def test_what_is_asked_of_the_bot_itself_suspects_no_despair():
    dispatcher = CollectingDispatcher()
    assert not say_suspected(dispatcher, Turn("ben jij er nog zo laat", "belediging", 0.39, {"wanhoop": 0.6}))
    assert say_suspected(dispatcher, Turn("er is niemand die het nog merkt", "belediging", 0.39, {"wanhoop": 0.6}))


def test_an_intent_that_is_sure_leaves_nothing_to_suspect():
    dispatcher = CollectingDispatcher()
    assert not say_suspected(dispatcher, Turn("gaat het vanavond bij ons nog regenen", "buiten_bereik", 0.65, {"dreiging": 0.5}))
    assert not say_suspected(dispatcher, Turn("gaat het regenen", "buiten_bereik", 0.5, {"dreiging": 0.5}))
    assert dispatcher.messages == []


@pytest.mark.parametrize(("ranking", "responses"), [
    ({"dreiging": SUSPECTED}, ["utter_safety"]), ({"wanhoop": SUSPECTED}, ["utter_wanhoop"]),
    ({"dreiging": SUSPECTED - 0.01, "wanhoop": 0.1}, []), ({}, []),
])
def test_suspected_danger_gets_the_advice(ranking, responses):
    dispatcher = CollectingDispatcher()
    assert say_suspected(dispatcher, Turn("er ligt iets geks in mijn brievenbus", "motie", 0.5, ranking)) is bool(responses)
    assert [message["response"] for message in dispatcher.messages] == responses
    assert {message["answer"]["kind"] for message in dispatcher.messages} <= {"safety"}


@pytest.mark.parametrize(("before", "text", "response"), [
    ("dreiging", "oke de politie is gebeld", "utter_na_dreiging"),
    ("wanhoop", "dank je, ik ga mijn zus bellen", "utter_na_wanhoop"),
    ("dreiging", "hoeveel stoelen heeft de raad", None), ("dreiging", "en de burgemeester?", None),
    ("wanhoop", "geldt het ook voor commissies", None), ("dreiging", "gaat wel weer", "utter_na_dreiging"),
    ("motie", "oke de politie is gebeld", None),
])
def test_who_tells_how_it_goes_after_a_danger_hears_what_comes_next(before, text, response):
    dispatcher, scene = CollectingDispatcher(), Scene(before=before)
    assert tells_after_danger(Turn(text, "nlu_fallback", 0.2), scene) is (response is not None)
    if response:
        say_after_danger(dispatcher, scene)
        assert [(m["response"], m["answer"]["kind"]) for m in dispatcher.messages] == [(response, "safety")]


@pytest.mark.parametrize(("text", "sure", "said"), [
    ("er ligt iets geks in mijn brievenbus", SUSPECTED, True), ("en er ligt iets geks in mijn brievenbus", SUSPECTED, False),
    ("en er ligt iets geks in mijn brievenbus", SUSPECTED_OF_ASKING, True), ("wie legt er iets geks in mijn brievenbus", SUSPECTED, False),
])
def test_of_who_asks_or_goes_on_more_is_asked(text, sure, said):
    assert say_suspected(CollectingDispatcher(), Turn(text, "motie", 0.5, {"wanhoop": sure})) is said


@pytest.mark.parametrize(("before", "text", "named", "asks"), [
    ("wanhoop", "met wie kan ik nu praten dan", (), True), ("wanhoop", "heb je een nummer", (), True),
    ("wanhoop", "hoe werkt een motie", (), False), ("wanhoop", "wie kan ik bellen bij de griffie", ("griffie",), False),
    ("motie", "met wie kan ik praten", (), False),
    ("wanhoop", "wie kan me nog helpen met de tekst, een ambtenaar?", (), False), ("wanhoop", "wie kan mij nu helpen", (), True),
])
def test_right_after_despair_a_human_is_named_again(before, text, named, asks):
    assert asks_for_a_human(Turn(text, "vervolg", 0.9, named=named), Scene(before=before)) is asks


@pytest.mark.parametrize(("before", "text", "calls"), [
    ("dreiging", "moet ik nu de politie bellen of de burgemeester", True), ("dreiging", "Kan ik daarvoor naar de politie?", True),
    ("dreiging", "wie moet ik bellen, de burgemeester?", True), ("dreiging", "de kinderen slapen boven, wie bel ik", True), ("dreiging", "wat doet de burgemeester eigenlijk", False),
    ("motie", "moet ik nu de politie bellen of de burgemeester", False), ("dreiging", "de politie is gebeld", False),
])
def test_after_a_threat_who_asks_whom_to_call_gets_the_advice_again(before, text, calls):
    assert asks_whom_to_call(Turn(text, "ander_ambt", 0.9), Scene(before=before)) is calls


@pytest.mark.parametrize(("text", "intent", "sure", "threatened"), [
    ("WAT MOET IK DOEN ALS EEN BOZE INWONER MIJ BEDREIGT IN EEN MAIL", "bedreiging", 0.99, True),
    ("ze intimideren ons fractielid", "bedreiging", 0.9, True), ("ik word bedreigd", "bedreiging", 0.79, False),
    ("hoeveel raadsleden zijn er bedreigd", "bedreiging", 0.99, False), ("ik word bedreigd", "media", 0.99, False),
])
def test_who_is_threatened_gets_the_advice_whatever_the_search_finds(text, intent, sure, threatened):
    assert is_threatened(Turn(text, intent, sure)) is threatened


@pytest.mark.parametrize(("text", "intent", "sure", "stays"), [
    ("goed, ik bel wel", "dank", 0.85, True), ("ik weet het niet", "nlu_fallback", 0.5, True),
    ("hoe werkt een motie", "motie", 0.9, False), ("motie", "motie", 0.9, False),
])
def test_a_few_turns_after_danger_a_brief_word_still_belongs_to_it(text, intent, sure, stays):
    scene = Scene(before="vervolg", lately=("vervolg", "wanhoop"))
    assert tells_after_danger(Turn(text, intent, sure), scene) is stays
    assert not tells_after_danger(Turn(text, intent, sure), Scene(before="vervolg", lately=("vervolg", "motie")))
    assert not tells_after_danger(Turn(text, intent, sure), Scene(before="motie", lately=("motie", "wanhoop")))


class Reads(ToySources):
    """Reads so much danger and so sure an answer in everything, holds it so surely for a remark, and doubts it so on a second look."""

    def __init__(self, danger, asks=-3.0, nothing=0.0, second=1.0):
        super().__init__()
        self.seen, self.nothing, self.second = Reading(np.zeros(0), asks, {"dreiging": danger, "wanhoop": 0.0}), nothing, second

    def read(self, text, topic=None):
        return self.seen

    def tone(self, text):
        return Tone(self.nothing, 0.0)

    def meant_in_draft(self, text, step):
        return Meant(CONTENT, 0.5, 0.5, self.second)


@pytest.mark.parametrize(("kind", "sure", "seen", "hardly"), [
    ("dreiging", 0.9, Reads(0.02), True), ("dreiging", 0.9, Reads(0.05), False), ("dreiging", 1.0, Reads(0.0), False),
    ("dreiging", 0.9, Reads(0.05, asks=2.0), True), ("dreiging", 0.9, Reads(0.5, nothing=0.9), True), ("dreiging", 0.9, Reads(0.7, nothing=0.9), False),
    ("wanhoop", 0.9, Reads(0.02), False), ("wanhoop", 0.9, Reads(0.02, second=0.3), True), ("wanhoop", 0.9, Reads(0.5, nothing=0.9, second=0.3), False)])
def test_what_the_reader_hardly_sees_is_no_danger(monkeypatch, kind, sure, seen, hardly):
    monkeypatch.setattr("actions.safety.sources", lambda: seen)
    assert is_hardly_danger(Turn("mijn dochter vindt mijn filmpjes cringe", kind, sure, {kind: sure})) is hardly


@pytest.mark.parametrize(("text", "seen", "kind"), [
    ("die lui van gisteravond zijn terug", Reads(0.4, second=0.9), "dreiging"), ("die lui van gisteravond zijn terug", Reads(0.1, second=0.5), None),
    ("die lui van gisteravond zijn terug", Reads(0.4, asks=1.0, second=0.9), None), ("ze zijn terug", Reads(0.9, second=0.9), None)])
def test_what_both_looks_see_is_danger_whatever_was_heard(monkeypatch, text, seen, kind):
    monkeypatch.setattr("actions.safety.sources", lambda: seen)
    assert seen_together(Turn(text, "opmerking", 0.9), SEEN) == kind


def test_without_a_reader_nothing_is_surely_danger(monkeypatch):
    monkeypatch.setattr("actions.safety.sources", ToySources)
    assert seen_together(Turn("die lui van gisteravond zijn terug", "opmerking", 0.9), SEEN) is None


def test_surely_danger_takes_the_place_of_what_was_answered(monkeypatch):
    monkeypatch.setattr("actions.safety.sources", lambda: Reads(0.9, second=0.9))
    dispatcher = CollectingDispatcher()
    dispatcher.utter_message(response="utter_opmerking", answer={"kind": "smalltalk"})
    note_danger(dispatcher, Turn("die lui van gisteravond zijn terug", "opmerking", 0.9), Scene(), 0)
    assert [message["response"] for message in dispatcher.messages] == ["utter_safety"]
