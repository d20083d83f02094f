"""HTML → blocks: headings, paragraphs, list items and table rows of the page's own text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup, Comment, NavigableString, PageElement, Tag

from knowledge.reading.blocks import ITEM, Block, clean
from knowledge.reading.faults import damaged

DROPPED = ["script", "style", "nav", "header", "footer", "aside", "noscript", "template", "svg", "button", "select",
           "form", "iframe", "head"]
HIDDEN = ("[hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], [style*='display:none'], "
          "[style*='display: none']")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
FLOW = {"p", "div", "section", "article", "main", "body", "html", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "figure",
        "figcaption", "address", "details", "summary", "fieldset", "hr", "br", "center", "caption"}
LETTERED = {"a": lambda n: chr(96 + n) if n <= 26 else str(n), "A": lambda n: chr(64 + n) if n <= 26 else str(n)}


def read(path: Path, progress: Callable[[int, int], None]) -> tuple[str, list[Block]]:
    """The first h1 or else the page's title, and blocks; raises Unreadable for bytes that are no text."""
    data = path.read_bytes()
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise damaged(path, "bytes that are no text", "HTML")
    soup = BeautifulSoup(data, "lxml")
    title = next((text for tag in (soup.h1, soup.title) if tag and (text := clean(tag.get_text(" ")))), "")
    for tag in [*soup.find_all(DROPPED), *soup.select(HIDDEN)]:
        tag.decompose()
    mains = [tag for tag in soup.find_all("main") if tag.get_text(strip=True)]
    walk = Walk()
    walk.visit(mains[0] if len(mains) == 1 else soup)
    walk.close()
    progress(1, 1)
    return title, walk.blocks


class Walk:
    """One passage through the tree: text gathers until something that stands on its own begins or ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.text: list[str] = []
        self.label = ""

    def close(self, level: int | None = None) -> None:
        """What was gathered becomes a block."""
        if text := clean("".join(self.text)):
            if self.label and not ITEM.match(text):
                text = f"{self.label} {text}"
            self.blocks.append(Block(text, None, level))
            self.label = ""
        self.text = []

    def visit(self, node: Tag) -> None:
        """A tag and all within it. Not by recursion: a broken page can nest thousands deep."""
        waiting: list[Callable[[], None] | PageElement] = list(node.children)[::-1]
        while waiting:
            item = waiting.pop()
            if isinstance(item, Tag):
                waiting += self.open(item)[::-1]
            elif callable(item) and not isinstance(item, PageElement):
                item()
            elif isinstance(item, NavigableString) and not isinstance(item, Comment):
                self.text.append(str(item))

    def open(self, tag: Tag) -> list:
        """What a tag leaves to do: its children, and then an end where it stands on its own."""
        if tag.name in HEADINGS:
            self.close()
            return [*tag.children, lambda: self.close(HEADINGS[tag.name])]
        if tag.name == "table":
            self.close()
            return self.table(tag)
        if tag.name == "li":
            self.close()
            self.label = label_of(tag)
            return [*tag.children, self.end_item]
        if tag.name in FLOW:
            self.close()
            return [*tag.children, self.close]
        if tag.name == "sup" and tag.get_text(strip=True) in ("2", "3"):
            self.text.append("²³"[int(tag.get_text(strip=True)) - 2])
            return []
        return list(tag.children)

    def end_item(self) -> None:
        """An item ends, and its number with it when it held no text."""
        self.close()
        self.label = ""

    def table(self, table: Tag) -> list:
        """One block a row; a table that only lays its page out is left to be read cell by cell."""
        rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr") if row.find_parent("table") is table]
        if table.find(["table", *HEADINGS]) or max(map(len, rows), default=0) < 2:
            return [step for row in rows for cell in row for step in (*cell.children, self.close)]
        for row in rows:
            cells = (clean(cell.get_text(" ")) for cell in row)
            self.text = [" – ".join(cell for cell in cells if cell)]
            self.close()
        return []


def label_of(item: Tag) -> str:
    """The number or dash that a browser shows before a list item."""
    parent = item.parent
    if parent is None or parent.name != "ol":
        return "-"
    before = len(item.find_previous_siblings("li"))
    number = int(parent.get("start") or 1) + before if str(parent.get("start") or 1).isdigit() else before + 1
    number = int(item["value"]) if str(item.get("value", "")).isdigit() else number
    return f"{LETTERED.get(str(parent.get('type')), str)(number)}."
