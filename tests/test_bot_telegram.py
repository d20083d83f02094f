"""The Telegram channel over HTTP, against a stand-in of the Bot API and a scripted dialogue."""

import json
import sqlite3
import time

import pytest
from telegram import Chat, Message, MessageEntity, Update, User

from bot.channels import telegram_porter
from bot.channels.telegram import TelegramInput
from bot.settings import Settings
from tests.channel_server import ScriptedAgent, Served, settled
from tests.fake_platform import wait_for
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.telegram_user import BOT, GROUP, NOW, SECRET, TelegramUser, deliver, member, texts

LONGEST = Settings().longest_text
PAY = [{"text": "Hoeveel inwoners?", "answer": {"kind": "form", "topic": "vergoeding"},
        "buttons": [{"title": "Stoppen", "payload": "/laat_maar"}]}]
DANGER = [{"text": "Bel 112.", "answer": {"kind": "safety", "topic": "bedreiging"}}]
MENU = [{"text": "Kies.", "buttons": [{"title": "Hoe?", "payload": '/motie{"facet": "hoe"}'},
                                      {"title": "Bereken", "payload": "/vergoeding_berekenen"}]}]


@pytest.fixture
def fake():
    platform = FakeTelegram()
    yield platform
    platform.close()


@pytest.fixture
def environment(monkeypatch, tmp_path, fake):
    for name, value in {"RAADWIJZER_TELEGRAM_TOKEN": TOKEN, "RAADWIJZER_TELEGRAM_SECRET": SECRET,
                        "RAADWIJZER_PUBLIC_URL": "https://raadwijzer.example.nl/", "RAADWIJZER_TELEGRAM_API": fake.url,
                        "RAADWIJZER_STATE": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(telegram_porter, "PAUSES", (0.01, 0.01))


@pytest.fixture
def served(environment, fake):
    server = Served([TelegramInput()], ScriptedAgent())
    wait_for(lambda: len(fake.of("setMyCommands")) == 2)
    time.sleep(0.02)
    fake.clear()
    yield server
    server.close()


@pytest.fixture
def fatima(served, fake):
    return TelegramUser(served.url, fake)


@pytest.fixture
def done(tmp_path):
    return lambda: settled(tmp_path)


# ---------------------------------------------------------------- at the door

def test_the_webhook_is_set_with_its_secret_and_only_what_is_needed(environment, fake):
    server = Served([TelegramInput()], ScriptedAgent())
    (call,) = wait_for(lambda: fake.of("setWebhook"))
    server.close()
    assert call.values == {"url": "https://raadwijzer.example.nl/telegram/webhook", "secret_token": SECRET,
                           "allowed_updates": ["message", "callback_query", "my_chat_member"]}


@pytest.mark.parametrize(("secret", "status"), [
    (None, 401), ("", 403), ("x", 403), (SECRET + "x", 403), (SECRET[:-1], 403), (SECRET.upper(), 403), ("gehéim", 403),
])
def test_who_lacks_the_secret_is_refused_and_nothing_happens(served, fake, fatima, secret, status):
    body = Update(1, message=fatima.message("hoi")).to_json().encode()
    assert deliver(served.url, body, secret.encode("utf-8").decode("latin-1") if secret else secret) == status
    time.sleep(0.05)
    assert (served.agent.turns, fake.calls) == ([], [])


def test_the_webhook_can_not_be_set_from_outside(served, fatima):
    for path in ("/telegram/set_webhook", "/webhooks/telegram/set_webhook", "/webhooks/telegram/webhook", "/telegram/"):
        assert deliver(served.url + path, b"{}") == 404
    assert fatima.say("hoi") == 200


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"{}", b'{"update_id": 1}',
                                  b'{"update_id": "x", "message": 5}',
                                  b'{"update_id": 2, "message": {"text": "hoi"}}', b"\xff", b"[" * 100_000, b" " * 1_100_000])
def test_what_can_not_be_read_is_not_sent_again_and_does_nothing(served, body):
    assert deliver(served.url, body) == 200
    assert served.agent.turns == []


@pytest.mark.parametrize("changed", [
    {"text": "\ud800"}, {"date": 2**64}, {"chat": {"id": "x", "type": "private"}}, {"chat": {"id": 1e300, "type": "private"}},
    {"from": {"id": ["x"], "is_bot": False, "first_name": "F"}}, {"message_thread_id": "x", "is_topic_message": True},
])
def test_what_telegram_never_sends_does_nothing(served, caplog, changed):
    message = {"message_id": 1, "date": 1, "chat": {"id": 77, "type": "private"}, "text": "hoi",
               "from": {"id": 77, "is_bot": False, "first_name": "F"}} | changed
    assert deliver(served.url, json.dumps({"update_id": 1, "message": message}).encode()) == 200
    time.sleep(0.05)
    assert served.agent.turns == []
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


def test_a_token_that_telegram_does_not_know_leaves_the_channel_off(environment, monkeypatch, fake, caplog):
    monkeypatch.setenv("RAADWIJZER_TELEGRAM_TOKEN", "1:verkeerd-geheim")
    server = Served([TelegramInput()], ScriptedAgent())
    wait_for(lambda: "Telegram stays off" in caplog.text)
    assert deliver(server.url, b"{}") == 503
    server.close()
    assert "verkeerd-geheim" not in caplog.text


def test_without_a_token_nothing_is_mounted(monkeypatch, tmp_path):
    monkeypatch.delenv("RAADWIJZER_TELEGRAM_TOKEN", raising=False)
    monkeypatch.setenv("RAADWIJZER_STATE", str(tmp_path))
    server = Served([TelegramInput()], ScriptedAgent())
    assert deliver(server.url, b"{}") == 404
    server.close()


# ---------------------------------------------------------------- the private chat

def test_a_question_is_answered(served, fake, fatima, done):
    assert fatima.say("wat is een motie?") == 200
    done()
    assert texts(fake, 77) == ["Je zei: wat is een motie?"]
    assert fake.of("sendMessage")[0].values["link_preview_options"] == {"is_disabled": True}


def test_an_update_that_comes_again_is_answered_once(served, fake, fatima, done):
    update = Update(99, message=fatima.message("hoi"))
    assert [fatima.deliver(update) for _ in range(4)] == [200] * 4
    done()
    assert fatima.deliver(update) == 200
    done()
    assert (len(served.agent.turns), texts(fake, 77)) == (1, ["Je zei: hoi"])


def test_the_webhook_does_not_wait_for_the_answer_and_keeps_the_order(served, fake, fatima, done):
    served.agent.free.clear()
    assert [fatima.say(f"vraag {number}") for number in range(4)] == [200] * 4
    assert texts(fake, 77) == []
    served.agent.free.set()
    done()
    assert (texts(fake, 77), served.agent.most_at_once) == ([f"Je zei: vraag {number}" for number in range(4)], 1)


def test_people_do_not_wait_for_each_other(served, fake, done):
    served.agent.free.clear()
    assert [TelegramUser(served.url, fake, identity).say("hoi") for identity in range(101, 109)] == [200] * 8
    wait_for(lambda: served.agent.most_at_once == 8)
    served.agent.free.set()
    done()
    assert len({conversation for conversation, _ in served.agent.turns}) == 8


def test_what_a_stop_of_the_server_left_is_answered_after_the_start(served, fake, fatima, done, environment):
    served.agent.free.clear()
    assert fatima.say("vlak voor de stop") == 200
    served.kill()
    again = Served([TelegramInput()], ScriptedAgent())
    done()
    assert [text for _, text in again.agent.turns] == ["vlak voor de stop"]
    assert texts(fake, 77) == ["Je zei: vlak voor de stop"]
    again.close()


@pytest.mark.parametrize(("typed", "heard"), [
    ('/motie{"facet": "hoe"}', 'motie{"facet": "hoe"}'), ("/vergoeding_berekenen", "vergoeding_berekenen"),
    ("/restart", "restart"),
    ("//session_start", "session_start"), ("  /dreiging", "dreiging"), ("/back", "back"),
])
def test_a_typed_slash_is_no_payload(served, fatima, done, typed, heard):
    assert fatima.say(typed) == 200
    done()
    assert [text for _, text in served.agent.turns] == [heard]


@pytest.mark.parametrize(("command", "said"), [("/start", "/groet"), ("/help", "/hulp"), ("/stop", "/laat_maar"),
                                               ("/HELP", "/hulp"), ("/help@raadwijzer_bot", "/hulp"), ("/start onzin", "/groet")])
def test_commands(served, fatima, done, command, said):
    assert fatima.say(command) == 200
    done()
    assert [text for _, text in served.agent.turns] == [said]


def test_start_says_what_is_kept_where_and_how_to_delete_it(fake, fatima, done):
    fatima.say("/start")
    done()
    assert texts(fake, 77)[-1] == ("Goed om te weten: wat je hier typt, staat bij Telegram en op de server van Raadwijzer. "
                                   "Wis het met /wis.")


def test_forgetting_takes_everything_of_this_person_and_nothing_of_another(served, fake, fatima, done, tmp_path):
    served.agent.script["menu"] = MENU
    other = TelegramUser(served.url, fake, 88)
    for one in (fatima, other):
        one.say("menu")
        one.say_in_group("@raadwijzer_bot zeer vertrouwelijk")
    done()
    mine = {conversation for conversation, text in served.agent.turns if text in ("menu", "zeer vertrouwelijk")}
    for conversation in mine:
        (tmp_path / "files" / conversation / "a").mkdir(parents=True)
    fatima.say("/wis")
    done()
    assert len(served.agent.forgotten) == 2
    gone = {conversation for conversation, _ in served.agent.forgotten}
    assert [(tmp_path / "files" / one).exists() for one in sorted(mine)] == [one not in gone for one in sorted(mine)]
    with sqlite3.connect(tmp_path / "channels.db") as db:
        assert {row[0] for row in db.execute("SELECT person FROM conversation")} == {"88"}
        assert db.execute("SELECT count(*) FROM button").fetchone() == (2,)
    assert "Alles wat ik van jou had, is gewist" in texts(fake, 77)[-1]
    assert not [path for path in tmp_path.glob("channels.db*") if b"vertrouwelijk" in path.read_bytes()]


def test_an_answer_that_failed_is_said(served, fake, fatima, done):
    served.agent.script |= {"stuk": RuntimeError("geheim detail"), "niets": []}
    fatima.say("stuk")
    fatima.say("niets")
    fatima.say("hoi")
    done()
    assert texts(fake, 77) == ["Ik kan nu niet antwoorden. Stuur je vraag over een minuut nog eens."] * 2 + ["Je zei: hoi"]


def test_a_text_that_is_too_long_is_refused_kindly(served, fake, fatima, done):
    fatima.say("a" * (LONGEST + 1))
    done()
    fatima.say("a" * LONGEST)
    done()
    assert texts(fake, 77)[0] == "Je bericht is te lang. Maak het korter en stuur het nog eens."
    assert [len(text) for _, text in served.agent.turns] == [LONGEST]


def test_a_pasted_text_that_the_app_cut_in_two_is_one_turn(served, fatima, done):
    fatima.say("a" * 3500)
    fatima.say("en de rest")
    done()
    assert [text for _, text in served.agent.turns] == ["a" * 3500 + "\nen de rest"]


# ---------------------------------------------------------------- buttons

def test_buttons_have_short_ids_and_the_spinner_stops(served, fake, fatima, done):
    served.agent.script["menu"] = [*MENU, {"text": "Meer.", "buttons": [{"title": "é" * 40, "payload": "/x" + "y" * 3000}]}]
    fatima.say("menu")
    done()
    fatima.press("Hoe?")
    fatima.press("é" * 40)
    done()
    assert [text for _, text in served.agent.turns] == ["menu", '/motie{"facet": "hoe"}', "/x" + "y" * 3000]
    assert (len(fake.of("answerCallbackQuery")), fake.presses, fake.refused) == (2, set(), [])


@pytest.mark.parametrize("data", ["/restart", "", "x", '/motie{"facet": "hoe"}'])
def test_a_button_that_was_never_offered_runs_no_turn(served, fake, fatima, done, data):
    fatima.press_id(data)
    done()
    assert served.agent.turns == []
    (call,) = fake.of("answerCallbackQuery")
    assert call.values["text"] == "Deze knop werkt niet meer. Typ je vraag."


def test_a_button_of_another_is_not_for_you(served, fake, fatima, done):
    served.agent.script["menu"] = MENU
    fatima.say_in_group("@raadwijzer_bot menu")
    done()
    TelegramUser(served.url, fake, 88).press("Hoe?", GROUP)
    done()
    assert [text for _, text in served.agent.turns] == ["menu"]
    assert fake.of("answerCallbackQuery")[0].values["text"].startswith("Deze knop is voor iemand anders.")
    fatima.press("Hoe?", GROUP)
    done()
    assert served.agent.turns[0][0] == served.agent.turns[1][0]


def test_a_press_that_is_too_old_to_acknowledge_is_answered_all_the_same(served, fake, fatima, done):
    served.agent.script["menu"] = MENU
    fatima.say("menu")
    done()
    fake.presses = type("Gone", (set,), {"__contains__": lambda *_: False})()
    fatima.press("Hoe?")
    done()
    assert len(served.agent.turns) == 2


# ---------------------------------------------------------------- groups

@pytest.mark.parametrize(("text", "heard"), [
    ("@raadwijzer_bot wat is een motie?", "wat is een motie?"), ("wat is een motie @Raadwijzer_Bot ?", "wat is een motie ?"),
    ("/help", "/hulp"), ("/help@raadwijzer_bot", "/hulp"), ("@raadwijzer_bot", "/hulp"),
    ("@raadwijzer_bot /restart", "restart"), ("/motie@raadwijzer_bot hoe", "motie hoe"),
])
def test_a_group_is_answered_when_it_calls(served, fake, fatima, done, text, heard):
    assert fatima.say_in_group(text) == 200
    done()
    assert [text for _, text in served.agent.turns] == [heard]
    assert fake.of("sendMessage")[0].values["reply_parameters"]["message_id"]


@pytest.mark.parametrize("text", ["wat is een motie?", "@iemand_anders wat is een motie?", "/help@andere_bot", "/motie",
                                  "mail raadwijzer_bot@x.nl", "@raadwijzer_bot2 hoi"])
def test_a_group_that_talks_among_itself_is_left_alone_and_not_kept(served, fake, fatima, tmp_path, text):
    assert fatima.say_in_group(text) == 200
    time.sleep(0.05)
    assert (served.agent.turns, fake.calls) == ([], [])
    with sqlite3.connect(tmp_path / "channels.db") as db:
        assert db.execute("SELECT count(*) FROM arrival").fetchone() == (0,)


def test_a_reply_to_the_bot_is_for_the_bot_and_one_to_another_is_not(served, fatima, done):
    to_bot = Message(5, NOW, GROUP, from_user=BOT, text="Hoeveel?")
    to_other = Message(6, NOW, GROUP, from_user=User(9, "Jan", is_bot=False), text="Hoeveel?")
    fatima.say_in_group("45.000", reply_to_message=to_bot)
    fatima.say_in_group("46.000", reply_to_message=to_other)
    done()
    assert [text for _, text in served.agent.turns] == ["45.000"]


def test_a_mention_by_name_without_username(served, fatima, done):
    text = "😀 Raadwijzer wat is een motie?"
    entity = MessageEntity(MessageEntity.TEXT_MENTION, 3, 10, user=BOT)
    fatima.send(Message(8, NOW, GROUP, from_user=fatima.user, text=text, entities=[entity]))
    done()
    assert [text for _, text in served.agent.turns] == ["😀 wat is een motie?"]


def test_each_person_in_a_group_has_a_conversation_of_their_own(served, fake, fatima, done):
    other = TelegramUser(served.url, fake, 88)
    for one in (fatima, other, fatima):
        one.say_in_group("@raadwijzer_bot hoi")
        one.say("hoi")
    done()
    conversations = [conversation for conversation, _ in served.agent.turns]
    assert (len(conversations), len(set(conversations))) == (6, 4)
    assert not any(part == "77" or "1001234" in part for part in conversations)


def test_answers_stay_in_the_topic_of_a_forum(served, fake, fatima, done):
    topic = Message(50, NOW, GROUP, from_user=BOT, forum_topic_created=None)
    fatima.say_in_group("@raadwijzer_bot hoi", message_thread_id=50, is_topic_message=True, reply_to_message=topic)
    done()
    assert fake.of("sendMessage")[0].values["message_thread_id"] == "50"


def test_who_writes_anonymously_is_told_so(served, fake, fatima, done):
    anonymous = User(1087968824, "Group", is_bot=True, username="GroupAnonymousBot")
    text = "@raadwijzer_bot hoi"
    fatima.send(Message(9, NOW, GROUP, from_user=anonymous, sender_chat=GROUP, text=text,
                        entities=[MessageEntity("mention", 0, 15)]))
    done()
    assert (served.agent.turns, texts(fake, GROUP.id)[0][:26]) == ([], "Ik zie niet wie je bent. S")


def test_the_bot_introduces_itself_in_a_group_and_forgets_it_when_it_leaves(served, fake, fatima, done, tmp_path):
    fatima.say_in_group("@raadwijzer_bot hoi")
    change = {"chat": GROUP.to_dict(), "from": fatima.user.to_dict(), "date": 1_800_000_000}
    joined = {"update_id": 1, "my_chat_member": change | {"old_chat_member": member("left"), "new_chat_member": member("member")}}
    left = {"update_id": 2, "my_chat_member": change | {"old_chat_member": member("member"), "new_chat_member": member("kicked")}}
    assert deliver(served.url, json.dumps(joined).encode()) == 200
    done()
    assert any("@raadwijzer_bot wat is een motie?" in text for text in texts(fake, GROUP.id))
    assert deliver(served.url, json.dumps(left).encode()) == 200
    done()
    assert [conversation for conversation, _ in served.agent.forgotten] == [served.agent.turns[0][0]]


def test_a_group_that_becomes_a_supergroup_keeps_its_conversations(served, fake, fatima, done):
    small, large = Chat(-55, "group", title="Fractie"), Chat(-100055, "supergroup", title="Fractie")
    fake.known |= {-55, -100055}
    fatima.send(fatima.message("@raadwijzer_bot een", small))
    done()
    fatima.send(fatima.message(None, small, migrate_to_chat_id=large.id))
    done()
    fatima.send(fatima.message("@raadwijzer_bot twee", large))
    done()
    assert served.agent.turns[0][0] == served.agent.turns[1][0]


# ---------------------------------------------------------------- what is personal

def test_a_personal_question_in_a_group_is_answered_in_the_private_chat(served, fake, fatima, done):
    served.agent.script["vergoeding?"] = PAY
    fatima.say_in_group("@raadwijzer_bot vergoeding?")
    done()
    assert texts(fake, 77) == ["Hoeveel inwoners?"]
    assert texts(fake, GROUP.id) == ["Dit is persoonlijk. Ik antwoord in ons privégesprek."]
    group, private = (conversation for conversation, _ in served.agent.turns)
    ((undone, since),) = served.agent.forgotten
    assert (undone, private != group, time.time() - since < 5) == (group, True, True)
    fatima.say("45.000")
    done()
    assert served.agent.turns[-1] == (private, "45.000")


def test_a_button_in_a_group_that_leads_to_something_personal(served, fake, fatima, done):
    served.agent.script |= {"menu": MENU, "/vergoeding_berekenen": PAY}
    fatima.say_in_group("@raadwijzer_bot menu")
    done()
    fatima.press("Bereken", GROUP)
    done()
    assert texts(fake, 77) == ["Hoeveel inwoners?"]
    fatima.press("Stoppen")
    done()
    assert served.agent.turns[-1] == (served.agent.turns[-2][0], "/laat_maar")


def test_who_never_opened_the_private_chat_gets_a_link_and_then_the_answer(served, fake, done):
    served.agent.script["vergoeding?"] = PAY
    jan = TelegramUser(served.url, fake, 99, started=False)
    jan.say_in_group("@raadwijzer_bot vergoeding?")
    done()
    (call,) = [call for call in fake.of("sendMessage") if int(call.values["chat_id"]) == GROUP.id]
    assert call.values["text"] == ("Dit is persoonlijk. Ik antwoord daarom liever in ons privégesprek. "
                                   "Dat kan pas als jij het begint. Open ons gesprek en tik op Start. "
                                   "Dan krijg je daar je antwoord.")
    (link,) = [entity["url"] for entity in call.values["entities"]]
    start = link.removeprefix("https://t.me/raadwijzer_bot?start=")
    assert len(start) <= 64
    fake.known.add(99)
    TelegramUser(served.url, fake, 88).say(f"/start {start}")  # the link of another brings nothing
    jan.say(f"/start {start}")
    jan.say(f"/start {start}")
    done()
    assert texts(fake, 99)[0] == "Hoeveel inwoners?"
    assert [text for _, text in served.agent.turns].count("vergoeding?") == 2


def test_danger_is_named_at_once_where_no_private_chat_is_open(served, fake, done):
    served.agent.script["help"] = DANGER
    TelegramUser(served.url, fake, 99, started=False).say_in_group("@raadwijzer_bot help")
    done()
    (text,) = texts(fake, GROUP.id)
    assert text.startswith("Ben je nu in gevaar? Bel 112.\n\nDit is persoonlijk.")


# ---------------------------------------------------------------- long texts, files, trouble

def test_a_long_text_goes_in_pieces_with_source_and_buttons_last(served, fake, fatima, done):
    sentence = "Een raad van 45 leden stemt over € 1.000 en dat is **belangrijk** 😀 voor iedereen. "
    text = sentence * 120 + "\n\nBron: Brochure voor raadsleden (2020), Motie"
    served.agent.script["lang"] = [{"text": text, "buttons": [{"title": "Hoe?", "payload": "/motie"}]}]
    fatima.say("lang")
    done()
    calls = fake.of("sendMessage")
    assert (len(calls), fake.refused) == (3, [])
    assert all(call.values["text"].endswith("iedereen.") for call in calls[:-1])
    assert calls[-1].values["text"].endswith("Bron: Brochure voor raadsleden (2020), Motie")
    assert ["reply_markup" in call.values for call in calls] == [False, False, True]
    joined = " ".join(call.values["text"] for call in calls)
    assert joined.count("belangrijk") == 120 and "**" not in joined


def test_no_markup_of_a_user_or_the_bot_reaches_the_screen(served, fake, fatima, done):
    served.agent.script["x"] = [{"text": "**Let op** <b>x</b> &amp; _y_ [z](q) *a* `b`\n- een\n[Wet](https://wetten.overheid.nl/a_(b))"}]
    fatima.say("x")
    done()
    values = fake.of("sendMessage")[0].values
    assert values["text"] == "Let op <b>x</b> &amp; _y_ [z](q) *a* `b`\n• een\nWet"
    assert "parse_mode" not in values
    assert [(e["type"], e["offset"], e["length"], e.get("url")) for e in values["entities"]] == [
        ("bold", 0, 6, None), ("text_link", values["text"].index("Wet"), 3, "https://wetten.overheid.nl/a_(b)")]


@pytest.mark.parametrize(("name", "content", "method"), [
    ("motie.docx", b"PK\x03\x04inhoud", "sendDocument"), ("uren.png", b"\x89PNG\r\n\x1a\nplaat", "sendPhoto"),
    ("kapot.png", b"geen plaatje", "sendDocument"),
])
def test_files_are_sent_as_what_they_are(served, fake, fatima, done, tmp_path, name, content, method):
    def hand_out(message):
        folder = tmp_path / "files" / message.sender_id / "abc123"
        folder.mkdir(parents=True)
        (folder / name).write_bytes(content)
        return [{"text": "Klaar.", "file": {"name": name, "url": f"/chat/file/abc123/{name}", "alt": "Staven per activiteit"}}]
    served.agent.script["maak"] = hand_out
    fatima.say("maak")
    done()
    (call,) = fake.of("sendDocument", "sendPhoto")
    assert (call.method, call.files, call.values["caption"]) == (method, {name: content}, "Staven per activiteit")


@pytest.mark.parametrize("url", ["/chat/file/abc123/weg.docx", "/chat/file/../../secret", "https://elders.nl/x.docx",
                                 "/chat/file/a/../x"])
def test_a_file_that_is_not_there_is_said(served, fake, fatima, done, url):
    served.agent.script["maak"] = [{"text": "", "file": {"name": "x.docx", "url": url}}]
    fatima.say("maak")
    done()
    assert texts(fake, 77) == ["Het bestand is er niet meer. Vraag het opnieuw."]


def test_sources_are_named_even_when_the_text_does_not(served, fake, fatima, done):
    source = {"title": "Brochure voor raadsleden", "as_of": "2020", "section": "Motie", "layer": "brochure", "url": None}
    served.agent.script["x"] = [{"text": "Een uitspraak.", "answer": {"kind": "answer", "topic": "motie", "sources": [source]}}]
    served.agent.script["y"] = [{"text": "Een uitspraak.\n\nBron: Brochure voor raadsleden (2020), Motie",
                                 "answer": {"kind": "answer", "topic": "motie", "sources": [source]}}]
    fatima.say("x")
    fatima.say("y")
    done()
    assert texts(fake, 77) == ["Een uitspraak.\n\nBron: Brochure voor raadsleden (2020), Motie"] * 2


def test_a_busy_or_absent_telegram_gets_the_answer_later_and_once(served, fake, fatima, done):
    fake.busy = 1
    fatima.say("een")
    done()
    fake.down = 2
    fatima.say("twee")
    done()
    assert texts(fake, 77) == ["Je zei: een", "Je zei: twee"]


def test_who_blocked_the_bot_stops_nothing(served, fake, fatima, done, caplog):
    fake.blocked.add(77)
    fatima.say("hoi")
    done()
    fake.blocked.clear()
    fatima.say("ben je er?")
    done()
    assert texts(fake, 77) == ["Je zei: ben je er?"]
    assert "Telegram took no answer: Forbidden: bot was blocked by the user" in caplog.text


def test_no_secret_and_no_word_of_a_user_stands_in_the_logs(environment, fake, tmp_path, caplog):
    caplog.set_level("DEBUG")
    server = Served([TelegramInput()], ScriptedAgent())
    wait_for(lambda: len(fake.of("setMyCommands")) == 2)
    time.sleep(0.02)
    fatima = TelegramUser(server.url, fake)
    fatima.say("zeer persoonlijk")
    settled(tmp_path)
    fake.close()  # nobody listens any more: errors of every layer
    fatima.say("zeer persoonlijk")
    deliver(server.url, b"{", "fout")
    settled(tmp_path)
    server.close()
    assert "could not be handled" in caplog.text
    for secret in (TOKEN, SECRET, "zeer persoonlijk"):
        assert secret not in caplog.text
