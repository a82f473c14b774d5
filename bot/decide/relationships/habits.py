"""Measure how an account converses, on its own latest posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.decide.facts.saying import Saying
from bot.decide.relationships.topics import about_something
from bot.domain import Habits, Post, Thread

ENOUGH = 10
"""Own posts that must be known before anything is said about how somebody converses."""

TALKS_PERCENT = 15
BROADCASTS_PERCENT = 3
CLOCKWORK_POSTS = 8
CLOCKWORK_SHARE = 0.7
TOPICS = 3
_LONG_WORD = 5


def habits(posts: Sequence[Post], threads: Iterable[Thread] = (), *, now: datetime) -> Habits:
    """How the author of `posts` converses: their latest own ones, reshares included, in any order.

    `threads` are those of their posts that were looked at; without any, `received` and `answered_back` stay 0.
    """
    own = [post for post in posts if post.reshared_by is None]
    received, answered_back = _answers_back(threads)
    return Habits(
        posts=len(posts),
        answers=sum(_answers_somebody(post) for post in own),
        reshares=len(posts) - len(own),
        links=sum(bool(post.links) for post in own),
        questions=sum(bool(Saying(post.text).questions) for post in own),
        received=received,
        answered_back=answered_back,
        per_day=_per_day(posts, now),
        measured_at=now,
        clockwork=_clockwork(own),
        topics=_topics(own),
    )


def converses(measured: Habits | None) -> bool | None:
    """Whether the account talks with people; None while unmeasured or too little is known."""
    if measured is None or measured.posts - measured.reshares < ENOUGH:
        return None
    return measured.conversation_ratio * 100 >= TALKS_PERCENT or measured.answered_back * 2 >= measured.received > 0


def is_broadcaster(measured: Habits | None) -> bool:
    """Whether it surely does not: enough posts, next to no answers. Unknown is not a broadcaster."""
    if measured is None or measured.posts < ENOUGH:
        return False
    return measured.conversation_ratio * 100 < BROADCASTS_PERCENT and measured.answered_back * 2 < max(
        1, measured.received
    )


def _answers_somebody(post: Post) -> bool:
    return post.parent is not None and post.parent_uid != post.author.uid


def _answers_back(threads: Iterable[Thread]) -> tuple[int, int]:
    """How many answers by others the author got, and under how many of them the author said a word."""
    received = answered = 0
    for thread in threads:
        author = thread.post.author.uid
        taken_up = {said.parent.uri for said in thread.below if said.author.uid == author and said.parent is not None}
        by_others = [said.uri for said in thread.below if said.author.uid != author]
        received += len(by_others)
        answered += sum(uri in taken_up for uri in by_others)
    return received, answered


def _per_day(posts: Sequence[Post], now: datetime) -> float:
    if not posts:
        return 0.0
    span = max(now - min(post.created_at for post in posts), timedelta(days=1))
    return len(posts) / (span / timedelta(days=1))


def _clockwork(own: Sequence[Post]) -> bool:
    """Most posts that answer nobody come at the same minute of the hour: a scheduler, not a person."""
    begun = [post for post in own if not _answers_somebody(post)]
    if len(begun) < CLOCKWORK_POSTS:
        return False
    minutes = Counter(post.created_at.minute for post in begun)
    quarter_hours = sum(count for minute, count in minutes.items() if minute % 15 == 0)
    return max(quarter_hours, *minutes.values()) >= CLOCKWORK_SHARE * len(begun)


def _topics(own: Sequence[Post]) -> tuple[str, ...]:
    """What they often write about: tags and longer words that come back in several posts, the commonest first."""
    tags = Counter(tag.lower() for post in own for tag in set(post.hashtags))
    said = Counter(word for post in own for word in set(Saying(post.text).words) if len(word) > _LONG_WORD)
    often = [tag for tag, times in tags.most_common() if times >= 2] + [
        word for word, times in said.most_common() if times >= 3
    ]
    return about_something(dict.fromkeys(often))[:TOPICS]


def writes_about(measured: Habits | None) -> tuple[str, ...]:
    """What somebody often writes about; empty while unmeasured. What was kept before may hold words that are about nobody."""
    return about_something(measured.topics) if measured else ()
