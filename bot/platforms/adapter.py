"""Say what a network brings to the program, and what a way of writing to the owner brings: one value each.

`registry` lists these values. The makers import a network's libraries when they are called, so that only those are loaded
whose network is configured. A maker gives a client that has talked to nobody yet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.config import Config
from bot.domain import Account, Network
from bot.platforms.archive import ArchiveFormat
from bot.platforms.base import Idempotency, Reader, Way
from bot.platforms.publishing import Publisher
from bot.platforms.setup import Setup

Clock = Callable[[], datetime]

Owner = Callable[[], Account]
"""Asks who the owner is on the network that carries the messages."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way of writing to the owner: a network's private messages, this machine, or a service that can only tell.

    `name` is what the configuration calls it under `through`. `eager` and `calm` say how often answers are read: soon after
    a message either way, and otherwise (BD-12).
    """

    name: str
    is_configured: Callable[[Config], bool]
    open: Callable[[Config, Owner, Clock], Way]
    eager: timedelta = timedelta(seconds=10)
    calm: timedelta = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Adapter:
    """A network. It stands under its name in the configuration: `Config.networks`, `Config.secret`.

    `reader` is told for which use it is made, because each has a session file of its own. `idempotency` makes idempotency data.
    `channel` is None for a network without private messages, `archive` for one that gives its owner no file,
    `setup` for one that nobody has to log in on.
    """

    network: Network
    reader: Callable[[Config, str, Clock], Reader]
    publisher: Callable[[Config, Clock], Publisher]
    idempotency: Idempotency
    channel: Channel | None = None
    archive: ArchiveFormat | None = None
    setup: Callable[[], Setup] | None = None

    def is_read(self, config: Config) -> bool:
        """Whether the owner has an account there."""
        return config.networks[self.network].owner is not None
