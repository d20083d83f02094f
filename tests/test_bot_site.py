"""The pages' own parts: joining the widget, sending an asset, origins, reading and searching the FAQ."""

import asyncio
import gzip
import json
from types import SimpleNamespace

import pytest

from bot.channels.asset import asset, send
from bot.channels.bundle import bundle
from bot.channels.cors import allow
from bot.channels.faq import blocks, by_words, local, read_faq, search
from bot.channels.site import PAGE
from bot.settings import Settings, read_origins

SECTIONS = [{"title": "Instrumenten", "topics": [{"topic": "motie", "title": "Motie", "law": {"law": "Gemeentewet"}, "passages": [
    {"id": "motie/wat", "heading": "Wat is het?", "text": "Een uitspraak van de raad.", "law": None},
    {"id": "motie/hoe", "heading": "Hoe werkt het?", "text": "Dien de motie in bij de griffie.", "law": {"law": "Reglement"}}]}]}]


def asked(**headers):
    return SimpleNamespace(headers={name.replace("_", "-"): value for name, value in headers.items()}, method="GET")


# ---------------------------------------------------------------- the widget as one file

def write(folder, **modules):
    for name, source in modules.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")


def test_modules_are_joined_in_the_order_of_their_needs(tmp_path):
    write(tmp_path, main='import { b } from "./b.js";\nimport { c } from "./c.js";\n\nb(c);\n',
          b='import { c } from "./c.js";\n\nexport function b() { return c; }\n', c="export const c = 1;\n")
    assert bundle(tmp_path, "main") == (
        '"use strict";\n(() => {\n// c.js\nconst c = 1;\n\n// b.js\n\nfunction b() { return c; }\n\n// main.js\n\nb(c);\n})();\n')


@pytest.mark.parametrize("stray", ['import x from "./x.js";', 'import { a } from "https://elders.example/a.js";',
                                   "export default 1;", "export { a };", "export let a = 1;"])
def test_what_can_not_be_joined_is_named(tmp_path, stray):
    write(tmp_path, main=f"{stray}\n")
    with pytest.raises(ValueError, match=r"main\.js: found .* Expected .* Write it so\."):
        bundle(tmp_path, "main")


def test_one_name_for_two_things_is_refused(tmp_path):
    write(tmp_path, main='import { a } from "./b.js";\nfunction row() {}\n', b="export const a = 1;\nconst row = 2;\n")
    with pytest.raises(ValueError, match=r"main\.js and b\.js both declare 'row'"):
        bundle(tmp_path, "main")


def test_the_widget_is_at_most_40_kb_gzipped():
    joined = bundle(PAGE / "widget", "main")
    assert len(gzip.compress(joined.encode(), 9)) <= 40 * 1024
    assert all(f"// {module.name}\n" in joined for module in (PAGE / "widget").glob("*.js"))


@pytest.mark.parametrize("word", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
                                  "<style", "setAttribute(\"style\"", ".style.", "localStorage", "document.cookie"])
def test_the_widget_does_without(word):
    assert word not in bundle(PAGE / "widget", "main").replace("made without a <style>", "")


# ---------------------------------------------------------------- an asset

LONG = asset("é" * 1000, "text/plain")


@pytest.mark.parametrize(("headers", "status", "body", "encoding"), [
    ({}, 200, LONG.body, None), ({"accept_encoding": "br, gzip"}, 200, LONG.packed, "gzip"),
    ({"if_none_match": LONG.etag}, 304, b"", None), ({"if_none_match": f'"x", {LONG.etag}'}, 304, b"", None),
    ({"if_none_match": '"x"', "accept_encoding": "gzip"}, 200, LONG.packed, "gzip"),
])
def test_an_asset_is_sent_small_and_once(headers, status, body, encoding):
    response = send(asked(**headers), LONG, 300)
    assert (response.status, response.body, response.headers.get("Content-Encoding")) == (status, body, encoding)
    assert (response.headers["ETag"], response.headers["Cache-Control"]) == (LONG.etag, "public, max-age=300")
    assert response.headers["Vary"] == "Accept-Encoding"


def test_packed_is_the_same_text():
    assert gzip.decompress(LONG.packed) == LONG.body
    assert asset("kort", "text/plain").packed is None


# ---------------------------------------------------------------- origins

@pytest.mark.parametrize(("listed", "origins"), [
    ("", ()), ("https://raad.example", ("https://raad.example",)), ("https://a.nl/, http://b.nl:8080", ("https://a.nl", "http://b.nl:8080")),
    ("https://a.nl\n https://b.nl ,", ("https://a.nl", "https://b.nl")),
])
def test_origins_are_listed(listed, origins):
    assert read_origins(listed) == origins


@pytest.mark.parametrize("listed", ["*", "https://*.nl", "raad.example", "https://a.nl/pad", "https://a.nl?x", "null", "https://"])
def test_what_is_no_origin_is_refused(listed):
    with pytest.raises(ValueError, match=r"RAADWIJZER_ORIGINS: found .* Expected scheme and host.* Correct it"):
        read_origins(listed)


@pytest.mark.parametrize(("origin", "listed", "allowed"), [
    ("https://a.nl", ("https://a.nl", "https://b.nl"), "https://a.nl"), ("https://b.nl", ("https://a.nl", "https://b.nl"), "https://b.nl"),
    ("https://a.nl.boos.example", ("https://a.nl",), None), ("http://a.nl", ("https://a.nl",), None),
    ("null", ("https://a.nl",), None),
    (None, ("https://a.nl",), None), ("https://a.nl", (), None),
])
def test_only_a_listed_origin_is_let_in(origin, listed, allowed):
    response = SimpleNamespace(headers={"Vary": "Accept-Encoding"})
    allow(asked(**({"origin": origin} if origin else {})), response, listed)
    assert response.headers.get("Access-Control-Allow-Origin") == allowed
    assert response.headers["Vary"] == ("Accept-Encoding, Origin" if listed else "Accept-Encoding")
    assert "Access-Control-Allow-Credentials" not in response.headers


# ---------------------------------------------------------------- the FAQ

@pytest.fixture
def sections(tmp_path):
    (tmp_path / "faq.json").write_text(json.dumps(SECTIONS), encoding="utf-8")
    return read_faq(tmp_path / "faq.json")


def test_a_passage_knows_its_topic_and_its_law(sections):
    first, second = sections[0]["topics"][0]["passages"]
    assert (first["title"], first["law"]["law"], second["law"]["law"]) == ("Motie", "Gemeentewet", "Reglement")


@pytest.mark.parametrize(("question", "found"), [
    ("griffie", ["motie/hoe"]), ("Hoe wérkt een MOTIE", ["motie/hoe", "motie/wat"]), ("uitspraak", ["motie/wat"]),
    ("zwembad", []), ("de het een", []), ("", []), ("?!", []), ("😀", []),
])
def test_plain_words(sections, question, found):
    assert [passage["id"] for passage in by_words(sections, question)] == found


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://"])
def test_without_the_action_server_plain_words_are_matched(sections, address):
    found = asyncio.run(search(sections, "griffie", Settings(actions_url=address)))
    assert ([row["id"] for row in found.rows], found.answered, found.by_words) == (["motie/hoe"], False, True)


def test_a_passage_of_the_griffies_own_has_no_place_on_the_page():
    row = local({"title": "Reglement", "section": "Artikel 4", "text": "…", "layer": "lokaal", "as_of": "2024", "url": None})
    assert (row["id"], row["title"], row["heading"], row["links"]) == (None, "Reglement", "Artikel 4", [])


@pytest.mark.parametrize(("text", "laid"), [
    ("een\ntwee\n\ndrie", [("p", ["een", "twee"]), ("p", ["drie"])]),
    ("kop:\n- a\n- b\nna", [("p", ["kop:"]), ("ul", ["a", "b"]), ("p", ["na"])]),
    ("3. c\n4. d", [("ol", ["c", "d"])]), ("", []),
])
def test_a_text_is_laid_out_in_paragraphs_and_lists(text, laid):
    assert [(block["kind"], block["items"]) for block in blocks(text)] == laid


def test_a_list_goes_on_with_its_number():
    assert blocks("3. c\n4. d")[0]["start"] == 3
