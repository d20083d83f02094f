"""Everything that reads what a user typed takes any text: it raises nothing, and is done with the longest in no time."""

import time
from functools import partial
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from actions import (
    amount_rules,
    draft_changes_rules,
    draft_labels_rules,
    draft_lines_rules,
    draft_moment_rules,
    draft_reading,
    draft_text_rules,
    dutch_hours,
    dutch_numbers,
    eerste_contact_rules,
    explain,
    gemeente_rules,
    mag_dit_rules,
    rondleiding_rules,
    tijdsbesteding_invullen,
    tijdsbesteding_invullen_rules,
    tijdsbesteding_reading_rules,
    tijdsbesteding_words,
    toelagen_rules,
    vergoeding_claim_rules,
    vergoeding_rules,
    vergoeding_years_rules,
    welk_instrument_facts_rules,
    welk_instrument_rules,
    wording,
)
from actions.draft_docx import docx_of
from actions.draft_docx import plain as for_xml
from actions.draft_parts_rules import MOTIE, VRAGEN, Kind
from actions.draft_text_rules import Block, Shape
from actions.files import ENDINGS, LONGEST_NAME, PLAIN, folder_of, safe_name
from bot.channels import markup, pieces
from knowledge import cues
from tests.fuzz_texts import LONGEST, PUMPS

quick = settings(max_examples=60, deadline=None, database=None)
LIMIT = 1.0  # seconds of processor time for one reader on the longest text
POINTS = next(part for part in MOTIE.parts if part.kind is Kind.POINTS)
READERS = {
    "amounts": amount_rules.read_amounts, "rough": amount_rules.is_rough, "yearly": amount_rules.is_yearly,
    "change": partial(draft_changes_rules.change_in, instrument=MOTIE),
    "change midway": partial(draft_changes_rules.change_midway, instrument=VRAGEN),
    "labels": partial(draft_labels_rules.labelled, instrument=MOTIE), "skips": draft_labels_rules.skips,
    "subject": partial(draft_labels_rules.subject_in, instrument=VRAGEN),
    "points": partial(draft_lines_rules.points_of, part=POINTS), "moment": draft_moment_rules.names_a_moment,
    "meeting": draft_moment_rules.meeting_in, "fixed": draft_moment_rules.is_fixed, "text": draft_reading.read_text,
    "agreement": draft_reading.read_agreement, "read moment": draft_reading.read_moment, "in short": draft_text_rules.in_short,
    "part": partial(draft_reading.read_part, part=POINTS), "read points": partial(draft_reading.read_points, part=POINTS),
    "hours": dutch_hours.read_hours, "hour words": dutch_hours.words_of, "numbers": dutch_numbers.numbers_in,
    "inhabitants": dutch_numbers.read_inhabitants, "way": eerste_contact_rules.asked_way,
    "contact": eerste_contact_rules.wants_contact, "example": explain.example_in, "core": explain.core_of,
    "place": gemeente_rules.place_in, "unknown place": gemeente_rules.unknown_place, "spending": mag_dit_rules.read_spending,
    "expense": mag_dit_rules.expense_in, "asks spending": mag_dit_rules.asks_spending, "move": rondleiding_rules.read_move,
    "ready": tijdsbesteding_invullen.read_ready, "questions": tijdsbesteding_invullen_rules.questions_in,
    "message of hours": tijdsbesteding_reading_rules.read_message, "activities": tijdsbesteding_words.items_of,
    "functions": toelagen_rules.functions_in, "extra": toelagen_rules.asks_extra, "members": toelagen_rules.members_in,
    "claim": vergoeding_claim_rules.claim_in, "municipality": vergoeding_rules.find_municipality,
    "years": partial(vergoeding_years_rules.asked_years, this_year=2026), "facts": welk_instrument_facts_rules.read_facts,
    "seen": wording.seen, "cues": cues.read_cues, "opening": cues.without_opening,
    "wish": partial(welk_instrument_rules.heard, asked=None, known=welk_instrument_facts_rules.read_facts("")),
}
TEXTS = st.text(max_size=300) | st.lists(st.sampled_from(PUMPS) | st.text(max_size=8), max_size=40).map("".join)


@pytest.mark.parametrize("name", READERS)
@quick
@given(text=TEXTS)
def test_a_reader_takes_any_text(name, text):
    READERS[name](text)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_is_done_with_the_longest_text_in_no_time(name):
    slow = []
    for piece in ("a", "1", "1 ", "1.000.", "en dat ", "tussen 1 en ", "€ 1,", "ik ", "[a](", "1,5 ", "een en ", "motie "):
        taken = processor_time(name, piece)
        taken = min(taken, processor_time(name, piece)) if taken > LIMIT else taken  # once more: a busy machine is slow by chance
        slow += [(piece, round(taken, 2))] if taken > LIMIT else []
    assert slow == []


def processor_time(name, piece):
    """Seconds that a reader takes for the longest text made of `piece`."""
    begun = time.process_time()
    READERS[name]((piece * LONGEST)[:LONGEST - 1] + "x")
    return time.process_time() - begun


@pytest.mark.parametrize("digits", [7, 400, 5000])
def test_more_digits_than_any_number_has_are_no_hours(digits):
    assert dutch_hours.read_hours("1" * digits) is None
    assert dutch_hours.read_hours("1," + "5" * digits + " uur") is None or digits == 7


# ---------------------------------------------------------------- names of files, and Word documents

@quick
@given(st.text(max_size=300), st.sampled_from(sorted(ENDINGS)))
def test_any_name_becomes_one_that_any_disk_takes(stem, ending):
    name = safe_name(f"{stem}.{ending}")
    assert len(name) <= LONGEST_NAME
    assert name.isascii() and name.endswith(f".{ending}") and not set(name) & set("/\\:*?\"<>| \x00")
    assert not name.startswith((".", "-"))


@quick
@given(st.text(max_size=200))
def test_any_conversation_has_a_folder_of_its_own_in_the_folder_of_files(conversation):
    folder = folder_of(conversation)
    assert PLAIN.fullmatch(folder)
    assert folder == conversation or len(folder) == 64


@quick
@given(st.text(max_size=400), st.lists(st.text(max_size=80), max_size=4))
def test_any_text_becomes_a_word_document_that_opens(text, points):
    blocks = (Block(Shape.TITLE, text), Block(Shape.TEXT, text), Block(Shape.POINTS, "", tuple(points)))
    read = Document(BytesIO(docx_of(blocks, text)))
    lines = "".join(paragraph.text for paragraph in read.paragraphs)
    assert lines.split() == (for_xml(text) * 2 + "".join(map(for_xml, points))).split()


# ---------------------------------------------------------------- a message of the bot, as Telegram and Slack get it

@quick
@given(st.text(max_size=400) | TEXTS, st.integers(20, 200))
def test_a_cut_message_fits_and_loses_no_word(text, limit):
    lines = markup.read(text)
    cut = pieces.cut(lines, limit)
    for piece in cut:
        assert pieces.width("\n".join(line.mark + line.text for line in piece)) <= limit
    whole = "".join(line.text for line in lines)
    assert "".join("".join(line.text for line in piece) for piece in cut).split() == whole.split() or not cut and not whole.strip()


@quick
@given(TEXTS)
def test_markup_shows_every_word_that_is_no_mark(text):
    seen = "".join(line.mark + line.text for line in markup.read(text))
    assert [c for c in text if c.isalpha() and c not in "€"] == [c for c in seen if c.isalpha()] or "](" in text
