"""Rasa's training without its bookkeeping of every step: `python -m bot.training train …`, with Rasa's own arguments.

Rasa hashes all that goes into each step and all that comes out of it, to leave out what did not change the next time. With
40,000 examples that took more than a third of the training, and what it kept was hardly ever of use: a new
sentence changes every step.
"""

from __future__ import annotations

from typing import Any

from rasa.__main__ import main as rasa_main
from rasa.engine.training.hooks import TrainingHook

from bot.shortcuts.install import Known, check


def known() -> list[Known]:
    """The bookkeeping as it was when it was left out."""
    return [Known(TrainingHook.on_before_node, "2dfbf889862a0bd3"), Known(TrainingHook.on_after_node, "ea6bfb104aefaefb")]


def keep_no_books() -> None:
    """Train without hashes of the steps; RasaChanged when Rasa's bookkeeping is another than was known."""
    check(known())

    def before(self: TrainingHook, *_: Any, **__: Any) -> dict[str, Any]:
        return {}

    def after(self: TrainingHook, *_: Any, **__: Any) -> None:
        return None

    TrainingHook.on_before_node, TrainingHook.on_after_node = before, after


def main() -> None:
    """Run Rasa's command line so."""
    keep_no_books()
    rasa_main()


if __name__ == "__main__":
    main()
