"""Say what can happen to a message of ours and to an approval, and what every table of states must keep.

The diagrams in `docs/states.md` are drawn from the same tables; a test compares them. A move that is not in its table
raises. That of suggestions stands in `approvals`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from bot.domain import ApprovalState, MessageState
from bot.errors import NotAllowed

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Life(Generic[S, E]):
    """What can happen to one kind of row: where it begins, every move there is, and where it ends. `of` names the row."""

    of: str
    begins: S
    table: Mapping[tuple[S, E], S]
    ends: frozenset[S]

    def __post_init__(self) -> None:
        """Refuse a table that cannot be right, at import."""
        states, leaving = set(type(self.begins)), {state for state, _ in self.table}
        reached = {*self.table.values(), self.begins}
        if leaving & self.ends or states - leaving - self.ends or states - reached:
            raise AssertionError("the table of states has a dead end, an end that goes on, or a state nobody reaches")

    @property
    def going(self) -> tuple[S, ...]:
        """Every state that is no end."""
        return tuple(state for state in type(self.begins) if state not in self.ends)

    def after(self, state: S, event: E) -> S:
        """The state that follows. Raises `NotAllowed` for a move that the table does not have."""
        try:
            return self.table[state, event]
        except KeyError:
            raise NotAllowed(f"{event.value!r} does not fit {self.of} that is {state.value}") from None


class MessageEvent(StrEnum):
    """What can happen to a private message of ours."""

    CLAIM = "claim"
    DELIVERED = "delivered"
    NOT_SENT = "surely not sent"
    LOST = "unclear"
    REFUSED = "refused"
    GIVEN_UP = "given up"
    NOT_NEEDED = "not needed"


_M, _ME = MessageState, MessageEvent
MESSAGE = Life(
    "a message",
    _M.QUEUED,
    {
        (_M.QUEUED, _ME.CLAIM): _M.SENDING,
        (_M.QUEUED, _ME.NOT_NEEDED): _M.DROPPED,
        (_M.SENDING, _ME.DELIVERED): _M.SENT,
        (_M.SENDING, _ME.NOT_SENT): _M.QUEUED,
        (_M.SENDING, _ME.LOST): _M.UNCLEAR,
        (_M.SENDING, _ME.REFUSED): _M.DROPPED,
        (_M.SENDING, _ME.GIVEN_UP): _M.DROPPED,
        (_M.UNCLEAR, _ME.DELIVERED): _M.SENT,
        (_M.UNCLEAR, _ME.NOT_SENT): _M.QUEUED,
        (_M.UNCLEAR, _ME.GIVEN_UP): _M.DROPPED,
    },
    frozenset({_M.SENT, _M.DROPPED}),
)


class ApprovalEvent(StrEnum):
    """What can happen to an approval."""

    CLAIM = "claim"
    NOT_SENT = "surely not sent"
    CONFIRMED = "confirmed"
    ASK = "owner asked"
    REVOKE = "revoke"


_A, _AE = ApprovalState, ApprovalEvent
APPROVAL = Life(
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
