"""Name the two acts, and the permission for one of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.posts import PostRef, Visibility
from bot.domain.transitions import Life


@dataclass(frozen=True, slots=True)
class Reply:
    """The owner's reply exactly as it will stand: `compose` makes it before the preview, nothing is added later.

    `text` is complete, with the addresses in front where the network needs them; `words` are the owner's own part.
    """

    target: PostRef
    root: PostRef
    text: str
    words: str
    addresses: tuple[str, ...] = ()
    visibility: Visibility = Visibility.PUBLIC
    warning: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Retract:
    """Taking back one reply of the owner's own."""

    reply: PostRef


Act = Reply | Retract


def digest(act: Act) -> str:
    """Hash of everything that an approval covers; one changed letter gives another hash."""
    canonical = json.dumps([type(act).__name__, asdict(act)], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Approval:
    """Permission for one act, from one answer of the owner's, used once.

    Made in two places only: `consent.approve` and the store that reads them back (a test lists the call sites).
    `idempotency` is the network's idempotency data, fixed before the first attempt (MD-9, BW-6). `account` is the
    `Account.identity` of the owner's account under whose name it may be used, and under no other.
    """

    id: str
    suggestion: int
    act: Act
    digest: str
    answer_id: str
    approved_at: datetime
    idempotency: str
    account: str

    @property
    def lasts_until(self) -> datetime:
        """So long it may be carried out; what could not leave by then is shown again."""
        return self.approved_at + WORDS_LAST


class ApprovalState(StrEnum):
    """How far the use of an approval has come, or how it ended. ASKED: nobody knows, and the owner was asked."""

    OPEN = "open"
    CLAIMED = "claimed"
    ASKED = "asked"
    USED = "used"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Boot:
    """A moment by the machine's own clock: which start of the machine it belongs to, and seconds since then.

    Two moments can be compared only where `id` is the same. Nobody can set this clock, and it counts while the machine
    sleeps (CLOCK_BOOTTIME).
    """

    id: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Published:
    """Where a reply now stands."""

    ref: PostRef
    link: str
    at: datetime | None = None


class ApprovalEvent(StrEnum):
    """What can happen to an approval."""

    CLAIM = "claim"
    NOT_SENT = "surely not sent"
    CONFIRMED = "confirmed"
    ASK = "owner asked"
    REVOKE = "revoke"


_A, _AE = ApprovalState, ApprovalEvent
APPROVAL_LIFE = Life(
    "an approval",
    _A.OPEN,
    {
        (_A.OPEN, _AE.CLAIM): _A.CLAIMED,
        (_A.OPEN, _AE.CONFIRMED): _A.USED,
        (_A.OPEN, _AE.REVOKE): _A.REVOKED,
        (_A.CLAIMED, _AE.NOT_SENT): _A.OPEN,
        (_A.CLAIMED, _AE.CONFIRMED): _A.USED,
        (_A.CLAIMED, _AE.ASK): _A.ASKED,
        (_A.CLAIMED, _AE.REVOKE): _A.REVOKED,
    },
    frozenset({_A.ASKED, _A.USED, _A.REVOKED}),
)


PREVIEW_LASTS = timedelta(hours=24)
WORDS_LAST = timedelta(hours=24)
