"""An acute threat: what to do now, from the source's own advice."""

from __future__ import annotations

import re
from itertools import takewhile

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.scene import LATELY, Scene
from actions.sources import passages_of, sources
from actions.told import asks_somewhere
from actions.turn import TOPICS, Turn
from actions.wording import sourceless
from knowledge import Passage
from knowledge.cues import ASKING, asks, is_opened, without_opening, words
from knowledge.drafting import NO_STEP
from knowledge.linear import between

SUSPECTED = 0.3  # how likely danger must be where the sources have no answer: then "dat weet ik niet" would be the worse mistake
SUSPECTED_OF_ASKING = 0.6  # the same of who asks or goes on: "hoe word ik lid van die laatste", "en als ik in Assen zou zitten"
SURE_OF_ANOTHER = 0.6  # an intent from here on explains a message well enough
PLAIN_SIGN = 1.0  # how sure danger is where the words alone show it
DENIED = 0.2  # how likely danger must at least be to the second look, else it is only noted: 4 of 220 unseen threats, 18 of 67 false ones
DENIED_OF_SURE, SURE = 0.1, 0.95  # the same where the first look is nearly certain: "moet ik die doodsbedreiging screenshotten"
DENIED_A_NOTE, DENIED_OF_REMARK = 0.08, 0.3  # the same of a line beside the answer, and of one after a sure remark
DENIED_BESIDE_SURE = 0.3  # the same of a line, where the turn is nearly certainly a question about a subject or goes on about one
DENIED_IN_STORY = 0.6  # the same of a story without a word of oneself: "in de flat lag een man drie weken dood in huis"
DENIED_OF_ASKING = 0.5  # the same of who asks something, or surely nothing: "hij snapt er niks van, bestaat er een brief voor hem"
SURE_BESIDE_QUESTION = 0.9  # how sure the first look must be of danger beside a question that the sources answer
DENIED_OF_ANSWERED = {"dreiging": 0.7, "wanhoop": 0.93}  # the same of the second; despair then still gets its line beside the answer
# How likely danger must at least be to the reader. Below the first, none of 120 unseen threats, 82 of 140 sentences that only look like
# one, and 96 of a hundred ordinary turns; of despair the second look must doubt too (2 of 80). More where a passage answers, or where
# it is a sure remark: still none of the threats, 100 of the 140.
HARDLY, HARDLY_OF_ANSWERED, HARDLY_OF_REMARK, HARDLY_OF_SAD_REMARK = 0.03, 0.1, 0.6, 0.2
ANSWERED, DOUBTED = 1.0, 0.5  # log odds that a passage answers; how likely despair may be to the second look
# How likely danger must be midway between both looks, for the card and for a line: 27 and 68 of 12,250 ordinary turns are that, 169 and 184
# of 200 unseen sentences of danger. UNANSWERED: log odds of an answer from which on it is none; ACTS: how sure an act that is none is.
SEEN, GLIMPSED, UNANSWERED, ACTS = 0.5, 0.3, 0.5, 0.8
SURELY_REMARK = 0.9  # and from here on even a sure first look is doubted: "rustig, ik ga niemand aan de hoogste boom hangen"
SURE_OF_REMARK = 0.8  # how sure a remark must be: 3 of 120 unseen threats are that
# Who asks ahead of any danger: "hoe voorkom ik dat boze mensen op de stoep staan, niks aan de hand hoor".
AHEAD = re.compile(r"\bniks aan de hand\b|\bvoor het geval\b|\bhoe voork(?:om|omen) (?:ik|we|wij|je)\b|\bniet dat (?:ik|we) bedreigd\b", re.IGNORECASE)
# What is asked of the bot itself: "ben jij er nog zo laat".
OF_THE_BOT = re.compile(r"^\W*(?:ben|zit|werk|slaap|leef) (?:je|jij|jullie|u)\b(?!.*\b(?:ik|me|mij|mijn|dood)\b)", re.IGNORECASE)
STORY, STORY_WORDS = 0.95, 10  # how surely a draft would hold it, and words, from where on a message is one
NOTED = 0.35  # how likely it must be to be noted beside the answer: 212 of 220 unseen threats get that or more
NOTED_OF_ACT = 0.6  # the same beside the reply to small talk
FEW = 5  # words, which say too little to suspect anything
ASKS = re.compile(rf"{ASKING.pattern}|^\W*(?:en\s+)?(?:bestaat|bestaan)\b", re.IGNORECASE)
BRIEF = 3  # words, of which nothing is noted
TELLS = 14  # words of a turn that tells how it goes on
BRIEFLY = 8  # the same, a few turns later: "goed, ik bel wel"
AFTER = {"dreiging": "utter_na_dreiging", "wanhoop": "utter_na_wanhoop"}  # what is said then, by the intent before it
# Who asks on about something else, wherever the question stands: "wacht eventjes wie kan mij helpen met de cijfers".
GOES_ON = re.compile(r"\b(?:wie (?:kan|mag|moet|gaat|doet|helpt|betaalt)|wat (?:is|zijn|doet|kost|mag|kan|voor)|(?:uit |in |van |voor )?welke?"
                     r"|hoe(?:veel|lang)? (?:krijg|kan|moet|doe|werkt|gaat|lang|veel|zit|zat)|(?:kan|mag|moet) ik|heb ik recht)\b", re.IGNORECASE)
# A question that begins with its verb: "geldt het ook voor commissies"; "gaat wel weer" is none.
VERB_FIRST = re.compile(r"^\W*(?:geldt|mag|kan|kun|moet|wordt|krijgt?|staat|zit|is|zijn|bestaat|hoeft)\s(?:ik|we|wij|je|het|t|dat|die|er|de|een|ook|zo'?n)\b",
                        re.IGNORECASE)
# Whom to call, right after the advice: "moet ik nu de politie bellen of de burgemeester".
CALLS = re.compile(r"\b(?:bel|bellen|melden|meld|waarschuw\w*|inschakelen|inlichten|naar)\b.{0,40}\b(?:politie|112|burgemeester|griffier)\b"
                   r"|\b(?:politie|112|burgemeester|griffier)\b.{0,40}\b(?:bel|bellen|melden|meld|waarschuw\w*|inschakelen|inlichten)\b"
                   r"|\bwie (?:bel|(?:moet|kan|zal) (?:ik|we|wij) (?:(?:dan|nu|nou|het best) )*(?:bellen|waarschuwen))\b", re.IGNORECASE)
TALK_TO = re.compile(r"\b(?:praten|bellen|spreken|nummer|iemand|help\w*|hulp|luister\w*)\b", re.IGNORECASE)
# With what one needs help who is back at work: "wie kan me nog helpen met de tekst, een ambtenaar".
AT_WORK = re.compile(r"\b(?:tekst\w*|ambtena\w+|stuk(?:ken)?|voorstel\w*|schrij\w+|cijfers|agenda\w*|begroting\w*|college|wethouder\w*|vergadering\w*|cursus\w*)\b",
                     re.IGNORECASE)
SURE_OF_TOPIC = 0.8
THREATENED = re.compile(r"bedrei|dreig|intimid|lastig ?gevallen", re.IGNORECASE)
OURSELVES = frozenset("ik me mij mijn mn ons onze we wij".split())
ONESELF = frozenset("me mij mijn mn mezelf mijzelf".split())  # to whom it is done; "ik was er vanmiddag" only tells
BEDREIGD = ("bedreiging", "bij_incidenten")
ADVICE = ("bedreiging/bij_incidenten", "bedreiging/preventief")


def say_safety(dispatcher: CollectingDispatcher) -> list[dict]:
    """Utter the advice for an acute threat; the events remember the topic."""
    passages = passages_of(ADVICE)
    answer = {"kind": "safety", "topic": "bedreiging", "facet": "bij_incidenten", "confidence": 1.0,
              "sources": [passage.cite() for passage in passages]}
    incidents, prevention = (passage.text for passage in passages)
    dispatcher.utter_message(response="utter_safety", incidents=incidents, prevention=prevention, answer=answer)
    return [SlotSet("topic", "bedreiging"), SlotSet("passage", ADVICE[0])]


def say_despair(dispatcher: CollectingDispatcher) -> list[dict]:
    """Utter that a human can help, and how to reach one."""
    dispatcher.utter_message(response="utter_wanhoop", answer=sourceless("safety"))
    return []


def say_suspected(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Utter the advice where a turn that nothing answers may tell of danger or despair; whether it did."""
    unsure = turn.confidence < SURE_OF_ANOTHER and len(turn.text.split()) > FEW
    goes_on = ASKS.search(without_opening(turn.text)) or is_opened(turn.text)
    least = SUSPECTED_OF_ASKING if goes_on else SUSPECTED
    kinds = ("dreiging",) if OF_THE_BOT.search(turn.text) else ("dreiging", "wanhoop")
    kind = next((kind for kind in kinds if unsure and turn.ranking.get(kind, 0.0) >= least), None)
    if kind and is_unlikely(turn, DENIED):
        return False  # "stop toch maar, ik doe het morgen"
    if kind == "dreiging":
        say_safety(dispatcher)
    elif kind == "wanhoop":
        say_despair(dispatcher)
    return kind is not None


def is_denied(turn: Turn, last: Passage | None = None) -> bool:
    """Whether what was taken for danger is none to a second look, by the classifier that also knows what drafts hold; plain signs
    are always danger. last: the passage that was shown before."""
    brief = len(turn.text.split()) <= BRIEF  # nothing would be noted then
    if turn.intent not in AFTER or turn.pressed or turn.confidence >= PLAIN_SIGN or brief:
        return False
    if AHEAD.search(turn.text) or (turn.intent == "wanhoop" and OF_THE_BOT.search(turn.text)):
        return True
    if is_hardly_danger(turn):
        return True
    meant, asked = sources().meant_in_draft(turn.text, NO_STEP), asks_somewhere(turn.text)
    most = DENIED_OF_ANSWERED[turn.intent]
    if asked and turn.confidence < SURE_BESIDE_QUESTION and meant.danger < most and is_answered_elsewhere(turn.text, last):
        return True  # "iedereen weet alles al, waar kan ik testen wat ik nog niet kan": the answer, with a line beside it
    story = meant.content > STORY and len(turn.text.split()) > STORY_WORDS and not ONESELF.intersection(words(turn.text))
    nothing = 0.0 if asked else sources().tone(turn.text).nothing
    certain = turn.confidence >= SURE and not story and nothing < SURELY_REMARK
    doubtful = asked or nothing >= SURE_OF_REMARK
    return meant.danger < (DENIED_OF_SURE if certain else DENIED_IN_STORY if story else DENIED_OF_ASKING if doubtful else DENIED)


def is_hardly_danger(turn: Turn) -> bool:
    """Whether the reader sees no danger in a turn that may be taken for it without a plain sign: "mijn dochter zegt dat mijn filmpjes
    cringe zijn", "nee bang ben ik niet hoor, het is meer een slijmbal"."""
    if turn.pressed or (turn.intent in AFTER and turn.confidence >= PLAIN_SIGN):
        return False
    read, remark = sources().read(turn.text), sources().tone(turn.text).nothing >= SURE_OF_REMARK
    if turn.ranking.get("wanhoop", 0.0) > turn.ranking.get("dreiging", 0.0):
        least = HARDLY_OF_SAD_REMARK if remark else HARDLY
        return read.danger < least and sources().meant_in_draft(turn.text, NO_STEP).danger < DOUBTED
    return read.danger < (HARDLY_OF_REMARK if remark else HARDLY_OF_ANSWERED if read.asks >= ANSWERED else HARDLY)


def seen_together(turn: Turn, least: float) -> str | None:
    """The danger that the second look and the reader see together, at least so likely, whatever the first look made of it, where no
    passage answers; None: none."""
    read = sources().read(turn.text)
    if turn.pressed or not read.learnt or len(turn.text.split()) <= BRIEF or read.asks >= UNANSWERED:
        return None
    if sources().tone(turn.text).act >= ACTS:
        return None  # "kan het simpeler voor iemand met een schaar in de hand"
    sure = between(sources().meant_in_draft(turn.text, NO_STEP).danger, read.danger) >= least
    return max(AFTER, key=lambda kind: read.kinds[kind]) if sure else None


def is_unlikely(turn: Turn, least: float) -> bool:
    """Whether danger of which the first look was unsure is not seen by the second, or the turn is surely a remark: "ik heb nog niks
    aangenomen hoor"."""
    if is_hardly_danger(turn):
        return True
    danger = sources().meant_in_draft(turn.text, NO_STEP).danger
    return danger < least or (danger < DENIED_OF_REMARK and sources().tone(turn.text).nothing >= SURE_OF_REMARK)


def is_answered_elsewhere(text: str, last: Passage | None = None) -> bool:
    """Whether the sources surely answer a text, by itself or after the `last` passage, with one of another subject than threats."""
    looks = [sources().search_national(text, 1), *([sources().search_after(text, last, 1)] if last else [])]
    return any(found.answered and found.hits[0].passage.topic != BEDREIGD[0] for found in looks)


def note_danger(dispatcher: CollectingDispatcher, turn: Turn, scene: Scene, before: int, least: float = NOTED) -> list[dict]:
    """Put one line on whom to call ahead of the messages of a turn (those from `before` on), where it may tell of danger and got
    an answer to something else: "hoe dien ik een motie in, en mijn banden zijn lekgestoken"; where both later looks see danger, the whole
    advice in their place. least: how likely danger must be."""
    if turn.pressed or len(turn.text.split()) <= BRIEF or danger_lately(scene):
        return []
    if seen := seen_together(turn, SEEN):
        del dispatcher.messages[before:]  # whatever the first look made of it
        return say_safety(dispatcher) if seen == "dreiging" else say_despair(dispatcher)
    shown = [(message.get("answer") or {}).get("kind") for message in dispatcher.messages[before:]]
    glimpsed = seen_together(turn, GLIMPSED)
    kind = glimpsed or max(AFTER, key=lambda kind: turn.ranking.get(kind, 0.0))
    if "safety" in shown or not (glimpsed or turn.ranking.get(kind, 0.0) >= least):
        return []
    goes_on = turn.intent in (*TOPICS, "vervolg") and turn.confidence >= SURE  # "en als ze er geen zin in hebben"
    if not glimpsed and is_unlikely(turn, DENIED_BESIDE_SURE if goes_on else DENIED_A_NOTE):
        return []  # "was een grapje hoor"
    dispatcher.utter_message(response=f"utter_{kind}_twijfel", answer=sourceless("safety"))
    dispatcher.messages.insert(before, dispatcher.messages.pop())
    return [doubt(scene)]


def doubt(scene: Scene) -> dict:
    """The event that keeps that the latest message was taken for danger and hardly is."""
    return SlotSet("twijfel", [*scene.doubted, scene.said][-LATELY:])


def tells_after_danger(turn: Turn, scene: Scene) -> bool:
    """Whether a turn right after the advice tells how it goes on, and asks nothing: "oké, de politie is gebeld"."""
    question = turn.pressed or turn.named or asks(turn.text) or GOES_ON.search(turn.text) or VERB_FIRST.search(turn.text)
    if scene.before in AFTER:
        return not question and len(words(turn.text)) <= TELLS
    about = turn.intent in TOPICS and turn.confidence >= SURE_OF_ANOTHER  # the conversation has gone on
    return danger_lately(scene) is not None and not question and not about and len(words(turn.text)) <= BRIEFLY


def danger_lately(scene: Scene) -> str | None:
    """The danger that the user told of in the last few messages, and of no subject since: dreiging, wanhoop or None."""
    since = takewhile(lambda intent: intent not in TOPICS, (scene.before, *scene.lately))
    told = [intent for intent in since if intent in AFTER]
    return "dreiging" if "dreiging" in told else next(iter(told), None)  # who is threatened may sound desperate next


def is_threatened(turn: Turn) -> bool:
    """Whether a typed turn is surely about a threat to the user: then the advice for incidents, whatever else it asks."""
    about = not turn.pressed and turn.intent == BEDREIGD[0] and turn.confidence >= SURE_OF_TOPIC
    return about and bool(THREATENED.search(turn.text)) and bool(OURSELVES.intersection(words(turn.text)))


def asks_whom_to_call(turn: Turn, scene: Scene) -> bool:
    """Whether a turn after the advice for a threat asks whom to call: then the advice once more, which says so."""
    asked = asks_somewhere(turn.text) or VERB_FIRST.search(turn.text)
    return bool(not turn.pressed and danger_lately(scene) == "dreiging" and asked and CALLS.search(turn.text))


def asks_for_a_human(turn: Turn, scene: Scene) -> bool:
    """Whether a turn right after the answer to despair asks whom to talk to: "met wie kan ik nu praten dan"."""
    talk = TALK_TO.search(turn.text) and not AT_WORK.search(turn.text)
    return danger_lately(scene) == "wanhoop" and not turn.pressed and not turn.named and bool(talk)


def say_after_danger(dispatcher: CollectingDispatcher, scene: Scene) -> list[dict]:
    """Utter what comes next after the advice for a threat or for despair."""
    dispatcher.utter_message(response=AFTER[danger_lately(scene) or "dreiging"], answer=sourceless("safety"))
    return []
