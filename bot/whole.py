"""What keeps a turn whole: how it is ended at once, and whose it is.

Rasa goes on after most errors: it answers without the events of a failed action, and with an empty memory when its database
is away. Half a turn is worse than none, for none can be asked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


class Halt(BaseException):
    """Ends a turn before anything of it is saved. No Exception, as asyncio's CancelledError is none: Rasa catches those."""


@dataclass(frozen=True)
class Claim:
    """A turn that is being run: its session, its id, and the sign of who runs it, which another one may have replaced."""

    session: str
    key: str
    owner: str


CLAIM: ContextVar[Claim | None] = ContextVar("claim", default=None)


@contextmanager
def claiming(claim: Claim) -> Iterator[None]:
    """Within: what is saved to the tracker is saved for this turn, and only while it is the claimant's."""
    token = CLAIM.set(claim)
    try:
        yield
    finally:
        CLAIM.reset(token)
