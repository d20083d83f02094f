"""Inputs for what stands behind the channels: the action server, and the routes of Rasa itself."""

from __future__ import annotations

import json
import zlib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import yaml

from tests.fuzz_bytes import raw
from tests.fuzz_probe import Probe
from tests.fuzz_shapes import shaped, twisted
from tests.fuzz_texts import hostile
from tests.fuzz_web import JSON, body

NO_ACTIONS = ("", "x", "action_listen", "action_session_start", "utter_hulp", "\ud800", "__init__")
RASA = ("/", "/version", "/status", "/domain", "/model", "/model/parse", "/model/train", "/model/predict", "/model/test/intents",
        "/conversations/x/tracker", "/conversations/x/messages", "/conversations/x/execute", "/conversations/x/story",
        "/conversations/x/trigger_intent", "/conversations/x/predict", "/conversations/x/tracker/events",
        "/webhooks/rest/webhook",
        "/webhooks/rest/", "/webhooks/web/", "/socket.io/?EIO=4", "/auth", "/robots.txt", "/.env", "/favicon.ico", "/metrics")


@cache
def domain() -> dict[str, Any]:
    """What the actions read of domain.yml: their names, the slots, the forms."""
    whole = yaml.safe_load((Path(__file__).parent.parent / "domain.yml").read_text(encoding="utf-8"))
    return {"actions": whole["actions"], "slots": whole["slots"], "forms": whole["forms"], "responses": {}}


def call(action: str, text: str) -> dict[str, Any]:
    """A call of Rasa to the action server, sound."""
    latest = {"text": text, "intent": {"name": "motie", "confidence": 0.9}, "intent_ranking": [
        {"name": "motie", "confidence": 0.9}, {"name": "groet", "confidence": 0.1}], "message_id": "m", "metadata": {},
        "entities": [{"entity": "instrument", "value": "motie", "start": 0, "end": 5, "extractor": "x"}]}
    events = [{"event": "action", "name": "action_session_start", "timestamp": 1.0}, {"event": "session_started",
                                                                                      "timestamp": 1.0},
              {"event": "action", "name": "action_listen", "timestamp": 1.0},
              {"event": "user", "timestamp": 2.0, "text": text, "parse_data": latest, "input_channel": "web"},
              {"event": "bot", "timestamp": 3.0, "text": "ja", "data": {"answer": {"kind": "answer", "topic": "motie"},
                                                                        "buttons": []},
               "metadata": {}}, {"event": "slot", "name": "inwoners", "value": "5000", "timestamp": 3.0}]
    tracker = {"sender_id": "fuzz", "slots": {"inwoners": None, "requested_slot": None}, "latest_message": latest,
               "events": events,
               "latest_event_time": 3.0, "followup_action": None, "paused": False, "latest_input_channel": "web",
               "active_loop": {},
               "latest_action": {"action_name": "action_listen"}, "latest_action_name": "action_listen"}
    return {"next_action": action, "sender_id": "fuzz", "tracker": tracker, "domain": domain(), "version": "3.6.21"}


def action(number: int, rng: Random, kind: str) -> Probe:
    """A call with a hostile text, or one that is no call."""
    name = rng.choice(domain()["actions"] if rng.random() < 0.9 else NO_ACTIONS)
    sound = call(name, hostile(kind, rng) if kind != "json" else "wat is een motie?")
    spoiled = kind == "json" and rng.random() < 0.5
    sent = shaped(rng, sound) if spoiled else body(twisted(rng, sound) if kind == "json" else sound, rng)
    headers: tuple[tuple[str, str], ...] = JSON
    if rng.random() < 0.05:
        headers, sent = (*JSON, ("Content-Encoding", "deflate")), rng.choice([sent, zlib.compress(sent),
                                                                              zlib.compress(b" " * 50_000_000)])
    return Probe(number, kind, "actions webhook", "actions", path="/webhook", headers=headers, bodies=(sent,), sign="actions",
                 expected=(200, 400, 404, 413, 415, 449))


def search(number: int, rng: Random, kind: str) -> Probe:
    """A hostile question for the search."""
    asked = quote(hostile(kind, rng).encode("utf-8", "surrogatepass"))[:7000]
    return Probe(number, kind, "actions search", "actions", "GET", f"/search?q={asked}", sign="actions", expected=(200, 400, 414))


def stranger(number: int, rng: Random) -> Probe:
    """A call of the action server by one who does not know the secret, or to an address that is none."""
    path = rng.choice(["/webhook", "/search?q=motie", "/actions", "/health", "/metrics", "/", "/nergens", "/webhook/..", "/%00"])
    method, sign = rng.choice(["GET", "POST", "DELETE", "PUT"]), rng.choice(["", "wrong secret", "odd secret", "actions"])
    return Probe(number, "token", "actions gate", "actions", method, path, JSON, (json.dumps(call("action_answer",
                                                                                                  "hoi")).encode(),),
                 sign=sign)


def rasa(number: int, rng: Random) -> Probe:
    """Rasa's own routes: none of them is open but the first."""
    path, method = rng.choice(RASA), rng.choice(["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"])
    sent = rng.choice([b"", body({"sender": "x", "message": "/restart"}, rng), shaped(rng, {"text": "hoi"})])
    return Probe(number, "path", "rasa routes", method=method, path=path, headers=JSON, bodies=(sent,))


def wire(number: int, rng: Random) -> Probe:
    """A request below HTTP, to the action server."""
    pieces, whole = raw(rng, rng.choice(["/webhook", "/search", "/health"]))
    return Probe(number, "bytes", "actions wire", "actions", pieces=pieces, whole=whole, pause=0.02 if len(pieces) > 1 else 0.0)
