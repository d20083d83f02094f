"""Rasa's RulePolicy, which looks only at the rules that end as the conversation now stands.

Rasa holds every rule against every state of the conversation: 3.5 ms a turn with our 400. A rule whose last step follows on
another action or another intent can't apply, so those are left out beforehand; what is left Rasa judges itself. And where every
rule goes by an intent none is to be found by the text: that look costs as much as the other, and is left out.
"""

from __future__ import annotations

from typing import Any

from rasa.core.policies import rule_policy as rasas
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.shortcuts.install import Known

MARKS = ((PREVIOUS_ACTION, "action_name"), (USER, "intent"))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RulePolicy(rasas.RulePolicy):
    """It keeps Rasa's class name, which stands in every event that it predicts."""

    def _get_possible_keys(self, lookup: dict[str, str], states: list[dict[str, Any]]) -> set[str]:
        """The rules of `lookup` that apply after `states`, as Rasa finds them."""
        if not states or PREVIOUS_ACTION not in states[-1]:  # at the start of a conversation Rasa asks no intent of a rule
            return super()._get_possible_keys(lookup, states)
        groups = self._groups(lookup)
        action, intent = marks(states[-1])
        near = {(one, other) for one in (action, None) for other in (intent, None)}
        return super()._get_possible_keys({key: lookup[key] for pair in near for key in groups.get(pair, ())}, states)

    def _find_action_from_rules(self, tracker: DialogueStateTracker, domain: Domain,
                                use_text_for_last_user_input: bool) -> tuple[str | None, str | None, bool]:
        """The next action by the rules. Rasa looks twice, first by the text: not where no rule goes by what a text says."""
        if use_text_for_last_user_input and not tracker.active_loop_name and tracker.latest_action_name == ACTION_LISTEN_NAME:
            groups = self._groups(self.lookup[rasas.RULES])
            if not any(groups.get((action, None)) for action in (ACTION_LISTEN_NAME, None)):
                return None, None, False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)

    def _groups(self, lookup: dict[str, str]) -> dict[tuple[str | None, str | None], list[str]]:
        kept = self.__dict__.setdefault("_by_marks", {})
        if kept.get(id(lookup), (None,))[0] is not lookup:
            kept[id(lookup)] = (lookup, by_marks({key: self._rule_key_to_state(key) for key in lookup}))
        return kept[id(lookup)][1]


def by_marks(rules: dict[str, list[dict[str, Any]]]) -> dict[tuple[str | None, str | None], list[str]]:
    """The rules by the previous action and the intent that their last state wants; None: any."""
    groups: dict[tuple[str | None, str | None], list[str]] = {}
    for key, rule in rules.items():
        groups.setdefault(marks(rule[-1] if rule else {}), []).append(key)
    return groups


def marks(state: dict[str, Any]) -> tuple[str | None, str | None]:
    """Previous action and intent of a state; None where it has none, or forbids one."""
    found = (state.get(part, {}).get(name) for part, name in MARKS)
    action, intent = (value if value and value != SHOULD_NOT_BE_SET else None for value in found)
    return action, intent


def known() -> list[Known]:
    """How Rasa holds a rule against a conversation."""
    return [Known(rasas.RulePolicy._get_possible_keys, "83b6c396784d992b"),
            Known(rasas.RulePolicy._is_rule_applicable, "33218e95fc6ed16a"),
            Known(rasas.RulePolicy._find_action_from_rules, "9aa310a9f99b3581"),
            Known(rasas.RulePolicy._predict, "2b8800bf263df3d9"),
            Known(rasas.RulePolicy._does_rule_match_state, "130e2f1b97b7adb1")]
