"""Keep everything in one SQLite file. The only SQL of the program stands in this package.

`database` opens it, `schema` describes it; the other modules are plain functions that take the transaction first:
`sources`, `posts`, `people`, `suggestions`, `messages`, `approvals`.
"""

from bot.store.database import Store, Transaction, open_store
from bot.store.examine import database_problems

__all__ = ["Store", "Transaction", "database_problems", "open_store"]
