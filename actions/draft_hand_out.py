"""The end of every draft: its text in the chat and as a Word document, its legal ground, and the municipality's own rules."""

from __future__ import annotations

import logging
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import SlotSet

from actions.draft_parts_rules import Instrument
from actions.draft_reading import AGREED
from actions.draft_text_rules import blocks_of, lists_of, title_of, values_of
from actions.files import hand_out
from actions.flow import CANCELLED, KEEP, PAUSED
from actions.sentences import sentence
from actions.show import show_local
from actions.sources import sources
from actions.turn import read_turn
from actions.wording import law_source, payload
from knowledge.facts import law_articles

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

    from knowledge import Hit

logger = logging.getLogger(__name__)
RESUME, CHANGE = "Verder met deze tekst", "Iets wijzigen"
LOCAL_HITS = 5
NAMED = 50  # characters of the subject in the file's name


class HandOut:
    """The end of a draft: its text in the chat and as a file, its legal ground, and what the municipality's rules say."""

    instrument: Instrument

    def name(self) -> str:
        return f"action_{self.instrument.form}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        one = self.instrument
        known = {one.slot(part.name): tracker.get_slot(one.slot(part.name)) for part in one.parts}
        told = {"kind": "form", "topic": one.topic, "facet": "hoe", "confidence": 1.0, "sources": []}
        status = tracker.get_slot(one.slot("status"))
        ended = [SlotSet(one.slot("status"), None), SlotSet(one.slot(AGREED), None)]
        about = [SlotSet("topic", one.topic), SlotSet("passage", f"{one.topic}/hoe")]  # "hoe komt zo'n voorstel op de agenda"
        if status == PAUSED:
            dispatcher.utter_message(response="utter_draft_paused", answer=told, buttons=[again(one, RESUME)])
            return []
        if status == CANCELLED or None in known.values():
            dispatcher.utter_message(response="utter_cancelled", answer=told)
            return [*ended, *about]
        passage, article = sources().passage(f"{one.topic}/hoe"), law_articles()[one.topic]
        told |= {"kind": "document", "sources": [*([passage.cite()] if passage else []), law_source(one.topic, article)]}
        self.say_text(dispatcher, tracker.sender_id, known, told)
        dispatcher.utter_message(response=f"utter_{one.form}_next", answer=told | {"kind": "form"}, law=article.law,
                                 articles=article.articles, url=article.url, buttons=[again(one, CHANGE)])
        local = local_rule(one)
        if local:
            show_local(dispatcher, local, read_turn(tracker))
        return [*ended, *about]

    def say_text(self, dispatcher: CollectingDispatcher, conversation: str, known: dict[str, Any], told: dict[str, Any]) -> None:
        """Utter the whole text, with the file when the disk takes it."""
        article, response = law_articles()[self.instrument.topic], response_of(self.instrument, known)
        law = {"law": article.law, "articles": article.articles, "url": article.url}
        values = values_of(self.instrument, known, sentence("utter_part_open")) | law
        title = title_of(self.instrument, known)
        content = docx_for(response, values, self.instrument, known, title)
        name = f"{self.instrument.form} {shorten(title, NAMED, placeholder='')}.docx"
        try:
            file = {"file": hand_out(conversation, name, content)}
        except OSError:  # a full disk: the text in the chat is still there
            logger.exception("No file was handed out")
            file = {}
        dispatcher.utter_message(response=response, answer=told, **file, **values)


def again(instrument: Instrument, title: str) -> dict[str, str]:
    """The button that opens the draft again with everything that was filled in."""
    return {"title": title, "payload": payload(instrument.intent, value=KEEP)}


def response_of(instrument: Instrument, known: dict[str, Any]) -> str:
    """The response that is the text: a motion whose first point has its own lead ("spreekt uit") brings that itself."""
    groups = lists_of(instrument, known)
    own = any(part.keeps and groups.get(part.name) and groups[part.name][0].lead for part in instrument.parts)
    return f"utter_{instrument.form}_own" if own else f"utter_{instrument.form}"


def docx_for(response: str, values: dict[str, str], instrument: Instrument, known: dict[str, Any], title: str) -> bytes:
    """The Word document of a draft."""
    from actions.draft_docx import docx_of  # python-docx loads slowly, and only the end of a draft needs it

    return docx_of(blocks_of(sentence(response), values, lists_of(instrument, known)), title)


def local_rule(instrument: Instrument) -> Hit | None:
    """What the griffie's own documents say of how this instrument is handed in, or None: the first hit that names it."""
    found = sources().search_local(instrument.local, LOCAL_HITS)
    naming = [hit for hit in found.hits if instrument.word.search(f"{hit.passage.heading} {hit.passage.text}")]
    headed = [hit for hit in naming if instrument.word.search(hit.passage.heading)]
    return next(iter(headed), naming[0] if naming and found.answered else None)
