"""The nouns of the knowledge package."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Link:
    """A link that a passage carries: the words that carried it, and where it leads."""

    text: str
    url: str


@dataclass(frozen=True)
class Overtaken:
    """What the law changed since a passage was written, and where that stands."""

    text: str
    source: str
    url: str = ""


@dataclass(frozen=True)
class Passage:
    """A piece of a source that can be read alone: one section of one document."""

    id: str
    topic: str
    facet: str
    title: str
    heading: str
    text: str
    source: str
    layer: str  # brochure | wet | lokaal
    as_of: str
    links: tuple[Link, ...] = ()
    overtaken: Overtaken | None = None
    place: str = ""

    @property
    def reading(self) -> str:
        """The passage with its title and heading: what is embedded and indexed."""
        return f"{self.title}. {self.heading}\n{self.text}" if self.heading else f"{self.title}\n{self.text}"

    @property
    def section(self) -> str:
        """Where in its source the passage stands: title and heading."""
        return f"{self.title} – {self.heading}".strip(" –")

    def cite(self) -> dict:
        """The passage as a source of an answer, in the form that every channel receives."""
        return {
            "id": self.id, "title": self.source, "section": self.section,
            "text": self.text, "url": self.links[0].url if self.links else None, "layer": self.layer,
            "as_of": self.as_of, "overtaken": asdict(self.overtaken) if self.overtaken else None,
        }


@dataclass(frozen=True)
class Hit:
    """A passage found for a question; score 0..1 is how sure the search is that it answers."""

    passage: Passage
    score: float

    def as_dict(self) -> dict:
        """The hit as one JSON object of the command line's contract."""
        passage = self.passage
        return {"passage": passage.id, "score": round(self.score, 4), "text": passage.text,
                "topic": passage.topic, "facet": passage.facet, "source": passage.cite()}


@dataclass(frozen=True)
class Result:
    """What a search returns: hits best first, and whether the best one is sure enough to be an answer.

    nearly: it is not, but so little below it that it may be shown with a warning.
    talk: it is sure enough, but the question lies nearer to small talk.
    """

    question: str
    answered: bool
    hits: tuple[Hit, ...] = field(default=())
    nearly: bool = False
    talk: bool = False


def passage_from(row: dict) -> Passage:
    """The passage that `dataclasses.asdict` made `row` of."""
    overtaken = row["overtaken"]
    return Passage(**{**row, "links": tuple(Link(**link) for link in row["links"]),
                      "overtaken": Overtaken(**overtaken) if overtaken else None})
