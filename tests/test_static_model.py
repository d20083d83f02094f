"""Static sentence models without PyTorch: the very vectors of sentence-transformers, and no other kind of model."""

import json
import shutil
import subprocess
import sys

import numpy as np
import pytest

from knowledge.encoder import Encoder, open_transformer
from knowledge.settings import ROOT
from knowledge.static_model import StaticModel, is_static

FOLDER = ROOT / "encoder"
TEXTS = ["Wat is een motie?", "kan ik die wethouder vanavond ter verantwoording roepen", "", "🙂", "x" * 3000, "é è\n\tËN",
         "café", "\0", "raadslid vergoeding"]


def test_the_vectors_are_those_of_sentence_transformers():
    model = Encoder(open_transformer(str(FOLDER)), "reference")
    ours = Encoder.open(str(FOLDER))
    assert isinstance(ours._model, StaticModel)
    assert np.abs(ours.encode(TEXTS) - model.encode(TEXTS)).max() <= 1e-6


def test_a_text_without_pieces_is_zeros():
    found = StaticModel.open(FOLDER).encode(["", "motie"])
    assert not found[0].any() and np.abs(found[1]).sum() > 1


@pytest.mark.parametrize("modules", [
    [{"type": "sentence_transformers.models.Transformer", "path": ""}],
    [{"type": "a.StaticEmbedding", "path": ""}, {"type": "a.Dense", "path": "1_Dense"}],
    [{"type": "a.StaticEmbedding", "path": "0_StaticEmbedding"}], [],
])
def test_another_kind_of_model_is_left_to_sentence_transformers(tmp_path, modules):
    (tmp_path / "modules.json").write_text(json.dumps(modules))
    assert not is_static(tmp_path) and not is_static(tmp_path / "nergens")
    assert is_static(FOLDER)


def test_weights_of_another_shape_say_what_to_do(tmp_path):
    from safetensors.numpy import save_file

    for name in ("modules.json", "tokenizer.json"):
        shutil.copy(FOLDER / name, tmp_path)
    save_file({"a": np.zeros((2, 2)), "b": np.zeros((2, 2))}, tmp_path / "model.safetensors")
    with pytest.raises(ValueError, match=r"Cannot load .*found \['a', 'b'\] .*expected one matrix.*Set RAADWIJZER_ENCODER"):
        Encoder.open(str(tmp_path))


def test_the_action_server_does_without_pytorch():
    script = ("import sys; from actions.sources import sources; sources().search('wat is een motie?'); "
              "print(sorted({'torch', 'transformers', 'sentence_transformers', 'spacy'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT.parent, capture_output=True, text=True, timeout=120)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
