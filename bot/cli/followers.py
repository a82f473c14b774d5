"""Find, among those who follow the owner already, the few who talk with people (`nudge look --followers`).

Whoever could be one is measured on their own latest posts, so many in each look; what was measured is kept, so that the
next look goes on with others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog

from bot.decide.relationships import Follower, converses, habits, worth_a_look, writes_about
from bot.domain import Account, Habits, Post, Thread
from bot.errors import LoginEnded, PlatformError
from bot.jobs.digests import follower_of
from bot.knowledge import ingest
from bot.knowledge.enrichment import HABITS_STALE, POSTS_MEASURED
from bot.platforms.base import Reader
from bot.store import Store, people
from bot.wording import name
from bot.wording.text import Cleaned

log = structlog.get_logger()

MOST_FOLLOWERS = 400
MEASURED_A_LOOK = 25
"""Accounts measured in one look: with their threads 60 to 100 requests, a third of what ML-1 allows in five minutes."""

THREADS = 3
"""Threads of an account that are read to see whether it answers those who answer it."""

SHOWN = 3
LONG_AGO = datetime.min.replace(tzinfo=UTC)

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Looked:
    """Those worth a look, the best first, and how far it got: so many are `measured` of all who `could_be` meant."""

    found: tuple[Follower, ...]
    could_be: int
    measured: int


def look(
    store: Store,
    reader: Reader,
    topics: Sequence[str],
    now: datetime,
    *,
    most: int = MEASURED_A_LOOK,
    told: Told = lambda _done, _of: None,
) -> Looked:
    """At most three, after measuring up to `most` more. What the network does not tell stays unknown. Raises `LoginEnded`."""
    accounts = reader.followers(limit=MOST_FOLLOWERS)
    _meet(store, reader, accounts, now)
    could_be = [follower for follower in _known(store, accounts, now) if _only_habits_decide(follower)]
    stale = [follower.account for follower in could_be if _is_stale(follower.habits, now)][:most]
    for number, account in enumerate(stale, start=1):
        if not _measure(store, reader, account, now):
            break
        told(number, len(stale))
    measured = [
        follower for follower in _known(store, accounts, now) if follower.habits and _only_habits_decide(follower)
    ]
    return Looked(worth_a_look(measured, topics, limit=SHOWN), len(could_be), len(measured))


def _meet(store: Store, reader: Reader, accounts: Sequence[Account], now: datetime) -> None:
    """Keep them with how the owner stands to them, and with their counts where the list of followers had none."""
    bare = [account for account in accounts if account.followers is None]
    profiles, relationship = reader.profiles(bare) if bare else {}, reader.relationships(accounts)
    with store.begin() as tx:
        ingest.take_accounts(tx, accounts, now)
        people.put_profiles(tx, profiles.values(), now=now)
        people.put_relationships(tx, relationship, now=now)


def _known(store: Store, accounts: Sequence[Account], now: datetime) -> list[Follower]:
    """What is known of each, without whom the owner does not want to hear of."""
    with store.begin() as tx:
        persons = ((account.key, people.person_of(tx, account.key)) for account in accounts)
        return [
            follower_of(tx, key, now) for key, person in persons if person is not None and person.may_be_spoken_of(now)
        ]


def _only_habits_decide(follower: Follower) -> bool:
    """Whether somebody would be worth a look if they conversed: a person, neither known nor followed, no collector."""
    talkative = Habits(
        posts=POSTS_MEASURED, answers=POSTS_MEASURED, reshares=0, links=0, questions=0, received=0, answered_back=0,
        per_day=1.0, measured_at=LONG_AGO,
    )  # fmt: skip
    return bool(worth_a_look([replace(follower, habits=talkative)], ()))


def _is_stale(measured: Habits | None, now: datetime) -> bool:
    return measured is None or now - measured.measured_at >= HABITS_STALE


def _measure(store: Store, reader: Reader, account: Account, now: datetime) -> bool:
    """Whether the network went along."""
    try:
        posts = reader.posts_by(account, limit=POSTS_MEASURED)
        measured = habits(posts, now=now)
        if converses(measured):
            measured = habits(posts, list(_threads(reader, posts)), now=now)
    except LoginEnded:
        raise
    except PlatformError as problem:
        log.warning("follower_not_measured", account=account.key, problem=str(problem))
        return False
    with store.begin() as tx:
        people.put_habits(tx, account.key, measured, now=now)
    return True


def _threads(reader: Reader, posts: Sequence[Post]) -> Iterator[Thread]:
    """The talks below the latest of their own posts that got an answer."""
    answered = [post for post in posts if post.reshared_by is None and post.replies]
    found = (reader.thread(post.ref) for post in answered[:THREADS])
    return (thread for thread in found if thread is not None)


# --- in words


def told(looked: Looked, number: Callable[[int], str]) -> str:
    """Who they are, one line each, and whether another look would get further."""
    left = looked.could_be - looked.measured
    further = (
        f"{looked.measured} of {looked.could_be} who could be meant are measured; the next look goes on."
        if left
        else ""
    )
    if not looked.found:
        nobody = "Among the people who follow you, nobody yet who talks with others and with whom you never spoke."
        return f"{nobody} {further}".strip()
    talks = "one who talks" if len(looked.found) == 1 else f"{number(len(looked.found))} who talk"
    head = f"Among the people who follow you, {talks} with others and with whom you never spoke"
    room = max(len(name(follower.account)) for follower in looked.found) + 3
    lines = [f"  {name(follower.account):<{room}}{_line(follower)}" for follower in looked.found]
    return "\n".join([head, "", *lines, *(["", further] if further else [])])


def _line(follower: Follower) -> str:
    measured = follower.habits
    if measured is None:
        return Cleaned(follower.account.address)
    answers = f"{measured.answers} of the last {measured.posts - measured.reshares} posts answer someone"
    back = f", {measured.answered_back} of {measured.received} answers got an answer back" if measured.received else ""
    topics = writes_about(measured)[:2]
    about = f"{', '.join(map(Cleaned, topics))}; " if topics else ""
    return f"{about}{answers}{back} ({Cleaned(follower.account.address)})"
