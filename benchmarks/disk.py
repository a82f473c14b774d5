"""Count what a stored post takes on the disk, indexes and seen-marks included, and what a small change writes.

    python benchmarks/disk.py [--posts 8000] [--pages 4096,8192]

reads so many posts of 200 people from a Mastodon server that is none, as the service does, page by page, into a new file with
pages of each size; prints bytes a post beyond the empty file, and the bytes that the log beside the file takes for one setting
and for a poll of 40 posts. Counted, not timed: a busy machine says the same. Nothing but the checkout is needed, and nothing
leaves it.
"""

from __future__ import annotations

import argparse
import logging
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

import structlog
from intake import PAGE, SAYINGS, SERVER, said

from bot.decide.facts import OwnerProfile
from bot.domain import Post
from bot.knowledge import ingest
from bot.platforms.mastodon import normalise
from bot.platforms.mastodon.instance import unknown
from bot.store import open_store, settings
from bot.store.settings import BEAT_AT

NOW = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
SHORTEST, VARIED = 40, 440
OWNER = OwnerProfile(uids=frozenset({"1"}), names=("Lena Marsh",), languages=("en",), topics=("letters", "lighthouses"))


def read(count: int) -> Sequence[Sequence[Post]]:
    """The posts, the oldest page first, with 40 to 480 characters each."""
    instance, words = unknown(SERVER), " ".join(SAYINGS) * 2
    told = [
        {**said(n, NOW), "content": f"<p>{words[n % 97 : n % 97 + SHORTEST + n * 37 % VARIED]}</p>"}
        for n in range(count)
    ]
    found = [normalise.post(status, instance, NOW) for status in reversed(told)]
    kept = [post for post in found if post is not None]
    return [kept[begins : begins + PAGE] for begins in range(0, len(kept), PAGE)]


def measured(pages: Sequence[Sequence[Post]], page_size: int) -> tuple[float, int, int]:
    """Bytes a post, and what the log takes for a setting and for a page of posts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nudge.db"
        with closing(sqlite3.connect(path)) as file:
            file.execute(f"PRAGMA page_size={page_size}")
            file.execute("VACUUM")
        store = open_store(path)
        empty = _moved(path)
        for page in pages[:-1]:
            with store.begin() as tx:
                ingest.take_in(tx, page, OWNER, NOW)
        each = (_moved(path) - empty) / sum(map(len, pages[:-1]))
        with store.begin() as tx:
            settings.put(tx, BEAT_AT, NOW)
        setting = _log(path)
        _moved(path)
        with store.begin() as tx:
            ingest.take_in(tx, pages[-1], OWNER, NOW)
        poll = _log(path)
        store.close()
        return each, setting, poll


def _log(path: Path) -> int:
    return path.with_name(f"{path.name}-wal").stat().st_size


def _moved(path: Path) -> int:
    """The size of the file once all of the log is in it."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


def main() -> None:
    """Read the command line, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=8000)
    parser.add_argument("--pages", default="4096,8192")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"SQLite {sqlite3.sqlite_version}, Python {platform.python_version()}, {given.posts} posts")
    pages = read(given.posts)
    for size in map(int, given.pages.split(",")):
        each, setting, poll = measured(pages, size)
        print(
            f"pages of {size:>5}: {each:7.0f} bytes a post; written for a setting {setting:>7}, for 40 posts {poll:>7}"
        )


if __name__ == "__main__":
    main()
