"""The launcher: starts the action server and Rasa, waits until both answer, and stops both together.

`python -m bot.serve` serves the web page; `python -m bot.serve --terminal` talks in the terminal.
Runs in either runtime: it needs nothing but the standard library.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

from bot.channels.settings import read_limits
from bot.failed import Failed
from bot.model import MODEL, Foreign, check_model
from bot.settings import (
    ROOT,
    Incomplete,
    Settings,
    read_actions_secret,
    read_model_pin,
    read_settings,
    read_slack_settings,
    read_telegram_settings,
)
from bot.watch import Server, watch

PATIENCE = 180  # seconds until both servers must answer
KINDS = ("actions", "rasa")
PRIVATE = ("RAADWIJZER_TELEGRAM_", "RAADWIJZER_SLACK_", "RAADWIJZER_DATABASE", "RAADWIJZER_REDIS")  # not for the actions


def python_of(runtime: str) -> str:
    """The Python of a runtime's folder (`.venv` or `.venv-rasa`); Failed when it is not set up."""
    path = ROOT / runtime / "bin" / "python"
    if not path.exists():
        raise Failed(f"Found no {runtime}. Expected the runtime that 'make setup' makes. Run: make setup")
    return str(path)


def check_port(port: int, variable: str) -> None:
    """Failed when something listens on `port` already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Failed(f"Port {port} is in use. Expected it free. Stop what listens there, or choose another: "
                         f"make run {variable}={port + 1000}") from error


def environment(settings: Settings) -> dict[str, str]:
    """The servers' environment: what endpoints.yml names, no telemetry, nothing from a model hub."""
    settings.state.mkdir(parents=True, exist_ok=True)
    return os.environ | {
        "RAADWIJZER_ACTIONS_URL": settings.actions_url, "RAADWIJZER_STATE": str(settings.state),
        "RAADWIJZER_ACTIONS_SECRET": settings.actions_secret or "none",  # training calls nobody
        "ACTIONS_PORT": str(settings.actions_port), "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "PYTHONWARNINGS": "ignore",
    }


def channels_of(settings: Settings) -> list[str]:
    """The names of the channels beside the web that are switched on; Failed when one is so by half."""
    try:
        read = {"Telegram": read_telegram_settings(settings), "Slack": read_slack_settings()}
    except Incomplete as incomplete:
        raise Failed(f"{incomplete}.") from incomplete
    return [name for name, its_settings in read.items() if its_settings]


def check_ours(model: Path) -> None:
    """Failed when a model is not the one that our training wrote."""
    try:
        check_model(model, read_model_pin())
    except Foreign as foreign:
        raise Failed(f"{foreign}.") from foreign


def command_of(kind: str, settings: Settings, listening: socket.socket) -> list[str]:
    """What starts a server, "rasa" or "actions", on a socket that it shares with its like."""
    number = str(listening.fileno())
    if kind == "actions":
        return [python_of(".venv"), "-m", "actions", "--port", str(settings.actions_port), "--socket", number]
    return [python_of(".venv-rasa"), "-m", "bot.worker", number, "run", "--model", str(MODEL), "--port", str(settings.port),
            "--credentials", "credentials.yml", "--endpoints", "endpoints.yml"]


def environment_of(kind: str, settings: Settings, counted: Path) -> dict[str, str]:
    """The environment of a server: the tokens of the platforms and the keys of the stores are for the channels alone.

    Workers of a kind count together in a folder under `counted`, which begins empty.
    """
    shutil.rmtree(counted / kind, ignore_errors=True)
    (counted / kind).mkdir(parents=True)
    given = {key: value for key, value in environment(settings).items() if kind == "rasa" or not key.startswith(PRIVATE)}
    return {"RAADWIJZER_LOG": "text"} | given | {"LOG_LEVEL": "WARNING", "PROMETHEUS_MULTIPROC_DIR": str(counted / kind)}


def plan(settings: Settings, logs: Path) -> list[Server]:
    """The servers to run: action servers share one port, Rasa's workers the other. Their output goes to `logs`."""
    settings = replace(settings, actions_secret=read_actions_secret(settings))  # made before several workers look for it
    return [server for kind in KINDS for server in plan_of(kind, settings, settings.state / "counts", logs)]


def plan_of(kind: str, settings: Settings, counted: Path, logs: Path | None) -> list[Server]:
    """The servers of one kind, on one socket; without `logs` they speak where this process does."""
    of_actions = kind == "actions"
    interface = os.environ.get("RAADWIJZER_ACTIONS_INTERFACE" if of_actions else "RAADWIJZER_INTERFACE") or "127.0.0.1"
    listening = listen(interface, settings.actions_port if of_actions else settings.port)
    command, told = tuple(command_of(kind, settings, listening)), environment_of(kind, settings, counted)
    return [Server(name, command, told, logs and logs / f"{name}.log", listening)
            for name in names(kind, settings.action_workers if of_actions else settings.workers)]


def names(of: str, count: int) -> list[str]:
    """What the workers of one kind are called: rasa, rasa-2, …"""
    return [of, *(f"{of}-{number}" for number in range(2, count + 1))]


def listen(interface: str, port: int) -> socket.socket:
    """A socket that servers share: it stays when one of them dies. Failed when there is none to be had."""
    family = socket.AF_INET6 if ":" in interface else socket.AF_INET
    try:
        return socket.create_server((interface, port), family=family, backlog=128)
    except OSError as error:
        raise Failed(f"Can't listen on {interface}, port {port}: {error.strerror}. Expected a free port on an address of this "
                     "machine. Look at RAADWIJZER_INTERFACE and at the port, and start again.") from error


def start(settings: Settings, logs: Path) -> dict[str, subprocess.Popen]:
    """Start the servers, each in a process group of its own, without watching over them."""
    return begin(plan(settings, logs))


def begin(servers: list[Server]) -> dict[str, subprocess.Popen]:
    """Start servers; what each process says is added to its server's log."""
    return {server.name: server.start() for server in servers}


def stop(running: dict[str, subprocess.Popen]) -> None:
    """Stop every server and what it started; those that do not listen are killed."""
    for signal_number, patience in ((signal.SIGTERM, 8), (signal.SIGKILL, 5)):
        for process in running.values():
            try:
                os.killpg(process.pid, signal_number)
            except ProcessLookupError:
                continue
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and any(p.poll() is None for p in running.values()):
            time.sleep(0.05)


def wait_until_ready(settings: Settings, running: dict[str, subprocess.Popen], logs: Path) -> None:
    """Return when both servers answer; Failed when one ends or the patience does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for name, process in running.items():
            if process.poll() is not None:
                tail = (logs / f"{name}.log").read_text(encoding="utf-8", errors="replace").strip().splitlines()[-5:]
                raise Failed(f"The {name} server stopped with code {process.returncode}. Its last lines:\n  "
                             + "\n  ".join(tail) + f"\nThe whole log: {logs / f'{name}.log'}")
        if is_ready(settings):
            return
        time.sleep(0.2)
    missing = " and ".join(silent(settings)) or "the web channel"
    raise Failed(f"Found no answer of {missing} within {PATIENCE} s. Expected that all answer. See the logs in {logs}.")


def is_ready(settings: Settings) -> bool:
    """Whether the health call of the web channel says that both servers answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{settings.port}/chat/health", timeout=3) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def silent(settings: Settings) -> list[str]:
    """What does not answer, of the servers and stores that the health call names; none when it can't be asked."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{settings.port}/chat/health", timeout=3) as response:
            told = response.read()
    except urllib.error.HTTPError as error:
        told = error.read()
    except (urllib.error.URLError, OSError):
        return []
    return [name for name, answers in json.loads(told)["servers"].items() if not answers]


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C or a stop signal; 0 then, 1 with one message when the start failed."""
    parser = argparse.ArgumentParser(prog="python -m bot.serve", description="Serve Raadwijzer.")
    parser.add_argument("--terminal", action="store_true", help="talk in this terminal")
    terminal = parser.parse_args(arguments).terminal
    try:
        settings = read_settings()
        read_limits()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    logs, running = settings.state / "logs", {}
    # Set both: a shell that starts this in the background lets it ignore Ctrl-C otherwise.
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    try:
        switched_on = channels_of(settings)
        check_port(settings.port, "PORT")
        check_port(settings.actions_port, "ACTIONS_PORT")
        if not MODEL.exists():
            raise Failed("Found no trained model. Expected one in .models. Run: make model")
        check_ours(MODEL)
        print("Starting … ", end="", flush=True)
        servers = plan(settings, logs)
        running = begin(servers)
        wait_until_ready(settings, running, logs)
        print(f"ready: http://localhost:{settings.port}/chat/" + "".join(f", {name}" for name in switched_on), flush=True)
        if terminal:
            from bot.terminal import talk

            talk(f"http://127.0.0.1:{settings.port}/chat/")
        else:
            print("Stop with Ctrl-C.", flush=True)
            watch(servers, running)
    except Failed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave a server behind
        stop(running)
    return 0


def interrupt(*_: object) -> None:
    """End what runs as Ctrl-C does, for a signal."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
