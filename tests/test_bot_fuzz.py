"""A few hundred hostile inputs to the live bot over all its channels: those with which `make fuzz` begins."""

import pytest

from tests.fuzz_inputs import make, spread
from tests.fuzz_probe import Probe, digest
from tests.fuzz_run import grown, run

COUNT = 300
PROBES = make(seed=1, count=COUNT)


def test_the_same_seed_gives_the_same_inputs():
    assert make(seed=1, count=40) == PROBES[:40]
    assert digest(make(seed=2, count=40)) != digest(PROBES[:40])


def test_an_input_can_be_kept_and_read_again():
    assert [Probe.load(probe.dump()) for probe in PROBES] == PROBES


def test_every_kind_reaches_every_endpoint():
    found = spread(make(seed=1, count=2000))
    assert {kind for kind, _ in found} == {"bytes", "json", "unicode", "long", "markup", "sql", "format", "path", "regex",
                                           "token",
                                           "payload", "turns"}
    endpoints = {endpoint for _, endpoint in found}
    assert endpoints >= {"web message", "web session", "web history", "web feedback", "web file", "web faq", "web page",
                         "telegram webhook", "slack events", "slack interactions", "slack commands", "actions webhook",
                         "actions search", "actions gate", "rasa routes", "rasa wire", "actions wire"}


def test_every_worker_of_a_server_has_its_bound():
    warm = {"rasa": 900.0, "rasa-2": 900.0, "actions": 400.0}
    assert grown({"warm": warm, "end": warm | {"rasa": 960.0}}) == []
    assert grown({"warm": warm, "end": warm | {"rasa-2": 970.0}}) == ["rasa-2 grew from 900 to 970 MiB, expected at most 64 more"]


@pytest.fixture(scope="module")
def result(live):
    return run(live, PROBES)


def test_no_input_gets_a_wrong_answer(result):
    assert [(one.probe.number, one.probe.endpoint, one.faults) for one in result.failed] == []
    assert len(result.outcomes) == COUNT


def test_nothing_is_logged_as_an_error(result):
    assert result.logged == []


def test_the_bot_still_answers_and_holds_no_more_memory(result):
    assert result.other == []
