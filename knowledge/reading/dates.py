"""What names a document: its title, the year for which it holds, and short names made of headings."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from pathlib import Path

from knowledge.reading.blocks import Block

YEAR = re.compile(r"(?<![\w.,/-])(?:19[5-9]\d|20\d\d)(?![\w/]|[.,]\d)")
NO_TITLE = re.compile(r"microsoft word|untitled|naamloos|^\(?(anonymous|unspecified)|document\d*$|\.\w{3,4}$|^\W*$",
                      re.IGNORECASE)
FIRST_PAGE = 2_500  # characters, where pages are not known
LONGEST_SLUG = 40


def as_of(title: str, path: Path, blocks: list[Block]) -> str:
    """The latest year in title and file name (next year counts: budgets), else on the first page, else of the file."""
    this = date.today().year
    name = re.sub(r"[_\W]+", " ", path.stem)
    for text, latest in ((f"{title} {name}", this + 1), (first_page(blocks), this)):
        years = [int(year) for year in YEAR.findall(text) if int(year) <= latest]
        if years:
            return str(max(years))
    return str(datetime.fromtimestamp(path.stat().st_mtime).year)


def first_page(blocks: list[Block]) -> str:
    """The text of page 1, or as much as a page holds."""
    return " ".join(block.text for block in blocks if block.page in (None, 1))[:FIRST_PAGE]


def clean_title(title: str, path: Path) -> str:
    """The title that a file gives itself, unless it is a program's leftover; else the file's name in words."""
    title = " ".join(title.split())
    if len(title) >= 4 and not NO_TITLE.search(title):
        return title
    words = re.sub(r"[_\s-]+", " ", path.stem).strip()
    return words[:1].upper() + words[1:]


def slug(text: str) -> str:
    """'Artikel 34 Interpellatie' → 'artikel_34_interpellatie': ASCII, at most 40 characters, cut between words."""
    plain = unicodedata.normalize("NFKD", text.replace("§", "paragraaf ")).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if len(name) <= LONGEST_SLUG:
        return name
    return name[:LONGEST_SLUG + 1].rpartition("_")[0] or name[:LONGEST_SLUG]
