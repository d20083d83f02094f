"""Rules of "mag dit?": which expense and which budget a text names, and what the sources say of it. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from actions.dutch_numbers import fold
from actions.lexicon_rules import pattern, stands
from knowledge.facts import Budget, Expense, Ruling, budgets, expenses

LONG, ALIKE = 7, 87  # letters from which a word may be misspelt, and how alike (0..100) it must be
MAG, MAG_NIET, VRAAG = "mag", "mag_niet", "vraag"
# Somebody asks whether something may be paid, or tells that it was; and words that speak of money at all.
ASKS = re.compile(r"\b(?:mag|mogen|kan|kun|kunnen|moet|is het (?:ok|goed)|valt|vallen|hoort|horen|krijg ik|wie betaalt|"
                  r"toegestaan|ja of nee|ok)\b")
MONEY = re.compile(r"\b(?:(?:ge)?decl\w+|betaa?l\w*|betalen|vergoed\w*|bekostig\w*|kosten|geld|budget\w*|pot(?:je)?|kopen|"
                   r"aanschaffen|gekocht|"
                   r"uitgeven|besteden|terugkrijgen|indienen|rekening|bonnetje\w*|euro)\b")
FROM = r"(?:uit|van|op|met) (?:het |de |ons |onze |mijn |mn |m'n |die |dat |t |'t )?"
# Where no budget is named or suggested the text must speak of paying: "kan de raad een potje maken voor onderzoek" does not.
PAYS = re.compile(r"\b(?:(?:ge)?decl\w+|betaa?l\w*|betalen|vergoed\w*|bekostig\w*|kopen|aanschaffen|gekocht|"
                  r"terugkrijgen|op kosten van)\b")
# "en een etentje?" goes on about the budget before it.
GOES_ON = re.compile(r"^\W*(?:(?:ok[eé]?|ja|nee|goed|dus|nou|prima)\W+)*(?:en|of|maar)\b|\bdan\W*$", re.IGNORECASE)
# Who speaks is no expense: "fractieassistent hier, …", "als griffiemedewerker …".
SPEAKER = re.compile(r"^\W*(?:als \w+|ik ben (?:een |de )?\w+|\w+ hier)\b")
# A question about the budget as a whole, not about one expense: "waar mag het fractiebudget aan op?".
WHOLE = re.compile(r"\b(?:waar(?:aan|voor|uit|van)?|welke|wat (?:mag|mogen|kan|kunnen|valt|moet|is|zijn)|hoe(?:veel)?|wie|"
                   r"wanneer|hoogte|lijst(?:je)?|"
                   r"regels|verordening|voorbeelden?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Spending:
    """An expense that somebody asks about (None: no known word names it) and the budget (None: not named).

    sure: the budget is named, and not only suggested by a word such as "declareren".
    """

    expense: Expense | None
    budget: Budget | None
    sure: bool = False


@dataclass(frozen=True)
class Judged:
    """What is said of one budget: mag, mag_niet or vraag, with the sentences of the source."""

    budget: Budget
    ruling: Ruling


@lru_cache(maxsize=64)  # one turn asks it of the same text several times, as all of these
def read_spending(text: str, budget: str | None = None) -> Spending:
    """The expense and the budget that a text names; `budget`: the one that was named before, for when this text names none."""
    text = spelled(text)
    named = next((b for b in budgets().values() if _names(b.words, text)), None)
    suggested = named or next((b for b in reversed(budgets().values()) if _names(b.weak, text)), None)
    before = budgets().get(budget or "")
    return Spending(expense_in(text), named or before or suggested, bool(named or before))


@lru_cache(maxsize=64)
def expense_in(text: str) -> Expense | None:
    """The first expense of the table that a text names, or None; a budget's own name is no expense."""
    bare = SPEAKER.sub(" ", spelled(text))
    for budget in budgets().values():
        for word in budget.words:
            bare = pattern(word).sub(" ", bare)
    return next((expense for expense in expenses() if _names(expense.words, bare)), None)


@lru_cache(maxsize=64)
def spelled(text: str) -> str:
    """A text in lower case in which long words of the table are put right where they are misspelt ("fractiebugdet")."""
    known = vocabulary()
    return " ".join(_likest(word, known) for word in re.findall(r"[\w'’+-]+", fold(text)))


@cache
def vocabulary() -> frozenset[str]:
    """The long single words of the table, in lower case."""
    listed = [*(b.words for b in budgets().values()), *(e.words for e in expenses())]
    words = {fold(part).strip("*") for words in listed for word in words for part in word.split(" + ")}
    return frozenset(word for word in words if len(word) >= LONG and word.isalpha())


def _likest(word: str, known: frozenset[str]) -> str:
    if len(word) < LONG or word in known:
        return word
    near = [other for other in known if other[0] == word[0] and abs(len(other) - len(word)) <= 1]  # "fracties" is no "fractiekas"
    found = process.extractOne(word, near, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[0] if found else word


def asks_spending(text: str) -> bool:
    """Whether a text asks if one expense may be paid, so that the table and not the search should answer."""
    found = read_spending(text)
    plain = fold(text)
    if found.expense is None or found.sure:
        return found.expense is not None
    return bool(MONEY.search(plain)) if found.budget else bool(PAYS.search(plain) and ASKS.search(plain))


def asks_unknown(text: str) -> bool:
    """Whether a text asks if something that the table does not know may be paid from a budget that it names.

    "mag een bril van de onkosten" does; "kan de raad het fractiebudget verhogen" spends nothing from it.
    """
    plain = fold(text)
    spent = any(re.search(rf"\b{FROM}{pattern(word).pattern}", plain) for budget in budgets().values() for word in budget.words)
    return spent and bool(ASKS.search(plain)) and expense_in(text) is None and not asks_whole(text)


def asks_whole(text: str) -> bool:
    """Whether a text that names no expense asks about a budget as a whole, which the passages answer."""
    return expense_in(text) is None and bool(WHOLE.search(fold(text)))


def judge(asked: Spending) -> tuple[Judged, ...]:
    """What the sources say of an expense: of its budget, else of every budget that they speak of, the clearest first.

    Empty when neither the budget is known nor any source speaks of the expense.
    """
    rulings = asked.expense.rulings if asked.expense else {}
    own = rulings.get(asked.budget.name) if asked.budget else None
    if asked.budget and (asked.sure or own):
        return (Judged(asked.budget, own or Ruling(VRAAG)),)
    spoken = [Judged(budgets()[name], ruling) for name, ruling in rulings.items() if ruling.quotes]
    spoken.sort(key=lambda judged: judged.ruling.verdict == VRAAG)
    if not spoken and asked.budget:
        return (Judged(asked.budget, Ruling(VRAAG)),)
    return tuple(spoken)


def fragments(sentence: str) -> list[str]:
    """The parts of a quoted sentence that each stand verbatim in the passage."""
    return sentence.split(" … ")


def _names(listed: tuple[str, ...], text: str) -> bool:
    plain = fold(text)
    return any(all(stands(part, plain) for part in parts) for parts in _together(listed))


@cache
def _together(listed: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The words that must stand in a text together, entry by entry."""
    return tuple(tuple(word.split(" + ")) for word in listed)
