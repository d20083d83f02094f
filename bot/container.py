"""One server in the foreground, as a container runs it: `python -m bot.container rasa` or `actions`.

Settings come from the environment, and secrets from files that are named as the setting they hold, in /run/secrets. Log lines go
to standard output. A worker that dies is started again; when it keeps dying, the container ends, and its engine decides.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from bot.channels.settings import read_limits
from bot.failed import Failed
from bot.model import MODEL
from bot.serve import KINDS, begin, channels_of, check_ours, interrupt, plan_of, stop
from bot.settings import read_settings
from bot.watch import watch

SECRETS = Path("/run/secrets")


def read_secrets(folder: Path) -> dict[str, str]:
    """The settings that stand in files: `RAADWIJZER_SECRET` holds that setting; none where there is no such folder."""
    return {path.name: path.read_text(encoding="utf-8").strip() for path in sorted(folder.glob("RAADWIJZER_*")) if path.is_file()}


def check(name: str) -> None:
    """Failed when a server can't start as it is set: a secret that both containers need is not there, or no model of ours."""
    if len(os.environ.get("RAADWIJZER_ACTIONS_SECRET", "")) < 16:
        raise Failed("Found no RAADWIJZER_ACTIONS_SECRET of 16 characters or more. Expected the same one in both containers: a "
                     f"file of that name in {SECRETS}, or a setting. Make one: openssl rand -hex 32")
    if name == "rasa":
        if not MODEL.exists():
            raise Failed("Found no trained model in this image. Expected one in .models. Build the image again")
        channels_of(read_settings())
        read_limits()
        check_ours(MODEL)


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; 0 then, 1 with one message when that can't be done."""
    names = sys.argv[1:] if arguments is None else arguments
    if len(names) != 1 or names[0] not in KINDS:
        print(f"Found {' '.join(names) or 'nothing'}. Expected one of {', '.join(KINDS)}. "
              "Run: python -m bot.container rasa", file=sys.stderr)
        return 1
    running: dict = {}
    signal.signal(signal.SIGTERM, interrupt)
    try:
        os.environ.update({"RAADWIJZER_LOG": os.environ.get("RAADWIJZER_LOG") or "json"} | read_secrets(SECRETS))
        check(names[0])
        settings = replace(read_settings(), actions_secret=os.environ["RAADWIJZER_ACTIONS_SECRET"])
        servers = plan_of(names[0], settings, Path(tempfile.gettempdir()) / "counts", None)
        running |= begin(servers)
        watch(servers, running)
    except (Failed, ValueError) as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        stop(running)
    return 0


if __name__ == "__main__":
    sys.exit(main())
