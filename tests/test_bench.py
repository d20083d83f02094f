"""The bench: it counts only real answers, tells both systems' figures and their ratio, and asks the questions it says."""

import itertools
import json
import math
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.bench import Measured, questions
from bot.bench_load import Level, load, with_ours, with_starter
from bot.bench_processes import Use, use_of
from bot.bench_report import report, row, verdict
from bot.bench_starter import WALK, conversations

ANSWERS = {"goed": (200, {"messages": [{"text": "Een motie is …"}]}), "leeg": (200, {"messages": []}),
           "stil": (200, {"messages": [{"text": ""}]}), "fout": (503, {"error": {"code": "even_niet"}})}
HEARD: list[tuple[str, str | None]] = []


class Scripted(BaseHTTPRequestHandler):
    """Both channels: a session, and for a text what ANSWERS says."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        HEARD.append((self.path, self.headers.get("Authorization")))
        status, answer = {"/chat/session": (201, {"token": "t1"}), "/chat/message": ANSWERS.get(body.get("text"))}.get(
            self.path, (200, [{"text": "Hey!"}] if body.get("message") == "goed" else []))
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def port():
    HEARD.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()


@pytest.mark.parametrize(("texts", "all_good"), [(("goed",), True), (("leeg",), False), (("stil",), False), (("fout",), False)])
def test_only_a_real_answer_counts(port, texts, all_good):
    level = load(port, with_ours, itertools.repeat(texts), 2, 0.2)
    assert (level.errors == 0, len(level.seconds) > 0) == (all_good, all_good)
    assert {path for path, _ in HEARD} == {"/chat/session", "/chat/message"}
    assert {token for path, token in HEARD if path == "/chat/message"} == {"Bearer t1"}


def test_the_starter_is_asked_the_same_way(port):
    level = load(port, with_starter, itertools.repeat(("goed", "onbekend")), 1, 0.2)
    assert level.clients == 1 and abs(len(level.seconds) - level.errors) <= 1 and level.wall >= 0.2


def test_a_server_that_is_gone_is_an_error_and_no_answer():
    level = load(9, with_ours, itertools.repeat(("goed",)), 1, 0.1)
    assert level.seconds == () and level.errors > 0 and math.isnan(level.quantile(0.5))


def test_figures_of_a_level():
    level = Level(8, tuple(at / 1000 for at in range(1, 101)), 0, 2.0)
    assert (level.per_second, level.quantile(0.5), level.quantile(0.95)) == (50, 51, 96)


def test_a_ratio_needs_both_figures():
    assert row("turns/s", 30.0, 120.0, ".1f") == ("turns/s", "30.0", "120.0", "4.00")
    assert row("training, s", 60.0, math.nan, ".0f") == ("training, s", "60", "–", "–")


def measured(seconds, count):
    levels = tuple(Level(clients, (seconds,) * count, 0, 1.0) for clients in (1, 8))
    return Measured(60.0, 20.0, levels, (12.5, 12.5), Use(800.0, 1.0))


@pytest.mark.parametrize(("seconds", "count", "speed", "wait"), [
    (0.1, 40, "4.00 (met)", "0.33 (met)"), (0.11, 39, "3.90 (not met)", "0.37 (not met)"),
])
def test_the_report_says_whether_the_expectation_is_met(seconds, count, speed, wait):
    starter, ours = measured(0.3, 10), measured(seconds, count)
    assert f"found {speed};" in verdict(starter, ours) and f"found {wait}." in verdict(starter, ours)
    text = report(starter, ours, {"rasa": {"RulePolicy": 2.0, "write the turn": 1.5}, "search": {"the whole search": 3.0}})
    assert "| memory of all processes, MB (PSS) | 800 | 800 | 1.00 |" in text and "| **together** | **3.5** |" in text


def test_the_questions_are_those_of_strangers_and_all_differ():
    asked = [text for texts in itertools.islice(questions(), 52) for text in texts]
    assert len(asked) == 416 and len(set(asked)) > 410


def test_the_starter_hears_its_own_sentences(tmp_path):
    examples = "\n\n".join(f"- intent: {intent}\n  examples: |\n    - {intent} one\n    - {intent} two" for intent in set(WALK))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "nlu.yml").write_text(f'version: "3.1"\n\nnlu:\n{examples}\n')
    said = next(conversations(tmp_path))
    assert [text.split()[0] for text in said] == list(WALK) and {text.split()[1] for text in said} <= {"one", "two"}


@pytest.mark.skipif(not os.path.exists("/proc/self/smaps_rollup"), reason="memory is read from /proc")
def test_memory_and_time_of_this_very_process():
    own = use_of([os.getpgrp()])
    assert own.megabytes > 10 and own.seconds > 0 and use_of([]) == Use(0.0, 0.0)
