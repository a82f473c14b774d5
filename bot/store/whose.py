"""Remember which of the owner's accounts was verified last on each network, and in which conversation we talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.domain import Account, Network
from bot.store import settings, sources
from bot.store.schema import accounts, posts, suggestions
from bot.store.settings import CHANNEL, COPY_SETTLED, UNHEARD
from bot.store.suggestions import Suggestion, get

TO_TELL = "to tell about accounts"


@dataclass(frozen=True, slots=True)
class Verified:
    """The owner's account on a network as it was verified last: `Account.identity`, and what people typed to name it."""

    identity: str
    address: str


def verified(tx: Connection, network: Network) -> Verified | None:
    """Whom the network named last; None before it was ever asked."""
    held = sources.setting(tx, f"whose {network}")
    return None if held is None else Verified(*held)


def put_verified(tx: Connection, account: Account) -> None:
    """The network named this account."""
    sources.put_setting(tx, f"whose {account.network}", [account.identity, account.address])


def learnt(tx: Connection, network: Network) -> str:
    """What was learnt of the owner and the server there, for a start at which it is silent."""
    return str(sources.setting(tx, f"learnt {network}", ""))


def put_learnt(tx: Connection, network: Network, known: str) -> None:
    """Keep it."""
    sources.put_setting(tx, f"learnt {network}", known or None)


def only_reads(tx: Connection, owner: str) -> bool:
    """Whether the login for posting of this account (`Account.identity`) was found to have no right to post."""
    return owner in sources.setting(tx, "logins that only read", [])


def put_only_reads(tx: Connection, owner: str, *, only: bool) -> None:
    """Remember whether it has none."""
    held = [one for one in sources.setting(tx, "logins that only read", []) if one != owner]
    sources.put_setting(tx, "logins that only read", ([*held, owner] if only else held) or None)


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


def to_tell(tx: Connection) -> list[list[str]]:
    """What the owner has not been told yet: a word for what happened, and what belongs to it."""
    return list(sources.setting(tx, TO_TELL, []))


def tell_later(tx: Connection, *what: str) -> None:
    """Note something to be told, once."""
    sources.put_setting(tx, TO_TELL, [*to_tell(tx), list(what)])


def told(tx: Connection) -> None:
    """The owner was told all of it."""
    sources.put_setting(tx, TO_TELL, None)
