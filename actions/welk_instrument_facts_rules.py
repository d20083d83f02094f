"""What a story says of goal, agenda and haste, wherever it stands: rules over a lexicon, with negation. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.dutch_numbers import fold
from actions.lexicon_rules import pattern, says
from knowledge.facts import wishes

YES, NO, UNKNOWN = "ja", "nee", "weet_niet"
PLAIN, VAGUE = "duidelijk", "vaag"
WISH = re.compile(r"\b(?:wil|willen|wilde|wilden|zou graag|zouden graag|doel is|gaat (?:mij|me|ons) om|het liefst|hoop|hopen|"
                  r"bedoeling)\b")
NEGATED = re.compile(r"\b(?:geen|niet|nooit|zonder)\s+(?:(?:om|alleen|gewoon|per se|meteen|een|de|het)\s+)*$")
CLAUSE = re.compile(r"[.,;:!?\n]+|\b(?:maar|want|omdat|terwijl)\b")
# "te snel" and "hoe snel" tell of something else than haste.
OTHER_SNEL = re.compile(r"\b(?:te|hoe) (?:snel|hard)\b")
ASKS_BOT = re.compile(
    r"^\W*(?:(?:nee|ja|ok[e]?|maar|en|eh|wacht|even|eerst)\W+)*"
    r"(?:wat (?:is|zijn|betekent|houdt|doet|kost|bedoel\w*)\b(?! er (?:aan|mis|gebeurd))|"
    r"hoe (?:werkt|gaat dat|gaat een|dien|vraag|lang|zit)|"
    r"wanneer (?:zet|gebruik|mag|kan)|wie (?:is|zijn|doet|mag|bepaalt)|waar staat|leg uit|mag (?:ik|een|je) |verschil tussen)")


@dataclass(frozen=True)
class Facts:
    """What is known of a wish: its goal, whether it is on the agenda, whether it is urgent; None: not told."""

    goal: str | None = None
    agenda: str | None = None
    urgent: str | None = None


def read_facts(text: str) -> Facts:
    """The facts that a text tells, wherever they stand."""
    plain = fold(text)
    return Facts(read_goal(plain), read_agenda(plain), read_urgent(plain))


def asks_bot(text: str) -> bool:
    """Whether a text asks the bot for an explanation ("wat is een motie?"), so that its words tell no facts."""
    return bool(ASKS_BOT.search(fold(text)))


def read_goal(plain: str) -> str | None:
    """What somebody wants, from a folded text; None when nothing says it, or two things do so alike.

    What follows on a wish ("ik wil …") counts before the rest of a story, plain words before vague ones.
    """
    wished = [match.end() for match in WISH.finditer(plain)]
    parts = [*(plain[at:] for at in (*wished[-1:], *wished[:1])), plain]
    for part in parts:
        found = goals_in(part, PLAIN)
        if found:
            return found[0]
    vague = goals_in(parts[0], VAGUE)
    return vague[0] if len(vague) == 1 else None


def goals_in(plain: str, level: str) -> list[str]:
    """Goals whose words stand in a folded text and are not denied ("geen onderzoek"), the first said first."""
    said: dict[str, int] = {}
    for goal, words in wishes()["doel"].items():
        starts = [match.start() for word in words[level] for match in pattern(word).finditer(plain)
                  if not NEGATED.search(plain[:match.start()])]
        if starts:
            said[goal] = min(starts)
    return sorted(said, key=lambda goal: said[goal])


def read_agenda(plain: str) -> str | None:
    """Whether a folded text says that the subject is on the agenda; of several mentions the last counts."""
    agenda = wishes()["agenda"]
    if says(agenda[UNKNOWN], plain):
        return UNKNOWN
    said = None
    for clause in CLAUSE.split(plain):
        said = NO if says(agenda[NO], clause) else YES if says(agenda[YES], clause) else said
    return said


def read_urgent(plain: str) -> str | None:
    """Whether a folded text says that there is haste, or that there is none."""
    haste, rest = wishes()["haast"], OTHER_SNEL.sub(" ", plain)
    if says(haste[NO], rest):
        return NO
    return YES if says(haste[YES], rest) else None
