"""The one door to sentence models: text in, unit vectors out.

A static one, as the built-in is, is read without sentence-transformers (static_model.py); any other goes through it.
"""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from knowledge.static_model import StaticModel, is_static

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

WEIGHTS = ("*.safetensors", "*.bin", "tokenizer.json", "modules.json")


class Encoder:
    """A sentence model with the prompts it wants before questions and passages."""

    def __init__(self, model: SentenceTransformer | StaticModel, name: str, query_prompt: str = "",
                 passage_prompt: str = "") -> None:
        self._model = model
        self.name = name
        self.query_prompt = query_prompt
        self.passage_prompt = passage_prompt
        self.dimension: int = len(self.encode(["?"])[0])

    @classmethod
    def open(cls, name: str, query_prompt: str = "", passage_prompt: str = "") -> Encoder:
        """Load a model from a folder, or by the name under which sentence-transformers finds it.

        Raises ValueError when neither exists: what was found, what was expected, what to do.
        """
        try:
            model = StaticModel.open(Path(name)) if is_static(Path(name)) else open_transformer(name)
        except Exception as error:  # the library raises many kinds; each means: this model can't be had
            raise ValueError(
                f"Cannot load the sentence model {name!r}: {type(error).__name__}: {str(error).splitlines()[0][:200]}. "
                "Expected a folder in sentence-transformers format, or a model name that can be downloaded. "
                "Set RAADWIJZER_ENCODER to such a folder, or unset it for the built-in Dutch model."
            ) from error
        return cls(model, name, query_prompt, passage_prompt)

    def encode(self, texts: list[str], prompt: str = "") -> np.ndarray:
        """Unit vectors of `texts`, float32, shape (len(texts), dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = np.asarray(self._model.encode([prompt + text for text in texts]), dtype=np.float32)
        # Normalised here and not by the model: any model will do, and a text of unknown pieces stays zero, not NaN.
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)

    def pieces(self, text: str) -> np.ndarray | None:
        """The vectors of a text's pieces, in their order, float32 (pieces, dimension); None where the model is no static one."""
        return self._model.pieces(text) if isinstance(self._model, StaticModel) else None

    def encode_questions(self, questions: list[str]) -> np.ndarray:
        """Unit vectors of questions, float32, shape (len(questions), dimension)."""
        return self.encode(questions, self.query_prompt)

    def encode_passages(self, passages: list[str]) -> np.ndarray:
        """Unit vectors of passages, float32, shape (len(passages), dimension)."""
        return self.encode(passages, self.passage_prompt)


def open_transformer(name: str) -> SentenceTransformer:
    """A model that sentence-transformers knows by folder or name; it raises errors of many kinds."""
    # Imported here: it costs seconds, and importing this module must cost nothing.
    from sentence_transformers import SentenceTransformer

    # Without the hub a name is only looked for on this machine: the library would try the network for a minute.
    local = Path(name).is_dir() or not hub_answers()
    return SentenceTransformer(name, device="cpu", local_files_only=local).float().eval()


def hub_answers(seconds: float = 3.0) -> bool:
    """Whether the model hub of the library's settings can be reached."""
    from huggingface_hub import constants

    host = urlsplit(constants.ENDPOINT)
    try:
        with socket.create_connection((host.hostname, host.port or 443), timeout=seconds):
            return True
    except OSError:
        return False


def fingerprint(folder: Path) -> str:
    """Hash of the model files in `folder`: an index built with other weights is refused by it."""
    digest = hashlib.sha256()
    for path in sorted(p for pattern in WEIGHTS for p in folder.rglob(pattern)):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def save_static(tokenizer, vectors: np.ndarray, folder: str) -> None:
    """Write piece vectors, float (pieces, dimension), as a sentence-transformers model in 16 bits."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding

    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=vectors)], device="cpu")
    model.half().save(folder, create_model_card=False)


def save_transformer(tokenizer, bert, folder: str) -> None:
    """Write a BERT with this tokenizer as a sentence-transformers model (mean over the pieces) in 16 bits."""
    from tempfile import TemporaryDirectory

    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import PreTrainedTokenizerFast

    with TemporaryDirectory() as parts:
        bert.save_pretrained(parts)
        PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]",
                                sep_token="[SEP]", model_max_length=256).save_pretrained(parts)
        layers = Transformer(parts, max_seq_length=256)
        model = SentenceTransformer(modules=[layers, Pooling(layers.get_embedding_dimension())], device="cpu")
        model.half().save(folder, create_model_card=False)
