"""schemathesis tries the live web channel by its description: what that allows is answered so, what it forbids is not."""

import os
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi

EXAMPLES = int(os.environ.get("RAADWIJZER_EXAMPLES") or 8)  # of each operation; `make fuzz` asks for more
DESCRIPTION = Path(__file__).resolve().parent.parent / "docs" / "openapi.yaml"
HELD = [checks.not_a_server_error, openapi.status_code_conformance, openapi.content_type_conformance,
        openapi.response_schema_conformance, openapi.response_headers_conformance, openapi.ignored_auth,
        openapi.negative_data_rejection]

schema = schemathesis.openapi.from_path(DESCRIPTION)


@pytest.fixture(scope="module")
def token(bot):
    """A session for the calls that need one; what deletes it gets one of its own."""
    return bot.talk().token


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
          suppress_health_check=[*HealthCheck])
def test_the_channel_does_what_its_description_says(case, bot, token):
    own = bot.talk().token if case.method == "DELETE" else token
    case.call_and_validate(base_url=bot.base.removesuffix("/chat/"), headers={"Authorization": f"Bearer {own}"}, checks=HELD,
                           timeout=5)
