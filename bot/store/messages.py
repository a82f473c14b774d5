"""Keep the outbox of private messages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import Connection, RowMapping, bindparam, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import MESSAGE_LIFE, Act, MessageEvent, MessageKind, MessageState, Offer, PostRef, digest
from bot.store.schema import messages
from bot.store.serialization import act_of, dump, load_or_none, new_id
from bot.store.suggestions import was_shown

IS_GOING = or_(*(messages.c.state == state for state in MESSAGE_LIFE.going))  # `in_` is spelt out at each call
"""It has not arrived, and nobody has given it up."""

_WAITING = select(messages).where(IS_GOING).order_by(messages.c.id).limit(1)
_WAITING_ASKED_FOR = _WAITING.where(or_(~messages.c.begun, messages.c.kind.in_(bindparam("also", expanding=True))))
"""Both are asked several times a round: made once."""

_LAST_ID = select(func.coalesce(func.max(messages.c.id), 0))
_ONE = select(messages).where(messages.c.id == bindparam("message"))
_NEW = insert(messages)
_WHERE_IT_STOOD = update(messages).where(messages.c.id == bindparam("message"), messages.c.state == bindparam("stood"))
_LAST_SENT_AT = (
    select(messages.c.sent_at).where(messages.c.state == MessageState.SENT).order_by(messages.c.sent_at.desc()).limit(1)
)
_UNDER = select(messages).where(messages.c.network_id == bindparam("network_id"))
_UNDER_IN = _UNDER.where(messages.c.channel == bindparam("channel"))
"""So is what is asked or changed with each message."""


@dataclass(frozen=True, slots=True)
class Message:
    """A row of the outbox."""

    id: int
    kind: MessageKind
    suggestion: int | None
    draft: int | None
    part: int
    parts: int
    text: str
    about: PostRef | None
    reply_to: str | None
    key: str
    state: MessageState
    network_id: str | None
    act: Act | None
    shown: str | None
    offers: Offer
    beside: int | None
    begun: bool
    created_at: datetime
    first_attempt_at: datetime | None
    sent_at: datetime | None
    stands_at: datetime | None
    channel: str
    seen_at: datetime | None

    @property
    def left_at(self) -> datetime | None:
        """Since when, by our clock, it may have stood there: where its sending was unclear, `sent_at` is when it was found."""
        return self.sent_at and min(self.sent_at, self.first_attempt_at or self.sent_at)


def queue(
    tx: Connection,
    kind: MessageKind,
    texts: Sequence[str],
    *,
    now: datetime,
    suggestion: int | None = None,
    draft: int | None = None,
    about: PostRef | None = None,
    reply_to: str | None = None,
    act: Act | None = None,
    offers: Offer = Offer.NOTHING,
    beside: int | None = None,
    begun: bool = False,
) -> int:
    """Put a message into the outbox, in parts where needed; returns the id of the last part.

    `act` is the act whose complete text these parts show or offer; only the last part carries it, for only when all
    parts are delivered it can be approved. `begun`: the bot began this, so quiet hours bind it.
    `beside` is the number of the words that are offered beside those of `draft`. A suggestion whose words are shown to be
    approved stays open for as long as they can be.
    """
    if kind is MessageKind.PREVIEW and act is not None and suggestion is not None:
        was_shown(tx, suggestion, now=now)
    of_each = {
        "kind": kind,
        "suggestion": suggestion,
        "draft": draft,
        "parts": len(texts),
        "reply_to": reply_to,
        "state": MESSAGE_LIFE.begins,
        "begun": begun,
        "created_at": now,
    }
    of_the_last = {"act": dump(act), "shown": act and digest(act), "offers": offers, "beside": beside}
    last, base = 0, last_id(tx)
    for part, text in enumerate(texts, start=1):
        carries = of_the_last if part == len(texts) else _CARRIES_NOTHING
        key = f"nudge-{base + part}-{now.timestamp():.0f}"
        of_this = {"part": part, "text": text, "key": key, "about": dump(about) if part == 1 else None}
        last = new_id(tx.execute(_NEW, {**of_each, **of_this, **carries}))
    return last


_CARRIES_NOTHING = {"act": None, "shown": None, "offers": Offer.NOTHING, "beside": None}


def repeat(
    tx: Connection, last: Message, kind: MessageKind, *, now: datetime, reply_to: str | None, to_approve: bool = True
) -> int:
    """Say a message once more in the same words; `last` is its last part. Returns the id of the new last part.

    What it shows keeps its digest: an act that was changed on the disk since is not what these words say, and cannot be
    approved. Not `to_approve`: the words alone.
    """
    again = queue(
        tx, kind, all_parts(tx, last), now=now, suggestion=last.suggestion, draft=last.draft, about=last.about,
        reply_to=reply_to, act=last.act if to_approve else None, offers=last.offers if to_approve else Offer.NOTHING,
        beside=last.beside if to_approve else None,
    )  # fmt: skip
    if to_approve:
        tx.execute(update(messages).where(messages.c.id == again).values(shown=last.shown))
    return again


def get(tx: Connection, message: int) -> Message:
    """One message. Raises KeyError for an unknown id."""
    row = tx.execute(_ONE, {"message": message}).mappings().first()
    if row is None:
        raise KeyError(message)
    return message_of(row)


def waiting(tx: Connection, *, begun_too: bool, also: Collection[MessageKind] = ()) -> Message | None:
    """The next message to send, in the order they were queued: an unfinished one blocks those after it.

    With `begun_too` false those that the bot began stay (quiet hours), but for those of the kinds `also`.
    """
    found = tx.execute(_WAITING) if begun_too else tx.execute(_WAITING_ASKED_FOR, {"also": list(also)})
    row = found.mappings().first()
    return message_of(row) if row else None


def are_waiting(tx: Connection, kind: MessageKind) -> bool:
    """Whether one of this kind is not out yet."""
    query = select(messages.c.id).where(messages.c.state.in_(MESSAGE_LIFE.going), messages.c.kind == kind)
    return tx.execute(query.limit(1)).first() is not None


class MessageColumns(TypedDict, total=False):
    """What a move may change beside the state."""

    first_attempt_at: datetime
    sent_at: datetime
    stands_at: datetime | None
    network_id: str
    channel: str


def move(tx: Connection, message: Message, event: MessageEvent, **changes: Unpack[MessageColumns]) -> bool:
    """Take one step of the table if the row is still where it was read; False if somebody else moved it.

    Raises `NotAllowed` for a step that the table does not have.
    """
    to = MESSAGE_LIFE.after(message.state, event)
    values = {"message": message.id, "stood": message.state, "state": to, **changes}
    return tx.execute(_WHERE_IT_STOOD, values).rowcount == 1


def drop_for(tx: Connection, suggestion: int) -> None:
    """What was queued about a suggestion that ended is not said any more."""
    query = select(messages).where(messages.c.suggestion == suggestion, messages.c.state == MessageState.QUEUED)
    for row in tx.execute(query).mappings().all():
        move(tx, message_of(row), MessageEvent.NOT_NEEDED)


def drop_unsent(tx: Connection) -> None:
    """Nothing that has not arrived is said any more, nor looked for."""
    for row in tx.execute(select(messages).where(messages.c.state.in_(MESSAGE_LIFE.going))).mappings().all():
        message = message_of(row)
        if message.state is MessageState.QUEUED:
            move(tx, message, MessageEvent.NOT_NEEDED)
        else:
            move(tx, message, MessageEvent.GIVEN_UP)


def by_network_id(tx: Connection, network_id: str, *, channel: str | None = None) -> Message | None:
    """The message that stands under this id (in this conversation, where one is named), or None."""
    where = {"network_id": network_id} | ({} if channel is None else {"channel": channel})
    row = tx.execute(_UNDER if channel is None else _UNDER_IN, where).mappings().first()
    return message_of(row) if row else None


def known_ids(tx: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these under which a message stands."""
    return set(tx.execute(select(messages.c.network_id).where(messages.c.network_id.in_(list(ids)))).scalars())


def unfinished(tx: Connection) -> tuple[Message, ...]:
    """Those that were tried and of which nobody knows whether they stand: also those that were given up."""
    query = select(messages).where(messages.c.first_attempt_at.is_not(None), messages.c.state != MessageState.SENT)
    return tuple(message_of(row) for row in tx.execute(query.order_by(messages.c.id)).mappings())


def mark_seen(tx: Connection, ids: Iterable[int], *, now: datetime) -> None:
    """All of these were printed for the owner to read."""
    tx.execute(update(messages).where(messages.c.id.in_(list(ids)), messages.c.seen_at.is_(None)).values(seen_at=now))


def adopt(tx: Connection, channel: str) -> None:
    """Messages of an older version, which did not note the conversation, were delivered in this one."""
    tx.execute(
        update(messages).where(messages.c.channel == "", messages.c.state == MessageState.SENT).values(channel=channel)
    )


def reword(tx: Connection, message: Message, text: str) -> None:
    """Say it in other words; only what has not left yet."""
    tx.execute(
        update(messages).where(messages.c.id == message.id, messages.c.state == MessageState.QUEUED).values(text=text)
    )


def all_parts(tx: Connection, last: Message) -> tuple[str, ...]:
    """The texts of everything that belongs to the message of which this is the last part, in order."""
    first = last.id - last.part + 1
    query = select(messages.c.text).where(messages.c.id.between(first, last.id)).order_by(messages.c.id)
    return tuple(tx.execute(query).scalars())


def last_sent(tx: Connection) -> Message | None:
    """The latest message that was delivered."""
    query = (
        select(messages)
        .where(messages.c.state == MessageState.SENT)
        .order_by(messages.c.sent_at.desc(), messages.c.id.desc())
    )
    row = tx.execute(query.limit(1)).mappings().first()
    return message_of(row) if row else None


def last_sent_at(tx: Connection, *, begun: bool | None = None) -> datetime | None:
    """When the last message went out."""
    query = _LAST_SENT_AT if begun is None else _LAST_SENT_AT.where(messages.c.begun == begun)
    return tx.execute(query).scalar()


def last_stands_at(tx: Connection) -> datetime | None:
    """When the last message that was sent came to stand, by the network's clock: no later one can stand before it."""
    return tx.execute(select(func.max(messages.c.stands_at))).scalar()


def history(tx: Connection, *, limit: int = 50) -> tuple[Message, ...]:
    """The latest messages, oldest first."""
    rows = tx.execute(select(messages).order_by(messages.c.id.desc()).limit(limit)).mappings().all()
    return tuple(message_of(row) for row in reversed(rows))


def last_id(tx: Connection) -> int:
    """The id of the newest message; 0 without any."""
    return int(tx.execute(_LAST_ID).scalar_one())


def after(tx: Connection, message: int) -> tuple[Message, ...]:
    """Every message newer than that one, oldest first."""
    rows = tx.execute(select(messages).where(messages.c.id > message).order_by(messages.c.id)).mappings()
    return tuple(message_of(row) for row in rows)


def message_of(row: RowMapping) -> Message:
    """A row of it as a value."""
    values = dict(row)
    for name, kind in (("kind", MessageKind), ("state", MessageState), ("offers", Offer)):
        values[name] = kind(row[name])
    values["about"] = load_or_none(PostRef, row["about"])
    values["act"] = None if row["act"] is None else act_of(row["act"])
    return Message(**values)
