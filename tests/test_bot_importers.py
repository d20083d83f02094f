"""Training data of the bank and the facts: each question an example of its file's intent, the held-out unread, places named."""

from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain

from bot.importers import BANK, QuestionBank

MOTIE = 'motie/wat:\n  plain: ["wat is een motie?", "Wat doet \\"een\\" motie"]\n  short: [motie]\n'
MOTIE += 'motie/hoe:\n  plain: [hoe dan]\n'


@pytest.fixture
def bank(tmp_path):
    folder = tmp_path / BANK
    (folder / "held_out").mkdir(parents=True)
    (folder / "motie.yml").write_text(MOTIE, encoding="utf-8")
    (folder / "held_out" / "motie.yml").write_text("motie/wat:\n  plain: [geheim]\n", encoding="utf-8")
    return folder


def examples(folder):
    importer = QuestionBank(config_file=str(folder.parent.parent / "config.yml"))
    return [(message.get("text"), message.get("intent")) for message in importer.get_nlu_data().training_examples]


def test_each_question_is_an_example_of_its_files_intent(bank):
    assert examples(bank) == [
        ("wat is een motie?", "motie"), ('Wat doet "een" motie', "motie"), ("motie", "motie"), ("hoe dan", "motie")]


def test_held_out_questions_are_not_read(bank):
    assert "geheim" not in [text for text, _ in examples(bank)]


def test_questions_of_other_worlds_are_out_of_reach_and_near_misses_are_not_read(bank):
    (bank / "silent").mkdir()
    (bank / "silent" / "andere_wereld.yml").write_text("- hoe laat is het\n- 2020\n", encoding="utf-8")
    (bank / "silent" / "motie.yml").write_text("- hoeveel handtekeningen voor een motie\n", encoding="utf-8")
    assert examples(bank)[-2:] == [("hoe laat is het", "buiten_bereik"), ("2020", "buiten_bereik")]


def test_what_is_harmless_and_what_drafts_hold_are_of_no_intent(bank):
    (bank / "harmless").mkdir()
    (bank / "harmless" / "beelden.yml").write_text("- de kogel is door de kerk\n", encoding="utf-8")
    (bank / "drafting").mkdir()
    (bank / "drafting" / "inhoud.yml").write_text("constaterende: [de brug is dicht]\n", encoding="utf-8")
    (bank / "drafting" / "vraag.yml").write_text("constaterende: [wat moet hier staan]\n", encoding="utf-8")
    assert examples(bank)[-2:] == [("de kogel is door de kerk", None), ("de brug is dicht", None)]


def test_files_are_read_in_the_order_of_their_names(bank):
    (bank / "amendement.yml").write_text("amendement/wat:\n  plain: [wat dan]\n", encoding="utf-8")
    assert [intent for _, intent in examples(bank)] == ["amendement", *["motie"] * 4]


@pytest.mark.parametrize("text", ["", "motie/wat: {}\n", "motie/wat:\n  plain:\n", "motie/wat:\n  plain: []\n"])
def test_a_file_without_questions_gives_none(bank, text):
    (bank / "motie.yml").write_text(text, encoding="utf-8")
    assert examples(bank) == []


def test_a_question_that_yaml_reads_as_another_kind_stays_text(bank):
    (bank / "motie.yml").write_text("motie/wat:\n  plain: [2020, ja, 1.5]\n", encoding="utf-8")
    assert [text for text, _ in examples(bank)] == ["2020", "ja", "1.5"]


def test_no_folder_gives_no_examples(tmp_path):
    assert examples(tmp_path / BANK) == []


def places(bank, **tables):
    """The lookup tables beside `bank`, with the facts `tables`."""
    facts = bank.parent / "facts"
    facts.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (facts / f"{name}.csv").write_text(text, encoding="utf-8")
    importer = QuestionBank(config_file=str(bank.parent.parent / "config.yml"))
    return [(table["name"], table["elements"]) for table in importer.get_nlu_data().lookup_tables]


def test_the_facts_name_the_places_each_once_with_their_other_names(bank):
    assert places(bank, gemeenten="gemeentecode,gemeente\n1,'s-Gravenhage\n2,Súdwest-Fryslân\n",
                  gemeente_alias="alias,gemeentecode\nDen Haag,1\n's-Gravenhage,1\n") == [
        ("gemeente", ["'s-Gravenhage", "Súdwest-Fryslân", "Den Haag"])]


@pytest.mark.parametrize(("tables", "names"), [
    ({}, []), ({"gemeenten": "gemeentecode,gemeente\n1,Zwolle\n"}, ["Zwolle"]),
    ({"gemeente_alias": "alias,gemeentecode\nDen Bosch,1\n"}, ["Den Bosch"]),
])
def test_absent_facts_give_no_places(bank, tables, names):
    assert places(bank, **tables) == [("gemeente", names)]


def test_no_facts_folder_gives_no_places(tmp_path):
    importer = QuestionBank(config_file=str(tmp_path / "config.yml"))
    assert importer.get_nlu_data().lookup_tables == [{"name": "gemeente", "elements": []}]


@pytest.mark.parametrize("name", ["Zwolle", "Den Haag", "'s-Hertogenbosch", "Bergen op Zoom", "Westerkwartier"])
def test_the_shipped_facts_name_the_place(name):
    importer = QuestionBank(config_file=str(Path(__file__).resolve().parent.parent / "config.yml"))
    (table,) = importer.get_nlu_data().lookup_tables
    assert name in table["elements"]


def test_the_bank_adds_no_configuration_domain_or_stories(bank):
    importer = QuestionBank(config_file=str(bank.parent.parent / "config.yml"))
    assert (importer.get_config(), importer.get_config_file_for_auto_config()) == ({}, None)
    assert importer.get_domain().as_dict() == Domain.empty().as_dict()
    assert importer.get_stories().story_steps == importer.get_conversation_tests().story_steps == []
