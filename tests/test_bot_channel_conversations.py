"""Conversations and flows over Telegram and Slack, the real dialogue behind them: what is said there is what is read.

Of each file of tests/conversations the first ones are played, so a new file is taken along by itself.
"""

from pathlib import Path

import pytest

from bot.channels.markup import read
from tests import fake_slack, fake_telegram, slack_user, telegram_user
from tests.channel_server import settled
from tests.transcript import play, read_conversations

OF_EACH = 2  # conversations of a file: all of them stand in test_transcripts.py
FILES = sorted((Path(__file__).parent / "conversations").glob("*.yml"))
CONVERSATIONS = [pytest.param(one, id=f"{path.stem}-{one['name']}")
                 for path in FILES for one in read_conversations(path)[:OF_EACH]]


def talk_on(live, channel):
    """A new person on a channel."""
    live.people += 1
    return (TelegramTalk if channel == "telegram" else SlackTalk)(live, live.people)


class ChannelTalk:
    """A conversation in a private chat, like tests/client.py's Talk: `messages` as they were meant, `text` as it is read."""

    def __init__(self, live, person):
        self.live, self.person, self.messages, self.text, self.said = live, str(person), [], "", []

    def say(self, text):
        before = len(self.shown())
        told = sum(len(self.live.said(one)) for one in self.live.conversations(self.person))
        assert (self.press(text[1:].strip()) if text.startswith(">") else self.type(text)) == 200
        settled(self.live.state, 30)
        self.text = "\n".join(self.shown()[before:]).replace("\u00a0", " ")
        self.messages = [message for one in self.live.conversations(self.person) for message in self.live.said(one)][told:]
        self.said += [f"user: {text}", f"bot:  {self.text}"]
        for line in (line for message in self.messages for line in read(message["text"])):
            assert line.text.replace("\u00a0", " ").strip() in self.text, (line.text, self.transcript)
        assert "**" not in self.text and "](" not in self.text, self.transcript
        return self

    @property
    def transcript(self):
        return "\n" + "\n".join(self.said)


class TelegramTalk(ChannelTalk):
    def __init__(self, live, person):
        super().__init__(live, person)
        self.user = telegram_user.TelegramUser(live.url, live.telegram, person)
        self.type, self.press = self.user.say, self.user.press

    def shown(self):
        return telegram_user.texts(self.live.telegram, int(self.person))


class SlackTalk(ChannelTalk):
    def __init__(self, live, person):
        super().__init__(live, f"U{person}")
        self.user = slack_user.SlackUser(live.url, live.slack, self.person)
        self.type, self.press = self.user.say, self.user.press

    def shown(self):
        return slack_user.texts(self.live.slack, self.user.direct)


@pytest.fixture(autouse=True)
def nothing_refused(live):
    yield
    assert live.telegram.refused + live.slack.refused == []


@pytest.mark.parametrize("channel", ["telegram", "slack"])
@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_conversation(live, channel, conversation):
    played = play(talk_on(live, channel), conversation)
    assert not played.unexpected, played.transcript


@pytest.mark.parametrize("channel", ["telegram", "slack"])
def test_a_draft_from_wish_to_text(live, channel):
    name = "Fatima \"Fa\" El-Ö'Brien & zn, fractie Dorps{belang} <3 *x* _y_"
    talk = talk_on(live, channel).say("ik wil een interpellatie indienen over de sluiting van het zwembad")
    talk.say("Het bad gaat maandag dicht en de raad is er niet over gehoord")
    talk.say("Waarom is de raad niet vooraf gehoord? Wat kost de sluiting?").say(name if channel == "telegram" else name.replace(
        "&", "&amp;").replace("<", "&lt;")).say("18 december")
    assert "(6 van 6)" in talk.text, talk.transcript
    talk.say("> Onderwerp wijzigen").say("de Waalbrug").say("> Klopt, maak de tekst")
    assert talk.messages[0]["answer"]["kind"] == "document"
    for part in ("de Waalbrug", "1. Waarom is de raad niet vooraf gehoord?" if channel == "telegram" else "Waarom is de raad",
                 name, "18 december", "artikel 155 lid 2"):
        assert part in talk.text, talk.transcript


@pytest.mark.parametrize("channel", ["telegram", "slack"])
def test_an_allowance_interrupted_and_resumed(live, channel):
    talk = talk_on(live, channel).say("bereken mijn vergoeding").say("wat is een motie?")
    assert talk.messages[0]["answer"]["topic"] == "motie", talk.transcript
    assert "klasse 5" in talk.say("50.000").text, talk.transcript
    assert {source["as_of"] for source in talk.messages[0]["answer"]["sources"]} == {"2020", "2026"}


@pytest.mark.parametrize(("question", "told"), [("hoeveel vergoeding krijg ik?", "inwoners"),
                                                ("wat is politiek verlof?", "verlof"),
                                                ("er staat iemand voor mijn deur die dreigt me iets aan te doen", "112")])
def test_what_is_personal_leaves_the_group(live, question, told):
    live.people += 1
    fatima = telegram_user.TelegramUser(live.url, live.telegram, live.people)
    fatima.say_in_group("@raadwijzer_bot wat is een motie?")
    fatima.say_in_group(f"@raadwijzer_bot {question}")
    fatima.say_in_group("@raadwijzer_bot en hoe werkt dat?")
    settled(live.state, 30)
    assert told in "\n".join(telegram_user.texts(live.telegram, fatima.user.id))
    in_group = telegram_user.texts(live.telegram, telegram_user.GROUP.id)[-3:]
    assert in_group[1] == "Dit is persoonlijk. Ik antwoord in ons privégesprek."
    assert not any("inwoners" in text or "112" in text for text in in_group)
    group, _ = live.conversations(str(fatima.user.id))
    assert [message["answer"]["topic"] for message in live.said(group)] == ["motie", "motie"]  # as if it was never asked


def test_forgetting_leaves_no_word_in_any_file(live):
    for channel in ("telegram", "slack"):
        talk_on(live, channel).say("ik heet Zwaluwstaartje").say("/wis" if channel == "telegram" else "wis")
    left = [path.name for path in live.state.rglob("*") if path.is_file() and b"Zwaluwstaartje" in path.read_bytes()]
    assert left == []


def test_no_secret_stands_in_the_logs_or_the_state(live):
    talk_on(live, "telegram").say("hoi")
    telegram_user.deliver(live.url, b"{}", "fout")
    secrets = (fake_telegram.TOKEN, telegram_user.SECRET, fake_slack.TOKEN, fake_slack.SIGNING_SECRET)
    files = [path for path in live.state.rglob("*") if path.is_file()]
    assert {"rasa.log", "actions.log", "channels.db"} <= {path.name for path in files}
    assert [path.name for path in files if any(secret.encode() in path.read_bytes() for secret in secrets)] == []
