"""Find the messages of ours that an answer may be about: what is open, what shows words to be approved, what offers an act."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, func, or_, select

from bot.domain import MessageKind, MessageState, Offer, OpenMessage, SuggestionState
from bot.store.messages import IS_GOING, Message, message_of
from bot.store.schema import messages, suggestions
from bot.store.suggestions import ASKED_ABOUT

_OPENED = (
    select(messages, suggestions.c.code, suggestions.c.state.label("suggestion_state"))
    .join(suggestions, suggestions.c.id == messages.c.suggestion)
    .where(messages.c.state == MessageState.SENT)
    .where(messages.c.sent_at >= bindparam("since"), messages.c.channel == bindparam("channel"))
    .where(suggestions.c.owner.in_(bindparam("owners", expanding=True)))
    .order_by(messages.c.id)
)
"""Made once: it is asked with each answer."""


def opened(tx: Connection, *, since: datetime, channel: str, owners: Collection[str]) -> tuple[OpenMessage, ...]:
    """Every message about a suggestion that was delivered in this conversation since then, as `binding.bind` wants them.

    Oldest first. Of suggestions that were made for one of these accounts of the owner's (`Account.identity`) only.
    """
    rows = tx.execute(_OPENED, {"since": since, "channel": channel, "owners": list(owners)}).mappings()
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


def newest_preview(tx: Connection, suggestion: int) -> Message | None:
    """The latest message that shows words to be approved, delivered or not; None without any."""
    query = select(messages).where(
        messages.c.suggestion == suggestion, messages.c.kind == MessageKind.PREVIEW, messages.c.shown.is_not(None)
    )
    row = tx.execute(query.order_by(messages.c.id.desc()).limit(1)).mappings().first()
    return message_of(row) if row else None


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
    return message_of(row) if row else None


def latest_offer(tx: Connection, suggestion: int, offers: Offer, *, beside: int | None = None) -> Message | None:
    """The latest message of this suggestion that offers something, delivered or not; None without any."""
    query = select(messages).where(
        messages.c.suggestion == suggestion, messages.c.offers == offers, messages.c.beside.is_not_distinct_from(beside)
    )
    query = query.where(messages.c.state != MessageState.DROPPED).order_by(messages.c.id.desc()).limit(1)
    row = tx.execute(query).mappings().first()
    return message_of(row) if row else None


def parts_delivered(tx: Connection, message: Message) -> bool:
    """Whether every part of what this message belongs to was delivered."""
    first = message.id - message.part + 1
    query = select(func.count()).select_from(messages)
    query = query.where(messages.c.id.between(first, message.id), messages.c.state == MessageState.SENT)
    return message.part == message.parts and tx.execute(query).scalar_one() == message.parts


def are_of_others(tx: Connection, suggestion: int, *, since: datetime) -> bool:
    """Whether anything about another suggestion was delivered since then, or is about to be."""
    lately = or_(IS_GOING, (messages.c.state == MessageState.SENT) & (messages.c.sent_at > since))
    query = select(messages.c.id).where(messages.c.suggestion.is_not(None), messages.c.suggestion != suggestion, lately)
    return tx.execute(query.limit(1)).scalar() is not None


def latest_showing(tx: Connection, suggestion: int) -> Message | None:
    """The latest message that showed or offered an act of this suggestion."""
    query = select(messages).where(messages.c.suggestion == suggestion, messages.c.act.is_not(None))
    row = tx.execute(query.where(messages.c.shown.is_not(None)).order_by(messages.c.id.desc())).mappings().first()
    return message_of(row) if row else None


def nudge_for(tx: Connection, suggestion: int) -> Message | None:
    """The nudge's own message."""
    query = select(messages).where(messages.c.suggestion == suggestion, messages.c.kind == MessageKind.NUDGE)
    row = tx.execute(query.order_by(messages.c.id.desc()).limit(1)).mappings().first()
    return message_of(row) if row else None
