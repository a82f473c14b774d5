"""The worker that asks models: for drafts, and for a second reading."""

from __future__ import annotations

from collections.abc import Callable

from bot.jobs.draft import DraftJob
from bot.jobs.second_reading import SecondReading
from bot.outbox.teller import Teller
from bot.service.runner import StepRunner
from bot.service.workers.parts import Parts, run_out


class Drafting:
    """What takes its time, so that no answer of the owner's, and no delivery, waits for a model."""

    def __init__(self, parts: Parts, runner: StepRunner, teller: Callable[[], Teller | None]) -> None:
        self._parts = parts
        self._runner = runner
        self._teller = teller

    def round(self) -> None:
        """Every draft that was asked for, and what a second reader is to read."""
        parts, teller = self._parts, self._teller()
        if teller is not None:
            job = DraftJob(parts.store, parts.drafter, teller, parts.config, parts.clock)
            run_out(self._runner, "drafts", job.step)
        if parts.second_reader is not None:
            reading = SecondReading(parts.store, parts.second_reader, parts.config, parts.clock)
            self._runner.run("second reader", reading.step)
