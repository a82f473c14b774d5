"""Say what differs between the two kinds of server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Flavour:
    """How a server behaves where servers differ (MO-3, MO-8, MO-9)."""

    name: str
    version: str
    api: int | None
    ulids: bool
    keeps_keys: bool
    filters_notifications: bool
    many_at_once: bool
    locked: bool
    default_visibility: str
    duplicates: bool
    """A page that is not full repeats its last entry."""
    strict_handles: bool
    """A handle after a slash or an equals sign reaches nobody."""


MASTODON = Flavour(
    name="mastodon",
    version="4.6.4",
    api=11,
    ulids=False,
    keeps_keys=True,
    filters_notifications=True,
    many_at_once=True,
    locked=False,
    default_visibility="public",
    duplicates=False,
    strict_handles=True,
)
GOTOSOCIAL = Flavour(
    name="gotosocial",
    version="0.20.0+git-1a2b3c4",
    api=None,
    ulids=True,
    keeps_keys=False,
    filters_notifications=False,
    many_at_once=False,
    locked=True,
    default_visibility="unlisted",
    duplicates=True,
    strict_handles=False,
)
