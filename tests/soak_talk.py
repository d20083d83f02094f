"""One conversation of the soak: numbered turns with ids, each sent again until it is answered; and what came of it."""

from __future__ import annotations

import base64
import json
import random
import threading
import time
import urllib.error
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import pairwise
from typing import Any

from tests.client import Bot

SAID = ("wat is een motie?", "en een amendement?", "wat doet de rekenkamer?", "hoi", "waar gaat het budgetrecht over?",
        "wat is een interpellatie?", "wie is de griffier?", "dank je wel", "mag ik politiek verlof?", "vertel meer")
DOUBLED = 0.1  # share of turns that are sent twice at the same moment, as by an impatient hand
PAUSE = 1.0  # seconds before a turn is sent again, as the widget's user would
PATIENCE = 300.0  # seconds until a turn counts as never answered


@dataclass
class Turn:
    """A turn as its client knows it. answer: the ids of the messages it got, of every time that it got them."""

    key: str
    said: str
    answers: list[list[str]] = field(default_factory=list)
    waited: float = 0.0
    repeats: int = 0


@dataclass(frozen=True)
class Faults:
    """What went wrong: turns that are missing somewhere, that stand there twice, that stand in another order."""

    lost: int = 0
    doubled: int = 0
    disordered: int = 0

    def __add__(self, other: Faults) -> Faults:
        return Faults(self.lost + other.lost, self.doubled + other.doubled, self.disordered + other.disordered)


class Conversation(threading.Thread):
    """Talks until `until` (monotonic seconds), and ends with an answered turn."""

    def __init__(self, bot: Bot, number: int, seed: int, until: float) -> None:
        super().__init__(daemon=True)
        self._bot, self._number, self._until = bot, number, until
        self._chance = random.Random(f"{seed}/{number}")
        self.turns: list[Turn] = []
        self.token, self.statuses = "", Counter[str]()

    @property
    def session(self) -> str:
        """The id of the conversation, which its token carries."""
        claims = self.token.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["sub"])

    def run(self) -> None:
        self.token = self._begin()
        while time.monotonic() < self._until:
            number = len(self.turns)
            turn = Turn(f"t{number}", f"{self._chance.choice(SAID)} ({number})")
            self.turns.append(turn)
            self._take(turn)
            if not turn.answers:
                return
            time.sleep(self._chance.uniform(0.5, 3.0))  # it is read

    def history(self) -> list[dict[str, Any]]:
        """The transcript that the bot kept."""
        return self._bot.call("GET", "history", token=self.token).body["messages"]

    def _begin(self) -> str:
        while True:
            body = self._call("session", {})
            if body is not None:
                return str(body["token"])
            time.sleep(PAUSE)

    def _take(self, turn: Turn) -> None:
        started = time.monotonic()
        twice = self._chance.random() < DOUBLED
        while not turn.answers and time.monotonic() < started + PATIENCE:
            with ThreadPoolExecutor(2) as hands:
                bodies = list(hands.map(lambda _: self._call("message", {"text": turn.said, "id": turn.key}), range(1 + twice)))
            turn.answers += [[message["id"] for message in body["messages"]] for body in bodies if body is not None]
            if not turn.answers:
                turn.repeats += 1
                time.sleep(PAUSE)
        turn.waited = time.monotonic() - started

    def _call(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """What the bot answered; None when it could not."""
        try:
            reply = self._bot.call("POST", path, body, self.token or None)
        except (OSError, HTTPException, urllib.error.URLError, ValueError) as error:
            self.statuses[type(error).__name__] += 1
            return None
        self.statuses[str(reply.status)] += 1
        return reply.body if reply.status in (200, 201) else None


def judge(turns: list[Turn], history: list[dict[str, Any]], heard: list[tuple[str, int]]) -> Faults:
    """Compare what a client sent and got with the transcript and with the tracker.

    heard: of each message in the tracker its text and how many messages of the bot followed. A turn is lost when it was never
    answered, or its message or its whole answer is missing somewhere; doubled when something of it stands there twice, or it
    got two different answers; the turns are out of order when the first ones of each stand in another order than they were sent.
    """
    asked = [message["turn"] for message in history if message["role"] == "user"]
    shown: dict[str, list[str]] = {}
    for message in history:
        if message["role"] == "user":
            current = shown.setdefault(message["turn"], [])
        else:
            current.append(message["id"])
    texts, told = [text for text, _ in heard], {text: count for text, count in sorted(heard, key=lambda row: row[1])}
    lost = sum(not turn.answers or turn.key not in shown or turn.said not in texts
               or shown[turn.key][:len(turn.answers[0])] != turn.answers[0]
               or told[turn.said] < len(turn.answers[0]) for turn in turns)
    doubled = sum(asked.count(turn.key) > 1 or texts.count(turn.said) > 1
                  or any(answer != turn.answers[0] for answer in turn.answers)
                  or bool(turn.answers and (len(shown.get(turn.key, [])) > len(turn.answers[0])
                                            or told.get(turn.said, 0) > len(turn.answers[0]))) for turn in turns)
    sent_keys, sent_texts = [turn.key for turn in turns], [turn.said for turn in turns]
    disordered = sum(_jumps(sent, found) for sent, found in ((sent_keys, asked), (sent_texts, texts)))
    return Faults(lost, doubled, disordered)


def _jumps(sent: list[str], found: list[str]) -> int:
    """How many neighbours of `found` stand in another order than in `sent`; what was never sent counts too."""
    if strangers := [one for one in found if one not in sent]:
        return len(strangers)
    places = [sent.index(one) for one in dict.fromkeys(found)]
    return sum(first > second for first, second in pairwise(places))
