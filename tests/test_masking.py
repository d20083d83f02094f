"""Numbers of persons in a log line: every one of them goes, and every figure of the council stays."""

import logging
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import discreet
from journal.masking import is_bsn, is_iban, kinds, mask

WORDS = st.text("abcdefghijklmnop éë.,:;()?!\n", max_size=40).map(lambda words: f"{words} ")
AFTER = st.sampled_from(["", " ", ".", ",", "?", "!", ")", " is van mij", "\n", ": nee", "; en"])
FIGURES = [
    "€ 1.987,30", "€ 123456782", "123456782 euro", "€ 123.456.782", "123456782 inwoners", "EUR 111222333", "73.000 inwoners",
    "in 2020 en 2024-2028", "artikel 155 lid 2", "artikel 25, 86, 87 en 89 Gemeentewet", "BWBR0005416", "17.893.000", "0,5 %",
    "01-02-2024 15:30", "06-02-2024 15:30:10", "2024-06-02T15:30:10.123+00:00", "06.02.2024 om 15 uur 30", "09:30", "1234 AB",
    "klasse 6", "127.0.0.1:5055", "0.0.0.0", "7d4fd78", "0612345678abcdef0123456789abcdef", "1732819200.123456", "123456789",
    "rasa 3.6.21", "1.987,30 en 223,50", "10 + 15", "28 uur", "0800", "112", "€0612345678,00", "NL", "nl02 motie over de school",
    "Staatsblad 2023, 112", "dossier 36 410 VII, nr. 12", "2020 2021 2022 2023", "-100123456789",
]


def bsn_of(start):
    """The first nine digits from `start` on that pass the elfproef."""
    return next(f"{n:09d}" for n in range(start, start + 100) if is_bsn(f"{n:09d}"))


def iban_of(country, rest):
    """An IBAN with the right check digits."""
    check = 98 - int("".join(str(int(c, 36)) for c in f"{rest}{country}00")) % 97
    return f"{country}{check:02d}{rest}"


BSNS = st.integers(10_000_000, 999_999_000).map(bsn_of)
DUTCH = st.tuples(st.sampled_from(["ABNA", "RABO", "INGB", "TRIO"]), st.integers(0, 9_999_999_999)).map(
    lambda parts: iban_of("NL", f"{parts[0]}{parts[1]:010d}"))
FOREIGN = st.integers(0, 10**18 - 1).map(lambda n: iban_of("DE", f"{n:018d}"))
IBANS = st.tuples(DUTCH | FOREIGN, st.sampled_from(["", " ", "."]), st.booleans()).map(
    lambda made: (made[1].join(made[0][at:at + 4] for at in range(0, len(made[0]), 4))).lower() if made[2] else
    made[1].join(made[0][at:at + 4] for at in range(0, len(made[0]), 4)))
NUMBERS = st.integers(0, 99_999_999).map(lambda n: f"{n:08d}")
PHONES = st.tuples(NUMBERS, st.sampled_from([
    "06{0}", "06-{0}", "06 - {0}", "06 {1} {2} {3} {4}", "06-{1}{2}{3}{4}", "+316{0}", "+31 6 {0}", "+31 (0)6 {0}", "00316{0}",
    "0031 6 {0}", "01{0}", "(010) 4{5}", "038-4{6}", "0492-5{7}", "0492 5{7}", "+32 4{0}", "06.{1}.{2}.{3}.{4}"])).map(
    lambda made: made[1].format(made[0], made[0][:2], made[0][2:4], made[0][4:6], made[0][6:], made[0][:6], made[0][:6],
                                made[0][:5]))
EMAILS = st.tuples(st.text("abcxyz.0_+-", min_size=1, max_size=20),
                   st.sampled_from(["raad.nl", "gemeente-x.example", "a.b.co"])).map("@".join)


@given(WORDS, BSNS, AFTER)
def test_a_bsn_is_masked(before, bsn, after):
    assert bsn not in mask(before + bsn + after)


@given(WORDS, IBANS, AFTER)
def test_an_iban_is_masked_however_it_is_written(before, iban, after):
    assert iban not in mask(before + iban + after)


@given(WORDS, PHONES, AFTER)
def test_a_phone_number_is_masked_however_it_is_written(before, phone, after):
    assert phone not in mask(before + phone + after)


@given(WORDS, EMAILS, AFTER)
def test_an_address_is_masked(before, email, after):
    assert email not in mask(before + email + after)


@given(st.integers(100_000_000, 999_999_999))
def test_nine_digits_that_fail_the_elfproef_stay(number):
    assert (mask(f"zaak {number}") == f"zaak {number}") is not is_bsn(str(number))


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_stays(figure):
    assert mask(f"Het is {figure} volgens de brochure.") == f"Het is {figure} volgens de brochure."


@given(st.decimals(0, 10**9, places=2), st.integers(1900, 2099), st.integers(1, 300), st.integers(1, 18_000_000))
def test_amounts_years_articles_and_inhabitants_stay(amount, year, article, inhabitants):
    dutch = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    told = f"In {year} was het € {dutch} (artikel {article}) bij {inhabitants:,} inwoners.".replace(",", ".")
    assert mask(told) == told


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing_more(text):
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(("text", "masked"), [
    ("bel 06-12345678 of mail jan@raad.nl", "bel [telefoon] of mail [e-mail]"),
    ("NL91 ABNA 0417 1643 00 is mijn rekening", "[iban] is mijn rekening"), ("mijn bsn is 123456782.", "mijn bsn is [bsn]."),
    ("BSN: 1234 56 789", "BSN: [bsn]"), ("burgerservicenummer 12345678", "burgerservicenummer [bsn]"),
    ('{"text": "0612345678"}', '{"text": "[telefoon]"}'), ("text='123456782' next", "text='[bsn]' next"),
    ("NL91ABNA0417164301", "NL91ABNA0417164301"), ("NL912ABNA0417164300", "NL912ABNA0417164300"),
])
def test_what_stands_around_a_number_stays(text, masked):
    assert mask(text) == masked


def test_the_kinds_in_a_text():
    assert kinds("NL91ABNA0417164300, 06-12345678, bsn 123456782, a@b.nl") == {"iban", "phone", "bsn", "email"}
    assert kinds("€ 1.987,30 in 2026 [e-mail]") == set()


@pytest.mark.parametrize(("digits", "valid"), [("123456782", True), ("111222333", True), ("123456789", False),
                                               ("000000000", False)])
def test_the_elfproef(digits, valid):
    assert is_bsn(digits) is valid


@pytest.mark.parametrize(("compact", "valid"), [("NL91ABNA0417164300", True), ("DE89370400440532013000", True),
                                                ("BE68539007547034", True), ("NL91ABNA0417164301", False)])
def test_modulo_97(compact, valid):
    assert is_iban(compact) is valid


@pytest.mark.parametrize("piece", ["a", "0", "1 ", "06 ", "nl00 ", "NL91", "a@", "a.", "+31 ", "bsn ", "@a.", "0-"])
def test_no_text_takes_long(piece):
    started = time.perf_counter()
    mask(piece * (12_000 // len(piece)))
    assert time.perf_counter() - started < 1


@pytest.fixture
def installed():
    before = logging.getLogRecordFactory()
    yield discreet.install()
    logging.setLogRecordFactory(before)


def test_a_log_line_of_anyone_is_masked_with_its_values_and_its_trace(installed, caplog):
    try:
        raise ValueError("bel 06-12345678")
    except ValueError:
        logging.getLogger("elders").exception("Zei %s: %s", "jan@raad.nl", {"text": "bsn 123456782"})
    assert caplog.records[-1].getMessage() == "Zei [e-mail]: {'text': 'bsn [bsn]'}"
    assert "ValueError: bel [telefoon]" in caplog.text and "06-12345678" not in caplog.text


def test_a_line_without_a_number_stays_as_it_is(installed, caplog):
    logging.getLogger("elders").error("klasse %d: %s", 6, "€ 1.987,30")
    assert (caplog.records[-1].msg, caplog.records[-1].args) == ("klasse %d: %s", (6, "€ 1.987,30"))
