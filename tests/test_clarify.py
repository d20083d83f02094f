"""Asking back at most twice, the hand-over with its mail, and a question said back."""

from urllib.parse import parse_qs, urlsplit

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.clarify import (
    MOST_ROUNDS,
    QUOTED,
    ask_back,
    ask_subject,
    enumerated,
    mail_link,
    quoted,
    say_door,
    say_no_answer,
)
from actions.scene import Pending, Scene
from actions.settings import Settings
from actions.turn import Turn
from tests.toy import passage
from tests.toy_actions import PASSAGES, ToySources, use

WAT, HOE, WANNEER, AMENDEMENT, MEDIA = PASSAGES
ODD = "Mag 50% & meer? [ja](x) + \"é\" 😀 #1\ntweede regel"


@pytest.fixture(autouse=True)
def griffie(monkeypatch):
    use(monkeypatch, ToySources())
    monkeypatch.setattr("actions.clarify.read_settings", lambda: Settings("de griffie", "g@raad.nl"))


@pytest.fixture
def dispatcher():
    return CollectingDispatcher()


def pending(rounds):
    return Scene(pending=Pending("wat bedoel ik", (WAT.id,), rounds), said=5)


def kept(events):
    return {event["name"]: event["value"] for event in events}


def sent(button):
    return button["payload"]


# ---------------------------------------------------------------- asking back

def test_asking_back_names_what_was_found_with_a_button_each_and_a_way_out(dispatcher):
    ask_back(dispatcher, Scene(), "kan dat", (WAT, AMENDEMENT))
    message = dispatcher.messages[0]
    assert (message["response"], message["names"]) == ("utter_clarify", "**Motie** of **Amendement**")
    assert message["buttons"] == [{"title": "Motie", "payload": '/motie{"facet": "wat"}'},
                                  {"title": "Amendement", "payload": '/amendement{"facet": "wat"}'},
                                  {"title": "Geen van deze", "payload": "/nee"}]
    assert (message["answer"]["kind"], message["answer"]["topic"], message["answer"]["sources"]) == ("clarify", "motie", [])


def test_passages_of_one_subject_are_told_apart_by_their_heading(dispatcher):
    ask_back(dispatcher, Scene(), "kan dat", (WAT, HOE, AMENDEMENT))
    assert dispatcher.messages[0]["names"] == ("**Motie: wat is het**, **Motie: hoe werkt het** of "
                                               "**Amendement: wat is het**")


def test_asking_back_after_a_miss_says_so(dispatcher):
    ask_back(dispatcher, Scene(), "kan dat", (WAT,), missed=True)
    assert dispatcher.messages[0]["response"] == "utter_clarify_missed"


def test_the_question_and_the_offer_are_kept_for_the_next_message(dispatcher):
    events = ask_back(dispatcher, Scene(said=3), "kan dat", (WAT, AMENDEMENT))
    assert kept(events) == {"pending": {"question": "kan dat", "candidates": ["motie/wat", "amendement/wat"], "rounds": 1,
                                        "said": 3}}


def test_a_second_time_counts_on(dispatcher):
    assert kept(ask_back(dispatcher, pending(1), "kan dat", (WAT,)))["pending"]["rounds"] == MOST_ROUNDS


def test_after_two_rounds_the_question_is_handed_over(dispatcher):
    assert ask_back(dispatcher, pending(MOST_ROUNDS), "kan dat", (WAT, HOE)) == []
    message = dispatcher.messages[0]
    assert (message["response"], message["question"]) == ("utter_handover_nearest", "kan dat")
    assert [b["title"] for b in message["buttons"]] == ["Motie: wat is het?", "Motie: hoe werkt het?"]


# ---------------------------------------------------------------- a question without a subject

@pytest.mark.parametrize(("text", "payloads"), [
    ("hoe werkt dat?", ['/motie{"facet": "hoe"}', '/amendement{"facet": "wat"}']),  # the other has no such part
    ("en wanneer", ['/motie{"facet": "wanneer"}', '/amendement{"facet": "wat"}']),
    ("vertel", ['/motie{"facet": "wat"}', '/amendement{"facet": "wat"}']),
])
def test_the_subjects_to_choose_from_keep_the_part_that_was_asked(dispatcher, text, payloads):
    events = ask_subject(dispatcher, Scene(said=1), Turn(text, "vervolg", 0.9))
    message = dispatcher.messages[0]
    assert (message["response"], [b["title"] for b in message["buttons"]]) == ("utter_clarify_subject", ["Motie", "Amendement"])
    assert [sent(b) for b in message["buttons"]] == payloads
    assert (kept(events)["pending"]["question"], kept(events)["pending"]["rounds"]) == (text, 1)


def test_asking_the_subject_twice_is_enough(dispatcher):
    assert kept(ask_subject(dispatcher, pending(1), Turn("hoe", "vervolg", 0.9)))["pending"]["rounds"] == 2
    assert ask_subject(dispatcher, pending(MOST_ROUNDS), Turn("hoe dan", "vervolg", 0.9)) == []
    assert (dispatcher.messages[1]["response"], dispatcher.messages[1]["question"]) == ("utter_handover", "hoe dan")


# ---------------------------------------------------------------- no answer

@pytest.mark.parametrize("kind", ["no_answer", "handover"])
def test_no_answer_shows_what_is_near_and_the_way_to_the_griffie(dispatcher, kind):
    say_no_answer(dispatcher, kind, "mag  dat\nwel", (MEDIA,))
    message = dispatcher.messages[0]
    assert (message["response"], message["contact"], message["question"]) == (
        f"utter_{kind}_nearest", "de griffie (g@raad.nl)", "mag dat wel")
    assert message["buttons"] == [{"title": "Media", "payload": '/media{"facet": "wat"}'}]
    assert (message["answer"]["kind"], message["answer"]["sources"]) == (kind, [])


@pytest.mark.parametrize("kind", ["no_answer", "handover"])
def test_with_nothing_near_there_is_no_word_about_it(dispatcher, kind):
    say_no_answer(dispatcher, kind, "mag dat", ())
    assert (dispatcher.messages[0]["response"], dispatcher.messages[0]["buttons"]) == (f"utter_{kind}", [])


def test_a_passage_of_the_griffies_own_gets_no_button_that_leads_nowhere(dispatcher):
    local = passage("reglement/wat", "Spreektijd is drie minuten.", layer="lokaal")
    say_no_answer(dispatcher, "no_answer", "mag dat", (local, WAT))
    assert [b["title"] for b in dispatcher.messages[0]["buttons"]] == ["Motie: wat is het?"]


def test_of_another_world_only_what_the_bot_is_for(dispatcher):
    say_no_answer(dispatcher, "out_of_scope", "wat eten we", (WAT,))
    message = dispatcher.messages[0]
    assert (message["response"], message["buttons"], message["answer"]["kind"]) == ("utter_out_of_scope", [], "out_of_scope")
    assert "mail" not in message


def test_a_door_names_whom_to_ask(dispatcher):
    say_door(dispatcher, "ander_ambt")
    message = dispatcher.messages[0]
    assert (message["response"], message["contact"], message["answer"]["kind"]) == (
        "utter_ander_ambt", "de griffie (g@raad.nl)", "out_of_scope")


# ---------------------------------------------------------------- words

@pytest.mark.parametrize("question", [ODD, "a&body=b?subject=c", "wat) is (dit", "100%", "x=y;z"])
def test_a_mail_holds_the_question_letter_for_letter_and_breaks_no_link(question):
    link = mail_link(Settings("de griffie", "g+raad@stad.nl"), question)
    assert not set(link) & set(" ()[]<>\"'\n")
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "g%2Braad@stad.nl")
    # A mail program reads a plus as a plus; parse_qs reads it as a space, but none is left unquoted.
    assert "+" not in link
    assert parse_qs(parts.query) == {"subject": ["Vraag van een raadslid"],
                                     "body": [f"Beste griffie,\n\nMijn vraag:\n{question}\n"]}


def test_without_an_address_the_mail_program_asks_for_it():
    assert mail_link(Settings(), "mag dat").startswith("mailto:?subject=")


def test_a_very_long_question_is_cut_in_the_mail():
    assert mail_link(Settings(), "x" * 5000).count("x") == 1000


@pytest.mark.parametrize(("question", "shown"), [
    ("mag dat", "mag dat"), ("  mag\n\n dat\t wel ", "mag dat wel"), ("**vet** en ** los", "vet en  los"),
    ("[klik](https://x.nl)", "[klik] (https://x.nl)"), ("", ""), ("a" * QUOTED, "a" * QUOTED),
])
def test_a_question_is_said_back_on_one_line_without_working_markup(question, shown):
    assert quoted(question) == shown


def test_a_long_question_is_cut_between_words():
    shown = quoted("waarom " * 100)
    assert shown == "waarom " * 27 + "waarom …"
    assert len(shown) <= QUOTED + 2


@pytest.mark.parametrize(("names", "text"), [
    (["A"], "**A**"), (["A", "B"], "**A** of **B**"), (["A", "B", "C"], "**A**, **B** of **C**"),
])
def test_names_are_enumerated(names, text):
    assert enumerated(names) == text
