"""How fast anyone may go; the environment is read here and nowhere else in this package."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields

UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


@dataclass(frozen=True)
class Rate:
    """So many in so many seconds."""

    most: int
    seconds: int


@dataclass(frozen=True)
class Limits:
    """Rates that a hurried councillor never meets, nor a whole griffie behind one address; None: no limit."""

    messages: Rate | None = Rate(30, 60)  # of one conversation, or of one person on Telegram or Slack; votes apart
    address: Rate | None = Rate(1200, 60)  # calls of the web channel from one address
    sessions: Rate | None = Rate(600, 3600)  # conversations begun from one address
    search: Rate | None = Rate(240, 60)  # searches in the FAQ from one address
    told: Rate | None = Rate(1, 60)  # how often one person on Telegram or Slack is told to slow down
    proxies: int = 0  # how many proxies of ours stand before the server: whose X-Forwarded-For is believed
    redis: str = field(default="", repr=False)  # where several workers count together; empty: each in its own memory


def read_limits() -> Limits:
    """From RAADWIJZER_LIMIT_MESSAGES, _ADDRESS, _SESSIONS and _SEARCH ("30/minute"), RAADWIJZER_LIMITS ("off": none at all),
    RAADWIJZER_PROXIES and RAADWIJZER_REDIS; ValueError says what is wrong with one."""
    default, off = Limits(), os.environ.get("RAADWIJZER_LIMITS", "").lower() == "off"
    rates = {rate.name: getattr(default, rate.name) for rate in fields(default) if rate.name not in ("proxies", "redis")}
    for name in ("messages", "address", "sessions", "search"):
        given = os.environ.get(f"RAADWIJZER_LIMIT_{name.upper()}")
        rates[name] = read_rate(f"RAADWIJZER_LIMIT_{name.upper()}", given) if given else rates[name]
    proxies = os.environ.get("RAADWIJZER_PROXIES") or "0"
    if not re.fullmatch(r"\d", proxies):
        raise ValueError(f"RAADWIJZER_PROXIES: found {proxies!r}. Expected how many proxies of yours stand before the bot, such "
                         "as 1. Correct it and start again.")
    return Limits(**(dict.fromkeys(rates) if off else rates), proxies=int(proxies), redis=os.environ.get("RAADWIJZER_REDIS", ""))


def read_rate(name: str, given: str) -> Rate:
    """The rate in "30/minute"; ValueError for anything else."""
    found = re.fullmatch(r"\s*([1-9]\d{0,8})\s*/\s*(second|minute|hour|day)\s*", given)
    if found is None:
        raise ValueError(f"{name}: found {given!r}. Expected a number, a slash and second, minute, hour or day, such as "
                         "30/minute. Correct it and start again.")
    return Rate(int(found[1]), UNITS[found[2]])
