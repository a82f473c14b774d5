"""Come back after 30 days, to 5,000 notifications and a home as deep as the server keeps, and print what that takes.

    python benchmarks/down.py [--notifications 5000] [--over 30] [--days 30] [--posts 300]

lives eight days with 500 followed people (`household.py`), ends the program as a stop does, and lets as many days pass in which
the owner is told of so many things, half of them words and half of them likes, in the last `--over` days; 300 posts a day lie
in home, of which the server keeps 800. Then the program is started anew at eight in the morning, in the same process, and lives
two hours at its full rhythm, with the delivery of nine in them; the owner says nothing. Prints by how much the memory grew
beyond what it had before, at its peak and in the end; what the owner was sent, by kind; the requests; and how much of what was
said to the owner in the last seven days is in the file. Linux only. Nothing leaves the machine.
"""

from __future__ import annotations

import argparse
import gc
import logging
import platform
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

import structlog
from household import BEGINS, House, Life, peak, resident
from village import DAY, Counts, Elsewhere, Rates

BEFORE, EIGHT, WEEK = 8, 8, timedelta(days=7)


def kinds(house: House) -> Counter[str]:
    """How many messages of each kind were sent."""
    return Counter(str(kind) for (kind,) in house.rows("SELECT kind FROM messages WHERE state = 'sent'"))


def lived(house: House, village: Elsewhere, days: int) -> None:
    """So many days at the stretched rhythm."""
    life, ends = Life(house), BEGINS + timedelta(days=days)
    while village.now() < ends:
        life.to_next_turn()
        life.turn()


def away(village: Elsewhere, days: int, notifications: int, over: int) -> None:
    """Nobody reads, and everything goes on until the morning on which the program is started."""
    village.ask("busier", 0, 0)
    village.passes(BEGINS + timedelta(days=BEFORE + days - over, hours=EIGHT) - village.now())
    village.ask("busier", notifications / over / 2, notifications / over / 2)
    for _ in range(over):
        village.passes(DAY)
        village.ask("live")


def told(what: str, number: str) -> None:
    """A line."""
    print(f"{what:60} {number}", flush=True)


def measure(days: int, notifications: int, over: int, rates: Rates) -> None:
    """All of it."""
    village = Elsewhere(BEGINS, rates)
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), village)
        lived(house, village, BEFORE)
        gc.collect()
        before, said, stored = resident(), kinds(house), house.count("posts")
        house.stop()
        away(village, days, notifications, over)
        first, whole = back(house, before, said)
        wanted = village.ask("told_since", WEEK)
        held = sum(bool(house.rows("SELECT 1 FROM posts WHERE uri = ?", uri)) for uri in wanted)
        told("memory before the stop", f"{before:.1f} MB")
        told("grown after two hours", f"{resident() - before:+.1f} MB")
        told("sent to the owner in all, with the delivery of nine", sent(kinds(house) - said))
        told("posts stored", f"{house.count('posts') - stored:+,}")
        told("of what was said to the owner in the last seven days", f"{held} of {len(wanted)} are stored")
        told("requests in the first quarter of an hour", f"{sum(first.by_endpoint.values())}; {asked(first)}")
        told("requests in two hours", f"{sum(whole.by_endpoint.values())}; {asked(whole)}")
        told("their first words", "")
        for at, text in house.rows(
            "SELECT sent_at, text FROM messages ORDER BY id DESC LIMIT ?", sum((kinds(house) - said).values())
        ):
            told(f"    {str(at)[11:16]}", " ".join(str(text).split())[:100])
        house.stop()
    village.close()


def sent(new: Counter[str]) -> str:
    """By kind."""
    return ", ".join(f"{times} {kind}" for kind, times in sorted(new.items())) or "nothing"


def back(house: House, before: float, said: Counter[str]) -> tuple[Counts, Counts]:
    """The first quarter of an hour after the start, then the rest of the two hours; what was said before is known."""
    house.village.ask("counts")
    peak()
    began = time.process_time()
    house.start()
    life = Life(house)
    life.lena.is_there = False
    quarter = life.full(0.25)
    told("grown in the first quarter of an hour, at the peak", f"{peak() - before:+.1f} MB")
    told("sent to the owner in it", sent(kinds(house) - said))
    told("CPU of it", f"{time.process_time() - began:.1f} s")
    rest = life.full(1.75)
    told("grown in the rest of the two hours, at the peak", f"{peak() - before:+.1f} MB")
    return quarter, rest


def asked(counts: Counts) -> str:
    """The endpoints that were asked most, and the most of one login in five minutes."""
    most = ", ".join(f"{times} {name}" for name, times in counts.by_endpoint.most_common(6))
    return f"at most {max(counts.peak.values(), default=0)} of a login in five minutes; {most}"


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notifications", type=int, default=5000)
    parser.add_argument("--over", type=int, default=30)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--posts", type=int, default=300)
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(
        f"{platform.machine()}, Python {platform.python_version()}; {given.days} days down, {given.notifications} "
        f"notifications in the last {given.over} of them, {given.posts} posts a day"
    )
    measure(given.days, given.notifications, given.over, Rates(followed=given.people, posts=given.posts))


if __name__ == "__main__":
    main()
