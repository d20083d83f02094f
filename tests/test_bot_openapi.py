"""docs/openapi.yaml and the code of the web channel say the same: every address, method, error and limit."""

import re
from pathlib import Path

import pytest
import yaml
from sanic import Sanic

from bot.channels import door
from bot.channels.web import ERRORS, VOTES, WebInput

ROOT = Path(__file__).resolve().parent.parent
API = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8"))
CODES = {name: set(response["x-codes"]) for name, response in API["components"]["responses"].items()}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Address and method of every route of the channel, but for what browsers ask before they ask."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAADWIJZER_STATE", str(tmp_path_factory.mktemp("state")))
        app, channel = Sanic("openapi_agrees"), WebInput()
    app.blueprint(channel.blueprint(None), url_prefix=channel.url_prefix())
    found = set()
    for route in app.router.routes:
        path = "/" + re.sub(r"<(\w+):str>", r"{\1}", route.path)
        one_of = re.search(r"<\w+:\((.+)\)>", path)
        names = one_of[1].replace("\\", "").split("|") if one_of else [""]
        paths = [path.replace(one_of[0], name) if one_of else path for name in names]
        found |= {(one if one != "/chat" else "/chat/", method.lower()) for one in paths for method in route.methods}
    return {(path, method) for path, method in found if method not in ("options", "head")}


def test_every_address_and_method_is_described_and_exists(served):
    assert len(served) > 10
    assert {(path, method) for path, methods in API["paths"].items() for method in methods} == served


def test_every_error_is_described_at_its_status():
    by_status = {}
    for operation in (one for methods in API["paths"].values() for one in methods.values()):
        for status, response in operation["responses"].items():
            name = response.get("$ref", "").rsplit("/", 1)[-1]
            by_status.setdefault(int(status), set()).update(CODES.get(name, ()))
    assert [code for code, (status, _) in ERRORS.items() if code not in by_status.get(status, ())] == []


def test_no_code_is_described_that_no_one_gives():
    given = set(ERRORS) | {code for code, _ in door.ERRORS.values()}
    assert set().union(*CODES.values()) == given


def test_what_needs_a_session_is_told_so():
    operations = [operation for methods in API["paths"].values() for operation in methods.values()]
    needs = {operation["operationId"] for operation in operations if "security" in operation}
    refused = {operation["operationId"] for operation in operations
               if "401" in operation["responses"]}
    assert needs == refused == {"say", "history", "vote", "forget"}


def test_votes_are_the_same():
    assert tuple(API["components"]["schemas"]["Vote"]["properties"]["vote"]["enum"]) == VOTES
