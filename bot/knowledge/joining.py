"""Make one person of two in the file: every row that names the other names the one that is kept.

Rows are found by the schema itself: whatever refers to a person is moved, in tables to come as well.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from bot.decide.relationships.merging import joined
from bot.domain import ENDED_BY_NEVER, SuggestionEvent, SuggestionState
from bot.store import Transaction, approvals, learning, messages, people, suggestions, undoing
from bot.store.merging import name_instead, noted


def join(tx: Transaction, keep: int, other: int, *, now: datetime) -> None:
    """Two persons are one. If the owner wants nothing of either any more, what is open about both ends."""
    if keep == other:
        return
    one = joined(noted(tx, keep), noted(tx, other))
    learning.join(tx, keep, other)
    undoing.stays(tx, keep, other)
    name_instead(tx, keep, other)
    people.change(tx, keep, **asdict(one))
    people.change(tx, other, **people.NOBODY)
    if one.never:
        end_open(tx, keep, now=now)


def end_open(tx: Transaction, person: int, *, now: datetime) -> None:
    """Nothing about that person any more: what is open ends; what may be out already is found, and never repeated."""
    for row in suggestions.open_for(tx, person):
        if row.state in ENDED_BY_NEVER:
            approvals.revoke(tx, row.id)
            suggestions.move(tx, row, SuggestionEvent.NEVER, now=now)
            messages.drop_for(tx, row.id)
        elif row.state in (SuggestionState.PUBLISHING, SuggestionState.UNCLEAR):
            suggestions.keep_back(tx, row)
