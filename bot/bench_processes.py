"""What the processes of a server take: memory and processor time, read from /proc (Linux)."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Use:
    """Memory (PSS, so that what processes share counts once) and processor time (user and system) of some processes."""

    megabytes: float
    seconds: float


def use_of(groups: list[int]) -> Use | None:
    """Of every process in these process groups; None where there is no /proc."""
    if not (PROC / "self" / "stat").exists():
        return None
    megabytes = seconds = 0.0
    for folder in PROC.iterdir():
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split() if folder.name.isdigit() else []
            if fields and int(fields[2]) in groups:
                seconds += (int(fields[11]) + int(fields[12])) / TICKS
                megabytes += int(re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.MULTILINE)[1]) / 1024
        except (FileNotFoundError, ProcessLookupError):  # it ended just now
            continue
    return Use(megabytes, seconds)


def machine() -> str:
    """Cores, processor, memory and system, in words."""
    cpuinfo, meminfo = PROC / "cpuinfo", PROC / "meminfo"
    model = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE) if cpuinfo.exists() else None
    memory = re.search(r"^MemTotal:\s+(\d+)", meminfo.read_text(), re.MULTILINE) if meminfo.exists() else None
    return ", ".join(filter(None, (f"{os.cpu_count()} cores", model and model[1].strip(), platform.machine(),
                                   memory and f"{int(memory[1]) / 1024**2:.0f} GB memory", platform.system())))
