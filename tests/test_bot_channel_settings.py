"""Switching channels on by the environment: off without, whole or not at all, and no secret in sight."""

import logging

import pytest

from bot.channels import discreet
from bot.serve import Failed, channels_of
from bot.settings import Settings, read_slack_settings, read_telegram_settings

NAMES = ("TELEGRAM_TOKEN", "TELEGRAM_SECRET", "TELEGRAM_API", "PUBLIC_URL", "SLACK_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API",
         "SECRET")


@pytest.fixture
def given(monkeypatch, tmp_path):
    for name in NAMES:
        monkeypatch.delenv(f"RAADWIJZER_{name}", raising=False)

    def give(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"RAADWIJZER_{name}", value)
        return Settings(state=tmp_path)
    return give


def test_everything_is_off_by_itself(given):
    assert channels_of(given(TELEGRAM_SECRET="x", PUBLIC_URL="https://x.nl", SLACK_API="https://x.nl")) == []


def test_telegram_is_on_with_a_token_and_an_address(given):
    read = read_telegram_settings(given(TELEGRAM_TOKEN="1:a", PUBLIC_URL="https://x.nl/bot/"))
    assert (read.token, read.webhook, read.api) == ("1:a", "https://x.nl/bot/telegram/webhook", "https://api.telegram.org")
    assert len(read.secret) == 64


def test_a_derived_secret_stays_the_same_and_differs_from_the_session_key(given):
    settings = given(TELEGRAM_TOKEN="1:a", PUBLIC_URL="https://x.nl", SECRET="sleutel")
    first, again = read_telegram_settings(settings), read_telegram_settings(settings)
    assert first.secret == again.secret != "sleutel"
    assert read_telegram_settings(given(SECRET="andere sleutel")).secret != first.secret


@pytest.mark.parametrize(("values", "found"), [
    ({"TELEGRAM_TOKEN": "1:a"}, "no https address in RAADWIJZER_PUBLIC_URL"),
    ({"TELEGRAM_TOKEN": "1:a", "PUBLIC_URL": "http://x.nl"}, "no https address in RAADWIJZER_PUBLIC_URL"),
    ({"TELEGRAM_TOKEN": "1:a", "PUBLIC_URL": "https://x.nl", "TELEGRAM_SECRET": "met spatie"},
     "characters in RAADWIJZER_TELEGRAM_SECRET"),
    ({"TELEGRAM_TOKEN": "1:a", "PUBLIC_URL": "https://x.nl", "TELEGRAM_SECRET": "a" * 257},
     "characters in RAADWIJZER_TELEGRAM_SECRET"),
    ({"SLACK_TOKEN": "xoxb-1"}, "no RAADWIJZER_SLACK_SIGNING_SECRET"),
    ({"SLACK_SIGNING_SECRET": "s"}, "no RAADWIJZER_SLACK_TOKEN"),
])
def test_half_a_channel_ends_the_start_with_what_to_do(given, values, found):
    with pytest.raises(Failed, match=f"Found .*{found.removeprefix('no ')}.*Expected .*") as failure:
        channels_of(given(**values))
    for secret in ("1:a", "met spatie", "xoxb-1"):
        assert secret not in str(failure.value)


def test_slack_is_on_with_both(given):
    settings = given(SLACK_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s", TELEGRAM_TOKEN="1:a", PUBLIC_URL="https://x.nl")
    assert read_slack_settings().api == "https://slack.com/api/"
    assert channels_of(settings) == ["Telegram", "Slack"]


def test_no_secret_shows_when_settings_are_printed(given):
    given(SLACK_TOKEN="xoxb-geheim", SLACK_SIGNING_SECRET="geheim2", TELEGRAM_TOKEN="1:geheim3", TELEGRAM_SECRET="geheim4",
          PUBLIC_URL="https://x.nl")
    assert "geheim" not in repr(read_telegram_settings(Settings())) + repr(read_slack_settings())


# ---------------------------------------------------------------- logs

@pytest.fixture
def hidden():
    before = logging.getLogRecordFactory()
    discreet.hide("1:ge/heim", "")
    yield
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize(("message", "values", "shown"), [
    ("POST https://x/bot1:ge/heim/getMe", (), "POST https://x/bot•••/getMe"), ("POST %s", ("a 1:ge/heim b",), "POST a ••• b"),
    ("%s %d", ("x", 5), "x 5"), ("quoted 1%3Age%2Fheim", (), "quoted •••"), ("niets", (), "niets"),
])
def test_a_secret_is_hidden_in_a_log_line(hidden, caplog, message, values, shown):
    logging.getLogger("elders").error(message, *values)
    assert caplog.records[-1].getMessage() == shown


def test_a_secret_is_hidden_in_a_traceback_and_in_its_cause(hidden, caplog):
    try:
        try:
            raise ValueError("the token 1:ge/heim was rejected")
        except ValueError as cause:
            raise RuntimeError("failed") from cause
    except RuntimeError:
        logging.getLogger("elders").exception("Mislukt")
    assert "the token ••• was rejected" in caplog.text and "1:ge/heim" not in caplog.text


def test_hiding_more_wraps_once(hidden):
    first = logging.getLogRecordFactory()
    discreet.hide("nog een")
    assert logging.getLogRecordFactory() is first
    assert {"1:ge/heim", "nog een"} <= first.secrets and "" not in first.secrets


@pytest.mark.parametrize("name", ["httpx", "httpcore", "telegram", "slack_sdk"])
def test_libraries_that_name_every_call_are_quiet(hidden, name):
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)
