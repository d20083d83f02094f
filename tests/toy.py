"""A toy encoder whose vectors can be read by eye, and a tiny edition with a bank: for tests that need no real model."""

from pathlib import Path

import numpy as np

from knowledge.settings import Settings
from knowledge.types import Passage

WORDS = ("motie", "griffie", "geld")  # one dimension each: how often the word stands in the text

DOCUMENT = """---
title: {title}
topic: {topic}
source: "Brochure voor raadsleden"
year: 2020
layer: brochure
---
# {title}

## Wat is het? {{#wat}}

{wat}

## Hoe werkt het? {{#hoe}}

{hoe}
"""


class ToyEncoder:
    """Counts of WORDS, float32 (texts, 3): "motie motie geld" → [2, 0, 1]."""

    dimension = len(WORDS)

    def encode_questions(self, questions: list[str]) -> np.ndarray:
        return np.array([[text.lower().count(word) for word in WORDS] for text in questions], dtype=np.float32)

    encode_passages = encode_questions


def passage(identity: str, text: str, **other: str) -> Passage:
    """A passage with this id and text."""
    topic, facet = identity.split("/")
    return Passage(**{"id": identity, "topic": topic, "facet": facet, "title": topic.title(), "heading": "", "text": text,
                      "source": "Brochure", "layer": "brochure", "as_of": "2020"} | other)


def tiny_settings(folder: Path) -> Settings:
    """Two documents, a bank of two questions and a silent one, and the built-in encoder; the index is not built yet."""
    edition, questions = folder / "edition", folder / "questions"
    edition.mkdir()
    (questions / "silent").mkdir(parents=True)
    for topic, wat, hoe in (("motie", "Een motie is een uitspraak.", "De raad stemt over de motie."),
                            ("griffie", "De griffie helpt de raad.", "Bel de griffie voor hulp.")):
        (edition / f"{topic}.md").write_text(DOCUMENT.format(title=topic.title(), topic=topic, wat=wat, hoe=hoe))
    (edition / "overtaken.yml").write_text(
        "- {passages: [griffie/wat], text: Dit is nu anders., source: Staatsblad, url: 'https://example.org'}\n")
    (questions / "motie.yml").write_text("wat:\n  direct: ['Wat is een motie?']\nhoe:\n  typo: ['hoe werkt n mottie']\n")
    (questions / "silent" / "motie.yml").write_text("- Hoeveel handtekeningen heeft een motie nodig?\n")
    return Settings(edition=edition, questions=questions, talk=folder / "nlu", index=folder / "index")
