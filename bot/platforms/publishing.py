"""Say what may write under the owner's name, and that it needs an approval.

Protected: only `app` and `jobs.publish` may import this, and only adapters' `publisher` modules implement it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain import Approval, Network, Published


class Publisher(Protocol):
    """The only door to a public write. It adds nothing to what the approval names."""

    @property
    def network(self) -> Network:
        """Where it writes."""

    def publish(self, approval: Approval) -> Published:
        """Carry out the approved act, once, exactly as sealed.

        For a `Reply` returns where it stands; for a `Retract` the reply that is gone (already gone counts as done).
        Raises `NotAllowed` when the act does not fit the approval's digest or the seal, `Refused` when the network said
        no (nothing was done), `PlatformError` with `outcome_unknown` when it may have been done, without it when it
        surely was not.
        """

    def look(self, approval: Approval, *, since: datetime) -> Published | None:
        """The reply if it stands already (DESIGN 2, exactly once); None if it does not.

        `since` is a time before the first attempt. Raises `PlatformError` when that cannot be told.
        """

    def close(self) -> None:
        """Give connections back; nothing can be written afterwards."""
