"""Numbers and addresses of persons in a text: where they stand, and the text without them. Pure functions.

Amounts, years, articles and numbers of inhabitants are no such numbers: a BSN must pass the elfproef, an IBAN modulo 97, and a
number of nine digits beside a euro sign is money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SHOWN = {"email": "[e-mail]", "iban": "[iban]", "phone": "[telefoon]", "bsn": "[bsn]"}
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}", re.IGNORECASE)
DUTCH_IBAN = re.compile(r"NL\d{2}[A-Z]{4}\d{10}")
NO_DATE = r"(?!\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![./-]?\d))"
ABROAD, AT_HOME = r"(?:\+|00)[1-9](?:[ ./()-]{0,4}\d){7,13}", r"\(?0[1-9](?:(?: - |[ ./()-]{0,2})\d){8}"
PHONE = re.compile(rf"(?<![\w+.,/€-]){NO_DATE}(?:{ABROAD}|{AT_HOME})(?!\w|[.,]\d)")
BSN = re.compile(r"(?<![\w.,+-])\d{9}(?!\w|[.,-]\d|,-)")
NAMED_BSN = re.compile(r"\b(?:bsn|burger ?service ?nummer|sofi(?:[- ]?nummer)?)\b\D{0,15}?(\d(?:[ .-]?\d){7,8})(?!\d)",
                       re.IGNORECASE)
MONEY_BEFORE = re.compile(r"(?:€|\beuro?)\s*$", re.IGNORECASE)
FIGURE_AFTER = re.compile(r"\s*(?:€|%|(?:euro?|inwoners?|stemmen|keer|m2|m3|kwh)\b)", re.IGNORECASE)


def mask(text: str) -> str:
    """`text` with each number or address of a person replaced by its kind in brackets."""
    for kind, spans in (("email", _emails), ("iban", _ibans), ("phone", _phones), ("bsn", _bsns)):
        for start, end in reversed(list(spans(text))):
            text = text[:start] + SHOWN[kind] + text[end:]
    return text


def kinds(text: str) -> set[str]:
    """Which of email, iban, phone and bsn stand in a text."""
    masked = mask(text)
    return {kind for kind, shown in SHOWN.items() if masked.count(shown) > text.count(shown)}


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the elfproef: 9a + 8b + … + 2h - i is a multiple of 11, and they are not all zero."""
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return weighed % 11 == 0 and int(digits) > 0


def is_iban(compact: str) -> bool:
    """Whether letters and digits without blanks are an IBAN: modulo 97 is 1, and a Dutch one has a Dutch form."""
    turned = "".join(str(int(c, 36)) for c in compact[4:] + compact[:4])
    return int(turned) % 97 == 1 and (not compact.startswith("NL") or bool(DUTCH_IBAN.fullmatch(compact)))


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in EMAIL.finditer(text))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in PHONE.finditer(text))


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    """Words after an IBAN look like more of it: the longest beginning that is one counts."""
    at = 0
    while found := IBAN.search(text, at):
        at = found.start() + 2
        for end in range(found.end(), found.start() + 14, -1):
            compact = re.sub(r"[ .-]", "", text[found.start():end]).upper()
            if not text[end:end + 1].isalnum() and compact.isascii() and is_iban(compact):
                yield found.start(), end
                at = end
                break


def _bsns(text: str) -> Iterator[tuple[int, int]]:
    named = {found.span(1) for found in NAMED_BSN.finditer(text)}
    bare = {found.span() for found in BSN.finditer(text) if is_bsn(found[0]) and not _is_figure(text, *found.span())}
    return iter(sorted(named | bare))


def _is_figure(text: str, start: int, end: int) -> bool:
    return bool(MONEY_BEFORE.search(text[max(0, start - 8):start]) or FIGURE_AFTER.match(text[end:end + 12]))
