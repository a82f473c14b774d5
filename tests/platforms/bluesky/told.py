"""Write a post down as JSON, without what a bare public post has anyway: the shape of `tests/data/bluesky/*.post.json`."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from typing import Any


def told(value: Any) -> Any:
    """The value as JSON can hold it; fields that stand at their default are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: told(at) for one in fields(value) if (at := getattr(value, one.name)) != _default(one)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, AbstractSet):
        return sorted(map(str, value))
    if isinstance(value, tuple):
        return [told(one) for one in value]
    return value


def _default(field: Any) -> Any:
    return field.default if field.default is not MISSING else MISSING
