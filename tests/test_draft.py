"""Whole dialogues through each draft: part by part, a pasted whole, corrections, skipping, resuming, and the document."""

import io
import re

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import draft_hand_out
from actions.amendement import ActionAmendement, ValidateAmendementForm
from actions.draft_hand_out import local_rule
from actions.draft_parts_rules import AMENDEMENT, DRAFTS, INITIATIEF, INTERPELLATIE, MOTIE, VRAGEN, Kind
from actions.draft_reading import LONGEST
from actions.flow import CANCELLED, DONE, PAUSED
from actions.initiatief import ActionInitiatief, ValidateInitiatiefForm
from actions.interpellatie import ActionInterpellatie, ValidateInterpellatieForm
from actions.motie import ActionMotie, ValidateMotieForm
from actions.sentences import filled, sentence
from actions.vragen import ActionVragen, ValidateVragenForm
from knowledge import Hit, Result
from tests.toy import passage
from tests.toy_actions import ToyLibrary

FLOWS = {one.form: (one, form, action) for one, form, action in (
    (MOTIE, ValidateMotieForm, ActionMotie), (AMENDEMENT, ValidateAmendementForm, ActionAmendement),
    (VRAGEN, ValidateVragenForm, ActionVragen), (INITIATIEF, ValidateInitiatiefForm, ActionInitiatief),
    (INTERPELLATIE, ValidateInterpellatieForm, ActionInterpellatie))}
ODD = "Brug \"Noord\" & 'Zuid' {onderwerp} {0} }{ 😀 <b>dicht</b> **vet** [a](b) 100% §\\n é"
SAID = {Kind.TEXT: f"{ODD} x", Kind.VERBATIM: f"{ODD}\nDatum: 3 mei", Kind.POINTS: f"een {ODD}\ntwee {ODD}",
        Kind.QUESTIONS: f"Waarom {ODD}?\nHoe?",
        Kind.MOMENT: "18 december 2026"}


class Toy(ToyLibrary):
    """Two passages, and the griffie's own rules when there are any."""

    passages = [passage("motie/wat", "Een motie is een uitspraak."), passage("motie/hoe", "Dien hem in."),
                passage("bedreiging/bij_incidenten", "Bel de politie."), passage("bedreiging/preventief", "Maak afspraken.")]
    local, sure = (), False

    def search_national(self, question, top_k=5):
        hits = tuple(Hit(p, 0.9) for p in self.passages if p.topic in question.lower())[:top_k]
        return Result(question, bool(hits), hits)

    def search_local(self, question, top_k=3):
        return Result(question, self.sure, self.local)


@pytest.fixture(autouse=True)
def toy(monkeypatch, tmp_path):
    monkeypatch.setenv("RAADWIJZER_STATE", str(tmp_path))
    known = Toy()
    for module in ("answer", "draft_aside", "draft_hand_out", "scene", "sources", "show"):
        monkeypatch.setattr(f"actions.{module}.sources", lambda: known)
    return known


class Talk:
    """Drives one draft as Rasa's form does, and its closing action when the form ends."""

    def __init__(self, form, text=None, **entities):
        self.instrument, flow, action = FLOWS[form]
        self.flow, self.action, self.slots = flow(), action(), {"requested_slot": None}
        self.say(text or f"maak een {form}", self.instrument.intent, **entities)

    def say(self, text, intent="geef_waarde", sure=0.9, **entities):
        message = {"text": text, "intent": {"name": intent, "confidence": sure},
                   "intent_ranking": [{"name": intent, "confidence": sure}],
                   "entities": [{"entity": name, "value": value} for name, value in entities.items()]}
        self.messages = self.run(self.flow, message)
        if self.slots["requested_slot"] is None:
            self.messages += self.run(self.action, message)
        return self

    def run(self, action, message):
        dispatcher = CollectingDispatcher()
        tracker = Tracker("gesprek", self.slots, message, [], False, None, {}, "action_listen")
        for event in action.run(dispatcher, tracker, {}):
            self.slots[event["name"]] = event["value"]
        return dispatcher.messages

    def fill(self):
        """Say every part that is still asked."""
        while not self.slots["requested_slot"].endswith("akkoord"):
            part = self.instrument.part(self.slots["requested_slot"].removeprefix(f"{self.instrument.form}_"))
            self.say(SAID[part.kind])
        return self

    @property
    def responses(self):
        return [message["response"] for message in self.messages]

    @property
    def given(self):
        return {part.name: self.slots.get(self.instrument.slot(part.name)) for part in self.instrument.parts}


def read(tmp_path):
    """The one document that was handed out, as its styles and texts."""
    (path,) = tmp_path.glob("files/gesprek/*/*.docx")
    return [(p.style.name, p.text) for p in docx.Document(io.BytesIO(path.read_bytes())).paragraphs]


@pytest.fixture
def motie():
    return Talk("motie")


# ---------------------------------------------------------------- every draft

@pytest.mark.parametrize("form", FLOWS)
def test_each_part_is_asked_once_with_the_progress(form):
    talk = Talk(form)
    names, seen = [part.name for part in talk.instrument.parts] + ["akkoord"], []
    while talk.slots["requested_slot"]:
        seen.append((talk.responses, talk.messages[0]["step"], talk.messages[0]["steps"], talk.messages[0]["answer"]["kind"]))
        part = talk.instrument.part(talk.slots["requested_slot"].removeprefix(f"{form}_"))
        talk.say(SAID[part.kind] if part else "ja", "geef_waarde" if part else "ja")
    assert seen == [([f"utter_request_{form}_{name}"], at, len(names), "form") for at, name in enumerate(names, 1)]
    assert talk.responses == [f"utter_{form}", f"utter_{form}_next"]


@pytest.mark.parametrize(("text", "given"), [
    ("nee sorry artikel 2:12", "artikel 2:12"), ("oeps, ik bedoelde artikel 2:12", "artikel 2:12"),
    ("nee sorry, dat weet ik niet", "artikel 2:10"), ("sorry voor de late sluiting van de kroegen", "artikel 2:10"),
])
def test_what_was_typed_last_is_put_right_without_a_name_for_it(text, given):
    talk = Talk("amendement").say("de apv").say("artikel 2:10").say(text)
    assert [value for value in talk.given.values() if value][1] == given


@pytest.mark.parametrize(("form", "text", "answered"), [
    ("motie", "mag ik een motie altijd indienen?", True), ("motie", "moet de raad met zo'n motie instemmen", True),
    ("motie", "Waar blijft het zwembad?", False), ("motie", "een motie over een brug die niet meer open gaat", False),
    ("motie", "De raad heeft vorig jaar om een motie gevraagd", False),
])
def test_a_question_about_the_draft_itself_is_answered_and_the_same_asked_again(form, text, answered):
    talk = Talk(form)
    asked = talk.slots["requested_slot"]
    talk.say(text, "vervolg", sure=0.5)
    assert ("utter_answer" in talk.responses) is answered
    assert (talk.slots["requested_slot"] == asked) is answered


@pytest.mark.parametrize("form", FLOWS)
def test_any_characters_survive_in_the_chat_and_in_the_document(form, tmp_path):
    talk = Talk(form).fill().say("ja", "ja")
    said = filled(sentence(f"utter_{form}"), talk.messages[0])
    written = "\n".join(text for _, text in read(tmp_path))
    assert said.count(ODD) == written.count(ODD) == sum(2 if p.kind == Kind.POINTS else p.kind != Kind.MOMENT
                                                        for p in talk.instrument.parts)
    assert "18 december 2026" in said and "18 december 2026" in written
    assert talk.messages[0]["answer"]["kind"] == "document"


@pytest.mark.parametrize("form", FLOWS)
def test_the_file_is_named_after_the_subject(form, tmp_path):
    file = Talk(form).fill().say("ja", "ja").messages[0]["file"]
    assert re.fullmatch(rf"/chat/file/[0-9a-f]{{32}}/{re.escape(file['name'])}", file["url"])
    assert file["name"] == f"{form}-Brug-Noord-Zuid-onderwerp-0.docx"
    assert read(tmp_path)[0][0] == "Title"


@pytest.mark.parametrize("form", FLOWS)
def test_the_law_and_the_rules_of_the_council_come_with_it(form):
    following = Talk(form).fill().say("ja", "ja").messages[1]
    assert (following["law"], following["url"]) == ("Gemeentewet", "https://wetten.overheid.nl/BWBR0005416")
    assert "reglement van orde" in sentence(f"utter_{form}_next")
    assert [b["title"] for b in following["buttons"]] == ["Iets wijzigen"]


@pytest.mark.parametrize("form", FLOWS)
def test_what_is_left_open_is_named_with_the_reason_and_can_be_filled_in_later(form, tmp_path):
    talk = Talk(form)
    while not talk.slots["requested_slot"].endswith("akkoord"):
        talk.say("sla over")
    missing = [sentence(f"utter_missing_{part.name}") for part in talk.instrument.parts]
    assert talk.messages[0]["check"] == "\n\n**Nog niet compleet:**\n" + "\n".join(f"- {line}" for line in missing)
    talk.say("ja", "ja")
    assert sum("[nog invullen]" in text for _, text in read(tmp_path)) == len(missing)


@pytest.mark.parametrize("form", FLOWS)
def test_a_whole_draft_in_one_message(form):
    lines = "\n".join(f"{part.labels[0].capitalize()}: {'3 mei' if part.kind == Kind.MOMENT else part.name + '?'}"
                      for part in DRAFTS[FLOWS[form][0].topic].parts)
    for talk in (Talk(form, lines), Talk(form).say(lines)):
        assert talk.responses == [f"utter_request_{form}_akkoord"]
        assert talk.given == {p.name: "3 mei" if p.kind == Kind.MOMENT else f"{p.name}?" for p in talk.instrument.parts}


@pytest.mark.parametrize("form", FLOWS)
def test_every_button_of_the_summary_asks_its_part_again(form):
    talk = Talk(form).fill()
    for part in talk.instrument.parts:
        talk.say(f'/corrigeer{{"part": "{part.name}"}}', "corrigeer", sure=1.0, part=part.name)
        assert talk.responses == [f"utter_request_{form}_{part.name}"]
        talk.say("4 mei")
        assert (talk.responses, talk.given[part.name]) == ([f"utter_request_{form}_akkoord"], "4 mei")


@pytest.mark.parametrize("form", FLOWS)
def test_cancel_back_and_restart(form):
    talk = Talk(form).say("eerste deel").say("terug", "terug")
    assert talk.responses == [f"utter_request_{form}_{talk.instrument.parts[0].name}"]
    talk.say("eerste deel").say("opnieuw beginnen", "opnieuw")
    assert set(talk.given.values()) == {None}
    assert talk.say("eerste deel").say("stop", "laat_maar").responses == ["utter_cancelled"]
    assert set(talk.given.values()) == {None}
    assert talk.slots[talk.instrument.slot("status")] is None
    assert talk.slots["passage"] == f"{talk.instrument.topic}/hoe"  # what is asked next is about it


@pytest.mark.parametrize("form", FLOWS)
def test_a_threat_in_the_middle_keeps_the_draft(form):
    talk = Talk(form).say("eerste deel")
    talk.say("ze staan met een mes voor mijn deur", "dreiging")
    assert talk.responses == ["utter_safety", "utter_draft_paused"]
    assert talk.slots[talk.instrument.slot("status")] == PAUSED
    button = talk.messages[1]["buttons"][0]
    assert button == {"title": "Verder met deze tekst", "payload": f'/{talk.instrument.intent}{{"value": "verder"}}'}
    talk.say(button["payload"], talk.instrument.intent, sure=1.0, value="verder")
    assert talk.responses == [f"utter_request_{form}_{talk.instrument.parts[1].name}"]
    assert talk.given[talk.instrument.parts[0].name] == "eerste deel"


@pytest.mark.parametrize("form", FLOWS)
def test_a_finished_draft_can_be_opened_again_and_a_new_one_starts_empty(form):
    talk = Talk(form).fill().say("ja", "ja")
    talk.say(f'/{talk.instrument.intent}{{"value": "verder"}}', talk.instrument.intent, sure=1.0, value="verder")
    assert talk.responses == [f"utter_request_{form}_akkoord"]
    talk.say("ja", "ja").say("maak nog een nieuwe", talk.instrument.intent)
    assert (talk.responses, set(talk.given.values())) == ([f"utter_request_{form}_{talk.instrument.parts[0].name}"], {None})


@pytest.mark.parametrize("form", FLOWS)
def test_a_correction_midway_keeps_the_question_that_was_asked(form):
    talk = Talk(form).fill()
    talk.say(f'/corrigeer{{"part": "{talk.instrument.parts[1].name}"}}', "corrigeer", sure=1.0,
             part=talk.instrument.parts[1].name)
    talk.say("nee wacht, de datum moet 12 januari zijn", "corrigeer")
    assert talk.given["datum"] == "12 januari"
    assert talk.responses == ["utter_draft_changed", f"utter_request_{form}_{talk.instrument.parts[1].name}"]
    assert talk.messages[0]["what"] == "12 januari"


def test_a_correction_of_what_is_asked_right_now_is_its_answer(motie):
    assert motie.say("het onderwerp moet de brug zijn").given["onderwerp"] == "de brug"


@pytest.mark.parametrize("text",
                         ["de raad moet meer doen", "de vergadering moet openbaar zijn", "het onderwerp moet op de agenda"])
def test_content_that_sounds_like_a_correction_is_kept(motie, text):
    motie.say("de brug").say("hij lekt").say(text)
    assert (motie.given["overwegende"], motie.given["onderwerp"]) == (text, "de brug")


@pytest.mark.parametrize("form", FLOWS)
def test_a_very_long_part_is_refused_with_its_length_and_one_that_fits_is_kept(form):
    talk = Talk(form)
    assert talk.say("x" * (LONGEST + 1)).responses == ["utter_part_long"]
    assert talk.messages[0]["found"] == LONGEST + 1
    assert talk.say("x" * LONGEST).given[talk.instrument.parts[0].name] == "x" * LONGEST
    assert all(len(str(value)) < LONGEST for value in talk.fill().messages[0].values())


def test_a_full_disk_still_gives_the_text(monkeypatch):
    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(draft_hand_out, "hand_out", full)
    talk = Talk("motie").fill().say("ja", "ja")
    assert talk.responses == ["utter_motie", "utter_motie_next"]
    assert "file" not in talk.messages[0]


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters=":;,.?!\ufffe\uffff"), min_size=1,
               max_size=120)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, TEXT)
def test_subject_and_names_of_any_characters_are_kept_as_typed(subject, names):
    subject, names = f"de {subject} xx", f"mw {names} xx"
    talk = Talk("interpellatie").say(subject)
    talk.slots |= {"interpellatie_aanleiding": "Hij lekt", "interpellatie_vragen": "Waarom?",
                   "requested_slot": "interpellatie_indiener"}
    talk.say(names)
    assert (talk.given["onderwerp"], talk.given["indiener"]) == (subject, names)


# ---------------------------------------------------------------- motie

def test_a_motion_as_it_is_handed_out(motie, tmp_path):
    for text in ("de speeltuin", "dat de speeltuin dicht is\ndat er geen geld is", "dat kinderen moeten spelen",
                 "de speeltuin te openen",
                 "Jan (D66)\nPiet (CDA)", "12 januari 2027", "ja"):
        motie.say(text, "ja" if text == "ja" else "geef_waarde")
    assert read(tmp_path) == [
        ("Title", "Motie"), ("Normal", "Onderwerp: de speeltuin"), ("Normal", "Vergadering: 12 januari 2027"),
        ("Normal", "De gemeenteraad, in vergadering bijeen,"), ("Heading 1", "constaterende dat:"),
        ("List Number", "de speeltuin dicht is"), ("List Number", "er geen geld is"), ("Heading 1", "overwegende dat:"),
        ("List Number", "kinderen moeten spelen"), ("Heading 1", "verzoekt het college:"),
        ("List Number", "de speeltuin te openen"),
        ("Normal", "en gaat over tot de orde van de dag."), ("Heading 1", "Indieners"), ("Normal", "Jan (D66)\nPiet (CDA)")]
    assert motie.messages[0]["constaterende"] == "1. de speeltuin dicht is\n2. er geen geld is"


@pytest.mark.parametrize(("typed", "lines"), [
    ("spreekt uit dat dit niet mag", [("Heading 1", "spreekt uit:"), ("List Number", "dat dit niet mag")]),
    ("draagt het college op\n- a\n- b", [("Heading 1", "draagt het college op:"), ("List Number", "a"), ("List Number", "b")]),
    ("a\nspreekt uit\nb", [("Heading 1", "verzoekt het college:"), ("List Number", "a"), ("Heading 1", "spreekt uit:"),
                           ("List Number", "b")]),
])
def test_a_motion_charges_or_declares(motie, tmp_path, typed, lines):
    for text in ("de brug", "hij lekt", "dit is duur", typed, "Jan", "3 mei", "ja"):
        motie.say(text, "ja" if text == "ja" else "geef_waarde")
    written = read(tmp_path)
    at = written.index(lines[0])
    assert written[at - 1] == ("List Number", "dit is duur")
    assert written[at:at + len(lines) + 1] == [*lines, ("Normal", "en gaat over tot de orde van de dag.")]


def test_an_official_motion_pasted_as_the_first_message(motie):
    pasted = ("Motie speeltuin\nDe gemeenteraad, in vergadering bijeen op 12 januari 2027,\nconstaterende dat:\n"
              "- de speeltuin dicht is;\noverwegende dat:\n- kinderen spelen;\nverzoekt het college:\n- hem te openen\n"
              "en gaat over tot de orde van de dag.\nJan, D66")
    for talk in (motie.say(pasted), Talk("motie", pasted)):
        assert talk.responses == ["utter_request_motie_akkoord"]
        assert talk.given == {"onderwerp": "Motie speeltuin", "constaterende": "de speeltuin dicht is",
                              "overwegende": "kinderen spelen",
                              "verzoek": "verzoekt het college:\nhem te openen", "indieners": "Jan, D66",
                              "datum": "12 januari 2027"}


def test_points_are_added_replaced_and_taken_away_at_the_summary(motie):
    for text in ("de brug", "hij lekt\nhij roest", "dit is duur", "hem te maken", "Jan", "3 mei"):
        motie.say(text)
    motie.say("voeg nog een constatering toe: hij zakt")
    assert motie.given["constaterende"] == "hij lekt\nhij roest\nhij zakt"
    motie.say("constatering 2 moet zijn: hij kraakt").say("haal constatering 1 weg")
    assert motie.given["constaterende"] == "hij kraakt\nhij zakt"
    assert motie.say("haal constatering 9 weg").responses == ["utter_request_motie_constaterende"]


def test_subject_in_the_wish_and_a_question_in_between():
    talk = Talk("motie", "help me een motie schrijven over de speeltuin, zet m effe op papier")
    assert (talk.given["onderwerp"], talk.responses) == ("de speeltuin", ["utter_request_motie_constaterende"])
    talk.say("wat is een motie?", "motie", instrument="motie", facet="wat")
    assert talk.responses == ["utter_answer", "utter_request_motie_constaterende"]
    assert talk.say("hij is dicht").given["constaterende"] == "hij is dicht"


def test_facts_and_arguments_in_one_message(motie):
    motie.say("de brug").say("constaterende dat hij lekt; overwegende dat dit duur is")
    assert (motie.given["constaterende"], motie.given["overwegende"]) == ("hij lekt", "dit duur is")
    assert motie.responses == ["utter_request_motie_verzoek"]


# ---------------------------------------------------------------- amendement, vragen, initiatief

def test_the_text_of_an_amendment_is_kept_to_the_letter():
    talk = Talk("amendement").say("raadsvoorstel parkeren")
    old = "2. De raad stelt € 50.000 beschikbaar;\n\nOnderwerp: parkeren\n  - dat geldt; dat blijft"
    talk.say(old)
    assert (talk.given["oud"], talk.responses) == (old, ["utter_request_amendement_nieuw"])
    assert talk.say("vervalt").given["nieuw"] == "vervalt"


def test_an_amendment_that_changes_nothing_is_told_so():
    talk = Talk("amendement")
    for text in ("voorstel parkeren", "artikel 1", "artikel 1", "omdat", "Jan", "3 mei"):
        talk.say(text)
    assert talk.messages[0]["check"] == f"\n\n**Nog niet compleet:**\n- {sentence('utter_check_same')}"


def test_questions_are_numbered_and_questions_to_the_bot_are_content(tmp_path):
    talk = Talk("vragen")
    for text in ("de brug", "hij is dicht", "Wat is een motie? Hoe lang nog?", "Jan", "3 mei 2027", "ja"):
        talk.say(text, "ja" if text == "ja" else "geef_waarde")
    assert ("List Number", "Wat is een motie?") in read(tmp_path)
    assert talk.messages[0]["vragen"] == "1. Wat is een motie?\n2. Hoe lang nog?"


def test_decisions_of_a_proposal_are_numbered(tmp_path):
    talk = Talk("initiatief", "initiatiefvoorstel maken over een jongerenfonds")
    assert talk.given["titel"] == "een jongerenfonds"
    for text in ("Er is niets", "1. een fonds in te stellen 2. € 10.000 te reserveren", "Zo werkt het",
                 "€ 10.000, uit de reserve", "Jan", "3 mei",
                 "ja"):
        talk.say(text, "ja" if text == "ja" else "geef_waarde")
    written = read(tmp_path)
    at = written.index(("Normal", "De raad besluit:"))
    assert written[at + 1:at + 3] == [("List Number", "een fonds in te stellen"), ("List Number", "€ 10.000 te reserveren")]
    assert talk.slots["initiatief_status"] is None
    assert DONE != CANCELLED


# ---------------------------------------------------------------- the griffie's own rules

def rule(heading, text="De regels."):
    return Hit(passage("reglement/a", text, heading=heading), 0.4)


def test_the_article_of_the_griffies_own_rules_is_shown_behind_the_text(toy):
    toy.local = (rule("Artikel 2 De voorzitter", "Moties gaan voor."), rule("Artikel 30 Moties", "Een motie heeft twee namen."))
    talk = Talk("motie").fill().say("ja", "ja")
    assert talk.responses == ["utter_motie", "utter_motie_next", "utter_answer_local"]
    assert (talk.messages[2]["section"], talk.messages[2]["body"]) == ("Artikel 30 Moties", "Een motie heeft twee namen.")


@pytest.mark.parametrize(("hits", "sure", "found"), [
    ((), False, None), ((rule("Artikel 2", "De voorzitter opent."),), True, None),
    ((rule("Artikel 2", "Een motie is kort."),), False, None),
    ((rule("Artikel 2", "Een motie is kort."),), True, "Artikel 2"), ((rule("Moties"),), False, "Moties"),
])
def test_only_a_rule_that_names_the_instrument_is_one(toy, hits, sure, found):
    toy.local, toy.sure = hits, sure
    hit = local_rule(MOTIE)
    assert (hit and hit.passage.heading) == found
