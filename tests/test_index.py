"""Cosine search: values, not ranks. Vectors of any length are normalised on adding and on asking."""

import numpy as np
import pytest

from knowledge.index import VectorIndex

ROWS = np.array([[3, 0], [0, 5], [-1, 0], [1, 1]], dtype=np.float32)


def by_row(index, vector, top_k=4):
    rows, cosines = index.search(np.array(vector, dtype=np.float32), top_k)
    return dict(zip(rows.tolist(), cosines.tolist(), strict=True))


@pytest.mark.parametrize("length", [0.01, 1, 2, 1000])
def test_cosines_do_not_depend_on_length(length):
    found = by_row(VectorIndex.build(ROWS), [length, 0])
    assert found == pytest.approx({0: 1.0, 1: 0.0, 2: -1.0, 3: 0.7071068}, abs=1e-6)


def test_best_comes_first_and_top_k_is_kept():
    rows, cosines = VectorIndex.build(ROWS).search(np.array([0, 2], dtype=np.float32), 2)
    assert rows.tolist() == [1, 3]
    assert cosines.tolist() == pytest.approx([1.0, 0.7071068])


def test_asking_for_more_than_there_is_gives_all():
    index = VectorIndex.build(ROWS)
    assert sorted(by_row(index, [1, 0], 100)) == [0, 1, 2, 3]
    assert len(index) == 4


def test_an_empty_index_finds_nothing():
    assert by_row(VectorIndex.build(ROWS[:0]), [1, 0]) == {}


def test_a_zero_vector_is_near_nothing():
    assert set(by_row(VectorIndex.build(ROWS), [0, 0]).values()) == {0.0}


@pytest.mark.parametrize("shape", [(3,), (1, 2)])
def test_another_dimension_is_refused_with_the_command_to_run(shape):
    with pytest.raises(ValueError, match=r"Expected \(2,\), as indexed.*python -m knowledge build"):
        VectorIndex.build(ROWS).search(np.ones(shape, dtype=np.float32), 1)


def test_adding_leaves_the_callers_vectors_alone():
    vectors = ROWS.copy()
    VectorIndex.build(vectors)
    assert vectors.tolist() == ROWS.tolist()


def test_saved_and_loaded_gives_the_same_scores(tmp_path):
    index = VectorIndex.build(ROWS)
    index.save(tmp_path / "rows.faiss")
    assert by_row(VectorIndex.load(tmp_path / "rows.faiss"), [2, 1]) == by_row(index, [2, 1])
