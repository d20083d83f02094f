"""The action server: `python -m actions --port 5055`. It opens the index before it takes the first call."""

from __future__ import annotations

import argparse
import logging
import socket
import sys

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.search import add_search
from actions.sources import sources

HOST = "127.0.0.1"  # only Rasa, on this machine, may call it


def main() -> int:
    """Serve until stopped; 1 with one message when the index can't be opened."""
    parser = argparse.ArgumentParser(prog="python -m actions", description="Serve the custom actions.")
    parser.add_argument("--port", type=int, default=5055)
    parser.add_argument("--socket", type=int, help="number of an open socket to listen on, shared with other workers")
    given = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        # The first search imports and warms what the later ones use: nobody waits for it in a conversation.
        sources().search("wat is een motie?")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app(executor, cors_origins=[])
    add_search(app)
    place = {"host": HOST, "port": given.port} if given.socket is None else {"sock": socket.socket(fileno=given.socket)}
    app.run(**place, single_process=True, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
