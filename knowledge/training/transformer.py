"""The transformer encoder: the teacher's own layers with Dutch input vectors, tuned to meet the teacher's vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel, AutoTokenizer, BertModel

from knowledge.training.noise import misspell
from knowledge.training.static import best_device, loss_to_teacher, save
from knowledge.training.teacher import embed, teacher_folder

LONGEST = 48  # pieces of a training text; questions and glosses are shorter


def dutch_input_vectors(pieces: np.ndarray, work: Path) -> tuple[BertModel, np.ndarray]:
    """The teacher, and for each Dutch piece the mean input vector of the five English words nearest in meaning."""
    teacher = AutoModel.from_pretrained(teacher_folder())
    vocab = AutoTokenizer.from_pretrained(teacher_folder()).get_vocab()
    words = sorted(w for w in vocab if w.isalpha() and len(w) > 1)
    meanings = embed(words, work)
    inputs = teacher.embeddings.word_embeddings.weight.detach().numpy()[[vocab[w] for w in words]]
    unit = pieces / np.maximum(np.linalg.norm(pieces, axis=1, keepdims=True), 1e-9)
    nearest = np.concatenate([np.argsort(-(unit[i:i + 2000] @ meanings.T), axis=1)[:, :5]
                              for i in range(0, len(unit), 2000)])
    return teacher, inputs[nearest].mean(1)


def build(static_pieces: np.ndarray, tokenizer: Tokenizer, work: Path) -> BertModel:
    """A BERT of the teacher's layers whose input pieces are Dutch."""
    model, vectors = dutch_input_vectors(static_pieces, work)
    own = {"[CLS]": 101, "[SEP]": 102, "[PAD]": 0, "[UNK]": 100}  # the teacher's ids of the special tokens
    for token, theirs in own.items():
        vectors[tokenizer.token_to_id(token)] = model.embeddings.word_embeddings.weight[theirs].detach().numpy()
    model.resize_token_embeddings(len(vectors), mean_resizing=False)
    model.embeddings.word_embeddings.weight.data = torch.from_numpy(vectors.astype(np.float32))
    model.config.vocab_size = len(vectors)
    return model


def pooled(model: BertModel, tokenizer: Tokenizer, texts: list[str]) -> torch.Tensor:
    """Unit vectors of `texts`: the mean over the pieces."""
    encoded = [e.ids[:LONGEST - 1] + [tokenizer.token_to_id("[SEP]")] if len(e.ids) > LONGEST else e.ids
               for e in tokenizer.encode_batch(texts)]
    width = max(map(len, encoded))
    ids = torch.zeros(len(texts), width, dtype=torch.long)
    mask = torch.zeros(len(texts), width)
    for row, pieces in enumerate(encoded):
        ids[row, :len(pieces)] = torch.tensor(pieces)
        mask[row, :len(pieces)] = 1
    device = next(model.parameters()).device
    ids, mask = ids.to(device), mask.to(device)
    hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
    mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    return nn.functional.normalize(mean, dim=-1)


def train(model: BertModel, tokenizer: Tokenizer, texts: list[str], targets: np.ndarray, weights: np.ndarray,
          checkpoint: Path, epochs: int = 2, batch: int = 128, rate: float = 3e-4, seed: int = 20) -> BertModel:
    """Teach `model` that texts[i] means targets[i]; resumes from `checkpoint`; uses a GPU where there is one."""
    torch.manual_seed(seed)
    device = best_device()
    model.to(device).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    slices = 10  # checkpoints an epoch
    first, goal = 0, torch.from_numpy(targets)
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True, map_location=device)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["epoch"] + 1
    steps, step = epochs * slices, len(texts) // slices
    for part in range(first, steps):
        rng = np.random.default_rng(seed + part)
        order = rng.choice(len(texts), step, p=weights / weights.sum())
        # Texts of like length together: less padding, a third less time.
        order = order[np.argsort([len(texts[i]) for i in order], kind="stable")]
        starts = rng.permutation(np.arange(0, len(order), batch))
        total = 0.0
        for done, start in enumerate(starts):
            progress = (part + done / len(starts)) / steps
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1.0, progress / 0.05) * (1.02 - progress)
            rows = order[start:start + batch]
            loss = loss_to_teacher(pooled(model, tokenizer, [misspell(texts[i], rng) for i in rows]),
                                   goal[rows].to(device))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            total += loss.item() * len(rows)
        print(f"transformer: part {part + 1} of {steps}, loss {total / len(order):.4f}", flush=True)
        save(checkpoint, model, optimizer, part)
    return model
