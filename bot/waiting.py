"""How long Rasa waits for the action server: five minutes of its own, and a user who sees nothing for that long is gone."""

from __future__ import annotations

from rasa.core.actions import action

CONSTANT = "DEFAULT_REQUEST_TIMEOUT"  # Rasa has no setting for it


def wait_at_most(seconds: float) -> None:
    """Let every call of an action give up after `seconds`; AttributeError when this Rasa keeps the time elsewhere."""
    if not hasattr(action, CONSTANT):
        raise AttributeError(f"Found no {CONSTANT} in rasa.core.actions.action. Expected it, as in Rasa 3.6.21. Look where this "
                             "Rasa keeps the time that an action may take, and set that in bot/waiting.py.")
    setattr(action, CONSTANT, seconds)
