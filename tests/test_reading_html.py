"""Web pages: their own text, in order, without what surrounds it."""

from knowledge.reading import html, read_file


def blocks(tmp_path, body: str) -> list[tuple[int | None, str]]:
    path = tmp_path / "stuk.html"
    path.write_text(body, encoding="utf-8")
    return [(b.level, b.text) for b in html.read(path, lambda done, total: None)[1]]


def test_headings_paragraphs_and_inline_tags(tmp_path):
    assert blocks(tmp_path, "<h1>Regle<b>ment</b></h1><p>De <em>raad</em> beslist.<br>Dat staat vast.</p><div>Los</div>") == [
        (1, "Reglement"), (None, "De raad beslist."), (None, "Dat staat vast."), (None, "Los")]


def test_what_surrounds_the_text_falls_away(tmp_path):
    page = ("<head><title>T</title><style>p{}</style></head><header>Kop</header><nav>Menu</nav><p>Tekst.<!-- weg --></p>"
            "<script>x()</script><p hidden>Weg</p><div style='display:none'>Weg</div><footer>Voet</footer>")
    assert blocks(tmp_path, page) == [(None, "Tekst.")]


def test_only_main_is_read_where_there_is_one(tmp_path):
    assert blocks(tmp_path, "<div>Reclame</div><main><p>Tekst.</p></main>") == [(None, "Tekst.")]


def test_lists_show_their_numbers(tmp_path):
    page = ("<ol start=2><li>twee</li><li>drie<ul><li>punt</li></ul></li></ol><ol type=a><li>eerst</li></ol>"
            "<ol><li>4. zelf genummerd</li></ol><ol><li><p>in alinea</p></li></ol>")
    assert [t for _, t in blocks(tmp_path, page)] == [
        "2. twee", "3. drie", "- punt", "a. eerst", "4. zelf genummerd", "1. in alinea"]


def test_table_rows(tmp_path):
    page = "<table><tr><th>Jaar<th>Bedrag</tr><tbody><tr><td>2024</td><td>€ <b>10</b></td></tr></table>"
    assert [t for _, t in blocks(tmp_path, page)] == ["Jaar – Bedrag", "2024 – € 10"]


def test_a_table_that_only_lays_out_is_read_as_text(tmp_path):
    page = "<table><tr><td><h2>Doel</h2><p>Tekst.</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
    assert blocks(tmp_path, page) == [(2, "Doel"), (None, "Tekst."), (None, "a – b")]


def test_encoding_stands_in_the_page(tmp_path):
    path = tmp_path / "l.htm"
    path.write_bytes('<meta charset="iso-8859-1"><p>coördinatie</p>'.encode("latin-1"))
    assert html.read(path, lambda done, total: None)[1][0].text == "coördinatie"


def test_deep_nesting_is_read(tmp_path):
    assert "Diep." in " ".join(t for _, t in blocks(tmp_path, "<div>" * 5000 + "Diep." + "</div>" * 5000))


def test_a_page_from_file_to_passages(tmp_path):
    path = tmp_path / "v.html"
    path.write_text("<header><h1>Verordening 2022</h1></header><h2>Artikel 3 Fracties</h2><p>1. Een fractie krijgt steun.</p>"
                    "<p>2. De raad stelt de hoogte vast.</p>")
    title, (passage,) = read_file(path, "v")
    assert (title, passage.heading, passage.facet) == ("Verordening 2022", "Artikel 3 Fracties", "artikel_3_fracties")
    assert passage.text == "1. Een fractie krijgt steun.\n2. De raad stelt de hoogte vast."
