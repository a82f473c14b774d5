"""Show everybody what they may see of what was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.domain import Post, Thread
from bot.platforms.memory.event_log import Event, EventLog, Moment, Part, What, alone
from bot.platforms.memory.people import People
from bot.platforms.memory.posts import Posts


class Views(Part):
    """Feeds, threads and single posts through a viewer's eyes. What lies in the future is not there yet."""

    def __init__(self, event_log: EventLog, people: People, posts: Posts) -> None:
        super().__init__(event_log)
        self._people = people
        self._posts = posts
        self._hidden_words: dict[str, set[str]] = defaultdict(set)

    @alone
    def hide_word(self, viewer: str, word: str) -> None:
        """A viewer sets up a filter."""
        self._hidden_words[viewer].add(word.lower())

    @alone
    def post(self, uri: str, viewer: str) -> Post | None:
        """The post as it is now; None when it is gone, yet to come, or not for the viewer's eyes."""
        post = self._posts.get(uri)
        if post is None or not self._posts.stands(uri) or not self._posts.may_see(viewer, post):
            return None
        quoted = self.post(post.quotes_uri, viewer) if post.quotes_uri else None
        return replace(
            post,
            author=self._people.account(post.author.uid),
            link=_link(post, viewer),
            quoted=quoted.text if quoted and quoted.quotable else "",
            replies=len(self._posts.answers_to(uri)),
            likes=self._posts.times(What.LIKED, uri),
            reshares=self._posts.times(What.RESHARED, uri),
            replies_closed=self._posts.closed_to(viewer, post),
            filtered=any(word in post.text.lower() for word in self._hidden_words[viewer]),
        )

    @alone
    def home(self, viewer: str, *, after: Moment) -> list[tuple[Moment, Post]]:
        """The feed above `after`, oldest first; each post once."""
        feed: dict[str, tuple[Moment, Post]] = {}
        events = [event for event in self._event_log.happened(after=after) if event.place_in_feed > after]
        for event in sorted(events, key=_place):
            post = self._said_or_passed_on(event, viewer)
            if post and post.uri not in feed and self._in_home(viewer, event.by, post):
                feed[post.uri] = (event.place_in_feed, post)
        return list(feed.values())

    @alone
    def by(self, who: str, viewer: str, *, since: datetime | None = None, limit: int | None = None) -> tuple[Post, ...]:
        """What somebody said or passed on, newest first; as far as `since`, and so many of it."""
        events = sorted((event for event in self._event_log.happened() if event.by == who), key=_place, reverse=True)
        shown = filter(None, (self._said_or_passed_on(event, viewer) for event in events))
        return tuple(islice((post for post in shown if since is None or post.created_at >= since), limit))

    def _said_or_passed_on(self, event: Event, viewer: str) -> Post | None:
        if event.what is What.SAID:
            return self.post(event.uri, viewer)
        if event.what is What.RESHARED and not self._people.apart(viewer, event.by):
            post = self.post(event.uri, viewer)
            return post and replace(post, reshared_by=self._people.account(event.by))
        return None

    def _in_home(self, viewer: str, by: str, post: Post) -> bool:
        """Own posts and those of people followed, without the muted, and without answers to strangers (MT-7)."""
        if any(self._people.relationship(viewer, uid).muting for uid in (by, post.author.uid)):
            return False
        if by != viewer and not self._people.follows(viewer, by):
            return False
        familiar = post.parent_uid in (None, viewer, by) or self._people.follows(viewer, post.parent_uid or "")
        return familiar or post.reshared_by is not None

    @alone
    def thread(self, uri: str, viewer: str) -> Thread | None:
        """The post in its conversation."""
        post = self.post(uri, viewer)
        if post is None:
            return None
        below = filter(None, (self.post(lower, viewer) for lower in self._below(uri)))
        return Thread(post, self._above(post, viewer), tuple(sorted(below, key=lambda answer: answer.created_at)))

    def _above(self, post: Post, viewer: str) -> tuple[Post, ...]:
        higher = self.post(post.parent.uri, viewer) if post.parent else None
        return (*self._above(higher, viewer), higher) if higher else ()

    def _below(self, uri: str) -> Iterator[str]:
        for answer in self._posts.answers_to(uri):
            yield answer
            yield from self._below(answer)

    @alone
    def find(self, url: str, viewer: str) -> Post | None:
        """The post with this uri, or with this link as the viewer has it."""
        fitting = (post.uri for post in self._posts.all() if url in (post.uri, _link(post, viewer)))
        return self.post(next(fitting, ""), viewer)

    @alone
    def count(self, who: str) -> int:
        """How many posts stand under somebody's name."""
        return sum(post.author.uid == who and self._posts.stands(post.uri) for post in self._posts.all())


def _place(event: Event) -> Moment:
    return event.place_in_feed


def _link(post: Post, viewer: str) -> str:
    """Where a post opens on the viewer's own server."""
    home = viewer.partition("@")[2]
    user, _, domain = post.author.uid.partition("@")
    return f"https://{home}/@{user if domain == home else post.author.uid}/{post.ref.local_id}"
