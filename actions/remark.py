"""What is said and asks for nothing: a reaction, a plan, a farewell; by its words, its intent, and a classifier of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions.context import MORE
from actions.safety import AFTER, GOES_ON, NOTED, is_hardly_danger
from actions.sources import sources
from actions.told import asks_somewhere
from actions.turn import TOPICS, Turn
from actions.vergoeding_rules import find_municipality
from actions.wording import sourceless
from knowledge.cues import OPENING, asks, words
from knowledge.remarks import ACTS
from knowledge.remarks import REMARKS as TALKED  # what asks for nothing: unsure which, a turn is still talk

if TYPE_CHECKING:
    from rasa_sdk.executor import CollectingDispatcher

VERB_FIRST = re.compile(r"^\W*(?:wordt|worden|gaat|gaan|komt|heeft|hebben|ben|weet|kent|doet|geldt|zit|staat)\b", re.IGNORECASE)
POLITE = ("dank", "afscheid", "laat_maar", "groet")
# "de krant thuis dan", "nog een", "mot dat altied via de griffier", "hebben ze ook een nieuwsbrief"
ELLIPTIC = re.compile(r"^\W*(?:\w+\W+){0,5}dan\W*$|^\W*(?:een|n|de|mijn|mn|zo'?n) (?:\w+\W+){0,7}dan\W*$|^\W*nog (?:een|ene|1|meer)\W*$|^\W*(?:mot|mut|kin|magge?)\s(?:dat|ik|ie|je|me|we|wie)\b"
                      r"|\bhebben ?ze\b", re.IGNORECASE)
BUT = re.compile(r"^\W*(?:\w+\W+){0,3}maar\b", re.IGNORECASE)
PLAIN = 0.9  # how sure a polite turn must be to need no look at the sources
REMARKS, SURE_OF_REMARK = ("opmerking", "laat_maar"), 0.7  # what is said and asks for nothing
SURE, SURE_OF_NAMED = 0.45, 0.9  # how sure the classifier must be; the same of a turn that names a subject: "ik bespreek het met de griffier"
SURE_OF_NOTHING = 0.8  # and from where on no word of it counts: of a thousand questions one gets that
SUREST = 0.96  # the same of one that begins like a question
LITTLE = 2  # words of a message that may still ask anything
SURE_OF_ACT = 0.6  # how sure another act must be to be none
NO_REMARK = 0.3  # how likely it must at least be that a question asks for nothing
NO_ACT = 0.2  # how likely an act must at least be to the second look: "moet dat op papier of kan ik het gewoon zeggen" is no wish for simple words
MISSED, AT_ALL = ("antwoord_mist", "corrigeer", "terug"), 0.35  # acts that look like a remark, and from when they may be meant: "nee dat bedoel ik niet"
FEW = 6  # words of a turn that goes on by "voor", "bij" or "met"
LONGEST = 20  # words of a remark: what is longer may ask in the middle of it
SURE_OF_REPLY = 0.3  # how sure an act of small talk must be for its own reply
# A question that sounds like a remark: "mooi. kost dat niet juist meer tijd dan", "haha waarvoor is het dan wél".
QUESTIONED = re.compile(r"(?:^|[.!?,]\s*)(?:kost|geldt|telt|betekent|scheelt)\s(?:dat|het|die|t)\b|\bwaar(?:voor|om|mee|bij|in) (?:is|zijn|kan|mag|moet|gaat|dan)\b",
                        re.IGNORECASE)
# What is wished without a question: "ik snap nog niet wat een motie is", "ik zoek de verordening".
UNKNOWING = re.compile(r"\b(?:snap|begrijp|weet)\b.{0,25}\b(?:niet|geen|nog|nait|nie)\b", re.IGNORECASE)
ORDERS = re.compile(r"\b(?:zoek|wil weten|vroeg me af|wou weten|benieuwd|uitleg|leg\w* uit|vertel|noem|geef|toon|laat\w* zien)\b", re.IGNORECASE)
# What is looked for without asking: "er was toch ook een wet in de maak", "er zou een wet aankomen hoorde ik".
HEARD = re.compile(r"\b(?:er (?:was|is|komt|kwam|zou(?:den)?) toch|was er (?:niet|toch)|er zou(?:den)? .{0,30}\bkomen|gelezen (?:over|van|dat)|hoorde ik|(?:ge)?h(?:oor|eur)d (?:over|van|dat)"
                   r"|(?:wet|regel) an heb ik)\b", re.IGNORECASE)
EXCLAIMS = re.compile(r"^\W*(?:\w+\W+){0,2}wat een\b[^?]*$", re.IGNORECASE)  # "pff wat een regeltjes zeg" asks nothing
# Who has understood, or only exclaims: "ok, ik begrijp", "oke snap m", "pff wat een wereld".
SAYS_SO = re.compile(r"^\W*(?:(?:ok[eé]?|ja|aha|ah|oh?|hm+|nou|prima|top)\W+)*(?:ik )?(?:snap|begrijp|vat)(?: (?:ik|het|m|'m|hem|t|'t|ik wel))?\W*$"
                     r"|^\W*(?:(?:pf+|poeh?|joh|nou|tjonge|kijk eens aan|goh|haha|jeetje|sjonge|zo)\W+)*wat (?:een|n|'n) \w+(?: (?:zeg|joh|hoor|ook|allemaal|toch))*[\W]*$", re.IGNORECASE)
# What the user will do: "nou goed dan vraag ik dat wel na bij de griffie".
PLANS = re.compile(r"^\W*(?:(?:nou|ok[eé]?|goed|prima|ja|dan|mooi|fijn|helder|top|aha|oh?|jammer)\W+)+"
                   r"(?:zal|ga|vraag|bel|mail|app|bespreek|zoek|leg|neem|geef|stuur) ik\b[^?]*$", re.IGNORECASE)


def says_nothing(turn: Turn) -> bool:
    """Whether the classifier of remarks is sure of a typed turn, and no word in it asks; an act with a meaning of its own stays one."""
    if not turn.pressed and not turn.named and SAYS_SO.search(turn.text):
        return True
    about = turn.intent in TOPICS or turn.intent in (*TALKED, "vervolg", "mag_dit")
    missed = any(turn.ranking.get(intent, 0.0) >= AT_ALL for intent in MISSED)
    other = (not about and turn.confidence >= SURE_OF_ACT) or missed
    dangerous = any(turn.ranking.get(kind, 0.0) >= NOTED for kind in AFTER) and not is_hardly_danger(turn)
    if turn.pressed or dangerous:
        return False
    tone = sources().tone(turn.text)
    if other and (tone.act >= NO_ACT if turn.intent in ACTS or missed else tone.nothing < SURE_OF_NOTHING):
        return False
    asked = asks(turn.text) and (tone.nothing < SUREST or "?" in turn.text)  # "wat schattig. nou slaap lekker robot"
    told = len(words(turn.text)) > LITTLE or turn.intent in TALKED  # "budget", "ook niet" say too little for that
    if told and tone.nothing >= (SURE_OF_NAMED if turn.named else SURE_OF_NOTHING) and not goes_on(turn.text) and not asked and not ORDERS.search(turn.text):
        return True  # whatever other words of it may ask: "nou snap ik waarom ik zo moe ben"
    if wants(turn.text) or find_municipality(turn.text) or len(words(turn.text)) > LONGEST:
        return False
    return bool(PLANS.search(turn.text)) or tone.nothing >= (SURE_OF_NAMED if turn.named else SURE)


def is_mere_remark(turn: Turn) -> bool:
    """Whether a turn that was taken for a correction asks for nothing and corrects nothing: "valt me niet tegen", "nee vast niet"."""
    if turn.pressed or len(words(turn.text)) < 2:
        return False
    tone = sources().tone(turn.text)
    return tone.nothing >= SURE and tone.act < SURE


def is_question(turn: Turn) -> bool:
    """Whether a turn that was taken for small talk asks something, and the second look sees no remark in it: "ik zit in de auto dus ik
    spreek even in hoe zat het ook alweer met pensioen"."""
    asked = not turn.pressed and turn.intent in TALKED and bool(asks_somewhere(turn.text) or GOES_ON.search(turn.text) or VERB_FIRST.search(turn.text))
    return asked and sources().tone(turn.text).nothing < NO_REMARK


def is_no_act(turn: Turn) -> bool:
    """Whether a turn that was taken for an act upon the last answer is none to the second look, which weighs it against all questions."""
    return not turn.pressed and turn.intent in ACTS and sources().tone(turn.text).act < NO_ACT


def say_remark(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict]:
    """Utter the reply to small talk: that of the likeliest kind, where it is likely at all."""
    likeliest = max(POLITE, key=lambda intent: turn.ranking.get(intent, 0.0))
    reply = likeliest if turn.ranking.get(likeliest, 0.0) >= SURE_OF_REPLY else "opmerking"
    dispatcher.utter_message(response=f"utter_{reply}", answer=sourceless("smalltalk"))
    return []


def plain(turn: Turn) -> bool:
    """Whether a turn is surely polite, or a mere remark, and asks for nothing: "pff ok, ik voel me al iets beter, thnx", "dan ga ik die
    180 bladzijden maar eens lezen"."""
    sure = turn.intent in REMARKS and turn.confidence >= SURE_OF_REMARK
    if not sure and not (turn.intent in TALKED and sum(turn.ranking.get(intent, 0.0) for intent in TALKED) >= PLAIN):  # "haha oké terecht"
        return False
    return not (turn.named or wants(turn.text))


def wants(text: str) -> bool:
    """Whether words of a text ask or wish for something, or go on from the question before."""
    if elliptic(text):
        return True
    if EXCLAIMS.search(text):
        return False
    return adds(text) or asks(text) or asks_somewhere(text) or any(said.search(text) for said in (VERB_FIRST, QUESTIONED, UNKNOWING, ORDERS))


def goes_on(text: str) -> bool:
    """Whether a text leans on the question before it: "de taart dan", "en fooi in een restaurant", "er zou toch een wet aankomen"."""
    return elliptic(text) or adds(text)


def elliptic(text: str) -> bool:
    """Whether a text asks for more, or says too little to mean anything without what came before."""
    return bool(MORE.search(text) or ELLIPTIC.search(text) or HEARD.search(text))


def adds(text: str) -> bool:
    """Whether a turn goes on by its first words ("en fooi in een restaurant"); "jammer maar logisch" does not."""
    return bool(OPENING.search(text) or (words(text)[:1] in (["voor"], ["bij"], ["met"]) and len(words(text)) <= FEW)) and not BUT.search(text)
