"""Sessions of the web channel: tokens that hold, transcripts, offered buttons, votes, and really forgetting."""

import sqlite3
import threading
import time

import jwt
import pytest

from bot.channels.sessions import CHANNEL, Refused, Sessions

SECRET = "een geheim dat lang genoeg is voor HS256, ruim 32 tekens"


@pytest.fixture
def sessions(tmp_path):
    return Sessions(tmp_path / "state" / "web.db", SECRET, hours=1)


@pytest.fixture
def session(sessions):
    return sessions.identify(sessions.start()[0])


def rows(tmp_path, table):
    with sqlite3.connect(tmp_path / "state" / "web.db") as db:
        return db.execute(f"SELECT * FROM {table}").fetchall()


def signed(session, secret=SECRET, **changed):
    return jwt.encode({"sub": session, "aud": CHANNEL, "exp": int(time.time()) + 60} | changed, secret, algorithm="HS256")


def test_a_token_names_its_session(sessions):
    token, expires = sessions.start()
    assert sessions.identify(token) == jwt.decode(token, SECRET, algorithms=["HS256"], audience=CHANNEL)["sub"]
    assert expires - time.time() == pytest.approx(3600, abs=5)


def test_every_session_is_another(sessions):
    first, second = (sessions.identify(sessions.start()[0]) for _ in range(2))
    assert first != second
    assert len(first) == 32


def test_a_token_of_the_right_key_holds(sessions, session):
    assert sessions.identify(signed(session)) == session


@pytest.mark.parametrize("changed", [
    {"secret": "een ander geheim dat ook lang genoeg is, ruim 32 tekens"}, {"aud": "telegram"}, {"exp": int(time.time()) - 1},
    {"sub": "0" * 32}, {"aud": None},
])
def test_a_token_that_does_not_hold_is_refused(sessions, session, changed):
    token = signed(session, **changed)
    with pytest.raises(Refused):
        sessions.identify(token)


@pytest.mark.parametrize("token", [None, "", "x", "a.b.c", "😀", "a" * 5000])
def test_no_token_is_refused(sessions, token):
    with pytest.raises(Refused):
        sessions.identify(token)


def test_a_token_without_signature_is_refused(sessions, session):
    token = jwt.encode({"sub": session, "aud": CHANNEL, "exp": int(time.time()) + 60}, None, algorithm="none")
    with pytest.raises(Refused):
        sessions.identify(token)


def test_a_token_with_a_part_changed_is_refused(sessions):
    head, claims, signature = sessions.start()[0].split(".")
    other = sessions.start()[0].split(".")[1]
    with pytest.raises(Refused, match="Signature"):
        sessions.identify(f"{head}.{other}.{signature}")


def test_a_token_without_a_session_inside_is_refused(sessions):
    token = jwt.encode({"aud": CHANNEL, "exp": int(time.time()) + 60}, SECRET, algorithm="HS256")
    with pytest.raises(Refused):
        sessions.identify(token)


def test_an_expired_session_is_refused(tmp_path):
    sessions = Sessions(tmp_path / "web.db", SECRET, hours=-1)
    with pytest.raises(Refused, match="expired"):
        sessions.identify(sessions.start()[0])


def test_a_deleted_session_is_refused(sessions):
    token, _ = sessions.start()
    sessions.forget(sessions.identify(token))
    with pytest.raises(Refused, match="deleted"):
        sessions.identify(token)


def test_history_stands_in_order_with_roles(sessions, session):
    kept = [sessions.keep(session, role, {"text": text}) for role, text in (("user", "één 😀"), ("bot", "<b>"), ("user", "drie"))]
    assert [(m["role"], m["text"], m["id"]) for m in sessions.history(session)] == [
        ("user", "één 😀", kept[0]["id"]), ("bot", "<b>", kept[1]["id"]), ("user", "drie", kept[2]["id"])]


def test_messages_of_the_same_moment_keep_their_order(sessions, session, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 1_000.0)
    for number in range(20):
        sessions.keep(session, "bot", {"text": str(number)})
    assert [m["text"] for m in sessions.history(session)] == [str(number) for number in range(20)]


def test_history_holds_nothing_of_another_session(sessions, session):
    sessions.keep("een ander", "user", {"text": "geheim"})
    assert sessions.history(session) == []


def test_only_an_offered_payload_has_a_title(sessions, session):
    sessions.keep(session, "bot", {"text": "kies", "buttons": [{"title": "Hoe?", "payload": "/motie"}]})
    assert sessions.offered(session, "/motie") == "Hoe?"
    assert sessions.offered(session, "/amendement") is None
    assert sessions.offered("een ander", "/motie") is None


def test_the_newest_title_of_a_payload_counts(sessions, session):
    for title in ("Oud", "Nieuw"):
        sessions.keep(session, "bot", {"text": "", "buttons": [{"title": title, "payload": "/ja"}]})
    assert sessions.offered(session, "/ja") == "Nieuw"


def test_a_vote_on_a_message_of_the_bot_is_kept_and_replaced(sessions, session, tmp_path):
    message = sessions.keep(session, "bot", {"text": "antwoord"})["id"]
    assert sessions.vote(session, message, "up", None) is True
    assert sessions.vote(session, message, "down", "klopt niet") is True
    assert [row[:4] for row in rows(tmp_path, "feedback")] == [(message, session, "down", "klopt niet")]


def test_a_vote_on_another_message_is_not_kept(sessions, session, tmp_path):
    foreign = sessions.keep("een ander", "bot", {"text": "antwoord"})["id"]
    own = sessions.keep(session, "user", {"text": "vraag"})["id"]
    assert [sessions.vote(session, message, "up", None) for message in (foreign, own, "", "' OR 1=1")] == [False] * 4
    assert rows(tmp_path, "feedback") == []


def test_forgetting_leaves_nothing_in_the_file_and_keeps_the_others(sessions, session, tmp_path):
    other = sessions.identify(sessions.start()[0])
    for owner in (session, other):
        sessions.vote(owner, sessions.keep(owner, "bot", {"text": f"van {owner}"})["id"], "up", "goed")
    sessions.forget(session)
    kept = [rows(tmp_path, table) for table in ("session", "message", "feedback")]
    assert [len(table) for table in kept] == [1, 1, 1]
    assert session not in str(kept)


def test_forgotten_words_do_not_linger_in_the_bytes_of_the_file(sessions, session, tmp_path):
    sessions.keep(session, "user", {"text": "zeer vertrouwelijk"})
    sessions.forget(session)
    assert [p.name for p in (tmp_path / "state").iterdir() if b"zeer vertrouwelijk" in p.read_bytes()] == []


def test_many_threads_may_write_at_once(sessions, session):
    threads = [threading.Thread(target=sessions.keep, args=(session, "user", {"text": str(n)})) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(m["text"]) for m in sessions.history(session)) == list(range(12))


def test_a_restart_keeps_the_sessions(sessions, tmp_path):
    token, _ = sessions.start()
    again = Sessions(tmp_path / "state" / "web.db", SECRET, hours=1)
    assert again.identify(token) == sessions.identify(token)
