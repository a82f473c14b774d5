"""Count a text as Mastodon counts it (ML-4)."""

from __future__ import annotations

import re
from functools import partial

from bot.domain import Limits
from bot.platforms.mastodon.idempotency import REPEAT_HARMLESS
from bot.platforms.mastodon.instance import Instance
from bot.wording.text import graphemes

_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?'()\[\]]", re.IGNORECASE)
_USER = r"[a-z0-9_]+(?:[.\-]+[a-z0-9_]+)*"
_REMOTE = re.compile(rf"(?<![=/\w])@({_USER})@\w+(?:[.\-]+\w+)*", re.IGNORECASE)
_ROOM_TO_SPARE = 10


def measure(text: str, per_url: int = 23) -> int:
    """Characters of a status: a link counts as `per_url` whatever its length, a remote handle without its domain.

    A server that says 0 of a link knows no such rules: everything counts in full.
    The text alone; a warning counts as many more as it has characters.
    """
    return graphemes(_REMOTE.sub(r"@\1", _URL.sub("x" * per_url, text)) if per_url else text)


def for_replies(instance: Instance) -> Limits:
    """What a public reply may be on this server."""
    return Limits(
        characters=instance.characters,
        measure=partial(measure, per_url=instance.per_url),
        addresses=True,
        repeat_harmless=REPEAT_HARMLESS if instance.idempotent else None,
    )


def for_messages(instance: Instance, owner_address: str) -> Limits:
    """What a private message may be once the owner's address stands in front; every character counts in full."""
    return Limits(
        characters=instance.characters - graphemes(f"@{owner_address} ") - _ROOM_TO_SPARE,
        measure=graphemes,
        repeat_harmless=REPEAT_HARMLESS if instance.idempotent else None,
        keep_name=not instance.mastodon,
    )
