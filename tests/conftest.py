"""A live bot for the conversations: both servers on free ports, with a state folder of their own."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from bot.serve import start, stop, wait_until_ready
from bot.settings import read_settings
from tests.client import Bot, free_port

pytest_plugins = ["tests.browser"]


def pytest_configure():
    """Tests talk faster than people, all from one address."""
    os.environ.setdefault("RAADWIJZER_LIMITS", "off")


@pytest.fixture(scope="session")
def bot(tmp_path_factory):
    """The live bot, shared by all tests that talk."""
    state = tmp_path_factory.mktemp("state")
    actions_port = free_port()
    settings = replace(read_settings(), port=free_port(), actions_port=actions_port,
                       actions_url=f"http://127.0.0.1:{actions_port}", state=state)
    running = start(settings, state / "logs")
    try:
        wait_until_ready(settings, running, state / "logs")
        yield Bot(f"http://127.0.0.1:{settings.port}/chat/", state)
    finally:
        stop(running)
