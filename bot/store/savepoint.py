"""Let one bad item stop itself only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, StatementError

T = TypeVar("T")

log = structlog.get_logger()

MALFORMED = (AttributeError, LookupError, StatementError, TypeError, ValueError)
"""What a value that is not what it says raises while it is read or stored."""


def together(tx: Connection, items: Sequence[T], work: Callable[[Sequence[T]], int], name: Callable[[T], str]) -> int:
    """Do something for many at once, and where one of them is bad, for each alone; how many of them it was done for."""
    try:
        with tx.begin_nested():
            return work(items)
    except DBAPIError:
        raise  # the trouble is the file's
    except MALFORMED:
        done = 0
        for item in items:
            with alone(tx, name(item)):
                done += work([item])
        return done


@contextmanager
def alone(tx: Connection, uri: str) -> Iterator[None]:
    """Let one bad item stop itself only: what it wrote is taken back, and the rest of its page goes on."""
    try:
        with tx.begin_nested():
            yield
    except DBAPIError:
        raise  # the trouble is the file's
    except MALFORMED:
        log.exception("item_skipped", uri=uri)
