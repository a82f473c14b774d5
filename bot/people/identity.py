"""Notice that two accounts may be one person. A proposal for the owner, never a silent merge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from bot.domain import Account


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two accounts on two networks whose profiles name each other (`mutual`), or of which one names the other."""

    one: Account
    other: Account
    mutual: bool


def same_person(accounts: Iterable[Account]) -> tuple[Proposal, ...]:
    """Pairs of accounts on different networks of which at least one profile names the other, mutual ones first."""
    found = []
    for one, other in combinations(sorted(accounts, key=lambda account: account.key), 2):
        if one.network is other.network:
            continue
        there, back = _names(one, other), _names(other, one)
        if there or back:
            found.append(Proposal(one, other, mutual=there and back))
    return tuple(sorted(found, key=lambda proposal: not proposal.mutual))


def _names(account: Account, other: Account) -> bool:
    """Whether the profile holds the other's address or web address as a whole word."""
    names = {other.address.lower(), other.uid.lower(), other.url.lower().removeprefix("https://").rstrip("/")} - {""}
    bio = account.bio.lower()
    return any(re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", bio) for name in names)
