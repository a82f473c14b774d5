"""Hold what is known of the owner's last weeks, wherever it came from: a login's server, or an archive file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot.domain import Account, Interaction, Post


@dataclass(frozen=True)
class Record:
    """The owner's posts, what others said beside them, and every dated act between them.

    `mine` are the owner's own posts. `streams` are the latest posts of the accounts that were read, reshares included, by
    `Account.key`; `others` are posts of anybody that are known besides (answered ones, mentions). `since` is where the weeks
    begin that are looked at; what is older serves as memory. `following` and `followers` are keys of accounts.
    `wordless`: of others' posts nothing is known but who said them and when, because an archive holds no more.
    """

    owner: Account
    mine: tuple[Post, ...]
    since: datetime
    streams: Mapping[str, tuple[Post, ...]] = field(default_factory=dict)
    others: tuple[Post, ...] = ()
    acts: tuple[Interaction, ...] = ()
    following: frozenset[str] = frozenset()
    followers: frozenset[str] = frozenset()
    wordless: bool = False

    @cached_property
    def theirs(self) -> tuple[Post, ...]:
        """Everything that others said, each post once, oldest first."""
        said = (post for stream in self.streams.values() for post in stream if post.reshared_by is None)
        first = {post.uri: post for post in (*self.others, *said)}  # a stream knows more than a post met in passing
        found = (post for post in first.values() if post.author.uid != self.owner.uid)
        return tuple(sorted(found, key=lambda post: (post.created_at, post.uri)))

    @cached_property
    def answers(self) -> Mapping[str, tuple[Post, ...]]:
        """The owner's answers to others, by the uri of what they answer, oldest first."""
        found: dict[str, list[Post]] = {}
        for post in sorted(self.mine, key=lambda post: post.created_at):
            if post.parent is not None and post.parent_uid != self.owner.uid and post.reshared_by is None:
                found.setdefault(post.parent.uri, []).append(post)
        return {uri: tuple(posts) for uri, posts in found.items()}

    @cached_property
    def answered_back(self) -> Mapping[str, tuple[Post, ...]]:
        """What others answered straight to the owner, by the uri of the owner's post."""
        found: dict[str, list[Post]] = {}
        for post in self.theirs:
            if post.parent is not None and post.parent_uid == self.owner.uid:
                found.setdefault(post.parent.uri, []).append(post)
        return {uri: tuple(posts) for uri, posts in found.items()}

    @cached_property
    def ledger(self) -> Mapping[str, tuple[Interaction, ...]]:
        """The acts by account, oldest first, each once."""
        found: dict[str, list[Interaction]] = {}
        for act in sorted(dict.fromkeys(self.acts), key=lambda act: act.at):
            found.setdefault(act.account, []).append(act)
        return {account: tuple(acts) for account, acts in found.items()}
