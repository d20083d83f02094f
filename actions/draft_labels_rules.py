"""Which parts of a draft stand in a message: by their labels, and the subject of a wish. Pure functions."""

from __future__ import annotations

import re
from functools import cache

from actions.draft_parts_rules import Instrument, Part

EDGE = " \n,;"  # what stands between parts and belongs to none
WHOLE = 3  # labelled parts from which a message is a draft that was written elsewhere
SUBJECT = re.compile(r"\b(?:over|inzake|omtrent|betreffende)\s+(?P<subject>.*[^\s?.!])[\s?.!]*$", re.IGNORECASE | re.DOTALL)
PROPOSAL = re.compile(
    r"\b(?:over|inzake|omtrent|betreffende|(?:op|bij|voor|van)(?=\s+(?:het\s+|de\s+)?(?:\w*voorstel|\w*besluit|agendapunt|"
    r"\w*begroting|\w*verordening|\w*nota|\w*visie|\w*plan|apv|stuk)\b))\s+(?P<subject>.*[^\s?.!])[\s?.!]*$",
    re.IGNORECASE | re.DOTALL)
NO_SUBJECT = re.compile(r"(?:(?:het|de|een|dit|dat|die)\s+)?(?:\w*voorstel|\w*besluit|stuk|iets|dat|dit|het)", re.IGNORECASE)
# "over de speeltuin, zet m effe op papier": what the bot must do is no part of the subject.
ASKED_OF_BOT = re.compile(
    r"(?:[,.;!?]\s*|\s+)(?:(?:en\s+)?zet\s+(?:m|'m|hem|ze|het|dat|die|er)\b|(?:en\s+)?(?:kun|kan|wil|zou|help|maak|schrijf|stel)\s+"
    r"(?:je|jij|u|me|mij|er|ze|m|'m|hem|jullie)\b).*$|[,.;!?]\s*(?:graag|aub|alsjeblieft|alstublieft|help|hulp|bedankt|thx|spoed)\b.*$",
    re.IGNORECASE | re.DOTALL)
OPENING = (r"(?:(?:de\s+)?(?:gemeente)?raad(?:\s+van(?:\s+de\s+gemeente)?\s+[\w' -]{2,40})?,?\s*)?"
           r"(?:in\s+(?:openbare\s+)?vergadering\s+)?bijeen(?:gekomen)?(?:\s+op\s+(?P<moment>[^,;:\n]{3,40}))?[,;:]?\s*"
           r"(?:gehoord\s+(?:de|het)\s+(?:beraadslaging(?:en)?|discussie|debat)[,;:]?\s*)?$")
CLOSING = re.compile(r"(?<=\w)\s+(en\s+gaat\s+over\s+tot\s+de\s+orde\s+van\s+de\s+dag)\b", re.IGNORECASE)
COUNCIL = re.compile(r"(?:^|(?<=[\n.,;]))[ \t]*+" + OPENING, re.IGNORECASE)
SKIPS = re.compile(
    r"\s*(?:sla\s+(?:(?:dit|deze|dat|die|maar|ik|vraag)\s+){0,3}over|overslaan|skip|(?:doe\s+ik\s+)?later|(?:dat\s+)?vul\s+ik\s+(?:later|zelf)\s+in|"
    r"weet\s+(?:ik\s+)?(?:het\s+)?(?:nog\s+)?niet|geen\s+idee|(?:is\s+)?nog\s+niet\s+bekend|onbekend|leeg\s+laten|laat\s+(?:maar\s+)?leeg|"
    r"(?:(?:die|de|deze|dat|het|dit|mijn)\s+)?(?:\w+\s+)?(?:laat|laten|hou|houd|houden|doe|doen)\s+(?:(?:ik|we|wij|je|dit|dat|die|het|maar|nog|even|voorlopig|hier)"
    r"\s+){0,4}(?:open|leeg|blanco|zonder(?:\s+\w+)?)|weet\s+(?:ik\s+)?nog\s+niet\s+welke\s+\w+|(?:de\s+)?\w+\s+weet\s+ik\s+nog\s+niet|"
    r"volgende\s+vraag|(?:(?:dat|die|het)\s+)?wee?t\s+(?:ik|we)\s+(?:[a-z]+\s+){0,4}niet\W+(?:dus\s+)?(?:sla|laat|doe)\s+[\w ]{2,20})\W*",
    re.IGNORECASE)


LEAVES = re.compile(r"(?:komen?|vul|vullen|doe|weet)\s+(?:\w+\s+){0,4}(?:later|zelf|niet|nog)(?:\s+in)?\W*", re.IGNORECASE)


@cache
def marks_of(instrument: Instrument) -> re.Pattern[str]:
    """Where a part begins: its label with a colon, or the phrase that an official text uses."""
    ways = []
    for number, part in enumerate(instrument.parts):
        labels = "|".join(re.escape(label) for label in sorted(part.labels, key=len, reverse=True))
        if part.phrase:
            ways.append(rf"(?P<q{number}>{part.phrase})")
        ways.append(rf"(?P<p{number}>(?:{labels})\s*:)")
    return re.compile(rf"(?:^|(?<=[\n;,.?!]))[ \t]*+(?:(?:\*\*|#+|en)[ \t]*)?(?:{'|'.join(ways)})\s*", re.IGNORECASE)


def labelled(text: str, instrument: Instrument) -> dict[str, str]:
    """The parts that a text names by their label ("onderwerp: de brug, datum: 18 december"), by part; what stands before
    the first label is under "" ."""
    text = CLOSING.sub(r",\n\1", text)
    marks = list(marks_of(instrument).finditer(text))
    if not marks:
        return {}
    parts: dict[str, str] = {}
    before = text[:marks[0].start()].strip(EDGE)
    meeting = COUNCIL.search(before)
    if meeting and instrument.form == "motie":  # "De raad, in vergadering bijeen op 12 januari," opens an official text
        before = before[:meeting.start()].strip(EDGE)
    if before:
        parts[""] = before
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        kind = next(name for name, found in mark.groupdict().items() if found is not None)
        part = instrument.parts[int(kind[1:])]
        start = mark.start(kind) if part.keeps and kind[0] == "q" else mark.end()
        join(parts, part, text[start:following.start() if following else len(text)].strip(EDGE))
    if meeting and instrument.form == "motie" and meeting["moment"]:
        parts.setdefault("datum", meeting["moment"].strip())
    return parts


def join(parts: dict[str, str], part: Part, value: str) -> None:
    """Add a value to a part that may have one already: points each on a line, a name and a party beside each other."""
    joiner = ", " if part.name in ("indiener", "indieners", "datum") else "\n"
    whole = joiner.join(v for v in (parts.get(part.name, ""), value) if v)
    if whole:
        parts[part.name] = whole


def starts_with_label(text: str, instrument: Instrument) -> bool:
    """Whether a message begins with the label of a part."""
    return marks_of(instrument).match(text) is not None


def subject_in(text: str, instrument: Instrument) -> str | None:
    """The subject that a wish names ("een interpellatie over het zwembad" → "het zwembad"), or None."""
    found = (PROPOSAL if instrument.form == "amendement" else SUBJECT).search(text)
    subject = ASKED_OF_BOT.sub("", found["subject"]).strip() if found else ""
    # "over twee weken wil ik een interpellatie": what names the request itself is not its subject.
    return subject if len(subject) > 2 and not instrument.word.search(subject) and not NO_SUBJECT.fullmatch(subject) else None


def introduced(text: str, part: Part) -> str:
    """The value in a text that names the part first, without a colon: "het onderwerp is dus de brug" → "de brug"."""
    labels = "|".join(re.escape(label) for label in sorted(part.labels, key=len, reverse=True))
    names = part.name.startswith("indiener")  # "indieners Jan en Els", "ingediend door Els"
    verb = r"(?:is\b|zijn\b|wordt\b|worden\b)?" if names else r"(?:is|zijn|wordt|worden)\b"
    found = re.match(rf"\s*(?:(?:en|ok[eé]?|nou|dus|eh)\W+)*(?:(?:de|het|mijn|onze)\s+)?(?:{labels}{'|ingediend door' if names else ''})\s+{verb}"
                     r"(?:\s+(?:dus|dan|dat|trouwens|gewoon))*\s*:?\s*(?P<value>\S.*)", text, re.IGNORECASE | re.DOTALL)
    return found["value"] if found else text


def left_open(text: str, instrument: Instrument) -> tuple[Part, ...]:
    """The parts that a message names and leaves open: "indieners en datum laten we open", "kosten en toelichting overslaan"."""
    labels = "|".join(re.escape(label) for label in sorted(instrument.names, key=len, reverse=True))
    found = re.fullmatch(rf"\W*(?P<named>(?:(?:de|het|en|,|ook)\s+|(?:{labels})\b,?\s*){{1,9}})(?P<rest>\S.{{2,40}})", text.strip(), re.IGNORECASE)
    if not found or not (skips(found["rest"]) or skips(f"dat {found['rest']}") or LEAVES.fullmatch(found["rest"])):
        return ()
    named = re.findall(rf"\b(?:{labels})\b", found["named"], re.IGNORECASE)
    return tuple(dict.fromkeys(instrument.names[label.lower()] for label in named))


def skips(text: str) -> bool:
    """Whether a message leaves a part open for later."""
    return SKIPS.fullmatch(text) is not None
