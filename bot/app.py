"""Put the program together: the one place that knows both networks.

Joins the problems of the configuration, the rules and the logins into one list. The networks' packages are imported
only when they are configured, because their libraries are large.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO, TypedDict

from bot import config as configuration
from bot.clock import boot_now, utc_now
from bot.config import Config
from bot.domain import Boot, Network
from bot.errors import BotError, ConfigError, PlatformError, Problem
from bot.jobs.edge import Clock
from bot.lanes import Parts, Program
from bot.platforms.base import Messenger, Reader, Seal
from bot.platforms.publishing import Publisher
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
BLUESKY_EAGER = timedelta(seconds=30)


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


# --- the logins of each network, by role


def owner_reader(config: Config, network: Network, clock: Clock, *, lane: str = "reader") -> Reader:
    """A client that reads as the owner. Each lane has its own, with a session of its own."""
    if network == Network("mastodon") and config.mastodon.owner:
        from bot.platforms.mastodon.reader import MastodonReader

        return MastodonReader(**_mastodon_owner(config), now=clock)
    if network == Network("bluesky") and config.bluesky.owner:
        from bot.platforms.bluesky.reader import BlueskyReader

        held = config.bluesky.owner
        return BlueskyReader(
            service=held.service, handle=held.handle, app_password=config.secret("bluesky.owner"),
            session_file=_session(config, f"bluesky_owner_{lane}"), now=clock,
        )  # fmt: skip
    raise BotError(f"{network} is not configured")


class _Login(TypedDict):
    server: str
    token: str
    address: str


def _mastodon_owner(config: Config) -> _Login:
    """Server, token and address of the owner's login. Raises `ConfigError` when there is no token."""
    held = config.mastodon.owner
    if held is None:
        raise BotError(f"{Network('mastodon')} is not configured")
    return _Login(server=held.server, token=config.secret("mastodon.owner"), address=held.address)


def owner_publisher(config: Config, network: Network, clock: Clock) -> Publisher:
    """A client that can write what an approval names, and nothing else."""
    if network == Network("mastodon") and config.mastodon.owner:
        from bot.platforms.mastodon.publisher import MastodonPublisher

        return MastodonPublisher(**_mastodon_owner(config), now=clock)
    if network == Network("bluesky") and config.bluesky.owner:
        from bot.platforms.bluesky.publisher import BlueskyPublisher

        held = config.bluesky.owner
        return BlueskyPublisher(
            service=held.service, handle=held.handle, app_password=config.secret("bluesky.owner"),
            session_file=_session(config, "bluesky_owner_publisher"), now=clock,
        )  # fmt: skip
    raise BotError(f"{network} is not configured")


def seal_of(network: Network) -> Seal:
    """What makes a network's idempotency data."""
    if network == Network("mastodon"):
        from bot.platforms.mastodon.seal import seal as mastodon_seal

        return mastodon_seal
    from bot.platforms.bluesky.seal import seal as bluesky_seal

    return bluesky_seal


def messenger_of(config: Config, readers: Mapping[Network, Reader], clock: Clock) -> Messenger:
    """What carries the private messages. On Bluesky it asks first who the owner is."""
    through = config.deliver.through
    if through == "mastodon" and config.mastodon.bot and config.mastodon.owner:
        from bot.platforms.mastodon.messenger import MastodonMessenger

        return MastodonMessenger(
            server=config.mastodon.bot.server,
            token=config.secret("mastodon.bot"),
            address=config.mastodon.bot.address,
            owner_address=config.mastodon.owner.address,
            now=clock,
        )
    if through == "bluesky" and config.bluesky.bot:
        from bot.platforms.bluesky.messenger import BlueskyMessenger

        held = config.bluesky.bot
        return BlueskyMessenger(
            service=held.service, handle=held.handle, app_password=config.secret("bluesky.bot"),
            session_file=_session(config, "bluesky_bot"), owner_did=readers[Network("bluesky")].owner.uid,
            chat_did=held.chat_did, now=clock,
        )  # fmt: skip
    return TerminalMessenger(clock)


def _session(config: Config, name: str) -> Path:
    return config.folder / "secrets" / f"{name}.session"


def drafter_of(config: Config) -> ModelDrafter | None:
    """The drafting model, where one is configured and wanted."""
    model = config.drafts.model
    if config.drafts.by != "model" or not model.url:
        return None
    return ModelDrafter(url=model.url, name=model.name, key=config.secret("drafts.model"))


def networks_of(config: Config) -> tuple[Network, ...]:
    """The networks that are read."""
    return tuple(Network(name) for name, section in config.networks.items() if section.owner is not None)


# --- programs


def build(config: Config, store: Store, *, clock: Clock = utc_now, started: Boot | None = None) -> Program:
    """The whole program on the real networks. Talks to none of them yet. Raises `ConfigError`.

    `started` is when the service began by the machine's own clock; None for a single round.
    """
    networks = networks_of(config)
    if not networks:
        raise ConfigError([NOBODY])
    recheckers = {network: owner_reader(config, network, clock, lane="recheck") for network in networks}
    eager = BLUESKY_EAGER if config.deliver.through == "bluesky" else timedelta(seconds=10)
    return Program.of(
        Parts(
            store=store,
            config=config,
            clock=clock,
            rules=rules_of(config),
            readers={network: owner_reader(config, network, clock) for network in networks},
            recheckers=recheckers,
            publishers={network: owner_publisher(config, network, clock) for network in networks},
            seals={network: seal_of(network) for network in networks},
            messenger=lambda: messenger_of(config, recheckers, clock),
            drafter=drafter_of(config),
            eager=eager,
            calm=timedelta(seconds=5) if config.deliver.through == "terminal" else timedelta(seconds=60),
            boot=boot_now,
            started=started,
        )
    )


def build_reading(config: Config, store: Store, *, clock: Clock = utc_now) -> Program:
    """The program for looking only: it holds no publisher, no messenger, and no second client."""
    networks = networks_of(config)
    if not networks:
        raise ConfigError([NOBODY])
    return Program.of(
        Parts(
            store=store,
            config=config,
            clock=clock,
            rules=rules_of(config),
            readers={network: owner_reader(config, network, clock) for network in networks},
            recheckers={},
            publishers={},
            seals={},
            messenger=lambda: TerminalMessenger(clock),
        )
    )


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
    for network in networks_of(config):
        name = f"{network.capitalize()}, your account"

        def look(network: Network = network) -> list[Problem]:
            readers[network] = owner_reader(config, network, utc_now)
            return readers[network].check()

        yield name, look
    if config.deliver.through != "terminal":
        yield f"{config.deliver.through.capitalize()}, second account", lambda: _look_at_messenger(config, readers)


def _look_at_messenger(config: Config, readers: Mapping[Network, Reader]) -> list[Problem]:
    messenger = messenger_of(config, readers, utc_now)
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
