"""Everything that can be searched: the booklet with its bank, and beside it the griffie's own documents."""

from __future__ import annotations

import math

import numpy as np

from knowledge.drafting import Meant
from knowledge.local import LocalIndex, LocalStore
from knowledge.reader import Reading
from knowledge.remarks import Tone
from knowledge.search import NEAREST, Knowledge
from knowledge.types import Hit, Passage, Result


class Library:
    """The national knowledge and the local documents; a document that comes or goes is seen at the next search."""

    def __init__(self, knowledge: Knowledge, store: LocalStore) -> None:
        self.knowledge = knowledge
        self.store = store
        self._version = -1
        self._local: LocalIndex | None = None

    @property
    def local(self) -> LocalIndex:
        """The local documents as they are now."""
        version = self.store.version
        if self._local is None or version != self._version:
            self._local, self._version = self.store.open(self.knowledge.encoder), version
        return self._local

    @property
    def passages(self) -> list[Passage]:
        """All passages, the national ones first."""
        return [*self.knowledge.passages, *self.local.passages]

    def passage(self, identity: str) -> Passage | None:
        """The passage with this id, or None."""
        return self.knowledge.passage(identity) or next((p for p in self.local.passages if p.id == identity), None)

    def of_topic(self, topic: str) -> list[Passage]:
        """The national passages of a topic, in the order of its document."""
        return self.knowledge.of_topic(topic)

    def search(self, question: str, top_k: int = 5) -> Result:
        """The `top_k` passages that most probably answer `question`, national and local ones by score."""
        national = self.search_national(question, top_k)
        local = self.search_local(question, top_k)
        if not local.hits:
            return national
        hits = sorted([*national.hits, *local.hits], key=lambda hit: -hit.score)[:top_k]
        return Result(question, national.answered or local.answered, tuple(hits))

    def search_national(self, question: str, top_k: int = 5) -> Result:
        """As `search`, among the national passages alone."""
        return self.knowledge.search(question, top_k)

    def search_after(self, question: str, shown: Passage, top_k: int = 5) -> Result:
        """The national passages that `question` most probably asks for when `shown` was the last answer."""
        return self.knowledge.search_after(question, shown, top_k)

    def meant_in_draft(self, text: str, step: str) -> Meant:
        """What a message at a step of a draft is: content of it, or something said to the bot."""
        return self.knowledge.meant_in_draft(text, step)

    def read(self, text: str, topic: str | None = None) -> Reading:
        """What the reader reads in a text that is said after an answer on `topic`, if any."""
        return self.knowledge.read(text, topic)

    def tone(self, text: str) -> Tone:
        """What a message is to the bot: whether it asks for nothing, or acts upon the last answer."""
        return self.knowledge.tone(text)

    def search_local(self, question: str, top_k: int = 3) -> Result:
        """The local passages that most probably answer `question`; answered: the first is sure enough."""
        if not question.strip() or not self.local.passages:
            return Result(question, False)
        fusion = self.knowledge.fusion["local"]
        vector = self.knowledge.encoder.encode_questions([question])[0]
        rows, table = self.local.looks(question, vector, NEAREST)
        odds = fusion["bias"] + table @ np.array([fusion["passage_vectors"], fusion["passage_grams"]])
        best = np.argsort(-odds, kind="stable")[:top_k]
        hits = tuple(Hit(self.local.passages[rows[at]], 1 / (1 + math.exp(-float(odds[at])))) for at in best)
        return Result(question, hits[0].score >= fusion["threshold"], hits)
