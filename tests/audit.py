"""Asks pip-audit for advisories on all pins: `.venv/bin/python -m tests.audit`. What docs/vulnerabilities.md lacks, fails.

Where its data can't be reached it says so in one line and is content.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.settings import ROOT

TOOL = "pip-audit==2.10.1"
LIST = ROOT / "docs" / "vulnerabilities.md"
PINS = ("requirements/bot.txt", "requirements/knowledge.txt")
KNOWN_BAD = "keras==2.12.0"  # an audit that finds nothing wrong with this one has no data
ROW = re.compile(r"^\| (?!package)([a-z0-9-]+) \| ([^ |]+) \| ([^|]*) \|", re.MULTILINE)
ADVISORY = re.compile(r"(?:CVE-\d{4}-\d+|GHSA(?:-[0-9a-z]{4}){3}|PYSEC-\d{4}-\d+)")


def listed(text: str) -> dict[str, set[str]]:
    """The advisories on the list by package."""
    found: dict[str, set[str]] = {}
    for package, _, advisories in ROW.findall(text):
        found.setdefault(package, set()).update(ADVISORY.findall(advisories))
    return found


def unlisted(report: dict, known: dict[str, set[str]]) -> list[str]:
    """What a report of pip-audit finds that the list has not, one line each."""
    lines = []
    for package in report["dependencies"]:
        for found in package.get("vulns", []):
            if not known.get(package["name"], set()) & {found["id"], *found.get("aliases", [])}:
                lines.append(f"{package['name']} {package['version']}: {', '.join([found['id'], *found.get('aliases', [])])}")
    return sorted(set(lines))


def audit(*requirements: str) -> dict | None:
    """pip-audit's report on files of pins; None when it could not ask."""
    files = [word for file in requirements for word in ("--requirement", file)]
    command = [str(ROOT / ".venv" / "bin" / "uv"), "tool", "run", "--quiet", "--from", TOOL, "pip-audit", *files, "--no-deps",
               "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "5"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None


def has_data() -> bool:
    """Whether pip-audit's source of advisories can be reached: one question about one package."""
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.txt"
        one.write_text(KNOWN_BAD + "\n", encoding="utf-8")
        report = audit(str(one))
    return bool(report and any(package.get("vulns") for package in report["dependencies"]))


def main() -> int:
    """1 when an advisory is not on the list."""
    if not has_data():
        print("Skipped pip-audit: its advisories can't be reached from here. docs/vulnerabilities.md was checked by hand.")
        return 0
    known, missing = listed(LIST.read_text(encoding="utf-8")), []
    for pins in PINS:
        report = audit(pins)
        missing += unlisted(report, known) if report else [f"{pins}: pip-audit gave no report"]
    for line in missing:
        print(f"Found an advisory that docs/vulnerabilities.md does not have: {line}. Expected it there, with the reason why it "
              "is closed off, or a newer pin.", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
