"""Forget somebody: everything that was stored about them goes, and a mark stays so that it is not collected anew."""

from __future__ import annotations

from datetime import datetime

from bot.domain import Person
from bot.knowledge import joining
from bot.store import Transaction, people, posts, seen, suggestions


def forget(tx: Transaction, person: Person, now: datetime) -> None:
    """Of every account."""
    joining.end_open(tx, person.id, now=now)
    for account in person.accounts:
        posts.forget_account(tx, account.key)
        seen.mark_forgotten(tx, account.key, now)
    suggestions.forget_person(tx, person.id)
    people.forget(tx, person.id)
