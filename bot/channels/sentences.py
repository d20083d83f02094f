"""The sentences that belong to a channel (sentences.yml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

SENTENCES = Path(__file__).with_name("sentences.yml")


@cache
def _sentences() -> dict[str, str]:
    return yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))


def sentence(name: str, **values: str) -> str:
    """The sentence with this name, filled in; KeyError for an unknown name or a value that lacks."""
    return _sentences()[name].format(**values)


def spoken(name: str, **values: str) -> dict[str, Any]:
    """A sentence as a message of the contract: text, no buttons, and the `answer` of small talk."""
    told = {"kind": "smalltalk", "topic": None, "facet": None, "confidence": 1.0, "sources": []}
    return {"text": sentence(name, **values), "buttons": [], "answer": told}
