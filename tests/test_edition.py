"""The edition invents nothing and loses nothing of the booklet: compared without white space, hyphens, dashes and quotes.

A text counts as standing in the booklet where it stands there in whole words; its last full stop or colon may differ
(the booklet ends some list introductions with one, the edition with the other). Nothing else is forgiven.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import knowledge
from actions.turn import TOPICS
from knowledge.documents import read_document, read_front_matter

ROOT = Path(knowledge.__file__).parent
DOCUMENTS = sorted((ROOT / "edition").glob("*.md"))
NOTES = yaml.safe_load((ROOT / "edition" / "notes.yml").read_text(encoding="utf-8"))
INSTRUMENTS = ("raadsonderzoek", "interpellatie", "vragen", "initiatiefrecht", "budgetrecht", "amendement", "motie")
IGNORED = re.compile(r"[\s\u00ad\-–\"“”‘’]")
MARKER = re.compile(r"#+ |[-*] |\d+\. |\|")


def squeeze(text: str) -> str:
    """`text` in lower case without white space, hyphens, dashes and quotes."""
    return IGNORED.sub("", text.lower())


class Booklet:
    """The raw text, and which of its characters have been found back."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.places = [at for at, character in enumerate(raw) if not IGNORED.match(character)]
        self.squeezed = squeeze(raw)
        self.covered: set[int] = set()

    def holds(self, text: str, glued: bool = False) -> bool:
        """Whether `text` stands in the booklet, in whole words unless headings are `glued`; marks every place as covered."""
        wanted, found = squeeze(text).rstrip(".:…"), False
        for match in re.finditer(f"(?={re.escape(wanted)})", self.squeezed):
            start, end = self.places[match.start()], self.places[match.start() + len(wanted) - 1] + 1
            if glued or not (self._inside_word(start) or self._inside_word(end)):
                self.covered.update(range(start, end))
                found = True
        return found

    def _inside_word(self, at: int) -> bool:
        return 0 < at < len(self.raw) and self.raw[at - 1].isalnum() and self.raw[at].isalnum()

    def words(self) -> list[tuple[str, bool]]:
        """Each word that has a letter or digit, and whether all its letters and digits are covered."""
        spans = [match.span() for match in re.finditer(r"\S+", self.raw)]
        return [(self.raw[a:b], all(at in self.covered for at in range(a, b) if self.raw[at].isalnum()))
                for a, b in spans if any(character.isalnum() for character in self.raw[a:b])]


def open_booklet() -> Booklet:
    return Booklet((ROOT / "source" / "brochure-2020.txt").read_text(encoding="utf-8"))


def blocks(body: str) -> Iterator[tuple[str, bool]]:
    """Headings, paragraphs, list items and table cells of a document, and whether each is a heading."""
    paragraph: list[str] = []
    for line in [*map(str.strip, body.splitlines()), ""]:
        marker = MARKER.match(line)
        if paragraph and (marker or not line):
            yield " ".join(paragraph), False
            paragraph = []
        if line.startswith("|"):
            yield from ((cell.strip(), False) for cell in line.split("|") if re.search(r"\w", cell))
        elif line.startswith("#"):
            yield re.sub(r"^#+ |\s*\{#\w+\}$", "", line), True
        elif line:
            paragraph.append(line[marker.end():] if marker else line)


def sentences(block: str) -> list[str]:
    return re.split(r"(?<=[.!?:;])\s+", block)


def strange_sentences(booklet: Booklet, body: str) -> list[str]:
    """Sentences, headings and cells of `body` that the booklet does not hold."""
    joined = {squeeze(" ".join(parts)) for parts in NOTES["joined"]}
    return [sentence for block, heading in blocks(body) if not booklet.holds(block, glued=heading)
            for sentence in sentences(block) if squeeze(sentence) not in joined and not booklet.holds(sentence)]


@pytest.fixture(scope="module")
def booklet():
    return open_booklet()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_sentence_stands_in_the_booklet(booklet, path):
    strange = strange_sentences(booklet, read_front_matter(path)[1])
    assert not strange, "not in the booklet:\n" + "\n".join(strange)


@pytest.mark.parametrize("sentence", [
    "Een motie is een uitspraak van het college.",  # one word changed
    "otie is een uitspraak van de raad",  # starts within a word
    "Raadwijzer kent alle moties.",
])
def test_an_invented_sentence_is_found_out(booklet, sentence):
    assert strange_sentences(booklet, f"## Wat is het? {{#wat}}\n\n{sentence}") == [sentence]


@pytest.mark.parametrize("parts", NOTES["joined"], ids=lambda parts: parts[0][:30])
def test_the_parts_of_a_joined_sentence_stand_in_the_booklet(booklet, parts):
    assert [part for part in parts if not booklet.holds(part)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_links_stand_in_the_booklet_and_their_words_in_their_section(booklet, path):
    links = read_front_matter(path)[0].get("links") or []
    sections = {passage.facet: squeeze(passage.text + passage.heading) for passage in read_document(path)}
    assert [link["url"] for link in links if not booklet.holds(link["url"])] == []
    assert [link["text"] for link in links if squeeze(link["text"]) not in sections.get(link["in"], "")] == []


@pytest.mark.parametrize("note", NOTES["left_out"], ids=lambda note: note["text"][:30])
def test_what_was_left_out_stands_in_the_booklet_and_has_a_reason(booklet, note):
    assert booklet.holds(note["text"]), note["text"]
    assert len(note["why"].split()) >= 3, note


@pytest.fixture(scope="module")
def whole():
    """The booklet with everything marked that the edition holds."""
    booklet = open_booklet()
    for path in DOCUMENTS:
        meta, body = read_front_matter(path)
        strange_sentences(booklet, body)
        for text in [link["url"] for link in meta.get("links") or []]:
            booklet.holds(text)
    for text in [part for parts in NOTES["joined"] for part in parts]:
        booklet.holds(text)
    return booklet


def lost_words(booklet: Booklet) -> list[str]:
    return [word for word, covered in booklet.words() if not covered]


def test_little_was_left_out_and_nothing_else_is_lost(whole):
    words, left_out = len(whole.words()), len(lost_words(whole))
    assert words > 6700
    assert left_out / words < 0.05
    for note in NOTES["left_out"]:
        whole.holds(note["text"])
    lost = lost_words(whole)  # the house asks for 99 % at least; today it is every word
    assert not lost, "in the booklet, but neither in the edition nor in left_out: " + " ".join(lost)


def test_every_topic_has_a_document():
    assert {path.stem for path in DOCUMENTS} == TOPICS
    assert {read_front_matter(path)[0]["topic"] for path in DOCUMENTS} == TOPICS
    assert len(TOPICS) == 32


@pytest.mark.parametrize("topic", INSTRUMENTS)
def test_an_instrument_has_its_three_facets(topic):
    passages = read_document(ROOT / "edition" / f"{topic}.md")
    assert [passage.facet for passage in passages] == ["wat", "hoe", "wanneer"]


def test_every_section_has_text_and_every_heading_a_facet():
    for path in DOCUMENTS:
        passages = read_document(path)
        assert all(passage.text for passage in passages), path
        assert len(passages) == read_front_matter(path)[1].count("\n## "), path


def test_the_allowance_table_has_its_six_amounts():
    table = next(p.text for p in read_document(ROOT / "edition" / "vergoeding.md") if p.facet == "maandelijkse_vergoeding")
    rows = [tuple(line[2:].split(" – ")) for line in table.splitlines() if "€" in line]
    assert [(row[0], row[-1]) for row in rows] == [
        ("1-4", "€ 1.018,29"), ("5", "€ 1.324,40"), ("6", "€ 1.549,75"),
        ("7", "€ 1.759,46"), ("8", "€ 2.049,73"), ("9", "€ 2.495,45"),
    ]
