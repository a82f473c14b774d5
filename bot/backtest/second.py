"""Let a second reader read the days that are over, under the same limits as in the service, and count what it took."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import structlog

from bot.decide.selection import Choice, Deliberation
from bot.decide.selection.second_reader import Refusal, exchanged, finalists
from bot.errors import PlatformError
from bot.platforms.reading_model import ModelReader, Readable

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Heard:
    """What it took: requests and tokens, on how many days it changed a place, on how many it gave no usable answer."""

    requests: int = 0
    tokens: int = 0
    changed: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class SecondReader:
    """A model, and who is not sent to it. `look` learns the profiles of some authors first, where wishes may stand."""

    reader: ModelReader
    refuses: Refusal
    look: Callable[[Iterable[Choice]], None] = lambda _: None

    def heard(self, decided: Deliberation, so_far: Heard) -> tuple[Deliberation, Heard]:
        """A day's choice with at most one place changed, and what it took by now."""
        self.look(finalists(decided, lambda _: False))
        read = finalists(decided, self.refuses)
        if not read:
            return decided, so_far
        asked = replace(so_far, requests=so_far.requests + 1)
        try:
            back = self.reader.read([Readable.of(one.candidate.post) for one in read])
        except PlatformError as problem:
            log.warning("second_reader_failed", posts=len(read), problem=str(problem))
            return decided, replace(asked, failed=asked.failed + 1)
        after, change = exchanged(decided, back.readings)
        changed = asked.changed + (change is not None)
        return after, replace(asked, tokens=asked.tokens + back.tokens, changed=changed)
