"""What is said of a file that can't be read."""

from __future__ import annotations

from pathlib import Path


class Unreadable(ValueError):
    """A file that gives no passages; the message says what was found, what was expected and what to do."""

    def __init__(self, path: Path, found: str, expected: str, advice: str) -> None:
        super().__init__(f"{path}: found {found}. Expected {expected}. {advice}")


def damaged(path: Path, found: str, kind: str) -> Unreadable:
    """The fault of a file that breaks off or holds something else than its ending says."""
    return Unreadable(path, found, f"a whole {kind} file", "Open it in its own program, save it again, and add that.")


def encrypted(path: Path, kind: str) -> Unreadable:
    """The fault of a file behind a password."""
    return Unreadable(path, "a password on it (encrypted)", f"a {kind} file that opens without one",
                      "Save a copy without the password, and add that.")


def without_text(path: Path, found: str = "no text in it") -> Unreadable:
    """The fault of a file that was read and says nothing."""
    return Unreadable(path, found, "at least one paragraph of text", "Check the file, or leave it out.")
