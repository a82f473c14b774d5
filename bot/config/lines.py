"""Find the line on which each key of a TOML text stands; the standard parser forgets it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

Key = tuple[str | int, ...]
"""The way to a value: names of tables and keys, numbers for the items of a list."""


def lines(text: str) -> dict[Key, int]:
    """Line numbers (from 1) of every table, key and item of a text that is good TOML.

    The values of one statement share the line on which the statement begins.
    """
    found: dict[Key, int] = {}
    table: Key = ()
    items: dict[Key, int] = {}
    for number, statement in statements(text):
        parsed = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            table = _header(parsed, items)
            found.setdefault(table, number)
        else:
            found |= {table + key: number for key in _keys(parsed)}
    return found


def line_of(key: Key, found: Mapping[Key, int]) -> int | None:
    """The line of the key, of the first thing below it, or of the nearest table around it; None when there is none."""
    below = [number for other, number in found.items() if key and other[: len(key)] == key]
    if below:
        return min(below)
    for length in range(len(key), 0, -1):
        if key[:length] in found:
            return found[key[:length]]
    return None


def statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header and each assignment with its first line; a statement ends where it can be parsed by itself."""
    pending, begun = "", 1
    for number, line in enumerate(text.splitlines(), start=1):
        begun = begun if pending else number
        pending += line + "\n"
        try:
            parsed = tomllib.loads(pending)
        except tomllib.TOMLDecodeError:
            continue
        if parsed:
            yield begun, pending
        pending = ""


def _header(parsed: Mapping[str, Any], items: dict[Key, int]) -> Key:
    """The table that a header opens; `items` counts the tables of each list of tables so far."""
    path: Key = ()
    value: Any = parsed
    while isinstance(value, dict) and value:
        name, value = next(iter(value.items()))
        path += (name,)
        if isinstance(value, list):
            items[path] = items.get(path, -1) + 1
        if path in items:
            path += (items[path],)
    return path


def _keys(parsed: Any) -> Iterator[Key]:
    """Every key below, tables and lists within the statement included."""
    inner = parsed.items() if isinstance(parsed, dict) else enumerate(parsed)
    for name, value in inner:
        yield (name,)
        if isinstance(value, dict | list):
            yield from ((name, *rest) for rest in _keys(value))
