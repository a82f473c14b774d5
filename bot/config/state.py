"""Name the state of the files that a configuration is read from, to see whether they were changed since."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.config import Config, credentials
from bot.config.gathering import FILE


def signature(config: Config) -> str:
    """Names the state of every file that a configuration is read from, without anything that they hold."""
    states = [_state(file) for file in (config.folder / FILE, *credentials.files(config))]
    return hashlib.sha256(repr(states).encode()).hexdigest()[:16]


def _state(file: Path) -> tuple[int, ...]:
    try:
        found = file.stat()
    except OSError:
        return ()
    return (found.st_ino, found.st_size, found.st_mtime_ns)
