"""Filling in responses: Rasa's own, but values may hold any characters."""

from __future__ import annotations

import re
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

FIELD = re.compile(r"\{(\w+)\}")


class PlainGenerator(TemplatedNaturalLanguageGenerator):
    """`{name}` in a response becomes its value, as it is.

    Rasa's own way formats the text twice and shows the raw response when a value holds "0[" or a brace.
    """

    def __init__(self, endpoint_config: EndpointConfig | None, domain: Domain) -> None:
        super().__init__(domain.responses)

    def _fill_response(self, response: dict[str, Any], filled_slots: dict[str, Any] | None = None,
                       **kwargs: Any) -> dict[str, Any]:
        values = {**(filled_slots or {}), **kwargs}
        return {key: fill(value, values) for key, value in response.items()}


def fill(value: Any, values: dict[str, Any]) -> Any:
    """`value` with every `{name}` that `values` knows filled in, in texts at any depth; other braces stay."""
    if isinstance(value, str):
        return FIELD.sub(lambda found: str(values[found[1]]) if found[1] in values else found[0], value)
    if isinstance(value, list):
        return [fill(item, values) for item in value]
    if isinstance(value, dict):
        return {key: fill(item, values) for key, item in value.items()}
    return value
