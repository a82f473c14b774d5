"""Let all databases of a test process share what SQLAlchemy has compiled of the statements: they are the same in each.

A statement is compiled once for a dialect; every database that is opened has a dialect, and a cache, of its own. A program
opens one, the tests thousands.
"""

from __future__ import annotations

from sqlalchemy.dialects import registry
from sqlalchemy.util import LRUCache

from bot.store.immediate import SCHEME, Immediate

COMPILED = LRUCache(4000)


class OneDialect(Immediate):
    """The program's own; one is like the other."""

    supports_statement_cache = True

    def __eq__(self, other):
        """Whether the other compiles the same."""
        return type(self) is type(other)

    def __hash__(self):
        """The same for each."""
        return hash(OneDialect)

    @classmethod
    def engine_created(cls, engine):
        """Each database that is opened has the one cache."""
        engine._compiled_cache = COMPILED


def share():
    """From now on, in this process."""
    registry.register(SCHEME.replace("+", "."), __name__, OneDialect.__name__)
