"""What was said, who may see it, and what stands in whose home."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.servers.mastodon.people import Person

REAL_TIME = timedelta(hours=6)
"""Older posts of other servers are not put into homes any more (MT-3)."""


@dataclass(eq=False)
class Status:
    """One status or reshare. `named` are the ids of everybody whom its text reaches, `arrived_at` when it came here."""

    id: str
    author: Person
    text: str
    created_at: datetime
    arrived_at: datetime
    uri: str
    url: str
    visibility: str = "public"
    warning: str = ""
    sensitive: bool = False
    language: str | None = None
    reply_to: str | None = None
    reply_to_author: str | None = None
    named: list[str] = field(default_factory=list)
    reshares: Status | None = None
    edited_at: datetime | None = None
    application: str = "test"
    extra: dict[str, Any] = field(default_factory=dict)
    """Parts of the answer that no endpoint of this server makes: a card, a poll, a quote, an interaction policy."""


def visible(status: Status, viewer: Person) -> bool:
    """Whether somebody may read a status at all."""
    if viewer is status.author:
        return True
    if viewer.id in status.author.blocks:
        return False
    if status.reshares is not None and not visible(status.reshares, viewer):
        return False
    if status.visibility == "direct":
        return viewer.id in status.named
    if status.visibility == "private":
        return viewer.id in status.named or status.author.id in viewer.follows
    return True


def at_home(status: Status, viewer: Person, people: dict[str, Person]) -> bool:
    """Whether a status stands in somebody's home (MT-7, MT-8, MO-9)."""
    inner = status.reshares or status
    if status.arrived_at - status.created_at > REAL_TIME or not visible(status, viewer):
        return False
    if status.author is not viewer and status.author.id not in viewer.follows:
        return False
    if any(status.author.id in one.members for one in viewer.lists if one.exclusive):
        return False
    if any(viewer.apart_from(one) or one.id in viewer.mutes for one in (status.author, inner.author)):
        return False
    return inner.reply_to_author is None or _answers_somebody_known(inner, viewer) or inner.author.id == viewer.id


def _answers_somebody_known(status: Status, viewer: Person) -> bool:
    answered = status.reply_to_author
    return answered in (viewer.id, status.author.id) or answered in viewer.follows
