"""Try things out on the database so that nothing of them stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection

from bot.store.database import Store


class _Over(Exception):
    """A rehearsal is over."""


@contextmanager
def dry_run(store: Store) -> Iterator[Connection]:
    """A transaction that is rolled back at its end, whatever was done in it. As short as any other: no network in it."""
    with suppress(_Over), store.begin() as tx:
        yield tx
        raise _Over
