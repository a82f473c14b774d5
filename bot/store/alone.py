"""Whether anything else can be meant by a word that is said without a code."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.domain import QUIET_BEFORE_BARE_CONSENT, SuggestionState
from bot.store import answerable, suggestions
from bot.store.suggestions import Suggestion

MAY_BE_MEANT = (
    SuggestionState.DELIVERING,
    SuggestionState.AWAITING_OWNER,
    SuggestionState.AWAITING_PUBLISH,
    SuggestionState.PUBLISHING,
    SuggestionState.UNCLEAR,
)
"""Where something is that an answer without a code may be about, or may be in a moment: what is on its way may be held."""


def is_alone(tx: Connection, row: Suggestion, now: datetime) -> bool:
    """Whether a word said without a code can be about nothing else, so that it may be advised without.

    In doubt it is not: with the code it is always taken. What says whether it *is* taken stays where it is heard.
    """
    if any(other.id != row.id for other in suggestions.in_states(tx, *MAY_BE_MEANT)):
        return False
    return not answerable.are_of_others(tx, row.id, since=now - QUIET_BEFORE_BARE_CONSENT)
