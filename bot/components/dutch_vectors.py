"""Our Dutch sentence vectors as features of the intent classifier, without PyTorch in this runtime.

The built-in encoder is static: a sentence is the mean of its pieces' vectors, so a tokenizer and numpy are all it takes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer

ENCODER = Path(__file__).resolve().parent.parent.parent / "knowledge" / "encoder"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class DutchVectors(GraphComponent):
    """Adds 384 features to each text: its unit vector times `scale`.

    LogisticRegressionClassifier reads sparse features alone, so the vector travels as a sparse row.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._scale = float(config["scale"])
        self._tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
        self._vectors = read_vectors(ENCODER / "model.safetensors")

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """scale: how much the vector weighs beside the n-grams, which are counts."""
        return {"scale": 6.0}

    @staticmethod
    def required_packages() -> list[str]:
        return ["tokenizers"]

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> DutchVectors:
        return cls({**cls.get_default_config(), **config})

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features to every example."""
        self.process([m for m in training_data.training_examples if m.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the features to every message."""
        for message in messages:
            if message.get(TEXT):
                row = scipy.sparse.coo_matrix(self._scale * self.vector(message.get(TEXT))[None, :])
                message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, "DutchVectors"))
        return messages

    def vector(self, text: str) -> np.ndarray:
        """Unit vector of `text`, float32 (384,); zeros for a text without a known piece."""
        pieces = self._tokenizer.encode(text, add_special_tokens=False).ids
        mean = self._vectors[pieces].astype(np.float32).sum(axis=0) if pieces else np.zeros(self._vectors.shape[1], np.float32)
        return mean / max(float(np.linalg.norm(mean)), 1e-9)


def read_vectors(path: Path) -> np.ndarray:
    """The one matrix of a safetensors file (8 bytes of length, a JSON header, then the numbers), as it is stored.

    Raises ValueError when the encoder is no static one.
    """
    content = path.read_bytes()
    length = int.from_bytes(content[:8], "little")
    header = {name: entry for name, entry in json.loads(content[8:8 + length]).items() if name != "__metadata__"}
    if len(header) != 1:
        raise ValueError(f"{path}: found {len(header)} matrices. Expected one, of a static encoder. Train it with "
                         "'python -m knowledge.training --kind static', or take DutchVectors out of config.yml.")
    (entry,) = header.values()
    start, end = entry["data_offsets"]
    kind = {"F16": np.float16, "F32": np.float32}[entry["dtype"]]
    return np.frombuffer(content[8 + length + start:8 + length + end], dtype=kind).reshape(entry["shape"])
