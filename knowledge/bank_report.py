"""A report on the question bank: size, styles, how many questions are truly indirect, near-duplicates.

`python -m knowledge.bank_report [--least 15]`; 1 when a passage has fewer questions than `--least`.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from functools import cache

import numpy as np
import Stemmer
from spacy.lang.nl.stop_words import STOP_WORDS

from knowledge.documents import read_edition
from knowledge.lexical import LexicalIndex
from knowledge.questions import STYLES, Question, read_bank, read_silent
from knowledge.settings import read_settings
from knowledge.types import Passage

# Words that stand in nearly every passage and question: sharing them says nothing.
EVERYWHERE = {"raad", "raadslid", "raadsleden", "gemeente", "gemeenteraad", "gemeenten", "werk"}
NEAR = 0.9  # cosine of n-grams from which two questions count as one


def plain(text: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


@cache
def stemmer() -> Stemmer.Stemmer:
    """The Dutch Snowball stemmer."""
    return Stemmer.Stemmer("dutch")


def content_stems(text: str) -> set[str]:
    """Stems of the words that carry meaning."""
    words = [w for w in re.findall(r"[a-z]{3,}", plain(text)) if w not in STOP_WORDS and w not in EVERYWHERE]
    return set(stemmer().stemWords(words)) - set(stemmer().stemWords(sorted(EVERYWHERE)))


def is_indirect(question: Question, passage: Passage) -> bool:
    """Whether a question shares no content word with its passage."""
    return not content_stems(question.text) & content_stems(passage.reading)


def near_duplicates(questions: list[Question]) -> list[tuple[Question, Question]]:
    """Pairs whose character n-grams are nearly the same."""
    index, pairs = LexicalIndex.build([q.text for q in questions]), []
    for row, question in enumerate(questions):
        near = np.flatnonzero(index.scores(question.text) >= NEAR)
        pairs += [(question, questions[other]) for other in near if other > row]
    return pairs


def main(arguments: list[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.bank_report", description="Report on the question bank.")
    parser.add_argument("--least", type=int, default=15, help="questions that each passage must have (default 15)")
    least = parser.parse_args(arguments).least
    settings = read_settings()
    passages = {p.id: p for p in read_edition(settings.edition)}
    bank, held_out = read_bank(settings.questions), read_bank(settings.questions / "held_out")
    by_passage: dict[str, list[Question]] = defaultdict(list)
    for question in [*bank, *held_out]:
        by_passage[question.passage].append(question)
    indirect = [q for q in [*bank, *held_out] if is_indirect(q, passages[q.passage])]
    total, styles = len(bank) + len(held_out), Counter(q.style for q in [*bank, *held_out])
    print(f"{total} questions for {len(passages)} passages: {len(bank)} in the bank, {len(held_out)} held out "
          f"({len(held_out) / total:.0%}).")
    print("Styles: " + ", ".join(f"{style} {styles[style]} ({styles[style] / total:.0%})" for style in STYLES))
    print(f"Share no content word with their passage: {len(indirect)} ({len(indirect) / total:.0%}).")
    counts = sorted((len(by_passage[p]), p) for p in passages)
    print(f"Questions a passage: {counts[0][0]} ({counts[0][1]}) to {counts[-1][0]} ({counts[-1][1]}).")
    silent = read_silent(settings.questions / "silent")
    print(f"Silent questions: {len(silent)}, held out {len(read_silent(settings.questions / 'silent' / 'held_out'))}.")
    pairs = near_duplicates([*bank, *held_out])
    print(f"Near-duplicates (cosine ≥ {NEAR}): {len(pairs)}")
    for one, other in pairs[:20]:
        print(f"  {one.passage}: {one.text}\n  {other.passage}: {other.text}\n")
    few = [passage for count, passage in counts if count < least]
    if few:
        print(f"Fewer than {least} questions: {', '.join(few)}", file=sys.stderr)
    return 1 if few else 0


if __name__ == "__main__":
    sys.exit(main())
