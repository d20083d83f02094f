"""Where the knowledge package finds its things; the environment is read here and nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Settings:
    """Folders and model of the search."""

    encoder: str = str(ROOT / "encoder")
    query_prompt: str = ""
    passage_prompt: str = ""
    edition: Path = ROOT / "edition"
    questions: Path = ROOT / "questions"
    talk: Path = ROOT.parent / "data" / "nlu"
    index: Path = ROOT.parent / ".index"
    local: Path = ROOT.parent / ".local"


def read_settings() -> Settings:
    """Settings from the environment, the built-in ones where it says nothing.

    RAADWIJZER_ENCODER: a folder or name of a sentence-transformers model; RAADWIJZER_QUERY_PROMPT and
    RAADWIJZER_PASSAGE_PROMPT: the words it wants before them; RAADWIJZER_INDEX: the index folder;
    RAADWIJZER_LOCAL: the folder of the griffie's own documents.
    """
    given, default = os.environ.get, Settings()
    return Settings(
        encoder=given("RAADWIJZER_ENCODER") or default.encoder,
        query_prompt=given("RAADWIJZER_QUERY_PROMPT", ""),
        passage_prompt=given("RAADWIJZER_PASSAGE_PROMPT", ""),
        index=Path(given("RAADWIJZER_INDEX") or default.index),
        local=Path(given("RAADWIJZER_LOCAL") or default.local),
    )
