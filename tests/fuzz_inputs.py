"""Which inputs there are: input number n of a seed is always the same, however many are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

from tests import fuzz_platforms, fuzz_servers, fuzz_web
from tests.fuzz_probe import Probe

Maker = Callable[[int, Random], Probe]
SHORT = tuple(kind for kind in fuzz_web.TEXTS if kind != "long")


def of_texts(make: Callable[[int, Random, str], Probe]) -> Maker:
    """The maker with a kind of hostile text drawn for it; the long ones are rare: each costs what ten others do."""
    return lambda number, rng: make(number, rng, "long" if rng.random() < 0.05 else rng.choice(SHORT))


def shapes(make: Callable[[int, Random, str], Probe]) -> Maker:
    return lambda number, rng: make(number, rng, "json")


# How many of a hundred inputs are made how.
SHARES: list[tuple[int, Maker]] = [
    (24, of_texts(fuzz_web.text)), (10, fuzz_web.shape), (6, fuzz_web.address), (6, fuzz_web.forged), (4, fuzz_web.payload),
    (3, fuzz_web.turns), (7, fuzz_web.wire),
    (5, of_texts(fuzz_servers.action)), (5, shapes(fuzz_servers.action)), (3, of_texts(fuzz_servers.search)), (2,
                                                                                                               fuzz_servers.stranger),
    (3, fuzz_servers.rasa), (3, fuzz_servers.wire),
    (5, of_texts(fuzz_platforms.telegram)), (3, shapes(fuzz_platforms.telegram)), (5, of_texts(fuzz_platforms.slack)),
    (3, shapes(fuzz_platforms.slack)), (3, fuzz_platforms.unsigned),
]


def make(seed: int, count: int, wanted: Callable[[Probe], bool] = lambda probe: True) -> list[Probe]:
    """The first `count` inputs of a seed that are wanted."""
    makers, shares = [maker for _, maker in SHARES], [share for share, _ in SHARES]
    made: list[Probe] = []
    number = 0
    while len(made) < count:
        rng = Random(f"{seed}/{number}")
        probe = rng.choices(makers, shares)[0](number, rng)
        made += [probe] if wanted(probe) else []
        number += 1
    return made


def spread(probes: list[Probe]) -> Counter[tuple[str, str]]:
    """How many inputs there are of each kind at each endpoint."""
    return Counter((probe.kind, probe.endpoint) for probe in probes)
