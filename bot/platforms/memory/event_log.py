"""Keep one clock, one lock, and one order of everything that happened on the network."""

from __future__ import annotations

import threading
from bisect import bisect_right, insort
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import wraps
from operator import attrgetter
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Part")


class Moment(NamedTuple):
    """A place in the order of things; the number parts what happened at the same time."""

    at: datetime
    number: int

    @property
    def mark(self) -> str:
        """To be stored, and read back by `of`."""
        return f"{self.at.isoformat()} {self.number}"

    @classmethod
    def of(cls, mark: str) -> Moment:
        """The moment that a stored mark names. Raises `ValueError` when it is not one of ours."""
        at, number = mark.split(" ")
        return cls(datetime.fromisoformat(at), int(number))


class What(StrEnum):
    """What somebody did."""

    SAID = "said"
    RESHARED = "reshared"
    LIKED = "liked"
    FOLLOWED = "followed"
    WROTE = "wrote"
    REACTED = "reacted"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that somebody did. `at` is when the network had it; `uri` is the post or the private message.

    `claimed_at` is earlier than `at` for posts that came late: feeds are sorted by it (MT-3, BT-3).
    """

    at: datetime
    number: int
    what: What
    by: str
    uri: str = ""
    whom: str = ""
    claimed_at: datetime | None = None
    emoji: str = ""
    removed: bool = False

    @property
    def moment(self) -> Moment:
        """Where it stands among everything that arrived."""
        return Moment(self.at, self.number)

    @property
    def place_in_feed(self) -> Moment:
        """Where a feed shows it."""
        return Moment(min(self.claimed_at or self.at, self.at), self.number)


_moment = attrgetter("moment")
_time = attrgetter("at")


class EventLog:
    """Everything that happened, in order. What lies in the future has not happened yet, for anybody."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.lock = threading.RLock()
        self._clock = clock
        self._latest: datetime | None = None
        self._events: list[Event] = []
        self._number = 0

    def now(self) -> datetime:
        """The network's time. It never runs backwards, whatever happens to the clock of the machine that asks."""
        with self.lock:
            read = self._clock()
            self._latest = read if self._latest is None else max(read, self._latest)
            return self._latest

    def number(self) -> int:
        """A number that was never given before."""
        with self.lock:
            self._number += 1
            return self._number

    def here(self) -> Moment:
        """After everything that has happened so far."""
        with self.lock:
            return Moment(self.now(), self._number)

    def add(self, event: Event) -> None:
        """Something happens, now or at a later time."""
        with self.lock:
            insort(self._events, event, key=_moment)

    def happened(self, *, after: Moment | None = None) -> list[Event]:
        """Everything that has happened by now, oldest first; with `after`, only what came later than that."""
        with self.lock:
            first = bisect_right(self._events, after, key=_moment) if after else 0
            last = bisect_right(self._events, self.now(), key=_time)
            return self._events[first:last]


class Part:
    """A part of the network that shares the one event log."""

    def __init__(self, event_log: EventLog) -> None:
        self._event_log = event_log

    @property
    def lock(self) -> threading.RLock:
        """The network's one lock."""
        return self._event_log.lock


def alone(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Let nobody else act on the network meanwhile."""

    @wraps(method)
    def locked(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.lock:
            return method(self, *args, **kwargs)

    return locked
