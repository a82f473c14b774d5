"""Drop what is kept no longer: old seen-marks, who follows whom, and posts nobody spoke under."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from bot.clock import Clock
from bot.config import Config
from bot.knowledge.known_by import KEPT
from bot.store import Store, known_by, posts, readings, seen, undoing

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Tidying:
    """Takes rows away by their age."""

    store: Store
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
        log.info("tidied", posts=dropped)
        return False
