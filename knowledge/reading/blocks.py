"""The noun that every reader gives, and what readers know of lines: numbered items and words cut at line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
                           "\xa0": " ", "\u2010": "-", "\u2011": "-", "\u200b": "", "\ufeff": "", "\x00": ""})
LABEL = (r"(?:\d{1,3}(?:\.\d{1,3}){0,8}[.)°º]{1,2}|\d{1,2}[a-z][.)]|\(\d{1,2}\)|[a-z]{1,2}[.)]|[ivx]{1,5}[.)]"
         r"|[•▪◦‣·●○*\uf0b7–-])")
ITEM = re.compile(rf"{LABEL}(?=\s|$)|[a-z]\.(?=[A-Z])|\d{{1,2}}[°º]\.?(?=\w)")
ENDS = re.compile(r"[.;:!?][\"'”’»)]*$")

# After these a hyphen at a line end belongs to the word: oud-wethouder, vice-voorzitter.
KEEP_AFTER = {"adjunct", "aspirant", "ex", "interim", "kandidaat", "loco", "niet", "non", "oud", "substituut", "vice"}
# Before these it stands for a part that both words share: raads- en commissieleden.
SHARED_BEFORE = re.compile(r"(en|of|en/of|dan|tot|t/m|respectievelijk|noch)\b")


@dataclass(frozen=True)
class Block:
    """A heading (level 1 and deeper) or a paragraph, item or table row (level None), with its page where known."""

    text: str
    page: int | None = None
    level: int | None = None


def clean(text: str) -> str:
    """One line of text: ligatures spelt out, white space single, soft hyphens gone except at the end."""
    text = " ".join(text.translate(LIGATURES).split())
    return text[:-1].replace("\xad", "") + text[-1:]


def join_lines(lines: list[str]) -> str:
    """Lines of one paragraph as one line; words cut at a line end are whole again."""
    text = ""
    for line in lines:
        text = join_pair(text, line) if text else line
    return text.replace("\xad", "")


def join_pair(first: str, second: str) -> str:
    """Two lines as one: `burge-` + `meester` → `burgemeester`, but `e-` + `mail` → `e-mail`."""
    if first.endswith("\xad"):
        return first[:-1] + second
    cut = re.search(r"\b(\w+)-$", first)
    if not cut or not second[:1].isalnum() or SHARED_BEFORE.match(second):
        return f"{first} {second}"
    part = cut[1]
    whole = (len(part) == 1 or part[-1].isdigit() or part.isupper() or not second[0].islower()
             or part.lower() in KEEP_AFTER)
    return first + second if whole else first[:-1] + second
