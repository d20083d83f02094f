"""One turn of the conversation, read from the tracker."""

from __future__ import annotations

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


@dataclass(frozen=True)
class Turn:
    """What the user just did: typed a text, or pressed a button whose payload names an intent and entities.

    rest: the text without the names of instruments.
    """

    text: str
    intent: str
    confidence: float
    ranking: dict[str, float] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)
    rest: str = ""

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed: its payload starts with a slash."""
        return self.text.startswith("/")


def read_turn(tracker: Tracker) -> Turn:
    """The latest message of `tracker` as a Turn; of an entity found twice the first counts."""
    message = tracker.latest_message or {}
    intent = message.get("intent") or {}
    entities: dict[str, str] = {}
    for entity in message.get("entities") or []:
        entities.setdefault(entity["entity"], str(entity["value"]))
    ranking = {row["name"]: float(row["confidence"]) for row in message.get("intent_ranking") or [] if row.get("name")}
    text = rest = message.get("text") or ""
    for entity in sorted(message.get("entities") or [], key=lambda e: -(e.get("start") or 0)):
        if entity["entity"] == "instrument" and entity.get("end"):
            rest = rest[:entity["start"]] + " " + rest[entity["end"]:]
    return Turn(text.strip(), intent.get("name") or "", float(intent.get("confidence") or 0),
                ranking, entities, rest.strip())
