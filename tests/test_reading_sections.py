"""Blocks to passages: headings in force, articles whole, long ones parted, names and years."""

import os
from datetime import date

import pytest

from knowledge.reading.blocks import Block
from knowledge.reading.dates import as_of, clean_title, slug
from knowledge.reading.sections import passages_of
from knowledge.reading.structure import read_mark


def passages(tmp_path, *blocks: Block | str, name: str = "stuk.md"):
    path = tmp_path / name
    path.write_text("x")
    return passages_of([b if isinstance(b, Block) else Block(b) for b in blocks], "d", path)[1]


def h(text: str, level: int, page: int | None = None) -> Block:
    return Block(text, page, level)


SENTENCE = "De raad stelt dit bij verordening vast en maakt het bekend."


@pytest.mark.parametrize(("line", "heading", "kind", "number"), [
    ("Artikel 34 Interpellatie", "Artikel 34 Interpellatie", "artikel", "34"), ("Art. 12a.", "Art. 12a", "artikel", "12a"),
    ("ARTIKEL 3 – Begrippen", "Artikel 3 Begrippen", "artikel", "3"), ("§ 3", "§ 3", "paragraaf", "3"),
    ("Hoofdstuk 2", "Hoofdstuk 2", "hoofdstuk", "2"),
    ("Hoofdstuk IVc De ombudsman", "Hoofdstuk IVc De ombudsman", "hoofdstuk", "IVc"),
    ("Artikel 3:10b. Uniform", "Artikel 3:10b Uniform", "artikel", "3:10b"), ("Bijlage A", "Bijlage A", "bijlage", "A"),
    ("Artikel 5: Wat is een motie?", "Artikel 5 Wat is een motie?", "artikel", "5"),
])
def test_lines_that_divide(line, heading, kind, number):
    mark = read_mark(line)
    assert (mark.heading, mark.kind, mark.number) == (heading, kind, number)


@pytest.mark.parametrize("line", [
    "artikel 34 van de wet", "Artikel 12 is niet van toepassing.", "Artikel 5 Gemeentewet bepaalt dat de raad beslist.",
    "Artikel 34, eerste lid, geldt.", "Artikelen 3 en 4", "Titelhouder 3", "Hoofdstuk twee", "Deel hiervan",
])
def test_lines_that_only_mention(line):
    assert read_mark(line) is None


def test_a_sentence_after_the_number_is_text(tmp_path):
    (passage,) = passages(tmp_path, "Artikel 5. De raad vergadert ten minste eenmaal in de maand.")
    assert (passage.heading, passage.text) == ("Artikel 5", "De raad vergadert ten minste eenmaal in de maand.")


def test_headings_without_a_style_part_the_text(tmp_path):
    found = passages(tmp_path, "Hoofdstuk 4", "Instrumenten", "Artikel 34 Interpellatie", SENTENCE, "Artikel 35", SENTENCE)
    assert [p.heading for p in found] == [
        "Hoofdstuk 4 Instrumenten – Artikel 34 Interpellatie", "Hoofdstuk 4 Instrumenten – Artikel 35"]


@pytest.mark.parametrize("order", [("Titel 1", "Hoofdstuk 2", "Hoofdstuk 3"), ("Hoofdstuk 1", "Titel 2", "Titel 3")])
def test_what_comes_first_holds_the_other(tmp_path, order):
    found = passages(tmp_path, *(Block(text, None, 3) for text in order[:2]), h("Artikel 1", 3), SENTENCE,
                     h(order[2], 3), h("Artikel 2", 3), SENTENCE)
    assert [p.heading for p in found] == [f"{order[0]} – {order[1]} – Artikel 1", f"{order[0]} – {order[2]} – Artikel 2"]


def test_a_plain_heading_closes_what_lies_deeper(tmp_path):
    found = passages(tmp_path, h("Nota", 1), h("Doel", 2), h("Nu", 3), SENTENCE, h("Geld", 2), SENTENCE)
    assert [p.heading for p in found] == ["Doel – Nu", "Geld"]


def test_a_toelichting_closes_chapters(tmp_path):
    found = passages(tmp_path, h("Reglement", 1), h("Hoofdstuk 1", 2), h("Artikel 1", 3), SENTENCE, h("Toelichting", 2),
                     h("Artikel 1", 3), SENTENCE)
    assert [p.heading for p in found] == ["Hoofdstuk 1 – Artikel 1", "Toelichting – Artikel 1"]


def test_empty_headings_are_dropped(tmp_path):
    found = passages(tmp_path, h("Nota", 1), h("Leeg", 2), h("Artikel 3", 2), h("Doel", 2), h("Vol", 2), SENTENCE)
    assert [(p.id, p.heading) for p in found] == [("lokaal:d/1", "Vol")]


def test_an_article_up_to_1500_characters_stays_whole(tmp_path):
    members = [f"{n}. " + "x" * 746 for n in (1, 2)]  # 749 + 749 and a line end
    (whole,) = passages(tmp_path, "Artikel 1", *members)
    assert (len(whole.text), whole.text) == (1499, "\n".join(members))
    assert len(passages(tmp_path, "Artikel 1", members[0] + "xx", members[1])) == 2


def test_a_long_article_is_parted_between_members(tmp_path):
    items = ["a. " + "i" * 500, "b. " + "j" * 500]
    first, second = passages(tmp_path, h("Artikel 8", 3), "1. " + "x" * 700, "2. Lid:", *items)
    assert (first.heading, second.heading) == ("Artikel 8", "Artikel 8")
    assert (first.text, second.text) == ("1. " + "x" * 700, "\n".join(["2. Lid:", *items]))
    assert (first.id, second.id) == ("lokaal:d/1", "lokaal:d/2")


def test_a_paragraph_that_is_too_long_is_parted_after_a_sentence(tmp_path):
    sentence = "De raad beslist hierover bij verordening."  # 41 characters, 42 with the blank
    found = passages(tmp_path, " ".join([sentence] * 60))
    assert [p.text for p in found] == [" ".join([sentence] * 35), " ".join([sentence] * 25)]


def test_a_short_rest_joins_its_neighbour(tmp_path):
    found = passages(tmp_path, "Artikel 1", "1. " + "x" * 1490, "2. Kort.")
    assert [p.text[-8:] for p in found] == ["2. Kort."]


def test_place_is_article_and_page(tmp_path):
    found = passages(tmp_path, h("Artikel 34", 2, 11), Block(SENTENCE, 12), h("Toelichting", 1, 13), Block(SENTENCE, 13))
    assert [p.place for p in found] == ["artikel 34, pagina 12", "pagina 13"]


def test_a_long_line_of_headings_loses_titles_from_the_top(tmp_path):
    (passage,) = passages(tmp_path, h("Hoofdstuk 1 " + "A" * 80, 1), h("Afdeling 2 " + "B" * 80, 2), h("Artikel 3", 3), SENTENCE)
    assert passage.heading == "Hoofdstuk 1 – Afdeling 2 " + "B" * 80 + " – Artikel 3"


@pytest.mark.parametrize(("text", "name"), [
    ("Artikel 34 Interpellatie", "artikel_34_interpellatie"), ("§ 3 Coördinatie", "paragraaf_3_coordinatie"),
    ("De bevoegdheid van het dagelijks bestuur en de voorzitter", "de_bevoegdheid_van_het_dagelijks_bestuur"), ("…", ""),
])
def test_slug(text, name):
    assert slug(text) == name


@pytest.mark.parametrize(("title", "file", "page", "year"), [
    ("Reglement van orde 2024", "rvo.pdf", "vastgesteld op 3 mei 2021", "2024"),
    ("Wet van 14 februari 1992", "wet-2017-05.md", "", "2017"),
    ("Reglement", "rvo.pdf", "besluit van 3 mei 2021, Stb. 1992, 5", "2021"),
    ("Reglement", "rvo.pdf", "budget 2.024,50 en nummer 20245", "2019"), ("Visie 2090", "v.pdf", "opgesteld in 2020", "2020"),
])
def test_as_of(tmp_path, title, file, page, year):
    path = tmp_path / file
    path.write_text("x")
    os.utime(path, (1_560_000_000, 1_560_000_000))  # 8 June 2019
    assert as_of(title, path, [Block(page, 1), Block("in 2022 herzien", 2)]) == year


def test_next_years_budget_counts_in_a_title(tmp_path):
    (tmp_path / "b.pdf").write_text("x")
    assert as_of(f"Begroting {date.today().year + 1}", tmp_path / "b.pdf", []) == str(date.today().year + 1)


@pytest.mark.parametrize(("title", "shown"), [
    ("Reglement van orde", "Reglement van orde"), ("Microsoft Word - rvo.docx", "Reglement van orde raad"),
    ("(anonymous)", "Reglement van orde raad"), ("", "Reglement van orde raad"),
])
def test_a_programs_leftover_is_no_title(tmp_path, title, shown):
    assert clean_title(title, tmp_path / "reglement-van_orde raad.pdf") == shown
