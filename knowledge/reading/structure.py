"""The lines that divide a Dutch regulation: 'Hoofdstuk 2', '§ 3', 'Artikel 34 Interpellatie', 'Art. 12a.'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.reading.blocks import ENDS

# How deep a kind lies: where its style doesn't say, and which kinds it closes.
DEPTH = {"bijlage": 1, "boek": 1, "deel": 1, "titel": 2, "hoofdstuk": 2, "afdeling": 3, "paragraaf": 4, "artikel": 5}
KIND = r"Bijlage|Boek|Deel|Titel|Hoofdstuk|Afdeling|Paragraaf|Artikel"
NUMBER = (r"(?:\d+(?:[.:]\d+)*(?:bis|ter|quater|quinquies)?[a-z]{0,3}(?:\s(?=[a-z]{1,2}$)[a-z]{1,2})?"
          r"|[IVXLC]+[a-z]?|[A-Z])(?![\w/]|:\d)")
MARK = re.compile(rf"(?P<kind>{KIND}|{KIND.upper()}|Art\.|ART\.|§)\s*(?P<number>{NUMBER})(?P<dot>[.:])?"
                  r"(?:\s*[-–—:]\s+|\s+|$)(?P<rest>.*)$")
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Mark:
    """A dividing line: kind (lower case), number and title as they stand, and text that follows on the same line."""

    kind: str
    number: str
    label: str
    title: str
    rest: str = ""

    @property
    def heading(self) -> str:
        """Label and title: 'Artikel 34 Interpellatie'."""
        return f"{self.label} {self.title}".strip()


def read_mark(text: str) -> Mark | None:
    """The dividing line that a block is or begins with; None for other text.

    Words after the number are a title when they begin with a capital and don't end as a sentence. A sentence after
    'Artikel 5.' or 'Artikel 5:' is `rest`; a sentence after a bare number ('Artikel 5 Gemeentewet bepaalt …') is
    no dividing line.
    """
    found = MARK.match(text)
    if not found:
        return None
    kind = {"art.": "artikel", "§": "paragraaf"}.get(found["kind"].lower(), found["kind"].lower())
    if found["number"].isalpha() and len(found["number"]) == 1 and found["number"] not in "IVX" and kind == "artikel":
        return None
    written = found["kind"] if found["kind"] in ("§", "Art.", "ART.") else found["kind"].capitalize()
    label, rest = f"{written} {found['number']}", found["rest"].strip()
    if is_title(rest):
        return Mark(kind, found["number"], label, rest.rstrip("."))
    return Mark(kind, found["number"], label, "", rest) if found["dot"] and begins_large(rest) else None


def begins_large(text: str) -> bool:
    """Whether the first letter is a capital, or the text is a remark between brackets."""
    letter = next((c for c in text if c.isalnum()), "")
    return letter.isupper() or letter.isdigit() or text[:1] in "([«"


def is_title(text: str) -> bool:
    """Whether what follows a number reads as its title: nothing, or a short phrase that is no sentence."""
    if not text:
        return True
    if len(text) > LONGEST_TITLE or not begins_large(text):
        return False
    return not ENDS.search(text) or text.endswith(("?", ")", "]")) or (text.endswith(".") and len(text.split()) <= 3)
