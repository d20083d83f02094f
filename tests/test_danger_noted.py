"""Danger that is only likely: a line on whom to call stands before the answer, and the conversation goes on as it was."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.acts import ActionDespair, ActionSafety, ActionTalk
from actions.answer import ActionAnswer
from actions.safety import DENIED, NOTED, NOTED_OF_ACT, PLAIN_SIGN, is_denied
from actions.turn import Turn
from knowledge import Hit, Result
from knowledge.drafting import CONTENT, Meant
from knowledge.remarks import Tone
from tests.toy import passage
from tests.toy_actions import PASSAGES, Talk, ToySources, use

ADVICE = (passage("bedreiging/bij_incidenten", "Bel de politie."), passage("bedreiging/preventief", "Maak afspraken."))
TEXT = "hoe dien ik een motie in en mijn banden zijn lekgestoken"


class SecondLook(ToySources):
    """Toy sources that answer a motie, with a second look at danger."""

    def __init__(self, danger):
        super().__init__(sure={"motie": ["motie/hoe"]}, passages=(*PASSAGES, *ADVICE))
        self.danger = danger

    def meant_in_draft(self, text, step):
        return Meant(CONTENT, 0.5, 0.5, self.danger)


@pytest.fixture
def look(monkeypatch):
    def take(danger):
        use(monkeypatch, SecondLook(danger))
        monkeypatch.setattr("actions.safety.sources", lambda: SecondLook(danger))
    take(0.9)
    return take


class Heard(Talk):
    """A talk whose messages hold how likely danger is beside their intent."""

    def hear(self, action, text, intent, sure, **others):
        ranking = [{"name": intent, "confidence": sure}, *({"name": name, "confidence": odds} for name, odds in others.items())]
        parsed = {"text": text, "intent": ranking[0], "intent_ranking": ranking, "entities": []}
        self.events.append({"event": "user", "parse_data": parsed})
        dispatcher = CollectingDispatcher()
        tracker = Tracker("x", self.slots, parsed, list(self.events), False, None, {}, "action_listen")
        for event in action.run(dispatcher, tracker, {}):
            self.slots[event["name"]] = event["value"]
        self.messages = dispatcher.messages
        return self


@pytest.mark.parametrize(("odds", "responses"), [
    ({"dreiging": NOTED}, ["utter_dreiging_twijfel", "utter_answer"]), ({"wanhoop": NOTED}, ["utter_wanhoop_twijfel", "utter_answer"]),
    ({"dreiging": NOTED - 0.01}, ["utter_answer"]), ({}, ["utter_answer"]),
])
def test_likely_danger_is_noted_before_the_answer(look, odds, responses):
    talk = Heard().hear(ActionAnswer(), TEXT, "motie", 0.9, **odds)
    assert talk.responses == responses
    assert [message["answer"]["kind"] for message in talk.messages] == ["safety", "answer"][2 - len(responses):]


def test_a_few_words_get_no_note(look):
    assert Heard().hear(ActionAnswer(), "een motie graag", "motie", 0.9, dreiging=0.8).responses == ["utter_answer"]


def test_a_note_stands_before_small_talk_only_where_danger_is_likelier(look):
    assert Heard().hear(ActionTalk(), "ik wil niet meer zo", "dank", 0.9, wanhoop=NOTED_OF_ACT).responses == ["utter_wanhoop_twijfel", "utter_dank"]
    assert Heard().hear(ActionTalk(), "ik wil niet meer zo", "dank", 0.9, wanhoop=NOTED_OF_ACT - 0.01).responses == ["utter_dank"]


@pytest.mark.parametrize(("action", "intent", "whole"), [(ActionSafety(), "dreiging", "utter_safety"), (ActionDespair(), "wanhoop", "utter_wanhoop")])
def test_danger_that_a_second_look_denies_is_noted_and_answered(look, action, intent, whole):
    look(0.95)
    assert Heard().hear(action, TEXT, intent, 0.8).responses == [whole]
    look(DENIED - 0.01)
    assert Heard().hear(action, TEXT, intent, 0.8).responses == [f"utter_{intent}_twijfel", "utter_answer"]
    assert Heard().hear(action, TEXT, intent, 1.0).responses == [whole]  # plain signs are always danger


def test_a_story_without_a_word_of_oneself_is_more_easily_denied(look, monkeypatch):
    story = "in de flat lag een man drie weken dood in huis en een motie kwam er niet"
    assert denied(monkeypatch, story, 0.55) and not denied(monkeypatch, story, 0.95)
    assert denied(monkeypatch, f"ik was er vanmiddag: {story}", 0.55)
    assert not denied(monkeypatch, f"{story} en hij kijkt mij aan", 0.55) and not denied(monkeypatch, "een man lag dood in huis", 0.85)


def test_a_few_words_are_never_denied(look):
    look(0.0)
    assert not is_denied(Turn("hij staat er", "dreiging", 0.95))


def test_who_asks_something_is_more_easily_denied(look):
    look(0.4)
    assert is_denied(Turn("hij snapt er niks van, bestaat er een brief voor hem", "wanhoop", 0.8))
    assert not is_denied(Turn("hij snapt er niks van en dat blijft zo", "wanhoop", 0.8))


def test_a_question_that_the_sources_answer_is_answered_where_neither_look_is_sure(look):
    look(0.65)
    asked = "iedereen weet alles al en ik heb niks, hoe dien ik een motie in"
    assert is_denied(Turn(asked, "wanhoop", 0.85)) and not is_denied(Turn(asked, "wanhoop", 0.95))
    assert is_denied(Turn(asked, "dreiging", 0.85))
    look(0.75)
    assert is_denied(Turn(asked, "wanhoop", 0.85)) and not is_denied(Turn(asked, "dreiging", 0.85))
    look(0.95)
    assert not is_denied(Turn(asked, "wanhoop", 0.85))


def test_a_question_is_answered_also_after_what_was_shown(look, monkeypatch):
    class After(SecondLook):
        def search_after(self, question, shown, top_k=5):
            return self.search_national("motie" if shown.id == "motie/wat" else "", top_k)

    monkeypatch.setattr("actions.safety.sources", lambda: After(0.9))
    asked, shown = Turn("hij kent dat niet, hoe leg ik het uit", "wanhoop", 0.85), After(0.9).passage("motie/wat")
    assert is_denied(asked, shown) and not is_denied(asked)


def test_what_the_first_look_is_certain_of_is_hardly_denied(look):
    look(0.35)
    asked = "heb een doodsbedreiging binnen via insta, moet ik het screenshotten"
    assert not is_denied(Turn(asked, "dreiging", 0.97)) and is_denied(Turn(asked, "dreiging", 0.8))
    look(0.05)
    assert is_denied(Turn(asked, "dreiging", 0.97))


def test_a_sure_remark_needs_more_and_gets_no_line(monkeypatch):
    class Remark(SecondLook):
        def tone(self, text):
            return Tone(0.95, 0.0)

    for module in ("safety", "remark"):
        monkeypatch.setattr(f"actions.{module}.sources", lambda: Remark(0.25))
    assert is_denied(Turn("dat ga ik doen, je bent een schat", "wanhoop", 0.8))
    heard = Heard().hear(ActionTalk(), "ik heb nog niks aangenomen hoor, echt niet", "opmerking", 0.5, dreiging=0.65)
    assert "utter_dreiging_twijfel" not in heard.responses


def denied(monkeypatch, text, danger):
    """Whether a second look that takes `text` for content denies danger of so much."""
    class Content(SecondLook):
        def meant_in_draft(self, text, step):
            return Meant(CONTENT, 0.99, 0.99, self.danger)

    monkeypatch.setattr("actions.safety.sources", lambda: Content(danger))
    return is_denied(Turn(text, "dreiging", 0.8))


def test_what_was_only_noted_colours_nothing_that_is_said_next(look):
    look(DENIED - 0.01)
    talk = Heard().hear(ActionSafety(), TEXT, "dreiging", 0.8)
    assert talk.slots["twijfel"] == [1]
    assert talk.hear(ActionTalk(), "oke duidelijk", "dank", 0.4).responses == ["utter_dank"]
    look(0.9)
    told = Heard().hear(ActionSafety(), TEXT, "dreiging", 0.8)
    assert told.hear(ActionTalk(), "oke duidelijk", "dank", 0.4).responses == ["utter_na_dreiging"]


def test_an_answer_that_is_safety_itself_gets_no_note(look):
    class Silent(SecondLook):
        def search_national(self, question, top_k=5):
            return Result(question, False, (Hit(self.passages[0], 0.1),))

    talk = Heard().hear(ActionAnswer(), "er staat iets heel raars op onze stoep", "motie", 0.3, dreiging=0.5)
    assert talk.responses == ["utter_safety"]


@pytest.mark.parametrize(("text", "sure", "responses"), [
    ("mijn vrouw en kinderen zijn binnen wat moet ik doen", 0.93, ["utter_safety"]),
    ("ik maak er een eind aan", 0.99, ["utter_wanhoop"]),
])
def test_who_is_threatened_is_not_taken_for_desperate(look, text, sure, responses):
    talk = Heard().hear(ActionSafety(), "er staat een vent voor mijn huis die roept dat hij me kapot maakt", "dreiging", 1.0)
    assert talk.hear(ActionDespair(), text, "wanhoop", sure).responses == responses


def test_who_asks_ahead_of_any_danger_is_in_none(look):
    asked = Turn("hoe voorkom ik dat boze mensen bij mij op de stoep komen, niks aan de hand hoor", "dreiging", 0.9)
    assert is_denied(asked)
    assert not is_denied(Turn("er komen boze mensen bij mij op de stoep en ze schreeuwen", "dreiging", 0.9))


def test_what_is_asked_of_the_bot_itself_is_no_despair(look):
    assert is_denied(Turn("ben jij er nog zo laat", "wanhoop", 0.95))
    assert not is_denied(Turn("ben jij er nog, ik wil dood", "wanhoop", PLAIN_SIGN))


def test_after_danger_that_was_denied_the_next_turn_is_no_turn_after_danger(look):
    look(0.0)
    talk = Heard().hear(ActionDespair(), "hij snapt er niks van, bestaat er een brief voor hem", "wanhoop", 0.8)
    assert talk.slots["twijfel"] == [1] and "utter_wanhoop_twijfel" not in talk.responses
    assert talk.hear(ActionTalk(), "goed om te weten", "dank", 0.9).responses == ["utter_dank"]


@pytest.mark.parametrize(("intent", "sure", "second", "noted"), [
    ("vervolg", 0.98, 0.2, False), ("motie", 0.98, 0.2, False), ("vervolg", 0.9, 0.2, True), ("vervolg", 0.98, 0.4, True), ("opmerking", 0.98, 0.2, True)])
def test_who_surely_goes_on_about_a_subject_gets_a_line_only_where_the_second_look_sees_more(look, intent, sure, second, noted):
    look(second)
    talk = Heard().hear(ActionAnswer(), "en als ze er geen zin in hebben, die motie", intent, sure, dreiging=0.56)
    assert ("utter_dreiging_twijfel" in talk.responses) == noted
