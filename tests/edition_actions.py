"""The passages of the edition and a conversation without Rasa: for tests of skills that walk through the booklet."""

import sys

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from knowledge.documents import read_edition
from knowledge.settings import Settings
from tests.toy_actions import ToySources

EDITION = tuple(read_edition(Settings().edition))


def use_edition(monkeypatch, sure=None):
    """Let the actions read the edition; `sure`: what the search answers, by a word of the question."""
    toy = ToySources(sure=sure, passages=EDITION)
    for name, module in list(sys.modules.items()):
        if name.startswith("actions.") and callable(getattr(module, "sources", None)):
            monkeypatch.setattr(module, "sources", lambda: toy)


class Flow:
    """A form as Rasa runs it: its validation each turn, and its closing action when nothing is asked any more."""

    def __init__(self, form, closing):
        self.form, self.closing, self.slots, self.events, self.messages = form, closing, {}, [], []
        self.active = False

    def say(self, text, intent="geef_waarde", sure=0.9, **entities):
        """One turn: the user's text (a button's payload starts with a slash) with its intent and entities."""
        named = [{"entity": name, "value": value} for name, value in entities.items()]
        parsed = {"text": text, "intent": {"name": intent, "confidence": sure}, "intent_ranking": [], "entities": named}
        self.events.append({"event": "user", "parse_data": parsed})
        dispatcher = CollectingDispatcher()
        self.active = self.run(self.form, dispatcher, parsed)
        if not self.active and self.stepped:
            self.run(self.closing, dispatcher, parsed)
        self.messages = dispatcher.messages
        self.events += [{"event": "bot"} for _ in self.messages]
        return self

    def run(self, action, dispatcher, parsed):
        """Run an action and keep its slots; whether the form still asks."""
        tracker = Tracker("ab12", dict(self.slots), parsed, list(self.events), False, None, {}, "action_listen")
        events = action.run(dispatcher, tracker, {})
        self.slots |= {event["name"]: event["value"] for event in events}
        self.stepped = bool(events)
        return self.slots.get("requested_slot") is not None

    @property
    def responses(self):
        """The responses of the last turn."""
        return [message["response"] for message in self.messages]
