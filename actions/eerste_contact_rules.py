"""Rules of the contact cards: whom a message wants to reach and how, and what the passages give. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlparse

from actions.dutch_numbers import fold
from actions.turn import Turn
from knowledge import Passage
from knowledge.facts import contact_labels, organisations

PHONE = re.compile(r"(?<!\d)0\d{2,3}[- ]\d{3} ?\d{4}(?!\d)")
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
SOCIAL = ("twitter.com", "linkedin.com", "facebook.com", "youtube.com")
ASKED = {  # the first that fits counts
    "phone": re.compile(r"\btele?foo?n\w*|\btel\b|\btelnr\b|\bgebeld\b|\bbell?en\b|\bbel\b|\bopbellen\b|\bnummer\b|\bhotline\b"),
    "mail": re.compile(r"\be?-?mail\w*|\bgemaild\b"),
    "address": re.compile(r"\b(?:post|bezoek)?adres\b(?! van de (?:site|website))|\bpostbus\b"),
    "site": re.compile(r"\b(?:web)?site\b|\bwebpagina\b"),
    "social": re.compile(r"\bsocial\w*|\bsociale media\b|\btwitter\b|\blinkedin\b|\bfacebook\b"),
}
REACH = re.compile(r"\bcontact\w*|\bbereik(?:en|baar|t)?\b|\bte pakken\b|\baanspreekpunt\b")
# Joining, following, opening hours, a person's own number: other questions than how to reach someone.
ELSEWHERE = re.compile(r"\b(?:aan\s?meld\w*|meld|lid|inschrijv\w*|abonneer\w*|nieuwsbrief|volgen|op de hoogte|gebeld"
                       r"|gemaild|opgenomen|hoe (?:lang|snel|laat)|open\w*|kost\w*|gratis|naam|directeur|voorzitter|kvk\w*"
                       r"|rekening\w*|bsn|rechter|moet ik"
                       r"|telefonie|telefoongesprek\w*|telefoontjes)\b")
OTHER_MINISTRY = re.compile(r"\bministerie van (?!bzk|binnenlandse|de |het )\w+")
LONGEST = 12  # words of a question for contact data: a story is for the search
BRIEF = 6  # words of a turn that may ask for contact data of whoever the conversation is about


@dataclass(frozen=True)
class Way:
    """One way to reach someone, as a passage gives it. kind: phone | mail | site | social; url: "" where it is no link."""

    kind: str
    text: str
    url: str


def asked_way(text: str) -> str | None:
    """The way that a text asks for (a key of ASKED), or None."""
    plain = fold(text)
    return next((kind for kind, pattern in ASKED.items() if pattern.search(plain)), None)


def wants_contact(text: str) -> bool:
    """Whether a text asks how to reach someone by phone, mail or otherwise, and nothing else."""
    plain = fold(text)
    reach = asked_way(text) in ("phone", "mail") or bool(REACH.search(plain))
    return reach and not ELSEWHERE.search(plain) and len(plain.split()) <= LONGEST


def reached(turn: Turn, last: Passage | None) -> tuple[str, ...]:
    """Topics of the organisations that a turn wants to reach: those it names, else the one that was talked about."""
    plain = " ".join(re.findall(r"[\w.]+", OTHER_MINISTRY.sub(" ", fold(turn.text))))
    named = [topic for topic in turn.named if topic in organisations() and not (topic == "bzk" and "bzk" not in plain
                                                                               and OTHER_MINISTRY.search(fold(turn.text)))]
    named += [topic for topic, one in organisations().items() if any(f" {word} " in f" {plain} " for word in (topic, *one.words))]
    if named:
        return tuple(dict.fromkeys(named))
    about = last.topic if last and not turn.named and len(plain.split()) <= BRIEF else ""
    return (about,) if about in organisations() else ()


def ways_of(passages: Sequence[Passage]) -> tuple[Way, ...]:
    """The ways to reach someone that passages give, in the order phone, mail, site, social; each once."""
    ways = [Way("phone", number, "") for passage in passages for number in PHONE.findall(passage.text)]
    ways += [Way("mail", address, f"mailto:{address}") for passage in passages for address in MAIL.findall(passage.text)]
    for kind in ("site", "social"):
        found = [link for passage in passages for link in passage.links
                 if not link.url.startswith("mailto:") and is_social(link.url) == (kind == "social")]
        if kind == "site":  # of each passage the first: the others lead to single pages
            own = [passage.links[:1] for passage in passages if passage.facet != "social_media"]
            found = [link for links in own for link in links if link in found]
        ways += [Way(kind, bare(link.url), whole(link.url)) for link in found]
    return tuple(dict.fromkeys(ways))


def is_social(url: str) -> bool:
    """Whether a link leads to a social medium."""
    host = urlparse(whole(url)).netloc.removeprefix("www.")
    return host in SOCIAL


def whole(url: str) -> str:
    """An address with its scheme."""
    return url if re.match(r"\w+:", url) else f"https://{url}"


def bare(url: str) -> str:
    """An address as people read it: "www.vng.nl"."""
    return re.sub(r"^https?://", "", url).rstrip("/")


def card_lines(ways: Sequence[Way]) -> list[str]:
    """A line for each kind of way: "- Telefoon: 070-373 8393"."""
    lines = []
    for kind, label in contact_labels().items():
        values = [f"[{way.text}]({way.url})" if way.url else way.text for way in ways if way.kind == kind]
        lines += [f"- {label}: {', '.join(values)}"] if values else []
    return lines


def sentence_with(text: str) -> str:
    """The sentence of a passage that gives a number or a mail address, as it stands there; "" without one."""
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z])|\n+", text)
    return next((sentence.strip() for sentence in sentences if PHONE.search(sentence) or MAIL.search(sentence)), "")
