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
NAMED = {"onderwerp": "onderwerp", "aanleiding": "aanleiding", "reden": "aanleiding", "waarom": "aanleiding",
         "waarom nu": "aanleiding", "vraag": "vragen", "vragen": "vragen", "naam": "indiener", "indiener": "indiener",
         "fractie": "indiener", "datum": "datum", "vergadering": "datum", "vergaderdatum": "datum"}
JOINERS = {"indiener": ", ", "datum": ", "}
LABEL = re.compile(rf"(?:^|(?<=[\n;,.?!]))\s*(?P<part>{'|'.join(sorted(NAMED, key=len, reverse=True))})\s*:\s*", re.IGNORECASE)
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


def subject_in(text: str) -> str | None:
    """The subject that a wish names ("een interpellatie over het zwembad" → "het zwembad"), or None."""
    found = SUBJECT.search(text)
    subject = found["subject"].strip() if found else ""
    # "over twee weken wil ik een interpellatie": what names the request itself is not its subject.
    return subject if len(subject) > 2 and "interpellatie" not in subject.lower() else None


def meeting_in(text: str) -> tuple[str, str]:
    """A text without the meeting that it ends with, and when that is: ("de brug", "18 december"), or the text and "".

    "de brug, voor de raad van 18 december": only what plainly names a meeting counts.
    """
    found = MEETING.search(text)
    if not found or not names_a_moment(found["moment"]) or not text[:found.start()].strip(" ,;"):
        return text, ""
    return text[:found.start()].rstrip(" ,;"), found["moment"].strip()


def labelled(text: str) -> dict[str, str]:
    """The parts that a text names by their label ("onderwerp: de brug, datum: 18 december"), by part; what stands before
    the first label is under ""."""
    marks = list(LABEL.finditer(text))
    if not marks:
        return {}
    parts = {"": text[:marks[0].start()].strip(" \n,;")}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end():following.start() if following else len(text)].strip(" \n,;")
        join(parts, NAMED[mark["part"].lower()], value)
    return {part: value for part, value in parts.items() if value}


def join(parts: dict[str, str], part: str, value: str) -> None:
    """Add a value to a part that may have one already: questions each on a line, a name and a party beside each other."""
    parts[part] = JOINERS.get(part, "\n").join(v for v in (parts.get(part, ""), value) if v)


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
