"""Numbers of inhabitants as people type them in Dutch: digits, "73k", words, rough figures, millions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

UNITS = {"nul": 0, "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
         "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16,
         "zeventien": 17, "achttien": 18, "negentien": 19}
TENS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80,
        "negentig": 90}
PARTS = {"anderhalf": 1.5, "anderhalve": 1.5, "half": 0.5, "kwart": 0.25, "driekwart": 0.75}  # of the scale behind it
SMALLEST, LARGEST = 900, 1_500_000  # Schiermonnikoog has 985 inhabitants, Amsterdam 940,000 (2026)

# Units that count something else than inhabitants.
UNITS_ELSE = """euro eur zetel zetels raadszetel raadszetels raadsleden leden procent pct promille jaar uur keer partijen
    fracties huishoudens stemmen kiezers stemgerechtigden woningen km kilometer hectare m2 leerlingen bomen""".split()

NUMBER = re.compile(
    r"(?P<minus>(?<![\w.,+/])[-−](?=\d)|^\s*[-−]\s?|\bmin\s|\bminus\s)?"
    r"(?P<euro>€\s?|\beur(?:o)?\s)?"
    r"(?<![\d.,])(?P<digits>\d{1,3}(?:[., '’]\d{3})+(?!\d)|\d+)(?:[.,](?P<decimals>\d{1,2})(?!\d))?"
    r"\s?(?P<scale>(?:k|duizend|dzd|mln|miljoen|m)(?![a-z]))?"
    r"(?P<after>,-+|,=|\s?(?:€|%|‰|per maand\b|p/?m\b|per jaar\b|netto\b|bruto\b|(?:" + "|".join(UNITS_ELSE) + r")\b))?",
    re.IGNORECASE,
)
SCALE = {"k": 1000, "duizend": 1000, "dzd": 1000, "mln": 1_000_000, "miljoen": 1_000_000, "m": 1_000_000}
MINUS = re.compile(r"\bmin(?:us)?\s(?!\s*of\b)")  # "min of meer" takes nothing off
APART = re.compile(r"\b(een|twee|drie|vier|vijf|zes|zeven|acht|negen)\s+en\s+(?=(?:" + "|".join(TENS) + "))")
HUNDRED_AND = re.compile(r"honderd\s+en\s+(?=[a-z])")
AFTER_THOUSAND = re.compile(r"\b(\d{1,3})\s?duizend\s?(\d{3})\b")
RANGE = re.compile(r"(?:\btussen (?:de )?(?P<low>\w+) en|\b(?P<first>\w+) ?(?:-|–|\ba\b|\btot\b|\bof\b)) ?"
                   r"(?P<to>[a-z]+?|\d+) ?(?P<scale>k|duizend|dzd|mln|miljoen)\b")
VAGUE = ("paar", "enkele", "tig", "zoveel", "hoeveel")  # "een paar duizend" is no number
DATE = re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d\b")
LIKE_A_YEAR = re.compile(r"19\d\d|20\d\d|2100")
YEAR = re.compile(r"\b(?:in|sinds|anno|jaar|vanaf|tot|januari|februari|maart|april|mei|juni|juli|augustus|september"
                  r"|oktober|november|december)\s+(?:19|20)\d\d\b", re.IGNORECASE)
PHONE = re.compile(r"(?<!\d)(?:\+31|0031|0)[-\s()]{0,3}(?:\d[-\s()]{0,3}){8,9}(?!\d)")
# Four digits and two letters: written together in any case, apart only in capitals, so that "4500 in Urk" is none.
POSTCODE = re.compile(r"(?<![\d.,])[1-9]\d{3}(?:[A-Za-z]{2}\b| (?!IN\b|EN\b|OF\b|OP\b|IS\b|DE\b|JA\b)[A-Z]{2}\b)")
# What somebody gets is money, also without a euro sign: "ik krijg toch 1200 in Zwolle?".
MONEY_AHEAD = re.compile(
    r"\b(?:krijg|kreeg|krijgt|krijgen|verdien\w*|ontvang\w*|vang|bedrag|maandbedrag|vergoeding|salaris)\b(?:\s(?:is|was|van|ik|"
    r"je|u|we|wij|toch|maar|nu|dan|nog|al"
    r"|geen|ongeveer|rond|circa|ca|zo'?n|bijna|ruim|de|netto|bruto|maandelijks|elke|maand|per)\b){0,5}\s"
    r"(?P<number>(?!20[0-4]\d(?![,\d]))(?:\d{3}|\d[. ]?\d{3})(?:,\d\d)?)(?![\d.,]*\d)(?!\s*(?:k\b|duizend|dzd|mln|miljoen|inw|"
    r"mensen|zielen|bewoners|burgers|€|euro|eur\b))")


@dataclass(frozen=True)
class Reading:
    """What was read: a number of inhabitants, or the reason why there is none.

    problem: none | negative | zero | small | large | several | other_kind
    """

    value: int | None = None
    problem: str = "none"


def fold(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():  # most texts: nothing to take apart
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def word_value(word: str) -> int | None:
    """The value of one Dutch numeral written as a word ("vijfenveertigduizend" → 45000), or None."""
    word = fold(word)
    total = 0
    for name, scale in (("miljoen", 1_000_000), ("duizend", 1000), ("honderd", 100)):
        if name in word:
            head, word = word.split(name, 1)
            count = word_value(head) if head else 1
            if count is None:
                return None
            total += count * scale
            if word == "en":  # "duizenden"
                return None
            word = word.removeprefix("en")
    if not word:
        return total or None
    if word in UNITS:
        return total + UNITS[word]
    for name, tens in TENS.items():
        if word == name:
            return total + tens
        if word.endswith(f"en{name}") and (unit := word[: -len(name) - 2]) in UNITS and 0 < UNITS[unit] < 10:
            return total + tens + UNITS[unit]
    return None


AFTER_SCALE = re.compile(r"(honderd|duizend|miljoen)\s+en\s+"
                         r"(?=(?:een(?!\s+(?:beetje|paar|klein|kleine|dik|dikke|half|halve|kwart))|twee|drie"
                         r"|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|\w+tien|\w+tig|\w*honderd)\b)")


def words_in(text: str) -> list[int]:
    """Values of the numerals that stand in words in `text`, neighbours joined ("zeventig duizend" → 70000)."""
    found: list[int] = []
    run: list[str] = []
    before = ""
    joined = AFTER_SCALE.sub(r"\1 ", fold(text))
    for token in [*re.findall(r"[a-z]+", APART.sub(r"\1en", joined)), ""]:
        if token in PARTS or (word_value(token) is not None and token != "een") or (run and token == "een"):
            run.append(token)
            continue
        if run and before not in VAGUE and not before.endswith("half") and token not in UNITS_ELSE:
            found += _joined(run)
        run, before = [], token
    return found


def _joined(run: list[str]) -> list[int]:
    if run[0] in PARTS:
        scale = word_value("".join(run[1:])) if len(run) > 1 else None
        return [int(PARTS[run[0]] * scale)] if scale and scale >= 1000 else []
    value = word_value("".join(run))
    if value is not None:
        return [value]
    return [v for word in run if (v := word_value(word)) is not None]


def numbers_in(text: str) -> tuple[list[int], list[str], set[int]]:
    """Numbers in `text` that may count inhabitants, why others may not (negative, other_kind), and which look like years:
    four bare digits, for nobody writes a year as 2.024 or 2k."""
    others = ["other_kind"] * len(POSTCODE.findall(text))
    text = HUNDRED_AND.sub("honderd", fold(POSTCODE.sub(" ", text)))
    for kind in (PHONE, DATE, YEAR, MONEY_AHEAD):
        others += ["other_kind"] * len(kind.findall(text))
        text = kind.sub(" ", text)
    text = RANGE.sub(_both_ends, AFTER_THOUSAND.sub(r"\1.\2", text))
    values, years = [], set()
    for match in NUMBER.finditer(text):
        cents = len(match["decimals"] or "") == 2 and not match["scale"]  # people have no cents
        if match["euro"] or match["after"] or cents:
            others.append("other_kind")
        elif match["minus"]:
            others.append("negative")
        else:
            values.append(_digits_value(match["digits"], match["decimals"], match["scale"]))
            if LIKE_A_YEAR.fullmatch(match["digits"]) and not match["scale"]:
                years.add(values[-1])
    rest = NUMBER.sub(" ", text)
    said = words_in(rest)
    if said and MINUS.search(rest):
        return values, [*others, "negative"], years
    return values + said, others, years


def _digits_value(digits: str, decimals: str | None, scale: str | None) -> int:
    """Three digits behind one point or comma are decimals before a scale ("0,045 miljoen"), else thousands."""
    if scale and not decimals and re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
        digits, decimals = re.split(r"[.,]", digits)
    whole = re.sub(r"\D", "", digits)
    number = Decimal(f"{whole}.{decimals or 0}")
    return round(number * SCALE.get(scale or "", 1))


def _both_ends(match: re.Match) -> str:
    """A range whose first end leaves out the scale ("40 à 45 duizend"), with the scale at both ends."""
    first = match["low"] or match["first"]
    if not first.isdigit() and word_value(first) is None:
        return match[0]
    return f"{first} {match['scale']} of {match['to']} {match['scale']}"


def read_inhabitants(text: str, bare: bool = True) -> Reading:
    """The number of inhabitants in `text`.

    bare: the text answers the question how many inhabitants there are, so a bare number counts; otherwise a number
    below SMALLEST is silently passed over.
    """
    values, others, years = numbers_in(text)
    likely = sorted({v for v in values if v >= SMALLEST})
    no_years = [v for v in likely if v not in years]
    if not bare or (no_years and len(likely) > 1):
        likely = no_years
    if len(likely) > 1:
        return Reading(problem="several")
    if likely:
        if likely[0] > LARGEST:
            return Reading(problem="large")
        if likely[0] in years and "inwoner" not in fold(text):
            return Reading(problem="other_kind")
        return Reading(likely[0])
    if others:
        return Reading(problem=others[0])
    if values and bare:
        return Reading(problem="zero") if values[0] == 0 else Reading(values[0], "small")
    return Reading()


def spell(number: int) -> str:
    """A number with points between thousands, as Dutch writes it."""
    return f"{number:,}".replace(",", ".")
