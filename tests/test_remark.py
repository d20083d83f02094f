"""What is said and asks for nothing: what the classifier of remarks is believed of, and the reply."""

import pytest

from actions.acts import ActionTalk, sounds_only
from actions.answer import ActionAnswer
from actions.mag_dit import ActionMagDit
from actions.remark import adds, is_mere_remark, says_nothing, wants
from actions.scene import Pending
from actions.turn import Turn
from knowledge.remarks import Tone
from tests.toy_actions import Talk, ToySources, use


class Remarking(ToySources):
    """Holds everything for a remark, this sure."""

    odds, act = 0.95, 1.0

    def tone(self, text):
        return Tone(self.odds, self.act)


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    use(monkeypatch, Remarking(sure={"griffier": ["motie/hoe"], "fractiekamer": ["motie/hoe"], "taart": ["motie/hoe"]}))


@pytest.mark.parametrize(("action", "text", "intent", "sure"), [
    (ActionAnswer(), "goed, ik bespreek het met de griffier", "werkgeverschap", 0.7),
    (ActionTalk(), "dan neem ik een taart mee", "vervolg", 0.4),
    (ActionMagDit(), "ik print het uit voor de fractiekamer", "mag_dit", 0.96)])
def test_a_remark_gets_one_back_whatever_it_was_taken_for(action, text, intent, sure):
    talk = Talk(passage="motie/wat", topic="motie").say(action, text, intent, sure=sure)
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_opmerking"], "smalltalk")


def test_thanks_and_farewell_keep_their_own_reply():
    talk = Talk(passage="motie/wat").say(ActionTalk(), "dan bel ik de griffier wel, fijne avond", "vervolg", sure=0.3, beside=[("afscheid", 0.4)])
    assert talk.responses == ["utter_afscheid"]


@pytest.mark.parametrize(("text", "intent", "beside"), [
    ("waarom heet dat een taart", "vervolg", ()), ("en een taart", "vervolg", ()), ("de taart dan", "vervolg", ()), ("een taart met de hele fractie dan", "opmerking", ()), ("meer", "vervolg", ()),
    ("geef me de griffier maar", "griffie", ()), ("nee dat bedoel ik niet met de griffier", "opmerking", [("antwoord_mist", 0.4)]),
    ("er staat iemand met een taart voor mijn deur", "opmerking", [("dreiging", 0.4)])])
def test_what_wants_something_or_tells_of_danger_is_none(text, intent, beside):
    talk = Talk(passage="motie/wat", topic="motie").say(ActionAnswer(), text, intent, sure=0.4, beside=beside)
    assert talk.responses != ["utter_opmerking"]


def test_after_asking_back_a_remark_may_be_the_answer():
    talk = Talk(pending=Pending("iets vaags", ("motie/hoe",), 1).as_slot(1))
    talk.events = [{"event": "user", "parse_data": {}}, {"event": "bot"}]
    assert talk.say(ActionAnswer(), "die van de griffier", "vervolg").responses == ["utter_answer"]


def test_a_turn_that_names_a_subject_needs_more(monkeypatch):
    said = ("goed, dan wordt het een motie", "motie")
    assert Talk().say(ActionAnswer(), *said, named=["motie"]).responses == ["utter_opmerking"]
    monkeypatch.setattr(Remarking, "odds", 0.85)
    assert Talk().say(ActionAnswer(), *said, named=["motie"]).responses != ["utter_opmerking"]


@pytest.mark.parametrize(("text", "more"), [("en fooi in een restaurant", True), ("voor de begroting", True), ("jammer maar logisch", False),
                                            ("haha dat is mijn werk ook, maar dan met schoenmakers", False)])
def test_a_turn_goes_on_by_its_first_words(text, more):
    assert adds(text) is more


def test_a_question_in_the_middle_wants_something():
    assert wants("haha ok. kost dat niet veel tijd") and wants("ik snap nog niet wat een motie is") and not wants("scheelt weer een avond")


@pytest.mark.parametrize(("act", "responses"), [(0.05, ["utter_opmerking"]), (0.9, ["utter_antwoord_mist"])])
def test_what_was_taken_for_an_act_is_a_remark_where_the_second_look_sees_none(monkeypatch, act, responses):
    monkeypatch.setattr(Remarking, "act", act)
    talk = Talk(passage="motie/wat", topic="motie").say(ActionTalk(), "nou rijk word je er niet van", "antwoord_mist", sure=0.8)
    assert talk.responses == responses


@pytest.mark.parametrize(("text", "says"), [
    ("ok, ik begrijp", True), ("oke snap m", True), ("pff wat een wereld", True), ("wat n vak", True), ("ik snap er niks van", False),
    ("snap ik niet", False), ("wat een motie is weet ik niet", False), ("begrijp je het", False)])
def test_who_understands_or_exclaims_asks_nothing_whatever_it_was_taken_for(monkeypatch, text, says):
    monkeypatch.setattr(Remarking, "odds", 0.1)
    assert says_nothing(Turn(text, "eenvoudiger", 0.95)) == says


@pytest.mark.parametrize(("text", "intent", "odds", "act", "only"), [
    ("gaat daar nog belasting af", "groet", 0.2, 1.0, True), ("gaat daar nog belasting af", "groet", 0.4, 1.0, False),
    ("ik spreek even in hoe zat het met pensioen", "opmerking", 0.2, 1.0, True), ("daar sta ik van te kijken", "opmerking", 0.2, 1.0, False),
    ("moet de burgemeester dit weten", "wie_ben_je", 0.0, 0.05, True), ("wie ben jij", "wie_ben_je", 0.0, 0.05, False),
    ("moet de burgemeester dit weten", "wie_ben_je", 0.0, 0.9, False)])
def test_what_only_sounds_like_talk_is_a_question(monkeypatch, text, intent, odds, act, only):
    monkeypatch.setattr(Remarking, "odds", odds)
    monkeypatch.setattr(Remarking, "act", act)
    assert sounds_only(Turn(text, intent, 0.8)) == only


@pytest.mark.parametrize(("text", "odds", "act", "mere"), [("valt me niet tegen", 0.5, 0.1, True), ("nee klopt niet", 0.7, 0.7, False), ("nee", 0.9, 0.0, False),
                                                           ("het zijn er meer", 0.2, 0.2, False)])
def test_what_was_taken_for_a_correction_may_be_a_mere_remark(monkeypatch, text, odds, act, mere):
    monkeypatch.setattr(Remarking, "odds", odds)
    monkeypatch.setattr(Remarking, "act", act)
    assert is_mere_remark(Turn(text, "corrigeer", 0.9)) is mere


def test_a_very_sure_remark_is_one_whatever_words_are_in_it(monkeypatch):
    monkeypatch.setattr(Remarking, "odds", 0.85)
    assert says_nothing(Turn("nou snap ik nog niet half waarom", "opmerking", 0.5))
    assert not says_nothing(Turn("de taart dan", "opmerking", 0.5))
    monkeypatch.setattr(Remarking, "odds", 0.7)
    assert not says_nothing(Turn("nou snap ik nog niet half waarom", "opmerking", 0.5))


@pytest.mark.parametrize(("text", "odds", "says"), [("wat schattig zeg", 0.97, True), ("wat schattig zeg", 0.9, False), ("wat is dat schattig?", 0.97, False)])
def test_what_begins_like_a_question_must_be_the_surest_of_remarks(monkeypatch, text, odds, says):
    monkeypatch.setattr(Remarking, "odds", odds)
    assert says_nothing(Turn(text, "buiten_bereik", 0.9)) is says
