"""The end of the flow about hours: the overview with its chart, the booklet's questions, and the table to keep."""

from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dutch_hours import spell_hours
from actions.files import hand_out
from actions.flow import ANSWERED, CANCELLED, PAUSED
from actions.sources import sources
from actions.tijdsbesteding_chart import chart, in_words
from actions.tijdsbesteding_invullen import FINISHED, SHEET
from actions.tijdsbesteding_invullen_rules import (
    Kept,
    csv_table,
    is_complete,
    questions_in,
    rows_of,
    sheet_from,
    signed,
    table_lines,
    totals,
)
from actions.wording import source_values, told
from knowledge.facts import time_labels

logger = logging.getLogger(__name__)
PASSAGE = "tijdsbesteding/ideale_situatie"
PICTURE, TABLE = "uren-per-week.png", "uren-per-week.csv"


class ActionTijdsbestedingInvullen(Action):
    """Say totals and differences, hand out chart and table, and ask the booklet's questions."""

    def name(self) -> str:
        return "action_tijdsbesteding_invullen"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        kept, status = sheet_from(tracker.get_slot(SHEET)).kept, tracker.get_slot("tijdsbesteding_status")
        answer = {"kind": "form", "topic": "tijdsbesteding", "facet": None, "confidence": 1.0, "sources": []}
        ended = [SlotSet("tijdsbesteding_status", None), SlotSet(FINISHED, None)]
        if status == ANSWERED:
            return ended
        if status in (CANCELLED, PAUSED) or not kept:
            dispatcher.utter_message(response="utter_tijdsbesteding_kept" if kept else "utter_cancelled", answer=answer)
            return ended
        passage = sources().passage(PASSAGE)
        answer = (told(passage) if passage else answer) | {"kind": "document"}
        say_overview(dispatcher, kept, answer, file_of(tracker, PICTURE, lambda: chart(rows_of(kept)), in_words(rows_of(kept))))
        if passage:
            dispatcher.utter_message(response="utter_tijdsbesteding_questions", answer=answer | {"kind": "answer"},
                                     questions="\n".join(f"- {asked}" for asked in questions_in(passage.text)),
                                     **source_values(passage))
        table = file_of(tracker, TABLE, lambda: csv_table(kept))
        dispatcher.utter_message(response="utter_tijdsbesteding_table" if table else "utter_tijdsbesteding_no_file",
                                 answer=answer, **table)
        return [*ended, SlotSet("topic", "tijdsbesteding"), SlotSet("passage", PASSAGE)]


def say_overview(dispatcher: CollectingDispatcher, kept: Kept, answer: dict[str, Any], file: dict[str, Any]) -> None:
    """Utter every row with its difference and the totals; then what is missing for a comparison."""
    sums, labels = totals(kept), time_labels()
    line = [f"{column} {spell_hours(sums[column])} uur" for column in ("nu", "wens") if column in sums]
    line += [f"{labels['difference_short']} {signed(sums['difference'])} uur"] if "difference" in sums else []
    dispatcher.utter_message(response="utter_tijdsbesteding", answer=answer, title=labels["title"],
                             lines="\n".join(table_lines(kept, differences=True)), totals=", ".join(line), **file)
    if len(sums) < 2:
        dispatcher.utter_message(response="utter_tijdsbesteding_one_column", answer=answer | {"kind": "form"})
    elif not is_complete(kept):
        missing = [row.short for row in rows_of(kept) if (row.now is None) != (row.wish is None)]
        dispatcher.utter_message(response="utter_tijdsbesteding_incomplete", answer=answer | {"kind": "form"},
                                 names=", ".join(missing))


def file_of(tracker: Tracker, name: str, make: Any, alt: str = "") -> dict[str, Any]:
    """The key `file` with a file that was handed out, or nothing when the disk takes none: the text says it all too."""
    try:
        return {"file": hand_out(tracker.sender_id, name, make(), alt)}
    except OSError:
        logger.exception("%s could not be written", name)
        return {}
