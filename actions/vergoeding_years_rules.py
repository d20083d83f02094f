"""Years of the allowance that somebody asks for, and what can be shown: only what a source says. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.dutch_numbers import DATE, PHONE, fold
from actions.vergoeding_rules import BROCHURE, NEWEST
from knowledge.facts import Allowance, allowances

FOUR_DIGITS = re.compile(r"(?<![\d.,€/-])(?<!€ )(?<!artikel )(?:19[89]\d|20[0-4]\d)(?![\d%/-]|[.,]\d|\s*(?:inw|mensen|zielen|"
                         r"bewoners|euro|eur\b|k\b|€|zetels|stemmen|woningen))")
SHORT_YEAR = re.compile(r"(?<!\w)['’](?P<two>[0-4]\d)(?!\d)")
AGO = {"vorig jaar": -1, "afgelopen jaar": -1, "jaar hiervoor": -1, "jaar ervoor": -1, "volgend jaar": 1, "komend jaar": 1,
       "een jaar geleden": -1, "twee jaar geleden": -2, "2 jaar geleden": -2, "drie jaar geleden": -3, "3 jaar geleden": -3}
EVERY = re.compile(r"\b(?:alle|andere|elk|ieder) jaren?\b|\bvan jaar tot jaar\b|\bdoor de jaren\b|\bjaren op een rij\b")


@dataclass(frozen=True)
class YearAsked:
    """A year that somebody asks for: its allowances, or None where they were read in no source; then the nearest years."""

    year: int
    allowance: Allowance | None
    nearest: tuple[Allowance, ...] = ()


def asked_years(text: str, this_year: int) -> tuple[int, ...]:
    """The years that a text names, in its order; all known years for "alle jaren"; none when it names no year.

    this_year: the year in which the question is asked, for "vorig jaar".
    """
    plain = fold(text)
    if EVERY.search(plain):
        return tuple(allowances())
    plain = PHONE.sub(" ", DATE.sub(" ", plain))
    found = [(match.start(), int(match[0])) for match in FOUR_DIGITS.finditer(plain)]
    found += [(match.start(), 2000 + int(match["two"])) for match in SHORT_YEAR.finditer(plain)]
    found += [(plain.index(words), this_year + step) for words, step in AGO.items() if step and words in plain]
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def other_years(years: tuple[int, ...]) -> tuple[YearAsked, ...]:
    """What to show of the asked years; none when the usual answer (the booklet's year and the newest) covers them all."""
    if set(years) <= {BROCHURE, NEWEST}:
        return ()
    return tuple(YearAsked(year, allowances().get(year), nearest(year)) for year in years)


def nearest(year: int) -> tuple[Allowance, ...]:
    """The last known year before `year` and the first one after it, as far as they are there."""
    known = allowances()
    before, after = [y for y in known if y < year], [y for y in known if y > year]
    return tuple(known[y] for y in (*before[-1:], *after[:1]))
