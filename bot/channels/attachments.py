"""Files that a message hands out (`file: {name, url, alt?}`): from their address on the web channel to the file itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ADDRESS = re.compile(r"/chat/file/(?P<id>[A-Za-z0-9_-]+)/(?P<name>[A-Za-z0-9_][A-Za-z0-9._-]*)")
PICTURES = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True)
class Attachment:
    """A file to send. alt: what a picture shows, in words, or empty."""

    name: str
    content: bytes = field(repr=False)
    alt: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether a platform can show it."""
        return self.name.lower().endswith(PICTURES)


def read_attachment(state: Path, conversation: str, file: dict[str, Any]) -> Attachment | None:
    """The file that a message of this conversation hands out; None when it is gone or the address is of another kind."""
    found = ADDRESS.fullmatch(str(file.get("url")))
    if found is None:
        return None
    try:
        content = (state / "files" / conversation / found["id"] / found["name"]).read_bytes()
    except OSError:
        return None
    return Attachment(str(file.get("name") or found["name"]), content, str(file.get("alt") or ""))
