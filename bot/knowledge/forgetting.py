"""Forget somebody: everything that was stored about them goes, and a mark stays so that it is not collected anew.

What was approved stays used or revoked, without its words: nothing of it is ever sent again, or for the first time.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain import Person, SuggestionState
from bot.knowledge import joining
from bot.knowledge.invalidation import lay_to_rest
from bot.store import Transaction, approvals, lookups, people, posts, seen, suggestions, undoing

MAY_BE_OUT = (SuggestionState.PUBLISHING, SuggestionState.UNCLEAR)
"""Whether it is out would be found out by its words alone, and these go: it is never asked about, and never repeated."""


def forget(tx: Transaction, person: Person, now: datetime) -> None:
    """Of every account."""
    joining.end_open(tx, person.id, now=now)
    lay_to_rest(tx, (row for row in suggestions.open_for(tx, person.id) if row.state in MAY_BE_OUT), now)
    for account in person.accounts:
        posts.forget_account(tx, account.key)
        lookups.forget_account(tx, account.key)
        seen.mark_forgotten(tx, account.key, now)
    approvals.forget_person(tx, person.id)
    suggestions.forget_person(tx, person.id)
    undoing.forget_person(tx, person.id)
    people.forget(tx, person.id)
