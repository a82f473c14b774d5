"""Keep the outbox of private messages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import Connection, RowMapping, bindparam, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import (
    MESSAGE_LIFE,
    Act,
    MessageEvent,
    MessageKind,
    MessageState,
    Offer,
    OpenMessage,
    PostRef,
    SuggestionState,
    digest,
)
from bot.store.schema import messages, suggestions
from bot.store.serialization import act_of, dump, load_or_none, new_id
from bot.store.suggestions import ASKED_ABOUT, was_shown

_IS_GOING = or_(*(messages.c.state == state for state in MESSAGE_LIFE.going))  # `in_` is spelt out at each call
_WAITING = select(messages).where(_IS_GOING).order_by(messages.c.id).limit(1)
_WAITING_ASKED_FOR = _WAITING.where(or_(~messages.c.begun, messages.c.kind.in_(bindparam("also", expanding=True))))
"""Both are asked several times a round: made once."""

_LAST_ID = select(func.coalesce(func.max(messages.c.id), 0))
_ONE = select(messages).where(messages.c.id == bindparam("message"))


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
    last = 0
    base = last_id(tx)
    for part, text in enumerate(texts, start=1):
        carries = part == len(texts)
        row = {
            "kind": kind,
            "suggestion": suggestion,
            "draft": draft,
            "part": part,
            "parts": len(texts),
            "text": text,
            "about": dump(about) if part == 1 else None,
            "reply_to": reply_to,
            "key": f"nudge-{base + part}-{now.timestamp():.0f}",
            "state": MESSAGE_LIFE.begins,
            "act": dump(act) if carries else None,
            "shown": digest(act) if carries and act is not None else None,
            "offers": offers if carries else Offer.NOTHING,
            "beside": beside if carries else None,
            "begun": begun,
            "created_at": now,
        }
        last = new_id(tx.execute(insert(messages).values(**row)))
    return last


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
    return _message(row)


def waiting(tx: Connection, *, begun_too: bool, also: Collection[MessageKind] = ()) -> Message | None:
    """The next message to send, in the order they were queued: an unfinished one blocks those after it.

    With `begun_too` false those that the bot began stay (quiet hours), but for those of the kinds `also`.
    """
    found = tx.execute(_WAITING) if begun_too else tx.execute(_WAITING_ASKED_FOR, {"also": list(also)})
    row = found.mappings().first()
    return _message(row) if row else None


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
    query = update(messages).where(messages.c.id == message.id, messages.c.state == message.state)
    return tx.execute(query.values(state=to, **changes)).rowcount == 1


def drop_for(tx: Connection, suggestion: int) -> None:
    """What was queued about a suggestion that ended is not said any more."""
    query = select(messages).where(messages.c.suggestion == suggestion, messages.c.state == MessageState.QUEUED)
    for row in tx.execute(query).mappings().all():
        move(tx, _message(row), MessageEvent.NOT_NEEDED)


def opened(tx: Connection, *, since: datetime, channel: str, owners: Collection[str]) -> tuple[OpenMessage, ...]:
    """Every message about a suggestion that was delivered in this conversation since then, as `binding.bind` wants them.

    Oldest first. Of suggestions that were made for one of these accounts of the owner's (`Account.identity`) only.
    """
    query = (
        select(messages, suggestions.c.code, suggestions.c.state.label("suggestion_state"))
        .join(suggestions, suggestions.c.id == messages.c.suggestion)
        .where(messages.c.state == MessageState.SENT, messages.c.sent_at >= since, messages.c.channel == channel)
        .where(suggestions.c.owner.in_(owners))
        .order_by(messages.c.id)
    )
    rows = tx.execute(query).mappings().all()
    return tuple(_open(row) for row in rows)


def _open(row: RowMapping) -> OpenMessage:
    return OpenMessage(
        message=row["id"],
        network_id=row["network_id"] or "",
        kind=MessageKind(row["kind"]),
        suggestion=row["suggestion"],
        code=row["code"],
        state=SuggestionState(row["suggestion_state"]),
        draft=row["draft"],
        sent_at=row["sent_at"],
        complete=row["part"] == row["parts"],
        stands_at=row["stands_at"],
        seen_at=row["seen_at"],
    )


def drop_unsent(tx: Connection) -> None:
    """Nothing that has not arrived is said any more, nor looked for."""
    for row in tx.execute(select(messages).where(messages.c.state.in_(MESSAGE_LIFE.going))).mappings().all():
        message = _message(row)
        if message.state is MessageState.QUEUED:
            move(tx, message, MessageEvent.NOT_NEEDED)
        else:
            move(tx, message, MessageEvent.GIVEN_UP)


def by_network_id(tx: Connection, network_id: str, *, channel: str | None = None) -> Message | None:
    """The message that stands under this id (in this conversation, where one is named), or None."""
    query = select(messages).where(messages.c.network_id == network_id)
    if channel is not None:
        query = query.where(messages.c.channel == channel)
    row = tx.execute(query).mappings().first()
    return _message(row) if row else None


def unfinished(tx: Connection) -> tuple[Message, ...]:
    """Those that were tried and of which nobody knows whether they stand: also those that were given up."""
    query = select(messages).where(messages.c.first_attempt_at.is_not(None), messages.c.state != MessageState.SENT)
    return tuple(_message(row) for row in tx.execute(query.order_by(messages.c.id)).mappings())


def mark_seen(tx: Connection, ids: Iterable[int], *, now: datetime) -> None:
    """All of these were printed for the owner to read."""
    tx.execute(update(messages).where(messages.c.id.in_(list(ids)), messages.c.seen_at.is_(None)).values(seen_at=now))


def adopt(tx: Connection, channel: str) -> None:
    """Messages of an older version, which did not note the conversation, were delivered in this one."""
    tx.execute(
        update(messages).where(messages.c.channel == "", messages.c.state == MessageState.SENT).values(channel=channel)
    )


def newest_preview(tx: Connection, suggestion: int) -> Message | None:
    """The latest message that shows words to be approved, delivered or not; None without any."""
    query = select(messages).where(
        messages.c.suggestion == suggestion, messages.c.kind == MessageKind.PREVIEW, messages.c.shown.is_not(None)
    )
    row = tx.execute(query.order_by(messages.c.id.desc()).limit(1)).mappings().first()
    return _message(row) if row else None


def last_preview_at(tx: Connection) -> datetime | None:
    """When words were last made ready to be shown, for whomever; None if never."""
    query = select(func.max(messages.c.created_at)).where(messages.c.kind == MessageKind.PREVIEW)
    return tx.execute(query).scalar()


def asks_once_more(tx: Connection) -> bool:
    """Whether we began to ask about held words again, and the owner was told nothing in answer since."""
    latest, waits = select(func.max(messages.c.id)), suggestions.c.state.in_(ASKED_ABOUT)
    question = latest.where(messages.c.kind == MessageKind.PREVIEW, messages.c.begun)
    about_those = messages.c.suggestion.in_(select(suggestions.c.id).where(waits))
    asked = tx.execute(question.where(messages.c.state == MessageState.SENT, about_those)).scalar()
    told = tx.execute(latest.where(~messages.c.begun)).scalar()
    return asked is not None and asked > (told or 0)


def preview_of(tx: Connection, suggestion: int, draft: int) -> Message | None:
    """The latest message that shows these words to be approved, delivered or not; None without any."""
    query = select(messages).where(
        messages.c.suggestion == suggestion,
        messages.c.draft == draft,
        messages.c.kind == MessageKind.PREVIEW,
        messages.c.shown.is_not(None),
    )
    row = tx.execute(query.order_by(messages.c.id.desc()).limit(1)).mappings().first()
    return _message(row) if row else None


def latest_offer(tx: Connection, suggestion: int, offers: Offer, *, beside: int | None = None) -> Message | None:
    """The latest message of this suggestion that offers something, delivered or not; None without any."""
    query = select(messages).where(
        messages.c.suggestion == suggestion, messages.c.offers == offers, messages.c.beside.is_not_distinct_from(beside)
    )
    query = query.where(messages.c.state != MessageState.DROPPED).order_by(messages.c.id.desc()).limit(1)
    row = tx.execute(query).mappings().first()
    return _message(row) if row else None


def reword(tx: Connection, message: Message, text: str) -> None:
    """Say it in other words; only what has not left yet."""
    tx.execute(
        update(messages).where(messages.c.id == message.id, messages.c.state == MessageState.QUEUED).values(text=text)
    )


def parts_delivered(tx: Connection, message: Message) -> bool:
    """Whether every part of what this message belongs to was delivered."""
    first = message.id - message.part + 1
    query = select(func.count()).select_from(messages)
    query = query.where(messages.c.id.between(first, message.id), messages.c.state == MessageState.SENT)
    return message.part == message.parts and tx.execute(query).scalar_one() == message.parts


def all_parts(tx: Connection, last: Message) -> tuple[str, ...]:
    """The texts of everything that belongs to the message of which this is the last part, in order."""
    first = last.id - last.part + 1
    query = select(messages.c.text).where(messages.c.id.between(first, last.id)).order_by(messages.c.id)
    return tuple(tx.execute(query).scalars())


def are_of_others(tx: Connection, suggestion: int, *, since: datetime) -> bool:
    """Whether anything about another suggestion was delivered since then, or is about to be."""
    lately = or_(_IS_GOING, (messages.c.state == MessageState.SENT) & (messages.c.sent_at > since))
    query = select(messages.c.id).where(messages.c.suggestion.is_not(None), messages.c.suggestion != suggestion, lately)
    return tx.execute(query.limit(1)).scalar() is not None


def last_sent(tx: Connection) -> Message | None:
    """The latest message that was delivered."""
    query = (
        select(messages)
        .where(messages.c.state == MessageState.SENT)
        .order_by(messages.c.sent_at.desc(), messages.c.id.desc())
    )
    row = tx.execute(query.limit(1)).mappings().first()
    return _message(row) if row else None


def last_sent_at(tx: Connection, *, begun: bool | None = None) -> datetime | None:
    """When the last message went out."""
    query = select(messages.c.sent_at).where(messages.c.state == MessageState.SENT).order_by(messages.c.sent_at.desc())
    if begun is not None:
        query = query.where(messages.c.begun == begun)
    return tx.execute(query.limit(1)).scalar()


def last_stands_at(tx: Connection) -> datetime | None:
    """When the last message that was sent came to stand, by the network's clock: no later one can stand before it."""
    return tx.execute(select(func.max(messages.c.stands_at))).scalar()


def history(tx: Connection, *, limit: int = 50) -> tuple[Message, ...]:
    """The latest messages, oldest first."""
    rows = tx.execute(select(messages).order_by(messages.c.id.desc()).limit(limit)).mappings().all()
    return tuple(_message(row) for row in reversed(rows))


def last_id(tx: Connection) -> int:
    """The id of the newest message; 0 without any."""
    return int(tx.execute(_LAST_ID).scalar_one())


def after(tx: Connection, message: int) -> tuple[Message, ...]:
    """Every message newer than that one, oldest first."""
    rows = tx.execute(select(messages).where(messages.c.id > message).order_by(messages.c.id)).mappings()
    return tuple(_message(row) for row in rows)


def latest_showing(tx: Connection, suggestion: int) -> Message | None:
    """The latest message that showed or offered an act of this suggestion."""
    query = select(messages).where(messages.c.suggestion == suggestion, messages.c.act.is_not(None))
    row = tx.execute(query.where(messages.c.shown.is_not(None)).order_by(messages.c.id.desc())).mappings().first()
    return _message(row) if row else None


def nudge_for(tx: Connection, suggestion: int) -> Message | None:
    """The nudge's own message."""
    query = select(messages).where(messages.c.suggestion == suggestion, messages.c.kind == MessageKind.NUDGE)
    row = tx.execute(query.order_by(messages.c.id.desc()).limit(1)).mappings().first()
    return _message(row) if row else None


def _message(row: RowMapping) -> Message:
    values = dict(row)
    for name, kind in (("kind", MessageKind), ("state", MessageState), ("offers", Offer)):
        values[name] = kind(row[name])
    values["about"] = load_or_none(PostRef, row["about"])
    values["act"] = None if row["act"] is None else act_of(row["act"])
    return Message(**values)
