"""What the tests of the contract share: how the owner's side reads, replies and writes in them.

The contract itself is `bot/platforms/base.py` and `publishing.py`; `test_reading`, `test_notices`, `test_messages` and
`test_publishing` hold every network to it, through nothing but `World` and the three roles.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable
from datetime import timedelta

import pytest

from bot.domain import Account, Act, Answer, Approval, Notice, Outgoing, Post, Reply, digest
from bot.outbox.mention_guard import guard
from bot.platforms.base import Messenger, Reader
from tests.contract.world import World

MARGIN = timedelta(minutes=5)
"""Clocks of servers differ a little; nothing in these tests is older."""

_numbers = itertools.count(1)


def needs(*abilities: str) -> pytest.MarkDecorator:
    """Leave a test out where `world.can` lacks one of these."""
    return pytest.mark.needs(*abilities)


def unseen(_uris: Iterable[str]) -> Collection[str]:
    """Nothing was read before."""
    return ()


def account_of(world: World, reader: Reader, who: str) -> Account:
    """Somebody's account as the owner finds it."""
    account = reader.find_account(world.address(who))
    assert account is not None
    return account


def post_of(world: World, reader: Reader, who: str, uri: str) -> Post:
    """Somebody's post as the owner sees it."""
    return next(post for post in reader.posts_by(account_of(world, reader, who)) if post.uri == uri)


def home(world: World, reader: Reader, mark: str = "") -> list[Post]:
    """The owner's home since `mark`."""
    return list(reader.new_posts(mark, seen=unseen, floor=world.now() - MARGIN).items)


def notices(world: World, reader: Reader, mark: str = "") -> list[Notice]:
    """What others did towards the owner, each once; without the bot, who followed the owner before the test began."""
    batch = reader.notices(mark, floor=world.now() - MARGIN)
    told = {notice.id: notice for notice in batch.items if notice.account.uid != world.uid("bot")}
    return list(told.values())


def reply_to(world: World, reader: Reader, post: Post, words: str, **fields: object) -> Reply:
    """The owner's words under a post, with the author's address in front where the network needs it."""
    thread = reader.thread(post.ref)
    assert thread is not None
    addresses = (post.author.address,) if reader.limits.addresses else ()
    text = " ".join((*(f"@{address}" for address in addresses), words))
    root = thread.above[0].ref if thread.above else post.ref
    return Reply(post.ref, root, text, words, addresses, **{"language": "en", **fields})


def approved(world: World, act: Act) -> Approval:
    """The owner's approval of an act, as `consent.approve` would make it."""
    number = next(_numbers)
    now = world.now()
    approval_id = f"approval-{number}-{now:%H%M%S%f}"
    return Approval(
        approval_id,
        number,
        act,
        digest(act),
        f"answer-{number}",
        now,
        world.idempotency(act, approval_id, now),
        world.reader().owner.identity,
    )


def outgoing(text: str, *, reply_to: str | None = None) -> Outgoing:
    """A message of ours, guarded as every one is."""
    return Outgoing(guard(text), f"message-{next(_numbers)}", reply_to, language="en")


def answers_after(messenger: Messenger, mark: str) -> list[Answer]:
    """What came back since `mark`, each once."""
    return list({answer.id: answer for answer in messenger.answers(mark).items}.values())
