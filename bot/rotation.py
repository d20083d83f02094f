"""Keeping log files small: what is full is set aside under the next number, and the oldest goes.

A server writes to its file for as long as it runs, maybe in several processes: so the words are copied and the file is emptied
under them. A line that is written in that instant may be lost; none is torn.
"""

from __future__ import annotations

import shutil
from pathlib import Path

LARGEST = 5_000_000  # bytes of a log file
KEPT = 5  # older files beside it


def rotate(log: Path, largest: int = LARGEST, kept: int = KEPT) -> bool:
    """Set `log` aside as `log.1` when it holds more than `largest` bytes, `log.1` as `log.2` and so on; whether it did."""
    if not log.exists() or log.stat().st_size <= largest:
        return False
    for number in range(kept - 1, 0, -1):
        older = log.with_name(f"{log.name}.{number}")
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{number + 1}"))
    shutil.copyfile(log, log.with_name(f"{log.name}.1"))
    with log.open("r+b") as full:
        full.truncate(0)
    return True
