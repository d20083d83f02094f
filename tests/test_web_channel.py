"""The web channel's contract over HTTP: sessions, history, forgetting, feedback, and everything that is bad input."""

import base64
import json
import urllib.error
import urllib.request
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from actions.files import hand_out


def test_a_session_answers_and_is_remembered(bot):
    talk = bot.talk().say("wat is een motie?")
    assert (talk.answer["kind"], talk.answer["topic"], talk.answer["facet"]) == ("answer", "motie", "wat")
    history = bot.call("GET", "history", token=talk.token).body["messages"]
    assert [m["role"] for m in history] == ["user", "bot"]
    assert history[1]["id"] == talk.messages[0]["id"]


def test_a_source_carries_all_of_the_contract(bot):
    source = bot.talk().say("wat doet de rekenkamer?").answer["sources"][0]
    assert set(source) == {"id", "title", "section", "text", "url", "layer", "as_of", "overtaken"}
    assert (source["layer"], source["as_of"]) == ("brochure", "2020")
    assert "1 januari 2023" in source["overtaken"]["text"]


def test_two_sessions_do_not_share_a_conversation(bot):
    first, second = bot.talk().say("hoeveel vergoeding krijg ik?"), bot.talk().say("hoi")
    assert "inwoners" in first.text
    assert "inwoners" not in second.text


def test_forgetting_is_real(bot):
    talk = bot.talk().say("ik heet Zwaluwstaartje")
    assert bot.call("DELETE", "session", token=talk.token).status == 204
    assert bot.call("GET", "history", token=talk.token).status == 401
    assert bot.call("POST", "message", {"text": "hoi"}, talk.token).status == 401
    left = b"".join(path.read_bytes() for path in bot.state.glob("*.db*"))
    assert b"Zwaluwstaartje" not in left


def test_feedback_on_an_own_message_only(bot):
    talk, other = bot.talk().say("hoi"), bot.talk()
    vote = {"message_id": talk.messages[0]["id"], "vote": "up", "reason": "helder"}
    assert bot.call("POST", "feedback", vote, talk.token).status == 200
    assert bot.call("POST", "feedback", vote, other.token).status == 404
    assert bot.call("POST", "feedback", vote | {"vote": "sideways"}, talk.token).status == 400


@pytest.mark.parametrize("message", ["\ud800", "' OR 1=1 --", "0" * 33, 5, None, ["x"], {}, "../x"])
def test_feedback_on_what_is_no_message(bot, message):
    talk = bot.talk().say("hoi")
    vote = {"message_id": message, "vote": "up", "reason": "\ud800\x00"}
    reply = bot.call("POST", "feedback", vote, talk.token)
    assert (reply.status, reply.body["error"]["code"]) == (404, "geen_bericht")
    assert bot.call("POST", "feedback", vote | {"message_id": talk.messages[0]["id"]}, talk.token).status == 200


@pytest.mark.parametrize("token", [None, "", "x", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "a.b.c"])
def test_no_or_forged_token(bot, token):
    reply = bot.call("POST", "message", {"text": "hoi"}, token)
    assert (reply.status, reply.body["error"]["code"]) == (401, "geen_sessie")


@pytest.mark.parametrize(("body", "status", "code"), [
    ({"text": ""}, 400, "leeg"), ({"text": "  \n "}, 400, "leeg"), ({"text": "\x00\x07"}, 400, "leeg"), ({}, 400, "leeg"),
    ({"text": "a" * 20_000}, 413, "te_lang"), ({"text": 5}, 400, "onleesbaar"), ([], 400, "onleesbaar"),
    ({"payload": "/dreiging"}, 400, "onbekende_knop"), ({"payload": {"a": 1}}, 400, "onbekende_knop"),
])
def test_bad_bodies(bot, body, status, code):
    talk = bot.talk()
    reply = bot.call("POST", "message", body, talk.token)
    assert (reply.status, reply.body["error"]["code"]) == (status, code)
    assert talk.say("wat is een amendement?").answer["topic"] == "amendement"


@pytest.mark.parametrize(("raw", "content_type", "status"), [
    (b'{"text": "hoi"', "application/json", 400), (b"\xff\xfe", "application/json", 400),
    (b'{"text": "hoi"}', "text/plain", 415), (b"text=hoi", "application/x-www-form-urlencoded", 415),
    (b"[" * 50_000, "application/json", 400), (b" " * 70_000, "application/json", 413),
])
def test_bad_bytes(bot, raw, content_type, status):
    token = bot.talk().token
    reply = bot.call("POST", "message", token=token, raw=raw, content_type=content_type)
    assert reply.status == status
    assert reply.body["error"]["message"].endswith(".") or "}" in reply.body["error"]["message"]


@pytest.mark.parametrize("text", ["😀😀😀", "<script>alert(1)</script>", "<b>motie</b>", "a\x00b\x1bc", "٣٤٥", "?", "x" * 3900,
                                  "{passage} {0[x]} %s", "/dreiging", "/restart", "' OR 1=1 --"])
def test_odd_texts_get_a_reply_without_a_trace(bot, text):
    talk = bot.talk().say(text)
    assert talk.text
    assert "Traceback" not in talk.text
    assert talk.say("hoe werkt een motie?").answer["topic"] == "motie"


def test_a_typed_slash_is_no_payload(bot):
    talk = bot.talk().say("/vergoeding_berekenen")
    assert bot.call("GET", "history", token=talk.token).body["messages"][0]["text"] == "vergoeding_berekenen"


def test_only_what_the_contract_names_is_open(bot):
    root = bot.base.removesuffix("chat/")
    for path in ("webhooks/rest/webhook", "model/parse", "domain", "conversations/x/tracker"):
        bot_at_root = type(bot)(root, bot.state)
        assert bot_at_root.call("POST", path, {"sender": "x", "message": "hoi"}).status in (404, 405), path


def test_health_and_page(bot):
    health, page = bot.call("GET", "health"), bot.call("GET", "")
    assert health.body == {"ready": True, "servers": {"rasa": True, "actions": True}}
    assert page.status == 200
    assert '<html lang="nl">' in page.body["text"]


def test_a_message_with_an_id_is_answered_once(bot):
    talk = bot.talk()
    first, again = (bot.call("POST", "message", {"text": "bereken mijn vergoeding", "id": "a-1"}, talk.token) for _ in range(2))
    assert first == again
    assert first.body["messages"][0]["answer"]["kind"] == "form"
    history = bot.call("GET", "history", token=talk.token).body["messages"]
    assert [(m["role"], m.get("turn")) for m in history] == [("user", "a-1"), ("bot", None)]
    other = bot.call("POST", "message", {"text": "73k", "id": "a-2"}, talk.token)
    assert "klasse 6" in other.body["messages"][0]["text"]


@pytest.mark.parametrize("key", ["", "a b", "a" * 65, "é", 5, {}, "../x"])
def test_an_id_that_is_none_is_refused(bot, key):
    reply = bot.call("POST", "message", {"text": "hoi", "id": key}, bot.talk().token)
    assert (reply.status, reply.body["error"]["code"]) == (400, "onleesbaar")


def test_a_vote_comes_back_with_the_history(bot):
    talk = bot.talk().say("wat is een motie?")
    bot.call("POST", "feedback", {"message_id": talk.messages[0]["id"], "vote": "down"}, talk.token)
    assert [m.get("vote") for m in bot.call("GET", "history", token=talk.token).body["messages"]] == [None, "down"]


def test_the_faq_finds_what_the_bot_finds(bot):
    asked = "kan ik die wethouder vanavond ter verantwoording roepen?"
    page = BeautifulSoup(bot.call("GET", f"faq?{urlencode({'q': asked})}").body["text"], "lxml")
    first = page.select_one("article h2 a")["href"].removeprefix("faq#")
    assert first.split("/")[0] == bot.talk().say(asked).answer["topic"] == "interpellatie"
    assert "zeker antwoord" not in page.main.get_text()


def test_errors_are_json_in_dutch(bot):
    body = bot.call("POST", "message", {"text": ""}, bot.talk().token).body
    assert json.dumps(body, ensure_ascii=False) == (
        '{"error": {"code": "leeg", "message": "Je bericht is leeg. Typ een vraag, bijvoorbeeld: wat is een motie?"}}')


# ---------------------------------------------------------------- handed-out files

def fetch(bot, path):
    """Status, headers and bytes of a plain GET, as a browser follows a link: without a token."""
    try:
        with urllib.request.urlopen(bot.base.removesuffix("/chat/") + path, timeout=30) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def handed(bot, talk, monkeypatch, name, content=b"\x00inhoud\xff"):
    """A file as the actions hand it out in the conversation of `talk`; its address."""
    claims = talk.token.split(".")[1]
    session = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["sub"]
    monkeypatch.setenv("RAADWIJZER_STATE", str(bot.state))
    return hand_out(session, name, content)["url"]


def test_a_handed_out_file_is_served_as_it_is(bot, monkeypatch):
    status, headers, content = fetch(bot, handed(bot, bot.talk(), monkeypatch, "Motie speeltuin.docx"))
    assert (status, content) == (200, b"\x00inhoud\xff")
    assert headers["Content-Disposition"] == 'attachment; filename="Motie-speeltuin.docx"'
    assert headers["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


def test_a_picture_may_be_shown_in_the_page(bot, monkeypatch):
    headers = fetch(bot, handed(bot, bot.talk(), monkeypatch, "uren.png"))[1]
    assert (headers["Content-Type"], headers["Content-Disposition"]) == ("image/png", 'inline; filename="uren.png"')


@pytest.mark.parametrize("end", ["/ander.docx", "/..%2F..%2F..%2Fsecret", "/%2e%2e/%2e%2e/secret", "/../../../secret", "/", "",
                                 "/motie.docx%00", "/motie%2Edocx.exe", "/*.docx", "/motie.docx/x"])
def test_no_trick_with_the_address_reaches_another_file(bot, monkeypatch, end):
    folder = handed(bot, bot.talk(), monkeypatch, "motie.docx").rsplit("/", 1)[0]
    assert fetch(bot, folder + end)[0] == 404
    assert fetch(bot, folder + "/motie.docx")[0] == 200


def test_a_file_that_is_not_there_is_said_in_dutch(bot):
    status, _, content = fetch(bot, f"/chat/file/{'0' * 32}/motie.docx")
    assert (status, json.loads(content)["error"]["code"]) == (404, "geen_bestand")


def test_forgetting_a_conversation_forgets_its_files(bot, monkeypatch):
    talk, other = bot.talk(), bot.talk()
    gone, stays = (handed(bot, one, monkeypatch, "motie.docx") for one in (talk, other))
    assert bot.call("DELETE", "session", token=talk.token).status == 204
    assert (fetch(bot, gone)[0], fetch(bot, stays)[0]) == (404, 200)


# ---------------------------------------------------------------- closed and private

@pytest.mark.parametrize("path", ["", "status", "version", "domain", "model", "model/parse", "conversations/x/tracker",
                                  "conversations/x/messages", "conversations/x/trigger_intent", "webhooks/rest/webhook",
                                  "webhooks/rest/", "socket.io/", "openapi.json"])
def test_rasas_own_addresses_are_closed(bot, path):
    for method in ("GET", "POST"):
        status, headers, body = raw(bot, method, f"/{path}")
        assert (status, b"Rasa" in body) in {(404, False), (405, False)}
        assert (headers["X-Content-Type-Options"], headers["Content-Type"]) == ("nosniff", "application/json")


def raw(bot, method, path):
    """Status, headers and bytes of a call outside the channel."""
    request = urllib.request.Request(bot.base.removesuffix("/chat/") + path, method=method,
                                     data=b"{}" if method == "POST" else None)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_typing_wis_leaves_nothing_of_what_was_said_not_even_in_the_logs(bot):
    talk = bot.talk().say("bereken mijn vergoeding").say("ik heet Gierzwaluwtje en bel me op 06-58213947")
    assert "gewist" in talk.say("verwijder dit gesprek").text
    left = [path.name for path in bot.state.rglob("*") if path.is_file()
            and any(word in path.read_bytes() for word in (b"Gierzwaluwtje", b"58213947"))]
    assert left == []
    assert talk.say("wat is een motie?").answer["topic"] == "motie"


def test_a_secret_gets_a_notice_before_its_answer(bot):
    talk = bot.talk().say("vertrouwelijk: wat ik schrijf mag niet naar buiten. wat is een motie?")
    assert "Wis gesprek" in talk.messages[0]["text"]
    assert len(talk.messages) > 1
