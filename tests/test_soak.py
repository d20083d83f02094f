"""A short soak with SQLite, and the judgement that it rests on."""

import pytest

from tests.soak import Plan, heard, soak
from tests.soak_report import write_report
from tests.soak_talk import Faults, Turn, judge


def test_no_turn_is_lost_doubled_or_out_of_order_while_processes_are_killed(tmp_path):
    found = soak("SQLite", Plan(seconds=20, clients=5, gap=8, seed=8))
    assert found.faults == Faults(), found
    assert found.turns >= found.clients == 5
    assert sum(found.kills.values()) >= 1
    write_report(tmp_path / "soak.md", [found])
    assert "| SQLite | 1 |" in (tmp_path / "soak.md").read_text()


SENT = [Turn("t0", "een", [["a"]]), Turn("t1", "twee", [["b", "c"], ["b", "c"]])]
SHOWN = [("user", "t0"), ("bot", "a"), ("user", "t1"), ("bot", "b"), ("bot", "c")]
HEARD = [("een", 1), ("twee", 2)]


def judged(sent=SENT, shown=SHOWN, told=HEARD):
    return judge(sent, [{"role": role, "turn" if role == "user" else "id": name} for role, name in shown], told)


def test_a_whole_conversation_has_no_faults():
    assert judged() == Faults(0, 0, 0)


@pytest.mark.parametrize(("changed", "faults"), [
    ({"sent": [SENT[0], Turn("t1", "twee")]}, Faults(lost=1)),  # never answered
    ({"sent": [SENT[0], Turn("t1", "twee", [["b", "c"], ["d"]])]}, Faults(doubled=1)),  # two answers
    ({"shown": SHOWN[:4]}, Faults(lost=1)), ({"shown": SHOWN[:2]}, Faults(lost=1)),
    ({"shown": [*SHOWN, ("bot", "d")]}, Faults(doubled=1)), ({"shown": [*SHOWN[:2], *SHOWN[:2], *SHOWN[2:]]}, Faults(doubled=1)),
    ({"shown": [*SHOWN[2:], *SHOWN[:2]]}, Faults(disordered=1)),
    ({"told": HEARD[:1]}, Faults(lost=1)), ({"told": [("een", 1), ("twee", 1)]}, Faults(lost=1)),
    ({"told": [("een", 1), ("een", 0), ("twee", 2)]}, Faults(doubled=1)),
    ({"told": [("een", 2), ("twee", 2)]}, Faults(doubled=1)),
    ({"told": HEARD[::-1]}, Faults(disordered=1)), ({"told": [*HEARD, ("drie", 1)]}, Faults(disordered=1)),
])
def test_each_fault_is_seen(changed, faults):
    assert judged(**changed) == faults


def test_what_the_tracker_heard_counts_the_answers_of_each_turn():
    events = [{"sender_id": "s", "type_name": kind, "data": f'{{"text": "{text}"}}'}
              for kind, text in (("bot", "hallo"), ("user", "een"), ("bot", "x"), ("bot", "y"), ("user", "twee"))]
    assert heard(events) == {"s": [("een", 2), ("twee", 0)]}
