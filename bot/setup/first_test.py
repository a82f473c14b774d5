"""Try the way between the second account and its owner with one message, before anything can hang on an answer.

The answer is spent: it is heard here, and the conversation begins for the service at its first look after that. So this is
done only where the service has neither written nor listened yet, and while nothing else holds the folder.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock, utc_now
from bot.config import Config
from bot.domain import Outgoing
from bot.errors import BotError, StoreError
from bot.outbox.mention_guard import guard
from bot.platforms import registry
from bot.platforms.base import Inbound, Outbound, inbound, outbound
from bot.service import data_folder, heartbeat
from bot.service.wiring import _owner
from bot.store import messages, open_store, sources
from bot.store.sources import ANSWERS
from bot.wording.english import trouble

USE = "check"
PATIENCE, EVERY = 180.0, 3.0
"""Seconds that somebody has to answer, and between two looks."""


@dataclass(frozen=True, slots=True)
class FirstTest:
    """One message on its way, and who listens."""

    tells: Outbound
    hears: Inbound
    mark: str
    config: Config
    clock: Clock

    def send(self) -> datetime:
        """Say that this is a test. Raises `PlatformError`."""
        return self._say(trouble.first_test(self.clock(), self.config.owner.timezone))

    def heard(self, *, wait: Callable[[float], None] = time.sleep) -> bool:
        """Whether the owner answers within some minutes; what they say is read by nobody but this."""
        left, mark = PATIENCE, self.mark
        while left > 0:
            batch = self.hears.answers(mark)
            if any(answer.sender == self.hears.owner for answer in batch.items):
                self._say(trouble.heard())
                return True
            mark = batch.mark
            wait(EVERY)
            left -= EVERY
        return False

    def _say(self, text: str) -> datetime:
        return self.tells.send(Outgoing(text=guard(text), key=f"test-{uuid.uuid4()}")).at


def is_early(config: Config) -> bool:
    """Whether the service has neither written to the owner nor listened yet, and does not run now."""
    if heartbeat.is_held(config.folder):
        return False
    if not config.database.exists():
        return True
    try:
        store = open_store(config.database)
    except StoreError:
        return False
    try:
        with store.begin() as tx:
            return not messages.last_id(tx) and sources.source(tx, ANSWERS).read_began_at is None
    finally:
        store.close()


@contextmanager
def first_test(config: Config, *, clock: Clock = utc_now) -> Iterator[FirstTest]:
    """Hold the folder meanwhile, and listen from now on. Raises `BotError` where it is too late, or nothing comes back."""
    with data_folder.locked(config.folder):
        channel = registry.channel(config)
        readers = {
            one.network: one.reader(config, USE, clock) for one in registry.read(config) if one.network == channel.name
        }
        way = channel.open(config, _owner(readers, channel), clock)
        tells, hears = outbound(way), inbound(way)
        try:
            if hears is None:
                raise BotError("Nothing comes back by this way.")
            yield FirstTest(tells, hears, hears.answers("").mark, config, clock)
        finally:
            tells.close()
            for reader in readers.values():
                reader.close()
