"""A poor man's container, for tests without a Docker engine: the tree of an image, run as compose.yaml asks for.

As root on Linux, with unshare, chroot and setpriv: the file system is read-only but for a fresh /tmp and the volumes, the user is
a number that nobody has, there are no capabilities, no new privileges, and only the environment of the image. The base image is
this machine's own /usr with the interpreter of the runtime; the network is this machine's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from tests.dockerfile import Stage, lay_out, made, read_dockerfile

STAGES = read_dockerfile(ROOT / "deploy" / "Dockerfile")
SYSTEM = ("usr", "bin", "sbin", "lib", "lib64", "etc")
USER = 10001
TOOLS = ("unshare", "chroot", "setpriv", "mount")
# $1: the tree. The rest: the volumes as place=folder, then --, then the command.
SCRIPT = """set -e
tree=$1; shift
mount --make-rprivate /
mount --bind "$tree" "$tree"
for one in $MADE; do mount --bind "$REPOSITORY/$one" "$tree/app/$one"; done
for one in $SYSTEM; do
  if [ -L "/$one" ]; then :; elif [ -d "/$one" ]; then mount --rbind "/$one" "$tree/$one"; fi
done
mount --bind "$PREFIX" "$tree$PREFIX"
mount --rbind /dev "$tree/dev"
mount -t proc proc "$tree/proc"
for one in $MADE; do mount -o remount,bind,ro "$tree/app/$one"; done
mount -o remount,bind,ro "$tree"
mount -t tmpfs -o size=512m,mode=1777,nosuid,nodev,noexec tmpfs "$tree/tmp"
while [ "$1" != "--" ]; do mount --bind "${1#*=}" "$tree/${1%%=*}"; shift; done
shift
exec chroot "$tree" setpriv --reuid "$ID" --regid "$ID" --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs \
  env -i -C /app "$@"
"""


def missing() -> str:
    """Why no sandbox can be made here, or an empty text."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "only root on Linux can make a sandbox"
    lacking = [tool for tool in TOOLS if not shutil.which(tool)]
    if lacking:
        return f"found no {lacking[0]}"
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, text=True)
    return tried.stderr.strip()


def prefix_of(runtime: str) -> str:
    """Where the interpreter of a runtime stands: outside the runtime itself."""
    asked = subprocess.run([ROOT / runtime / "bin" / "python", "-c", "import sys; print(sys.base_prefix)"], capture_output=True,
                           text=True, check=True)
    return asked.stdout.strip()


@dataclass(frozen=True)
class Sandbox:
    """An image's tree under `tree`, and the folders of its volumes by their place, such as {"state": …}."""

    name: str
    tree: Path
    volumes: dict[str, Path]
    environment: dict[str, str]

    @property
    def stage(self) -> Stage:
        """What the Dockerfile says of this image."""
        return STAGES[self.name]

    def make(self) -> Sandbox:
        """Lay out the tree as the image has it; the runtime, index and model that it takes over are this repository's own."""
        app = self.tree / "app"
        lay_out(STAGES, self.name, ROOT, app)
        for place in (*SYSTEM, "dev", "proc", "tmp", *self.volumes, prefix_of(self.runtime).lstrip("/")):
            if Path("/", place).is_symlink():
                (self.tree / place).symlink_to(os.readlink(f"/{place}"))
            else:
                (self.tree / place).mkdir(parents=True, exist_ok=True)
        for path in made(STAGES, self.name):
            place = app / path
            place.mkdir(parents=True, exist_ok=True) if (ROOT / path).is_dir() else self._touch(place)
        for folder in self.volumes.values():
            folder.mkdir(parents=True, exist_ok=True)
            os.chown(folder, USER, USER)
        return self

    @property
    def runtime(self) -> str:
        """The folder of this image's runtime."""
        return next(path for path in made(STAGES, self.name) if path.startswith(".venv"))

    def start(self, command: list[str], log: Path, **extra: str) -> subprocess.Popen:
        """Run a command of the image, in a process group of its own; `extra` is added to the environment of the image."""
        given = {name: value for name, value in (self.stage.environment | self.environment | extra).items() if value}
        told = {"SYSTEM": " ".join(SYSTEM), "MADE": " ".join(made(STAGES, self.name)), "REPOSITORY": str(ROOT),
                "PREFIX": prefix_of(self.runtime), "ID": str(USER)}
        with log.open("a") as written:
            return subprocess.Popen(["unshare", "--mount", "sh", "-c", SCRIPT, "sh", str(self.tree),
                                     *(f"{place}={folder}" for place, folder in self.volumes.items()), "--",
                                     *(f"{name}={value}" for name, value in given.items()), *command],
                                    env=os.environ | told, stdout=written, stderr=written, start_new_session=True)

    def run(self, command: list[str], log: Path, **extra: str) -> int:
        """Run a command to its end; its exit status."""
        return self.start(command, log, **extra).wait(120)

    def healthy(self, log: Path, patience: float = 120.0) -> bool:
        """Whether the image's own health check passes within so many seconds."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if self.run(self.stage.command("HEALTHCHECK"), log) == 0:
                return True
            time.sleep(2)
        return False

    def _touch(self, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
