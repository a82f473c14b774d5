"""Say what an archive file of the owner's own holds, whichever network it came from."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import Account, Interaction, Post
from bot.errors import BotError


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
