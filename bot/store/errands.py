"""Keep the addresses, of people and of posts, that the owner named and nobody here knows: the networks must be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from sqlalchemy import Connection

from bot.store import sources

WANTED, ASKED = "addresses wanted", "addresses asked for in vain"
ASKED_REMEMBERED = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address to look up, the answer (its id) that waits for it, and what that answer was understood to say."""

    address: str
    answer: str
    said: str


def wanted(tx: Connection) -> Sequence[Wanted]:
    """What is to be looked up, oldest first."""
    return [Wanted(*held) for held in sources.setting(tx, WANTED, [])]


def put(tx: Connection, errand: Wanted) -> None:
    """Ask for an address to be looked up."""
    sources.put_setting(tx, WANTED, [*sources.setting(tx, WANTED, []), astuple(errand)])


def done(tx: Connection, errand: Wanted, *, in_vain: bool) -> None:
    """It was looked up; `in_vain`: nobody has that address."""
    left = [astuple(one) for one in wanted(tx) if one != errand]
    sources.put_setting(tx, WANTED, left or None)
    if in_vain:
        asked = [*sources.setting(tx, ASKED, []), errand.address]
        sources.put_setting(tx, ASKED, asked[-ASKED_REMEMBERED:])


def was_in_vain(tx: Connection, address: str) -> bool:
    """Whether nobody was found at this address just now. Told once: the next time it is looked up anew."""
    asked = sources.setting(tx, ASKED, [])
    sources.put_setting(tx, ASKED, [one for one in asked if one != address] or None)
    return address in asked
