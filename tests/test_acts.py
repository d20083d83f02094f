"""A greeting, a yes, a no, "that is not what I meant", and a message of which nothing is sure."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.acts import ActionCompare, ActionGreet, ActionJa, ActionMissed, ActionNee, ActionSource, ActionTalk
from actions.answer import ActionAnswer
from actions.scene import Pending
from actions.settings import Settings
from knowledge import Hit, Result
from tests.toy import passage
from tests.toy_actions import Talk, ToySources, use

SURE = {"indienen": ["motie/hoe"], "tekst": ["motie/wat"], "beslist": ["amendement/wat"]}
NEAR = {"vaag": ["motie/wat", "motie/hoe", "amendement/wat", "media/wat", "motie/wanneer"]}


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    use(monkeypatch, ToySources(SURE, NEAR))
    monkeypatch.setattr("actions.clarify.read_settings", Settings)


def asked_back(*offered, rounds=1):
    """A conversation in which the bot just asked which of `offered` is meant, in answer to "iets vaags"."""
    talk = Talk(pending=Pending("iets vaags", offered, rounds).as_slot(1))
    talk.events = [{"event": "user", "parse_data": {}}, {"event": "bot"}]
    return talk


# ---------------------------------------------------------------- groet

def test_the_first_greeting_says_who_is_speaking_and_the_next_is_short():
    talk = Talk().say(ActionGreet(), "hallo", "groet")
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_groet"], "smalltalk")
    assert talk.say(ActionGreet(), "hoi", "groet").responses == ["utter_groet_again"]


def test_a_greeting_after_an_answer_is_short_too():
    talk = Talk().say(ActionAnswer(), "hoe moet ik iets indienen", "motie").say(ActionGreet(), "hoi", "groet")
    assert talk.responses == ["utter_groet_again"]


# ---------------------------------------------------------------- ja

def test_yes_to_the_one_passage_that_was_offered_shows_it():
    talk = asked_back("motie/hoe").say(ActionJa(), "ja", "ja")
    assert (talk.responses, talk.messages[0]["body"]) == (["utter_answer"], "Dien de motie in bij de griffie.")
    assert (talk.slots["topic"], talk.slots["passage"]) == ("motie", "motie/hoe")


def test_yes_to_two_asks_which():
    talk = asked_back("motie/wat", "amendement/wat").say(ActionJa(), "ja", "ja")
    assert (talk.responses, talk.messages[0]["names"]) == (["utter_clarify"], "**Motie** of **Amendement**")
    assert (talk.slots["pending"]["question"], talk.slots["pending"]["rounds"]) == ("iets vaags", 2)


def test_yes_to_two_time_and_again_hands_over():
    talk = asked_back("motie/wat", "amendement/wat").say(ActionJa(), "ja", "ja").say(ActionJa(), "ja", "ja")
    assert (talk.responses, talk.messages[0]["question"]) == (["utter_handover_nearest"], "iets vaags")


@pytest.mark.parametrize("talk", [Talk(), Talk(passage="motie/wat"),
                                  Talk(pending=Pending("iets", ("motie/hoe",)).as_slot(5))])
def test_yes_to_nothing_asks_what_to_do(talk):
    talk.say(ActionJa(), "ja", "ja")
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_ja"], "clarify")


@pytest.mark.parametrize("text", ["helemaal goed", "ja ja, streng hoor"])
def test_a_yes_that_wants_nothing_is_a_remark(text):
    talk = Talk(passage="motie/wat").say(ActionJa(), text, "ja")
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_opmerking"], "smalltalk")


# ---------------------------------------------------------------- nee

@pytest.mark.parametrize("text", ["nee", "geen van beide", "/nee"])
def test_no_to_the_offer_hands_over_with_what_was_not_offered_yet(text):
    talk = asked_back("motie/wat", "motie/hoe").say(ActionNee(), text, "nee")
    assert (talk.responses, talk.messages[0]["question"]) == (["utter_handover_nearest"], "iets vaags")
    assert talk.titles == ["Amendement: wat is het?", "Media", "Motie: wanneer zet je het in?"]


def test_no_with_a_question_answers_the_question():
    talk = asked_back("motie/wat", "amendement/wat").say(ActionNee(), "nee, hoe kan ik iets indienen", "nee")
    assert (talk.responses, talk.slots["passage"]) == (["utter_answer"], "motie/hoe")


def test_no_without_an_offer_asks_what_was_meant():
    assert Talk().say(ActionNee(), "nee", "nee").responses == ["utter_nee"]


def test_no_with_another_number_computes_the_allowance_again():
    talk = Talk(topic="vergoeding", inwoners=45_000.0).say(ActionNee(), "nee, 65.000 inwoners", "nee")
    assert (talk.responses, talk.slots["inwoners"]) == (["utter_vergoeding"], 65_000.0)


# ---------------------------------------------------------------- antwoord_mist

def missed(text="dat bedoel ik niet", **slots):
    return Talk(**slots).say(ActionMissed(), text, "antwoord_mist")


def test_after_a_miss_the_passages_that_come_next_are_offered():
    talk = missed(question="iets vaags", shown=["motie/wat"], passage="motie/wat")
    assert talk.responses == ["utter_clarify_missed"]
    assert [button["payload"] for button in talk.messages[0]["buttons"]] == [
        '/motie{"facet": "hoe"}', '/amendement{"facet": "wat"}', '/media{"facet": "wat"}', "/nee"]
    assert talk.slots["shown"] == ["motie/wat", "motie/hoe", "amendement/wat", "media/wat"]


def test_a_second_miss_hands_the_question_over():
    talk = missed(question="iets vaags", shown=["motie/wat"]).say(ActionMissed(), "nee dat ook niet", "antwoord_mist")
    assert (talk.responses, talk.messages[0]["question"]) == (["utter_handover"], "iets vaags")


@pytest.mark.parametrize("slots", [
    {"question": "iets vaags", "shown": ["motie/wat", "motie/hoe", "amendement/wat", "media/wat", "motie/wanneer"]},
    {"question": "iets heel anders", "shown": []},
])
def test_a_miss_with_nothing_left_hands_over_at_once(slots):
    talk = missed(**slots)
    assert (talk.responses, talk.titles) == (["utter_handover"], [])


def test_a_miss_that_says_what_was_meant_is_answered():
    talk = missed("nee, ik bedoel hoe ik iets kan indienen", question="iets vaags", shown=["motie/wat"])
    assert (talk.responses, talk.slots["passage"]) == (["utter_answer"], "motie/hoe")


def test_a_miss_does_not_bring_the_same_passage_again():
    assert missed("nee, niet die tekst", question="iets vaags", shown=["motie/wat"]).responses == ["utter_clarify_missed"]


def test_a_miss_of_nothing_asks_what_to_know():
    talk = missed()
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_antwoord_mist"], "clarify")


# ---------------------------------------------------------------- nothing is sure

def uncertain(text, intent, sure=0.4, **slots):
    return Talk(**slots).say(ActionTalk(), text, intent, sure=sure)


@pytest.mark.parametrize("intent", ["groet", "dank", "vergoeding_berekenen", "motie"])
def test_what_the_sources_answer_goes_before_the_act(intent):
    talk = uncertain("hoe kan ik iets indienen", intent)
    assert (talk.responses, talk.slots["passage"]) == (["utter_answer"], "motie/hoe")


@pytest.mark.parametrize(("intent", "response", "kind"), [
    ("groet", "utter_groet", "smalltalk"), ("ja", "utter_opmerking", "smalltalk"), ("bron_vragen", "utter_no_source", "clarify"),
    ("eenvoudiger", "utter_eenvoudiger", "clarify"), ("dank", "utter_dank", "smalltalk"), ("hulp", "utter_hulp", "menu"),
    ("stemadvies", "utter_stemadvies", "out_of_scope"), ("engels", "utter_engels", "out_of_scope"),
    ("vergoeding_berekenen", "utter_offer_flow", "clarify"), ("interpellatie_indienen", "utter_offer_flow", "clarify"),
])
def test_else_the_act_that_comes_nearest(intent, response, kind):
    talk = uncertain("brabbel", intent)
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == ([response], kind)


@pytest.mark.parametrize(("intent", "sure"), [("groet", 0.29), ("dank", 0.1), ("motie", 0.4)])
def test_an_act_that_is_a_mere_guess_is_no_answer(intent, sure):
    assert uncertain("brabbel", intent, sure).responses == ["utter_no_answer"]


@pytest.mark.parametrize(("text", "response"), [
    ("terug", "utter_terug"), ("ga nog eens een stap terug", "utter_terug"),
    ("en wat beslist de raad daarvan terug", "utter_answer"),
])
def test_going_back_is_an_act_and_getting_something_back_a_question(text, response):
    assert uncertain(text, "terug", 0.9, passage="motie/wat", topic="motie").responses == [response]


# ---------------------------------------------------------------- polite, or a question after all

@pytest.mark.parametrize(("text", "sure", "responses"), [
    ("pff ok fijn die tekst, thnx", 0.95, ["utter_dank"]),  # the search would answer "tekst"
    ("pff ok fijn die tekst, thnx", 0.85, ["utter_answer"]),
    ("dank, en de tekst?", 0.95, ["utter_answer"]),
    ("dank, waar is de tekst", 0.95, ["utter_answer"]),
])
def test_what_is_surely_polite_needs_no_look_at_the_sources(text, sure, responses):
    assert Talk().say(ActionTalk(), text, "dank", sure=sure).responses == responses


# ---------------------------------------------------------------- two that are about as likely, and one that is nearly sure

class Close(ToySources):
    """Finds two passages by what a question says: about as likely, or one that is nearly sure."""

    def search_national(self, question, top_k=5):
        scores = {"gelijk": (True, 0.60, 0.59), "eerste": (True, 0.60, 0.40), "bijna": (False, 0.30, 0.10)}
        answered, *found = next((scores[key] for key in scores if key in question), (False,))
        hits = tuple(Hit(self.passage(identity), score)
                     for identity, score in zip(("motie/hoe", "motie/wanneer"), found, strict=False))
        return Result(question, answered, hits, nearly="bijna" in question)


@pytest.fixture
def close(monkeypatch):
    use(monkeypatch, Close())
    for module in ("clarify", "show"):
        monkeypatch.setattr(f"actions.{module}.read_settings", Settings)


def test_a_passage_that_is_about_as_likely_follows_in_short(close):
    talk = Talk().say(ActionAnswer(), "gelijk", "motie")
    assert talk.responses == ["utter_answer", "utter_second"]
    assert [message["answer"]["facet"] for message in talk.messages] == ["hoe", "wanneer"]
    assert talk.messages[1]["buttons"] == [{"title": "Meer hierover", "payload": '/motie{"facet": "wanneer"}'}]
    assert talk.slots["passage"] == "motie/hoe"  # what comes next leans on the first
    assert Talk().say(ActionAnswer(), "eerste", "motie").responses == ["utter_answer"]


def test_what_is_nearly_sure_is_shown_with_a_warning(close):
    talk = Talk().say(ActionAnswer(), "bijna", "motie")
    assert talk.responses == ["utter_unsure", "utter_answer"]
    assert [message["answer"]["facet"] for message in talk.messages] == ["hoe", "hoe"]
    assert talk.messages[0]["answer"]["sources"] == []
    assert talk.messages[0]["mail"].startswith("mailto:")
    assert talk.slots["passage"] == "motie/hoe"
    assert Talk().say(ActionAnswer(), "niets", "motie").responses == ["utter_no_answer"]


def test_what_belongs_elsewhere_is_not_guessed(close):
    assert Talk().say(ActionAnswer(), "bijna", "ander_ambt").responses == ["utter_ander_ambt"]


# ---------------------------------------------------------------- before any act

@pytest.mark.parametrize(("text", "responses"), [
    ("wat is nou het verschil tussen die twee", ["utter_compare", "utter_compare"]),
    ("wat is nou dat verschil", ["utter_compare", "utter_compare"]),
    ("dat maakt voor mij nou niet zo veel verschil hoor", ["utter_antwoord_mist"]),
])
def test_those_two_are_compared_whatever_act_was_heard(text, responses):
    talk = Talk()
    talk.events = [{"event": "slot", "name": "topic", "value": topic} for topic in ("motie", "amendement")]
    assert talk.say(ActionTalk(), text, "antwoord_mist", sure=0.4).responses == responses


def test_a_party_is_no_partner_by_the_bot():
    talk = Talk()
    message = {"text": "moeten we met de VVD samenwerken", "intent": {"name": "vervolg", "confidence": 0.9},
               "entities": [{"entity": "party", "value": "VVD"}]}
    tracker = Tracker("x", talk.slots, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    ActionAnswer().run(dispatcher, tracker, {})
    assert [m["response"] for m in dispatcher.messages] == ["utter_stemadvies"]


@pytest.mark.parametrize(("before", "response"), [("wanhoop", "utter_na_wanhoop"), ("dreiging", "utter_dank")])
def test_thanks_after_despair_are_no_small_talk(before, response):
    talk = Talk()
    talk.events = [{"event": "user", "parse_data": {"intent": {"name": before}}}]
    assert talk.say(ActionTalk(), "dank je wel", "dank", sure=0.95).responses == [response]


@pytest.mark.parametrize(("text", "response"), [("en ik dan", "utter_answer"), ("en krijg ik dat ook", "utter_answer"),
                                                ("jammer", "utter_no_answer"), ("aan wie kan ik dat dan vragen", "utter_mens")])
def test_after_another_office_the_user_may_ask_about_themselves(monkeypatch, text, response):
    use(monkeypatch, ToySources(passages=(passage("vergoeding/wat", "Je krijgt elke maand een bedrag."),)))
    talk = Talk()
    talk.events = [{"event": "user", "parse_data": {"intent": {"name": "ander_ambt"}}}]
    assert talk.say(ActionAnswer(), text, "nlu_fallback", sure=0.2).responses == [response]


def test_the_weather_of_tomorrow_is_no_greeting():
    talk = Talk().say(ActionGreet(), "wordt het morgen mooi weer", "groet")
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_out_of_scope"], "out_of_scope")


@pytest.mark.parametrize(("text", "intent", "sure", "question"), [
    ("mooi. kost dat niet juist meer tijd dan", "opmerking", 0.71, True), ("haha waarvoor is het dan wél", "opmerking", 0.84, True),
    ("geldt het ook als ik zzper was", "afscheid", 0.56, True), ("en als je zzp'er bent", "groet", 0.35, True),
    ("jammer maar logisch", "opmerking", 0.9, False), ("poeh streng zeg", "opmerking", 0.9, False), ("scheelt me weer een uur lezen", "opmerking", 0.9, False),
])
def test_a_question_that_sounds_like_a_remark_is_searched(monkeypatch, text, intent, sure, question):
    use(monkeypatch, ToySources())
    talk = Talk(passage="motie/wat", topic="motie").say(ActionTalk(), text, intent, sure=sure)
    assert (talk.responses != [f"utter_{intent}"]) is question


def test_a_turn_that_may_be_one_talk_or_another_is_talk(monkeypatch):
    use(monkeypatch, ToySources(sure={"terecht": ["motie/hoe"]}))
    said = ("haha oké terecht", "afscheid")
    assert Talk(passage="motie/wat").say(ActionTalk(), *said, sure=0.65, beside=[("dank", 0.2), ("opmerking", 0.1)]).responses == ["utter_afscheid"]
    assert Talk(passage="motie/wat").say(ActionTalk(), *said, sure=0.65, beside=[("vervolg", 0.3)]).responses == ["utter_answer"]


@pytest.mark.parametrize(("text", "response"), [("voor welke datum moet die vastgesteld zijn", "utter_answer"),
                                                ("op welke bladzijde staat dat", "utter_source")])
def test_who_asks_more_than_where_it_stands_gets_an_answer(monkeypatch, text, response):
    use(monkeypatch, ToySources(sure={"datum": ["motie/hoe"], "bladzijde": ["motie/hoe"]}))
    assert Talk(passage="motie/wat", topic="motie").say(ActionSource(), text, "bron_vragen").responses == [response]


def test_after_a_judgement_that_was_refused_the_next_party_gets_the_same():
    talk = Talk()
    talk.events = [{"event": "user", "parse_data": {"intent": {"name": "stemadvies"}}}]
    assert talk.say(ActionTalk(), "en groenlinks dan?", "voorbeeld_vragen", sure=0.51, party="GroenLinks").responses == ["utter_stemadvies"]


def test_who_or_what_does_something_compares_nothing(monkeypatch):
    use(monkeypatch, ToySources(sure={"accountant": ["motie/hoe"]}))
    talk = Talk().say(ActionCompare(), "wie huurt de accountant in, de raad of het college", "verschil")
    assert talk.responses == ["utter_answer"]
    assert Talk().say(ActionCompare(), "of het een of het ander", "verschil").responses == ["utter_what_to_compare"]


def test_an_allowance_that_is_asked_less_surely_is_told_for_the_named_municipality():
    text = "oke en een gewoon raadslid in rotterdam dan, hoeveel per maand"
    assert Talk().say(ActionTalk(), text, "vergoeding_berekenen", sure=0.4).responses[0].startswith("utter_vergoeding_gemeente")
    assert Talk().say(ActionTalk(), "oke en een gewoon raadslid dan", "vergoeding_berekenen", sure=0.4).responses == ["utter_offer_flow"]
    text = "hoeveel krijgt een raadslid in een gemeente met 45.000 inwoners?"
    assert Talk().say(ActionTalk(), text, "vergoeding_berekenen", sure=0.4).responses[0] == "utter_vergoeding"


@pytest.mark.parametrize(("text", "named", "responses", "shown"), [
    ("what is a motie exactly", ["motie"], ["utter_engels_bron", "utter_answer"], "motie/wat"),
    ("how do i file a motie", ["motie"], ["utter_engels_bron", "utter_answer"], "motie/hoe"),
    ("can you help me", [], ["utter_engels"], None)])
def test_english_that_names_a_subject_gets_the_dutch_passage(text, named, responses, shown):
    talk = Talk().say(ActionTalk(), text, "engels", named)
    assert (talk.responses, talk.slots.get("passage")) == (responses, shown)
