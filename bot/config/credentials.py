"""Find tokens and app passwords: in the environment, in a file of their own, or in config.toml itself.

Whether they are accepted is for the networks to say; here it is only seen that they exist and look right.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from bot.config import keeping, unreadable
from bot.errors import ConfigError, Problem

_APP_PASSWORD = re.compile(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}")  # BS-10
_SECRET_ITSELF = re.compile(r"[\w.=+-]{24,}|(?=.*[a-z])(?=.*[A-Z])[\w.=+-]{16,}|(?:[a-z0-9]{4}-){3}[a-z0-9]{4}")
_EXAMPLE = re.compile(r"…|x{4}(-x{4}){3}")
_FURTHER = (
    (re.compile(r"bearer\s", re.IGNORECASE), '"Bearer" stands before it'),
    (re.compile(r"\w+\s*[=:]\s*[^\s=]"), "a name stands before it"),
    (re.compile(r"[\"']"), "quotes stand around it"),
    (re.compile(r"\S+\s"), "a blank stands in it"),
)
"""What comes along when a token is copied, by how the whole begins."""

_NOT_ONLY_OURS = stat.S_IRWXG | stat.S_IRWXO


class Configuration(Protocol):
    """What is asked of a `Config` here, which finds its secrets through this module: its folder, and its sections by name."""

    @property
    def folder(self) -> Path:
        """Where relative paths begin."""


@dataclass(frozen=True, slots=True)
class Login:
    """Something that needs a secret: what people call it, its key, where a new one is made, and by which command."""

    name: str
    called: str
    key: str
    what: str
    make: str
    command: str = ""
    optional: bool = False
    """Whether it works without."""

    @property
    def variable(self) -> str:
        """The environment variable that can hold the secret."""
        return "__".join(["NUDGE", *self.name.upper().split(".")[:2], self.key.upper()])

    def section(self, config: Configuration) -> object | None:
        """The part of the configuration that belongs to it, or None."""
        above, name = self.name.split(".")[:2]
        part: object | None = getattr(getattr(config, above), name)
        return part


@dataclass(frozen=True, slots=True)
class Place:
    """A file; or, where none is read, the variable or the key of config.toml that holds the secret itself.

    With both a file and a `variable`, that variable names the file.
    """

    file: Path | None = None
    variable: str = ""
    key: str = ""


_MASTODON = "Make one on {server}/settings/applications (docs/tutorial.md has the scopes)"
POSTING = "mastodon.owner.posting"
"""A login of its own for what was approved, so that the one that reads cannot write. Without it, that one is used for both."""

_BLUESKY = "Make one in bsky.app, Settings, Privacy and security, App passwords"
LOGINS = (
    Login("mastodon.owner", "Mastodon, your account", "token", "access token", _MASTODON, "nudge login mastodon"),
    Login(
        POSTING,
        "Mastodon, your account, for posting",
        "posting_token",
        "access token",
        _MASTODON,
        "nudge login mastodon --posting",
        optional=True,
    ),
    Login("mastodon.bot", "Mastodon, second account", "token", "access token", _MASTODON, "nudge login mastodon --bot"),
    Login("bluesky.owner", "Bluesky, your account", "app_password", "app password", _BLUESKY, "nudge login bluesky"),
    Login(
        "bluesky.bot",
        "Bluesky, second account",
        "app_password",
        "app password",
        _BLUESKY + ', with "Allow access to your direct messages" ticked',
        "nudge login bluesky --bot",
    ),
    Login("drafts.model", "The drafting model", "key", "key", "Your provider gives one", optional=True),
    Login("choose.model", "The second reader", "key", "key", "Your provider gives one", optional=True),
)


def read(config: Configuration, login: str) -> str:
    """The secret of a login; see `Config.secret`."""
    wanted = next(one for one in LOGINS if one.name == login)
    value, _ = _look(config, wanted)
    if isinstance(value, Problem):
        raise ConfigError([value])
    return value


def place(config: Configuration, login: str, environ: Mapping[str, str]) -> Place:
    """Where the secret of a login is read from now, for whoever wants to write it."""
    wanted = next(one for one in LOGINS if one.name == login)
    section, given = wanted.section(config), {name.upper() for name, value in environ.items() if value}
    named = str(getattr(section, f"{wanted.key}_file", ""))
    if wanted.variable in given:
        return Place(variable=wanted.variable)
    if getattr(section, wanted.key, None) is not None:
        return Place(key=wanted.key)
    return Place(config.folder / named, variable=f"{wanted.variable}_FILE" * (f"{wanted.variable}_FILE" in given))


def files(config: Configuration) -> list[Path]:
    """The files that secrets are read from, whether they are there or not."""
    sections = [(login, login.section(config)) for login in configured(config)]
    named = [str(getattr(section, f"{login.key}_file", "")) for login, section in sections]
    return [config.folder / name for name in named if name]


def elsewhere(config: Configuration, kept: Collection[Path]) -> Iterator[tuple[Login, str]]:
    """The logins whose secret stands in none of these files, each with where it comes from."""
    for login in configured(config):
        value, file = _look(config, login)
        if isinstance(value, Problem) or not value:
            continue
        if file is None and not any(_stands_in(path, value) for path in kept):
            yield login, "the environment"
        elif file is not None and file.resolve() not in {path.resolve() for path in kept}:
            yield login, str(file)


def missing(config: Configuration) -> list[Problem]:
    """One problem for each configured login whose secret is not there."""
    return [value for login in configured(config) if isinstance(value := _look(config, login)[0], Problem)]


def doubts(config: Configuration) -> list[Problem]:
    """What works and is unwise: files that others can read, and what seems to be the account's main password."""
    found = (doubt for login in configured(config) for doubt in _doubts(config, login))
    return list(dict.fromkeys(found))


def configured(config: Configuration) -> list[Login]:
    """The logins that this configuration speaks of."""
    return [login for login in LOGINS if login.section(config) is not None]


def written_out(config: Configuration) -> list[str]:
    """The secrets that stand in config.toml itself, or in the environment."""
    given = (getattr(login.section(config), login.key, None) for login in configured(config))
    found = (secret.get_secret_value() for secret in given if secret is not None)
    return [secret for secret in found if secret.strip()]


def _look(config: Configuration, login: Login) -> tuple[str | Problem, Path | None]:
    """The secret, or what is wrong with it, and the file that it came from."""
    value, file = _found(config, login)
    if isinstance(value, Problem) or not (what := _no_secret(config, login, value)):
        return value, file
    return Problem(login.called, what, f"{login.command} makes a new one." if login.command else "Copy it anew."), file


def _no_secret(config: Configuration, login: Login, value: str) -> str:
    """Why this cannot be the secret, so that no server is asked with it; empty where it may be."""
    if _EXAMPLE.fullmatch(value):
        return f'the {login.what} is still the one of the example, "{value}".'
    if not (value.isascii() and value.isprintable()):
        return f"the {login.what} holds characters that none has, so the server is not asked with it."
    if login.what != "access token":
        return ""
    if _is_there(config.folder / value):
        return f'{login.key} = "{value}" names a file, and should be the token; {login.key}_file = names one.'
    more = next((said for begins, said in _FURTHER if begins.match(value)), "")
    return more and f"the {login.what} does not stand alone: {more}, so the server is not asked with it."


def _is_there(path: Path) -> bool:
    """Whether there is such a file; what is too long to be a name is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _found(config: Configuration, login: Login) -> tuple[str | Problem, Path | None]:
    """The secret, or what is missing, and the file that it came from."""
    section = login.section(config)
    given: SecretStr | None = getattr(section, login.key, None)
    if given is not None and given.get_secret_value().strip():
        return given.get_secret_value().strip(), None
    named: str = getattr(section, f"{login.key}_file", "")
    if not named:
        return ("" if login.optional else _none(config, login, "")), None
    path = config.folder / named
    if _SECRET_ITSELF.fullmatch(named) and not _is_there(path):  # said nowhere: what is printed is kept in many a log
        what = f"{login.key}_file must name a file; it seems to hold the {login.what} itself."
        remedy = f"Write it into a file of its own and name that, or set {login.variable}."
        return Problem(login.called, what, remedy), None
    try:
        text = keeping.text_of(path).strip()
    except (FileNotFoundError, NotADirectoryError) as missing:
        if login.optional and login.name == POSTING:
            return "", path
        if isinstance(missing, NotADirectoryError):
            return _unreadable(config, login, named, missing), path
        return _none(config, login, f"{named} does not exist"), path
    except (OSError, UnicodeDecodeError) as trouble:
        return _unreadable(config, login, named, trouble), path
    return _one_line(text, named, login) if text else _none(config, login, f"{named} is empty"), path


def _unreadable(config: Configuration, login: Login, named: str, trouble: unreadable.Trouble) -> Problem:
    path = config.folder / named
    none = _none(config, login, f"{named} cannot be read ({unreadable.why(path, trouble)})")
    return replace(none, remedy=f"{unreadable.remedy(path, trouble, config.folder)}\n{none.remedy}".lstrip())


def _one_line(text: str, named: str, login: Login) -> str | Problem:
    """A secret is one line. Mastodon.py keeps the server and the application below it; anything else is asked about."""
    first, *below = text.splitlines()
    if not below or below[0].startswith(("https://", "http://")):
        return first.strip()
    what = f"{named} has {len(below) + 1} lines, and one is wanted: the {login.what} alone."
    return Problem(login.called, what, "Of the three that a server shows for an application, it is the access token.")


def _none(config: Configuration, login: Login, why: str) -> Problem:
    section = login.section(config)
    what = f"there is no {login.what}" + (f": {why}." if why else ".")
    make = login.make.format(server=getattr(section, "server", ""))
    named = getattr(section, f"{login.key}_file", "") or f"the file that {login.key}_file names"
    by_hand = f"{make}, and write it into {named}, or set {login.variable}."
    return Problem(
        login.called,
        what,
        f"{login.command} makes one. By hand: {by_hand[0].lower()}{by_hand[1:]}" if login.command else by_hand,
    )


def _doubts(config: Configuration, login: Login) -> Iterator[Problem]:
    value, path = _look(config, login)
    if isinstance(value, Problem) or not value:
        return
    file = path or config.folder / "config.toml"
    beside = str(getattr(login.section(config), f"{login.key}_file", ""))
    if path is None and beside and _stands_in(file, value) and _is_there(config.folder / beside):
        what = f"config.toml holds the {login.what} itself, and {beside} is there too; what config.toml holds counts."
        yield Problem(login.called, what, f"Keep one: take out the line {login.key} = …, or the file.")
    in_our_file = path is not None or _stands_in(file, value)
    if in_our_file and file.exists() and file.stat().st_mode & _NOT_ONLY_OURS:
        shown = file.relative_to(config.folder) if file.is_relative_to(config.folder) else file
        yield Problem(str(shown), "other users of this machine can read it.", f"chmod 600 {shown}")
    if login.key == "app_password" and not _APP_PASSWORD.fullmatch(value):
        yield Problem(
            login.called,
            "this does not look like an app password (xxxx-xxxx-xxxx-xxxx).",
            f"The account's main password can do far more than is needed here. {login.make.format()}.",
        )


def _stands_in(file: Path, value: str) -> bool:
    return file.is_file() and value in file.read_text(encoding="utf-8", errors="replace")
