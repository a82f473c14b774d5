"""Let one bad item stop itself only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, StatementError

log = structlog.get_logger()

MALFORMED = (AttributeError, LookupError, StatementError, TypeError, ValueError)
"""What a value that is not what it says raises while it is read or stored."""


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
