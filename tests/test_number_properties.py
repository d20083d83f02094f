"""Numbers and amounts as properties: however a number is written it is read, and what counts something else never is."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.amount_rules import read_amounts
from actions.dutch_numbers import LARGEST, SMALLEST, TENS, UNITS, read_inhabitants, spell
from actions.vergoeding_rules import UPPER, class_of, euros

quick = settings(max_examples=150, deadline=None, database=None)
YEARS = st.integers(1900, 2100)
INHABITANTS = st.integers(SMALLEST, LARGEST).filter(lambda n: not 1900 <= n <= 2100)  # four bare digits may be a year
AMOUNTS = st.decimals(min_value=50, max_value=99_999, places=2, allow_nan=False, allow_infinity=False)
ONES = {value: word for word, value in UNITS.items()}
ROUND = {value: word for word, value in TENS.items()}
AROUND = st.sampled_from(["{}", "{} inwoners", "ongeveer {} mensen", "we hebben {} inwoners",
                          "het zijn er {}", "gemeente van {} zielen"])
NO_COUNT = st.sampled_from(["{} euro", "€ {}", "€{}", "{},-", "{} zetels", "{}%", "{} procent", "{} per maand", "{} bruto",
                            "{} eur", "{} stemmen", "{} huishoudens", "{},00"])


def in_words(number: int) -> str:
    """A whole number below two million as one Dutch word."""
    for scale, name in ((1_000_000, "miljoen"), (1000, "duizend"), (100, "honderd")):
        if number >= scale:
            count, rest = divmod(number, scale)
            head = "" if count == 1 and scale < 1_000_000 else in_words(count)
            return head + name + (in_words(rest) if rest else "")
    if number < 20:
        return ONES[number]
    one = number % 10
    joined = {2: "tweeën", 3: "drieën"}.get(one, ONES[one] + "en") if one else ""
    return joined + ROUND[number - one]


@quick
@given(INHABITANTS, AROUND, st.sampled_from([str, spell, lambda n: f"{n:,}", lambda n: f"{n:,}".replace(",", " ")]))
def test_a_number_of_inhabitants_is_read_however_it_is_written(number, around, write):
    assert read_inhabitants(around.format(write(number))).value == number


@quick
@given(st.integers(1, 1500), st.sampled_from(["{}k", "{} duizend", "{}duizend", "{} dzd"]))
def test_thousands(thousands, write):
    assert read_inhabitants(write.format(thousands)).value == (thousands * 1000 if thousands * 1000 >= SMALLEST else None)


@quick
@given(INHABITANTS)
def test_a_number_in_words_is_read(number):
    assert read_inhabitants(in_words(number)).value == number


@quick
@given(st.integers(900, 999_999), NO_COUNT, st.booleans(), st.booleans())
def test_what_counts_something_else_never_becomes_inhabitants(number, write, dotted, bare):
    text = write.format(spell(number) if dotted else number)
    assert read_inhabitants(text, bare).value is None
    assert read_inhabitants(f"ik zag {text} staan", bare).value is None


@quick
@given(YEARS, st.sampled_from(["{}", "in {}", "sinds {}", "vanaf januari {}", "de verkiezingen van {}", "raadsperiode {}"]),
    st.booleans())
def test_a_year_never_becomes_inhabitants(year, around, bare):
    assert read_inhabitants(around.format(year), bare).value is None


@quick
@given(st.integers(10_000_000, 99_999_999),
    st.sampled_from(["06{}", "06-{}", "06 {}", "+31 6 {}", "+316{}", "0031 6{}", "bel 06-{}"]))
def test_a_phone_number_never_becomes_inhabitants(number, write):
    assert read_inhabitants(write.format(number)).value is None
    spaced = " ".join(str(number)[at:at + 2] for at in range(0, 8, 2))
    assert read_inhabitants(write.format(spaced)).value is None


@quick
@given(st.integers(1000, 9999), st.sampled_from("AB CD PK XZ LM".split()),
    st.sampled_from(["{} {}", "{}{}", "postcode {} {}, Zwolle"]))
def test_a_postcode_never_becomes_inhabitants(number, letters, write):
    assert read_inhabitants(write.format(number, letters)).value is None


@quick
@given(st.integers(900, 9999).filter(lambda n: not 1900 <= n <= 2100),
    st.sampled_from(["ik krijg toch {} in Zwolle", "wij krijgen {} per maand",
                     "mijn vergoeding is {}", "ik verdien {}"]))
def test_what_somebody_gets_is_money_without_a_sign_too(number, write):
    assert read_inhabitants(write.format(number)).value is None
    assert read_amounts(write.format(number)) == [Decimal(number)]


@quick
@given(st.text(max_size=60), st.booleans())
def test_any_text_gives_inhabitants_within_the_bounds_or_a_reason(text, bare):
    reading = read_inhabitants(text, bare)
    assert reading.problem in ("none", "negative", "zero", "small", "large", "several", "other_kind")
    assert reading.value is None or reading.problem == "small" or SMALLEST <= reading.value <= LARGEST


@quick
@given(st.text(alphabet="0123456789.,-€k %eurozn '", max_size=25))
def test_any_heap_of_digits_is_read_without_an_error(text):
    assert all(amount >= 0 for amount in read_amounts(text))
    reading = read_inhabitants(text)
    assert reading.value is None or reading.value > 0


# ---------------------------------------------------------------- amounts

@quick
@given(AMOUNTS, st.sampled_from(["{}", "ik krijg {} per maand", "klopt {}?", "toch {} in Zwolle"]))
def test_an_amount_is_read_as_dutch_writes_it(amount, around):
    assert read_amounts(around.format(euros(amount))) == [amount]
    assert read_amounts(around.format(f"{euros(amount).removeprefix('€ ')} euro")) == [amount]


@quick
@given(st.integers(50, 99_999), st.sampled_from(["€ {}", "€{}", "{} euro", "{}euro", "EUR {}", "{},-", "{} eur", "€ {},-"]),
    st.booleans())
def test_a_whole_amount_is_read(amount, write, dotted):
    assert read_amounts(write.format(spell(amount) if dotted else amount)) == [Decimal(amount)]


@quick
@given(INHABITANTS, AROUND)
def test_a_number_of_inhabitants_is_no_amount(number, around):
    assert read_amounts(around.format(spell(number))) == []


# ---------------------------------------------------------------- classes

@quick
@given(st.integers(1, 2_000_000))
def test_a_class_holds_from_its_lower_to_its_upper_bound(inhabitants):
    klass = class_of(inhabitants)
    assert inhabitants <= UPPER.get(klass, inhabitants)
    assert klass == 4 or inhabitants > UPPER[klass - 1]


@quick
@given(AMOUNTS)
def test_euros_can_be_read_back(amount):
    assert Decimal(euros(amount).removeprefix("€ ").replace(".", "").replace(",", ".")) == amount
