"""Markdown and plain text: what becomes a heading, what a paragraph, and what falls away."""

import pytest

from knowledge.reading import read_file, text
from knowledge.reading.blocks import Block, join_lines


def blocks(tmp_path, content: str | bytes, name: str = "stuk.md") -> list[tuple[int | None, str]]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [(block.level, block.text) for block in text.read(path, lambda done, total: None)[1]]


@pytest.mark.parametrize(("line", "level", "heading"), [
    ("# Reglement", 1, "Reglement"), ("###Artikel 3", 3, "Artikel 3"), ("### Artikel  1  ", 3, "Artikel 1"),
    ("###§ 2", 3, "§ 2"), ("## Doel ##", 2, "Doel"), ("## **Doel**", 2, "Doel"),
])
def test_headings_of_any_sloppiness(tmp_path, line, level, heading):
    assert blocks(tmp_path, f"{line}\n\nTekst eronder.") == [(level, heading), (None, "Tekst eronder.")]


def test_a_hash_before_a_number_is_no_heading(tmp_path):
    assert blocks(tmp_path, "Wij zijn de beste.\n\n#1 van Nederland.")[1] == (None, "#1 van Nederland.")


def test_underlined_headings(tmp_path):
    assert blocks(tmp_path, "Reglement\n=========\n\nDoel\n----\nTekst.") == [(1, "Reglement"), (2, "Doel"), (None, "Tekst.")]


def test_comments_meta_tags_and_front_matter_fall_away(tmp_path):
    content = "---\ntitle: X\n---\n<meta charset='utf-8' />\n<!-- niet\nlezen -->\n# Kop\n\nTekst<br/>met tags."
    assert blocks(tmp_path, content) == [(1, "Kop"), (None, "Tekst met tags.")]


def test_signs_of_markdown_fall_away(tmp_path):
    content = "Zie *Stb.* 2020, **vet**, [de wet](https://x.nl), `code`, 10 m<sup>2</sup> en kosten\\_baten, a*b*c."
    assert blocks(tmp_path, content) == [(None, "Zie Stb. 2020, vet, de wet, code, 10 m² en kosten_baten, a*b*c.")]


def test_items_stand_alone_and_wrapped_lines_join(tmp_path):
    content = "1.  De raad\nvergadert.\n2.   Het college:\na. bestuurt;\n\nb. voert uit."
    assert [t for _, t in blocks(tmp_path, content)] == [
        "1. De raad vergadert.", "2. Het college:", "a. bestuurt;", "b. voert uit."]


def test_table_rows(tmp_path):
    assert [t for _, t in blocks(tmp_path, "| Jaar | Bedrag |\n|---|---:|\n| 2024 | € 10 |")] == ["Jaar – Bedrag", "2024 – € 10"]


def test_plain_text_begins_with_its_title(tmp_path):
    content = "Verordening fractieondersteuning\n\nARTIKEL 1 DOEL\nDe raad steunt fracties.\n\nSLOTBEPALINGEN\n\nGeldt nu."
    assert blocks(tmp_path, content, "v.txt") == [
        (1, "Verordening fractieondersteuning"), (None, "ARTIKEL 1 DOEL"), (None, "De raad steunt fracties."),
        (2, "SLOTBEPALINGEN"), (None, "Geldt nu.")]


@pytest.mark.parametrize("data", ["café – één".encode(), "café – één".encode("cp1252"), "café – één".encode("utf-8-sig"),
                                  "café – één".encode("utf-16")])
def test_encodings(tmp_path, data):
    assert blocks(tmp_path, b"".join([data]), "t.txt")[0][1] == "café – één"


@pytest.mark.parametrize(("lines", "whole"), [
    (["de burge-", "meester"], "de burgemeester"), (["raads- en", "commissieleden"], "raads- en commissieleden"),
    (["raads-", "en commissieleden"], "raads- en commissieleden"), (["per e-", "mail"], "per e-mail"),
    (["VNG-", "richtlijn"], "VNG-richtlijn"), (["Noord-", "Holland"], "Noord-Holland"), (["oud-", "wethouder"], "oud-wethouder"),
    (["ge\xadmeen\xad", "te"], "gemeente"), (["de raad", "beslist"], "de raad beslist"), (["2024-", "2026"], "2024-2026"),
])
def test_words_cut_at_a_line_end(lines, whole):
    assert join_lines(lines) == whole


def test_blocks_know_no_page(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Kop\n\nEen zin.")
    assert text.read(path, lambda done, total: None) == ("", [Block("Kop", None, 1), Block("Een zin.", None, None)])


def test_a_small_reglement_from_file_to_passages(tmp_path):
    path = tmp_path / "rvo.md"
    path.write_text("##Reglement van orde 2024\n\nDe raad besluit als volgt, gelet op de Gemeentewet.\n### Hoofdstuk  4  \n\n"
                    "####Instrumenten\n\n###Artikel 34 Interpellatie \n\n1. Een lid vraagt het aan bij de voorzitter.\n")
    title, (first, second) = read_file(path, "rvo")
    assert (title, first.heading, first.facet, first.place) == ("Reglement van orde 2024", "", "tekst", "")
    assert second.id == "lokaal:rvo/2"
    assert second.heading == "Hoofdstuk 4 Instrumenten – Artikel 34 Interpellatie"
    assert (second.facet, second.place, second.as_of) == ("artikel_34_interpellatie", "artikel 34", "2024")
    assert (second.topic, second.layer, second.source) == ("lokaal", "lokaal", "Reglement van orde 2024")
    assert second.text == "1. Een lid vraagt het aan bij de voorzitter."
