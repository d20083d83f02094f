"""The built-in model: unit vectors of one dimension, prompts before the text, and a clear refusal of what is no model."""

import shutil

import numpy as np
import pytest

from knowledge.encoder import Encoder, fingerprint
from knowledge.settings import ROOT, Settings

FOLDER = Settings().encoder


@pytest.fixture(scope="module")
def encoder():
    return Encoder.open(FOLDER)


def test_vectors_have_length_one_and_the_models_dimension(encoder):
    vectors = encoder.encode_passages(["Een motie is een uitspraak.", "griffie", "a" * 2000])
    assert vectors.shape == (3, encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1, 1, 1], abs=1e-5)


@pytest.mark.parametrize("text", ["", "🙂", "\n"])
def test_a_text_without_words_gives_no_nan(encoder, text):
    assert np.isfinite(encoder.encode_questions([text])).all()


def test_the_same_text_is_the_same_vector_in_any_company(encoder):
    alone, beside = encoder.encode_questions(["motie"])[0], encoder.encode_questions(["griffie en raad", "motie"])[1]
    assert float(alone @ beside) == pytest.approx(1.0, abs=1e-5)


def test_what_means_the_same_lies_nearer_than_what_does_not(encoder):
    pay, wage, dog = encoder.encode_questions(["salaris", "loon", "hond"])
    assert pay @ wage > pay @ dog + 0.1


def test_prompts_are_put_before_the_text(encoder):
    prompted = Encoder.open(FOLDER, query_prompt="vraag: ", passage_prompt="stuk: ")
    assert prompted.encode_questions(["motie"]).tolist() == encoder.encode(["vraag: motie"]).tolist()
    assert prompted.encode_passages(["motie"]).tolist() == encoder.encode(["stuk: motie"]).tolist()
    assert prompted.encode_questions(["motie"]).tolist() != encoder.encode(["motie"]).tolist()


def test_a_folder_that_is_no_model_says_what_to_do(tmp_path):
    with pytest.raises(ValueError, match=r"Cannot load the sentence model .*Set RAADWIJZER_ENCODER .*or unset it"):
        Encoder.open(str(tmp_path))


def test_an_unknown_model_says_what_to_do():
    with pytest.raises(ValueError, match=r"Cannot load the sentence model '/nergens/model'.*Set RAADWIJZER_ENCODER"):
        Encoder.open("/nergens/model")


def test_the_fingerprint_follows_the_weights_and_not_the_place(tmp_path):
    copy = shutil.copytree(ROOT / "encoder", tmp_path / "copy")
    assert fingerprint(copy) == fingerprint(ROOT / "encoder")
    (copy / "tokenizer.json").write_text("{}")
    assert fingerprint(copy) != fingerprint(ROOT / "encoder")
