"""Write the domain's values as JSON and read them back, by pydantic, which knows dataclasses, enums and times."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter
from sqlalchemy import CursorResult

from bot.domain import Act

T = TypeVar("T")


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("Any", kind))


def dump(value: Any) -> Any:
    """The value as plain JSON data; None stays None."""
    return None if value is None else _adapter(cast("Hashable", type(value))).dump_python(value, mode="json")


def dump_short(value: Any) -> Any:
    """The same without what is as it is by default: of values that are kept by the ten thousand, and never shown to be approved.

    Whoever changes a default of theirs changes what is stored.
    """
    return _adapter(cast("Hashable", type(value))).dump_python(value, mode="json", exclude_defaults=True)


def load(kind: type[T], data: Any) -> T:
    """The value that `dump` wrote. Fields added since then get their defaults."""
    loaded: T = _adapter(cast("Hashable", kind)).validate_python(data)
    return loaded


def load_or_none(kind: type[T], data: Any) -> T | None:
    """The same, where nothing may have been written."""
    return None if data is None else load(kind, data)


def new_id(result: CursorResult[Any]) -> int:
    """The id that an insert gave to its row."""
    key = result.inserted_primary_key
    assert key is not None  # noqa: S101  # an insert of one row always has one
    return int(key[0])


def act_of(data: Any) -> Act:
    """The act that `dump` wrote: a reply has words, a retraction has none."""
    return load(Act, data)  # type: ignore[arg-type]  # pydantic takes unions
