"""Offering to write a draft: to whom, of what, and where the button stands."""

import pytest

from actions.acts import ActionTalk
from actions.answer import ActionAnswer
from actions.draft_offer import ActionOfferDraft
from actions.draft_parts_rules import DRAFTS
from actions.wording import draft_buttons
from tests.toy import passage
from tests.toy_actions import PASSAGES, Talk, ToySources, use

ALL = [draft.button for draft in DRAFTS.values()]


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    use(monkeypatch, ToySources(sure={"hoe werkt een motie": ["motie/hoe"], "wat is een motie": ["motie/wat"]},
                                passages=(*PASSAGES, passage("griffie/hoe", "Bij de griffie."))))


def test_five_instruments_have_a_draft():
    assert list(DRAFTS) == ["motie", "amendement", "vragen", "interpellatie", "initiatiefrecht"]
    assert [draft.intent for draft in DRAFTS.values()] == [f"{draft.form}_indienen" for draft in DRAFTS.values()]


@pytest.mark.parametrize(("identity", "titles"), [
    ("motie/hoe", ["Help me een motie te schrijven"]), ("vragen/hoe", ["Help me vragen op te schrijven"]), ("motie/wat", []),
    ("griffie/hoe", []), ("budgetrecht/hoe", []),
])
def test_only_how_it_works_offers_its_draft(identity, titles):
    assert [button["title"] for button in draft_buttons(passage(identity, "x"))] == titles


def test_the_button_stands_behind_the_other_parts():
    talk = Talk().say(ActionAnswer(), "hoe werkt een motie", "motie", named=("motie",))
    assert talk.titles == ["Wanneer zet je het in?", "Wat is het?", "Help me een motie te schrijven"]
    assert talk.messages[0]["buttons"][-1]["payload"] == "/motie_indienen"


@pytest.mark.parametrize(("text", "named", "topic", "form"), [
    ("maak er een voor me", (), "amendement", "amendement_form"), ("schrijf een motie", ("motie",), "amendement", "motie_form"),
])
def test_the_draft_that_the_turn_or_the_talk_is_about_begins(text, named, topic, form):
    talk = Talk(topic=topic).say(ActionOfferDraft(), text, "concept_maken", named=named)
    assert (talk.responses, [e["name"] for e in talk.events if e["event"] == "followup"]) == ([], [form])


@pytest.mark.parametrize(("text", "topic", "sure", "titles"), [
    ("schrijf er een", "griffie", 0.9, ALL), ("help me schrijven", None, 0.9, ALL),
    ("iets schrijven", "amendement", 0.4, ["Help me een amendement te schrijven"]),
])
def test_who_names_none_or_is_not_sure_is_offered_what_there_is(text, topic, sure, titles):
    talk = Talk(topic=topic).say(ActionOfferDraft(), text, "concept_maken", sure=sure)
    assert (talk.responses, talk.titles) == (["utter_offer_draft"], titles)
    assert talk.messages[0]["answer"]["kind"] == "clarify"


@pytest.mark.parametrize(("intent", "titles"), [
    ("motie_indienen", ["Help me een motie te schrijven"]),
    ("initiatief_indienen", ["Help me een initiatiefvoorstel te schrijven"]),
    ("concept_maken", ALL),
])
def test_an_unsure_wish_is_offered(intent, titles):
    talk = Talk().say(ActionTalk(), "brabbel", intent, sure=0.4)
    assert (talk.responses, talk.titles) == (["utter_offer_draft"], titles)


@pytest.mark.parametrize(("text", "form"), [("schriftelijke vragen", "vragen_form"), ("doe maar een motie", "motie_form"), ("wat is een motie", None),
                                            ("een motie of een amendement", None)])
def test_a_few_words_pick_the_draft_that_was_just_offered(text, form):
    talk = Talk().say(ActionOfferDraft(), "kun je dat voor me opschrijven", "concept_maken", sure=0.5)
    talk.events.append({"event": "action", "name": "action_offer_draft"})
    talk.events.append({"event": "action", "name": "action_listen"})
    talk.say(ActionAnswer(), text, "motie")
    assert [event["name"] for event in talk.events if event["event"] == "followup"] == ([form] if form else [])


def test_the_name_of_a_draft_alone_is_a_question_about_it():
    talk = Talk().say(ActionAnswer(), "schriftelijke vragen", "vragen")
    assert [event for event in talk.events if event["event"] == "followup"] == []
