"""Training without Rasa's bookkeeping: it is left out, and only as it was known."""

import pytest
from rasa.engine.training.hooks import TrainingHook

from bot import training
from bot.shortcuts.install import Known, RasaChanged


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch):
    for name in ("on_before_node", "on_after_node"):
        monkeypatch.setattr(TrainingHook, name, getattr(TrainingHook, name))


def test_a_step_leaves_no_hash_behind():
    training.keep_no_books()
    hook = TrainingHook(cache=None, model_storage=None, pruned_schema=None)
    assert hook.on_before_node("step", None, {}, {}) == {}
    assert hook.on_after_node("step", None, {}, object(), {}) is None


def test_another_bookkeeping_stops_the_training(monkeypatch):
    monkeypatch.setattr(training, "known", lambda: [Known(TrainingHook.on_after_node, "another")])
    with pytest.raises(RasaChanged, match="Found rasa.engine.training.hooks.TrainingHook.on_after_node with another source"):
        training.keep_no_books()
    assert TrainingHook.on_before_node.__module__ == "rasa.engine.training.hooks"
