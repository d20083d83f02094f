"""Which passage answers: the intent of the turn, its facet and the search, weighed together. Pure functions."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.context import EMPTY, facet_of, words
from actions.turn import INSTRUMENTS, TOPICS, Turn
from knowledge import Hit, Passage, Result

# Measured on held-out questions: the search alone puts the right passage first in 63.6 %, with these in 64.5 %.
INTENT_WEIGHT = 1.0  # what full confidence in the intent adds to a passage's log odds
FACET_WEIGHT = 2.0  # what a named facet adds, among the passages of the best hit's topic
NAMED_WEIGHT = 0.7  # what it adds that the question names a passage's topic and no other
# The same after an answer, on 1,116 held-out exchanges: the right passage first in 87.8 %, without these in 86.2 %.
AFTER_INTENT_WEIGHT = 1.6
EXAMPLE_WEIGHT = 4.0  # that a turn names the place of a passage such as `voorbeeld_utrecht`
FOLLOWS_WEIGHT = 1.9  # what full confidence that a turn goes on (`vervolg`) adds to the passages of the subject shown last
CLOSE = 0.04  # two subjects whose log odds differ by less are asked back
# Log odds by which the second passage may lie below the first and still be shown beside it, without and with a last answer. On 2,648
# exchanges the right one is among them in 96.1 %, and one answer in ten has a second (0.9 after an answer: 95.8 %, one in thirteen).
BESIDE, BESIDE_AFTER = 0.1, 2.0
# Words around the bare name of a topic: "info over moties?" needs no certainty of the search, "is een motie bindend" does.
FILLER = frozenset("""wat is een de het n info informatie over uitleg van wil ik weten meer betekenis hoe zit dat met er iets
    ook en t alweer weer nou eigenlijk precies even nog eens dan eerst zo nu toch die zon voor iets ding""".split())
# A question with one of these words is one for the griffie, whatever else it is about.
OWN_WORLD = re.compile(r"\b(?:gemeente|burger|duo)?(?:raad\w*|fracti\w*|moti\w*|amendement\w*|griffi\w*|wethouder\w*|"
                       r"burgemeester\w*|college|commissie\w*|quorum|spreektijd|coalitie\w*|oppositie\w*|lijsttrekker\w*|"
                       r"interpellatie\w*|raadslid\w*|agendapunt\w*|stem|stemmen|stemming\w*|"
                       r"referendum\w*|handtekening\w*|gemeenten?|zetel\w*|vergader\w*|agenda|notulen|begroting|zwanger\w*|"
                       r"geheime? stuk\w*)\b", re.IGNORECASE)
VERY_FAR = 0.02  # below this score it is of another world, whatever its intent
SURE_OF_FAR, FAR_AND_SURE = 0.9, 0.3  # or below this one, when it is surely no question for a councillor's bot
FAR = 0.08  # below this score of its best hit a question is of another world


@dataclass(frozen=True)
class Choice:
    """The passage that answers, and how sure the choice is (0..1); no passage when nothing is sure enough.

    second: the one that is about as likely, to show beside it.
    """

    passage: Passage | None
    confidence: float
    second: Passage | None = None


def log_odds(score: float) -> float:
    """Log odds of a score in 0..1, bounded so that no single look decides alone."""
    bounded = min(max(score, 0.002), 0.998)
    return math.log(bounded / (1 - bounded))


def weigh(turn: Turn, hits: Sequence[Hit]) -> list[tuple[float, Passage]]:
    """The hits with intent and facet weighed in, best first: the log odds of each."""
    odds = {hit.passage.id: log_odds(hit.score) + INTENT_WEIGHT * (turn.ranking.get(hit.passage.topic, 0.0) - 0.1)
            for hit in hits}
    for hit in hits:
        odds[hit.passage.id] += NAMED_WEIGHT * (turn.named == (hit.passage.topic,))
    facet = turn.entities.get("facet")
    if facet and hits:
        # "Wat is een werkgeverscommissie" must not lift the `wat` of every topic: the topic is chosen first.
        topic = max(hits, key=lambda hit: odds[hit.passage.id]).passage.topic
        for hit in hits:
            if (hit.passage.topic, hit.passage.facet) == (topic, facet) and topic in INSTRUMENTS:
                odds[hit.passage.id] += FACET_WEIGHT
    return sorted(((odds[hit.passage.id], hit.passage) for hit in hits), key=lambda pair: -pair[0])


def choose(turn: Turn, hits: Sequence[Hit], answered: bool) -> Choice:
    """The passage for a question, from the hits of the search and the turn's intent.

    answered: whether the search was sure; it decides, save for a word or two that name a topic clearly.
    """
    weighed = weigh(turn, hits)
    if not weighed:
        return Choice(None, 0.0)
    best, passage = weighed[0]
    bare = turn.entities.get("instrument") == passage.topic and FILLER.issuperset(re.findall(r"\w+", turn.rest.lower()))
    found = passage if answered or bare else None
    return Choice(found, 1 / (1 + math.exp(-best)), beside(turn, weighed, BESIDE) if found else None)


def choose_after(turn: Turn, result: Result, last: Passage, answered: bool) -> Choice:
    """The passage that a turn after the `last` one asks for: the search's odds with the turn's intent weighed in.

    answered: whether the search was sure; it decides.
    """
    def odds(hit: Hit) -> float:
        follows = FOLLOWS_WEIGHT * turn.ranking.get("vervolg", 0.0) * (hit.passage.topic == last.topic)
        intent = AFTER_INTENT_WEIGHT * turn.ranking.get(hit.passage.topic, 0.0)
        return math.log(max(hit.score, 1e-12)) + intent + follows + EXAMPLE_WEIGHT * names_place(turn.text, hit.passage)

    if not result.hits:
        return Choice(None, 0.0)
    if not answered:
        return Choice(None, result.hits[0].score)
    weighed = sorted(((odds(hit), hit.passage) for hit in result.hits), key=lambda pair: -pair[0])
    return Choice(weighed[0][1], result.hits[0].score, beside(turn, weighed, BESIDE_AFTER))


def beside(turn: Turn, weighed: Sequence[tuple[float, Passage]], most: float) -> Passage | None:
    """The second passage when it lies less than `most` log odds below the first, and not in a subject that the turn leaves
    out by naming the first one's."""
    if len(weighed) < 2 or weighed[0][0] - weighed[1][0] >= most:
        return None
    first, second = weighed[0][1], weighed[1][1]
    return None if first.topic in turn.named and second.topic not in turn.named else second


def names_place(said: str, passage: Passage) -> bool:
    """Whether a turn names the place whose example a passage is: "hoe doen ze dat in utrecht"."""
    place = passage.facet.removeprefix("voorbeeld_").split("_") if passage.facet.startswith("voorbeeld_") else []
    return bool(place) and set(place) <= set(words(said))


def is_far(turn: Turn, hits: Sequence[Hit]) -> bool:
    """Whether an unanswered question is of another world, rather than one for the griffie."""
    if OWN_WORLD.search(turn.text):
        return False
    if turn.intent == "buiten_bereik":
        return not hits or hits[0].score < (FAR if turn.confidence < SURE_OF_FAR else FAR_AND_SURE)
    return turn.intent not in TOPICS and bool(hits) and hits[0].score < VERY_FAR


def doubtful(turn: Turn, hits: Sequence[Hit], last: Passage | None = None) -> tuple[Passage, ...]:
    """Two passages of two subjects that are about as likely, when the question names neither; else none.

    After a `last` passage the hits are weighed already, and a question that may be about its subject is.
    """
    if turn.named or (last and hits and hits[0].passage.topic == last.topic):
        return ()
    weighed = [(log_odds(hit.score), hit.passage) for hit in hits] if last else weigh(turn, hits)
    other = next((pair for pair in weighed[1:] if pair[1].topic != weighed[0][1].topic), None) if weighed else None
    if other is None or weighed[0][0] - other[0] > CLOSE:
        return ()
    return weighed[0][1], other[1]


def named_part(turn: Turn, of_topic: Sequence[Passage]) -> Passage | None:
    """The part of a subject that a turn names, when it says nothing else; else None."""
    facet = facet_of(turn)
    return next((p for p in of_topic if facet and p.facet == facet), None) if EMPTY.issuperset(words(turn.text)) else None


def following(shown: Passage, of_topic: Sequence[Passage]) -> Passage:
    """The passage after the `shown` one in its subject, round and round."""
    order = [p.id for p in of_topic]
    return of_topic[(order.index(shown.id) + 1) % len(order)] if shown.id in order else of_topic[0]


def same_part(topic: Sequence[Passage], facet: str) -> Passage | None:
    """The passage of another subject that holds the same part, else its first."""
    return next((p for p in topic if p.facet == facet), next(iter(topic), None))
