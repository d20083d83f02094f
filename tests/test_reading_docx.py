"""Word documents made here: styles, numbers that Word prints, tables in their place, tracked changes."""

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from knowledge.reading import docx as reader
from knowledge.reading import read_file
from knowledge.reading.numbering import letter, roman


def saved(document, tmp_path):
    document.save(str(tmp_path / "stuk.docx"))
    return tmp_path / "stuk.docx"


def blocks(document, tmp_path) -> list[tuple[int | None, str]]:
    return [(b.level, b.text) for b in reader.read(saved(document, tmp_path), lambda done, total: None)[1]]


def test_heading_styles(tmp_path):
    document = docx.Document()
    document.add_heading("Nota griffie", 0)
    document.add_heading("Doel", 1)
    document.add_heading("Nu", 2)
    document.add_paragraph("De raad beslist.")
    assert blocks(document, tmp_path) == [(1, "Nota griffie"), (1, "Doel"), (2, "Nu"), (None, "De raad beslist.")]


def test_a_style_built_on_a_heading_style_is_one(tmp_path):
    document = docx.Document()
    document.styles.add_style("Artikelkop", 1).base_style = document.styles["Heading 3"]
    document.add_paragraph("Artikel 5", style="Artikelkop")
    assert blocks(document, tmp_path) == [(3, "Artikel 5")]


def test_lists_show_their_numbers_and_dashes(tmp_path):
    document = docx.Document()
    for text, style in (("eerst", "List Number"), ("dan", "List Number"), ("los", "List Bullet")):
        document.add_paragraph(text, style=style)
    assert [t for _, t in blocks(document, tmp_path)] == ["1. eerst", "2. dan", "- los"]


def test_articles_numbered_by_word(tmp_path):
    document = docx.Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="Artikel %1"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1%2."/></w:lvl></w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, level in (("Begrippen", 0), ("raad", 1), ("college", 1), ("Doel", 0), ("klaar", 1)):
        settings = document.add_paragraph(text)._p.get_or_add_pPr()
        settings.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))
    assert [t for _, t in blocks(document, tmp_path)] == [
        "Artikel 3 Begrippen", "3a. raad", "3b. college", "Artikel 4 Doel", "4a. klaar"]


def test_tables_stand_in_their_place(tmp_path):
    document = docx.Document()
    document.add_paragraph("Voor.")
    table = document.add_table(rows=3, cols=2)
    for row, (a, b) in zip(table.rows, (("Jaar", "Bedrag"), ("2024", "€ 10"), ("samen", "")), strict=True):
        row.cells[0].text, row.cells[1].text = a, b
    table.rows[2].cells[0].merge(table.rows[2].cells[1])
    document.add_paragraph("Na.")
    assert [t for _, t in blocks(document, tmp_path)] == ["Voor.", "Jaar – Bedrag", "2024 – € 10", "samen", "Na."]


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_not(tmp_path):
    document = docx.Document()
    for text in ("Kosten", "Dit is belangrijk."):
        document.add_paragraph().add_run(text).bold = True
    assert blocks(document, tmp_path) == [(6, "Kosten"), (None, "Dit is belangrijk.")]


def test_insertions_count_and_deletions_do_not(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("De raad ")._p
    run = '<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
    paragraph.append(parse_xml(f'<w:del {nsdecls("w")}>{run.format(tag="delText", text="weigert")}</w:del>'))
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")}>{run.format(tag="t", text="beslist.")}</w:ins>'))
    assert blocks(document, tmp_path) == [(None, "De raad beslist.")]


def test_text_in_a_content_control_counts(tmp_path):
    document = docx.Document()
    document.element.body.insert(0, parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtContent><w:p><w:r><w:t>In een veld.</w:t></w:r></w:p></w:sdtContent></w:sdt>'))
    assert document.element.body[0].tag == qn("w:sdt")
    assert blocks(document, tmp_path) == [(None, "In een veld.")]


def test_a_document_from_file_to_passages(tmp_path):
    document = docx.Document()
    document.add_heading("Verordening rekenkamer 2023", 0)
    document.add_heading("Hoofdstuk 2 Taak", 1)
    document.add_heading("Artikel 7 Onderzoek", 2)
    document.add_paragraph("De rekenkamer kiest zelf wat zij onderzoekt.", style="List Number")
    title, (passage,) = read_file(saved(document, tmp_path), "rk")
    assert (title, passage.as_of, passage.place) == ("Verordening rekenkamer 2023", "2023", "artikel 7")
    assert passage.heading == "Hoofdstuk 2 Taak – Artikel 7 Onderzoek"
    assert passage.text == "1. De rekenkamer kiest zelf wat zij onderzoekt."


def test_word_counts_in_letters_and_roman():
    assert [letter(n) for n in (1, 26, 27, 28)] == ["a", "z", "aa", "bb"]
    assert [roman(n) for n in (4, 9, 14, 1990)] == ["iv", "ix", "xiv", "mcmxc"]
