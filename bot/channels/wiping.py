"""Whether somebody asks to have their conversation wiped, in words instead of by a button or a command. Pure functions."""

from __future__ import annotations

import re

ASK = (r"(?:(?:kun|kan|wil) (?:je|jij|u|ik)|kunt u|wilt u|ik wil|dat je|graag|nu|svp|alsjeblieft|alstublieft"
       r"|,|\s)*")
VERB = r"(?:wis|wissen|verwijder|verwijderen|delete|schrap)"
WHAT = (r"(?:alles(?: wat (?:je|u|ik)[^.?!\n]{0,40})?|alles (?:van|over) mij|(?:dit|het|ons|dat|hele|het hele|dit hele) gesprek"
        r"|(?:al |alle )?(?:mijn|mn|m'n) (?:gegevens|data|berichten|gesprek|gesprekken|chat|geschiedenis)"
        r"|(?:deze|de|hele|onze) chat|de (?:gegevens|geschiedenis|chatgeschiedenis)|gesprek|gegevens|chat"
        r"|my data|this chat|everything)")
WISHES = re.compile(rf"{ASK}(?:wis|{VERB}\s+{WHAT}|{WHAT}\s+{VERB}|vergeet (?:al )?(?:mijn gegevens|alles wat ik[^.?!\n]{{0,40}}"
                    rf"|dit gesprek)){ASK}(?:uit je geheugen)?[\s.!?]*", re.IGNORECASE)
LONGEST = 80  # characters of such a wish


def wants_wiping(text: str) -> bool:
    """Whether a typed text asks to wipe the conversation and nothing else ("wis", "verwijder dit gesprek")."""
    return len(text) <= LONGEST and bool(WISHES.fullmatch(text.strip()))
