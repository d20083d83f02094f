"""Contact cards: what the booklet gives and nothing else, whom a message means, and that the data were not checked since."""

import pytest

from actions.answer import ActionAnswer
from actions.eerste_contact import ActionEersteContact
from actions.eerste_contact_rules import asked_way, bare, card_lines, reached, sentence_with, wants_contact, ways_of
from actions.turn import Turn
from knowledge.facts import organisations
from tests.edition_actions import EDITION, use_edition
from tests.toy_actions import Talk

BY_ID = {passage.id: passage for passage in EDITION}
VNG = BY_ID["vng/wat"]


def turn(text, *named):
    return Turn(text, "eerste_contact", 0.9, named=named)


def ways(topic):
    return [(way.kind, way.text) for way in ways_of([BY_ID[name] for name in organisations()[topic].passages])]


def test_the_data_of_the_booklet_and_nothing_else():
    assert ways("nvvr") == [("mail", "info@raadsleden.nl"), ("site", "www.raadsleden.nl")]
    assert ways("vng")[:3] == [("phone", "070-373 8393"), ("mail", "info@vng.nl"), ("site", "www.vng.nl")]
    assert ways("bzk")[:3] == [("mail", "helpdeskpa@minbzk.nl"),
                               ("site", "www.politiekeambtsdragers.nl/ambt-in-praktijk/kwaliteit--professionaliteit"),
                               ("site", "www.lokale-democratie.nl/raadsleden")]
    assert ("social", "twitter.com/MinBZK") in ways("bzk")


@pytest.mark.parametrize("topic", ["nvvr", "vng", "bzk"])
def test_every_number_and_address_stands_in_a_passage(topic):
    passages = [BY_ID[name] for name in organisations()[topic].passages]
    text = "\n".join(passage.text + " ".join(link.url for link in passage.links) for passage in passages)
    assert all(name in text for _, name in ways(topic))


def test_a_card_has_a_line_for_each_way():
    lines = card_lines(ways_of([BY_ID["vng/klantcontactcentrum"], VNG]))
    assert lines == ["- Telefoon: 070-373 8393", "- Mail: [info@vng.nl](mailto:info@vng.nl)", "- Website: [www.vng.nl](http://www.vng.nl/)"]


def test_the_sentence_of_the_source_is_quoted():
    assert sentence_with(BY_ID["vng/klantcontactcentrum"].text) == (
        "Je kunt het klantcontactcentrum bereiken via 070-373 8393 of info@vng.nl")
    assert sentence_with("Niets om te bellen.") == ""


@pytest.mark.parametrize(("text", "way"), [
    ("telefoonnummer?", "phone"), ("telefoonnumer vng", "phone"), ("wie bel ik bij bzk", "phone"), ("mag ik het nummer", "phone"),
    ("mailadres van de vng", "mail"), ("e-mail?", "mail"), ("adres nvvr", "address"), ("website nvvr", "site"), ("twitter",
    "social"),
    ("hoe bereik ik de vng", None), ("belasting", None),
])
def test_the_way_that_is_asked_for(text, way):
    assert asked_way(text) == way


@pytest.mark.parametrize(("text", "wants"), [
    ("telefoonnummer vng", True), ("hoe bereik ik de vng", True), ("contactgegevens nvvr", True), ("kan ik bzk mailen", True),
    ("wat doet de vng", False), ("naar welk mailadres stuur ik mijn aanmelding", False), ("hoe word ik lid, per mail?", False),
    ("krijg ik de nieuwsbrief per mail", False), ("tot hoe laat kan ik de vng bellen", False), ("kvk nummer nvvr", False),
    ("ik heb bzk gebeld", False), ("bellen " * 12, True), ("bellen " * 13, False), ("website vng", False), ("belastingen", False),
])
def test_what_asks_for_contact(text, wants):
    assert wants_contact(text) is wants


@pytest.mark.parametrize(("text", "named", "last", "topics"), [
    ("telefoonnummer vng", ["vng"], None, ("vng",)), ("telefoonnummer vng", [], None, ("vng",)),
    ("mailadres van de vereniging voor raadsleden", [], None, ("nvvr",)),
    ("wie bel ik bij binnenlandse zaken", [], None, ("bzk",)),
    ("nummers van nvvr en bzk", ["nvvr", "bzk"], None, ("nvvr", "bzk")),
    ("telefoonnummer?", [], VNG, ("vng",)), ("telefoonnummer?", [], None, ()), ("telefoonnummer?", [], BY_ID["motie/wat"], ()),
    ("telefoonnummer griffie", ["griffie"], VNG, ()), ("nummer van het ministerie van financien", ["bzk"], None, ()),
    ("mail het ministerie", ["bzk"], None, ("bzk",)), ("bellen over een heel ander onderwerp dan net", [], VNG, ()),
])
def test_whom_a_message_wants_to_reach(text, named, last, topics):
    assert reached(turn(text, *named), last) == topics


def test_bare_addresses():
    assert [bare(url) for url in ("http://www.vng.nl/", "twitter.com/lok_dem")] == ["www.vng.nl", "twitter.com/lok_dem"]


def test_the_card_carries_year_source_and_quote(monkeypatch):
    use_edition(monkeypatch)
    talk = Talk().say(ActionEersteContact(), "hoe bereik ik de vng", "eerste_contact", named=["vng"])
    said = talk.messages[0]
    assert (said["response"], said["as_of"], said["name"]) == ("utter_eerste_contact", "2020", "de VNG")
    assert "070-373 8393" in said["ways"] and "info@vng.nl" in said["quote"]
    assert (said["answer"]["topic"], said["answer"]["facet"]) == ("vng", "klantcontactcentrum")
    assert talk.slots["passage"] == "vng/klantcontactcentrum"


def test_what_the_booklet_does_not_give_is_said(monkeypatch):
    use_edition(monkeypatch)
    talk = Talk().say(ActionEersteContact(), "telefoonnummer van de nvvr", "eerste_contact")
    assert talk.responses == ["utter_eerste_contact_missing"]
    assert talk.messages[0]["asked"] == "een telefoonnummer"
    assert "info@raadsleden.nl" in talk.messages[0]["ways"]


def test_a_follow_up_means_who_was_talked_about(monkeypatch):
    use_edition(monkeypatch)
    talk = Talk(passage="bzk/wat").say(ActionEersteContact(), "mailadres?", "eerste_contact")
    assert "helpdeskpa@minbzk.nl" in talk.messages[0]["ways"]


def test_after_a_card_the_same_is_asked_of_another(monkeypatch):
    use_edition(monkeypatch)
    talk = Talk().say(ActionAnswer(), "telefoonnummer vng", "vng", named=["vng"])
    assert talk.responses == ["utter_eerste_contact"]
    talk.say(ActionAnswer(), "en de nvvr?", "nvvr", named=["nvvr"])
    assert (talk.responses[0], talk.messages[0]["name"]) == ("utter_eerste_contact", "de Nederlandse Vereniging voor Raadsleden")


def test_without_a_name_it_asks_whom(monkeypatch):
    use_edition(monkeypatch)
    talk = Talk().say(ActionEersteContact(), "telefoonnummer?", "eerste_contact")
    assert talk.responses == ["utter_eerste_contact_whom"]
    assert [button["payload"] for button in talk.messages[0]["buttons"]] == [
        f'/eerste_contact{{"instrument": "{topic}"}}' for topic in ("nvvr", "vng", "bzk")]


def test_within_another_subject_it_is_a_question_on_that_subject(monkeypatch):
    use_edition(monkeypatch, sure={"bellen": ["bedreiging/bij_incidenten"]})
    talk = Talk(passage="bedreiging/wat").say(ActionEersteContact(), "wie kan ik bellen?", "eerste_contact")
    assert talk.messages[0]["answer"]["topic"] == "bedreiging"


@pytest.mark.parametrize(("mail", "response"), [("griffie@dorp.nl", "utter_eerste_contact_griffie"),
                                                ("", "utter_eerste_contact_griffie_unknown")])
def test_the_griffie_has_its_own_data(monkeypatch, mail, response):
    use_edition(monkeypatch)
    monkeypatch.setenv("RAADWIJZER_GRIFFIE_MAIL", mail)
    talk = Talk().say(ActionEersteContact(), "mailadres griffie", "eerste_contact", named=["griffie"])
    assert talk.responses == [response]
    assert mail in talk.messages[0]["contact"]
