"""Keep what happened to an account, our conversation or our memory, until the owner was told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection, RowMapping, delete, insert, select

from bot.domain import Network
from bot.store.schema import news, news_about
from bot.store.serialization import new_id

_TO_TELL = select(news).order_by(news.c.id)
"""Asked each round: made once."""


@dataclass(frozen=True, slots=True)
class AnotherAccount:
    """The owner's login on a network is another account's than before."""

    network: Network


@dataclass(frozen=True, slots=True)
class Renamed:
    """The owner's account has another address."""

    network: Network
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The owner moved to another account, as both say; what is known came along."""

    network: Network
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class AnotherChannel:
    """We talk somewhere else than before; these suggestions were on their way, and are held."""

    held: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OldCopy:
    """The database was older than the conversation; it knows of nothing after this."""

    until: datetime


@dataclass(frozen=True, slots=True)
class NobodyCouldTakeItBack:
    """The time to undo passed while nothing ran; these suggestions are held."""

    held: tuple[int, ...]


News: TypeAlias = AnotherAccount | Renamed | Moved | AnotherChannel | OldCopy | NobodyCouldTakeItBack

_KINDS: dict[str, Callable[[RowMapping, tuple[int, ...]], News]] = {
    "another account": lambda row, _: AnotherAccount(Network(row["network"])),
    "renamed": lambda row, _: Renamed(Network(row["network"]), row["before"], row["now"]),
    "moved": lambda row, _: Moved(Network(row["network"]), row["before"], row["now"]),
    "another channel": lambda _, held: AnotherChannel(held),
    "old copy": lambda row, _: OldCopy(row["until"]),
    "nobody could take it back": lambda _, held: NobodyCouldTakeItBack(held),
}


def tell_later(tx: Connection, what: News) -> None:
    """Note something to be told, once."""
    held: tuple[int, ...] = ()
    values: dict[str, str | datetime | None]
    match what:
        case AnotherAccount(network):
            values = {"kind": "another account", "network": network}
        case Renamed(network, before, now):
            values = {"kind": "renamed", "network": network, "before": before, "now": now}
        case Moved(network, before, now):
            values = {"kind": "moved", "network": network, "before": before, "now": now}
        case AnotherChannel(held):
            values = {"kind": "another channel"}
        case OldCopy(until):
            values = {"kind": "old copy", "until": until}
        case NobodyCouldTakeItBack(held):
            values = {"kind": "nobody could take it back"}
    number = new_id(tx.execute(insert(news).values(**values)))
    if held:
        tx.execute(insert(news_about), [{"news": number, "suggestion": suggestion} for suggestion in held])


def to_tell(tx: Connection) -> list[News]:
    """What the owner has not been told yet, oldest first."""
    rows = tx.execute(_TO_TELL).mappings().all()
    return [_KINDS[row["kind"]](row, _held(tx, row["id"])) for row in rows]


def _held(tx: Connection, number: int) -> tuple[int, ...]:
    query = select(news_about.c.suggestion).where(news_about.c.news == number).order_by(news_about.c.id)
    return tuple(tx.execute(query).scalars())


def told(tx: Connection) -> None:
    """The owner was told all of it."""
    tx.execute(delete(news))
