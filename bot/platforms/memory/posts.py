"""Keep what was said, by whom, under what, and for whose eyes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypedDict, Unpack

from bot.domain import Account, Link, Mentioned, Post, PostRef, Reply, Visibility
from bot.errors import Refused
from bot.platforms.memory.customs import Customs
from bot.platforms.memory.event_log import Event, EventLog, Part, What, alone
from bot.platforms.memory.people import People

ADDRESS_OF_A_PAGE = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")
HASHTAG = re.compile(r"(?<![\w/&])#(\w*[^\W\d]\w*)")


class Extras(TypedDict, total=False):
    """What a post may carry besides its words; the names are those of `Post`."""

    visibility: Visibility
    warning: str
    language: str | None
    links: tuple[Link, ...]
    media: tuple[str, ...]
    poll: bool
    quotes_uri: str | None
    logged_in_only: bool
    labels: frozenset[str]
    via: str


class Posts(Part):
    """Posts in their threads, kept as their authors see them; `Views` makes what somebody else sees."""

    def __init__(self, event_log: EventLog, people: People, customs: Customs) -> None:
        super().__init__(event_log)
        self._people = people
        self._customs = customs
        self._posts: dict[str, Post] = {}
        self._answers: dict[str, list[str]] = defaultdict(list)
        self._done: dict[tuple[What, str], dict[str, datetime]] = defaultdict(dict)
        self._closed: set[str] = set()
        self._keys: dict[str, tuple[str, datetime]] = {}
        self._listeners: list[Callable[[Post], None]] = []

    def listen(self, listener: Callable[[Post], None]) -> None:
        """Call `listener` after everything that is said from now on."""
        self._listeners.append(listener)

    # --- saying

    @alone
    def say(
        self,
        who: str,
        text: str,
        *,
        reply_to: str | None = None,
        at: datetime | None = None,
        created_at: datetime | None = None,
        closed: bool = False,
        **extras: Unpack[Extras],
    ) -> Post:
        """Somebody says something, now or `at` another time, which may lie in the past or in the future.

        Private messages are direct messages, not posts.
        `created_at` is the author's claim (it came late then); `closed`: only people named in the post may answer.
        Raises `Refused` when the post answered is gone, closed, or one side blocks the other.
        """
        if extras.get("visibility") is Visibility.DIRECT:
            raise Refused("a private message is no post")
        parent = self._may_answer(who, reply_to) if reply_to else None
        at = at or self._event_log.now()
        post = self._new(self._people.account(who), text, parent, at, created_at or at, extras)
        self._posts[post.uri] = post
        if parent:
            self._answers[parent.uri].append(post.uri)
        if closed:
            self._closed.add(post.uri)
        self._event_log.add(
            Event(at, self._event_log.number(), What.SAID, who, uri=post.uri, claimed_at=post.created_at)
        )
        for listener in self._listeners:
            listener(post)
        return post

    @alone
    def answer(self, who: str, reply: Reply, key: str) -> Post:
        """Say exactly this reply, once for each key as long as the customs remember keys.

        Raises `Refused` when it is too long, the first one was deleted meanwhile (MD-8), or the target refuses it.
        """
        if earlier := self._said_under(key):
            if earlier not in self._posts:
                raise Refused("a reply with this key was deleted")
            return self._posts[earlier]
        if len(reply.text) > self._customs.characters:
            raise Refused(f"longer than {self._customs.characters} characters")
        post = self.say(
            who,
            reply.text,
            reply_to=reply.target.uri,
            visibility=reply.visibility,
            warning=reply.warning,
            language=reply.language,
        )
        self._keys[key] = (post.uri, self._event_log.now())
        return post

    def _said_under(self, key: str) -> str | None:
        uri, at = self._keys.get(key, ("", self._event_log.now()))
        remembered = self._customs.repeat_harmless
        fresh = remembered is not None and self._event_log.now() - at <= remembered
        return uri if uri and fresh else None

    def _may_answer(self, who: str, uri: str) -> Post:
        post = self._posts.get(uri)
        if post is None or not self.may_see(who, post):
            raise Refused("the post that this answers is not there")
        if self.closed_to(who, post):
            raise Refused("the author has closed the replies")
        return post

    def _new(
        self, author: Account, text: str, parent: Post | None, at: datetime, created_at: datetime, extras: Extras
    ) -> Post:
        user, _, domain = author.address.partition("@")
        local_id = f"{1145000 + self._event_log.number()}"
        post = Post(
            ref=PostRef(author.network, f"https://{domain}/users/{user}/statuses/{local_id}", local_id),
            author=author,
            text="",
            created_at=created_at,
            seen_at=at,
            link="",
            parent=parent.ref if parent else None,
            parent_uid=parent.author.uid if parent else None,
            root=(parent.root or parent.ref) if parent else None,
            thread_uids=tuple(dict.fromkeys((*parent.thread_uids, parent.author.uid))) if parent else (),
        )
        return replace(self._worded(post, text), **extras)

    def _worded(self, post: Post, text: str) -> Post:
        """The post with these words, and with what stands in them."""
        named = [self._people.account(uid) for uid in self._people.named_in(text, near=post.author.uid)]
        return replace(
            post,
            text=text,
            links=tuple(Link(url) for url in ADDRESS_OF_A_PAGE.findall(text)),
            hashtags=tuple(HASHTAG.findall(text)),
            mentions=tuple(Mentioned(account.uid, account.address, account.name) for account in named),
        )

    # --- changing

    @alone
    def edit(self, uri: str, text: str) -> None:
        """Its author changes the words of a post."""
        post = self._posts[uri]
        version = f"{self._event_log.now().isoformat()} {self._event_log.number()}"
        self._posts[uri] = replace(self._worded(post, text), ref=replace(post.ref, version=version))

    @alone
    def delete(self, uri: str) -> None:
        """Its author deletes a post; what answered it stays."""
        self._posts.pop(uri, None)

    @alone
    def close(self, uri: str) -> None:
        """Its author closes the replies, to everybody whom the post does not name."""
        self._closed.add(uri)

    @alone
    def like(self, who: str, uri: str, *, at: datetime | None = None) -> None:
        """Somebody likes a post."""
        self._do(What.LIKED, who, uri, at)

    @alone
    def reshare(self, who: str, uri: str, *, at: datetime | None = None) -> None:
        """Somebody passes a post on."""
        self._do(What.RESHARED, who, uri, at)

    def _do(self, what: What, who: str, uri: str, at: datetime | None) -> None:
        post = self._posts.get(uri)
        if post is None or not self.may_see(who, post):
            raise Refused("the post is not there")
        at = at or self._event_log.now()
        if who not in self._done[what, uri]:
            self._done[what, uri][who] = at
            self._event_log.add(Event(at, self._event_log.number(), what, who, uri=uri))

    # --- what is known of a post

    @alone
    def get(self, uri: str) -> Post | None:
        """The post as it is kept, also one that is yet to come; None when it was deleted."""
        return self._posts.get(uri)

    @alone
    def all(self) -> tuple[Post, ...]:
        """Every post as it is kept, in the order of saying."""
        return tuple(self._posts.values())

    @alone
    def stands(self, uri: str) -> bool:
        """Whether a post is there by now."""
        post = self._posts.get(uri)
        return post is not None and post.seen_at <= self._event_log.now()

    @alone
    def answers_to(self, uri: str) -> tuple[str, ...]:
        """The direct answers that stand by now."""
        return tuple(answer for answer in self._answers[uri] if self.stands(answer))

    @alone
    def times(self, what: What, uri: str) -> int:
        """How many people have liked a post, or passed it on, by now."""
        now = self._event_log.now()
        return sum(at <= now for at in self._done[what, uri].values())

    @alone
    def may_see(self, viewer: str, post: Post) -> bool:
        """Whether a post is for somebody's eyes."""
        author = post.author.uid
        if viewer == author:
            return True
        if not self._people.knows(author) or self._people.apart(viewer, author):
            return False
        named = viewer in {mentioned.uid for mentioned in post.mentions}
        return post.visibility.quotable or named or self._people.follows(viewer, author)

    @alone
    def closed_to(self, who: str, post: Post) -> bool:
        """Whether somebody may not answer a post, because it or its root is closed."""
        gates = [self._posts.get(uri) for uri in (post.uri, post.root.uri if post.root else "") if uri in self._closed]
        return any(gate and who != gate.author.uid and who not in {m.uid for m in gate.mentions} for gate in gates)
