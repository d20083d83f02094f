"""Hours as people type them in Dutch: "1,5", "anderhalf uur", "90 min", "2u30", "een uurtje of 3". Pure functions.

Everything is counted in whole minutes, so that a third of an hour adds up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.dutch_numbers import TENS, UNITS, fold, word_value

WEEK = 168 * 60  # minutes of a week
TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[½¼¾]|[^\W\d_]+(?:[-'’][^\W\d_]+)*|->|=>|[^\w\s]|\n")
HOUR = frozenset("u uur uren uurtje uurtjes h hr hrs".split())
MINUTE = frozenset("m min mins minuut minuten minuutje minuutjes".split())
QUARTER = frozenset("kwartier kwartieren kwartiertje kwartiertjes".split())
SIGNS = {"½": 30, "¼": 15, "¾": 45}
ZERO = frozenset("niks niets nul geen nooit nihil noppes nada nvt".split())
NO_ZERO = frozenset("idee zin benul flauw".split())  # "geen idee" is no number
TIMES = frozenset("x keer maal ×".split())
COUNTED = frozenset("""vergaderingen raadsvergaderingen commissievergaderingen fractievergaderingen avonden ochtenden middagen
    dagen bijeenkomsten keer""".split())  # "2 vergaderingen" is no time, "2 vergaderingen van 3 uur" is
COUNTED_TOO = frozenset("overleggen bezoeken werkbezoeken gesprekken cursussen trainingen sessies blokken".split())
CLOCK = re.compile(r"(\d+)\.(15|30|45)")  # "1.30" is half past, "1.25" and "1,3" are decimals


@dataclass(frozen=True)
class Word:
    """One token of a text: as it is compared (lower case, no accents), as it was typed, and whether it touches the one before."""

    text: str
    typed: str
    glued: bool


@dataclass(frozen=True)
class Hours:
    """An amount of time in a text: minutes, the number of tokens that it takes, and whether a unit stood with it."""

    minutes: int
    size: int
    unit: bool


def words_of(text: str) -> list[Word]:
    """The tokens of a text in order."""
    found, end = [], 0
    for match in TOKEN.finditer(text):
        found.append(Word(fold(match[0]), match[0], match.start() == end and bool(found)))
        end = match.end()
    return found


def hours_at(words: list[Word], at: int) -> Hours | None:
    """The amount of time that begins at a token, or None."""
    word = words[at].text
    if word in ZERO:
        return None if at + 1 < len(words) and words[at + 1].text in NO_ZERO else _with_unit(words, at, 0, 1)
    if word in ("min", "minus", "-", "−"):
        return None
    if at + 1 < len(words) and words[at + 1].text in COUNTED:
        return _product(words, at)
    bare = Hours(60, 1, True) if word == "uurtje" else None
    return _product(words, at) or _round_about(words, at) or _single(words, at) or bare


def read_hours(text: str) -> int | None:
    """Minutes in a text that names one amount of time and little else ("ongeveer anderhalf uur" → 90), or None."""
    words = words_of(text)
    found, at = [], 0
    while at < len(words):
        amount = hours_at(words, at)
        if amount and at and words[at - 1].text in ("-", "−", "min", "minus"):
            return None
        found += [amount.minutes] if amount else []
        at += amount.size if amount else 1
    return found[0] if len(found) == 1 else None


def _product(words: list[Word], at: int) -> Hours | None:
    """ "2 x 3 uur", "drie avonden van 2,5 uur": so many times an amount with its unit."""
    count = _whole(words[at])
    if count is None or at + 2 >= len(words):
        return None
    counted = words[at + 1].text in COUNTED | COUNTED_TOO and words[at + 1].text not in TIMES
    if words[at + 1].text not in TIMES and not counted:
        return None
    behind = at + 2
    if words[behind].text in ("van", "a"):
        behind += 1
    each = _single(words, behind) if behind < len(words) else None
    if each is None or (counted and not each.unit):
        return None
    return Hours(count * each.minutes, behind - at + each.size, True)


def _round_about(words: list[Word], at: int) -> Hours | None:
    """ "een uurtje of 3", "uur of vier", "een minuut of twintig"."""
    start = at + 1 if words[at].text in ("een", "n") else at
    if start + 2 >= len(words) or words[start + 1].text != "of":
        return None
    each = 60 if words[start].text in ("uur", "uurtje") else 1 if words[start].text in ("minuut", "minuutje") else None
    number = _number(words, start + 2) if each else None
    return Hours(round(number[0] * each / 60), start - at + 2 + number[1], True) if number else None


def _single(words: list[Word], at: int) -> Hours | None:
    number = _number(words, at)
    return _with_unit(words, at, *number) if number else None


def _with_unit(words: list[Word], at: int, minutes: int, size: int) -> Hours | None:
    """An amount with the unit behind it; without one the number counts hours. "Een" counts only before a unit."""
    behind = words[at + size].text if at + size < len(words) else ""
    if behind in HOUR:
        more = _minutes_behind(words, at + size + 1)
        return Hours(minutes + more[0], size + 1 + more[1], True)
    if behind in MINUTE:
        return Hours(round(minutes / 60), size + 1, True)
    if behind in QUARTER:
        return Hours(round(minutes / 4), size + 1, True)
    if behind == ":" and words[at + size].glued and (past := _clock(words, at + size + 1)) is not None:
        return Hours(minutes + past, size + 2, True)
    if words[at].text in QUARTER | {"halfuur", "halfuurtje"}:
        return Hours(minutes, size, True)
    return None if size == 1 and _is_article(words[at]) else Hours(minutes, size, False)


def _minutes_behind(words: list[Word], at: int) -> tuple[int, int]:
    """The minutes behind "2 uur", "2u", and the tokens that they take: "30", "en een kwartier", "15 min"."""
    start = at + 1 if at < len(words) and words[at].text == "en" else at
    if start >= len(words):
        return 0, 0
    if words[start].text == "een" and words[start + 1:] and words[start + 1].text in ("half", "halve"):
        return 30, start - at + 2  # "2 uur en een half"
    number = _number(words, start)
    behind = words[start + number[1]].text if number and start + number[1] < len(words) else ""
    if number and behind in MINUTE | QUARTER:
        return round(number[0] / (60 if behind in MINUTE else 4)), start - at + number[1] + 1
    if start == at and (words[at].glued or len(words[at].text) == 2) and (past := _clock(words, at)) is not None:
        return past, 1
    if words[start].text in QUARTER:
        return 15, start - at + 1
    return 0, 0


def _clock(words: list[Word], at: int) -> int | None:
    """The two digits of the minutes of an hour, or None."""
    return int(words[at].text) if at < len(words) and re.fullmatch(r"[0-5]\d", words[at].text) else None


def _number(words: list[Word], at: int) -> tuple[int, int] | None:
    """A number at a token, as minutes were it hours, and the tokens that it takes."""
    found = _plain_number(words, at)
    if found is None:
        return None
    minutes, size = found
    rest = [word.text for word in words[at + size:at + size + 3]]
    if rest and words[at + size].typed in SIGNS and minutes % 60 == 0:
        return minutes + SIGNS[words[at + size].typed], size + 1
    if rest[:1] == ["en"] and len(rest) > 1 and rest[1] in TENS and words[at].text in UNITS and 0 < minutes < 600:
        return minutes + TENS[rest[1]] * 60, size + 2  # "drie en twintig"
    if rest[:3] in (["en", "een", "half"], ["en", "een", "halve"]):
        return minutes + 30, size + 3
    if rest[:2] == ["en", "half"]:
        return minutes + 30, size + 2
    if minutes == 180 and rest[:1] == ["kwart"]:
        return 45, size + 1  # "drie kwart uur"
    return found


def _plain_number(words: list[Word], at: int) -> tuple[int, int] | None:
    word = words[at].text
    if re.fullmatch(r"\d{1,6}(?:[.,]\d{1,12})?", word):  # no week has more
        past = CLOCK.fullmatch(word)
        return (int(past[1]) * 60 + int(past[2]) if past else round(float(word.replace(",", ".")) * 60)), 1
    if words[at].typed in SIGNS:
        return SIGNS[words[at].typed], 1
    if word in ("een", "n") and at + 1 < len(words) and words[at + 1].text in (
            {"half", "halve", "halfuur", "halfuurtje", "kwart", "anderhalf", "anderhalve", "driekwart"}):
        inner = _plain_number(words, at + 1)
        return (inner[0], inner[1] + 1) if inner else None
    fixed = {"anderhalf": 90, "anderhalve": 90, "half": 30, "halve": 30, "halfuur": 30, "halfuurtje": 30, "kwart": 15,
             "kwartier": 15, "kwartiertje": 15, "driekwart": 45, "driekwartier": 45}
    if word in fixed:
        return fixed[word], 1
    whole = _whole(words[at])
    if whole is not None:
        return whole * 60, 1
    half = re.fullmatch(r"(\w+?)(?:en|n)(?:een)?(?:half|halve)", word)
    before = word_value(half[1]) or word_value(half[1] + "e") if half else None
    return (before * 60 + 30, 1) if before else None


def _whole(word: Word) -> int | None:
    """A whole number in digits or as a word; "en" and the like are none."""
    if word.text.isdigit():
        return int(word.text) if len(word.text) <= 6 else None
    value = word_value(word.text) if len(word.text) > 2 and word.text.isalpha() else None
    return value if value is not None and (word.text in UNITS or value > 12) else None


def _is_article(word: Word) -> bool:
    """Whether "een" stands there as an article: without an accent."""
    return word.text in ("een", "n") and word.typed.lower() in ("een", "n")


def spell_hours(minutes: int) -> str:
    """Minutes as hours with a decimal comma: 90 → "1,5"."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",")
