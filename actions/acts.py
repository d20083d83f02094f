"""Acts that lean on what came before: a greeting, a yes, a no, and "that is not what I meant"."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import (
    CHOICE,
    HUMAN,
    LOOK_AT,
    PAY,
    WEATHER,
    answer,
    asks_after_all,
    asks_of_ourselves,
    is_meant,
    paid_by_inhabitants,
    search,
)
from actions.choose import same_part
from actions.clarify import NEAREST, ask_back, say_door, say_no_answer
from actions.compare import DIFFERENCE, SOURCE, WHICH, asks_source, compare, compared, say_source
from actions.context import Leaning, leaning, words
from actions.draft_offer import ActionOfferDraft, offer
from actions.draft_parts_rules import DRAFTS
from actions.dutch_numbers import read_inhabitants
from actions.explain import ASKED, DONE_BEFORE, asks_no_example, asks_simpler, example, has_example, names_its_place, say_simpler
from actions.flow import ACT_WORDS
from actions.onkosten_say import asks_amount
from actions.remark import POLITE, QUESTIONED, REMARKS, adds, is_no_act, is_question, plain, say_remark, says_nothing
from actions.safety import (
    NOTED_OF_ACT,
    PLAIN_SIGN,
    asks_whom_to_call,
    danger_lately,
    doubt,
    is_denied,
    note_danger,
    say_after_danger,
    say_despair,
    say_safety,
    say_suspected,
    tells_after_danger,
)
from actions.scene import Scene, read_scene
from actions.show import Found, show
from actions.sources import passages_of, sources
from actions.toelagen_say import asked_extra
from actions.told import asks_somewhere
from actions.turn import SPOKEN, Turn, read_turn
from actions.vergoeding import correct
from actions.vergoeding_rules import find_municipality
from actions.vergoeding_say import follows_allowance, tell_inhabitants, tell_places
from actions.wording import sourceless
from actions.zetels_say import asked_seats
from knowledge import Passage
from knowledge.cues import ASKING, EMPTY, asks

NOW_WHAT = re.compile(r"^\W*(?:maar |en |help |ja )*(?:wat (?:moet|kan|doe) ik(?: nu| doen| nou| dan)*|wat nu|help|hulp)\W*$",
                      re.IGNORECASE)
WHAT_TO_DO = re.compile(r"\bwat (?:moet|kan|doe) (?:ik|we|wij)\b|\bhelp\b", re.IGNORECASE)
SURE_OF_DESPAIR = 0.95  # how sure despair must be right after a threat: "mijn kinderen zijn binnen, wat moet ik doen" is none
# What asks for advice on a vote or a judgement, whatever came before; "moet de raad dat goed vinden" does not.
VOTES = re.compile(r"\b(?:stem\w*|mee ?stemmen|vind (?:je|jij|u)|vindt u|jouw|mening|steun\w*|deug\w*|partij\w*|wethouders?"
                   r"|burgemeester(?! of )|beste|slechtste?|kiezen|gelijk|voor of tegen|verstandig|slim|eens)\b", re.IGNORECASE)
# Words of a turn that asks a difference and names nothing: "wat is eigenlijk het verschil tussen die twee".
LITTLE = EMPTY | frozenset("verschil verschillen verschilt vergelijk vergelijken vergelijking twee beide tussen ander andere anders onderscheid graag kort".split())
# Words of a turn that asks where the answer stands and nothing of what it says: "op basis van welk artikel precies".
OF_SOURCE = EMPTY | frozenset("""bron bronnen staat staan stond vandaan haal haalt gehaald gevonden gelezen bewijs bewijzen artikel artikelen wet wetten
    wetsartikel wettelijk link linkje url pagina bladzijde boek boekje brochure lees lezen nalezen zwart wit geschreven zeker zeggen zegt zei beweer beweert
    gebaseerd basis verzonnen verzin betrouwbaar klopt officieel verwijzing verwijzen waarop ergens terug terugvinden vinden vind weet weten echt
    heeft antwoord info informatie jaar welk citeren doorsturen laten zien griffier vraagt me mijn collega moment opzoeken kijken nakijken""".split())
OF_EXAMPLE = EMPTY | frozenset("voorbeeld voorbeeldje voorbeelden voorbeeldtekst concreet praktijk misschien toevallig geef noem laat zien".split())
OF_BOT = frozenset("je jij jou jouw u jullie genoegen".split())  # who speaks to the bot may ask what it is or can
ENGLISH = {"hoe": "how", "wanneer": "when"}  # the English word for a part of an instrument
LIKELY = 0.3  # how sure an act must at least be, when nothing is surer and the sources are silent
# Who says that a question will come: "mag ik jou wat vragen over het raadswerk".
ANNOUNCES = re.compile(r"\b(?:mag|kan) ik (?:(?:jou|je|jullie|u) )?(?:even |ook )?(?:iets|wat|een vraag(?:je)?) (?:vragen|stellen)(?: over (?:het |mijn )?raadswerk)?\W*$"
                       r"|\bik (?:heb|had) (?:(?:nog|even|ook|eens) )?(?:een|n|twee|wat|paar) (?:vraag|vraagje|vragen)(?: voor (?:je|u|jou))?\W*$"
                       r"|\bik (?:moet|wil) (?:even )?iets (?:weten|vragen)\W*$", re.IGNORECASE)
SURE_OF_VOTE = 0.8  # how sure a wish for an opinion must be without a word of it: "wat is een burgerraadslid volgens jullie boekje"
SURE = 0.6  # how sure an act must be to be believed at once
GREETING = 3  # words of a greeting that looks like a question: "ben je er", "is daar iemand"
YES = frozenset("ja jawel yes jep zeker graag doe maar hoor ok oke oké aub alsjeblieft dat wil ik wel j".split())  # asks for what was offered
OURSELVES_AS_COUNCIL = re.compile(r"\b(?:raad|raads\w+|fractie\w*|wethouder\w*|college|griffie\w*|commissie\w*|instrument\w*|indienen|agenda\w*|debat\w*"
                                  r"|partij\w*|coalitie|oppositie|vraag ik het college)\b", re.IGNORECASE)  # such a turn may be a councillor's
EVERY = re.compile(r"\b(?:instrument\w*|middel\w*|meer|naast|behalve|alle|allemaal|overzicht|lijst\w*|welke)\b", re.IGNORECASE)  # of more than one
SURE_OF_DOOR = 0.9  # how sure a resident's errand must be to be believed over what the sources seem to answer
FLOWS = ("vergoeding_berekenen", "interpellatie_indienen")
WRITTEN = {draft.intent: topic for topic, draft in DRAFTS.items()}


class ActionSafety(Action):
    """An acute threat: first 112 and the police, then the source's advice; where a second look finds none, the answer with a note."""

    def name(self) -> str:
        return "action_safety"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn = read_turn(tracker)
        stated = tracker.get_slot("inwoners") is not None and turn.confidence < PLAIN_SIGN and read_inhabitants(turn.text).value
        if stated:  # "nee wacht we zijn samengegaan met het dorp achter de dijk, het zijn er nu 43000"
            return correct(dispatcher, tracker)
        return deny(dispatcher, tracker, turn) if is_denied(turn, read_scene(tracker).last) else say_safety(dispatcher)


def deny(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> list[dict]:
    """Answer what was taken for danger and is none; the events keep that, so that the next turn is not heard as one after danger."""
    scene, events = read_scene(tracker), answer(dispatcher, tracker)
    noted = any(event.get("name") == "twijfel" for event in events)
    return events if noted else [*events, doubt(scene)]


class ActionDespair(Action):
    """Despair: that a human can help, and no more; where a second look finds none, the answer with a note."""

    def name(self) -> str:
        return "action_despair"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn, scene = read_turn(tracker), read_scene(tracker)
        if danger_lately(scene) == "dreiging" and turn.confidence < SURE_OF_DESPAIR:  # who is threatened asks on about that
            return say_safety(dispatcher) if WHAT_TO_DO.search(turn.text) else answer(dispatcher, tracker)
        return deny(dispatcher, tracker, turn) if is_denied(turn, scene.last) else say_despair(dispatcher)


class ActionGreet(Action):
    """Greet and say who is speaking; later in the same conversation a short greeting."""

    def name(self) -> str:
        return "action_greet"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn, scene = read_turn(tracker), read_scene(tracker)
        if not turn.pressed and WEATHER.search(turn.text):  # "wordt het morgen mooi weer" is no "goedemorgen"
            say_no_answer(dispatcher, "out_of_scope", turn.text, ())
            return []
        asked = not turn.pressed and asks(turn.text) and len(words(turn.text)) > GREETING
        if (asked and (scene.last or search(turn.text, None).answered)) or sounds_only(turn):
            return answer(dispatcher, tracker)  # "hoi, gisteravond geïnstalleerd. wat doet de griffie eigenlijk allemaal"
        before = any(event.get("event") == "bot" for event in tracker.events)
        dispatcher.utter_message(response="utter_groet_again" if before else "utter_groet",
                                 answer=sourceless("smalltalk"))
        return []


class ActionJa(Action):
    """After the bot asked back: the one passage that it offered, or which of them; else what to ask."""

    def name(self) -> str:
        return "action_ja"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn, scene = read_turn(tracker), read_scene(tracker)
        if danger_lately(scene) and scene.pending is None:
            return say_after_danger(dispatcher, scene)
        if scene.pending is None:
            plain_yes = turn.pressed or YES.issuperset(words(turn.text))  # "helemaal goed" and "ja ja, streng hoor" want nothing
            dispatcher.utter_message(response="utter_ja" if plain_yes else "utter_opmerking",
                                     answer=sourceless("clarify" if plain_yes else "smalltalk"))
            return []
        offered = passages_of(scene.pending.candidates)
        if len(offered) == 1:
            return show(dispatcher, Found(offered[0]), turn)
        return ask_back(dispatcher, scene, scene.pending.question, offered)


class ActionNee(Action):
    """After the bot asked back: none of these, so the hand-over; after an allowance: what must be put right."""

    def name(self) -> str:
        return "action_nee"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        scene, turn = read_scene(tracker), read_turn(tracker)
        if tells_after_danger(turn, scene):
            return say_after_danger(dispatcher, scene)
        if scene.pending is None:
            return correct(dispatcher, tracker)
        told = None if turn.pressed else sources().search_national(turn.text, 1)
        if told and told.answered:
            return answer(dispatcher, tracker)  # "nee, hoe dien ik een motie in"
        others = [hit.passage for hit in sources().search_national(scene.pending.question, LOOK_AT).hits
                  if hit.passage.id not in scene.pending.candidates]
        say_no_answer(dispatcher, "handover", scene.pending.question, tuple(others[:NEAREST]))
        return []


class ActionCompare(Action):
    """What each of the named subjects is, side by side; a message that compares nothing after all is answered."""

    def name(self) -> str:
        return "action_compare"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn = read_turn(tracker)
        topics = compared(turn, read_scene(tracker))
        if len(topics) < 2 and not DIFFERENCE.search(turn.text) and (ASKING.search(turn.text) or not CHOICE.search(turn.text)):
            return answer(dispatcher, tracker)  # "wie huurt de accountant in, de raad of het college"
        if not topics and not LITTLE.issuperset(words(turn.text)):
            return answer(dispatcher, tracker)  # "wat is het verschil tussen een hamerstuk en een bespreekstuk"
        return compare(dispatcher, topics)


class ActionSource(Action):
    """Say where the answer that was shown last stands, of which year it is, and the law behind it."""

    def name(self) -> str:
        return "action_source"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn, scene = read_turn(tracker), read_scene(tracker)
        if not asks_source(turn, scene) and leaning(turn, scene.last) == Leaning.FACET:
            return answer(dispatcher, tracker)  # "wanneer gebruik je dat dan"
        if not turn.pressed and scene.last and not OF_SOURCE.issuperset(words(turn.text)) and not SOURCE.search(turn.text) and (
                search(turn.text, scene.last).answered):
            return answer(dispatcher, tracker)  # "en waar is de hoogte op gebaseerd", "voor welke datum moet die vastgesteld zijn"
        return say_source(dispatcher, scene)


class ActionExample(Action):
    """Show where the sources give an example on the subject of the conversation; else say that they give none."""

    def name(self) -> str:
        return "action_example"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn, scene = read_turn(tracker), read_scene(tracker)
        if not turn.pressed and OF_EXAMPLE.issuperset(words(turn.text)) and scene.last:
            return example(dispatcher, turn, scene)  # "heb je een voorbeeldje" names nothing else
        if not turn.pressed and (names_its_place(turn, scene) or asks_no_example(turn, scene)):
            return answer(dispatcher, tracker)
        there, said = has_example(turn, scene), ASKED.search(turn.text) or DONE_BEFORE.search(turn.text)
        if (not said and asks_sources(turn, scene)) or (not there and scene.last and not turn.pressed and search(turn.text, scene.last).answered):
            return answer(dispatcher, tracker)  # "en iets kleins, een lelijke tweet bv"; of a subject without one another may have it
        return example(dispatcher, turn, scene)


class ActionSimpler(Action):
    """Show the core of the passage that was shown last, and explain the hard words in it."""

    def name(self) -> str:
        return "action_simpler"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn, scene = read_turn(tracker), read_scene(tracker)
        if not asks_simpler(turn, scene) and asks_sources(turn, scene):
            return answer(dispatcher, tracker)  # "moet dat op papier of kan ik het gewoon zeggen"
        if not turn.pressed and scene.pending is None and says_nothing(turn):
            return say_remark(dispatcher, turn)  # "flauw hoor, maar snap ik"
        return say_simpler(dispatcher, turn, scene)


def asks_sources(turn: Turn, scene: Scene) -> bool:
    """Whether a turn that was taken for an act is none to the second look, and the sources answer it."""
    return is_no_act(turn) and search(turn.text, scene.last).answered


class ActionMissed(Action):
    """The user says that the answer missed: what they ask now, else ask back, else the hand-over."""

    def name(self) -> str:
        return "action_missed"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        scene, turn = read_scene(tracker), read_turn(tracker)
        told = sources().search_national(turn.text, 1)
        if told.answered and told.hits[0].passage.id not in scene.shown:
            return answer(dispatcher, tracker)  # "nee, ik bedoel hoe ik een motie indien"
        if not scene.question:
            dispatcher.utter_message(response="utter_antwoord_mist", answer=sourceless("clarify"))
            return []
        others = [hit.passage for hit in sources().search_national(scene.question, LOOK_AT).hits
                  if hit.passage.id not in scene.shown][:NEAREST]
        if scene.pending or not others:
            say_no_answer(dispatcher, "handover", scene.question, ())
            return []
        return [*ask_back(dispatcher, scene, scene.question, tuple(others), missed=True),
                SlotSet("shown", [*scene.shown, *(p.id for p in others)])]


class ActionTalk(Action):
    """An act, or a message of which no intent is sure: what the sources answer; else the act; else no answer.

    The search knows small talk as such (knowledge/questions.py, TALK), so what it answers was a question after all.
    """

    def name(self) -> str:
        return "action_talk"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        before, turn, scene = len(dispatcher.messages), read_turn(tracker), read_scene(tracker)
        events = self.talk(dispatcher, tracker, domain, turn, scene)
        return [*events, *note_danger(dispatcher, turn, scene, before, NOTED_OF_ACT)]

    def talk(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any], turn: Turn, scene: Scene) -> list[dict]:
        """What the turn gets, without a look at danger that is only likely."""
        if not turn.pressed and (HUMAN.search(turn.text) or asked_extra(turn, tracker) or follows_allowance(turn, tracker)
                                 or asked_seats(turn, tracker) or is_meant(turn, scene) or asks_whom_to_call(turn, scene)
                                 or WEATHER.search(turn.text) or asks_of_ourselves(turn, scene)):
            return answer(dispatcher, tracker)
        if not turn.pressed and (DIFFERENCE.search(turn.text) or WHICH.search(turn.text)) and len(topics := compared(turn, scene)) > 1:
            return compare(dispatcher, topics)  # "wat is nou het verschil tussen die twee"
        if scene.before == "stemadvies" and "party" in turn.entities and not turn.pressed and len(words(turn.text)) <= GREETING + 1:
            say_door(dispatcher, "stemadvies")
            return []  # "en groenlinks dan?": the same for every party, whatever the classifier made of its name
        if scene.before == "dreiging" and NOW_WHAT.search(turn.text):
            return say_safety(dispatcher)  # right after the advice: the same, not what else the bot can do
        if turn.intent == "engels" and turn.confidence >= SURE and len(turn.named) == 1 and not turn.pressed:
            dispatcher.utter_message(response="utter_engels_bron", answer=sourceless("out_of_scope"))
            part = next((facet for facet, word in ENGLISH.items() if word in words(turn.text)), "wat")
            return show(dispatcher, Found(same_part(sources().of_topic(turn.named[0]), part)), turn)  # "what is a motie exactly"
        if not turn.pressed and not turn.named and ANNOUNCES.search(turn.text):
            dispatcher.utter_message(response="utter_ja", answer=sourceless("clarify"))
            return []
        # After despair "succes in de raad" is cold.
        thanks = turn.intent in POLITE and turn.confidence >= SURE and danger_lately(scene) != "wanhoop"
        if tells_after_danger(turn, scene) and not thanks:
            return say_after_danger(dispatcher, scene)
        if scene.pending is None and danger_lately(scene) is None and says_nothing(turn):
            return say_remark(dispatcher, turn)
        lean = leaning(turn, scene.last)
        if turn.intent == "stemadvies" and turn.confidence >= SURE and (
                (lean != Leaning.ASKS and turn.confidence >= SURE_OF_VOTE) or VOTES.search(turn.text)):
            say_door(dispatcher, "stemadvies")
            return []
        if turn.intent == "overzicht" and len(turn.named) == 1 and asks(turn.text) and not EVERY.search(turn.text):
            return answer(dispatcher, tracker)  # "kan elk raadslid in z'n eentje een amendement indienen"
        if turn.intent == "inwoner_vraag" and turn.confidence >= SURE_OF_DOOR and not turn.named and not OURSELVES_AS_COUNCIL.search(turn.text):
            say_door(dispatcher, turn.intent)
            return []
        polite = turn.intent in POLITE and turn.confidence >= SURE  # "dankje, morgen verder" asks for nothing more
        goes_on = lean in (Leaning.FACET, Leaning.NOTHING) or (lean == Leaning.MORE and not polite)
        goes_on |= turn.intent == "terug" and lean == Leaning.ASKS and not ACT_WORDS.issuperset(words(turn.text))
        if goes_on or (turn.intent == "overzicht" and lean != Leaning.NONE):
            # "en hoe werkt het dan", "wat krijg ik ervoor terug", "en welke instrumenten hebben we daarvoor?"
            return answer(dispatcher, tracker)
        shown = scene.last if lean == Leaning.ASKS and turn.intent not in POLITE else None
        asked = not turn.pressed and not plain(turn) and is_asked(turn, scene, shown)
        if not asked and not turn.pressed and say_suspected(dispatcher, turn):
            return []
        remark = turn.intent in REMARKS or (turn.intent in POLITE and turn.confidence < SURE and scene.last is not None)
        if remark and not plain(turn) and (adds(turn.text) or asks_somewhere(turn.text) or QUESTIONED.search(turn.text)):
            return answer(dispatcher, tracker)  # "en fooi in een restaurant", "hoe laat begint de vergadering morgen"
        if sounds_only(turn):
            return answer(dispatcher, tracker)
        if turn.confidence >= LIKELY and not asked:
            if turn.intent in ACTIONS:
                return ACTIONS[turn.intent]().run(dispatcher, tracker, domain)
            if turn.intent in SPOKEN:
                dispatcher.utter_message(response=f"utter_{turn.intent}", answer=sourceless(SPOKEN[turn.intent]))
                return []
            if turn.intent == FLOWS[0] and PAY.search(turn.text) and find_municipality(turn.text):
                return tell_places(dispatcher, turn.text)  # "en een gewoon raadslid in rotterdam, hoeveel per maand"
            if turn.intent == FLOWS[0] and (inhabitants := paid_by_inhabitants(turn)):
                return tell_inhabitants(dispatcher, inhabitants, turn.text)
            if turn.intent in FLOWS and not asks_amount(turn, scene.last):
                dispatcher.utter_message(response="utter_offer_flow", answer=sourceless("clarify"))
                return []
            if turn.intent in WRITTEN:
                return offer(dispatcher, WRITTEN[turn.intent])
        return answer(dispatcher, tracker)


def sounds_only(turn: Turn) -> bool:
    """Whether a turn only sounds like small talk or like an act that has a fixed reply, to the second look: "gaat daar nog belasting
    af", "moet de burgemeester dit weten of is de griffier genoeg"."""
    if OF_BOT.intersection(words(turn.text)):
        return False
    fixed = turn.intent in SPOKEN and turn.intent not in ACTIONS and asks_somewhere(turn.text)
    return is_question(turn) or (fixed and is_no_act(turn))


def is_asked(turn: Turn, scene: Scene, shown: Passage | None) -> bool:
    """Whether the sources answer a turn that was taken for an act. shown: the passage that it leans on. One that was taken for
    the overview is asked only about the subject shown last: "welke handreiking noemen jullie precies"."""
    if turn.intent != "overzicht":
        found = search(turn.text, shown)
        return found.answered or asks_after_all(turn, found, shown)
    found = search(turn.text, scene.last) if scene.last else None
    return bool(found and found.answered and scene.last and found.hits[0].passage.topic == scene.last.topic)


ACTIONS: dict[str, type[Action]] = {
    "groet": ActionGreet, "ja": ActionJa, "nee": ActionNee, "antwoord_mist": ActionMissed, "verschil": ActionCompare,
    "voorbeeld_vragen": ActionExample, "eenvoudiger": ActionSimpler, "bron_vragen": ActionSource,
    "concept_maken": ActionOfferDraft,
}
