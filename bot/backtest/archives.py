"""Make a record of an archive file: what the owner did is all there, of others only who said something, and when."""

from __future__ import annotations

from datetime import timedelta

from bot.backtest.record import Record
from bot.decide.facts import OwnerProfile
from bot.domain import InteractionKind
from bot.knowledge.ingest import acts_of
from bot.platforms.archive import Archive, NoArchive


def record_of(archive: Archive, weeks: timedelta) -> Record:
    """The last weeks before the owner's last post, with everything older as memory.

    The posts beside the answered ones are those that the owner liked or reshared: whatever else the owner saw is not in
    an archive. Raises `NoArchive` for one without a post.
    """
    if not archive.posts:
        raise NoArchive("There is no post in this archive, so there is nothing to look at.")
    owner = OwnerProfile(uids=frozenset({archive.owner.uid}))
    said = [act for post in archive.posts for act in acts_of(post, owner)]
    return Record(
        owner=archive.owner,
        mine=archive.posts,
        since=archive.posts[-1].created_at - weeks,
        others=archive.touched,
        acts=(*archive.acts, *said),
        following=frozenset(act.account for act in archive.acts if act.kind is InteractionKind.FOLLOW),
        wordless=True,
    )
