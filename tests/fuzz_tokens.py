"""Session tokens as an attacker would make them, and as one who stole the key would."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Callable

HOUR = 3600


def segment(value: dict | bytes) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def token(claims: dict, key: str, header: dict | None = None, digest: str = "sha256") -> str:
    """A JSON Web Token signed with HMAC."""
    signed = f"{segment(header or {'alg': 'HS256', 'typ': 'JWT'})}.{segment(claims)}"
    return f"{signed}.{segment(hmac.new(key.encode(), signed.encode(), digest).digest())}"


def claims_of(own: str) -> dict:
    """What stands in a token, whoever signed it."""
    middle = own.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))


# From a token that holds and the key of the server: every one of these must be refused.
FORGED: dict[str, Callable[[str, str], str]] = {
    "alg none": lambda own, key: f"{segment({'alg': 'none', 'typ': 'JWT'})}.{own.split('.')[1]}.",
    "alg None": lambda own, key: f"{segment({'alg': 'None'})}.{own.split('.')[1]}.{own.split('.')[2]}",
    "another key": lambda own, key: token(claims_of(own), "een andere sleutel van minstens 32 tekens"),
    "empty key": lambda own, key: token(claims_of(own), ""),
    "HS512": lambda own, key: token(claims_of(own), key, {"alg": "HS512", "typ": "JWT"}, "sha512"),
    "RS256": lambda own, key: token(claims_of(own), key, {"alg": "RS256", "typ": "JWT"}),
    "kid": lambda own, key: token(claims_of(own), "", {"alg": "HS256", "kid": "../../../../dev/null"}),
    "jwk": lambda own, key: token(claims_of(own), "x", {"alg": "HS256", "jwk": {"kty": "oct", "k": "eA"}}),
    "expired": lambda own, key: token(claims_of(own) | {"exp": int(time.time()) - HOUR}, key),
    "no expiry": lambda own, key: token({name: v for name, v in claims_of(own).items() if name != "exp"}, key),
    "expiry in words": lambda own, key: token(claims_of(own) | {"exp": "morgen"}, key),
    "expiry without end": lambda own, key: token(claims_of(own) | {"exp": 1e400}, key),
    "wrong audience": lambda own, key: token(claims_of(own) | {"aud": "telegram"}, key),
    "no audience": lambda own, key: token({name: v for name, v in claims_of(own).items() if name != "aud"}, key),
    "audience of numbers": lambda own, key: token(claims_of(own) | {"aud": [1, None]}, key),
    "unknown session": lambda own, key: token(claims_of(own) | {"sub": "0" * 32}, key),
    "no session": lambda own, key: token({name: v for name, v in claims_of(own).items() if name != "sub"}, key),
    "session as a list": lambda own, key: token(claims_of(own) | {"sub": ["x"]}, key),
    "session as an object": lambda own, key: token(claims_of(own) | {"sub": {"a": 1}}, key),
    "half a character as session": lambda own, key: token(claims_of(own) | {"sub": "\ud800"}, key),
    "SQL as session": lambda own, key: token(claims_of(own) | {"sub": "' OR 1=1 --"}, key),
    "a list as claims": lambda own, key: token([claims_of(own)], key),  # type: ignore[arg-type]
    "not yet": lambda own, key: token(claims_of(own) | {"nbf": int(time.time()) + HOUR}, key),
    "other claims": lambda own, key: f"{own.split('.')[0]}.{segment(claims_of(own) | {'sub': 'x'})}.{own.split('.')[2]}",
    "cut short": lambda own, key: own[:-9],
    "five parts": lambda own, key: own + ".a.b",
    "no parts": lambda own, key: own.replace(".", ""),
    "very long": lambda own, key: own.split(".")[0] + "." + "a" * 6000 + "." + own.split(".")[2],
    "bytes": lambda own, key: "\xff\xfe\x80." + own.split(".")[1] + ".\xe9",
    "nothing": lambda own, key: "",
    "deep header": lambda own, key: f"{segment(b'[' * 3000)}.{own.split('.')[1]}.{own.split('.')[2]}",
    "deep claims": lambda own, key: f"{own.split('.')[0]}.{segment(b'[' * 3000)}.{own.split('.')[2]}",
}
