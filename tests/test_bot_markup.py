"""The light markup as spans, and cutting a message that is too long: nothing is lost, nothing leaks."""

from pathlib import Path

import pytest
import yaml

from bot.channels.markup import Line, Span, read
from bot.channels.outgoing import Choice, Outgoing, is_visible, outgoing, source_line
from bot.channels.pieces import cut, width
from bot.channels.slack_blocks import show as show_slack
from bot.channels.telegram_text import keyboard
from bot.channels.telegram_text import show as show_telegram

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
EVERY_TEXT = [variant["text"] for variants in DOMAIN["responses"].values() for variant in variants]


@pytest.mark.parametrize(("text", "spans"), [
    ("gewoon", (Span("gewoon"),)), ("**vet** en niet", (Span("vet", bold=True), Span(" en niet"))),
    ("zie [de wet](https://x.nl/a) daar", (Span("zie "), Span("de wet", url="https://x.nl/a"), Span(" daar"))),
    ("[a](https://x.nl/b_(c))", (Span("a", url="https://x.nl/b_(c)"),)),
    ("[mail](mailto:a@b.nl)", (Span("mail", url="mailto:a@b.nl"),)),
    ("[z](q) **open [x", (Span("[z](q) **open [x"),)), ("[x](javascript:alert)", (Span("[x](javascript:alert)"),)),
    ("€ 1.549,75", (Span("€\u00a01.549,75"),)), ("<b>é</b> &amp; 2 * 3", (Span("<b>é</b> &amp; 2 * 3"),)), ("", ()),
])
def test_spans_of_a_line(text, spans):
    assert read(text)[0].spans == spans


@pytest.mark.parametrize(("text", "kind", "number", "mark"), [
    ("- een", "bullet", 0, "• "), ("3. drie", "number", 3, "3. "), ("Bron: Brochure (2020)", "source", 0, ""),
    ("[Wet](https://x.nl)", "source", 0, ""), ("[z](q)", "text", 0, ""), ("-5 graden", "text", 0, ""),
    ("2020 was", "text", 0, ""),
])
def test_kinds_of_lines(text, kind, number, mark):
    (line,) = read(text)
    assert (line.kind, line.number, line.mark) == (kind, number, mark)


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_no_markup_of_any_response_is_left(text):
    filled = text.replace("({mail})", "(mailto:a@b.nl?subject=x)").replace("({url})", "(https://wetten.overheid.nl/x)")
    for shown in (*(one.text for one in show_telegram(filled)), *(one.text for one in show_slack(Outgoing(filled)))):
        assert "**" not in shown and "](" not in shown and "<" not in shown


# ---------------------------------------------------------------- cutting

def text_of(pieces):
    return [" / ".join(line.mark + line.text for line in piece) for piece in pieces]


@pytest.mark.parametrize(("text", "limit", "pieces"), [
    ("kort", 4, ["kort"]), ("lang!", 4, ["lang", "!"]), ("een twee drie", 8, ["een ", "twee ", "drie"]),
    ("Een zin. Nog een zin. Slot.", 22, ["Een zin. Nog een zin. ", "Slot."]), ("a\nb\nc", 3, ["a / b", "c"]),
    ("eerste\n\ntweede alinea", 16, ["eerste", "tweede alinea"]), ("- punt een\n- punt twee", 12, ["• punt een", "• punt twee"]),
    ("😀😀😀", 4, ["😀😀", "😀"]), ("\n\na\n\n", 10, ["a"]),
])
def test_where_a_message_is_cut(text, limit, pieces):
    assert text_of(cut(read(text), limit)) == pieces


@pytest.mark.parametrize("limit", [1, 2, 5, 17, 100])
@pytest.mark.parametrize("text", ["Een **vet woord** en [een heel lang koppelwoord](https://x.nl). " * 5, "x" * 250,
                                  "👩‍👩‍👧 ja 😀. " * 20,
                                  "- een\n- twee\n\n3. drie vier vijf\n" * 4, "é" * 30])
def test_nothing_is_lost_and_every_piece_fits(text, limit):
    lines = read(text)
    pieces = cut(lines, max(limit, 4))
    words = lambda parts: "".join("".join(line.text for line in parts).split())
    assert words(line for piece in pieces for line in piece) == words(lines)
    assert all(sum(width(line.mark + line.text) + 1 for line in piece) - 1 <= max(limit, 4) for piece in pieces)
    styled = lambda parts: "".join(span.text for line in parts for span in line.spans if span.bold or span.url)
    assert styled(line for piece in pieces for line in piece).replace(" ", "") == styled(lines).replace(" ", "")


def test_a_paragraph_that_would_be_torn_begins_the_next_piece():
    text = "a" * 30 + "\n\n" + "Kop\n" + "b" * 20
    assert text_of(cut(read(text), 45)) == ["a" * 30, "Kop / " + "b" * 20]


@pytest.mark.parametrize(("text", "units"), [("abc", 3), ("é", 1), ("😀", 2), ("", 0)])
def test_width_counts_as_telegram_counts(text, units):
    assert width(text) == units


# ---------------------------------------------------------------- sources, buttons

BROCHURE = {"title": "Brochure voor raadsleden", "as_of": "2020", "section": "Motie", "layer": "brochure", "url": None}
LAW = {"title": "Gemeentewet", "as_of": "2022", "section": "artikel 147b", "layer": "wet", "url": "https://x.nl"}


@pytest.mark.parametrize(("source", "text", "visible"), [
    (BROCHURE, "Bron: Brochure voor raadsleden (2020), Motie", True), (BROCHURE, "(brochure voor raadsleden, 2020)", True),
    (BROCHURE, "Bron: Brochure voor raadsleden", False), (BROCHURE, "In 2020 was dat zo", False),
    (LAW, "[Gemeentewet, artikel 147b](https://x.nl)", True), (LAW, "de wet", False),
])
def test_whether_a_text_names_a_source_with_its_year(source, text, visible):
    assert is_visible(source, text) is visible


@pytest.mark.parametrize(("source", "line"), [
    (BROCHURE, "Bron: Brochure voor raadsleden (2020), Motie"), (LAW, "[Bron: Gemeentewet (2022), artikel 147b](https://x.nl)"),
    ({"title": "Verordening"}, "Bron: Verordening"), ({"title": "Verordening", "as_of": "2024"}, "Bron: Verordening (2024)"),
])
def test_a_source_as_a_line(source, line):
    assert source_line(source) == line


def test_only_what_lacks_is_added():
    message = {"text": "Ja.\n\nBron: Brochure voor raadsleden (2020), Motie", "answer": {"sources": [BROCHURE, LAW]}}
    assert outgoing(message).text.endswith("Motie\n\n[Bron: Gemeentewet (2022), artikel 147b](https://x.nl)")
    assert outgoing({"text": "Hoi."}) == Outgoing("Hoi.")


@pytest.mark.parametrize(("text", "shown"), [
    ("[mail je vraag](mailto:g@x.nl?subject=a)", "mail je vraag (g@x.nl)"),
    ("[mail](mailto:g@x.nl) naar g@x.nl", "mail naar g@x.nl"),
    ("[mail je vraag](mailto:?subject=a)", "mail je vraag"),
])
def test_telegram_links_no_mail_so_the_address_is_written_out(text, shown):
    (one,) = show_telegram(text)
    assert (one.text, one.entities) == (shown, ())


def test_short_buttons_stand_in_pairs_and_long_ones_alone():
    titles = ["Motie", "Vragen", "Een heel lange knop over iets", "Kort"]
    rows = keyboard([Choice(title, title) for title in titles])
    assert [[button.text for button in row] for row in rows.inline_keyboard] == [
        ["Motie", "Vragen"], ["Een heel lange knop over iets"], ["Kort"]]
    assert keyboard([]) is None


def test_a_source_line_alone_still_makes_a_message():
    (one,) = show_slack(Outgoing("Bron: Brochure (2020)"))
    assert [block.to_dict()["type"] for block in one.blocks] == ["context"]
    assert Line().text == ""
