"""A handful of passages and a conversation without Rasa: for tests of the actions that lean on what came before."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from knowledge import Hit, Result
from knowledge.drafting import CONTENT, Meant
from knowledge.reader import nothing_read
from knowledge.remarks import Tone
from tests.toy import passage

PASSAGES = (
    passage("motie/wat", "Een motie is een uitspraak van de raad.", heading="Wat is het?"),
    passage("motie/hoe", "Dien de motie in bij de griffie.", heading="Hoe werkt het?"),
    passage("motie/wanneer", "De raad stemt na het debat.", heading="Wanneer zet je het in?"),
    passage("amendement/wat", "Een amendement wijzigt een voorstel.", heading="Wat is het?"),
    passage("media/wat", "Lokale media volgen de raad.", heading="Media"),
)


class ToyLibrary:
    """What toy sources share; a subclass has `passages` and `search_national`."""

    def passage(self, identity):
        return next((p for p in self.passages if p.id == identity), None)

    def of_topic(self, topic):
        return [p for p in self.passages if p.topic == topic]

    def search_after(self, question, shown, top_k=5):
        found = self.search_national(question, 99)
        own = sorted(found.hits, key=lambda hit: hit.passage.topic != shown.topic)  # its own subject first, else as it stands
        return Result(question, found.answered, tuple(own[:top_k]), talk=found.talk)

    def search_local(self, question, top_k=3):
        return Result(question, False)

    def meant_in_draft(self, text, step):
        return Meant(CONTENT, 0.5, 0.5)

    def read(self, text, topic=None):
        """Nothing, so that nothing is ruled out."""
        return nothing_read(len(self.passages))

    def tone(self, text):
        return Tone(0.0, 1.0)


class ToySources(ToyLibrary):
    """Answers a question by the first key that stands in it: `sure` holds ids that answer, `near` ids that only lie close."""

    def __init__(self, sure=None, near=None, passages=PASSAGES):
        self.sure, self.near, self.passages = sure or {}, near or {}, passages

    def search_national(self, question, top_k=5):
        for known, answered, score in ((self.sure, True, 0.9), (self.near, False, 0.2)):
            found = next((ids for key, ids in known.items() if key in question.lower()), None)
            if found:
                hits = tuple(Hit(self.passage(identity), score - 0.05 * at) for at, identity in enumerate(found))
                return Result(question, answered, hits[:top_k])
        return Result(question, False)


def use(monkeypatch, toy):
    """Let every action search in `toy`."""
    for module in ("acts", "answer", "explain", "flow", "mag_dit_say", "remark", "safety", "scene", "show", "sources", "toelagen_say", "told", "vergoeding",
                   "vergoeding_say", "welk_instrument"):
        monkeypatch.setattr(f"actions.{module}.sources", lambda: toy)


class Talk:
    """Runs one action a turn, as the policy would: slots and events live on."""

    def __init__(self, **slots):
        self.slots, self.events, self.messages = slots, [], []

    def say(self, action, text, intent="vervolg", named=(), sure=0.9, party="", beside=()):
        """The user says `text` and `action` answers; named: the topics that stand in it; party: the one that it names; beside: other
        intents that it may have, with how sure each is."""
        entities = [{"entity": "instrument", "value": topic, "start": text.find(topic), "end": text.find(topic) + len(topic)}
                    for topic in named] + ([{"entity": "party", "value": party}] if party else [])
        parsed = {"text": text, "intent": {"name": intent, "confidence": sure},
                  "intent_ranking": [{"name": name, "confidence": odds} for name, odds in ((intent, sure), *beside)], "entities": entities}
        self.events.append({"event": "user", "parse_data": parsed})
        dispatcher = CollectingDispatcher()
        tracker = Tracker("x", self.slots, parsed, list(self.events), False, None, {}, "action_listen")
        for event in action.run(dispatcher, tracker, {}):
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            else:
                self.events.append(event)
        self.messages = dispatcher.messages
        self.events += [{"event": "bot"} for _ in self.messages]
        return self

    @property
    def responses(self):
        """The responses of the last turn."""
        return [message["response"] for message in self.messages]

    @property
    def titles(self):
        """The buttons of the last turn."""
        return [button["title"] for message in self.messages for button in message["buttons"]]
