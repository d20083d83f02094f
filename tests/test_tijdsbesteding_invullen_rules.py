"""What a message says of hours, what is kept of it, totals, and the table to keep."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.dutch_hours import WEEK
from actions.tijdsbesteding_invullen_rules import (
    MOST_UNDONE,
    Sheet,
    csv_table,
    is_complete,
    merged,
    minutes_of,
    questions_in,
    rows_of,
    sheet_from,
    signed,
    table_lines,
    total,
    totals,
)
from actions.tijdsbesteding_reading_rules import NOW, REST, WISH, Entry, Problem, read_message
from actions.tijdsbesteding_words import Named
from knowledge.documents import read_edition
from knowledge.facts import activities
from knowledge.settings import Settings

PASSAGE = next(p for p in read_edition(Settings().edition) if p.id == "tijdsbesteding/ideale_situatie")
calm = settings(deadline=None, database=None)  # a busy machine is no fault
SHORT = [activity.short for activity in activities()]


def said(text, last=None):
    """Entries of a message as (activity, part, column, minutes, how), without what is as usual."""
    return [(e.activity, *(x for x in (e.part, e.column) if x), e.minutes, *([e.how] if e.how != "set" else []))
            for e in read_message(text, last).entries]


def kept_after(*texts):
    """What is kept after these messages, each read with the activity that was named before."""
    kept, last = {}, None
    for text in texts:
        reading = read_message(text, last)
        kept, last = merged(kept, reading.entries)[0], reading.last
    return kept


def test_the_activities_are_those_of_the_booklets_table():
    table = [line.removeprefix("- ") for line in PASSAGE.text.splitlines() if line.startswith("- ")]
    assert [activity.name for activity in activities()] == table[1:]


@pytest.mark.parametrize(("text", "entries"), [
    ("vergaderen 6 uur, nu 8 wil 5; lezen 4,5", [("vergaderen", 360), ("vergaderen", NOW, 480), ("vergaderen", WISH, 300),
    ("lezen", 270)]),
    ("anderhalf uur mailen", [("overig", "mailen", 90)]),
    ("media niks", [("media", 0)]),
    ("geen scholing", [("scholing", 0)]),
    ("de rest 0", [(REST, 0)]),
    ("6 uur vergaderen, 4 lezen", [("vergaderen", 360), ("lezen", 240)]),
    ("vergaderen 6 lezen 4", [("vergaderen", 360), ("lezen", 240)]),
    ("social media 2, media 1", [("social media", 120), ("media", 60)]),
    ("raad 3, commissie 4 en fractie 2", [("vergaderen", "raadsvergadering", 180), ("vergaderen", "commissie", 240),
                                         ("vergaderen", "fractie", 120)]),
    ("moties lezen 2 uur", [("lezen", 120)]),
    ("schrijven van moties 3 uur", [("schrijven", 180)]),
    ("Schrijven van moties/amendementen/bijdragen: 2\nIn gesprek met inwoners: 1,5", [("schrijven", 120), ("inwoners", 90)]),
    ("lezen, vergaderen en schrijven elk 2 uur", [("lezen", 120), ("vergaderen", 120), ("schrijven", 120)]),
    ("vergadren 8 en lezn 5", [("vergaderen", 480), ("lezen", 300)]),
    ("lezen ma 2, di 1, wo 3", [("lezen", 120), ("lezen", 60, "add"), ("lezen", 180, "add")]),
    ("nog een half uur inwoners erbij", [("inwoners", 30, "add")]),
    ("vergaderen 6 uur waarvan 2 in commissie, lezen 3", [("vergaderen", 360), ("lezen", 180)]),
    ("moties 2, amendementen 1", [("schrijven", "moties", 120), ("schrijven", "amendementen", 60)]),
    ("vergaderen 6 en half uur", [("vergaderen", 390)]),
    ("ik weet niet hoeveel ik lees, 3 uur ofzo", [("lezen", 180)]),
    ("wat is een motie?", []), ("hoeveel uur is normaal?", []), ("lezen een paar uur", []),
])
def test_activities_and_hours_in_any_order(text, entries):
    assert said(text) == entries


@pytest.mark.parametrize(("text", "entries"), [
    ("vergaderen nu 8 wil 5", [(NOW, 480), (WISH, 300)]), ("vergaderen 8 nu, 5 gewenst", [(NOW, 480), (WISH, 300)]),
    ("vergaderen 8 (nu) 5 (wens)", [(NOW, 480), (WISH, 300)]), ("vergaderen 8/5", [480, (WISH, 300)]),
    ("vergaderen 8 -> 5", [480, (WISH, 300)]), ("ik wil van 8 naar 5 uur vergaderen", [(NOW, 480), (WISH, 300)]),
    ("wens: vergaderen 5", [(WISH, 300)]), ("ik zou willen: vergaderen 5", [(WISH, 300)]),
    ("vergaderen moet 5 worden", [(WISH, 300)]), ("vergaderen moet 5 zijn", [300]),
    ("vergaderen 3, liever terug naar 2", [180, (WISH, 120)]),
    ("ik wil mijn uren invullen: vergaderen 6", [360]),
])
def test_as_it_is_and_as_wished(text, entries):
    assert said(text) == [("vergaderen", *(entry if isinstance(entry, tuple) else (entry,))) for entry in entries]


def test_a_column_holds_for_all_that_follows():
    assert said("nu: lezen 4, vergaderen 6\nwens: lezen 3, vergaderen 5") == [
        ("lezen", NOW, 240), ("vergaderen", NOW, 360), ("lezen", WISH, 180), ("vergaderen", WISH, 300)]


def test_a_bare_number_puts_the_last_activity_right():
    assert said("nee 6", Named("lezen")) == [("lezen", 360)]
    assert read_message("nee 6").problems == (Problem("unknown", "", 360),)


@pytest.mark.parametrize(("text", "kind"), [
    ("lezen -3", "negative"), ("lezen min 3", "negative"), ("lezen 3-4", "range"), ("lezen tussen 3 en 4", "range"),
    ("lezen 3 à 4", "range"),
    ("elke dag 1 uur lezen", "per"), ("1 uur per dag social media", "per"), ("20 uur per maand vergaderen", "per"),
    ("3 avonden vergaderen van 3 uur", "per"), ("lezen 10%", "per"), ("totaal 20 uur", "unknown"),
    ("voetbal 3 uur", "unknown"), ("lezen en vergaderen 4", "no_hours"),
])
def test_what_can_not_be_read_is_said(text, kind):
    assert [problem.kind for problem in read_message(text).problems] == [kind]


def test_what_can_be_read_is_kept_beside_what_can_not():
    reading = read_message("vergaderen 6, voetbal 3", Named("lezen"))
    assert [(e.activity, e.minutes) for e in reading.entries] == [("vergaderen", 360)]
    assert reading.problems == (Problem("unknown", "voetbal", 180),)


def test_a_dash_between_is_no_minus():
    assert said("lezen - 3") == [("lezen", 180)]


def test_parts_add_up_and_the_whole_replaces_them():
    assert minutes_of(kept_after("mailen 1,5 en bellen 1"), "overig", NOW) == 150
    assert minutes_of(kept_after("mailen 1,5 en bellen 1", "mailtjes 1"), "overig", NOW) == 120
    assert minutes_of(kept_after("mailen 1,5 en bellen 1", "overig 3"), "overig", NOW) == 180


def test_a_correction_replaces_and_an_addition_adds():
    assert minutes_of(kept_after("lezen 4", "lezen 5"), "lezen", NOW) == 300
    assert minutes_of(kept_after("lezen 4", "1 uur lezen erbij"), "lezen", NOW) == 300


@pytest.mark.parametrize(("text", "wish"), [("lezen 1 uur minder", 180), ("lezen 1 uur meer", 300), ("lezen hetzelfde", 240)])
def test_a_wish_relative_to_now(text, wish):
    assert minutes_of(kept_after("lezen 4", text), "lezen", WISH) == wish


def test_a_relative_wish_needs_an_hour_to_start_from():
    assert merged({}, read_message("lezen 1 uur minder").entries)[1] == (Problem("no_now", "lezen"),)
    assert merged(kept_after("lezen 1"), read_message("lezen 2 uur minder").entries)[1] == (Problem("negative", "lezen"),)


def test_the_rest_is_what_has_no_hours_yet():
    rows = rows_of(kept_after("lezen 4", "de rest 0"))
    assert [(row.now, row.wish) for row in rows] == [(240, None)] + [(0, None)] * 11
    rows = rows_of(kept_after("lezen nu 4 wil 3, vergaderen 5", "de rest 0"))
    assert [(row.now, row.wish) for row in rows] == [(240, 180), (300, None)] + [(0, 0)] * 10
    rows = rows_of(kept_after("lezen nu 4 wil 3, vergaderen 5", "de rest hetzelfde"))
    assert [(row.now, row.wish) for row in rows] == [(240, 180), (300, 300)] + [(None, None)] * 10
    assert merged({}, read_message("de rest 2").entries) == ({}, (Problem("rest", "", 120),))


@pytest.mark.parametrize(("text", "fits"), [("lezen 168", True), ("lezen 168 uur en 1 minuut", False), 
                                            ("lezen 100, vergaderen 68", True),
                                            ("lezen 100, vergaderen 68,5", False), ("lezen wil 168", True),
                                            ("lezen wil 169", False)])
def test_a_week_has_168_hours(text, fits):
    kept, problems = merged({}, read_message(text).entries)
    assert (bool(kept), [problem.kind for problem in problems]) == (fits, [] if fits else ["week"])


def test_a_message_that_does_not_fit_changes_nothing():
    before = kept_after("lezen 4")
    after, problems = merged(before, read_message("vergaderen 100, schrijven 100").entries)
    assert after == before
    assert problems == (Problem("week", NOW, 204 * 60),)


def test_totals_are_compared_only_when_every_row_has_both():
    complete = kept_after("lezen nu 4 wil 3, vergaderen nu 8 wil 5,5")
    assert totals(complete) == {NOW: 720, WISH: 510, "difference": -210}
    assert totals(kept_after("lezen nu 4 wil 3, vergaderen 8")) == {NOW: 720, WISH: 180}
    assert totals(kept_after("lezen 4")) == {NOW: 240}
    assert totals({}) == {}
    assert is_complete(complete)


def test_lines_show_parts_and_differences():
    kept = kept_after("lezen nu 4 wil 5,5", "mailen 1,5 en bellen 1")
    assert table_lines(kept) == ["- Lezen van stukken: nu 4, wens 5,5", "- Overig: nu 2,5 (mailen 1,5 + bellen 1)"]
    assert table_lines(kept, differences=True)[0] == "- Lezen van stukken: nu 4, wens 5,5, verschil +1,5"
    assert [signed(minutes) for minutes in (-90, 0, 90)] == ["−1,5", "0", "+1,5"]


def test_the_table_opens_in_a_dutch_spreadsheet():
    content = csv_table(kept_after("lezen nu 4,5 wil 3", "media niks"))
    assert content.startswith(b"\xef\xbb\xbfActiviteit;Nu (uur per week);Wens (uur per week);Verschil (uur)\r\n")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["Lezen van stukken", "4,5", "3", "-1,5"]
    assert rows[10] == ["Media", "0", "", ""]
    assert rows[-1] == ["Totaal", "4,5", "3", ""]
    assert len(rows) == 14


def test_a_sheet_survives_its_slot_and_can_be_undone():
    sheet = Sheet().changed(kept_after("lezen 4"), Named("lezen")).changed(kept_after("lezen 5"), Named("lezen"))
    assert sheet_from(sheet.as_slot()) == sheet
    assert sheet.undone().kept == kept_after("lezen 4")
    assert sheet.undone().undone().kept == {}
    assert Sheet().as_slot() is None
    assert sheet_from(None) == Sheet()


def test_only_so_many_changes_can_be_undone():
    sheet = Sheet()
    for hours in range(MOST_UNDONE + 5):
        sheet = sheet.changed(kept_after(f"lezen {hours + 1}"), None)
    assert len(sheet.before) == MOST_UNDONE
    assert sheet.changed(sheet.kept, None).before == sheet.before


def test_the_booklets_questions_are_quoted():
    assert questions_in(PASSAGE.text) == (
        "Wat valt je op als je naar deze tijdsverdeling kijkt?",
        "Op welke punten zie jij een verschil met de huidige manier waarop jij de tijd verdeelt?")
    assert all(asked in PASSAGE.text for asked in questions_in(PASSAGE.text))


HALVES = st.integers(0, 14 * 4).map(lambda quarters: quarters * 15)


@calm
@given(st.dictionaries(st.sampled_from(SHORT), st.tuples(HALVES, HALVES), min_size=1))
def test_the_total_is_the_sum_however_it_was_typed(hours):
    spelt = lambda minutes: f"{minutes / 60:g}".replace(".", ",")
    kept = kept_after("; ".join(f"{name} nu {spelt(now)} wil {spelt(wish)}" for name, (now, wish) in hours.items()))
    if all(sum(pair[at] for pair in hours.values()) <= WEEK for at in (0, 1)):
        assert (total(kept, NOW), total(kept, WISH)) == tuple(sum(pair[at] for pair in hours.values()) for at in (0, 1))
    else:
        assert kept == {}


@calm
@given(st.lists(st.builds(Entry, st.sampled_from([*SHORT, REST]), st.sampled_from(["", "x"]), st.sampled_from(["", NOW, WISH]),
                          st.integers(0, WEEK), st.sampled_from(["set", "add", "more", "less", "same"]))))
def test_no_message_makes_a_week_impossible(entries):
    kept, _ = merged({}, tuple(entries))
    for column in (NOW, WISH):
        assert 0 <= total(kept, column) <= WEEK
        assert all((minutes_of(kept, name, column) or 0) >= 0 for name in SHORT)


@calm
@given(st.text(max_size=80))
def test_any_text_is_read_without_fault(text):
    assert all(entry.minutes >= 0 for entry in read_message(text, Named("lezen")).entries)
