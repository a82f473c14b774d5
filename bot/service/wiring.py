"""Put the program together, on whatever networks the registry lists and the configuration speaks of.

Joins the problems of the configuration, the rules and the logins into one list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import config as configuration
from bot.clock import Clock, boot_now, utc_now
from bot.config import Config
from bot.decide.rules import Rules, RuleSpec, default_pack
from bot.decide.rules import load as load_rules
from bot.domain import Boot, Network
from bot.errors import ConfigError, Problem
from bot.platforms import registry
from bot.platforms.adapter import Adapter, Channel, Owner
from bot.platforms.archive import ArchiveFormat
from bot.platforms.base import Reader
from bot.platforms.chat_model import ChatModel
from bot.platforms.drafting_model import ModelDrafter
from bot.platforms.reading_model import ModelReader
from bot.platforms.terminal import TerminalMessenger
from bot.service.workers import Parts, Program
from bot.store import Store

NOBODY = Problem(
    "config.toml",
    "no account to read with",
    f"Add {configuration.SOME_OWNER}; config.example.toml shows how.",
)
READS = "reader"


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


def second_reader_of(config: Config) -> ModelReader | None:
    """The second reader, where one is wanted."""
    return model_reader(config) if config.choose.second_reader == "model" else None


def model_reader(config: Config) -> ModelReader | None:
    """A reader behind an endpoint of its own, or behind the one for drafts; None where neither is configured."""
    own = bool(config.choose.model.url)
    model, secret = (config.choose.model, "choose.model") if own else (config.drafts.model, "drafts.model")
    if not model.url or not model.name:
        return None
    return ModelReader(ChatModel(model.url, model.name, config.secret(secret), called="second reader"))


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
            idempotency={adapter.network: adapter.idempotency for adapter in read},
            messenger=lambda: channel.open(config, _owner(recheckers, channel), clock),
            drafter=drafter_of(config),
            second_reader=second_reader_of(config),
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
            idempotency={},
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
