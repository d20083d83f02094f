"""Building and opening the index folder: what comes back, what is refused, and that a failure breaks nothing."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from toy import tiny_settings

from knowledge.build import build, is_current, open_knowledge


@pytest.fixture
def settings(tmp_path):
    return tiny_settings(tmp_path)


def edit_manifest(settings, **changes):
    path = settings.index / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_what_was_built_is_what_opens(settings):
    built, opened = build(settings), open_knowledge(settings)
    assert opened.passages == built.passages
    assert opened.passage("griffie/wat").overtaken.source == "Staatsblad"
    assert opened.search("hoe werkt een motie").hits == built.search("hoe werkt een motie").hits


def test_the_best_hit_of_the_tiny_edition(settings):
    hits = build(settings).search("hoe werkt n mottie").hits
    assert hits[0].passage.id == "motie/hoe"


def test_the_folder_holds_plain_parts_and_a_manifest(settings):
    build(settings)
    manifest = json.loads((settings.index / "manifest.json").read_text())
    assert manifest["encoder"]["name"] == "encoder"
    assert {"edition/griffie.md", "edition/motie.md", "edition/overtaken.yml", "questions/motie.yml",
            "silent/motie.yml"} <= set(manifest["sources"])
    assert json.loads((settings.index / "owners.json").read_text()) == [2, 3]  # rows: griffie twice, motie/wat, motie/hoe


def test_a_missing_index_names_the_command(settings):
    with pytest.raises(ValueError, match=r"Found no index in .*Run: python -m knowledge build"):
        open_knowledge(settings)


@pytest.mark.parametrize("change", [{"encoder": "another-model"}, {"query_prompt": "query: "}])
def test_an_index_of_another_model_is_refused(settings, change):
    build(settings)
    with pytest.raises(ValueError, match=r"was built with encoder .*Run: python -m knowledge build"):
        open_knowledge(replace(settings, **change))


@pytest.mark.parametrize(("change", "named"), [({"format": 0}, "format 0"), ({"dimension": 7}, "dimension 7")])
def test_an_index_of_another_format_or_dimension_is_refused(settings, change, named):
    build(settings)
    edit_manifest(settings, **change)
    with pytest.raises(ValueError, match=rf"{named}.*Run: python -m knowledge build"):
        open_knowledge(settings)


@pytest.mark.parametrize("file", ["edition/motie.md", "edition/overtaken.yml", "questions/motie.yml",
                                  "questions/silent/motie.yml"])
def test_a_changed_source_makes_the_index_outdated(settings, file):
    build(settings)
    assert is_current(settings) is True
    path = settings.edition.parent / file
    path.write_text(path.read_text() + "\n")
    assert is_current(settings) is False
    with pytest.raises(ValueError, match=rf"{Path(file).name}.*Run: python -m knowledge build"):
        open_knowledge(settings)


def test_a_new_document_makes_the_index_outdated(settings):
    build(settings)
    (settings.edition / "zaal.md").write_text((settings.edition / "motie.md").read_text().replace("topic: motie", "topic: zaal"))
    assert is_current(settings) is False
    assert len(build(settings).passages) == 6
    assert is_current(settings) is True


@pytest.mark.parametrize("text", [None, "", "{"])
def test_a_missing_or_broken_manifest_is_not_current(settings, text):
    if text is not None:
        settings.index.mkdir()
        (settings.index / "manifest.json").write_text(text)
    assert is_current(settings) is False


def test_a_stray_question_is_refused_by_its_passage(settings):
    (settings.questions / "motie.yml").write_text("wie:\n  direct: [Wie dient in]\n")
    with pytest.raises(ValueError, match="questions for motie/wie, which are no passages"):
        build(settings)


def test_an_unknown_style_in_the_bank_is_refused(settings):
    (settings.questions / "motie.yml").write_text("wat:\n  boos: [Wat is dat]\n")
    with pytest.raises(ValueError, match=r"motie\.yml: under 'wat' found \['boos'\]"):
        build(settings)


def test_a_failing_build_leaves_the_old_index_as_it_was(settings):
    build(settings)
    before = {path.name: path.read_bytes() for path in settings.index.iterdir()}
    (settings.questions / "motie.yml").write_text("wie:\n  direct: [Wie dient in]\n")
    with pytest.raises(ValueError):
        build(settings)
    assert {path.name: path.read_bytes() for path in settings.index.iterdir()} == before


def test_building_again_leaves_no_old_folders(settings):
    build(settings)
    build(settings)
    assert [path.name for path in settings.index.parent.glob("index*")] == ["index"]


@pytest.mark.parametrize("left_out", ["silent", "all"])
def test_an_edition_without_banked_questions_is_searched_by_its_text(settings, left_out):
    for path in settings.questions.glob("silent/*.yml" if left_out == "silent" else "**/*.yml"):
        path.unlink()
    build(settings)
    assert open_knowledge(settings).search("bel de griffie voor hulp").hits[0].passage.id == "griffie/hoe"
