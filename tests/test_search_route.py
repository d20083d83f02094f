"""The action server's search: the same passages as the bot finds, as the command line shows them."""

import pytest

from actions import search
from knowledge import Hit, Result
from tests.toy import passage


class Library:
    """Remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def search(self, question, top_k=5):
        self.asked.append((question, top_k))
        return Result(question, True, (Hit(passage("motie/wat", "Een motie is een uitspraak."), 0.75),))


@pytest.fixture
def library(monkeypatch):
    library = Library()
    monkeypatch.setattr(search, "sources", lambda: library)
    return library


def test_hits_are_those_of_the_command_line(library):
    result = search.found("wat is een motie?")
    assert result["answered"] is True
    assert [(hit["passage"], hit["score"], hit["text"]) for hit in result["hits"]] == [
        ("motie/wat", 0.75, "Een motie is een uitspraak.")]


@pytest.mark.parametrize(("typed", "searched"), [("  motie \n", "motie"), ("a" * 300, "a" * 300), ("a" * 301, "a" * 300)])
def test_a_question_is_cut_at_its_limit(library, typed, searched):
    search.found(typed)
    assert library.asked == [(searched, search.MOST)]
