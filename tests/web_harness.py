"""The web channel without a model, for tests in a browser: the real routes on a bare server, and a bot that plays a script.

`.venv-rasa/bin/python -m tests.web_harness PORT` serves it. What the script says is laid out by the responses of domain.yml
and the passages of the edition, as the real bot would.
"""

from __future__ import annotations

import asyncio
import struct
import sys
import zlib
from types import SimpleNamespace

import yaml
from rasa.core.channels.channel import UserMessage
from sanic import Sanic
from sanic.response import json, raw
from sanic_cors import CORS

from bot.channels.faq import passages, read_faq
from bot.channels.web import WebInput
from bot.settings import ROOT, read_settings

RESPONSES = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
HOSTILE = ("<img src=x onerror=\"document.title='stuk'\"> <script>document.title='stuk'</script> [klik](javascript:alert(1)) "
           "**<b>vet</b>** [ok](https://example.org/?a=1&b=\"2\")")
FACETS = [{"title": "Hoe werkt het?", "payload": '/motie{"facet": "hoe"}'},
          {"title": "Wanneer zet je het in?", "payload": '/motie{"facet": "wanneer"}'}]


class Script:
    """Answers by the first key that stands in the message; remembers what it was asked and whom it forgot."""

    def __init__(self) -> None:
        self.turns: list[str] = []
        self.forgotten: list[str] = []
        self.failed: set[str] = set()
        self.known = {row["id"]: row for row in passages(read_faq(read_settings().index / "faq.json"))}

    async def __call__(self, message: UserMessage) -> None:
        self.turns.append(message.text)
        for key, played in self.parts().items():
            if key in message.text.lower():
                result = played(message.text)
                for said in await result if asyncio.iscoroutine(result) else result:
                    await message.output_channel.send_response(message.sender_id, said)
                return
        await message.output_channel.send_response(message.sender_id, no_answer())

    def parts(self) -> dict:
        return {
            "facet": lambda _: [self.passage("motie/hoe", FACETS[1:])], "motie": lambda _: [self.passage("motie/wat", FACETS)],
            "rekenkamer": lambda _: [self.passage("rekenkamer/wat", [])], "stil veranderd": lambda _: [self.silent_change()],
            "interpellatie": lambda _: [form("onderwerp", 1)],
            "zwembad": lambda _: [form("aanleiding", 2, onderwerp="het zwembad")],
            "grafiek": lambda _: [{"text": "Dit is je verdeling.", "answer": told("document"), "file": {
                "name": "uren.png", "url": "files/uren.png", "alt": "Staafdiagram: vergaderen 8 uur, lezen 6 uur."}}],
            "verzoek": lambda _: [{"text": "Je tekst staat klaar.", "answer": told("document"), "file": {
                "name": "verzoek.docx", "url": "files/verzoek.docx"}}],
            "traag": self.slow, "één keer kapot": self.fail_once, "kapot": self.fail,
            "gevaarlijk": lambda _: [{"text": HOSTILE, "answer": told("smalltalk"),
                                      "buttons": [{"title": HOSTILE, "payload": "/x"}]}],
        }

    async def slow(self, text: str) -> list[dict]:
        await asyncio.sleep(1.2)
        return [{"text": "Dit duurde even.", "answer": told("smalltalk")}]

    async def fail(self, text: str) -> list[dict]:
        raise RuntimeError("the script says so")

    async def fail_once(self, text: str) -> list[dict]:
        if text not in self.failed:
            self.failed.add(text)
            raise RuntimeError("the script says so, once")
        return [{"text": "Nu lukt het.", "answer": told("smalltalk")}]

    def passage(self, identity: str, buttons: list[dict]) -> dict:
        row = self.known[identity]
        changed, law = row["overtaken"], row["law"]
        response = RESPONSES["utter_answer_overtaken" if changed else "utter_answer"][0]["text"]
        text = response.format(
            body=row["text"], source=row["source"], as_of=row["as_of"], section=f"{row['title']} – {row['heading']}",
            links="".join(f"\n[{link['text']}]({link['url']})" for link in row["links"]),
            law=f"\n[{law['law']}, {law['articles']}]({law['url']})", changed=changed and changed["text"],
            changed_source=changed and f"[{changed['source']}]({changed['url']})")
        return {"text": text, "buttons": buttons, "answer": told("answer", [cited(row), {
            "id": "wet/x", "title": law["law"], "section": law["articles"], "text": "", "url": law["url"], "layer": "wet",
            "as_of": "2022", "overtaken": None}])}

    def silent_change(self) -> dict:
        return {"text": "De accountant kijkt naar de rechtmatigheid.",
                "answer": told("answer", [cited(self.known["accountant/oordeel"])])}

    def forget(self, session: str) -> None:
        self.forgotten.append(session)

    def mark(self, session: str) -> int:
        return 0

    def take_back(self, session: str, mark: int) -> None:
        """A script remembers nothing."""


def told(kind: str, sources: list[dict] | None = None) -> dict:
    return {"kind": kind, "topic": "motie", "facet": "wat", "confidence": 0.9, "sources": sources or []}


def cited(row: dict) -> dict:
    return {"id": row["id"], "title": row["source"], "section": f"{row['title']} – {row['heading']}", "text": row["text"],
            "url": None, "layer": row["layer"], "as_of": row["as_of"], "overtaken": row["overtaken"]}


def form(part: str, step: int, **values: str) -> dict:
    text = RESPONSES[f"utter_request_interpellatie_{part}"][0]["text"].format(step=step, steps=6, **values)
    return {"text": text, "answer": told("form")}


def no_answer() -> dict:
    text = RESPONSES["utter_no_answer"][0]["text"].format(contact="de griffie", mail="mailto:griffie@example.org?subject=Vraag")
    return {"text": text, "answer": told("no_answer")}


def picture() -> bytes:
    """A small PNG: a blue bar on white."""
    rows = b"".join(b"\0" + b"\x15\x4a\x6e" * (200 if 20 < y < 60 else 0) + b"\xff\xff\xff" * (280 if not 20 < y < 60 else 80)
                    for y in range(80))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 280, 80, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def make_app() -> Sanic:
    """The channel as Rasa mounts it, the script behind it, and what tests ask of the script."""
    app, script = Sanic("harness"), Script()
    CORS(app, resources={r"/*": {"origins": ""}}, automatic_options=True)  # as rasa.server does, without its weight
    channel = WebInput.from_credentials({})
    app.ctx.agent = SimpleNamespace(is_ready=lambda: True, tracker_store=script)
    app.blueprint(channel.blueprint(script), url_prefix=channel.url_prefix())

    @app.get("/chat/files/<name>")
    async def file(request, name):
        kind = "image/png" if name.endswith(".png") else "application/octet-stream"
        return raw(picture(), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    @app.get("/script")
    async def seen(request):
        return json({"turns": script.turns, "forgotten": script.forgotten})

    return app


if __name__ == "__main__":
    make_app().run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False)
