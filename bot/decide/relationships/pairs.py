"""Notice that two accounts may be one person. A proposal for the owner, never a silent merge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain import Account

_CHUNK = re.compile(r"[\w.@:/-]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two accounts on two networks whose profiles name each other."""

    one: Account
    other: Account


def same_person(accounts: Iterable[Account]) -> tuple[Proposal, ...]:
    """Pairs of accounts on different networks, each of which the other's profile names.

    Both must do so: anybody can claim to be somebody else.
    """
    known = sorted(accounts, key=lambda account: account.key)
    called = {name: account for account in known for name in _names(account)}
    named = {account.key: {other.key: other for other in _named_in(account.bio, called)} for account in known}
    return tuple(
        Proposal(one, other)
        for one in known
        for key, other in sorted(named[one.key].items())
        if one.key < key and one.network != other.network and one.key in named[key]
    )


def _names(account: Account) -> Iterator[str]:
    """What an account can be called in a profile: its address, its web address, its lasting id."""
    yield from filter(None, (account.address.lower(), account.uid.lower(), _bare(account.url)))


def _named_in(bio: str, called: dict[str, Account]) -> Iterator[Account]:
    for chunk in _CHUNK.findall(bio.lower()):
        for name in (_bare(chunk), _bare(chunk.rpartition(":")[2])):
            if name in called:
                yield called[name]


def _bare(name: str) -> str:
    return name.lower().removeprefix("https://").removeprefix("http://").lstrip("@").rstrip("./:-")
