"""Whether an amount that a member states is right, of another year, of another class, or in no source. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from actions.amount_rules import is_rough, is_yearly, read_amounts
from actions.vergoeding_rules import Outcome, class_of
from knowledge.facts import allowances

LEAST = 50  # euros a month below which an amount is no statement about the allowance
MONTHS = 12
ROUGHLY = Decimal("0.02")  # "bijna 2000 euro" may stand for 1.987,30


@dataclass(frozen=True)
class Claim:
    """An amount that somebody says to get, in euros a month, and how far it may differ from the true one."""

    amount: Decimal
    slack: Decimal


@dataclass(frozen=True)
class Verdict:
    """kind: klopt | ander_jaar | met_onkosten | onkosten | andere_klasse | klopt_niet; with the year or class it belongs to."""

    kind: str
    year: int | None = None
    klass: int | None = None


def claim_in(text: str) -> Claim | None:
    """The amount that a text states as what a member gets; None when it states none or several.

    A whole amount may be a rounded one (less than a euro off); "ongeveer" allows 2 %; an amount a year is divided by twelve.
    """
    amounts = [amount for amount in read_amounts(text) if amount >= LEAST]
    if len(set(amounts)) != 1:
        return None
    amount = amounts[0] / MONTHS if is_yearly(text) else amounts[0]
    exact = amounts[0] != amounts[0].to_integral_value() and not is_yearly(text)
    slack = amount * ROUGHLY if is_rough(text) else Decimal("0.005") if exact else Decimal("0.999")
    return Claim(amount, slack)


def judge_claim(claim: Claim, found: Outcome) -> Verdict:
    """What the stated amount is, for the class of `found`; the newest year counts first, computed years never."""
    now, klass = found.now, class_of(found.inhabitants)
    expenses = now.expenses or Decimal(0)
    if near(claim, now.by_class[klass]):
        return Verdict("klopt", now.year, klass)
    if near(claim, now.by_class[klass] + expenses):
        return Verdict("met_onkosten", now.year, klass)
    if near(claim, expenses):
        return Verdict("onkosten", now.year)
    for year, allowance in sorted(allowances().items(), reverse=True):
        if near(claim, allowance.by_class[klass]):
            return Verdict("ander_jaar", year, klass)
    other = next((k for k, amount in now.by_class.items() if near(claim, amount)), None)
    return Verdict("andere_klasse", now.year, other) if other else Verdict("klopt_niet")


def near(claim: Claim, amount: Decimal) -> bool:
    """Whether the claim stands for this amount."""
    return abs(claim.amount - amount) <= claim.slack
