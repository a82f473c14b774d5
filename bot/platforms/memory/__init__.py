"""A network in memory that behaves: real refusals, real errors, exactly-once by the seal's key (DESIGN 10).

    customs      what kind of server it plays
    chronicle    its one clock, one lock and one order of everything that happened
    people       accounts, follows, blocks, mutes
    posts        what was said, by whom, for whose eyes
    views        what each viewer sees of it
    letters      private messages and reactions to them
    faults       what goes wrong next
    network      all of these together
    reader, messenger, publisher, seal    the roles of `base` and `publishing` on it

It powers the demonstration and the tests. An account's uid is its address.
"""

from bot.platforms.memory.customs import FOREVER, Customs
from bot.platforms.memory.messenger import MemoryMessenger
from bot.platforms.memory.network import MemoryNetwork
from bot.platforms.memory.publisher import MemoryPublisher
from bot.platforms.memory.reader import MemoryReader
from bot.platforms.memory.seal import seal

__all__ = ["FOREVER", "Customs", "MemoryMessenger", "MemoryNetwork", "MemoryPublisher", "MemoryReader", "seal"]
