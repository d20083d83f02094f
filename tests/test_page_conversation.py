"""A conversation in the widget: answers, buttons, forms, files, lost connections, reloads, wiping, thumbs."""

import re

import pytest

from tests.browser import answered, ask


def texts(page):
    """The bubbles in the log, without the words for screen readers."""
    return page.get_by_role("log").locator(".message").evaluate_all("""all => all.map((m) =>
        [...m.childNodes].filter((n) => n.className !== "unseen").map((n) => n.textContent).join("").trim())""")


def said(page):
    """What the user said, in order."""
    return page.get_by_role("log").locator(".message.user").evaluate_all("all => all.map((m) => m.lastChild.textContent)")


def count(site, text):
    """How often a text reached the bot."""
    return site.turns.count(text)


def hurry(page):
    """Let the page wait a tenth of what it waits between two tries."""
    page.evaluate("() => { window.setTimeout = ((real) => (f, ms) => real(f, ms / 10))(window.setTimeout); }")


# ---------------------------------------------------------------- answers

def test_it_says_that_it_is_a_computer_and_warns(demo):
    assert "ik ben Raadwijzer, een computer" in texts(demo)[0]
    assert demo.get_by_text("Typ geen vertrouwelijke gegevens").is_visible()
    demo.get_by_text("Privacy", exact=True).click()
    assert demo.get_by_text("De server van je griffie bewaart dit gesprek").is_visible()


def test_an_answer_with_its_source_folded_under_it(demo):
    ask(demo, "wat is een motie?")
    assert "Een motie is een uitspraak van de raad" in texts(demo)[-1]
    source = demo.locator("details.sources")
    assert source.locator("summary").inner_text() == "Bronnen: Brochure voor raadsleden (2020), Gemeentewet"
    assert not demo.get_by_text("tekst van 2020").is_visible()
    source.locator("summary").click()
    assert demo.get_by_text("(tekst van 2020)").is_visible()
    assert demo.get_by_text("Wet", exact=True).is_visible()
    assert source.get_by_role("link", name="Lees de hele tekst").get_attribute("href").endswith("/chat/faq#motie/wat")


def test_what_the_law_changed_is_seen_once_without_unfolding(demo):
    ask(demo, "wat doet de rekenkamer?")
    notice = demo.locator(".notice")
    assert notice.count() == 1
    assert notice.is_visible()
    assert notice.inner_text().startswith("Let op, dit is veranderd. Sinds 1 januari 2023")
    assert texts(demo)[-1].count("Sinds 1 januari 2023") == 1
    ask(demo, "wat is er stil veranderd?")
    assert "Vanaf verslagjaar 2023" in demo.locator(".notice").last.inner_text()


def test_a_button_asks_its_title_and_keeps_the_focus(demo, site):
    ask(demo, "wat is een motie?")
    button = demo.get_by_role("button", name="Hoe werkt het?")
    button.click()
    answered(demo)
    assert said(demo)[-1] == "Hoe werkt het?"
    assert "conceptuitspraak" in texts(demo)[-1]
    assert site.turns[-1] == '/motie{"facet": "hoe"}'
    assert button.evaluate("(b) => b.getRootNode().activeElement === b")


def test_a_starter_asks_its_question(demo):
    demo.get_by_role("button", name="Wat is een motie?").click()
    answered(demo)
    assert said(demo) == ["Wat is een motie?"]
    assert "uitspraak van de raad" in texts(demo)[-1]


def test_a_form_shows_how_far_it_is(demo):
    ask(demo, "ik wil een interpellatie aanvragen")
    assert demo.locator(".progress").inner_text() == "Stap 1 van 6"
    ask(demo, "het zwembad")
    assert demo.locator(".progress").last.inner_text() == "Stap 2 van 6"
    assert "(2 van 6)" not in texts(demo)[-1]


def test_a_picture_has_a_text_and_a_file_comes_down(demo):
    ask(demo, "maak een grafiek")
    picture = demo.get_by_role("img", name="Staafdiagram: vergaderen 8 uur, lezen 6 uur.")
    assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 280
    ask(demo, "maak het verzoek")
    with demo.expect_download() as download:
        demo.get_by_role("link", name="Download verzoek.docx").click()
    assert download.value.suggested_filename == "verzoek.docx"


def test_hostile_words_of_bot_and_user_stay_words(demo):
    ask(demo, "gevaarlijk <img src=x onerror=\"document.title='stuk'\">")
    assert demo.title() != "stuk"
    assert "<script>document.title='stuk'</script>" in texts(demo)[-1]
    assert said(demo) == ["gevaarlijk <img src=x onerror=\"document.title='stuk'\">"]
    assert demo.get_by_role("log").locator("img, script").count() == 0
    assert [link.get_attribute("href") for link in demo.get_by_role("log").get_by_role("link").all()] == [
        "https://example.org/?a=1&b=%222%22"]


def test_enter_sends_and_shift_enter_makes_a_line(demo):
    box = demo.get_by_label("Je vraag")
    box.press_sequentially("wat is")
    box.press("Shift+Enter")
    box.press_sequentially("een motie?")
    box.press("Enter")
    answered(demo)
    assert said(demo) == ["wat is\neen motie?"]
    assert box.input_value() == ""


def test_an_empty_question_is_not_sent(demo, site):
    before = len(site.turns)
    demo.get_by_label("Je vraag").fill("  \n ")
    demo.keyboard.press("Enter")
    demo.wait_for_timeout(100)
    assert (said(demo), len(site.turns)) == ([], before)


def test_while_the_bot_thinks_it_says_so_and_keeps_what_is_typed(demo, site):
    demo.get_by_label("Je vraag").fill("doe traag 1")
    demo.keyboard.press("Enter")
    status = demo.locator(".status [role=status]")
    assert status.inner_text() == "Raadwijzer zoekt een antwoord"
    assert demo.locator(".dots").is_visible()
    demo.get_by_label("Je vraag").fill("wat is een motie?")
    demo.keyboard.press("Enter")
    assert status.inner_text() == "Wacht nog even op het antwoord."
    assert demo.get_by_label("Je vraag").input_value() == "wat is een motie?"
    answered(demo)
    assert (said(demo), status.inner_text(), demo.locator(".dots").is_visible()) == (["doe traag 1"], "", False)


# ---------------------------------------------------------------- a lost connection

def test_an_answer_that_got_lost_is_fetched_without_asking_twice(demo, site):
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)  # it arrives and is answered; the answer does not come back
        return route.abort("connectionreset")

    demo.route("**/chat/message", lose)
    ask(demo, "wat is een motie (lijn weg)?")
    assert lost == [200]
    assert count(site, "wat is een motie (lijn weg)?") == 1
    assert said(demo) == ["wat is een motie (lijn weg)?"]
    assert sum("Een motie is een uitspraak" in text for text in texts(demo)) == 1


def test_a_question_that_never_arrives_can_be_sent_again(demo, site):
    hurry(demo)
    demo.route("**/chat/message", lambda route: route.abort("connectionrefused"))
    ask(demo, "wat is een motie (geen lijn)?")
    assert texts(demo)[-1].startswith("Je vraag is niet aangekomen of het antwoord kwam niet terug.")
    demo.unroute("**/chat/message")
    demo.get_by_role("button", name="Probeer opnieuw").click()
    answered(demo)
    assert (count(site, "wat is een motie (geen lijn)?"), said(demo)) == (1, ["wat is een motie (geen lijn)?"])
    assert "Een motie is een uitspraak" in texts(demo)[-1]
    assert demo.get_by_role("button", name="Probeer opnieuw").count() == 0


def test_when_the_line_is_back_it_is_sent_by_itself(demo, site):
    hurry(demo)
    demo.context.set_offline(True)
    ask(demo, "wat is een motie (weer lijn)?")
    assert "Controleer je verbinding" in texts(demo)[-1]
    demo.context.set_offline(False)
    demo.get_by_text("Een motie is een uitspraak").wait_for()
    assert (count(site, "wat is een motie (weer lijn)?"), said(demo)) == (1, ["wat is een motie (weer lijn)?"])


def test_a_turn_that_failed_says_so_and_works_the_next_time(demo):
    ask(demo, "één keer kapot, a")
    assert texts(demo)[-1].startswith("Ik kan nu niet antwoorden. Stuur je vraag over een minuut nog eens.")
    demo.get_by_role("button", name="Probeer opnieuw").click()
    answered(demo)
    assert texts(demo)[-1] == "Nu lukt het."
    demo.reload()
    demo.get_by_text("Nu lukt het.").wait_for()
    assert said(demo) == ["één keer kapot, a"]


def test_a_refused_question_comes_back_to_be_changed(demo):
    demo.get_by_label("Je vraag").evaluate("(box) => { box.maxLength = 20000; }")
    ask(demo, "x" * 12001)
    assert texts(demo)[-1] == "Je bericht is te lang. Maak het korter en stuur het nog eens."
    assert len(demo.get_by_label("Je vraag").input_value()) == 12001
    assert said(demo) == []


def test_a_reload_in_the_middle_of_a_turn_loses_and_doubles_nothing(demo, site):
    demo.get_by_label("Je vraag").fill("doe traag 2")
    demo.keyboard.press("Enter")
    demo.wait_for_timeout(150)
    demo.reload()
    demo.get_by_text("Dit duurde even.").wait_for()
    answered(demo)
    assert (said(demo), count(site, "doe traag 2")) == (["doe traag 2"], 1)
    assert sum(text == "Dit duurde even." for text in texts(demo)) == 1


def test_an_expired_conversation_starts_anew_with_the_same_question(demo):
    ask(demo, "wat is een motie?")
    demo.evaluate("() => { document.querySelector('raadwijzer-widget').memory.keep({token: 'verlopen'}); }")
    demo.get_by_role("button", name="Hoe werkt het?").click()
    answered(demo)
    assert "Je vorige gesprek was verlopen. Dit is een nieuw gesprek." in texts(demo)
    assert said(demo)[-1] == "Hoe werkt het?"


# ---------------------------------------------------------------- reload and wipe

def test_the_conversation_is_back_after_a_reload(demo):
    ask(demo, "wat is een motie?")
    demo.get_by_role("group", name="Heb je hier iets aan?").get_by_role("button", name="Ja").click()
    demo.get_by_text("Je mening is bewaard").wait_for()
    before = texts(demo)
    demo.reload()
    demo.get_by_text("Een motie is een uitspraak").wait_for()
    assert texts(demo) == before
    assert demo.get_by_role("button", name="Ja", exact=True).get_attribute("aria-pressed") == "true"
    demo.get_by_role("button", name="Hoe werkt het?").click()
    answered(demo)
    assert "conceptuitspraak" in texts(demo)[-1]


def test_a_history_that_can_not_be_fetched_can_be_tried_again(demo):
    ask(demo, "wat is een motie?")
    demo.route("**/chat/history", lambda route: route.abort())
    demo.reload()
    demo.get_by_text("Ik kan je gesprek nu niet ophalen.").wait_for()
    demo.unroute("**/chat/history")
    demo.get_by_role("button", name="Probeer opnieuw").click()
    demo.get_by_text("Een motie is een uitspraak").wait_for()
    assert said(demo) == ["wat is een motie?"]


def test_wiping_asks_first_and_then_really_deletes(demo, site):
    ask(demo, "wat is een motie?")
    token = demo.evaluate("document.querySelector('raadwijzer-widget').memory.kept.token")
    demo.get_by_role("button", name="Wis gesprek").click()
    demo.get_by_role("button", name="Nee, bewaar het").click()
    assert said(demo) == ["wat is een motie?"]
    demo.get_by_role("button", name="Wis gesprek").click()
    demo.get_by_role("button", name="Ja, wis alles").click()
    demo.get_by_text("Het gesprek is gewist.").wait_for()
    assert said(demo) == []
    assert demo.request.get(f"{site.base}history", headers={"Authorization": f"Bearer {token}"}).status == 401
    assert len(site.forgotten[-1]) == 32
    assert demo.evaluate("Object.values(sessionStorage).join()") == '{"open":true}'
    demo.reload()
    demo.get_by_role("log").wait_for()
    assert said(demo) == []


def test_wiping_during_a_turn_shows_no_answer_afterwards(demo):
    demo.get_by_label("Je vraag").fill("doe traag 3")
    demo.keyboard.press("Enter")
    demo.get_by_role("button", name="Wis gesprek").click()
    demo.get_by_role("button", name="Ja, wis alles").click()
    demo.get_by_text("Het gesprek is gewist.").wait_for()
    demo.wait_for_timeout(300)
    assert (said(demo), len(texts(demo))) == ([], 1)
    ask(demo, "wat is een motie?")
    assert "Een motie is een uitspraak" in texts(demo)[-1]


def test_wiping_that_fails_says_so_and_keeps_everything(demo):
    ask(demo, "wat is een motie?")
    demo.route("**/chat/session", lambda route: route.abort())
    demo.get_by_role("button", name="Wis gesprek").click()
    demo.get_by_role("button", name="Ja, wis alles").click()
    demo.get_by_text("Wissen lukte niet.").wait_for()
    assert said(demo) == ["wat is een motie?"]


# ---------------------------------------------------------------- thumbs

def votes(page):
    """The bodies of the votes that the page sends from now on."""
    sent = []
    page.on("request", lambda request: sent.append(request.post_data_json) if request.url.endswith("/feedback") else None)
    return sent


def test_a_thumb_down_with_a_reason(demo):
    sent = votes(demo)
    ask(demo, "wat is een motie?")
    demo.get_by_role("button", name="Nee", exact=True).click()
    reason = demo.get_by_label("Wat klopt er niet?")
    reason.wait_for()
    reason.fill("Ik bedoelde een motie van wantrouwen")
    demo.get_by_role("button", name="Stuur uitleg").click()
    demo.get_by_text("Je uitleg is bewaard.").wait_for()
    assert [(vote["vote"], vote.get("reason")) for vote in sent] == [
        ("down", None), ("down", "Ik bedoelde een motie van wantrouwen")]
    assert re.fullmatch(r"[0-9a-f]{32}", sent[0]["message_id"])
    assert demo.get_by_role("button", name="Nee", exact=True).get_attribute("aria-pressed") == "true"
    assert reason.count() == 0


def test_a_reason_may_be_skipped_and_the_vote_changed(demo):
    sent = votes(demo)
    ask(demo, "wat is een motie?")
    down, up = (demo.get_by_role("button", name=name, exact=True) for name in ("Nee", "Ja"))
    down.click()
    demo.get_by_role("button", name="Sla over").click()
    up.click()
    demo.wait_for_function("(b) => b.getAttribute('aria-pressed') === 'true'", arg=up.element_handle())
    assert (down.get_attribute("aria-pressed"), [vote["vote"] for vote in sent]) == ("false", ["down", "up"])


def test_a_vote_that_is_not_kept_is_not_shown_as_kept(demo):
    ask(demo, "wat is een motie?")
    demo.route("**/chat/feedback", lambda route: route.abort())
    demo.get_by_role("button", name="Ja", exact=True).click()
    demo.get_by_text("Je mening is niet bewaard.").wait_for()
    assert demo.get_by_role("button", name="Ja", exact=True).get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize(("question", "thumbs"), [("weet ik veel", 1), ("een interpellatie", 0), ("doe gevaarlijk", 0)])
def test_only_an_answer_has_thumbs(demo, question, thumbs):
    ask(demo, question)
    assert demo.get_by_role("group", name="Heb je hier iets aan?").count() == thumbs


# ---------------------------------------------------------------- the real bot

def test_with_the_real_bot(new_page, bot):
    page = new_page()
    page.goto(bot.base)
    page.set_default_timeout(20_000)
    ask(page, "wat doet de rekenkamer?")
    assert page.locator(".notice").inner_text().startswith("Let op, dit is veranderd. Sinds 1 januari 2023")
    assert page.locator("details.sources summary").inner_text().startswith("Bronnen: Brochure voor raadsleden (2020)")
    ask(page, "ik wil een interpellatie indienen over het zwembad")
    assert re.fullmatch(r"Stap \d van \d", page.locator(".progress").inner_text())
    ask(page, "stop")
    page.get_by_role("button", name="Wis gesprek").click()
    page.get_by_role("button", name="Ja, wis alles").click()
    page.get_by_text("Het gesprek is gewist.").wait_for()
    assert said(page) == []
