"""spaCy for Dutch: `nl_core_news_sm` where it is installed, a built-in pipeline elsewhere."""

from __future__ import annotations

import logging

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils import spacy_utils
from rasa.nlu.utils.spacy_utils import SpacyModel
from spacy.language import Language

logger = logging.getLogger(__name__)
BUILT_IN = "nl"


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="SpacyNLP",
)
class SpacyNLP(spacy_utils.SpacyNLP):
    """Rasa's SpacyNLP, which does not give up when the wanted model is not installed.

    It keeps Rasa's class name: SpacyTokenizer looks for its model under that name.
    """

    @staticmethod
    def load_model(spacy_model_name: str) -> SpacyModel:
        """The installed package `spacy_model_name`, or blank Dutch with the lookup lemmatizer of spacy-lookups-data.

        The name in the result is part of Rasa's fingerprint: with another pipeline the model is trained again.
        """
        if spacy.util.is_package(spacy_model_name):
            return spacy_utils.SpacyNLP.load_model(spacy_model_name)
        logger.info("%s is not installed: using the built-in Dutch pipeline.", spacy_model_name)
        language = spacy.blank(BUILT_IN)
        language.add_pipe("lemmatizer", config={"mode": "lookup"})
        language.initialize()
        return SpacyModel(model=language, model_name=f"{BUILT_IN}-lookup")

    @staticmethod
    def ensure_proper_language_model(nlp: Language | None) -> None:
        """A pipeline made here has no folder on disk, which Rasa's own check takes for a failed download."""
        if nlp is None:
            raise ValueError("Found no spaCy pipeline. Expected nl_core_news_sm or the built-in Dutch one.")
