"""The walls of the house: who imports whom, one door per giant, and every name in domain.yml has its counterpart."""

import ast
import importlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

from actions import dutch_numbers

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(path for folder in ("actions", "bot", "journal", "knowledge") for path in (ROOT / folder).rglob("*.py"))
ACTIONS = sorted((ROOT / "actions").glob("*.py"))
PURE = [p for p in ACTIONS if p.name.endswith("_rules.py") or p.stem in ("choose", "wording", "dutch_numbers", "turn")]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
MEASURES = ("__init__", "__main__", "bank_report", "bench", "evaluate")  # what only people run
PASSES_ENVIRONMENT_ON = ("bot/serve.py", "bot/install.py", "bot/train.py", "bot/container.py")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes(path: Path, kind: type) -> list:
    return [node for node in ast.walk(tree(path)) if isinstance(node, kind)]


def imported(path: Path) -> set[str]:
    """Top-level packages that a file imports, also within functions; what only type checkers read does not count."""
    typing_only = {id(inner) for node in nodes(path, ast.If) if "TYPE_CHECKING" in ast.unparse(node.test)
                   for statement in node.body for inner in ast.walk(statement)}
    names = [alias.name for node in nodes(path, ast.Import) if id(node) not in typing_only for alias in node.names]
    names += [node.module for node in nodes(path, ast.ImportFrom) if id(node) not in typing_only and node.module]
    return {name.split(".")[0] for name in names}


def importers(package: str) -> list[str]:
    return [name_of(path) for path in CODE if package in imported(path)]


# ---------------------------------------------------------------- imports

@pytest.mark.parametrize(("folder", "forbidden"), [
    ("knowledge", {"actions", "bot"}), ("actions", {"bot"}), ("bot", {"actions", "knowledge"}),
    ("journal", {"actions", "bot", "knowledge"}),
])
def test_imports_go_one_way(folder, forbidden):
    files = [path for path in CODE if name_of(path).startswith(f"{folder}/")]
    assert files
    assert [name_of(path) for path in files if imported(path) & forbidden] == []


@pytest.mark.parametrize(("giant", "door"), [
    ("faiss", r"knowledge/index\.py"), ("sentence_transformers", r"knowledge/(encoder\.py|training/\w+\.py)"),
    ("torch", r"knowledge/training/\w+\.py"), ("transformers", r"knowledge/(encoder\.py|training/\w+\.py)"),
    ("rasa", r"bot/.+"), ("rasa_sdk", r"actions/\w+\.py"),
])
def test_one_door_per_giant(giant, door):
    assert [name for name in importers(giant) if not re.fullmatch(door, name)] == []


def test_the_doors_are_in_use():
    assert importers("faiss") == ["knowledge/index.py"]
    assert "knowledge/encoder.py" not in importers("torch")


def test_files_of_pure_rules_do_without_rasa():
    assert {"choose", "turn", "vergoeding_rules"} <= {path.stem for path in PURE}
    assert [path.name for path in PURE if "rasa_sdk" in imported(path)] == []


def test_only_settings_read_the_environment():
    readers = [name_of(path) for path in CODE if re.search(r"\bos\.(environ|getenv|putenv)\b|from os import", path.read_text())]
    assert [name for name in readers if not name.endswith("/settings.py") and name not in PASSES_ENVIRONMENT_ON] == []
    assert "knowledge/settings.py" in readers


@pytest.mark.parametrize(("modules", "heavy"), [
    (["knowledge", "knowledge.facts", *(f"actions.{path.stem}" for path in PURE)], {"torch", "faiss", "rasa_sdk"}),
    ([f"actions.{path.stem}" for path in ACTIONS if path.stem != "__main__"], {"torch", "faiss", "sentence_transformers"}),
    ([f"knowledge.{path.stem}" for path in (ROOT / "knowledge").glob("*.py") if path.stem not in MEASURES],
     {"torch", "transformers", "sentence_transformers", "spacy", "sklearn.linear_model", "matplotlib"}),
], ids=["knowledge and rules", "actions", "search"])
def test_importing_loads_nothing_heavy(modules, heavy):
    script = f"import {', '.join(modules)}, sys; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


# ---------------------------------------------------------------- the tree

@pytest.mark.parametrize("folder", ["actions", "tests"])
def test_folder_is_flat(folder):
    assert [name_of(path) for path in (ROOT / folder).rglob("*.py") if path.parent != ROOT / folder] == []
    assert folder == "actions" or not (ROOT / "tests" / "__init__.py").exists()


def test_no_module_has_a_name_that_says_nothing():
    assert [name_of(path) for path in CODE if re.fullmatch(r"(\w+_)?(utils?|helpers?|managers?)", path.stem)] == []


def test_every_module_says_what_it_is():
    assert [name_of(path) for path in CODE if not ast.get_docstring(tree(path))] == []


def test_the_readmes_links_point_at_files():
    readme = ROOT / "README.md"
    assert readme.exists()
    targets = re.findall(r"\]\(([^)#\s]+)", readme.read_text(encoding="utf-8"))
    local = [target for target in targets if not re.match(r"\w+:", target)]
    assert local
    assert [target for target in local if not (ROOT / target).exists()] == []


# ---------------------------------------------------------------- actions and domain.yml

def action_names() -> list[str]:
    """What the classes in actions/ call themselves, as rasa-sdk registers them."""
    sdk = importlib.import_module("rasa_sdk")
    for path in ACTIONS:
        if path.stem != "__main__":
            importlib.import_module(f"actions.{path.stem}")
    found, waiting = [], [sdk.Action]
    while waiting:
        waiting += (kind := waiting.pop()).__subclasses__()
        found += [kind().name()] if kind.__module__.startswith("actions.") else []
    return sorted(found)


def test_the_domain_lists_exactly_the_actions_that_exist():
    assert action_names() == sorted(DOMAIN["actions"])


def spoken(path: Path) -> tuple[set[str], set[str]]:
    """Responses that a file of actions names in full, and the beginnings that it completes while running."""
    texts = [node for node in nodes(path, ast.Constant) if isinstance(node.value, str) and node.value.startswith("utter_")]
    begun = {str(node.values[0].value) for node in nodes(path, ast.JoinedStr) if isinstance(node.values[0], ast.Constant)}
    added = {str(node.left.value) for node in nodes(path, ast.BinOp) if isinstance(node.left, ast.Constant)}
    begun = {text for text in begun | added if text.startswith("utter_")}
    return {node.value for node in texts} - {text for text in begun if text.endswith("_")}, begun


SPOKEN = [spoken(path) for path in ACTIONS]
NAMED = set().union(*(named for named, _ in SPOKEN))
BEGUN = set().union(*(begun for _, begun in SPOKEN))


def test_every_response_that_actions_name_exists():
    assert NAMED and BEGUN
    assert sorted(NAMED - set(DOMAIN["responses"])) == []
    assert [text for text in BEGUN if not any(name.startswith(text) for name in DOMAIN["responses"])] == []


def test_every_slot_that_a_form_asks_has_its_question():
    asked = {f"utter_request_{slot}" for form in DOMAIN["forms"].values() for slot in form["required_slots"]}
    assert sorted(asked - set(DOMAIN["responses"])) == []


def test_every_problem_of_a_number_has_its_response():
    (listed,) = re.findall(r"problem: (.+)", dutch_numbers.Reading.__doc__)
    problems = listed.split(" | ")
    assert {"negative", "zero", "none"} <= set(problems)
    assert [problem for problem in problems if f"utter_inwoners_{problem}" not in DOMAIN["responses"]] == []


def utterances() -> list[tuple[str, ast.Call]]:
    """Every call of utter_message in actions/, with its place."""
    return [(f"{name_of(path)}:{call.lineno}", call) for path in ACTIONS for call in nodes(path, ast.Call)
            if ast.unparse(call.func).endswith(".utter_message")]


def test_no_sentence_stands_in_python():
    assert len(utterances()) > 10
    assert [place for place, call in utterances() if call.args or any(k.arg == "text" for k in call.keywords)] == []


def test_every_message_of_an_action_carries_an_answer():
    assert [place for place, call in utterances() if "answer" not in {k.arg for k in call.keywords}] == []


def test_every_blank_in_a_response_is_filled():
    missing = []
    for place, call in utterances():
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        names = {text for text in re.findall(r"'(utter_\w+)'", ast.unparse(given["response"])) if text in DOMAIN["responses"]}
        texts = " ".join(str(variant) for name in names for variant in DOMAIN["responses"][name])
        blanks = set(re.findall(r"\{(\w+)\}", texts)) - set(given)
        missing += [(place, blanks)] if blanks and None not in given else []
    assert missing == []


# ---------------------------------------------------------------- rules, stories and examples

def walks() -> list[dict]:
    """Every rule and story that can happen: not the one that only lists responses for Rasa's validator."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "data" / "stories").glob("*.yml"))]
    every = [walk for file in files for walk in [*file.get("rules", []), *file.get("stories", [])]]
    return [walk for walk in every if "spoken_by_actions" not in str(walk.get("condition"))]


def test_every_response_is_used():
    walked = {step["action"] for walk in walks() for step in walk["steps"] if "action" in step}
    used = {name for name in DOMAIN["responses"] if name in walked | NAMED or name.startswith(tuple(BEGUN))}
    assert sorted(set(DOMAIN["responses"]) - used) == []


def test_every_action_of_a_rule_exists():
    walked = {step["action"] for walk in walks() for step in walk["steps"] if "action" in step}
    assert sorted(walked - set(DOMAIN["responses"]) - set(DOMAIN["actions"]) - set(DOMAIN["forms"])) == []


def test_every_intent_has_a_rule():
    ruled = {step["intent"] for walk in walks() if "rule" in walk for step in walk["steps"] if "intent" in step}
    assert sorted(set(DOMAIN["intents"]) - ruled) == []


def test_every_intent_has_25_different_examples():
    examples: dict[str, set[str]] = {}
    for path in (ROOT / "data" / "nlu").glob("*.yml"):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = re.findall(r"^\s*- (.+)$", entry.get("examples", ""), re.MULTILINE)
            examples.setdefault(entry.get("intent", ""), set()).update(line.strip().lower() for line in lines)
    few = {intent: len(examples.get(intent, ())) for intent in DOMAIN["intents"] if len(examples.get(intent, ())) < 25}
    assert few == {}
