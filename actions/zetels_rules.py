"""How many members a council has, and which messages ask for that. Pure functions over the dated table."""

from __future__ import annotations

import re

from actions.vergoeding_rules import is_near
from knowledge.facts import council_sizes

# "hoeveel zetels heeft een raad", "hoe groot is de raad", "uit hoeveel leden bestaat de gemeenteraad".
ASKS = re.compile(
    r"\bhoeveel (?:raads?zetels?|zetels?|raadsleden|raadsplekken|raadsplaatsen)\b"
    r"|\bhoeveel (?:leden|mensen|man|plekken|plaatsen|stoelen)\b.{0,30}\b(?:gemeente)?raad\b"
    r"|\b(?:gemeente)?raad\b.{0,20}\bhoeveel (?:leden|mensen|man)\b"
    r"|\bhoe groot (?:is|wordt|moet) (?:de|een|onze|zo'?n) (?:gemeente)?raad\b"
    r"|\b(?:aantal|hoe zit het met het aantal) (?:raads?zetels|zetels|raadsleden)\b", re.IGNORECASE)
# What is done with seats, or whose they are: "hoeveel raadsleden moeten een motie steunen", "hoeveel zetels hebben wij nodig".
ELSE = re.compile(
    r"\b(?:nodig|moet\w*|wil\w*|minimaal|minstens|beginn?en|akkoord|teken\w*|motie\w*|amendement\w*|steun\w*|stem\w*|meerderheid|quorum|fractie\w*|partij\w*|coalitie\w*|oppositie|commissie\w*"
    r"|onderzoek\w*|interpellatie|aanwezig|vrouw\w*|jongeren|lid|doen|gebruik\w*|volgen|krijgen? (?:een|geld)|stoppen|bedreig\w*"
    r"|peiling\w*|nvvr|vereniging\w*|werk\w*|uur|uren|tijd|haal\w*|gewonnen|verloren|restzetel\w*)\b", re.IGNORECASE)
LONGEST = 25  # words


def asks_seats(text: str) -> bool:
    """Whether a text asks how many members a council has."""
    return bool(ASKS.search(text)) and not ELSE.search(text) and len(text.split()) <= LONGEST


def seats(inhabitants: int) -> int:
    """Members of the council of a municipality with so many inhabitants (> 0; ValueError else)."""
    if inhabitants <= 0:
        raise ValueError(f"Found {inhabitants} inhabitants. Expected more than 0.")
    return next(size.members for size in council_sizes() if size.most is None or inhabitants <= size.most)


def near_boundary(inhabitants: int) -> bool:
    """Whether a number of inhabitants lies so near a boundary that another count may give another number of members."""
    return is_near(inhabitants, [size.most for size in council_sizes() if size.most is not None])
