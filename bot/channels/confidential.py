"""Whether somebody typed what does not belong in a chat: a stamped or pasted secret, or a number of a person. Pure functions.

A question about secrecy is none: "wanneer is iets geheim?", "mag ik een geheim stuk delen?".
"""

from __future__ import annotations

import re
from typing import Any

from bot.channels.sentences import spoken
from journal.masking import kinds

PASTED = 400  # characters from which a text is pasted rather than typed
LINES = 5
SECRET = r"(?:geheim|vertrouwelijk|onder embargo|onder geheimhouding|niet openbaar|confidentieel)"
VERY = r"(?:(?:strikt|zeer|streng|top|nog|wel|echt|eigenlijk|nu|dus)[ -]?)*"
WHOLE = re.compile(rf"\W*{VERY}{SECRET}[\s.!:]*", re.IGNORECASE)
HEADED = re.compile(rf"^\W*(?:let op\W+)?(?:{VERY}{SECRET}|embargo|(?:onder )?embargo (?:tot|t/m)\b[^:\n?]{{0,40}}"
                    r"|besloten (?:vergadering|zitting|deel|stuk|bijlage|notulen)\b[^:\n?]{0,40})\s*(?::|\n|[-–—] )"
                    r"\s*(?P<rest>\S.*)", re.IGNORECASE | re.MULTILINE | re.DOTALL)
BRACKETED = re.compile(rf"[(\[]\s*{VERY}{SECRET}\s*[)\]]", re.IGNORECASE)
STAMP = re.compile(r"(?:\b(?:STRIKT|ZEER) )?\b(?:GEHEIM|VERTROUWELIJK|EMBARGO|BESLOTEN|CONFIDENTIEEL)\b")
DECLARED = re.compile(
    r"\b(?:dit|het volgende|(?:dit|deze|het|bijgaande?|onderstaande?|volgende)(?: \w+)? (?:stuk|bericht|verslag|memo|rapport"
    r"|advies|informatie|tekst|notitie|brief|mail|bijlage|document|passage|alinea)|wat (?:ik|we|hier)\b[^.?!\n]{0,40}?)\s+"
    rf"(?:is|zijn|valt|staat|ligt|blijft)\s+{VERY}\s*{SECRET}\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
FROM_CLOSED = re.compile(r"\buit (?:de|een|het|onze) (?:besloten|geheime?|vertrouwelijke?) \w+\s*:\s*\S", re.IGNORECASE)
IMPOSED = re.compile(
    r"\bgeheimhouding\b.{0,200}\bartikel(?:en)? (?:25|55|86|87|88|89)\b|\bartikel(?:en)? (?:25|55|86|87|88|89)\b.{0,200}"
    r"\bgeheimhouding\b|\bgeheimhouding (?:is |wordt )?(?:opgelegd|bekrachtigd)|\b(?:leg[gt]?e?n?|opleggen) .{0,40}geheimhouding",
    re.IGNORECASE | re.DOTALL)
ASKED = re.compile(r"\W*(?:wat|wanneer|hoe|wie|waar|waarom|welke?|mag|mogen|moet|moeten|kan|kun|kunnen|is|zijn|heeft|wordt|geldt|"
                   r"klopt|stel)\b", re.IGNORECASE)
MORE = re.compile(r"[.!;\n]\s*\w")  # a second sentence: content, and perhaps a question about it
SHORT = 160  # characters of a question


def with_notice(said: str, messages: list[dict[str, Any]], wis: str) -> list[dict[str, Any]]:
    """A turn's messages, behind a line of warning where something confidential was typed; wis: how to wipe it here.

    Nothing stands before the numbers to call when somebody is in danger, and a turn that failed stays empty.
    """
    danger = any((message.get("answer") or {}).get("kind") == "safety" for message in messages)
    if not messages or danger or not is_confidential(said):
        return messages
    return [spoken("vertrouwelijk", wis=wis), *messages]


def is_confidential(text: str) -> bool:
    """Whether a typed text (not the payload of a button) looks like something that must stay out of a chat."""
    if text.startswith("/"):
        return False
    found = kinds(text)
    if found & {"bsn", "iban"} or WHOLE.fullmatch(text):
        return True
    if len(text) >= PASTED or text.count("\n") >= LINES:
        return bool(found or STAMP.search(text) or IMPOSED.search(text) or _labelled(text))
    return _labelled(text) or _stamped(text)


def _labelled(text: str) -> bool:
    """Whether a label stands before something, or a text says of itself that it is secret; a question is neither."""
    headed, declared = HEADED.search(text), DECLARED.search(text)
    if headed and (MORE.search(headed["rest"]) or not _asks(headed["rest"])):
        return True
    if declared:
        rest = declared["rest"].strip()
        return ":" in rest or not (rest.endswith("?") or (declared.start() and ASKED.match(text)))
    return bool(FROM_CLOSED.search(text)) or (bool(BRACKETED.search(text)) and not _asks(text))


def _stamped(text: str) -> bool:
    """Whether a stamp stands out by its capitals."""
    return bool(STAMP.search(text)) and text != text.upper() and not _asks(text)


def _asks(text: str) -> bool:
    """Whether a text is a short question."""
    return len(text) <= SHORT and (text.rstrip().endswith("?") or bool(ASKED.match(text)))
