"""Running actions without the domain in every call: Rasa would send 67 kB of it with each turn."""

from __future__ import annotations

from typing import Any

import yaml
from rasa_sdk.executor import ActionExecutor

from actions.settings import ROOT


class DomainExecutor(ActionExecutor):
    """Actions get the domain that Rasa sent (it does so for forms), else domain.yml as it stood at the start."""

    def __init__(self) -> None:
        super().__init__()
        self._own: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        """The domain for one action; rasa-sdk's own way refuses a call without it."""
        return payload.get("domain") or self._own
