"""Keep everything in one SQLite file. The only SQL of the program stands in this package.

`database` opens it, `schema` describes it; the other modules are plain functions that take the transaction first:
`sources`, `posts`, `interactions`, `people`, `suggestions`, `messages`, `approvals`. What is a queue, a log or an open question
has a table and a module of its own (`errands`, `questions`, `told`, `news` …); what is one value is declared in `settings`.
"""

from bot.store.copies import copy_to
from bot.store.database import Store, Transaction, last_written, open_store, somebody_goes
from bot.store.integrity import database_problems

__all__ = ["Store", "Transaction", "copy_to", "database_problems", "last_written", "open_store", "somebody_goes"]
