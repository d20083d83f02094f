"""The widget's JavaScript keeps to the types in its comments, checked by TypeScript where that is installed."""

import shutil
import subprocess

import pytest

from bot.settings import ROOT
from tests.browser import in_ci


def test_types():
    tsc = shutil.which("tsc")
    if tsc is None:
        (pytest.fail if in_ci() else pytest.skip)("Found no tsc. Install it (Debian or Ubuntu: apt-get install node-typescript) "
                                                  "and run again.")
    done = subprocess.run([tsc, "--project", str(ROOT / "jsconfig.json")], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.returncode) == ("", 0)


def test_every_module_is_checked():
    listed = (ROOT / "jsconfig.json").read_text(encoding="utf-8")
    assert '"checkJs": true' in listed and '"strict": true' in listed
    assert "widget/main.js" in listed  # and all that it imports: test_bot_site holds that this is all of them
