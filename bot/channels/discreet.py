"""Keeping a platform's secrets out of the logs: what its library writes, an address or an error, may hold a token."""

from __future__ import annotations

import logging

from journal import discreet

TALKATIVE = ("httpx", "httpcore", "telegram", "slack_sdk", "aiohttp.client")  # name every call, token and all, at INFO or DEBUG


def hide(*secrets: str) -> None:
    """From now on no log line of this process shows any of `secrets`, whoever writes it."""
    discreet.hide(*secrets)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
