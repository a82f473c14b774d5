"""List the networks and the ways of writing to the owner: the one place outside the configuration that names them.

A network more is a package with an `adapter`, a line here and a section of the configuration; a way of writing that can only
tell is one file, a line here and a word under `through`.
"""

from __future__ import annotations

from bot.config import Config
from bot.platforms import terminal
from bot.platforms.adapter import Adapter, Channel
from bot.platforms.archive import ArchiveFormat
from bot.platforms.bluesky.adapter import ADAPTER as BLUESKY
from bot.platforms.mastodon.adapter import ADAPTER as MASTODON

ADAPTERS: tuple[Adapter, ...] = (MASTODON, BLUESKY)
CHANNELS: tuple[Channel, ...] = (terminal.CHANNEL,)
"""Those that belong to no network."""


def read(config: Config) -> tuple[Adapter, ...]:
    """The networks that are read."""
    return tuple(adapter for adapter in ADAPTERS if adapter.is_read(config))


def channels() -> tuple[Channel, ...]:
    """Every way of writing to the owner."""
    return (*(adapter.channel for adapter in ADAPTERS if adapter.channel), *CHANNELS)


def channel(config: Config) -> Channel:
    """The one that is configured; the terminal where its account is missing."""
    wanted = (one for one in channels() if one.name == config.deliver.through and one.is_configured(config))
    return next(wanted, terminal.CHANNEL)


def archives() -> tuple[ArchiveFormat, ...]:
    """The files that the networks give to their owners."""
    return tuple(adapter.archive for adapter in ADAPTERS if adapter.archive)
