"""The widget on another site: one line, a strict policy, its own origin alone, colours of the site, print."""

import pytest

from tests.browser import ask, host_page

NONCE = "'nonce-abc123'"


def line(site, attributes=""):
    return f'<script src="{site.base}widget.js" {attributes}></script>'


def policy(site, script):
    origin = site.base.removesuffix("/chat/")
    return (f"default-src 'none'; script-src {script}; connect-src {origin}; img-src {origin}; style-src 'none'; "
            "base-uri 'none'; form-action 'none'; frame-src 'none'; require-trusted-types-for 'script'")


def open_panel(page):
    page.get_by_role("button", name="Vraag het Raadwijzer").click()
    page.get_by_role("log").wait_for()


@pytest.mark.parametrize("script", ["nonce", "address"])
def test_one_line_works_under_a_strict_policy(new_page, site, script):
    page = new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    allowed = NONCE if script == "nonce" else f"{site.base}widget.js"
    host_page(page, line(site, 'nonce="abc123"' if script == "nonce" else ""), policy(site, allowed))
    open_panel(page)
    ask(page, "wat is een motie?")
    assert page.get_by_text("Een motie is een uitspraak").is_visible()
    looks = page.get_by_role("dialog").evaluate("(e) => [getComputedStyle(e).position, getComputedStyle(e).display]")
    assert looks == ["fixed", "flex"]
    ask(page, "maak een grafiek")
    picture = page.get_by_role("img", name="Staafdiagram")
    assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 280
    others = [url for url in asked if not url.startswith((site.base, "http://raad.example/"))]
    assert others == []
    assert [url for url in asked if url.startswith(site.base)].count(f"{site.base}widget.js") == 1


def test_without_the_policys_leave_nothing_runs(browser, site):
    page = browser.new_page()
    host_page(page, line(site), policy(site, NONCE))
    assert page.locator("raadwijzer-widget").count() == 0
    page.close()


def test_a_site_that_is_not_listed_can_not_talk(browser, site):
    page = browser.new_page()
    host_page(page, line(site), address="http://elders.example/pagina")
    page.evaluate("() => { window.setTimeout = ((real) => (f, ms) => real(f, ms / 100))(window.setTimeout); }")
    open_panel(page)
    before = len(site.turns)
    ask(page, "wat is een motie?")
    assert page.get_by_text("Controleer je verbinding").is_visible()
    assert len(site.turns) == before
    page.close()


@pytest.mark.parametrize(("origin", "allowed"), [("http://raad.example", "http://raad.example"), ("http://elders.example", None),
                                                 ("null", None)])
def test_the_browser_is_told_who_may_call(new_page, site, origin, allowed):
    calls = new_page().request
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "authorization,content-type"}
    for path in ("session", "message", "history", "feedback"):
        before = calls.fetch(site.base + path, method="OPTIONS", headers=asked)
        assert before.ok
        assert before.headers.get("access-control-allow-origin") == allowed
        assert before.headers.get("access-control-allow-headers") == (allowed and "authorization, content-type")
        assert before.headers["vary"] == "Origin"
    refused = calls.get(f"{site.base}history", headers={"Origin": origin})
    assert (refused.status, refused.headers.get("access-control-allow-origin")) == (401, allowed)


def test_a_page_without_an_origin_sees_nothing_of_this(new_page, site):
    answer = new_page().request.post(f"{site.base}session", data="{}")
    assert answer.status == 201
    assert "access-control-allow-origin" not in answer.headers


def test_the_conversation_goes_along_to_the_next_page_of_the_site(new_page, site):
    page = new_page()
    host_page(page, line(site))
    open_panel(page)
    ask(page, "wat is een motie?")
    host_page(page, line(site), address="http://raad.example/volgende")
    page.get_by_text("Een motie is een uitspraak").wait_for()
    assert page.evaluate("document.activeElement.localName") == "body"


def test_on_a_site_in_another_language_it_says_that_it_is_dutch(new_page, site):
    page = new_page()
    host_page(page, line(site))
    page.evaluate("document.documentElement.lang = 'en'")
    assert page.locator("raadwijzer-widget").get_attribute("lang") == "nl"


def test_the_line_may_stand_in_the_head(new_page, site):
    page = new_page()
    host_page(page, "", head=line(site))
    assert page.get_by_role("button", name="Vraag het Raadwijzer").is_visible()


def test_the_line_twice_does_no_harm(new_page, site):
    page = new_page()
    host_page(page, line(site) + line(site))
    assert page.get_by_role("button", name="Vraag het Raadwijzer").count() == 1


def test_a_site_sets_words_side_and_statement(new_page, site):
    page = new_page()
    host_page(page, line(site, 'data-label="Vraag de griffie" data-title="Griffiehulp" data-side="left" data-open '
                               'data-privacy="https://raad.example/privacy"'))
    panel = page.get_by_role("dialog", name="Griffiehulp")
    panel.wait_for()
    assert panel.bounding_box()["x"] == 20
    page.get_by_text("Privacy", exact=True).click()
    assert page.get_by_role("link", name="Lees de privacyverklaring").get_attribute("href") == "https://raad.example/privacy"
    page.get_by_role("button", name="Sluit het gesprek").click()
    assert page.get_by_role("button", name="Vraag de griffie").bounding_box()["x"] == 20


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x"])
def test_a_statement_elsewhere_than_on_the_web_is_no_link(new_page, site, address):
    page = new_page()
    host_page(page, line(site, f'data-privacy="{address}" data-open'))
    page.get_by_text("Privacy", exact=True).click()
    assert page.get_by_role("link", name="Lees de privacyverklaring").count() == 0


def colours(page, selector):
    return page.evaluate("""(selector) => {
        const style = getComputedStyle(document.querySelector("raadwijzer-widget").shadowRoot.querySelector(selector));
        return [style.backgroundColor, style.color];
    }""", selector)


def test_tokens_of_the_nl_design_system_give_it_the_colours_and_letters_of_the_site(new_page, site):
    page = new_page()
    tokens = """<style>:root { --utrecht-button-primary-action-background-color: rgb(90, 20, 60);
        --utrecht-button-primary-action-color: rgb(255, 250, 240); --utrecht-document-font-family: Georgia;
        --utrecht-document-background-color: rgb(250, 245, 240); --utrecht-document-color: rgb(20, 10, 10);
        --utrecht-focus-outline-color: rgb(0, 90, 0); }</style>"""
    host_page(page, line(site, "data-open"), head=tokens)
    page.get_by_role("log").wait_for()
    assert colours(page, ".send") == ["rgb(90, 20, 60)", "rgb(255, 250, 240)"]
    assert colours(page, ".panel") == ["rgb(250, 245, 240)", "rgb(20, 10, 10)"]
    assert page.get_by_role("dialog").evaluate("(e) => getComputedStyle(e).fontFamily") == "Georgia"
    page.get_by_label("Je vraag").focus()
    assert page.get_by_label("Je vraag").evaluate("(e) => getComputedStyle(e).outlineColor") == "rgb(0, 90, 0)"


def test_the_style_of_the_site_does_not_leak_in_nor_the_widgets_out(new_page, site):
    page = new_page()
    rude = ("<style>* { color: red; letter-spacing: 9px; } body { font: 30px serif; } "
            "button, p, .message { display: none !important; }</style>")
    host_page(page, line(site, "data-open"), head=rude)
    page.get_by_role("log").wait_for()
    assert page.get_by_role("button", name="Stuur").is_visible()
    letters = page.get_by_role("dialog").evaluate("(e) => [getComputedStyle(e).letterSpacing, getComputedStyle(e).fontSize]")
    assert letters == ["normal", "16px"]
    assert page.get_by_role("heading", name="Raad", exact=True).evaluate("(e) => getComputedStyle(e).letterSpacing") == "9px"


@pytest.mark.parametrize(("scheme", "theme", "ground"), [
    ("light", "", "rgb(255, 255, 255)"), ("dark", "", "rgb(20, 26, 34)"), ("dark", 'data-theme="light"', "rgb(255, 255, 255)"),
    ("light", 'data-theme="dark"', "rgb(20, 26, 34)"),
])
def test_light_and_dark(new_page, site, scheme, theme, ground):
    page = new_page(color_scheme=scheme)
    host_page(page, line(site, f"data-open {theme}"))
    page.get_by_role("log").wait_for()
    assert colours(page, ".panel")[0] == ground


def test_a_phone_turned_on_its_side_and_back_keeps_the_panel(new_page, site):
    page = new_page(1000, 700)
    host_page(page, line(site, "data-open"))
    box = page.get_by_label("Je vraag")
    box.fill("half af")
    for width, height, modal in ((360, 740, True), (1000, 700, False)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function("(on) => document.querySelector('raadwijzer-widget').panel.matches(':modal') === on", arg=modal)
        assert box.input_value() == "half af"
        assert box.evaluate("(b) => b.getRootNode().activeElement === b")


def test_open_does_not_cover_a_phone_by_itself(new_page, site):
    page = new_page(360, 740)
    host_page(page, line(site, "data-open"))
    assert page.get_by_role("button", name="Vraag het Raadwijzer").is_visible()
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.parametrize("width", [1280, 360])
def test_in_print_the_conversation_stands_whole_and_without_buttons(new_page, site, width):
    page = new_page(width, 740)
    host_page(page, line(site))
    open_panel(page)
    for question in ("wat is een motie?", "wat doet de rekenkamer?", "ik wil een interpellatie"):
        ask(page, question)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    panel, log = page.get_by_role("dialog"), page.get_by_role("log")
    assert panel.evaluate("(e) => [getComputedStyle(e).position, e.matches(':modal')]") == ["static", False]
    assert log.evaluate("(e) => e.scrollHeight <= e.clientHeight + 1")
    assert page.get_by_text("Sinds 1 januari 2023").is_visible()
    assert not page.get_by_label("Je vraag").is_visible()
    assert page.get_by_role("dialog").get_by_role("button").count() == 0
