"""The encoder's tokenizer: 32,000 Dutch pieces (Unigram), lower case, without accents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

PIECES = 32_000
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


def corpus(data: Path, own: Iterable[str]) -> Iterator[str]:
    """Dutch text to learn pieces from: the data folder's sentences, laws and common words, and the project's own."""
    yield from (data / "parallel" / "nl-sentences-cc0.txt").read_text(encoding="utf-8").splitlines()
    for law in sorted((data / "documents").glob("*.md")):
        yield from law.read_text(encoding="utf-8").splitlines()
    for rank, line in enumerate((data / "lexicon" / "nl-frequency-50k.txt").read_text(encoding="utf-8").splitlines()):
        # A common word counts more often, so that it becomes one piece.
        yield from [line.split()[0]] * (1 + 20_000 // (rank + 100))
    yield from own


def train(texts: Iterable[str]) -> Tokenizer:
    """A Unigram tokenizer of PIECES pieces; [CLS] and [SEP] are added only when asked for."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Punctuation(), pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.Metaspace()]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=PIECES, special_tokens=SPECIAL, unk_token="[UNK]", show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    ids = [(token, tokenizer.token_to_id(token)) for token in ("[SEP]", "[CLS]")]
    tokenizer.post_processor = processors.BertProcessing(*ids)
    return tokenizer
