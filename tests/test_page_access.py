"""The widget for everyone: axe-core in every state, the keyboard alone, what is announced, zoom, colours, movement."""

import pytest

from tests.browser import answered, ask, violations

ROOT = "document.querySelector('raadwijzer-widget').shadowRoot"
PHONE = {"width": 360, "height": 740}
LOOKS = {"desktop": {}, "dark": {"color_scheme": "dark"}, "phone": PHONE, "contrast": {"forced_colors": "active"}}


def start(new_page, site, look="desktop"):
    """The demonstration page with its panel open, as a visitor with this look has it."""
    page = new_page(**{"reduced_motion": "reduce"} | LOOKS[look])
    page.goto(site.base)
    if page.get_by_role("button", name="Vraag het Raadwijzer").is_visible():
        page.get_by_role("button", name="Vraag het Raadwijzer").click()
    page.get_by_role("log").wait_for()
    return page


def focused(page):
    """The accessible name or text of what has the focus, within the widget or on the page."""
    return page.evaluate("""() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at.getAttribute("aria-label") || at.labels?.[0]?.textContent || at.textContent.trim();
    }""")


def tabs(page, key="Tab", times=1):
    """What gets the focus, one press after the other."""
    names = []
    for _ in range(times):
        page.keyboard.press(key)
        names.append(focused(page))
    return names


# ---------------------------------------------------------------- axe

@pytest.mark.parametrize("look", LOOKS)
def test_no_violation_through_a_whole_conversation(new_page, site, look):
    page = start(new_page, site, look)
    found = {"open": violations(page)}
    ask(page, "wat doet de rekenkamer?")
    page.locator("details.sources summary").click()
    found["after an answer"] = violations(page)
    ask(page, "ik wil een interpellatie aanvragen")
    ask(page, "maak een grafiek")
    found["in a flow, with a picture"] = violations(page)
    page.get_by_role("button", name="Nee", exact=True).last.click()
    page.get_by_label("Wat klopt er niet?").wait_for()
    page.get_by_text("Privacy", exact=True).click()
    found["with a reason and privacy"] = violations(page)
    ask(page, "kapot")
    page.get_by_role("button", name="Wis gesprek").click()
    found["with an error and a question"] = violations(page)
    assert {state: faults for state, faults in found.items() if faults} == {}


@pytest.mark.parametrize("look", ["desktop", "dark", "phone"])
def test_no_violation_when_closed_and_while_thinking(new_page, site, look):
    page = start(new_page, site, look)
    page.get_by_label("Je vraag").fill("doe traag")
    page.keyboard.press("Enter")
    page.locator(".busy").wait_for()
    thinking = violations(page)
    page.get_by_role("button", name="Sluit het gesprek").click()
    assert (thinking, violations(page)) == ([], [])


# ---------------------------------------------------------------- the keyboard alone

def test_the_launcher_opens_by_keyboard_and_gets_the_focus_back(new_page, site):
    page = start(new_page, site)
    page.get_by_role("button", name="Sluit het gesprek").press("Enter")
    assert focused(page) == "Vraag het Raadwijzer"
    page.keyboard.press("Enter")
    assert focused(page) == "Je vraag"
    page.keyboard.press("Escape")
    assert focused(page) == "Vraag het Raadwijzer"
    assert not page.get_by_role("dialog").is_visible()
    page.keyboard.press("Space")
    assert page.get_by_role("dialog", name="Raadwijzer").is_visible()


def test_escape_closes_from_the_page_too_and_leaves_the_focus_there(new_page, site):
    page = start(new_page, site)
    page.get_by_role("link", name="Motie").focus()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    assert focused(page) == "Motie"


def test_escape_is_for_a_dialog_of_the_site_first(new_page, site):
    page = start(new_page, site)
    page.evaluate("() => { const own = document.createElement('dialog'); document.body.append(own); own.showModal(); }")
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog", name="Raadwijzer").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0


def test_opening_by_itself_takes_no_focus(new_page, site):
    page = start(new_page, site)
    assert page.evaluate("document.activeElement.localName") == "body"


def test_the_order_of_focus_is_the_order_of_reading(new_page, site):
    page = start(new_page, site)
    ask(page, "wat is een motie?")
    page.get_by_role("link", name="Alle onderwerpen", exact=True).focus()
    assert tabs(page, times=14) == [
        "Wis gesprek", "Sluit het gesprek", "Gesprek met Raadwijzer", "Wat is een motie?", "Bereken mijn vergoeding",
        "Wat kan ik vragen?", "Bronnen: Brochure voor raadsleden (2020), Gemeentewet", "Hoe werkt het?", "Wanneer zet je het in?",
        "Ja", "Nee", "Je vraag", "Stuur", "Je praat met een computer. Typ geen vertrouwelijke gegevens. Privacy"]


def test_a_whole_conversation_by_keyboard(new_page, site):
    page = start(new_page, site)
    page.get_by_label("Je vraag").focus()
    page.keyboard.type("wat is een motie?")
    page.keyboard.press("Enter")
    answered(page)
    assert focused(page) == "Je vraag"
    tabs(page, "Shift+Tab", 5)
    assert focused(page).startswith("Bronnen")
    page.keyboard.press("Enter")
    assert page.get_by_text("(tekst van 2020)").is_visible()
    page.get_by_role("button", name="Hoe werkt het?").press("Space")
    answered(page)
    page.get_by_role("button", name="Nee", exact=True).last.press("Enter")
    page.get_by_label("Wat klopt er niet?").wait_for()
    assert focused(page).startswith("Wat klopt er niet?")
    page.keyboard.type("te lang")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Je uitleg is bewaard.").wait_for()
    assert focused(page) == "Nee"


def test_the_question_before_wiping_by_keyboard(new_page, site):
    page = start(new_page, site)
    page.get_by_role("button", name="Wis gesprek").press("Enter")
    assert focused(page) == "Nee, bewaar het"
    page.keyboard.press("Escape")
    assert focused(page) == "Wis gesprek"
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Enter")
    tabs(page, "Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Het gesprek is gewist.").wait_for()
    assert focused(page) == "Je vraag"


def test_on_a_phone_the_focus_stays_in_the_panel(new_page, site):
    page = start(new_page, site, "phone")
    inside = "() => document.activeElement.localName"
    seen = set()
    for _ in range(16):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(inside))
    assert seen <= {"raadwijzer-widget", "body"}  # body: the browser's own buttons, between the last and the first
    page.keyboard.press("Escape")
    assert focused(page) == "Vraag het Raadwijzer"


def test_the_focus_is_visible_everywhere(new_page, site):
    page = start(new_page, site)
    ask(page, "wat is een motie?")
    page.get_by_role("link", name="Alle onderwerpen", exact=True).focus()
    for _ in range(15):
        outline = page.evaluate("""() => {
            const style = getComputedStyle(document.activeElement.shadowRoot.activeElement);
            return [style.outlineStyle, parseFloat(style.outlineWidth)];
        }""")
        assert outline == ["solid", 3]
        page.keyboard.press("Tab")


# ---------------------------------------------------------------- what is announced

LISTEN = """() => {
    const root = document.querySelector("raadwijzer-widget").shadowRoot;
    window.spoken = [];
    const speak = (node) => {
        const region = (node.nodeType === 1 ? node : node.parentElement).closest("[aria-live], [role=status]");
        if (!region || region.getAttribute("aria-live") === "off") return;
        const quiet = "[aria-live=off], [aria-hidden=true]";
        const read = (n) => n.nodeType === 3 ? n.data : n.matches?.(quiet) ? "" : [...n.childNodes].map(read).join(" ");
        const text = read(node).replace(/\\s+/g, " ").trim();
        if (text) window.spoken.push(text);
    };
    new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(speak)))
        .observe(root, {childList: true, subtree: true});
}"""


def test_every_new_message_is_announced_once(new_page, site):
    page = start(new_page, site)
    page.evaluate(LISTEN)
    ask(page, "wat is een motie?")
    page.get_by_role("button", name="Ja", exact=True).click()
    page.get_by_text("Je mening is bewaard").wait_for()
    question, thinking, answer, thanks = page.evaluate("window.spoken")
    assert (question, thinking) == ("Jij: wat is een motie?", "Raadwijzer zoekt een antwoord")
    assert answer.startswith("Raadwijzer: Een motie is een uitspraak")
    assert answer.endswith("Hoe werkt het? Wanneer zet je het in?")
    assert thanks == "Dank je. Je mening is bewaard."


def test_history_is_not_announced_again(new_page, site):
    page = start(new_page, site)
    ask(page, "wat is een motie?")
    page.route("**/chat/history", lambda route: (page.wait_for_timeout(150), route.continue_()))
    page.reload(wait_until="domcontentloaded")
    page.evaluate(LISTEN)
    page.get_by_text("Een motie is een uitspraak").wait_for()
    assert page.evaluate("window.spoken") == []
    page.wait_for_function(f"{ROOT}.querySelector('.log').ariaLive === 'polite'")
    ask(page, "hoe werkt een motie? facet")
    assert page.evaluate("window.spoken")[0] == "Jij: hoe werkt een motie? facet"


def tree(page):
    """The accessibility tree that Chromium gives to a screen reader: role, name and properties of every node in it."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [(node["role"]["value"], node.get("name", {}).get("value", ""),
             {entry["name"]: entry["value"].get("value") for entry in node.get("properties", [])})
            for node in nodes if not node["ignored"]]


def test_what_the_accessibility_tree_says(new_page, site):
    page = start(new_page, site)
    ask(page, "wat is een motie?")
    nodes = tree(page)
    by_role = lambda role: [(name, properties) for kind, name, properties in nodes if kind == role]
    (log,) = by_role("log")
    assert log[0] == "Gesprek met Raadwijzer"
    assert (log[1]["live"], log[1]["atomic"], log[1]["relevant"]) == ("polite", False, "additions")
    assert [name for name, _ in by_role("dialog")] == ["Raadwijzer"]
    assert any(properties.get("live") == "polite" for _, properties in by_role("status"))
    texts = [name for kind, name, _ in nodes if kind == "StaticText"]
    assert sum("Een motie is een uitspraak van de raad" in name for name in texts) == 1
    assert {"Jij: ", "Raadwijzer: "} <= {f"{name.strip()} " for name in texts}
    assert {name: properties.get("pressed") for name, properties in by_role("button") if name in ("Ja", "Nee")} == {
        "Ja": "false", "Nee": "false"}
    assert "" not in [name for role in ("button", "link", "textbox") for name, _ in by_role(role)]


def test_the_launcher_in_the_tree_when_closed(new_page, site):
    page = start(new_page, site)
    page.get_by_role("button", name="Sluit het gesprek").click()
    nodes = tree(page)
    (launcher,) = [properties for kind, name, properties in nodes if (kind, name) == ("button", "Vraag het Raadwijzer")]
    assert launcher["hasPopup"] == "dialog"
    assert not any(kind in ("log", "dialog") for kind, _, _ in nodes)


# ---------------------------------------------------------------- sight, size and movement

@pytest.mark.parametrize(("width", "height"), [(320, 568), (640, 400), (320, 256), (1280, 800)])
def test_nothing_is_lost_when_narrow_or_zoomed(new_page, site, width, height):
    # 640 by 400 is 1280 by 800 at 200 %; 320 by 256 is 1280 by 1024 at 400 %
    page = new_page(width, height, reduced_motion="reduce")
    page.goto(site.base)
    if page.get_by_role("button", name="Vraag het Raadwijzer").is_visible():
        page.get_by_role("button", name="Vraag het Raadwijzer").click()
    ask(page, "wat doet de rekenkamer?")
    page.locator("details.sources summary").click()
    lost = page.evaluate("""() => {
        const root = document.querySelector("raadwijzer-widget").shadowRoot;
        const wide = document.documentElement.scrollWidth - innerWidth;
        const parts = [...root.querySelectorAll(".panel *")].filter((e) => e.getClientRects().length && !e.closest(".unseen"));
        return {wide, outside: parts.filter((e) => {
            const box = e.getBoundingClientRect();
            return box.left < -1 || box.right > innerWidth + 1;
        }).map((e) => e.className || e.localName)};
    }""")
    assert lost == {"wide": 0, "outside": []}
    close, box, privacy = (page.get_by_role("button", name="Sluit het gesprek"), page.get_by_label("Je vraag"),
                           page.get_by_text("Privacy", exact=True))
    for part in (close, box, privacy):
        part.scroll_into_view_if_needed()
        box = part.bounding_box()
        assert box["y"] >= -1 and box["y"] + min(box["height"], 20) <= height + 1


def test_every_target_is_at_least_24_pixels(new_page, site):
    page = start(new_page, site, "phone")
    ask(page, "wat is een motie?")
    page.get_by_role("button", name="Nee", exact=True).click()
    page.get_by_label("Wat klopt er niet?").wait_for()
    small = page.evaluate(f"""() => [...{ROOT}.querySelectorAll("button, summary, textarea, .head a")]
        .map((e) => [e.textContent.trim() || e.ariaLabel, e.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
        .map(([name, box]) => [name, box.width, box.height])""")
    assert small == []


def test_text_may_be_spaced_out(new_page, site):
    page = start(new_page, site, "phone")
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }");
        document.querySelector("raadwijzer-widget").shadowRoot.adoptedStyleSheets.push(sheet);
    }""")
    ask(page, "wat is een motie?")
    cut = page.evaluate(f"""() => [...{ROOT}.querySelectorAll("button, summary, .message, .head p")]
        .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth).map((e) => e.textContent)""")
    assert cut == []


def test_nothing_moves_when_less_movement_is_asked_for(new_page, site):
    moving = f"() => {ROOT}.getAnimations().length"
    calm, lively = new_page(reduced_motion="reduce"), new_page(reduced_motion="no-preference")
    counts = []
    for page in (calm, lively):
        page.goto(site.base)
        page.get_by_label("Je vraag").fill("doe traag")
        page.keyboard.press("Enter")
        page.locator(".busy").wait_for()
        counts.append(page.evaluate(moving))
    assert counts[0] == 0
    assert counts[1] >= 3


def test_in_forced_colours_every_bubble_and_button_has_an_edge(new_page, site):
    page = start(new_page, site, "contrast")
    ask(page, "wat doet de rekenkamer?")
    bare = page.evaluate(f"""() => [...{ROOT}.querySelectorAll(".message, .choices button, .panel, .send, textarea")]
        .filter((e) => parseFloat(getComputedStyle(e).borderTopWidth) === 0).map((e) => e.className)""")
    assert bare == []
