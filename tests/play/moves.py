"""Declare a move once, for both who play: Hypothesis, which shrinks, and the random hand, which is quick and has seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule


@dataclass(frozen=True, slots=True)
class Move:
    """A move by name, what may be chosen for it, and how often the random hand makes it beside the others."""

    name: str
    choices: dict[str, tuple[Any, ...]]
    weight: float


def move(*, weight: float = 1, **choices: Iterable[Any]) -> Callable[[Callable[..., None]], Any]:
    """A rule of the play whose arguments are each one of a few."""
    few = {name: tuple(values) for name, values in choices.items()}

    def declared(function: Callable[..., None]) -> Any:
        known = rule(**{name: st.sampled_from(values) for name, values in few.items()})(function)
        known.move = Move(function.__name__, few, weight)  # type: ignore[attr-defined]
        return known

    return declared


def moves_of(play: type) -> Iterator[Move]:
    """Every move of a play, in the order of their names."""
    for name in sorted(dir(play)):
        found = getattr(getattr(play, name, None), "move", None)
        if isinstance(found, Move):
            yield found
