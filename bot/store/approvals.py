"""Keep approvals and publications. The second of the two places where an `Approval` comes to be: reading it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import Connection, RowMapping, bindparam, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import APPROVAL_LIFE, Approval, ApprovalEvent, ApprovalState, Boot, Network, PostRef, Published, Reply
from bot.store.schema import approvals, publications, suggestions
from bot.store.serialization import act_of, dump, load

_IS_GOING = or_(*(approvals.c.state == state for state in APPROVAL_LIFE.going))  # `in_` is spelt out at each call
_GOING = select(approvals).where(_IS_GOING)
_LIVE = (
    _GOING.where(approvals.c.suggestion == bindparam("suggestion")).order_by(approvals.c.approved_at.desc()).limit(1)
)
_ALL_LIVE = _GOING.order_by(approvals.c.approved_at)
_BY_RECEIPT = select(approvals).where(approvals.c.receipt == bindparam("message"))
_WHERE_IT_STOOD = update(approvals).where(
    approvals.c.id == bindparam("approval"), approvals.c.state == bindparam("stood")
)
"""What is asked each round, or with each message, is made once."""


@dataclass(frozen=True, slots=True)
class StoredApproval:
    """An approval with how far it has come.

    `shown_at` is when the preview that was approved was delivered. `channel` is the conversation through which it came.
    `receipt` is the message that names the time; `told_at` is when that was delivered, `told` the same by the machine's
    own clock (None before, and where it was delivered by an older version).
    """

    approval: Approval
    draft: int
    state: ApprovalState
    due_at: datetime
    shown_at: datetime
    first_attempt_at: datetime | None
    retry_at: datetime | None
    attempts: int
    channel: str
    receipt: int | None
    told_at: datetime | None
    told: Boot | None


def add(
    tx: Connection,
    approval: Approval,
    *,
    draft: int,
    due_at: datetime,
    shown_at: datetime,
    channel: str,
    receipt: int | None = None,
) -> None:
    """Keep a new approval, open. One answer makes at most one for a suggestion."""
    values = {
        "id": approval.id,
        "suggestion": approval.suggestion,
        "draft": draft,
        "act": dump(approval.act),
        "digest": approval.digest,
        "answer_id": approval.answer_id,
        "approved_at": approval.approved_at,
        "due_at": due_at,
        "seal": approval.idempotency,
        "state": APPROVAL_LIFE.begins,
        "shown_at": shown_at,
        "account": approval.account,
        "channel": channel,
        "receipt": receipt,
    }
    tx.execute(insert(approvals).values(**values))


def live(tx: Connection, suggestion: int) -> StoredApproval | None:
    """The approval of a suggestion that is open or claimed."""
    row = tx.execute(_LIVE, {"suggestion": suggestion}).mappings().first()
    return _held(row) if row else None


def all_live(tx: Connection) -> tuple[StoredApproval, ...]:
    """Every approval that is open or claimed, oldest first."""
    return tuple(_held(row) for row in tx.execute(_ALL_LIVE).mappings())


def last_approved_at(tx: Connection) -> datetime | None:
    """When the owner last said `send`, whatever became of it."""
    at: datetime | None = tx.execute(select(func.max(approvals.c.approved_at))).scalar()
    return at


def by_receipt(tx: Connection, message: int) -> StoredApproval | None:
    """The approval whose time to undo this message announces."""
    row = tx.execute(_BY_RECEIPT, {"message": message}).mappings().first()
    return _held(row) if row else None


def adopt(tx: Connection, channel: str) -> None:
    """Approvals of an older version, which did not note the conversation, came through this one."""
    tx.execute(update(approvals).where(approvals.c.channel == "").values(channel=channel))


def announced_by(tx: Connection, held: StoredApproval, receipt: int) -> None:
    """Note which message says when it goes out."""
    tx.execute(update(approvals).where(approvals.c.id == held.approval.id).values(receipt=receipt))


def due(tx: Connection, held: StoredApproval, at: datetime) -> None:
    """It goes out at another time than was meant."""
    tx.execute(update(approvals).where(approvals.c.id == held.approval.id).values(due_at=at))


def told(tx: Connection, held: StoredApproval, *, now: datetime, boot: Boot | None, due_at: datetime) -> None:
    """The owner was told when it goes out: from now on they can take it back until then."""
    clock = {"told_boot": boot.id, "told_seconds": boot.seconds} if boot else {}
    query = update(approvals).where(approvals.c.id == held.approval.id)
    tx.execute(query.values(told_at=now, due_at=due_at, **clock))


class ApprovalColumns(TypedDict, total=False):
    """What a move may change beside the state."""

    first_attempt_at: datetime
    retry_at: datetime | None
    attempts: int


def move(tx: Connection, held: StoredApproval, event: ApprovalEvent, **changes: Unpack[ApprovalColumns]) -> bool:
    """Take one step of the table if it is still where it was read; False if somebody else moved it.

    Raises `NotAllowed` for a step that the table does not have.
    """
    to = APPROVAL_LIFE.after(held.state, event)
    values = {"approval": held.approval.id, "stood": held.state, "state": to, **changes}
    return tx.execute(_WHERE_IT_STOOD, values).rowcount == 1


def revoke(tx: Connection, suggestion: int) -> None:
    """No approval of this suggestion holds any longer."""
    query = select(approvals).where(approvals.c.suggestion == suggestion, approvals.c.state.in_(APPROVAL_LIFE.going))
    for row in tx.execute(query).mappings().all():
        move(tx, _held(row), ApprovalEvent.REVOKE)


def forget_person(tx: Connection, person: int) -> None:
    """Take the words out of everything that was approved for a person.

    That it was approved stays, and how it ended, so that it is never done again; and where the owner's own replies stand, so
    that these can still be deleted.
    """
    theirs = select(suggestions.c.id, suggestions.c.network).where(suggestions.c.person == person)
    for suggestion, network in tx.execute(theirs).all():
        nowhere = PostRef(Network(network), "", "")
        said = update(approvals).where(
            approvals.c.suggestion == suggestion, approvals.c.act["words"].as_string().is_not(None)
        )
        tx.execute(said.values(act=dump(Reply(nowhere, nowhere, "", "")), digest="", seal=""))
        tx.execute(update(publications).where(publications.c.suggestion == suggestion).values(words=""))


def put_back(tx: Connection, held: StoredApproval, *, retry_at: datetime) -> None:
    """Try again later."""
    tx.execute(update(approvals).where(approvals.c.id == held.approval.id).values(retry_at=retry_at))


def _held(row: RowMapping) -> StoredApproval:
    approval = Approval(
        id=row["id"],
        suggestion=row["suggestion"],
        act=act_of(row["act"]),
        digest=row["digest"],
        answer_id=row["answer_id"],
        approved_at=row["approved_at"],
        idempotency=row["seal"],
        account=row["account"],
    )
    names = ("draft", "due_at", "shown_at", "first_attempt_at", "retry_at", "attempts", "channel", "receipt")
    told = Boot(row["told_boot"], row["told_seconds"]) if row["told_boot"] is not None else None
    held = {name: row[name] for name in names}
    return StoredApproval(
        approval=approval, state=ApprovalState(row["state"]), told_at=row["told_at"], told=told, **held
    )


# --- publications


@dataclass(frozen=True, slots=True)
class Publication:
    """A reply that stands, or stood."""

    suggestion: int
    published: Published
    words: str
    retracted_at: datetime | None


def publish(tx: Connection, held: StoredApproval, published: Published, words: str, *, now: datetime) -> None:
    """The reply stands."""
    at = published.at or now
    values = {"suggestion": held.approval.suggestion, "ref": dump(published.ref), "link": published.link}
    row = insert(publications).values(approval=held.approval.id, words=words, at=at, **values)
    tx.execute(row.on_conflict_do_nothing())


def publication(tx: Connection, suggestion: int) -> Publication | None:
    """The latest reply made for a suggestion."""
    query = select(publications).where(publications.c.suggestion == suggestion).order_by(publications.c.at.desc())
    row = tx.execute(query.limit(1)).mappings().first()
    return _publication(row) if row else None


def published_since(tx: Connection, at: datetime) -> tuple[Publication, ...]:
    """Every reply made since then, oldest first."""
    query = select(publications).where(publications.c.at >= at).order_by(publications.c.at)
    return tuple(_publication(row) for row in tx.execute(query).mappings())


def retracted(tx: Connection, suggestion: int, *, now: datetime) -> None:
    """The reply is gone."""
    tx.execute(update(publications).where(publications.c.suggestion == suggestion).values(retracted_at=now))


def _publication(row: RowMapping) -> Publication:
    published = Published(ref=load(PostRef, row["ref"]), link=row["link"], at=row["at"])
    return Publication(row["suggestion"], published, row["words"], row["retracted_at"])
