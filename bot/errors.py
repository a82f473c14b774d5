"""Say what went wrong, in types that carry facts.

BotError
├─ ConfigError      every problem of the set-up at once, each with its key path
├─ PlatformError    a network refused, was silent, or may have done it
│   ├─ LoginEnded   the login is no longer accepted; only the owner can mend it
│   ├─ WrongAccount the login works, and belongs to another account than the configured one
│   └─ Refused      the network understood and said no; repeating changes nothing
│       └─ MayNotPost  the login is good, and was not given the right to write in public
├─ StoreError       the database cannot be used as it is
└─ NotAllowed       our own guard stopped a request before a byte left
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta


class BotError(Exception):
    """The root: everything that this program raises on purpose."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where it is, what is wrong, what to do."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class ConfigError(BotError):
    """The set-up cannot be used. Carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in problems))


class PlatformError(BotError):
    """A network did not do what was asked.

    `outcome_unknown` is true when the request may have been carried out all the same:
    whoever sent a write must look before repeating it.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after: timedelta | None = None,
        outcome_unknown: bool = False,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after
        self.outcome_unknown = outcome_unknown


class LoginEnded(PlatformError):
    """The network no longer accepts this login. Permanent until the owner logs in again."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


class Refused(PlatformError):
    """The network said no to this very request (gone, forbidden, too long). Nothing was done."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


_BELONGS = "this login belongs to {}, and config.toml says {}; nothing is done with it"


class WrongAccount(PlatformError):
    """The login works, and belongs to another account than the configured one. Nothing is read or written with it.

    `found` and `wanted` are addresses as people type them.
    """

    def __init__(self, *, found: str, wanted: str) -> None:
        super().__init__(_BELONGS.format(found, wanted), permanent=True)
        self.found = found
        self.wanted = wanted

    @classmethod
    def noted(cls, problem: str) -> WrongAccount | None:
        """The same, from the sentence that was noted of it; None when that speaks of something else."""
        said = re.fullmatch(re.escape(_BELONGS).replace(r"\{\}", r"(\S+)"), problem)
        return cls(found=said[1], wanted=said[2]) if said else None


class MayNotPost(Refused):
    """The login is good, and was not given the right to write in public. Nothing was done."""


class StoreError(BotError):
    """The database cannot be used: newer than this program, damaged, or the disk is full."""


class NotAllowed(BotError):
    """A guard stopped an act that has no permission. Nothing left this machine."""
