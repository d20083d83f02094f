"""A static sentence model without PyTorch: a text's vector is the mean of its pieces' vectors.

What sentence-transformers makes of the same folder, to the last digit or two of 32 bits, without the seconds and the 450 MB
that importing it takes.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer


class StaticModel:
    """Piece vectors, float32 (pieces, dimension), and the tokenizer that cuts a text into pieces."""

    def __init__(self, tokenizer: Tokenizer, vectors: np.ndarray) -> None:
        self._tokenizer, self._vectors = tokenizer, vectors

    @classmethod
    def open(cls, folder: Path) -> StaticModel:
        """Read a folder for which `is_static` holds; ValueError when it holds another number of matrices than one."""
        weights = load_file(folder / "model.safetensors")
        if len(weights) != 1:
            raise ValueError(f"found {sorted(weights)} in model.safetensors, expected one matrix")
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        return cls(tokenizer, next(iter(weights.values())).astype(np.float32))

    def encode(self, texts: list[str]) -> np.ndarray:
        """Mean vectors of `texts`, float32 (len(texts), dimension); zeros for a text without a known piece."""
        found = np.zeros((len(texts), self._vectors.shape[1]), dtype=np.float32)
        for row, pieces in enumerate(self._tokenizer.encode_batch(texts, add_special_tokens=False)):
            if pieces.ids:
                found[row] = self._vectors[pieces.ids].mean(axis=0)
        return found

    def pieces(self, text: str) -> np.ndarray:
        """The vectors of a text's pieces, in their order, float32 (pieces, dimension)."""
        return self._vectors[self._tokenizer.encode(text, add_special_tokens=False).ids]


def is_static(folder: Path) -> bool:
    """Whether a folder in sentence-transformers format holds piece vectors and nothing after them."""
    listed = folder / "modules.json"
    modules = json.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else []
    return [(module["type"].rpartition(".")[2], module["path"]) for module in modules] == [("StaticEmbedding", "")]
