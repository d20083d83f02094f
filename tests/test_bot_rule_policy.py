"""The rules that apply, found among fewer: Rasa's own RulePolicy finds the same."""

import itertools

import pytest
from rasa.core.policies import rule_policy as rasas
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.rule_policy import RulePolicy

DOMAIN = Domain.from_yaml("""
version: "3.1"
intents: [motie, ja]
actions: [action_answer, action_ja, action_text]
forms: {motie_form: {required_slots: []}}
""")
LISTEN = {"prev_action": {"action_name": "action_listen"}}
STATES = [{**user, **action, **loop} for user, action, loop in itertools.product(
    [{}, {"user": {"intent": "motie"}}, {"user": {"intent": "ja"}}, {"user": {"text": "hoi"}},
     {"user": {"intent": "motie", "entities": ("facet",)}}, {"user": {"intent": "should_not_be_set"}}],
    [{}, LISTEN, {"prev_action": {"action_name": "action_answer"}}, {"prev_action": {"action_text": "Dag"}}],
    [{}, {"active_loop": {"name": "motie_form"}}])]
BY_INTENT = [([{**LISTEN, "user": {"intent": "motie"}}], "action_answer"), ([{**LISTEN, "user": {"intent": "ja"}}], "action_ja"),
             ([{**LISTEN, "user": {"intent": "motie"}}, {"prev_action": {"action_name": "action_answer"}}], "action_listen")]
BY_TEXT = [([{**LISTEN, "user": {"text": "hoi"}}], "action_text")]
ANYHOW = [([LISTEN], "action_ja")]
START = [SessionStarted(), ActionExecuted("action_listen")]
TALKS = [[*START, UserUttered(text, {"name": intent, "confidence": 1.0}), *after]
         for text, intent in (("hoi", "motie"), ("hoi", "ja"), ("ja", "ja"))
         for after in ([], [ActionExecuted("action_answer")], [ActionExecuted("action_answer"), ActiveLoop("motie_form")],
                       [ActionExecuted("action_answer"), ActionExecuted("action_listen"),
                        UserUttered("hoi", {"name": "motie", "confidence": 1.0})])]


@pytest.fixture(params=[BY_INTENT, BY_INTENT + BY_TEXT, BY_INTENT + ANYHOW], ids=["by intent", "by text too", "whatever is said"])
def policies(request, tmp_path):
    """Rasa's and ours, with the same rules."""
    made = []
    for kind in (rasas.RulePolicy, RulePolicy):
        context = ExecutionContext(GraphSchema({}))
        policy = kind(kind.get_default_config(), LocalModelStorage(tmp_path), Resource("rules"), context)
        policy.lookup = {"rules": {policy._create_feature_key(states): action for states, action in request.param},
                         "rules_for_loop_unhappy_path": {}, "rules_not_in_stories": []}
        made.append(policy)
    return made


def predicted(policy, talk):
    tracker = DialogueStateTracker.from_events("a", talk, DOMAIN.slots)
    found = policy.predict_action_probabilities(tracker, DOMAIN)
    best = max(range(len(found.probabilities)), key=found.probabilities.__getitem__)
    return (DOMAIN.action_names_or_texts[best] if found.max_confidence else None, found.probabilities,
            found.is_end_to_end_prediction, found.policy_name)


def test_every_prediction_is_rasas(policies):
    rasa, ours = policies
    assert [predicted(ours, talk) for talk in TALKS] == [predicted(rasa, talk) for talk in TALKS]
    assert [predicted(ours, TALKS[0])[0], predicted(ours, TALKS[8])[0]] != [None, None]


def test_the_rules_that_apply_are_those_that_rasa_finds():
    policy = RulePolicy.__new__(RulePolicy)
    walks = [[], *([state] for state in STATES), *([STATES[at], state] for at in (0, 14, 30) for state in STATES)]
    lookup = {policy._create_feature_key(walk): "action_answer" for walk in walks if walk}
    found = [policy._get_possible_keys(lookup, walk) for walk in walks]
    assert found == [rasas.RulePolicy._get_possible_keys(policy, lookup, walk) for walk in walks]
    assert len(found[0]) == len(lookup) and 0 < min(map(len, found[1:])) < max(map(len, found[1:])) < len(lookup)


def test_where_every_rule_goes_by_an_intent_no_look_is_taken_at_the_text(policies, monkeypatch):
    _, ours = policies
    looks = []
    monkeypatch.setattr(rasas.RulePolicy, "_find_action_from_rules",
                        lambda self, tracker, domain, by_text: looks.append(by_text) or (None, None, False))
    predicted(ours, TALKS[0])
    assert looks == ([False] if len(ours.lookup["rules"]) == 3 else [True, False])
