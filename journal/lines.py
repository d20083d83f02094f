"""Log lines: one a record, as JSON or as text, each with its server and request, and none with what somebody typed.

What is ours says nothing of content by itself. What others write may: so of every message only the first line is kept (an error
of a database puts the values of its statement on later lines), no query of an address, of an exception its type and place but
not its words, and of what Rasa says in JSON the name of the event alone.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import datetime, timezone
from typing import Any

from journal.request_id import current

FORMS = ("text", "json")
LONGEST = 300  # characters of a message
OURS = ("actions", "bot", "journal", "knowledge", "raadwijzer")
QUERY = re.compile(r"\?[^\s'\"]*=[^\s'\"]*")
FRAMES = 6  # places of an exception, the innermost last
SANIC = ("sanic.root", "sanic.error", "sanic.access")


class Lines(logging.Formatter):
    """What a record becomes in both forms: time, level, server, logger, request, message, and the fields that came along."""

    def __init__(self, server: str) -> None:
        super().__init__()
        self._server = server

    def fields(self, record: logging.LogRecord) -> dict[str, Any]:
        """The values of a line, in their order."""
        moment = datetime.fromtimestamp(record.created, timezone.utc)
        line = {"time": moment.isoformat(timespec="milliseconds"), "level": record.levelname.lower(), "server": self._server,
                "logger": record.name, "request": current(), "message": message_of(record)}
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            line |= {"error": kinds(record.exc_info[1]), "places": places(record.exc_info[1])}
        return line


class JsonLines(Lines):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.fields(record), ensure_ascii=False, default=str)


class TextLines(Lines):
    """Words for a person: `time LEVEL server logger [request] message key=value …`."""

    def format(self, record: logging.LogRecord) -> str:
        line = self.fields(record)
        head = " ".join(str(line.pop(key)) for key in ("time", "level", "server", "logger"))
        request, message = line.pop("request"), line.pop("message")
        return " ".join([head, f"[{request or '-'}]", message, *(f"{key}={value}" for key, value in line.items())])


def message_of(record: logging.LogRecord) -> str:
    """What a record says, without what might be content (see the top of this file)."""
    text = record.getMessage()
    if text.startswith("{") and not record.name.startswith(OURS):
        try:
            return str(json.loads(text)["event"])[:LONGEST]
        except (ValueError, KeyError, TypeError):
            return "an event"
    return QUERY.sub("?…", text.strip().split("\n")[0])[:LONGEST]


def kinds(error: BaseException) -> str:
    """The types of an exception and of what caused it, such as `RasaException < ClientResponseError`."""
    found, cause = [type(error).__name__], error.__cause__ or error.__context__
    while cause is not None and len(found) < FRAMES:
        found.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return " < ".join(found)


def places(error: BaseException) -> list[str]:
    """Where an exception came from: the last frames as `file:line function`."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return [f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}" for frame in frames]


def install(server: str, form: str) -> None:
    """From now on every log line of this process goes to standard output in this form.

    server: "rasa" or "actions". form: one of FORMS; ValueError for another. Ours speak from INFO on, the others from WARNING on.
    Numbers of persons and secrets are gone by then: discreet.py makes the records without them.
    """
    if form not in FORMS:
        raise ValueError(f"RAADWIJZER_LOG: found {form!r}. Expected {' or '.join(FORMS)}. Correct it and start again.")
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines(server) if form == "json" else TextLines(server))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    for name in SANIC:  # Rasa lets them write past the root
        logging.getLogger(name).handlers, logging.getLogger(name).propagate = [], True
