"""Drop what is kept no longer: old seen-marks, who follows whom, posts nobody spoke under, and who is tied to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from bot.config import Config
from bot.domain import Network
from bot.knowledge import passers_by
from bot.knowledge.known_by import KEPT
from bot.platforms.base import Reader
from bot.store import Store, known_by, posts, readings, seen, undoing

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Tidying:
    """Takes rows away by their age. `readers` are those that know whose they are."""

    store: Store
    readers: Mapping[Network, Reader]
    config: Config
    clock: Clock

    def step(self) -> bool:
        """All of it at once."""
        now = self.clock()
        with self.store.begin() as tx:
            seen.drop_old_seen(tx, now)
            undoing.drop_old(tx, now)
            known_by.drop_old(tx, now - KEPT)
            readings.drop_old(tx, now - self.config.store.keep_posts)
            dropped = posts.drop_old(tx, now - self.config.store.keep_posts)
            if self.config.store.keep_exchanges is not None:
                dropped += posts.drop_exchanges(tx, now - self.config.store.keep_exchanges)
        before = now - self.config.store.keep_posts
        gone = sum(passers_by.let_go(self.store, one, self.clock, met_before=before) for one in self.readers.values())
        log.info("tidied", posts=dropped, accounts=gone)
        return False
