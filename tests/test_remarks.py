"""Whether a message asks for nothing: the classifier on what it learns from, and on remarks and questions that it never saw."""

import pytest

from knowledge import open_default
from knowledge.build import wishes_of
from knowledge.questions import DANGERS
from knowledge.remarks import ACTS, REMARKS, Remarks, Said
from knowledge.settings import Settings
from tests.toy import ToyEncoder

SAID = ["jammer maar logisch", "dat geef ik door aan de fractie", "top bedankt", "ik ga slapen"]
DONE = ["kan dat simpeler", "leg eens makkelijker uit", "waar staat dat in de wet", "dat bedoelde ik niet"]
ASKED = ["wat is een motie", "en wie betaalt dat", "moet dat op papier", "mag hij zelf komen"]


def learn(said, asked=ASKED):
    return Remarks.build(ToyEncoder().encode_questions, said, asked)


def read(remarks, text):
    return remarks.read(ToyEncoder().encode_questions([text])[0], text)


def test_what_it_learnt_it_reads_also_from_disk(tmp_path):
    learnt = learn(Said(SAID, DONE))
    learnt.save(tmp_path)
    again = Remarks.load(tmp_path)
    assert all(read(learnt, text).nothing > 0.5 > read(learnt, text).act for text in SAID)
    assert all(read(learnt, text).act > 0.5 > read(learnt, text).nothing for text in DONE)
    assert all(max(read(learnt, text).act, read(learnt, text).nothing) < 0.5 for text in ASKED)
    assert [read(again, text) for text in SAID + DONE + ASKED] == [read(learnt, text) for text in SAID + DONE + ASKED]


@pytest.mark.parametrize(("said", "asked"), [(Said(), ()), (Said(SAID), ()), (Said(), ASKED)])
def test_without_both_sides_nothing_is_a_remark_or_an_act(said, asked):
    tone = read(learn(said, asked), "top bedankt")
    assert max(tone.nothing, tone.act) < 0.01


def test_what_only_wishes_teaches_nothing_of_acts():
    asked = read(learn(Said(SAID, DONE, ["leg die motie voor me uit en schrijf hem"])), DONE[1])
    assert asked.act > 0.5


def test_danger_stands_among_what_wants_something():
    wishes = wishes_of(Settings().talk)
    assert set(DANGERS) <= set(wishes) and not {*REMARKS, *ACTS} & set(wishes)


@pytest.fixture(scope="module")
def real():
    """The index that the bot searches."""
    return open_default()


@pytest.mark.parametrize("text", ["nou, daar kijk ik van op", "dan leg ik het donderdag voor aan mijn fractievoorzitter",
                                  "ok ik ga de hond uitlaten", "pfoe dat is veel zeg"])
def test_an_unseen_remark_is_one(real, text):
    assert real.tone(text).nothing >= 0.8


@pytest.mark.parametrize("text", ["en wie tekent daarvoor", "mag de fractie dat zelf houden", "hij staat weer voor mijn deur en roept dat hij me vindt",
                                  "ik wil niet meer wakker worden", "maak er maar een van", "dat was mijn vraag niet"])
def test_an_unseen_question_order_or_threat_is_none(real, text):
    assert real.tone(text).nothing < 0.8


@pytest.mark.parametrize(("text", "likely"), [
    ("kan je dat ook in normaal nederlands vertellen", True), ("ik snap er niks van, kan het wat simpeler", True), ("daar vroeg ik niet om", True),
    ("moet het zwart op wit of mag ik het gewoon roepen", False), ("komt die meneer het zelf ook een keer uitleggen", False),
    ("waar kan ik er meer over lezen", True)])  # the last one wrongly: 0.25
def test_an_unseen_act_is_told_from_a_question_that_sounds_like_one(real, text, likely):
    assert (real.tone(text).act >= 0.2) == likely
