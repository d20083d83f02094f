"""Dated facts beside the passages: allowances, municipalities, the law behind a topic. Each with year and source."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).with_name("facts")


@dataclass(frozen=True)
class Allowance:
    """Monthly allowances of one year in euros, by class of inhabitants (4 stands for 1 to 4)."""

    year: int
    by_class: dict[int, Decimal]
    expenses: Decimal | None
    source: str


@dataclass(frozen=True)
class Municipality:
    """A municipality, its province, and its inhabitants by two counts."""

    name: str
    province: str
    inhabitants_2026: int
    inhabitants_2024: int


@dataclass(frozen=True)
class LawArticle:
    """Where the law speaks of a topic."""

    law: str
    articles: str
    url: str


@dataclass(frozen=True)
class Extra:
    """An allowance on top of the monthly one, in one year: an amount in `unit`, or None where it was not read in a source."""

    year: int
    amount: Decimal | None
    unit: str
    source: str


@dataclass(frozen=True)
class Quote:
    """Words of a passage, verbatim; " … " stands between the head of a list and its item."""

    passage: str
    sentence: str


@dataclass(frozen=True)
class Ruling:
    """What the sources say of an expense from one budget: mag, mag_niet or vraag; and what limits it (`but`)."""

    verdict: str
    quotes: tuple[Quote, ...] = ()
    but: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Expense:
    """A kind of expense: everyday words for it, and the ruling by budget."""

    name: str
    words: tuple[str, ...]
    rulings: dict[str, Ruling]


@dataclass(frozen=True)
class Budget:
    """A budget: words that name it, words that only suggest it, and the sentence that says what it is for."""

    name: str
    words: tuple[str, ...]
    weak: tuple[str, ...]
    purpose: Quote


@cache
def allowances() -> dict[int, Allowance]:
    """The years whose amounts were read in a source (never computed ones), newest last."""
    years = {}
    with (FOLDER / "vergoeding_raadsleden.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            by_class = {4: Decimal(row["klasse_1_4"]), **{n: Decimal(row[f"klasse_{n}"]) for n in range(5, 10)}}
            expenses = Decimal(row["onkostenvergoeding_pm"]) if row["onkostenvergoeding_pm"] else None
            years[int(row["jaar"])] = Allowance(int(row["jaar"]), by_class, expenses, row["bron"])
    return years


@cache
def municipalities() -> dict[str, tuple[Municipality, ...]]:
    """Municipalities by lower-case name or other name; more than one where a name is ambiguous."""
    named: dict[str, list[Municipality]] = {}
    by_code = {}
    with (FOLDER / "gemeenten.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found = Municipality(row["gemeente"], row["provincie"], int(row["inwoners"]),
                                 int(row["inwoners_2024_01_01"] or row["inwoners"]))
            by_code[row["gemeentecode"]] = found
            named.setdefault(found.name.lower(), []).append(found)
    with (FOLDER / "gemeente_alias.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            places = named.setdefault(row["alias"].lower(), [])
            if by_code[row["gemeentecode"]] not in places:
                places.append(by_code[row["gemeentecode"]])
    return {name: tuple(places) for name, places in named.items()}


@cache
def law_articles() -> dict[str, LawArticle]:
    """The law behind each topic that has one, and behind single passages (by their id) where it is another article."""
    rows = yaml.safe_load((FOLDER / "wet.yml").read_text(encoding="utf-8"))
    return {topic: LawArticle(**row) for topic, row in rows.items()}


@dataclass(frozen=True)
class Activity:
    """One of the activities of the booklet's table: its name there, how the bot calls it, and how people do.

    names: the whole. weak: words that count only where no other activity is named. parts: what falls under it and is added up,
    with other words for it.
    """

    name: str
    short: str
    names: tuple[str, ...]
    weak: tuple[str, ...]
    parts: dict[str, tuple[str, ...]]


@cache
def activities() -> tuple[Activity, ...]:
    """The twelve activities of the table for the use of time, in its order."""
    rows = yaml.safe_load((FOLDER / "activiteiten.yml").read_text(encoding="utf-8"))["activities"]
    return tuple(Activity(row["name"], row["short"], tuple(row["names"]), tuple(row["weak"]),
                          {part: tuple(words) for part, words in row["parts"].items()}) for row in rows)


@cache
def time_labels() -> dict[str, str]:
    """The words above the columns of the table and in the chart."""
    return dict(yaml.safe_load((FOLDER / "activiteiten.yml").read_text(encoding="utf-8"))["labels"])


@dataclass(frozen=True)
class Organisation:
    """Whom a councillor may reach: how a sentence names it, the passages that hold its contact data, and other names."""

    topic: str
    name: str
    passages: tuple[str, ...]
    words: tuple[str, ...]


@cache
def organisations() -> dict[str, Organisation]:
    """The organisations with a contact card, by topic."""
    rows = _contact()["organisations"]
    return {topic: Organisation(topic, row["name"], tuple(row["passages"]), tuple(row["words"])) for topic, row in rows.items()}


def contact_labels() -> dict[str, str]:
    """The word before each way to reach someone."""
    return dict(_contact()["labels"])


def contact_asked() -> dict[str, str]:
    """How a sentence names what was asked for."""
    return dict(_contact()["asked"])


@cache
def _contact() -> dict:
    return yaml.safe_load((FOLDER / "contact.yml").read_text(encoding="utf-8"))


@cache
def hard_words() -> dict[str, str]:
    """Hard words of the sources and their meaning in plain Dutch; ValueError when the file is no list of words."""
    path = FOLDER / "words.yml"
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: found no YAML ({error}). Expected lines such as: kaders: \"de grenzen\"") from error
    if not isinstance(listed, dict):
        raise ValueError(f"{path}: found {type(listed).__name__}. Expected lines such as: kaders: \"de grenzen\"")
    bare = [str(word) for word, meaning in listed.items() if not meaning]
    if bare:
        raise ValueError(f"{path}: found no meaning of {', '.join(bare)}. Expected lines such as: kaders: \"de grenzen\"")
    return {str(word): str(meaning) for word, meaning in listed.items()}


@cache
def extra_allowances() -> dict[str, Extra]:
    """The allowances on top of the monthly one, by name, each with its year, unit and source."""
    with (FOLDER / "toelagen.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    amount = lambda row: Decimal(row["bedrag"]) if row["bedrag"] else None
    return {row["toelage"]: Extra(int(row["jaar"]), amount(row), row["eenheid"], row["bron"]) for row in rows}


@dataclass(frozen=True)
class CouncilSize:
    """How many members a council has up to so many inhabitants (None: any number), and the law that says so."""

    members: int
    most: int | None
    source: str


@cache
def council_sizes() -> tuple[CouncilSize, ...]:
    """The law's table of members by inhabitants, smallest first."""
    with (FOLDER / "zetels.csv").open(encoding="utf-8") as lines:
        return tuple(CouncilSize(int(row["raadsleden"]), int(row["tot_en_met_inwoners"]) if row["tot_en_met_inwoners"] else None,
                                 row["bron"]) for row in csv.DictReader(lines))


@cache
def budgets() -> dict[str, Budget]:
    """The budgets that a member may spend from, by name (fractiebudget, opleiding, onkosten)."""
    return {name: Budget(name, tuple(row["woorden"]), tuple(row.get("zwak", ())),
                         Quote(row["doel"]["passage"], row["doel"]["zin"]))
            for name, row in _spending()["budgetten"].items()}


@cache
def expenses() -> tuple[Expense, ...]:
    """Kinds of expenses with what the sources say of each; the first that fits counts."""
    table = _spending()
    said = {name: Quote(row["passage"], row["zin"]) for name, row in table["zinnen"].items()}
    quoted = lambda names: tuple(said[name] for name in names)
    return tuple(
        Expense(name, tuple(row["woorden"]), {
            budget: Ruling(ruling["oordeel"], quoted(ruling.get("zinnen", ())), quoted(ruling.get("maar", ())))
            for budget, ruling in row.items() if budget in table["budgetten"]})
        for name, row in table["uitgaven"].items())


@cache
def wishes() -> dict[str, dict]:
    """Words by which a story tells its goal (duidelijk, vaag), whether it is on the agenda, and its haste, by value."""
    return yaml.safe_load((FOLDER / "wensen.yml").read_text(encoding="utf-8"))


def _spending() -> dict:
    return yaml.safe_load((FOLDER / "uitgaven.yml").read_text(encoding="utf-8"))
