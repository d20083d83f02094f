"""Which readings of a message in the middle of a draft are believed. Pure functions.

Any text may be content of a draft, and what is lost there is missed; so what the classifier reads in a message counts only where
a word of the message says the same, or where it is very sure (measured on texts that it did not learn from).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.cues import ASKING, without_opening
from knowledge.drafting import CONTENT, QUESTIONS, Meant

ASKED, CHANGED, OPEN_LEFT, READ_BACK, STOPPED, AGREED_TO, REMARKED = "vraag", "wijzig", "leeg", "lees", "stop", "ja", "opmerking"


@dataclass(frozen=True)
class Proof:
    """From which probability a kind is believed with a word that says the same, and without one (above 1: never)."""

    word: re.Pattern[str]
    with_word: float
    without: float = 1.1
    longest: int = 40  # words


PROOFS = {
    ASKED: Proof(re.compile(
        r"\?$|\b(?:snap|bedoel je|leg (?:\w+ ){0,2}uit|help|ik weet niet (?:of|wat|hoe)|ben je|kun je|kan je|jij)\b"
        rf"|{ASKING.pattern}", re.IGNORECASE), 0.6, 0.9, 30),
    CHANGED: Proof(re.compile(
        r"\b(?:nee+|sorry|wacht|oh?|oeps|moet\w*|mag|toe\w*|erbij|bij|eruit|weg|schrap\w*|haal|gooi|verander\w*|vervang\w*"
        r"|wijzig\w*|maak|korter|langer|bedoel\w*|niet|geen|ipv|in plaats van|klopt|fout|typfout|aanpassen|pas|streep|zet|vergat"
        r"|vergeten|toch|ik zei)\b", re.IGNORECASE), 0.6),
    OPEN_LEFT: Proof(re.compile(
        r"\b(?:we+t|weten|kwee\w*|later|straks|over|sla|slaan|skip|overslaan|leeg\w*|open\w*|blanco|wit|zelf|niks|niets|hoeft|hoef"
        r"|volgende|volgen|voorlopig|verder|door|thuis|onbekend|nvt|eerst|(?:heb|nu|nog) (?:\w+ ){0,3}niet|mondeling|pen"
        r"|komt? (?:\w+ )?(?:nog|terug)|geen (?:\w+ )?(?:idee|onderwerp|toelichting|overweging\w*|naam|namen|kosten|feiten"
        r"|argumenten))\b", re.IGNORECASE), 0.6, 0.97, 15),
    READ_BACK: Proof(re.compile(
        r"^(?!.*\b(?:u|heeft|college)\b).*\b(?:lees|lezen|zien|ziet|toon|tonen|wat (?:heb|had|stond|staat|schreef)|staat"
        r"|tot nu toe|tot zover|tussenstand|overzicht\w*|waar (?:waren|zaten)|kijken|terug(?:lezen|kijken)|samenvat\w*|opgeschreven"
        r"|opgegeven|genoteerd|ingevuld|herha\w+|ook (?:al)?weer|welke \w+ (?:heb|had|staan)|scherm|tekst)\b",
        re.IGNORECASE), 0.5, longest=15),
    STOPPED: Proof(re.compile(
        r"\b(?:stop\w*|kap|hou|later|morgen|straks|pauze|moet (?:nu )?weg|genoeg|laat maar|kappen|ophouden|bel|toch (?:maar )?niet"
        r"|geen tijd|zo terug|ben zo|tot zo|slapen|naar bed|welterusten|annule\w*|breek|afbreken|sluit|einde|niet meer"
        r"|weg (?:met|ermee)|gooi|bewaar|zie ervan af|hoeft|vergeet)\b", re.IGNORECASE), 0.7, longest=20),
    AGREED_TO: Proof(re.compile(r""), 0.75, longest=10),
}
READS = re.compile(r"^\W*(?:(?:kun|kan|wil) je )?(?:lees|toon)\b.{0,30}\b(?:terug|voor)\b.{0,25}$"
                   r"|\bwaar (?:waren|zaten|bleven) (?:we|ik)\b", re.IGNORECASE)
# Said to go on, or to wait: "oke ga maar verder", "goed om te weten, nu weer de vragen", "ff wachten telefoon".
GOES_ON = re.compile(r"\b(?:verder|door|weer|wachten|wacht|moment\w*|terug)\b", re.IGNORECASE)
FILLERS = frozenset("""
    ok oke oké ja nee goed prima top fijn mooi dank dankje dankjewel bedankt thx duidelijk helder om te weten nu weer
    dan toch ga gaan maar door verder met de het die deze dat onze mijn motie amendement vragen tekst voorstel verzoek
    brief interpellatie interpellatieverzoek initiatiefvoorstel schriftelijk schriftelijke we ik je even ff wachten
    wacht moment momentje telefoon bel deurbel kind ben er zo terug hier eh hm oh ah aha haha hè nou dus en naar waar
    zijn ermee hoor graag snel ook aan
""".split())
OPENS = re.compile(r"^\W*(?:(?:ok[eé]?|ja|goed|fijn|mooi|top|prima|duidelijk|helder|dank\w*|goed om te weten)[\s,.!]+)*"
                   r"(?:(?:nu|dan|weer|we|gaan|ga) ){0,3}(?:verder|door)(?: dan)?\s?[.,:!]\s?(?=\S)", re.IGNORECASE)
NO_CONTENT = 0.3  # at most so probable: what else it is, the words tell
NAMED = ("indiener", "indieners")  # the steps that hold names
SURE_AMONG_QUESTIONS = 0.8  # where questions are content
SURE_OF_ANSWER = 0.55  # the same where the sources are sure of an answer
SURE_UNANSWERED = 0.8  # that it is a question, when the sources have no answer to it: else it is content


def without_filler(text: str) -> str:
    """A message without what is said before it goes on: "ok verder. overwegende dat …" → "overwegende dat …"."""
    return OPENS.sub("", text, count=1)


def only_goes_on(text: str) -> bool:
    """Whether a message says nothing but that it goes on, or that the bot must wait."""
    said = re.findall(r"\w+", text.lower())
    return bool(said) and FILLERS.issuperset(said) and bool(GOES_ON.search(text)) and "terug" not in said[:1]


def believed(meant: Meant, text: str, step: str) -> str:
    """The kind that a message is taken for: what the classifier read, or content where that is not proven."""
    if meant.content <= NO_CONTENT and READS.search(text):
        return READ_BACK
    proof = PROOFS.get(meant.kind)
    if proof is None or len(text.split()) > proof.longest:
        return CONTENT
    said = proof.word.search(without_opening(text))
    least = proof.with_word if said else 1.1 if step in NAMED else proof.without  # "alleen ik, M. Hoekstra" is no question
    if step == QUESTIONS and meant.kind != OPEN_LEFT:
        least = max(least, SURE_AMONG_QUESTIONS)
    return meant.kind if meant.sure >= least else CONTENT
