"""Say what may write under the owner's name, and that it needs an approval.

Protected: networks' `publisher` modules implement it, their adapters make one for whoever holds the registry, and
`jobs.publish` uses it. Nothing else may import this.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain import Account, Approval, Network, Published


class Publisher(Protocol):
    """The only door to a public write. It adds nothing to what the approval names."""

    @property
    def network(self) -> Network:
        """Where it writes."""

    @property
    def account(self) -> Account:
        """The account under whose name this writes, asked of the network; asked again whenever the session changed.

        Raises `WrongAccount` when it is another than the configured one.
        """

    def may_post(self) -> bool:
        """Whether this login has the right to write in public, as far as that can be told without writing."""

    def publish(self, approval: Approval) -> Published:
        """Carry out the approved act, once, exactly as sealed, under the name of `approval.account` and no other.

        For a `Reply` returns where it stands; for a `Retract` the reply that is gone (already gone counts as done).
        Raises `NotAllowed` when the act does not fit the approval's digest or idempotency data, or the approval belongs to another
        account, `MayNotPost` when this login has no right to write, `Refused` when the network said no (nothing was
        done), `PlatformError` with `outcome_unknown` when it may have been done, without it when it surely was not.
        """

    def look(self, approval: Approval, *, since: datetime) -> Published | None:
        """The reply if it stands already (DESIGN 2, exactly once); None if it does not.

        `since` is a time before the first attempt. Raises `PlatformError` when that cannot be told.
        """

    def close(self) -> None:
        """Give connections back; nothing can be written afterwards."""
