"""What a griffie sets for the bot; the environment is read here and nowhere else in this package."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_WORKERS = 64
SECRET_HEADER = "X-Raadwijzer-Secret"  # of every call to the action server; endpoints.yml and actions/guard.py name it too


@dataclass(frozen=True)
class Settings:
    """Ports, folders and limits of the running bot."""

    port: int = 5005
    actions_port: int = 5055
    actions_url: str = "http://127.0.0.1:5055"
    state: Path = ROOT / ".state"
    index: Path = ROOT / ".index"
    local: Path = ROOT / ".local"
    origins: tuple[str, ...] = ()  # other sites that may embed the widget, such as https://raad.example
    session_hours: float = 24.0
    database: str = field(default="", repr=False)  # postgresql://…; without it SQLite files in the state folder
    redis: str = field(default="", repr=False)  # redis://…; without it conversations are locked within the one worker
    workers: int = 1
    action_workers: int = 1
    longest_text: int = 12000  # characters; a pasted draft fits
    largest_body: int = 65536  # bytes
    retention_days: float = 30.0  # after which what was said is deleted
    actions_patience: float = 20.0  # seconds that one action may take
    turn_patience: float = 45.0  # seconds that a turn may take in all: less than the server's own RESPONSE_TIMEOUT
    actions_secret: str = field(default="", repr=False)  # what the action server wants to hear in SECRET_HEADER
    log: str = ""  # "text" or "json"; empty outside a server: then nothing is set up
    metrics_token: str = field(default="", repr=False)
    metrics_folder: Path | None = None  # where several processes count together


def read_settings() -> Settings:
    """Settings from PORT, ACTIONS_PORT, and RAADWIJZER_STATE, _INDEX, _LOCAL, _ORIGINS, _ACTIONS_URL, _ACTIONS_SECRET,
    _ACTIONS_PATIENCE, _RETENTION_DAYS, _SESSION_HOURS, _DATABASE, _REDIS, _WORKERS, _ACTION_WORKERS, _LOG, _METRICS_TOKEN, and
    PROMETHEUS_MULTIPROC_DIR; ValueError says what is wrong with one."""
    default, counted = Settings(), os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    database, redis = os.environ.get("RAADWIJZER_DATABASE", ""), os.environ.get("RAADWIJZER_REDIS", "")
    actions_port = int(os.environ.get("ACTIONS_PORT") or default.actions_port)
    return Settings(
        port=int(os.environ.get("PORT") or default.port),
        actions_port=actions_port,
        actions_url=os.environ.get("RAADWIJZER_ACTIONS_URL") or f"http://127.0.0.1:{actions_port}",
        state=Path(os.environ.get("RAADWIJZER_STATE") or default.state),
        index=Path(os.environ.get("RAADWIJZER_INDEX") or default.index),
        local=Path(os.environ.get("RAADWIJZER_LOCAL") or default.local),
        origins=read_origins(os.environ.get("RAADWIJZER_ORIGINS", "")),
        session_hours=float(os.environ.get("RAADWIJZER_SESSION_HOURS") or default.session_hours),
        log=os.environ.get("RAADWIJZER_LOG") or default.log,
        metrics_token=os.environ.get("RAADWIJZER_METRICS_TOKEN") or default.metrics_token,
        metrics_folder=Path(counted) if counted else None,
        database=read_address("RAADWIJZER_DATABASE", database.replace("postgres://", "postgresql://", 1), ("postgresql",)),
        redis=read_address("RAADWIJZER_REDIS", redis, ("redis", "rediss")),
        workers=read_workers(database, redis),
        action_workers=read_number("RAADWIJZER_ACTION_WORKERS"),
        retention_days=read_days(os.environ.get("RAADWIJZER_RETENTION_DAYS") or str(default.retention_days)),
        actions_secret=os.environ.get("RAADWIJZER_ACTIONS_SECRET", ""),
        actions_patience=float(os.environ.get("RAADWIJZER_ACTIONS_PATIENCE") or default.actions_patience),
    )


def read_address(variable: str, given: str, schemes: tuple[str, ...]) -> str:
    """The address of a store, or an empty text; ValueError, without the password that may stand in it, when it is none."""
    scheme, separator, rest = given.partition("://")
    if given and not (scheme in schemes and separator and rest):
        raise ValueError(f"{variable}: found an address that does not begin with {schemes[0]}://. Expected one such as "
                         f"{schemes[0]}://name:password@localhost/raadwijzer. Correct it and start again.")
    return given


def read_number(variable: str) -> int:
    """How many workers a variable asks for: 1 without it; ValueError unless it is a whole number from 1 to MOST_WORKERS."""
    given = os.environ.get(variable) or "1"
    if not re.fullmatch(r"[0-9]{1,3}", given) or not 1 <= int(given) <= MOST_WORKERS:
        raise ValueError(f"{variable}: found {given!r}. Expected a number from 1 to {MOST_WORKERS}. Correct it and start again.")
    return int(given)


def read_workers(database: str, redis: str) -> int:
    """RAADWIJZER_WORKERS; ValueError when several workers have no database and no locks to share."""
    workers = read_number("RAADWIJZER_WORKERS")
    missing = [name for name, given in (("RAADWIJZER_DATABASE", database), ("RAADWIJZER_REDIS", redis)) if not given]
    if workers > 1 and missing:
        raise ValueError(f"RAADWIJZER_WORKERS: found {workers}, but no {' and no '.join(missing)}. Expected PostgreSQL and Redis "
                         "for more than one worker: they share conversations and locks. Set them, or RAADWIJZER_WORKERS=1.")
    return workers


def read_days(given: str) -> float:
    """A number of days above zero; ValueError for anything else."""
    if not re.fullmatch(r"\d{1,5}(\.\d+)?", given) or not float(given):
        raise ValueError(f"RAADWIJZER_RETENTION_DAYS: found {given!r}. Expected a number of days above 0, such as 30. Correct it "
                         "and start again.")
    return float(given)


def read_origins(listed: str) -> tuple[str, ...]:
    """The origins in a list with commas or spaces; ValueError names one that is none (scheme and host, no path)."""
    origins = tuple(origin.rstrip("/") for origin in re.split(r"[,\s]+", listed) if origin)
    wrong = [origin for origin in origins if not re.fullmatch(r"https?://[^/*?#@]+", origin)]
    if wrong:
        raise ValueError(f"RAADWIJZER_ORIGINS: found {wrong[0]!r}. Expected scheme and host, such as https://raad.example. "
                         "Correct it and start again.")
    return origins


def read_secret(settings: Settings) -> str:
    """The key that signs sessions: RAADWIJZER_SECRET, or one made once and kept in the state folder."""
    given = os.environ.get("RAADWIJZER_SECRET")
    if given:
        return given
    settings.state.mkdir(parents=True, exist_ok=True)
    path = settings.state / "secret"
    if not path.exists():
        made = path.with_name(f"secret.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        with contextlib.suppress(FileExistsError):  # another worker was first: then its secret counts
            os.link(made, path)
        made.unlink()
    return path.read_text(encoding="utf-8").strip()


def read_actions_secret(settings: Settings) -> str:
    """The secret between Rasa and the action server: RAADWIJZER_ACTIONS_SECRET, or one derived from the session key."""
    return settings.actions_secret or hmac.new(read_secret(settings).encode(), b"action server", hashlib.sha256).hexdigest()


def read_model_pin() -> str:
    """The only model that may be loaded, by its SHA-256, from RAADWIJZER_MODEL_SHA256; empty: the one that was trained here."""
    return os.environ.get("RAADWIJZER_MODEL_SHA256", "").strip()


class Incomplete(ValueError):
    """A channel that is switched on by half: what was found, what was expected, what to do."""


@dataclass(frozen=True)
class TelegramSettings:
    """A bot of BotFather, and where Telegram reaches it."""

    token: str = field(repr=False)
    secret: str = field(repr=False)  # 1-256 of A-Z, a-z, 0-9, _ and -: comes along with every update
    webhook: str  # an https address that ends in /telegram/webhook
    api: str = "https://api.telegram.org"


@dataclass(frozen=True)
class SlackSettings:
    """An app of a Slack workspace."""

    token: str = field(repr=False)  # xoxb-…
    signing_secret: str = field(repr=False)
    api: str = "https://slack.com/api/"


def read_telegram_settings(settings: Settings) -> TelegramSettings | None:
    """From RAADWIJZER_TELEGRAM_TOKEN (without it: None, the channel is off), RAADWIJZER_PUBLIC_URL,
    RAADWIJZER_TELEGRAM_SECRET (else derived from the session key) and RAADWIJZER_TELEGRAM_API."""
    token, public = os.environ.get("RAADWIJZER_TELEGRAM_TOKEN"), os.environ.get("RAADWIJZER_PUBLIC_URL") or ""
    if not token:
        return None
    if not re.fullmatch(r"https://[^/\s]+(/\S*)?", public):
        raise Incomplete("Found RAADWIJZER_TELEGRAM_TOKEN, but no https address in RAADWIJZER_PUBLIC_URL. Expected the address "
                         "at which Telegram reaches this server. Set it, for example to https://raadwijzer.example.nl")
    given = os.environ.get("RAADWIJZER_TELEGRAM_SECRET")
    secret = given or hmac.new(read_secret(settings).encode(), b"telegram webhook", hashlib.sha256).hexdigest()
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise Incomplete("Found characters in RAADWIJZER_TELEGRAM_SECRET that Telegram refuses. Expected 1 to 256 letters, "
                         "digits, _ and -. Choose another, or leave it out: then one is derived")
    return TelegramSettings(token, secret, public.rstrip("/") + "/telegram/webhook",
                            (os.environ.get("RAADWIJZER_TELEGRAM_API") or TelegramSettings.api).rstrip("/"))


def read_slack_settings() -> SlackSettings | None:
    """From RAADWIJZER_SLACK_TOKEN and RAADWIJZER_SLACK_SIGNING_SECRET (without both: None, the channel is off), and
    RAADWIJZER_SLACK_API."""
    given = {name: os.environ.get(name) for name in ("RAADWIJZER_SLACK_TOKEN", "RAADWIJZER_SLACK_SIGNING_SECRET")}
    missing = [name for name, value in given.items() if not value]
    if len(missing) == 2:
        return None
    if missing:
        raise Incomplete(f"Found no {missing[0]}, but the other one. Expected both, or neither. Copy it from the pages of your "
                         "app on api.slack.com: Basic Information, and OAuth & Permissions")
    token, signing_secret = given.values()
    api = (os.environ.get("RAADWIJZER_SLACK_API") or SlackSettings.api).rstrip("/") + "/"
    return SlackSettings(str(token), str(signing_secret), api)
