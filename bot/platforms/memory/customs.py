"""Say what kind of server the memory network plays; a test switches single points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

FOREVER = timedelta(days=36500)


@dataclass(frozen=True, slots=True)
class Customs:
    """What differs between real servers.

    `repeat_harmless`: for how long the same sealed request cannot post twice; None plays a server without that
    protection (MO-10). `mentions_reach`: a private message is delivered to everyone it names (MD-1). `addresses`: an
    answer notifies only those whose address it carries (MD-5). `embeds`: a private message can carry a post.
    """

    characters: int = 500
    message_characters: int = 1000
    addresses: bool = True
    mentions_reach: bool = True
    repeat_harmless: timedelta | None = FOREVER
    reactions: bool = True
    embeds: bool = False
