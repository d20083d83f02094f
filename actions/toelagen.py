"""Allowances on top: what a fractievoorzitter or the member of a special committee gets besides the monthly allowance."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.toelagen_rules import functions_in, members_in
from actions.toelagen_say import ExtraAsked, asked_extra, say_extra
from actions.turn import read_turn


class ActionToelagen(Action):
    """Say what the named function pays; without one all of them."""

    def name(self) -> str:
        return "action_toelagen"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn = read_turn(tracker)
        text = turn.entities.get("value", "") if turn.pressed else turn.text
        asked = asked_extra(turn, tracker) or ExtraAsked(functions_in(text), members_in(text))
        return say_extra(dispatcher, asked, tracker.get_slot("inwoners"))
