"""Put the program together, on whatever networks the registry lists and the configuration speaks of.

Joins the problems of the configuration, the rules and the logins into one list.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot import config as configuration
from bot.clock import boot_now, utc_now
from bot.config import Config
from bot.domain import Boot, Network
from bot.errors import BotError, ConfigError, PlatformError, Problem
from bot.jobs.edge import Clock
from bot.lanes import Parts, Program
from bot.platforms import registry
from bot.platforms.adapter import Adapter, Channel, Owner
from bot.platforms.archive import ArchiveFormat
from bot.platforms.base import Reader, outbound
from bot.platforms.terminal import CHANNEL as TERMINAL
from bot.platforms.terminal import TerminalMessenger
from bot.rules import Rules, RuleSpec, default_pack
from bot.rules import load as load_rules
from bot.services.heartbeat import LOCK
from bot.services.model import ModelDrafter
from bot.store import Store, open_store

NOBODY = Problem(
    "config.toml",
    "no account to read with",
    f"Add {configuration.SOME_OWNER}; config.example.toml shows how.",
)
READS = "reader"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the data folder for one program (BS-5). Raises `BotError` when another one has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        _take(file, folder)
        yield


def _take(file: IO[str], folder: Path) -> None:
    """Twice: `health` and `answer` look at the lock for a moment."""
    for last in (False, True):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if last:
                raise BotError(
                    f"Another nudge is running on {folder}. Stop it first, or use status, queue and answer beside it."
                ) from None
            time.sleep(0.1)
        else:
            return


def rules_of(config: Config) -> Rules:
    """The rules in force. Raises `ConfigError` with every problem in the owner's own."""
    own = [
        RuleSpec(
            name=rule.name, when=rule.when, score=rule.score or 0, veto=rule.veto, because=rule.because,
            enabled=rule.enabled, where=config.rule_place(rule.name),
        )
        for rule in config.rules
    ]  # fmt: skip
    return load_rules(default_pack(), own)


# --- parts


def drafter_of(config: Config) -> ModelDrafter | None:
    """The drafting model, where one is configured and wanted."""
    model = config.drafts.model
    if config.drafts.by != "model" or not model.url:
        return None
    return ModelDrafter(url=model.url, name=model.name, key=config.secret("drafts.model"))


def archive_formats() -> tuple[ArchiveFormat, ...]:
    """The files that the networks give to their owners."""
    return registry.archives()


# --- programs


def build(config: Config, store: Store, *, clock: Clock = utc_now, started: Boot | None = None) -> Program:
    """The whole program on the real networks. Talks to none of them yet. Raises `ConfigError`.

    `started` is when the service began by the machine's own clock; None for a single round.
    """
    read, channel = _read(config), registry.channel(config)
    recheckers = {adapter.network: adapter.reader(config, "recheck", clock) for adapter in read}
    return Program.of(
        Parts(
            store=store,
            config=config,
            clock=clock,
            rules=rules_of(config),
            readers=_readers(config, read, clock),
            recheckers=recheckers,
            publishers={adapter.network: adapter.publisher(config, clock) for adapter in read},
            seals={adapter.network: adapter.seal for adapter in read},
            messenger=lambda: channel.open(config, _owner(recheckers, channel), clock),
            drafter=drafter_of(config),
            eager=channel.eager,
            calm=channel.calm,
            boot=boot_now,
            started=started,
        )
    )


def build_reading(config: Config, store: Store, *, clock: Clock = utc_now) -> Program:
    """The program for looking only: it holds no publisher, no messenger, and no second client."""
    return Program.of(
        Parts(
            store=store,
            config=config,
            clock=clock,
            rules=rules_of(config),
            readers=_readers(config, _read(config), clock),
            recheckers={},
            publishers={},
            seals={},
            messenger=lambda: TerminalMessenger(clock),
        )
    )


def _read(config: Config) -> Sequence[Adapter]:
    """The networks that are read. Raises `ConfigError` without any."""
    read = registry.read(config)
    if not read:
        raise ConfigError([NOBODY])
    return read


def _readers(config: Config, read: Sequence[Adapter], clock: Clock) -> dict[Network, Reader]:
    return {adapter.network: adapter.reader(config, READS, clock) for adapter in read}


def _owner(readers: Mapping[Network, Reader], channel: Channel) -> Owner:
    """Who the owner is on the network of a channel; asked when its messenger is made."""
    return lambda: readers[Network(channel.name)].owner


def open_folder(config: Config) -> Store:
    """The database of a data folder."""
    return open_store(config.database)


# --- looking at everything


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
