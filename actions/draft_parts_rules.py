"""The instruments that the bot helps to draft, and the parts that each one has. Pure nouns; the sentences are in domain.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """How a part is read."""

    TEXT = "any text"
    VERBATIM = "any text, that is quoted: a label in it is part of it"
    POINTS = "one or more points, one a line"
    QUESTIONS = "one or more questions"
    MOMENT = "a date, in the user's own words"


@dataclass(frozen=True)
class Part:
    """One part of a draft.

    labels: words that name it before a colon. phrase: what begins it without one (a pattern); keeps: the phrase is content.
    point: what people call one of its points. that: its points stand after "dat", which is not said twice.
    """

    name: str
    labels: tuple[str, ...]
    kind: Kind = Kind.TEXT
    phrase: str = ""
    keeps: bool = False
    point: tuple[str, ...] = ()
    that: bool = False

    @property
    def many(self) -> bool:
        """Whether it holds points, which are numbered in the text."""
        return self.kind in (Kind.POINTS, Kind.QUESTIONS)


@dataclass(frozen=True)
class Instrument:
    """An instrument with a draft: form, topic, intent, the word for it in a user's wish, what its button says, and what is
    asked of the griffie's own documents."""

    form: str
    topic: str
    intent: str
    word: re.Pattern[str]
    button: str
    local: str
    parts: tuple[Part, ...]
    names: dict[str, Part] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", {label: part for part in self.parts for label in part.labels})

    def part(self, name: str) -> Part | None:
        """The part with this name, or None."""
        return next((part for part in self.parts if part.name == name), None)

    def slot(self, part: str) -> str:
        """The slot of a part."""
        return f"{self.form}_{part}"


TARGET = (r"(?:het\s+college(?:\s+van\s+(?:burgemeester\s+en\s+wethouders|b\s?(?:&|en)\s?w))?|de\s+burgemeester|de\s+wethouder"
          r"|b\s?(?:&|en)\s?w|de\s+griffie[r]?|het\s+presidium|de\s+gemeente)")
# What a motion does: it asks or charges someone, or it declares.
DICTUM = (rf"(?:verzoekt\s+{TARGET}|draagt\s+{TARGET}\s+op|roept\s+{TARGET}\s+op|nodigt\s+{TARGET}\s+uit"
          r"|spreekt(?:\s+als\s+(?:zijn|haar)\s+(?:oordeel|mening))?\s+uit)\b")
SUBJECT = Part("onderwerp", ("onderwerp",))
REASON = Part("aanleiding", ("aanleiding", "reden", "waarom nu", "waarom"))
NAMES = Part("indieners", ("indieners", "indiener", "namen", "naam", "fracties", "fractie", "ondertekenaars"))
DATE = Part("datum", ("datum", "vergadering", "vergaderdatum"), Kind.MOMENT)
NOTES = Part("toelichting", ("toelichting", "uitleg"))

MOTIE = Instrument(
    "motie", "motie", "motie_indienen", re.compile(r"\bmoties?\b", re.IGNORECASE),
    "Help me een motie te schrijven", "motie indienen", (
        SUBJECT,
        Part("constaterende", ("constaterende", "constateringen", "constatering", "feiten"), Kind.POINTS,
             r"constaterende?\s*,?:?\s+dat\b\s*:?", point=("constatering",), that=True),
        Part("overwegende", ("overwegende", "overwegingen", "overweging", "argumenten"), Kind.POINTS,
             r"(?:voorts\s+|tevens\s+)?overwegende?\s*,?:?\s+dat\b\s*:?", point=("overweging",), that=True),
        Part("verzoek", ("verzoek", "verzoeken", "opdracht", "dictum", "besluit", "verzoekt"), Kind.POINTS, DICTUM, keeps=True,
             point=("verzoek", "opdracht")),
        Part("indieners", NAMES.labels, phrase=r"gaat\s+over\s+tot\s+de\s+orde\s+van\s+de\s+dag\b[.,!]?"),
        DATE))
AMENDEMENT = Instrument(
    "amendement", "amendement", "amendement_indienen", re.compile(r"\bamm?ende?ment(?:en)?\b", re.IGNORECASE),
    "Help me een amendement te schrijven", "amendement indienen", (
        Part("voorstel", ("voorstel", "raadsvoorstel", "agendapunt", "onderwerp")),
        Part("oud", ("oude tekst", "oud", "huidige tekst", "bestaande tekst", "was"), Kind.VERBATIM),
        Part("nieuw", ("nieuwe tekst", "nieuw", "wordt"), Kind.VERBATIM),
        Part("toelichting", (*NOTES.labels, "reden", "waarom")), NAMES, DATE))
VRAGEN = Instrument(
    "vragen", "vragen", "vragen_indienen", re.compile(r"\b(?:raads)?vragen\b", re.IGNORECASE),
    "Help me vragen op te schrijven", "schriftelijke vragen indienen", (
        SUBJECT, REASON, Part("vragen", ("vragen", "vraag"), Kind.QUESTIONS, point=("vraag",)), NAMES, DATE))
INITIATIEF = Instrument(
    "initiatief", "initiatiefrecht", "initiatief_indienen", re.compile(r"\binitiatief\w*", re.IGNORECASE),
    "Help me een initiatiefvoorstel te schrijven", "initiatiefvoorstel indienen", (
        Part("titel", ("titel", "onderwerp", "naam van het voorstel")), REASON,
        Part("besluit", ("besluit", "voorstel", "beslispunten", "beslispunt", "besluiten"), Kind.POINTS,
             point=("besluit", "beslispunt")),
        NOTES, Part("dekking", ("dekking", "kosten en dekking", "kosten", "financiën", "financien")), NAMES, DATE))
INTERPELLATIE = Instrument(
    "interpellatie", "interpellatie", "interpellatie_indienen", re.compile("interpellatie", re.IGNORECASE),
    "Help me een interpellatieverzoek te schrijven", "interpellatie aanvragen", (
        SUBJECT, REASON, Part("vragen", ("vragen", "vraag"), Kind.QUESTIONS, point=("vraag",)),
        Part("indiener", NAMES.labels), DATE))

DRAFTS = {one.topic: one for one in (MOTIE, AMENDEMENT, VRAGEN, INTERPELLATIE, INITIATIEF)}
