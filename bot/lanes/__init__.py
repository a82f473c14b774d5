"""Order the jobs into lanes, each for one thread: reading, talking with the owner, and drafting.

Talking never waits for reading, and each lane has clients of its own, so that no client is used by two threads. A lane
does one round of small steps at a time; how often is the scheduler's business.
"""

from bot.lanes.parts import Parts
from bot.lanes.program import Program

__all__ = ["Parts", "Program"]
