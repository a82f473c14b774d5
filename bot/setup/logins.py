"""Keep a new login where it will be read, and see to what it replaces."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot import config as configuration
from bot.config import Config, credentials, keeping, writing
from bot.config.gathering import FILE
from bot.config.lines import Key
from bot.config.networks import NetworkAccount
from bot.errors import BotError, ConfigError, PlatformError, Problem
from bot.platforms import registry
from bot.platforms.setup import Role, Second, Setup, SignIn
from bot.service import heartbeat, renewal

PATIENCE, EVERY = 20.0, 0.25
"""Seconds that a running service is given to take a change up."""

_NAMES = {Role.READING: "{}.owner", Role.POSTING: "{}.owner.posting", Role.BOT: "{}.bot"}


class GivenElsewhere(BotError):
    """The secret comes from the environment or from config.toml itself, so that a file would not be read."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a secret was put, and what stood there before."""

    file: Path
    replaced: str


def networks() -> Mapping[str, Setup]:
    """The networks on which somebody can be logged in, by name."""
    return {str(adapter.network): adapter.setup() for adapter in registry.ADAPTERS if adapter.setup}


def network_of(address: str) -> str:
    """The network that an address belongs to by its form; empty where none."""
    return next((name for name, setup in networks().items() if setup.is_address(address)), "")


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
        raise GivenElsewhere(_elsewhere(found))
    return found.file


def _elsewhere(found: credentials.Place) -> str:
    if found.variable:
        return (
            f"The environment gives this login ({found.variable}), and it wins over any file. "
            "Put the new one there, or take the variable away and run this again."
        )
    return (
        f"{FILE} holds this login itself (the line {found.key} = …), and it wins over any file. "
        "Take that line out, and run this again."
    )


def keep(file: Path, secret: str) -> Kept:
    """Put a secret into its file, whole. Raises `NotWritten`."""
    try:
        replaced = file.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        replaced = ""
    keeping.put(file, f"{secret}\n")
    return Kept(file, replaced if replaced != secret else "")


def set_keys(folder: Path, values: Mapping[Key, str], environ: Mapping[str, str]) -> list[Path]:
    """Change keys of config.toml (values as TOML), and nothing else in it; the secret files that this put aside.

    Raises `ConfigError` when they do not fit, `GivenElsewhere` when a secret would go to another server than its own.
    """
    changed, after = _changed(folder, values, environ)
    moved = _put_aside(as_if(folder, {}, environ), after, environ)
    try:
        keeping.put(folder / FILE, changed)
    except keeping.NotWritten:
        for file in moved:
            aside(file).replace(file)
        raise
    return moved


def aside(file: Path) -> Path:
    """Where a secret is kept whose account lives on another server now; nothing reads it there."""
    return file.with_name(f"{file.name}.before")


def server(network: str, account: NetworkAccount) -> str:
    """The server of a configured account."""
    return str(getattr(account, networks()[network].server_key))


def _usual(network: str, address: str) -> NetworkAccount | None:
    """An account of which nothing is said but its address; None where that is none."""
    said = {network: {"owner": {networks()[network].address_key: address}}}
    try:
        return Config.of(said, Path()).networks[network].owner
    except ValueError:
        return None


def named(config: Config, network: str, role: Role, address: str, given: str) -> dict[Key, str]:
    """What config.toml has to say of an account with this address, on the server that was given or that it tells.

    One that had another address before is not left on the server of that one, also where the new one is usual.
    """
    setup, which = networks()[network], "bot" if role is Role.BOT else "owner"
    given = given if "://" in given or "." not in given else f"https://{given}"
    home = given or (setup.home(address) if setup.is_address(address) else "")
    was, usual = _account(config, network, role), _usual(network, address)
    if not home and was and usual and was.called != usual.called:
        home = server(network, usual)
    found: dict[Key, str] = {(network, which, setup.address_key): writing.quoted(address)}
    return found | ({(network, which, setup.server_key): writing.quoted(home)} if home else {})


def _put_aside(before: Config, after: Config, environ: Mapping[str, str]) -> list[Path]:
    """Move away every secret whose account has another server now: no service and no look may send it there."""
    files = [file for network, role in _moved(before, after) if (file := _file(before, network, role, environ))]
    for file in files:
        try:
            file.replace(aside(file))
        except OSError as problem:
            raise keeping.refused(file, problem) from problem
    return files


def _file(config: Config, network: str, role: Role, environ: Mapping[str, str]) -> Path | None:
    """The file with a secret, if there is one; what the environment gives is given anew by whoever gives it."""
    found = credentials.place(config, login_name(network, role), environ)
    if found.key:
        raise GivenElsewhere(_elsewhere(found))
    return found.file if found.file and found.file.is_file() else None


def _moved(before: Config, after: Config) -> Iterator[tuple[str, Role]]:
    """The logins whose account lives on another server in the second configuration."""
    for network, setup in networks().items():
        for role in setup.roles:
            was, now = (_account(config, network, role) for config in (before, after))
            if was and now and server(network, was) != server(network, now):
                yield network, role


def _account(config: Config, network: str, role: Role) -> NetworkAccount | None:
    section = config.networks[network]
    return section.bot if role is Role.BOT else section.owner


def begin(folder: Path, head: str, values: Mapping[Key, str], foot: str, environ: Mapping[str, str]) -> None:
    """Write the first config.toml. Raises `ConfigError` when the values do not fit, and `NotWritten`."""
    text = head
    for key, literal in values.items():
        text = writing.put(text, key, literal)
    text += foot
    found = configuration.survey(folder, environ, secrets=False, text=text)
    if found.problems:
        raise ConfigError(_without_lines(found.problems))
    keeping.put(folder / FILE, text)


def _without_lines(problems: Iterable[Problem]) -> list[Problem]:
    """Nothing of it was written, so that whoever looks for the line would find another one there."""
    return [replace(one, where=FILE if one.where.startswith(f"{FILE}, ") else one.where) for one in problems]


def as_if(folder: Path, values: Mapping[Key, str], environ: Mapping[str, str]) -> Config:
    """What the configuration would be with these keys. Raises `ConfigError` when they do not fit."""
    return _changed(folder, values, environ)[1]


def _changed(folder: Path, values: Mapping[Key, str], environ: Mapping[str, str]) -> tuple[str, Config]:
    """The new text and what it means; what was wrong before is no reason not to change something else."""
    file = folder / FILE
    text = changed = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    for key, literal in values.items():
        changed = writing.put(changed, key, literal)
    known = {one.what for one in configuration.survey(folder, environ, secrets=False, text=text).problems}
    found = configuration.survey(folder, environ, secrets=False, text=changed)
    if new := [one for one in found.problems if one.what not in known]:
        raise ConfigError(_without_lines(new))
    return changed, found.config


def taken_up(folder: Path, config: Config, *, wait: Callable[[float], None] = time.sleep) -> bool | None:
    """Whether the service that runs on the folder goes by what lies there now; None where none runs."""
    if not heartbeat.is_held(folder):
        return None
    left = PATIENCE
    while left > 0:
        said = heartbeat.read(folder) or {}
        if said.get(renewal.TAKEN) == renewal.signature(config):
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
