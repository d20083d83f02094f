"""What the FAQ page is given: every passage once, under its topic and the page of the booklet."""

import json

import pytest

from knowledge.build import build
from knowledge.documents import read_edition
from knowledge.faq import PAGES, faq
from knowledge.settings import Settings
from tests.toy import tiny_settings

EDITION = Settings().edition


@pytest.fixture(scope="module")
def sections():
    return faq(EDITION, read_edition(EDITION))


def topics(sections):
    return [topic for section in sections for topic in section["topics"]]


def test_every_passage_stands_there_once(sections):
    shown = [passage["id"] for topic in topics(sections) for passage in topic["passages"]]
    assert sorted(shown) == sorted(p.id for p in read_edition(EDITION))


def test_the_sections_are_the_pages_of_the_booklet_in_its_order(sections):
    assert [section["title"] for section in sections] == list(PAGES)
    assert [t["topic"] for t in sections[1]["topics"]] == ["griffie", "werkgeverschap"]


def test_a_passage_carries_source_year_and_what_changed(sections):
    (rekenkamer,) = [topic for topic in topics(sections) if topic["topic"] == "rekenkamer"]
    first = rekenkamer["passages"][0]
    assert (first["source"], first["as_of"], first["heading"]) == ("Brochure voor raadsleden", "2020", "Wat is de rekenkamer?")
    assert "1 januari 2023" in first["overtaken"]["text"]
    assert rekenkamer["law"]["articles"] == "artikel 81a en 182 tot en met 185"


def test_a_law_of_its_own_stands_with_the_passage_alone(sections):
    (accountant,) = [topic for topic in topics(sections) if topic["topic"] == "accountant"]
    laws = {passage["facet"]: passage["law"] and passage["law"]["articles"] for passage in accountant["passages"]}
    assert laws["planning"] == "artikel 200"
    assert {law for facet, law in laws.items() if facet != "planning"} == {None}


def test_the_build_writes_it_beside_the_index(tmp_path):
    settings = tiny_settings(tmp_path)
    build(settings)
    (griffie, motie) = topics(json.loads((settings.index / "faq.json").read_text(encoding="utf-8")))
    assert [(p["id"], p["text"]) for p in motie["passages"]] == [
        ("motie/wat", "Een motie is een uitspraak."), ("motie/hoe", "De raad stemt over de motie.")]
    assert griffie["passages"][0]["overtaken"]["text"] == "Dit is nu anders."
