"""A griffie's own documents: added, replaced, listed, removed, searched beside the booklet, and never half-written."""

import json

import numpy as np
import pytest
from toy import ToyEncoder, tiny_settings

from knowledge.build import build, open_library
from knowledge.library import Library
from knowledge.local import LocalStore, slug
from knowledge.search import Knowledge

RULES = """# Reglement van orde 2024

## Artikel 33 Motie

Een motie dien je in tijdens de beraadslaging. De voorzitter leest haar voor.

## Artikel 34 Interpellatie

Een lid vraagt een interpellatie 48 uur van tevoren schriftelijk aan bij de voorzitter.
"""


def quiet(done, total):
    """Progress that nobody watches."""


@pytest.fixture
def store(tmp_path):
    return LocalStore(tmp_path / "local", "toy")


@pytest.fixture
def rules(tmp_path):
    path = tmp_path / "Reglement Van Orde.md"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_added_and_listed(store, rules):
    document, fresh = store.add(rules, ToyEncoder(), quiet)
    assert (document.id, document.passages, fresh) == ("reglement-van-orde", 2, True)
    assert store.list() == [document]


def test_the_same_content_is_not_read_again(store, rules):
    first, _ = store.add(rules, ToyEncoder(), quiet)
    again, fresh = store.add(rules, ToyEncoder(), quiet)
    assert (again, fresh) == (first, False)


def test_new_content_replaces_the_old(store, rules):
    store.add(rules, ToyEncoder(), quiet)
    rules.write_text(RULES.replace("48 uur", "72 uur"), encoding="utf-8")
    store.add(rules, ToyEncoder(), quiet)
    texts = [p.text for p in store.open(ToyEncoder()).passages]
    assert any("72 uur" in text for text in texts)
    assert not any("48 uur" in text for text in texts)


def test_removed_is_gone_and_an_unknown_id_is_an_error(store, rules):
    store.add(rules, ToyEncoder(), quiet)
    store.remove("reglement-van-orde")
    assert store.list() == []
    with pytest.raises(ValueError, match="Found no document 'reglement-van-orde'"):
        store.remove("reglement-van-orde")


@pytest.mark.parametrize("identity", ["..", ".", "../x", ""])
def test_an_id_is_never_a_path(store, rules, identity):
    store.add(rules, ToyEncoder(), quiet)
    with pytest.raises(ValueError, match="Found no document"):
        store.remove(identity)
    assert rules.exists()


def test_a_crash_half_way_leaves_the_old_document(store, rules, monkeypatch):
    store.add(rules, ToyEncoder(), quiet)
    rules.write_text(RULES.replace("48 uur", "72 uur"), encoding="utf-8")

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "save", crash)
    with pytest.raises(KeyboardInterrupt):
        store.add(rules, ToyEncoder(), quiet)
    monkeypatch.undo()
    assert any("48 uur" in p.text for p in store.open(ToyEncoder()).passages)
    assert [d.id for d in store.list()] == ["reglement-van-orde"]


def test_an_unreadable_file_leaves_the_store_as_it_was(store, rules, tmp_path):
    store.add(rules, ToyEncoder(), quiet)
    version = store.version
    (tmp_path / "leeg.pdf").write_bytes(b"")
    with pytest.raises(ValueError, match=r"leeg\.pdf"):
        store.add(tmp_path / "leeg.pdf", ToyEncoder(), quiet)
    assert store.version == version


def test_another_encoder_embeds_the_documents_again(store, rules):
    store.add(rules, ToyEncoder(), quiet)
    other = LocalStore(store.folder, "other")
    assert len(other.open(ToyEncoder()).vectors) == 2
    assert (store.folder / "reglement-van-orde" / "vectors-other.npy").exists()


def test_vectors_stand_in_the_order_of_the_passages(store, rules):
    store.add(rules, ToyEncoder(), quiet)
    row = json.loads((store.folder / "reglement-van-orde" / "document.json").read_text())
    kept = np.load(store.folder / "reglement-van-orde" / "vectors-toy.npy")
    assert kept[:, 0].tolist() == [2, 0]  # "motie" stands twice in article 33 (heading and text), not in 34
    assert [p["heading"] for p in row["passages"]] == ["Artikel 33 Motie", "Artikel 34 Interpellatie"]


@pytest.fixture
def library(tmp_path):
    settings = tiny_settings(tmp_path)
    build(settings)
    return open_library(settings.__class__(**{**settings.__dict__, "local": tmp_path / "local"}))


def test_a_document_is_found_at_the_next_search_and_gone_after_removal(library, rules):
    assert library.search_local("interpellatie aanvragen").hits == ()
    library.store.add(rules, library.knowledge.encoder, quiet)
    hit = library.search_local("hoe vraag ik een interpellatie aan?").hits[0]
    assert (hit.passage.layer, hit.passage.heading) == ("lokaal", "Artikel 34 Interpellatie")
    library.store.remove("reglement-van-orde")
    assert library.search_local("hoe vraag ik een interpellatie aan?").hits == ()


def test_national_and_local_hits_stand_side_by_side(library, rules):
    library.store.add(rules, library.knowledge.encoder, quiet)
    layers = {hit.passage.layer for hit in library.search("wat is een motie?", 6).hits}
    assert layers == {"brochure", "lokaal"}
    assert {hit.passage.layer for hit in library.search_national("wat is een motie?", 4).hits} == {"brochure"}


def test_without_documents_the_library_is_the_booklet(library):
    assert library.search("wat is een motie?").hits == library.search_national("wat is een motie?").hits
    assert isinstance(library, Library)
    assert isinstance(library.knowledge, Knowledge)


@pytest.mark.parametrize(("name", "made"), [("Reglement van Orde (2024)", "reglement-van-orde-2024"), ("Verördening", "verordening"),
                                           ("../..", "document")])
def test_slug(name, made):
    assert slug(name) == made
