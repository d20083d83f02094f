"""What a griffie sets for the bot; the environment is read here and nowhere else in this package."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Ports, folders and limits of the running bot."""

    port: int = 5005
    actions_port: int = 5055
    actions_url: str = "http://127.0.0.1:5055"
    state: Path = ROOT / ".state"
    session_hours: float = 24.0
    longest_text: int = 12000  # characters; a pasted draft fits
    largest_body: int = 65536  # bytes


def read_settings() -> Settings:
    """Settings from PORT, ACTIONS_PORT, RAADWIJZER_STATE and RAADWIJZER_SESSION_HOURS."""
    default = Settings()
    actions_port = int(os.environ.get("ACTIONS_PORT") or default.actions_port)
    return Settings(
        port=int(os.environ.get("PORT") or default.port),
        actions_port=actions_port,
        actions_url=os.environ.get("RAADWIJZER_ACTIONS_URL") or f"http://127.0.0.1:{actions_port}",
        state=Path(os.environ.get("RAADWIJZER_STATE") or default.state),
        session_hours=float(os.environ.get("RAADWIJZER_SESSION_HOURS") or default.session_hours),
    )


def read_secret(settings: Settings) -> str:
    """The key that signs sessions: RAADWIJZER_SECRET, or one made once and kept in the state folder."""
    given = os.environ.get("RAADWIJZER_SECRET")
    if given:
        return given
    settings.state.mkdir(parents=True, exist_ok=True)
    path = settings.state / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()
