"""Whether a message tells of danger or despair: a classifier of its own, because a missed one costs more than a false card.

The intent classifier chooses among ninety intents and must be sure; this one answers one question, and believes at less.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from bot.components.draft_guard import wishes_text
from bot.components.rankings import FALLBACK, SURE, left_of, set_ranking

DANGERS = ("dreiging", "wanhoop")
BRIEF = 6  # words
CERTAIN = 0.95  # how sure another intent is that needs more proof still: "er ligt een stoeptegel los, ik wil dat de gemeente die maakt"
VECTOR = 2.0  # length of the sentence vector beside even n-grams
PERSONAL = re.compile(r"\b(?:ik|'?k|me|mij|mijn|mn|m'n|mezelf|mijzelf|ikke|i|i'm|im|my|leven|dood|zelfmoord|su[iï]cid\w*)\b",
                      re.IGNORECASE)
OURS = re.compile(rf"{PERSONAL.pattern}|\b(?:ons|onze|wij|we|help|hulp)\b", re.IGNORECASE)
ASKING = re.compile(r"^\W*(?:(?:en|maar|of|ok[eé]?|ja|dus)\W+)*(?:wat|hoe\w*|wie|waar\w*|welke?|wanneer)\b", re.IGNORECASE)
WEIGHTS = "weights.npz"  # plain numbers: no pickle


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DangerClassifier(GraphComponent):
    """Stands after the intent classifier and what corrects it, and decides over `dreiging` and `wanhoop` alone.

    From its own threshold on, the likelier of the two becomes the intent, with how sure it is; below it it stands last.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
                 weights: np.ndarray | None = None) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        # (3, features + 1): danger or not, the same of the even features, and despair rather than a threat; the bias stands last
        self._weights = weights

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """dreiging, wanhoop: probability from which danger is believed; despite: where another intent is sure; certain: where it is nearly
        certain; brief: in a few
        words, which say little ("hij is dicht", of a bridge); impersonal: of despair where nobody says "ik", and of
        a threat in a question without a word of oneself.
        draft: of a message that orders a draft, whose story is what that is about.
        C: how freely the classifier follows its examples; C_even: the same of the one that reads even features.

        What is not believed still gets the advice where the sources have no answer, and else a line on whom to call
        (actions/safety.py). At 0.5, on two sets of sentences that no training saw: 207 of 220 threats, 131 of 140 sentences of
        despair, 24 of 240 that only look like it.
        """
        return {"dreiging": 0.5, "wanhoop": 0.5, "despite": 0.85, "certain": 0.95, "brief": 0.8, "impersonal": 0.9, "draft": 0.99, "C": 0.03,
                "C_even": 10.0}

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> DangerClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> DangerClassifier:
        """The trained classifier; one that was trained on no danger stays silent."""
        with model_storage.read_from(resource) as folder:
            path = folder / WEIGHTS
            weights = np.load(path, allow_pickle=False)["weights"] if path.exists() else None
        return cls(config, model_storage, resource, weights)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn danger from everything else, and despair from threats, by the features of all examples."""
        # Also the harmless ones without an intent, which the importer brings (knowledge/questions/harmless).
        examples = [m for m in training_data.training_examples if m.get(TEXT) and features_of(m) is not None]
        kinds = np.array([m.get(INTENT) for m in examples])
        dangerous = np.isin(kinds, DANGERS)
        if len(set(kinds[dangerous])) == len(DANGERS) and not dangerous.all():
            rows = scipy.sparse.vstack([features_of(m) for m in examples]).tocsr()
            even = scipy.sparse.vstack([even_features_of(m) for m in examples]).tocsr()
            self._weights = np.stack([
                self._fit(rows, dangerous, "C"), self._fit(even, dangerous, "C_even"),
                self._fit(rows[dangerous], kinds[dangerous] == DANGERS[1], "C")])
            with self._storage.write_to(self._resource) as folder:
                np.savez_compressed(folder / WEIGHTS, weights=self._weights)
        return self._resource

    def _fit(self, rows: scipy.sparse.csr_matrix, labels: np.ndarray, freedom: str) -> np.ndarray:
        """Weights and bias (features + 1,), float32; both sides weigh alike however few the dangers are. freedom: a setting."""
        model = LogisticRegression(C=self._config[freedom], class_weight="balanced", solver="liblinear", tol=1e-3, max_iter=300)
        model.fit(rows, labels)
        return np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set or take away the intents of danger on every typed message."""
        for message in messages:
            row = None if (message.get(TEXT) or "").startswith("/") else features_of(message)
            if self._weights is not None and row is not None:
                kind, sure = self.read(row, even_features_of(message))
                weigh_in(message, kind, sure, self._least(message, kind))
        return messages

    def _least(self, message: Message, kind: str) -> float:
        """The probability from which this kind of danger is believed of a message."""
        least = self._config["despite" if is_sure_of_another(message) else kind]
        if is_sure_of_another(message, CERTAIN):
            least = self._config["certain"]
        if len(message.get(TEXT).split()) <= BRIEF:
            least = self._config["brief"]
        if wishes_text(message.get(TEXT)):
            least = self._config["draft"]
        return max(least, self._config["impersonal"]) if is_impersonal(message.get(TEXT), kind) else least

    def read(self, row: scipy.sparse.spmatrix, even: scipy.sparse.spmatrix) -> tuple[str, float]:
        """The likelier danger of a row of features (1, features), and the probability that there is one at all: by the mean of
        what counts and what even features say, which miss other sentences.
        """
        assert self._weights is not None
        counted, evenly, despair = (float((one @ weights[:-1])[0] + weights[-1])
                                    for one, weights in zip((row, even, row), self._weights, strict=True))
        return DANGERS[despair > 0], 1 / (1 + float(np.exp(-(counted + evenly) / 2)))


def is_impersonal(text: str, kind: str) -> bool:
    """Whether a text has no word of oneself: for despair any such text, for a threat one that asks ("wat hebben ze in huis")."""
    return not PERSONAL.search(text) if kind == DANGERS[1] else bool(ASKING.search(text) and not OURS.search(text))


def features_of(message: Message) -> scipy.sparse.spmatrix | None:
    """The sentence features of a message, (1, features); None for a message without text."""
    _, sentence = message.get_sparse_features(TEXT, [])
    return sentence.features.tocsr() if sentence is not None else None


def even_features_of(message: Message) -> scipy.sparse.spmatrix | None:
    """As `features_of`, each kind of feature with the roots of its counts and at length 1, so that no kind outweighs another; the
    vector, which has no counts, at VECTOR."""
    kinds = [one for one in message.features if one.attribute == TEXT and one.type == FEATURE_TYPE_SENTENCE and one.is_sparse()]
    if not kinds:
        return None
    parts = []
    for one in kinds:
        part, weight = one.features.tocsr().astype(np.float64), VECTOR if one.origin == "DutchVectors" else 1.0
        if one.origin != "DutchVectors":
            part.data = np.sqrt(part.data)
        length = float(np.sqrt((part.data ** 2).sum()))
        parts.append(part * (weight / length) if length else part)
    return scipy.sparse.hstack(parts).tocsr()


def is_sure_of_another(message: Message, least: float = SURE) -> bool:
    """Whether the intent classifier is sure of an intent that is no danger: "gaat het regenen vanavond"."""
    return any(row["confidence"] >= least and row["name"] not in (*DANGERS, FALLBACK)
               for row in message.get("intent_ranking") or [])


def weigh_in(message: Message, kind: str, sure: float, threshold: float) -> None:
    """Put the danger first where it is sure enough, else last: it counts where no source answers; of what is left without a
    danger that the intent classifier was sure of, none may be sure."""
    ranking = left_of(message.get("intent_ranking") or [], DANGERS, {}, 0.0)
    if ranking or sure >= threshold:
        ranking.insert(0 if sure >= threshold else len(ranking), {"name": kind, "confidence": sure})
        set_ranking(message, ranking)
