"""Training on a handful of texts: pairs as read, the same result from the same seed, going on
after an interruption, and where the command leaves what it made."""

import json
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from knowledge.documents import read_edition
from knowledge.questions import Question
from knowledge.settings import Settings
from knowledge.training import __main__ as command
from knowledge.training import noise, pairs, static, tokens, tune

TEXTS = ["de raad", "een motie", "het budget", "de griffie", "een vraag", "het debat"]
TARGETS = np.eye(6, 384, dtype=np.float32)


@pytest.fixture
def data(tmp_path):
    for folder in ("parallel", "lexicon", "documents"):
        (tmp_path / folder).mkdir()
    (tmp_path / "parallel" / "en-nl.tsv").write_text(
        "source\ten\tnl\nosm\tTown hall\tGemeentehuis\nntrex\tHeld out.\tApart.\nosm\tTown hall\tGemeentehuis\n")
    (tmp_path / "lexicon" / "en-nl-wiktionary.txt").write_text(
        "# comment\nagenda {n} (list of matters) :: agenda {m}, programma {n}\nagency {n} (agent) SEE: agent ::\n")
    (tmp_path / "lexicon" / "nl-frequency-50k.txt").write_text("raad 9\nmotie 8\n")
    (tmp_path / "parallel" / "nl-sentences-cc0.txt").write_text("\n".join(TEXTS * 20))
    return tmp_path


@pytest.fixture
def tokenizer(data):
    return tokens.train(tokens.corpus(data, TEXTS * 20))


def test_pairs_leave_out_what_is_held_out_and_doubles(data):
    found = [(p.dutch, p.english, p.source) for p in pairs.read_general(data)]
    assert found == [("Gemeentehuis", "Town hall", "osm"), ("agenda", "agenda: list of matters", "wiktionary"),
                     ("programma", "agenda: list of matters", "wiktionary")]


def test_the_held_out_sources_can_be_read_apart(data):
    assert [p.source for p in pairs.read_parallel(data, held_out=True)] == ["ntrex"]


def test_our_own_pairs_are_there():
    own = {p.dutch.lower() for p in pairs.read_own()}
    assert {"griffie", "motie"} <= own


def test_the_tokenizer_knows_no_case_and_no_accents(tokenizer):
    pieces = lambda text: tokenizer.encode(text, add_special_tokens=False).ids
    assert pieces("Één MOTIE") == pieces("een motie")


def train(tokenizer, path, epochs):
    return static.train(tokenizer, TEXTS, TARGETS, np.ones(6, np.float32), path, epochs=epochs, batch=3)


def test_the_same_seed_gives_the_same_vectors(tokenizer, tmp_path):
    one, two = (train(tokenizer, tmp_path / f"{name}.pt", 2).folded() for name in "ab")
    assert np.array_equal(one, two)


def test_an_interrupted_training_goes_on_after_its_last_epoch(tokenizer, tmp_path, capsys):
    train(tokenizer, tmp_path / "a.pt", 3)
    capsys.readouterr()
    train(tokenizer, tmp_path / "a.pt", 4)
    assert capsys.readouterr().out.startswith("static: epoch 4 of 4")


def test_it_learns_its_targets(tokenizer, tmp_path):
    model = train(tokenizer, tmp_path / "a.pt", 60)
    with torch.no_grad():
        near = (model.embed(tokenizer, TEXTS).cpu().numpy() @ TARGETS.T).argmax(axis=1)
    assert near.tolist() == [0, 1, 2, 3, 4, 5]


def test_tuning_pulls_a_question_to_its_passage_and_from_silence(tokenizer, tmp_path):
    torch.manual_seed(0)
    model = static.StaticModel(tokenizer.get_vocab_size())
    bank = [Question("de raad", "a/wat", "direct"), Question("een motie", "a/wat", "direct"),
            Question("het budget", "b/wat", "direct"), Question("de griffie", "b/wat", "direct")]
    tune.tune(model, lambda texts: model.embed(tokenizer, texts), bank, ["een vraag"], {"a/wat": "raad", "b/wat": "griffie"},
              (TEXTS, TARGETS), tmp_path / "t.pt", steps=60, rate=0.01, batch=2, general_batch=2, keep=0.0)
    with torch.no_grad():
        one, other, foreign, quiet = model.embed(tokenizer, ["de raad", "een motie", "het budget", "een vraag"])
    assert float(one @ other) > float(one @ foreign) + 0.4
    assert float(one @ other) > float(one @ quiet) + 0.4


def test_misspelling_changes_little_and_keeps_short_words():
    rng = np.random.default_rng(1)
    spoilt = [noise.misspell("interpellatie", rng, chance=1.0) for _ in range(50)]
    assert all(abs(len(word) - 13) <= 1 for word in spoilt)
    assert len(set(spoilt)) > 20
    assert noise.misspell("de", rng, chance=1.0) == "de"


# ---------------------------------------------------------------- the command

FITTED = {"threshold": 0.25}


@pytest.fixture
def fit(monkeypatch, tmp_path):
    """The command with an encoder and a fusion in a folder of the test, and fitting that takes no time."""
    (tmp_path / "encoder").mkdir()
    (tmp_path / "fusion.json").write_text("in service", encoding="utf-8")
    monkeypatch.setattr(command, "ENCODER", tmp_path / "encoder")
    monkeypatch.setattr(command, "FUSION", tmp_path / "fusion.json")
    made = SimpleNamespace(folder=tmp_path, opened=[], encoder=SimpleNamespace(encode_questions=None))
    monkeypatch.setattr(command, "open_encoder", lambda settings: made.opened.append(settings.encoder) or made.encoder)
    monkeypatch.setattr(command, "open_reader", lambda *_: None)
    monkeypatch.setattr(command, "read_turns", lambda *_: [])
    monkeypatch.setattr(command.Knowledge, "build", lambda encoder, *_, **__: SimpleNamespace(encoder=encoder, fusion={}))
    monkeypatch.setattr(command, "calibrate", lambda *_: dict(FITTED))
    monkeypatch.setattr(command, "cases_of", lambda *_: [])
    monkeypatch.setattr(command, "fit_after", lambda *_: {"threshold": 0.75})
    monkeypatch.setattr(command, "LocalStore", lambda *_: SimpleNamespace(add=lambda *_: None, open=lambda _: None))
    monkeypatch.setattr(command, "fit_local", lambda *_: {"threshold": 0.5})
    return made


def test_an_encoder_written_elsewhere_keeps_its_fusion_beside_it(fit, capsys):
    out = fit.folder / "tried"
    out.mkdir()
    assert command.main(["--only-fusion", "--out", str(out)]) == 0
    fitted = json.loads((out / "fusion.json").read_text(encoding="utf-8"))
    assert fitted == {**FITTED, "after": {"threshold": 0.75}, "local": {"threshold": 0.5}} == json.loads(capsys.readouterr().out)
    assert (fit.folder / "fusion.json").read_text(encoding="utf-8") == "in service"
    assert fit.opened == [str(out)]
    assert [path.name for path in out.iterdir()] == ["fusion.json"]


@pytest.mark.parametrize("out", ["encoder", "encoder/../encoder", "./encoder"])
def test_the_encoder_in_service_gets_a_new_fusion_in_service(fit, monkeypatch, out):
    monkeypatch.chdir(fit.folder)
    assert command.main(["--only-fusion", "--out", out]) == 0
    assert json.loads((fit.folder / "fusion.json").read_text(encoding="utf-8"))["threshold"] == FITTED["threshold"]
    assert list((fit.folder / "encoder").iterdir()) == []


def test_a_follow_up_is_learnt_with_the_subject_that_it_leaves_out():
    settings = Settings()
    asked = command.asked_of(read_edition(settings.edition), settings)
    leaning = [one for one in asked if one.style == "follow_up"]
    assert len(leaning) > 3000 and len(asked) - len(leaning) > 15000
    griffie = [one.text for one in leaning if one.passage == "griffie/wat"]
    assert "Griffie en wie is daar de baas" in griffie


@pytest.mark.parametrize("kind", ["static", "transformer"])
def test_a_trained_encoder_and_its_fusion_go_to_the_same_folder(fit, monkeypatch, data, kind):
    out, made = fit.folder / "tried", []
    write = lambda name: lambda material, work, out, *_: (made.append((name, material)), out.mkdir())
    monkeypatch.setattr(command, "gather", lambda data, work: "material")
    monkeypatch.setattr(command, "train_static", write("static"))
    monkeypatch.setattr(command, "train_transformer", write("transformer"))
    assert command.main(["--data", str(data), "--work", str(fit.folder / "work"), "--out", str(out), "--kind", kind]) == 0
    assert made == [(kind, "material")]
    assert (out / "fusion.json").exists()
    assert (fit.folder / "fusion.json").read_text(encoding="utf-8") == "in service"


def test_a_fit_that_fails_leaves_the_old_fusion_whole(fit, monkeypatch):
    monkeypatch.setattr(command, "calibrate", lambda *_: {"threshold": object()})
    with pytest.raises(TypeError):
        command.fit_fusion(Settings(), fit.folder / "fusion.json")
    assert (fit.folder / "fusion.json").read_text(encoding="utf-8") == "in service"


def test_without_data_the_command_says_what_to_run(fit, capsys):
    assert command.main(["--data", str(fit.folder / "weg")]) == 1
    assert "Expected the data folder. Run: python -m knowledge.training --data FOLDER" in capsys.readouterr().err
    assert (fit.folder / "fusion.json").read_text(encoding="utf-8") == "in service"
