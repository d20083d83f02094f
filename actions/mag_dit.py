"""Mag dit? Whether an expense may be paid from fractiebudget, opleidingsbudget or onkostenvergoeding."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import answer, spend
from actions.context import EMPTY, words
from actions.mag_dit_rules import Spending, asks_unknown, asks_whole, judge, read_spending
from actions.mag_dit_say import asked_spending
from actions.remark import say_remark, says_nothing
from actions.turn import read_turn
from actions.wording import sourceless
from knowledge.facts import budgets


class ActionMagDit(Action):
    """Say mag, mag niet or vraag de griffier with the sentence that says so; ask for what is missing."""

    def name(self) -> str:
        return "action_mag_dit"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn = read_turn(tracker)
        if says_nothing(turn):
            return say_remark(dispatcher, turn)  # "ik print het uit voor de fractiekamer, dank"
        text = (tracker.get_slot("uitgave") or "") if turn.pressed else turn.text
        asked = asked_spending(turn, tracker) or read_spending(text)
        if turn.pressed and turn.entities.get("part") in budgets():
            asked = Spending(asked.expense, budgets()[turn.entities["part"]], True)
        if not text or (asked.expense is None and asked.budget is None):
            return self.ask_expense(dispatcher, tracker)
        if not turn.pressed and asked.expense is None and not asks_unknown(text):
            return answer(dispatcher, tracker)  # "waar mag het fractiebudget aan op?"
        if not judge(asked):
            dispatcher.utter_message(response="utter_mag_dit_budget", answer=sourceless("clarify"))
            return [SlotSet("uitgave", text), SlotSet("budget", None)]
        return spend(dispatcher, asked, text)

    def ask_expense(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict]:
        """Without a known expense and budget: what the sources answer after all, else which expense is meant."""
        turn = read_turn(tracker)
        if not turn.pressed and asks_whole(turn.text):
            return answer(dispatcher, tracker)
        names_nothing = turn.pressed or EMPTY.issuperset(words(turn.text))  # "mag dit?"
        dispatcher.utter_message(response="utter_mag_dit_uitgave" if names_nothing else "utter_mag_dit_budget",
                                 answer=sourceless("clarify"))
        return [] if names_nothing else [SlotSet("uitgave", turn.text), SlotSet("budget", None)]
