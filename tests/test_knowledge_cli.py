"""The command line's contract: one JSON line a question, and one message with exit 1 for what is wrong."""

import json
import subprocess
import sys

import pytest

from knowledge.__main__ import main

TYPES = {"passage": str, "score": float, "text": str, "topic": str, "facet": str, "source": dict}
SOURCE = {"id", "title", "section", "text", "url", "layer", "as_of", "overtaken"}
OTHER_MODEL = ("RAADWIJZER_ENCODER", "RAADWIJZER_QUERY_PROMPT", "RAADWIJZER_PASSAGE_PROMPT")


@pytest.fixture(scope="module", autouse=True)
def index(tmp_path_factory):
    """The real index, built once into a folder of its own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in OTHER_MODEL:
            patch.delenv(name, raising=False)
        folder = tmp_path_factory.mktemp("knowledge") / "index"
        patch.setenv("RAADWIJZER_INDEX", str(folder))
        assert main(["build"]) == 0
        yield folder


def run(capsys, *arguments):
    """Exit code, lines of standard output, and standard error of one command."""
    capsys.readouterr()
    code = main(list(map(str, arguments)))
    printed = capsys.readouterr()
    return code, printed.out.split("\n")[:-1], printed.err


@pytest.fixture
def write(tmp_path):
    def write_lines(*lines):
        path = tmp_path / "questions.jsonl"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path
    return write_lines


def test_one_question_gives_one_object_of_the_contract(capsys):
    code, lines, _ = run(capsys, "search", "Wat is een motie?", "--json")
    (found,) = map(json.loads, lines)
    assert (code, list(found)) == (0, ["id", "question", "answered", "hits"])
    assert (found["question"], found["answered"], found["hits"][0]["passage"]) == ("Wat is een motie?", True, "motie/wat")
    assert len(found["hits"]) == 5


def test_hits_have_the_keys_and_types_of_the_contract(capsys):
    found = json.loads(run(capsys, "search", "vergoeding per maand", "--json")[1][0])
    for hit in found["hits"]:
        assert {key: type(value) for key, value in hit.items()} == TYPES
        assert set(hit["source"]) == SOURCE
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True) and 0 <= scores[-1] <= scores[0] <= 1


def test_a_file_gives_a_line_a_question_with_its_id(capsys, write):
    path = write('{"id": "a", "question": "Wat is een motie?"}', "", '{"id": 7, "question": ""}',
                 '{"question": "Wat doet de griffie?", "style": "direct"}')
    code, lines, _ = run(capsys, "search", "--questions", path, "--top-k", 10, "--json")
    found = [json.loads(line) for line in lines]
    assert code == 0
    assert [(row["id"], len(row["hits"])) for row in found] == [("a", 10), (7, 0), ("4", 10)]
    assert [row["answered"] for row in found] == [True, False, True]


def test_a_line_separator_within_a_question_does_not_end_its_line(capsys, write):
    path = write('{"id": "a", "question": "Wat is\u2028een motie?"}')
    code, lines, _ = run(capsys, "search", "--questions", path, "--json")
    assert (code, json.loads("\n".join(lines))["question"]) == (0, "Wat is\u2028een motie?")


@pytest.mark.parametrize("line", ["{", "[1]", '"motie"', '{"id": "b"}', '{"id": "b", "question": 3}'])
def test_a_malformed_line_is_named(capsys, write, line):
    path = write('{"id": "a", "question": "Wat is een motie?"}', line)
    code, lines, error = run(capsys, "search", "--questions", path, "--json")
    assert (code, lines) == (1, [])
    assert f"{path}, line 2: " in error and "Expected" in error


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(capsys, tmp_path, content):
    path = tmp_path / "questions.jsonl"
    if content:
        path.write_bytes(content)
    code, _, error = run(capsys, "search", "--questions", path)
    assert (code, error.startswith(f"Cannot read {path}: ")) == (1, True)


@pytest.mark.parametrize("arguments", [[], ["motie", "--questions", "vragen.jsonl"]])
def test_neither_or_both_of_question_and_file_is_an_error(capsys, arguments):
    code, lines, error = run(capsys, "search", *arguments)
    assert (code, lines) == (1, [])
    assert error.startswith("Expected either a question or --questions FILE.")


@pytest.mark.parametrize("number", ["0", "-1", "veel"])
def test_top_k_below_one_is_refused(capsys, number):
    with pytest.raises(SystemExit) as stopped:
        main(["search", "motie", f"--top-k={number}"])
    assert stopped.value.code == 2
    assert "--top-k" in capsys.readouterr().err


def test_without_json_a_person_can_read_it(capsys):
    _, lines, _ = run(capsys, "search", "Wat is een motie?", "--top-k", 2)
    assert lines[0] == "Wat is een motie?"
    assert lines[1].split()[1] == "motie/wat"
    assert len(lines) == 3


def test_if_changed_says_up_to_date(capsys, index):
    before = (index / "manifest.json").stat().st_mtime_ns
    assert run(capsys, "build", "--if-changed")[:2] == (0, ["The index is up to date."])
    assert (index / "manifest.json").stat().st_mtime_ns == before


def test_a_missing_index_says_what_to_run_without_a_trace(tmp_path, monkeypatch):
    monkeypatch.setenv("RAADWIJZER_INDEX", str(tmp_path / "none"))
    done = subprocess.run([sys.executable, "-m", "knowledge", "search", "motie"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Found no index in {tmp_path / 'none'}. Expected one. Run: python -m knowledge build\n"
