"""Cut a record into the owner's days, each with everything that could have been answered, as it was known then.

Nothing of what came later is used: the relation, the topics and how people converse are those of the day's first
minute, and how many answers a post has by now stays unknown, because that counts the owner's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from bot.backtest.record import Record
from bot.decide.facts import Candidate, OwnerProfile, Standing, of_post
from bot.decide.relationships import habits, standing
from bot.decide.relationships.topics import background, topics
from bot.decide.schedule import day as day_of
from bot.domain import Account, Habits, Interaction, Person, Post, Relationship, Talk, Visibility

LEAST = 4
"""Posts that a day needs: among three every order puts the same ones in front."""

ANSWERING_BACK = timedelta(days=7)
"""An author who answers later than that did not answer back."""

LATEST = 40
"""Posts of an account on which its habits are measured, as the service does it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One post that could have been answered.

    `candidate` is what the product would have known. `post` has the network's counts as they stand today, less the
    owner's own answers. `grade` is 0 if the owner left it, 1 if they answered, 2 if the author answered back. `acts` are
    those between the two before the day. `tagged` holds, for each of the post's tags, how often the owner had used it.
    `answers_an_answer`: it would not be there if the owner had not answered somebody on this very day.
    """

    candidate: Candidate
    post: Post
    grade: int
    acts: tuple[Interaction, ...] = ()
    tagged: tuple[int, ...] = ()
    answers_an_answer: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One of the owner's days (in their zone) with what stood before them, oldest first. `ends` is UTC."""

    on: date
    ends: datetime
    items: tuple[Item, ...]
    following: frozenset[str] = frozenset()


def days(record: Record, owner: OwnerProfile) -> Iterator[Day]:
    """The days on which something was said that the owner answered, the first one first.

    Without topics in `owner`, each day has those of everything that the owner had said before it.
    """
    said: dict[date, list[Post]] = defaultdict(list)
    for post in record.theirs:
        if post.created_at >= record.since and _was_shown(post, record):
            said[day_of(post.created_at, owner.zone)].append(post)
    cutter = _Cutter(record, owner)
    for on, posts in sorted(said.items()):
        if len(posts) >= LEAST and any(post.uri in record.answers for post in posts):
            yield cutter.day(on, posts)


def _was_shown(post: Post, record: Record) -> bool:
    """Whether a feed would have shown it: no private message, no answer to somebody whom the owner does not follow."""
    if post.uri in record.answers:
        return True
    near = {post.author.key, record.owner.key, *record.following}
    return post.visibility is not Visibility.DIRECT and (
        post.parent_uid is None or f"{post.network}:{post.parent_uid}" in near
    )


@dataclass(frozen=True, slots=True)
class _Author:
    """What was known of somebody when the day began."""

    person: Person
    acts: tuple[Interaction, ...]
    standing: Standing
    habits: Habits | None
    relationship: Relationship


class _Cutter:
    """Makes the days of one record; what is the same for all of them is worked out once."""

    def __init__(self, record: Record, owner: OwnerProfile) -> None:
        self._record = record
        self._owner = owner
        self._mine = {post.uri: post for post in record.mine}
        self._everybody = background(post.text for post in record.theirs)
        self._numbers: dict[str, int] = {}
        self._silences = dict(_silences(record.streams.values()))

    def day(self, on: date, posts: Sequence[Post]) -> Day:
        """One day with these posts, oldest first."""
        begins, ends = (_midnight(on + timedelta(days=more), self._owner) for more in (0, 1))
        said = [post for post in self._record.mine if post.created_at < begins and post.reshared_by is None]
        owner, tags = self._profile(said), Counter(tag.lower() for post in said for tag in post.hashtags)
        accounts = {post.author.key: post.author for post in posts}
        authors = {key: self._author(account, begins) for key, account in accounts.items()}
        so_far: Counter[str] = Counter()
        items = []
        for post in posts:
            so_far[post.author.key] += 1
            candidate = self._candidate(post, owner, authors[post.author.key], so_far[post.author.key])
            item = self._item(post, candidate, authors[post.author.key], tags)
            items.append(replace(item, answers_an_answer=self._answers_an_answer(post, begins)))
        return Day(on, ends, tuple(items), self._record.following)

    def _profile(self, said: Iterable[Post]) -> OwnerProfile:
        if self._owner.topics:
            return self._owner
        return replace(self._owner, topics=topics((post.text for post in said), self._everybody))

    def _author(self, account: Account, begins: datetime) -> _Author:
        key = account.key
        acts = tuple(act for act in self._record.ledger.get(key, ()) if act.at < begins)
        stream = [post for post in self._record.streams.get(key, ()) if post.created_at < begins]
        latest = sorted(stream, key=lambda post: post.created_at)[-LATEST:]
        return _Author(
            person=Person(self._numbers.setdefault(key, len(self._numbers) + 1), account.called, (account,)),
            acts=acts,
            standing=standing(acts, begins),
            habits=habits(latest, now=begins) if latest else None,
            relationship=Relationship(
                following=key in self._record.following, followed_by=key in self._record.followers
            ),
        )

    def _candidate(self, post: Post, owner: OwnerProfile, author: _Author, so_far: int) -> Candidate:
        as_then = replace(post, replies=None)
        return Candidate(
            post=as_then,
            facts=of_post(as_then, owner),
            person=author.person,
            standing=author.standing,
            habits=author.habits,
            relationship=author.relationship,
            talk=self._talk(post),
            silent_before=self._silences.get(post.uri),
            seen_today=so_far,
        )

    def _talk(self, post: Post) -> Talk | None:
        """What stands above a post; what came below it was not there yet."""
        if post.parent is None:
            return None
        owner = self._record.owner.uid
        above = self._mine.get(post.parent.uri)
        return Talk(
            owner_takes_part=owner in (post.parent_uid, *post.thread_uids),
            owner_asked=None if above is None else "?" in above.text,
        )

    def _item(self, post: Post, candidate: Candidate, author: _Author, tags: Mapping[str, int]) -> Item:
        own = len(self._record.answers.get(post.uri, ()))
        counted = replace(post, replies=None if post.replies is None else max(0, post.replies - own))
        tagged = tuple(tags[tag.lower()] for tag in post.hashtags if tag.lower() in tags)
        return Item(candidate, counted, grade(post, self._record), author.acts, tagged)

    def _answers_an_answer(self, post: Post, begins: datetime) -> bool:
        above = self._mine.get(post.parent.uri) if post.parent is not None else None
        return above is not None and above.parent is not None and above.created_at >= begins


def grade(post: Post, record: Record) -> int:
    """0 for a post that the owner left, 1 for one they answered, 2 if its author answered that within a week."""
    answers = record.answers.get(post.uri, ())
    back = (
        answer
        for mine in answers
        for answer in record.answered_back.get(mine.uri, ())
        if answer.author.uid == post.author.uid and answer.created_at - mine.created_at <= ANSWERING_BACK
    )
    return bool(answers) + any(True for _ in back)


def _silences(streams: Iterable[Sequence[Post]]) -> Iterator[tuple[str, timedelta]]:
    """How long each post's author had said nothing before it, where that is known."""
    for stream in streams:
        own = sorted((post for post in stream if post.reshared_by is None), key=lambda post: post.created_at)
        yield from ((post.uri, post.created_at - earlier.created_at) for earlier, post in pairwise(own))


def _midnight(on: date, owner: OwnerProfile) -> datetime:
    return datetime.combine(on, time.min, owner.zone).astimezone(UTC)
