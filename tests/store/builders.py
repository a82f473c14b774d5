"""Small values for the store's tests, and a store on a real file."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.decide.facts import OwnerProfile, PostFacts
from bot.domain import (
    Account,
    Approval,
    MessageEvent,
    Motive,
    Network,
    NudgeKind,
    Post,
    PostRef,
    Reason,
    Reply,
    digest,
)
from bot.store import messages, people, posts, suggestions
from tests.play.ground import SETTINGS

NOW = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OWNER = OwnerProfile(
    uids=frozenset({"owner@home.example"}),
    names=("Lena",),
    languages=("en",),
    topics=(),
    zone=SETTINGS["owner"]["timezone"],
)

_numbers = itertools.count(1)


def an_account(name: str = "alice", **differs: Any) -> Account:
    """Somebody on a server of their own."""
    address = f"{name}@books.example"
    return Account(Network("memory"), address, name, address, name.title(), **differs)


def a_ref(number: int | None = None) -> PostRef:
    """A place where something was said; each call another one."""
    number = number or next(_numbers)
    return PostRef(Network("memory"), f"https://books.example/{number}", str(number), "v1")


def a_post(text: str = "How do you keep letters flat?", by: str = "alice", **differs: Any) -> Post:
    """Something that somebody said just now."""
    said = {"ref": a_ref(), "author": an_account(by), "created_at": NOW, "seen_at": NOW, "link": "", **differs}
    return Post(text=text, **said)


def a_reply(post: Post, words: str = "Under glass.") -> Reply:
    """The owner's words under a post."""
    return Reply(post.ref, post.ref, f"@{post.author.address} {words}", words, (post.author.address,))


def an_approval(suggestion: int, post: Post, answer: str = "answer-1") -> Approval:
    """Permission for that."""
    act = a_reply(post)
    return Approval(
        f"approval-{next(_numbers)}", suggestion, act, digest(act), answer, NOW, "{}", "memory:owner@home.example"
    )


def kept(tx: Any, post: Post, *, by_owner: bool = False, to_owner: bool = False) -> Post:
    """A post in the store, with its author."""
    people.meet(tx, post.author, now=NOW, own=by_owner)
    posts.save(tx, post, facts=PostFacts().to_json(), by_owner=by_owner, to_owner=to_owner, now=NOW)
    return post


def suggested(tx: Any, post: Post, **differs: Any) -> suggestions.Suggestion:
    """A suggestion about a post that is kept."""
    person = people.person_of(tx, post.author.key)
    columns = {
        "post_uri": post.uri,
        "network": post.network,
        "kind": NudgeKind.QUESTION,
        "motive": Motive.NEW,
        "created_at": NOW,
        "state_at": NOW,
        "due_at": NOW,
        "expires_at": NOW + 2 * DAY,
        **differs,
    }
    reasons = (Reason("a question", 2.0, "a question"),)
    return suggestions.add(tx, name=person.name, person=person.id, account=post.author.key, reasons=reasons, **columns)


def happened(tx: Any, number: int, *events: MessageEvent, **noted: Any) -> messages.Message:
    """A message of the outbox after all of this; what is noted of it is noted at the last."""
    for event in events:
        assert messages.move(tx, messages.get(tx, number), event, **(noted if event is events[-1] else {}))
    return messages.get(tx, number)


def delivered(tx: Any, number: int, at: datetime = NOW, **differs: Any) -> messages.Message:
    """A message of the outbox that waited, after it was delivered."""
    where = {"network_id": f"n{number}", "channel": "here", "sent_at": at, "stands_at": at, **differs}
    return happened(tx, number, MessageEvent.CLAIM, MessageEvent.DELIVERED, **where)
