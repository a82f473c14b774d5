"""Run one step of a job by itself: what goes wrong stays with its source, and its retry time moves first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.decide.retries import again_at, put_off
from bot.errors import LoginEnded, PlatformError, StoreError, WrongAccount
from bot.store import Store, sources
from bot.store.sources import ANSWERS, MESSAGES

log = structlog.get_logger()

SOON = timedelta(minutes=1)
LONG = timedelta(hours=1)

CONVERSATION = frozenset({"talk", MESSAGES, ANSWERS})
"""Sources without which the owner is not heard. A login that works again is noticed within a minute there."""


@dataclass(frozen=True, slots=True)
class StepRunner:
    """Where the jobs meet the scheduler: one for the whole program."""

    store: Store
    clock: Clock

    def run(self, source: str, step: Callable[[], bool]) -> bool:
        """Do a step unless its source is to be left alone for now; True if there may be more to do at once.

        A network's refusal is noted with the source and tried again later; a bug is logged with its traceback and stops
        this step only. A full disk cannot be noted anywhere but in the log.
        """
        try:
            with self.store.begin() as tx:
                held = sources.source(tx, source)
            if put_off(held.retry_at, self.clock()):
                return False
            return self._done(held, more=step())
        except PlatformError as problem:
            self._note(source, problem)
        except StoreError as problem:
            log.error("store_unusable", source=source, problem=str(problem))  # noqa: TRY400  # a full disk needs no traceback
        except Exception:
            log.exception("step_failed", source=source)
            self._put_off(source, "something in me went wrong; the log has the details", LONG / 12)
        return False

    def guarded(self, worker: str, work: Callable[[], None]) -> None:
        """Do what looks into the store between its steps; a file that cannot be used now may be well the next time."""
        try:
            work()
        except StoreError as problem:
            log.error("store_unusable", source=worker, problem=str(problem))  # noqa: TRY400  # a full disk needs no traceback

    def _done(self, held: sources.Source, *, more: bool) -> bool:
        """What went wrong with it before goes well again."""
        if held.problem is not None:
            with self.store.begin() as tx:
                sources.mended(tx, held.name, now=self.clock())
        return more

    def _note(self, source: str, problem: PlatformError) -> None:
        ended = isinstance(problem, LoginEnded | WrongAccount)
        wait = problem.retry_after or (LONG if ended and source not in CONVERSATION else SOON)
        log.warning("source_failed", source=source, problem=str(problem), retry_in=str(wait))
        self._put_off(source, str(problem), wait, login_ended=ended)

    def _put_off(self, source: str, problem: str, wait: timedelta, *, login_ended: bool = False) -> None:
        try:
            with self.store.begin() as tx:
                retry = again_at(self.clock(), wait)
                sources.read_badly(tx, source, problem=problem, retry_at=retry, login_ended=login_ended)
        except StoreError as worse:
            log.error("store_unusable", source=source, problem=str(worse))  # noqa: TRY400
