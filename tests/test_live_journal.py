"""What a turn leaves behind in both live servers: one request id in both logs, a count in both, and not a word of it."""

import json
import urllib.request

from prometheus_client.parser import text_string_to_metric_families

WORD = "kwetterbos"


def counts(bot):
    """Every sample of Rasa's side by name and labels."""
    with urllib.request.urlopen(f"{bot.base}metrics", timeout=10) as reply:
        text = reply.read().decode()
    assert WORD not in text
    return {(row.name, *sorted(row.labels.values())): row.value
            for family in text_string_to_metric_families(text) for row in family.samples}


def lines(bot, server):
    """The lines of a server's log that tell of a turn or an action."""
    text = (bot.state / "logs" / f"{server}.log").read_text(encoding="utf-8")
    assert WORD not in text
    return [line for line in text.splitlines() if " raadwijzer." in line]


def test_a_turn_is_counted_and_written_down_under_one_id(bot):
    talk, before = bot.talk(), counts(bot)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {talk.token}", "X-Request-ID": "live-test-0001"}
    request = urllib.request.Request(f"{bot.base}message", json.dumps({"text": f"wat is een motie {WORD}?"}).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as reply:
        assert reply.headers["X-Request-ID"] == "live-test-0001"
        told = next(message["answer"] for message in json.load(reply)["messages"] if "answer" in message)
    after = counts(bot)
    key = ("raadwijzer_turns_total", *sorted(("web", told["kind"], told["topic"] or "none")))
    assert after[key] == before.get(key, 0) + 1
    assert after["raadwijzer_turn_seconds_count", "web"] == before.get(("raadwijzer_turn_seconds_count", "web"), 0) + 1
    assert after["raadwijzer_actions_up",] == 1
    (turn,) = [line for line in lines(bot, "rasa") if "[live-test-0001]" in line]
    assert f"turn channel=web status=200 ms={turn.split('ms=')[1].split()[0]} kind={told['kind']}" in turn
    assert [line.split()[-3:-1] for line in lines(bot, "actions") if "[live-test-0001]" in line] == [
        ["action=action_answer", "status=200"]]
