"""Moments as people type them, and the meeting that a text ends with. Pure functions."""

from __future__ import annotations

import re

MONTHS = {"jan": 31, "feb": 29, "mrt": 31, "maart": 31, "apr": 30, "mei": 31, "jun": 30, "jul": 31, "aug": 31, "sep": 30,
          "okt": 31, "nov": 30, "dec": 31}
DAY_MONTH = re.compile(r"\b(?P<day>\d{1,2})(?:\s*(?:e|de|ste))?\s*(?P<month>" + "|".join(MONTHS) + r")[a-z]*\b", re.IGNORECASE)
NUMERIC = re.compile(r"\b(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})(?:[-/.]\d{2,4})?\b|\b\d{4}-(?P<month2>\d{2})-(?P<day2>\d{2})\b")
MEETING = re.compile(
    r"(?:[,;.]?\s*\b(?:voor|tijdens)\s+(?:de\s+)?(?:raad|(?:raads|commissie)?vergadering)\s+(?:van|op)\s+(?:de\s+)?"
    r"|[,;.]\s*(?:(?:raads)?vergadering|datum)\s*(?::|van|op)?\s*)"
    r"(?P<moment>[^,;?]{3,40}?)\s*[.!?]*$", re.IGNORECASE)
WHEN = re.compile(
    r"vandaag|vanavond|morgen|week|maand|(?:maan|dins|woens|donder|vrij|zater|zon)dag|\b(?:ma|di|wo|do|vr|za|zo)\.?(?=\s*\d|\s*$)"
    r"|\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b|weet (?:ik )?(?:het )?"
    r"(?:nog )?niet|geen idee|onbekend|nog niet bekend|zo (?:snel|spoedig) mogelijk|eerstvolgende|volgende",
    re.IGNORECASE,
)


def meeting_in(text: str) -> tuple[str, str]:
    """A text without the meeting that it ends with, and when that is: ("de brug", "18 december"), or the text and "".

    "de brug, voor de raad van 18 december": only what plainly names a meeting counts.
    """
    found = MEETING.search(text)
    if not found or not names_a_moment(found["moment"]) or not text[:found.start()].strip(" ,;"):
        return text, ""
    return text[:found.start()].rstrip(" ,;"), found["moment"].strip()


def names_a_moment(text: str) -> bool:
    """Whether `text` says when the meeting is, or that it is not known yet; a day that no month has is none."""
    named, numeric = DAY_MONTH.search(text), NUMERIC.search(text)
    if named:
        return 1 <= int(named["day"]) <= MONTHS[named["month"].lower()]
    if numeric:
        day, month = int(numeric["day"] or numeric["day2"]), int(numeric["month"] or numeric["month2"])
        return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)
    return bool(WHEN.search(text))


def is_fixed(text: str) -> bool:
    """Whether a moment says the same to who reads it later: a day and a month, not "volgende week dinsdag"."""
    return bool(DAY_MONTH.search(text) or NUMERIC.search(text))
