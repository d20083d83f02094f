"""What each step of the request takes and refuses, corrections at the summary, and the text that is handed out."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions.draft_hand_out
from actions.draft_parts_rules import INTERPELLATIE
from actions.draft_reading import LONGEST, read_agreement, read_moment, read_part, read_text
from actions.draft_text_rules import values_of
from actions.flow import CANCELLED, DONE, Refused
from actions.interpellatie import ActionInterpellatie, ValidateInterpellatieForm
from actions.turn import Turn
from knowledge import Result

ODD = "Brug \"Noord\" & 'Zuid' {onderwerp} {0} }{ 😀 <b>dicht</b>\nen 100% §\\n"
FULL = {"interpellatie_onderwerp": ODD, "interpellatie_aanleiding": ODD, "interpellatie_vragen": "Waarom?\nHoe?",
        "interpellatie_indiener": "J. {x}", "interpellatie_datum": "18 december", "interpellatie_akkoord": True,
        "interpellatie_status": DONE}


class NoSources:
    """Knowledge that holds nothing."""

    def passage(self, identity):
        return None

    def search_local(self, question, top_k=3):
        return Result(question, False)


def read_questions(text):
    return read_part(text, INTERPELLATIE.part("vragen"))


def tracker(slots):
    return Tracker("x", slots, {}, [], False, None, {}, "action_listen")


def corrected(text, intent="corrigeer", requested="interpellatie_akkoord", **entities):
    turn = Turn(text, intent, 0.9, {}, entities)
    return ValidateInterpellatieForm().correction(turn, tracker({"requested_slot": requested}))


def hand_out(monkeypatch, **changed):
    monkeypatch.setattr(actions.draft_hand_out, "sources", NoSources)
    monkeypatch.setattr(actions.draft_hand_out, "hand_out",
                        lambda conversation, name, content: {"name": name, "url": f"/{conversation}"})
    dispatcher = CollectingDispatcher()
    events = ActionInterpellatie().run(dispatcher, tracker(FULL | changed), {})
    return dispatcher.messages, {event["name"]: event["value"] for event in events}


@pytest.mark.parametrize("text", ["", " \n", "x", "?!", "😀😀😀", "<>"])
def test_a_text_that_says_nothing_is_refused(text):
    assert read_text(text) == Refused("utter_part_empty", {})
    assert read_questions(text) == Refused("utter_part_empty", {})


def test_a_text_is_kept_as_typed_up_to_the_limit():
    assert read_text(f"  {ODD} ") == ODD
    assert read_text("a" * LONGEST) == "a" * LONGEST
    assert read_text("a" * (LONGEST + 1)) == Refused("utter_part_long", {"found": LONGEST + 1, "longest": LONGEST})


def test_questions_are_kept_one_a_line():
    assert read_questions("1. Waarom nu? 2. Wat kost het?") == "Waarom nu?\nWat kost het?"


def test_a_moment_is_kept_in_the_users_words():
    assert read_moment(" do. 18 december ") == "do. 18 december"
    assert read_moment("de datum is 18 december") == read_moment("op 18 december") == "18 december"
    assert read_moment("op donderdag 18 december") == "op donderdag 18 december"
    assert read_moment("de raad") == Refused("utter_no_moment", {})
    assert read_moment("!") == Refused("utter_part_empty", {})


@pytest.mark.parametrize("text", ["ja", "Ja hoor!", "JAZEKER", "klopt", "dat klopt helemaal", "oké", "oke", "prima zo",
                                  "is goed", "top"])
def test_agreement(text):
    assert read_agreement(text) is True


@pytest.mark.parametrize("text", ["nee", "klopt niet", "dat klopt niet", "ja maar wacht", "goed, maar de naam is fout", "jammer",
                                  "januari", "topografie", "", "ok nee"])
def test_no_clear_yes_asks_what_to_change(text):
    assert read_agreement(text) == Refused("utter_what_to_change", {})


@pytest.mark.parametrize(("text", "slot", "value"), [
    ("onderwerp moet zijn: de brug", "onderwerp", "de brug"), ("het onderwerp is de brug", "onderwerp", "de brug"),
    ("Onderwerp: de brug: open of dicht?", "onderwerp", "de brug: open of dicht?"),
    ("datum: 12 december", "datum", "12 december"),
    ("de datum wordt 12 december", "datum", "12 december"), ("nee, de datum moet 12 december zijn", "datum", "12 december"),
    ("naam: J. {Jansen}, D66", "indiener", "J. {Jansen}, D66"), ("vragen: Waarom? Hoe?", "vragen", "Waarom?\nHoe?"),
    ("reden: het bad\nlekt", "aanleiding", "het bad\nlekt"), ("de fractie wijzigen naar CDA", "indiener", "CDA"),
])
def test_a_correction_with_its_value(text, slot, value):
    assert corrected(text) == {f"interpellatie_{slot}": value}


@pytest.mark.parametrize(("text", "slot"), [
    ("de vragen", "vragen"), ("Onderwerp", "onderwerp"), ("de vergadering klopt niet", "datum"),
    ("waarom nu wijzigen", "aanleiding"),
    ("datum: weet je", "datum"), ("onderwerp: x", "onderwerp"), ("de vragen zijn niet goed", "vragen"),
    ("de naam is fout", "indiener"),
])
def test_a_named_part_without_a_usable_value_is_asked_again(text, slot):
    assert corrected(text) == {f"interpellatie_{slot}": None}


def test_what_names_no_part_corrects_nothing():
    assert corrected("klopt", "ja") == {}
    assert corrected("onderwerpen, datums en vraagtekens") == {}


def test_buttons_correct_at_any_step_and_typed_words_only_at_the_summary():
    assert corrected("/corrigeer", requested="interpellatie_datum", part="vragen") == {"interpellatie_vragen": None}
    assert corrected("onderwerp: de brug", requested="interpellatie_aanleiding") == {}
    assert corrected("/corrigeer", part="status") == {}
    assert corrected("/ja", "ja") == {"interpellatie_akkoord": True}


def test_odd_characters_survive_into_the_text(monkeypatch):
    document = hand_out(monkeypatch)[0][0]
    assert (document["response"], document["onderwerp"], document["aanleiding"]) == ("utter_interpellatie", ODD, ODD)
    assert (document["vragen"], document["indiener"], document["datum"]) == ("1. Waarom?\n2. Hoe?", "J. {x}", "18 december")


def test_the_text_carries_its_legal_ground_and_what_to_do_next(monkeypatch):
    document, following = hand_out(monkeypatch)[0]
    assert (document["law"], document["articles"]) == ("Gemeentewet", "artikel 155 lid 2")
    assert (document["answer"]["kind"], document["answer"]["sources"][0]["id"]) == ("document", "wet/interpellatie")
    assert (following["response"], following["answer"]["kind"]) == ("utter_interpellatie_next", "form")


def test_after_the_text_the_conversation_is_about_the_interpellation(monkeypatch):
    _, slots = hand_out(monkeypatch)
    assert slots == {"interpellatie_status": None, "interpellatie_akkoord": None, "topic": "interpellatie",
                     "passage": "interpellatie/hoe"}


@pytest.mark.parametrize("changed", [{"interpellatie_status": CANCELLED}, {"interpellatie_vragen": None}])
def test_a_flow_that_was_stopped_hands_out_nothing(monkeypatch, changed):
    messages, slots = hand_out(monkeypatch, **changed)
    assert [m["response"] for m in messages] == ["utter_cancelled"]
    assert slots == {"interpellatie_status": None, "interpellatie_akkoord": None, "topic": "interpellatie", "passage": "interpellatie/hoe"}


def test_a_draft_shows_empty_what_is_not_given_yet():
    assert values_of(INTERPELLATIE, {"interpellatie_onderwerp": "de brug"}) == {
        "onderwerp": "de brug", "aanleiding": "", "vragen": "", "indiener": "", "datum": ""}


@pytest.mark.parametrize(("text", "question"), [
    ("voeg nog een vraag toe: wie betaalt dit", "wie betaalt dit"), ("nog een vraag: wat kost het?", "wat kost het?"),
    ("vraag toevoegen: x y?", "x y?"),
])
def test_a_question_can_be_added_at_the_summary(text, question):
    turn = Turn(text, "corrigeer", 0.9)
    known = {"requested_slot": "interpellatie_akkoord", "interpellatie_vragen": "Waarom?"}
    assert ValidateInterpellatieForm().correction(turn, tracker(known)) == {"interpellatie_vragen": f"Waarom?\n{question}"}


@pytest.mark.parametrize("text", ["ok", "klopt", "ja."])
def test_agreement_is_no_question(text):
    assert read_questions(text).response == "utter_part_empty"


def several(text, asked="onderwerp"):
    step = next(s for s in ValidateInterpellatieForm().steps if s.slot == f"interpellatie_{asked}")
    found = ValidateInterpellatieForm().several(Turn(text, "geef_waarde", 0.9), step)
    return {slot.removeprefix("interpellatie_"): value for slot, value in found.items()}


@pytest.mark.parametrize(("text", "asked", "found"), [
    ("onderwerp: de brug, naam: J. Jansen", "onderwerp", {"onderwerp": "de brug", "indiener": "J. Jansen"}),
    ("de brug. Reden: hij is dicht", "onderwerp", {"onderwerp": "de brug.", "aanleiding": "hij is dicht"}),
    ("J. Jansen voor de raad van 18 december", "indiener", {"indiener": "J. Jansen", "datum": "18 december"}),
    ("de brug voor de raad van 18 december", "aanleiding", {}),  # only a name is followed by its meeting
    ("J. Jansen", "indiener", {}), ("de brug", "onderwerp", {}), ("onderwerp: x", "onderwerp", {}), ("", "onderwerp", {}),
    ("onderwerp: de brug", "akkoord", {}),  # one correction at the summary has a reader of its own
    ("onderwerp: de brug, datum: 12 december", "akkoord", {"onderwerp": "de brug", "datum": "12 december"}),
])
def test_parts_that_stand_in_one_message(text, asked, found):
    assert several(text, asked) == found


@pytest.mark.parametrize(("text", "onderwerp", "datum"), [
    ("interpellatie over de brug, voor de vergadering van 18 december", "de brug", "18 december"),
    ("interpellatie over de brug voor de raad van dinsdag", "de brug", "dinsdag"),
    ("interpellatie over de brug", "de brug", None), ("ik wil een interpellatie", None, None),
    ("/interpellatie_indienen", None, None),
])
def test_subject_and_meeting_in_the_trigger(text, onderwerp, datum):
    found = ValidateInterpellatieForm().from_trigger(Turn(text, "interpellatie_indienen", 0.9))
    assert found == {slot: value for slot, value in (("interpellatie_onderwerp", onderwerp), ("interpellatie_datum", datum))
                     if value}
