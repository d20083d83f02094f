"""Corrections within the text of a draft: "maak van die 60 maar 65", "niet vorige maand, het was in januari". Pure functions.

Only what stands in a part already can be replaced, so that a new sentence is never taken for a correction by accident.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LONGEST = 200  # characters of a message that corrects
FEW = 8  # words of what goes, or of what comes
OPENING = (r"^\W*(?:(?:nee+|wacht(?: even)?|oeps|ow?|oh|ho|ja|fout(?:je)?|correctie|even|ff|eh+|sorry|toch|ach|hm+|dus|maar|en|kut"
           r"|shit)\b\W*)*")
OPENED = re.compile(OPENING + r"(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
# Who says so puts something right; without it both must be of one kind: "de 14 miljoen moet 41 miljoen zijn".
CORRECTS = re.compile(r"^\W*(?:nee+|wacht|oeps|ow|oh?|ho|fout|foutje|correctie|sorry|maak (?:van|er)|verander|vervang|wijzig)\b"
                      r"|\bbedoel(?:de)?\b|\b(?:ipv|in plaats van)\b", re.IGNORECASE)
IT = (r"(?:(?:het|dat|dit|die|er)\s+)?(?:was|waren|is|zijn|moet(?:en)?(?:\s+zijn|\s+worden)?|moest(?:en)?(?:\s+zijn)?|wordt"
      r"|worden)\s+")
END = re.compile(r"\s+(?:zijn|worden|van|staan|bedoel(?:de)?(?:\s+ik)?|ik|graag|hoor|aub|alsjeblieft|maar|toch|moet\s+het)$", re.IGNORECASE)
REASON = re.compile(r"\s?[,;.]\s?(?:anders|want|omdat|dus)\b", re.IGNORECASE)  # "…, anders redden ze het niet"
OLD, NEW, LAST_OLD = r"(?P<old>[^,;\n]{1,60}?)", r"(?P<new>[^\n]+)", r"(?P<old>(?!.{0,40}\bmaar\b)[^\n]+)"
FIRST_NEW = r"(?P<new>[^\n]{1,80}?)"
THE = r"(?:(?:die|dat|de|het|deze|dit)\s+)?"
# Each names what goes and what comes, in either order.
EXPLICIT = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"^(?:maak|verander|wijzig|vervang|doe|zet)\s+(?:er\s+)?(?:van\s+)?{THE}{OLD}\s+(?:maar|door|in|naar|liever|nou|toch)\s+"
    rf"(?:(?:maar|een|in|door|naar)\s+)?{NEW}",
    rf"^(?:[^,;\n]{{0,40}}\b)?(?:niet|geen)\s(?:(?:de|het)\s)?{OLD}(?:\s(?:staan|zijn|worden))?(?:[,;]|\smaar\b)\s?(?:maar\s)?"
    rf"(?:doe\s|maak\ser\s|{IT})?{NEW}",
    rf"^(?:{IT})niet\s+{OLD}\s+(?:{IT}){NEW}",
    rf"^(?:{IT})?{FIRST_NEW},?\s(?:en\s)?(?:niet|geen|ipv|i\.p\.v\.|in plaats van)\s(?:(?:de|het)\s)?{LAST_OLD}",
    rf"^(?:geen|niet)\s+{OLD}\s*(?:,|;|\s+maar\b|\s+doe\b)\s*(?:maar\s+)?(?:doe\s+|maak\s+er\s+|{IT})?{NEW}",
    rf"^{THE}{OLD}\s+(?:moet|moeten)\s+(?:zijn|worden)\s+{NEW}", rf"^{THE}{OLD}\s+(?:moet|moeten|wordt)\s+(?P<new>[^,;\n]{{1,60}}?)\s(?:zijn|worden)\b",
    rf"^{THE}{OLD}\s+is\s+(?:te\s+\w+|fout|niet\s+(?:goed|juist))\W+(?:(?:maak|doe)\s+(?:er\s+)?|{IT}){NEW}",
    rf"^{THE}{OLD}\s+klopt\s+niet\W+(?:{IT})?{NEW}",
))
# Only what comes: it must be of the kind of the one thing that it can stand for.
COMES = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"^(?:maak|doe)\s+(?:er\s+)?(?:maar\s+|liever\s+|toch\s+)*(?:van\s+)?{NEW}", rf"^(?:{IT})(?:er\s+)?(?:trouwens\s+|toch\s+|eigenlijk\s+)?{NEW}",
    rf"^(?:ik\s+bedoel(?:de)?|bedoel(?:de)?)\s+{NEW}", rf"^{NEW}"))
WORDS = """een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien twintig dertig veertig
    vijftig honderd""".split()
MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
# What can stand for one another, the most telling first.
KINDS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"\b\d{{1,2}}\s+{MONTH}\b(?:\s+\d{{4}})?", rf"\b(?:{MONTH})\b", r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag\b",
    r"\b\d{1,2}[.:]\d{2}(?=\s*uur)|\b\d{1,2}(?=\s*uur)", r"(?<![\w.,])\d[\d.]{0,12}(?:,\d{1,4})?(?=\s?(?:%|procent))", r"(?<![\w.,:])\d+(?:[.:]\d+)*(?:,\d+)?\b(?![.,:]\d)",
    rf"\b(?:{'|'.join(WORDS[1:])})\b"))
NEXT = re.compile(r"\s*(?P<word>[%€]|[a-zà-ÿ]+)", re.IGNORECASE)


def replaces(text: str, kept: Sequence[str], plainly: bool = False) -> tuple[int, str] | None:
    """Which of the texts `kept`, the latest first, a message corrects, and how it reads then; None when it corrects none.

    "maak van die 60 maar 65" names what goes; "nee, het waren vier ongelukken" only what comes, which takes the place of the
    one thing of its kind: the one before the same word, or the only one in the latest text. plainly: it is known to correct.
    """
    opened = OPENED.match(text.strip())
    if not opened or len(text) > LONGEST:
        return None
    rest, plainly = opened["rest"].strip(), plainly or bool(CORRECTS.search(text))
    for old, new in _named(rest):
        if not plainly and not any(kind.search(old) and kind.search(new) for kind in KINDS):
            continue
        for at, value in enumerate(kept):
            corrected = _put(value, old, new)
            if corrected is not None:
                return at, corrected
    return _of_its_kind(rest, kept) if plainly else None


def _named(text: str) -> Iterator[tuple[str, str]]:
    """What goes and what comes, by each way to say so that fits."""
    for pattern in EXPLICIT:
        found = pattern.search(text)
        old, new = (_bare(found[name]) for name in ("old", "new")) if found else ("", "")
        if 0 < len(old.split()) <= FEW and 0 < len(new.split()) <= 2 * FEW:
            yield old, new


def _bare(said: str) -> str:
    """What goes or comes, without the words that people say behind it."""
    bare = REASON.split(said)[0].strip(" ,.!'\"")
    while bare != (shorter := END.sub("", bare)):
        bare = shorter.strip(" ,.!'\"")
    return bare


def _put(value: str, old: str, new: str) -> str | None:
    """`value` with `new` where `old` stands last; None when it stands nowhere or is too little to be found by.

    Of more words the first or the last may be missing: "de 60" stands in "60 euro per jaar".
    """
    words = old.split()
    spans = [(first, first + size) for size in range(len(words), 0, -1) for first in range(len(words) - size + 1)]
    for first, last in spans:
        part = " ".join(words[first:last])
        if not re.search(r"\d|\w{4}", part) and part.lower() not in WORDS:
            continue
        places = list(re.finditer(rf"(?<![\w,.]){re.escape(part)}(?!\w|[.,]\d)", value, re.IGNORECASE))
        if places:
            start, end = places[-1].span()
            # What stands around the part in what goes is around it in what comes as well: "voor 1 juni" → "voor 1 december".
            return _joined(value[:start], _without(new, words[:first], words[last:]), value[end:])
    return None


def _without(new: str, before: list[str], after: list[str]) -> str:
    """What comes without the words that what goes had before and after the part that was found."""
    words = new.split()
    while before and words[1:] and words[0].lower() == before[0].lower():
        words, before = words[1:], before[1:]
    while after and words[1:] and words[-1].lower() == after[-1].lower():
        words, after = words[:-1], after[:-1]
    return " ".join(words)


def _joined(before: str, new: str, after: str) -> str:
    """`new` between what stands before and after it, with no word said twice: "65 euro" before " euro per jaar"."""
    words = new.split()
    for size in range(min(3, len(words) - 1), 0, -1):
        said = " ".join(words[-size:])
        if re.match(rf"\s*{re.escape(said)}(?!\w)", after, re.IGNORECASE):
            new = " ".join(words[:-size])
            break
    words = new.split()
    if words[1:] and re.search(rf"(?<!\w){re.escape(words[0])}\s*$", before, re.IGNORECASE):
        new = " ".join(words[1:])
    return f"{before}{new}{after}"


def _of_its_kind(text: str, kept: Sequence[str]) -> tuple[int, str] | None:
    """The text in which what comes takes the place of the one thing of its kind."""
    found = next((found for pattern in COMES if (found := pattern.search(text))), None)
    comes = _bare(found["new"]) if found else ""
    if not comes or len(comes.split()) > FEW:
        return None
    for kind in KINDS:
        new = kind.search(comes)
        if not new:
            continue
        word = NEXT.match(comes[new.end():])
        for at, value in enumerate(kept):
            olds = [one for one in kind.finditer(value) if one.group().lower() != new.group().lower()]
            same = [one for one in olds if word and (then := NEXT.match(value[one.end():])) and _alike(then["word"], word["word"])]
            alone = olds if at == 0 and len(olds) == 1 and (not word or len(comes.split()) <= 2) else []
            for one in (same or alone)[-1:]:
                return at, f"{value[:one.start()]}{new.group()}{value[one.end():]}"
    return _other_numeral(comes, kept)


def _other_numeral(comes: str, kept: Sequence[str]) -> tuple[int, str] | None:
    """A number in figures for one in words, or the other way round, before the same word: "vier ongelukken" for "3 ongelukken"."""
    numeral = re.compile(rf"(?<![\w.,])(?:\d[\d.]*|{'|'.join(WORDS)})\s+(?P<word>[a-zà-ÿ]{{3,}})", re.IGNORECASE)
    new = numeral.search(comes)
    if not new:
        return None
    for at, value in enumerate(kept):
        for one in reversed(list(numeral.finditer(value))):
            if _alike(one["word"], new["word"]) and one.group().lower() != new.group().lower():
                return at, value[:one.start()] + new.group() + value[one.end():]
    return None


def _alike(one: str, other: str) -> bool:
    """Whether two words are the same but for how they are typed."""
    return one.lower()[:6] == other.lower()[:6]
