"""Reading the latest message of a tracker, whole or with parts missing."""

import pytest
from rasa_sdk import Tracker

from actions.turn import TOPICS, Turn, read_turn


def tracker(message):
    return Tracker("x", {}, message, [], False, None, {}, "action_listen")


def test_a_whole_message_is_read():
    turn = read_turn(tracker({
        "text": "  wat is een motie? ", "intent": {"name": "motie", "confidence": 0.9},
        "intent_ranking": [{"name": "motie", "confidence": 0.9}, {"name": "vragen", "confidence": 0.1}],
        "entities": [{"entity": "facet", "value": "wat"}, {"entity": "instrument", "value": "motie", "start": 13, "end": 18}],
    }))
    assert turn == Turn("wat is een motie?", "motie", 0.9, {"motie": 0.9, "vragen": 0.1},
                        {"facet": "wat", "instrument": "motie"}, "wat is een  ?", ("motie",))


@pytest.mark.parametrize("message", [
    None, {}, {"text": None, "intent": None, "entities": None, "intent_ranking": None},
    {"intent": {}, "entities": [], "intent_ranking": []}, {"intent": {"name": None, "confidence": None}},
])
def test_missing_keys_give_an_empty_turn(message):
    assert read_turn(tracker(message)) == Turn("", "", 0.0)


def test_of_an_entity_found_twice_the_first_counts():
    found = read_turn(tracker({"entities": [{"entity": "facet", "value": "hoe"}, {"entity": "facet", "value": "wat"}]}))
    assert found.entities == {"facet": "hoe"}


def test_topics_are_named_in_the_order_of_the_text_and_once():
    text = "motie of amendement, of toch de motie"
    spots = [("amendement", 9, 19), ("motie", 0, 5), ("motie", 32, 37), ("klimaat", 20, 22)]  # the last is no topic
    found = read_turn(tracker({"text": text, "entities": [
        {"entity": "instrument", "value": value, "start": start, "end": end} for value, start, end in spots]}))
    assert found.named == ("motie", "amendement")
    assert not {"motie", "amendement"} & set(found.rest.split())


@pytest.mark.parametrize(("text", "named"), [
    ("wat is het verschil tussen een interpellatie en gewone vragen stellen", ("interpellatie", "vragen")),
    ("kan ik bij een interpellatie ook vragen stellen", ("interpellatie",)),
])
def test_vragen_is_a_subject_where_two_are_compared(text, named):
    spots = [(word, text.index(word), text.index(word) + len(word)) for word in ("interpellatie", "vragen")]
    found = read_turn(tracker({"text": text, "entities": [
        {"entity": "instrument", "value": value, "start": start, "end": end} for value, start, end in spots]}))
    assert found.named == named


def test_a_topic_in_capitals_is_named_too():
    found = read_turn(tracker({"text": "wat doet de VNG", "entities": [
        {"entity": "instrument", "value": "VNG", "start": 12, "end": 15}]}))
    assert (found.named, found.entities["instrument"], found.rest) == (("vng",), "vng", "wat doet de")


def test_another_entity_names_no_topic():
    found = read_turn(tracker({"text": "motie", "entities": [{"entity": "facet", "value": "motie", "start": 0, "end": 5}]}))
    assert (found.named, found.rest) == ((), "motie")


@pytest.mark.parametrize(("ranking", "intent", "confidence"), [
    ([("nlu_fallback", 0.5), ("groet", 0.4), ("dank", 0.1)], "groet", 0.4),
    ([("groet", 0.4), ("nlu_fallback", 0.3)], "groet", 0.4),
    ([("nlu_fallback", 0.5)], "nlu_fallback", 0.0), ([], "nlu_fallback", 0.0),
])
def test_when_nothing_was_sure_the_nearest_intent_counts_with_its_own_confidence(ranking, intent, confidence):
    turn = read_turn(tracker({"text": "hoi", "intent": {"name": "nlu_fallback", "confidence": 0.5},
                              "intent_ranking": [{"name": name, "confidence": sure} for name, sure in ranking]}))
    assert (turn.intent, turn.confidence) == (intent, confidence)


def test_values_become_text_and_numbers():
    turn = read_turn(tracker({"entities": [{"entity": "part", "value": 3}], "intent": {"name": "ja", "confidence": "1"}}))
    assert (turn.entities, turn.confidence) == ({"part": "3"}, 1.0)


def test_a_ranking_row_without_a_name_is_left_out():
    turn = read_turn(tracker({"intent_ranking": [{"name": None, "confidence": 0.5}, {"name": "ja", "confidence": 0.2}]}))
    assert turn.ranking == {"ja": 0.2}


@pytest.mark.parametrize(("text", "pressed"), [
    ('/motie{"facet": "wat"}', True), ("/hulp", True), ("  /hulp", True), ("motie/amendement", False), ("", False),
])
def test_a_button_starts_with_a_slash(text, pressed):
    assert read_turn(tracker({"text": text})).pressed is pressed


def test_there_are_32_topics():
    assert len(TOPICS) == 32
    assert {"motie", "kennispunt_lokale_partijen", "bzk"} <= TOPICS


def test_vragen_over_stellen_names_the_instrument_and_the_griffie_vragen_does_not():
    for text, named in (("de molens bedreigen de vogels, kan ik daar vragen over stellen", ("vragen",)), ("ik wil dat aan de griffie vragen nu", ())):
        start = text.index("vragen")
        found = read_turn(tracker({"text": text, "entities": [
            {"entity": "instrument", "value": "vragen", "start": start, "end": start + 6}]}))
        assert found.named == named


@pytest.mark.parametrize(("text", "left", "named"), [
    ("Geachte griffie, de brug ligt er weer uit", "de brug ligt er weer uit", ()),
    ("beste griffier, kan de griffie mij helpen", "kan de griffie mij helpen", ("griffie",)),
    ("hoi griffie", "hoi griffie", ("griffie",)),  # nothing comes after it
    ("de griffie, wat doet die", "de griffie, wat doet die", ("griffie",)),
])
def test_whom_a_letter_speaks_to_is_not_what_it_is_about(text, left, named):
    found = [{"entity": "instrument", "value": "griffie", "start": at, "end": at + 7}
             for at in range(len(text)) if text.lower().startswith("griffie", at)]
    turn = read_turn(tracker({"text": text, "entities": found}))
    assert (turn.text, turn.named) == (left, named)
    assert "griffie" not in turn.rest


@pytest.mark.parametrize(("text", "named"), [
    ("kan ik er in de raad een vraag over stellen", ("vragen",)), ("mag ik een vraag stellen", ()), ("waar kan ik ze dan wat over vragen", ()),
])
def test_a_question_about_it_is_the_instrument_and_asking_somebody_is_none(text, named):
    found = [{"entity": "instrument", "value": "vragen", "start": text.find("vragen"), "end": text.find("vragen") + 6}] if "vragen" in text else []
    assert read_turn(tracker({"text": text, "entities": found})).named == named
