"""Training data from the question bank: what finds a passage also teaches its topic, what finds none is out of reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

BANK = Path("knowledge") / "questions"
OUT_OF_REACH = "buiten_bereik"
# Near-misses keep their topic's words and would only blur its intent: that they have no answer is for the search to see.
OTHER_WORLDS = ("andere_wereld.yml", "overig.yml")


class QuestionBank(TrainingDataImporter):
    """Each banked question is an example of its topic's intent, each one of another world of buiten_bereik.

    The questions that are held out for measuring are not read.
    """

    def __init__(self, config_file: str | None = None, domain_path: str | None = None,
                 training_data_paths: Any = None, **_: Any) -> None:
        self._folder = Path(config_file).parent / BANK if config_file else BANK

    def get_nlu_data(self, language: str | None = "nl") -> TrainingData:
        """One message a question, labelled with the name of its file, or OUT_OF_REACH."""
        messages = []
        for path in sorted(self._folder.glob("*.yml")):
            bank = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            messages += [Message.build(text=str(text), intent=path.stem)
                         for styles in bank.values() for texts in styles.values() for text in texts or []]
        for path in (self._folder / "silent" / name for name in OTHER_WORLDS):
            messages += [Message.build(text=str(text), intent=OUT_OF_REACH)
                         for text in (yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None) or []]
        return TrainingData(messages)

    def get_domain(self) -> Domain:
        return Domain.empty()

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        return StoryGraph([])

    def get_config(self) -> dict:
        return {}

    def get_config_file_for_auto_config(self) -> str | None:
        return None
