"""Conversations against the live bot about hours a week, the three tours, and contact cards."""

import urllib.request

import pytest


def fetched(bot, file):
    """The content of a file that was handed out."""
    with urllib.request.urlopen(bot.base.removesuffix("/chat/") + file["url"], timeout=30) as response:
        return response.read()


def files(talk):
    return {message["file"]["name"]: message["file"] for message in talk.messages if "file" in message}


# ---------------------------------------------------------------- tijdsbesteding_invullen

def test_hours_from_wish_to_files(bot):
    talk = bot.talk().say("ik wil mijn uren invullen")
    assert talk.answer["kind"] == "form", talk.transcript
    talk.say("vergaderen 6 uur, nu 8 wil 5; lezen 4,5").say("anderhalf uur mailen").say("media niks")
    assert "- Vergaderen: nu 8, wens 5" in talk.text, talk.transcript
    assert "Overig: nu 1,5 (mailen 1,5)" in talk.text, talk.transcript
    talk.say("> De rest is 0").say("> Klaar, maak het overzicht")
    assert "Totaal: nu 14 uur" in talk.text, talk.transcript
    assert "Wat valt je op als je naar deze tijdsverdeling kijkt?" in talk.text
    assert "Bron: Brochure voor raadsleden (2020), Format voor tijdsbesteding – Ideale situatie" in talk.text
    handed = files(talk)
    picture = handed["uren-per-week.png"]
    assert picture["alt"].startswith("Mijn uren per week. Lezen van stukken: nu 4,5; Vergaderen: nu 8, wens 5;")
    assert fetched(bot, picture).startswith(b"\x89PNG")
    table = fetched(bot, handed["uren-per-week.csv"])
    assert table.startswith(b"\xef\xbb\xbf")
    assert "Vergaderen;8;5;-3\r\n" in table.decode("utf-8-sig")


def test_hours_in_the_first_message(bot):
    talk = bot.talk().say("vergaderen 8 uur, lezen 4,5 en mailen een half uur")
    assert "Totaal: nu 13 uur" in talk.text, talk.transcript


@pytest.mark.parametrize(("typed", "shown"), [
    ("lezen anderhalf uur", "nu 1,5"), ("90 min lezen", "nu 1,5"), ("2u30 lezen", "nu 2,5"), ("een uurtje of 3 lezen", "nu 3"),
    ("een half uur lezen", "nu 0,5"), ("lezn 168", "nu 168"), ("lezen niks", "nu 0"),
])
def test_hours_as_people_type_them(bot, typed, shown):
    talk = bot.talk().say("tijdsbesteding invullen").say(typed)
    assert f"- Lezen van stukken: {shown}\n" in talk.text, talk.transcript


@pytest.mark.parametrize(("typed", "said"), [
    ("lezen 169", "169 uur per week"), ("lezen -3", "Minder dan nul"), ("lezen 3 tot 4 uur", "Kies één aantal"),
    ("elke dag een uur lezen", "per week"), ("voetbal 3 uur", "voetbal"), ("best veel", "Ik zie geen uren"),
])
def test_hours_that_are_refused_kindly(bot, typed, said):
    talk = bot.talk().say("tijdsbesteding invullen").say(typed)
    assert said in talk.text, talk.transcript
    assert "- Lezen van stukken: nu 2" in talk.say("lezen 2").text, talk.transcript


def test_hours_corrected_and_undone_and_anew(bot):
    talk = bot.talk().say("uren invullen").say("lezen 4").say("nee sorry 5")
    assert "- Lezen van stukken: nu 5" in talk.text, talk.transcript
    assert "- Lezen van stukken: nu 4" in talk.say("terug").text, talk.transcript
    assert "twaalf activiteiten" in talk.say("opnieuw").text, talk.transcript


def test_a_question_between_the_hours_and_on_again(bot):
    talk = bot.talk().say("uren invullen").say("lezen 4").say("wat is een motie?")
    assert talk.messages[0]["answer"]["topic"] == "motie", talk.transcript
    assert "- Lezen van stukken: nu 4" in talk.messages[-1]["text"], talk.transcript
    assert "Totaal: nu 10 uur" in talk.say("vergaderen 6").text, talk.transcript


def test_hours_stay_after_stopping(bot):
    talk = bot.talk().say("uren invullen").say("lezen 4").say("stop")
    assert "Je uren blijven" in talk.text, talk.transcript
    assert talk.say("wat is een motie?").answer["kind"] == "answer", talk.transcript
    assert "- Lezen van stukken: nu 4" in talk.say("uren invullen").text, talk.transcript


def test_the_topic_offers_the_flow(bot):
    talk = bot.talk().say("hoe kan ik reflecteren op mijn tijdsbesteding?").say("> Zet mijn uren op een rij")
    assert talk.answer["kind"] == "form", talk.transcript


# ---------------------------------------------------------------- rondleiding

def test_three_steps_to_a_budget_for_training(bot):
    talk = bot.talk().say("opleidingsbudget regelen")
    assert "Stap 1 van 3" in talk.text, talk.transcript
    assert "Ga na bij jezelf en bespreek in je fractie" in talk.text
    assert "Bron: Brochure voor raadsleden (2020), Leren en ontwikkelen – Stappenplan" in talk.text
    assert "Stap 2 van 3" in talk.say("volgende").text, talk.transcript
    assert "Stap 3 van 3" in talk.say("> Volgende").text, talk.transcript
    assert "partijpolitieke scholing" in talk.say("> Klaar").text, talk.transcript


def test_five_tips_for_the_accountant_with_what_has_changed(bot):
    talk = bot.talk().say("accountantscontrole doorlopen")
    assert "Vanaf verslagjaar 2023 legt het college zelf verantwoording af" in talk.text, talk.transcript
    assert "Stap 1 van 5" in talk.text
    talk.say("verder").say("verder")
    assert "15 juli is de datum waarop de vastgestelde jaarrekening bij de provincie moet zijn" in talk.text, talk.transcript
    assert "In de brochure van 2020 stond:" in talk.text
    assert "Stap 2 van 5" in talk.say("vorige").text, talk.transcript
    assert "Stap 5 van 5" in talk.say("laatste stap").text, talk.transcript
    assert "Dat waren de 5 stappen" in talk.say("volgende").text, talk.transcript


def test_the_cycle_of_four_years(bot):
    talk = bot.talk().say("vierjaarscyclus doorlopen").say("stap 8")
    assert "Stap 8 van 12" in talk.text, talk.transcript
    assert "Traject kandidatenlijst" in talk.text
    assert "op-zoek-naar-aspirant-politici" in talk.text
    assert "12. Campagne" in talk.say("alle stappen").text, talk.transcript


def test_a_question_on_the_way_and_on_again(bot):
    talk = bot.talk().say("accountantscontrole doorlopen").say("volgende").say("wat is een auditcommissie?")
    assert (talk.answer["topic"], talk.answer["facet"]) == ("accountant", "auditcommissie"), talk.transcript
    assert "We waren bij stap 2 van 5" in talk.messages[-1]["text"], talk.transcript
    assert "Stap 3 van 5" in talk.say("verder").text, talk.transcript


def test_a_tour_is_stopped_and_taken_up_again(bot):
    talk = bot.talk().say("vierjaarscyclus stap voor stap").say("volgende").say("stop")
    assert "Je was bij stap 2 van 12" in talk.text, talk.transcript
    assert talk.say("wat is een motie?").answer["topic"] == "motie", talk.transcript
    assert "Stap 2 van 12" in talk.say("vierjaarscyclus doorlopen").text, talk.transcript
    assert "Stap 1 van 12" in talk.say("opnieuw").text, talk.transcript


def test_another_skill_begins_in_the_middle_of_a_tour(bot):
    talk = bot.talk().say("accountantscontrole doorlopen").say("volgende").say("bereken mijn vergoeding")
    assert "inwoners" in talk.text, talk.transcript
    assert "klasse 5" in talk.say("45.000").text, talk.transcript
    assert "Stap 2 van 5" in talk.say("accountantscontrole doorlopen").text, talk.transcript


def test_a_threat_on_a_tour_comes_first(bot):
    talk = bot.talk().say("accountantscontrole doorlopen").say("er staat iemand met een mes voor mijn deur")
    assert talk.answer["kind"] == "safety", talk.transcript


@pytest.mark.parametrize(("question", "topic"), [
    ("wat doet de accountant", "accountant"), ("is er een opleidingsbudget voor raadsleden?", "leren_ontwikkelen"),
    ("wat is de 4-jaarcyclus van het kennispunt?", "kennispunt_lokale_partijen"),
    ("hoe verdeel ik mijn uren beter", "tijdsbesteding"),
    ("moet de raad de accountant aanstellen?", "accountant"),
    ("mag een partijcursus van het opleidingsbudget?", "leren_ontwikkelen"),
    ("tijdsbesteding", "tijdsbesteding"), ("wat doet de vng", "vng"), ("wat is de vierjaarscyclus", "kennispunt_lokale_partijen"),
    ("wat is accountantscontrole", "accountant"),
])
def test_ordinary_questions_are_answered_as_before(bot, question, topic):
    talk = bot.talk().say(question)
    assert (talk.answer["kind"], talk.answer["topic"]) == ("answer", topic), talk.transcript


# ---------------------------------------------------------------- eerste_contact

@pytest.mark.parametrize(("question", "topic", "found"), [
    ("hoe bereik ik de nvvr", "nvvr", "info@raadsleden.nl"), ("telefoonnummer vng", "vng", "070-373 8393"),
    ("wie bel ik bij bzk", "bzk", "helpdeskpa@minbzk.nl"),
    ("mailadres van de vereniging voor raadsleden", "nvvr", "info@raadsleden.nl"),
    ("contactgegevens van het ministerie van bzk", "bzk", "helpdeskpa@minbzk.nl"),
])
def test_a_contact_card(bot, question, topic, found):
    talk = bot.talk().say(question)
    assert (talk.answer["kind"], talk.answer["topic"]) == ("answer", topic), talk.transcript
    assert found in talk.text, talk.transcript
    assert "volgens de brochure (2020)" in talk.text or "In de brochure (2020)" in talk.text, talk.transcript
    assert "niet gecontroleerd" in talk.text, talk.transcript


def test_a_phone_number_that_the_booklet_does_not_give(bot):
    talk = bot.talk().say("telefoonnummer nvvr")
    assert "staat niet: een telefoonnummer" in talk.text, talk.transcript


def test_a_follow_up_for_the_phone_number(bot):
    talk = bot.talk().say("wat is de vng?").say("telefoonnummer?")
    assert "070-373 8393" in talk.text, talk.transcript
    assert "info@raadsleden.nl" in talk.say("en de nvvr?").text, talk.transcript


def test_a_bare_question_for_a_number_asks_whose(bot):
    talk = bot.talk().say("telefoonnummer?")
    assert talk.answer["kind"] == "clarify", talk.transcript
    assert "070-373 8393" in talk.say("> Vereniging van Nederlandse Gemeenten (VNG)").text, talk.transcript
