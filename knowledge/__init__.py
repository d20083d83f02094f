"""Retrieval for Raadwijzer: what other packages may use of it."""

from knowledge.types import Hit, Link, Overtaken, Passage, Result

__all__ = ["Hit", "Link", "Overtaken", "Passage", "Result", "open_default"]


def open_default():
    """The search over the index that the settings name; ValueError says what to run when it can't be opened."""
    from knowledge.build import open_library
    from knowledge.settings import read_settings

    return open_library(read_settings())
