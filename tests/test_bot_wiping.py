"""Wiping by typing it, and the notice, through the channels: what is gone, what stays, and what is said."""

import http.client
import json
import time
from urllib.parse import urlsplit

import pytest

from bot.channels.sentences import sentence
from bot.channels.telegram import TelegramInput
from bot.channels.web import WebInput
from tests.channel_server import ScriptedAgent, Served
from tests.fake_platform import wait_for
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.telegram_user import SECRET, TelegramUser, texts

SECRET_TEXT = "geheim: Zwaluwstaartje stapt op"


@pytest.fixture
def web(monkeypatch, tmp_path):
    monkeypatch.setenv("RAADWIJZER_STATE", str(tmp_path))
    monkeypatch.setenv("RAADWIJZER_LIMITS", "off")
    server = Served([WebInput.from_credentials({})], ScriptedAgent())
    yield server
    server.close()


def call(served, method, path, token="", body=None):
    place = urlsplit(served.url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=10)
    connection.request(method, f"/chat/{path}", json.dumps(body).encode() if body else b"",
                       {"Content-Type": "application/json", "Authorization": f"Bearer {token}"})
    response = connection.getresponse()
    said = response.read()
    return response.status, json.loads(said) if said else {}


def begin(served):
    return call(served, "POST", "session")[1]["token"]


def left(tmp_path, word):
    return [path.name for path in tmp_path.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


@pytest.mark.parametrize("wish", [{"text": "wis"}, {"text": "Verwijder dit gesprek!", "id": "w-1"}, {"text": "/wis"}])
def test_typing_it_on_the_web_deletes_what_was_said_and_says_so(web, tmp_path, wish):
    token = begin(web)
    answered = call(web, "POST", "message", token, {"text": "ik ben Zwaluwstaartje", "id": "a-1"})[1]["messages"]
    call(web, "POST", "feedback", token, {"message_id": answered[0]["id"], "vote": "up", "reason": "Zwaluwstaartje"})
    status, body = call(web, "POST", "message", token, wish)
    assert (status, [m["text"] for m in body["messages"]]) == (200, [sentence("gewist_web")])
    assert [m["text"] for m in call(web, "GET", "history", token)[1]["messages"]] == [sentence("gewist_web")]
    assert [conversation for conversation, _ in web.agent.forgotten] == [web.agent.turns[0][0]]
    assert (len(web.agent.turns), left(tmp_path, "Zwaluwstaartje")) == (1, [])
    assert call(web, "POST", "message", token, {"text": "en nu?"})[0] == 200


def test_a_button_that_says_wis_wipes_nothing(web):
    token = begin(web)
    web.agent.script["hoi"] = [{"text": "Kies.", "buttons": [{"title": "Wis", "payload": "wis"}]}]
    call(web, "POST", "message", token, {"text": "hoi"})
    assert call(web, "POST", "message", token, {"payload": "wis"})[1]["messages"][0]["text"] == "Je zei: wis"
    assert web.agent.forgotten == []


def test_the_notice_on_the_web_names_the_button(web):
    messages = call(web, "POST", "message", begin(web), {"text": SECRET_TEXT})[1]["messages"]
    assert [m["text"] for m in messages] == [sentence("vertrouwelijk", wis=sentence("wis_web")), f"Je zei: {SECRET_TEXT}"]
    assert messages[0]["answer"]["kind"] == "smalltalk"
    assert "Wis gesprek" in messages[0]["text"]


@pytest.fixture
def telegram(monkeypatch, tmp_path):
    """A served Telegram channel, and somebody who writes to it."""
    fake = FakeTelegram()
    for name, value in {"RAADWIJZER_TELEGRAM_TOKEN": TOKEN, "RAADWIJZER_TELEGRAM_SECRET": SECRET,
                        "RAADWIJZER_PUBLIC_URL": "https://raadwijzer.example.nl/", "RAADWIJZER_TELEGRAM_API": fake.url,
                        "RAADWIJZER_STATE": str(tmp_path), "RAADWIJZER_LIMITS": "off"}.items():
        monkeypatch.setenv(name, value)
    server = Served([TelegramInput()], ScriptedAgent())
    wait_for(lambda: len(fake.of("setMyCommands")) == 2)
    time.sleep(0.02)
    fake.clear()
    yield server, TelegramUser(server.url, fake), fake
    server.close()
    fake.close()


def test_on_telegram_the_notice_names_the_command_and_typing_wis_wipes(telegram):
    server, fatima, fake = telegram
    fatima.say(SECRET_TEXT)
    wait_for(lambda: len(fake.of("sendMessage")) == 2)
    assert texts(fake, 77) == [sentence("vertrouwelijk", wis="/wis"), f"Je zei: {SECRET_TEXT}"]
    fatima.say("wis mijn gegevens")
    wait_for(lambda: len(fake.of("sendMessage")) == 3)
    assert texts(fake, 77)[-1] == sentence("gewist", platform="Telegram", wis="/wis")
    assert [conversation for conversation, _ in server.agent.forgotten] == [server.agent.turns[0][0]]
