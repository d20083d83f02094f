"""The question bank: questions that councillors ask, for each passage, by style."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

# Intents whose examples are no questions to the sources: small talk, acts, and what belongs to another door.
TALK = ("groet", "dank", "opmerking", "afscheid", "laat_maar", "ja", "nee", "opnieuw", "terug", "corrigeer", "belediging", "antwoord_mist",
        "stemadvies", "wie_ben_je", "hulp", "wanhoop", "engels", "inwoner_vraag", "ander_ambt", "juridische_kwestie")
DANGERS = ("dreiging", "wanhoop")  # the intents of danger
NOTHING = "geen"  # what an exchange wants on which the sources are silent
SILENT = "zwijgt"  # key of the follow-ups on which a topic's passages are silent
STYLES = ("direct", "indirect", "informeel", "typo", "verhaal")


MARKUP = re.compile(r"\[([^\]]{1,300})\](?:\([^)]*\)|\{[^}]*\})")  # [18 december](date)


@dataclass(frozen=True)
class Question:
    """One banked question, the passage that answers it, and its style."""

    text: str
    passage: str
    style: str


@dataclass(frozen=True)
class FollowUp:
    """One question that is asked after an answer on a topic, and the passage, of that topic or of another one, that answers
    it; None: the sources are silent."""

    text: str
    topic: str
    passage: str | None


@dataclass(frozen=True)
class Exchange:
    """A turn in a conversation: the passage that was shown, what the user says next, and the passage that they want; None:
    the sources are silent."""

    shown: str
    text: str
    passage: str | None


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


def read_talk(folder: Path, intents: Sequence[str] = TALK) -> list[str]:
    """Examples of `intents`, from their `<intent>.yml` files of Rasa training data in `folder`."""
    texts = []
    for path in (folder / f"{intent}.yml" for intent in intents):
        parts = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"] if path.exists() else []
        texts += [MARKUP.sub(r"\1", line.removeprefix("- ").strip())
                  for part in parts if "intent" in part for line in part["examples"].splitlines() if line.strip()]
    return texts


def read_harmless(folder: Path) -> list[str]:
    """What looks like danger and is none, from the `*.yml` files in `folder`."""
    return [str(text) for path in sorted(folder.glob("*.yml")) for text in yaml.safe_load(path.read_text(encoding="utf-8"))]


def read_follow_ups(folder: Path) -> list[FollowUp]:
    """The follow-ups of the `<topic>.yml` files in `folder`; ValueError names a file that holds no lists.

    A key is a section of the topic, SILENT, or `topic/section` for a passage of another one.
    """
    found = []
    for path in sorted(folder.glob("*.yml")):
        parts = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        if not isinstance(parts, dict) or not all(isinstance(texts, list) for texts in parts.values()):
            raise ValueError(f"{path}: found something else than lists by section. Expected: section, then its questions.")
        answers = {facet: None if facet == SILENT else facet if "/" in facet else f"{path.stem}/{facet}" for facet in parts}
        found += [FollowUp(str(text).strip(), path.stem, answers[facet]) for facet, texts in parts.items() for text in texts]
    return found


def read_exchanges(folder: Path) -> list[Exchange]:
    """The exchanges of the `<topic>.yml` files in `folder`; ValueError names a file whose items lack a key."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            if not isinstance(item, dict) or set(item) != {"last", "say", "want"}:
                raise ValueError(f"{path}: found {item!r}. Expected the keys last, say and want.")
            found.append(Exchange(item["last"], str(item["say"]).strip(), None if item["want"] == NOTHING else item["want"]))
    return found
