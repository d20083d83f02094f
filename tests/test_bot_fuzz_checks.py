"""What the fuzzer holds against an answer: each promise is seen when it is broken."""

import json

import pytest

from tests.fuzz_checks import faults, troubles
from tests.fuzz_probe import Probe
from tests.fuzz_run import grown
from tests.fuzz_wire import Answer, Exchange

SAID = Probe(1, "json", "web message", path="/chat/message", expected=(200, 400))
GOOD = json.dumps({"messages": [{"id": "a", "text": "hoi", "buttons": []}]}).encode()


def error(code):
    return json.dumps({"error": {"code": code, "message": "Je bericht is leeg."}}).encode()


def told(status, body, seconds=0.1, probe=SAID):
    return faults(probe, [Exchange((Answer(status, {}, body),), seconds)])


@pytest.mark.parametrize(("status", "body"), [(200, GOOD), (400, error("leeg")), (429, error("te_snel"))])
def test_what_is_right(status, body):
    assert told(status, body) == []


@pytest.mark.parametrize(("status", "body", "found"), [
    (500, error("fout"), "status 500"), (503, error("even_niet"), "status 503"), (404, error("geen_bericht"),
                                                                                  "expected one of 200, 400"),
    (400, b"Bad Request", "without an error of the contract"), (400, error("te_lang"), "without an error of the contract"),
    (200, b'{"messages": []}', "without whole messages"), (200, b'{"messages": [{"text": "a"}]}', "without whole messages"),
    (400, error("leeg") + b"Traceback (most recent call last)", "the body shows"), (200, GOOD + b" ", None),
    (200, GOOD.replace(b"hoi", b"/usr/lib/python3/x"), "the body shows"),
])
def test_what_is_wrong(status, body, found):
    seen = told(status, body)
    assert (found in "; ".join(seen)) if found else seen == []


def test_silence_and_slowness_are_wrong():
    assert faults(SAID, [Exchange((), 5.1, hung=True)]) == ["no answer within 5 s"]
    assert faults(SAID, [Exchange((), 0.1)]) == ["hung up without an answer"]
    assert told(200, GOOD, seconds=5.1) == ["no answer within 5 s"]


def test_one_message_has_one_answer():
    twice = Probe(1, "turns", "web message", path="/chat/message", bodies=(b'{"id": "a"}', b'{"id": "a"}'))
    other = GOOD.replace(b"hoi", b"ha")
    exchanges = [Exchange((Answer(200, {}, body),), 0.1) for body in (GOOD, other)]
    assert faults(twice, exchanges) == ["2 answers to one message"]
    assert faults(twice, exchanges[:1] * 2) == []


def test_errors_in_a_log_are_seen(tmp_path):
    log = tmp_path / "rasa.log"
    wrong = ["2026-11-28T20:00:00 error rasa bot.x [-] een fout", '{"time": "x", "level": "error"}',
             "Traceback (most recent call last):",
             "2026-11-28 20:00:00 ERROR bot.x een fout"]
    log.write_text("\n".join([*wrong, "2026-11-28T20:00:00 info rasa x error", "<Request: GET /> body not consumed. ERROR"]),
                   "utf-8")
    assert troubles(log) == wrong


def test_a_server_that_grows_is_seen():
    assert grown({"warm": {"rasa": 1000.0, "actions": 400.0}, "end": {"rasa": 1063.0, "actions": 500.0}}) == [
        "actions grew from 400 to 500 MiB, expected at most 64 more"]
