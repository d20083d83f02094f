"""Rasa's linear intent classifier, held closer to what its examples share, its weights plain numbers laid out as asking needs them.

Rasa leaves scikit-learn's C at 1: with 50,000 examples and 76,000 features that learns them by heart. A smaller C reads unseen
messages better, and is less sure of itself; the sharpness gives that back, so that how sure an intent is means what it meant.

Rasa keeps the classifier with skops, whose import looks through every module that is loaded: a quarter of the start. And
scikit-learn multiplies with the weights on their side, which scipy turns for every message: 33 MB, 8 of the 12 ms of
understanding.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers import logistic_regression_classifier as rasas
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

FILE = "weights.npz"
PARTS = ("classes_", "coef_", "intercept_")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LogisticRegressionClassifier(rasas.LogisticRegressionClassifier):
    """It keeps Rasa's class name, which stands in the reports; what it learns and answers is Rasa's own, with two settings more."""

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(C=self.config["C"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's settings; C: how freely the classifier follows its examples, smaller is stricter; sharpness: by what the weights
        are multiplied when they are kept, so that the first intent stays first and is surer."""
        return rasas.LogisticRegressionClassifier.get_default_config() | {"C": 1.0, "sharpness": 1.0}

    def _create_X(self, messages: list[Message]) -> csr_matrix:
        """The features of messages (messages, features), in 32 bits: half of what learning has to move."""
        return csr_matrix(super()._create_X(messages), dtype=np.float32)

    def persist(self) -> None:
        """Write what was learnt: names of the intents, weights (intents, features) and intercepts (intents,), sharpened."""
        learnt = {part: np.asarray(getattr(self.clf, part)) for part in PARTS}
        learnt |= {part: learnt[part] * np.float32(self.config["sharpness"]) for part in PARTS[1:]}
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / FILE, **learnt | {"classes_": learnt["classes_"].astype(str)})

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **_: Any) -> LogisticRegressionClassifier:
        """The classifier as it was trained; one that knows nothing where it never was."""
        component = cls.create(config, model_storage, resource, execution_context)
        try:
            with model_storage.read_from(resource) as folder, np.load(folder / FILE, allow_pickle=False) as learnt:
                for part in PARTS:
                    setattr(component.clf, part, np.asfortranarray(learnt[part]))
        except ValueError:  # how the storage says that it has nothing under this name
            pass
        return component
