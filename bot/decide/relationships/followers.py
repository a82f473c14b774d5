"""Find the few followers who talk with people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.decide.relationships.habits import converses
from bot.domain import Account, AccountFlag, Habits

MANY_MORE = 20
"""Somebody who follows so many times as many as follow them collects, and does not read."""

_NOT_A_PERSON = frozenset(
    {
        AccountFlag.BOT,
        AccountFlag.NOBOT,
        AccountFlag.GROUP,
        AccountFlag.MOVED,
        AccountFlag.SUSPENDED,
        AccountFlag.LIMITED,
        AccountFlag.MEMORIAL,
    }
)


@dataclass(frozen=True, slots=True)
class Follower:
    """A follower with what was measured of them. `spoken`: the two have exchanged words. `following`: the owner follows."""

    account: Account
    habits: Habits | None
    spoken: bool = False
    following: bool = False


def worth_a_look(followers: Iterable[Follower], topics: Iterable[str], *, limit: int = 3) -> tuple[Follower, ...]:
    """At most `limit`, the best first: they answer others, are answered back, share topics.

    Left out: people whom the owner knows or follows, bots, broadcasters, unmeasured accounts, collectors of follows.
    """
    wanted = frozenset(topic.lower() for topic in topics)
    fitting = [follower for follower in followers if _fits(follower)]
    return tuple(sorted(fitting, key=lambda follower: -_worth(follower, wanted))[:limit])


def _fits(follower: Follower) -> bool:
    account = follower.account
    collects = account.following is not None and account.following > MANY_MORE * max(1, account.followers or 0)
    known = follower.spoken or follower.following
    return not (known or collects or account.flags & _NOT_A_PERSON) and converses(follower.habits) is True


def _worth(follower: Follower, wanted: frozenset[str]) -> float:
    measured = follower.habits
    if measured is None:
        return 0
    answered_back = measured.answered_back / measured.received if measured.received else 0
    shared = sum(_shares(topic, follower.account.bio.lower(), measured.topics) for topic in wanted)
    return measured.conversation_ratio + answered_back + min(shared, 2)


def _shares(topic: str, bio: str, topics: Iterable[str]) -> bool:
    return topic in bio or any(topic in theirs or theirs in topic for theirs in topics)
