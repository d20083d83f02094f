"""The question bank: questions that councillors ask, for each passage, by style."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

STYLES = ("direct", "indirect", "informeel", "typo", "verhaal")


@dataclass(frozen=True)
class Question:
    """One banked question, the passage that answers it, and its style."""

    text: str
    passage: str
    style: str


def read_bank(folder: Path) -> list[Question]:
    """All questions of `<topic>.yml` files in `folder`; ValueError names the file and key that is wrong."""
    questions = []
    for path in sorted(folder.glob("*.yml")):
        bank = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for facet, styles in bank.items():
            unknown = set(styles) - set(STYLES)
            if unknown:
                raise ValueError(f"{path}: under {facet!r} found {sorted(unknown)}. Expected only {', '.join(STYLES)}.")
            questions += [Question(str(text).strip(), f"{path.stem}/{facet}", style)
                          for style, texts in styles.items() for text in texts or []]
    return questions


def read_silent(folder: Path) -> list[str]:
    """Questions on which the sources are silent, from the lists in `folder`; ValueError names a file that is no list."""
    questions = []
    for path in sorted(folder.glob("*.yml")):
        listed = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        if not isinstance(listed, list):
            raise ValueError(f"{path}: found {type(listed).__name__}. Expected a list of questions.")
        questions += [str(text).strip() for text in listed]
    return questions
