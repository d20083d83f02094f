"""A draft as a Word document: A4, Dutch, real headings and numbered lists, and no author but the one who hands it in."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import datetime, timezone
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from actions.draft_text_rules import Block, Shape

if TYPE_CHECKING:
    from docx.document import Document as Opened

LANGUAGE = "nl-NL"
FONT = "Calibri"
NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # XML 1.0, section 2.2
STYLES = {Shape.TITLE: "Title", Shape.HEADING: "Heading 1", Shape.TEXT: "Normal"}


def docx_of(blocks: tuple[Block, ...], title: str) -> bytes:
    """The document with these blocks; title: what its properties call it."""
    document = Document()
    _set_page(document)
    _set_styles(document)
    _set_properties(document, title)
    for block in blocks:
        if block.shape == Shape.POINTS:
            _add_list(document, block.points)
        else:
            document.add_paragraph(plain(block.text), style=STYLES[block.shape])
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def plain(text: str) -> str:
    """A text without the few characters that no XML document can hold (control characters, half surrogates)."""
    return NOT_XML.sub("", text)


def _set_page(document: Opened) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)


def _set_styles(document: Opened) -> None:
    """One plain black font, in Dutch: what the template of python-docx says (blue Calibri Light, English) goes."""
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.name in ("Normal", "Title", "Heading 1", "List Number"):
            style.font.name, style.font.color.rgb = FONT, RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for way in [name for name in fonts.attrib if "Theme" in name]:
                del fonts.attrib[way]
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Title"].font.size = Pt(20)
    document.styles["Heading 1"].font.size = Pt(13)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(12)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for theme in document.settings.element.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), LANGUAGE)


def _set_properties(document: Opened, title: str) -> None:
    properties, now = document.core_properties, datetime.now(timezone.utc).replace(microsecond=0, tzinfo=None)
    properties.title, properties.language = plain(title)[:255], LANGUAGE
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = properties.subject = ""
    properties.created = properties.modified = now
    properties.revision = 1
    package = document.part.package
    for name in [name for name, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        package.rels.pop(name)  # a picture of an empty page, from the template


def _add_list(document: Opened, points: tuple[str, ...]) -> None:
    """A numbered list that begins at 1, whatever lists came before."""
    number = _new_list(document)
    for point in points:
        paragraph = document.add_paragraph(plain(point), style="List Number")
        settings = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        settings.get_or_add_ilvl().val, settings.get_or_add_numId().val = 0, number


def _new_list(document: Opened) -> int:
    """A list of its own with the numbering of "List Number"; its id."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    like = next(num for num in numbering.num_lst if num.numId == style)
    fresh = numbering.add_num(deepcopy(like.abstractNumId).val)
    override, start = OxmlElement("w:lvlOverride"), OxmlElement("w:startOverride")
    override.set(qn("w:ilvl"), "0")
    start.set(qn("w:val"), "1")
    override.append(start)
    fresh.append(override)
    return fresh.numId
