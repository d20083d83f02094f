"""The web channel's own parts: cleaning a text, faults, and what of a bot message reaches the page."""

import asyncio
import json
from types import SimpleNamespace

import pytest

from bot.channels.sessions import Sessions
from bot.channels.web import ERRORS, Fault, WebInput, WebOutput, answers, clean, identify, is_ready, read_body, read_message
from bot.settings import Settings
from tests.fuzz_tokens import FORGED

SETTINGS = Settings(longest_text=20, largest_body=100)
SECRET = "een geheim dat lang genoeg is voor HS256, ruim 32 tekens"


@pytest.fixture
def sessions(tmp_path):
    return Sessions(tmp_path / "web.db", SECRET, hours=1)


def asked(body=b"{}", **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return SimpleNamespace(body=body, headers={"content-type": "application/json"} | headers)


def code_of(call, *arguments):
    with pytest.raises(Fault) as fault:
        call(*arguments)
    return fault.value.code


def shown(**message):
    output = WebOutput()
    asyncio.run(output.send_response("x", message))
    return output.messages


# ---------------------------------------------------------------- a text

@pytest.mark.parametrize(("typed", "kept"), [
    ("wat is een motie?", "wat is een motie?"), ("  wat?\n", "wat?"), ("wat\x00is\x07dit\x1b[0m", "wat is dit [0m"),
    ("\x7f\x85", ""),
    ("/motie", "motie"), (' //  /motie{"facet": "wat"}', 'motie{"facet": "wat"}'), ("\x00/stop", "stop"),
    ("motie/amendement", "motie/amendement"),
    ("/\n/ \t/a", "a"), ("een\nvraag\tover", "een\nvraag\tover"), ("😀👍🏽", "😀👍🏽"),
    ("<b>vet</b> & <script>", "<b>vet</b> & <script>"),
    ("drieënzeventig é", "drieënzeventig é"), ("a\ud800b", "a b"), ("///", ""), ("", ""), ("{0} {naam}", "{0} {naam}"),
])
def test_clean(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize("slash", ["/", "\u200b/", "\ufeff/", "\u2060 /", "\u202e/"])
def test_no_typed_text_is_read_as_a_button(slash):
    assert not clean(f"{slash}restart").startswith("/")
    assert clean(f"{slash}restart").endswith("restart")


def test_joined_emoji_stay_whole():
    assert clean("👩‍👩‍👧 ja") == "👩‍👩‍👧 ja"
    assert clean("\U0001FAE1") == "\U0001FAE1"  # of 2021, which an older Python holds for no character at all


def test_a_text_is_what_rasa_gets_and_the_transcript_shows(sessions):
    assert read_message({"text": " /wat is dit? "}, SETTINGS, sessions, "x") == ("wat is dit?", "wat is dit?")


def test_a_text_of_just_the_limit_passes(sessions):
    assert read_message({"text": "a" * 20}, SETTINGS, sessions, "x")[0] == "a" * 20


def test_an_offered_button_shows_its_title(sessions):
    sessions.keep("x", "bot", {"text": "", "buttons": [{"title": "Hoe?", "payload": '/motie{"facet": "hoe"}'}]})
    assert read_message({"payload": '/motie{"facet": "hoe"}'}, SETTINGS, sessions, "x") == ('/motie{"facet": "hoe"}', "Hoe?")


@pytest.mark.parametrize(("body", "code"), [
    ({}, "leeg"), ({"text": ""}, "leeg"), ({"text": " \n\t"}, "leeg"), ({"text": "\x00"}, "leeg"), ({"text": "//"}, "leeg"),
    ({"text": None}, "leeg"), ({"text": 5}, "onleesbaar"), ({"text": ["a"]}, "onleesbaar"), ({"text": "a" * 21}, "te_lang"),
    ({"payload": "/restart"}, "onbekende_knop"), ({"payload": 5}, "onbekende_knop"), ({"payload": ""}, "onbekende_knop"),
    ({"payload": {}, "text": "ja"}, "onbekende_knop"),
])
def test_a_message_that_can_not_be_taken(sessions, body, code):
    assert code_of(read_message, body, SETTINGS, sessions, "x") == code


# ---------------------------------------------------------------- a request

@pytest.mark.parametrize("content_type", ["application/json", "Application/JSON; charset=utf-8"])
def test_a_body_is_a_json_object(content_type):
    assert read_body(asked('{"text": "é"}'.encode(), content_type=content_type), SETTINGS) == {"text": "é"}


@pytest.mark.parametrize(("request_", "code"), [
    (asked(b"{}", content_type="text/plain"), "geen_json"), (asked(b"{}", content_type=""), "geen_json"),
    (asked(b""), "onleesbaar"), (asked(b"{"), "onleesbaar"), (asked(b"[]"), "onleesbaar"), (asked(b'"text"'), "onleesbaar"),
    (asked(b"null"), "onleesbaar"), (asked(b"\xff\xfe\x00"), "onleesbaar"), (asked(b'{"text": "\xe9"}'), "onleesbaar"),
    (asked(b" " * 101), "te_lang"),
])
def test_a_body_that_can_not_be_taken(request_, code):
    assert code_of(read_body, request_, SETTINGS) == code


def test_a_body_nested_too_deep_is_unreadable():
    deep = asked(b'{"a":' * 20_000 + b"1" + b"}" * 20_000)
    assert code_of(read_body, deep, Settings(largest_body=200_000)) == "onleesbaar"


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer x.y.z", "Basic abc"])
def test_a_request_without_a_session(sessions, header):
    request = asked(**({"authorization": header} if header is not None else {}))
    assert code_of(identify, request, sessions) == "geen_sessie"


@pytest.mark.parametrize("way", FORGED)
def test_a_forged_token_names_no_session(sessions, way):
    token, _ = sessions.start()
    assert code_of(identify, asked(authorization=f"Bearer {FORGED[way](token, SECRET)}"), sessions) == "geen_sessie"


@pytest.mark.parametrize("kind", ["Bearer ", "bearer  "])
def test_a_bearer_token_names_its_session(sessions, kind):
    token, _ = sessions.start()
    assert identify(asked(authorization=kind + token), sessions) == sessions.identify(token)
    assert code_of(identify, asked(authorization="Basic " + token), sessions) == "geen_sessie"


@pytest.mark.parametrize(("code", "status"), [
    ("geen_json", 415), ("onleesbaar", 400), ("leeg", 400), ("te_lang", 413), ("onbekende_knop", 400), ("geen_sessie", 401),
    ("geen_bericht", 404), ("geen_stem", 400), ("even_niet", 503),
])
def test_each_error_has_its_status_and_a_dutch_sentence(code, status):
    assert ERRORS[code][0] == status
    assert ERRORS[code][1].endswith((".", "?"))


# ---------------------------------------------------------------- a message of the bot

def test_text_and_buttons_are_kept():
    button = {"title": "Hoe?", "payload": "/motie"}
    assert shown(text="<b>é</b>\nja", buttons=[button]) == [{"text": "<b>é</b>\nja", "buttons": [button]}]


def test_a_message_without_text_or_buttons_still_has_both():
    assert shown(text=None, buttons=None) == shown() == [{"text": "", "buttons": []}]


def test_an_answer_comes_from_the_keyword_or_the_metadata():
    told = {"kind": "answer", "sources": [{"id": "motie/wat"}]}
    assert shown(text="a", answer=told)[0]["answer"] == told
    assert shown(text="a", metadata={"answer": {"kind": "smalltalk"}})[0]["answer"] == {"kind": "smalltalk"}
    assert shown(text="a", answer=told, metadata={"answer": {"kind": "smalltalk"}})[0]["answer"] == told


def test_a_file_is_kept_and_rasas_own_keys_are_not():
    message = shown(text="a", file={"name": "verzoek.txt", "url": "/x"}, metadata=None, custom={}, utter_action="utter_x")[0]
    assert message == {"text": "a", "buttons": [], "file": {"name": "verzoek.txt", "url": "/x"}}


def test_messages_stand_in_the_order_in_which_they_were_said():
    output = WebOutput()
    for text in ("een", "twee"):
        asyncio.run(output.send_response("x", {"text": text}))
    assert [m["text"] for m in output.messages] == ["een", "twee"]


# ---------------------------------------------------------------- the channel

def test_the_channel_escapes_the_webhooks_prefix(tmp_path, monkeypatch):
    monkeypatch.setenv("RAADWIJZER_STATE", str(tmp_path / "state"))
    channel = WebInput.from_credentials({})
    assert (channel.name(), channel.url_prefix()) == ("web", "/chat")
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["secret"]  # no database is opened before its first use


@pytest.mark.parametrize(("agent", "ready"), [(None, False), (SimpleNamespace(is_ready=lambda: False), False),
                                              (SimpleNamespace(is_ready=lambda: True), True)])
def test_rasa_is_ready_when_its_agent_is(agent, ready):
    assert is_ready(SimpleNamespace(ctx=SimpleNamespace(agent=agent))) is ready
    assert is_ready(SimpleNamespace(ctx=SimpleNamespace())) is False


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/health", "http://"])
def test_a_server_that_is_not_there_does_not_answer(url):
    assert asyncio.run(answers(url)) is False


def test_every_message_survives_json():
    assert json.loads(json.dumps(shown(text="\u2028😀\"\\"))) == [{"text": "\u2028😀\"\\", "buttons": []}]


@pytest.mark.parametrize(("typed", "kept"), [
    ("a" + " " * 5000 + "b", "a b"), ("a" + " \n" * 5000 + "b", "a\n\nb"), ("a" + " " * 19 + "b", "a" + " " * 19 + "b"),
    ("wat" + "?" * 5000, "wat" + "?" * 40), ("€" * 41 + " ja", "€" * 40 + " ja"), ("-" * 40, "-" * 40), ("_" * 99, "_" * 40),
    ("!?" * 300 + "a", "!?" * 20 + "a"), ("a" * 500, "a" * 500),
])
def test_little_is_left_of_a_long_run_of_blanks_or_marks(typed, kept):
    assert clean(typed) == kept
