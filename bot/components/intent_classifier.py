"""Rasa's linear intent classifier, with its weights kept as plain numbers and laid out as asking needs them.

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
    """It keeps Rasa's class name, which stands in the reports; what it learns and answers is Rasa's own."""

    def _create_X(self, messages: list[Message]) -> csr_matrix:
        """The features of messages (messages, features), in 32 bits: half of what learning has to move."""
        return csr_matrix(super()._create_X(messages), dtype=np.float32)

    def persist(self) -> None:
        """Write what was learnt: names of the intents, weights (intents, features) and intercepts (intents,)."""
        learnt = {part: np.asarray(getattr(self.clf, part)) for part in PARTS}
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
