"""The flow about hours: what it asks, keeps and hands out, and how one leaves it and comes back."""

import pytest

import actions.tijdsbesteding_hand_out
from actions.tijdsbesteding_chart import chart, in_words
from actions.tijdsbesteding_hand_out import ActionTijdsbestedingInvullen
from actions.tijdsbesteding_invullen import SHEET, ValidateTijdsbestedingInvullenForm, read_ready
from actions.tijdsbesteding_invullen_rules import Row
from tests.edition_actions import Flow, use_edition

START = ("uren invullen", "tijdsbesteding_invullen")


@pytest.fixture
def flow(monkeypatch, tmp_path):
    use_edition(monkeypatch, sure={"motie": ["motie/wat"]})
    monkeypatch.setenv("RAADWIJZER_STATE", str(tmp_path))
    return Flow(ValidateTijdsbestedingInvullenForm(), ActionTijdsbestedingInvullen())


def hours(flow):
    """What is kept, as now and wish by activity."""
    return {name: (sum(cells["nu"].values()) if "nu" in cells else None, sum(cells["wens"].values()) if "wens" in cells else None)
            for name, cells in (flow.slots[SHEET] or {"kept": {}})["kept"].items()}


def test_it_names_the_twelve_activities_first(flow):
    flow.say(*START)
    assert flow.responses == ["utter_request_tijdsbesteding_uren"]
    assert flow.messages[0]["names"].split(", ")[:2] == ["lezen", "vergaderen"]
    assert len(flow.messages[0]["names"].split(", ")) == 12


def test_hours_come_in_any_order_and_are_shown_back(flow):
    flow.say(*START).say("vergaderen 6 uur, nu 8 wil 5; lezen 4,5").say("anderhalf uur mailen")
    assert hours(flow) == {"vergaderen": (480, 300), "lezen": (270, None), "overig": (90, None)}
    said = flow.messages[-1]
    assert (said["filled"], said["of"], said["totals"]) == (3, 12, "nu 14 uur, wens 5 uur")
    assert "- Overig: nu 1,5 (mailen 1,5)" in said["lines"]


def test_the_rest_is_zero_and_the_full_table_is_asked_differently(flow):
    flow.say(*START).say("vergaderen 6").say("de rest 0")
    assert flow.responses == ["utter_request_tijdsbesteding_klaar_full"]


def test_the_opening_message_may_hold_hours(flow):
    flow.say("vul mijn uren in: vergaderen 6, lezen 4", "tijdsbesteding_invullen")
    assert hours(flow) == {"vergaderen": (360, None), "lezen": (240, None)}


def test_a_story_in_the_opening_message_is_no_entry(flow):
    flow.say("ik ben wel 20 uur per week kwijt aan de raad en dat wil ik graag eens uitrekenen", "tijdsbesteding_invullen")
    assert flow.responses == ["utter_request_tijdsbesteding_uren"]


def test_who_asks_how_many_hours_there_should_be_is_answered_and_fills_in_nothing(flow):
    flow.say("hoeveel uur per week hoort een raadslid aan een motie kwijt te zijn", "tijdsbesteding_invullen")
    assert flow.responses == ["utter_answer"]
    flow.say("hoeveel uur ben ik eigenlijk kwijt aan de raad", "tijdsbesteding_invullen")
    assert flow.responses == ["utter_request_tijdsbesteding_uren"]


def test_who_goes_on_about_another_subject_fills_in_nothing(flow):
    flow.slots |= {"passage": "motie/wat", "topic": "motie"}
    flow.say("en iemand inhuren voor een motie, 8 uur in de week", "tijdsbesteding_invullen")
    assert flow.responses == ["utter_answer"]


def test_an_impossible_week_is_refused_and_the_rest_stays(flow):
    flow.say(*START).say("lezen 4").say("vergaderen 165")
    assert flow.responses == ["utter_tijdsbesteding_week", "utter_request_tijdsbesteding_klaar"]
    assert flow.messages[0]["hours"] == "169"
    assert hours(flow) == {"lezen": (240, None)}
    assert hours(flow.say("vergaderen 164"))["vergaderen"] == (164 * 60, None)


def test_an_unknown_activity_is_offered_as_other(flow):
    flow.say(*START).say("voetbal 3 uur")
    assert flow.messages[0]["response"] == "utter_tijdsbesteding_unknown"
    assert flow.messages[0]["buttons"] == [{"title": "3 uur bij overig",
                                            "payload": '/geef_waarde{"value": "overig 3 uur erbij"}'}]
    flow.say(flow.messages[0]["buttons"][0]["payload"], value="overig 3 uur erbij")
    assert hours(flow) == {"overig": (180, None)}


def test_one_change_back_and_all_of_it_anew(flow):
    flow.say(*START).say("lezen 4").say("lezen 5").say("terug", "terug")
    assert hours(flow) == {"lezen": (240, None)}
    flow.say("terug", "terug")
    assert (hours(flow), flow.responses, flow.active) == ({}, ["utter_request_tijdsbesteding_uren"], True)
    flow.say("lezen 4").say("opnieuw", "opnieuw")
    assert (flow.slots[SHEET], flow.responses) == (None, ["utter_request_tijdsbesteding_uren"])


def test_stopping_keeps_the_hours_for_the_next_time(flow):
    flow.say(*START).say("lezen 4").say("stop", "laat_maar")
    assert (flow.responses, flow.active) == (["utter_tijdsbesteding_kept"], False)
    flow.say(*START)
    assert (hours(flow), flow.responses) == ({"lezen": (240, None)}, ["utter_request_tijdsbesteding_klaar"])


def test_a_threat_keeps_the_hours_too(flow):
    flow.say(*START).say("lezen 4").say("er staat iemand met een mes voor de deur", "dreiging")
    assert flow.responses[0] == "utter_safety"
    assert (hours(flow), flow.active) == ({"lezen": (240, None)}, False)


def test_a_question_in_between_is_answered(flow):
    flow.say(*START).say("lezen 4").say("wat is een motie?", "motie")
    assert flow.responses == ["utter_answer", "utter_request_tijdsbesteding_klaar"]
    assert hours(flow) == {"lezen": (240, None)}


def test_another_skill_has_its_turn_and_the_hours_stay(flow):
    flow.say(*START).say("lezen 4").say("bereken mijn vergoeding", "vergoeding_berekenen")
    assert flow.messages == []
    assert hours(flow.say(*START)) == {"lezen": (240, None)}


def test_what_holds_no_hours_asks_for_hours(flow):
    assert flow.say(*START).say("best veel eigenlijk").responses == ["utter_tijdsbesteding_none"]
    assert flow.active


@pytest.mark.parametrize("text", ["klaar", "ok klaar", "ik ben klaar", "dat was het", "reken uit", "maak de grafiek", "nee hoor",
                                  "klopt zo"])
def test_ready_words(text):
    assert read_ready(text) is True


@pytest.mark.parametrize("text", ["niet klaar", "lezen", "wat is een motie", "ja maar vergaderen niet"])
def test_words_that_do_not_end_it(text):
    assert read_ready(text) is not True


def test_the_end_hands_out_totals_chart_questions_and_table(flow, tmp_path):
    flow.say(*START).say("lezen nu 4 wil 3, vergaderen nu 8 wil 5").say("klaar")
    assert flow.responses == ["utter_tijdsbesteding", "utter_tijdsbesteding_questions", "utter_tijdsbesteding_table"]
    overview, questions, _ = flow.messages
    assert overview["totals"] == "nu 12 uur, wens 8 uur, verschil −4 uur"
    assert "- Vergaderen: nu 8, wens 5, verschil −3" in overview["lines"]
    assert overview["file"]["alt"].endswith("Lezen van stukken: nu 4, wens 3; Vergaderen: nu 8, wens 5.")
    assert questions["questions"].count("?") == 2
    assert (questions["source"], questions["as_of"]) == ("Brochure voor raadsleden", "2020")
    written = {path.name: path.read_bytes() for path in tmp_path.rglob("uren-per-week.*")}
    assert written["uren-per-week.png"].startswith(b"\x89PNG")
    assert "Vergaderen;8;5;-3\r\n" in written["uren-per-week.csv"].decode("utf-8-sig")
    assert [message["answer"]["kind"] for message in flow.messages] == ["document", "answer", "document"]


def test_the_end_says_what_can_not_be_compared(flow):
    assert "utter_tijdsbesteding_one_column" in flow.say(*START).say("lezen 4").say("klaar").responses
    flow.say(*START).say("vergaderen nu 8 wil 5").say("klaar")
    assert "utter_tijdsbesteding_incomplete" in flow.responses
    assert flow.messages[1]["names"] == "lezen"


def test_a_full_disk_leaves_the_text(flow, monkeypatch):
    def full(*_):
        raise OSError("no space left")
    monkeypatch.setattr(actions.tijdsbesteding_hand_out, "hand_out", full)
    flow.say(*START).say("lezen 4").say("klaar")
    assert flow.responses[-1] == "utter_tijdsbesteding_no_file"
    assert "file" not in flow.messages[0]


def test_nothing_filled_in_is_nothing_handed_out(flow):
    assert flow.say(*START).say("stop", "laat_maar").responses == ["utter_cancelled"]


def test_the_chart_is_a_picture_of_bars_that_grow_with_the_hours():
    media = Row("Media", "media", None, None)
    small, large = (chart((Row("Lezen van stukken", "lezen", minutes, 600), media)) for minutes in (60, 600))
    assert small.startswith(b"\x89PNG") and large.startswith(b"\x89PNG")
    assert small != large
    assert in_words((media, Row("Scholing", "scholing", 90, None))) == "Mijn uren per week. Scholing: nu 1,5."
