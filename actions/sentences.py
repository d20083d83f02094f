"""Sentences of domain.yml for where Rasa does not speak them: the text of a document, a line within a message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import yaml

from actions.settings import ROOT

FIELD = re.compile(r"\{(\w+)\}")


@cache
def _responses() -> dict[str, list[dict]]:
    return yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]


def sentence(response: str) -> str:
    """The first text of a response, with its `{names}` as they are; KeyError when domain.yml has no such response."""
    return _responses()[response][0]["text"]


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with every `{name}` that `values` knows filled in once, as Rasa's own side does (bot/nlg.py)."""
    return FIELD.sub(lambda found: str(values[found[1]]) if found[1] in values else found[0], text)
