"""Leaving the servers on: what dies is started again, what keeps dying ends it all, with a loud line."""

import socket
import sys
from pathlib import Path

import pytest

import bot.watch
from bot.failed import Failed
from bot.watch import Server, watch

NOTES = "import sys; open(sys.argv[1], 'a').write('x'); "


@pytest.fixture
def server(tmp_path):
    """Makes a server that runs a program, which notes each of its starts in the file `starts`."""
    sockets = []

    def make(program):
        sockets.append(socket.create_server(("127.0.0.1", 0)))
        command = (sys.executable, "-c", NOTES + program, str(tmp_path / "starts"))
        return Server("rasa", command, {}, tmp_path / "logs" / "rasa.log", sockets[-1])

    yield make
    for one in sockets:
        one.close()


def gone(pid):
    """Whether no process of this id runs any more (one that nobody has waited for counts as gone)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def watched(server, until):
    """What is said until a line with `until`, after which the watch is left; the exception that ended it."""
    said, running = [], {server.name: server.start()}

    def say(text):
        said.append(text)
        if until in text and len(said) > 1:
            raise KeyboardInterrupt

    with pytest.raises((Failed, KeyboardInterrupt)) as end:
        watch([server], running, say)
    running[server.name].kill()
    running[server.name].wait()
    return said, end.value


def test_a_server_that_dies_is_started_again_and_told(server, tmp_path, monkeypatch):
    monkeypatch.setattr(bot.watch, "PAUSES", (0.0,) * 5)
    said, _ = watched(server("import os; os.kill(os.getpid(), 9)"), until="code -9")
    assert said[0] == (f"The rasa server died (code -9). Starting it again in 0 s. See {tmp_path / 'logs' / 'rasa.log'}.")
    assert (tmp_path / "starts").read_text() == "xx"


def test_a_server_that_keeps_dying_quickly_ends_it_all(server, tmp_path, monkeypatch):
    monkeypatch.setattr(bot.watch, "PAUSES", (0.0,) * 5)
    said, end = watched(server("print('kapot'); sys.exit(3)"), until="nooit")
    assert str(end) == (f"The rasa server stopped with code 3, 5 times within 20 s of its start. Expected it to stay. "
                        f"See {tmp_path / 'logs' / 'rasa.log'}.")
    assert (len(said), (tmp_path / "starts").read_text()) == (4, "xxxxx")
    assert (tmp_path / "logs" / "rasa.log").read_text() == "kapot\n" * 5


def test_pauses_grow_with_quick_deaths(server, monkeypatch):
    monkeypatch.setattr(bot.watch, "PAUSES", (0.0, 0.0, 0.2, 0.4, 1.4))
    said, _ = watched(server("pass"), until="in 1 s")
    assert [line.split(" in ")[1][:3] for line in said] == ["0 s", "0 s", "0 s", "1 s"]


def test_a_server_that_lived_long_may_die_as_often_as_it_likes(server, tmp_path, monkeypatch):
    monkeypatch.setattr(bot.watch, "QUICK", 0.0)
    said = []

    def say(text):
        said.append(text)
        if len(said) == 7:
            raise KeyboardInterrupt

    one = server("pass")
    with pytest.raises(KeyboardInterrupt):
        watch([one], {one.name: one.start()}, say)
    assert {line.split(". ")[1] for line in said} == {"Starting it again in 0 s"}


def test_what_a_dead_server_left_running_is_ended(server, tmp_path):
    program = ("import subprocess, os; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
               "print(child.pid, flush=True); os._exit(1)")
    watched(server(program), until="code 1")
    first = int((tmp_path / "logs" / "rasa.log").read_text().split()[0])
    assert gone(first)


def test_the_socket_is_handed_on(server, tmp_path):
    one = server("import socket; print(socket.socket(fileno={}).getsockname()[1])")
    number = one.listening.fileno()
    again = Server(one.name, (*one.command[:2], one.command[2].format(number), one.command[3]), {}, one.log, one.listening)
    again.start().wait()
    assert one.log.read_text() == f"{one.listening.getsockname()[1]}\n"
