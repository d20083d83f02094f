"""Inputs for Telegram and Slack: hostile words in sound updates, updates that are none, and what neither platform sent."""

from __future__ import annotations

import json
from random import Random
from typing import Any
from urllib.parse import urlencode

from tests.fuzz_probe import Probe
from tests.fuzz_shapes import shaped, twisted
from tests.fuzz_texts import hostile
from tests.fuzz_web import FOREIGN, JSON, body

ME = {"id": 4242, "is_bot": True, "first_name": "Raadwijzer", "username": "raadwijzer_bot"}
PEOPLE = 12  # so that each of them is heard often: what one says waits for what they said before
TAKEN = (200,)


def update(number: int, rng: Random, text: str) -> dict[str, Any]:
    """An update as Telegram sends it: a message in a private chat or a group, a press, or a change of membership."""
    person = {"id": 5000 + rng.randrange(PEOPLE), "is_bot": False, "first_name": rng.choice(["Fatima", text[:60]])}
    private = {"id": person["id"], "type": "private", "first_name": "Fatima"}
    chat = private if rng.random() < 0.7 else {"id": -1001234, "type": "supergroup", "title": "Fractie"}
    entities = [{"type": rng.choice(["mention", "bot_command", "text_mention", "url", "code"]), "offset": rng.choice([0, 0, 3, -1,
                                                                                                                      9999]),
                 "length": rng.choice([1, 4, 15, 0, -5, 10**6]), **({"user": ME} if rng.random() < 0.3 else {})}
                for _ in range(rng.choice([0, 0, 1, 3]))]
    message = {"message_id": number + 1, "date": 1_800_000_000, "chat": chat, "from": person, "text": text, "entities": entities}
    if rng.random() < 0.2:
        message["reply_to_message"] = {"message_id": 1, "date": 1, "chat": chat, "from": ME, "text": "?"}
    if rng.random() < 0.1:
        message |= {"message_thread_id": 5, "is_topic_message": True}
    if rng.random() < 0.1:
        message = {**message, "caption": message.pop("text"), "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1,
                                                                         "height": 1}]}
    way = rng.random()
    sound: dict[str, Any] = {"update_id": 10_000_000 + number, "message": message}
    if way < 0.15:
        press = {"id": str(number), "from": person, "chat_instance": "1", "message": message, "data": rng.choice([*FOREIGN,
                                                                                                                  text[:60]])}
        sound = {"update_id": 10_000_000 + number, "callback_query": press}
    elif way < 0.2:
        member = lambda status: {"status": status, "user": ME, "until_date": 0}
        change = {"chat": chat, "from": person, "date": 1, "old_chat_member": member(rng.choice(["left", "member", "x"])),
                  "new_chat_member": member(rng.choice(["kicked", "member", "left"]))}
        sound = {"update_id": 10_000_000 + number, "my_chat_member": change}
    return sound


def telegram(number: int, rng: Random, kind: str) -> Probe:
    """An update whose words are hostile, or which is none."""
    if kind == "json":
        sound = update(number, rng, "wat is een motie?")
        sent = shaped(rng, sound) if rng.random() < 0.4 else body(twisted(rng, sound, 0.15), rng)
    else:
        sent = body(update(number, rng, hostile(kind, rng)), rng)
    return Probe(number, kind, "telegram webhook", path="/telegram/webhook", headers=JSON, bodies=(sent,), sign="telegram",
                 expected=TAKEN)


def event(number: int, rng: Random, text: str) -> dict[str, Any]:
    """An event as Slack sends it: a direct message or a mention."""
    person = f"U{rng.randrange(PEOPLE)}"
    said = {"type": "message", "channel_type": "im", "channel": f"D{person}", "user": person, "text": text,
            "ts": f"17{number:08d}.000100", "client_msg_id": f"m{number}"}
    if rng.random() < 0.4:
        said = {"type": "app_mention", "channel": "CFRACTIE", "user": person, "text": f"<@UBOT> {text}",
                "ts": f"17{number:08d}.000200"}
    if rng.random() < 0.2:
        said["thread_ts"] = rng.choice(["1700000000.000100", text[:40]])
    return {"token": "oud", "team_id": "T1", "api_app_id": "A1", "type": "event_callback", "event_id": f"Ev{number}",
            "event_time": 1,
            "event": said, "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}]}


def press(number: int, rng: Random, text: str) -> dict[str, Any]:
    """A pressed button, as Slack sends it."""
    value = rng.choice([*FOREIGN, text[:200]])
    return {"type": "block_actions", "team": {"id": "T1"}, "api_app_id": "A1", "trigger_id": f"t{number}",
            "user": {"id": f"U{rng.randrange(PEOPLE)}"}, "channel": {"id": "CFRACTIE"}, "message": {"ts": "17",
                                                                                                    "thread_ts": text[:40]},
            "container": {"channel_id": "CFRACTIE"}, "response_url": "", "actions": [{"type": "button", "action_id": value,
                                                                                      "value": value}]}


def slack(number: int, rng: Random, kind: str) -> Probe:
    """A signed request whose words are hostile, or which is none."""
    text, way = hostile(kind, rng) if kind != "json" else "wat is een motie?", rng.random()
    text = text.encode("utf-8", "replace").decode()  # what Slack signs is text; halves of pairs travel as escapes in JSON only
    if way < 0.6:
        sound, path, wrap = event(number, rng, text), "/slack/events", lambda sent: sent
    elif way < 0.8:
        sound, path = press(number, rng, text), "/slack/interactions"
        wrap = lambda sent: urlencode({"payload": sent.decode("utf-8", "replace")}).encode()
    else:
        form = {"command": "/raadwijzer", "text": text, "user_id": f"U{rng.randrange(PEOPLE)}", "channel_id": "CFRACTIE",
                "team_id": "T1",
                "trigger_id": f"t{number}", "response_url": ""}
        form = {name: value for name, value in form.items() if kind != "json" or rng.random() < 0.7}
        return Probe(number, kind, "slack commands", path="/slack/commands", bodies=(urlencode(form).encode(),), sign="slack",
                     expected=(200, 400))
    sent = body(sound, rng)
    if kind == "json":
        sent = shaped(rng, sound) if rng.random() < 0.4 else body(twisted(rng, sound, 0.15), rng)
    headers = JSON if path == "/slack/events" else (("Content-Type", "application/x-www-form-urlencoded"),)
    # Bytes that are no text are no body of Slack's: 403.
    return Probe(number, kind, f"slack {path.rsplit('/', 1)[1]}", path=path, headers=headers, bodies=(wrap(sent),), sign="slack",
                 expected=(200, 400, 403))


def unsigned(number: int, rng: Random) -> Probe:
    """What no platform sent: no signature, a wrong one, an old one, one of other words, or one that was used before."""
    if rng.random() < 0.4:
        sent = json.dumps(update(number, rng, "wat is een motie?")).encode()
        return Probe(number, "token", "telegram webhook", path="/telegram/webhook", headers=JSON, bodies=(sent,),
                     sign=rng.choice(["telegram none", "telegram wrong", "telegram odd", "telegram empty"]), expected=(401, 403))
    path = rng.choice(["events", "interactions", "commands"])
    way = rng.choice(["none", "wrong", "odd", "stale", "of another body", "empty", "not yet", "in words", "replayed"])
    return Probe(number, "token", f"slack {path}", path=f"/slack/{path}", headers=JSON, sign=f"slack {way}", expected=(401, 403),
                 bodies=(json.dumps(event(number, rng, "wat is een motie?")).encode(),))
