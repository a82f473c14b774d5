"""Say what a network must bring so that somebody can be logged in on it, and a second account be made ready.

Only `nudge init`, `login` and `check` use this, never the service. What is written here, each after a typed yes, goes through
a gate of its own on the wire: a mark that the account is automated, and a follow of the owner.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.config import Config
from bot.errors import PlatformError, Problem

Clock = Callable[[], datetime]


class Role(StrEnum):
    """What a login is for. Each has no more rights than that needs."""

    READING = "reading"
    POSTING = "posting"
    BOT = "bot"


class NotTaken(PlatformError):
    """What was pasted is no code, no token and no app password of this server. `why` ends the sentence about it."""

    def __init__(self, why: str) -> None:
        super().__init__(why, permanent=True)


class Waiting(PlatformError):
    """The account is there, and its server's people have not let it in yet, or its e-mail address is not confirmed."""

    _SAID = ("pending", "confirm", "awaiting")

    def __init__(self, said: str) -> None:
        super().__init__(said, permanent=True)

    @classmethod
    def is_said(cls, said: str) -> bool:
        """Whether a server's refusal means that."""
        return any(word in said.casefold() for word in cls._SAID)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a login turned out to be, and what it may do; None where that cannot be told."""

    address: str
    name: str
    may_write: bool | None
    rights: tuple[str, ...] = ()
    identity: str = ""
    """`Account.identity`, where the network's accounts can move."""


@dataclass(frozen=True, slots=True)
class Move:
    """What two accounts say of each other, of which one may have moved to the other.

    `before` is the `Account.identity` of the old one, `to` whither it says that it moved, empty where nowhere. `named`:
    whether the new one names it among its aliases; None where that is not told to who is not logged in there.
    """

    before: str
    to: str
    named: bool | None


@dataclass(frozen=True, slots=True)
class Ties:
    """How the second account stands: its mark, and whether the two follow each other."""

    marked: bool
    follows: bool
    followed: bool
    asked: bool = False
    """Whether its follow request waits for the owner."""


class Redirect(Protocol):
    """A way beside the paste: a browser on this machine brings the code to an address that this machine answers."""

    @property
    def port(self) -> int:
        """Where on 127.0.0.1 the network lets a browser be sent."""

    def page(self, state: str) -> str:
        """The address to open; who comes from there says `state`."""

    def take(self, code: str) -> str:
        """The secret to be kept, from a code that came this way. Raises `NotTaken`, or `PlatformError`."""


class SignIn(Protocol):
    """One login in one role on its way: what to open, and what becomes of what is pasted."""

    @property
    def page(self) -> str:
        """The address to open, or in words where to look. The first call may ask the server. Raises `PlatformError`."""

    @property
    def redirect(self) -> Redirect | None:
        """The way beside the paste; None where the network or the role has none. Known after `page`."""

    def take(self, pasted: str) -> str:
        """The secret to be kept, from a code or from the secret itself. Raises `NotTaken`, or `PlatformError`."""

    def whose(self, secret: str) -> Whose:
        """Ask the server about it. Raises `WrongAccount` unless it is the configured account's, or `PlatformError`."""

    def revoke(self, secret: str) -> bool:
        """Take a secret back on the server; False where only its owner can."""

    def close(self) -> None:
        """Give connections back."""


class Second(Protocol):
    """The second account, as it is made ready with its own login."""

    def ties(self) -> Ties:
        """How it stands now."""

    def mark(self) -> None:
        """Mark it as automated."""

    def follow(self) -> None:
        """Let it follow the owner, and nobody else."""

    def close(self) -> None:
        """Give connections back."""


class WorkingLogin(NamedTuple):
    """Where a login is, as a problem there would be called, and whose it is and what it may do."""

    where: str
    what: str


@dataclass(slots=True)
class Look:
    """What `nudge check` finds on a network beyond whether each login works."""

    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    logins: list[WorkingLogin] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """How a network's own things are called while somebody is logged in on it."""

    pasted: str
    """What is pasted, as its prompt begins."""
    marked: str
    """What an account is that says of itself that it is automated."""
    new_account: str
    """Where an account can be made."""
    taken_back: str
    """Where its owner takes a login back."""
    invitation: Callable[[Role, str, str], str]
    """What to do for a login in this role, of this account; the page is the last of the three."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a network's adapter brings for this. `roles` are those that have a secret of their own."""

    roles: tuple[Role, ...]
    sign_in: Callable[[Config, Role], SignIn]
    second: Callable[[Config], Second]
    home: Callable[[str], str]
    """Where the API of an address lives, as a whole web address; empty where the default will do."""
    is_address: Callable[[str], bool]
    of_profile: Callable[[str], tuple[str, str] | None]
    """The address of the account whose profile page this is, and its server, empty where the address tells; None for no page."""
    look: Callable[[Config, Clock], Look]
    said: Said
    move: Callable[[Config, Config, str], Move] | None
    """What the owner's account of the first says of that of the second, and the other way round, asked with the secret of the
    second where there is one. None where an account stays the same wherever it lives. Raises `PlatformError`.
    """
    address_key: str
    server_key: str
    """What the configuration calls an account's name and server."""
