"""The numbers that Word prints before paragraphs and keeps out of their text: 'Artikel 3', '2.1', 'a.'."""

from __future__ import annotations

import re
from collections import defaultdict

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]


def roman(number: int) -> str:
    """4 → 'iv'."""
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def letter(number: int) -> str:
    """1 → 'a', 27 → 'aa', as Word counts."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


FORMATS = {"lowerLetter": letter, "upperLetter": lambda n: letter(n).upper(), "lowerRoman": roman,
           "upperRoman": lambda n: roman(n).upper(), "none": lambda n: "", "decimalZero": lambda n: f"{n:02}"}


class Numbering:
    """Counts the lists of one document; ask for every paragraph, in order."""

    def __init__(self, document: Document) -> None:
        self.levels: dict[str, dict[int, tuple[int, str, str]]] = {}  # list → level → start, format, pattern
        self.styles: dict[tuple[str, str], int] = {}  # list and style → level
        self.lists: dict[str, str] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.overrides: dict[tuple[str, int], int] = {}
        part = next((rel.target_part for rel in document.part.rels.values()
                     if rel.reltype.endswith("/numbering") and not rel.is_external), None)
        if part is not None:
            self._read(part.element)

    def _read(self, root) -> None:
        value = lambda node, name, default="": next((n.get(qn("w:val"), default) for n in node.iterchildren(qn(name))), default)
        for abstract in root.iterchildren(qn("w:abstractNum")):
            identity = abstract.get(qn("w:abstractNumId"))
            levels = self.levels.setdefault(identity, {})
            for level in abstract.iterchildren(qn("w:lvl")):
                depth = int(level.get(qn("w:ilvl")))
                levels[depth] = (int(value(level, "w:start", "1")), value(level, "w:numFmt", "decimal"),
                                 value(level, "w:lvlText"))
                if style := value(level, "w:pStyle"):
                    self.styles[identity, style] = depth
        for num in root.iterchildren(qn("w:num")):
            identity = num.get(qn("w:numId"))
            self.lists[identity] = value(num, "w:abstractNumId")
            for override in num.iterchildren(qn("w:lvlOverride")):
                if start := value(override, "w:startOverride"):
                    self.overrides[identity, int(override.get(qn("w:ilvl")))] = int(start)

    def label(self, paragraph: Paragraph) -> str:
        """What stands before the paragraph: '3.', 'a.', 'Artikel 3', '-' for any bullet, '' for none."""
        number, depth, style = find_list(paragraph)
        abstract = self.lists.get(number or "")
        if abstract is None:
            return ""
        depth = self.styles.get((abstract, style), 0) if depth is None else depth
        levels = self.levels.get(abstract, {})
        if depth not in levels:
            return ""
        start, form, pattern = levels[depth]
        if form == "bullet":
            return "-"
        counts = self.counts[abstract]
        if (number, depth) in self.overrides:
            start = self.overrides.pop((number, depth))
            counts.pop(depth, None)
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]

        def shown(found: re.Match) -> str:
            at = int(found[1]) - 1
            first, kind, _ = levels.get(at, (1, "decimal", ""))
            return FORMATS.get(kind, str)(counts.get(at, first))

        return re.sub(r"%(\d)", shown, pattern).strip()


def find_list(paragraph: Paragraph) -> tuple[str | None, int | None, str]:
    """List and level of a paragraph, from itself or from its style and that style's parents."""
    style = paragraph.style
    places = [(paragraph._p, "")]
    while style is not None:
        places.append((style.element, style.style_id))
        style = style.base_style
    level = None
    for element, name in places:
        settings = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if settings is None:
            continue
        ilvl, num = settings.find(qn("w:ilvl")), settings.find(qn("w:numId"))
        if level is None and ilvl is not None:
            level = int(ilvl.get(qn("w:val")))
        if num is not None:
            return num.get(qn("w:val")), level, name
    return None, None, ""
