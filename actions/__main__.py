"""The action server: `python -m actions --port 5055`. It opens the index before it takes the first call."""

from __future__ import annotations

import argparse
import sys

from rasa_sdk.endpoint import create_app

from actions.guard import check_interface, guard
from actions.observed import ObservedExecutor, add_measures
from actions.search import add_search
from actions.settings import read_settings
from actions.sources import sources
from journal.lines import install


def main() -> int:
    """Serve until stopped; 1 with one message when it would stand open, or the index can't be opened."""
    parser = argparse.ArgumentParser(prog="python -m actions", description="Serve the custom actions.")
    parser.add_argument("--port", type=int, default=5055)
    port = parser.parse_args().port
    settings = read_settings()
    try:
        install("actions", settings.log)
        check_interface(settings)
        # The first search imports and warms what the later ones use: nobody waits for it in a conversation.
        sources().search("wat is een motie?")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    executor = ObservedExecutor()
    executor.register_package("actions")
    app = create_app(executor, cors_origins=[])
    add_search(app)
    add_measures(app, settings)
    guard(app, settings)
    app.run(host=settings.interface, port=port, single_process=True, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
