"""The launcher: ports, runtimes, readiness, and that nothing is left running."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

import bot.serve
from bot.serve import Failed, check_port, environment, is_ready, listen, main, plan, python_of, stop, wait_until_ready
from bot.settings import ROOT, Settings, read_actions_secret, read_secret, read_settings

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
PARENT = ("import subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
          "print(child.pid, flush=True); time.sleep(60)")


@pytest.fixture
def busy():
    """A port that something listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free():
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def signals():
    """What the launcher sets for its own process is put back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def child():
    """Starts a program in a process group of its own, and its first line of output."""
    started = []

    def start(program):
        process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, start_new_session=True)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def gone(pid):
    """Whether no process of this id runs any more (one that nobody has waited for counts as gone)."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


# ---------------------------------------------------------------- before the start

def test_a_free_port_passes(free):
    assert check_port(free, "PORT") is None


@pytest.mark.parametrize("variable", ["PORT", "ACTIONS_PORT"])
def test_a_busy_port_names_itself_and_the_way_out(busy, variable):
    with pytest.raises(Failed) as failure:
        check_port(busy, variable)
    assert str(failure.value) == (f"Port {busy} is in use. Expected it free. Stop what listens there, or choose another: "
                                  f"make run {variable}={busy + 1000}")


def test_a_port_just_left_is_free_again(free):
    with socket.create_server(("127.0.0.1", free)) as server, socket.create_connection(("127.0.0.1", free)):
        server.accept()[0].close()
    assert check_port(free, "PORT") is None


def test_an_address_of_another_machine_says_so():
    with pytest.raises(Failed, match=r"Can't listen on 192\.0\.2\.1, port 0: .* Expected a free port on"):
        listen("192.0.2.1", 0)


def test_a_missing_runtime_says_what_to_run():
    with pytest.raises(Failed, match=r"Found no \.venv-weg\. .* Run: make setup"):
        python_of(".venv-weg")


def test_a_runtime_names_its_python():
    assert python_of(".venv-rasa") == str(ROOT / ".venv-rasa" / "bin" / "python")


def test_the_servers_are_told_where_the_other_is(tmp_path):
    told = environment(Settings(actions_port=6055, actions_url="http://127.0.0.1:6055", state=tmp_path / "state"))
    assert (told["RAADWIJZER_ACTIONS_URL"], told["RAADWIJZER_STATE"]) == ("http://127.0.0.1:6055", str(tmp_path / "state"))
    assert (told["RASA_TELEMETRY_ENABLED"], told["PATH"]) == ("false", os.environ["PATH"])


def test_workers_of_a_kind_share_a_socket_and_the_actions_get_no_keys(monkeypatch, tmp_path):
    monkeypatch.setenv("RAADWIJZER_DATABASE", "postgresql://x")
    servers = plan(Settings(port=0, actions_port=0, state=tmp_path, workers=2, action_workers=3), tmp_path / "logs")
    sockets = [server.listening.fileno() for server in servers]
    assert [server.name for server in servers] == ["actions", "actions-2", "actions-3", "rasa", "rasa-2"]
    assert (len(set(sockets[:3])), len(set(sockets[3:])), len(set(sockets))) == (1, 1, 2)
    assert ["RAADWIJZER_DATABASE" in server.environment for server in servers] == [False] * 3 + [True] * 2
    assert (tmp_path / "secret").exists()


def test_settings_come_from_the_environment(monkeypatch, tmp_path):
    for name, value in {"PORT": "6005", "ACTIONS_PORT": "6055", "RAADWIJZER_STATE": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("RAADWIJZER_ACTIONS_URL", raising=False)
    settings = read_settings()
    assert (settings.port, settings.actions_url, settings.state) == (6005, "http://127.0.0.1:6055", tmp_path)


SHARED = {"RAADWIJZER_DATABASE": "postgresql://name:geheim@db/raad", "RAADWIJZER_REDIS": "redis://:geheim@locks"}


def test_stores_and_workers_come_from_the_environment(monkeypatch):
    for name, value in (SHARED | {"RAADWIJZER_WORKERS": "3", "RAADWIJZER_ACTION_WORKERS": "2"}).items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert (settings.database, settings.redis) == tuple(SHARED.values())
    assert (settings.workers, settings.action_workers) == (3, 2)
    assert "geheim" not in str(settings)


@pytest.mark.parametrize(("given", "told"), [
    ({"RAADWIJZER_DATABASE": "mysql://name:geheim@db"}, "RAADWIJZER_DATABASE: found an address that does not begin with postgre"),
    ({"RAADWIJZER_REDIS": "localhost:6379"}, "RAADWIJZER_REDIS: found an address that does not begin with redis://. Expected"),
    ({"RAADWIJZER_WORKERS": "2"}, "found 2, but no RAADWIJZER_DATABASE and no RAADWIJZER_REDIS. Expected PostgreSQL and Redis"),
    ({"RAADWIJZER_WORKERS": "2", "RAADWIJZER_REDIS": "redis://locks"}, "found 2, but no RAADWIJZER_DATABASE. "),
    ({"RAADWIJZER_WORKERS": "0"}, "RAADWIJZER_WORKERS: found '0'. Expected a number from 1 to 64. Correct it and start again."),
    ({"RAADWIJZER_ACTION_WORKERS": "veel"}, "RAADWIJZER_ACTION_WORKERS: found 'veel'. Expected a number from 1 to 64."),
])
def test_a_setting_by_half_ends_the_command_with_one_message(monkeypatch, capsys, given, told):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert main([]) == 1
    shown = capsys.readouterr().err
    assert told in shown
    assert "geheim" not in shown


def test_the_secret_is_made_once_and_is_the_owners_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("RAADWIJZER_SECRET", raising=False)
    first = read_secret(Settings(state=tmp_path / "state"))
    assert read_secret(Settings(state=tmp_path / "state")) == first
    assert len(first) >= 32
    assert (tmp_path / "state" / "secret").stat().st_mode & 0o077 == 0


def test_the_secret_between_the_servers_is_given_or_derived_and_is_not_the_session_key(monkeypatch, tmp_path):
    monkeypatch.delenv("RAADWIJZER_SECRET", raising=False)
    settings = Settings(state=tmp_path)
    derived = read_actions_secret(settings)
    assert (derived, len(derived)) == (read_actions_secret(settings), 64)
    assert derived != read_secret(settings)
    assert read_actions_secret(Settings(state=tmp_path, actions_secret="gegeven")) == "gegeven"


@pytest.fixture
def started(monkeypatch, tmp_path):
    """What the launcher would start: for each server its command and its environment."""
    for name in ("RAADWIJZER_ACTIONS_SECRET", "RAADWIJZER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    servers = plan(Settings(port=0, actions_port=0, state=tmp_path), tmp_path / "logs")
    return {server.log.name: (server.command, server.environment) for server in servers}


def test_both_servers_share_the_secret(started, tmp_path):
    given = {env["RAADWIJZER_ACTIONS_SECRET"] for _, env in started.values()}
    assert given == {read_actions_secret(Settings(state=tmp_path))}
    assert len(started) == 2


def test_rasas_own_api_and_its_telemetry_stay_off(started):
    command, env = started["rasa.log"]
    assert (command[2], command[4]) == ("bot.worker", "run")
    assert {"--enable-api", "--auth-token", "--cors", "--debug", "-vv"} & set(command) == set()
    assert env["RASA_TELEMETRY_ENABLED"] == "false"


# ---------------------------------------------------------------- while running

def test_nothing_is_ready_where_nothing_listens(free):
    assert is_ready(Settings(port=free)) is False


def test_what_does_not_answer_is_told(tmp_path, free, child, monkeypatch):
    monkeypatch.setattr(bot.serve, "PATIENCE", 0.3)
    process = child("import http.server, json, sys\n"
                    "class Health(http.server.BaseHTTPRequestHandler):\n"
                    "    def do_GET(self):\n"
                    "        self.send_response(503); self.end_headers()\n"
                    "        self.wfile.write(json.dumps({'servers': {'rasa': 1, 'database': 0, 'redis': 0}}).encode())\n"
                    f"served = http.server.HTTPServer(('127.0.0.1', {free}), Health)\n"
                    "print('ready', flush=True); served.serve_forever()")
    process.stdout.readline()
    with pytest.raises(Failed, match=r"Found no answer of database and redis within 0\.3 s"):
        wait_until_ready(Settings(port=free), {"rasa": process}, tmp_path)


def test_a_server_that_ends_is_told_with_its_last_lines(tmp_path, free, child):
    (tmp_path / "rasa.log").write_text("een\nKapot: geen model\n", encoding="utf-8")
    process = child("import sys; sys.exit(3)")
    process.wait()
    with pytest.raises(Failed, match=r"(?s)rasa server stopped with code 3.*Kapot: geen model.*rasa\.log"):
        wait_until_ready(Settings(port=free), {"rasa": process}, tmp_path)


def test_a_server_that_never_answers_is_given_up(tmp_path, free, child, monkeypatch):
    monkeypatch.setattr(bot.serve, "PATIENCE", 0.3)
    with pytest.raises(Failed, match=r"Found no answer of the web channel within 0\.3 s"):
        wait_until_ready(Settings(port=free), {"rasa": child(STUBBORN)}, tmp_path)


# ---------------------------------------------------------------- stopping

def test_a_willing_child_is_stopped_at_once(child):
    process = child("import time; print('ready', flush=True); time.sleep(60)")
    process.stdout.readline()
    started = time.monotonic()
    stop({"a": process})
    assert process.returncode == -signal.SIGTERM
    assert time.monotonic() - started < 3


def test_a_child_that_ignores_the_stop_is_killed(child):
    process = child(STUBBORN)
    process.stdout.readline()
    stop({"a": process})
    assert process.poll() == -signal.SIGKILL


def test_what_a_child_started_is_stopped_too(child):
    process = child(PARENT)
    grandchild = int(process.stdout.readline())
    stop({"a": process})
    deadline = time.monotonic() + 3
    while not gone(grandchild) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert gone(grandchild)


def test_a_child_that_has_ended_is_no_trouble(child):
    process = child("pass")
    process.wait()
    stop({"a": process})
    assert process.returncode == 0


# ---------------------------------------------------------------- the command

@pytest.mark.parametrize("variable", ["PORT", "ACTIONS_PORT"])
def test_a_busy_port_ends_the_command_with_one_message(busy, free, monkeypatch, tmp_path, capsys, signals, variable):
    for name, value in {"PORT": free, "ACTIONS_PORT": free, "RAADWIJZER_STATE": tmp_path, variable: busy}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setattr(bot.serve, "begin", lambda *_: pytest.fail("started"))
    assert main([]) == 1
    assert capsys.readouterr().err.strip() == (f"Port {busy} is in use. Expected it free. Stop what listens there, or choose "
                                               f"another: make run {variable}={busy + 1000}")


def test_a_wrong_setting_ends_the_command_with_one_message(monkeypatch, capsys, signals):
    monkeypatch.setenv("RAADWIJZER_ORIGINS", "raad.example")
    assert main([]) == 1
    assert capsys.readouterr().err.strip() == ("RAADWIJZER_ORIGINS: found 'raad.example'. Expected scheme and host, such as "
                                               "https://raad.example. Correct it and start again.")


def test_without_a_model_the_command_says_what_to_run(free, monkeypatch, tmp_path, capsys, signals):
    for name, value in {"PORT": free, "ACTIONS_PORT": free, "RAADWIJZER_STATE": tmp_path}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setattr(bot.serve, "MODEL", tmp_path / "weg.tar.gz")
    assert main([]) == 1
    assert capsys.readouterr().err.strip() == "Found no trained model. Expected one in .models. Run: make model"


def test_a_model_of_a_stranger_is_refused_before_anything_starts(free, monkeypatch, tmp_path, capsys, signals):
    for name, value in {"PORT": free, "ACTIONS_PORT": free, "RAADWIJZER_STATE": tmp_path}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setattr(bot.serve, "MODEL", tmp_path / "raadwijzer.tar.gz")
    monkeypatch.setattr(bot.serve, "begin", lambda *_: pytest.fail("started"))
    (tmp_path / "raadwijzer.tar.gz").write_bytes(b"a pickle of a stranger")
    assert main([]) == 1
    assert capsys.readouterr().err.strip() == ("Found a model without a record of its training. Expected raadwijzer.tar.sha256 "
                                               "beside it, which our training writes. Run: make model.")


def test_a_failed_start_leaves_nothing_running(free, monkeypatch, tmp_path, capsys, signals, child):
    for name, value in {"PORT": free, "ACTIONS_PORT": free, "RAADWIJZER_STATE": tmp_path}.items():
        monkeypatch.setenv(name, str(value))
    running = {"rasa": child("import time; time.sleep(60)")}
    monkeypatch.setattr(bot.serve, "MODEL", tmp_path)
    monkeypatch.setattr(bot.serve, "check_ours", lambda _: None)
    monkeypatch.setattr(bot.serve, "PATIENCE", 0.3)
    monkeypatch.setattr(bot.serve, "plan", lambda *_: [])
    monkeypatch.setattr(bot.serve, "begin", lambda *_: running)
    assert main([]) == 1
    assert running["rasa"].poll() == -signal.SIGTERM


def test_a_stop_signal_stops_the_servers_and_ends_well(free, monkeypatch, tmp_path, capsys, signals, child):
    for name, value in {"PORT": free, "ACTIONS_PORT": free, "RAADWIJZER_STATE": tmp_path}.items():
        monkeypatch.setenv(name, str(value))
    running = {"rasa": child("import time; time.sleep(60)")}
    monkeypatch.setattr(bot.serve, "MODEL", tmp_path)
    monkeypatch.setattr(bot.serve, "check_ours", lambda _: None)
    monkeypatch.setattr(bot.serve, "plan", lambda *_: [])
    monkeypatch.setattr(bot.serve, "begin", lambda *_: running)
    monkeypatch.setattr(bot.serve, "is_ready", lambda _: True)
    monkeypatch.setattr(bot.serve, "watch", lambda *_: os.kill(os.getpid(), signal.SIGTERM) or time.sleep(5))
    assert main([]) == 0
    assert running["rasa"].poll() == -signal.SIGTERM
    assert f"ready: http://localhost:{free}/chat/" in capsys.readouterr().out
