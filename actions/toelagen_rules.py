"""Rules of the allowances on top: which functions a text names, the members of a fractie, and the amounts. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from actions.dutch_numbers import fold, word_value
from knowledge.facts import extra_allowances

LARGEST = 45  # seats of the largest council (Gemeentewet, artikel 8)
FUNCTIONS = {
    "fractievoorzitter": r"fr?actie ?voorz\w*|fractieleid\w*|fractievz|voorzitter van (?:de|onze|mijn|een) fractie|"
                         r"(?:leid|leiden|leider van) (?:de|onze|mijn) fractie",
    "vertrouwenscommissie": r"vertrouw\w*commissie|vertrouwens commissie|nieuwe burgemeester (?:uit)?zoek\w*|zoek\w* (?:naar |"
                            r"mee naar )?een nieuwe burgemeester",
    "onderzoekscommissie": r"onderzoeks? ?commissie|enquetecommissie",
    "bijzondere_commissie": r"bijzondere? commissie|werkgeverscommissie",
    "commissievoorzitter": r"commissie ?voorz\w*|commissie (?:voor)?zit|"
                           r"voorzitter van (?:de|een|onze) (?:\w+ )?(?:raads)?commissie",
    "rekenkamer": r"rekenkamer ?(?:functie|commissie)?\w*",
}
MONEY = re.compile(r"\b(?:toelage\w*|toeslag\w*|extra|erbij|bij|bovenop|krijg\w*|vergoeding\w*|vergoding|geld|euro|hoeveel|"
                   r"meer|bedrag|betaald|verdien\w*|plus\w*)\b")
TOGETHER = {"tweeen": 2, "drieen": 3, "vieren": 4, "vijven": 5, "zessen": 6, "zevenen": 7, "achten": 8, "negenen": 9,
            "tienen": 10, "elven": 11, "twaalven": 12}
ALONE = re.compile(r"\beenmans ?fractie|\beenpitter|\bik ben (?:maar )?alleen\b|\balleen ik\b|\bin mijn eentje\b")
COUNT = r"(?P<count>\d{1,2}|[a-z]+)"
UNIT = r"(?:man|mensen|leden|fractieleden|raadsleden|zetels|personen|vrouw|zetel|lid)"
MEMBERS = re.compile(rf"\b{COUNT} {UNIT}\b|\bfractie van (?P<of>\d{{1,2}}|[a-z]+)\b|\bmet (?:z['’]?n|zijn|ons) (?P<with>\w+)\b|"
                     rf"\bmet (?P<us>\d{{1,2}}) man\b")
BARE = re.compile(r"^\W*(?:en |of |nee |sorry |ok[e]? |met |we zijn met |wij zijn met |het zijn er |dat zijn er |ongeveer |"
                  r"maar )*(?P<count>\d{1,2}|[a-z]+)\W*$")


@dataclass(frozen=True)
class ChairAllowance:
    """What a fractievoorzitter gets a month in euros, when all members count and when only the others do."""

    year: int
    members: int
    all_count: Decimal
    others_count: Decimal
    source: str


def functions_in(text: str) -> tuple[str, ...]:
    """The functions with an allowance that a text names."""
    plain = fold(text)
    return tuple(name for name, pattern in FUNCTIONS.items() if re.search(rf"\b(?:{pattern})\b", plain))


def asks_extra(text: str) -> bool:
    """Whether a text asks what a function pays."""
    return bool(functions_in(text)) and bool(MONEY.search(fold(text)))


def members_in(text: str, bare: bool = False) -> int | None:
    """The members of a fractie in a text (1 to LARGEST), or None; bare: the text answers how many there are."""
    plain = fold(text)
    if ALONE.search(plain):
        return 1
    counts = [next(group for group in match.groups() if group) for match in MEMBERS.finditer(plain)]
    if bare and (alone := BARE.search(plain)):
        counts.append(alone["count"])
    values = [value for count in counts if (value := _count(count)) is not None]
    return next((value for value in values if 1 <= value <= LARGEST), None)


def chair_allowance(members: int) -> ChairAllowance:
    """The allowance of the chair of a fractie; ValueError when no fractie has so many members.

    The table says "per lid" and not whether the chair counts as one, so both are computed.
    """
    if not 1 <= members <= LARGEST:
        raise ValueError(f"Found a fractie of {members} members. Expected 1 to {LARGEST}.")
    base, each = extra_allowances()["fractievoorzitter_basis"], extra_allowances()["fractievoorzitter_per_lid"]
    most = extra_allowances()["fractievoorzitter_hoogste"]
    assert base.amount is not None and each.amount is not None and most.amount is not None
    amount = lambda counted: min(base.amount + each.amount * counted, most.amount)
    return ChairAllowance(base.year, members, amount(members), amount(members - 1), base.source)


def _count(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return TOGETHER.get(word) or word_value(word)
