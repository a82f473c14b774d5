"""Name private messages, both ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.posts import PostRef
from bot.domain.suggestions import SuggestionState
from bot.domain.transitions import Life

QUIET_BEFORE_BARE_CONSENT = timedelta(minutes=2)
"""What is said without a reference or a code counts only if so long nothing came about anybody else (DESIGN 4)."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A private message to the owner, ready to leave.

    `text` has passed the mention guard. `reply_to` is the network's id of the message it belongs under. `about` is the
    post to embed where the network can. `key` is ours, unique per message, for networks that honour one.
    """

    text: str
    key: str
    reply_to: str | None = None
    about: PostRef | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A private message that stands: the network's id and time."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Spoken:
    """A private message of the bot's to the owner as it stands in the conversation on the network."""

    id: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote a private message, by everything the network knows them by; both must match (MD-12, BI-4)."""

    uid: str
    local_id: str


TERMINAL = Sender(uid="terminal", local_id="terminal")
"""Whoever may write into the data folder is the owner; no network gives an account this name."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back in private: words, or a reaction on one of our messages.

    `reply_to` is the id of the message answered or reacted to (None: a fresh message). `removed` means that the
    reaction was taken back. `others` are the addresses of everyone else who received it; `private` is false when it
    was not a private message at all. Either makes it no answer (DESIGN 8). The bot's own name in front is taken off.
    """

    id: str
    sender: Sender
    at: datetime
    text: str = ""
    reply_to: str | None = None
    reaction: str | None = None
    removed: bool = False
    others: tuple[str, ...] = ()
    private: bool = True


class MessageKind(StrEnum):
    """What a private message of ours is."""

    HELLO = "hello"
    NUDGE = "nudge"
    PREVIEW = "preview"
    DRAFT = "draft"
    RECEIPT = "receipt"
    OFFER = "offer"
    NOTICE = "notice"


class Offer(StrEnum):
    """What a message of ours offers, or wants to hear where plain `send` is not enough."""

    NOTHING = ""
    RETRACT = "retract"
    RESEND = "resend"
    ANYWAY = "anyway"
    VERSIONS = "versions"

    @property
    def lets_out(self) -> str:
        """The command that lets words out that were shown with this offer: no other one is ever advised."""
        return "send anyway" if self is Offer.ANYWAY else "send"


class MessageState(StrEnum):
    """Where a private message of ours stands in the outbox, or how it ended."""

    QUEUED = "queued"
    SENDING = "sending"
    UNCLEAR = "unclear"
    SENT = "sent"
    DROPPED = "dropped"


class MessageEvent(StrEnum):
    """What can happen to a private message of ours."""

    CLAIM = "claim"
    DELIVERED = "delivered"
    NOT_SENT = "surely not sent"
    LOST = "unclear"
    REFUSED = "refused"
    GIVEN_UP = "given up"
    NOT_NEEDED = "not needed"


_M, _ME = MessageState, MessageEvent
MESSAGE_LIFE = Life(
    "a message",
    _M.QUEUED,
    {
        (_M.QUEUED, _ME.CLAIM): _M.SENDING,
        (_M.QUEUED, _ME.NOT_NEEDED): _M.DROPPED,
        (_M.SENDING, _ME.DELIVERED): _M.SENT,
        (_M.SENDING, _ME.NOT_SENT): _M.QUEUED,
        (_M.SENDING, _ME.LOST): _M.UNCLEAR,
        (_M.SENDING, _ME.REFUSED): _M.DROPPED,
        (_M.SENDING, _ME.GIVEN_UP): _M.DROPPED,
        (_M.UNCLEAR, _ME.DELIVERED): _M.SENT,
        (_M.UNCLEAR, _ME.NOT_SENT): _M.QUEUED,
        (_M.UNCLEAR, _ME.GIVEN_UP): _M.DROPPED,
    },
    frozenset({_M.SENT, _M.DROPPED}),
)


@dataclass(frozen=True, slots=True)
class OpenMessage:
    """A delivered message of ours that an answer may belong to, newest state of its suggestion included.

    `complete` is true when every part of it was delivered; only then a preview can be approved. `sent_at` is our time,
    `stands_at` the network's, by which answers are dated too, `seen_at` when it had been printed (in the terminal).
    """

    message: int
    network_id: str
    kind: MessageKind
    suggestion: int | None
    code: str
    state: SuggestionState | None
    draft: int | None
    sent_at: datetime
    complete: bool = True
    stands_at: datetime | None = None
    seen_at: datetime | None = None
