"""Remember the last question that was asked about people, so that a short answer to it can be understood."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.store import sources

OFFERED = "offered about people"


@dataclass(frozen=True, slots=True)
class Watch:
    """Whether to watch for a change in somebody (a person's id) whose account answers nobody."""

    person: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Whether two accounts (their keys) are one person."""

    one: str
    other: str


def put(tx: Connection, offer: Watch | Pair) -> None:
    """Keep what was asked, in place of what was asked before."""
    held = ["watch", offer.person] if isinstance(offer, Watch) else ["pair", offer.one, offer.other]
    sources.put_setting(tx, OFFERED, held)


def asked(tx: Connection) -> Watch | Pair | None:
    """What was asked last, while nobody has answered it."""
    held = sources.setting(tx, OFFERED)
    if held is None:
        return None
    return Watch(held[1]) if held[0] == "watch" else Pair(held[1], held[2])


def answered(tx: Connection) -> None:
    """The owner has answered it."""
    sources.put_setting(tx, OFFERED, None)
