"""The static encoder: one vector a piece, summed with a learnt weight, taught to meet the teacher's vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from knowledge.training.noise import misspell

DIMENSION = 384
TEMPERATURE = 0.05


class StaticModel(nn.Module):
    """Token ids (flat) and offsets → unit vectors, shape (texts, 384)."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.vectors = nn.EmbeddingBag(pieces, DIMENSION, mode="sum")
        nn.init.normal_(self.vectors.weight, std=0.05)
        self.weight = nn.Embedding(pieces, 1)
        nn.init.zeros_(self.weight.weight)

    @classmethod
    def of(cls, folded: torch.Tensor) -> StaticModel:
        """The model whose folded vectors are these, float (pieces, 384)."""
        model = cls(len(folded))
        with torch.no_grad():
            model.vectors.weight.copy_(folded.float())
        return model.to(best_device())

    def forward(self, ids: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
        scale = torch.exp(self.weight(ids)).squeeze(-1)
        return nn.functional.normalize(self.vectors(ids, offsets, per_sample_weights=scale), dim=-1)

    def folded(self) -> np.ndarray:
        """The piece vectors with their weights multiplied in, float32 (pieces, 384)."""
        with torch.no_grad():
            return (self.vectors.weight * torch.exp(self.weight.weight)).cpu().numpy()

    def embed(self, tokenizer: Tokenizer, texts: list[str]) -> torch.Tensor:
        """Unit vectors of `texts`, shape (texts, 384), with gradients."""
        ids, offsets = flat(tokenizer, texts)
        device = self.vectors.weight.device
        return self(ids.to(device), offsets.to(device))


def best_device() -> str:
    """A GPU where there is one."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def flat(tokenizer: Tokenizer, texts: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids of all texts in one row, and where each text starts."""
    encoded = [e.ids or [1] for e in tokenizer.encode_batch(texts, add_special_tokens=False)]
    lengths = [len(ids) for ids in encoded]
    offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return torch.tensor([i for ids in encoded for i in ids]), torch.tensor(offsets)


def loss_to_teacher(student: torch.Tensor, teacher: torch.Tensor) -> torch.Tensor:
    """Cosine distance to the own target, plus picking it out of the batch."""
    similar = student @ teacher.T / TEMPERATURE
    own = 1 - (student * teacher).sum(-1).mean()
    return own + 0.1 * nn.functional.cross_entropy(similar, torch.arange(len(student), device=student.device))


def train(tokenizer: Tokenizer, texts: list[str], targets: np.ndarray, weights: np.ndarray, checkpoint: Path,
          epochs: int = 10, batch: int = 1024, seed: int = 20) -> StaticModel:
    """Teach a static model that texts[i] means targets[i]; text i is drawn in proportion to weights[i].

    After each epoch the state goes to `checkpoint`; a later call with the same file goes on from there.
    """
    torch.manual_seed(seed)
    model = StaticModel(tokenizer.get_vocab_size()).to(best_device())
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True, map_location=best_device())
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["epoch"] + 1
    goal = torch.from_numpy(targets)
    for epoch in range(first, epochs):
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * (1 - epoch / epochs) + 1e-4
        rng = np.random.default_rng(seed + epoch)
        order = rng.choice(len(texts), len(texts), p=weights / weights.sum())
        total = 0.0
        for start in range(0, len(order), batch):
            rows = order[start:start + batch]
            made = model.embed(tokenizer, [misspell(texts[i], rng) for i in rows])
            loss = loss_to_teacher(made, goal[rows].to(made.device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        print(f"static: epoch {epoch + 1} of {epochs}, loss {total / len(order):.4f}", flush=True)
        save(checkpoint, model, optimizer, epoch)
    return model


def save(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    """Write a checkpoint whole or not at all."""
    partial = path.with_suffix(".tmp")
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, partial)
    partial.replace(path)
