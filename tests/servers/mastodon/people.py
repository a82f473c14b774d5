"""Accounts, and how they stand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

FILTERED = {
    "for_not_following": "accept",
    "for_not_followers": "accept",
    "for_new_accounts": "accept",
    "for_private_mentions": "filter",
    "for_limited_accounts": "filter",
    "for_bots": "accept",
}
"""What happens to notifications before anybody chose (MN-5)."""


@dataclass(eq=False)
class Filter:
    """Words that somebody does not want to read (MF-1)."""

    id: str
    title: str
    context: list[str]
    action: str
    keywords: list[tuple[str, bool]]
    expires_at: datetime | None = None

    def matches(self, text: str) -> list[str]:
        """The words of this filter that stand in a text."""
        found = []
        for keyword, whole in self.keywords:
            edge = r"\b" if whole else ""
            if re.search(f"{edge}{re.escape(keyword)}{edge}", text, re.IGNORECASE):
                found.append(keyword)
        return found


@dataclass(eq=False)
class UserList:
    """A list; an exclusive one keeps its members out of home (MT-7)."""

    id: str
    title: str
    exclusive: bool
    members: set[str] = field(default_factory=set)


@dataclass(eq=False)
class Person:
    """One account. `domain` is None for people of this server; `extra` holds flags that are shown only when set."""

    id: str
    username: str
    domain: str | None
    created_at: datetime
    name: str = ""
    note: str = ""
    fields: list[dict[str, str]] = field(default_factory=list)
    emojis: list[dict[str, Any]] = field(default_factory=list)
    bot: bool = False
    locked: bool = False
    extra: dict[str, Any] = field(default_factory=dict)
    follows: dict[str, int] = field(default_factory=dict)
    requested: dict[str, int] = field(default_factory=dict)
    blocks: set[str] = field(default_factory=set)
    mutes: set[str] = field(default_factory=set)
    filters: list[Filter] = field(default_factory=list)
    lists: list[UserList] = field(default_factory=list)
    policy: dict[str, str] = field(default_factory=lambda: dict(FILTERED))
    favourites: dict[str, int] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    moved: Person | None = None

    @property
    def acct(self) -> str:
        """The address as this server writes it: without a domain for its own people."""
        return f"{self.username}@{self.domain}" if self.domain else self.username

    def apart_from(self, other: Person) -> bool:
        """Whether either blocks the other."""
        return other.id in self.blocks or self.id in other.blocks
