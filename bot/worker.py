"""Rasa's server on a socket that the launcher opened: `python -m bot.worker SOCKET run …`, with Rasa's own arguments.

Workers share the socket. When one of them dies the others go on, and who calls meanwhile waits instead of being refused.
"""

from __future__ import annotations

import socket
import sys
from typing import Any

from rasa.__main__ import main as rasa_main
from sanic import Sanic


def main() -> None:
    """Run Rasa's command line; its server listens on the socket with the number of the first argument."""
    listening = socket.socket(fileno=int(sys.argv.pop(1)))
    run = Sanic.run

    def run_there(app: Sanic, host: Any = None, port: Any = None, workers: int = 1, **settings: Any) -> None:
        run(app, sock=listening, **settings)

    Sanic.run = run_there  # type: ignore[method-assign]  # Rasa has no setting for it
    rasa_main()


if __name__ == "__main__":
    main()
