"""Conversations as files: plays them against a live bot, checks every turn, prints the transcript of those that fail.

`python -m tests.transcript FILE… [--url http://127.0.0.1:5005/chat/]`; 1 when a turn fails. One file is a list of
conversations: name, and turns of {say, and what must come back: kind, topic, facet (one or a list), contains, lacks, sources}.
A turn that is known to go wrong still says `open: true`: it is said and shown, and counts as wrong only in the figures.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.client import Bot, Talk

KEYS = {"say", "kind", "topic", "facet", "contains", "lacks", "sources", "open"}


@dataclass
class Played:
    """One conversation as it went: for each turn what was wrong (nothing: right), and the transcript."""

    name: str
    wrong: list[list[str]] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)  # faults of turns that are not known as open
    transcript: str = ""

    @property
    def right(self) -> bool:
        """Whether every turn went right."""
        return not any(self.wrong)


def read_conversations(path: Path) -> list[dict[str, Any]]:
    """The conversations of a file; ValueError names the one with an unknown key."""
    conversations = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    for one in conversations:
        unknown = {key for turn in one["turns"] for key in turn} - KEYS
        if unknown:
            raise ValueError(f"{path}, {one['name']}: found {sorted(unknown)}. Expected only {', '.join(sorted(KEYS))}.")
    return conversations


def play(talk: Talk, conversation: dict[str, Any]) -> Played:
    """Say each turn of a conversation and note what came back wrong."""
    played = Played(conversation["name"])
    for turn in conversation["turns"]:
        talk.say(turn["say"])
        found = faults(talk, turn)
        talk.said += [f"      WRONG: {fault}" for fault in found]
        played.wrong.append(found)
        played.unexpected += [] if turn.get("open") else found
    played.transcript = f"\n=== {played.name}{talk.transcript}"
    return played


def faults(talk: Talk, expected: dict[str, Any]) -> list[str]:
    """What differs from `expected` in the last turn of `talk`, in words.

    kind, topic and facet match together when one message of the turn carries them all.
    """
    found, answers = [], [message.get("answer") or {} for message in talk.messages]
    keys = [key for key in ("kind", "topic", "facet") if key in expected]
    wanted = {key: expected[key] if isinstance(expected[key], list) else [expected[key]] for key in keys}
    if keys and not any(matches(answer, wanted) for answer in answers):
        came = [tuple(answer.get(key) for key in keys) for answer in answers]
        found.append(f"expected {', '.join(f'{key} {wanted[key]}' for key in keys)}; came {came}")
    text = talk.text.lower()
    found += [f"the text lacks {part!r}" for part in expected.get("contains", []) if str(part).lower() not in text]
    found += [f"the text holds {part!r}" for part in expected.get("lacks", []) if str(part).lower() in text]
    cited = {source["id"].split("/")[0] for answer in answers for source in answer.get("sources") or []}
    found += [f"{topic!r} is not among the sources {sorted(cited)}"
              for topic in expected.get("sources", []) if topic not in cited]
    return found


def matches(answer: dict[str, Any], wanted: dict[str, list[Any]]) -> bool:
    """Whether an answer is one of those that are wanted; where it may also be no answer, only an answer must have the subject."""
    keys = ["kind"] if len(wanted.get("kind", [])) > 1 and answer.get("kind") != "answer" else list(wanted)
    return all(answer.get(key) in wanted[key] for key in keys)


def main(arguments: list[str] | None = None) -> int:
    """Play files against a running bot and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.transcript", description="Play conversations against a running bot.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--url", default="http://127.0.0.1:5005/chat/")
    options = parser.parse_args(arguments)
    bot = Bot(options.url)
    played = [play(bot.talk(), one) for path in options.files for one in read_conversations(path)]
    for one in played:
        if not one.right:
            print(one.transcript)
    turns = [not wrong for one in played for wrong in one.wrong]
    print(f"\n{sum(one.right for one in played)} of {len(played)} conversations wholly right "
          f"({sum(one.right for one in played) / max(len(played), 1):.0%}), "
          f"{sum(turns)} of {len(turns)} turns ({sum(turns) / max(len(turns), 1):.0%}).")
    return 0 if all(turns) else 1


if __name__ == "__main__":
    sys.exit(main())
