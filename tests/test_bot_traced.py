"""A turn of the web channel leaves one line, one count and the id of its request, whatever comes of it."""

import logging

import httpx
import pytest

import bot.channels.web
from bot.channels.traced import meaning
from bot.channels.web import WebInput
from journal.counts import registry
from tests.channel_server import ScriptedAgent, Served

ANSWER = {"kind": "answer", "topic": "motie", "facet": "wat", "confidence": 0.9, "sources": []}


@pytest.fixture
def web(tmp_path, monkeypatch):
    """The channel with a scripted dialogue, and a session in it."""
    for name, value in {"RAADWIJZER_STATE": tmp_path, "RAADWIJZER_METRICS_TOKEN": "goed-geheim"}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setattr(bot.channels.web, "answers", lambda url: true())
    agent = ScriptedAgent()
    agent.script = {"motie": [{"text": "Een motie is …", "answer": ANSWER}], "stil": [], "stuk": RuntimeError("mijn geheim")}
    served = Served([WebInput.from_credentials({})], agent)
    with httpx.Client(base_url=f"{served.url}/chat") as client:
        client.headers["authorization"] = f"Bearer {client.post('/session', json={}).json()['token']}"
        yield client
    served.close()


async def true():
    return True


def counted(name, **labels):
    return registry().get_sample_value(name, labels) or 0.0


def turns(kind, topic):
    return counted("raadwijzer_turns_total", channel="web", kind=kind, topic=topic)


@pytest.mark.parametrize(("said", "kind", "topic", "status"), [
    ("motie", "answer", "motie", 200), ("iets", "none", "none", 200), ("stil", "failed", "none", 503),
    ("stuk", "failed", "none", 503)])
def test_a_turn_is_counted_once_by_kind_and_topic(web, said, kind, topic, status, caplog):
    caplog.set_level(logging.INFO, logger="raadwijzer.turn")
    before, seconds = turns(kind, topic), counted("raadwijzer_turn_seconds_count", channel="web")
    assert web.post("/message", json={"text": said}).status_code == status
    assert (turns(kind, topic), counted("raadwijzer_turn_seconds_count", channel="web")) == (before + 1, seconds + 1)
    (line,) = [row.fields for row in caplog.records if row.message == "turn"]
    assert line.pop("ms") >= 0
    assert line == {"channel": "web", "status": status, "kind": kind, "topic": topic}


def test_the_id_of_a_proxy_comes_back_and_another_is_made(web):
    kept = web.post("/message", json={"text": "motie"}, headers={"X-Request-ID": "proxy-0001"})
    assert kept.headers["x-request-id"] == "proxy-0001"
    made = [web.get("/history", headers={"X-Request-ID": "a b"}).headers["x-request-id"] for _ in range(2)]
    assert len(set(made)) == 2 and all(len(one) == 32 for one in made)


def test_the_id_goes_along_to_rasa(web, monkeypatch):
    seen, handle = [], ScriptedAgent.handle_message

    async def watch(self, message):
        seen.append(message.metadata)
        await handle(self, message)

    monkeypatch.setattr(ScriptedAgent, "handle_message", watch)
    web.post("/message", json={"text": "motie"}, headers={"X-Request-ID": "proxy-0001"})
    assert seen == [{"request": "proxy-0001"}]


def test_a_refused_request_is_counted_by_its_code(web):
    def seen():
        return counted("raadwijzer_refused_total", channel="web", code="leeg"), turns("answer", "motie")

    empty, answered = seen()
    reply = web.post("/message", json={"text": " "}, headers={"X-Request-ID": "proxy-0002"})
    assert (reply.status_code, reply.headers["x-request-id"]) == (400, "proxy-0002")
    assert seen() == (empty + 1, answered)


@pytest.mark.parametrize(("headers", "status"), [
    ({}, 200), ({"X-Forwarded-For": "10.0.0.7"}, 404),
    ({"X-Forwarded-For": "10.0.0.7", "Authorization": "Bearer goed-geheim"}, 200),
    ({"X-Forwarded-For": "10.0.0.7", "Authorization": "Bearer fout"}, 404)])
def test_the_counts_are_for_this_machine_or_for_who_knows_the_token(web, headers, status):
    web.post("/message", json={"text": "mijn geheim"})
    reply = web.get("/metrics", headers=headers)
    assert reply.status_code == status
    assert ("raadwijzer_actions_up 1.0" in reply.text) == (status == 200)
    assert status == 200 or reply.json()["error"]["code"] == "niet_gevonden"
    assert "mijn" not in reply.text


@pytest.mark.parametrize(("said", "told"), [
    ([{"text": "a"}, {"answer": {"kind": "no_answer", "topic": None}}], ("no_answer", "none")),
    ([{"answer": {"kind": "mijn geheim", "topic": "Mijn geheim!"}}], ("none", "other")), ([{}], ("none", "none"))])
def test_kind_and_topic_are_names_of_ours(said, told):
    assert meaning(said) == told
