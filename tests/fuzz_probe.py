"""One input of the fuzzer, as it can be kept in a file and sent again."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Probe:
    """What is sent, but for what only the running bot knows: its tokens and the signatures of this moment.

    server: rasa | actions. token: the session that it claims (fuzz_tokens.py), or none. sign: how a platform vouches for it
    (fuzz_platforms.py), or not. opening: what was said before in its session. bodies: the same request with each of these, at
    once. pieces: bytes to send as they are, instead of all that. expected: the only statuses that are right, where known.
    """

    number: int
    kind: str
    endpoint: str
    server: str = "rasa"
    method: str = "POST"
    path: str = "/"
    headers: tuple[tuple[str, str], ...] = ()
    bodies: tuple[bytes, ...] = (b"",)
    token: str = ""
    sign: str = ""
    opening: str = ""
    pieces: tuple[bytes, ...] = ()
    pause: float = 0.0
    whole: bool = True
    expected: tuple[int, ...] = ()

    def dump(self) -> str:
        """As one line of JSON."""
        fields = asdict(self)
        for name in ("bodies", "pieces"):
            fields[name] = [base64.b64encode(one).decode() for one in fields[name]]
        return json.dumps(fields)

    @classmethod
    def load(cls, line: str) -> Probe:
        """From a line of `dump`; what else stands there is left out."""
        fields = {name: value for name, value in json.loads(line).items() if name in cls.__dataclass_fields__}
        for name in ("bodies", "pieces"):
            fields[name] = tuple(base64.b64decode(one) for one in fields[name])
        fields["headers"] = tuple((name, value) for name, value in fields["headers"])
        fields["expected"] = tuple(fields["expected"])
        return cls(**fields)


def digest(probes: Iterable[Probe]) -> str:
    """Twelve digits that are the same for the same inputs."""
    summed = hashlib.sha256()
    for probe in probes:
        summed.update(probe.dump().encode())
    return summed.hexdigest()[:12]
