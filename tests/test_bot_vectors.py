"""Our sentence vectors in the Rasa runtime: the same as the other runtime makes, without PyTorch."""

import json
import struct

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.dutch_vectors import DutchVectors, read_vectors


@pytest.fixture(scope="module")
def vectors():
    return DutchVectors({"scale": 6.0})


def write(path, matrices):
    header, offset = {}, 0
    for name, matrix in matrices.items():
        header[name] = {"dtype": "F32", "shape": list(matrix.shape), "data_offsets": [offset, offset + matrix.nbytes]}
        offset += matrix.nbytes
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(m.tobytes() for m in matrices.values()))
    return path


def test_a_vector_has_length_one_and_knows_no_case(vectors):
    assert float(np.linalg.norm(vectors.vector("Wat is een motie?"))) == pytest.approx(1.0, abs=1e-5)
    assert vectors.vector("MOTIE") == pytest.approx(vectors.vector("motie"))


def test_what_means_the_same_lies_nearer(vectors):
    near = lambda one, other: float(vectors.vector(one) @ vectors.vector(other))
    asked = "kan ik de wethouder vanavond op het matje roepen"
    assert near(asked, "interpellatie aanvragen") > near(asked, "mijn onkosten declareren")


def test_an_empty_text_gives_zeros(vectors):
    assert not vectors.vector("").any()


def test_the_features_are_the_scaled_vector(vectors):
    message = Message({"text": "motie"})
    vectors.process([message])
    _, sentence = message.get_sparse_features("text")
    assert sentence.features.toarray()[0] == pytest.approx(6.0 * vectors.vector("motie"), abs=1e-5)


def test_the_matrix_of_a_file_is_read(tmp_path):
    matrix = np.arange(6, dtype=np.float32).reshape(2, 3)
    assert read_vectors(write(tmp_path / "m.safetensors", {"embedding.weight": matrix})).tolist() == matrix.tolist()


def test_an_encoder_of_another_kind_is_refused(tmp_path):
    two = write(tmp_path / "m.safetensors", {"a": np.zeros((1, 2), np.float32), "b": np.zeros((1, 2), np.float32)})
    with pytest.raises(ValueError, match="found 2 matrices.*--kind static"):
        read_vectors(two)
