"""A browser and a site for tests of the pages: Debian's Chromium by Playwright, the real channel with a scripted bot.

`.venv/bin/python -m tests.browser` installs what is missing where it can (Debian, as root). In CI it fails when it can't.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.serve import python_of
from bot.settings import ROOT
from knowledge.documents import read_edition
from knowledge.faq import faq
from knowledge.settings import Settings
from tests.client import free_port

NAMES = ("chromium", "chromium-browser", "google-chrome")
ADVICE = "Install it (Debian or Ubuntu: apt-get install chromium) and run again."
# The last one: here the other site's page has no address of its own, and Chromium would not let it call this machine.
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage",
         "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests"]
PATIENCE = 60  # seconds until the site must answer
HOST_PAGE = "http://raad.example/pagina"  # another origin than the bot's


def chromium() -> str | None:
    """Where a Chromium stands, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def in_ci() -> bool:
    """Whether nothing may be skipped."""
    return bool(os.environ.get("CI"))


def install(program: str, package: str) -> str | None:
    """Where `program` stands, after an attempt to install it with apt-get as root; None where that can't be done."""
    found = chromium() if program == "chromium" else shutil.which(program)
    if found or not shutil.which("apt-get") or os.geteuid() != 0:
        return found
    print(f"Installing {package} for the browser tests …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL,
             "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update"], **quiet)
    subprocess.run(["apt-get", "install", "--yes", "--no-install-recommends", package, "fonts-dejavu-core"], **quiet)
    return chromium() if program == "chromium" else shutil.which(program)


def main() -> int:
    """Install what the tests need; 1 in CI when that failed."""
    wanted = [("chromium", "chromium"), ("tsc", "node-typescript")]
    if in_ci():  # elsewhere its package would start a server on port 80
        wanted.append(("nginx", "nginx"))
    missing = [package for program, package in wanted if not install(program, package)]
    for package in missing:
        print(f"Found no {package}, and can't install it here. The tests that need it are skipped. "
              f"On Debian or Ubuntu: apt-get install {package}", file=sys.stderr)
    return 1 if missing and in_ci() else 0


@dataclass(frozen=True)
class Site:
    """The channel with a scripted bot: its address with a slash at the end, where it expects the action server, what it saw."""

    base: str
    actions_port: int

    @property
    def turns(self) -> list[str]:
        """The messages that reached the bot, in order."""
        return self._script()["turns"]

    @property
    def forgotten(self) -> list[str]:
        """The sessions that the bot was told to forget."""
        return self._script()["forgotten"]

    def _script(self) -> dict:
        with urllib.request.urlopen(self.base.replace("/chat/", "/script"), timeout=5) as response:
            return json.load(response)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """The site, shared by all tests; the page on `http://raad.example` may call it."""
    state, port, actions_port = tmp_path_factory.mktemp("site"), free_port(), free_port()
    (state / "faq.json").write_text(json.dumps(faq(Settings().edition, read_edition(Settings().edition))), encoding="utf-8")
    told = {"RAADWIJZER_STATE": str(state), "RAADWIJZER_INDEX": str(state), "ACTIONS_PORT": str(actions_port),
            "RAADWIJZER_ORIGINS": "http://raad.example", "PYTHONWARNINGS": "ignore"}
    with (state / "log").open("w") as log:
        served = subprocess.Popen([python_of(".venv-rasa"), "-m", "tests.web_harness", str(port)], cwd=ROOT,
                                  env=os.environ | told, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/script", served, state / "log")
        yield Site(f"http://127.0.0.1:{port}/chat/", actions_port)
    finally:
        served.terminate()
        served.wait(10)


def _wait(address: str, served: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and served.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"The site for the browser tests did not start within {PATIENCE} s:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def browser():
    """Chromium, one a module: Playwright's loop may not run while other tests start loops of their own."""
    from playwright.sync_api import sync_playwright  # where this file is read by the Rasa runtime there is none

    where = chromium()
    if where is None:
        (pytest.fail if in_ci() else pytest.skip)(f"Found no Chromium. {ADVICE}")
    with sync_playwright() as running:
        opened = running.chromium.launch(executable_path=where, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser):
    """Opens a page as a visitor has it (size, colours …); a fault of its script fails the test."""
    contexts, faults = [], []

    def open_page(width: int = 1280, height: int = 800, **visitor):
        context = browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL", **visitor)
        context.set_default_timeout(15_000)  # milliseconds: the machine may be busy
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def demo(new_page, site):
    """The demonstration page with the panel open."""
    page = new_page()
    page.goto(site.base)
    page.get_by_role("log").wait_for()
    return page


def ask(page, text: str) -> None:
    """Type a question, and wait until it is answered."""
    page.get_by_label("Je vraag").fill(text)
    page.keyboard.press("Enter")
    answered(page)


def answered(page) -> None:
    """Wait until the widget waits for nothing any more."""
    page.wait_for_function("() => !document.querySelector('raadwijzer-widget').conversation.busy")


def violations(page) -> list[str]:
    """What axe-core finds wrong on a page by the rules of WCAG 2.2 A and AA and its own best practices, shadow roots included."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"]}).response["violations"]
    return [f"{fault['id']}: {node['target']} {node['html'][:120]} {node['failureSummary'][:200]}"
            for fault in found for node in fault["nodes"]]


def host_page(page, script: str, policy: str = "", head: str = "", address: str = HOST_PAGE) -> None:
    """Open a page of another origin whose body ends in `script`, under a Content-Security-Policy."""
    body = (f'<!doctype html><html lang="nl"><head><title>Raad</title>{head}</head><body><main><h1>Raad</h1>'
            f'<p><a href="/x">Link</a></p></main>{script}</body></html>')
    headers = {"Content-Type": "text/html; charset=utf-8"} | ({"Content-Security-Policy": policy} if policy else {})
    page.route(address, lambda route: route.fulfill(status=200, headers=headers, body=body))
    page.goto(address)


if __name__ == "__main__":
    sys.exit(main())
