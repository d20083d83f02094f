"""Hostile texts by kind, each drawn from a seeded generator: the same seed gives the same text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random

LONGEST = 12_000  # characters that the web channel takes
WORDS = """motie raad griffie vergoeding 50.000 wethouder wat is een hoe indienen dat en of niet ja nee € 73k 18 december
    zwembad initiatief amendement verzoekt het college uur per week onkosten 1. - draagt op spreekt uit""".split()
ATOMS = {
    "unicode": ["\u202e", "\u2066motie\u2069", "\u200b", "\u200d", "\ufeff", "e\u0301\u0323\u0300", "Z" + "\u0335" * 40,
                "👩‍👩‍👧‍👦", "🏳️‍🌈",
                "👍🏿", "🇳🇱", "\x00", "\x1b[31m", "\x7f", "\x85", "\u2028", "\ufffe", "\uffff", "\U0010ffff", "\ue000", "\ud800",
                "\udfff",
                "ﷺ", "ß", "ı", "İ", "ﬁ", "①", "Ⅳ", "٣٤", "二十", "½", "𝟙𝟚", "ｍｏｔｉｅ", "мотие", "\u00a0", "\u3000", "\u2800",
                "\u115f", "ij́", "Ĳ",
                "\U000e0001", "\ufff9", "\u0600", "\u1f4a9"],
    "markup": ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</textarea><svg/onload=alert(1)>", "<!--", "]]>",
               "<![CDATA[", "&lt;b&gt;", "&#x3c;", "&amp;", "**", "**vet**", "*_~`", "```", "[klik](javascript:alert(1))",
               "[a](https://x.example/(b)(c))", "[a](mailto:x@y.nl", "![x](http://x/y.png)", "<@U123>", "<!channel>",
               "<#C1|naam>",
               "<https://x|y>", "<|>", "# kop", "## {#wat}", "\n- punt", "\n1. punt", "| a | b |\n|---|---|", "> citaat",
               "Bron: ik (2026)", "@raadwijzer_bot", "/wis@raadwijzer_bot", "tg://user?id=1", "<a href='tg://x'>", "\\*", "^^",
               "{{<x>}}"],
    "sql": ["' OR '1'='1", "'; DROP TABLE message; --", "\" OR 1=1 --", "1); DELETE FROM session WHERE (1=1",
            "' UNION SELECT sql FROM "
            "sqlite_master --", "%' AND 1=(SELECT 1)", "\\'; --", "' || randomblob(1000000000) || '", "PRAGMA writable_schema=1;",
            "'/**/OR/**/1=1", "\x1a", "0x27", "`;", "ATTACH DATABASE '/tmp/x' AS x;"],
    "format": ["{0.__class__.__mro__}", "{passage}", "{naam!r:>9999999}", "{", "}", "{}", "{{7*7}}", "${7*7}", "#{7*7}",
               "<%= 7*7 %>",
               "{%for x in y%}", "%s%s%s%n", "%(message)s", "%999999d", "${jndi:ldap://127.0.0.1/a}",
               "{slot.__init__.__globals__}",
               "{{config.items()}}", "[intent]{\"entity\": \"x\"}", "$(id)", "`id`", "{body}", "{source}", "utter_answer",
               "{0[0]}"],
    "path": ["../../../etc/passwd", "..%2f..%2f", "%2e%2e/", "....//", "/etc/passwd", "C:\\Windows\\", "\\\\host\\deel",
             "file:///etc/passwd",
             "a\x00.png", "%00", "%c0%ae", ".git/config", "con.docx", "~root", "/proc/self/environ", "a" * 300 + ".docx", "..",
             "."],
}
PUMPS = ["a", " ", "\n", "\t", " \n", "1", "1.", "1 ", "1.000.", "0-", "(", ")", "[", "[a](", "[a](http://", "**", "**a", "*a*",
         "<@", "<a", "<a|",
         "- ", "1. ", "dat ", "en dat ", "en ", "tussen 1 en ", "1 a ", "van 1 tot ", "min ", "€", "€ 1,", "een en ", "twee en ",
         "honderd en ",
         "duizend", "honderd", "tig", "drieën", "ik wil graag ", "graag ", "op ", "de ", "het ", "datum ", "niet ", "maar ",
         "wijzig ",
         "punt 1 ", "voeg toe ", "haal ", "verzoekt het college ", "constaterende dat ", "overwegende dat ", ";", "; ", "? ", "!",
         "…",
         "\u200d", "\u0301", "👍🏿", "uur ", "1 uur ", "1,5 ", "half ", "en een half ", "-> ", "=> ", "'", "’", "é", "_", "ik ",
         "ik ga ",
         "mij ", "dood ", "maak me ", "x@", "x@x.", "06-", "+31 ", "1234 AB", "18-12-", "motie ", "of ", "a b ", "#", "|", "\\"]


def hostile(kind: str, rng: Random) -> str:
    """A text of one of KINDS."""
    return KINDS[kind](rng)


def woven(atoms: list[str]) -> Callable[[Random], str]:
    """A maker of texts that weave hostile atoms into plain words, or hold nothing else."""
    def weave(rng: Random) -> str:
        parts = [rng.choice(atoms) for _ in range(rng.randint(1, 6))]
        if rng.random() < 0.6:
            parts += [rng.choice(WORDS) for _ in range(rng.randint(1, 5))]
            rng.shuffle(parts)
        return rng.choice(["", " ", " "]).join(parts)
    return weave


def anything(rng: Random) -> str:
    """Characters from anywhere in Unicode, halves of pairs included; or the atoms of "unicode"."""
    if rng.random() < 0.6:
        return woven(ATOMS["unicode"])(rng)
    return "".join(chr(rng.choice([rng.randint(0, 0xFF), rng.randint(0, 0xFFFF), rng.randint(0, sys.maxunicode)]))
                   for _ in range(rng.randint(1, 60)))


def long(rng: Random) -> str:
    """A text around a limit, or far beyond it."""
    size = rng.choice([3000, 4096, 4097, LONGEST - 1, LONGEST, LONGEST + 1, 20_000, 65_500, 66_000, rng.randint(1000, LONGEST)])
    piece = rng.choice([rng.choice(WORDS) + " ", "a", "é", "👍", "a.", "wat is een motie? ", " ".join(rng.choices(WORDS,
                                                                                                                 k=40)) + "\n"])
    return (piece * (size // len(piece) + 1))[:size]


def pumped(rng: Random) -> str:
    """What makes a careless regular expression go back and forth: one piece again and again, then something else."""
    count = rng.choice([30, 300, 3000])
    piece = rng.choice(PUMPS) + (rng.choice(PUMPS) if rng.random() < 0.3 else "")
    return (rng.choice(["", "", *WORDS]) + (piece * count)[:LONGEST - 40] + rng.choice(["", "!", "\x00", "x", "\n", *WORDS]))


KINDS: dict[str, Callable[[Random], str]] = {
    "unicode": anything, "long": long, "regex": pumped,
    **{kind: woven(ATOMS[kind]) for kind in ("markup", "sql", "format", "path")}}
