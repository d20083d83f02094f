"""Both servers with all three channels on, and the two platforms beside them. Runs in .venv-rasa."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels.database import make_engine
from bot.serve import start, stop, wait_until_ready
from bot.settings import read_settings
from tests import fake_slack, fake_telegram, telegram_user
from tests.client import free_port
from tests.fake_platform import wait_for

ACTIONS_SECRET = "een geheim van de actieserver, voor de proef"


class Live:
    """What a test sees of them: addresses, ports, processes, the state folder, and what the platforms were told."""

    def __init__(self, url: str, state: Path, telegram: fake_telegram.FakeTelegram, slack: fake_slack.FakeSlack,
                 ports: dict[str, int], running: dict[str, Any]) -> None:
        self.url, self.state, self.telegram, self.slack, self.people = url, state, telegram, slack, 1000
        self.ports, self.running = ports, running
        self.kept = make_engine(read_settings().database or state / "channels.db")  # where the channels keep what arrives

    def query(self, file: str, statement: str, *values: Any) -> list[tuple]:
        with sqlite3.connect(self.state / file) as db:
            return db.execute(statement, values).fetchall()

    def conversations(self, person: str) -> list[str]:
        return [row[0] for row in self.query("channels.db", "SELECT id FROM conversation WHERE person = ? ORDER BY at", person)]

    def said(self, conversation: str) -> list[dict[str, Any]]:
        """What the dialogue said there: the text and the answer of each message."""
        rows = self.query("conversations.db", "SELECT data FROM events WHERE sender_id = ? AND type_name = 'bot' ORDER BY id",
                          conversation)
        events = [json.loads(row[0]) for row in rows]
        return [{"text": one["text"] or "", "answer": (one["data"] | one["metadata"]).get("answer") or
                 (one["metadata"].get("metadata") or {}).get("answer") or {}} for one in events]


@contextmanager
def live_channels(state: Path, port: int = 0, actions_port: int = 0, **environment: str) -> Iterator[Live]:
    """Start them, on free ports where none is given; `environment` is set for the servers too."""
    telegram, slack = fake_telegram.FakeTelegram(), fake_slack.FakeSlack()
    given = {"RAADWIJZER_TELEGRAM_TOKEN": fake_telegram.TOKEN, "RAADWIJZER_TELEGRAM_SECRET": telegram_user.SECRET,
             "RAADWIJZER_TELEGRAM_API": telegram.url, "RAADWIJZER_PUBLIC_URL": "https://raadwijzer.example.nl",
             "RAADWIJZER_SLACK_TOKEN": fake_slack.TOKEN, "RAADWIJZER_SLACK_SIGNING_SECRET": fake_slack.SIGNING_SECRET,
             "RAADWIJZER_SLACK_API": slack.api, "RAADWIJZER_ACTIONS_SECRET": ACTIONS_SECRET} | environment
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(name, value)
        actions_port = actions_port or free_port()
        settings = replace(read_settings(), port=port or free_port(), actions_port=actions_port,
                           actions_url=f"http://127.0.0.1:{actions_port}", state=state)
        running = start(settings, state / "logs")
        try:
            wait_until_ready(settings, running, state / "logs")
            url = f"http://127.0.0.1:{settings.port}"
            wait_for(lambda: telegram_user.deliver(url, b"{}") == 200, 20)
            live = Live(url, state, telegram, slack, {"rasa": settings.port, "actions": actions_port}, running)
            try:
                yield live
            finally:
                live.kept.dispose()
        finally:
            stop(running)
            telegram.close()
            slack.close()
