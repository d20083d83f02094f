"""Help with a place that is no municipality: its name as typed, and the municipalities like it. Pure functions."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from actions.context import EMPTY
from actions.vergoeding_rules import find_municipality, plain
from knowledge.facts import municipalities

ALIKE = 72  # likeness (0..100) from which a municipality is suggested
MOST = 3
LONGEST = 3  # words of the name of a place
AROUND = EMPTY | frozenset("""
    woon wonen woont zit zitten gemeente gemeenteraad dorp dorpje plaats plaatsje stad stadje kern wijk buurt raad
    raadslid raadsleden ons onze mijn hier heet namelijk sorry bedoel bedoelde geloof denk volgens mij voor als te uit
    dus gewoon hallo hoi ja nee ok veel weinig idee geen weet weten niet genoeg groot klein kleine grote middelgroot
    middelgrote later straks aantal inwoners mensen getal nummer euro bedrag jaar maand per vergoeding krijg krijgt
    verdien verdient verdienen bereken berekenen reken uitrekenen hoeveel bedoelen help onbekend zoiets iets wacht stop
    opnieuw vanavond januari februari maart april mei juni juli augustus september oktober november december geld
    salaris fractie partij college wethouder burgemeester landelijk nederland provincie exact precies ongeveer
""".split())
NAMED = re.compile(r"\b(?:in|uit|te|gemeente|dorp|raad van)\s+(?P<name>['’]?[^\W\d_][\w'’-]{3,}(?:\s[A-Z][\w'’-]+)?)\s*[?.!]*$")


def place_in(text: str) -> str | None:
    """The name of a place in an answer to the question which municipality it is, or None when nothing looks like one."""
    said = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if plain(word) not in AROUND]
    if re.search(r"\d", text) or not 1 <= len(said) <= LONGEST or max(len(word) for word in said) < LONGEST + 1:
        return None
    return " ".join(said)


def unknown_place(text: str) -> str | None:
    """The place that a wish ends with ("wat krijg ik in Bennekom?") and that is no municipality, or None."""
    found = NAMED.search(text.strip())
    if not found or plain(found["name"]) in AROUND or find_municipality(found["name"]):
        return None
    return found["name"]


def look_alikes(name: str) -> list[str]:
    """Municipalities whose name looks like this one, the likest first, at most MOST."""
    named = {plain(known): places for known, places in municipalities().items()}
    found = process.extract(plain(name), list(named), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST * 2)
    return list(dict.fromkeys(place.name for known, _, _ in found for place in named[known]))[:MOST]
