"""Values for the responses: the part of a passage that fits a bubble, its source line, its buttons. Pure functions."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from actions.draft_parts_rules import DRAFTS
from actions.dutch_numbers import fold
from actions.settings import Settings
from knowledge import Passage
from knowledge.facts import LawArticle, law_articles

BUBBLE = 600  # characters that a hurried reader takes in
BUTTONS = 4
LINKS = 3
ITEM = re.compile(r"- |\d+\. ")


def excerpt(text: str, question: str, limit: int = BUBBLE) -> tuple[str, bool]:
    """The part of `text` that fits `limit` and holds the answer, and whether more was left out.

    A short text comes whole. Of a longer one whole paragraphs or list items are kept: from its beginning when the one
    nearest to the question then still fits, else from that one.
    """
    if len(text) <= limit:
        return text, False
    blocks = [block for block in re.split(r"\n\n|\n(?=- |\d+\. )", text) if block.strip()]
    start = max(range(len(blocks)), key=lambda row: (_likeness(blocks[row], question), -row))
    if len(text[:text.index(blocks[start])]) + len(blocks[start]) <= limit:
        start = 0
    lead = _introduction(blocks, start)
    part = lead + blocks[start] if len(lead) + len(blocks[start]) <= limit else blocks[start]
    for block in blocks[start + 1:]:
        joiner = "\n" if ITEM.match(block) else "\n\n"
        if len(part) + len(joiner) + len(block) > limit:
            break
        part += joiner + block
    return (part if len(part) <= limit else _at_sentence(part, limit)), True


def _introduction(blocks: Sequence[str], row: int) -> str:
    """The line that introduces the list in which the block at `row` is an item, or nothing: an item reads with it."""
    first = row
    while first and ITEM.match(blocks[first]):
        first -= 1
    if first == row or not blocks[first].rstrip().endswith(":"):
        return ""
    return blocks[first].rstrip() + ("\n" if first == row - 1 else "\n…\n")


def _at_sentence(text: str, limit: int) -> str:
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s)", text[:limit])]
    return text[:ends[-1]] if ends else text[:max(text.rfind(" ", 0, limit - 1), 0) or limit - 2] + " …"


def _likeness(block: str, question: str) -> float:
    grams = lambda text: {text[i:i + 4] for i in range(len(text) - 3)}
    asked = grams(fold(question))
    return len(asked & grams(fold(block))) / (len(asked) or 1)


def payload(intent: str, **entities: str) -> str:
    """What a button sends back: an intent with entities."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"


def facet_buttons(passage: Passage, of_topic: Sequence[Passage]) -> list[dict]:
    """Buttons to the other passages of the topic, those that follow first, at most BUTTONS."""
    order = [p.id for p in of_topic]
    at = order.index(passage.id)
    others = [*of_topic[at + 1:], *of_topic[:at]]
    return [{"title": (p.heading or p.title)[0].upper() + (p.heading or p.title)[1:], "payload": payload(p.topic, facet=p.facet)}
            for p in others[:BUTTONS]]


def draft_buttons(passage: Passage) -> list[dict]:
    """The button that starts the draft of an instrument, behind how it works; none elsewhere."""
    draft = DRAFTS.get(passage.topic) if passage.facet == "hoe" else None
    return [{"title": draft.button, "payload": payload(draft.intent)}] if draft else []


def told(passage: Passage, confidence: float = 1.0) -> dict:
    """The `answer` of a message that shows a passage: what it is about, how sure the choice was, and its sources."""
    return {"kind": "answer", "topic": passage.topic, "facet": passage.facet, "confidence": round(confidence, 3),
            "sources": cited(passage)}


def sourceless(kind: str, topic: str | None = None) -> dict:
    """The `answer` of a message that cites nothing."""
    return {"kind": kind, "topic": topic, "facet": None, "confidence": 0.0, "sources": []}


def label(passage: Passage) -> str:
    """A passage in a few words, for a button: "Motie: hoe werkt het?"."""
    heading = passage.heading or ""
    if not heading or heading == passage.title:
        return passage.title
    return f"{passage.title}: {heading if heading[:2].isupper() else heading[0].lower() + heading[1:]}"


def seen(text: str) -> str:
    """A text as a reader sees it: of a link its words, not its address."""
    return re.sub(r"\[([^\]\n]{1,300})\]\([^)\s]+\)", r"\1", text)


def links_line(passage: Passage, most: int | None = LINKS) -> str:
    """The links that the page gave, one a line, in the light markup that every channel turns into its own.

    At most `most` of them; None: all.
    """
    return "\n".join(f"[{link.text}]({link.url})" for link in passage.links[:most])


def law_of(passage: Passage) -> LawArticle | None:
    """The law behind a passage: its own article, else its topic's."""
    return law_articles().get(passage.id) or law_articles().get(passage.topic)


def law_line(article: LawArticle | None) -> str:
    """The law as a link on a line of its own, or nothing."""
    return f"\n[{article.law}, {article.articles}]({article.url})" if article else ""


def notice(passage: Passage) -> dict[str, str]:
    """What the law changed since, its source and its link, for the responses that show it; empty where nothing did."""
    changed = passage.overtaken
    if not changed:
        return {"changed": "", "changed_source": ""}
    return {"changed": changed.text,
            "changed_source": f"[{changed.source}]({changed.url})" if changed.url else changed.source}


def law_source(topic: str, article: LawArticle) -> dict:
    """The law behind a topic as a source of an answer."""
    return {"id": f"wet/{topic}", "title": article.law, "section": article.articles, "text": "", "url": article.url,
            "layer": "wet", "as_of": "2022", "overtaken": None}


def cited(passage: Passage) -> list[dict]:
    """The sources of an answer from one passage: itself, and the law behind it."""
    article = law_of(passage)
    return [passage.cite(), *([law_source(passage.topic, article)] if article else [])]


def source_values(passage: Passage, most_links: int | None = LINKS) -> dict[str, str]:
    """What every response that shows a passage says of its source: where, of which year, links, law, and what changed."""
    return {"source": passage.source, "as_of": passage.as_of, "section": passage.section,
            "links": "\n" + links_line(passage, most_links) if passage.links else "",
            "law": law_line(law_of(passage)), **notice(passage)}


def contact(settings: Settings) -> str:
    """How to reach the griffie, as far as it was set: "de griffie (griffie@…, 0…)"."""
    ways = ", ".join(way for way in (settings.griffie_mail, settings.griffie_phone) if way)
    return f"{settings.griffie_name} ({ways})" if ways else settings.griffie_name
