"""Making an answer easier: an example from the sources, its core in short, and the hard words in it."""

import pytest

from actions.acts import ActionExample, ActionSimpler
from actions.explain import CORE, asks_example, core_of, example_in, explained, names_its_place
from actions.scene import Scene
from actions.turn import Turn
from knowledge import Hit, Result
from knowledge.remarks import Tone
from knowledge.types import Overtaken
from tests.toy import passage
from tests.toy_actions import PASSAGES, Talk, ToySources, use

WORDS = {"college": "burgemeester en wethouders", "fractie": "raadsleden van één partij", "kaders": "de grenzen",
         "mandaat": "het recht om te besluiten", "expertise": "kennis", "begroting": "het plan"}
CASE = passage("media/gemeente_dijk", "De gemeente schreef elke week in de krant.", heading="Gemeente Dijk")
CASE_2 = passage("media/gemeente_duin", "De gemeente maakte een podcast.", heading="Gemeente Duin")
TIPS = passage("griffie/wat", "De griffie helpt.\n\nVraag haar bijvoorbeeld om een tekst.\n\nOf bel haar.")
LONG = "Dit is de kern van het verhaal over de raad. " + "Daarna volgt nog heel veel uitleg die niemand zo snel leest. " * 9


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    changed = passage("vragen/wat", "Je vraagt het college iets.", overtaken=Overtaken("Nu schriftelijk.", "Staatsblad"))
    hard = passage("rekenkamer/wat", "De fracties geven een mandaat en het college een begroting.")
    use(monkeypatch, ToySources(passages=(*PASSAGES, CASE, CASE_2, TIPS, changed, hard)))
    monkeypatch.setattr("actions.explain.hard_words", lambda: WORDS)


def example(text="geef een voorbeeld", named=(), last=None):
    return Talk(passage=last).say(ActionExample(), text, "voorbeeld_vragen", named)


def simpler(text="kan het eenvoudiger", named=(), last=None):
    return Talk(passage=last).say(ActionSimpler(), text, "eenvoudiger", named)


# ---------------------------------------------------------------- examples

def test_a_passage_that_is_an_example_is_shown_with_its_source():
    talk = example(last="media/wat")
    message = talk.messages[0]
    assert (talk.responses, message["body"], message["section"]) == (["utter_example"], CASE.text, "Media – Gemeente Dijk")
    assert (message["answer"]["kind"], message["answer"]["sources"][0]["id"]) == ("answer", CASE.id)
    assert (talk.slots["topic"], talk.slots["passage"]) == ("media", CASE.id)


def test_asking_again_brings_another_example():
    talk = example(last="media/wat").say(ActionExample(), "nog een voorbeeld")
    assert talk.messages[0]["body"] == CASE_2.text


def test_else_the_paragraph_that_says_for_instance_is_shown():
    talk = example(last="griffie/wat")
    assert (talk.responses, talk.messages[0]["body"]) == (["utter_example"], "Vraag haar bijvoorbeeld om een tekst.")


def test_the_subject_that_is_named_goes_before_that_of_the_conversation():
    assert example("voorbeeld van de griffie", ["griffie"], "media/wat").slots["passage"] == "griffie/wat"


def test_no_example_in_the_sources_is_said_so_and_the_subject_stays():
    talk = example(last="motie/wat")
    assert (talk.responses, talk.messages[0]["question"]) == (["utter_no_answer_nearest"], "geef een voorbeeld (Motie)")
    assert talk.titles == ["Motie: wanneer zet je het in?"]
    assert talk.slots["passage"] == "motie/wat"


def test_an_example_of_nothing_asks_of_what():
    talk = example()
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_voorbeeld_vragen"], "clarify")


@pytest.mark.parametrize(("text", "named", "last", "asks"), [
    ("heb je een voorbeeld?", (), CASE, True), ("voorbeeldje", (), CASE, True), ("praktijkvoorbeelden graag", (), CASE, True),
    ("vorbeeld", (), CASE, False), ("voorbeeld van een motie", ("motie",), None, False), ("een voorbeeld?", (), None, False),
    ("wat is een motie", ("motie",), CASE, False),
    ("ik wil bij wijze van voorbeeld een keer kijken hoe dat gaat", (), CASE, False),
    ("welke gemeenten zijn hier goed in bezig", (), CASE, True), ("wie hef dat al es daon?", (), CASE, True),
    ("hoe pakken andere gemeenten dat aan", (), CASE, True), ("wie doet dat bij ons", (), CASE, False),
])
def test_only_a_short_turn_with_a_subject_asks_for_an_example(text, named, last, asks):
    assert asks_example(Turn(text, "voorbeeld_vragen", 0.9, named=named), Scene(last)) is asks


@pytest.mark.parametrize(("text", "place"), [("welke gemeente heeft dat zo gedaan", True), ("wie deed dat al", False), ("geef een voorbeeld van een gemeente die dat deed", False)])
def test_who_did_what_the_last_passage_tells_of_stands_in_it(text, place):
    told = passage("media/wat", "De gemeente Utrecht schreef een brief.")
    assert names_its_place(Turn(text, "voorbeeld_vragen", 0.9), Scene(told)) is place
    assert not names_its_place(Turn(text, "voorbeeld_vragen", 0.9), Scene(CASE))


def test_a_question_that_was_taken_for_an_example_is_searched(monkeypatch):
    use(monkeypatch, ToySources({"voorkomen": ["motie/hoe"]}))
    talk = Talk(passage="motie/wat", topic="motie").say(ActionExample(), "hoe kan ik dit voortaan voorkomen", "voorbeeld_vragen")
    assert (talk.responses, talk.slots["passage"]) == (["utter_answer"], "motie/hoe")


@pytest.mark.parametrize(("text", "found"), [
    ("Kies een vorm:\n- een brief\n- een bezoek, denk aan een school\n- een krant", "een bezoek, denk aan een school"),
    ("Doe iets.\n\nBijv. een brief.", "Bijv. een brief."), ("Iets zoals dit.", "Iets zoals dit."),
    ("Een voorbeeldig raadslid.", None), ("De raad stemt.", None), ("", None),
])
def test_the_paragraph_or_item_with_an_example(text, found):
    assert example_in(text) == found


# ---------------------------------------------------------------- simpler

def test_the_core_is_shown_with_the_hard_words_in_it():
    talk = simpler(last="rekenkamer/wat")
    message = talk.messages[0]
    assert talk.responses == ["utter_simpler_words"]
    assert message["words"] == ("- **college**: burgemeester en wethouders\n- **fractie**: raadsleden van één partij\n"
                                "- **mandaat**: het recht om te besluiten\n- **begroting**: het plan")
    assert (message["answer"]["kind"], message["answer"]["sources"][0]["id"]) == ("answer", "rekenkamer/wat")


def test_without_hard_words_there_is_no_list():
    assert (simpler(last="media/wat").responses, simpler(last="media/wat").messages[0]["words"]) == (["utter_simpler"], "")


def test_what_the_law_changed_is_said_in_the_short_version_too():
    talk = simpler(last="vragen/wat")
    assert (talk.responses, talk.messages[0]["changed"]) == (["utter_simpler_overtaken_words"], "Nu schriftelijk.")


def test_another_subject_that_is_named_is_made_simpler():
    assert simpler("leg amendement simpel uit", ["amendement"], "motie/hoe").messages[0]["body"] == PASSAGES[3].text


def test_the_subject_that_is_named_already_stays_at_the_passage_shown():
    assert simpler("leg die motie simpel uit", ["motie"], "motie/hoe").messages[0]["body"] == PASSAGES[1].text


def test_nothing_to_make_simpler_asks_which_answer():
    talk = simpler()
    assert (talk.responses, talk.messages[0]["answer"]["kind"]) == (["utter_eenvoudiger"], "clarify")


def test_the_core_starts_at_the_beginning_and_stays_short():
    core = core_of(LONG)
    assert core.startswith("Dit is de kern van het verhaal over de raad.")
    assert len(core) <= CORE
    assert core.endswith(".")


@pytest.mark.parametrize(("text", "hard"), [
    ("Het College beslist.", ["college"]), ("Twee fracties, één fractie.", ["fractie"]), ("De begrotingen.", ["begroting"]),
    ("Collegiaal overleg.", []), ("Binnen de kaders", ["kaders"]), ("", []),
    ("begroting expertise mandaat kaders fractie college", ["college", "fractie", "kaders", "mandaat"]),
])
def test_hard_words_are_whole_words_in_any_case_and_at_most_four(text, hard):
    assert [word for word, _ in explained(text)] == hard


# ---------------------------------------------------------------- what only sounds like an act

class NoAct(ToySources):
    """Sees no act in anything, and answers where a key stands in the question."""

    def tone(self, text):
        return Tone(0.0, 0.05)


@pytest.mark.parametrize(("action", "intent", "text", "last", "response"), [
    (ActionSimpler(), "eenvoudiger", "moet dat op papier of kan ik het gewoon zeggen", "media/wat", "utter_answer"),
    (ActionSimpler(), "eenvoudiger", "kan dat simpeler, op papier", "media/wat", "utter_simpler"),  # its words say so
    (ActionSimpler(), "eenvoudiger", "toe maar dan", "media/wat", "utter_simpler"),  # nothing answers it
    (ActionExample(), "voorbeeld_vragen", "en een klein papier", "media/wat", "utter_answer"),
    (ActionExample(), "voorbeeld_vragen", "is er een voorbeeld op papier", "media/wat", "utter_example"),  # there is one
    (ActionExample(), "voorbeeld_vragen", "is er een voorbeeld op papier", "motie/wat", "utter_answer"),
])
def test_what_the_second_look_sees_no_act_in_is_answered_where_the_sources_know(monkeypatch, action, intent, text, last, response):
    use(monkeypatch, NoAct({"papier": ["motie/hoe"]}, passages=(*PASSAGES, CASE, TIPS)))
    assert Talk(passage=last).say(action, text, intent).responses == [response]


class Elsewhere(ToySources):
    """Is nearly certain of what it finds."""

    def search_after(self, question, shown, top_k=5):
        found = self.search_national(question, top_k)
        return Result(question, found.answered, tuple(Hit(hit.passage, 0.97) for hit in found.hits))


@pytest.mark.parametrize(("text", "asks"), [
    ("hebben ze een voorbeeld van een brief voor mijn baas", False), ("hebben ze een voorbeeld van een gemeente voor mij", True),
    ("voorbeeld van een brief", True)])  # of so few words the search is not asked
def test_an_example_of_what_another_passage_tells_is_a_question(monkeypatch, text, asks):
    use(monkeypatch, Elsewhere({"brief": ["motie/hoe"], "gemeente": ["media/gemeente_dijk"]}, passages=(*PASSAGES, CASE)))
    assert asks_example(Turn(text, "voorbeeld_vragen", 1.0), Scene(last=passage("media/wat", "Over media."))) == asks
