"""Say what the composition root hands over, and how a step is run until it says that there is no more."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.clock import BootClock, Clock
from bot.config import Config
from bot.decide.rules import Rules
from bot.domain import Boot, Network
from bot.jobs.backfill import REACHES_BACK
from bot.platforms.base import Idempotency, Reader, Way
from bot.platforms.drafting_model import ModelDrafter
from bot.platforms.publishing import Publisher
from bot.platforms.reading_model import ModelReader
from bot.service.runner import StepRunner
from bot.store import Store

MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Parts:
    """What the composition root hands over: clients by worker, and what differs between networks.

    `messenger` is made late, because on Bluesky the owner's DID must be asked for first. `eager` and `calm` say how often
    answers are read: soon after a message either way, and otherwise (BD-12). `boot` is the machine's own clock, None where
    there is none; `started` is when the service began by it, None for a single round.
    """

    store: Store
    config: Config
    clock: Clock
    rules: Rules
    readers: Mapping[Network, Reader]
    recheckers: Mapping[Network, Reader]
    publishers: Mapping[Network, Publisher]
    idempotency: Mapping[Network, Idempotency]
    messenger: Callable[[], Way]
    drafter: ModelDrafter | None = None
    second_reader: ModelReader | None = None
    eager: timedelta = timedelta(seconds=10)
    calm: timedelta = timedelta(seconds=60)
    backfill_reach: timedelta = REACHES_BACK
    boot: BootClock | None = None
    started: Boot | None = None
    new_id: Callable[[], str] = field(default=lambda: str(uuid.uuid4()))


def run_out(runner: StepRunner, source: str, step: Callable[[], bool]) -> None:
    """Do a step until it says that there is no more, within reason."""
    for _ in range(MOST_STEPS):
        if not runner.run(source, step):
            return
