"""Typing mistakes for training: hurried fingers drop, double, swap and miss keys."""

from __future__ import annotations

import numpy as np

NEIGHBOURS = {
    "a": "sqz", "b": "vnh", "c": "xvd", "d": "sfe", "e": "rwd", "f": "dgr", "g": "fht", "h": "gjn", "i": "uok",
    "j": "hkn", "k": "jli", "l": "kop", "m": "nj", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf",
    "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xas",
}


def misspell(text: str, rng: np.random.Generator, chance: float = 0.15) -> str:
    """`text`, with probability `chance` altered by one or two typing mistakes."""
    if len(text) < 4 or rng.random() > chance:
        return text
    for _ in range(1 + (len(text) > 25)):
        at = int(rng.integers(1, len(text) - 1))
        letter = text[at]
        kind = int(rng.integers(4))
        if kind == 0:
            text = text[:at] + text[at + 1:]
        elif kind == 1:
            text = text[:at] + letter + text[at:]
        elif kind == 2:
            text = text[:at] + text[at + 1] + letter + text[at + 2:]
        elif letter in NEIGHBOURS:
            text = text[:at] + NEIGHBOURS[letter][int(rng.integers(len(NEIGHBOURS[letter])))] + text[at + 1:]
        if len(text) < 4:
            break
    return text
