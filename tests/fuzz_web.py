"""Inputs for the web channel: its session, its messages, its pages, its files."""

from __future__ import annotations

import json
from random import Random
from urllib.parse import quote

from tests.fuzz_bytes import raw
from tests.fuzz_probe import Probe
from tests.fuzz_shapes import shaped
from tests.fuzz_texts import ATOMS, hostile
from tests.fuzz_tokens import FORGED

JSON = (("Content-Type", "application/json"),)
TEXTS = ("unicode", "long", "markup", "sql", "format", "path", "regex")
# Conversations in whose middle a text arrives: every flow with its forms, and none.
OPENINGS = ("", "", "", "", "wat is een motie?", "bereken mijn vergoeding", "ik wil een motie indienen over het zwembad",
            "ik wil een amendement indienen", "schriftelijke vragen indienen over de Waalbrug", "initiatiefvoorstel indienen",
            "ik wil een interpellatie indienen over de sluiting van het zwembad", "welk instrument past bij mijn wens?",
            "mag ik een laptop declareren?", "vul mijn uren in", "rondleiding accountantscontrole",
            "wie moet ik bellen bij de vng?",
            "welke toelagen zijn er?", "verschil tussen een motie en een amendement", "leg dat eens simpel uit")
FLOWS = (("POST", "/chat/session", {}), ("POST", "/chat/feedback", {"message_id": "0" * 32, "vote": "up", "reason": "goed"}),
         ("GET", "/chat/history", None), ("DELETE", "/chat/session", None), ("POST", "/chat/message", {"text": "hoi"}))
# Buttons that the bot offers, but never in a session in which nothing was said yet; and what only Rasa itself should know.
FOREIGN = ('/motie{"facet": "hoe"}', '/motie{"facet": "wanneer"}', "/bevestig", "/ontken", "/hulp", "/dreiging", "/restart",
           "/back",
           "/session_start", "/EXTERNAL: x", '/motie{"facet": 1}', '/vergoeding_berekenen{"inwoners": "9"}',
           '/groet{"a": {"b": []}}',
           "/nlu_fallback", "/motie{", "/motie@0.9", "/ ", "", "/wis", '/intent{"json": "x"}', "action_restart",
           '/motie{"facet": NaN}')
PAGES = ("/chat/", "/chat/widget.js", "/chat/site.css", "/chat/demo.js", "/chat/icon.svg", "/chat/faq", "/chat/health", "/chat",
         "/chat/metrics",
         "/chat/faq/", "/chat/nergens", "/chat/session", "/chat/message")


def body(value: object, rng: Random) -> bytes:
    return json.dumps(value, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def text(number: int, rng: Random, kind: str) -> Probe:
    """A hostile text in one of the places where a visitor writes."""
    said, place = hostile(kind, rng), rng.randrange(10)
    if place < 7:
        return Probe(number, kind, "web message", path="/chat/message", headers=JSON, bodies=(body({"text": said}, rng),),
                     token="own", opening=rng.choice(OPENINGS), expected=(200, 400, 413))
    if place == 7:
        vote = {"message_id": rng.choice(["last", said]), "vote": rng.choice(["up", "down", said]), "reason": said}
        return Probe(number, kind, "web feedback", path="/chat/feedback", headers=JSON, bodies=(body(vote, rng),), token="own",
                     expected=(200, 400, 404, 413))
    asked = quote(said.encode("utf-8", "surrogatepass"))[:6000]
    return Probe(number, kind, "web faq", method="GET", path=f"/chat/faq?q={asked}", expected=(200, 400, 414))


def shape(number: int, rng: Random) -> Probe:
    """JSON that is none of the contract."""
    name, path, sound = rng.choice([
        ("web message", "/chat/message", {"text": "wat is een motie?", "id": "a-1"}),
        ("web message", "/chat/message", {"payload": "/hulp"}), ("web session", "/chat/session", {"a": 1}),
        ("web feedback", "/chat/feedback", {"message_id": "x", "vote": "up", "reason": "goed"})])
    headers = JSON if rng.random() < 0.9 else (("Content-Type", rng.choice(["text/plain", "application/jsonx", "", "\xff",
                                                                          "application/json; charset=utf-16"])),)
    return Probe(number, "json", name, path=path, headers=headers, bodies=(shaped(rng, sound),), token="own",
                 expected=(200, 201, 400, 404, 413, 415))


def address(number: int, rng: Random) -> Probe:
    """An address that tries to leave its folder, or a page that is asked for in an odd way."""
    trick = rng.choice([*ATOMS["path"], "..%5c..%5c", "%252e%252e%252f", "..;/", "%2e%2e%2fsecret", "web.db", "*", "?", "#",
                        "\xff"])
    plain = quote(trick, safe="/%.~\\*?#;:")
    identity = "0" * 32
    if rng.random() < 0.6:
        path = rng.choice([f"/chat/file/{identity}/{plain}", f"/chat/file/{plain}/motie.docx", f"/chat/{plain}",
                           f"/chat/file/{plain}",
                           f"/chat/file/{identity}/motie.docx{plain}", f"/{plain}/chat/health", f"/chat/../{plain}"])
        return Probe(number, "path", "web file", method="GET", path=path)
    path, method = rng.choice(PAGES), rng.choice(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    odd = (rng.choice([("If-None-Match", "*" * 3000), ("If-None-Match", '"a", W/"b", c' * 99), ("Accept-Encoding",
                                                                                                "br;q=9, gzip;q=x"),
                       ("Origin", "null"), ("Origin", "https://raad.example\x7f"), ("Range", "bytes=9-1,0-,-"), ("Accept",
                                                                                                                 "\xff"),
                       ("Content-Type", "multipart/form-data"), ("X-Forwarded-For", "' OR 1=1"), ("Access-Control-Request-Method",
                                                                                                  "X")]),)
    return Probe(number, "path", "web page", method=method, path=path, headers=odd)


def forged(number: int, rng: Random) -> Probe:
    """A token that names no session of this server's making."""
    method, path, sound = rng.choice([flow for flow in FLOWS if flow[1:2] != ("/chat/session",) or flow[0] == "DELETE"])
    return Probe(number, "token", f"web {path.rsplit('/', 1)[1]}", method=method, path=path,
                 headers=JSON if sound is not None else (),
                 bodies=(body(sound, rng) if sound is not None else b"",), token=rng.choice([*FORGED, "forgotten"]),
                 expected=(401,))


def payload(number: int, rng: Random) -> Probe:
    """A button that the bot never offered in this session."""
    return Probe(number, "payload", "web message", path="/chat/message", headers=JSON,
                 bodies=(body({"payload": rng.choice(FOREIGN)}, rng),), token="fresh", expected=(400,))


def turns(number: int, rng: Random) -> Probe:
    """Messages that arrive in one session at the same moment, some of them twice."""
    said = [{"text": rng.choice(["wat is een motie?", "bereken mijn vergoeding", "73k", "ja", "stop", hostile("unicode", rng)])}
            for _ in range(rng.randint(2, 5))]
    if rng.random() < 0.5:
        said = [one | {"id": f"t-{row // 2}"} for row, one in enumerate(said)]
    return Probe(number, "turns", "web message", path="/chat/message", headers=JSON, token="fresh",
                 bodies=tuple(body(one, rng) for one in said), expected=(200, 400))


def wire(number: int, rng: Random) -> Probe:
    """A request below HTTP."""
    pieces, whole = raw(rng, rng.choice(["/chat/message", "/chat/session", "/chat/feedback", "/chat/faq", "/telegram/webhook",
                                         "/slack/events", "/slack/commands", "/"]))
    return Probe(number, "bytes", "rasa wire", pieces=pieces, whole=whole, pause=0.02 if len(pieces) > 1 else 0.0)
