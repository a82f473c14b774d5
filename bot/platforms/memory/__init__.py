"""A network in memory that behaves: real refusals, real errors, exactly-once by the idempotency key (DESIGN 10).

    customs            what kind of server it plays
    event_log          its one clock, one lock and one order of everything that happened
    people             accounts, follows, blocks, mutes
    posts              what was said, by whom, for whose eyes
    views              what each viewer sees of it
    direct_messages    private messages and reactions to them
    faults             what goes wrong next
    network            all of these together
    reader, messenger, publisher, idempotency    the roles of `base` and `publishing` on it

It powers the demonstration and the tests. An account's uid is its address.
"""

from bot.platforms.memory.customs import FOREVER, Customs
from bot.platforms.memory.idempotency import idempotency_data
from bot.platforms.memory.messenger import MemoryMessenger
from bot.platforms.memory.network import MEMORY, MemoryNetwork
from bot.platforms.memory.publisher import MemoryPublisher
from bot.platforms.memory.reader import MemoryReader

__all__ = [
    "FOREVER",
    "MEMORY",
    "Customs",
    "MemoryMessenger",
    "MemoryNetwork",
    "MemoryPublisher",
    "MemoryReader",
    "idempotency_data",
]
