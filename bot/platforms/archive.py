"""Say what an archive file of the owner's own holds, whichever network it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import Account, Interaction, Post
from bot.errors import BotError

AHEAD = timedelta(days=1)
"""A clock may be so far ahead of ours; what claims a later time is left out."""


class NoArchive(BotError):
    """A file is not an archive that we can read; says what was expected."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The owner's posts and acts, oldest first. Private messages are left out.

    `touched` are posts of others that the owner answered, liked or reshared. An archive holds their addresses only, so
    they have no words and no counts, and their time is read from their key (the time of the act where it tells none).
    `nameless` counts those whose author cannot be told; they are left out.
    """

    owner: Account
    posts: tuple[Post, ...]
    acts: tuple[Interaction, ...]
    touched: tuple[Post, ...]
    nameless: int = 0


@dataclass(frozen=True, slots=True)
class ArchiveFormat:
    """How one network writes archives: whether a file's content can be one, and what it holds.

    `file` is the name by which it is found in the folder or zip that the network gives, "" where it gives a single file;
    `beside` that of another in the same place, which says whose it is. `read` takes both, and raises `NoArchive`.
    """

    fits: Callable[[bytes], bool]
    read: Callable[[bytes, bytes], Archive]
    file: str = ""
    beside: str = ""
