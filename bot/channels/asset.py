"""A text that many browsers fetch: compressed once, with an ETag, so that it costs a browser that has it nothing."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass

from sanic.request import Request
from sanic.response import HTTPResponse, raw

SMALL = 512  # bytes below which compressing gains nothing


@dataclass(frozen=True)
class Asset:
    """Bytes, the same bytes gzipped (None when small), their ETag and their content type."""

    body: bytes
    packed: bytes | None
    etag: str
    kind: str


def asset(text: str, kind: str, level: int = 9) -> Asset:
    """`text` as an asset of content type `kind`; level: how hard gzip tries (1 to 9)."""
    body = text.encode()
    packed = gzip.compress(body, level, mtime=0) if len(body) > SMALL else None
    return Asset(body, packed, f'W/"{hashlib.sha256(body).hexdigest()[:20]}"', f"{kind}; charset=utf-8")


def send(request: Request, content: Asset, max_age: int, headers: dict[str, str] | None = None) -> HTTPResponse:
    """The response that carries `content`: 304 when the browser has it, gzipped when the browser reads that."""
    told = {"ETag": content.etag, "Cache-Control": f"public, max-age={max_age}", "Vary": "Accept-Encoding", **(headers or {})}
    if content.etag in [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]:
        return raw(b"", status=304, headers=told)
    if content.packed and "gzip" in request.headers.get("accept-encoding", ""):
        return raw(content.packed, headers=told | {"Content-Encoding": "gzip"}, content_type=content.kind)
    return raw(content.body, headers=told, content_type=content.kind)
