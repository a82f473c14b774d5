"""Take single fields out of a server's JSON without trusting its shape (BM-1, BM-3).

Pages are read raw and each item is translated alone, so that one item with a missing field never fails its page (BM-2).
Nothing here raises but `Malformed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.errors import PlatformError
from bot.platforms.values import whole_number
from bot.wording.text import writable

Node = Mapping[str, Any]
"""One JSON object as it came from the server."""

FIRST = datetime(1990, 1, 1, tzinfo=UTC)
LAST = datetime(2200, 1, 1, tzinfo=UTC)
"""Between these lies every time that is believed; imported posts are older than the network."""


class Malformed(PlatformError):
    """An item lacks what nothing can be made without."""


def node(value: object) -> Node:
    """The object, or an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def nodes(value: object) -> tuple[Node, ...]:
    """The objects of a list; whatever else stands in it is left out."""
    return tuple(item for item in value if isinstance(item, Mapping)) if isinstance(value, list) else ()


def listed(answer: Node, name: str) -> tuple[Node, ...]:
    """The objects of the list under this name. Raises `Malformed` when there is none: an empty answer tells nothing."""
    if not isinstance(answer.get(name), list):
        raise Malformed(f"no {name}")
    return nodes(answer[name])


def words(value: object) -> tuple[str, ...]:
    """The strings of a list; whatever else stands in it is left out."""
    return tuple(writable(item) for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def text(value: object) -> str:
    """The string, or an empty one for anything else."""
    return writable(value) if isinstance(value, str) else ""


def count(value: object) -> int | None:
    """The number, or None for anything else."""
    return whole_number(value)


def required(item: Node, name: str) -> str:
    """The string under this name. Raises `Malformed` when there is none."""
    value = text(item.get(name))
    if not value:
        raise Malformed(f"no {name}")
    return value


def moment(value: object) -> datetime | None:
    """The time in UTC, whichever of the many ways it was written in (BM-4); without a zone it is taken for UTC.

    None for one that cannot be: nothing was said then.
    """
    try:
        parsed = datetime.fromisoformat(text(value).strip().upper())
        told = parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return told if FIRST <= told < LAST else None


def authority(uri: str) -> str:
    """Whose repository an at-uri points into: its DID. Empty when it names none (BI-3)."""
    parts = uri.split("/")
    return parts[2] if len(parts) > 2 and parts[0] == "at:" and parts[2].startswith("did:") else ""  # noqa: PLR2004
