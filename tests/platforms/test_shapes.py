"""Whatever shape a server's answer has, one entity at most is lost by it, and its neighbours on the page are read.

`NUDGE_SHAPES=2000 python -m pytest tests/platforms/test_shapes.py` tries so many of each kind.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import Account, Notice, Post
from bot.platforms.bluesky import normalise as bluesky
from bot.platforms.mastodon import normalise as mastodon
from bot.platforms.mastodon import notices
from bot.platforms.mastodon.fields import Malformed
from tests.platforms.bluesky.builders import a_view
from tests.platforms.mastodon.builders import HOME, NOW, a_notification, a_status, an_account, the_owner

EXAMPLES = int(os.environ.get("NUDGE_SHAPES", "100"))
tried = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

ODD = [
    None, "", "x", "-1", " ", 0, -1, 2**70, 1e308, float("nan"), True, False, [], {}, [None], [[]], [{}], {"id": None},
    {"x": {"x": {}}}, "\ud800", "\u202e\u2066", "\x00", "\u3164", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00",
    "2099-01-01T00:00:00Z", "2026-13-45", "1" * 5_000, "9" * 40, "https://[", "http://xn--\u00fc.example", "at://", "did:",
    "a" * 100_000, "<b>" * 5_000, "<a href='https://['>" * 50, "@" * 2_000, ["x"] * 5_000, [{"id": "1"}] * 500,
    {str(n): n for n in range(2_000)},
]  # fmt: skip
"""What no documentation promises: absent, of another type, huge, or a text with a trap in it."""

GONE = object()
ODDITIES = st.sampled_from([GONE, *ODD])


def places(entity: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every field, however deep."""
    rows = entity.items() if isinstance(entity, dict) else enumerate(entity) if isinstance(entity, list) else ()
    for key, value in rows:
        yield (*way, key)
        yield from places(value, (*way, key))


def mutated(entity: Any, way: tuple[Any, ...], value: Any) -> Any:
    """The entity with one field another thing, or not there; what lies on the way to it is made anew, the rest is the same."""
    made = copy.copy(entity)
    key, *further = way
    if further:
        made[key] = mutated(entity[key], tuple(further), value)
    elif value is GONE:
        del made[key]
    else:
        made[key] = value
    return made


@st.composite
def shapes(draw: st.DrawFn, entity: Any) -> Any:
    """The entity with one to three of its fields changed."""
    made = entity
    for _ in range(draw(st.integers(1, 3))):
        if ways := list(places(made)):
            made = mutated(made, ways[draw(st.integers(0, len(ways) - 1))], draw(ODDITIES))
    return made


STATUS = a_status(
    content='<p>Which ink for <a href="https://a.example/1">old maps</a>, <a href="https://b.example/tags/maps">#maps</a>?</p>',
    tags=[{"name": "maps", "url": "https://home.example/tags/maps"}],
    mentions=[{"id": "7", "username": "lena", "acct": "lena", "url": "https://home.example/@lena"}],
    in_reply_to_id="5", in_reply_to_account_id="7", poll={"id": "1"}, edited_at="2026-11-18T16:00:00Z",
    card={"url": "https://a.example/1", "title": "Ink"}, local_only=False, application={"name": "Web"},
    media_attachments=[{"id": "1", "type": "image", "description": "A map"}],
    quote={"state": "accepted", "quoted_status": {"id": "9", "uri": "https://a.example/9", "visibility": "public",
           "content": "<p>Paper</p>", "account": {"id": "4", "acct": "ada@a.example"}}},
    interaction_policy={"can_reply": {"always": ["public"], "automatic_approval": ["public"]}},
    filtered=[{"filter": {"context": ["home"], "filter_action": "hide", "expires_at": "2026-11-19T00:00:00Z"}}],
)  # fmt: skip
RESHARE = {**a_status(id="77", uri="https://home.example/77"), "reblog": STATUS}
ACCOUNT = an_account(fields=[{"name": "Site", "value": "<a href='https://a.example'>a</a>"}], moved=None)
NOTIFICATION = a_notification(type="mention", status=STATUS)
VIEW = a_view()


def of_status(entity: Any) -> Post:
    """A status, as the reader turns it."""
    return mastodon.post(entity, HOME, NOW)


def of_account(entity: Any) -> Account:
    """An account, as the reader turns it."""
    return mastodon.account(entity, HOME)


def of_notification(entity: Any) -> Notice | None:
    """A notification, as the reader turns it."""
    return notices.notice(entity, HOME, NOW, the_owner())


@pytest.mark.parametrize(
    ("entity", "turn"),
    [(STATUS, of_status), (RESHARE, of_status), (ACCOUNT, of_account), (NOTIFICATION, of_notification)],
    ids=["status", "reshare", "account", "notification"],
)
def test_an_entity_of_mastodon_of_any_shape_is_left_out_or_read(entity, turn):
    """`Malformed` is the only word about it: a page goes on with the next one."""

    @tried
    @given(shapes(entity))
    def any_shape(made: Any) -> None:
        read(made, turn, Malformed)

    any_shape()


def read(made: Any, turn: Callable[[Any], Any], malformed: type[Exception]) -> None:
    """One entity: what becomes of it has an address and can be stored, or it is left out."""
    try:
        found = turn(made)
    except malformed:
        return
    can_be_kept(found)


def can_be_kept(found: Any) -> None:
    """Compared, written as UTF-8, and no number larger than a database's."""
    hash(found)
    repr(found).encode()
    if is_dataclass(found) and not isinstance(found, type):
        for field in fields(found):
            can_be_kept(getattr(found, field.name))
    elif isinstance(found, tuple | frozenset):
        for part in found:
            can_be_kept(part)
    elif isinstance(found, int):
        assert abs(found) < 2**63
    elif isinstance(found, str):
        found.encode()


@pytest.mark.parametrize("entity", [VIEW], ids=["post"])
def test_a_view_of_bluesky_of_any_shape_is_left_out_or_read(entity):
    """And the good one behind it is read whatever stands before."""

    @tried
    @given(shapes(entity))
    def any_shape(made: Any) -> None:
        found, skipped = bluesky.readable([made, entity], bluesky.post, of="test")
        assert len(found) + skipped == 2
        assert found[-1] == bluesky.post(entity)

    any_shape()
