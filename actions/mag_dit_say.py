"""Saying whether an expense may be paid from a budget: the verdict, the sentence that says so, its year and what changed."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import words
from actions.mag_dit_rules import GOES_ON, Judged, Spending, asks_spending, expense_in, fragments, judge, read_spending
from actions.scene import read_scene
from actions.settings import read_settings
from actions.sources import sources
from actions.turn import Turn
from actions.wording import cited, contact, law_line, law_of, notice
from knowledge import Passage
from knowledge.facts import Quote, budgets

BUDGETS = {"fractieondersteuning": "fractiebudget", "leren_ontwikkelen": "opleiding", "onkostenvergoeding": "onkosten"}
TOPICS = tuple(BUDGETS)
# Nothing but the thing that is bought: "een kerstborrel?", "bosje bloemen voor de griffier?".
THING = re.compile(r"^\W*(?:(?:een|n|'n|mijn|mn|de|het|die|zo'?n)\s)?(?!(?:is|zijn|mag|mogen|kan|kun|moet|wat|hoe|wie|waar\w*|wanneer|welke?|waarom|doet|doen|krijg\w*|heb\w*|heeft|wordt|gaat|geldt|staat)\b)"
                   r"[a-z]{3,}(?:\s[\w'-]+){0,6}\?\W*$", re.IGNORECASE)
UNSURE = 0.6  # an intent below this does not gainsay the table
INTENTS = (*TOPICS, "mag_dit", "vergoeding", "vervolg")
FOLLOWS = 8  # words of a turn that goes on about the expense before it
MOST = 2  # budgets that are told of at once


def asked_spending(turn: Turn, tracker: Tracker) -> Spending | None:
    """The expense that a typed turn asks about, alone or as it follows on the one before; None when it asks about none."""
    if turn.pressed:
        return None
    about = BUDGETS.get(tracker.get_slot("topic"))  # what the passages tell of that were shown, where no expense was asked yet
    before = (tracker.get_slot("budget") or about) if about else None
    goes_on = THING.search(turn.text) or (tracker.get_slot("budget") and GOES_ON.search(turn.text))
    follows = before and len(words(turn.text)) <= FOLLOWS and goes_on
    found = read_spending(turn.text, before if follows else None)
    if follows and found.expense is None and read_spending(turn.text).sure:  # "en uit het fractiebudget?"
        found = Spending(expense_in(tracker.get_slot("uitgave") or ""), read_spending(turn.text).budget, True)
    if read_scene(tracker).before == "mag_dit" and tracker.get_slot("uitgave") and not tracker.get_slot("budget") and (
            found.sure and found.expense is None and len(words(turn.text)) <= FOLLOWS):  # the answer to "uit welk budget?"
        return Spending(expense_in(tracker.get_slot("uitgave")), found.budget, True)
    asked = found.expense if follows else asks_spending(turn.text) and (turn.intent in INTENTS or found.sure or turn.confidence < UNSURE)
    return found if asked and judge(found) else None


def say_spending(dispatcher: CollectingDispatcher, asked: Spending, text: str) -> list[dict]:
    """Utter what the sources say of an expense, budget by budget; the events remember it for "en een etentje?"."""
    said = judge(asked)[:MOST]
    for judged in said:
        say_judged(dispatcher, judged)
    first = quotes_of(said[0])[0]
    named = [SlotSet("uitgave", text)] if asked.expense is None or expense_in(text) else []  # "en uit de onkosten?" names none
    return [*named, SlotSet("budget", said[0].budget.name), SlotSet("topic", first.passage.split("/")[0]),
            SlotSet("passage", first.passage)]


def say_judged(dispatcher: CollectingDispatcher, judged: Judged) -> None:
    """Utter the verdict of one budget; before it what the law has changed in the passages that are quoted."""
    ruling, quoted = judged.ruling, quotes_of(judged)
    passages = [p for quote in dict.fromkeys(q.passage for q in (*quoted, *ruling.but)) if (p := sources().passage(quote))]
    kind = "stil" if not ruling.quotes else ruling.verdict + ("_maar" if ruling.but and ruling.verdict == "mag" else "")
    answer = told(passages, "answer" if ruling.quotes else "no_answer")
    for passage in passages:
        if passage.overtaken:
            dispatcher.utter_message(response="utter_mag_dit_changed", answer=answer, **notice(passage))
    dispatcher.utter_message(
        response=f"utter_mag_dit_{judged.budget.name}_{kind}", answer=answer, quotes=quotation(quoted), but=quotation(ruling.but),
        contact=contact(read_settings()), **sourced(passages))


def quotes_of(judged: Judged) -> tuple[Quote, ...]:
    """The sentences that a verdict rests on; of an expense that no source names, what the budget is for."""
    return judged.ruling.quotes or (budgets()[judged.budget.name].purpose,)


def quotation(quotes: tuple[Quote, ...]) -> str:
    """Quoted sentences, one a line; of a list its head and the item."""
    return "\n".join(f"“{' … '.join(fragments(quote.sentence))}”" for quote in quotes)


def sourced(passages: list[Passage]) -> dict[str, str]:
    """Where the quotes stand: source, year, sections and law."""
    first = passages[0]
    return {"source": first.source, "as_of": first.as_of, "section": " en ".join(p.section for p in passages),
            "law": law_line(law_of(first))}


def told(passages: list[Passage], kind: str) -> dict[str, Any]:
    """The `answer` of a verdict: its first passage names topic and facet, every quoted passage is a source."""
    listed = [source for passage in passages for source in cited(passage)]
    unique = list({source["id"]: source for source in listed}.values())
    return {"kind": kind, "topic": passages[0].topic, "facet": passages[0].facet, "confidence": 1.0, "sources": unique}
