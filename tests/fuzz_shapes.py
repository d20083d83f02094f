"""Hostile JSON, as bytes: wrong types, deep nests, numbers that no one can hold, keys twice, and what is no JSON at all."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from tests.fuzz_texts import KINDS, hostile

DEEP = 10_000
LITERALS = ["NaN", "Infinity", "-Infinity", "1e400", "-0.0", "1" + "0" * 400, "9" * 5000, "1E-99999", "0x10", "01", "1.", "+1",
            "'a'",
            "undefined", "True", "None", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"a\nb\"", "\"\\x41\"", "{a: 1}",
            "[1,]",
            "{\"a\": 1,}", "9007199254740993", "-9223372036854775809", "18446744073709551616", "\"\"", "[]", "{}", "null", "true"]
WHOLE = [b"", b" ", b"\x00", b"\xff\xfe\x00", b"\xef\xbb\xbf{\"text\": \"hoi\"}", "{\"text\": \"hoi\"}".encode("utf-16"),
         "{\"text\": \"hoi\"}".encode("utf-32"), b"{\"text\": \"\xe9\"}", b"{\"text\": \"\xed\xa0\x80\"}", b"{\"text\": \"hoi\"",
         b"[" * DEEP,
         b"{\"a\":" * DEEP, b"[" * DEEP + b"]" * DEEP, b"{\"text\":" * 5000 + b"1" + b"}" * 5000, b"text=hoi", b"<a/>",
         b"{\"text\": \"hoi\"}{\"text\": \"hoi\"}", b"{\"text\": \"hoi\"}\x00", b"// c\n{}", b"\"text\"", b"1", b"null", b"[]",
         b"[[]]"]


def shaped(rng: Random, sound: dict[str, Any]) -> bytes:
    """A body that resembles `sound` and is wrong in some way."""
    way = rng.randrange(6)
    if way == 0:
        return rng.choice(WHOLE)
    pairs = [(json.dumps(key), dumped(rng, value)) for key, value in sound.items()]
    if way == 1 and pairs:
        pairs[rng.randrange(len(pairs))] = (rng.choice(pairs)[0], rng.choice(LITERALS))
    elif way == 2 and pairs:
        pairs[rng.randrange(len(pairs))] = (rng.choice(pairs)[0], dumped(rng, anything(rng)))
    elif way == 3:
        pairs = [pair for pair in pairs if rng.random() < 0.5]
    elif way == 4 and pairs:
        pairs += [(rng.choice(pairs)[0], dumped(rng, anything(rng))), rng.choice(pairs)]
    else:
        pairs += [(json.dumps(rng.choice(["", "__proto__", "__class__", "constructor", "sender_id", "a" * 3000])),
                   "[" * 500 + "]" * 500)]
    rng.shuffle(pairs)
    return ("{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}").encode("utf-8", "surrogatepass")


def dumped(rng: Random, value: Any) -> str:
    """JSON of a value, with or without escapes; halves of pairs always escaped."""
    plain = json.dumps(value, ensure_ascii=False)
    return plain if rng.random() < 0.5 and plain.isprintable() else json.dumps(value)


def anything(rng: Random, depth: int = 3) -> Any:
    """A JSON value of any kind."""
    kind = rng.randrange(8 if depth else 6)
    if kind < 2:
        return hostile(rng.choice(["unicode", "sql", "format", "path"]), rng)
    if kind < 6:
        return rng.choice([None, True, False, 0, -1, 1.5, 1e300, 2**31, 2**63, -2**63, 2**64, 10**300, rng.random(), ""])
    if kind == 6:
        return [anything(rng, depth - 1) for _ in range(rng.randrange(4))]
    return {hostile(rng.choice(["unicode", "format"]), rng)[:40]: anything(rng, depth - 1) for _ in range(rng.randrange(4))}


def twisted(rng: Random, sound: Any, share: float = 0.08) -> Any:
    """`sound` at any depth with some of its values replaced, dropped or doubled."""
    if rng.random() < share:
        return anything(rng)
    if isinstance(sound, dict):
        return {key: twisted(rng, value, share) for key, value in sound.items() if rng.random() > share / 2}
    if isinstance(sound, list):
        return [twisted(rng, value, share) for value in sound for _ in range(2 if rng.random() < share else 1)]
    if isinstance(sound, str) and rng.random() < share:
        return hostile(rng.choice(list(KINDS)), rng)
    return sound
