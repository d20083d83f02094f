"""The conversations of tests/conversations against the live bot: every turn must come back as its file says."""

import warnings
from pathlib import Path

import pytest

from actions.turn import TOPICS
from tests.transcript import faults, play, read_conversations

OPEN = 666  # of 15,571 turns those that are known to go wrong: the number may only go down
# Turns that may fall the other way: the classifier of intents is not learnt to its end (one example less of 44,000 changes the best
# intent of 2 % of them, before the rules), and a few lie on an edge. One in a thousand; each is warned of with its transcript.
EDGE = 8
FILES = sorted((Path(__file__).parent / "conversations").glob("*.yml"))
STRAYED: list[str] = []  # faults of turns that are not known to go wrong, so far
CONVERSATIONS = [pytest.param(one, id=f"{path.stem}-{one['name']}") for path in FILES for one in read_conversations(path)]


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_conversation(bot, conversation):
    played = play(bot.talk(), conversation)
    STRAYED.extend(played.unexpected)
    if played.unexpected:
        warnings.warn(played.transcript, stacklevel=1)
    assert not played.unexpected or len(STRAYED) <= EDGE, played.transcript


def test_there_are_enough_and_they_cover_every_topic_and_facet():
    turns = [turn for one in CONVERSATIONS for turn in one.values[0]["turns"]]
    covered = {f"{turn['topic']}/{turn['facet']}" for turn in turns
               if isinstance(turn.get("topic"), str) and isinstance(turn.get("facet"), str)}
    from knowledge.documents import read_edition
    from knowledge.settings import Settings
    assert len(CONVERSATIONS) >= 60
    assert sum(bool(turn.get("open")) for turn in turns) <= OPEN
    assert sum(3 <= len(one.values[0]["turns"]) <= 8 for one in CONVERSATIONS) >= 60
    assert sorted({p.id for p in read_edition(Settings().edition)} - covered) == []
    assert covered and {name.split("/")[0] for name in covered} == set(TOPICS)


class Said:
    """A turn that came back."""

    def __init__(self, *messages):
        self.messages = [{"text": text, "answer": answer} for text, answer in messages]
        self.text = "\n".join(m["text"] for m in self.messages)


@pytest.mark.parametrize(("expected", "wrong"), [
    ({"kind": "answer", "topic": "motie"}, 0), ({"kind": ["clarify", "answer"]}, 0), ({"kind": "clarify"}, 1),
    ({"kind": "form", "topic": "motie"}, 1),  # each is there, but not in one message
    ({"contains": ["UITSPRAAK"]}, 0), ({"contains": ["besluit"], "lacks": ["uitspraak"]}, 2),
    ({"sources": ["motie"]}, 0), ({"sources": ["vng"]}, 1),
])
def test_a_wrong_turn_is_seen(expected, wrong):
    said = Said(("Een uitspraak.", {"kind": "answer", "topic": "motie", "sources": [{"id": "motie/wat"}]}),
                ("En nu?", {"kind": "form", "topic": "vergoeding"}))
    assert len(faults(said, expected)) == wrong


def test_an_unknown_key_is_named(tmp_path):
    path = tmp_path / "x.yml"
    path.write_text("- {name: a, turns: [{say: hoi, soort: answer}]}", "utf-8")
    with pytest.raises(ValueError, match="soort"):
        read_conversations(path)
