"""The FAQ: what `knowledge build` wrote of the sources, and the passages that a visitor searches for."""

from __future__ import annotations

import asyncio
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.settings import SECRET_HEADER, Settings
from journal.request_id import HEADER, current

PATIENCE = 1.5  # seconds that a visitor waits for the search before plain words are matched instead
MOST = 8
LONGEST = 300  # characters of a question
STOPWORDS = frozenset("""de het een en of in van voor met op te is zijn ik je u we wij mijn ons wat hoe wie waar wanneer waarom
    welke kan mag moet als dat die dit er aan bij naar om dan over niet geen heb heeft krijg krijgt""".split())
ITEM = re.compile(r"\s*(?:(?P<bullet>-)|(?P<number>\d+)\.) (?P<text>.*)")


@dataclass(frozen=True)
class Found:
    """What a search gives the page: passages as rows, whether the first is sure to answer, and whether only words matched."""

    rows: list[dict[str, Any]]
    answered: bool
    by_words: bool = False


def read_faq(path: Path) -> list[dict[str, Any]]:
    """The sections that `knowledge build` wrote; each passage also knows its topic's title and its law."""
    sections = json.loads(path.read_text(encoding="utf-8"))
    for topic in (topic for section in sections for topic in section["topics"]):
        for passage in topic["passages"]:
            passage["title"], passage["law"] = topic["title"], passage["law"] or topic["law"]
    return sections


def passages(sections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """All passages, in the order of the page."""
    return (passage for section in sections for topic in section["topics"] for passage in topic["passages"])


async def search(sections: list[dict[str, Any]], question: str, settings: Settings) -> Found:
    """The passages for `question`: by the bot's own search, and by plain words when the action server is away."""
    question = question.strip()[:LONGEST]
    try:
        timeout, told = aiohttp.ClientTimeout(total=PATIENCE), {SECRET_HEADER: settings.actions_secret, HEADER: current()}
        async with aiohttp.ClientSession(timeout=timeout) as client, \
                client.get(f"{settings.actions_url}/search", params={"q": question}, headers=told) as response:
            response.raise_for_status()
            result = await response.json()
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
        return Found(by_words(sections, question), answered=False, by_words=True)
    known = {passage["id"]: passage for passage in passages(sections)}
    return Found([known.get(hit["passage"]) or local(hit["source"]) for hit in result["hits"]], bool(result["answered"]))


def local(source: dict[str, Any]) -> dict[str, Any]:
    """A passage of the griffie's own documents as a row of the page; it has no place on the page itself."""
    return {"id": None, "title": source["title"], "heading": source["section"], "text": source["text"], "source": source["title"],
            "layer": source["layer"], "as_of": source["as_of"], "overtaken": None, "law": None,
            "links": [{"text": source["url"], "url": source["url"]}] if source["url"] else []}


def by_words(sections: list[dict[str, Any]], question: str) -> list[dict[str, Any]]:
    """The passages that hold most of the words of `question`; a word in a title or heading counts three times."""
    words = [word for word in re.findall(r"\w+", plain(question)) if word not in STOPWORDS and len(word) > 1]
    scored = []
    for passage in passages(sections):
        head, text = plain(f"{passage['title']} {passage['heading']}"), plain(passage["text"])
        score = sum(3 * (word in head) + (word in text) for word in words)
        if score:
            scored.append((score, passage))
    return [passage for _, passage in sorted(scored, key=lambda row: -row[0])[:MOST]]


def plain(text: str) -> str:
    """`text` in lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def blocks(text: str) -> list[dict[str, Any]]:
    """A passage's text in pieces to lay out: `{kind: p | ul | ol, start, items}`, one item a line."""
    laid: list[dict[str, Any]] = []
    fresh = True
    for line in text.split("\n"):
        item = ITEM.match(line)
        kind = "p" if not item else "ul" if item["bullet"] else "ol"
        if not line.strip():
            fresh = True
            continue
        if fresh or not laid or laid[-1]["kind"] != kind:
            laid.append({"kind": kind, "start": int(item["number"]) if item and item["number"] else 1, "items": []})
        laid[-1]["items"].append(item["text"] if item else line.strip())
        fresh = False
    return laid
