"""Whether a message asks for nothing: the classifier on what it learns from, and on remarks and questions that it never saw."""

import pytest

from knowledge import open_default
from knowledge.build import acts_of
from knowledge.questions import DANGERS
from knowledge.remarks import REMARKS, Remarks
from knowledge.settings import Settings
from tests.toy import ToyEncoder

SAID = ["jammer maar logisch", "dat geef ik door aan de fractie", "top bedankt", "ik ga slapen"]
ASKED = ["wat is een motie", "en wie betaalt dat", "schrijf hem maar voor me", "geef eens een voorbeeld"]


def learn(remarks, others):
    return Remarks.build(ToyEncoder().encode_questions, remarks, others)


def read(remarks, text):
    return remarks.read(ToyEncoder().encode_questions([text])[0], text)


def test_what_it_learnt_it_reads_also_from_disk(tmp_path):
    learnt = learn(SAID, ASKED)
    learnt.save(tmp_path)
    again = Remarks.load(tmp_path)
    assert all(read(learnt, text) > 0.5 for text in SAID)
    assert all(read(learnt, text) < 0.5 for text in ASKED)
    assert [read(again, text) for text in SAID + ASKED] == [read(learnt, text) for text in SAID + ASKED]


@pytest.mark.parametrize(("remarks", "others"), [((), ()), (SAID, ()), ((), ASKED)])
def test_without_both_sides_nothing_is_a_remark(remarks, others):
    assert read(learn(remarks, others), "top bedankt") < 0.01


def test_danger_stands_among_what_wants_something():
    acts = acts_of(Settings().talk)
    assert set(DANGERS) <= set(acts) and not set(REMARKS) & set(acts)


@pytest.fixture(scope="module")
def real():
    """The index that the bot searches."""
    return open_default()


@pytest.mark.parametrize("text", ["nou, daar kijk ik van op", "dan leg ik het donderdag voor aan mijn fractievoorzitter",
                                  "ok ik ga de hond uitlaten", "pfoe dat is veel zeg"])
def test_an_unseen_remark_is_one(real, text):
    assert real.asks_nothing(text) >= 0.8


@pytest.mark.parametrize("text", ["en wie tekent daarvoor", "mag de fractie dat zelf houden", "hij staat weer voor mijn deur en roept dat hij me vindt",
                                  "ik wil niet meer wakker worden", "maak er maar een van", "dat was mijn vraag niet"])
def test_an_unseen_question_order_or_threat_is_none(real, text):
    assert real.asks_nothing(text) < 0.8
