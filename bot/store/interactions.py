"""Keep the ledger: every interaction between the owner and somebody else, once, with its date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from bot.domain import Interaction, InteractionKind
from bot.store import seen
from bot.store.schema import interactions


def note(tx: Connection, acts: Iterable[Interaction]) -> int:
    """Write interactions into the ledger, each once; returns how many were new. Those with forgotten accounts are none."""
    done = tuple(acts)
    if not done:
        return 0
    forgotten = seen.are_forgotten(tx, {act.account for act in done})
    rows = [_row(act) for act in done if act.account not in forgotten]
    return tx.execute(_NOTE, rows).rowcount if rows else 0


_NOTE = insert(interactions).on_conflict_do_nothing()


def _row(act: Interaction) -> dict[str, Any]:
    return {
        "kind": act.kind,
        "by_owner": act.by_owner,
        "account": act.account,
        "at": act.at,
        "post_uri": act.post_uri or "",
        "subject_uri": act.subject_uri or "",
    }


def of(tx: Connection, accounts: Sequence[str], *, after: datetime | None = None) -> tuple[Interaction, ...]:
    """Every interaction with these accounts, oldest first."""
    query = _OF if after is None else _OF.where(interactions.c.at >= after)
    return tuple(_interaction(row) for row in tx.execute(query, {"accounts": list(accounts)}).mappings())


_OF = (
    select(interactions)
    .where(interactions.c.account.in_(bindparam("accounts", expanding=True)))
    .order_by(interactions.c.at)
)


def by_account(tx: Connection, accounts: Sequence[str]) -> Mapping[str, tuple[Interaction, ...]]:
    """The same by account: one query instead of one an author."""
    return _by_account(of(tx, accounts))


def whole(tx: Connection, *, after: datetime | None = None) -> Mapping[str, tuple[Interaction, ...]]:
    """The ledger with everybody, by account, oldest first."""
    query = select(interactions).order_by(interactions.c.at)
    if after is not None:
        query = query.where(interactions.c.at >= after)
    return _by_account(map(_interaction, tx.execute(query).mappings()))


def _by_account(acts: Iterable[Interaction]) -> Mapping[str, tuple[Interaction, ...]]:
    found: dict[str, list[Interaction]] = {}
    for act in acts:
        found.setdefault(act.account, []).append(act)
    return {account: tuple(done) for account, done in found.items()}


def _interaction(row: RowMapping) -> Interaction:
    return Interaction(
        kind=InteractionKind(row["kind"]),
        by_owner=row["by_owner"],
        account=row["account"],
        at=row["at"],
        post_uri=row["post_uri"] or None,
        subject_uri=row["subject_uri"] or None,
    )
