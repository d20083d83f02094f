"""Choosing an instrument, spending, and the allowance over HTTP: buttons, corrections, the way back, and starting a draft."""

from dataclasses import replace

import pytest

from bot.serve import start, stop, wait_until_ready
from bot.settings import read_settings
from tests.client import Bot, Talk
from tests.conftest import free_port


def titles(talk):
    return [button["title"] for message in talk.messages for button in message["buttons"]]


# ---------------------------------------------------------------- welk instrument

def test_a_choice_by_buttons_ends_in_the_draft(bot):
    talk = bot.talk().say("welk instrument past").say("> Een debat met het college").say("> Nee")
    assert talk.answer["topic"] == "interpellatie", talk.transcript
    assert "niet op de agenda van de raadsvergadering staat" in talk.text
    assert "Brochure voor raadsleden (2020)" in talk.text
    talk.say("> Maak de tekst")
    assert "(1 van 6)" in talk.text, talk.transcript


def test_a_draft_is_offered_only_where_the_bot_can_make_one(bot):
    talk = bot.talk().say("welk instrument past").say("> Een onderzoek").say("> Nee, het kan wachten")
    assert "raadsonderzoek" in talk.text.lower(), talk.transcript
    assert "Maak de tekst" not in titles(talk)
    assert titles(talk).count("Hoe werkt het?") >= 1


@pytest.mark.parametrize(("story", "topic"), [
    ("we willen dat de raad zich uitspreekt tegen de sluiting van de bieb, welk instrument past", "motie"),
    ("donderdag stemmen we over het raadsvoorstel en ik wil een bedrag aanpassen. welk middel gebruik ik", "amendement"),
    ("geen haast, maar ik wil een onderzoek naar de aanbesteding van het zwembad, welk instrument kies ik", "raadsonderzoek"),
    ("het staat nog niet op de agenda. onze fractie wil met een eigen voorstel komen voor meer bomen, welk middel past",
        "initiatiefrecht"),
])
def test_a_story_is_read_in_one_go(bot, story, topic):
    talk = bot.talk().say(story)
    assert (talk.answer["kind"], talk.answer["topic"]) == ("answer", topic), talk.transcript


def test_a_choice_corrected_interrupted_and_started_again(bot):
    talk = bot.talk().say("keuzehulp").say("ik wil een debat").say("wat is een motie?")
    assert talk.messages[0]["answer"]["topic"] == "motie", talk.transcript
    assert "op de agenda" in talk.messages[-1]["text"], talk.transcript
    assert "bereiken" in talk.say("terug").text, talk.transcript
    assert "haast" in talk.say("een onderzoek").text, talk.transcript
    assert "bereiken" in talk.say("opnieuw").text, talk.transcript
    talk.say("> Een voorstel wijzigen").say("> Weet ik niet")
    assert "amendement" in talk.text, talk.transcript
    assert "voorligt aan de raad" in talk.text, talk.transcript
    talk.say("het staat wel op de agenda")
    assert "initiatiefrecht" not in talk.text.lower(), talk.transcript


@pytest.mark.parametrize("stop", ["stop", "laat maar", "> Ja"])
def test_a_choice_can_be_cancelled_at_any_question(bot, stop):
    talk = bot.talk().say("keuzehulp").say("iets met geld").say(stop)
    ends = "budgetrecht" if stop == "> Ja" else "stop ermee"
    assert ends in talk.text, talk.transcript
    assert talk.say("wat is een motie?").answer["topic"] == "motie", talk.transcript


# ---------------------------------------------------------------- mag dit

@pytest.mark.parametrize(("question", "kind", "facet", "said"), [
    ("kan die teamlunch uit ons budget?", "no_answer", "budget", "Vraag dit aan de griffier"),
    ("mag ik mn laptop declareren", "no_answer", "bedoeld_voor", "Vraag dit aan de griffier"),
    ("cursus debatteren betaalt de fractie?", "answer", "budget", "cursussen voor de fractie"),
    ("mag een lening uit het fractiebudget", "answer", "niet_uitgeven", "**Nee.**"),
    ("moet ik mijn kapper zelf betalen voor de installatie", "answer", "eigen_rekening", "dit betaal je zelf"),
    ("kan ik printpapier en inkt ergens declareren", "answer", "bedoeld_voor", "Bureaukosten"),
    ("mag partijpolitieke scholing uit het opleidingsbudget", "answer", "recht", "**Nee.**"),
    ("mag mijn nieuwe bril op de onkosten", "no_answer", None, "griffie"),
])
def test_a_verdict_with_the_sentence_that_says_so(bot, question, kind, facet, said):
    talk = bot.talk().say(question)
    assert talk.answer["kind"] == kind, talk.transcript
    assert facet in (None, talk.answer["facet"]), talk.transcript
    assert said in talk.text, talk.transcript


def test_an_expense_and_then_another(bot):
    talk = bot.talk().say("mag een cadeau uit het fractiebudget").say("en een student als hulp?")
    assert (talk.answer["kind"], talk.answer["facet"]) == ("answer", "budget"), talk.transcript


# ---------------------------------------------------------------- vergoeding

def test_the_allowance_leads_on_to_what_belongs_to_it(bot):
    talk = bot.talk().say("wat verdient een raadslid in Zwolle?")
    for title, part in (("Andere jaren", "1.894,59"), ("Toelagen erbij", "89,46"),
        ("Waarvoor zijn de onkosten?", "Vakliteratuur"),
                        ("Wat betaal ik zelf?", "Fooi in Nederland"), ("Politiek verlof", "wettelijk recht")):
        other = bot.talk().say("wat verdient een raadslid in Zwolle?")
        assert part in other.say(f"> {title}").text, other.transcript
    assert "2021" not in talk.text


def test_computed_years_are_never_shown(bot):
    talk = bot.talk().say("wat kreeg een raadslid in Zwolle in 2021?")
    assert "laat ik niet zien" in talk.text, talk.transcript
    assert "€ 1.759,46" in talk.text and "€ 1.868,43" in talk.text


def test_an_ambiguous_name_is_asked_back_and_a_village_helped(bot):
    talk = bot.talk().say("bereken mijn vergoeding").say("Bergen")
    assert {"Bergen (NH)", "Bergen (L)"} <= set(titles(talk)), talk.transcript
    assert "niet in mijn lijst" in talk.say("Egmond aan Zee").text, talk.transcript
    assert "klasse" in talk.say("Bergen (NH)").text, talk.transcript


def test_the_class_at_both_sides_of_a_boundary_says_that_it_needs_two_counts(bot):
    for number, klass in (("60.000", "5"), ("60.001", "6")):
        talk = bot.talk().say("bereken mijn vergoeding").say(number)
        assert f"klasse {klass}." in talk.text, talk.transcript
        assert "twee jaren na elkaar" in talk.text, talk.transcript
    assert "twee jaren na elkaar" not in bot.talk().say("bereken mijn vergoeding").say("50.000").text


def test_the_amount_that_was_stated_first_counts_at_the_end(bot):
    talk = bot.talk().say("ik krijg 1306 euro per maand klopt dat").say("38.000")
    assert "Ja, dat klopt" in talk.text, talk.transcript


# ---------------------------------------------------------------- the servers

def test_a_choice_survives_a_restart_of_both_servers(tmp_path):
    actions_port = free_port()
    settings = replace(read_settings(), port=free_port(), actions_port=actions_port, actions_url=f"http://127.0.0.1:{actions_port}",
                       state=tmp_path)
    bot, token = Bot(f"http://127.0.0.1:{settings.port}/chat/", tmp_path), None
    for lines, expected in ((["keuzehulp", "ik wil een onderzoek"], "haast"), (["nee"], "raadsonderzoek")):
        running = start(settings, tmp_path / "logs")
        try:
            wait_until_ready(settings, running, tmp_path / "logs")
            talk = Talk(bot, token) if token else bot.talk()
            token = talk.token
            for line in lines:
                talk.say(line)
            assert expected in talk.text, talk.transcript
        finally:
            stop(running)
