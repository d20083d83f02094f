"""Other years, stated amounts and places that are no municipality: rules, and what the answer says."""

from decimal import Decimal

import pytest
from rasa_sdk import Tracker

from actions.answer import ActionAnswer
from actions.gemeente_rules import look_alikes, place_in, unknown_place
from actions.toelagen import ActionToelagen
from actions.turn import Turn
from actions.vergoeding import ActionCorrectVergoeding, ActionVergoeding, read_inwoners
from actions.vergoeding_claim_rules import claim_in, judge_claim
from actions.vergoeding_rules import find_municipality, outcome
from actions.vergoeding_say import follows_allowance
from actions.vergoeding_years_rules import asked_years, other_years
from tests.toy_actions import Talk, ToySources, use


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    use(monkeypatch, ToySources())


# ---------------------------------------------------------------- years

@pytest.mark.parametrize(("text", "years"), [
    ("en in 2022?", (2022,)), ("2020 en 2023", (2020, 2023)), ("vorig jaar", (2025,)), ("volgend jaar", (2027,)),
        ("in '23", (2023,)),
    ("alle jaren", (2020, 2022, 2023, 2026)), ("2026 inwoners", ()), ("€ 2022", ()), ("2022 euro", ()), ("2.022", ()),
    ("06-20221234", ()),
    ("op 01-01-2024", ()), ("12022", ()), ("20221", ()), ("2022%", ()), ("artikel 2022", ()), ("45.000 inwoners", ()), ("", ()),
])
def test_years_in_a_text(text, years):
    assert asked_years(text, 2026) == years


@pytest.mark.parametrize(("year", "shown", "nearest"), [
    (2019, None, [2020]), (2021, None, [2020, 2022]), (2022, 2022, [2020, 2023]), (2023, 2023, [2022, 2026]), (2024, None,
        [2023, 2026]),
    (2025, None, [2023, 2026]), (2027, None, [2026]),
])
def test_a_computed_year_is_never_shown(year, shown, nearest):
    (asked,) = other_years((year,))
    assert (asked.allowance.year if asked.allowance else None, [near.year for near in asked.nearest]) == (shown, nearest)


@pytest.mark.parametrize("years", [(), (2020,), (2026,), (2020, 2026)])
def test_the_usual_answer_covers_the_booklets_year_and_the_newest(years):
    assert other_years(years) == ()


# ---------------------------------------------------------------- stated amounts

@pytest.mark.parametrize(("text", "verdict"), [
    ("ik krijg toch 1200 euro", ("klopt_niet", None, None)), ("1987,30 euro", ("klopt", 2026, 6)),
        ("€ 1.987", ("klopt", 2026, 6)),
    ("€ 1.988", ("klopt", 2026, 6)), ("€ 1.989", ("klopt_niet", None, None)), ("€ 1.986", ("klopt_niet", None, None)),
    ("1987,31 euro", ("klopt_niet", None, None)), ("bijna 2000 euro", ("klopt", 2026, 6)),
        ("2000 euro", ("klopt_niet", None, None)),
    ("1549 euro", ("ander_jaar", 2020, 6)), ("€ 1.668,76", ("ander_jaar", 2023, 6)), ("2210,80 euro", ("met_onkosten", 2026, 6)),
    ("€ 223,50", ("onkosten", 2026, None)), ("1698 euro per maand", ("andere_klasse", 2026, 5)),
        ("€ 3.200", ("andere_klasse", 2026, 9)),
    ("23.847,60 euro per jaar", ("klopt", 2026, 6)), ("ik krijg toch 1987 per maand", ("klopt", 2026, 6)),
    ("klopt het dat ik 1987,30 krijg?", ("klopt", 2026, 6)), ("1987 per maand, klopt dat", ("klopt", 2026, 6)),
])
def test_a_stated_amount_is_judged(text, verdict):
    found = judge_claim(claim_in(text), outcome(73_000))
    assert (found.kind, found.year, found.klass) == verdict


@pytest.mark.parametrize("text", [
    "wat krijg ik", "bij 45.000 inwoners", "in 2022", "1200 euro of 1300 euro", "€ 49,99", "31 zetels"])
def test_no_amount_or_several_is_no_statement(text):
    assert claim_in(text) is None


# ---------------------------------------------------------------- places that are no municipality

@pytest.mark.parametrize(("text", "name"), [
    ("Bennekom", "Bennekom"), ("ik woon in bennekom", "bennekom"), ("het dorp Sint Anthonis", "Sint Anthonis"),
    ("Zoutelande denk ik", "Zoutelande"),
    ("veel", None), ("weet ik niet", None), ("geen idee", None), ("Bennekom 15.000", None), ("hoe bedoel je", None), ("", None),
    ("ja", None),
    ("een twee drie vier vijf zes zeven", None),
])
def test_the_name_of_a_place(text, name):
    assert place_in(text) == name


@pytest.mark.parametrize(("text", "name"), [
    ("wat verdient een raadslid in Bennekom?", "Bennekom"), ("wat krijg ik in bennekom", "bennekom"),
        ("raad van Otterlo", "Otterlo"),
    ("wat krijg ik in Zwolle", None), ("wat krijg ik in maart", None), ("wat verdien ik in 2026?", None),
    ("bereken mijn vergoeding", None),
    ("hoeveel krijg je in onze gemeente", None),
])
def test_the_place_that_a_wish_ends_with(text, name):
    assert unknown_place(text) == name


def test_a_village_gets_help():
    refused = read_inwoners("Bennekom")
    assert (refused.response, refused.values, refused.buttons) == ("utter_inwoners_place", {"name": "Bennekom"}, ())


def test_a_name_like_a_municipality_is_suggested():
    assert look_alikes("Zwolen") == ["Zwolle"]
    refused = read_inwoners("Zwolen")
    assert (refused.response, refused.values["names"]) == ("utter_inwoners_place_alike", "Zwolle")
    assert refused.buttons == ({"title": "Zwolle", "payload": '/geef_waarde{"value": "Zwolle"}'},)


# ---------------------------------------------------------------- what is said

def computed(text, asked="", **slots):
    talk = Talk(inwoners=134_143.0, vergoeding_vraag=asked, **slots)
    return talk.say(ActionVergoeding(), text, "geef_waarde")


def test_a_wrong_amount_is_put_right_before_the_amounts():
    talk = computed("ik krijg toch 1200 euro in Zwolle?")
    assert talk.responses == ["utter_vergoeding_klopt_niet", "utter_vergoeding_gemeente"]
    assert (talk.messages[0]["stated"], talk.messages[1]["amount_now"]) == ("€ 1.200,00", "€ 2.256,23")


def test_the_amount_of_the_wish_counts_when_the_municipality_follows():
    assert computed("Zwolle", asked="ik krijg toch 1200 euro?").responses[0] == "utter_vergoeding_klopt_niet"
    assert computed("Zwolle", asked="klopt het dat ik 2256 euro krijg").responses[0] == "utter_vergoeding_klopt"


def test_another_year_is_shown_with_its_source():
    talk = computed("Zwolle in 2022")
    assert talk.responses == ["utter_vergoeding_jaar_onkosten"]
    assert (talk.messages[0]["amount"], talk.messages[0]["expenses"]) == ("€ 1.868,43", "€ 183,27")
    assert talk.messages[0]["source"] == "Nederlandse Vereniging voor Raadsleden, overzicht 2022 en 2023"


@pytest.mark.parametrize(("year", "near"), [(2021, ["2020", "2022"]), (2024, ["2023", "2026"]), (2025, ["2023", "2026"])])
def test_a_computed_year_gives_the_nearest_years_instead(year, near):
    talk = computed(f"Zwolle in {year}")
    assert talk.responses == ["utter_vergoeding_jaar_onbekend"]
    assert [line[2:6] for line in talk.messages[0]["years"].splitlines()] == near


def test_several_years_come_in_one_message():
    talk = computed("Zwolle, alle jaren")
    assert talk.responses == ["utter_vergoeding_jaren"]
    assert [line[2:6] for line in talk.messages[0]["years"].splitlines()] == ["2020", "2022", "2023", "2026"]
    assert computed("Zwolle in 2021 en 2022").responses == ["utter_vergoeding_jaar_onbekend", "utter_vergoeding_jaar_onkosten"]


def test_years_and_amounts_after_the_answer():
    talk = Talk(inwoners=134_143.0, topic="vergoeding")
    assert talk.say(ActionCorrectVergoeding(), "en in 2022?", "geef_waarde").responses == ["utter_vergoeding_jaar_onkosten"]
    assert talk.say(ActionCorrectVergoeding(), "maar ik krijg 1500 euro",
        "corrigeer").responses[0] == "utter_vergoeding_klopt_niet"
    assert talk.say(ActionCorrectVergoeding(), "en in Urk?", "geef_waarde").messages[0]["place"] == "Urk"


def test_the_members_of_a_fractie_may_follow():
    talk = Talk().say(ActionToelagen(), "toelage fractievoorzitter", "toelagen")
    assert talk.responses == ["utter_toelage_fractievoorzitter"]
    talk.say(ActionCorrectVergoeding(), "5", "geef_waarde")
    assert (talk.responses, talk.messages[0]["all_count"]) == (["utter_toelage_fractievoorzitter_leden"], "€ 153,31")
    assert talk.messages[0]["others_count"] == "€ 140,54"


def test_an_inquiry_pays_at_most_three_months():
    talk = Talk(inwoners=73_000.0).say(ActionToelagen(), "toelage onderzoekscommissie", "toelagen")
    assert (talk.responses, talk.messages[0]["most"]) == (["utter_toelage_onderzoekscommissie_bedrag"], "€ 5.961,90")
    assert Talk().say(ActionToelagen(), "toelage onderzoekscommissie",
        "toelagen").responses == ["utter_toelage_onderzoekscommissie"]


def test_without_a_function_every_allowance_is_told():
    talk = Talk().say(ActionToelagen(), "welke toelagen zijn er", "toelagen")
    assert (talk.responses, talk.messages[0]["vertrouwenscommissie"]) == (["utter_toelagen"], "€ 153,33")
    assert Decimal("153.33") == Decimal(talk.messages[0]["bijzondere_commissie_hoogste"].removeprefix("€ ").replace(",", "."))


def test_another_function_is_asked_after_the_chair(monkeypatch):
    use(monkeypatch, ToySources({}))
    talk = Talk(toelage="fractievoorzitter", topic="vergoeding", passage="vergoeding/recht")
    assert talk.say(ActionAnswer(), "en voor een lid van de vertrouwenscommissie", "nlu_fallback").responses == [
        "utter_toelage_vertrouwenscommissie"]
    alone = Talk(toelage="fractievoorzitter", topic="vergoeding").say(ActionAnswer(), "één lid", "nlu_fallback")
    assert (alone.responses, alone.messages[0]["members"]) == (["utter_toelage_fractievoorzitter_leden"], "1 lid")


@pytest.mark.parametrize("text", ["is er een maximum", "hoeveel is dat per fractielid", "hoeveel maximaal"])
def test_more_of_the_same_allowance(monkeypatch, text):
    use(monkeypatch, ToySources({}))
    talk = Talk(toelage="fractievoorzitter", topic="vergoeding", passage="vergoeding/wat").say(ActionAnswer(), text, "nlu_fallback")
    assert talk.responses == ["utter_toelage_fractievoorzitter"]


@pytest.mark.parametrize(("text", "names"), [
    ("raadslid in apeldorn wat verdien ik per mnd", ["Apeldoorn"]), ("in amersfort wat krijg ik daar", ["Amersfoort"]),
    ("wat staat er in juridische stukken", []), ("wat krijg ik in bennekom", []),
])
def test_a_misspelt_municipality_within_a_sentence(text, names):
    assert [place.name for place in find_municipality(text)] == names


def test_the_allowance_of_so_many_inhabitants_is_computed_whatever_was_understood(monkeypatch):
    use(monkeypatch, ToySources({}))
    talk = Talk().say(ActionAnswer(), "En de maandelijkse vergoeding in een gemeente van 130.000 inwoners?", "vergoeding")
    assert talk.slots["inwoners"] == 130_000.0 and talk.responses[0].startswith("utter_vergoeding")


def test_what_puts_nothing_right_is_answered(monkeypatch):
    use(monkeypatch, ToySources({"evenveel": ["motie/hoe"]}))
    talk = Talk(passage="motie/wat", topic="motie").say(ActionCorrectVergoeding(), "is dat overal evenveel", "corrigeer")
    assert (talk.responses, talk.slots["passage"]) == (["utter_answer"], "motie/hoe")
    computed = Talk(passage="motie/wat", topic="vergoeding").say(ActionCorrectVergoeding(), "is dat overal evenveel", "corrigeer")
    assert computed.responses == ["utter_what_to_correct"]


@pytest.mark.parametrize(("text", "place"), [("en als ik nu in Urk zou wonen", "Urk"), ("als ik nu in Urk zou wonen dan", None)])
def test_another_place_in_more_words(text, place):
    tracker = Tracker("x", {"inwoners": 40_000.0, "topic": "vergoeding"}, {}, [], False, None, {}, "action_listen")
    assert follows_allowance(Turn(text, "vervolg", 0.4, entities={"gemeente": "Urk"}), tracker) is (place is not None)


def test_who_asks_for_the_seats_of_a_raad_computes_nothing():
    text = "hoeveel raadsleden heeft een gemeente van 30.000 inwoners"
    talk = Talk().say(ActionCorrectVergoeding(), text, "geef_waarde")
    assert talk.responses == ["utter_zetels", "utter_zetels_near"]
    assert (talk.messages[0]["members"], talk.messages[0]["inhabitants"]) == (21, "30.000")
    told = Talk().say(ActionCorrectVergoeding(), "een gemeente van 30.000 inwoners", "geef_waarde")
    assert told.responses[0].startswith("utter_vergoeding")


def test_the_seats_of_a_named_municipality_and_of_the_one_before():
    talk = Talk(inwoners=80_000.0).say(ActionAnswer(), "hoeveel raadszetels heeft zo'n gemeente")
    assert talk.messages[0]["members"] == 35
    talk.say(ActionAnswer(), "hoeveel raadsleden heeft Urk")
    assert (talk.responses[0], talk.messages[0]["place"], talk.messages[0]["members"]) == ("utter_zetels_gemeente", "Urk", 19)


def test_without_a_number_the_seats_ask_which_municipality_and_take_the_next_turn():
    talk = Talk().say(ActionAnswer(), "hoeveel zetels heeft een raad")
    assert talk.responses == ["utter_zetels_vraag"]
    assert talk.say(ActionAnswer(), "Assen").messages[0]["members"] == 35
    assert "utter_zetels" not in talk.say(ActionAnswer(), "wat is een motie").responses[0]


def test_an_instrument_that_was_meant_is_shown():
    talk = Talk(passage="motie/hoe", topic="motie").say(ActionCorrectVergoeding(), "nee sorry ik bedoel een amendement", "corrigeer",
                                                        named=("amendement",))
    assert (talk.responses, talk.slots["passage"]) == (["utter_answer"], "amendement/wat")


@pytest.mark.parametrize(("text", "inhabitants"), [
    ("als we door een herindeling boven de 60.000 komen, zeg 62 duizend?", "62.000"), ("en als we 45 duizend inwoners krijgen", "45.000"),
])
def test_the_allowance_for_as_many_inhabitants_as_are_supposed(monkeypatch, text, inhabitants):
    use(monkeypatch, ToySources({}))
    talk = Talk(inwoners=41000.0, topic="vergoeding", passage="vergoeding/maandelijkse_vergoeding")
    talk.say(ActionAnswer(), text, "nlu_fallback")
    assert (talk.responses[0], talk.messages[0]["inhabitants"]) == ("utter_vergoeding", inhabitants)


@pytest.mark.parametrize("text", ["stel dat ik ermee stop", "inwoners klagen dat er 30 km wordt gereden"])
def test_what_supposes_no_inhabitants_computes_nothing(monkeypatch, text):
    use(monkeypatch, ToySources({}))
    talk = Talk(inwoners=41000.0, topic="vergoeding", passage="vergoeding/maandelijkse_vergoeding")
    assert "utter_vergoeding" not in talk.say(ActionAnswer(), text, "nlu_fallback").responses


def test_the_weather_puts_no_allowance_right():
    talk = Talk().say(ActionCorrectVergoeding(), "wordt het morgen droog op de fiets erheen", "geef_waarde")
    assert talk.messages[0]["answer"]["kind"] == "out_of_scope"


def test_what_may_tell_of_danger_puts_none_right_either(monkeypatch):
    monkeypatch.setattr("actions.vergoeding.answer", lambda dispatcher, tracker: dispatcher.utter_message(response="utter_answered") or [])
    told = ("een kanaal met 4000 leden heeft de school van mijn zoon gepost", "geef_waarde")
    assert Talk().say(ActionCorrectVergoeding(), *told, beside=[("dreiging", 0.5)]).responses == ["utter_answered"]
    assert Talk().say(ActionCorrectVergoeding(), "65.000 inwoners", "geef_waarde", beside=[("dreiging", 0.5)]).responses != ["utter_answered"]
