"""Keeping secrets and persons out of the logs, whoever writes the line: in its message, its values and its traceback."""

from __future__ import annotations

import logging
import traceback
from typing import Any
from urllib.parse import quote

from journal.masking import mask

HIDDEN = "•••"


class DiscreetRecords:
    """Makes log records in which no secret stands and no number of a person."""

    def __init__(self, make: Any) -> None:
        self._make, self.secrets = make, set[str]()

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        try:
            said = record.getMessage()
        except (TypeError, ValueError):  # values that do not fit their message: logging itself reports that
            said = f"{record.msg} {record.args}"
        hidden = self.hide(said)
        if hidden != said:
            record.msg, record.args = hidden, None
        if record.exc_info and record.exc_info[0] is not None:
            trace = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
            hidden = self.hide(trace)
            record.exc_text = hidden if hidden != trace else None  # None: the handler writes it in its own way
        return record

    def hide(self, text: str) -> str:
        """`text` without the secrets and without numbers of persons."""
        for secret in self.secrets:
            text = text.replace(secret, HIDDEN)
        return mask(text)


def install() -> DiscreetRecords:
    """From now on every log record of this process is discreet, whoever makes it; the one that makes them."""
    make = logging.getLogRecordFactory()
    if not isinstance(make, DiscreetRecords):
        make = DiscreetRecords(make)
        logging.setLogRecordFactory(make)
    return make


def hide(*secrets: str) -> None:
    """From now on no log line of this process shows any of `secrets`."""
    install().secrets.update(form for secret in secrets if secret for form in (secret, quote(secret, safe="")))
