"""How much memory the servers hold, their children counted in. Linux tells in /proc."""

from __future__ import annotations

import os
from pathlib import Path


def resident(group: int) -> float:
    """MiB that the processes of a process group hold in memory."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(process.name)) != group:
                continue
            lines = (process / "status").read_text().splitlines()
        except (OSError, ProcessLookupError):  # it ended meanwhile
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return total / 1024


def measure(running: dict) -> dict[str, float]:
    """MiB of each server."""
    return {name: round(resident(process.pid), 1) for name, process in running.items()}
