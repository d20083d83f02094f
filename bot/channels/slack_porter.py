"""Carrying messages to Slack by its Web API, or by the address that came with a slash command."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler, AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.channels.attachments import Attachment
from bot.channels.heard import Heard, Place
from bot.channels.outgoing import Outgoing
from bot.channels.porter import Refused
from bot.channels.slack_blocks import Shown, show
from bot.settings import SlackSettings

logger = logging.getLogger(__name__)
HOOKS = "hooks.slack.com"
# What Slack says where it is about the place and not about the message.
CLOSED = {"channel_not_found", "not_in_channel", "is_archived", "user_not_found", "user_disabled", "cannot_dm_bot",
          "messages_tab_disabled", "restricted_action", "account_inactive", "users_not_found"}


class SlackPorter:
    """The app of a workspace."""

    platform, forget_with = "Slack", "/raadwijzer wis"
    by_thread, keeps_questions = True, False

    def __init__(self, settings: SlackSettings) -> None:
        self._settings = settings
        self.client = AsyncWebClient(settings.token, base_url=settings.api, retry_handlers=[
            AsyncRateLimitErrorRetryHandler(max_retry_count=3), AsyncConnectionErrorRetryHandler(max_retry_count=3)])

    def mention(self) -> str:
        return "@Raadwijzer"

    def private_link(self, heard: Heard, waiting: str = "") -> str:
        app, _, team = heard.app.partition("/")
        return f"https://slack.com/app_redirect?app={app}&team={team}"

    async def say(self, place: Place, message: Outgoing) -> None:
        for piece in show(message):
            if place.response_url:
                await self._respond(place.response_url, piece)
            else:
                await self._call(self.client.chat_postMessage, channel=place.chat, thread_ts=place.thread or None,
                                 text=piece.text, blocks=[block.to_dict() for block in piece.blocks], unfurl_links=False,
                                 unfurl_media=False)

    async def hand(self, place: Place, attachment: Attachment) -> bool:
        try:
            await self._call(self.client.files_upload_v2, channel=place.chat, thread_ts=place.thread or None,
                             content=attachment.content, filename=attachment.name, title=attachment.name,
                             alt_txt=attachment.alt or None)
        except SlackApiError as error:
            logger.error("A file was not taken: %s", reason(error))
            return False
        return True

    async def acknowledge(self, heard: Heard, notice: str = "") -> None:
        """Slack has its 200 already; a notice goes to the presser alone."""
        if notice and heard.press:
            await self._respond(heard.press, show(Outgoing(notice))[0])

    async def private_place(self, heard: Heard) -> Place | None:
        try:
            opened = await self.client.conversations_open(users=[heard.person])
        except SlackApiError as error:
            logger.info("Direct messages could not be opened: %s", reason(error))
            return None
        return Place(str(opened["channel"]["id"]), private=True)

    async def _call(self, method: Any, **arguments: Any) -> None:
        try:
            await method(**{name: value for name, value in arguments.items() if value is not None})
        except SlackApiError as error:
            if reason(error) in CLOSED:
                raise Refused(reason(error)) from error
            raise

    async def _respond(self, url: str, shown: Shown) -> None:
        """Show something to one person only, by the address that Slack gave for it (five times, half an hour)."""
        if not self._is_own(url):
            raise Refused("an address that is not Slack's")
        response = await AsyncWebhookClient(url).send(text=shown.text, blocks=[block.to_dict() for block in shown.blocks],
                                                      response_type="ephemeral", replace_original=False)
        if response.status_code != 200:
            raise Refused(f"the response address said {response.status_code}")

    def _is_own(self, url: str) -> bool:
        """Whether an address is Slack's own, or that of the server that speaks for it."""
        asked, own = urlsplit(url), urlsplit(self._settings.api)
        return (asked.scheme, asked.netloc) in (("https", HOOKS), (own.scheme, own.netloc))


def reason(error: SlackApiError) -> str:
    """Slack's own word for what went wrong; the upload of a file gives none."""
    said = error.response
    return str(said.get("error")) if isinstance(said, AsyncSlackResponse) else "no readable answer"
