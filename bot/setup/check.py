"""Look at the configuration, the rules and every login, for `nudge check`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bot import config as configuration
from bot.clock import utc_now
from bot.config import Config
from bot.domain import Network
from bot.errors import ConfigError, PlatformError, Problem
from bot.platforms import registry
from bot.platforms.adapter import Adapter
from bot.platforms.base import Reader, outbound
from bot.platforms.terminal import CHANNEL as TERMINAL
from bot.service.wiring import READS, _owner, rules_of


def check(folder: Path, environ: Mapping[str, str]) -> tuple[list[Problem], list[str]]:
    """Look at the configuration, the rules and every login; returns what is to be mended, and what is fine."""
    survey = configuration.survey(folder, environ)
    problems, fine = list(survey.problems), []
    config = survey.config
    if not problems:
        fine.append("config.toml")
    try:
        rules_of(config)
        fine.append("the rules")
    except ConfigError as found:
        problems += found.problems
    readers: dict[Network, Reader] = {}
    for name, look in _logins(config, readers):
        _look(name, look, problems, fine)
    for reader in readers.values():
        reader.close()
    return problems, fine


def _logins(config: Config, readers: dict[Network, Reader]) -> Iterator[tuple[str, Callable[[], list[Problem]]]]:
    """Each login with the look at it; `readers` holds those that were opened."""
    for adapter in registry.read(config):

        def look(adapter: Adapter = adapter) -> list[Problem]:
            readers[adapter.network] = adapter.reader(config, READS, utc_now)
            return readers[adapter.network].check()

        yield f"{adapter.network.capitalize()}, your account", look
    through = config.deliver.through
    if through != TERMINAL.name:
        name = f"{through.capitalize()}, second account" if through in config.networks else through.capitalize()
        yield name, lambda: _look_at_messenger(config, readers)


def _look_at_messenger(config: Config, readers: Mapping[Network, Reader]) -> list[Problem]:
    channel = registry.channel(config)
    messenger = outbound(channel.open(config, _owner(readers, channel), utc_now))
    try:
        return messenger.check()
    finally:
        messenger.close()


def _look(name: str, look: Callable[[], list[Problem]], problems: list[Problem], fine: list[str]) -> None:
    try:
        found = look()
    except ConfigError as missing:  # the configuration's own list has said it
        problems += [p for p in missing.problems if p not in problems]
        return
    except KeyError:  # who the owner is could not be asked; that login's own problem says so
        return
    except PlatformError as trouble:
        problems.append(Problem(name, str(trouble)))
        return
    if found:
        problems += [p if p.where else Problem(name, p.what, p.remedy) for p in found]
    else:
        fine.append(name)
