"""Log lines and counts of both servers: what stands in them, and that content does not."""

import json
import logging
import os
import subprocess
import sys

import pytest

from bot.settings import ROOT
from journal.counts import may_see, shown
from journal.lines import JsonLines, TextLines, install
from journal.request_id import begin, current


def record(message, *values, name="bot.x", fields=None, error=None):
    """A log record as a logger makes it."""
    made = logging.LogRecord(name, logging.WARNING, "/app/bot/x.py", 7, message, values, error and (type(error), error, None))
    if fields:
        made.fields = fields
    return made


def as_json(*given, **more):
    return json.loads(JsonLines("rasa").format(record(*given, **more)))


@pytest.fixture
def loggers():
    """What `install` changes is put back."""
    names = ("", "bot", "actions", "journal", "knowledge", "raadwijzer", "sanic.root", "sanic.error", "sanic.access")
    kept = {name: (logging.getLogger(name or None), logging.getLogger(name or None).__dict__.copy()) for name in names}
    yield
    for logger, state in kept.values():
        logger.handlers, logger.propagate = state["handlers"], state["propagate"]
        logger.setLevel(state["level"])


# ---------------------------------------------------------------- the request

@pytest.mark.parametrize("given", ["a1b2c3d4", "proxy-0001", "x" * 64])
def test_a_sane_id_of_a_proxy_is_kept(given):
    assert begin(given) == current() == given


@pytest.mark.parametrize("given", [None, "", "kort", "x" * 65, "a b c d e f", "regel\nnieuw", "{\"a\": 1}", "é" * 12])
def test_another_id_is_replaced(given):
    made = begin(given)
    assert made != given and len(made) == 32 and int(made, 16) >= 0


# ---------------------------------------------------------------- lines

def test_a_line_in_json_says_when_where_and_what():
    begin("proxy-0001")
    line = as_json("turn", name="raadwijzer.turn", fields={"channel": "web", "status": 200, "ms": 12})
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "warning", "server": "rasa", "logger": "raadwijzer.turn", "request": "proxy-0001",
                    "message": "turn", "channel": "web", "status": 200, "ms": 12}


def test_a_line_in_words_says_the_same():
    begin("proxy-0001")
    line = TextLines("rasa").format(record("turn", name="raadwijzer.turn", fields={"channel": "web", "ms": 12}))
    assert line.split(" ", 1)[1] == "warning rasa raadwijzer.turn [proxy-0001] turn channel=web ms=12"


@pytest.mark.parametrize(("said", "written"), [
    ("Error: (sqlite3.OperationalError) locked\n[SQL: INSERT]\n[parameters: ('mijn geheim',)]",
     "Error: (sqlite3.OperationalError) locked"),
    ("Exception occurred while handling uri: 'http://x/chat/faq?q=mijn+geheim'",
     "Exception occurred while handling uri: 'http://x/chat/faq?…'"),
    ("wat is een motie?", "wat is een motie?"), ("a" * 400, "a" * 300),
], ids=["database", "address", "question mark", "long"])
def test_a_message_keeps_what_can_be_no_content(said, written):
    assert as_json("%s", said)["message"] == written


@pytest.mark.parametrize(("said", "written"), [
    ('{"text": "mijn geheim", "event": "processor.message.parse", "level": "info"}', "processor.message.parse"),
    ('{"text": "mijn geheim"}', "an event"), ('{"text": "mijn geh', "an event"), ('{"a": 1}["event"]', "an event"),
])
def test_of_what_rasa_says_in_json_the_event_alone_is_kept(said, written):
    assert as_json(said, name="rasa.core.processor")["message"] == written


def test_an_exception_leaves_its_type_and_place_but_not_its_words():
    try:
        try:
            raise ValueError("mijn geheim")
        except ValueError as cause:
            raise RuntimeError("weer mijn geheim") from cause
    except RuntimeError as error:
        raised = record("A turn failed", error=error)
        raised.exc_info = sys.exc_info()
    line = json.loads(JsonLines("rasa").format(raised))
    assert line["error"] == "RuntimeError < ValueError"
    assert [place.split(":")[0] for place in line["places"]] == ["tests/test_journal.py"]
    assert "geheim" not in json.dumps(line)


def test_after_install_everybody_writes_to_standard_output(capsys, loggers):
    install("actions", "json")
    begin("proxy-0001")
    for name, level in (("raadwijzer.turn", "info"), ("sanic.error", "error"), ("httpx", "info"), ("lib", "warning")):
        getattr(logging.getLogger(name), level)("bel de griffie")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["logger"], line["message"]) for line in lines] == [
        ("raadwijzer.turn", "bel de griffie"), ("sanic.error", "bel de griffie"), ("lib", "bel de griffie")]


def test_another_form_is_refused():
    with pytest.raises(ValueError, match=r"RAADWIJZER_LOG: found 'xml'\. Expected text or json\."):
        install("rasa", "xml")


# ---------------------------------------------------------------- who may see the counts

@pytest.mark.parametrize(("peer", "headers", "token", "may"), [
    ("127.0.0.1", {}, "", True), ("::1", {}, "", True), ("10.0.0.7", {}, "", False), ("", {}, "", False),
    ("127.0.0.1", {"x-forwarded-for": "10.0.0.7"}, "", False), ("127.0.0.1", {"forwarded": "for=10.0.0.7"}, "", False),
    ("10.0.0.7", {"authorization": "Bearer goed-geheim"}, "goed-geheim", True),
    ("10.0.0.7", {"authorization": "Bearer fout"}, "goed-geheim", False),
    ("10.0.0.7", {"authorization": "Basic goed-geheim"}, "goed-geheim", False),
    ("10.0.0.7", {"authorization": "Bearer "}, "", False),
])
def test_counts_are_for_this_machine_or_for_who_knows_the_token(peer, headers, token, may):
    assert may_see(peer, headers, token) is may


def test_several_processes_count_together(tmp_path):
    script = ("from prometheus_client import Counter; from journal.counts import registry;"
              "Counter('raadwijzer_proef', 'Proef.', ('kind',), registry=registry()).labels('answer').inc()")
    for _ in range(2):
        subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True,
                       env=os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)})
    assert 'raadwijzer_proef_total{kind="answer"} 2.0' in shown(tmp_path).decode().splitlines()
