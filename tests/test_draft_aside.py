"""What is said to the bot in the middle of a draft, with a classifier that reads every message as the test wants."""

import pytest

from actions.flow import PAUSED
from knowledge import Hit, Result
from knowledge.drafting import CONTENT, Meant
from knowledge.remarks import Tone
from tests.test_draft import Talk, Toy


class Told(Toy):
    """Toy sources that take every message for `kind`."""

    def __init__(self, kind=CONTENT, sure=0.95, danger=1.0, found=None):
        self.meant, self.found = Meant(kind, sure, sure if kind == CONTENT else 1 - sure, danger), found

    def meant_in_draft(self, text, step):
        return self.meant

    def search_national(self, question, top_k=5):
        hits = tuple(Hit(p, 0.9) for p in self.passages if p.id == self.found)
        return Result(question, bool(hits), hits)


@pytest.fixture
def told(monkeypatch):
    def use(*args, **kwargs):
        known = Told(*args, **kwargs)
        for module in ("answer", "draft_aside", "draft_hand_out", "remark", "safety", "scene", "sources", "show"):
            monkeypatch.setattr(f"actions.{module}.sources", lambda: known)
    use()
    return use


def begun():
    return Talk("motie").say("de brug").say("hij is al drie weken dicht")


def test_a_question_is_answered_and_the_step_asked_again(told):
    talk = begun()
    told("vraag", found="motie/hoe")
    talk.say("moet de raad dit nog goedkeuren")
    assert talk.responses == ["utter_answer", "utter_request_motie_overwegende"]
    assert talk.given["overwegende"] is None


def test_a_question_that_no_source_answers_is_content_unless_it_surely_asks(told):
    talk = begun()
    told("vraag", 0.7)
    assert talk.say("hoe lang moet dit nog duren").given["overwegende"] == "hoe lang moet dit nog duren"
    told("vraag", 0.95)
    assert talk.say("hoe lang mag dit zijn").responses == ["utter_no_answer", "utter_request_motie_verzoek"]


@pytest.mark.parametrize(("text", "content"), [("welke", False), ("Waarom?", False), ("welke bomen er staan", True)])
def test_a_bare_question_is_no_content(told, text, content):
    talk = begun()
    told()
    assert talk.say(text).given["overwegende"] == (text if content else None)


def test_what_was_given_so_far_is_read_back(told):
    talk = begun()
    told("lees")
    talk.say("wat heb je tot nu toe")
    assert talk.responses == ["utter_draft_so_far", "utter_request_motie_overwegende"]
    assert talk.messages[0]["lines"] == "- Onderwerp: de brug\n- Constaterende: 1. hij is al drie weken dicht"


def test_who_stops_for_now_finds_it_all_again(told):
    talk = begun()
    told("stop")
    talk.say("ik moet nu weg")
    assert (talk.slots["motie_status"], talk.given["onderwerp"]) == (PAUSED, "de brug")


@pytest.mark.parametrize(("text", "given"), [
    ("nee het waren vier weken", "hij is al vier weken dicht"), ("voeg nog toe dat de buurt klaagt", "hij is al drie weken dicht\nde buurt klaagt"),
])
def test_a_wish_to_change_is_done_and_said_back(told, text, given):
    talk = begun()
    told("wijzig")
    talk.say(text)
    assert talk.responses == ["utter_draft_changed", "utter_request_motie_overwegende"]
    assert talk.given["constaterende"] == given


def test_a_wish_to_change_that_is_not_clear_changes_nothing(told):
    talk = begun()
    told("wijzig")
    talk.say("maak het wat korter")
    assert talk.responses == ["utter_how_to_change", "utter_request_motie_overwegende"]
    assert talk.given == begun().given


def test_what_is_left_for_later_stays_open(told):
    talk = begun()
    told("leeg")
    assert talk.say("dat weten we pas straks").given["overwegende"] == ""


@pytest.mark.parametrize("text", ["oke ga maar verder", "goed om te weten, nu weer de tekst", "ff wachten telefoon"])
def test_what_only_goes_on_is_no_content(told, text):
    talk = begun().say(text)
    assert (talk.responses, talk.given["overwegende"]) == (["utter_request_motie_overwegende"], None)


def test_what_opens_a_message_is_left_out(told):
    assert begun().say("ok verder. de buurt heeft er last van").given["overwegende"] == "de buurt heeft er last van"


def test_who_agrees_where_names_are_asked_gets_the_whole(told):
    talk = begun().say("omrijden kost tijd").say("open hem").say("ja klopt zo")
    assert talk.responses == ["utter_request_motie_akkoord"]
    assert (talk.given["indieners"], talk.given["datum"]) == ("", "")


def test_a_question_where_names_are_asked_is_one_more_of_the_draft(told):
    talk = Talk("vragen").say("de brug").say("hij is dicht").say("waarom is hij dicht?")
    talk.say("wanneer gaat hij open? wat kost dat?")
    assert talk.given["vragen"] == "waarom is hij dicht?\nwanneer gaat hij open?\nwat kost dat?"
    assert talk.given["indieners"] is None


def test_names_and_dates_that_are_named_go_where_they_belong(told):
    talk = Talk("vragen").say("de brug").say("hij is dicht").say("waarom?").say("sla over").say("indiener is Els de Boer")
    assert talk.given["indieners"] == "Els de Boer"
    talk = begun().say("indieners en datum laten we open")
    assert (talk.given["indieners"], talk.given["datum"], talk.given["overwegende"]) == ("", "", None)


@pytest.mark.parametrize(("danger", "kind"), [(0.1, "utter_request_motie_verzoek"), (0.6, "utter_safety")])
def test_what_sounds_like_danger_is_content_where_the_draft_knows_better(told, danger, kind):
    talk = begun()
    told(danger=danger)
    assert kind in talk.say("ik zag dat ze daar met messen lopen", "dreiging", 0.9).responses


def test_plain_signs_of_danger_go_before_everything(told):
    talk = begun()
    told(danger=0.0)
    assert "utter_safety" in talk.say("er staat iemand met een mes voor mijn deur", "dreiging", 1.0).responses


@pytest.mark.parametrize(("kind", "nothing", "said"), [("opmerking", 0.7, True), ("opmerking", 0.5, False), (CONTENT, 0.9, False)])
def test_a_remark_gets_a_reply_and_the_step_again(told, monkeypatch, kind, nothing, said):
    talk = begun()
    told(kind)
    monkeypatch.setattr(Told, "tone", lambda self, text: Tone(nothing, 0.0))
    talk.say("lekker, nu eerst koffie")
    assert talk.responses == (["utter_opmerking", "utter_request_motie_overwegende"] if said else ["utter_request_motie_verzoek"])
    assert talk.given["overwegende"] == (None if said else "lekker, nu eerst koffie")
