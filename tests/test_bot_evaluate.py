"""Measuring what is understood, without training: which pipelines, which messages, and how right and wrong are counted."""

import json

import pytest
import yaml

from bot import evaluate
from bot.evaluate import Asked, confused, draw, entities, intents, pipelines, read_held_out, top_intent

CONFIG = yaml.safe_load((evaluate.ROOT / "config.yml").read_text(encoding="utf-8"))
IN_SERVICE, NGRAMS, PART_NGRAMS, DIET = pipelines(CONFIG)


class FakeAgent:
    """Reads each text as it is told."""

    def __init__(self, reads):
        self.processor, self.reads = self, reads

    async def parse_message(self, message):
        return self.reads[message.text]


def read_as(name, *ranking, found=()):
    rows = [{"name": row, "confidence": 0.5} for row in (name, *ranking)]
    return {"intent": rows[0], "intent_ranking": rows, "entities": list(found)}


def span(entity, start, end):
    return {"entity": entity, "start": start, "end": end, "value": "x"}


def parts(name):
    return [part["name"].rsplit(".", 1)[-1] for part in pipelines(CONFIG)[name][0]["pipeline"]]


# ---------------------------------------------------------------- what is compared

def test_the_pipeline_in_service_is_measured_as_it_stands():
    assert pipelines(CONFIG)[IN_SERVICE][0]["pipeline"] == CONFIG["pipeline"]
    assert {"DutchVectors", "ThreatGuard"} <= set(parts(IN_SERVICE))


def test_n_grams_alone_lack_our_vectors_and_the_guard_and_nothing_else():
    assert parts(NGRAMS) == [name for name in parts(IN_SERVICE) if name not in ("DutchVectors", "ThreatGuard")]


def test_diet_is_compared_without_anything_of_ours():
    assert "DIETClassifier" in parts(DIET)
    assert [part["name"] for part in pipelines(CONFIG)[DIET][0]["pipeline"] if part["name"].startswith("bot.")] == []


@pytest.mark.parametrize("name", [IN_SERVICE, NGRAMS, DIET])
def test_no_pipeline_reads_the_bank_by_itself_and_all_keep_the_language(name):
    assert {"importers", "policies"} & set(pipelines(CONFIG)[name][0]) == set()
    assert pipelines(CONFIG)[name][0]["language"] == CONFIG["language"]


def test_comparing_leaves_the_configuration_as_it_was():
    config = json.loads(json.dumps(CONFIG))
    pipelines(config)
    assert config == CONFIG


# ---------------------------------------------------------------- what is asked

def test_held_out_questions_are_of_their_files_topic_and_acts_of_their_line(tmp_path, monkeypatch):
    (tmp_path / "motie.yml").write_text("motie/wat:\n  plain: [wat is dat, 2020]\nmotie/hoe:\n  short: [hoe]\n", encoding="utf-8")
    (tmp_path / "griffie.yml").write_text("", encoding="utf-8")
    acts = tmp_path / "acts.jsonl"
    acts.write_text('{"text": "hé hallo", "intent": "groet"}\n', encoding="utf-8")
    monkeypatch.setattr(evaluate, "HELD_OUT", tmp_path)
    monkeypatch.setattr(evaluate, "ACTS", acts)
    assert read_held_out() == {"topics": [Asked("wat is dat", "motie"), Asked("2020", "motie"), Asked("hoe", "motie")],
                               "acts": [Asked("hé hallo", "groet")]}


def test_what_is_held_out_asks_for_intents_that_the_bot_has():
    known = set(yaml.safe_load((evaluate.ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])
    asked = read_held_out()
    assert all(asked.values())
    assert sorted({one.intent for part in asked.values() for one in part} - known) == []


# ---------------------------------------------------------------- intents

@pytest.mark.parametrize(("read", "name"), [
    (read_as("motie", "griffie"), "motie"), (read_as("nlu_fallback", "motie", "griffie"), "motie"),
    (read_as("nlu_fallback"), "nlu_fallback"), (read_as("motie", "nlu_fallback"), "motie"),
])
def test_the_fallback_stands_for_the_intent_below_it(read, name):
    assert top_intent(read) == name


def test_intents_are_counted_against_what_they_should_be():
    agent = FakeAgent({"a": read_as("motie"), "b": read_as("nlu_fallback", "motie"), "c": read_as("motie", "griffie")})
    score = intents(agent, [Asked("a", "motie"), Asked("b", "motie"), Asked("c", "griffie")], train_s=3.0)
    assert (score.wanted, score.found) == (["motie", "motie", "griffie"], ["motie"] * 3)
    assert score.accuracy == pytest.approx(2 / 3)
    assert score.f1 == pytest.approx((0.8 + 0.0) / 2)
    assert score.train_s == 3.0


def test_an_intent_that_was_asked_for_nowhere_does_not_lower_f1():
    agent = FakeAgent({"a": read_as("motie"), "b": read_as("groet")})
    assert intents(agent, [Asked("a", "motie"), Asked("b", "motie")]).f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize(("wanted", "found", "pairs"), [
    (["a", "b"], ["a", "b"], []), ([], [], []),
    (["a", "a", "b", "c"], ["b", "b", "a", "c"], [("a", "b", 2), ("b", "a", 1)]),
])
def test_the_most_frequent_mistakes_come_first(wanted, found, pairs):
    assert confused(wanted, found) == pairs


def test_the_list_of_mistakes_is_cut_off():
    assert confused(["a", "a", "b"], ["b", "b", "a"], most=1) == [("a", "b", 2)]


# ---------------------------------------------------------------- entities

def measured(monkeypatch, tmp_path, text, found):
    path = tmp_path / "entities.yml"
    path.write_text(f'version: "3.1"\nnlu:\n- intent: geef_waarde\n  examples: |\n    - {text}\n', encoding="utf-8")
    monkeypatch.setattr(evaluate, "ENTITIES", path)
    plain = evaluate.load_data(str(path)).training_examples[0].get("text")
    return entities(FakeAgent({plain: read_as("geef_waarde", found=found)}))


TWO = "[motie](instrument) van [VVD](party)"  # read as 0..5 and 10..13


@pytest.mark.parametrize(("found", "scores", "by_entity"), [
    ([span("instrument", 0, 5), span("party", 10, 13)], (1, 1, 1), {"instrument": (1, 1, 1), "party": (1, 1, 1)}),
    ([span("instrument", 0, 5)], (1, 0.5, 2 / 3), {"instrument": (1, 1, 1), "party": (0, 0, 1)}),
    ([span("instrument", 0, 5), span("instrument", 6, 9), span("party", 10, 13)], (2 / 3, 1, 0.8),
     {"instrument": (1, 2, 1), "party": (1, 1, 1)}),
    ([span("instrument", 0, 4), span("gemeente", 10, 13)], (0, 0, 0),
     {"gemeente": (0, 1, 0), "instrument": (0, 1, 1), "party": (0, 0, 1)}),
    ([span("instrument", 0, 5), span("instrument", 0, 5)], (1, 0.5, 2 / 3), {"instrument": (1, 1, 1), "party": (0, 0, 1)}),
    ([], (0, 0, 0), {"instrument": (0, 0, 1), "party": (0, 0, 1)}),
], ids=["all right", "one missed", "one too many", "other bounds and other kind", "the same twice", "nothing"])
def test_entities_count_when_kind_and_bounds_are_right(monkeypatch, tmp_path, found, scores, by_entity):
    *numbers, counts = measured(monkeypatch, tmp_path, TWO, found)
    assert numbers == pytest.approx(scores, abs=1e-6)
    assert counts == by_entity


def test_no_entities_at_all_is_no_division_by_zero(monkeypatch, tmp_path):
    assert measured(monkeypatch, tmp_path, "hallo daar", []) == (0, 0, 0, {})


def test_the_marked_messages_hold_entities_that_the_bot_has():
    listed = yaml.safe_load((evaluate.ROOT / "domain.yml").read_text(encoding="utf-8"))["entities"]
    known = {next(iter(entity)) if isinstance(entity, dict) else entity for entity in listed}
    examples = evaluate.load_data(str(evaluate.ENTITIES)).training_examples
    marked = {e["entity"] for example in examples for e in example.get("entities") or []}
    assert marked and sorted(marked - known) == []


# ---------------------------------------------------------------- the report

def test_the_confusion_table_is_a_picture(tmp_path):
    picture = tmp_path / "confusion.png"
    draw(["motie", "motie", "griffie"], ["motie", "griffie", "groet"], picture)
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG")
    width, height = (int.from_bytes(content[at:at + 4], "big") for at in (16, 20))
    assert width > 500 and height > 500


def test_the_report_is_written_and_printed(tmp_path, monkeypatch, capsys):
    asked = {}
    monkeypatch.setattr(evaluate.logging, "disable", lambda level: None)
    monkeypatch.setattr(evaluate, "report", lambda config, data, folds, picture: asked.update(
        folds=folds, picture=picture, examples=len(data.intent_examples)) or ["# Understanding", "een regel"])
    monkeypatch.setattr(evaluate, "keep_no_books", lambda: None)  # it would hold for the tests that come after this one
    assert evaluate.main(["--folds", "0", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "understanding.md").read_text(encoding="utf-8") == "# Understanding\neen regel"
    assert "een regel" in capsys.readouterr().out
    assert (asked["folds"], asked["picture"]) == (0, tmp_path / "confusion.png")
    assert asked["examples"] > 1000
