"""Have a second reader read what was shortlisted: one request, apart from everything that could wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.config import Config
from bot.decide.schedule import begins
from bot.decide.selection.second_reader import may_leave
from bot.domain.readings import Outcome
from bot.errors import PlatformError
from bot.knowledge import candidates
from bot.knowledge.second_reading import AHEAD, refusal
from bot.platforms.reading_model import ModelReader, Readable
from bot.store import Store, Transaction, posts, readings, settings
from bot.store.readings import Asked

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SecondReading:
    """Sends what may leave right now, within the requests of a day. Whatever goes wrong, the rules choose alone."""

    store: Store
    reader: ModelReader
    config: Config
    clock: Clock

    def step(self) -> bool:
        """Read what is wanted, if anything is."""
        now = self.clock()
        with self.store.begin() as tx:
            texts = list(self._texts(tx, now))
            left_today = self._left(tx, now)
            if not texts or not left_today:
                self._unread(tx, now, spent=bool(texts))
                return False
            # noted before it leaves: a process that is killed now has asked all the same
            request = readings.note(tx, Asked(now, len(texts), 0, Outcome.SILENT))
        self._read(texts, request)
        return False

    def _left(self, tx: Transaction, now: datetime) -> int:
        used = readings.cost(tx, since=begins(now, settings.zone(tx, self.config.owner.timezone))).requests
        return max(0, self.config.choose.requests_per_day - used)

    def _unread(self, tx: Transaction, now: datetime, *, spent: bool) -> None:
        if spent:
            readings.note(tx, Asked(now, 0, 0, Outcome.SPENT))
        readings.no_longer_wanted(tx)

    def _texts(self, tx: Transaction, now: datetime) -> Iterator[Readable]:
        """What is wanted and may still leave: looked at again, because minutes have passed."""
        refuses = refusal(tx, self.config, now)
        for uri, version in readings.wanted(tx, since=now - AHEAD):
            held = posts.get(tx, uri)
            if held is None or held.gone or held.post.ref.version != version:
                continue
            for found in candidates.assemble(tx, [held], now):
                if may_leave(found, refuses):
                    yield Readable.of(found.post)

    def _read(self, texts: list[Readable], request: int) -> None:
        try:
            back = self.reader.read(texts)
        except PlatformError as problem:
            log.warning("second_reader_failed", posts=len(texts), problem=str(problem))
            with self.store.begin() as tx:
                readings.no_longer_wanted(tx)
            return
        with self.store.begin() as tx:
            readings.put(tx, back.readings)
            readings.answered(tx, request, tokens=back.tokens)
            readings.no_longer_wanted(tx)
        log.info("second_reader_read", posts=len(texts), tokens=back.tokens)
