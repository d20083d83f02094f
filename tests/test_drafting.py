"""What a message in a draft is: the classifier on the texts that it learns from, in memory and from disk."""

import numpy as np
import pytest

from actions.draft_meant_rules import ASKED, SURE_AMONG_QUESTIONS, believed
from knowledge.drafting import CONTENT, KINDS, Drafting, Meant, Typed, read_typed
from knowledge.settings import Settings
from tests.toy import ToyEncoder

TYPED = [Typed(text, step, kind) for kind, step, texts in (
    ("inhoud", "aanleiding", ("de brug is dicht", "er is niets voor jongeren", "de buurt wacht al jaren")),
    ("inhoud", "vragen", ("waarom is de brug dicht?", "wat gaat u doen?")), ("vraag", "aanleiding", ("moet dat lang zijn?", "mag dat ook later")),
    ("vraag", "vragen", ("hoeveel vragen mag ik stellen?",)), ("wijzig", "aanleiding", ("maak van die 60 maar 65",)),
    ("leeg", "aanleiding", ("weet ik nog niet",)), ("lees", "aanleiding", ("lees eens voor",)), ("terug", "aanleiding", ("stap terug",)),
    ("stop", "aanleiding", ("ik stop ermee",)), ("opmerking", "aanleiding", ("lekker, nu koffie",)), ("ja", "akkoord", ("klopt zo",)), ("nee", "akkoord", ("klopt niet",))) for text in texts]


@pytest.fixture(scope="module")
def learnt():
    return Drafting.build(ToyEncoder().encode_questions, TYPED)


def read(drafting, text, step):
    return drafting.read(ToyEncoder().encode_questions([text])[0], text, step)


def test_what_it_learnt_it_reads(learnt):
    assert [read(learnt, one.text, one.step).kind for one in TYPED] == [one.kind for one in TYPED]


def test_probabilities_are_some_and_survive_the_disk(learnt, tmp_path):
    learnt.save(tmp_path)
    for text in ("de school is vol", "wat moet hier", "😀", "x" * 5000):
        meant, again = read(learnt, text, "aanleiding"), read(Drafting.load(tmp_path), text, "aanleiding")
        assert meant == again
        assert 0 <= meant.content <= 1
        assert 1 / len(KINDS) - 1e-6 <= meant.sure <= 1


def test_without_examples_all_is_content():
    assert read(Drafting.build(ToyEncoder().encode_questions, []), "stop", "aanleiding").kind == CONTENT


def test_the_examples_hold_every_kind_and_a_strange_file_is_named(tmp_path):
    typed = read_typed(Settings().questions / "drafting")
    assert {one.kind for one in typed} == set(KINDS)
    assert len(typed) > 2500
    (tmp_path / "raar.yml").write_text("vragen: [x]")
    with pytest.raises(ValueError, match="raar"):
        read_typed(tmp_path)


@pytest.mark.parametrize(("meant", "text", "step", "kind"), [
    (Meant("vraag", 0.7, 0.2), "moet de raad dit goedkeuren", "aanleiding", "vraag"),
    (Meant("vraag", 0.7, 0.2), "de raad moet dit goedkeuren", "aanleiding", CONTENT),  # no shape of a question
    (Meant("vraag", SURE_AMONG_QUESTIONS - 0.01, 0.1), "moet de raad dit goedkeuren", "vragen", CONTENT),
    (Meant("lees", 0.8, 0.1), "wat heb je nou al opgeschreven", "indieners", "lees"),
    (Meant("lees", 0.95, 0.1), "wat heeft u tot nu toe gedaan", "vragen", CONTENT),
    (Meant("stop", 0.65, 0.1), "stoppen met die bezuiniging", "verzoek", CONTENT),
    (Meant("stop", 0.9, 0.1), "ik stop ermee", "verzoek", "stop"),
    (Meant("terug", 0.99, 0.0), "terug naar de oude tarieven", "verzoek", CONTENT),  # a flow knows that act by its words
    (Meant("vraag", 0.99, 0.0), "hoe " * 60, "aanleiding", CONTENT),
])
def test_only_what_is_proven_is_believed(meant, text, step, kind):
    assert believed(meant, text, step) == kind
    assert ASKED == "vraag"


def test_a_vector_of_nothing_is_read(learnt):
    zero = np.zeros_like(ToyEncoder().encode_questions(["x"])[0])
    assert learnt.read(zero, "", "aanleiding").kind in KINDS
