"""What the words of a turn say: what points back, what names nothing, and what people say before they ask."""

import pytest

from knowledge.cues import BRIEF, LONG, Cues, asks, is_opened, read_cues, without_opening, words


@pytest.mark.parametrize(("text", "cues"), [
    ("en hoe werkt dat", Cues(pointing=True, hollow=True, opened=True, brief=True, long=False)),
    ("hoeveel handtekeningen", Cues(pointing=False, hollow=False, opened=False, brief=True, long=False)),
    ("top! en kan ik daar de griffier om vragen", Cues(pointing=True, hollow=False, opened=True, brief=False, long=False)),
    ("wat", Cues(pointing=False, hollow=True, opened=False, brief=True, long=False)),
    ("ok, wat is een motie", Cues(pointing=False, hollow=False, opened=False, brief=True, long=False)),
    ("", Cues(pointing=False, hollow=True, opened=False, brief=True, long=False)),
])
def test_the_cues_of_a_turn(text, cues):
    assert read_cues(text) == cues


def test_brief_and_long_on_both_sides_of_their_boundaries():
    of = lambda number: read_cues(" ".join(["brug"] * number))
    assert (of(BRIEF).brief, of(BRIEF + 1).brief) == (True, False)
    assert (of(LONG).long, of(LONG + 1).long) == (False, True)


@pytest.mark.parametrize(("text", "opened"), [
    ("en de griffie?", True), ("Ok, en dan", True), ("maar mag dat", True), ("voor de begroting", True), ("bij een fusie", True),
    ("entree van het stadhuis", False), ("de griffie en de raad", False), ("wat is een motie", False), ("", False),
])
def test_what_goes_on_from_the_turn_before(text, opened):
    assert is_opened(text) is opened


def test_words_are_lower_case_without_signs_and_numbers():
    assert words("Zo'n één-op-één, in 2026?") == ["zon", "één", "op", "één", "in"]


@pytest.mark.parametrize(("text", "asked"), [
    ("haha ok. wat is de vng", "wat is de vng"), ("Goedemorgen! Hoe dien ik een motie in?", "Hoe dien ik een motie in?"),
    ("ja, nou ja, wat is een motie?", "wat is een motie?"), ("ok dan, en wat is een motie", "en wat is een motie"),
    ("hallo, ik wou even weten of een motie bindend is", "een motie bindend is"),
    ("nou, hoi. ik wilde weten hoe een motie werkt", "hoe een motie werkt"),
])
def test_what_people_say_before_they_ask_is_left_out(text, asked):
    assert without_opening(text) == asked


@pytest.mark.parametrize("text", ["wat is een motie", "Wat is dat? En hoe werkt het?", "wat dan, een motie?", "",
                                  "ik zit al acht jaren met plezier in de raad. wat is een motie", "dus ja."])
def test_a_question_without_chatter_stays_whole(text):
    assert without_opening(text) == text


@pytest.mark.parametrize(("text", "asked"), [
    ("dank je wel", False), ("dank je wel?", True), ("oke top. waar staat dat", True), ("fijn dat ik het weet", False),
    ("", False),
])
def test_a_question_has_its_mark_or_begins_as_one(text, asked):
    assert asks(text) is asked
