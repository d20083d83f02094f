"""What a bubble shows of a passage, its buttons and links, and the way to the griffie."""

import json

import pytest

from actions.settings import Settings
from actions.wording import (
    BUTTONS,
    contact,
    excerpt,
    facet_buttons,
    label,
    law_source,
    links_line,
    payload,
    seen,
    sourceless,
)
from knowledge import Link, Passage
from knowledge.facts import LawArticle

BLOCKS = ["Een motie is een uitspraak van de raad.", "De griffie helpt je bij het schrijven van de tekst.",
          "Stemmen gebeurt aan het eind van de vergadering."]
LIST = "Voordat je begint.\n\nRegel dit vooraf:\n- een handtekening van twee leden\n- steun van een andere fractie\n- een datum"


def passage(facet, heading="", links=()):
    return Passage(f"motie/{facet}", "motie", facet, "Motie", heading, "Tekst", "Brochure", "brochure", "2020", links)


def test_a_short_text_comes_whole():
    text = "\n\n".join(BLOCKS)
    assert excerpt(text, "wat?", len(text)) == (text, False)
    assert excerpt("", "wat?") == ("", False)


def test_a_long_text_gives_the_block_that_answers():
    assert excerpt("\n\n".join(BLOCKS), "wie helpt bij het schrijven?", 60) == (BLOCKS[1], True)


def test_whole_blocks_follow_as_far_as_they_fit():
    text = "\n\n".join(BLOCKS)
    assert excerpt(text, "uitspraak van de raad", len(text) - 1) == ("\n\n".join(BLOCKS[:2]), True)


def test_a_question_that_is_like_nothing_starts_at_the_beginning():
    assert excerpt("\n\n".join(BLOCKS), "xyz", 60) == (BLOCKS[0], True)
    assert excerpt("\n\n".join(BLOCKS), "", 60) == (BLOCKS[0], True)


def test_a_list_keeps_its_introduction():
    assert excerpt(LIST, "handtekening van leden", 60)[0] == "Regel dit vooraf:\n- een handtekening van twee leden"


def test_a_later_item_keeps_it_too_and_shows_the_gap():
    body, _ = excerpt(LIST, "steun van een andere fractie", 70)
    assert body == "Regel dit vooraf:\n…\n- steun van een andere fractie\n- een datum"


def test_an_introduction_that_does_not_fit_gives_way_to_the_item():
    assert excerpt(LIST, "steun van een andere fractie", 35)[0] == "- steun van een andere fractie"


def test_a_numbered_list_is_cut_between_items():
    text = "Zo gaat het:\n1. Schrijf de tekst.\n2. Zoek steun.\n3. Dien de motie in bij de griffie."
    assert excerpt(text, "schrijf de tekst", 50) == ("Zo gaat het:\n1. Schrijf de tekst.\n2. Zoek steun.", True)


def test_one_long_block_is_cut_at_a_sentence():
    text = "Dit is de eerste zin. Dit is de tweede. Dit is de derde en langste zin van allemaal."
    assert excerpt(text, "zin", 45) == ("Dit is de eerste zin. Dit is de tweede.", True)


@pytest.mark.parametrize("text", ["x" * 90, "woord " * 30, "een kort begin " + "y" * 90, "\n\n".join(BLOCKS * 9), LIST * 5])
@pytest.mark.parametrize("limit", [20, 47, 60])
def test_never_above_the_limit(text, limit):
    body, more = excerpt(text, "griffie steun", limit)
    assert 0 < len(body) <= limit
    assert more is True


def test_buttons_lead_to_what_follows_first_and_not_to_the_passage_itself():
    of_topic = [passage(facet, f"kop {facet}") for facet in ("a", "b", "c")]
    assert facet_buttons(of_topic[1], of_topic) == [
        {"title": "Kop c", "payload": '/motie{"facet": "c"}'}, {"title": "Kop a", "payload": '/motie{"facet": "a"}'}]


def test_buttons_are_capped():
    of_topic = [passage(str(number), f"kop {number}") for number in range(8)]
    assert [b["title"] for b in facet_buttons(of_topic[5], of_topic)] == ["Kop 6", "Kop 7", "Kop 0", "Kop 1"]
    assert BUTTONS == 4


def test_a_passage_alone_has_no_buttons_and_one_without_heading_is_named_by_its_title():
    assert facet_buttons(passage("a"), [passage("a")]) == []
    assert facet_buttons(passage("a"), [passage("a"), passage("b")])[0]["title"] == "Motie"


def test_links_stand_one_a_line_and_the_rest_on_request():
    shown = passage("wat", links=tuple(Link(f"Stuk {n}", f"https://vng.nl/{n}") for n in range(4)))
    assert links_line(shown, 2) == "[Stuk 0](https://vng.nl/0)\n[Stuk 1](https://vng.nl/1)"
    assert (links_line(shown).count("\n"), links_line(shown, None).count("\n"), links_line(passage("wat"))) == (2, 3, "")


@pytest.mark.parametrize(("mail", "phone", "shown"), [
    ("", "", "de griffie"), ("g@raad.nl", "", "de griffie (g@raad.nl)"), ("", "038-1", "de griffie (038-1)"),
    ("g@raad.nl", "038-1", "de griffie (g@raad.nl, 038-1)"),
])
def test_contact_names_the_ways_that_are_set(mail, phone, shown):
    assert contact(Settings("de griffie", mail, phone)) == shown


def test_a_payload_is_an_intent_with_json():
    assert payload("hulp") == "/hulp"
    sent = payload("corrigeer", part='één "deel"')
    assert (sent[:10], json.loads(sent[10:])) == ("/corrigeer", {"part": 'één "deel"'})
    assert "één" in sent


def test_the_law_is_a_source_of_its_own_layer():
    cited = law_source("motie", LawArticle("Gemeentewet", "artikel 147b", "https://wetten.nl"))
    assert (cited["id"], cited["layer"], cited["section"]) == ("wet/motie", "wet", "artikel 147b")


@pytest.mark.parametrize(("heading", "shown"), [
    ("Hoe werkt het?", "Motie: hoe werkt het?"), ("VNG en BZK", "Motie: VNG en BZK"), ("", "Motie"),
    ("Motie", "Motie"),
])
def test_a_passage_is_labelled_by_title_and_heading(heading, shown):
    assert label(passage("wat", heading)) == shown


@pytest.mark.parametrize(("text", "shown"), [
    ("zie [de wet](https://wetten.nl/a?b=1) en [meer](mailto:x@y.nl).", "zie de wet en meer."),
    ("[los] (tekst)", "[los] (tekst)"),
    ("[a](b c)", "[a](b c)"), ("", ""),
])
def test_of_a_link_a_reader_sees_the_words(text, shown):
    assert seen(text) == shown


def test_an_answer_that_cites_nothing_says_what_kind_it_is():
    assert sourceless("clarify", "motie") == {
        "kind": "clarify", "topic": "motie", "facet": None, "confidence": 0.0, "sources": []}
