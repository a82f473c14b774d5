"""Import a library without others that it would take along for what we never ask of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*names: str) -> Iterator[None]:
    """As long as it lasts these libraries are not there, unless they were loaded before; nothing of it stays behind."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # Python's own word for "not to be found"
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
