"""Reading the edition: front matter, sections, tables, links, and what the law changed since."""

import pytest
import yaml
from toy import tiny_settings

from knowledge.documents import plain, read_document, read_edition, read_front_matter, with_scheme
from knowledge.types import Link, Overtaken

META = {"title": "Motie", "topic": "motie", "source": "Brochure", "year": 2020, "layer": "brochure"}
BODY = "# Motie\n\n## Wat is het? {#wat}\n\nEen uitspraak.\n\n## Hoe werkt het? {#hoe}\n\nDe raad stemt.\n"


def write(folder, body=BODY, **meta):
    """A document in `folder`; a key given as None is left out."""
    kept = {key: value for key, value in (META | meta).items() if value is not None}
    path = folder / "motie.md"
    path.write_text(f"---\n{yaml.safe_dump(kept)}---\n{body}", encoding="utf-8")
    return path


@pytest.mark.parametrize("key", META)
def test_a_missing_key_is_named(tmp_path, key):
    path = write(tmp_path, **{key: None})
    with pytest.raises(ValueError, match=rf"motie\.md: front matter lacks {key}\."):
        read_front_matter(path)


def test_a_document_without_front_matter_is_refused(tmp_path):
    path = tmp_path / "motie.md"
    path.write_text(BODY)
    with pytest.raises(ValueError, match=r"motie\.md: found no front matter.*title, topic, source, year, layer"):
        read_front_matter(path)


def test_each_section_is_a_passage_in_the_order_of_the_document(tmp_path):
    wat, hoe = read_document(write(tmp_path))
    assert (wat.id, wat.heading, wat.text) == ("motie/wat", "Wat is het?", "Een uitspraak.")
    assert (hoe.id, hoe.heading, hoe.text) == ("motie/hoe", "Hoe werkt het?", "De raad stemt.")
    assert (wat.source, wat.as_of, wat.layer) == ("Brochure", "2020", "brochure")


def test_a_passage_reads_alone_with_its_title_and_heading(tmp_path):
    assert read_document(write(tmp_path))[0].reading == "Motie. Wat is het?\nEen uitspraak."


def test_a_document_without_sections_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"found no section.*'## Wat is het\? \{#wat\}'"):
        read_document(write(tmp_path, "# Motie\n\nEen uitspraak.\n"))


def test_a_facet_twice_is_refused(tmp_path):
    with pytest.raises(ValueError, match="found the facet 'wat' twice"):
        read_document(write(tmp_path, BODY.replace("#hoe", "#wat")))


def test_a_table_becomes_list_lines():
    table = "Zo hoog:\n\n| Klasse | Bedrag |\n| --- | :--- |\n| 5 | € 1.324,40 |\n| | € 1 |"
    assert plain(table) == "Zo hoog:\n\n- Klasse – Bedrag\n- 5 – € 1.324,40\n- € 1"


def test_blank_lines_are_at_most_one_and_lists_stay():
    assert plain("\n\nEerst.\n\n\n\n- een  \n- twee\n\n") == "Eerst.\n\n- een\n- twee"


@pytest.mark.parametrize(("printed", "link"), [
    ("www.leefbarometer.nl", "https://www.leefbarometer.nl"), ("https://www.cbs.nl", "https://www.cbs.nl"),
    ("http://www.vng.nl/", "http://www.vng.nl/"), ("mailto:info%40vng.nl", "mailto:info%40vng.nl"),
])
def test_a_link_has_a_scheme(printed, link):
    assert with_scheme(printed) == link


def test_a_link_lands_on_the_section_that_it_names(tmp_path):
    wat, hoe = read_document(write(tmp_path, links=[{"text": "de wet", "url": "wetten.nl", "in": "hoe"}]))
    assert wat.links == ()
    assert hoe.links == (Link("de wet", "https://wetten.nl"),)
    assert (wat.cite()["url"], hoe.cite()["url"]) == (None, "https://wetten.nl")


def test_overtaken_notices_land_on_their_passages(tmp_path):
    notices = {p.id: p.overtaken for p in read_edition(tiny_settings(tmp_path).edition)}
    assert notices.pop("griffie/wat") == Overtaken("Dit is nu anders.", "Staatsblad", "https://example.org")
    assert notices == {"griffie/hoe": None, "motie/wat": None, "motie/hoe": None}


def test_a_notice_for_an_unknown_passage_is_refused(tmp_path):
    edition = tiny_settings(tmp_path).edition
    (edition / "overtaken.yml").write_text("- {passages: [motie/wat, motie/wie], text: Anders., source: Wet}\n")
    with pytest.raises(ValueError, match=r"overtaken\.yml: found notices for \['motie/wie'\]"):
        read_edition(edition)
