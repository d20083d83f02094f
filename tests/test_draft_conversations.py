"""The five drafts against the live bot: from a wish to the text and its Word document."""

import io
import urllib.request

import docx
import pytest

ODD = "Fatima \"Fa\" El-Ö'Brien & zn, fractie Dorps{belang} <3 😀"
WHOLE = {  # how the wish is said, and what is typed for each part
    "motie": ("help me een motie schrijven", [
        "speeltuin Dorpsstraat", "dat de speeltuin dicht is\ndat er geen geld is", "dat kinderen buiten moeten spelen",
        "de speeltuin te openen", ODD, "12 januari 2027"]),
    "amendement": ("maak een amendement", [
        "raadsvoorstel parkeren", "2. De raad stelt € 50 vast", "2. De raad stelt € 60 vast", "Dit dekt de kosten.", ODD,
        "12 januari 2027"]),
    "vragen": ("stel schriftelijke vragen voor me op", [
        "stank op het industrieterrein", "Inwoners klagen al maanden", "Waar komt de stank vandaan? Wat doet het college eraan?",
        ODD,
        "12 januari 2027"]),
    "initiatief": ("help me een initiatiefvoorstel schrijven", [
        "een jongerenfonds", "Jongeren hebben geen plek", "1. een fonds in te stellen 2. € 10.000 te reserveren",
        "Zo werkt het fonds",
        "€ 10.000 uit de reserve", ODD, "12 januari 2027"]),
    "interpellatie": ("help me een interpellatie aan te vragen", [
        "de sluiting van het zwembad", "Het bad gaat maandag dicht", "Waarom is de raad niet gehoord? Wat kost het?", ODD,
        "12 januari 2027"]),
}
LAW = {"motie": "artikel 16", "amendement": "artikel 147b", "vragen": "artikel 155 lid 1", "initiatief": "artikel 147a",
       "interpellatie": "artikel 155 lid 2"}
TITLE = {"motie": "Motie", "amendement": "Amendement", "vragen": "Schriftelijke vragen", "initiatief": "Initiatiefvoorstel",
         "interpellatie": "Verzoek om een interpellatie"}


def fill(bot, form):
    """A conversation in which every part of a draft was given: the bot shows the summary."""
    wish, parts = WHOLE[form]
    talk = bot.talk().say(wish)
    for part in parts:
        talk.say(part)
    return talk


def opened(bot, talk):
    """The document that the last turn handed out."""
    url = next(message["file"]["url"] for message in talk.messages if "file" in message)
    with urllib.request.urlopen(bot.base.removesuffix("/chat/") + url, timeout=30) as response:
        return docx.Document(io.BytesIO(response.read()))


@pytest.mark.parametrize("form", WHOLE)
def test_from_a_wish_to_the_text_and_its_document(bot, form):
    talk = fill(bot, form)
    assert f"({len(WHOLE[form][1]) + 1} van {len(WHOLE[form][1]) + 1})" in talk.text, talk.transcript
    talk.say("ja")
    assert talk.answer["kind"] == "document", talk.transcript
    written = "\n".join(p.text for p in opened(bot, talk).paragraphs)
    assert written.startswith(TITLE[form])
    for text in (talk.messages[0]["text"], written):
        assert ODD in text and WHOLE[form][1][0] in text and "12 januari 2027" in text, talk.transcript
    assert LAW[form] in talk.text and "reglement van orde" in talk.text and "niets verstuurd" in talk.text


def test_a_motion_has_its_fixed_words_and_lists(bot):
    talk = fill(bot, "motie").say("> Klopt, maak de tekst")
    text = talk.messages[0]["text"]
    places = [text.index(part) for part in ("constaterende dat:", "1. de speeltuin dicht is", "2. er geen geld is",
                                            "overwegende dat:",
                                            "verzoekt het college:", "1. de speeltuin te openen",
                                            "en gaat over tot de orde van de dag.")]
    assert places == sorted(places)
    points = [p.text for p in opened(bot, talk).paragraphs if p.style.name == "List Number"]
    assert points == ["de speeltuin dicht is", "er geen geld is", "kinderen buiten moeten spelen", "de speeltuin te openen"]


@pytest.mark.parametrize("form", WHOLE)
def test_corrected_interrupted_and_resumed(bot, form):
    wish, parts = WHOLE[form]
    talk = bot.talk().say(wish).say(parts[0]).say("wat is een rekenkamer?")
    assert talk.messages[0]["answer"]["topic"] == "rekenkamer", talk.transcript
    assert "(2 van" in talk.messages[-1]["text"], talk.transcript
    for part in parts[1:]:
        talk.say(part)
    talk.say("de datum moet 3 februari zijn")
    assert "3 februari" in talk.text and "12 januari" not in talk.text, talk.transcript
    button = next(b["title"] for m in talk.messages for b in m["buttons"] if b["title"].endswith(" wijzigen"))
    talk.say(f"> {button}").say("iets heel anders")
    assert "iets heel anders" in talk.say("ja").messages[0]["text"], talk.transcript


@pytest.mark.parametrize("form", WHOLE)
def test_back_restart_skip_and_cancel(bot, form):
    wish, parts = WHOLE[form]
    talk = bot.talk().say(wish).say(parts[0]).say("terug")
    assert "(1 van" in talk.text, talk.transcript
    talk.say(parts[0]).say("sla over")
    assert "(3 van" in talk.text, talk.transcript
    assert "(1 van" in talk.say("opnieuw beginnen").text, talk.transcript
    assert "stop ermee" in talk.say("stop").text, talk.transcript
    assert talk.say("wat is een motie?").answer["kind"] == "answer", talk.transcript


@pytest.mark.parametrize("form", WHOLE)
def test_a_threat_in_the_middle_keeps_the_draft(bot, form):
    wish, parts = WHOLE[form]
    talk = bot.talk().say(wish).say(parts[0]).say("er staat iemand met een mes voor mijn deur")
    assert (talk.answer["kind"], "112" in talk.text) == ("safety", True), talk.transcript
    talk.say("> Verder met deze tekst")
    assert "(2 van" in talk.text, talk.transcript


def test_a_pasted_motion_needs_only_what_is_missing(bot):
    talk = bot.talk().say("ik wil een motie indienen")
    talk.say("Motie speeltuin\n\nDe gemeenteraad van Voorbeeldstad, in vergadering bijeen op 12 januari 2027,\n\n\n"
             "constaterende dat:\n- de speeltuin dicht is;\n\noverwegende dat:\n- kinderen moeten spelen;\n\n"
             "verzoekt het college:\n- de speeltuin te openen,\n\n"
             "en gaat over tot de orde van de dag.")
    assert "(5 van 7)" in talk.text, talk.transcript
    text = talk.say("Jan de Vries, Lokaal").say("ja").messages[0]["text"]
    assert "Vergadering: 12 januari 2027" in text and "1. de speeltuin dicht is" in text, talk.transcript


def test_a_long_paste_fits_and_too_long_a_part_is_refused(bot):
    talk = bot.talk().say("maak een amendement").say("raadsvoorstel wonen")
    talk.say("regel " * 1100)
    assert "tekens" in talk.text, talk.transcript[:500]
    assert "(3 van 7)" in talk.say("regel " * 900).text


def test_what_is_missing_is_said_and_can_be_added_after_the_text(bot):
    talk = bot.talk().say("help me een motie schrijven over de brug")
    for text in ("hij is dicht", "sla over", "hem te openen", "Jan", "weet ik nog niet"):
        talk.say(text)
    assert "Nog niet compleet" in talk.text and "Overwegende dat: met argumenten" in talk.text, talk.transcript
    assert "[nog invullen]" in talk.say("ja").messages[0]["text"], talk.transcript
    talk.say("> Iets wijzigen").say("> Vergadering wijzigen").say("12 januari 2027")
    assert "Vergadering: 12 januari 2027" in talk.say("ja").messages[0]["text"], talk.transcript


def test_forgetting_takes_the_document_too(bot):
    talk = fill(bot, "vragen").say("ja")
    assert opened(bot, talk).paragraphs[0].text == "Schriftelijke vragen"
    assert bot.call("DELETE", "session", token=talk.token).status == 204
    with pytest.raises(urllib.error.HTTPError, match="404"):
        opened(bot, talk)


@pytest.mark.parametrize(("question", "topic"), [
    ("hoe dien ik een motie in", "motie"), ("hoe stel ik een motie op", "motie"), ("hoe dien ik een amendement in", "amendement"),
    ("hoe stel ik schriftelijke vragen aan het college", "vragen"), ("wat moet er in een motie staan", "motie"),
])
def test_the_procedure_is_a_question_and_is_answered(bot, question, topic):
    talk = bot.talk().say(question)
    assert (talk.answer["kind"], talk.answer["topic"]) == ("answer", topic), talk.transcript


@pytest.mark.parametrize("question", [
    "hoe schrijf je een goede motie", "hoe schrijf ik een initiatiefvoorstel", "een motie bedoel ik", "en n initiatiefvoorstel",
    "verschil met motie?", "wanneer moet een amendement binnen zijn",
])
def test_a_question_or_a_bare_name_starts_no_draft(bot, question):
    talk = bot.talk().say(question)
    assert talk.answer["kind"] in ("answer", "no_answer", "clarify"), talk.transcript
    assert "Ik help je met" not in talk.text


@pytest.mark.parametrize(("question", "button", "form"), [
    ("hoe werkt een motie?", "Help me een motie te schrijven", "motie"),
    ("hoe werkt een amendement?", "Help me een amendement te schrijven",
                                                                       "amendement"),
    ("hoe werken schriftelijke vragen?", "Help me vragen op te schrijven", "vragen"),
    ("hoe werkt het initiatiefrecht?", "Help me een initiatiefvoorstel te schrijven", "initiatief"),
    ("hoe werkt een interpellatie?", "Help me een interpellatieverzoek te schrijven", "interpellatie"),
])
def test_a_button_behind_how_it_works_starts_the_draft(bot, question, button, form):
    talk = bot.talk().say(question).say(f"> {button}")
    assert (talk.answer["kind"], talk.answer["topic"]) == ("form", form), talk.transcript
    assert "(1 van" in talk.text


def test_make_one_for_me_means_what_the_talk_is_about(bot):
    talk = bot.talk().say("hoe werkt een amendement?").say("maak er een voor me")
    assert (talk.answer["kind"], talk.answer["topic"]) == ("form", "amendement"), talk.transcript
    assert len(bot.talk().say("kun je een tekst voor me maken").messages[0]["buttons"]) == 5


@pytest.mark.parametrize(("wish", "form", "subject"), [
    ("help me een motie schrijven over de speeltuin", "motie", "de speeltuin"),
    ("ik wil schriftelijke vragen stellen over de bomenkap, zet m effe op papier", "vragen", "de bomenkap"),
    ("kun jij een amendement maken op de begroting", "amendement", "de begroting"),
    ("schrijf een initiatiefvoorstel over een jongerenfonds", "initiatief", "een jongerenfonds"),
])
def test_a_wish_with_its_subject(bot, wish, form, subject):
    talk = bot.talk().say(wish)
    assert talk.answer["topic"] == form, talk.transcript
    assert talk.text.startswith("(2 van") and f": {subject}." in talk.text, talk.transcript
