"""Rules of the interpellation request: what it needs, and its text. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 3000
SUBJECT = re.compile(r"\b(?:over|inzake|omtrent|betreffende)\s+(?P<subject>.+?)\s*[?.!]*$", re.IGNORECASE | re.DOTALL)
NUMBERING = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.)])(?!\d)\s*")  # "3.500 mensen" is no number three
NEXT_NUMBER = re.compile(r"\s+(?=\(?\d{1,2}[.)]\s)")
WHEN = re.compile(
    r"\d|vandaag|vanavond|morgen|overmorgen|week|maand|dag\b|januari|februari|maart|april|\bmei\b|juni|juli|augustus"
    r"|september|oktober|november|december|weet (?:ik )?(?:het )?(?:nog )?niet|geen idee|onbekend"
    r"|nog niet bekend|zo (?:snel|spoedig) mogelijk|eerstvolgende|volgende",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Request:
    """A request for an interpellation debate, as the member gave it."""

    subject: str
    reason: str
    questions: tuple[str, ...]
    member: str
    meeting: str


def subject_in(text: str) -> str | None:
    """The subject that a wish names ("een interpellatie over het zwembad" → "het zwembad"), or None."""
    found = SUBJECT.search(text)
    subject = found["subject"].strip() if found else ""
    # "over twee weken wil ik een interpellatie": what names the request itself is not its subject.
    return subject if len(subject) > 2 and "interpellatie" not in subject.lower() else None


def split_questions(text: str) -> tuple[str, ...]:
    """The questions in `text`: one a line, or one after each question mark; numbering is taken off."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        between = NEXT_NUMBER if re.match(r"\s*\(?1[.)]\s", lines[0]) else re.compile(r"(?<=\?)\s+")
        lines = between.split(lines[0].strip())
    return tuple(NUMBERING.sub("", line).strip() for line in lines if NUMBERING.sub("", line).strip())


def names_a_moment(text: str) -> bool:
    """Whether `text` says when the meeting is, or that it is not known yet."""
    return bool(WHEN.search(text))


def numbered(questions: tuple[str, ...]) -> str:
    """Questions as a numbered list, one a line."""
    return "\n".join(f"{number}. {question}" for number, question in enumerate(questions, 1))
