"""A draft starts on a wish for a text, not on the bare name of an instrument or a question about it."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.components.rankings import FALLBACK, SURE, left_of, set_ranking

GUARDED = {"motie_indienen": "motie", "amendement_indienen": "amendement", "vragen_indienen": "vragen",
           "initiatief_indienen": "initiatiefrecht"}  # and the topic that a message is about which wishes no draft of it
FAMILIES = {**GUARDED, "interpellatie_indienen": "interpellatie"}
ANY = "concept_maken"  # "maak er een voor me": a question word is no objection there ("wat kun je voor me schrijven")
BRIEF = 30  # words of a message that asks or wishes; a longer one is a text to work on
WISH = re.compile(
    r"\b(?:help\w*|hulp|mee|maken?|mak|maakt?|schr\w*f\w*|schrijv\w*|stel\w*|opstel\w*|opgesteld|opzet\w*|zet\w*"
    r"|papier|\w*tekst\w*|concept\w*|sjabloon|format|formulier|model|invul\w*|vul\w*|start\w*|begin\w*|nieuwe?|eerste"
    r"|indien\w*|dien\w*"
    r"|aanvra\w*|uitwerk\w*|uitschrij\w*|doe|tik\w*|klaar\w*|voorzet|verder|spoed|nodig|wil|willen|wou|ga|gaan"
    r"|moet\w*|formuleer\w*"
    r"|formuleren|herformul\w*|redig\w*|typ|typen|sgrijf|draai|proefversie|omzett\w*|ombouw\w*|ontwerp|uittik\w*|opschrij\w*"
    r"|voorbereid\w*|inleveren|starten|jij|graag|wille|aanpassen|inbrengen"
    r"|assistentie|bijsta\w*|behulpzaam|aanmaken|ma?ok|werk\b.{0,60}\buit|stap voor stap|toch (?:wel |maar )?(?:een|n)|vooruit|nou goed|op agendapunt"
    r"|brief|regel\w*|in elkaar|document|word|bestand|vorm|voorste\w*|aanlever\w*|constaterende?|overwegende?|verzoekt"
    r"|aan (?:het |de )?(?:werk|slag|bak|tafel)|hup|kom (?:op|we|dan)|doen we|we doen|zullen we|laten we|tijd voor|opstarten|raadsvragen|samen"
    r"|tegearre|skriuw\w*|schrief\w*|opschrie\w*|opsjrie\w*|doust|kies ik|ik kies|klad\w*|schets\w*|uit ?typen|bouw(?:en)?|formuleren)\b"
    r"|:\s*\S", re.IGNORECASE)
ASKS = re.compile(
    r"^\W*(?:(?:en|maar|ok[eé]?|dus|nou|ja|nee|hoi|hallo)\W+)*(?:hoe\w*|wat|wanneer|waarom|waar\w*|wie|welke?|mag|moet(?= (?:ik|je|we|wij|een|de|het|dat|dit|die|er|u|n)\b)|is"
    r"|zijn|heeft|heb|hebben|kan ik|kan een|kunnen we|kun je een)\b"
    r"|\bhoe (?:werkt?|moet|gaat?|dien|doe|stel|maak|schrijf|ziet|zit|kan)\b|\b(?:verschil|voorbeeld)\w*"
    r"|\bvan wantrouwen\b.*\?|^\W*en (?:bij|voor|met|in|over) .{1,40}\?\W*$", re.IGNORECASE)
# Others would write: "helpen ze ook met schrijven van een amendement", after an answer about ambtenaren.
OTHERS = re.compile(r"\b(?:helpen|helpt|schrijven|schrijft|mogen|doen|kunnen|willen) (?:ze|zij|hij|die|dat soort mensen)\b(?! (?:op|uit) te\b)"
                    r"|\b(?:helpt|schrijft) (?:de|een|iemand|zo'?n)\b"
                    r"|\bwie (?:kan|kunnen|wil|helpt|moet|mag|gaat)\b.{0,40}\b(?:help\w*|schrijv\w*|opstel\w*|maken)\b"
                    r"|^\W*(?:kan|kunnen|mag|wil)\b.{0,12}\b(?:ambtenaar|ambtenaren|griffie|griffier)\b.{0,40}\b(?:help\w*|schrijv\w*|opstel\w*)\b"
                    r"|\been mens spreken\b|\bdoe (?:mij|me) (?:dan |maar )*de griffie"  # who wants a human wants no text
                    r"|\b(?:ambtenaar|ambtenaren|griffie|griffier|collega\w*|bestuurskundige\w*)\b.{0,40}"
                    r"\b(?:help\w*|schrijv\w*|opstel\w*)\b.*\?",
                    re.IGNORECASE)
# Whether there is one: "bestaat er een brief die ik hem kan geven".
EXISTS = re.compile(r"^\W*(?:(?:en|maar|ok[eé]?|ja)\W+)*(?:is|zijn|bestaat|bestaan|heb(?:ben)?) (?:er|daar|ze|jullie|hier)\b",
                    re.IGNORECASE)
# What is asked of the text and orders none: "moet die op papier", "kan ik m ook in mijn eentje indienen".
ASKS_OF_IT = re.compile(r"^\W*(?:(?:en|maar|ok[eé]?|dus|nou|ja)\W+)*(?:moet(?= (?:ik|je|we|wij|een|de|het|dat|dit|die|er|u|n|ie|ze|t)\b)|mag(?! ik jou)|loopt|wanneer|waarom"
                        r"|binnen|kan ik (?:m|'m|hem|die|dat|ze|het)\b(?! (?:hier|door)\b)|kan dat|kan het)\b", re.IGNORECASE)
# Orders to write, wherever a sentence or a clause begins: "schrijf dat verzoek maar voor me", "tik jij hem uit", "maak maar een motie".
CLAUSE = (r"(?:^\W{0,5}|[.,;!?]\s?)(?:(?:ok[eé]?|ja|nee|nou|dan|goed|prima|en|weet je wat|doe maar|toch|hm+|jammer|graag|liever|dus)\W{1,3}){0,4}")
IT = r"(?:m|'m|hem|ze|die|dat|deze|het|er een|er eentje|eentje)"
TEXTS = r"(?:motie|amendement|vragen|interpellatie\w*|initiatief\w*|voorstel|verzoek|brief)(?:t?je)?"
ORDERS = re.compile(
    CLAUSE + r"(?:schrijf|maak|tik|typ|stel|zet|werk)\b(?! (?:ik|we|wij|je)\b).{0,40}\b(?:(?:(?:voor|met) (?:me|mij|ons)|uit|op)\b|maar\W*$)"
    r"|" + CLAUSE + r"(?:schrijf|maak|tik|typ|stel) (?:(?:maar|dan|eens|nu|gewoon|jij|toch) )+(?:" + IT + r"|een|n|de|mijn|onze)\b"
    r"|" + CLAUSE + r"zet (?:jij|je|u) " + IT + r" (?:maar )?op\b"
    r"|" + CLAUSE + r"(?:doe|start|begin) (?:(?:maar|dan|toch|gewoon|met) )+(?:(?:een|die|de|het|dat) )?(?:schriftelijke )?" + TEXTS + r"\W*$"
    r"|\b(?:begin|start) maar\W*$|\bschrijf " + IT + r" (?:(?:maar|dan|even) )*voor (?:me|mij|ons)\b"
    # "maak schriftelijke vragen over …", "motie opstellen over …"
    r"|" + CLAUSE + r"(?:schrijf|maak|tik|typ|stel) (?:(?:een|n|de|mijn|onze|even|ff|mij|me|ons|voor|nu|eens) ){0,4}(?:schriftelijke )?" + TEXTS + r"\b"
    # "ik wil schriftelijke vragen opstellen kun je me daarbij helpen"
    r"|\b(?:ik|we|wij) (?:wil|willen|wou|moet|moeten|ga|gaan)\b.{0,20}\b" + TEXTS + r" (?:opstellen|schrijven|maken|tikken)\W+(?:kun|kan|wil) (?:je|jij|u)\b.{0,15}\bhelp"
    r"|^\W*(?:(?:een|n) )?(?:schriftelijke )?" + TEXTS + r"(?:je)? (?:opstellen|maken|schrijven|tikken|typen|uitwerken)\b"
    r"(?!.*\b(?:hoe\w*|wat|wie|wanneer|mag|kan ik|verschil)\b)"
    r"|\b(?:hier|hiervan|daar|daarvan|dit|dat)\b.{0,20}\b(?:een|n) " + TEXTS + r" (?:van|over) (?:maken|schrijven|opstellen)\b"
    # "kun je een motie voor ons opstellen over …": to write is asked of the bot, to file one is not
    r"|^(?:.{0,40}[.,!]\s*)?(?:kun|kan|wil|wilt|kunt|zou) (?:je|jij|u|jullie)\b(?! (?:zelf|ook zelf|altijd|als)\b)"
    r"(?!.{0,60}\b(?:persbericht|speech|toespraak|mail\w*|bericht\w*|column|post|gedicht|stukje)\b)"
    r".{0,60}\b(?:opstellen|schrijven|uitschrijven|opschrijven|uitwerken|opzetten|formuleren|uittypen|uittikken"
    r"|in elkaar (?:zetten|draaien)|op papier zetten|voor (?:me|mij|ons) (?:typen|tikken|maken))\b"
    r"|\bhelp (?:je |jij |u )?(?:me|mij|ons) (?:(?:even|eens|maar|dan) )*(?:met|bij) (?:de|het|een|mijn|onze) "
    r"(?:tekst|opstellen|schrijven|formuleren|concept)\b", re.IGNORECASE)
ASKS_HOW = r".*(?:\?|\b(?:hoe\w*|wat|welke?|wie|wanneer|waarom|mag|verschil|anders)\b)"
# A wish with its subject: "ik wil een amendement op de afvalverordening", "daar een motie over maken". Not one that asks how.
WANT = r"(?:wil|willen|wou|zou|ga|gaan|moet|moeten)"
WHO = r"(?:ik|we|wij)"
SOON = r"(?: (?:graag|nog|even|ook|eens|morgen|vanavond|nu|dan|dus|toch|donderdag)){0,3}"
ONE = r"(?:een|eentje|n) (?:(?:motie|amendement|voorstel|initiatiefvoorstel) )?"
MAKE = r"(?:maken|schrijven|opstellen|indienen)"
WISHES = re.compile(
    rf"(?:\b{WHO} {WANT}|(?:^|[.,;!?]\s?)(?:(?:nou|ok[eé]?|ja|goed|dan|dus|nu) )*{WANT} {WHO}){SOON} "
    rf"(?:(?:een|n|mijn|onze) (?:schriftelijke )?{TEXTS} (?:(?:maken|schrijven|opstellen)\b"
    r"|(?:indienen )?(?:over|op|bij|tegen)\b (?!de agenda)|(?:indienen )?(?:daar|hier)(?:over|op|bij|tegen|van)\b)"
    rf"|(?:daar|hier|er){SOON} {ONE}(?:over |op |van )?{MAKE}\b"
    rf"|(?:daar|hier|er){SOON} (?:een|n) (?:motie|amendement|voorstel|initiatiefvoorstel) (?:over|op|van)\W*$"
    rf"|(?:daar|hier)(?:over|op|bij){SOON} {ONE}{MAKE}\b"
    rf"|(?:daar|hier|er){SOON} (?:schriftelijke )?vragen over{SOON} (?:stellen|indienen)\b"
    rf"|(?:dat|dit){SOON} in een {TEXTS} (?:gieten|zetten|vatten|verwerken)\b"
    r"|schriftelijke vragen (?:stellen|indienen) (?:over|aan)\b)"
    rf"(?!{ASKS_HOW})"
    # the other way round: "daar wil ik een motie over indienen"
    rf"|\b(?:daar|hier) {WANT} {WHO}{SOON} {ONE}(?:over|op|van)(?: {MAKE})?\W*$"
    rf"|\b(?:daar|hier)(?:over|op|bij) {WANT} {WHO}{SOON} {ONE}{MAKE}\W*$"
    rf"|\b(?:daar|hier) {WANT} {WHO}{SOON} (?:schriftelijke )?vragen over (?:stellen|indienen)\W*$"
    rf"|\b(?:daar|hier)over {WANT} {WHO}{SOON} schriftelijke vragen (?:stellen|indienen)\W*$", re.IGNORECASE)
# An order to make a text of what was told, which leads over whatever the story is about: "… dat kan toch niet. maak daar eens een motie van".
LITTLE = r"(?: (?:eens|dan|nou|nu|maar|even|om|voor me|met (?:me|mij|ons)|samen|toch|gewoon|aub|dus)){0,3}"
FROM_IT = re.compile(
    CLAUSE + rf"(?:maak|giet|zet|vat)\b(?!.*\bagenda\b)(?: (?:jij|je|u))?{LITTLE} (?:daar|hier|dat|dit|er|het)(?: (?:verhaal|stuk|gedoe))?{LITTLE}"
    rf" (?:(?:in )?(?:(?:een|n) (?:schriftelijke )?|schriftelijke ){TEXTS}\b|{TEXTS} van\b)"
    r"|" + CLAUSE + rf"(?:schrijf|maak|stel)(?: (?:jij|je|u))? (?:er|daar|hier){LITTLE} (?:(?:een|n) )?(?:schriftelijke )?{TEXTS} (?:over|van|op)\b"
    r"|" + CLAUSE + rf"(?:kun|kan|wil) (?:je|jij|u) (?:daar|hier|er|dat|dit){LITTLE} (?:in )?(?:een|n|schriftelijke) {TEXTS} (?:van )?(?:maken|gieten|zetten)\b"
    r"|" + CLAUSE + rf"doe{LITTLE} (?:(?:een|n) )?(?:schriftelijke )?{TEXTS}{LITTLE}(?:\W*$|[,.!]\s?(?:maak|schrijf|zet|stel)\b)"
    r"|" + CLAUSE + rf"(?:kun|kan|wil) (?:je|jij|u) (?:(?:me|mij|ons|even|eens|nu|ook|een|n|schriftelijke) ){{0,4}}{TEXTS}\b.{{0,40}}\bmaken\W*$"
    rf"|\bmaar (?:goed|ja)\W+maak{LITTLE} (?:er|daar)", re.IGNORECASE)
RESUMES = re.compile(r"\b(?:verder|door|doorgaan|doorgaat) (?:met|aan) (?:de|die|dat|het|mijn|mn|m'n|onze|ons) (?:\w+ ){0,2}?" + TEXTS + r"\b"
                     r"(?!.*\b(?:hoe|wat|wie|wanneer|mag|kan de)\b)", re.IGNORECASE)
GIVES_WAY = (FALLBACK, "vervolg", "buiten_bereik", "welk_instrument", "corrigeer", "laat_maar", "ja", "geef_waarde", "hulp", "opmerking", "overzicht", "groet", "dank",
             "inwoner_vraag", "voorbeeld_vragen", "antwoord_mist", *GUARDED.values())  # to an order
OURS = re.compile(r"\b(?:voor (?:me|mij|ons)|mij te helpen|je me|jij me|u mij|met (?:me|mij|ons)|via jou|door jou"
                  r"|we samen|we nu|jij|mijn vragen|doe je mee|help even|met joue?|mij te begeleiden|schriefst|kom maar op)\b", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DraftGuard(GraphComponent):
    """Stands after the fallback classifier; a message that wishes no draft is about the topic of that draft."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> DraftGuard:
        """Nothing is configured and nothing is learnt."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each such message the intent that is left, with how sure that is."""
        for message in messages:
            text, ranking = message.get("text") or "", message.get("intent_ranking") or []
            left = ranking if text.startswith("/") else without_draft(ordered(ranking, text), text)
            if left and left is not ranking:
                set_ranking(message, left)
        return messages


def ordered(ranking: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """A ranking that is led by no act, with the wish for a draft first where `text` is a plain order to write."""
    if not ranking or ranking[0]["name"] in (*GUARDED, "interpellatie_indienen", ANY):
        return ranking  # danger does give way: the classifier of danger behind this decides of it by itself
    if is_one_family(ranking) and wishes(text, ranking[1]["name"]):
        return [{**ranking[1], "confidence": ranking[1]["confidence"] + ranking[2]["confidence"]}, *ranking[2:]]
    wishes_one = WISHES.search(text) or FROM_IT.search(text) or RESUMES.search(text)
    if not wishes_one and not (ranking[0]["name"] in GIVES_WAY and ORDERS.search(text)):
        return ranking
    sure = SURE if ranking[0]["name"] == FALLBACK else max(SURE, ranking[0]["confidence"])  # what it was taken for stays behind it
    return [{"name": ANY, "confidence": sure}, *(row for row in ranking if row["name"] not in (ANY, FALLBACK))]


def is_one_family(ranking: list[dict[str, Any]]) -> bool:
    """Whether a message is unsure only between the draft of an instrument and that instrument, the draft first."""
    if len(ranking) < 3 or ranking[0]["name"] != FALLBACK:
        return False
    draft, topic = ranking[1], ranking[2]
    return FAMILIES.get(draft["name"]) == topic["name"] and draft["confidence"] + topic["confidence"] >= SURE


def wishes_text(text: str) -> bool:
    """Whether a text plainly asks for a draft to be made, or to go on with one."""
    return bool(ORDERS.search(text) or WISHES.search(text) or FROM_IT.search(text) or RESUMES.search(text))


def without_draft(ranking: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """A ranking without the drafts that `text` does not wish for, best first; `nlu_fallback` stands first when none is sure.

    What was held for a draft counts for its topic; who asks whether others help with one asks about the others.
    """
    dropped = {row["name"]: row["confidence"] for row in ranking
               if row["name"] in (*GUARDED, ANY) and not wishes(text, row["name"])}
    if not dropped:
        return ranking
    held = {} if OTHERS.search(text) else {GUARDED[name]: sure for name, sure in dropped.items() if name in GUARDED}
    return left_of(ranking, dropped.keys(), held, dropped.get(ANY, 0.0))


def wishes(text: str, intent: str) -> bool:
    """Whether a text asks for a draft to be made, rather than names an instrument or asks about it."""
    if len(text.split()) > BRIEF:
        return True
    if not WISH.search(text) or OTHERS.search(text):
        return False
    if intent == ANY:
        return not (EXISTS.search(text) or ASKS_OF_IT.search(text)) or bool(OURS.search(text))
    return not ASKS.search(text) or bool(OURS.search(text))
