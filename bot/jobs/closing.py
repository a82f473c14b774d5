"""Close without a word what ends by itself: suggestions that grew too old, or that the owner answered in another app."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from bot.domain import SuggestionEvent, SuggestionState
from bot.store import Store, messages, posts, suggestions

OPEN = (SuggestionState.AWAITING_DELIVERY, SuggestionState.AWAITING_OWNER)


@dataclass(frozen=True, slots=True)
class Closing:
    """Looks at what is open. How long that is allowed stands in each row: `schedule.expires` and its kind said so."""

    store: Store
    clock: Clock

    def step(self) -> bool:
        """Close what is over, and drop what was still to be said about it."""
        now = self.clock()
        with self.store.begin() as tx:
            for row in suggestions.in_states(tx, *OPEN):
                if row.post_uri and posts.was_answered(tx, row.post_uri):
                    suggestions.move(tx, row, SuggestionEvent.ANSWERED_ELSEWHERE, now=now)
                elif now >= row.expires_at:
                    suggestions.move(tx, row, SuggestionEvent.TOO_OLD, now=now)
                else:
                    continue
                messages.drop_for(tx, row.id)
        return False
