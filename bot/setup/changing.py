"""Change config.toml and the secrets beside it, all of it or nothing, and put aside what a change replaces."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from bot import config as configuration
from bot.config import Config, credentials, keeping, writing
from bot.config.gathering import FILE
from bot.config.lines import Key
from bot.config.networks import NetworkAccount
from bot.errors import BotError, ConfigError, Problem
from bot.platforms.setup import Role
from bot.setup.logins import GivenElsewhere, elsewhere, login_name, networks, revoke, signing_in
from bot.wording.text import without_hidden

Ends = Collection[tuple[str, Role]]
"""Networks and roles whose login ends with a change, also where its server stays."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A secret that was moved out of the way of another account: what it was for as `before` has it, and where it lies now."""

    network: str
    role: Role
    before: Config
    file: Path
    kept: Path
    elsewhere: bool
    """Whether the other account lives on another server."""

    @property
    def whose(self) -> str:
        """The account that it was for."""
        account = _account(self.before, self.network, self.role)
        return account.called if account else ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stood where a secret was put, and what was moved out of the way of it."""

    replaced: str
    aside: tuple[Aside, ...]


def keep(
    folder: Path, file: Path, secret: str, values: Mapping[Key, str], environ: Mapping[str, str],
    *, ends: Ends = (),
) -> Kept:  # fmt: skip
    """Put a secret into its file, and what config.toml has to say of it there; all of it, or nothing.

    What `ends` and what is of another server is moved away first, and the secret comes last: whenever this is cut off, no secret
    is read for another server than its own, or for what it was not given for. Raises as `set_keys` does, and `NotWritten`.
    """
    with keeping.draft(file, f"{secret}\n") as whole, all_or_nothing() as undo:
        moved = _set_keys(undo, folder, values, environ, ends) if values else []
        replaced = held(file)
        keeping.move(whole, file)
    return Kept(replaced if replaced != secret else "", tuple(moved))


def held(file: Path) -> str:
    """The secret in a file; empty where there is none."""
    try:
        return keeping.text_of(file).strip()
    except (OSError, UnicodeDecodeError):
        return ""


def set_keys(folder: Path, values: Mapping[Key, str], environ: Mapping[str, str]) -> list[Aside]:
    """Change keys of config.toml (values as TOML), and nothing else in it; the secrets that this put aside.

    Raises `ConfigError` when they do not fit, `GivenElsewhere` when a secret would go to another server than its own.
    """
    with all_or_nothing() as undo:
        return _set_keys(undo, folder, values, environ, ())


@contextmanager
def all_or_nothing() -> Iterator[ExitStack]:
    """Whatever was done is undone, the last first, where what comes after it fails."""
    with ExitStack() as undo:
        yield undo
        undo.pop_all()


def _set_keys(
    undo: ExitStack, folder: Path, values: Mapping[Key, str], environ: Mapping[str, str], ends: Ends
) -> list[Aside]:  # fmt: skip
    text, changed, _ = _changed(folder, values, environ)
    moved = in_the_way(folder, values, environ, ends)
    for one in moved:
        keeping.move(one.file, one.kept)
        undo.callback(keeping.move, one.kept, one.file)
    keeping.put(folder / FILE, changed)
    undo.callback(_restore, folder / FILE, text)
    return moved


def _restore(file: Path, text: str) -> None:
    keeping.put(file, text) if text else file.unlink()


def _aside(file: Path) -> Path:
    """Where a secret is kept that nothing reads any more: beside it, and over no other one."""
    names = (file.with_name(f"{file.name}.before{'' if number == 1 else number}") for number in count(1))
    return next(place for place in names if not place.exists())


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
    address = without_hidden(address)  # what is copied out of a message of ours has a joiner in it
    given = given if "://" in given or "." not in given else f"https://{given}"
    home = given or (setup.home(address) if setup.is_address(address) else "")
    was, usual = _account(config, network, role), _usual(network, address)
    if not home and was and usual and was.called != usual.called:
        home = server(network, usual)
    found: dict[Key, str] = {(network, which, setup.address_key): writing.quoted(address)}
    return found | ({(network, which, setup.server_key): writing.quoted(home)} if home else {})


def in_the_way(folder: Path, values: Mapping[Key, str], environ: Mapping[str, str], ends: Ends = ()) -> list[Aside]:
    """Every secret whose account has another server with these keys, for it may never be sent there; and those of `ends`.

    Raises `GivenElsewhere` where one of them is in no file.
    """
    before, found = as_if(folder, {}, environ), dict[Path, Aside]()
    moved = list(_moved(before, as_if(folder, values, environ)))
    for network, role in dict.fromkeys((*moved, *ends)):
        if file := _file(before, network, role, environ):
            found.setdefault(file, Aside(network, role, before, file, _aside(file), (network, role) in moved))
    return list(found.values())


def _file(config: Config, network: str, role: Role, environ: Mapping[str, str]) -> Path | None:
    """The file with a secret, if there is one; what the environment gives is given anew by whoever gives it."""
    found = credentials.place(config, login_name(network, role), environ)
    if found.key:
        raise GivenElsewhere(elsewhere(found))
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
    return _changed(folder, values, environ)[2]


def _changed(folder: Path, values: Mapping[Key, str], environ: Mapping[str, str]) -> tuple[str, str, Config]:
    """The text as it is, the new one, and what that means; what was wrong before is no reason not to change something else."""
    file = folder / FILE
    try:
        text = changed = keeping.text_of(file) if file.exists() else ""
        for key, literal in values.items():
            changed = writing.put(changed, key, literal)
    except (OSError, UnicodeDecodeError, RecursionError) as trouble:
        wrong = configuration.survey(folder, environ, secrets=False).problems[0]
        raise BotError(f"{wrong.where}: {wrong.what} {wrong.remedy.rstrip('.')}. Nothing was changed.") from trouble
    known = {one.what for one in configuration.survey(folder, environ, secrets=False, text=text).problems}
    found = configuration.survey(folder, environ, secrets=False, text=changed)
    if new := [one for one in found.problems if one.what not in known]:
        raise ConfigError(_without_lines(new))
    return text, changed, found.config


def end(aside: Aside) -> bool:
    """Take a secret that was put aside back on the server that it was for, and delete it; False where it has to lie there."""
    with signing_in(aside.before, aside.network, aside.role) as sign_in:
        gone = revoke(sign_in, held(aside.kept))
    if gone:
        with suppress(OSError):
            aside.kept.unlink(missing_ok=True)
    return gone
