"""What the FAQ page shows: every passage of the edition, topic by topic, under the pages of the booklet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from knowledge.documents import read_front_matter
from knowledge.facts import LawArticle, law_articles
from knowledge.types import Passage

# The pages of the booklet in its own order; a page that is not named here comes after them.
PAGES = ("Instrumenten", "Griffie", "Fractieondersteuning", "Ambtelijke bijstand", "Rekenkamer", "Accountant",
         "Leren en ontwikkelen", "Vergoeding en politiek verlof", "Collega-raadsleden en regionale netwerken",
         "Inwoners/achterban", "Media", "Kennis en data", "Politieke partijen", "Kennispunt Lokale Politieke Partijen",
         "Nederlandse Vereniging voor Raadsleden", "Vereniging van Nederlandse Gemeenten (VNG)",
         "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties")


def faq(edition: Path, passages: Iterable[Passage]) -> list[dict]:
    """The sections of the FAQ: `{title, topics: [{topic, title, law, passages: [{id, facet, heading, text, …}]}]}`.

    `edition`: the folder whose front matter says on which page of the booklet a topic stands (its own title where it does
    not say). A law is `{law, articles, url}` or None; that of a passage is there only where it is not its topic's.
    """
    pages = {meta["topic"]: meta.get("page") or meta["title"]
             for meta, _ in map(read_front_matter, sorted(edition.glob("*.md")))}
    topics: dict[str, dict] = {}
    for passage in passages:
        topic = topics.setdefault(passage.topic, {"topic": passage.topic, "title": passage.title,
                                                  "law": _law(law_articles().get(passage.topic)), "passages": []})
        topic["passages"].append(_row(passage))
    sections: dict[str, list[dict]] = {}
    for topic in topics.values():
        sections.setdefault(pages[topic["topic"]], []).append(topic)
    order = sorted(sections, key=lambda page: PAGES.index(page) if page in PAGES else len(PAGES))
    return [{"title": page, "topics": sections[page]} for page in order]


def _row(passage: Passage) -> dict:
    """A passage as a plain dict, with the law behind it alone."""
    kept = ("id", "facet", "heading", "text", "source", "layer", "as_of", "links", "overtaken")
    every = asdict(passage)
    return {key: every[key] for key in kept} | {"law": _law(law_articles().get(passage.id))}


def _law(article: LawArticle | None) -> dict | None:
    return asdict(article) if article else None
