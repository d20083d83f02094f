"""The one error of the commands that set up, train and start: they end with its message."""


class Failed(Exception):
    """A start, a training or a set-up that can't go on: what was found, what was expected, what to do."""
