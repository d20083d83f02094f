"""Numbers as people type them: what is read, and what is refused and why."""

import pytest

from actions.dutch_numbers import read_inhabitants, spell, word_value


@pytest.mark.parametrize(("text", "value"), [
    ("73000", 73_000), ("73.000", 73_000), ("73 000", 73_000), ("73k", 73_000), ("73K inwoners", 73_000),
    ("1.250.000", 1_250_000), ("1,2 miljoen", 1_200_000), ("1.2 miljoen", 1_200_000), ("45,5 duizend", 45_500),
    ("vijfenveertigduizend", 45_000), ("drieënzeventigduizend", 73_000), ("een dikke zestigduizend", 60_000),
    ("zeventig duizend", 70_000), ("tweehonderdvijftigduizend inwoners", 250_000), ("ruim honderdduizend", 100_000),
    ("anderhalf miljoen", 1_500_000), ("half miljoen", 500_000), ("we hebben ongeveer 23.500 mensen", 23_500),
    ("in 2026 hadden we 45.300 inwoners", 45_300), ("twaalfduizend driehonderd", 12_300), ("40.001", 40_001),
    ("ca. 60 duizend", 60_000), ("40000.", 40_000), ("985", 985), ("45,000", 45_000),
    ("1,250,000", 1_250_000), ("45'000", 45_000),
    ("45\u00a0000", 45_000), ("0,045 miljoen", 45_000), ("1.250 miljoen", 1_250_000), ("12 duizend 500", 12_500),
    ("60duizend500", 60_500), ("+/- 45.000", 45_000), ("min of meer 45.000", 45_000), ("min of meer zestigduizend", 60_000),
    ("vijf en veertig duizend", 45_000), ("DRIE EN ZEVENTIGDUIZEND", 73_000), ("elf duizend", 11_000),
    ("een kwart miljoen", 250_000),
    ("driekwart miljoen", 750_000), ("honderd en vijf duizend", 105_000), ("honderdduizend en een", 100_001), ("honderdvijftigduizend en een", 150_001), ("honderdduizend en een beetje", 100_000),
    ("45.123 inwoners (2026)", 45_123), ("45.123 op 01-01-2024", 45_123), ("Zwolle - 134.000 inwoners", 134_000),
    ("31 zetels en 60.000 inwoners", 60_000), ("<b>45.000</b> 🎉", 45_000), ("٤٥٠٠٠", 45_000),
    ("1.500.000", 1_500_000), ("900", 900),
])
def test_reads(text, value):
    reading = read_inhabitants(text)
    assert (reading.value, reading.problem) == (value, "none")


@pytest.mark.parametrize(("text", "problem"), [
    ("-5000", "negative"), ("min 20.000", "negative"), ("0", "zero"), ("nul", "zero"), ("geen idee", "none"), ("", "none"),
    ("veel", "none"), ("2026", "other_kind"), ("€ 45.000", "other_kind"), ("45.000 euro", "other_kind"),
    ("33 zetels", "other_kind"), ("06-12345678", "other_kind"), ("070-373 8393", "other_kind"),
    ("tussen 40.000 en 60.000", "several"), ("17 miljoen", "large"), ("sinds 2024", "other_kind"),
    ("minus vijfduizend", "negative"), ("min vijf", "negative"), ("- 45000", "negative"), ("het zijn er -5000", "negative"),
    ("40-45k", "several"), ("40 à 45 duizend", "several"), ("tussen de 40 en 45 duizend", "several"),
    ("zestig à zeventig duizend", "several"), ("een paar duizend", "none"), ("tienduizenden", "none"),
    ("tweeëneenhalf miljoen", "none"), ("1.500.001", "large"), ("9" * 400, "large"), ("😀", "none"), ("vijftigduzend", "none"),
])
def test_refuses(text, problem):
    assert read_inhabitants(text).problem == problem
    assert read_inhabitants(text).value is None


def test_small_number_is_asked_back():
    assert (read_inhabitants("45").value, read_inhabitants("45").problem) == (45, "small")
    assert (read_inhabitants("899").value, read_inhabitants("elf").value) == (899, 11)


@pytest.mark.parametrize(("text", "value"), [
    ("wat krijg ik in 2026 bij 45.000 inwoners", 45_000), ("wat krijg ik met 2024 mensen", None), ("ik zit er al 12 jaar", None),
    ("voor 20 uur per week", None), ("klasse 5", None),
])
def test_in_a_wish_only_a_likely_number_counts(text, value):
    assert read_inhabitants(text, bare=False).value == value


@pytest.mark.parametrize(("word", "value"), [
    ("negentien", 19), ("eenentwintig", 21), ("zesenzestig", 66), ("honderdvijf", 105), ("duizend", 1000),
    ("drieduizendtweehonderd", 3200), ("motie", None), ("en", None), ("tien", 10), ("duizenden", None),
    ("honderdmotie", None), ("", None),
])
def test_word_value(word, value):
    assert word_value(word) == value


def test_spell():
    assert spell(1_250_000) == "1.250.000"
