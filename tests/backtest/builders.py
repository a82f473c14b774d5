"""Say small things about an invented month: who posted what, when, and what the owner answered."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.backtest import Record
from bot.decide.facts import OwnerProfile
from bot.domain import Account, Interaction, InteractionKind, Network, Post, PostRef

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
numbers = itertools.count(1)


def account(name, **values):
    return Account(Network("memory"), f"{name}@home.example", name, f"{name}@home.example", name.title(), **values)


LENA, ALICE, BOB, CAROL = (account(name) for name in ("lena", "alice", "bob", "carol"))
OWNER = OwnerProfile(uids=frozenset({LENA.uid}), languages=("en",), zone=ZoneInfo("UTC"))


def a_post(author, text="Rain again.", at=NOON, *, to=None, **values):
    """Something said; `to` is the post that it answers."""
    uri = f"https://home.example/{next(numbers)}"
    above = {"parent": to.ref, "parent_uid": to.author.uid} if to else {}
    values = {"language": "en", **above, **values}
    return Post(PostRef(Network("memory"), uri, uri), author, text, created_at=at, seen_at=at, link=uri, **values)


def an_act(who, kind=InteractionKind.REPLY, *, by_owner=True, at=NOON - DAY, **values):
    return Interaction(kind, by_owner, who.key, at, **values)


@dataclass
class Month:
    """What happened, gathered sentence by sentence; `record()` is what is known of it."""

    mine: list[Post] = field(default_factory=list)
    said: list[Post] = field(default_factory=list)
    acts: list[Interaction] = field(default_factory=list)
    followed: list[Account] = field(default_factory=lambda: [ALICE, BOB, CAROL])

    def post(self, author, text="Rain again.", at=NOON, **values):
        """Somebody says something."""
        self.said.append(a_post(author, text, at, **values))
        return self.said[-1]

    def lena_answers(self, post, text="Here too.", after=HOUR):
        """The owner answers it."""
        self.mine.append(a_post(LENA, text, post.created_at + after, to=post))
        return self.mine[-1]

    def lena_says(self, text, at=NOON - DAY, **values):
        """The owner says something."""
        self.mine.append(a_post(LENA, text, at, **values))
        return self.mine[-1]

    def answer_back(self, answer, by, after=HOUR):
        """Somebody answers the owner's answer."""
        return self.post(by, "Quite so.", answer.created_at + after, to=answer)

    def record(self, since=NOON - 30 * DAY, **values):
        """What is known of it, from `since` on."""
        streams = {}
        for post in self.said:
            who = post.reshared_by or post.author
            streams.setdefault(who.key, []).append(post)
        following = frozenset(one.key for one in self.followed)
        known = Record(LENA, tuple(self.mine), since, {k: tuple(v) for k, v in streams.items()}, acts=tuple(self.acts))
        return replace(known, following=following, **values)


def four_posts(month, at=NOON):
    """The fewest that make a day: alice asks, bob talks, carol links, and alice says something else."""
    return (
        month.post(ALICE, "Does anyone know a good bookbinder in Leeds?", at),
        month.post(BOB, "Just walked home along the canal and the heron was back.", at + HOUR),
        month.post(CAROL, "Ten tips for your shelf https://shelf.example/tips", at + 2 * HOUR),
        month.post(ALICE, "Soup.", at + 3 * HOUR),
    )
