"""Rasa's own check of the training data: no warning of ours."""

import os
import re
import subprocess

from bot.serve import environment, python_of
from bot.settings import ROOT, read_settings


def test_rasa_data_validate_has_no_warnings():
    done = subprocess.run([python_of(".venv-rasa"), "-m", "rasa", "data", "validate", "--fail-on-warnings"], cwd=ROOT,
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=os.environ | environment(read_settings()))
    warnings = [line for line in done.stdout.splitlines() if re.search(r"UserWarning|rasa.* WARNING|conflict found", line)]
    assert (done.returncode, warnings) == (0, []), done.stdout[-3000:]
