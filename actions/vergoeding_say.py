"""Saying what the allowance is: class and amounts, each with its year and source."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dutch_numbers import spell
from actions.sources import sources
from actions.vergoeding_rules import class_name, euros, find_municipality, outcome
from actions.wording import BUTTONS, payload
from knowledge.facts import law_articles

PASSAGE = "vergoeding/maandelijkse_vergoeding"
LAW = "https://wetten.overheid.nl/BWBR0041522"


def which_place(names: list[str]) -> tuple[dict[str, Any], tuple[dict[str, str], ...]]:
    """Values and buttons of the question which of several municipalities is meant."""
    buttons = tuple({"title": name, "payload": payload("geef_waarde", value=name)} for name in names[:BUTTONS])
    return {"names": " / ".join(names)}, buttons


def tell_places(dispatcher: CollectingDispatcher, text: str) -> list[dict]:
    """Utter the allowance in the municipality that `text` names; ask which when it may be several."""
    places = find_municipality(text)
    if len(places) > 1:
        values, buttons = which_place([place.name for place in places])
        dispatcher.utter_message(response="utter_inwoners_which", answer=told([]) | {"kind": "clarify"},
                                 buttons=list(buttons), **values)
        return []
    tell(dispatcher, places[0].inhabitants_2026, text)
    return [SlotSet("inwoners", float(places[0].inhabitants_2026)), SlotSet("topic", "vergoeding"), SlotSet("passage", PASSAGE)]


def tell(dispatcher: CollectingDispatcher, inhabitants: int, text: str) -> None:
    """Utter the outcome with its two sources; the municipality by name where `text` names it."""
    places = [place for place in find_municipality(text) if place.inhabitants_2026 == inhabitants]
    place = places[0] if len(places) == 1 else None
    found = outcome(inhabitants, place)
    response = "utter_vergoeding" + ("_gemeente" if place else "")
    dispatcher.utter_message(
        response=response,
        place=place.name if place else "", inhabitants=spell(found.inhabitants), klass=class_name(found.klass),
        amount_then=euros(found.amount_then), year_then=found.then.year, source_then=found.then.source,
        amount_now=euros(found.amount_now), year_now=found.now.year, source_now=found.now.source,
        expenses=euros(found.now.expenses) if found.now.expenses else "", url=LAW, answer=told(cited()),
    )
    if found.near_boundary:
        dispatcher.utter_message(response=f"{response}_near", answer=told(cited()))


def cited() -> list[dict]:
    """The booklet's table and the law as sources."""
    passage = sources().passage(PASSAGE)
    article = law_articles()["vergoeding"]
    return [*([passage.cite()] if passage else []),
            {"id": "wet/rechtspositie", "title": "Rechtspositiebesluit decentrale politieke ambtsdragers",
             "section": f"artikel 3.1.1 en 3.1.6 ({article.law}, {article.articles})", "text": "", "url": LAW,
             "layer": "wet", "as_of": "2026", "overtaken": None}]


def told(cited_sources: list[dict]) -> dict[str, Any]:
    """The `answer` that a message of this skill carries."""
    return {"kind": "answer" if cited_sources else "form", "topic": "vergoeding", "facet": "maandelijkse_vergoeding",
            "confidence": 1.0, "sources": cited_sources}
