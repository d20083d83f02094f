"""A Dockerfile as its stages and steps, and the tree that a stage copies together: for tests without a Docker engine."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Stage:
    """One stage: its base image and its steps as (instruction, arguments), in order."""

    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def all(self, instruction: str) -> list[str]:
        """The arguments of every step of this kind."""
        return [arguments for name, arguments in self.steps if name == instruction]

    def last(self, instruction: str) -> str:
        """The arguments of the last step of this kind: what counts."""
        return self.all(instruction)[-1]

    def command(self, instruction: str) -> list[str]:
        """CMD, or the command of HEALTHCHECK, as its words."""
        return json.loads(self.last(instruction)[self.last(instruction).index("["):])

    @property
    def environment(self) -> dict[str, str]:
        """What ENV sets."""
        return dict(pair.split("=", 1) for line in self.all("ENV") for pair in line.split())


def read_dockerfile(path: Path) -> dict[str, Stage]:
    """The stages by name. Comments go, and lines that end in a backslash are joined."""
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.lstrip().startswith("#")]
    stages: dict[str, Stage] = {}
    for line in re.sub(r"\\\n\s*", "", "\n".join(kept)).splitlines():
        instruction, arguments = line.split(maxsplit=1)
        if instruction == "FROM":
            base, _, name = arguments.split()
            stages[name] = Stage(base)
        else:
            stages[name].steps.append((instruction, arguments))
    return stages


def copied(stages: dict[str, Stage], name: str) -> list[tuple[str, str]]:
    """What a stage copies out of the repository, as (source, target below /app)."""
    pairs = []
    for arguments in stages[name].all("COPY"):
        *sources, target = arguments.split()
        if not sources[0].startswith("--from="):
            several = len(sources) > 1 or (target.endswith("/") and not sources[0].endswith("/"))
            pairs += [(source, f"{target.removeprefix('./')}{Path(source).name}" if several or target == "./" else target)
                      for source in sources]
    return pairs


def made(stages: dict[str, Stage], name: str) -> list[str]:
    """What a stage takes over from other stages, below /app."""
    return [arguments.split()[-1] for arguments in stages[name].all("COPY") if arguments.startswith("--from=")]


def lay_out(stages: dict[str, Stage], name: str, repository: Path, app: Path) -> None:
    """Copy what a stage copies out of the repository into `app`, as a builder does."""
    for source, target in copied(stages, name):
        place = app / target
        place.parent.mkdir(parents=True, exist_ok=True)
        if (repository / source).is_dir():
            shutil.copytree(repository / source, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(repository / source, place)
