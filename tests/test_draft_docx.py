"""The Word document of a draft, opened again: page, language, headings, lists, properties, and every character."""

import io
import zipfile
from datetime import datetime, timedelta, timezone

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.draft_docx import docx_of, plain
from actions.draft_text_rules import Block, Shape

BLOCKS = (Block(Shape.TITLE, "Motie"), Block(Shape.TEXT, "Onderwerp: de brug"), Block(Shape.HEADING, "constaterende dat:"),
          Block(Shape.POINTS, points=("het lekt;", "het roest.")), Block(Shape.HEADING, "overwegende dat:"),
          Block(Shape.POINTS, points=("dit duur is",)))


@pytest.fixture(scope="module")
def content():
    return docx_of(BLOCKS, "de brug")


@pytest.fixture(scope="module")
def opened(content):
    return docx.Document(io.BytesIO(content))


def test_every_block_has_its_style(opened):
    assert [(p.style.name, p.text) for p in opened.paragraphs] == [
        ("Title", "Motie"), ("Normal", "Onderwerp: de brug"), ("Heading 1", "constaterende dat:"), ("List Number", "het lekt;"),
        ("List Number", "het roest."), ("Heading 1", "overwegende dat:"), ("List Number", "dit duur is")]


def test_each_list_begins_at_one(opened):
    lists = [p._p.pPr.numPr.numId.val for p in opened.paragraphs if p.style.name == "List Number"]
    assert lists[0] == lists[1] != lists[2]
    numbering = opened.part.numbering_part.element
    for used in set(lists):
        (found,) = [num for num in numbering.num_lst if num.numId == used]
        assert found.find(qn("w:lvlOverride")).find(qn("w:startOverride")).get(qn("w:val")) == "1"


def test_the_page_is_a4(opened):
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_language_is_dutch(opened, content):
    languages = {one.get(qn("w:val")) for one in opened.styles.element.iter(qn("w:lang"))}
    assert (languages, opened.core_properties.language) == ({"nl-NL"}, "nl-NL")
    assert b"en-US" not in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


def test_the_properties_name_the_subject_and_no_author(opened):
    properties = opened.core_properties
    assert (properties.title, properties.author, properties.last_modified_by, properties.comments) == ("de brug", "", "", "")
    assert (properties.keywords, properties.subject, properties.revision) == ("", "", 1)
    age = datetime.now(timezone.utc) - properties.created.replace(tzinfo=timezone.utc)
    assert timedelta(0) <= age < timedelta(minutes=5)
    assert properties.modified == properties.created


def test_no_picture_of_the_template_is_left(content):
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [name for name in names if "thumbnail" in name] == []
    assert b"python-docx" not in b"".join(zipfile.ZipFile(io.BytesIO(content)).read(name) for name in names)


def test_the_text_is_black_in_one_font(opened):
    for name in ("Normal", "Title", "Heading 1", "List Number"):
        assert (opened.styles[name].font.name, str(opened.styles[name].font.color.rgb)) == ("Calibri", "000000")


@pytest.mark.parametrize(("text", "left"), [
    ("a\x00b\x07c", "abc"), ("\ud800x", "x"), ("tab\tregel\n", "tab\tregel\n"), ("😀 é & <b> \u2028", "😀 é & <b> \u2028"),
    ("\ufffe", ""),
])
def test_only_what_no_document_can_hold_is_left_out(text, left):
    assert plain(text) == left


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=200),
       st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1,
                        max_size=80),
                min_size=1, max_size=4))
def test_any_text_comes_back_unchanged(text, points):
    text, points = plain(text), [plain(point) for point in points]
    opened = docx.Document(io.BytesIO(docx_of((Block(Shape.TEXT, f"A\n{text}"), Block(Shape.POINTS, points=tuple(points))),
                                              text)))
    assert [p.text for p in opened.paragraphs] == [f"A\n{text}", *points]


def test_a_very_long_text_fits():
    opened = docx.Document(io.BytesIO(docx_of((Block(Shape.TEXT, "woord " * 20_000),), "x" * 1000)))
    assert opened.paragraphs[0].text == "woord " * 20_000
    assert opened.core_properties.title == "x" * 255
