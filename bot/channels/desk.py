"""The desk of a channel: what was said goes to the dialogue, the answer goes back, personal matters go to the private chat."""

from __future__ import annotations

import logging
import time
from typing import Any

from bot.channels.attachments import Attachment, read_attachment
from bot.channels.dialogue import Dialogue
from bot.channels.heard import Heard, Place
from bot.channels.outgoing import Choice, Outgoing, outgoing
from bot.channels.pace import Pace
from bot.channels.personal import is_danger, is_personal
from bot.channels.porter import Porter, Refused
from bot.channels.records import Records
from bot.channels.sentences import sentence
from bot.channels.traced import refuse
from bot.channels.web import clean
from bot.channels.wiping import wants_wiping
from bot.settings import Settings

logger = logging.getLogger(__name__)
SPEAKING = ("text", "button", "command", "other")
MEANING = {"start": "/groet", "help": "/hulp", "stop": "/laat_maar"}  # what a command says to the dialogue


class Desk:
    """Handles what is heard on one channel, one update at a time for each person."""

    def __init__(self, porter: Porter, records: Records, dialogue: Dialogue, settings: Settings, pace: Pace) -> None:
        self._porter, self._records, self._dialogue, self._settings, self._pace = porter, records, dialogue, settings, pace

    async def handle(self, heard: Heard) -> None:
        """Handle one update; an answer that the platform refuses is noted and goes no further."""
        try:
            if not await self._slows_down(heard):
                await getattr(self, f"_on_{heard.kind}")(heard)
        except Refused as refusal:
            logger.warning("%s took no answer: %s", self._porter.platform, refusal)

    async def _slows_down(self, heard: Heard) -> bool:
        """Whether a person goes too fast to be answered, which they are told once a minute. Wiping is never too fast."""
        person = f"{self._porter.platform}/{heard.person}"
        if heard.kind not in SPEAKING or wants_wiping(heard.value) or not await self._pace.wait("messages", person):
            return False
        refuse(self._porter.platform.lower(), 429, "te_snel")
        if heard.kind == "button":
            await self._porter.acknowledge(heard, sentence("te_snel"))
        elif not await self._pace.wait("told", person):
            await self._tell(heard.place, "te_snel")
        return True

    async def _on_text(self, heard: Heard) -> None:
        text = clean(heard.value)
        if not text or len(text) > self._settings.longest_text:
            await self._tell(heard.place, "te_lang" if text else "leeg")
            return
        if wants_wiping(text):
            await self._forget(heard)
            return
        await self._answer(heard, text, self._conversation(heard.place, heard.person))

    async def _on_button(self, heard: Heard) -> None:
        button = self._records.pressed(heard.value)
        if button is None or button.person != heard.person:
            await self._porter.acknowledge(heard, sentence("knop_van_ander" if button else "knop_verlopen"))
            return
        await self._porter.acknowledge(heard)
        await self._answer(heard, button.payload, button.conversation)

    async def _on_command(self, heard: Heard) -> None:
        if heard.value == "wis":
            await self._forget(heard)
            return
        conversation = self._conversation(heard.place, heard.person)
        waited = self._records.waited(heard.argument, heard.person) if heard.argument and heard.place.private else None
        await self._answer(heard, waited or MEANING[heard.value], conversation)
        if heard.value == "start" and heard.place.private:
            await self._tell(heard.place, "start", platform=self._porter.platform, wis=self._porter.forget_with)

    async def _on_other(self, heard: Heard) -> None:
        await self._tell(heard.place, "alleen_tekst")

    async def _on_anonymous(self, heard: Heard) -> None:
        await self._tell(heard.place, "anoniem", link=self._porter.private_link(heard))

    async def _on_joined(self, heard: Heard) -> None:
        await self._tell(heard.place, "in_groep", mention=self._porter.mention())

    async def _on_left(self, heard: Heard) -> None:
        for conversation in self._records.conversations(chat=heard.place.chat):
            self._delete(conversation)

    async def _on_moved(self, heard: Heard) -> None:
        self._records.move(heard.place.chat, heard.value)

    async def _forget(self, heard: Heard) -> None:
        """In the private chat everything of this person; in a group their conversation there."""
        chat = None if heard.place.private else heard.place.chat
        for conversation in self._records.conversations(chat=chat, person=heard.person):
            self._delete(conversation)
        await self._tell(heard.place, "gewist" if heard.place.private else "gewist_groep",
                         platform=self._porter.platform, wis=self._porter.forget_with)

    async def _answer(self, heard: Heard, said: str, conversation: str) -> None:
        """Run a turn and deliver it; what turns out personal is undone in the group and run in the private chat."""
        since = time.time()
        messages = await self._dialogue.run(conversation, said)
        if heard.place.private or not is_personal(messages):
            await self._deliver(heard, heard.place, conversation, messages)
            return
        self._dialogue.take_back(conversation, since)
        if await self._answer_privately(heard, said):
            await self._tell(heard.place, "prive")
        else:
            await self._invite(heard, said, is_danger(messages))

    async def _answer_privately(self, heard: Heard, said: str) -> bool:
        place = await self._porter.private_place(heard)
        if place is None:
            return False
        conversation = self._conversation(place, heard.person)
        try:
            await self._deliver(heard, place, conversation, await self._dialogue.run(conversation, said))
        except Refused:
            return False
        return True

    async def _invite(self, heard: Heard, said: str, danger: bool) -> None:
        """Say in the group that the private chat is still closed, and how to open it; where to call comes first."""
        waiting = self._records.wait(heard.person, said) if self._porter.keeps_questions else ""
        name = "prive_kan_niet" if waiting else "prive_kan_niet_zelf"
        text = sentence(name, link=self._porter.private_link(heard, waiting))
        await self._porter.say(heard.place, Outgoing(f"{sentence('gevaar')}\n\n{text}" if danger else text))

    async def _deliver(self, heard: Heard, place: Place, conversation: str, messages: list[dict[str, Any]]) -> None:
        if not messages:
            await self._tell(place, "even_niet")
        for message in messages:
            buttons = tuple(Choice(self._records.offer(conversation, button["payload"], button["title"]), button["title"])
                            for button in message.get("buttons") or [])
            if message.get("text") or buttons:
                await self._say(heard, place, outgoing(message, buttons))
            if message.get("file"):
                await self._hand(heard, place, read_attachment(self._settings.state, conversation, message["file"]))

    async def _say(self, heard: Heard, place: Place, message: Outgoing) -> None:
        """Send a message; what a spent or expired address for one person refuses goes to the private chat."""
        try:
            await self._porter.say(place, message)
        except Refused:
            private = await self._porter.private_place(heard) if place.response_url else None
            if private is None:
                raise
            await self._porter.say(private, message)

    async def _hand(self, heard: Heard, place: Place, attachment: Attachment | None) -> None:
        """Send a file; where an answer is for one pair of eyes among others, to the private chat."""
        private = await self._porter.private_place(heard) if attachment and place.response_url else None
        if attachment is None:
            await self._tell(place, "bestand_weg")
        elif not await self._porter.hand(private or place, attachment):
            await self._tell(place, "bestand_mislukt")
        elif private:
            await self._tell(place, "bestand_bij_ander")

    def _conversation(self, place: Place, person: str) -> str:
        thread = place.thread if self._porter.by_thread and not place.private else ""
        return self._records.conversation(place.chat, person, thread)

    def _delete(self, conversation: str) -> None:
        self._dialogue.forget(conversation)
        self._records.forget(conversation)

    async def _tell(self, place: Place, name: str, **values: str) -> None:
        await self._porter.say(place, Outgoing(sentence(name, **values)))
