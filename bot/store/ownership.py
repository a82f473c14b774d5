"""Remember which of the owner's accounts was verified last on each network, and in which conversation we talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import Account, Network
from bot.store import settings
from bot.store.schema import accounts, owner_accounts, posts, read_only_logins, suggestions
from bot.store.settings import CHANNEL, COPY_SETTLED, MOVED, UNHEARD
from bot.store.suggestions import Suggestion, get

_VERIFIED = select(owner_accounts).where(owner_accounts.c.network == bindparam("network"))
_NEW = insert(owner_accounts)
_PUT = _NEW.on_conflict_do_update(
    index_elements=["network"], set_={name: _NEW.excluded[name] for name in ("identity", "address")}
)
_ONLY_READS = select(read_only_logins).where(read_only_logins.c.owner == bindparam("owner"))
"""Asked and noted again and again: made once."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The owner's account on a network as it was verified last: `Account.identity`, and what people typed to name it."""

    identity: str
    address: str


def verified(tx: Connection, network: Network) -> Verified | None:
    """Whom the network named last; None before it was ever asked."""
    held = tx.execute(_VERIFIED, {"network": network}).first()
    return None if held is None else Verified(held.identity, held.address)


def put_verified(tx: Connection, account: Account) -> None:
    """The network named this account."""
    tx.execute(_PUT, {"network": account.network, "identity": account.identity, "address": account.address})


def put_move(tx: Connection, before: str, now: str) -> None:
    """The owner moved from one account to another (`Account.identity`), as both of them say."""
    settings.put(tx, MOVED, (before, now))


def take_move(tx: Connection, before: str, now: str) -> bool:
    """Whether it was this move that was noted; then it is not noted any more."""
    noted = settings.get(tx, MOVED) == (before, now)
    if noted:
        settings.put(tx, MOVED, None)
    return noted


def learnt(tx: Connection, network: Network) -> str:
    """What was learnt of the owner and the server there, for a start at which it is silent."""
    held = tx.execute(select(owner_accounts.c.learnt).where(owner_accounts.c.network == network)).scalar()
    return "" if held is None else str(held)


def put_learnt(tx: Connection, network: Network, known: str) -> None:
    """Keep it, of the account that was verified there."""
    tx.execute(update(owner_accounts).where(owner_accounts.c.network == network).values(learnt=known))


def only_reads(tx: Connection, owner: str) -> bool:
    """Whether the login for posting of this account (`Account.identity`) was found to have no right to post."""
    return tx.execute(_ONLY_READS, {"owner": owner}).first() is not None


def put_only_reads(tx: Connection, owner: str, *, only: bool) -> None:
    """Remember whether it has none."""
    if only:
        tx.execute(insert(read_only_logins).values(owner=owner).on_conflict_do_nothing())
    else:
        tx.execute(delete(read_only_logins).where(read_only_logins.c.owner == owner))


def channel(tx: Connection) -> str | None:
    """The conversation in which we talked last; None before the first time."""
    return settings.get(tx, CHANNEL)


def put_channel(tx: Connection, name: str) -> None:
    """We talk here now."""
    settings.put(tx, CHANNEL, name)


def settled(tx: Connection) -> datetime | None:
    """Up to when messages of ours that this database does not know were found, and what follows from them done."""
    return settings.get(tx, COPY_SETTLED)


def put_settled(tx: Connection, at: datetime) -> None:
    """It was done up to then (UTC, by the network's clock)."""
    settings.put(tx, COPY_SETTLED, at)


def put_unheard(tx: Connection, message: int) -> None:
    """After this message of ours the owner may have said something that nobody heard: reading begins anew."""
    settings.put(tx, UNHEARD, message)


def heard_since(tx: Connection, message: int) -> bool:
    """Whether everything that the owner said since this message of ours was heard; only then it shows what they think of."""
    return message > settings.get(tx, UNHEARD)


def of_others(tx: Connection, account: Account) -> Sequence[Suggestion]:
    """Suggestions of this network that were made for another account of the owner's, or for nobody knows which."""
    query = select(suggestions.c.id).where(
        suggestions.c.network == account.network, suggestions.c.owner != account.identity
    )
    return [get(tx, found) for found in tx.execute(query.order_by(suggestions.c.id)).scalars()]


def disown_others(tx: Connection, account: Account) -> None:
    """Whatever was the owner's own on this network and is not this account's is theirs no more."""
    own = tx.execute(select(accounts.c.key).where(accounts.c.own, accounts.c.key.startswith(f"{account.network}:")))
    others = [key for key in own.scalars() if key != account.key]
    tx.execute(update(accounts).where(accounts.c.key.in_(others)).values(own=False))
    tx.execute(update(posts).where(posts.c.account.in_(others)).values(by_owner=False))
