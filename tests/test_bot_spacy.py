"""spaCy for Dutch: the built-in pipeline, and a package named nl_core_news_sm found on the path."""

import importlib
import shutil
import sys

import pytest
import spacy

from bot.components.dutch_spacy import BUILT_IN, SpacyNLP

WANTED = "nl_core_news_sm"
VERSION = "3.7.0"
INIT = """from spacy.util import load_model_from_init_py

def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


@pytest.fixture(scope="module")
def built_in():
    return SpacyNLP.load_model("geen_model_van_deze_naam")


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A tiny pipeline as an installed package: importable, with the metadata that spaCy looks for."""
    language = spacy.blank("nl", meta={"name": "core_news_sm", "version": VERSION})
    language.add_pipe("entity_ruler").add_patterns([{"label": "INSTRUMENT", "pattern": "motie"}])
    folder = tmp_path / WANTED
    folder.mkdir()
    language.to_disk(folder / f"{WANTED}-{VERSION}")
    shutil.copy(folder / f"{WANTED}-{VERSION}" / "meta.json", folder)
    (folder / "__init__.py").write_text(INIT, encoding="utf-8")
    metadata = tmp_path / f"{WANTED}-{VERSION}.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Metadata-Version: 2.1\nName: {WANTED}\nVersion: {VERSION}\n", encoding="utf-8")
    monkeypatch.delitem(sys.modules, WANTED, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    yield
    sys.modules.pop(WANTED, None)


def lemmas(model, text):
    return [token.lemma_ for token in model.model(text)]


@pytest.mark.parametrize(("word", "lemma"), [
    ("moties", "motie"), ("amendementen", "amendement"), ("raadsleden", "raadslid"), ("rekenkamers", "rekenkamer"),
    ("motie", "motie"),
])
def test_the_built_in_pipeline_lemmatises(built_in, word, lemma):
    assert lemmas(built_in, word) == [lemma]


def test_the_built_in_pipeline_takes_any_text(built_in):
    assert lemmas(built_in, "") == []
    assert [token.text for token in built_in.model("😀 <b>Zwolle</b>")][0] == "😀"


def test_the_built_in_pipeline_has_a_name_of_its_own(built_in):
    assert (built_in.model_name, built_in.model.lang) == ("nl-lookup", BUILT_IN)


def test_an_installed_package_is_loaded(package):
    assert spacy.util.is_package(WANTED)
    loaded = SpacyNLP.load_model(WANTED)
    assert (loaded.model_name, loaded.model.pipe_names) == (WANTED, ["entity_ruler"])
    assert [(e.text, e.label_) for e in loaded.model("een motie").ents] == [("motie", "INSTRUMENT")]


def test_another_pipeline_has_another_fingerprint(package, built_in):
    with_package = SpacyNLP(SpacyNLP.load_model(WANTED), {"model": WANTED})
    without = SpacyNLP(built_in, {"model": WANTED})
    assert with_package.provide().fingerprint() != without.provide().fingerprint()


def test_no_pipeline_is_an_error_that_says_what_was_expected(built_in):
    with pytest.raises(ValueError, match="Expected nl_core_news_sm or the built-in"):
        SpacyNLP.ensure_proper_language_model(None)
    assert SpacyNLP.ensure_proper_language_model(built_in.model) is None


def test_the_component_keeps_the_name_that_the_tokenizer_looks_for():
    assert SpacyNLP.__name__ == "SpacyNLP"
