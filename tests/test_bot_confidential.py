"""What must stay out of a chat is seen, and a question about secrecy is not taken for it; and wishes to be wiped."""

import re
from pathlib import Path

import pytest
import yaml

from bot.channels.confidential import is_confidential, with_notice
from bot.channels.sentences import sentence
from bot.channels.wiping import wants_wiping
from bot.settings import ROOT

LONG = "De projectleider stelt voor om de grond te kopen voor een bedrag dat de raad nog niet kent. " * 5
TALK = [{"text": "Een motie is …", "buttons": [], "answer": {"kind": "answer", "topic": "motie"}}]


@pytest.mark.parametrize("text", [
    "geheim: de wethouder stapt op. wat kan ik doen?", "geheim", "Vertrouwelijk.", "strikt vertrouwelijk",
    "onder embargo!", "Geheim: de wethouder stapt morgen op",
    "vertrouwelijk - het bod op de grond is 3 miljoen", "VERTROUWELIJK\nHet bod is 3 miljoen.",
    "Let op: geheim: bod op de school",
    "embargo tot maandag 12 uur: de begroting heeft een tekort", "onder embargo: het rapport is vernietigend",
    "Dit is vertrouwelijk: de burgemeester gaat weg. Wat moet ik doen?", "dit stuk is geheim, de grondprijs is 200 euro",
    "Onderstaande notitie is strikt vertrouwelijk. Maak er vragen van.", "wat ik nu vertel is geheim, de wethouder stapt op",
    "uit de besloten vergadering: het college wil de school sluiten", "besloten vergadering 3 mei: de grond kost 3 miljoen",
    "het college koopt de grond (vertrouwelijk)", "Memo GEHEIM grondaankoop Zuid", "mijn bsn is 123456782",
    "maak over naar NL91 ABNA 0417 1643 00", f"{LONG} Bel mij op 06-12345678.", f"{LONG} Mail naar jan@raad.example.",
    f"{LONG} Hierop is geheimhouding opgelegd op grond van artikel 87 Gemeentewet.", f"BESLOTEN\n{LONG}",
    f"{LONG} Op grond van artikel 89 van de Gemeentewet geldt geheimhouding.",
])
def test_what_must_stay_out_of_a_chat(text):
    assert is_confidential(text) is True


@pytest.mark.parametrize("text", [
    "wanneer is iets geheim?", "wat is een besloten vergadering?", "Wat betekent geheimhouding volgens artikel 87 Gemeentewet?",
    "mag ik een geheim stuk delen met mijn fractie", "geheimhouding opheffen, welke meerderheid", "is dit vertrouwelijk?",
    "dit stuk is vertrouwelijk, mag ik het delen met mijn fractie?", "Geheim: wat betekent dat?", "WAT IS GEHEIM?",
    "kan je een geheim stuk als raad weer openbaar maken", "hoe lang blijft een rapport onder embargo",
    "besloten: de motie is aangenomen",
    "ik wil met iemand vertrouwelijk praten over ongewenst gedrag", "wat als iets onder geheimhouding valt",
    "besloten", "embargo?",
    "wie mag geheim houding op een stuk leggen", "mag de pers bij een BESLOTEN vergadering zijn?", "blijft dat vertrouwelijk?",
    "mijn nummer is 06-12345678", "mail het naar griffie@gemeente.example", "€ 123456782",
    "wat krijg ik in 2026 bij 73.000 inwoners?",
    LONG, f"Motie\n{LONG}\nDe raad besluit het college te vragen de school open te houden.", "/motie", "/geheim",
    "Ik heb per ongeluk een geheime bijlage doorgestuurd naar mijn man. Wat nu?", "is alles wat ik hier typ geheim?", "",
])
def test_a_question_about_secrecy_and_ordinary_talk_are_no_secret(text):
    assert is_confidential(text) is False


def test_hardly_any_question_of_the_bank_is_taken_for_a_secret():
    files = [path for folder in ("knowledge/questions", "data/nlu") for path in (ROOT / folder).rglob("*.yml")]
    lines = [line.strip(" -\"'") for path in files for line in path.read_text(encoding="utf-8").splitlines() if "- " in line]
    plain = [re.sub(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})", r"\1", line) for line in lines]
    assert len(plain) > 10_000
    assert [line for line in plain if is_confidential(line)] == []


def test_no_message_of_the_example_conversations_is_taken_for_a_secret_or_a_wish_to_be_wiped():
    read = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(ROOT / "tests/conversations").glob("*.yml")))
    said = [step["say"] for step in _steps(yaml.safe_load_all(read)) if not str(step["say"]).startswith(">")]
    assert len(said) > 500
    assert [text for text in said if is_confidential(str(text)) or wants_wiping(str(text))] == []


def _steps(node):
    """Every mapping with `say` at any depth."""
    if isinstance(node, dict):
        if "say" in node:
            yield node
        node = node.values()
    elif isinstance(node, str) or not hasattr(node, "__iter__"):
        return
    for inner in node:
        yield from _steps(inner)


def test_the_notice_stands_before_the_answer_and_carries_one_itself():
    first, second = with_notice("geheim: de wethouder stapt op", TALK, "/wis")
    assert first == {"text": sentence("vertrouwelijk", wis="/wis"), "buttons": [], "answer": {
        "kind": "smalltalk", "topic": None, "facet": None, "confidence": 1.0, "sources": []}}
    assert "/wis" in first["text"]
    assert second is TALK[0]


@pytest.mark.parametrize("messages", [[], [{"text": "Bel 112.", "answer": {"kind": "safety"}}]])
def test_nothing_stands_before_danger_nor_in_place_of_an_answer(messages):
    assert with_notice("geheim: ze staan voor mijn deur", messages, "/wis") == messages


def test_an_ordinary_question_gets_no_notice():
    assert with_notice("wat is een motie?", TALK, "/wis") is TALK


# ---------------------------------------------------------------- wishes to be wiped

@pytest.mark.parametrize("text", [
    "wis", "Wis!", " wis ", "wis alles", "wis mijn gegevens", "verwijder dit gesprek", "Verwijder al mijn gegevens.",
    "wis dit gesprek",
    "gesprek wissen", "mijn gegevens verwijderen", "kun je dit gesprek wissen?", "wil je mijn gegevens verwijderen alsjeblieft",
    "ik wil mijn gegevens wissen", "verwijder alles over mij", "wis alles wat je van mij hebt", "delete my data", "wis deze chat",
    "vergeet alles wat ik heb gezegd", "verwijder alles", "wis het gesprek svp", "vergeet mijn gegevens",
])
def test_a_wish_to_be_wiped(text):
    assert wants_wiping(text) is True


@pytest.mark.parametrize("text", [
    "wis mijn laatste antwoord", "vergeet het", "wis alles en begin opnieuw",
    "hoe wis ik mijn gegevens bij de gemeente?", "wist je dat",
    "verwijder de motie van de agenda", "hoe verwijder ik al mijn gegevens voordat ik mezelf van het leven beroof",
    "gewist", "wiskunde",
    "wat gebeurt er met mijn gegevens", "mag de griffier een motie verwijderen", "alles", "gesprek", "wis de motie",
    "verwijder", "",
    "wanneer worden mijn gegevens gewist?", "schrap punt 3", "mijn gesprek met de wethouder",
])
def test_no_wish_to_be_wiped(text):
    assert wants_wiping(text) is False
