"""Amounts of money as people type them: "€ 1.200", "1200 euro", "duizend euro", "ik krijg toch 1200?". Pure functions."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.dutch_numbers import MONEY_AHEAD, fold, word_value

DIGITS = r"\d{1,3}(?:[. ]\d{3}){1,4}(?!\d)|\d+"
CENTS = r"(?:[.,](?P<{0}cents>\d{{1,2}})(?!\d)|,-+|,=)?"
MARKED = re.compile(
    rf"(?:€|\beuro|\beur)\s?(?P<a>{DIGITS}){CENTS.format('a')}(?P<ak>\s?(?:k|duizend)\b)?"
    rf"|(?<![\d.,])(?P<b>{DIGITS}){CENTS.format('b')}(?P<bk>\s?(?:k|duizend)\b)?"
    rf"\s?(?:€|euro|eur\b|pegels|ballen\b|per maand\b|p/?m\b|netto\b|bruto\b)"
    rf"|(?<![\d.,])(?P<c>{DIGITS})(?:,-+|,=|(?P<ccents>,\d\d)(?![\d.,]))", re.IGNORECASE)  # cents make any number money
WORDED = re.compile(r"\b(?P<words>[a-z]+(?: [a-z]+){0,2}) (?:euro|eur|pegels|ballen)\b")
YEARLY = re.compile(r"\bper jaar\b|\bjaarlijks\b|\bop jaarbasis\b|\bjaarbedrag\b|\bp/?j\b")
ROUGH = re.compile(r"\b(?:ongeveer|zo'?n|rond(?: de)?|circa|ca|bijna|ruim|iets (?:meer|minder) dan|net (?:geen|iets)|een dikke|"
                   r"plusminus|rond)\b|\+/-")


def read_amounts(text: str) -> list[Decimal]:
    """The amounts in euros that a text names as money, in its order; a number that nothing marks as money is none."""
    plain = fold(text)
    found = [(match.start(), _value(match)) for match in MARKED.finditer(plain)]
    taken = [match.span() for match in MARKED.finditer(plain)]
    found += [(match.start("number"), Decimal(re.sub(r"[. ](?=\d{3})", "", match["number"]).replace(",", ".")))
              for match in MONEY_AHEAD.finditer(plain)
              if not any(start <= match.start("number") < end for start, end in taken)]
    for match in WORDED.finditer(plain):
        said = match["words"].split()
        for start in range(len(said)):
            if value := word_value("".join(said[start:])):
                found.append((match.start(), Decimal(value)))
                break
    return [amount for _, amount in sorted(found, key=lambda pair: pair[0])]


def is_rough(text: str) -> bool:
    """Whether a text gives its amount as a rough one ("ongeveer 1200 euro")."""
    return bool(ROUGH.search(fold(text)))


def is_yearly(text: str) -> bool:
    """Whether a text speaks of an amount a year."""
    return bool(YEARLY.search(fold(text)))


def _value(match: re.Match) -> Decimal:
    name = next(name for name in "abc" if match[name])
    cents = (match[f"{name}cents"] or "").lstrip(",")
    scale = 1000 if name != "c" and match[f"{name}k"] else 1
    whole = re.sub(r"\D", "", match[name])
    return Decimal(f"{whole}.{cents or 0}") * scale
