"""Training the reader (knowledge/reader.py) on everything that people are known to say, and what it asks for.

Many a councillor tells a story before the question. Few of the bank do, so at each pass a part of the examples gets a remark
or a harmless story before or after it: what is asked stays the same.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from knowledge.questions import DANGERS, Question, read_bank, read_follow_ups, read_harmless, read_silent, read_talk
from knowledge.reader import KINDS, LONGEST, MEAN
from knowledge.remarks import ACTS, REMARKS
from knowledge.settings import Settings
from knowledge.training.noise import misspell
from knowledge.types import Passage

FLOWS = ("vergoeding_berekenen", "motie_indienen", "amendement_indienen", "interpellatie_indienen", "initiatief_indienen", "vragen_indienen",
         "concept_maken", "welk_instrument", "mag_dit", "toelagen", "tijdsbesteding_invullen", "eerste_contact", "opleidingsbudget_regelen",
         "accountantscontrole_doorlopen", "vierjaarscyclus_doorlopen")
ELSEWHERE = ("buiten_bereik", "inwoner_vraag", "stemadvies", "ander_ambt", "juridische_kwestie")
HIDDEN, WIDE, CONTEXT, HEADS = 128, 384, 64, 4
BATCH, RATE, SMOOTHED, AVERAGED = 128, 1.5e-3, 0.05, 0.998
BEFORE, AFTER = 0.22, 0.27  # of the examples: a story before (0.22) or after (0.05)
STORY = 4  # words above which a remark is a story
NONE, OWN = 0.5, 0.75  # of the banked questions: asked first, after their own subject (0.25), after any (0.25)
ANYWHERE, BANKED = "anywhere", "banked"


@dataclass(frozen=True)
class Example:
    """A text; after what it is said: a subject's row, ANYWHERE or BANKED; and the outputs that are right, one or more."""

    text: str
    after: int | str
    right: tuple[int, ...]


class Net(nn.Module):
    """What knowledge/reader.py computes, with what learning needs."""

    def __init__(self, vectors: np.ndarray, topics: int, outputs: int) -> None:
        super().__init__()
        dimension = vectors.shape[1]
        self.pieces = nn.Embedding.from_pretrained(torch.tensor(vectors), freeze=True)
        self.ctx = nn.Embedding(topics + 1, CONTEXT)
        self.inp = nn.Linear(dimension, HIDDEN)
        self.convs = nn.ModuleList([nn.Conv1d(HIDDEN, HIDDEN, size, padding=size // 2) for size in (1, 3)])
        self.att = nn.Linear(HIDDEN, HEADS)
        self.drop = nn.Dropout(0.3)
        self.hid = nn.Linear((2 + HEADS) * HIDDEN + dimension + CONTEXT, WIDE)
        self.out, self.direct = nn.Linear(WIDE, outputs), nn.Linear(dimension, outputs)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, after: torch.Tensor) -> torch.Tensor:
        """Log probabilities (texts, outputs). ids and mask: (texts, pieces); after: rows of the subjects (texts,)."""
        pieces = self.pieces(ids) * mask[..., None]
        mean = MEAN * functional.normalize(pieces.sum(1), dim=-1)
        if self.training:  # the vectors know the bank by heart: the other features must do without them at times
            mean = mean * (torch.rand(len(ids), 1) > 0.3)
        hidden = functional.relu(self.inp(self.drop(pieces))) * mask[..., None]
        one, three = [functional.relu(conv(hidden.transpose(1, 2))) * mask[:, None] for conv in self.convs]
        attention = self.att(three.transpose(1, 2)).masked_fill(mask[..., None] == 0, -1e9).softmax(1)
        seen = torch.einsum("bnk,bhn->bkh", attention, three).flatten(1)
        features = torch.cat([one.max(-1).values, three.max(-1).values, mean, self.ctx(after), seen], -1)
        odds = self.out(self.drop(functional.relu(self.hid(self.drop(features))))) + self.direct(mean)
        return functional.log_softmax(odds, -1)


def read_examples(settings: Settings, edition: Sequence[Passage], topics: Sequence[str]) -> tuple[list[Example], list[str]]:
    """What the reader learns from, and the stories that are told around it."""
    rows = {p.id: row for row, p in enumerate(edition)}
    kind = {name: (len(rows) + at,) for at, name in enumerate(KINDS)}
    after = {topic: row for row, topic in enumerate(topics, 1)}
    harmless, remarks = read_harmless(settings.questions / "harmless"), read_talk(settings.talk, REMARKS)
    safe = tuple(at for at in range(len(rows) + len(KINDS)) if at not in {kind[name][0] for name in DANGERS})
    bank: list[Question] = read_bank(settings.questions)
    examples = [Example(one.text, BANKED, (rows[one.passage],)) for one in bank]
    examples += [Example(one.text, after[one.topic], kind["zwijgt"] if one.passage is None else (rows[one.passage],))
                 for one in read_follow_ups(settings.questions / "follow_up") if one.passage is None or one.passage in rows]
    examples += [Example(text, ANYWHERE, kind["zwijgt"]) for text in read_silent(settings.questions / "silent")]
    for name, intents in (("opmerking", REMARKS), ("handeling", ACTS), ("stap", FLOWS), ("elders", ELSEWHERE),
                          *((danger, (danger,)) for danger in DANGERS)):
        examples += [Example(text, ANYWHERE, kind[name]) for text in read_talk(settings.talk, intents)]
    for topic in topics:
        own = tuple(row for p, row in zip(edition, range(len(edition)), strict=True) if p.topic == topic)
        examples += [Example(text, ANYWHERE, own) for text in read_talk(settings.talk, (topic,))]
    examples += [Example(text, ANYWHERE, safe) for text in harmless]
    return examples, [*harmless, *(text for text in remarks if len(text.split()) > STORY)]


def train(settings: Settings, edition: Sequence[Passage], tokenizer: Tokenizer, vectors: np.ndarray, epochs: int,
          seed: int = 0) -> dict[str, np.ndarray]:
    """Learn the reader's weights; the vectors (pieces, dimension) stay as they are. The weights are averaged over the last steps."""
    torch.manual_seed(seed)
    draw, slips = random.Random(seed), np.random.default_rng(seed)
    topics = topics_of(edition)
    examples, stories = read_examples(settings, edition, topics)
    net = Net(vectors, len(topics), len(edition) + len(KINDS))
    learnt = [(name, value) for name, value in net.named_parameters() if value.requires_grad]
    mean = {name: value.detach().clone() for name, value in learnt}
    optimizer = torch.optim.AdamW([value for _, value in learnt], lr=RATE, weight_decay=0.01)
    steps = epochs * (len(examples) // BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, step / 200) * max(0.02, 1 - step / steps))
    subject = [topics.index(p.topic) + 1 for p in edition]
    for epoch in range(epochs):
        net.train()
        ids = cut(tokenizer, [vary(one.text, stories, draw, slips) for one in examples])
        order = sorted(range(len(ids)), key=lambda at: len(ids[at]) + 4 * draw.random())  # texts of a length go together
        starts = list(range(0, len(order) - BATCH + 1, BATCH))
        draw.shuffle(starts)
        total = 0.0
        for start in starts:
            rows = order[start:start + BATCH]
            after = torch.tensor([after_of(examples[at], subject, draw) for at in rows])
            told = net(*padded([ids[at] for at in rows]), after)
            loss = torch.stack([-torch.logsumexp(told[row, list(examples[at].right)], 0) for row, at in enumerate(rows)])
            loss = ((1 - SMOOTHED) * loss - SMOOTHED * told.mean(-1)).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            pace.step()
            total += loss.item()
            for name, value in learnt:
                mean[name].lerp_(value.detach(), 1 - AVERAGED)
        print(f"reader: pass {epoch + 1} of {epochs}, loss {total / len(starts):.3f}", flush=True)
    return {name: value.numpy() for name, value in mean.items()}


def topics_of(edition: Sequence[Passage]) -> list[str]:
    """The subjects of the edition, each once."""
    return sorted({p.topic for p in edition})


def cut(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    """The pieces of each text, at least one and at most LONGEST."""
    return [(one.ids or [0])[:LONGEST] for one in tokenizer.encode_batch(texts, add_special_tokens=False)]


def padded(ids: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Texts of several lengths as one table of pieces and its mask, (texts, pieces)."""
    longest = max(map(len, ids))
    table, mask = torch.zeros(len(ids), longest, dtype=torch.long), torch.zeros(len(ids), longest)
    for row, pieces in enumerate(ids):
        table[row, :len(pieces)] = torch.tensor(pieces)
        mask[row, :len(pieces)] = 1
    return table, mask


def vary(text: str, stories: Sequence[str], draw: random.Random, slips: np.random.Generator) -> str:
    """A text as it is, with a story before or after it, or misspelt now and then."""
    chance = draw.random()
    if stories and chance < BEFORE:
        return draw.choice(stories) + draw.choice((". ", " ", ", ", "! ")) + text
    if stories and chance < AFTER:
        return text + draw.choice((". ", " ", ", ")) + draw.choice(stories)
    return misspell(text, slips)


def after_of(example: Example, subject: Sequence[int], draw: random.Random) -> int:
    """The row of the subject after which an example is said this time; 0: none."""
    if isinstance(example.after, int):
        return example.after
    chance = draw.random()
    if chance < NONE:
        return 0
    if example.after == BANKED and chance < OWN:
        return subject[example.right[0]]
    return draw.randint(1, max(subject))
