"""What the guards share: an intent ranking read, changed and put back on a message."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rasa.shared.nlu.training_data.message import Message

FALLBACK, SURE = "nlu_fallback", 0.6  # as the FallbackClassifier of config.yml


def set_ranking(message: Message, ranking: list[dict[str, Any]]) -> None:
    """Put a ranking on a message; its first row, {name, confidence}, is the intent. Expects at least one row."""
    message.set("intent", ranking[0], add_to_output=True)
    message.set("intent_ranking", ranking, add_to_output=True)


def put_first(message: Message, intent: str) -> None:
    """Make an intent certain, before all others of the message's ranking."""
    others = [row for row in message.get("intent_ranking") or [] if row["name"] != intent]
    set_ranking(message, [{"name": intent, "confidence": 1.0}, *others])


def left_of(ranking: list[dict[str, Any]], dropped: Collection[str], held: dict[str, float],
            shared: float) -> list[dict[str, Any]]:
    """A ranking without the intents that are `dropped`, best first; `nlu_fallback` stands first when none is sure.

    held: what is added to the confidence of an intent, by its name. shared: confidence that is shared out over all that is left.
    """
    rest = max(1 - shared, 0.001)
    left = [{**row, "confidence": min((row["confidence"] + held.get(row["name"], 0.0)) / rest, 1.0)} for row in ranking
            if row["name"] not in dropped and row["name"] != FALLBACK]
    left.sort(key=lambda row: -row["confidence"])
    if not left or left[0]["confidence"] >= SURE:
        return left
    return [{"name": FALLBACK, "confidence": 1 - left[0]["confidence"]}, *left]
