"""PDFs made here: columns, hyphens, tables, headers and headings come out in reading order."""

from io import BytesIO

import pytest
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

from knowledge.reading import pdf, read_file

WIDTH, HEIGHT = A4
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5, spaceAfter=4)
HEAD = ParagraphStyle("head", BODY, fontName="Times-Bold", fontSize=14, leading=18)


def draw(path, *pages):
    """A PDF with one function a page, which draws on the canvas."""
    sheet = canvas.Canvas(str(path), pagesize=A4)
    for page in pages:
        sheet.setFont("Times-Roman", 10)
        page(sheet)
        sheet.showPage()
    sheet.save()
    return path


def flow(path, story, columns=1, gutter=14, decorate=lambda sheet, document: None):
    """A PDF of paragraphs and tables that flow through columns."""
    width = (WIDTH - 120 - gutter * (columns - 1)) / columns
    frames = [Frame(60 + i * (width + gutter), 60, width, HEIGHT - 120, 0, 0, 0, 0) for i in range(columns)]
    BaseDocTemplate(str(path), pagesize=A4, pageTemplates=[PageTemplate(frames=frames, onPage=decorate)]).build(story)
    return path


def lines(*texts, x=60, top=700, step=12.5):
    """A page function that draws lines of text below one another."""
    def page(sheet):
        for index, text in enumerate(texts):
            sheet.drawString(x, top - index * step, text)
    return page


def texts(path) -> list[str]:
    return [block.text for block in pdf.read(path, lambda done, total: None)[1]]


WORDS = ("de raad van een gemeente stelt bij verordening regels over ambtelijke bijstand en ondersteuning vast die het "
         "college uitvoert met inachtneming van hetgeen daarover is besloten in vergaderingen").split()


def member(number: int) -> str:
    """A member of 60 words, other ones for every number, so that no blanks lie below each other by chance alone."""
    return f"{number}. " + " ".join(WORDS[(7 * number + index * (1 + number % 3)) % len(WORDS)] for index in range(60)) + "."


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("alignment", [0, TA_JUSTIFY])
def test_columns_are_read_one_after_the_other(tmp_path, columns, alignment):
    style = ParagraphStyle("b", BODY, fontSize=8, leading=10, alignment=alignment)
    expected = [member(number) for number in range(1, 31)]
    path = flow(tmp_path / "k.pdf", [Paragraph(text, style) for text in expected], columns)
    assert texts(path) == expected


def test_a_title_above_columns_comes_first_and_a_line_below_them_last(tmp_path):
    def page(sheet):
        lines("Een titel die over beide kolommen van de bladzijde heen loopt en doorgaat tot rechts", top=760)(sheet)
        lines(*[f"links regel {i} met genoeg woorden erachter," for i in range(8)])(sheet)
        lines(*[f"rechts regel {i} met genoeg woorden erachter," for i in range(8)], x=310)(sheet)
        lines("Een slotregel die weer over beide kolommen van de bladzijde heen loopt tot rechts.", top=560)(sheet)
    text = " ".join(texts(draw(tmp_path / "k.pdf", page)))
    order = ("Een titel", "links regel 0", "links regel 7", "rechts regel 0", "rechts regel 7", "Een slot")
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_words_cut_at_line_ends_are_whole(tmp_path):
    page = lines("De raad spreekt met de burge-", "meester over de raads- en", "commissieleden, per e-", "mail en met de VNG-",
                 "richtlijn erbij.")
    assert texts(draw(tmp_path / "h.pdf", page)) == [
        "De raad spreekt met de burgemeester over de raads- en commissieleden, per e-mail en met de VNG-richtlijn erbij."]


def test_a_paragraph_runs_on_over_a_page(tmp_path):
    path = draw(tmp_path / "p.pdf", lines("De griffier ondersteunt de raad en de", "commissies die de raad instelt bij hun"),
                lines("werk, en is bij de vergaderingen.", "De voorzitter sluit de vergadering van de raad."))
    assert [(b.text, b.page) for b in pdf.read(path, lambda done, total: None)[1]] == [
        ("De griffier ondersteunt de raad en de commissies die de raad instelt bij hun werk, en is bij de vergaderingen.", 1),
        ("De voorzitter sluit de vergadering van de raad.", 2)]


def test_headers_footers_and_page_numbers_fall_away(tmp_path):
    def page(number):
        def draw_page(sheet):
            lines("Gemeente Proefdorp – Reglement van orde", top=810)(sheet)
            lines(f"Pagina {number} van 4", top=30)(sheet)
            lines(f"{number}", x=500, top=30)(sheet)
            lines(f"Artikel {number}", f"Dit is de tekst van bladzijde {number}.", top=770)(sheet)
        return draw_page
    assert texts(draw(tmp_path / "f.pdf", *map(page, (1, 2, 3, 4)))) == [
        text for n in (1, 2, 3, 4) for text in (f"Artikel {n}", f"Dit is de tekst van bladzijde {n}.")]


def test_a_number_at_the_foot_of_the_text_stays(tmp_path):
    page = lines("De wet op het hoger onderwijs en wetenschappelijk onderzoek uit het jaar", "1992", top=60)
    assert texts(draw(tmp_path / "n.pdf", page))[0].endswith("uit het jaar 1992")


@pytest.mark.parametrize("grid", [False, True])
def test_table_rows_stay_together(tmp_path, grid):
    cells = [["Inwoners", "Vergoeding", "Toelage"], ["tot 8.000", "€ 1.100", "€ 90"], ["8.001 - 14.000", "€ 1.200", "€ 95"],
             ["14.001 - 24.000", "€ 1.300", "€ 99"]]
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if grid else []
    path = flow(tmp_path / "t.pdf", [Paragraph("De vergoeding per maand staat in deze tabel.", BODY), Table(cells, style=style)])
    assert texts(path) == ["De vergoeding per maand staat in deze tabel.", *(" – ".join(row) for row in cells)]


@pytest.mark.parametrize("border", ["GRID", "BOX", "LINEBELOW"])
def test_a_cell_of_several_lines_stays_in_its_row(tmp_path, border):
    long = "De raad stelt de kaders en controleert het college van burgemeester en wethouders op de uitvoering daarvan."
    cells = [[Paragraph(a, BODY), Paragraph(b, BODY)] for a, b in (("Orgaan", "Taak"), ("Raad", long), ("College", long))]
    style = [(border, (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    path = flow(tmp_path / "t.pdf", [Table(cells, colWidths=[80, 200], style=style)])
    assert texts(path) == ["Orgaan – Taak", f"Raad – {long}", f"College – {long}"]


def test_headings_by_size_and_weight(tmp_path):
    story = [Paragraph("Nota griffie", ParagraphStyle("t", HEAD, fontSize=20, leading=24)), Paragraph("Aanleiding", HEAD),
             Paragraph("De raad vroeg erom in de vergadering van mei, en wilde een nota.", BODY),
             Paragraph("<b>Kosten</b>", BODY), Paragraph("Er zijn <b>geen</b> kosten aan verbonden voor de raad.", BODY)]
    blocks = pdf.read(flow(tmp_path / "n.pdf", story), lambda done, total: None)[1]
    assert [(b.level, b.text) for b in blocks if b.level] == [(1, "Nota griffie"), (2, "Aanleiding"), (3, "Kosten")]
    assert [b.text for b in blocks if b.level is None][1] == "Er zijn geen kosten aan verbonden voor de raad."


def test_articles_without_a_style_of_their_own(tmp_path):
    page = lines("Hoofdstuk 4 Instrumenten", "Artikel 34 Interpellatie", "1. Een lid vraagt een interpellatie aan, zoals in",
                 "artikel 12 staat, bij de voorzitter.", "2. De raad beslist daarover.", "Artikel 35",
                 "De raad kan hiervan afwijken als het moet.")
    title, passages = read_file(draw(tmp_path / "rvo.pdf", page), "rvo")
    assert [(p.heading, p.place, p.text) for p in passages] == [
        ("Hoofdstuk 4 Instrumenten – Artikel 34 Interpellatie", "artikel 34, pagina 1",
         "1. Een lid vraagt een interpellatie aan, zoals in artikel 12 staat, bij de voorzitter.\n2. De raad beslist daarover."),
        ("Hoofdstuk 4 Instrumenten – Artikel 35", "artikel 35, pagina 1", "De raad kan hiervan afwijken als het moet.")]
    assert title == "Rvo"


def test_a_list_with_its_numbers_apart_is_no_table(tmp_path):
    def page(sheet):
        lines("a.", "b.", "c.")(sheet)
        lines("de begroting;", "de rekening;", "de nota.", x=90)(sheet)
    assert texts(draw(tmp_path / "l.pdf", page)) == ["a. de begroting;", "b. de rekening;", "c. de nota."]


def test_a_table_of_contents_and_turned_text_fall_away(tmp_path):
    def page(sheet):
        lines("Artikel 1 Doel ............................ 3", "Artikel 2 Slot ............................ 4",
              "De tekst begint hier pas echt.")(sheet)
        sheet.rotate(45)
        sheet.drawString(300, 0, "CONCEPT")
    assert texts(draw(tmp_path / "i.pdf", page)) == ["De tekst begint hier pas echt."]


def test_progress_tells_every_page(tmp_path):
    path, seen = draw(tmp_path / "p.pdf", *[lines(f"Bladzijde {n} van het stuk.") for n in (1, 2, 3)]), []
    read_file(path, "p", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_scanned_pages_among_others_are_named(tmp_path, caplog):
    from PIL import Image

    picture = BytesIO()
    Image.new("RGB", (20, 20), "grey").save(picture, "PNG")
    path = draw(tmp_path / "s.pdf", lines("Deze bladzijde heeft gewoon tekst."),
                lambda sheet: sheet.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT))
    assert texts(path) == ["Deze bladzijde heeft gewoon tekst."]
    assert "pages 2 are pictures" in caplog.text
