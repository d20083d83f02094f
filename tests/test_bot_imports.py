"""Importing a module of bot/ does nothing: no file, no folder, no socket, no stand-in; and the launchers need no Rasa."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(".".join(path.relative_to(ROOT).with_suffix("").parts) for path in (ROOT / "bot").rglob("*.py"))
PLAIN = ("serve", "settings", "install", "train", "terminal", "bench", "bench_load", "bench_processes", "bench_report",
         "bench_starter")
HEAVY = {"rasa", "tensorflow", "spacy", "numpy", "sanic", "sqlalchemy", "aiohttp"}
LOOK = """
import os, sys, threading
here = {line for line in os.listdir('/proc/self/fd')} if os.path.isdir('/proc/self/fd') else set()
opened = [os.readlink(f'/proc/self/fd/{fd}') for fd in here if os.path.islink(f'/proc/self/fd/{fd}')]
from bot.shortcuts.install import is_installed
print([path for path in opened if os.getcwd() in path or 'socket' in path], is_installed(), os.path.exists(os.environ['RAADWIJZER_STATE']))
"""


def run(script, state):
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=300,
                          env={"RAADWIJZER_STATE": str(state), "PATH": "/usr/bin:/bin"})
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize("name", PLAIN)
def test_the_launchers_need_nothing_but_the_standard_library(name, tmp_path):
    script = f"import sys, bot.{name}; print(sorted({HEAVY!r} & set(sys.modules)))"
    assert run(script, tmp_path / "state") == "[]"


def test_importing_every_module_opens_nothing(tmp_path):
    assert "bot.channels.web" in MODULES and "bot.shortcuts.graph_runs" in MODULES
    imports = "".join(f"import {name.removesuffix('.__init__')}\n" for name in MODULES)
    assert run(imports + LOOK, tmp_path / "state") == "[] False False"
