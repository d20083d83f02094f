"""Comparing two subjects side by side, and where the last answer stands."""

import pytest

from actions.acts import ActionCompare, ActionSource
from actions.compare import SHORT, asks_source, compared, pointed_at
from actions.scene import Pending, Scene
from actions.turn import Turn
from knowledge.types import Overtaken
from tests.toy import passage
from tests.toy_actions import PASSAGES, Talk, ToySources, use

MOTIE, _, _, AMENDEMENT, MEDIA = PASSAGES
OFFERED = Pending("kan dat", ("motie/hoe", "amendement/wat"))
VRAGEN = passage("vragen/wat", "Je vraagt iets. " * 60, overtaken=Overtaken("Nu anders.", "Staatsblad"))


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    use(monkeypatch, ToySources(passages=(*PASSAGES, VRAGEN)))


def topics(text, named=(), last=None, pending=None):
    return compared(Turn(text, "verschil", 0.9, named=tuple(named)), Scene(last, pending=pending))


def compare(text, named, last=None):
    return Talk(passage=last).say(ActionCompare(), text, "verschil", named)


# ---------------------------------------------------------------- which subjects

@pytest.mark.parametrize(("text", "named", "last", "found"), [
    ("verschil tussen motie en amendement", ["motie", "amendement"], None, ["motie", "amendement"]),
    ("motie of amendement", ["motie", "amendement"], MEDIA, ["motie", "amendement"]),
    ("en wat is het verschil met een amendement", ["amendement"], MOTIE, ["motie", "amendement"]),
    ("is een amendement anders dan dat?", ["amendement"], MEDIA, ["media", "amendement"]),
    ("amendement versus motie", ["amendement"], AMENDEMENT, ["amendement"]),  # no subject with itself
    ("hoe werkt een amendement", ["amendement"], MOTIE, ["amendement"]),  # nothing is compared
    ("wat is het verschil", [], MOTIE, ["motie"]),
    ("wat is het verschil", [], MEDIA, []),  # only instruments lie side by side by themselves
    ("wat is het verschil", [], None, []),
])
def test_one_name_is_compared_with_what_the_conversation_is_about(text, named, last, found):
    assert topics(text, named, last) == found


@pytest.mark.parametrize(("text", "found"), [
    ("wat is nou het verschil", ["media", "motie"]), ("welke van de 2 is zwaarder", ["media", "motie"]),
    ("wat is het verschil tussen een hamerstuk en een bespreekstuk bij jullie", ["motie"]),
    ("of is een vraag stellen handiger, wa's 't verschil", ["motie", "vragen"]), ("is een vraag stellen handiger", []),
])
def test_what_was_spoken_of_is_compared_where_nothing_else_is_named(text, found):
    assert compared(Turn(text, "verschil", 0.9), Scene(MOTIE, subjects=("motie", "media"))) == found


def test_a_difference_of_what_no_source_knows_is_no_question_back():
    answers = Talk().say(ActionCompare(), "wat is het verschil tussen een hamerstuk en een bespreekstuk", "verschil")
    assert answers.responses == ["utter_no_answer"]
    assert Talk().say(ActionCompare(), "wat is eigenlijk het verschil tussen die twee", "verschil").responses == ["utter_what_to_compare"]


@pytest.mark.parametrize("text", ["allebei", "beide graag", "alle twee"])
def test_both_of_the_offered_subjects_can_be_picked(text):
    assert topics(text, pending=OFFERED) == ["motie", "amendement"]


@pytest.mark.parametrize(("text", "pending"), [("allebei", None), ("de eerste", OFFERED)])
def test_both_means_nothing_without_an_offer(text, pending):
    assert topics(text, pending=pending) == []


# ---------------------------------------------------------------- side by side

def test_what_each_is_stands_side_by_side_with_both_sources():
    talk = compare("verschil tussen motie en amendement", ["motie", "amendement"])
    assert talk.responses == ["utter_compare", "utter_compare"]
    assert [(m["title"], m["body"]) for m in talk.messages] == [("Motie", MOTIE.text), ("Amendement", AMENDEMENT.text)]
    assert [s["id"] for s in talk.messages[0]["answer"]["sources"]] == ["motie/wat", "amendement/wat"]
    assert (talk.slots["topic"], talk.slots["passage"]) == ("motie", "motie/wat")


def test_a_long_side_is_cut_and_says_what_the_law_changed():
    talk = compare("verschil met vragen", ["vragen"], "motie/hoe")
    assert talk.responses == ["utter_compare", "utter_compare_overtaken"]
    assert len(talk.messages[1]["body"]) <= SHORT
    assert talk.messages[1]["changed"] == "Nu anders."


def test_at_most_three_stand_side_by_side():
    named = ["motie", "amendement", "media", "vragen"]
    assert [m["title"] for m in compare("verschil tussen motie amendement media vragen", named).messages] == [
        "Motie", "Amendement", "Media"]


@pytest.mark.parametrize(("named", "last"), [([], None), (["motie"], None), (["motie", "bzk"], None)])
def test_fewer_than_two_that_the_sources_know_asks_for_two(named, last):
    talk = compare("verschil motie bzk" if named else "wat is het verschil", named, last)
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_what_to_compare"], "clarify")
    assert talk.messages[0]["answer"]["sources"] == []
    assert "topic" not in talk.slots


# ---------------------------------------------------------------- the source

@pytest.mark.parametrize(("shown", "response"), [("motie/wat", "utter_source"), ("vragen/wat", "utter_source_overtaken")])
def test_where_the_last_answer_stands(shown, response):
    talk = Talk(passage=shown).say(ActionSource(), "waar staat dat", "bron_vragen")
    message = talk.messages[0]
    assert (talk.responses, message["source"], message["as_of"]) == ([response], "Brochure", "2020")
    assert message["answer"]["sources"][0]["id"] == shown


@pytest.mark.parametrize("shown", [None, "motie/weg"])
def test_without_an_answer_there_is_no_source(shown):
    talk = Talk(passage=shown).say(ActionSource(), "waar staat dat", "bron_vragen")
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_no_source"], "clarify")


@pytest.mark.parametrize(("text", "subjects", "found"), [
    ("wat is nou het verschil tussen die twee", ("amendement", "motie", "media"), ["motie", "amendement"]),
    ("vergelijk ze allebei", ("motie", "media"), ["media", "motie"]),
    ("die twee doen we niet", ("amendement", "motie"), []),
])
def test_those_two_are_the_last_two_subjects(text, subjects, found):
    assert compared(Turn(text, "verschil", 0.9), Scene(subjects=subjects)) == found


# ---------------------------------------------------------------- one of the two that were compared

BOTH = ("motie/wat", "amendement/wat")


@pytest.mark.parametrize(("text", "shown", "named", "found"), [
    ("hoe word ik lid van die laatste", BOTH, (), AMENDEMENT), ("en de eerste dan", BOTH, (), MOTIE),
    ("die tweede, hoe werkt dat", BOTH, (), AMENDEMENT), ("hoe lang duurt dat", BOTH, (), MEDIA),
    ("hoe word ik lid van die laatste", BOTH[:1], (), MEDIA), ("die laatste motie", BOTH, ("motie",), MEDIA),
    ("de laatste tijd", ("motie/wat", "weg/wat"), (), MEDIA),
])
def test_a_turn_may_point_at_one_of_the_two(text, shown, named, found):
    assert pointed_at(Turn(text, "vervolg", 0.9, named=named), Scene(MEDIA, shown=shown)) == found


def test_what_was_compared_is_remembered():
    assert compare("motie of amendement", ["motie", "amendement"]).slots["shown"] == list(BOTH)


@pytest.mark.parametrize(("text", "found"), [
    ("en die eerste, kan dat over alles?", "motie/wat"), ("en de andere dan", "motie/wat"), ("de eerste keer", "media/wat"),
    ("en die eerste stap", "media/wat"),
])
def test_the_subject_before_this_one_is_pointed_at(text, found):
    assert pointed_at(Turn(text, "vervolg", 0.9), Scene(MEDIA, shown=("media/wat",), subjects=("media", "motie"))).id == found


@pytest.mark.parametrize(("text", "asked"), [("en waar haal je dit vandaan", True), ("waar heb je die cijfers vandaan", True),
                                             ("waar komt het geld vandaan", False)])
def test_where_it_comes_from_asks_for_the_source(text, asked):
    assert asks_source(Turn(text, "vervolg", 0.5), Scene(MEDIA)) is asked


def test_which_part_is_asked_though_it_was_heard_as_the_source():
    talk = Talk(passage="motie/wat", topic="motie").say(ActionSource(), "wanneer gebruik je dat dan", "bron_vragen")
    assert talk.slots["passage"] == "motie/wanneer"
