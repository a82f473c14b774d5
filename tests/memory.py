"""Keep what tests write in memory where there is a disk of it: their databases, thousands, wait for the disk at each commit."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

DISK = Path("/dev/shm")  # noqa: S108 - each run has a folder of its own there, which goes with it
ROOM = 1 << 30
"""Bytes."""


def keep_files_there() -> None:
    """From now on, and in what this process begins, unless somebody has said where; not where programs cannot be run from."""
    if "TMPDIR" in os.environ or not os.access(DISK, os.W_OK):
        return
    told = os.statvfs(DISK)
    if told.f_bavail * told.f_frsize > ROOM and not told.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = str(DISK)
        tempfile.tempdir = None
