"""Know which suggestions are to come: what was chosen, or put off until now, and what of it the owner waits for."""

from __future__ import annotations

from datetime import datetime

from bot.domain import SuggestionState
from bot.store import Transaction, people, settings, suggestions
from bot.store.settings import ASKED_FOR, BROUGHT_FOR_MORE, MORE
from bot.store.suggestions import Suggestion


def ask_for(tx: Transaction, row: int) -> None:
    """The owner waits for this one, as for those before it that are still to come."""
    waiting = {each.id for each in suggestions.in_states(tx, SuggestionState.AWAITING_DELIVERY)}
    settings.put(tx, ASKED_FOR, (*(one for one in settings.get(tx, ASKED_FOR) if one in waiting), row))


def was_asked_for(tx: Transaction, row: Suggestion) -> bool:
    """Whether they did; what is asked for is spent with that."""
    asked = settings.get(tx, ASKED_FOR)
    if row.id in asked:
        settings.put(tx, ASKED_FOR, tuple(one for one in asked if one != row.id) or None)
    return row.id in asked


def more_again(tx: Transaction, row: Suggestion) -> None:
    """The one that was to answer `more` has ended before it was told: it is for another one, or the sentence."""
    if was_asked_for(tx, row) and settings.get(tx, BROUGHT_FOR_MORE) == row.id:
        settings.put(tx, MORE, 1)


def may_be_told(tx: Transaction, now: datetime) -> list[Suggestion]:
    """What was chosen, or put off until now, and may be told now."""
    return [
        row
        for row in suggestions.in_states(tx, SuggestionState.AWAITING_DELIVERY)
        if row.due_at <= now and people.person(tx, row.person).may_be_spoken_of(now)
    ]


def is_time(row: Suggestion, now: datetime) -> bool:
    """Whether its network did not fail just now."""
    return row.retry_at is None or row.retry_at <= now
