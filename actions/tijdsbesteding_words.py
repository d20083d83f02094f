"""The words of a message about hours, each with what it is: an activity, an amount, now or wished, the rest … Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from actions.dutch_hours import Hours, Word, hours_at, words_of
from knowledge.facts import activities

ALIKE = 85  # how alike a misspelt word and a name must be, of 100
SHORTEST = 4  # letters of a word that may be a misspelt name
KINDS = {
    "now": "nu momenteel huidig huidige tegenwoordig thans",
    "wish": "wil wens wensen gewenst gewenste liever liefst ideaal ideale idealiter straks streef doel graag naar worden wordt "
            "zou willen wilde wou -> => →",
    "rest": "rest restant resterende",
    "same": "hetzelfde zelfde evenveel gelijk ongewijzigd idem",
    "more": "meer", "less": "minder",
    "add": "erbij extra bovenop erbovenop plus +",
    "day": "ma di wo do vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma. di. wo. do. vr. za. zo.",
    "often": "per elke iedere elk ieder",
    "period": "dag avond nacht ochtend werkdag maand jaar kwartaal dagelijks maandelijks jaarlijks",
    "range": "tot a of t/m - – — à",
    "sep": ", en & | ; . \n",
    "fill": "invullen invul vul bijhouden noteren doorgeven uitrekenen",
    "filler": "ik ben zit aan de het een per week ongeveer ong circa zo'n zo n ca wel nog maar ook dan voor met van op bij in "
              "te om nee ja sorry bedoel bedoelde moet zijn is toch doe besteed kwijt tijd uur uren was ff even eh uh mijn "
              "m'n m we wij er die dat dit daar ruim bijna zeker gemiddeld meestal weekend weken pw p w ( ) : / = ! ? ' \" * "
              "# kost kosten staat heb hebt hebben denk schat geloof zeg zeggen mag maak verander wijzig zet klopt niet fout "
              "goed samen totaal totaal. mij me wordt's u je jij uurtje uurtjes gaat ga komt oh o ok oke stuk allebei beide "
              "juist alledrie dus want als "
              "ofzo zoiets hoeveel weet max maximaal minimaal minstens hooguit",
}
KIND = {word: kind for kind, text in reversed(KINDS.items()) for word in text.replace(" \n", "").split(" ")} | {"\n": "sep"}
STRONG = frozenset(";.\n")  # separators after which a bare amount no longer belongs to the activity before


@dataclass(frozen=True)
class Named:
    """An activity as the user named it: its short name, the part of it that was named (or ""), whether the word is a weak one."""

    activity: str
    part: str = ""
    weak: bool = False


@dataclass(frozen=True)
class Item:
    """A piece of a message: its kind (a key of KINDS, or act, amount, negative, unknown), its text, and what it stands for."""

    kind: str
    text: str
    named: Named | None = None
    hours: Hours | None = None


@cache
def names() -> dict[tuple[str, ...], Named]:
    """Every name of an activity, as its words, and what it names."""
    found: dict[tuple[str, ...], Named] = {}
    for activity in activities():
        whole = {name: "" for name in (activity.name, *activity.names, *activity.weak)}
        parts = {name: part for part, others in activity.parts.items() for name in (part, *others)}
        for name, part in (whole | parts).items():
            found[_key(name)] = Named(activity.short, part, name in activity.weak)
    return found


def _key(name: str) -> tuple[str, ...]:
    return tuple(word.text for word in words_of(name))


def items_of(text: str) -> list[Item]:
    """The items of a message in order."""
    words, found, at = words_of(re.sub(r"\bterug naar\b", "naar", text, flags=re.IGNORECASE)), [], 0
    between = False
    while at < len(words):
        item, size = _item_at(words, at)
        between = item.text.lower() == "tussen" or between
        if between and item.text.lower() == "en":
            item, between = Item("range", item.text), False  # "tussen 3 en 4 uur"
        found.append(item)
        at += size
    return found


def _item_at(words: list[Word], at: int) -> tuple[Item, int]:
    for size in range(min(9, len(words) - at), 0, -1):
        named = names().get(tuple(word.text for word in words[at:at + size]))
        if named:
            return Item("act", " ".join(word.typed for word in words[at:at + size]), named), size
    if is_negative(words, at):
        return Item("negative", words[at].typed), 1
    amount = hours_at(words, at)
    if amount:
        return Item("amount", " ".join(word.typed for word in words[at:at + amount.size]), hours=amount), amount.size
    word = words[at].text
    if word in KIND:
        return Item(KIND[word], words[at].typed), 1
    near = misspelt(word)
    return (Item("act", words[at].typed, near) if near else Item("unknown", words[at].typed)), 1


def is_negative(words: list[Word], at: int) -> bool:
    """Whether a minus stands before a number: "lezen -3", "min 3"; not "lezen - 3", "3-4"."""
    if at + 1 >= len(words) or not words[at + 1].text[:1].isdigit():
        return False
    minus = words[at].text in "-−" and words[at + 1].glued and not words[at].glued
    return minus or words[at].text in ("min", "minus")


def misspelt(word: str) -> Named | None:
    """The activity whose name is nearly `word` ("vergadren"), or None."""
    if len(word) < SHORTEST or not word.isalpha():
        return None
    single = {key[0]: named for key, named in names().items() if len(key) == 1 and len(key[0]) >= SHORTEST}
    best = process.extractOne(word, list(single), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return single[best[0]] if best else None
