"""Share the jobs out among workers, each with one thread: reading, talking with the owner, and drafting.

Talking never waits for reading, and each worker has clients of its own, so that no client is used by two threads. A worker
does one round of small steps at a time; how often is the scheduler's business.
"""

from bot.service.workers.parts import Parts
from bot.service.workers.program import FIRST_READ, READ_AFTERWARDS, Program

__all__ = ["FIRST_READ", "READ_AFTERWARDS", "Parts", "Program"]
