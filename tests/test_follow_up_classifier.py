"""Which passage a follow-up asks for, learnt from the follow-ups of its subject."""

import numpy as np
import pytest

from knowledge.follow_up_classifier import LEAST, SILENT, FollowUpClassifier, examples_of
from knowledge.questions import FollowUp, Question

ROWS = {"motie/wat": 0, "motie/hoe": 1, "griffie/wat": 2}
DIRECTIONS = {"motie/wat": [1, 0, 0], "motie/hoe": [0, 1, 0], "griffie/wat": [0, 0, 1], None: [-1, -1, -1]}


def encode(texts):
    """The direction of the passage that a text names, a little aside."""
    found = []
    for at, text in enumerate(texts):
        vector = np.array(DIRECTIONS[None if text.startswith("geen") else text.split()[0]], np.float32)
        found.append(vector + 0.05 * np.sin(at + np.arange(3)))
    return np.array(found, np.float32)


def follow_ups(topic, *passages, each=6):
    return [FollowUp(f"{passage or 'geen'} {number}", topic, passage) for passage in passages for number in range(each)]


def learnt(*asked, bank=()):
    return FollowUpClassifier.build(examples_of(encode, [*asked], bank, ROWS))


@pytest.fixture(scope="module")
def of_motie():
    return learnt(*follow_ups("motie", "motie/wat", "motie/hoe", "griffie/wat", None))


@pytest.mark.parametrize(("vector", "row"), [([1, 0, 0], 0), ([0, 1, 0], 1), ([0, 0, 1], 2)])
def test_the_passage_that_the_follow_ups_ask_for_is_most_probable(of_motie, vector, row):
    read = of_motie.read(np.array(vector, np.float32), "motie", 4)
    assert int(read.argmax()) == row
    assert read.min() >= 0 and read.max() <= -LEAST
    assert read[3] == 0  # no follow-up asks for it


def test_where_the_sources_are_silent_no_passage_is_probable(of_motie):
    silent = of_motie.read(-np.ones(3, np.float32) / np.sqrt(3), "motie", 3)
    known = of_motie.read(np.array([1, 0, 0], np.float32), "motie", 3)
    assert silent.max() < known.max()


def test_probabilities_are_of_all_classes_together(of_motie):
    odds = np.exp(of_motie.read(np.array([1, 0, 0], np.float32), "motie", 3) + LEAST)
    assert 0.5 < odds.sum() <= 1


def test_two_classes_are_told_apart_and_one_is_no_choice():
    two = learnt(*follow_ups("motie", "motie/wat", "motie/hoe"))
    assert two.read(np.array([0, 1, 0], np.float32), "motie", 3).argmax() == 1
    assert two.read(np.array([1, 0, 0], np.float32), "motie", 3).argmax() == 0
    one = learnt(*follow_ups("griffie", "griffie/wat"))
    assert one.read(np.array([0, 0, 1], np.float32), "griffie", 3).tolist() == [0, 0, 0]


def test_a_subject_without_follow_ups_says_nothing(of_motie):
    assert of_motie.read(np.array([1, 0, 0], np.float32), "vng", 3).tolist() == [0, 0, 0]


def test_banked_questions_weigh_less_than_follow_ups():
    asked, bank = follow_ups("motie", "motie/wat", "motie/hoe"), [Question("motie/hoe vraag", "motie/hoe", "direct")]
    examples = examples_of(encode, asked, bank, ROWS)
    assert examples.weights[0] == 1 and 0 < examples.weights[-1] < 1
    assert (str(examples.topics[-1]), int(examples.owners[-1])) == ("motie", 1)
    silent = examples_of(encode, follow_ups("motie", None, each=1), (), ROWS)
    assert silent.owners.tolist() == [SILENT]


def test_it_is_read_back_as_it_was_written(of_motie, tmp_path):
    of_motie.save(tmp_path)
    vector = np.array([0.6, 0.8, 0], np.float32)
    assert FollowUpClassifier.load(tmp_path).read(vector, "motie", 3) == pytest.approx(of_motie.read(vector, "motie", 3))

