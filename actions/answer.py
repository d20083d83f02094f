"""Answering from the sources: the passage, where it stands, the year for which it holds, and where to go on."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.choose import Choice, choose, choose_after, doubtful, following, is_far, named_part, same_part
from actions.clarify import NEAREST, ask_back, ask_subject, say_door, say_human, say_no_answer
from actions.compare import WHICH, asks_source, compare, compared, pointed_at, say_source
from actions.context import AROUND, Leaning, asking_clause, asking_sentence, facet_of, leaning, subject_of, without_opening, words
from actions.draft_parts_rules import DRAFTS
from actions.dutch_numbers import read_inhabitants
from actions.eerste_contact_say import asks_contact, say_cards
from actions.explain import asks_example, asks_simpler, example, say_simpler
from actions.mag_dit_rules import Spending, asks_unknown, read_spending
from actions.mag_dit_say import asked_spending, say_spending
from actions.onkosten_say import asks_amount, say_amount
from actions.remark import is_no_act, say_remark, says_nothing
from actions.safety import (
    BEDREIGD,
    asks_for_a_human,
    asks_whom_to_call,
    danger_lately,
    is_threatened,
    note_danger,
    say_after_danger,
    say_despair,
    say_safety,
    say_suspected,
    tells_after_danger,
)
from actions.scene import Scene, read_scene
from actions.show import Found, show, show_guess, show_local, show_second
from actions.sources import passage_of, passages_of, sources
from actions.tijdsbesteding_reading_rules import read_message
from actions.toelagen_say import asked_extra, say_extra
from actions.told import say_told, tells
from actions.turn import TOPICS, Turn, read_turn
from actions.vergoeding_rules import find_municipality
from actions.vergoeding_say import follows_allowance, tell_inhabitants, tell_on, tell_places
from actions.welk_instrument_say import reconsider, reconsidered
from actions.wording import sourceless
from actions.zetels_say import asked_seats, say_seats
from knowledge import Passage, Result
from knowledge.cues import POINTING, asks, is_opened

TABLE, FILLS = "tijdsbesteding", 2  # the subject with a table of hours, and how many of them make a turn fill it in
LOOK_AT = 12  # hits that the choice weighs
CHOICE = re.compile(r"\b(?:verschil\w*|vergelijk\w*|vs|versus|of|dan wel)\b", re.IGNORECASE)
ORDINAL = re.compile(r"\b(?P<first>eerste|bovenste|1e|nummer 1)\b|\b(?:tweede|onderste|laatste|2e|nummer 2)\b", re.IGNORECASE)
# Intents whose questions belong elsewhere, unless the sources answer them; and what is said then.
DOORS = {"ander_ambt": "ander_ambt", "juridische_kwestie": "juridische_kwestie", "integriteit": "juridische_kwestie"}
# A short "en …?" after one of these asks the same of something else.
SAME_DOOR = ("ander_ambt", "juridische_kwestie", "inwoner_vraag", "stemadvies")
ORGANISATIONS = ("vng", "bzk")  # who may have something on any subject, and the words that ask for it: "levert de VNG daar een model voor"
ON_IT = re.compile(r"\b(?:daar|er|hier)\b.{0,40}\b(?:voor|over|van)\b|\b(?:daar|er|hier)(?:voor|over|van)\b", re.IGNORECASE)
ANYWHERE = ("griffie",)  # named in questions on every subject: "kan de griffie daarbij helpen"
SURE_OF_DOOR = 0.8  # how sure "another office" must be to be believed over what the sources seem to answer
TALKS = ("dank", "opmerking", "afscheid", "laat_maar", "groet", "ja", "nee", "belediging", "stemadvies", "engels", "inwoner_vraag", "wie_ben_je",
         "antwoord_mist", "corrigeer", "eenvoudiger", "bron_vragen", "voorbeeld_vragen", "verschil", "geef_waarde", "opnieuw")
SURE_OF_ACT = 0.8  # how sure an act must be to explain a turn
SURE_OF_ASKING = 0.6  # how sure a subject or a follow-up must be to be none of the small talk that it sounds like
LEAST_OF_GUESS = 0.15  # how sure the search must be of a passage to show it with a warning where the intents agree
BRIEF = 3  # words of a turn that says nothing without the question before it
POINTS = 12  # words with which a turn points at whom the last answer was about
STILL = 6  # words with which a turn goes on about the one before
STATES = 12  # words of one that tells how many inhabitants there are
THUMBS = re.compile("[\U0001F44D\U0001F44C\U0001F64F\U0001F44F\U0001F600-\U0001F60D\u2764\u263A\U0001F642\u2705\U0001F389]")
OPINION = re.compile(r"\b(?:goede?|slechte?|betere?|beste|steunen|mee ?stemmen|stemmen|stem|vind|mening|vertrouwen|gelijk|"
                     r"voor of tegen|deugt|deugen|samenwerk\w*|samen ?te ?werken|coalitie|in zee)\b", re.IGNORECASE)
PAY = re.compile(r"\b(?:per maand|vergoeding|verdien\w*|krijgt?|vangt?|uitbetaald|raadslid in)\b", re.IGNORECASE)
OF_FRACTIES = re.compile(r"\bfractie", re.IGNORECASE)  # "wat krijgt rotterdam per fractie" is no councillor's pay
INHABITANTS = re.compile(r"\binwoner", re.IGNORECASE)
OTHER_SUBJECT = re.compile(
    r"^\W*(?:(?:ok[eé]?|ja|nee|goed|dus|en|nu|dan|nog|maar|even|heel|nou|top|een|n|duidelijk|dank\w*)\W+){0,4}"
    r"(?:andere? (?:ding\w*|vraag\w*|onderwerp|puntje)|(?:iets|wat) (?:heel |totaal |compleet )?anders|zakelijke vraag)"
    r"(?:\s*[,:.;!-]+\s*\w|\s(?=(?:wat|hoe\w*|wie|waar\w*|wanneer|welke?|mag)\b))", re.IGNORECASE)
# Who wants a human and no computer gets the way to the griffie.
HUMAN = re.compile(r"\b(?:mens|echt persoon|echte persoon|medewerker|collega van je)\b.{0,15}"
                   r"\b(?:spreken|praten|bellen|chatten|aan de lijn)\b"
                   r"|\b(?:wil|kan|mag|liever)\b.{0,15}\b(?:iemand|een persoon)\b.{0,12}\b(?:spreken|praten|bellen)\b"
                   r"|\b(?:geef|verbind) (?:me|mij)\b.{0,20}\b(?:iemand|een mens|door)\b"
                   r"|\b(?:aan|bij) wie kan ik (?:dat|het|dit) (?:dan |wel )*vragen\b"
                   r"|\bmet wie kan ik (?:(?:dan|nu|wel|het best|beter|hier|hierover|er|erover|daarover|dit|dat) )*(?:be)?(?:praten|spreken|bellen)\W*$"
                   r"|\b(?:spreken|praten|chatten) met een (?:mens|echt\w*|medewerker)\b"
                   r"|\been (?:echt )?mens (?:aub|graag|alsjeblieft)\b",
                   re.IGNORECASE)
# The weather, said with a day or as a plain question; "een warm weerzien" and "weer" of again are none.
WEATHER = re.compile(r"\b(?:wat (?:voor|doet het|wordt het) weer|(?:wordt|blijft) '?(?:het|t|ut) (?:\w+ ){0,2}(?:regen\b|(?:mooi|slecht|lekker|goed) weer\b|droog|nat\b|zonnig|warm\b"
                     r"|koud\b)|weerbericht|regent het (?:\w+ ){0,2}(?:morgen|vanavond|straks|zaterdag|zondag)\b"
                     r"|(?:gaat|blijft) het (?:\w+ ){0,2}(?:regenen|droog|waaien|sneeuwen|vriezen|onweren|stormen|hagelen|plenzen))\b", re.IGNORECASE)
MACHINE = re.compile(r"\b(?:mens|persoon|iemand) of (?:met )?(?:een |n )?(?:machine|computer\w*|robot|bot|ai|apparaat)\b", re.IGNORECASE)
# Who says that they are no councillor: "ik ben geen raadslid hoor gewoon inwoner".
RESIDENT = re.compile(r"\bgeen raadslid\b.*\b(?:inwoner|burger|bewoner)\b|\bgewoon (?:een )?(?:inwoner|burger|bewoner)\b", re.IGNORECASE)
SORRY = re.compile(r"^\W*(?:(?:ok[eé]?|ja|haha|nou)\W+)*(?:sorry|excuus|excuses|mijn excuses|pardon)\b", re.IGNORECASE)
THOSE = re.compile(r"\b(?:die|ze|zij|hij|zo'?n|zo iemand|burger\w+)\b", re.IGNORECASE)
GETS_PAID = re.compile(r"\b(?:betaa?ld?\w*|geld|vergoed\w*|verdien\w*|euro|presentiegeld|cent\w*)\b", re.IGNORECASE)
# Who sits in a committee without a seat in the council, and not the councillor that another word names.
COMMITTEE = re.compile(r"\b(?:commissie|burger|steunfractie)[ -]?(?:lid|leden)\b|\bburgerraadsl\w+", re.IGNORECASE)
COUNCILLOR = re.compile(r"(?<!geen )\braads(?:lid|leden)\b", re.IGNORECASE)
PER_MEETING = re.compile(rf"{GETS_PAID.pattern}|\bwat krijg\w*|\bhoeveel krijg\w*|\bper vergadering\b", re.IGNORECASE)
BURGERRAADSLEDEN = "inwoners_achterban/burgerraadsleden"  # their pay stands nowhere, and is not a councillor's
# Whether others help: "helpen ze ook bij het schrijven van een amendement", after an answer about ambtenaren.
OTHERS_HELP = re.compile(r"\b(?:help(?:en|t)|schrij(?:ven|ft)|kunnen|kan|willen|wil|doen|doet|mogen|mag) (?:ze|zij|hij|die)\b.{0,30}"
                         r"\b(?:help\w*|mee\w*|schrij\w*|opstel\w*|maken)\b|\bhelpen (?:ze|zij|die)\b", re.IGNORECASE)
HELP = {"ambtelijke_bijstand": "wat", "griffie": "taken"}  # what shows that they help
PAID = ("vergoeding", "onkostenvergoeding", "politiek_verlof")  # subjects after which another office is asked about its pay
HIRED = ("griffie", "werkgeverschap", "ambtelijke_bijstand", "accountant", "rekenkamer")  # subjects about who works for the council
# What is commonly paid, and what tax leaves of it.
COMMON = re.compile(r"\b(?:gangba\w+|gebruikelijk\w*|normaal|normale)\b.{0,25}\b(?:tarief|bedrag|prijs|kosten)\b|\b(?:tarief|bedrag|prijs)\b.{0,25}\b(?:gangbaar|gebruikelijk|normaal)\b",
                    re.IGNORECASE)
TAX = re.compile(r"\b(?:netto|bruto|belasting\w*|schoon in de hand|fiscus|belastingaangifte)\b", re.IGNORECASE)
# What a fractie gets, which no allowance is: "hoeveel geld krijgt een fractie".
FRACTIE_MONEY = re.compile(r"\b(?:hoeveel|wat|welk bedrag)\b.{0,20}\b(?:krijgt|krijgen|ontvangt|ontvangen|beurt)\b (?:(?:een|de|elke|iedere|onze|zo'?n|mijn) )?fracties?(?! ?(?:voor|bestuur|leid))\b(?!.{0,20}\bvoorzitter|.{0,40}\b(?:onze|ons|hier|per zetel)\b)",
                           re.IGNORECASE)
EARNS = re.compile(r"\b(?:verdien\w*|salaris|loon)\b", re.IGNORECASE)
OURS = re.compile(r"\b(?:raadslid|raadsleden|wij|ons|ikzelf|mezelf)\b", re.IGNORECASE)
WHICH_PLACE = re.compile(r"\b(?:welke|wat voor|noem\w* (?:eens |een |de |die )*)\s?(?:gemeente|plaats|stad|dorp)\b(?! (?:is|zijn|wordt|valt|hoort) )", re.IGNORECASE)
MEANT = re.compile(r"\bbedoel(?:de|den)?\b", re.IGNORECASE)
AROUND_MEANT = AROUND | frozenset("ik bedoel bedoelde bedoelden nee je we wij sorry juist eigenlijk natuurlijk".split())
NOT_FOR = re.compile(r"^\W*(?:en|maar)? ?waar(?:aan|voor|op)? (?:(?:juist|dan|mag|het|dus|nou|ook) )*niet\b", re.IGNORECASE)  # "en waaraan juist niet"
# By the subject shown last: the words that ask for one part whatever lies near them, and that part.
POINTED = {
    "griffie": (re.compile(r"^(?!.*\bcommissie).*\b(?:werkgevers?|(?:hun|zijn|haar|zn|d'r) baas|baas van (?:hem|haar|hen|ze)|baas van (?:de |die |onze )?griffie\w*|in dienst"
                           r"|wie (?:gaat|beslis\w*|bepaalt).{0,40}\b(?:geld|budget|centen))\b", re.IGNORECASE), ("werkgeverschap", "werkgever")),
    "rekenkamer": (re.compile(r"\bwetsvoorstel\b|\bwet\b.{0,20}\b(?:in de maak|aankom\w*|komen|komt|kommen|onderweg)\b|\b(?:nieuwe|nije|andere) wet\b"
                              r"|\bkom\w*\b.{0,20}\bwet\b", re.IGNORECASE), ("rekenkamer", "wetsvoorstel")),
    "fractieondersteuning": (NOT_FOR, ("fractieondersteuning", "niet_uitgeven")),
    "onkostenvergoeding": (NOT_FOR, ("onkostenvergoeding", "eigen_rekening"))}
THEIR_MEDIA = re.compile(r"\bsociale? media\b.{0,15}\b(?:ze|zij)\b", re.IGNORECASE)
# By the subject shown last: words in which a turn names a part of it, though they are another subject's name elsewhere.
OF_LAST = {
    "onkostenvergoeding": re.compile(r"\b(?:die|deze|zo'?n) vergoeding\b", re.IGNORECASE),
    "interpellatie": re.compile(r"\b(?:dat|het|zo'?n) verlof\b|\bverlof (?:van|aan) de raad\b", re.IGNORECASE),
    "raadsonderzoek": re.compile(r"\binitiatief\b.{0,12}\bnemen\b|\bneemt\b.{0,12}\binitiatief\b", re.IGNORECASE),
    "regionale_netwerken": re.compile(r"\b(?:die|zulke|deze) (?:clubs?|verbanden|regelingen|partijen|organisaties)\b.{0,30}\bcontroleren\b", re.IGNORECASE),
    "werkgeverschap": re.compile(r"\bleden ervan\b|\b(?:scholing|training\w*|cursus\w*)\b.{0,40}\bcommissie\b|\bcommissie\b.{0,40}\b(?:scholing|training\w*|cursus\w*)\b", re.IGNORECASE),
    "vng": THEIR_MEDIA,
    "bzk": THEIR_MEDIA}
# Of two subjects the other one: "en voor dat andere", "en het tweede?".
OTHER_ONE = re.compile(r"^\W*(?:(?:en|maar|ok[eé]?|ja|nou)\W+)*(?:(?:voor|bij|met|over|van) )?(?:het|dat|de|die) (?:andere?|tweede|laatste)(?: dan)?\W*$", re.IGNORECASE)
SAME_PART = re.compile(r"\bhoe zit\b", re.IGNORECASE)  # "en hoe zit dat bij een amendement": what was asked before


class ActionAnswer(Action):
    """Show the passage that answers the latest message, and what the griffie's own documents say; or ask back; or say that
    nothing does."""

    def name(self) -> str:
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        if answered_already(tracker):  # the fallback beside a form that refused the turn: it would come again and again
            return [FollowupAction("action_listen")]
        return answer(dispatcher, tracker)


def answered_already(tracker: Tracker) -> bool:
    """Whether this action has run since the latest message."""
    since = takewhile(lambda event: event.get("event") != "user", reversed(tracker.events))
    return any(event.get("event") == "action" and event.get("name") == "action_answer" for event in since)


def answer(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict]:
    """Answer the latest message, ask back, or say that the sources are silent; first whom to call, where it may tell of danger."""
    before, turn, scene = len(dispatcher.messages), read_turn(tracker), read_scene(tracker)
    events = reply(dispatcher, tracker, turn, scene)
    return [*events, *note_danger(dispatcher, turn, scene, before)]


def reply(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, scene: Scene) -> list[dict]:
    """What the latest message asks, without a look at danger that is only likely."""
    if not turn.pressed and OTHER_SUBJECT.search(turn.text):
        # "ander ding: wie helpt me met spreken in het openbaar"
        turn, scene = replace(turn, text=surest((turn.text, without_opening(turn.text)))), replace(scene, last=None)
    if chosen := picked_draft(turn, tracker):
        return [FollowupAction(f"{DRAFTS[chosen].form}_form")]
    if tells_hours(turn, scene):
        return [FollowupAction("tijdsbesteding_invullen_form")]
    if len(words(turn.text)) < BRIEF and THUMBS.search(turn.text) and not turn.named and not asks(turn.text):
        dispatcher.utter_message(response="utter_dank", answer=sourceless("smalltalk"))
        return []
    if not re.search(r"\w", turn.text):
        dispatcher.utter_message(response="utter_zonder_woorden", answer=sourceless("clarify"))
        return []
    if asks_for_a_human(turn, scene):
        return say_despair(dispatcher)
    if asks_whom_to_call(turn, scene):
        return say_safety(dispatcher)
    if tells_after_danger(turn, scene):
        return say_after_danger(dispatcher, scene)
    if "party" in turn.entities and OPINION.search(turn.text):
        say_door(dispatcher, "stemadvies")  # the same for every party, whatever the classifier made of its name
        return []
    if scene.before == "belediging" and SORRY.search(turn.text) and not turn.named and len(words(turn.text)) <= STILL:
        dispatcher.utter_message(response="utter_geeft_niet", answer=sourceless("smalltalk"))
        return []
    if not turn.pressed and WEATHER.search(turn.text):
        say_no_answer(dispatcher, "out_of_scope", turn.text, ())
        return []
    if not turn.pressed and MACHINE.search(turn.text):
        dispatcher.utter_message(response="utter_wie_ben_je", answer=sourceless("smalltalk"))
        return []
    if not turn.pressed and RESIDENT.search(turn.text) and len(words(turn.text)) <= POINTS:
        say_door(dispatcher, "inwoner_vraag")
        return []
    if scene.pending is None and danger_lately(scene) is None and says_nothing(turn) and not asked_extra(turn, tracker):
        return say_remark(dispatcher, turn)  # "goed, ik bespreek het met de griffier"
    if asks_pay_of_hired(turn, scene) or asks_price(turn, scene):
        say_no_answer(dispatcher, "no_answer", turn.text, ())
        return []
    brief = len(words(turn.text)) <= STILL and scene.last is not None and scene.last.topic in PAID  # "en een wethouder daar"
    if turn.intent == "ander_ambt" and turn.confidence >= (SURE_OF_ASKING if brief else SURE_OF_DOOR) and not goes_on(turn, scene) and not tells_of_office(turn) and (
            not asks_of_committee(turn) and asked_spending(turn, tracker) is None):
        say_door(dispatcher, turn.intent)
        return []
    if asks_of_ourselves(turn, scene):
        inhabitants = read_inhabitants(turn.text, bare=False).value
        return tell_inhabitants(dispatcher, inhabitants, turn.text) if inhabitants else show(
            dispatcher, Found(passage_of("vergoeding")), turn)
    if asks_committee_pay(turn, scene):
        say_no_answer(dispatcher, "no_answer", turn.text, ())
        return [SlotSet("question", turn.text)]
    if asks_of_councillor_there(turn, scene):
        return tell_places(dispatcher, scene.question) if find_municipality(scene.question) else tell_inhabitants(
            dispatcher, read_inhabitants(scene.question, bare=False).value, scene.question)
    if asked_seats(turn, tracker):
        return say_seats(dispatcher, turn, tracker)
    if asks_amount(turn, scene.last):
        return say_amount(dispatcher)
    if not turn.pressed and (CHOICE.search(turn.text) or WHICH.search(turn.text)) and len(compared(turn, scene)) > 1:
        return compare(dispatcher, compared(turn, scene))
    if not turn.pressed and HUMAN.search(turn.text):
        return say_human(dispatcher, scene.question or turn.text)
    if asks_contact(turn, scene):
        return say_cards(dispatcher, turn, scene)
    if not turn.pressed and asks_example(turn, scene):
        return example(dispatcher, turn, scene)
    if asks_simpler(turn, scene):
        return say_simpler(dispatcher, turn, scene)
    if not turn.pressed and asks_source(turn, scene):
        return say_source(dispatcher, scene)
    if turn.intent in ("vergoeding", "vervolg") and (inhabitants := paid_by_inhabitants(turn)):
        return tell_inhabitants(dispatcher, inhabitants, turn.text)  # "en de vergoeding in een gemeente van 130.000 inwoners?"
    if follows_allowance(turn, tracker):
        return tell_on(dispatcher, tracker, turn.text)  # "en in Urk?", after an allowance was computed
    if scene.last and scene.last.topic == "vergoeding" and not turn.pressed and len(words(turn.text)) <= BRIEF and find_municipality(turn.text):
        return tell_places(dispatcher, turn.text)  # "Ede", after what the allowance is
    if not turn.pressed and FRACTIE_MONEY.search(turn.text):
        budget, differences = passage_of("fractieondersteuning", "budget"), passage_of("fractieondersteuning", "verschillen")
        if budget and differences:
            events = show(dispatcher, Found(budget), turn)
            show_second(dispatcher, differences, turn)
            return events
    spending, extra, facts = asked_spending(turn, tracker), asked_extra(turn, tracker), reconsidered(turn, tracker)
    if spending:
        return spend(dispatcher, spending, turn.text)
    if extra:
        return say_extra(dispatcher, extra, tracker.get_slot("inwoners"))
    if facts:
        return reconsider(dispatcher, tracker, facts)
    scene = replace(scene, last=pointed_at(turn, scene))
    found = find(turn, scene)
    events = [] if turn.pressed else [SlotSet("question", turn.text), SlotSet("shown", [])]
    if found.passage and not found.doubt:
        events += show(dispatcher, found, turn)
        if found.second:
            show_second(dispatcher, found.second, turn)
    leans = leaning(turn, scene.last) not in (Leaning.NONE, Leaning.NOTHING)
    local = None if turn.pressed or leans else sources().search_local(turn.text, 1)
    if local and local.answered:
        show_local(dispatcher, local.hits[0], turn)
    elif found.doubt:
        events += ask_back(dispatcher, scene, turn.text, found.doubt)
    elif not found.passage and not turn.pressed and asks_unknown(turn.text):
        events += say_spending(dispatcher, read_spending(turn.text), turn.text)
    elif not found.passage and PAY.search(turn.text) and not OF_FRACTIES.search(turn.text) and find_municipality(turn.text):
        return tell_places(dispatcher, turn.text)
    elif not found.passage and leaning(turn, scene.last) == Leaning.NOTHING:
        events += ask_subject(dispatcher, scene, turn)
    elif not found.passage:
        events += say_silent(dispatcher, turn, scene, found, tracker) or remember(turn, scene)
    return events


def tells_hours(turn: Turn, scene: Scene) -> bool:
    """Whether a turn after the table of hours fills it in without saying so: "lezen 9 uur vergaderen 5 inwoners 2"."""
    about = not turn.pressed and scene.last is not None and scene.last.topic == TABLE and not asks(turn.text)
    return about and len(read_message(turn.text).entries) >= FILLS


def asks_of_ourselves(turn: Turn, scene: Scene) -> bool:
    """Whether a few words ask the same of a councillor, after another office's pay: "en een raadslid in een stad van 120.000"."""
    if turn.pressed or scene.before != "ander_ambt":
        return False
    ours = OURS.search(turn.text) or (is_opened(turn.text) and "ik" in words(turn.text))  # "en ik dan"
    return bool(ours) and len(words(turn.text)) <= (STATES if read_inhabitants(turn.text, bare=False).value else STILL)


def paid_by_inhabitants(turn: Turn) -> float | None:
    """The inhabitants that a turn which asks for pay tells of: "hoeveel krijgt een raadslid in een gemeente met 45.000 inwoners"."""
    return read_inhabitants(turn.text, bare=False).value if PAY.search(turn.text) and INHABITANTS.search(turn.text) else None


def remember(turn: Turn, scene: Scene) -> list[dict]:
    """The subject that an unanswered turn names is what the conversation is about: the next turn may lean on it."""
    named = [topic for topic in turn.named if topic not in ANYWHERE]
    passage = passage_of(named[0]) if len(named) == 1 else None
    if passage is None or turn.pressed or (scene.last and scene.last.topic == passage.topic):
        return []
    return [SlotSet("topic", passage.topic), SlotSet("passage", passage.id)]


def tells_of_office(turn: Turn) -> bool:
    """Whether a turn tells what somebody in office does: "de burgemeester zit in het bestuur en zegt niks"; not of their pay."""
    return tells(turn) and not PAY.search(turn.text) and not EARNS.search(turn.text)


def goes_on(turn: Turn, scene: Scene) -> bool:
    """Whether a turn that names another office goes on about the last subject ("en wat doet de burgemeester dan"), and not
    about that office's pay."""
    leans = scene.last is not None and scene.last.topic not in PAID and leaning(turn, scene.last) != Leaning.NONE
    return leans and not PAY.search(turn.text)


def say_silent(dispatcher: CollectingDispatcher, turn: Turn, scene: Scene, found: Found, tracker: Tracker) -> list[dict]:
    """Say that the sources are silent: the right door where the turn knows one, else the way to the griffie, with the passage
    of which the search is nearly sure. The events of what was shown."""
    if say_suspected(dispatcher, turn):
        return []
    if is_threatened(turn):
        return show(dispatcher, Found(passage_of(*BEDREIGD)), turn)
    opened = len(words(turn.text)) <= STILL and leaning(turn, scene.last or next(iter(sources().passages), None)) != Leaning.NONE
    if turn.intent in DOORS and not (turn.intent == "ander_ambt" and tells_of_office(turn)):
        say_door(dispatcher, DOORS[turn.intent])
        integrity = passage_of("integriteit") if DOORS[turn.intent] == "juridische_kwestie" else None
        if integrity:  # "een aannemer wil me meenemen naar een wedstrijd, mag dat": where help with it stands
            show_second(dispatcher, integrity, turn)
            return [SlotSet("topic", integrity.topic), SlotSet("passage", integrity.id)]
    elif scene.before in SAME_DOOR and opened:
        say_door(dispatcher, scene.before)  # "en grofvuil?", after a question about the waste
    elif tells(turn):
        return say_told(dispatcher, turn, tracker, scene)
    elif scene.pending and len(words(turn.text)) <= STILL:
        brief = len(words(turn.text)) <= BRIEF  # "die andere": then the question before it says what is wanted
        say_no_answer(dispatcher, "handover", scene.pending.question if brief else turn.text, found.nearest)
    else:
        leans = bool(turn.named) or leaning(turn, scene.last) != Leaning.NONE
        far = not turn.pressed and not leans and is_far(turn, sources().search_national(turn.text, 1).hits)
        if found.guess and not far:
            return show_guess(dispatcher, found, turn)
        say_no_answer(dispatcher, "out_of_scope" if far else "no_answer", turn.text, found.nearest)
    return []


def find(turn: Turn, scene: Scene) -> Found:
    """What `turn` asks for in its `scene`."""
    if turn.pressed:
        return Found(_pressed(turn, scene), whole=turn.intent == "lees_meer")
    if scene.last and scene.last.topic in OF_LAST and OF_LAST[scene.last.topic].search(turn.text):
        turn = replace(turn, named=())  # "waar is die vergoeding dan wel voor bedoeld", after what one pays oneself
    if turn.intent == "lees_meer" and scene.last and not is_no_act(turn):  # "ik wil daar meer over lezen, waar kan dat"
        return Found(scene.last, whole=True)
    chosen = _picked(turn, scene)
    if chosen:
        return Found(chosen)
    lean = leaning(turn, scene.last)
    if lean == Leaning.NOTHING:
        return Found(None)
    if scene.last and scene.last.id == BURGERRAADSLEDEN and asks_their_pay(turn):
        return Found(None)
    by_rule = _by_rule(turn, scene, scene.last, lean) if scene.last else None
    if by_rule:
        return Found(by_rule)
    named = [topic for topic in turn.named if topic not in ANYWHERE]
    last = None if scene.last and named and scene.last.topic not in named and not brings_it(turn, scene.last) else scene.last
    result = search(turn.text, last)
    choice = pick(turn, result, last, result.answered or asks_after_all(turn, result, last))
    guess = None if scene.pending else guessed(turn, result, last)
    nearest = tuple(hit.passage for hit in result.hits[:NEAREST])
    if choice.passage is None and scene.pending:
        # The user said it in other words: both together may be enough.
        both = sources().search_national(f"{scene.pending.question} {turn.text}", LOOK_AT)
        choice = choose(turn, both.hits, both.answered)
    doubt = () if choice.passage is None or scene.pending else doubtful(turn, result.hits, last)
    return Found(choice.passage, choice.confidence, doubt, nearest, second=None if scene.pending else choice.second, guess=guess)


def guessed(turn: Turn, result: Result, last: Passage | None) -> Passage | None:
    """The passage of a search that is not sure which may be shown with a warning: it is nearly sure, or the intents agree."""
    likely = None if result.talk else pick(turn, result, last, sure=True).passage
    agreed = likely and result.hits[0].score >= LEAST_OF_GUESS and agrees(turn, likely, last)
    return likely if result.nearly or agreed else None


def brings_it(turn: Turn, last: Passage) -> bool:
    """Whether a turn names an organisation that has something on the last subject: "levert de VNG daar een model voor"."""
    named = set(turn.named) <= set(ORGANISATIONS) and ON_IT.search(turn.text)
    return bool(named) and stays_with(turn.text, last, SURE_OF_ACT)


def stays_with(text: str, last: Passage, least: float) -> bool:
    """Whether the search is at least so sure that a text asks for a passage of the subject that was shown `last`."""
    found = sources().search_after(text, last, 1)
    return found.answered and found.hits[0].score >= least and found.hits[0].passage.topic == last.topic


def agrees(turn: Turn, passage: Passage, last: Passage | None) -> bool:
    """Whether the intents are as sure of a passage's subject as the search is not: of its topic, or that the turn goes on about it."""
    follows = turn.ranking.get("vervolg", 0.0) if last and last.topic == passage.topic else 0.0
    return max(turn.ranking.get(passage.topic, 0.0), follows) >= SURE_OF_ASKING


def asks_after_all(turn: Turn, result: Result, last: Passage | None) -> bool:
    """Whether a turn that sounds like small talk is a question: surely one by its intent, or about what was shown last, where
    the search is sure ("en wat mag er absoluut niet van") or no act explains it well ("pff waar is het dan wel voor")."""
    if not result.talk:
        return False
    if turn.intent in TOPICS or turn.intent == "vervolg":
        return turn.confidence >= SURE_OF_ASKING
    if last is None or result.hits[0].passage.topic != last.topic or turn.intent in TALKS:
        return False
    return result.hits[0].score >= SURE_OF_ACT or (turn.confidence < SURE_OF_ACT and leaning(turn, last) == Leaning.ASKS)


def asks_their_pay(turn: Turn) -> bool:
    """Whether a short turn asks what those get who were spoken of ("krijgen die ook betaald")."""
    return len(words(turn.text)) <= POINTS and bool(THOSE.search(turn.text) and GETS_PAID.search(turn.text))


def asks_of_committee(turn: Turn) -> bool:
    """Whether a turn asks of committee members something else than their pay: that stands in the booklet."""
    return bool(COMMITTEE.search(turn.text)) and not PER_MEETING.search(turn.text) and not PAY.search(turn.text)


def asks_committee_pay(turn: Turn, scene: Scene) -> bool:
    """Whether a turn asks what a committee member who is no councillor gets, also in a few words after the allowance; no source
    gives that, and a councillor's amount would be wrong: "ben commissielid, geen raadslid, wat krijg ik per vergadering"."""
    if turn.pressed or not COMMITTEE.search(turn.text) or COUNCILLOR.search(turn.text) or "extra" in words(turn.text):
        return False
    brief = len(words(turn.text)) <= POINTS and scene.last is not None and scene.last.topic in PAID and is_opened(turn.text)
    return bool(PER_MEETING.search(turn.text)) or brief


def asks_pay_of_hired(turn: Turn, scene: Scene) -> bool:
    """Whether a few words ask what those earn of whom the last answer tells, who are no councillors: "wat verdient zo iemand"."""
    about = not turn.pressed and scene.last is not None and scene.last.topic in HIRED and len(words(turn.text)) <= POINTS
    return about and bool(EARNS.search(turn.text) and THOSE.search(turn.text))


def asks_price(turn: Turn, scene: Scene) -> bool:
    """Whether a turn asks what an accountant or a rekenkamer commonly costs, or what is left of an allowance after tax: no source says."""
    if turn.pressed or scene.last is None:
        return False
    hired = bool(COMMON.search(turn.text)) and (scene.last.topic in HIRED or bool(set(turn.named) & set(HIRED)))
    return hired or (scene.last.topic in PAID and bool(TAX.search(turn.text)) and len(words(turn.text)) <= POINTS)


def asks_of_councillor_there(turn: Turn, scene: Scene) -> bool:
    """Whether a turn asks what a councillor gets, right after what a committee member gets in a place or in one of so many
    inhabitants: "en een echt raadslid daar"."""
    asked = scene.question or ""
    ours = not turn.pressed and COUNCILLOR.search(turn.text) and not COMMITTEE.search(turn.text) and len(words(turn.text)) <= STILL
    there = bool(find_municipality(asked)) or read_inhabitants(asked, bare=False).value is not None
    return bool(ours and is_opened(turn.text) and COMMITTEE.search(asked) and PER_MEETING.search(asked) and there)


def pick(turn: Turn, result: Result, last: Passage | None, sure: bool) -> Choice:
    """The passage of a search that a turn asks for, after the `last` one if there is one; sure: whether one may answer."""
    return choose_after(turn, result, last, sure) if last else choose(turn, result.hits, sure)


def search(text: str, last: Passage | None) -> Result:
    """The passages that a text asks for after the `last` one; without what people say before they ask, where that helps."""
    search = partial(sources().search_after, shown=last) if last else sources().search_national
    result = search(text, top_k=LOOK_AT)
    for asked in (without_opening(text), asking_sentence(text), asking_clause(text)):
        if not result.answered and asked and asked != text:
            plain = search(asked, top_k=LOOK_AT)
            result = plain if plain.answered else result
    return result


def picked_draft(turn: Turn, tracker: Tracker) -> str | None:
    """The topic of the draft that a few words pick right after the drafts were offered: "schriftelijke vragen"; None for none."""
    acted = (event["name"] for event in reversed(tracker.events) if event.get("event") == "action")
    offered = next((name for name in acted if not name.startswith(("action_listen", "action_session"))), None) == "action_offer_draft"
    if turn.pressed or not offered or asks(turn.text) or len(words(turn.text)) > STILL:
        return None
    picked = [topic for topic, draft in DRAFTS.items() if draft.word.search(turn.text)]
    return picked[0] if len(picked) == 1 else None


def surest(texts: tuple[str, ...]) -> str:
    """The text for which the search is surest of a passage."""
    return max(texts, key=lambda text: next((hit.score for hit in sources().search_national(text, 1).hits), 0.0))


def _by_rule(turn: Turn, scene: Scene, last: Passage, lean: Leaning) -> Passage | None:
    """The passage that a turn of few words points at by itself: the next one, the same part of another subject, a part that
    it names; None for what must be searched."""
    own = sources().of_topic(last.topic)
    if is_meant(turn, scene):
        return part_of_other(turn, scene, last)
    if OTHER_ONE.search(turn.text) and len(scene.subjects) > 1 and scene.subjects[0] == last.topic:
        return same_part(sources().of_topic(scene.subjects[1]), last.facet)
    if last.topic in HELP and OTHERS_HELP.search(turn.text) and len(words(turn.text)) <= POINTS:
        return passage_of(last.topic, HELP[last.topic])
    if passage := by_words(turn, last):
        return passage
    part = next((p for p in own if p.facet in turn.named), None)
    if part and POINTING.intersection(words(turn.text)):
        return part  # "wat kan de griffie daarin doen", after regional networks, which have a part on the griffie
    if WHICH_PLACE.search(turn.text) and len(words(turn.text)) <= POINTS and find_municipality(last.text):
        return last  # "welke gemeente heeft dat zo gedaan", after a passage that names it
    if lean == Leaning.MORE:
        return following(last, own)
    if lean == Leaning.TOPIC and turn.named:
        return part_of_other(turn, scene, last)
    if lean == Leaning.TOPIC:
        return next((p for p in own if subject_of(turn) in p.heading.lower()), None)
    return named_part(turn, own) if lean == Leaning.FACET else None


def by_words(turn: Turn, last: Passage) -> Passage | None:
    """The passage that a few words ask for after the subject of the `last` one, whatever lies near them; None for none."""
    if last.topic not in POINTED or len(words(turn.text)) > POINTS:
        return None
    said, part = POINTED[last.topic]
    return passage_of(*part) if said.search(turn.text) and not set(turn.named) - {last.topic, part[0]} else None


def part_of_other(turn: Turn, scene: Scene, last: Passage) -> Passage | None:
    """The part of the subject that a turn names which answers what was asked of the `last` one: "en de vng?"."""
    topic = turn.named[0]
    facet = (None if SAME_PART.search(turn.text) else facet_of(turn)) or last.facet
    other = sources().of_topic(topic)
    if all(p.facet != facet for p in other):
        # No such part there: what its words say ("en social media?"), or the question before ("hebben ze een nieuwsbrief") of it.
        looks = [partial(search, turn.text, last), partial(sources().search_national, f"{other[0].title}: {scene.question}", LOOK_AT)] if other else []
        if AROUND_MEANT.issuperset(words(turn.rest)):
            looks.reverse()
        best = next((hit.passage for look in looks for hit in look().hits if hit.passage.topic == topic and hit.passage.facet != "wat"), None)
        if best:
            return best
    return same_part(other, facet)


def is_meant(turn: Turn, scene: Scene) -> bool:
    """Whether a few words put right which subject the question before was about: "die van de vng bedoel ik"."""
    one = len(turn.named) == 1 and bool(scene.question) and not turn.pressed
    return one and bool(MEANT.search(turn.text)) and AROUND_MEANT.issuperset(words(turn.rest))


def _picked(turn: Turn, scene: Scene) -> Passage | None:
    """The passage that the user picks from what the bot just offered: by its place, its name, or a plain yes to one."""
    if not scene.pending:
        return None
    offered = passages_of(scene.pending.candidates)
    place = ORDINAL.search(turn.text)
    if place and len(words(turn.text)) <= 4:
        number = 1 if place["first"] else 2
        return offered[number - 1] if len(offered) >= number else None
    if turn.intent == "ja" and len(offered) == 1:
        return offered[0]
    named = [p for p in offered if p.topic in turn.named or p.title.lower() in turn.text.lower()]
    return named[0] if len(named) == 1 and len(words(turn.text)) <= 4 else None


def _pressed(turn: Turn, scene: Scene) -> Passage | None:
    if turn.intent in TOPICS:
        return passage_of(turn.intent, turn.entities.get("facet", "wat"))
    return sources().passage(turn.entities.get("passage") or "") or scene.last


def spend(dispatcher: CollectingDispatcher, asked: Spending, text: str) -> list[dict]:
    """Say whether an expense may be paid, and what the griffie's own documents say of it."""
    events = say_spending(dispatcher, asked, text)
    local = sources().search_local(text, 1)
    if local.answered:
        show_local(dispatcher, local.hits[0], Turn(text, "mag_dit", 1.0))
    return events
