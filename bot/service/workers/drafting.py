"""The worker that asks models: for drafts, and for a second reading."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain import SuggestionState
from bot.jobs.draft import DraftJob
from bot.jobs.second_reading import SecondReading
from bot.outbox.teller import Teller
from bot.service.runner import StepRunner
from bot.service.workers.parts import Parts, run_out
from bot.store import readings, suggestions


class Drafting:
    """What takes its time, so that no answer of the owner's, and no delivery, waits for a model."""

    def __init__(self, parts: Parts, runner: StepRunner, teller: Callable[[], Teller | None]) -> None:
        self._parts = parts
        self._runner = runner
        self._teller = teller
        self._rest: int | None = None

    def turn(self) -> None:
        """A round, if a draft is asked for; that is looked for once after anybody has written into the store."""
        version = self._parts.store.version()
        if self._rest == version:
            return
        self._rest = None if self._waits() else version
        if self._rest is None:
            self.round()

    def _waits(self) -> bool:
        with self._parts.store.begin() as tx:
            to_read = self._parts.second_reader is not None and readings.any_wanted(tx)
            return to_read or any(row.asked_draft for row in suggestions.in_states(tx, SuggestionState.AWAITING_OWNER))

    def round(self) -> None:
        """Every draft that was asked for, and what a second reader is to read."""
        parts, teller = self._parts, self._teller()
        if teller is not None:
            job = DraftJob(parts.store, parts.drafter, teller, parts.config, parts.clock)
            run_out(self._runner, "drafts", job.step)
        if parts.second_reader is not None:
            reading = SecondReading(parts.store, parts.second_reader, parts.config, parts.clock)
            self._runner.run("second reader", reading.step)
