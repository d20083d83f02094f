"""The action server: `python -m actions --port 5055`. It opens the index before it takes the first call."""

from __future__ import annotations

import argparse
import logging
import sys

from rasa_sdk.endpoint import create_app
from threadpoolctl import threadpool_limits

from actions.executor import DomainExecutor
from actions.search import add_search
from actions.sources import sources

HOST = "127.0.0.1"  # only Rasa, on this machine, may call it


def main() -> int:
    """Serve until stopped; 1 with one message when the index can't be opened."""
    parser = argparse.ArgumentParser(prog="python -m actions", description="Serve the custom actions.")
    parser.add_argument("--port", type=int, default=5055)
    port = parser.parse_args().port
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        # The first search imports and warms what the later ones use: nobody waits for it in a conversation.
        sources().search("wat is een motie?")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    # One question is too small to share among threads: they wait for each other, and take twice the time and both cores.
    threadpool_limits(1)
    executor = DomainExecutor()
    executor.register_package("actions")
    app = create_app(executor, cors_origins=[])
    add_search(app)
    app.run(host=HOST, port=port, single_process=True, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
