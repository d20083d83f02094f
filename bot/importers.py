"""Training data beside `data/nlu`: the question bank teaches topics and what is out of reach, the facts name the places."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

BANK = Path("knowledge") / "questions"
FOLLOWS = "vervolg"
OUT_OF_REACH = "buiten_bereik"
HARMLESS = "harmless"  # folder of sentences that look like danger and are none: for the DangerClassifier, of no intent
CONTENT = Path("drafting") / "inhoud.yml"  # what drafts hold, by step: harmless too
# Near-misses keep their topic's words and would only blur its intent: that they have no answer is for the search to see.
OTHER_WORLDS = ("andere_wereld.yml",)


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
        for path in sorted((self._folder / "follow_up").glob("*.yml")):
            parts = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            messages += [Message.build(text=str(text), intent=FOLLOWS) for texts in parts.values() for text in texts]
        for path in sorted((self._folder / HARMLESS).glob("*.yml")):
            messages += [Message.build(text=str(text)) for text in yaml.safe_load(path.read_text(encoding="utf-8")) or []]
        content = self._folder / CONTENT
        steps = yaml.safe_load(content.read_text(encoding="utf-8")) if content.exists() else None
        messages += [Message.build(text=str(text)) for texts in (steps or {}).values() for text in texts]
        return TrainingData(messages, lookup_tables=[{"name": "gemeente", "elements": self._places()}])

    def _places(self) -> list[str]:
        """Names of municipalities, also their other names (`knowledge/facts`)."""
        names: dict[str, None] = {}
        for table, column in (("gemeenten.csv", "gemeente"), ("gemeente_alias.csv", "alias")):
            path = self._folder.parent / "facts" / table
            if path.exists():
                with path.open(encoding="utf-8") as lines:
                    names |= dict.fromkeys(row[column] for row in csv.DictReader(lines))
        return list(names)

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
