"""What every slot-filling flow shares: cancelling, going back, a question in between, asking again, progress."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import CHOICE, HUMAN, WEATHER, find, spend
from actions.clarify import say_human, say_no_answer
from actions.compare import compare, compared
from actions.context import EMPTY, facet_of, without_opening
from actions.context import words as context_words
from actions.eerste_contact import reach
from actions.mag_dit_say import asked_spending
from actions.remark import say_remark, says_nothing
from actions.safety import OURSELVES, is_hardly_danger, say_safety
from actions.scene import Scene, read_scene
from actions.show import Found, show
from actions.sources import passage_of, sources
from actions.turn import DIFFERENCE, SPOKEN, TOPICS, Turn, read_turn
from actions.wording import sourceless
from knowledge.cues import ASKING

SURE_OF_ACT = 0.5  # an intent such as laat_maar counts from here on
SURE_OF_DANGER = 0.75  # danger, where any text may be the value: "er zijn drie ongelukken gebeurd" is what a motie is about
SURE_OF_QUESTION = 0.45
SURE_OF_TALK = 0.7  # small talk at a step counts from here on
SURE_OF_THANKS, LONGEST_THANKS = 0.95, 8  # how sure both looks must be of thanks, and how many words those have
LONGEST_TALK = 40  # words of small talk: a longer text is content, whatever it sounds like
HANDLED = ("laat_maar", "opnieuw", "terug")  # acts that a flow handles itself
SURE_IN_BRIEF, FEW = 0.97, 5  # the same without a word of oneself: "hij is dicht", of a bridge; and despair in so few words
FIRST_PERSON = OURSELVES | {"m", "help", "hulp"}
CANCELLED = "afgebroken"
DONE = "klaar"
ANSWERED = "beantwoord"  # by an answer instead: the message that began the flow asked something
PAUSED = "onderbroken"  # by a threat: what was filled in is kept for when the user comes back
KEEP = "verder"  # the `value` of a button that starts a flow again with everything that was filled in
# Said before a question to the bot, also where questions are the value.
INTERRUPTS = re.compile(r"^\W*(?:(?:eh+|oh?|hm+|ja|nee|maar|sorry)\W+)*(?:wacht|momentje|moment|ho|tussendoor"
                        r"|(?:even )?(?:een )?(?:tussen)?vraagje|even iets anders|andere vraag)\b", re.IGNORECASE)
ASKS = ("wat", "hoe", "wanneer", "wie")  # how a question to the bot begins, where any text may be the value
OWN_PART = re.compile(r"\b(?:ik|we|wij|me|mij|ons|je|raad|raadslid|fractie|griffie|griffier|ambtena\w+|moties?|amendement\w*"
                      r"|vragen|interpellatie\w*|\w*voorstel|verzoek)\b", re.IGNORECASE)
HELPERS = ("ambtelijke_bijstand", "griffie", "fractieondersteuning", "collega_raadsleden")  # who may help with a draft
SURE_OF_ITS_OWN = 0.3  # how sure the search must be of a question about the draft
SURE_AMONG_QUESTIONS = 0.6  # the same where questions are the value
LONGEST_DIFFERENCE = 16  # words of a question for the difference between two instruments, which is seldom content
LONGEST_QUESTION = 12  # words of a question to the bot, where any text may be the value

# An act in a step that takes any text consists of these words alone: "terug" is one, "de brug" and "stop de sloop" are content.
ACT_WORDS = frozenset("""
    stop stoppen ophouden annuleer annuleren afbreken laat maar zitten hou op hiermee hier mee dit deze ik wil dat niet
    meer toch doen vergeet het nee sorry cancel exit beetje breek af terug teruggaan keer ga een stap stapje vorige vorig
    scherm antwoord laatste vraag vragen hiervoor ervoor naar de even nog eens kan kun mag je u we wij weer graag aub
    alsjeblieft undo back pff pf ach oh nou gewoon oke ok hè he zeg toe zo ongedaan maken opnieuw overnieuw beginnen begin
    start starten herstart restart reset van voren aan alles helemaal wis wissen formulier verzoek aanvraag invullen en
    met hoor ook ff motie amendement initiatiefvoorstel interpellatieverzoek tekst
""".split())

# "laat maar ik vraag het de griffie", "ik moet weg, stop maar"
STOPS = re.compile(r"^\W*(?:(?:nee|ach|pf+|oh?|ok[eé]?|sorry)\W+)*(?:laat (?:het )?maar(?! zien| weten| horen)|stop maar"
                   r"|vergeet het|annuleer)\b"
                   r"|\b(?:stop|laat) maar(?: zitten)?\W*$", re.IGNORECASE)
FIRMLY = re.compile(r"^\W*(?:(?:nee|ach|pf+|oh?|ok[eé]?|sorry)\W+)*(?:laat (?:het )?maar|stop maar|vergeet het)\s*(?:[,.!]|$)", re.IGNORECASE)
LONGEST_STOP = 16  # words


@dataclass(frozen=True)
class Refused:
    """A value that a step does not take: the response that says why, and its values.

    asks: it is a question; when the sources have no answer that is said first.
    """

    response: str
    values: dict[str, Any]
    buttons: tuple[dict[str, str], ...] = ()
    asks: bool = False


@dataclass(frozen=True)
class Step:
    """One thing that a flow asks: its slot, and what reads the value from what the user typed.

    open_text: any text may be the value, so that only a clear question to the bot counts as one.
    takes_questions: questions are the value here, so that none counts as one to the bot.
    """

    slot: str
    read: Callable[[str], Any]
    open_text: bool = False
    takes_questions: bool = False


def least_of_danger(turn: Turn, step: Step) -> float:
    """How sure danger must be to stop a flow; plain signs of it are always sure."""
    said = context_words(turn.text)
    impersonal = not FIRST_PERSON.intersection(said)  # "omdat de horeca het zwaar heeft" is no despair
    if not step.open_text:
        return SURE_IN_BRIEF if turn.intent == "wanhoop" and len(said) <= FEW else SURE_OF_ACT  # "weet ik nog niet"
    return SURE_IN_BRIEF if impersonal else SURE_OF_DANGER  # "vrijdag gaat de deur dicht", of a swimming pool


def thanks(turn: Turn) -> bool:
    """Whether a typed turn only thanks, also where any text may be the value: "super dankjewel!!"."""
    brief = not turn.pressed and turn.intent == "dank" and turn.confidence >= SURE_OF_THANKS and len(turn.text.split()) <= LONGEST_THANKS
    return brief and sources().tone(turn.text).nothing >= SURE_OF_THANKS


class Flow(ABC):
    """A Rasa form's validation: fills the slots of `steps` in order and asks for the next itself.

    Rasa's form calls it on activation and on each turn. It sets `requested_slot` and utters the question with the
    progress, so that every message of a flow carries `answer.kind = form`.
    """

    form: str
    about = ""  # the topic that a question in between is about when it names none; "": that of the conversation
    steps: tuple[Step, ...]
    status: str  # the slot that tells the closing action how the flow ended

    def name(self) -> str:
        return f"validate_{self.form}_form"

    @abstractmethod
    def from_trigger(self, turn: Turn) -> dict[str, Any]:
        """Values that stand in the message that started the flow."""

    def correction(self, turn: Turn, tracker: Tracker) -> dict[str, Any]:
        """Values that `turn` puts right, by slot (None: ask again); the default corrects nothing."""
        return {}

    def several(self, turn: Turn, step: Step) -> dict[str, Any]:
        """Values of several steps that stand in one message, by slot; the default reads none."""
        return {}

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn, requested = read_turn(tracker), tracker.get_slot("requested_slot")
        step = next((s for s in self.steps if s.slot == requested), None)
        if step is None:
            kept = tracker.get_slot(self.status) == PAUSED or (turn.pressed and turn.entities.get("value") == KEEP)
            given = {slot: value for slot, value in self.from_trigger(turn).items() if value is not None}
            fresh = {s.slot: tracker.get_slot(s.slot) if kept else None for s in self.steps} | given
            return self.go_on(dispatcher, {}, fresh | {self.status: None})
        return self.take(dispatcher, tracker, turn, step)

    def take(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, step: Step) -> list[dict]:
        """One turn within the flow."""
        have = self.kept(tracker)
        dangerous = turn.intent in ("dreiging", "wanhoop") and turn.confidence >= least_of_danger(turn, step)
        if dangerous and not is_hardly_danger(turn) and not self.is_harmless(turn, step):
            if turn.intent == "dreiging":
                return [*say_safety(dispatcher), *self.pause()]
            dispatcher.utter_message(response="utter_wanhoop", answer=self.told("safety"))
            return self.pause()
        if self.is_act(turn, tracker, step, "laat_maar"):
            return self.stop(have)
        if self.is_act(turn, tracker, step, "terug", "opnieuw"):
            return self.go_on(dispatcher, have, self.back(step, turn.intent == "opnieuw"))
        topics = self.told_apart(turn, tracker)
        if len(topics) > 1 and len(turn.text.split()) <= LONGEST_DIFFERENCE:
            return [*compare(dispatcher, topics), *self.go_on(dispatcher, have, {step.slot: None})]
        meanwhile = None if turn.pressed else self.asked_meanwhile(turn, step)
        if meanwhile:
            return [*show(dispatcher, meanwhile, turn), *self.go_on(dispatcher, have, {step.slot: None})]
        if thanks(turn):
            dispatcher.utter_message(response="utter_dank", answer=sourceless("smalltalk"))
            return self.go_on(dispatcher, have, {step.slot: None})
        corrected = ({} if turn.pressed else self.several(turn, step)) or self.correction(turn, tracker)
        if corrected:
            return self.go_on(dispatcher, have, corrected)
        said = self.said_to_bot(dispatcher, tracker, turn, step)
        if said is not None:
            return said
        if turn.pressed and turn.intent != "geef_waarde":
            return self.pressed(dispatcher, have, turn, step)
        value = step.read(turn.entities.get("value", "") if turn.pressed else turn.text)
        if isinstance(value, Refused) or step.open_text:
            events = self.answer_question(dispatcher, tracker, turn, step)
            if events is not None:
                return [*events, *self.go_on(dispatcher, have, {step.slot: None})]
        if isinstance(value, Refused):
            talked = self.talked(dispatcher, tracker, turn)
            if talked is not None:
                return [*talked, *self.go_on(dispatcher, have, {step.slot: None})]
            # "hoe laat begint de commissie": no place that is misspelt.
            asked = not turn.pressed and not value.buttons and bool(ASKING.search(without_opening(turn.text)))
            if value.asks or asked:
                say_no_answer(dispatcher, "no_answer", turn.text, ())
            if asked and not value.asks:
                return self.go_on(dispatcher, have, {step.slot: None})
            dispatcher.utter_message(response=value.response, answer=self.told("form"), buttons=list(value.buttons),
                                     **value.values)
            return [SlotSet(step.slot, None), SlotSet("requested_slot", step.slot)]
        return self.go_on(dispatcher, have, {step.slot: value})

    def talked(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> list[dict] | None:
        """The events of the reply to small talk, to the weather or another world, or to who looks for the griffie, where the step
        takes no such text; None: none of these."""
        if turn.pressed:
            return None
        if WEATHER.search(turn.text) or (turn.intent == "buiten_bereik" and turn.confidence >= SURE_OF_TALK and len(turn.text.split()) > 2):
            say_no_answer(dispatcher, "out_of_scope", turn.text, ())
            return []
        if HUMAN.search(turn.text):
            return say_human(dispatcher, read_scene(tracker).question or turn.text)
        if turn.intent == "eerste_contact" and turn.confidence >= SURE_OF_TALK:
            return reach(dispatcher, tracker)
        short = len(turn.text.split()) <= LONGEST_TALK
        if turn.intent in SPOKEN and turn.intent not in HANDLED and turn.confidence >= SURE_OF_TALK and short:
            dispatcher.utter_message(response=f"utter_{turn.intent}", answer=sourceless(SPOKEN[turn.intent]))
            return []
        remark = short and turn.intent not in ("ja", "nee") and len(turn.text.split()) > 3 and says_nothing(turn)  # "klopt niet", "Egmond aan Zee" may be one
        return say_remark(dispatcher, turn) if remark else None

    def kept(self, tracker: Tracker) -> dict[str, Any]:
        """What every step has so far, by slot."""
        return {step.slot: tracker.get_slot(step.slot) for step in self.steps}

    def is_harmless(self, turn: Turn, step: Step) -> bool:
        """Whether a flow knows that what was taken for danger is a value; the default never does."""
        return False

    def said_to_bot(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, step: Step) -> list[dict] | None:
        """What a flow knows to be said to the bot and no value; the default knows none."""
        return None

    def is_act(self, turn: Turn, tracker: Tracker, step: Step, *intents: str) -> bool:
        """Whether the user clearly meant one of these acts; what can be content is not an act."""
        words = re.findall(r"\w+", turn.text.lower())
        stops = "laat_maar" in intents and not turn.pressed and STOPS.search(turn.text) and len(words) <= LONGEST_STOP
        if stops and (FIRMLY.search(turn.text) or not self.correction(turn, tracker)):
            return True  # whatever it was taken for: "ach nee laat maar dat doe ik van de week wel met de griffier"
        if turn.intent not in intents or turn.confidence < SURE_OF_ACT:
            return False
        if turn.pressed or ACT_WORDS.issuperset(words):
            return True
        can_be_content = step.open_text or not isinstance(step.read(turn.text), Refused)
        return not (can_be_content or len(words) > 7 or self.correction(turn, tracker))

    def pressed(self, dispatcher: CollectingDispatcher, have: dict[str, Any], turn: Turn, step: Step) -> list[dict]:
        """A button of another message was pressed: show its passage, then ask again."""
        found = find(turn, Scene())
        events = show(dispatcher, found, turn) if found.passage else []
        return [*events, *self.go_on(dispatcher, have, {step.slot: None})]

    def answer_question(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn,
                        step: Step) -> list[dict] | None:
        """Answer a question that came in between; None when the turn is no question to the bot."""
        words = re.findall(r"\w+", turn.text.lower())
        interrupts = bool(INTERRUPTS.search(turn.text))
        if turn.pressed or len(words) < 2:
            return None
        if step.takes_questions and not interrupts:
            return None
        spending = None if step.open_text else asked_spending(turn, tracker)
        if spending:
            return spend(dispatcher, spending, turn.text)
        asks = any(word in ASKS for word in words[:4]) or (not step.open_text and bool(ASKING.search(without_opening(turn.text))))
        topical = turn.intent in TOPICS or turn.intent in ("vervolg", "bron_vragen")
        if not ((topical and turn.confidence >= SURE_OF_QUESTION) or asks or turn.text.endswith("?")):
            return None
        # "nee wacht wat is een interpellatie": the asking word may come after a word or two; or the last sentence asks.
        last = without_opening(re.split(r"(?<=[.!?])\s+", turn.text.strip())[-1])
        about = "instrument" in turn.entities or (EMPTY.issuperset(context_words(last)) and facet_of(turn) is not None)
        asks_last = any(word in ASKS for word in re.findall(r"\w+", last.lower())[:4])
        if step.open_text and not interrupts and not (about and asks_last and len(last.split()) <= LONGEST_QUESTION and (
                topical or turn.text.endswith("?"))):
            return None
        scene = read_scene(tracker)
        if len(topics := compared(turn, scene)) > 1 and CHOICE.search(turn.text):
            return compare(dispatcher, topics)
        found = find(turn, scene)
        if found.passage is None and interrupts and self.about:
            found = find(turn, Scene(last=passage_of(self.about, "hoe")))  # "wacht even, kan het ook mondeling?"
        return show(dispatcher, found, turn) if found.passage else None

    def told_apart(self, turn: Turn, tracker: Tracker) -> list[str]:
        """The topics of which a turn asks the difference; one alone is held against what the flow is about."""
        asks = turn.intent == "verschil" or turn.text.endswith("?") or ASKING.search(without_opening(turn.text))
        if turn.pressed or not asks or not DIFFERENCE.search(turn.text):
            return []
        own = passage_of(self.about) if self.about else None
        scene = read_scene(tracker)
        return compared(turn, replace(scene, last=own) if own else scene)

    def asked_meanwhile(self, turn: Turn, step: Step) -> Found | None:
        """What answers a brief question about the draft itself, where any text may be the value ("moet de raad daarmee
        instemmen?"); None for what is no such question."""
        last = passage_of(self.about, "hoe") if self.about else None
        asks = turn.text.endswith("?") or ASKING.search(without_opening(turn.text))
        own = OWN_PART.search(turn.text)  # the councillor's or the council's, not the subject's: "kan de weg open?"
        if last is None or not asks or not own or len(turn.text.split()) > LONGEST_QUESTION:
            return None
        found = find(turn, Scene(last=last))
        near = found.passage is not None and found.passage.topic in (self.about, *HELPERS)
        sure = found.confidence >= (SURE_AMONG_QUESTIONS if step.takes_questions else SURE_OF_ITS_OWN)
        return found if near and sure else None

    def back(self, step: Step, all_of_it: bool) -> dict[str, Any]:
        """The slots to empty for going one step back, or to the start."""
        at = self.steps.index(step)
        first = 0 if all_of_it else max(at - 1, 0)
        return {s.slot: None for s in self.steps[first:at + 1]}

    def stop(self, have: dict[str, Any]) -> list[dict]:
        """End the flow; the closing action says that nothing was made."""
        return [*(SlotSet(slot, None) for slot in have), SlotSet(self.status, CANCELLED),
                SlotSet("requested_slot", None)]

    def pause(self) -> list[dict]:
        """End the flow for now; what was filled in stays for the next time."""
        return [SlotSet(self.status, PAUSED), SlotSet("requested_slot", None)]

    def go_on(self, dispatcher: CollectingDispatcher, have: dict[str, Any], news: dict[str, Any]) -> list[dict]:
        """Keep what is new and ask for the first thing that is missing, or end.

        Something is set in any case: a form that sets no slot is refused by Rasa, and what it said is lost.
        """
        first = self.steps[0].slot
        events = [SlotSet(slot, value) for slot, value in (news or {first: have.get(first)}).items()]
        known = have | news
        missing = next((s for s in self.steps if known.get(s.slot) is None), None)
        if missing is None:
            return [*events, SlotSet(self.status, DONE), SlotSet("requested_slot", None)]
        self.ask(dispatcher, missing, known)
        return [*events, SlotSet("requested_slot", missing.slot)]

    def ask(self, dispatcher: CollectingDispatcher, step: Step, known: dict[str, Any]) -> None:
        """Utter the question of a step, with the progress."""
        dispatcher.utter_message(
            response=f"utter_request_{step.slot}", step=self.steps.index(step) + 1, steps=len(self.steps),
            answer=self.told("form"), **self.shown(known),
        )

    def shown(self, known: dict[str, Any]) -> dict[str, Any]:
        """Values so far, for a question that shows them; the default shows none."""
        return {}

    def told(self, kind: str) -> dict[str, Any]:
        """The `answer` that a message of this flow carries."""
        return {"kind": kind, "topic": self.form, "facet": None, "confidence": 1.0, "sources": []}
