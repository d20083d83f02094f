"""Making an answer easier: an example from the sources, or its core sentence with the hard words explained."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.choose import names_place
from actions.clarify import say_no_answer
from actions.context import words
from actions.scene import Scene
from actions.sources import passage_of, sources
from actions.turn import Turn
from actions.vergoeding_rules import find_municipality
from actions.wording import excerpt, source_values, sourceless, told
from knowledge import Passage
from knowledge.cues import asks
from knowledge.facts import hard_words

EXAMPLE = re.compile(r"\b(?:bijvoorbeeld|(?:praktijk)?voorbeeld(?:en)?|bijv\.|denk aan|zoals)(?!\w)", re.IGNORECASE)
ASKED = re.compile(r"\b(?:praktijk)?voorbe{1,2}ld\w*", re.IGNORECASE)
# Who did it already: "welke gemeenten zijn hier goed in bezig", "wie hef dat al es daon".
DONE_BEFORE = re.compile(r"\b(?:welke|andere|is er een|een andere|zijn er|(?:weet|ken|heb) je (?:een|n|'n)) gemeenten?\b.{0,40}\b(?:ge?daan|doen|doet|deed|deden|opgepakt|aangepakt|pakken|pakt|bezig|geregeld)\b"
                         r"|\bwie (?:heeft|heb|hef|hebben|deed) (?:dat|zoiets|dit|dar) (?:(?:al|ook|es|eens|wel) )*(?:ge?daan|gedaon|daon|geprobeerd)\b"
                         r"|\bhoe (?:pakken|doen) andere (?:gemeenten|raden)\b", re.IGNORECASE)
IS_EXAMPLE = re.compile(r"voorbeeld|^(?:De )?[Gg]emeente [A-Z]")
SIMPLER = re.compile(r"^\W*(?:(?:en|ok[eé]?|ja|kan|kun|mag|je|het|dat|dit|wat|iets|nog|veel|graag|leg|zeg|eens) ){0,6}(?:simpeler|makkelijker|eenvoudiger|begrijpelijker)\b"
                     r"|\bjip[ -](?:en[ -])?janneke|\bin (?:gewone|simpele|makkelijke|gewoon) (?:taal|woorden|nederlands)\b", re.IGNORECASE)
LONGEST_WISH = 14  # words of a turn that wants it simpler: "kan dat makkelijker? ik moet het morgen aan 3 havo uitleggen"
SHORT = 10  # words of a turn that asks for an example and nothing else
LEAST, SURE = 6, 0.95  # words of a turn that asks for an example of something, and how sure the search must be of a passage on that
CORE = 300  # characters of the core of a passage
MOST_WORDS = 4


def asks_example(turn: Turn, scene: Scene) -> bool:
    """Whether a short turn asks for an example on a subject that it names or that the conversation is about, and there is
    one; without one the search may still know."""
    if not ASKED.search(turn.text) and not DONE_BEFORE.search(turn.text) or len(words(turn.text)) > SHORT:
        return False
    return not names_its_place(turn, scene) and has_example(turn, scene) and not is_elsewhere(turn, scene)


def is_elsewhere(turn: Turn, scene: Scene) -> bool:
    """Whether a turn with the word "voorbeeld" surely asks for what another passage tells: "hebben ze een voorbeeldverordening voor
    fractiegeld", "en clubs van bewoners, heb je daar een voorbeeld van"."""
    found = sources().search_after(turn.text, scene.last, 1) if scene.last and len(words(turn.text)) >= LEAST else None
    if not found or not found.answered or found.hits[0].score < SURE:
        return False
    asked = found.hits[0].passage
    return asked.topic != topic_of(turn, scene) or not (turn.named or IS_EXAMPLE.search(asked.heading))


def names_its_place(turn: Turn, scene: Scene) -> bool:
    """Whether a turn asks who did what the passage shown last tells of, and a municipality stands in it."""
    return bool(scene.last and DONE_BEFORE.search(turn.text) and not ASKED.search(turn.text) and find_municipality(scene.last.text))


def asks_no_example(turn: Turn, scene: Scene) -> bool:
    """Whether a turn that was taken for one names no example and asks what the sources answer: "hoe kan ik dit voortaan voorkomen"."""
    said = ASKED.search(turn.text) or DONE_BEFORE.search(turn.text) or not scene.last
    return not said and asks(turn.text) and sources().search_after(turn.text, scene.last, 1).answered


def topic_of(turn: Turn, scene: Scene) -> str | None:
    """The topic that a turn names, else that of the conversation."""
    return turn.named[0] if turn.named else scene.last.topic if scene.last else None


def has_example(turn: Turn, scene: Scene) -> bool:
    """Whether there is an example on the subject that a turn names, else that of the conversation."""
    topic = topic_of(turn, scene)
    return topic is not None and example_among(sources().of_topic(topic), "") is not None


def example(dispatcher: CollectingDispatcher, turn: Turn, scene: Scene) -> list[dict]:
    """Utter an example on the subject that the turn names, else that of the conversation; else that there is none."""
    topic = topic_of(turn, scene)
    if topic is None:
        dispatcher.utter_message(response="utter_voorbeeld_vragen", answer=sourceless("clarify"))
        return []
    passages = sources().of_topic(topic)
    found = example_among(passages, scene.last.id if scene.last else "", turn.text)
    if found is None:
        say_no_answer(dispatcher, "no_answer", f"{turn.text} ({passages[0].title})", tuple(passages[-1:]))
        return []
    passage, body = found
    response = "utter_example" + ("_overtaken" if passage.overtaken else "")
    dispatcher.utter_message(response=response, body=body, answer=told(passage), **source_values(passage))
    return [SlotSet("topic", passage.topic), SlotSet("passage", passage.id)]


def example_among(passages: Sequence[Passage], shown: str, said: str = "") -> tuple[Passage, str] | None:
    """A passage that gives an example, with its words: one that is an example as a whole, else a paragraph that says so.

    The example of a place that was `said` comes first, one that was `shown` already last.
    """
    whole = sorted((p for p in passages if IS_EXAMPLE.search(p.heading) or p.facet.startswith("voorbeeld")),
                   key=lambda p: (not names_place(said, p), p.id == shown))
    if whole:
        return whole[0], excerpt(whole[0].text, "voorbeeld gemeente")[0]
    return next(((p, block) for p in passages if (block := example_in(p.text))), None)


def asks_simpler(turn: Turn, scene: Scene) -> bool:
    """Whether a turn wants the last answer in simpler words, whatever act was heard: "simpeler graag, ik ben student"."""
    return scene.last is not None and not turn.pressed and not turn.named and len(words(turn.text)) <= LONGEST_WISH and bool(
        SIMPLER.search(turn.text))


def say_simpler(dispatcher: CollectingDispatcher, turn: Turn, scene: Scene) -> list[dict]:
    """Utter the core of the passage that was shown last with its hard words explained; ask which when none was."""
    passage = simpler_for(turn, scene.last)
    if passage is None:
        dispatcher.utter_message(response="utter_eenvoudiger", answer=sourceless("clarify"))
        return []
    core = core_of(passage.text)
    hard = explained(core) or explained(passage.text)
    dispatcher.utter_message(
        response="utter_simpler" + ("_overtaken" if passage.overtaken else "") + ("_words" if hard else ""), body=core,
        words="\n".join(f"- **{word}**: {meaning}" for word, meaning in hard), **source_values(passage),
        answer=told(passage))
    return []


def simpler_for(turn: Turn, last: Passage | None) -> Passage | None:
    """The passage to make simpler: that of another subject that the turn names, else the last one."""
    if turn.named and (last is None or last.topic not in turn.named):
        return passage_of(turn.named[0])
    return last


def example_in(text: str) -> str | None:
    """The paragraph or item of a text that gives an example, or None."""
    blocks = re.split(r"\n\n|\n(?=- |\d+\. )", text)
    block = next((block for block in blocks if EXAMPLE.search(block)), None)
    if block and block.rstrip().endswith(":"):  # it introduces a list: the list is the example
        block = text[text.index(block):]
    return excerpt(block.removeprefix("- "), "bijvoorbeeld")[0] if block else None


def core_of(text: str) -> str:
    """The first sentence of a text, and the next ones while they fit; a list's first items with its introduction."""
    return excerpt(text, "", CORE)[0]


def explained(text: str) -> list[tuple[str, str]]:
    """The hard words in a text with their meaning, in the order of the list, at most MOST_WORDS."""
    said = f" {' '.join(words(text))} "
    return [(word, meaning) for word, meaning in hard_words().items()
            if any(f" {form} " in said for form in (word, f"{word}en", f"{word}s"))][:MOST_WORDS]
