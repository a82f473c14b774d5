"""Decide, ahead of a delivery, which posts a second reader is to read; only the database is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.config import Config
from bot.decide.schedule import next_slot
from bot.decide.selection.second_reader import finalists
from bot.knowledge.enrichment import Enrichment
from bot.knowledge.judging import Judging
from bot.knowledge.owner_preferences import owner_preferences
from bot.knowledge.second_reading import AHEAD, refusal
from bot.store import Store, readings, settings
from bot.store.settings import READ_AHEAD_OF, SLOTS_LOOKED_AT

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Once for each delivery: those whom the rules allow, looked at closer, and what may leave of them."""

    store: Store
    judging: Judging
    enrichment: Enrichment
    config: Config
    clock: Clock

    def step(self) -> bool:
        """If a delivery is near, say what is to be read for it."""
        now = self.clock()
        slot = self._slot(now)
        if slot is None:
            return False
        first = self.judging.judged()
        near = finalists(self.judging.decide(first), lambda _: False)
        self.enrichment.look(one.candidate for one in near)
        decided = self.judging.decide(self.judging.judged(before=first)) if near else None
        with self.store.begin() as tx:
            settings.put(tx, READ_AHEAD_OF, slot)
            readings.no_longer_wanted(tx)
            chosen = finalists(decided, refusal(tx, self.config, now)) if decided else ()
            new = readings.want(tx, [one.candidate.post.ref for one in chosen], now)
        log.info("shortlisted", finalists=len(chosen), unread=new)
        return False

    def _slot(self, now: datetime) -> datetime | None:
        """The delivery that is near, unless it was looked at."""
        with self.store.begin() as tx:
            held, looked = owner_preferences(tx, self.config), settings.get(tx, SLOTS_LOOKED_AT)
            if held.resting(now) or looked is None:
                return None
            slot = next_slot(held.schedule, now if held.schedule.at else looked)
            near = timedelta(0) < slot - now <= AHEAD
            return slot if near and settings.get(tx, READ_AHEAD_OF) != slot else None
