"""Translate the chat's events and messages into answers. Pure; the same act always gets the same id (BD-5, BD-8)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain import Answer, Sender, Spoken
from bot.platforms.bluesky.fields import Malformed, Node, moment, node, nodes, required, text

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ChatMark:
    """How far the log was read: its last event (compared as a string) and that event's time on the server."""

    rev: str
    at: datetime

    @classmethod
    def read(cls, mark: str) -> ChatMark | None:
        """The mark as it was stored; None when there is none yet."""
        try:
            kept = node(json.loads(mark or "{}"))
        except ValueError:
            return None
        rev = text(kept.get("rev"))
        return cls(rev, moment(kept.get("at")) or _EVER) if rev else None

    def written(self) -> str:
        """The mark to store."""
        return json.dumps({"rev": self.rev, "at": self.at.isoformat()})


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer with the conversation it was given in."""

    conversation: str
    answer: Answer


def of_event(event: Node, bot_did: str) -> Heard | None:
    """What an event of `getLog` tells; None for the bot's own doing and for kinds that are no answer."""
    kind = text(event.get("$type")).rpartition("#")[2]
    message, conversation = node(event.get("message")), text(event.get("convoId"))
    answer: Answer | None = None
    if kind == "logCreateMessage":
        answer = _words(message, bot_did)
    elif kind == "logAddReaction":
        answer = _reaction(message, node(event.get("reaction")), bot_did)
    elif kind == "logRemoveReaction":
        answer = _removal(message, node(event.get("reaction")), bot_did, required(event, "rev"))
    return Heard(conversation, answer) if answer else None


def event_time(event: Node) -> datetime | None:
    """The service's time of an event, where it carries one."""
    reacted = moment(node(event.get("reaction")).get("createdAt"))
    return reacted or moment(node(event.get("message")).get("sentAt"))


def of_message(message: Node, bot_did: str, after: ChatMark) -> Iterator[Answer]:
    """What a message that stands in the conversation tells: its words, and the reactions it carries, after the mark."""
    if text(message.get("rev")) > after.rev and (words := _words(message, bot_did)):
        yield words
    for reaction in nodes(message.get("reactions")):
        answer = _reaction(message, reaction, bot_did)
        if answer and answer.at > after.at:
            yield answer


def own(message: Node, bot_did: str) -> Spoken | None:
    """What the bot said with a message; None for anybody else's, and for one that was deleted."""
    at = moment(message.get("sentAt"))
    mine = _stands(message) and text(node(message.get("sender")).get("did")) == bot_did
    return Spoken(text(message.get("id")), at, text(message.get("text"))) if mine and at else None


def says(message: Node, answer: Answer) -> bool:
    """Whether a message, as it is now, still carries the answer that was read from it."""
    if not _stands(message):
        return False
    if answer.reaction is None:
        whose, words = text(node(message.get("sender")).get("did")), text(message.get("text")).strip()
        return (whose, words) == (answer.sender.uid, answer.text)
    given = {
        (text(node(one.get("sender")).get("did")), text(one.get("value"))) for one in nodes(message.get("reactions"))
    }
    return ((answer.sender.uid, answer.reaction) in given) is not answer.removed


def _stands(message: Node) -> bool:
    """Whether it was neither deleted nor said by the service."""
    return text(message.get("$type")).endswith("#messageView")


def _words(message: Node, bot_did: str) -> Answer | None:
    if not _stands(message):
        return None
    sender = _did(message)
    if sender == bot_did:
        return None
    return Answer(
        id=required(message, "id"),
        sender=Sender(uid=sender, local_id=sender),
        at=_time(message, "sentAt"),
        text=text(message.get("text")).strip(),
        reply_to=text(node(message.get("replyTo")).get("id")) or None,
    )


def _reaction(message: Node, reaction: Node, bot_did: str) -> Answer | None:
    """A reaction on one of the bot's own messages; on anybody else's it tells the bot nothing."""
    sender = _did(reaction)
    if sender == bot_did or _did(message) != bot_did:
        return None
    message_id, value, at = required(message, "id"), required(reaction, "value"), _time(reaction, "createdAt")
    return Answer(
        id=f"{message_id}:{value}:{at.isoformat()}",
        sender=Sender(uid=sender, local_id=sender),
        at=at,
        reply_to=message_id,
        reaction=value,
    )


def _removal(message: Node, reaction: Node, bot_did: str, rev: str) -> Answer | None:
    given = _reaction(message, reaction, bot_did)
    return replace(given, id=f"{given.id}:removed:{rev}", removed=True) if given else None


def _did(item: Node) -> str:
    return required(node(item.get("sender")), "did")


def _time(item: Node, name: str) -> datetime:
    at = moment(item.get(name))
    if at is None:
        raise Malformed(f"no {name}")
    return at
