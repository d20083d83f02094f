"""Rules of the interpellation request: what it needs, and its text. Pure functions."""

from __future__ import annotations

import re

LONGEST = 3000
SUBJECT = re.compile(r"\b(?:over|inzake|omtrent|betreffende)\s+(?P<subject>.+?)\s*[?.!]*$", re.IGNORECASE | re.DOTALL)
NUMBERING = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.)])(?!\d)\s*")  # "3.500 mensen" is no number three
NEXT_NUMBER = re.compile(r"\s+(?=\(?\d{1,2}[.)]\s)")
MONTHS = {"jan": 31, "feb": 29, "mrt": 31, "maart": 31, "apr": 30, "mei": 31, "jun": 30, "jul": 31, "aug": 31, "sep": 30,
          "okt": 31, "nov": 30, "dec": 31}
DAY_MONTH = re.compile(r"\b(?P<day>\d{1,2})(?:\s*(?:e|de|ste))?\s*(?P<month>" + "|".join(MONTHS) + r")[a-z]*\b", re.IGNORECASE)
NUMERIC = re.compile(r"\b(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})(?:[-/.]\d{2,4})?\b|\b\d{4}-(?P<month2>\d{2})-(?P<day2>\d{2})\b")
WHEN = re.compile(
    r"vandaag|vanavond|morgen|week|maand|(?:maan|dins|woens|donder|vrij|zater|zon)dag|\b(?:ma|di|wo|do|vr|za|zo)\.?(?=\s*\d|\s*$)"
    r"|\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b|weet (?:ik )?(?:het )?"
    r"(?:nog )?niet|geen idee|onbekend|nog niet bekend|zo (?:snel|spoedig) mogelijk|eerstvolgende|volgende",
    re.IGNORECASE,
)


def subject_in(text: str) -> str | None:
    """The subject that a wish names ("een interpellatie over het zwembad" → "het zwembad"), or None."""
    found = SUBJECT.search(text)
    subject = found["subject"].strip() if found else ""
    # "over twee weken wil ik een interpellatie": what names the request itself is not its subject.
    return subject if len(subject) > 2 and "interpellatie" not in subject.lower() else None


def split_questions(text: str) -> tuple[str, ...]:
    """The questions in `text`: one a line, or one after each question mark; numbering is taken off."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(re.match(rf"\s*{number}\s+\D", line) for number, line in enumerate(lines, 1)):
        # "1 waarom?", "2 hoeveel?": numbers in order, without a point.
        lines = [line.strip().split(maxsplit=1)[1] for line in lines]
    if len(lines) == 1:
        between = NEXT_NUMBER if re.match(r"\s*\(?1[.)]\s", lines[0]) else re.compile(r"(?<=\?)\s+")
        lines = between.split(lines[0].strip())
    return tuple(NUMBERING.sub("", line).strip() for line in lines if NUMBERING.sub("", line).strip())


def names_a_moment(text: str) -> bool:
    """Whether `text` says when the meeting is, or that it is not known yet; a day that no month has is none."""
    named, numeric = DAY_MONTH.search(text), NUMERIC.search(text)
    if named:
        return 1 <= int(named["day"]) <= MONTHS[named["month"].lower()]
    if numeric:
        day, month = int(numeric["day"] or numeric["day2"]), int(numeric["month"] or numeric["month2"])
        return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)
    return bool(WHEN.search(text))


def numbered(questions: tuple[str, ...]) -> str:
    """Questions as a numbered list, one a line."""
    return "\n".join(f"{number}. {question}" for number, question in enumerate(questions, 1))
