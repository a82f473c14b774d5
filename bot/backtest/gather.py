"""Make a record of what the first run has stored, and of what the people around the owner said in these weeks.

The owner's posts, what they answered, mentions and the ledger are in the store already. Only one kind of thing is read
here: the posts of the accounts that the owner answered, and of some of those that the owner follows.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.backtest.record import Record
from bot.domain import Account, Post
from bot.errors import LoginEnded, PlatformError
from bot.platforms.base import Reader
from bot.store import Store, interactions, people, posts

log = structlog.get_logger()

ACCOUNTS = 40
"""Accounts that are read if nobody says otherwise: with their pages 100 to 200 requests, within ML-1's 300 in five minutes."""

POSTS = 120
"""Posts that are read of one account."""

MEMORY = timedelta(days=14)
"""How long before the weeks an account's posts are read, so that it is known how it converses."""

OWN_POSTS = 5000

Told = Callable[[int, int], None]
"""Hears how many accounts of how many have been read."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A record, and how complete it is: `read` accounts `of` so many around the owner.

    `stopped` says why reading ended early, if it did.
    """

    record: Record
    read: int
    of: int
    stopped: str = ""


def gather(
    store: Store, reader: Reader, *, since: datetime, most: int = ACCOUNTS, told: Told = lambda _done, _of: None
) -> Gathered:
    """Read up to `most` accounts, those first whom the owner answered. The first run must have been done.

    A network that does not go along ends the reading; what was read until then counts. Raises `LoginEnded`.
    """
    following = {account.key: account for account in reader.follows()}
    known, met = _stored(store, reader.owner, since, frozenset(following))
    around = _around(known, met, following.values())
    streams, stopped = _streams(reader, around[:most], since - MEMORY, told)
    return Gathered(replace(known, streams=streams), len(streams), len(around), stopped)


def _stored(
    store: Store, owner: Account, since: datetime, following: frozenset[str]
) -> tuple[Record, Mapping[str, Account]]:
    """The record as far as the store knows it, and everybody whom it has met on this network."""
    with store.begin() as tx:
        mine = [held.post for held in posts.own(tx, limit=OWN_POSTS)]
        others = [held.post for held in posts.since(tx, since, to_owner_since=since)]
        acts = [act for done in interactions.whole(tx).values() for act in done]
        known = people.all_known(tx)
    here = f"{owner.network}:"
    record = Record(
        owner=owner,
        mine=tuple(post for post in mine if post.network == owner.network),
        since=since,
        others=tuple(post for post in others if post.network == owner.network),
        acts=tuple(act for act in acts if act.account.startswith(here)),
        following=following,
        followers=frozenset(key for key, held in known.items() if held.relationship and held.relationship.followed_by),
    )
    return record, {key: held.account for key, held in known.items()}


def _around(record: Record, met: Mapping[str, Account], followed: Iterable[Account]) -> list[Account]:
    """Whom to read: those whom the owner answered in these weeks, most first; then the followed, in an order of no meaning."""
    answered = Counter(
        f"{mine.network}:{mine.parent_uid}"
        for answers in record.answers.values()
        for mine in answers
        if mine.created_at >= record.since
    )
    first = [met[key] for key, _ in answered.most_common() if key in met]
    then = sorted(followed, key=lambda account: hashlib.blake2b(account.key.encode()).digest())
    return list({account.key: account for account in (*first, *then)}.values())


def _streams(
    reader: Reader, around: Sequence[Account], since: datetime, told: Told
) -> tuple[dict[str, tuple[Post, ...]], str]:
    """What each account said, and why reading ended early if it did."""
    streams: dict[str, tuple[Post, ...]] = {}
    for number, account in enumerate(around, start=1):
        try:
            streams[account.key] = reader.posts_by(account, limit=POSTS, since=since)
        except LoginEnded:
            raise
        except PlatformError as problem:
            log.warning("backtest_cut_short", read=len(streams), problem=str(problem))
            return streams, str(problem)
        told(number, len(around))
    return streams, ""
