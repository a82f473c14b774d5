"""Forget whom the owner wants forgotten, once they can no longer have taken it back."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from bot.clock import Clock
from bot.knowledge.forgetting import forget
from bot.store import Store, answers, people, sources
from bot.store.sources import ANSWERS

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Goes by what was heard: an `undo` from before the time that was named may not have been read yet."""

    store: Store
    clock: Clock

    def step(self) -> bool:
        """Everybody whose time is over by a reading of the owner's answers that began after it."""
        now = self.clock()
        with self.store.begin() as tx:
            began = sources.source(tx, ANSWERS).read_began_at
            if began is None or answers.next_answer(tx) is not None:
                return False
            for person in people.to_forget(tx, before=min(began, now)):
                forget(tx, person, now)
                log.info("forgotten", person=person.id)
        return False
