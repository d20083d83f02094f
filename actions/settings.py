"""What a griffie sets for the actions; the environment is read here and nowhere else in this package."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """The griffie that users are sent to when the sources are silent, where handed-out files stand for how long, and who may
    call the action server."""

    griffie_name: str = "de griffie"
    griffie_mail: str = ""
    griffie_phone: str = ""
    state: Path = ROOT / ".state"
    session_hours: float = 24.0
    log: str = "text"
    metrics_token: str = field(default="", repr=False)
    metrics_folder: Path | None = None  # where several processes count together
    interface: str = "127.0.0.1"
    secret: str = field(default="", repr=False)  # empty: whoever reaches the interface may call


def read_settings() -> Settings:
    """Settings from RAADWIJZER_GRIFFIE, RAADWIJZER_GRIFFIE_MAIL, RAADWIJZER_GRIFFIE_PHONE, RAADWIJZER_STATE,
    RAADWIJZER_SESSION_HOURS, RAADWIJZER_ACTIONS_INTERFACE, RAADWIJZER_ACTIONS_SECRET, RAADWIJZER_LOG, RAADWIJZER_METRICS_TOKEN
    and PROMETHEUS_MULTIPROC_DIR."""
    default, counted = Settings(), os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    return Settings(
        griffie_name=os.environ.get("RAADWIJZER_GRIFFIE") or default.griffie_name,
        griffie_mail=os.environ.get("RAADWIJZER_GRIFFIE_MAIL") or default.griffie_mail,
        griffie_phone=os.environ.get("RAADWIJZER_GRIFFIE_PHONE") or default.griffie_phone,
        state=Path(os.environ.get("RAADWIJZER_STATE") or default.state),
        session_hours=float(os.environ.get("RAADWIJZER_SESSION_HOURS") or default.session_hours),
        log=os.environ.get("RAADWIJZER_LOG") or default.log,
        metrics_token=os.environ.get("RAADWIJZER_METRICS_TOKEN") or default.metrics_token,
        metrics_folder=Path(counted) if counted else None,
        interface=os.environ.get("RAADWIJZER_ACTIONS_INTERFACE") or default.interface,
        secret=os.environ.get("RAADWIJZER_ACTIONS_SECRET", ""),
    )
