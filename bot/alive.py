"""Whether a server in this container answers, for the health check of its image: `python -m bot.alive rasa` or `actions`."""

from __future__ import annotations

import sys
import urllib.request

from bot.settings import Settings, read_settings

PATIENCE = 4  # seconds


def address_of(name: str, settings: Settings) -> str:
    """Where a server says how it is; Rasa's word is about both, for without the action server it can't answer either."""
    return {"rasa": f"http://127.0.0.1:{settings.port}/chat/health",
            "actions": f"http://127.0.0.1:{settings.actions_port}/health"}[name]


def main(arguments: list[str] | None = None) -> int:
    """0 when the server answers with 200; 1 with one line when it does not."""
    name = (sys.argv[1:] if arguments is None else arguments)[0]
    address = address_of(name, read_settings())
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE):
            return 0
    except OSError as error:  # URLError and HTTPError are its children
        print(f"Found no answer at {address}: {error}. Expected 200.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
