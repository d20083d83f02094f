"""Counts for Prometheus: where they are kept, how they are shown, and who may see them."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

KIND = CONTENT_TYPE_LATEST
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # bounds of the histograms
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


@cache
def registry() -> CollectorRegistry:
    """Where the counts of this process stand."""
    return CollectorRegistry()


def shown(folder: Path | None) -> bytes:
    """All counts in Prometheus' text format; with a folder those of every process that counts there
    (PROMETHEUS_MULTIPROC_DIR), else those of this process."""
    if folder is None:
        return generate_latest(registry())
    together = CollectorRegistry()
    MultiProcessCollector(together, path=str(folder))
    return generate_latest(together)


def may_see(peer: str, headers: Mapping[str, str], token: str) -> bool:
    """Whether a request may see the counts: from this machine itself and through no proxy, or with the token.

    peer: the address at the other end of the connection. token: RAADWIJZER_METRICS_TOKEN, or empty: then no token helps.
    """
    kind, _, given = (headers.get("authorization") or "").partition(" ")
    if token and kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode()):
        return True
    return is_here(peer) and not any(headers.get(name) for name in FORWARDED)


def is_here(peer: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(peer).is_loopback
    except ValueError:
        return False
