"""Change single keys of a config.toml, and leave everything else in it as its owner wrote it, comments included. Pure."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

from bot.config.lines import Key, statements


def put(text: str, key: Key, literal: str) -> str:
    """The text with this value at this key (`("deliver", "at")`); a section that is missing is added at the end."""
    table, name = key[:-1], str(key[-1])
    written, place = text.splitlines(), None
    for header, first, last, names in _places(text):
        if header == table and name in names:
            return _joined([*written[:first], f"{name} = {literal}", *written[last:]])
        if header == table:
            place = last
    if place is not None:
        return _joined([*written[:place], f"{name} = {literal}", *written[place:]])
    section = [f"[{'.'.join(str(part) for part in table)}]", f"{name} = {literal}"]
    return _joined([*written, *([""] if written and written[-1].strip() else []), *section])


_TRUTHS = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}


def literals(value: str, *, truth: bool = False) -> Iterator[str]:
    """What a value from a command line can mean in TOML, the likeliest first. `truth`: the key says yes or no."""
    if truth and value.lower() in _TRUTHS:
        yield _TRUTHS[value.lower()]
    try:
        tomllib.loads(f"x = {value}")
    except tomllib.TOMLDecodeError:
        pass
    else:
        if "\n" not in value and "#" not in value:
            yield value
    parts = [part.strip() for part in value.split(",") if part.strip()]
    listed = f"[{', '.join(quoted(part) for part in parts)}]"
    yield from (listed, quoted(value)) if len(parts) > 1 else (quoted(value), listed)


def quoted(value: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _places(text: str) -> Iterator[tuple[Key, int, int, tuple[str, ...]]]:
    """Of every statement: its table, its first line and the one after its last (from 0), and the keys that it sets."""
    table: Key = ()
    for first, statement in statements(text):
        begin, length = first - 1, len(statement.splitlines())
        parsed: Any = tomllib.loads(statement)
        names = tuple(str(name) for name in parsed)
        if statement.lstrip().startswith("["):
            table, names = _opened(parsed), ()
        yield table, begin, begin + length, names


def _opened(parsed: Any) -> Key:
    """The table that a header opens; one of a list of tables has no name here, since it cannot be set by name."""
    path: Key = ()
    while isinstance(parsed, dict) and parsed:
        name, parsed = next(iter(parsed.items()))
        path += (name,)
    return (*path, 0) if isinstance(parsed, list) else path


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
