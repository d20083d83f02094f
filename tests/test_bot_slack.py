"""The Slack channel over HTTP, against a stand-in of the Web API and a scripted dialogue."""

import json
import sqlite3
import time
import urllib.parse
from pathlib import Path

import pytest
import yaml

from bot.channels import slack
from bot.channels.slack import SlackInput
from tests.channel_server import ScriptedAgent, Served, settled
from tests.fake_slack import SIGNING_SECRET, TOKEN, FakeSlack
from tests.slack_user import BOT, CHANNEL, SlackUser, deliver, signed, texts, whispers

PAY = [{"text": "Hoeveel inwoners?", "answer": {"kind": "form", "topic": "vergoeding"},
        "buttons": [{"title": "Stoppen", "payload": "/laat_maar"}]}]
MENU = [{"text": "Kies.", "buttons": [{"title": f"Knop {number}", "payload": f"/keuze_{number}"} for number in range(32)]}]
CHALLENGE = json.dumps({"type": "url_verification", "token": "oud", "challenge": "3eZbrw1aB"}).encode()


@pytest.fixture
def fake():
    platform = FakeSlack()
    yield platform
    platform.close()


@pytest.fixture
def environment(monkeypatch, tmp_path, fake):
    for name, value in {"RAADWIJZER_SLACK_TOKEN": TOKEN, "RAADWIJZER_SLACK_SIGNING_SECRET": SIGNING_SECRET,
                        "RAADWIJZER_SLACK_API": fake.api, "RAADWIJZER_STATE": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def served(environment):
    server = Served([SlackInput()], ScriptedAgent())
    yield server
    server.close()


@pytest.fixture
def fatima(served, fake):
    return SlackUser(served.url, fake)


@pytest.fixture
def done(tmp_path):
    return lambda: settled(tmp_path)


# ---------------------------------------------------------------- at the door

def test_the_url_is_verified(served):
    assert deliver(served.url, "events", CHALLENGE, signed(CHALLENGE)) == (200, b'{"challenge":"3eZbrw1aB"}')


@pytest.mark.parametrize(("headers", "status"), [
    ({}, 401), ({"X-Slack-Signature": "v0=ab"}, 401), ({"X-Slack-Request-Timestamp": str(int(time.time()))}, 401),
    (signed(CHALLENGE, "een ander geheim"), 403), (signed(b"{}"), 403),
    (signed(CHALLENGE) | {"X-Slack-Signature": "v0=" + "0" * 64}, 403),
    (signed(CHALLENGE, moment=time.time() - 310), 403), (signed(CHALLENGE, moment=time.time() + 700), 403),
    (signed(CHALLENGE) | {"X-Slack-Request-Timestamp": "morgen"}, 403),
    (signed(CHALLENGE) | {"X-Slack-Request-Timestamp": "9" * 400}, 403),
    (signed(CHALLENGE) | {"X-Slack-Signature": "v0=gehéim"}, 403), (signed(CHALLENGE) | {"X-Slack-Request-Timestamp": "-5"}, 403),
])
@pytest.mark.parametrize("path", ["events", "interactions", "commands"])
def test_what_slack_did_not_sign_just_now_is_refused(served, fake, path, headers, status):
    assert deliver(served.url, path, CHALLENGE, headers)[0] == status
    assert (served.agent.turns, fake.calls) == ([], [])


def test_a_signature_holds_five_minutes(served):
    assert deliver(served.url, "events", CHALLENGE, signed(CHALLENGE, moment=time.time() - 290))[0] == 200


def test_a_recorded_request_can_not_be_played_again(served, fake, fatima, done):
    body = json.dumps({"type": "event_callback", "event_id": "Ev0", "event": {
        "type": "message", "channel_type": "im", "channel": fatima.direct, "user": "UFATIMA", "text": "hoi",
        "ts": "1.0"}}).encode()
    headers = signed(body)
    assert [deliver(served.url, "events", body, headers)[0] for _ in range(3)] == [200, 403, 403]
    headers |= {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert deliver(served.url, "events", body, headers)[0] == 200
    done()
    assert texts(fake, fatima.direct) == ["Je zei: hoi"]


@pytest.mark.parametrize(("path", "body"), [
    ("events", b""), ("events", b"{"), ("events", b"[]"), ("events", b"null"), ("events", b"{}"), ("events", b"[" * 100_000),
    ("events", b'{"type": "event_callback"}'), ("events", b'{"type": "event_callback", "event": 5}'), ("events", b"\xff"),
    ("events", b'{"type": "event_callback", "event": {"type": "app_mention", "user": "U1", "text": "x"}}'),
    ("interactions", b""), ("interactions", b"payload=x"), ("interactions", b"payload=%7B%7D"), ("interactions", b"payload=[]"),
    ("interactions", b'payload={"type":"block_actions","actions":[{"type":"button","value":"x"}]}'),
    ("commands", b""), ("commands", b"text=hoi"), ("commands", b"ssl_check=1&token=x"),
])
def test_what_is_signed_but_odd_runs_no_turn(served, fake, path, body):
    status, _ = deliver(served.url, path, body, signed(body))
    assert status in (200, 400, 403)
    time.sleep(0.02)
    assert (served.agent.turns, fake.calls) == ([], [])


def test_without_tokens_nothing_is_mounted(monkeypatch, tmp_path):
    for name in ("RAADWIJZER_SLACK_TOKEN", "RAADWIJZER_SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RAADWIJZER_STATE", str(tmp_path))
    server = Served([SlackInput()], ScriptedAgent())
    assert deliver(server.url, "events", CHALLENGE, signed(CHALLENGE))[0] == 404
    server.close()


def test_the_manifest_names_the_addresses_that_are_served_and_asks_no_more_than_it_needs(served):
    manifest = yaml.safe_load((Path(slack.__file__).parent / "slack-manifest.yml").read_text(encoding="utf-8"))
    settings = manifest["settings"]
    urls = {settings["event_subscriptions"]["request_url"], settings["interactivity"]["request_url"],
            manifest["features"]["slash_commands"][0]["url"]}
    assert urls == {f"https://raadwijzer.example.nl/slack/{path}" for path in ("events", "interactions", "commands")}
    for url in urls:
        assert deliver(served.url, url.rpartition("/")[2], b"", {})[0] == 401  # there, and closed
    assert settings["event_subscriptions"]["bot_events"] == ["app_mention", "message.im"]
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == {"app_mentions:read", "chat:write", "commands", "files:write",
                                                              "im:history", "im:write"}


# ---------------------------------------------------------------- direct messages, channels, threads

def test_a_direct_message_is_answered_beside_it(served, fake, fatima, done):
    assert fatima.say("wat is een motie?") == 200
    done()
    (call,) = fake.of("chat.postMessage")
    assert (texts(fake, fatima.direct), "thread_ts" in call.values) == (["Je zei: wat is een motie?"], False)


def test_a_direct_message_in_a_thread_is_answered_in_it_and_goes_on_with_the_conversation(served, fake, fatima, done):
    fatima.say("een")
    fatima.say("twee", thread_ts="1700000000.0009")
    done()
    assert [call.values.get("thread_ts") for call in fake.of("chat.postMessage")] == [None, "1700000000.0009"]
    assert len({conversation for conversation, _ in served.agent.turns}) == 1


def test_a_mention_is_answered_in_a_thread_of_its_own(served, fake, fatima, done):
    fatima.say_in_channel(f"<@{BOT}> wat is een motie?", ts="1700000000.0001")
    fatima.say_in_channel(f"en hoe dan <@{BOT}>", ts="1700000000.0005", thread_ts="1700000000.0001")
    fatima.say_in_channel(f"<@{BOT}|raadwijzer> iets anders", ts="1700000000.0007")
    done()
    assert texts(fake, CHANNEL) == ["Je zei: wat is een motie?", "Je zei: en hoe dan", "Je zei: iets anders"]
    threads = [call.values["thread_ts"] for call in fake.of("chat.postMessage")]
    assert threads == ["1700000000.0001", "1700000000.0001", "1700000000.0007"]
    first, second, third = (conversation for conversation, _ in served.agent.turns)
    assert first == second != third


def test_each_person_in_a_thread_has_a_conversation_of_their_own(served, fake, fatima, done):
    for one in (fatima, SlackUser(served.url, fake, "UJAN")):
        one.say_in_channel(f"<@{BOT}> hoi", thread_ts="1700000000.0001")
    done()
    assert len({conversation for conversation, _ in served.agent.turns}) == 2


@pytest.mark.parametrize(("typed", "heard"), [
    ("wat &amp; hoe &lt;b&gt;", "wat & hoe <b>"), ("zie <https://x.nl/a|x.nl>", "zie x.nl"),
    ("zie <https://x.nl/a>", "zie https://x.nl/a"),
    ("mail <mailto:a@b.nl|a@b.nl>", "mail a@b.nl"), ("<@UJAN> zei iets in <#C1|raad>", "zei iets in raad"),
    ("/restart", "restart"),
    ('/motie{"facet": "hoe"}', 'motie{"facet": "hoe"}'), ("<!here> hoi", "hoi"), ("a\x00b", "a b"),
])
def test_what_slack_marks_up_is_read_as_people_read_it(served, fatima, done, typed, heard):
    fatima.say(typed)
    done()
    assert [text for _, text in served.agent.turns] == [heard]


@pytest.mark.parametrize("event", [
    {"type": "message", "channel_type": "im", "bot_id": "B1", "text": "hoi"},
    {"type": "message", "channel_type": "im", "subtype": "message_changed", "message": {"text": "hoi"}},
    {"type": "message", "channel_type": "im", "subtype": "message_deleted", "user": "UFATIMA"},
    {"type": "message", "channel_type": "channel", "user": "UFATIMA", "text": "onder elkaar"},
    {"type": "message", "channel_type": "im", "text": "niemand"}, {"type": "reaction_added", "user": "UFATIMA", "item": {}},
    {"type": "app_home_opened", "user": "UFATIMA"}, {"type": "member_joined_channel", "user": BOT}, {"type": "onbekend"}, {},
])
def test_what_is_not_for_the_bot_is_left_alone_and_not_kept(served, fake, fatima, tmp_path, event):
    assert fatima.event({"channel": fatima.direct, "ts": "1.0"} | event) == 200
    time.sleep(0.02)
    with sqlite3.connect(tmp_path / "channels.db") as db:
        assert (served.agent.turns, fake.calls, db.execute("SELECT count(*) FROM arrival").fetchone()) == ([], [], (0,))


def test_a_file_without_words_is_answered_kindly(served, fake, fatima, done):
    fatima.say("", subtype="file_share", files=[{"id": "F1"}])
    done()
    assert (served.agent.turns, texts(fake, fatima.direct)) == ([], ["Ik kan alleen tekst lezen. Typ je vraag, bijvoorbeeld: "
                                                                    "wat is een motie?"])


def test_a_retry_is_acknowledged_and_not_answered_again(served, fake, fatima, done):
    event = {"type": "message", "channel_type": "im", "channel": fatima.direct, "user": "UFATIMA", "text": "hoi", "ts": "1.0"}
    served.agent.free.clear()
    assert fatima.event(event, "Ev77") == 200
    for number in range(1, 4):
        assert fatima.event(event | {"ts": "1.0"}, "Ev77", **{"X-Slack-Retry-Num": str(number),
                                                              "X-Slack-Retry-Reason": "http_timeout"}) == 200
    served.agent.free.set()
    done()
    assert (len(served.agent.turns), texts(fake, fatima.direct)) == (1, ["Je zei: hoi"])


def test_a_retry_of_what_never_arrived_is_answered(served, fake, fatima, done):
    event = {"type": "message", "channel_type": "im", "channel": fatima.direct, "user": "UFATIMA", "text": "hoi", "ts": "1.0"}
    fatima.event(event, "Ev78", **{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_error"})
    done()
    assert texts(fake, fatima.direct) == ["Je zei: hoi"]


def test_slack_has_its_reply_long_before_the_answer(served, fake, fatima, done):
    served.agent.free.clear()
    started = time.monotonic()
    assert fatima.say("hoi") == 200
    assert fatima.command("hoi") == 200
    assert time.monotonic() - started < 3.0
    assert fake.calls == []
    served.kill()
    again = Served([SlackInput()], ScriptedAgent())
    done()
    assert [text for _, text in again.agent.turns] == ["hoi", "hoi"]
    again.close()


# ---------------------------------------------------------------- the slash command

def test_the_slash_command_is_answered_to_its_user_alone(served, fake, fatima, done):
    assert fatima.command("wat is een motie?") == 200
    done()
    (call,) = fake.of("respond")
    assert (whispers(fake), fake.of("chat.postMessage")) == (["Je zei: wat is een motie?"], [])
    assert (call.values["response_type"], call.values["replace_original"]) == ("ephemeral", False)


@pytest.mark.parametrize(("typed", "said"), [("", "/hulp"), ("help", "/hulp"), ("Stop", "/laat_maar"), ("start", "/groet"),
                                             (" /help ", "/hulp")])
def test_words_after_the_slash_command(served, fatima, done, typed, said):
    fatima.command(typed)
    done()
    assert [text for _, text in served.agent.turns] == [said]


def test_a_press_under_an_answer_for_one_stays_for_one(served, fake, fatima, done):
    served.agent.script["menu"] = MENU
    fatima.command("menu")
    done()
    fatima.press("Knop 31")
    done()
    assert whispers(fake)[-1] == "Je zei: /keuze_31"
    assert served.agent.turns[0][0] == served.agent.turns[1][0]


def test_an_address_elsewhere_gets_nothing(served, fake, fatima, done):
    form = {"command": "/raadwijzer", "text": "hoi", "user_id": "UFATIMA", "channel_id": CHANNEL, "trigger_id": "t0",
            "response_url": "http://127.0.0.1:1/steel"}
    fatima.post("commands", urllib.parse.urlencode(form).encode())
    done()
    assert (whispers(fake), texts(fake, "DUFATIMA")) == ([], ["Je zei: hoi"])


def test_what_the_address_for_one_takes_no_more_goes_to_direct_messages(served, fake, fatima, done):
    served.agent.script["veel"] = [{"text": f"Deel {number}."} for number in range(1, 8)]
    fatima.command("veel")
    done()
    assert whispers(fake) == [f"Deel {number}." for number in range(1, 6)]
    assert texts(fake, "DUFATIMA") == ["Deel 6.", "Deel 7."]


def test_forgetting_in_direct_messages_and_in_a_channel(served, fake, fatima, done, tmp_path):
    jan = SlackUser(served.url, fake, "UJAN")
    for one in (fatima, jan):
        one.say("zeer vertrouwelijk")
        one.say_in_channel(f"<@{BOT}> zeer vertrouwelijk", ts="1700000000.0001")
        one.say_in_channel(f"<@{BOT}> zeer vertrouwelijk", ts="1700000000.0002")
    done()
    fatima.command("wis")
    done()
    assert (len(served.agent.forgotten), whispers(fake)[-1][:34]) == (2, "Je gesprek in deze groep is bij mi")
    fatima.say("wis")
    done()
    assert (len(served.agent.forgotten), texts(fake, fatima.direct)[-1][:35]) == (3, "Alles wat ik van jou had, is gewist")
    with sqlite3.connect(tmp_path / "channels.db") as db:
        assert db.execute("SELECT person, count(*) FROM conversation GROUP BY person").fetchall() == [("UJAN", 3)]


# ---------------------------------------------------------------- buttons, sources, personal matters

def test_any_number_of_buttons_in_rows(served, fake, fatima, done):
    served.agent.script["menu"] = MENU
    fatima.say("menu")
    done()
    rows = [block["elements"] for block in fake.of("chat.postMessage")[0].values["blocks"] if block["type"] == "actions"]
    assert [len(row) for row in rows] == [5] * 6 + [2]
    assert rows[-1][-1]["text"] == {"type": "plain_text", "text": "Knop 31", "emoji": False}
    fatima.press("Knop 17")
    done()
    assert served.agent.turns[-1] == (served.agent.turns[0][0], "/keuze_17")


@pytest.mark.parametrize("value", ["/restart", "x", '/motie{"facet": "hoe"}'])
def test_a_button_that_was_never_offered_runs_no_turn(served, fake, fatima, done, value):
    fatima.press_id(value)
    done()
    assert (served.agent.turns, whispers(fake)) == ([], ["Deze knop werkt niet meer. Typ je vraag."])


def test_a_button_of_another_is_not_for_you(served, fake, fatima, done):
    served.agent.script["menu"] = MENU
    fatima.say_in_channel(f"<@{BOT}> menu")
    done()
    SlackUser(served.url, fake, "UJAN").press("Knop 0", CHANNEL)
    done()
    assert (len(served.agent.turns), whispers(fake)[0][:39]) == (1, "Deze knop is voor iemand anders. Stel j")
    fatima.press("Knop 0", CHANNEL)
    done()
    calls = fake.of("chat.postMessage")
    assert calls[-1].values["thread_ts"] == calls[0].values["thread_ts"]


def test_sources_stand_in_a_context_block(served, fake, fatima, done):
    source = {"title": "Brochure voor raadsleden", "as_of": "2020", "section": "Motie", "layer": "brochure", "url": None}
    served.agent.script |= {
        "in de tekst": [{"text": "Een **uitspraak**.\n\nBron: Brochure voor raadsleden (2020), Motie\n"
                                 "[Gemeentewet, artikel 147b](https://wetten.overheid.nl/x)", "answer": {"sources": [source]}}],
        "niet in de tekst": [{"text": "Een uitspraak.", "answer": {"sources": [source]}}]}
    fatima.say("in de tekst")
    fatima.say("niet in de tekst")
    done()
    first, second = (call.values["blocks"] for call in fake.of("chat.postMessage"))
    line = {"type": "plain_text", "text": "Bron: Brochure voor raadsleden (2020), Motie", "emoji": False}
    assert first[1] == {"type": "context", "elements": [line, {
        "type": "mrkdwn", "text": "<https://wetten.overheid.nl/x|Gemeentewet, artikel 147b>", "verbatim": True}]}
    assert second[1] == {"type": "context", "elements": [line]}


def test_no_markup_reaches_the_screen_and_no_sign_becomes_markup(served, fake, fatima, done):
    served.agent.script["x"] = [{"text": "**Let op** <b>x</b> &amp; *a* _b_ <!channel> `c` ~d~ <@UJAN>\n- een\n2. twee"}]
    fatima.say("x")
    done()
    values = fake.of("chat.postMessage")[0].values
    section, bullets, numbers = values["blocks"][0]["elements"]
    assert section["elements"] == [{"type": "text", "text": "Let op", "style": {"bold": True}},
                                   {"type": "text", "text": " <b>x</b> &amp; *a* _b_ <!channel> `c` ~d~ <@UJAN>"}]
    assert (bullets["style"], numbers["style"], numbers["offset"]) == ("bullet", "ordered", 1)
    assert "<!channel>" not in values["text"] and "&lt;!channel&gt;" in values["text"]


def test_a_long_text_goes_in_pieces_that_slack_takes(served, fake, fatima, done):
    served.agent.script["lang"] = [{"text": "Een zin over € 1.000 en meer. " * 400 + "\n\nBron: Brochure (2020), Motie"}]
    fatima.say("lang")
    done()
    blocks = [call.values["blocks"] for call in fake.of("chat.postMessage")]
    assert (len(blocks), fake.refused) == (5, [])
    assert [any(block["type"] == "context" for block in one) for one in blocks] == [False] * 4 + [True]
    assert " ".join(texts(fake, fatima.direct)).count("en meer.") == 400


def test_a_personal_question_in_a_channel_is_answered_in_direct_messages(served, fake, fatima, done):
    served.agent.script["vergoeding?"] = PAY
    fatima.say_in_channel(f"<@{BOT}> vergoeding?")
    done()
    assert texts(fake, "DUFATIMA") == ["Hoeveel inwoners?"]
    assert texts(fake, CHANNEL) == ["Dit is persoonlijk. Ik antwoord in ons privégesprek."]
    assert served.agent.forgotten[0][0] == served.agent.turns[0][0] != served.agent.turns[1][0]
    fatima.press("Stoppen")
    fatima.say("45.000")
    done()
    assert [conversation for conversation, _ in served.agent.turns[2:]] == [served.agent.turns[1][0]] * 2


def test_where_direct_messages_stay_closed_there_is_a_link(served, fake, fatima, done):
    served.agent.script["vergoeding?"] = PAY
    fake.closed.add("UFATIMA")
    fatima.say_in_channel(f"<@{BOT}> vergoeding?")
    done()
    (call,) = fake.of("chat.postMessage")
    link = call.values["blocks"][0]["elements"][0]["elements"][1]
    assert link == {"type": "link", "url": "https://slack.com/app_redirect?app=A1&team=T1", "text": "Open het zelf"}


# ---------------------------------------------------------------- files and trouble

def hand_out(tmp_path, name, content):
    def messages(message):
        folder = tmp_path / "files" / message.sender_id / "abc123"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        return [{"text": "Klaar.", "file": {"name": name, "url": f"/chat/file/abc123/{name}", "alt": "Staven"}}]
    return messages


@pytest.mark.parametrize(("name", "content"), [("motie.docx", b"PK\x03\x04inhoud"), ("uren.png", b"\x89PNG\r\n\x1a\nplaat")])
def test_files_are_uploaded_with_the_current_calls_into_the_thread(served, fake, fatima, done, tmp_path, name, content):
    served.agent.script["maak"] = hand_out(tmp_path, name, content)
    fatima.say_in_channel(f"<@{BOT}> maak", ts="1700000000.0001")
    done()
    (begin,), (call,) = fake.of("files.getUploadURLExternal"), fake.of("files.completeUploadExternal")
    assert (begin.values["filename"], begin.values.get("alt_txt")) == (name, "Staven")
    assert (call.values["channel_id"], call.values["thread_ts"]) == (CHANNEL, "1700000000.0001")
    assert [(file["title"], file["content"]) for file in call.values["files"]] == [(name, content)]


def test_a_file_of_a_slash_command_goes_to_direct_messages(served, fake, fatima, done, tmp_path):
    served.agent.script["maak"] = hand_out(tmp_path, "motie.docx", b"PK\x03\x04inhoud")
    fatima.command("maak")
    done()
    assert fake.of("files.completeUploadExternal")[0].values["channel_id"] == "DUFATIMA"
    assert whispers(fake) == ["Klaar.", "Het bestand heb ik in ons privégesprek gezet."]


def test_a_busy_slack_gets_the_answer_later_and_once(served, fake, fatima, done):
    fake.busy = 1
    fatima.say("hoi")
    done()
    assert texts(fake, fatima.direct) == ["Je zei: hoi"]


def test_no_secret_stands_in_the_logs(environment, fake, caplog, tmp_path):
    caplog.set_level("DEBUG")
    server = Served([SlackInput()], ScriptedAgent())
    fatima = SlackUser(server.url, fake)
    fatima.say("zeer persoonlijk")
    fatima.command("zeer persoonlijk")
    deliver(server.url, "events", CHALLENGE, signed(CHALLENGE, "fout"))
    settled(tmp_path)
    fake.token = "een ander"
    fatima.say("zeer persoonlijk")
    settled(tmp_path)
    server.close()
    assert "invalid_auth" in caplog.text
    for secret in (TOKEN, SIGNING_SECRET, "zeer persoonlijk", "/respond/"):
        assert secret not in caplog.text
