"""Log in on a network, know where its secret is kept, and see a running service take it up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.config import Config, credentials
from bot.config.gathering import FILE
from bot.config.state import signature
from bot.errors import BotError, PlatformError
from bot.platforms import registry
from bot.platforms.setup import Role, Second, Setup, SignIn
from bot.service import heartbeat
from bot.wording.text import without_hidden

PATIENCE, EVERY = 20.0, 0.25
"""Seconds that a running service is given to take a change up."""

_NAMES = {Role.READING: "{}.owner", Role.POSTING: "{}.owner.posting", Role.BOT: "{}.bot"}


class GivenElsewhere(BotError):
    """The secret comes from the environment or from config.toml itself, so that a file would not be read."""


def networks() -> Mapping[str, Setup]:
    """The networks on which somebody can be logged in, by name."""
    return {str(adapter.network): adapter.setup() for adapter in registry.ADAPTERS if adapter.setup}


def network_of(address: str) -> str:
    """The network that an address belongs to by its form; empty where none."""
    return next((name for name, setup in networks().items() if setup.is_address(without_hidden(address))), "")


def looked_up(typed: str) -> tuple[str, str]:
    """The address that somebody means who typed it, or who pasted their profile's; with its server where that page tells.

    Of a profile its server may be asked what it calls that account.
    """
    pages = (setup.of_profile(without_hidden(typed)) for setup in networks().values())
    return next((page for page in pages if page), (typed, ""))


def login_name(network: str, role: Role) -> str:
    """What the configuration calls a login."""
    return _NAMES[role].format(network)


@contextmanager
def signing_in(config: Config, network: str, role: Role) -> Iterator[SignIn]:
    """A login on its way."""
    sign_in = networks()[network].sign_in(config, role)
    try:
        yield sign_in
    finally:
        sign_in.close()


@contextmanager
def second(config: Config, network: str) -> Iterator[Second]:
    """The second account, with its login."""
    found = networks()[network].second(config)
    try:
        yield found
    finally:
        found.close()


def place(config: Config, network: str, role: Role, environ: Mapping[str, str]) -> Path:
    """The file that a secret has to be written to. Raises `GivenElsewhere` where none would be read."""
    found = credentials.place(config, login_name(network, role), environ)
    if found.file is None:
        raise GivenElsewhere(elsewhere(found))
    return found.file


def elsewhere(found: credentials.Place) -> str:
    """Where a secret is given that would be read in no file, and what to do."""
    if found.variable:
        return (
            f"The environment gives this login ({found.variable}), and it wins over any file. "
            "Put the new one there, or take the variable away and run this again."
        )
    return (
        f"{FILE} holds this login itself (the line {found.key} = …), and it wins over any file. "
        "Take that line out, and run this again."
    )


def taken_up(folder: Path, config: Config, *, wait: Callable[[float], None] = time.sleep) -> bool | None:
    """Whether the service that runs on the folder goes by what lies there now; None where none runs."""
    if not heartbeat.is_held(folder):
        return None
    left = PATIENCE
    while left > 0:
        said = heartbeat.read(folder) or {}
        if said.get(heartbeat.TAKEN) == signature(config):
            return True
        wait(EVERY)
        left -= EVERY
    return False


def revoke(sign_in: SignIn, secret: str) -> bool:
    """Take a secret back on its server, as far as that can be done."""
    try:
        return bool(secret) and sign_in.revoke(secret)
    except PlatformError:
        return False
