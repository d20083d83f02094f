"""Conversations against the live bot: what a councillor types, and what must come back."""

import pytest

from actions.turn import TOPICS

TITLES = {  # a plain question for each topic
    "raadsonderzoek": "wat is een raadsonderzoek?", "interpellatie": "wat is een interpellatie?",
    "vragen": "hoe werken schriftelijke vragen?", "initiatiefrecht": "wat is het initiatiefrecht?",
    "budgetrecht": "wat houdt het budgetrecht in?", "amendement": "wat is een amendement?", "motie": "wat is een motie?",
    "kaderstellen": "wat is kaders stellen?", "controleren": "wat is de controlerende rol van de raad?",
    "griffie": "wat doet de griffie voor mij?", "werkgeverschap": "wat doet een werkgeverscommissie?",
    "fractieondersteuning": "waar mag ik het fractiebudget aan uitgeven?",
    "ambtelijke_bijstand": "wat is ambtelijke bijstand?", "rekenkamer": "wat doet de rekenkamer?",
    "accountant": "wat doet de accountant voor de raad?", "leren_ontwikkelen": "is er een opleidingsbudget voor raadsleden?",
    "vergoeding": "heb ik recht op een pensioenvergoeding?", "onkostenvergoeding": "waarvoor is de onkostenvergoeding bedoeld?",
    "politiek_verlof": "wat is politiek verlof?", "collega_raadsleden": "kan ik collega-raadsleden om hulp vragen?",
    "regionale_netwerken": "hoe krijg ik grip op regionale samenwerking?", "inwoners_achterban": "wat is een burgerraadslid?",
    "media": "waarom zijn lokale media belangrijk?", "kennis_data": "waar vind ik cijfers over mijn gemeente?",
    "politieke_partijen": "hoe kan mijn politieke partij me helpen?", "tijdsbesteding": "hoe houd ik bij waar mijn tijd heen gaat?",
    "kennispunt_lokale_partijen": "wat is het kennispunt lokale politieke partijen?",
    "nvvr": "wat doet de vereniging voor raadsleden?", "bedreiging": "wat is het advies bij bedreiging en intimidatie?",
    "vng": "wat is de vng?", "bzk": "wat doet het ministerie van bzk?", "integriteit": "waar vind ik hulp bij integriteit en ondermijning?",
}
INSTRUMENTS = {"raadsonderzoek": "een raadsonderzoek", "interpellatie": "een interpellatie", "initiatiefrecht": "het initiatiefrecht",
               "budgetrecht": "het budgetrecht", "amendement": "een amendement", "motie": "een motie"}


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_every_topic_is_answered_with_its_source(bot, topic):
    talk = bot.talk().say(TITLES[topic])
    assert (talk.answer["kind"], talk.answer["topic"]) == ("answer", topic), talk.transcript
    assert "Bron: Brochure voor raadsleden (2020)" in talk.text


@pytest.mark.parametrize("topic", sorted(INSTRUMENTS))
def test_every_facet_of_an_instrument(bot, topic):
    name, talk = INSTRUMENTS[topic], bot.talk()
    asked = {"wat": f"wat is {name}?", "hoe": f"hoe werkt {name}?", "wanneer": f"wanneer zet je {name} in?"}
    for facet, question in asked.items():
        talk.say(question)
        assert (talk.answer["topic"], talk.answer["facet"]) == (topic, facet), talk.transcript


def test_buttons_lead_to_the_other_facets(bot):
    talk = bot.talk().say("wat is een motie?").say("> Hoe werkt het?")
    assert talk.answer["facet"] == "hoe"
    assert "conceptuitspraak" in talk.text
    assert talk.say("> Wanneer zet je het in?").answer["facet"] == "wanneer"


def test_follow_up_keeps_the_topic(bot):
    talk = bot.talk().say("wat is een amendement").say("en hoe werkt dat?")
    assert (talk.answer["topic"], talk.answer["facet"]) == ("amendement", "hoe"), talk.transcript
    talk.say("wanneer zet je dat in?")
    assert (talk.answer["topic"], talk.answer["facet"]) == ("amendement", "wanneer"), talk.transcript


@pytest.mark.parametrize(("question", "topic"), [
    ("kan ik die wethouder vanavond ter verantwoording roepen?", "interpellatie"),
    ("ik vertrouw die cijfers niet, is er iemand van buiten die meekijkt?", "rekenkamer"),
    ("mijn baas doet moeilijk als ik dinsdag naar de commissie moet", "politiek_verlof"),
    ("er staat iets in het voorstel dat ik anders wil", "amendement"), ("hoe werkt een amandement", "amendement"),
    ("WAT IS EEN MOTIE", "motie"), ("watiseenmotie", "motie"),
])
def test_everyday_words_and_typos(bot, question, topic):
    talk = bot.talk().say(question)
    assert talk.answer["topic"] == topic, talk.transcript


def test_a_long_passage_is_cut_and_shown_whole_on_request(bot):
    talk = bot.talk().say("waar heb ik recht op bij ambtelijke bijstand?")
    assert any(b["title"] == "Lees meer" for m in talk.messages for b in m["buttons"]), talk.transcript
    short = len(talk.text)
    assert len(talk.say("> Lees meer").text) > short


def test_overtaken_law_stands_before_the_passage(bot):
    text = bot.talk().say("wat is een rekenkamer?").text
    assert text.index("1 januari 2023") < text.index("Gemeenteraden zijn verplicht")


@pytest.mark.parametrize("question", ["wat is de hoofdstad van Mongolië", "heb je een recept voor appeltaart", "hoe laat is het"])
def test_silent_sources_are_admitted(bot, question):
    talk = bot.talk().say(question)
    assert talk.answer["kind"] in ("no_answer", "out_of_scope"), talk.transcript
    assert "weet ik niet" in talk.text


def test_vergoeding_by_inhabitants(bot):
    talk = bot.talk().say("hoeveel krijg ik als raadslid?")
    assert talk.answer["kind"] == "form"
    talk.say("73k")
    assert "klasse 6" in talk.text
    assert "€ 1.549,75" in talk.text
    assert "€ 1.987,30" in talk.text
    assert {s["as_of"] for s in talk.answer["sources"]} == {"2020", "2026"}


@pytest.mark.parametrize(("typed", "klass"), [
    ("40.000", "1-4"), ("40.001", "5"), ("een dikke zestigduizend", "5"), ("60 001", "6"), ("vijfenveertigduizend inwoners", "5"),
    ("0,4 miljoen", "9"), ("Zwolle", "7"),
])
def test_vergoeding_reads_numbers(bot, typed, klass):
    talk = bot.talk().say("bereken mijn vergoeding").say(typed)
    assert f"klasse {klass}." in talk.text, talk.transcript


@pytest.mark.parametrize("typed", ["-5000", "0", "veel", "2026", "06-12345678", "weet ik niet"])
def test_vergoeding_refuses_and_asks_again(bot, typed):
    talk = bot.talk().say("bereken mijn vergoeding").say(typed)
    assert "€" not in talk.text, talk.transcript
    assert "klasse 5" in talk.say("45.000").text, talk.transcript


def test_vergoeding_in_one_go_and_corrected(bot):
    talk = bot.talk().say("hoeveel krijgt een raadslid in een gemeente met 45.000 inwoners?")
    assert "klasse 5" in talk.text, talk.transcript
    assert "klasse 6" in talk.say("nee, ik bedoelde 65.000").text, talk.transcript


def test_a_question_in_between_and_on_again(bot):
    talk = bot.talk().say("bereken mijn vergoeding").say("wat is een motie?")
    assert talk.messages[0]["answer"]["topic"] == "motie", talk.transcript
    assert "inwoners" in talk.messages[-1]["text"], talk.transcript
    assert "klasse 5" in talk.say("50.000").text, talk.transcript


@pytest.mark.parametrize("stop", ["stop", "laat maar", "ik wil hiermee stoppen"])
def test_a_flow_can_be_cancelled(bot, stop):
    talk = bot.talk().say("bereken mijn vergoeding").say(stop)
    assert "stop ermee" in talk.text, talk.transcript
    assert talk.say("wat is een motie?").answer["kind"] == "answer", talk.transcript


def test_interpellatie_from_wish_to_text(bot):
    talk = bot.talk().say("ik wil een interpellatie indienen over de sluiting van het zwembad")
    assert "de sluiting van het zwembad" in talk.text, talk.transcript
    talk.say("Het bad gaat maandag dicht en de raad is er niet over gehoord")
    talk.say("Waarom is de raad niet vooraf gehoord? Wat kost de sluiting?")
    talk.say("Fatima \"Fa\" El-Ö'Brien & zn, fractie Dorps{belang} <3").say("18 december")
    assert "(6 van 6)" in talk.text, talk.transcript
    talk.say("> Klopt, maak de tekst")
    assert talk.answer["kind"] == "document"
    for part in ("de sluiting van het zwembad", "1. Waarom is de raad niet vooraf gehoord?", "2. Wat kost de sluiting?",
                 "Fatima \"Fa\" El-Ö'Brien & zn, fractie Dorps{belang} <3", "18 december", "artikel 155 lid 2"):
        assert part in talk.messages[0]["text"], talk.transcript


def test_interpellatie_corrected_interrupted_and_resumed(bot):
    talk = bot.talk().say("help me een interpellatie aan te vragen").say("de brug").say("wat is een motie?")
    assert talk.messages[0]["answer"]["topic"] == "motie", talk.transcript
    talk.say("de brug is gisteren afgesloten").say("Wie besloot dat?").say("Jan de Vries, Lokaal 1").say("volgende week dinsdag")
    talk.say("> Onderwerp wijzigen").say("de Waalbrug")
    assert "Onderwerp: de Waalbrug" in talk.text, talk.transcript
    talk.say("datum moet zijn: 12 januari")
    assert "Vergadering: 12 januari" in talk.text, talk.transcript
    assert "de Waalbrug" in talk.say("ja").messages[0]["text"], talk.transcript


def test_interpellatie_one_step_back(bot):
    talk = bot.talk().say("ik wil een interpellatie aanvragen").say("het zwembad").say("terug")
    assert "(1 van 6)" in talk.text, talk.transcript


@pytest.mark.parametrize("start", [[], ["bereken mijn vergoeding"], ["ik wil een interpellatie indienen", "de brug"]])
def test_an_acute_threat_comes_first(bot, start):
    talk = bot.talk()
    for line in start:
        talk.say(line)
    talk.say("er staat iemand voor mijn deur die dreigt me iets aan te doen")
    assert talk.answer["kind"] == "safety", talk.transcript
    assert talk.text.index("112") < talk.text.index("burgemeester")


def test_talk_about_threats_is_an_ordinary_question(bot):
    assert bot.talk().say("wat doet de vereniging voor raadsleden bij bedreiging?").answer["kind"] == "answer"


def test_small_talk(bot):
    talk = bot.talk().say("goedenavond")
    assert "computer" in talk.text
    assert talk.say("ben je een mens?").answer["kind"] == "smalltalk"
    assert "Graag gedaan" in talk.say("dankjewel").text or "Fijn" in talk.text


@pytest.mark.parametrize("question", ["wat is het verschil tussen een motie en een amendement?", "verschil motie en amendement",
                                      "motie of amendement?"])
def test_comparison_shows_both(bot, question):
    talk = bot.talk().say(question)
    assert len(talk.messages) == 2
    assert "uitspraak van de raad" in talk.text
    assert "voorstel tot wijziging" in talk.text


def test_where_does_it_stand(bot):
    talk = bot.talk().say("wat is een interpellatie?").say("waar staat dat?")
    assert "artikel 155 lid 2" in talk.text, talk.transcript


def test_another_municipality_after_the_answer(bot):
    talk = bot.talk().say("wat verdient een raadslid in Zwolle?").say("en in Urk?")
    assert "Urk" in talk.text, talk.transcript
    assert "klasse 1-4" in talk.text, talk.transcript


@pytest.mark.parametrize("question", ["is motie bindend", "motie van wantrouwen", "hoeveel handtekeningen heb ik nodig voor een motie"])
def test_a_near_miss_is_not_answered_with_a_definition(bot, question):
    talk = bot.talk().say(question)
    assert talk.answer["kind"] in ("no_answer", "out_of_scope"), talk.transcript


def test_a_comparison_shows_what_the_law_has_overtaken(bot):
    assert "1 januari 2023" in bot.talk().say("wat is het verschil tussen de rekenkamer en de accountant?").text


PARTIES = ["VVD", "CDA", "D66", "PvdA", "GroenLinks", "SP", "ChristenUnie", "PVV", "BBB", "Leefbaar Dorp"]


@pytest.mark.parametrize("question", ["ik zit voor {} in de raad, hoe dien ik een motie in?", "is {} een goede partij?",
                                      "moet ik met {} meestemmen?"])
def test_the_same_answer_whichever_party_asks_or_is_asked_about(bot, question):
    replies = {party: bot.talk().say(question.format(party)) for party in PARTIES}
    seen = {(talk.answer["kind"], talk.answer.get("topic"), talk.answer.get("facet")) for talk in replies.values()}
    assert len(seen) == 1, "\n".join(talk.transcript for talk in replies.values())


def test_a_threat_in_the_middle_of_a_draft_keeps_the_draft(bot):
    talk = bot.talk().say("ik wil een interpellatie aanvragen over de brug").say("hij is al weken dicht")
    talk.say("er staat iemand met een mes voor mijn deur")
    assert talk.answer["kind"] == "safety", talk.transcript
    assert "112" in talk.text, talk.transcript
    talk.say("interpellatieverzoek maken")
    assert "3 van 6" in talk.text, talk.transcript


def test_a_choice_as_the_very_first_message_shows_both_once(bot):
    talk = bot.talk().say("motie of amendement??")
    assert [m["answer"]["kind"] for m in talk.messages] == ["answer", "answer"], talk.transcript
