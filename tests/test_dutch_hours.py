"""Hours as people type them, in minutes; and what must hold for any number of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.dutch_hours import WEEK, read_hours, spell_hours, words_of

calm = settings(deadline=None, database=None)  # a busy machine is no fault


@pytest.mark.parametrize(("typed", "minutes"), [
    ("6", 360), ("6 uur", 360), ("6u", 360), ("1,5", 90), ("1.5", 90), ("anderhalf", 90), ("anderhalf uur", 90),
    ("anderhalve", 90),
    ("half uur", 30), ("een half uur", 30), ("halfuur", 30), ("een halfuurtje", 30), ("90 min", 90), ("90min", 90),
    ("45 minuten", 45), ("2u30", 150), ("2:30", 150), ("2h15", 135), ("2 uur 30", 150), ("2 uur en 30 minuten", 150),
    ("2 uur en een kwartier", 135), ("een uurtje of 3", 180), ("uurtje of drie", 180), ("een uur of vijf", 300),
    ("een minuut of twintig", 20), ("een uur", 60), ("uurtje", 60), ("kwartier", 15), ("drie kwartier", 45),
    ("driekwart uur", 45),
    ("vijf kwartier", 75), ("twee en een half uur", 150), ("tweeënhalf uur", 150), ("drieëneenhalf", 210), ("6½", 390), ("½", 30),
    ("zes", 360), ("twaalf uur", 720), ("drie en twintig uur", 1380), ("één", 60), ("2x3 uur", 360), ("drie keer twee uur", 360),
    ("3 avonden van 2,5 uur", 450), ("niks", 0), ("geen", 0), ("nul uur", 0), ("0", 0), ("ongeveer 4 uur per week", 240),
    ("168", WEEK), ("169", WEEK + 60),
])
def test_an_amount_of_time(typed, minutes):
    assert read_hours(typed) == minutes


@pytest.mark.parametrize("typed", ["", "veel", "een", "u", "geen idee", "een paar uur", "-3", "min 3", "2 vergaderingen",
                                   "3 of 4", "?!"])
def test_no_single_amount_of_time(typed):
    assert read_hours(typed) is None


@pytest.mark.parametrize(("typed", "minutes"), [("1.30", 90), ("1.45", 105), ("1.25", 75), ("1.50", 90), ("1,30", 78),
                                                ("1.3", 78)])
def test_a_point_before_a_quarter_of_the_clock_is_a_time_and_else_a_decimal(typed, minutes):
    assert read_hours(typed) == minutes


@calm
@given(st.integers(0, 168), st.integers(0, 59))
def test_hours_and_minutes_are_read_in_every_way_of_writing_them(hours, minutes):
    for written in (f"{hours}u{minutes:02}", f"{hours}:{minutes:02}", f"{hours} uur en {minutes} minuten",
                    f"{hours}h{minutes:02}", f"{hours} u {minutes} min"):
        assert read_hours(written) == hours * 60 + minutes, written


@calm
@given(st.integers(0, 168 * 60))
def test_minutes_are_read_back(minutes):
    assert read_hours(f"{minutes} min") == minutes


@calm
@given(st.integers(0, 168 * 60).filter(lambda minutes: minutes % 3 == 0))
def test_what_is_spelt_is_read_back(minutes):
    assert read_hours(spell_hours(minutes)) == minutes
    assert read_hours(f"{spell_hours(minutes)} uur") == minutes


@calm
@given(st.integers(0, 167), st.sampled_from([("half", 30), ("halve", 30)]))
def test_a_half_is_added(hours, half):
    assert read_hours(f"{hours} en een {half[0]} uur") == hours * 60 + half[1]


@calm
@given(st.integers(1, 12), st.integers(1, 12))
def test_times_multiply(count, hours):
    assert read_hours(f"{count}x{hours} uur") == count * hours * 60


@calm
@given(st.text(max_size=60))
def test_any_text_is_read_without_fault_and_never_below_zero(text):
    assert (read_hours(text) or 0) >= 0
    assert all(word.typed for word in words_of(text))


@pytest.mark.parametrize(("minutes", "spelt"), [(0, "0"), (30, "0,5"), (90, "1,5"), (100, "1,67"), (600, "10"), (6000, "100")])
def test_minutes_are_spelt_as_hours(minutes, spelt):
    assert spell_hours(minutes) == spelt
