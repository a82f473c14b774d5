"""Name the networks, and what differs between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import NewType

Network = NewType("Network", str)
"""Where something was said: the name of a network, as it stands in the configuration and in the database.

Each network gives its own; `platforms.registry` lists those that there are. Compared with `==`: it comes out of files.
"""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a network makes of parts of a text: `linked` becomes a link, `plain` are names that tell nobody."""

    linked: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


def _nothing_marked(_text: str) -> Marks:
    return Marks()


@dataclass(frozen=True, slots=True)
class Limits:
    """What differs between networks, declared once so that nobody asks for the network's name.

    `measure` counts a text as this network counts it. `addresses`: a reply must carry the address of everyone it
    should reach. `repeat_harmless`: for how long after the first attempt the same sealed request cannot post twice
    (None: never harmless). `reactions`: consent may come as a reaction. `embeds`: a message can carry the post itself,
    so its link need not stand in the text. `keep_name`: an answer only arrives with the bot's name in front (MO-9).
    `names_reach`: whoever is named in a private message receives it (MD-1). `copies`: other servers hold copies of what
    was said in public, which they are only asked to delete. `marks`: what of a reply's words becomes a link there.
    """

    characters: int
    measure: Callable[[str], int]
    addresses: bool = False
    repeat_harmless: timedelta | None = None
    reactions: bool = False
    embeds: bool = False
    keep_name: bool = False
    names_reach: bool = True
    copies: bool = True
    marks: Callable[[str], Marks] = _nothing_marked
