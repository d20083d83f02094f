"""The widget's renderer, module by module in Chromium: markdown-light, sources, notices, progress, files, hostile input."""

import pytest

from bot.settings import ROOT

BASE = "https://bot.nl/chat/"
MODULES = ROOT / "bot" / "channels" / "page" / "widget"
SOURCE = {"id": "motie/wat", "title": "Brochure voor raadsleden", "section": "Motie – Wat is het?", "text": "…", "url": None,
          "layer": "brochure", "as_of": "2020", "overtaken": None}
LAW = SOURCE | {"id": "wet/motie", "title": "Gemeentewet", "section": "artikel 16", "url": "https://wetten.overheid.nl/BWBR0005416",
                "layer": "wet", "as_of": "2022"}
CHANGED = {"text": "Sinds 1 januari 2023 is dit anders geregeld.", "source": "Staatsblad 2022, 430", "url": "https://example.org/stb"}


@pytest.fixture(scope="module")
def run(browser):
    """Calls a function of a module; a node comes back as its HTML."""
    page = browser.new_page()
    page.route("http://modules.test/*.js", lambda route: route.fulfill(
        path=MODULES / route.request.url.rsplit("/", 1)[1], content_type="text/javascript"))
    page.route("http://modules.test/", lambda route: route.fulfill(body="<title>x</title>", content_type="text/html"))
    page.goto("http://modules.test/")

    def call(module, function, *arguments):
        return page.evaluate("""async ([module, name, given]) => {
            const made = (await import(`/${module}.js`))[name](...given);
            if (!(made instanceof Node)) return made;
            const holder = document.createElement("div");
            holder.append(made);
            const spoken = '<span class="unseen"> (nieuw tabblad)</span>';
            return holder.innerHTML.replaceAll(/<svg.*?<\\/svg>/g, "").replaceAll(spoken, "");
        }""", [module, function, list(arguments)])

    call.page = page
    return call


def linked(words, address):
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{words}</a>'


# ---------------------------------------------------------------- markdown-light

@pytest.mark.parametrize(("text", "html"), [
    ("een", "<p>een</p>"), ("een\n\ntwee\ndrie", "<p>een</p><p>twee</p><p>drie</p>"), ("", ""), (" \n ", ""),
    ("**vet** en gewoon", "<p><strong>vet</strong> en gewoon</p>"), ("** los", "<p>** los</p>"), ("****", "<p>****</p>"),
    ("- een\n- twee", "<ul><li>een</li><li>twee</li></ul>"), ("1. een\n2. twee", '<ol start="1"><li>een</li><li>twee</li></ol>'),
    ("3. drie", '<ol start="3"><li>drie</li></ol>'), ("- a\n\n- b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
    ("kop:\n- a\n1. b", '<p>kop:</p><ul><li>a</li></ul><ol start="1"><li>b</li></ol>'), ("-geen lijst", "<p>-geen lijst</p>"),
    ("[ja](https://a.nl/x)", f"<p>{linked('ja', 'https://a.nl/x')}</p>"),
    ("([ja](https://a.nl/x), dus)", f"<p>({linked('ja', 'https://a.nl/x')}, dus)</p>"),
    ("[ja](https://a.nl/x_(y)/z).", f"<p>{linked('ja', 'https://a.nl/x_(y)/z')}.</p>"),
    ("[ja](https://a.nl/#raad%20werk))", f"<p>{linked('ja', 'https://a.nl/#raad%20werk)')}</p>"),
    ("**[ja](http://a.nl/)**", f"<p><strong>{linked('ja', 'http://a.nl/')}</strong></p>"),
    ("[mail](mailto:g@a.nl?subject=Vraag)", '<p><a href="mailto:g@a.nl?subject=Vraag">mail</a></p>'),
    ("€ 1.987,30", "<p>€&nbsp;1.987,30</p>"), ("😀 é ’", "<p>😀 é ’</p>"),
])
def test_markdown_light(run, text, html):
    assert run("markdown", "render", text) == html


@pytest.mark.parametrize("text", [
    "<script>hit()</script>", "<img src=x onerror=hit()>", "**<img src=x onerror=hit()>**", "- <svg onload=hit()>",
    "[<img src=x onerror=hit()>](https://a.nl/)", '[x](https://a.nl/"onmouseover="hit())', "[x](javascript:hit())",
    "[x](JaVaScRiPt:hit())", "[x](data:text/html,<script>hit()</script>)", "[x](vbscript:hit())", "[x]( https://a.nl)",
    "[x](//a.nl/)", "[x](file:///etc/passwd)", "[x](https://)", "&lt;b&gt;", "<!--", "]]>", "\u202e[x](https://a.nl/)\u202c",
    "[a](https://a.nl/" + "(" * 50 + ")", "**" * 500, "[" * 2000, "x" * 20_000, "\x00\x1b", "{{7*7}} ${7*7}",
])
def test_hostile_text_stays_text(run, text):
    run.page.evaluate("() => { window.hits = 0; window.hit = () => { window.hits += 1; }; document.body.replaceChildren(); }")
    html = run("markdown", "render", text)
    seen = run.page.evaluate("""(html) => {
        const holder = document.createElement("div");
        holder.innerHTML = html;
        document.body.append(holder);
        return {names: [...new Set([...holder.querySelectorAll("*")].map((e) => e.localName))],
                events: [...holder.querySelectorAll("*")].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith("on")),
                links: [...holder.querySelectorAll("a")].map((a) => a.protocol)};
    }""", html)
    run.page.wait_for_timeout(20)
    assert set(seen["names"]) <= {"p", "ul", "li", "strong", "a"}
    assert seen["events"] == []
    assert set(seen["links"]) <= {"https:"}
    assert run.page.evaluate("window.hits") == 0


@pytest.mark.parametrize("text", ["[x](https://a.nl/" + "((" * 2000, "**a" * 1500, "[" * 4000 + "](", "- " * 2000])
def test_no_text_keeps_the_renderer_busy(run, text):
    run("markdown", "render", "warm")
    took = run.page.evaluate("""async (text) => {
        const { render } = await import("/markdown.js");
        const start = performance.now();
        render(text);
        return performance.now() - start;
    }""", text)
    assert took < 1000  # milliseconds; a pattern that goes back and forth takes minutes


@pytest.mark.parametrize(("address", "safe"), [
    ("https://a.nl/x", "https://a.nl/x"), ("http://a.nl", "http://a.nl/"), ("mailto:a@b.nl", "mailto:a@b.nl"),
    ("javascript:1", None), ("JAVASCRIPT:1", None), ("\tjava\nscript:1", None), ("data:text/html,x", None), ("blob:x", None),
    ("file:///x", None), ("nonsense", None), ("", None),
])
def test_only_addresses_that_a_link_may_have(run, address, safe):
    assert run("markdown", "safeAddress", address) == safe


# ---------------------------------------------------------------- sources

@pytest.mark.parametrize(("text", "body", "place", "links"), [
    ("Antwoord.\n\nBron: Brochure (2020), Motie", "Antwoord.", "Brochure (2020), Motie", []),
    ("Antwoord.\n\nBron: B (2020)\n[een](https://a.nl)\n[wet](https://b.nl)", "Antwoord.", "B (2020)",
     ["[een](https://a.nl)", "[wet](https://b.nl)"]),
    ("Begin.\n\nBron: B (2020)\n\nMoeilijke woorden:\n- kaders: grenzen", "Begin.\n\n\nMoeilijke woorden:\n- kaders: grenzen",
     "B (2020)", []),
    ("Geen bron hier", "Geen bron hier", "", []), ("- 2026: € 1. Bron: Besluit.", "- 2026: € 1. Bron: Besluit.", "", []),
])
def test_the_source_lines_are_taken_out_of_the_text(run, text, body, place, links):
    assert run("sources", "withoutSource", text) == {"body": body, "place": place, "links": links}


def test_sources_are_folded_with_year_and_layer(run):
    html = run("sources", "folded", [SOURCE, LAW], "Brochure (2020), Motie (pagina 3)", ["[film](https://a.nl/f)"], BASE)
    assert html.startswith('<details class="sources"><summary><span>Bronnen: Brochure voor raadsleden (2020), Gemeentewet</span>')
    assert "<details open" not in html
    assert ('<span class="layer ">Brochure</span> Brochure (2020), Motie (pagina 3) <span class="year">(tekst van 2020)</span> '
            + linked("Lees de hele tekst", "https://bot.nl/chat/faq#motie/wat")) in html
    assert ('<span class="layer ">Wet</span> Gemeentewet, artikel 16 <span class="year">(tekst van 2022)</span> '
            + linked("wetten.overheid.nl", "https://wetten.overheid.nl/BWBR0005416")) in html
    assert f'<p>Meer lezen:</p><ul class="links"><li>{linked("film", "https://a.nl/f")}</li></ul>' in html


def test_a_law_that_the_text_links_too_stands_once(run):
    html = run("sources", "folded", [SOURCE, LAW], "B", [f"[Gemeentewet, artikel 16]({LAW['url']})"], BASE)
    assert html.count(LAW["url"]) == 1


def test_one_source_of_the_own_municipality(run):
    html = run("sources", "folded", [SOURCE | {"layer": "lokaal", "title": "Reglement", "as_of": "2024"}], "", [], BASE)
    assert "<span>Bron: Reglement (2024)</span>" in html
    assert '<span class="layer own">Je gemeente</span>' in html
    assert "faq#" not in html


# ---------------------------------------------------------------- messages

def message(run, text, **keys):
    return run("message", "botMessage", {"text": text, **keys}, BASE)


def test_a_change_in_the_law_stands_in_a_box_and_once(run):
    told = {"kind": "answer", "sources": [SOURCE | {"overtaken": CHANGED}]}
    html = message(run, f"**Let op, dit is veranderd.** {CHANGED['text']} Bron: [{CHANGED['source']}]({CHANGED['url']}).\n\n"
                        "In de brochure van 2020 stond:\nOud.\n\nBron: Brochure (2020), Motie", answer=told)
    assert html.count("Let op, dit is veranderd.") == html.count(CHANGED["text"]) == 1
    assert '<div class="notice"><div><p><strong>Let op, dit is veranderd.</strong>' in html
    assert html.index("notice") < html.index("Oud.") < html.index("details")


def test_a_change_that_the_text_does_not_tell_is_told_before_it(run):
    html = message(run, "Oud.", answer={"kind": "answer", "sources": [SOURCE | {"overtaken": CHANGED}]})
    assert html.index(f"{CHANGED['text']} Bron: {linked(CHANGED['source'], CHANGED['url'])}.") < html.index("<p>Oud.</p>")


def test_in_a_comparison_the_title_stays_above_the_notice(run):
    html = message(run, "**Rekenkamer**\n**Let op, dit is veranderd.** Nu anders.\n\nOud.", answer={"kind": "answer"})
    assert html.index("<strong>Rekenkamer</strong>") < html.index("notice") < html.index("Oud.")


@pytest.mark.parametrize(("text", "shown"), [
    ("(2 van 6) Onderwerp: x.", "<p>Onderwerp: x.</p>"), ("Ik help je (1 van 6). Waarover?", "<p>Ik help je. Waarover?</p>"),
])
def test_the_progress_of_a_form_is_said_once(run, text, shown):
    html = message(run, text, answer={"kind": "form"})
    step = text.split(" van")[0][-1]
    assert f"<span>Stap {step} van 6</span>" in html
    assert html.count('class="done"') == int(step)
    assert shown in html
    assert "van 6)" not in html


def test_no_progress_outside_a_form(run):
    assert "Stap" not in message(run, "Dat staat op (2 van 6) bladzijden", answer={"kind": "answer"})


def test_a_picture_has_its_alternative_text_and_can_be_kept(run):
    html = message(run, "Kijk.", file={"name": "uren.png", "url": "files/1", "alt": 'Staaf: "8" <uur>'})
    assert 'alt="Staaf: &quot;8&quot; <uur>"' in html or 'alt="Staaf: &quot;8&quot; &lt;uur&gt;"' in html
    assert 'src="https://bot.nl/chat/files/1"' in html
    assert 'href="https://bot.nl/chat/files/1" download="uren.png"' in html


def test_a_file_is_a_link_to_download(run):
    html = message(run, "Klaar.", file={"name": "motie.docx", "url": "files/2"})
    assert "<img" not in html
    assert '<a class="file" href="https://bot.nl/chat/files/2" download="motie.docx"><span>Download motie.docx</span></a>' in html


@pytest.mark.parametrize("url", ["javascript:hit()", "data:text/html,x", "mailto:a@b.nl"])
def test_a_file_of_another_kind_of_address_is_no_link(run, url):
    assert "<a" not in message(run, "Klaar.", file={"name": "x.docx", "url": url})


def test_a_message_without_anything_but_text(run):
    assert message(run, "Hoi") == '<div class="message bot"><span class="unseen">Raadwijzer: </span><p>Hoi</p></div>'
