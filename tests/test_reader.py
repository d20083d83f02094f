"""The reader: what it makes of a message, in its order and after a subject; and that learning and reading compute the same."""

import numpy as np
import pytest
import torch

from knowledge.build import open_encoder, open_reader
from knowledge.linear import between
from knowledge.questions import Question
from knowledge.reader import KINDS, MOST, Reader, nothing_read
from knowledge.search import PARTS, WHOLE, Knowledge
from knowledge.settings import Settings
from knowledge.training import reader as training
from knowledge.training.reader import ANYWHERE, BANKED, BATCH, Example, Net, after_of, read_examples, vary
from tests.toy import ToyEncoder, passage

EDITION = [passage("motie/wat", "motie"), passage("motie/hoe", "motie"), passage("griffie/wat", "griffie")]
BANK = [Question("motie", "motie/wat", "direct"), Question("griffie", "griffie/wat", "direct")]
IDS, TOPICS = [p.id for p in EDITION], ["griffie", "motie"]
VECTORS = np.random.default_rng(3).normal(size=(20, 8)).astype(np.float32)


def pieces_of(text):
    """Each letter a piece."""
    return VECTORS[[ord(letter) % 20 for letter in text]]


@pytest.fixture
def net():
    torch.manual_seed(1)
    return Net(VECTORS, len(TOPICS), len(IDS) + len(KINDS)).eval()


@pytest.fixture
def reader(net):
    return Reader(pieces_of, {name: value.detach().numpy() for name, value in net.named_parameters() if value.requires_grad}, IDS, TOPICS)


@pytest.mark.parametrize(("text", "topic"), [("wat is een motie", None), ("en hoe", "motie"), ("a", "griffie"), ("ab", "onbekend")])
def test_what_is_read_is_what_was_learnt(net, reader, text, topic):
    ids = [ord(letter) % 20 for letter in text]
    after = TOPICS.index(topic) + 1 if topic in TOPICS else 0
    learnt = net(*training.padded([ids, ids + [0] * 5]), torch.tensor([after, after]))[0].detach().numpy()  # beside a longer one
    reading = reader.read(text, topic, IDS)
    assert reading.passages == pytest.approx(learnt[:3], abs=1e-4)
    assert list(reading.kinds.values()) == pytest.approx(np.exp(learnt[3:]), abs=1e-4)
    assert np.exp(reading.passages).sum() + sum(reading.kinds.values()) == pytest.approx(1, abs=1e-4)


def test_the_order_of_the_pieces_counts(reader):
    assert reader.read("abcdef", None, IDS).passages != pytest.approx(reader.read("fedcba", None, IDS).passages, abs=1e-6)


def test_passages_come_in_the_order_asked_for_and_new_ones_beside_the_likeliest(reader):
    plain = reader.read("wat is een motie", None, IDS)
    turned = reader.read("wat is een motie", None, ["griffie/wat", "eigen/stuk", "motie/wat"])
    assert turned.passages.tolist() == [plain.passages[2], plain.passages.max(), plain.passages[0]]
    assert turned.asks == plain.asks
    assert abs(plain.asks) <= MOST


def test_a_text_without_a_piece_is_read_too(reader):
    assert np.isfinite(reader.read("", "motie", IDS).passages).all()


def test_without_a_reader_every_passage_is_alike():
    assert np.exp(nothing_read(2).passages).tolist() == pytest.approx([0.5, 0.5])
    assert (nothing_read(2).asks, set(nothing_read(2).kinds.values())) == (0.0, {0.5})


def test_it_is_read_back_as_it_was_written(reader, tmp_path):
    reader.save(tmp_path / "reader.npz", "abc")
    again = Reader.load(tmp_path / "reader.npz", pieces_of).read("wat is een motie", "motie", IDS)
    assert again.passages == pytest.approx(reader.read("wat is een motie", "motie", IDS).passages, abs=0.05)  # 16 bits
    assert Reader.encoder_of(tmp_path / "reader.npz") == "abc"


def test_a_story_around_a_question_is_learnt_to_be_none_of_it():
    class Draw:
        chances = iter([0.1, 0.25, 0.9])
        random = lambda self: next(self.chances)
        choice = lambda self, some: some[0]

    draw, slips = Draw(), np.random.default_rng(1)
    assert vary("wat is een motie", ["mijn hond blaft"], draw, slips) == "mijn hond blaft. wat is een motie"
    assert vary("wat is een motie", ["mijn hond blaft"], draw, slips) == "wat is een motie. mijn hond blaft"
    assert "hond" not in vary("wat is een motie", ["mijn hond blaft"], draw, slips)


def test_a_banked_question_is_asked_first_after_its_own_subject_or_after_any():
    class Draw:
        def __init__(self, chance):
            self.random = lambda: chance

        randint = staticmethod(lambda least, most: most)

    one = Example("wat is een motie", BANKED, (0,))
    assert [after_of(one, [2, 2, 1], Draw(chance)) for chance in (0.1, 0.6, 0.9)] == [0, 2, 2]
    assert after_of(Example("dank je", ANYWHERE, (4,)), [2, 2, 1], Draw(0.6)) == 2
    assert after_of(Example("en hoe", 1, (2,)), [2, 2, 1], Draw(0.1)) == 1


def test_it_learns_from_the_bank_the_follow_ups_and_what_is_said():
    from knowledge.documents import read_edition

    edition = read_edition(Settings().edition)
    examples, stories = read_examples(Settings(), edition, training.topics_of(edition))
    at = {name: len(edition) + row for row, name in enumerate(KINDS)}
    counted = {name: sum(one.right == (row,) for one in examples) for name, row in at.items()}
    assert min(counted.values()) > 500, counted
    assert all(any(row in one.right for one in examples) for row in range(len(edition)))
    assert not any({at["dreiging"], at["wanhoop"]} & set(one.right) and len(one.right) > 1 for one in examples)
    assert len(stories) > 5000


def test_a_few_passes_tell_what_they_were_taught(monkeypatch):
    asked = [Example(text, ANYWHERE, (row,)) for row, text in enumerate(("motie", "hoe dan", "griffie")) for _ in range(BATCH)]
    monkeypatch.setattr(training, "read_examples", lambda *_: (asked, []))
    monkeypatch.setattr(training, "cut", lambda _, texts: [[ord(letter) % 20 for letter in text] for text in texts])
    monkeypatch.setattr(training, "AVERAGED", 0.9)
    weights = training.train(Settings(), EDITION, None, VECTORS, epochs=40)
    read = Reader(pieces_of, weights, IDS, TOPICS).read
    assert [int(read(text, None, IDS).passages.argmax()) for text in ("motie", "hoe dan", "griffie")] == [0, 1, 2]


@pytest.mark.parametrize(("one", "other", "found"), [(0.5, 0.5, 0.5), (0.9, 0.1, 0.5), (0.9, 0.9, 0.9), (1.0, 0.5, 0.999), (0.0, 0.0, 0.0)])
def test_two_looks_alike_lie_midway_in_log_odds(one, other, found):
    assert between(one, other) == pytest.approx(found, abs=1e-3)


def test_a_remark_is_told_by_both_looks(reader):
    plain = Knowledge.build(ToyEncoder(), EDITION, BANK, ["zalm en forel"])
    both = Knowledge.build(ToyEncoder(), EDITION, BANK, ["zalm en forel"], reader=reader)
    told, read = plain.tone("dank je"), reader.read("dank je", None, IDS).kinds
    assert both.tone("dank je").nothing == pytest.approx(between(told.nothing, read["opmerking"]))
    assert both.tone("dank je").act == pytest.approx(between(told.act, read["handeling"]))


def test_the_reader_brings_candidates_and_a_look_of_its_own(reader):
    both = Knowledge.build(ToyEncoder(), EDITION, BANK, ["zalm en forel"], reader=reader)
    rows, table, whole = both.looks("wat is een motie")
    read = reader.read("wat is een motie", None, IDS)
    assert table[:, PARTS.index("reader")] == pytest.approx(read.passages[rows], abs=1e-5)
    assert whole[WHOLE.index("asks")] == pytest.approx(read.asks, abs=1e-5)


def test_with_another_encoder_there_is_no_reader(tmp_path, reader):
    settings = Settings()
    encoder = open_encoder(settings)
    reader.save(tmp_path / "reader.npz", "of another encoder")
    assert open_reader(encoder, settings, tmp_path / "reader.npz") is None
    assert open_reader(encoder, settings, tmp_path / "weg.npz") is None
    assert open_reader(encoder, settings) is not None
