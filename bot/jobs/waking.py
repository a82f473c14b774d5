"""Note that we are alive, and say once what the owner should know of when we were not: an absence, the end of a rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import wording
from bot.clock import Clock
from bot.config import Config
from bot.decide.schedule import next_slot
from bot.domain import SuggestionState
from bot.knowledge.judging import Judging
from bot.knowledge.owner_preferences import OwnerPreferences, owner_preferences
from bot.outbox.teller import Teller
from bot.store import Store, Transaction, settings, suggestions
from bot.store.settings import ALIVE_AT, AWAY_SINCE, BACK_AT, LET_GO, PAUSED_AT, PAUSED_UNTIL

ABSENT = timedelta(hours=12)
A_DAY = timedelta(days=1)
GOES_OUT = (
    SuggestionState.AWAITING_PUBLISH,
    SuggestionState.PUBLISHING,
    SuggestionState.UNCLEAR,
    SuggestionState.PUBLISHED,
)


@dataclass(frozen=True, slots=True)
class Waking:
    """Looks at the clock and at when it last did."""

    store: Store
    judging: Judging
    teller: Teller
    config: Config
    clock: Clock

    def step(self) -> bool:
        """Say what has to be said, at most once each."""
        now = self.clock()
        with self.store.begin() as tx:
            held, last = owner_preferences(tx, self.config), settings.get(tx, ALIVE_AT)
            # a clock that jumps back and forth again is no absence
            settings.put(tx, ALIVE_AT, max(last, now) if last is not None else now)
        if last is not None and now - last > ABSENT and not held.resting(now):
            self._back(held, last, now)
        if held.paused_until is not None and now >= held.paused_until:
            self._rested(held, held.paused_until, now)
        return False

    def _back(self, held: OwnerPreferences, last: datetime, now: datetime) -> None:
        follows = bool(self.judging.names())
        with self.store.begin() as tx:
            settings.put(tx, BACK_AT, now)
            settings.put(tx, AWAY_SINCE, last if follows else None)
            settings.put(tx, LET_GO, None)
            text = wording.back_after_absence(last, now, held.schedule.zone, follows=follows, sent=_leaves(tx, last))
            self.teller.say(tx, text, now=now, begun=True)

    def _rested(self, held: OwnerPreferences, ended: datetime, now: datetime) -> None:
        still, then = self.judging.names(), next_slot(held.schedule, now)
        with self.store.begin() as tx:
            began = settings.get(tx, PAUSED_AT) or ended
            settings.put(tx, PAUSED_UNTIL, None)
            length = _as_asked(ended - began)
            self.teller.say(tx, wording.rested(length, still, then, now, held.schedule.zone), now=now, begun=True)


def _leaves(tx: Transaction, since: datetime) -> bool:
    """Whether a reply that was approved before an absence went out after it, or is about to."""
    rows = suggestions.in_states(tx, *GOES_OUT)
    return any(row.state is SuggestionState.AWAITING_PUBLISH or row.state_at >= since for row in rows)


def _as_asked(length: timedelta) -> timedelta:
    """Two days, although they ended on a morning."""
    return timedelta(days=round(length / A_DAY)) if length >= A_DAY else length
