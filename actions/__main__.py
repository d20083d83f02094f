"""The action server: `python -m actions --port 5055`. It opens the index before it takes the first call."""

from __future__ import annotations

import argparse
import socket
import sys

from rasa_sdk.endpoint import create_app
from threadpoolctl import threadpool_limits

from actions.calls import check_calls
from actions.guard import check_interface, guard
from actions.heads import be_patient
from actions.observed import ObservedExecutor, add_measures
from actions.search import add_search
from actions.settings import read_settings
from actions.sources import sources
from journal import discreet
from journal.lines import install


def main() -> int:
    """Serve until stopped; 1 with one message when it would stand open, or the index can't be opened."""
    parser = argparse.ArgumentParser(prog="python -m actions", description="Serve the custom actions.")
    parser.add_argument("--port", type=int, default=5055)
    parser.add_argument("--socket", type=int, help="number of an open socket to listen on, shared with other workers")
    given = parser.parse_args()
    discreet.install()
    settings = read_settings()
    try:
        install("actions", settings.log)
        check_interface(settings)
        # The first search imports and warms what the later ones use: nobody waits for it in a conversation.
        sources().search("wat is een motie?")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    # One question is too small to share among threads: they wait for each other, and take twice the time and both cores.
    threadpool_limits(1)
    executor = ObservedExecutor()
    executor.register_package("actions")
    app = create_app(executor, cors_origins=[])
    add_search(app)
    add_measures(app, settings)
    guard(app, settings)
    check_calls(app, executor)
    be_patient()
    own = {"host": settings.interface, "port": given.port}
    place = own if given.socket is None else {"sock": socket.socket(fileno=given.socket)}
    app.run(**place, single_process=True, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
