"""Saying what the allowance is: class and amounts, each with its year and source."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import words
from actions.dutch_numbers import read_inhabitants, spell
from actions.settings import read_settings
from actions.sources import sources
from actions.turn import Turn
from actions.vergoeding_claim_rules import Claim, claim_in, judge_claim
from actions.vergoeding_rules import Outcome, class_name, euros, find_municipality, outcome
from actions.vergoeding_years_rules import YearAsked, asked_years, other_years
from actions.wording import BUTTONS, contact, payload
from knowledge.cues import is_opened
from knowledge.facts import Allowance, law_articles

PASSAGE = "vergoeding/maandelijkse_vergoeding"
LAW = "https://wetten.overheid.nl/BWBR0041522"
GROWS = re.compile(r"\b(?:als|stel|inwoners|herindeling|fusie|groei\w*)\b", re.IGNORECASE)  # "als we 62 duizend inwoners krijgen"
STILL = 6  # words of a turn that goes on about the allowance: "en in 2022?"
STATES = 14  # words of one that states an amount: "maar ik krijg toch 1300 euro per maand"


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
    return tell_inhabitants(dispatcher, places[0].inhabitants_2026, text)


def tell_inhabitants(dispatcher: CollectingDispatcher, inhabitants: float, text: str) -> list[dict]:
    """Utter the allowance for a number of inhabitants that `text` tells; the events remember it."""
    tell(dispatcher, int(inhabitants), text)
    return [SlotSet("inwoners", float(inhabitants)), SlotSet("topic", "vergoeding"), SlotSet("passage", PASSAGE)]


def tell(dispatcher: CollectingDispatcher, inhabitants: int, text: str, asked: str = "") -> None:
    """Utter the outcome with its sources; the municipality by name where `text` names it.

    text, asked: the latest message and the one that started the flow; where they state an amount it is judged first, and
    where they ask for other years those are shown instead of the usual two.
    """
    places = [place for place in find_municipality(text) if place.inhabitants_2026 == inhabitants]
    place = places[0] if len(places) == 1 else None
    found = outcome(inhabitants, place)
    claim = claim_in(text) or claim_in(asked)
    years = other_years(asked_years(text, date.today().year) or asked_years(asked, date.today().year))
    if claim:
        say_verdict(dispatcher, claim, found)
    if not claim:
        say_years(dispatcher, years, found)
    response = "utter_vergoeding" + ("_gemeente" if place else "")
    if claim or not years:
        dispatcher.utter_message(
            response=response,
            place=place.name if place else "", inhabitants=spell(found.inhabitants), klass=class_name(found.klass),
            amount_then=euros(found.amount_then), year_then=found.then.year, source_then=found.then.source,
            amount_now=euros(found.amount_now), year_now=found.now.year, source_now=found.now.source,
            expenses=euros(found.now.expenses) if found.now.expenses else "", url=LAW, answer=told(cited()),
        )
    if found.near_boundary:
        dispatcher.utter_message(response=f"{response}_near", answer=told(cited()))


def say_verdict(dispatcher: CollectingDispatcher, claim: Claim, found: Outcome) -> None:
    """Utter whether an amount that the user states is right, and else what it is."""
    verdict = judge_claim(claim, found)
    dispatcher.utter_message(
        response=f"utter_vergoeding_{verdict.kind}", stated=euros(claim.amount), year=verdict.year or "",
        klass=class_name(verdict.klass) if verdict.klass else "", contact=contact(read_settings()), answer=told(cited()))


def say_years(dispatcher: CollectingDispatcher, years: tuple[YearAsked, ...], found: Outcome) -> None:
    """Utter the amounts of years; of a year that no source gives, that it is not shown, and the nearest years."""
    known = tuple(asked for asked in years if asked.allowance)
    if len(known) > 1:
        dispatcher.utter_message(response="utter_vergoeding_jaren", inhabitants=spell(found.inhabitants), answer=told(cited()),
                                 klass=class_name(found.klass), years=listed(tuple(k.allowance for k in known), found.klass))
    for asked in years:
        if asked.allowance is None:
            dispatcher.utter_message(response="utter_vergoeding_jaar_onbekend", year=asked.year, klass=class_name(found.klass),
                                     years=listed(asked.nearest, found.klass), answer=told(cited()))
        elif len(known) == 1:
            say_year(dispatcher, asked, found)


def listed(years: tuple[Allowance, ...], klass: int) -> str:
    """Amounts a month of several years, one a line, each with its source."""
    return "\n".join(f"- {year.year}: **{euros(year.by_class[klass])}**. {year.source}." for year in years)


def say_year(dispatcher: CollectingDispatcher, asked: YearAsked, found: Outcome) -> None:
    """Utter the amount of one year that a source gives."""
    assert asked.allowance is not None
    expenses = asked.allowance.expenses
    dispatcher.utter_message(
        response="utter_vergoeding_jaar" + ("_onkosten" if expenses else ""), inhabitants=spell(found.inhabitants),
        klass=class_name(found.klass), year=asked.year, amount=euros(asked.allowance.by_class[found.klass]),
        expenses=euros(expenses) if expenses else "", source=asked.allowance.source, answer=told(cited()))


def follows_allowance(turn: Turn, tracker: Tracker) -> bool:
    """Whether a short turn goes on about an allowance that was computed: another place, another year, a stated amount."""
    if turn.pressed or turn.named or tracker.get_slot("inwoners") is None or len(words(turn.text)) > STATES:
        return False
    brief = len(words(turn.text)) <= STILL
    goes_on = brief or (turn.entities.get("gemeente") and is_opened(turn.text))  # "en als ik in Assen zou zitten"
    if goes_on and find_municipality(turn.text):
        return True
    if tracker.get_slot("topic") == "vergoeding" and grown(turn.text):
        return True
    years = asked_years(turn.text, date.today().year)
    return tracker.get_slot("topic") == "vergoeding" and bool((brief and years) or claim_in(turn.text))


def grown(text: str) -> float | None:
    """How many inhabitants a text supposes that there are: "als we boven de 60.000 komen, zeg 62 duizend"; None for none."""
    if not GROWS.search(text):
        return None
    said = read_inhabitants(text, bare=False)
    return said.value or read_inhabitants(re.split(r"\bzeg\b", text, flags=re.IGNORECASE)[-1], bare=False).value


def tell_on(dispatcher: CollectingDispatcher, tracker: Tracker, text: str) -> list[dict]:
    """Utter the allowance for a text that goes on about it: in the municipality that it names, else in the one before."""
    if find_municipality(text):
        return tell_places(dispatcher, text)
    if inhabitants := grown(text):
        return tell_inhabitants(dispatcher, inhabitants, text)
    tell(dispatcher, int(tracker.get_slot("inwoners")), text)
    return [SlotSet("topic", "vergoeding"), SlotSet("passage", PASSAGE)]


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
