"""Tuning on the councillors' world: a banked question lies near its passage and near the other questions of it.

Every batch holds one passage of nearly every topic, so that the passages that are easily mistaken for one another
are each other's negatives: the hard ones are always there. Questions on which the sources are silent are negatives to
all of them, so that nearness also says whether there is an answer. A batch of general pairs keeps the language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import nn

from knowledge.questions import Question
from knowledge.training.noise import misspell
from knowledge.training.static import best_device, loss_to_teacher, save

TEMPERATURE = 0.06
Embed = Callable[[list[str]], torch.Tensor]


def contrast(one: torch.Tensor, other: torch.Tensor, strangers: torch.Tensor) -> torch.Tensor:
    """Row i of `one` must pick row i of `other` out of the batch and the `strangers`, and the other way round."""
    rows = torch.arange(len(one), device=one.device)
    there = one @ torch.cat([other, strangers]).T / TEMPERATURE
    back = other @ torch.cat([one, strangers]).T / TEMPERATURE
    return (nn.functional.cross_entropy(there, rows) + nn.functional.cross_entropy(back, rows)) / 2


def draw(by_passage: dict[str, list[str]], rng: np.random.Generator, batch: int) -> tuple[list[str], list[str], list[str]]:
    """Passage ids, each with two of its questions (misspelt now and then)."""
    passages = rng.permutation(sorted(by_passage))[:batch]
    firsts, seconds = [], []
    for identity in passages:
        one, two = rng.choice(len(by_passage[identity]), 2, replace=len(by_passage[identity]) < 2)
        firsts.append(misspell(by_passage[identity][one], rng))
        seconds.append(misspell(by_passage[identity][two], rng))
    return list(passages), firsts, seconds


def tune(model: nn.Module, embed: Embed, bank: list[Question], silent: list[str], readings: dict[str, str],
         general: tuple[list[str], np.ndarray], checkpoint: Path, steps: int, rate: float, batch: int = 128,
         keep: float = 1.0, general_batch: int = 512, seed: int = 21) -> None:
    """Tune `model` in place; `embed` gives its unit vectors of texts with gradients. Resumes from `checkpoint`.

    silent: questions without an answer. readings: passage id → its text with title and heading. general: Dutch texts and
    their teacher's vectors, which weigh `keep`.
    """
    torch.manual_seed(seed)
    by_passage: dict[str, list[str]] = defaultdict(list)
    for question in bank:
        by_passage[question.passage].append(question.text)
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    first, report = 0, max(steps // 20, 1)
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True, map_location=best_device())
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["epoch"] + 1
    total = 0.0
    for step in range(first, steps):
        rng = np.random.default_rng(seed * 1_000_003 + step)
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / (0.05 * steps)) * (1.02 - step / steps)
        passages, firsts, seconds = draw(by_passage, rng, batch)
        # One call for all texts of the step: the same vectors, a third of the overhead.
        rows = rng.integers(len(general[0]), size=general_batch)
        quiet = [misspell(silent[i], rng) for i in rng.integers(len(silent), size=batch)] if silent else []
        texts = [*firsts, *seconds, *(readings[p] for p in passages), *quiet, *(misspell(general[0][i], rng) for i in rows)]
        one, two, read, strangers, said = embed(texts).split(
            [len(firsts), len(seconds), len(passages), len(quiet), general_batch])
        goal = torch.from_numpy(general[1][rows]).to(said.device)
        loss = contrast(one, two, strangers) + keep * loss_to_teacher(said, goal)
        loss = loss + 0.5 * (contrast(one, read, strangers) + contrast(two, read, strangers))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
        if (step + 1) % report == 0:
            print(f"tune: step {step + 1} of {steps}, loss {total / report:.4f}", flush=True)
            total = 0.0
            save(checkpoint, model, optimizer, step)
