"""Say what every table of states must keep.

The diagrams in `docs/states.md` are drawn from the tables; a test compares them. A move that is not in its table raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

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
