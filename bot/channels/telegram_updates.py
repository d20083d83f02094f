"""What an update of Telegram means: who said what to the bot, or nothing at all. Pure functions on the SDK's types."""

from __future__ import annotations

import re

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.channels.heard import COMMANDS, Heard, Place

IDENTITY = re.compile(r"-?\d{1,20}")
GONE = (ChatMember.LEFT, ChatMember.BANNED)


def hear(update: Update, me: User) -> Heard | None:
    """What was said or pressed; None for what is not for the bot: other people's talk, edits, channel posts, joins of others.

    ValueError for an update whose ids are no numbers, or whose words are no text: Telegram sends none.
    """
    heard = _heard(update, me)
    if heard is not None:
        heard.dump().encode()  # half a pair of surrogates is a UnicodeError, which is a ValueError
        ids = [heard.id, heard.place.chat, *filter(None, [heard.person, heard.place.thread, heard.place.reply_to])]
        if not all(IDENTITY.fullmatch(one) for one in ids):
            raise ValueError("an id that is no number")
    return heard


def _heard(update: Update, me: User) -> Heard | None:
    identity = str(update.update_id)
    if update.callback_query:
        return _press(update.callback_query, identity)
    if update.my_chat_member:
        return _membership(update.my_chat_member, identity)
    message = update.message
    if message is None or message.from_user is None:
        return None
    if message.migrate_to_chat_id:
        return Heard(identity, "moved", "", _place(message), str(message.migrate_to_chat_id))
    if message.from_user.is_bot and not message.sender_chat:
        return None
    return _message(message, me, identity)


def _press(query: CallbackQuery, identity: str) -> Heard | None:
    """A pressed button; its message may be too old to be read, but its chat is always told."""
    if query.message is None:
        return None
    readable = isinstance(query.message, Message)
    place = _place(query.message) if readable else Place(str(query.message.chat.id), query.message.chat.type == ChatType.PRIVATE)
    return Heard(identity, "button", str(query.from_user.id), place, query.data or "", press=query.id)


def _membership(change: ChatMemberUpdated, identity: str) -> Heard | None:
    """The bot came into a group, or had to leave it."""
    if change.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
        return None
    was, now = change.old_chat_member.status, change.new_chat_member.status
    place = Place(str(change.chat.id), private=False)
    if now in GONE:
        return Heard(identity, "left", "", place)
    return Heard(identity, "joined", "", place) if was in GONE else None


def _message(message: Message, me: User, identity: str) -> Heard | None:
    place, person = _place(message), str(message.from_user.id)
    command, argument, foreign = _command(message, me)
    if foreign or message.chat.type == ChatType.CHANNEL:
        return None
    text = _without_mention(message, me)
    if not place.private:
        if not (command or text is not None or _answers(message, me)):
            return None
        if message.sender_chat:  # an anonymous admin, or a channel that speaks: no one person
            return Heard(identity, "anonymous", "", place)
    if command:
        return Heard(identity, "command", person, place, command, argument)
    said = text if text is not None else message.text or message.caption or ""
    if said.strip():
        return Heard(identity, "text", person, place, said)
    if text is not None:  # a mention and nothing else
        return Heard(identity, "command", person, place, "help")
    return Heard(identity, "other", person, place) if message.effective_attachment else None


def _command(message: Message, me: User) -> tuple[str, str, bool]:
    """The command at the start of a message if it is one of ours, what follows it, and whether it is for another bot."""
    if message.text is None:
        return "", "", False
    for entity, text in message.parse_entities([MessageEntity.BOT_COMMAND]).items():
        if entity.offset == 0:
            name, _, bot = text.removeprefix("/").partition("@")
            foreign = bool(bot) and bot.casefold() != (me.username or "").casefold()
            argument = message.text[len(text):].strip()
            return (name.casefold(), argument, foreign) if name.casefold() in COMMANDS else ("", "", foreign)
    return "", "", False


def _without_mention(message: Message, me: User) -> str | None:
    """The message without the names of the bot in it; None when it names the bot nowhere."""
    parse = message.parse_entities if message.text is not None else message.parse_caption_entities
    whole = message.text if message.text is not None else message.caption or ""
    own = f"@{me.username}".casefold()
    kinds = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION, MessageEntity.BOT_COMMAND]
    named = [text for entity, text in parse(kinds).items()
             if text.casefold().endswith(own) or (entity.user is not None and entity.user.id == me.id)]
    if not named:
        return None
    for text in named:
        whole = whole.replace(text, text.partition("@")[0] if text.startswith("/") else " ", 1)
    return re.sub(r" {2,}", " ", whole).strip()


def _answers(message: Message, me: User) -> bool:
    """Whether this is a reply to the bot; in a forum every message is one to the message that opened the topic."""
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == me.id and not replied.forum_topic_created)


def _place(message: Message) -> Place:
    private = message.chat.type == ChatType.PRIVATE
    thread = str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""
    return Place(str(message.chat.id), private, thread, "" if private else str(message.message_id))
