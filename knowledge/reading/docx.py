"""DOCX → blocks: headings by style, numbers as Word prints them, tables in their place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from knowledge.reading.blocks import ENDS, ITEM, Block, clean
from knowledge.reading.faults import Unreadable, damaged, encrypted
from knowledge.reading.numbering import Numbering

LARGEST_UNPACKED = 200_000_000  # bytes: a small zip can hold a bomb
OLE = b"\xd0\xcf\x11\xe0"
LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:instrText"),
            "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
CONTENTS = re.compile(r"(toc|inhopg|index)\b", re.IGNORECASE)
STYLED = re.compile(r"(?:heading|kop|koptekst)\s*(\d)", re.IGNORECASE)


def read(path: Path, progress: Callable[[int, int], None]) -> tuple[str, list[Block]]:
    """Title in the file's properties (may be empty) and blocks; raises Unreadable."""
    check_package(path)
    try:
        document = docx.Document(str(path))
        numbering = Numbering(document)
        blocks = [block for item in items(document.element.body, document) for block in as_blocks(item, numbering)]
        title = document.core_properties.title or ""
    except Exception as error:  # a broken file meets any error of zipfile, lxml and python-docx
        raise damaged(path, f"a DOCX that can't be followed ({type(error).__name__})", "DOCX") from error
    progress(1, 1)
    return title, blocks


def check_package(path: Path) -> None:
    """Unreadable for a file that is encrypted, of an old kind, no zip, or too large when unpacked."""
    with path.open("rb") as file:
        head = file.read(4)
    if head == OLE:
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise encrypted(path, "DOCX")
        raise Unreadable(path, "an old Word file (.doc) under the ending .docx", "a DOCX file",
                         "Open it in Word, save it as .docx, and add that.")
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged(path, f"a DOCX that can't be unpacked ({type(error).__name__})", "DOCX") from error
    if size > LARGEST_UNPACKED:
        raise Unreadable(path, f"{size / 1e6:.0f} MB when unpacked", f"at most {LARGEST_UNPACKED / 1e6:.0f} MB",
                         "Split the document, or save it without its pictures, and add that.")


def items(parent, document: Document) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in their order, also those within content controls; not a table of contents."""
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, document._body)
        elif child.tag == qn("w:tbl"):
            yield Table(child, document._body)
        elif child.tag == qn("w:sdt"):
            for content in child.iterchildren(qn("w:sdtContent")):
                yield from items(content, document)
        elif child.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml")):
            yield from items(child, document)


def as_blocks(item: Paragraph | Table, numbering: Numbering) -> Iterator[Block]:
    """A paragraph as one block, a table as one block a row."""
    if isinstance(item, Table):
        yield from (Block(text) for row in item._tbl.tr_lst if (text := row_text(row)))
        return
    text, level = clean(text_of(item._p)), level_of(item)
    if CONTENTS.match(item.style.name if item.style is not None else ""):
        return
    label = numbering.label(item) if text else ""
    if label and not (ITEM.match(text) and label != "-"):
        text = f"{label} {text}"
    if level is None and is_bold(item) and len(text) <= 100 and not ENDS.search(text) and not ITEM.match(text):
        level = 6
    if text:
        yield Block(text, None, level)


def row_text(row) -> str:
    """A table row as 'cell – cell'; a cell that spans columns counts once."""
    cells = (clean(" ".join(text_of(p) for p in cell.iter(qn("w:p")))) for cell in row.iter(qn("w:tc")))
    return " – ".join(cell for cell in cells if cell)


def text_of(node) -> str:
    """All text of a paragraph as it would print: insertions in, deletions out."""
    parts = []
    for child in node.iterchildren():
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            parts.append(" ")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag not in LEFT_OUT:
            parts.append(text_of(child))
    return "".join(parts)


def level_of(paragraph: Paragraph) -> int | None:
    """Heading level by outline level or by the name of the style or one of its parents; 1 for the title."""
    style = paragraph.style
    for element in (paragraph._p, *(s.element for s in parents(style))):
        outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None and int(outline.get(qn("w:val"))) < 9:
            return int(outline.get(qn("w:val"))) + 1
    for each in parents(style):
        if each.name in ("Title", "Titel"):
            return 1
        if found := STYLED.fullmatch(each.name or ""):
            return int(found[1])
    return None


def parents(style) -> Iterator:
    """A style and those that it builds on."""
    while style is not None:
        yield style
        style = style.base_style


def is_bold(paragraph: Paragraph) -> bool:
    """Whether every run with letters in it is bold."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)
