"""One turn of the conversation, read from the tracker."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasa_sdk import Tracker

TOPICS = frozenset("""raadsonderzoek interpellatie vragen initiatiefrecht budgetrecht amendement motie kaderstellen
    controleren griffie werkgeverschap fractieondersteuning ambtelijke_bijstand rekenkamer accountant
    leren_ontwikkelen vergoeding onkostenvergoeding politiek_verlof collega_raadsleden regionale_netwerken
    inwoners_achterban media kennis_data politieke_partijen tijdsbesteding kennispunt_lokale_partijen nvvr bedreiging
    vng bzk integriteit""".split())
INSTRUMENTS = frozenset("raadsonderzoek interpellatie vragen initiatiefrecht budgetrecht amendement motie".split())
# Acts that have one reply, the response of that name, and the kind of that reply.
SPOKEN = {"dank": "smalltalk", "opmerking": "smalltalk", "afscheid": "smalltalk", "wie_ben_je": "smalltalk", "laat_maar": "smalltalk",
          "belediging": "smalltalk", "opnieuw": "smalltalk", "terug": "clarify", "hulp": "menu", "overzicht": "menu",
          "stemadvies": "out_of_scope", "inwoner_vraag": "out_of_scope", "engels": "out_of_scope"}
FALLBACK = "nlu_fallback"
BRIEF = 3  # words in which "vragen" can only be the instrument
BESIDE = frozenset("of en tussen met versus vs dan wel een motie moties interpellatie amendement als dus over".split())

# Whom a letter speaks to is not what it asks about: "Geachte griffie, de brug ligt er weer uit …".
SALUTATION = re.compile(r"^\W*(?:geachte|beste|waarde|lieve|hallo|hoi|dag|goede\w*)\s+(?:(?:heer|mevrouw|de|mijn|onze)\s+){0,2}griffie\w*\s*[,.!:\n]\s*(?=\w+\W+\w)",
                        re.IGNORECASE)
STATED = re.compile(r"\s+over (?:stellen|indienen)\b", re.IGNORECASE)
# "kan ik er in de raad een vraag over stellen": the instrument, though it is one question.
ASK_ABOUT = re.compile(r"\b(?:er|daar|hier|erover|daarover|hierover)\b.{0,25}\b(?:een )?vraag (?:over )?stellen\b", re.IGNORECASE)
ASK_THEM = re.compile(r"\b(?:ze|hen|hun|hem|jullie)\b.{0,20}\bvragen\W*$", re.IGNORECASE)  # "waar kan ik ze dan wat over vragen"
WITH_QUESTIONS = re.compile(r"\bterecht\b.{0,12}\bmet (?:mijn |onze |al mijn )?vragen\b|\bmet (?:mijn |onze )?vragen (?:over|terecht)\b", re.IGNORECASE)  # "kan ik daar terecht met vragen over …"
DIFFERENCE = re.compile(r"\b(?:verschil\w*|vergelijk\w*|versus|vs|anders (?:dan|als)|onderscheid\w*)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Turn:
    """What the user just did: typed a text, or pressed a button whose payload names an intent and entities.

    named: topics whose names stand in the text, in its order. rest: the text without those names.
    """

    text: str
    intent: str
    confidence: float
    ranking: dict[str, float] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)
    rest: str = ""
    named: tuple[str, ...] = ()

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed: its payload starts with a slash."""
        return self.text.startswith("/")


def read_turn(tracker: Tracker) -> Turn:
    """The latest message of `tracker` as a Turn; of an entity found twice the first counts."""
    message = tracker.latest_message or {}
    intent = message.get("intent") or {}
    text = rest = message.get("text") or ""
    entities: dict[str, str] = {}
    opening = SALUTATION.match(text)
    begin = opening.end() if opening else 0
    every = [as_named(entity) for entity in message.get("entities") or [] if (entity.get("start") or 0) >= begin]
    others = any(entity["entity"] == "instrument" and entity["value"] != "vragen" for entity in every)
    compared = others and DIFFERENCE.search(text)  # "het verschil tussen een interpellatie en gewone vragen stellen"
    found = [entity for entity in every if compared or not is_verb(entity, text)]
    for entity in found:
        entities.setdefault(entity["entity"], str(entity["value"]))
    found.sort(key=lambda e: e.get("start") or 0)
    ranking = {row["name"]: float(row["confidence"]) for row in message.get("intent_ranking") or [] if row.get("name")}
    for entity in reversed(found):
        if entity["entity"] == "instrument" and entity.get("end"):
            rest = rest[:entity["start"]] + " " + rest[entity["end"]:]
    named = tuple(dict.fromkeys(e["value"] for e in found if e["entity"] == "instrument" and e["value"] in TOPICS))
    if not named and ASK_ABOUT.search(text):
        named = ("vragen",)
    name, sure = intent.get("name") or "", float(intent.get("confidence") or 0)
    if name == FALLBACK:  # nothing was sure: what comes nearest, with how sure that is
        name, sure = next(((row, odds) for row, odds in ranking.items() if row != FALLBACK), (name, 0.0))
    return Turn(text[begin:].strip(), name, sure,
                ranking, entities, rest[begin:].strip(), named)


def as_named(entity: dict) -> dict:
    """An entity whose value is a topic however it was written: "VNG" is the topic vng."""
    name = str(entity["value"]).lower()
    return {**entity, "value": name} if name in TOPICS else entity


def is_verb(entity: dict, text: str) -> bool:
    """Whether "vragen" is what people do ("de griffie vragen of …") and not the instrument ("een motie of vragen")."""
    if entity["entity"] != "instrument" or text[entity.get("start") or 0:entity.get("end") or 0].lower() != "vragen":
        return False
    if STATED.match(text[entity.get("end") or 0:]):
        return False  # "kan ik daar vragen over stellen"
    if ASK_THEM.search(text) or WITH_QUESTIONS.search(text):
        return True
    before = text[:entity["start"]].split()
    return bool(before) and len(text.split()) > BRIEF and before[-1].lower().strip(",") not in BESIDE
