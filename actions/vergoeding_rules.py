"""Rules of the allowance: class by inhabitants, amounts by year. Pure functions over the dated tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz, process

from actions.dutch_numbers import fold
from knowledge.facts import Allowance, Municipality, allowances, municipalities

# Upper bound of each class, brochure 2020 and Rechtspositiebesluit 3.1.1 (2026): the same. 4 stands for 1 to 4.
UPPER = {4: 40_000, 5: 60_000, 6: 100_000, 7: 150_000, 8: 375_000}
BROCHURE, NEWEST = 2020, 2026
# Municipalities whose name is an ordinary word too: they count only where a place is meant.
ORDINARY = frozenset("beek bergen best borne buren dongen duiven ede epe goes hoorn houten huizen hulst kampen leiden "
                     "losser putten sluis stein tiel weert".split())
AFTER_IN = re.compile(r"\b(?:in|gemeente) (\w{7,})")  # a word so long can be a misspelt municipality
ALIKE_ENOUGH = 90  # how alike it must be, 0..100
NEAR = 0.02  # this near a boundary another count may give another class


@dataclass(frozen=True)
class Outcome:
    """The allowance for a number of inhabitants, in the booklet's year and the newest."""

    inhabitants: int
    klass: int
    then: Allowance
    now: Allowance
    near_boundary: bool

    @property
    def amount_then(self) -> Decimal:
        """Euros a month in the booklet's year."""
        return self.then.by_class[self.klass]

    @property
    def amount_now(self) -> Decimal:
        """Euros a month in the newest year."""
        return self.now.by_class[self.klass]


def class_of(inhabitants: int) -> int:
    """Class by number of inhabitants (> 0); 4 stands for classes 1 to 4."""
    if inhabitants <= 0:
        raise ValueError(f"Found {inhabitants} inhabitants. Expected more than 0.")
    return next((klass for klass, upper in UPPER.items() if inhabitants <= upper), 9)


def is_near(inhabitants: int, bounds: Iterable[int]) -> bool:
    """Whether a number of inhabitants lies so near one of `bounds` that another count may lie beyond it."""
    return any(abs(inhabitants - bound) <= NEAR * bound for bound in bounds)


def outcome(inhabitants: int, place: Municipality | None = None) -> Outcome:
    """The allowance for this number of inhabitants; for a municipality its two counts may differ in class."""
    near = is_near(inhabitants, UPPER.values()) or (place is not None and class_of(place.inhabitants_2024) != class_of(place.inhabitants_2026))
    years = allowances()
    return Outcome(inhabitants, class_of(inhabitants), years[BROCHURE], years[NEWEST], near)


def class_name(klass: int) -> str:
    """The class as the booklet names it."""
    return "1-4" if klass == 4 else str(klass)


def euros(amount: Decimal) -> str:
    """An amount as Dutch writes it: € 1.018,29."""
    return "€ " + f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def find_municipality(text: str) -> tuple[Municipality, ...]:
    """Municipalities that `text` names; several where the name is ambiguous, none where it names none.

    Names are matched as whole words; one misspelt word is forgiven when it is long enough to be sure.
    """
    named = {plain(name): places for name, places in municipalities().items()}
    clean = plain(text)
    exact = [name for name in named if f" {name} " in f" {clean} " and (len(name) > 2 or name == clean)
             and (name not in ORDINARY or is_place(name, text))]
    longest = [name for name in exact if not any(f" {name} " in f" {other} " and name != other for other in exact)]
    if longest:
        return tuple(dict.fromkeys(place for name in longest for place in named[name]))
    candidate = clean.removeprefix("gemeente ").removeprefix("in ")
    if len(candidate) < 5 or len(candidate.split()) > 4:
        return after_in(clean, named)
    best = process.extractOne(candidate, list(named), scorer=fuzz.ratio, score_cutoff=85)
    return named[best[0]] if best else ()


def after_in(clean: str, named: dict[str, tuple[Municipality, ...]]) -> tuple[Municipality, ...]:
    """Municipalities whose name stands misspelt after "in" or "gemeente" ("raadslid in apeldorn wat verdien ik")."""
    for word in AFTER_IN.findall(clean):
        best = process.extractOne(word, list(named), scorer=fuzz.ratio, score_cutoff=ALIKE_ENOUGH)
        if best:
            return named[best[0]]
    return ()


def plain(text: str) -> str:
    """Words of `text` without case, accents and punctuation ("'s-Gravenhage" → "s gravenhage")."""
    return " ".join(re.findall(r"\w+", re.sub("['’‘`]", "", fold(text))))


def is_place(name: str, text: str) -> bool:
    """Whether an ordinary word that is also a municipality ("best", "leiden") is meant as one in `text`."""
    alone = rf"^\W*{name}(?:\W*$|\s*[,.;:!?/]|\s(?:of|en)\b)|\b(?:in|uit|gemeente|raad van|stad|dorp)\s+{name}\b"
    return bool(re.search(alone, fold(text)) or re.search(rf"\w\W+{name.capitalize()}\b", text))
