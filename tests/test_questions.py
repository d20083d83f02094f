"""The files of the question bank beside the questions themselves: small talk, and follow-ups that name no subject."""

import pytest

from knowledge.documents import read_edition
from knowledge.questions import TALK, FollowUp, read_follow_ups, read_talk
from knowledge.settings import Settings


def test_small_talk_is_read_from_the_training_data_without_its_markup(tmp_path):
    (tmp_path / "groet.yml").write_text(
        'nlu:\n- intent: groet\n  examples: |\n    - hoi\n    - tot [donderdag](date)\n- lookup: x\n  examples: |\n    - nee\n', "utf-8")
    (tmp_path / "motie.yml").write_text("nlu:\n- intent: motie\n  examples: |\n    - motie\n", "utf-8")
    assert read_talk(tmp_path) == ["hoi", "tot donderdag"]


@pytest.mark.parametrize("intent", TALK)
def test_every_intent_of_small_talk_has_its_file(intent):
    assert (Settings().talk / f"{intent}.yml").exists()


def test_follow_ups_know_their_passage_and_silence(tmp_path):
    (tmp_path / "motie.yml").write_text(
        'wat:\n  - "en dat is?"\ngriffie/wat:\n  - "wie helpt"\nzwijgt:\n  - "wat kost dat"\n', "utf-8")
    assert read_follow_ups(tmp_path) == [FollowUp("en dat is?", "motie", "motie/wat"),
                                         FollowUp("wie helpt", "motie", "griffie/wat"), FollowUp("wat kost dat", "motie", None)]


def test_a_file_without_lists_is_named(tmp_path):
    (tmp_path / "motie.yml").write_text("- los\n", "utf-8")
    with pytest.raises(ValueError, match=r"motie\.yml"):
        read_follow_ups(tmp_path)


def test_every_passage_has_follow_ups_and_every_topic_some_that_go_unanswered():
    asked = read_follow_ups(Settings().questions / "follow_up")
    passages = read_edition(Settings().edition)
    assert {a.passage for a in asked if a.passage} == {p.id for p in passages}
    assert {a.topic for a in asked if a.passage is None} == {p.topic for p in passages}


def test_from_every_topic_follow_ups_lead_to_others():
    over = [a for a in read_follow_ups(Settings().questions / "follow_up") if a.passage and a.passage.split("/")[0] != a.topic]
    assert {a.topic for a in over} == {p.topic for p in read_edition(Settings().edition)}
