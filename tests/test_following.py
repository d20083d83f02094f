"""What speaks for a passage after another was shown: columns that can be read by eye."""

import numpy as np
import pytest

from knowledge.cues import Cues
from knowledge.following import PARTS, WHOLE, FollowUps, Looked, Near, table_of, weights_of, whole_of
from knowledge.questions import FollowUp

QUIET = Cues(pointing=False, hollow=False, opened=False, brief=False, long=False)
SAME = np.array([True, True, False])


def column(name, cues=QUIET, follow_ups=(0.0, 0.5, 0.9), banked=0.75, shown=0, read=(5.0, 1.0, 2.0)):
    table = table_of(np.array([1.0, 3.0, 2.0]), SAME, shown, cues, np.array(follow_ups), banked, np.array(read), np.array([-1.0, -2.0, -3.0]))
    assert table.shape == (3, len(PARTS))
    return table[:, PARTS.index(name)].tolist()


def test_nearness_counts_from_the_nearest():
    assert column("nearness") == [-2.0, 0.0, -1.0]


def test_only_the_subject_that_was_shown_has_the_rest():
    assert column("same") == [1, 1, 0]
    assert column("follow_up") == [0, 0.5, 0]
    assert column("crosses") == pytest.approx([0, 0, 0.9])  # a follow-up that leads to another subject
    assert column("follows") == pytest.approx([0.15, 0.15, 0])  # the nearest follow-up over the nearest banked question


@pytest.mark.parametrize("cue", ["pointing", "hollow", "opened", "brief", "long"])
def test_a_cue_speaks_for_the_subject_that_was_shown(cue):
    assert column(f"same_{cue}", Cues(**{**vars(QUIET), cue: True})) == [1, 1, 0]
    assert column(f"same_{cue}") == [0, 0, 0]


@pytest.mark.parametrize(("shown", "found"), [(0, [1, 0, 0]), (2, [0, 0, 1]), (-1, [0, 0, 0])])
def test_the_passage_that_was_shown_is_marked(shown, found):
    assert column("shown", shown=shown) == found


def test_what_the_classifier_reads_counts_apart_for_another_subject():
    assert column("read") == [5.0, 1.0, 0]
    assert column("read_elsewhere") == [0, 0, 2.0]


def test_the_reader_tells_of_every_passage_alike():
    assert column("reader") == [-1.0, -2.0, -3.0]


def whole(odds, best, cues=QUIET, same=SAME):
    table = table_of(np.zeros(len(odds)), same, 0, cues, np.zeros(len(odds)), 0.0, np.zeros(len(odds)), np.zeros(len(odds)))
    found = whole_of(np.array(odds), best, Looked(table, np.array([0.1, 0.2, 0.3, 0.4, 0.5]), Near(np.zeros(len(odds)), 0.0), 0.0), cues)
    return dict(zip(WHOLE, found.tolist(), strict=True))


def test_the_best_of_one_subject_brings_its_cues_and_its_lead():
    cues = Cues(pointing=True, hollow=False, opened=False, brief=True, long=False)
    assert whole([1.0, 4.0, 3.5], 1, cues) == pytest.approx({
        "lead": 0.5, "vectors_over_silent": 0.1, "grams_over_silent": 0.2, "border": 0.3, "asks": 0.4, "asks_after": 0.5, "same": 1, "same_hollow": 0,
        "same_pointing": 1, "same_brief": 1})
    other = whole([1.0, 4.0, 5.0], 2, cues)
    assert [other[part] for part in ("same", "same_hollow", "same_pointing", "same_brief")] == [0, 0, 0, 0]


def test_one_passage_leads_by_nothing():
    assert whole([2.0], 0, same=np.array([True]))["lead"] == 0


def test_weights_stand_in_the_order_of_their_names():
    assert weights_of({"b": 2.0, "a": 1.0, "c": 3.0}, ("a", "b")).tolist() == [1.0, 2.0]


VECTORS = {"x": [1, 0], "y": [0, 1], "z": [0.6, 0.8], "s": [0.8, 0.6], "over": [3, 0]}


def made():
    banked = [FollowUp("x", "motie", "motie/wat"), FollowUp("y", "motie", "motie/wat"), FollowUp("z", "griffie", "griffie/wat"),
              FollowUp("s", "motie", None), FollowUp("w", "weg", "weg/wat"), FollowUp("over", "griffie", "motie/wat")]
    return FollowUps.build(lambda texts: np.array([VECTORS[t] for t in texts], np.float32), banked,
                           {"motie/wat": 0, "griffie/wat": 2})


def near(topic, known=None):
    found = (known or made()).nearest(np.array([2, 0], np.float32), topic, 4)
    return [*found.found.tolist(), found.silent]


def test_of_each_passage_the_nearest_follow_up_of_the_subject_counts():
    assert near("motie") == pytest.approx([1.0, 0, 0, 0, 0.8])
    assert near("griffie") == pytest.approx([1.0, 0, 0.6, 0, 0])  # one asks for a passage of motie
    assert near("weg") == [0, 0, 0, 0, 0]


def test_without_follow_ups_none_is_near():
    assert near("motie", FollowUps.build(lambda texts: 1 / 0, [], {})) == [0, 0, 0, 0, 0]


def test_follow_ups_are_read_back_as_they_were_written(tmp_path):
    made().save(tmp_path)
    read = FollowUps.load(tmp_path)
    assert near("griffie", read) == pytest.approx([1.0, 0, 0.6, 0, 0])
    vector = np.array([0, 1], np.float32)
    assert read.classifier.read(vector, "motie", 4) == pytest.approx(made().classifier.read(vector, "motie", 4))
