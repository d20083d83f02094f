"""English–Dutch pairs from which the encoder learns, read from a data folder and from this package.

The data folder holds `parallel/en-nl.tsv` and `lexicon/en-nl-wiktionary.txt`.
`glossary.tsv` and `parallel.tsv` beside this file are the project's own pairs of the councillors' world.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

HELD_OUT = {"ntrex", "tatoeba1k"}  # kept as test sets, never trained on
OWN = Path(__file__).parent


@dataclass(frozen=True)
class Pair:
    """One Dutch text, the English that says the same, and where the pair comes from."""

    dutch: str
    english: str
    source: str


def read_parallel(data: Path, held_out: bool = False) -> list[Pair]:
    """Sentence pairs of `parallel/en-nl.tsv`: those to train on, or the held-out sources."""
    with (data / "parallel" / "en-nl.tsv").open(encoding="utf-8") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Pair(nl, en, src) for src, en, nl in rows if src != "source" and (src in HELD_OUT) == held_out]


ENTRY = re.compile(r"^(?P<word>[^{(:]+?)\s*(?:\{[^}]*\}\s*)*(?:\((?P<gloss>.*?)\))?\s*::\s*(?P<dutch>.+)$")


def read_wiktionary(data: Path) -> list[Pair]:
    """Dictionary pairs: each Dutch translation beside `word: gloss`, so that the sense is in the English."""
    pairs = []
    for line in (data / "lexicon" / "en-nl-wiktionary.txt").read_text(encoding="utf-8").splitlines():
        entry = ENTRY.match(line)
        if not entry or line.startswith("#") or "SEE:" in line:
            continue
        english = entry["word"] if not entry["gloss"] else f"{entry['word']}: {entry['gloss']}"
        for dutch in re.sub(r"\{[^}]*\}|\[[^]]*\]|\([^)]*\)", "", entry["dutch"]).split(","):
            if dutch := dutch.strip():
                pairs.append(Pair(dutch, english, "wiktionary"))
    return pairs


def read_own() -> list[Pair]:
    """The project's own pairs: words and sentences of the councillors' world."""
    pairs = []
    for name in ("glossary", "parallel"):
        with (OWN / f"{name}.tsv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                pairs.append(Pair(row["nl"], row["en"], name))
    return pairs


def read_general(data: Path) -> list[Pair]:
    """Everything from the data folder that is trained on, without doubles, in a fixed order."""
    pairs = read_parallel(data) + read_wiktionary(data)
    return list({(p.dutch, p.english): p for p in pairs}.values())
