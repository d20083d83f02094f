"""Everyday words for an expense, the budget they mean, and the sentence that decides: verbatim in the edition."""

import pytest

from actions.mag_dit_rules import (
    MAG,
    MAG_NIET,
    VRAAG,
    asks_spending,
    asks_unknown,
    asks_whole,
    fragments,
    judge,
    read_spending,
    spelled,
)
from knowledge.documents import read_edition
from knowledge.facts import Quote, budgets, expenses
from knowledge.settings import Settings

PASSAGES = {passage.id: passage for passage in read_edition(Settings().edition)}
QUOTES: list[Quote] = [
    *(quote for expense in expenses() for ruling in expense.rulings.values() for quote in (*ruling.quotes, *ruling.but)),
    *(budget.purpose for budget in budgets().values())]


@pytest.mark.parametrize("quote", sorted(set(QUOTES), key=lambda q: (q.passage, q.sentence)), ids=lambda q: q.sentence[-40:])
def test_every_quoted_sentence_stands_verbatim_in_its_passage(quote):
    text = PASSAGES[quote.passage].text
    assert [part for part in fragments(quote.sentence) if part not in text] == []


def test_a_quoted_item_is_the_whole_item_of_its_list():
    items = {quote for quote in QUOTES if " … " in quote.sentence}
    assert len(items) == 14
    for quote in items:
        lines = [line.removeprefix("- ").strip() for line in PASSAGES[quote.passage].text.splitlines()]
        assert all(part in lines for part in fragments(quote.sentence)), quote


def test_every_item_of_the_two_lists_of_expenses_is_in_the_table():
    for identity in ("onkostenvergoeding/bedoeld_voor", "onkostenvergoeding/eigen_rekening"):
        items = [line.removeprefix("- ") for line in PASSAGES[identity].text.splitlines() if line.startswith("- ")]
        quoted = {fragments(quote.sentence)[-1] for quote in QUOTES if quote.passage == identity}
        assert sorted(set(items) - quoted) == []


def test_a_verdict_other_than_vraag_always_rests_on_a_sentence():
    bare = [(expense.name, budget) for expense in expenses() for budget, ruling in expense.rulings.items()
            if ruling.verdict != VRAAG and not ruling.quotes]
    assert bare == []
    assert {ruling.verdict for expense in expenses() for ruling in expense.rulings.values()} == {MAG, MAG_NIET, VRAAG}


def test_no_expense_has_the_name_of_a_budget_among_its_words():
    named = {word for budget in budgets().values() for word in budget.words}
    assert [expense.name for expense in expenses() if named & set(expense.words)] == []


@pytest.mark.parametrize(("text", "expense", "verdicts"), [
    ("kan die teamlunch uit ons budget?", "eten", [("fractiebudget", VRAAG)]),
    ("mag ik mn laptop declareren", "apparaten", [("onkosten", VRAAG)]),
    ("cursus debatteren betaalt de fractie?", "cursus", [("fractiebudget", MAG)]),
    ("cursus debatteren uit het opleidingsbudget", "cursus", [("opleiding", MAG)]),
    ("wie betaalt mijn cursus", "cursus", [("opleiding", MAG), ("fractiebudget", MAG)]),
    ("kan ik die cursus declareren", "cursus", [("opleiding", MAG), ("fractiebudget", MAG)]),
    ("collectieve opleiding uit het fractiebudget", "collectieve_opleiding", [("fractiebudget", MAG_NIET)]),
    ("mag het opleidingsbudget naar partijpolitieke scholing", "partijscholing", [("opleiding", MAG_NIET)]),
    ("een cursus van mijn partij uit de opleidingspot", "partijscholing", [("opleiding", MAG_NIET)]),
    ("bos bloemen voor een collega declareren", "attentie", [("onkosten", MAG_NIET)]),
    ("bos bloemen voor een jubilaris declareren", "cadeau", [("onkosten", VRAAG)]),
    ("een cadeau uit het fractiebudget", "cadeau", [("fractiebudget", MAG_NIET)]),
    ("zakelijke gift uit de onkosten", "zakelijke_gift", [("onkosten", MAG)]),
    ("zakelijke gift uit het fractiebudget", "zakelijke_gift", [("fractiebudget", MAG_NIET)]),
    ("gift aan een goed doel van ons potje", "gift", [("fractiebudget", MAG_NIET)]),
    ("ik heb een taart gedeclareerd", "verjaardag", [("onkosten", MAG_NIET)]),
    ("moet ik mijn kapper zelf betalen", "kleding", [("onkosten", MAG_NIET)]),
    ("ik heb mijn woonkamer opgeknapt, mag ik dat declareren", "ontvangst_thuis", [("onkosten", MAG_NIET)]),
    ("krant thuis declareren", "abonnement_thuis", [("onkosten", MAG_NIET)]),
    ("krant declareren", "abonnement", [("onkosten", VRAAG)]),
    ("vakliteratuur uit de onkostenvergoeding", "vakliteratuur", [("onkosten", MAG)]),
    ("fooi declareren", "fooi", [("onkosten", MAG_NIET)]),
    ("printpapier en inkt declareren", "bureaukosten", [("onkosten", MAG)]),
    ("lening uit het fractiegeld", "lening", [("fractiebudget", MAG_NIET)]),
    ("een deel van de fractiegelden naar de partijkas", "betaling_partij", [("fractiebudget", MAG_NIET)]),
    ("verkiezingsavond van het fractiebudget", "verkiezingsbijeenkomst", [("fractiebudget", MAG_NIET)]),
    ("flyers voor de verkiezingen uit fractiebudget", "campagne", [("fractiebudget", VRAAG)]),
    ("fractieassistent van het fractiebudget", "medewerkers", [("fractiebudget", MAG)]),
    ("onze achterban raadplegen met het fractiebudget", "achterban", [("fractiebudget", MAG)]),
    ("MAG DIE BARBECUE VAN HET FRACTIEGELD???", "eten", [("fractiebudget", VRAAG)]),
    ("mag ik een vliegtuig kopen van het fractiebudget", None, [("fractiebudget", VRAAG)]),
    ("fractieassistent hier, mogen we fractiebudget uitgeven aan kerstkadootjes", "cadeau", [("fractiebudget", MAG_NIET)]),
    ("mag een vleigtuig van het fractiebugdet", None, [("fractiebudget", VRAAG)]),
    ("workhsop uit opleidingsbudegt", "cursus", [("opleiding", MAG)]),
    ("barbeceu van het fractiegled", "eten", [("fractiebudget", VRAAG)]),
    ("relatiegeschenkje uit fractiebudgt", "cadeau", [("fractiebudget", MAG_NIET)]),
    ("mag ik een vliegtuig kopen", None, []),
])
def test_what_the_sources_say(text, expense, verdicts):
    asked = read_spending(text)
    assert asked.expense and asked.expense.name == expense if expense else asked.expense is None
    assert [(judged.budget.name, judged.ruling.verdict) for judged in judge(asked)] == verdicts


def test_the_budget_that_was_named_before_counts_when_none_is_named_now():
    assert read_spending("en een borrel?", "fractiebudget").budget.name == "fractiebudget"
    assert read_spending("en een borrel van de onkosten?", "fractiebudget").budget.name == "onkosten"


@pytest.mark.parametrize(("text", "right"), [
    ("fractiebugdet", "fractiebudget"), ("opleidngsbudget", "opleidingsbudget"), ("fracties", "fracties"),
        ("vrijwillig", "vrijwillig"),
    ("ontvang", "ontvang"), ("exursie", "excursie"), ("taatr", "taatr"), ("", ""),
])
def test_only_long_words_are_put_right(text, right):
    assert spelled(text) == right


@pytest.mark.parametrize(("text", "asks"), [
    ("mag ik een taart declareren", True), ("taart uit het fractiebudget", True), ("wie betaalt mijn cursus", True),
    ("kan de raad zelf om een onderzoek vragen", False), ("kan de raad ook een potje maken voor onderzoek", False),
    ("kan ik een onderzoek vergoed krijgen", True), ("mag die zelf kiezen wat ie onderzoekt", False),
    ("onze fractie wil een onderzoek", False), ("training voor raadsleden", False), ("wat is een motie", False),
    ("waar mag het fractiebudget aan op", False),
])
def test_one_expense_or_not(text, asks):
    assert asks_spending(text) is asks


@pytest.mark.parametrize(("text", "unknown"), [
    ("mag mijn nieuwe bril op de onkosten", True), ("kan een vliegtuig uit het fractiebudget", True),
    ("mag een taart op de onkosten", False),
    ("waar mag het fractiebudget aan op", False), ("mag mijn nieuwe bril", False),
    ("kan de raad het fractiebudget verhogen", False), ("mijn nieuwe bril op de onkosten", False),
])
def test_an_expense_that_the_table_does_not_know(text, unknown):
    assert asks_unknown(text) is unknown


@pytest.mark.parametrize(("text", "whole"), [
    ("waar mag het fractiebudget aan op", True), ("hoe hoog is het opleidingsbudget", True),
    ("mag een taart uit het fractiebudget", False),
    ("mag een vliegtuig uit het fractiebudget", False),
])
def test_the_budget_as_a_whole_or_not(text, whole):
    assert asks_whole(text) is whole
