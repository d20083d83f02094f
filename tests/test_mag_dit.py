"""Mag dit? as dialogues without Rasa: the verdict, its sentence and source, what follows, and what is asked back."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer
from actions.mag_dit import ActionMagDit
from knowledge import Overtaken
from knowledge.documents import read_edition
from knowledge.settings import Settings
from tests.toy import passage
from tests.toy_actions import Talk, ToySources, use

EDITION = tuple(read_edition(Settings().edition))
TOY = ToySources({"fractiebudget aan op": ["fractieondersteuning/budget"]}, passages=EDITION)


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    use(monkeypatch, TOY)


def ask(text, talk=None, action=ActionMagDit, intent="mag_dit"):
    return (talk or Talk()).say(action(), text, intent)


@pytest.mark.parametrize(("text", "response", "quote"), [
    ("kan die teamlunch uit ons budget?", "utter_mag_dit_fractiebudget_stil", "In de eerste plaats dient dit budget"),
    ("mag ik mn laptop declareren", "utter_mag_dit_onkosten_stil", "Contributies en lidmaatschappen"),
    ("cursus debatteren betaalt de fractie?", "utter_mag_dit_fractiebudget_mag_maar",
        "trainingsdagen en cursussen voor de fractie"),
    ("mag een lening uit het fractiebudget", "utter_mag_dit_fractiebudget_mag_niet", "giften, leningen"),
    ("mag fooi op de onkosten", "utter_mag_dit_onkosten_mag_niet", "Fooi in Nederland"),
    ("printpapier declareren", "utter_mag_dit_onkosten_mag", "Bureaukosten"),
    ("partijpolitieke scholing uit het opleidingsbudget", "utter_mag_dit_opleiding_mag_niet", "partijpolitieke scholing"),
    ("een coach uit het opleidingsbudget", "utter_mag_dit_opleiding_vraag", "functionele scholing"),
])
def test_the_verdict_comes_with_its_sentence_and_year(text, response, quote):
    talk = ask(text)
    assert talk.responses[-1] == response
    assert quote in talk.messages[-1]["quotes"]
    assert talk.messages[-1]["as_of"] == "2020"


def test_the_answer_names_the_passage_that_says_so():
    answer = ask("mag een lening uit het fractiebudget").messages[0]["answer"]
    assert (answer["kind"], answer["topic"], answer["facet"]) == ("answer", "fractieondersteuning", "niet_uitgeven")
    assert [source["id"] for source in answer["sources"]] == ["fractieondersteuning/niet_uitgeven", "wet/fractieondersteuning"]


def test_silent_sources_are_no_answer_but_show_what_the_budget_is_for():
    answer = ask("kan die teamlunch uit ons budget?").messages[0]["answer"]
    assert (answer["kind"], answer["sources"][0]["id"]) == ("no_answer", "fractieondersteuning/budget")


def test_two_budgets_are_told_where_none_is_named():
    talk = ask("wie betaalt mijn cursus")
    assert talk.responses == ["utter_mag_dit_opleiding_mag_maar", "utter_mag_dit_fractiebudget_mag_maar"]


def test_what_limits_a_verdict_is_quoted_too():
    assert "collectieve opleidingskosten" in ask("cursus uit het fractiebudget").messages[0]["but"]


def test_what_the_law_changed_stands_before_the_verdict(monkeypatch):
    notice = Overtaken("Nu anders.", "Staatsblad", "")
    changed = passage("onkostenvergoeding/eigen_rekening", "Fooi in Nederland", overtaken=notice)
    use(monkeypatch, ToySources(passages=(changed,)))
    talk = ask("mag fooi op de onkosten")
    assert talk.responses == ["utter_mag_dit_changed", "utter_mag_dit_onkosten_mag_niet"]
    assert (talk.messages[0]["changed"], talk.messages[0]["changed_source"]) == ("Nu anders.", "Staatsblad")


def test_another_expense_follows_from_the_same_budget():
    talk = ask("mag een lening uit het fractiebudget")
    assert ask("en een etentje?", talk, ActionAnswer, "vervolg").responses == ["utter_mag_dit_fractiebudget_stil"]
    assert ask("en een onderzoek?", talk, ActionAnswer, "vervolg").responses == ["utter_mag_dit_fractiebudget_mag"]


def test_another_budget_follows_for_the_same_expense():
    talk = ask("mag een cursus uit het fractiebudget")
    ask("en uit het opleidingsbudget?", talk, ActionAnswer, "leren_ontwikkelen")
    assert talk.responses == ["utter_mag_dit_opleiding_mag_maar"]
    assert talk.slots["uitgave"] == "mag een cursus uit het fractiebudget"


def test_an_expense_asked_under_another_intent_is_judged_too():
    talk = ask("mag ik een taart declareren", action=ActionAnswer, intent="onkostenvergoeding")
    assert talk.responses == ["utter_mag_dit_onkosten_mag_niet"]


def test_an_expense_in_a_question_about_something_else_is_not():
    talk = ask("kan een ambtenaar onderzoek doen", action=ActionAnswer, intent="ambtelijke_bijstand")
    assert talk.responses == ["utter_no_answer"]


def test_a_question_about_the_whole_budget_is_answered_from_the_passages():
    assert ask("waar mag het fractiebudget aan op").responses == ["utter_answer_part"]


def test_an_unknown_expense_from_a_known_budget_is_for_the_griffier():
    assert ask("mag een vliegtuig uit het fractiebudget").responses == ["utter_mag_dit_fractiebudget_stil"]


def press(talk, part):
    parsed = {"text": f'/mag_dit{{"part": "{part}"}}', "intent": {"name": "mag_dit", "confidence": 1.0},
              "entities": [{"entity": "part", "value": part}]}
    dispatcher = CollectingDispatcher()
    ActionMagDit().run(dispatcher, Tracker("x", talk.slots, parsed, [], False, None, {}, "l"), {})
    return dispatcher.messages[-1]["response"]


def test_an_unknown_expense_without_a_budget_asks_which_budget():
    talk = ask("mag ik een vliegtuig kopen")
    assert talk.responses == ["utter_mag_dit_budget"]
    assert press(talk, "onkosten") == "utter_mag_dit_onkosten_stil"


def test_the_budget_may_be_typed_too():
    talk = ask("mag ik een vliegtuig kopen")
    assert ask("het fractiebudget", talk, ActionAnswer, "fractieondersteuning").responses == ["utter_mag_dit_fractiebudget_stil"]


def test_a_question_that_names_nothing_asks_what_is_meant():
    assert ask("mag dit").responses == ["utter_mag_dit_uitgave"]


def test_a_known_expense_that_no_budget_speaks_of_asks_which_budget():
    talk = ask("mag ik een laptop kopen")
    assert talk.responses == ["utter_mag_dit_budget"]
    assert press(talk, "fractiebudget") == "utter_mag_dit_fractiebudget_stil"


def test_a_button_without_a_question_before_it_asks_what_is_meant():
    assert press(Talk(), "onkosten") == "utter_mag_dit_uitgave"


@pytest.mark.parametrize(("shown", "text", "responses"), [
    ("fractieondersteuning/niet_uitgeven", "bosje bloemen voor de griffier?", ["utter_mag_dit_fractiebudget_mag_niet"]),
    ("fractieondersteuning/niet_uitgeven", "is dat bloemen waard?", None), ("motie/wat", "bosje bloemen voor de griffier?", None)])
def test_a_thing_after_the_passage_on_a_budget_is_an_expense(shown, text, responses):
    talk = Talk(passage=shown, topic=shown.split("/")[0]).say(ActionAnswer(), text, "onkostenvergoeding")
    assert (talk.responses == responses) if responses else not any("mag_dit" in one for one in talk.responses)
