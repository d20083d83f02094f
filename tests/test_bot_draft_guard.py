"""A draft starts on a wish: the bare name of an instrument and a question about it keep their own intent."""

import re
from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.training_data.message import Message

from bot.components.draft_guard import ANY, FALLBACK, GUARDED, DraftGuard, wishes, without_draft

NLU = Path(__file__).parent.parent / "data" / "nlu"


def examples(intent):
    (entry,) = yaml.safe_load((NLU / f"{intent}.yml").read_text(encoding="utf-8"))["nlu"]
    return re.findall(r"^- (.+)$", entry["examples"], re.MULTILINE)


@pytest.mark.parametrize("intent", sorted(GUARDED | {ANY}))
def test_every_example_of_a_draft_is_a_wish(intent):
    assert [text for text in examples(intent) if not wishes(text, intent)] == []


@pytest.mark.parametrize("text", [
    "een motie bedoel ik sorry", "en n initiatiefvoorstel", "amendement", "verschil met motie?", "hoe dien ik een motie in",
    "hoe schrijf je een goede motie", "wat moet er in een motie staan", "mag ik een motie indienen",
    "en hoe dien je een amendement in",
    "wij willen een motie over de veiligheid van raadsleden, hoe werkt een motie", "heb je een voorbeeld van een motie",
    "haha leuk",
    "ik wil een motie indienen hoe werkt dat", "kan ik een motie indienen over een oud besluit",
    "wanneer moet een amendement binnen zijn",
])
def test_what_wishes_no_text_starts_no_draft(text):
    assert [intent for intent in sorted(GUARDED) if wishes(text, intent)] == []


@pytest.mark.parametrize(("text", "intent"), [
    ("ik wil een motie", "motie_indienen"), ("motie maken", "motie_indienen"),
    ("kun je een motie voor me maken", "motie_indienen"),
    ("wat kun je voor me schrijven", ANY), ("constaterende " + "woord " * 40, "motie_indienen"),
    ("ik wil vragen aan het college stellen zet m effe op papier", "vragen_indienen"),
])
def test_a_wish_starts_one(text, intent):
    assert wishes(text, intent)


def ranked(**confidences):
    return [{"name": name, "confidence": sure} for name, sure in confidences.items()]


def test_the_next_intent_takes_over_with_its_share_of_the_rest():
    left = without_draft(ranked(initiatief_indienen=0.5, initiatiefrecht=0.4, motie=0.1), "en n initiatiefvoorstel")
    assert [(row["name"], round(row["confidence"], 2)) for row in left] == [("initiatiefrecht", 0.8), ("motie", 0.2)]


@pytest.mark.parametrize(("next_best", "first"), [(0.3, "motie"), (0.29, FALLBACK)])
def test_an_intent_that_is_not_sure_enough_falls_back(next_best, first):
    left = without_draft(ranked(motie_indienen=0.5, motie=next_best, groet=0.5 - next_best), "een motie bedoel ik")
    assert left[0]["name"] == first


def test_a_wish_keeps_its_ranking():
    ranking = ranked(motie_indienen=0.7, motie=0.3)
    assert without_draft(ranking, "maak een motie") is ranking


@pytest.mark.parametrize(("text", "intent", "after"), [
    ("een motie bedoel ik", "motie_indienen", "motie"), ("maak een motie", "motie_indienen", "motie_indienen"),
    ("een motie bedoel ik", "groet", "groet"), ("/motie_indienen", "motie_indienen", "motie_indienen"),
])
def test_the_message_gets_the_intent_that_is_left(text, intent, after):
    message = Message({"text": text, "intent": {"name": intent, "confidence": 0.7},
                       "intent_ranking": ranked(**{intent: 0.7, "motie": 0.3})})
    DraftGuard().process([message])
    assert message.get("intent")["name"] == after
