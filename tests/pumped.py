"""Every regular expression of a package, and the texts on which each could go back and forth for long."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

try:
    from re import _parser as parser  # Python 3.11
except ImportError:
    import sre_parse as parser  # Python 3.10

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 12_000  # characters that a channel takes
FIRST = 1500  # characters of a first look: what is quick there takes at most 64 times as long on LONGEST if it is quadratic
QUICK = 0.0008  # seconds of that
CALLS = {"compile", "sub", "match", "fullmatch", "search", "findall", "split", "finditer"}
COMMON = (" ", "a", "1", "\n", ".", "-", "a ", "1 ", "1.", "a, ", "é")
BLANKS = re.compile(r"\s{20,}")
ENDS = ("", "\x00", "x")


@dataclasses.dataclass(frozen=True)
class Used:
    """A pattern, where it stands, and with which methods it is used."""

    place: str
    pattern: re.Pattern
    methods: frozenset[str]


def patterns(*folders: str) -> list[Used]:
    """The patterns of all modules in these folders of the repository: those kept in modules, and those in the code."""
    files = [path for folder in folders for path in sorted((ROOT / folder).glob("*.py")) if path.stem != "__main__"]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}
    calls = {path: [(ast.unparse(node.func.value).rsplit(".", 1)[-1], node.func.attr) for node in ast.walk(tree) if isinstance(
        node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS] for path, tree in trees.items()}
    everywhere = [call for called in calls.values() for call in called]
    found: list[Used] = []
    for path, tree in trees.items():
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        for name, value in vars(module).items():
            here, there = (frozenset(method for owner, method in called if owner == name) for called in (calls[path], everywhere))
            found += [Used(f"{path.name}: {name}", one, here or there or frozenset({"finditer"})) for one in kept(value)]
        found += [Used(f"{path.name}:{line}", one, frozenset({method})) for line, method, one in written(tree, module)]
    return list({(used.pattern, used.methods): used for used in found}.values())


def kept(value: Any) -> Iterator[re.Pattern]:
    """The patterns in a value, at any depth of collections and dataclasses."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):  # those of bytes read the heads of requests, which are short
            yield value
    elif isinstance(value, dict):
        yield from (one for inner in value.values() for one in kept(inner))
    elif isinstance(value, (tuple, list, set, frozenset)):
        yield from (one for inner in value for one in kept(inner))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from (one for field in dataclasses.fields(value) for one in kept(getattr(value, field.name)))


def written(tree: ast.Module, module: ModuleType) -> Iterator[tuple[int, str, re.Pattern]]:
    """The patterns in calls of `re`, with line and method; those made of a function's own variables, or kept, are left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).split(".")[0] == "re" and isinstance(
                node.func, ast.Attribute) and node.func.attr in CALLS - {"compile"}:
            flags = [word.value for word in node.keywords if word.arg == "flags"]
            flags += node.args[4 if node.func.attr == "sub" else 2:]
            try:
                read = [eval(compile(ast.Expression(one), "<pattern>", "eval"), dict(vars(module))) for one in [node.args[0],
                                                                                                                *flags]]
                yield node.lineno, node.func.attr, re.compile(*read[:2])
            except (NameError, TypeError, ValueError):
                continue


def pumps(pattern: re.Pattern) -> list[tuple[str, str]]:
    """What may come before and what may come again and again, so that the pattern finds much to try."""
    tree, rng = parser.parse(pattern.pattern, pattern.flags), Random(1)
    found = {("", piece) for piece in COMMON}
    for _ in range(3):
        whole = sample(tree, rng)
        found |= {("", whole), ("", whole[:-1]), ("", whole + " ")} | set(repeats(tree, "", rng))
    return sorted((before, piece) for before, piece in found if piece)


def repeats(tree: Iterable, before: str, rng: Random) -> Iterator[tuple[str, str]]:
    """For each part of a pattern that may come several times: what leads to it, and one of it."""
    for kind, value in tree:
        name = str(kind)
        if "REPEAT" in name:
            _, most, inner = value
            if most > 3:
                yield before, sample(inner, rng)
                yield "", before + sample(inner, rng)
            yield from repeats(inner, before, rng)
        elif name == "SUBPATTERN":
            yield from repeats(value[-1], before, rng)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from repeats(branch, before, rng)
        before += sample([(kind, value)], rng)


def sample(tree: Iterable, rng: Random) -> str:
    """A text that (nearly) matches a parsed pattern."""
    text = ""
    for kind, value in tree:
        name = str(kind)
        if name == "LITERAL":
            text += chr(value)
        elif name == "NOT_LITERAL" or name == "ANY":
            text += rng.choice("a1 ")
        elif name == "IN":
            text += one_of(value, rng)
        elif name == "BRANCH":
            text += sample(rng.choice(value[1]), rng)
        elif name == "SUBPATTERN":
            text += sample(value[-1], rng)
        elif name == "ATOMIC_GROUP":
            text += sample(value, rng)
        elif "REPEAT" in name:
            text += "".join(sample(value[2], rng) for _ in range(max(value[0], rng.randint(0, min(value[1], 2)))))
    return text


def one_of(members: list, rng: Random) -> str:
    """A character of a class."""
    if str(members[0][0]) == "NEGATE":
        taken = "".join(one_of([member], rng) for member in members[1:] for _ in range(3))
        return next((one for one in "a1 -é" if one not in taken), "x")
    kind, value = rng.choice(members)
    if str(kind) == "LITERAL":
        return chr(value)
    if str(kind) == "RANGE":
        return chr(rng.randint(*value))
    return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_NOT_WORD": "-"}.get(str(value), "a")


def slowest(used: Used, limit: float) -> tuple[float, str]:
    """The seconds of the slowest text found, at most some beyond `limit`, and how it is made."""
    worst = (0.0, "")
    for before, piece in pumps(used.pattern):
        for end in ENDS:
            seconds = timed(used, text_of(before, piece, end, FIRST), limit)
            if seconds > QUICK:
                seconds = timed(used, text_of(before, piece, end, LONGEST), limit)
            worst = max(worst, (seconds, f"{before!r} + {piece!r} × n + {end!r}"))
            if seconds > limit:
                return worst
    return worst


def text_of(before: str, piece: str, end: str, size: int) -> str:
    """A text as it comes through the channels, which leave little of a long run of blanks (bot/channels/web.py)."""
    return BLANKS.sub("\n\n", before + piece * ((size - len(before)) // len(piece)) + end)


def timed(used: Used, text: str, limit: float) -> float:
    """Seconds of processor time that the uses of a pattern take on `text`; what takes twice the limit is broken off."""
    def enough(*_: object) -> None:
        raise TimeoutError
    before = signal.signal(signal.SIGVTALRM, enough)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit * 2)
    begun = time.process_time()
    try:
        for method in used.methods - {"compile"}:
            if method in ("match", "fullmatch", "search"):
                getattr(used.pattern, method)(text)
            else:
                deque(used.pattern.finditer(text), maxlen=0)
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - begun
