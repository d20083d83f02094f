"""What is wrong with an answer, whatever was asked: the promises of every endpoint."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bot.channels import door, web
from tests.fuzz_probe import Probe
from tests.fuzz_wire import HANG, Answer, Exchange

ROOT = Path(__file__).resolve().parent.parent
LEAK = re.compile("|".join((r"Traceback \(most", r"\bFile \"/", "site-packages", r"\.venv", re.escape(str(ROOT)), r"\bsqlite3\.",
                            "/usr/lib/py",
                            r"sanic\.exceptions", "root:x:0", "SQLite format 3", r"\bline \d+, in \w",
                            r"\bobject at 0x[0-9a-f]+")))
ALWAYS = (429,)  # "slower, please" is a fair answer to anything
CODES = {code: status for code, (status, _) in web.ERRORS.items()}
OUTER = {(code, status) for status, (code, _) in door.ERRORS.items()}
# "Body not consumed" is how Sanic notes that a request brought a body where none is read.
TROUBLE = re.compile(r"\b(?:ERROR|CRITICAL)\b|\s(?:error|critical) (?:rasa|actions)\b|" + r'"level": "(?:error|critical)"'
                     + r"|Traceback \(most|exception was never retrieved")


def faults(probe: Probe, exchanges: list[Exchange]) -> list[str]:
    """What is wrong, in words; nothing where all is well."""
    found: list[str] = []
    for one in exchanges:
        if one.hung or one.seconds > HANG:
            found.append(f"no answer within {HANG:.0f} s")
        elif not one.answers and not probe.pieces:
            found.append("hung up without an answer")
        found += [fault for answer in one.answers for fault in of_answer(probe, answer)]
    return found + (twins(probe, exchanges) if len(exchanges) > 1 else [])


def of_answer(probe: Probe, answer: Answer) -> list[str]:
    """What is wrong with one answer."""
    found = []
    text = answer.body.decode("utf-8", "replace")
    if answer.status >= 500:
        found.append(f"status {answer.status}")
    elif probe.expected and answer.status not in probe.expected + ALWAYS:
        found.append(f"status {answer.status}, expected one of {', '.join(map(str, probe.expected))}")
    if leaked := LEAK.search(text):
        found.append(f"the body shows {leaked[0]!r}")
    if probe.path.startswith("/chat/") and not probe.pieces and probe.method != "HEAD":
        found += of_contract(probe, answer, text)
    return found


def of_contract(probe: Probe, answer: Answer, text: str) -> list[str]:
    """Whether the web channel keeps its contract: errors in JSON with a code, messages with all their keys."""
    if answer.status >= 400:
        try:
            error = json.loads(text)["error"]
            code = error["code"]
            known = (CODES.get(code) == answer.status or (code, answer.status) in OUTER) and bool(error["message"])
        except (ValueError, KeyError, TypeError):
            known = False
        return [] if known else [f"status {answer.status} without an error of the contract: {text[:80]!r}"]
    if probe.endpoint == "web message" and answer.status == 200:
        messages = json.loads(text)["messages"]
        whole = bool(messages) and all({"id", "text", "buttons"} <= set(message) for message in messages)
        return [] if whole else [f"a turn without whole messages: {text[:80]!r}"]
    return []


def twins(probe: Probe, exchanges: list[Exchange]) -> list[str]:
    """Messages with the same id have the same answer."""
    given: dict[str, set[bytes]] = {}
    for body, one in zip(probe.bodies, exchanges, strict=True):
        key = json.loads(body).get("id")
        if key and one.answers and one.answers[0].status == 200:
            given.setdefault(key, set()).add(one.answers[0].body)
    return [f"{len(bodies)} answers to one message" for bodies in given.values() if len(bodies) > 1]


def troubles(log: Path, offset: int = 0) -> list[str]:
    """The lines of a log, from an offset on, that tell of an error."""
    with log.open("rb") as file:
        file.seek(offset)
        return [line for line in file.read().decode("utf-8", "replace").splitlines()
                if TROUBLE.search(line) and "body not consumed" not in line]
