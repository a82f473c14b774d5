"""Say when the talk may rest: nothing waits, nobody has written into the store, and no time has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain import SuggestionState
from bot.store import Transaction, answers, approvals, lookups, messages, news, sources, suggestions, told

ON_THEIR_WAY = (
    SuggestionState.AWAITING_PUBLISH,
    SuggestionState.PUBLISHING,
    SuggestionState.UNCLEAR,
    SuggestionState.RETRACTING,
)


@dataclass(frozen=True, slots=True)
class Rest:
    """While the store has this version and it is between these two times, a round would do nothing."""

    version: int
    since: datetime
    until: datetime

    def holds(self, now: datetime) -> bool:
        """Whether it is between them; a clock that was set back ends it."""
        return self.since <= now < self.until


def waits(tx: Transaction) -> bool:
    """Whether anything waits for the talk, or for a time that a step of it looks at by itself.

    A reply that is on its way, a message that is not out, an answer that was not understood, an address to look up,
    something to tell, a source that is put off: while there is one, every round is done as if there were no rest.
    """
    return bool(
        approvals.all_live(tx)
        or suggestions.count_in(tx, *ON_THEIR_WAY)
        or messages.waiting(tx, begun_too=True)
        or answers.unheard(tx)
        or lookups.wanted(tx)
        or news.to_tell(tx)
        or told.ended_logins(tx)
        or any(source.problem or source.retry_at for source in sources.all_sources(tx))
    )
