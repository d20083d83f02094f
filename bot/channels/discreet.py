"""Keeping secrets out of the logs: what a platform's library writes, an address or an error, may hold a token."""

from __future__ import annotations

import logging
import traceback
from typing import Any
from urllib.parse import quote

HIDDEN = "•••"
TALKATIVE = ("httpx", "httpcore", "telegram", "slack_sdk", "aiohttp.client")  # name every call, token and all, at INFO or DEBUG


class DiscreetRecords:
    """Makes log records in which no secret stands: not in the message, not in its values, not in a traceback."""

    def __init__(self, make: Any) -> None:
        self._make, self.secrets = make, set[str]()

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        try:
            said = record.getMessage()
        except (TypeError, ValueError):  # values that do not fit their message: logging itself reports that
            said = f"{record.msg} {record.args}"
        hidden = self._hide(said)
        if hidden != said:
            record.msg, record.args = hidden, None
        if record.exc_info and record.exc_info[0] is not None:
            trace = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
            hidden = self._hide(trace)
            record.exc_text = hidden if hidden != trace else None  # None: the handler writes it in its own way
        return record

    def _hide(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, HIDDEN)
        return text


def hide(*secrets: str) -> None:
    """From now on no log line of this process shows any of `secrets`, whoever writes it."""
    make = logging.getLogRecordFactory()
    if not isinstance(make, DiscreetRecords):
        make = DiscreetRecords(make)
        logging.setLogRecordFactory(make)
    make.secrets.update(form for secret in secrets if secret for form in (secret, quote(secret, safe="")))
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
