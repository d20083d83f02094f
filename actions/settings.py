"""What a griffie sets for the actions; the environment is read here and nowhere else in this package."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """The griffie that users are sent to when the sources are silent."""

    griffie_name: str = "de griffie"
    griffie_mail: str = ""
    griffie_phone: str = ""


def read_settings() -> Settings:
    """Settings from RAADWIJZER_GRIFFIE, RAADWIJZER_GRIFFIE_MAIL and RAADWIJZER_GRIFFIE_PHONE."""
    default = Settings()
    return Settings(
        griffie_name=os.environ.get("RAADWIJZER_GRIFFIE") or default.griffie_name,
        griffie_mail=os.environ.get("RAADWIJZER_GRIFFIE_MAIL") or default.griffie_mail,
        griffie_phone=os.environ.get("RAADWIJZER_GRIFFIE_PHONE") or default.griffie_phone,
    )
