"""Read the owner's last 90 days once, so that "you last spoke" and "already answered" are true from the first nudge.

Resumable: each step reads one page of one kind, stores it with how far it came, and says whether there is more; after a
crash the next start goes on where the last step ended (DESIGN 4, "First run").
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

import structlog

from bot.clock import Clock
from bot.config import Config
from bot.decide.facts import OwnerProfile, PostFacts, topics_in
from bot.decide.relationships.topics import background, topics
from bot.decide.schedule import AFTER_POST, AFTER_QUESTION
from bot.domain import Post, PostRef
from bot.knowledge import history, ingest
from bot.knowledge.history import Progress, Stage
from bot.knowledge.owner_preferences import profile
from bot.platforms.base import Reader
from bot.store import Store, Transaction, posts, progress, settings, sources
from bot.store.posts import StoredPost
from bot.store.settings import DERIVED_TOPICS

log = structlog.get_logger()

T = TypeVar("T")

REACHES_BACK = timedelta(days=90)
MOST_OWN_POSTS = 1000
PARENTS_AT_ONCE = FETCHED_AT_ONCE = 25
TOPICS = 8
READ_ANEW_AT_ONCE = 200
WITHOUT_TOPICS = frozenset({Stage.OWN_POSTS, Stage.PARENTS, Stage.NOTICES, Stage.FOLLOWS})
"""The stages that bring what topics are taken from."""


@dataclass(frozen=True, slots=True)
class Backfill:
    """The first run on one network."""

    store: Store
    reader: Reader
    config: Config
    clock: Clock
    reach: timedelta = REACHES_BACK

    @property
    def source(self) -> str:
        """Where the progress is kept."""
        return history.source(self.reader.network)

    def progress(self) -> Progress:
        """How far it has come."""
        with self.store.begin() as tx:
            return history.progress(tx, self.reader.network)

    def finished(self) -> bool:
        """Whether there is nothing left to read."""
        with self.store.begin() as tx:
            return history.is_read(tx, [self.reader.network])

    def gathered(self) -> bool:
        """Whether all is there that the topics are taken from."""
        return self.progress().stage not in WITHOUT_TOPICS

    def gather(self) -> bool:
        """The same as `step`, as far as it brings what the topics are taken from: they are taken once all is there."""
        return not self.gathered() and self.step()

    def step(self) -> bool:
        """Read the next piece; True if there is more."""
        at = self.progress()
        steps: dict[Stage, Callable[[Progress], Progress]] = {
            Stage.OWN_POSTS: self._own_posts,
            Stage.PARENTS: self._parents,
            Stage.NOTICES: self._notices,
            Stage.FOLLOWS: self._follows,
            Stage.TOPICS: self._topics,
            Stage.FIRST_POSTS: self._first_posts,
        }
        if at.stage not in steps:
            return False
        self._keep(steps[at.stage](at), instead_of=at)
        return True

    def _keep(self, at: Progress, *, instead_of: Progress) -> None:
        """Unless another process has gone on meanwhile, or all of it begins anew: what they noted counts."""
        with self.store.begin() as tx:
            if history.progress(tx, self.reader.network) != instead_of:
                return
            history.keep(tx, self.reader.network, at, self.clock())
        log.info("history", source=self.source, stage=at.stage.value, done=at.done, of=at.of)

    def _own_posts(self, _: Progress) -> Progress:
        since = self.clock() - self.reach
        mine = self.reader.posts_by(self.reader.owner, limit=MOST_OWN_POSTS, since=since)
        self._take(reversed(mine))
        return Progress(Stage.PARENTS, 0, len(self._missing_parents()))

    def _missing_parents(self) -> list[PostRef]:
        """What the owner answered and is not stored, newest first."""
        with self.store.begin() as tx:
            mine = [held.post for held in posts.own(tx)]
            parents = [p.parent for p in mine if p.parent is not None and p.network == self.reader.network]
            return [ref for ref in dict.fromkeys(parents) if posts.get(tx, ref.uri) is None]

    def _parents(self, at: Progress) -> Progress:
        """A missing parent that is gone stays missing: `done` moves on past it."""
        with self.store.begin() as tx:
            tried = progress.tried(tx, self.reader.network)
        missing = [ref for ref in self._missing_parents() if ref.uri not in tried][:PARENTS_AT_ONCE]
        if not missing:
            return Progress(Stage.NOTICES)
        self._take(self.reader.fetch(missing).values())
        with self.store.begin() as tx:
            progress.note_tried(tx, self.reader.network, [ref.uri for ref in missing])
        return Progress(Stage.PARENTS, at.done + len(missing), max(at.of, at.done + len(missing)))

    def _notices(self, _: Progress) -> Progress:
        began = self.clock()
        batch = self.reader.notices("", floor=began - self.reach)
        with self.store.begin() as tx:
            owner, now = profile(tx, self.config), self.clock()
            for notice in batch.items:
                ingest.take_notice(tx, notice, owner, now)
            name = f"{self.reader.network}:notices"
            sources.read_well(tx, name, mark=batch.mark, began=began, now=now)
            progress.drop_tried(tx, self.reader.network)
        return Progress(Stage.FOLLOWS)

    def _follows(self, at: Progress) -> Progress:
        met = 0
        for page in _pages(self.reader.follows(), 200):
            with self.store.begin() as tx:
                ingest.take_accounts(tx, page, self.clock())
            met += len(page)
        return Progress(Stage.TOPICS, met, max(at.of, met))

    def _topics(self, at: Progress) -> Progress:
        """What the owner talks about, from their own words of these 90 days."""
        with self.store.begin() as tx:
            mine = [held.post.text for held in posts.own(tx) if held.post.reshared_by is None]
            everybody = background(post.text for post in posts.of_others(tx))
            settings.put(tx, DERIVED_TOPICS, tuple(topics(mine, everybody, most=TOPICS)))
        return Progress(Stage.FIRST_POSTS, at.done, at.of)

    def _first_posts(self, at: Progress) -> Progress:
        """What was polled before the topics were known is read for them; where no words are kept, it is fetched once more."""
        now = self.clock()
        with self.store.begin() as tx:
            owner = profile(tx, self.config)
            held = tuple(posts.since(tx, now - AFTER_POST, to_owner_since=now - AFTER_QUESTION)) if owner.topics else ()
        kept = [one for one in held if one.post.quotable]
        for page in _pages(kept, READ_ANEW_AT_ONCE):
            self._read_for_topics(page, owner)
        bare = [one.post.ref for one in held if not one.post.quotable and one.post.network == self.reader.network]
        for refs in _pages(bare, FETCHED_AT_ONCE):
            self._take(self.reader.fetch(refs).values())
        return Progress(Stage.DONE, at.done, at.of)

    def _read_for_topics(self, page: Sequence[StoredPost], owner: OwnerProfile) -> None:
        found = [(one, PostFacts.from_json(one.facts), topics_in(one.post, owner)) for one in page]
        with self.store.begin() as tx:
            for one, facts, named in found:
                if named != facts.topics and _stands(tx, one):
                    posts.put_facts(tx, one.post.uri, replace(facts, topics=named).to_json())

    def _take(self, found: Iterable[Post]) -> None:
        with self.store.begin() as tx:
            ingest.take_in(tx, found, profile(tx, self.config), self.clock())


def _stands(tx: Transaction, one: StoredPost) -> bool:
    """Whether a post is as it was read; whoever stored other words since knew the topics."""
    held = posts.get(tx, one.post.uri)
    return held is not None and (held.post, held.facts) == (one.post, one.facts)


def _pages(found: Iterable[T], size: int) -> Iterable[list[T]]:
    source = iter(found)
    while page := list(itertools.islice(source, size)):
        yield page
