"""Live through a year with 500 followed people, and print month by month what it takes.

    python benchmarks/year.py [--months 12] [--people 500] [--posts 300] [--hours 3]

runs the program as `nudge run` puts it together, with its workers, its file and its clients for Mastodon (`household.py`),
against the tests' server on the loopback (`village.py`), which is a process of its own. The clock is given to both. Everybody
together posts `--posts` times a day (one in eight passes on what a stranger said, of whom half were never seen before),
somebody answers the owner six times a day, and every third day somebody new follows. The owner answers one nudge in four with
words and `send`, says `skip` or `later` to two others, and nothing to the fourth; asks in March that somebody be forgotten,
rests in May for two weeks; and in July the file is as an earlier version would have left it, so that it is migrated. Posts are
kept for 14 days, as without a configuration.

A year of days at the full rhythm would take hours. So `--hours` of each month, from ten in the morning of the 20th, are lived as
the service lives, with a turn for every worker in each five seconds; the others at a stretched one: as many posts, but everything
is read and done at three hours of the day only, and twice or so a minute while the owner talks. Requests and seconds of CPU a day
are those of the hours at the full rhythm, and on top one delivery, which is measured by itself on the next morning; the file
(the log beside it included) and the memory are those at the end of the month. Linux only. Nothing leaves the machine.
"""

from __future__ import annotations

import argparse
import calendar
import logging
import platform
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

import structlog
from household import BEGINS, House, Life, resident
from village import NEAR, Counts, Elsewhere, Rates

from tests.store.old_database import brought_to

FULL_DAY = 20
FULL_FROM, DELIVERY = 10, 9
FORGET, PAUSE, MIGRATE = (3, 10), (5, 6), (7, 5)
EARLIER = "0005"


@dataclass
class Month:
    """What one of them took."""

    name: str
    cpu: Counter[str] = field(default_factory=Counter)
    hours: float = 0
    asked: Counts = field(default_factory=Counts)
    delivery: float = 0
    asked_for_it: Counts | None = None
    wall: float = 0


class Year:
    """The months, one after the other."""

    def __init__(self, house: House, hours: float) -> None:
        """Nothing was lived yet."""
        self.house, self.hours, self.life = house, hours, Life(house)
        self.village, self.lena = house.village, self.life.lena
        self.done: set[str] = set()

    def month(self, number: int) -> Month:
        """One of them."""
        held, began = Month(calendar.month_abbr[number]), time.monotonic()
        ends = datetime(2026 + number // 12, number % 12 + 1, 1, tzinfo=UTC)
        while self.village.now() < ends:
            now = self.village.now()
            full = datetime(2026, number, FULL_DAY, FULL_FROM, tzinfo=UTC)
            if not held.hours and (now.day, now.hour) == (FULL_DAY, DELIVERY):
                self.village.passes(full - now)
                held.asked = self.life.full(self.hours)
                held.cpu, held.hours = self.house.spent.copy(), self.hours
            else:
                self.life.to_next_turn()
                self._events()
                self.life.turn(partial(self._delivery, held) if self._is_watched(held) else None)
        held.wall = time.monotonic() - began
        return held

    def _is_watched(self, held: Month) -> bool:
        """On the morning after the hours at the full rhythm it is seen what a delivery takes."""
        return bool(held.hours) and held.asked_for_it is None and self.village.now().hour == DELIVERY

    def _delivery(self, held: Month) -> None:
        self.village.ask("counts")
        before = self.house.spent["nudge"]
        self.house.one("nudge")
        held.delivery, held.asked_for_it = self.house.spent["nudge"] - before, self.village.ask("counts")

    # --- what happens once

    def _events(self) -> None:
        now = self.village.now()
        for on, what in ((FORGET, self._forget), (PAUSE, self._pause), (MIGRATE, self._migrate)):
            if (now.month, now.day) == on and what.__name__ not in self.done:
                self.done.add(what.__name__)
                what()

    def _forget(self) -> None:
        self.gone = f"person7@{NEAR}"
        self.lena.says(f"forget {self.gone}")

    def _pause(self) -> None:
        self.lena.says("pause 2w")

    def _migrate(self) -> None:
        """The same rows in a file of an earlier schema, as far as it has room for them."""
        self.house.stop()
        path, old = self.house.config.database, self.house.folder / "earlier.db"
        brought_to(EARLIER, old)
        moved(path, old)
        old.replace(path)
        began, wall = time.process_time(), time.monotonic()
        self.house.start()
        took, lasted = time.process_time() - began, time.monotonic() - wall
        print(f"      the file of schema {EARLIER} was migrated in {took:.2f} s of CPU, {lasted:.2f} s", flush=True)

    def told(self) -> str:
        """What came of what happened once."""
        left = self.house.rows("SELECT count(*) FROM posts WHERE account LIKE ?", f"%{getattr(self, 'gone', '-')}")
        out = self.house.rows("SELECT count(*) FROM publications")
        return f"{left[0][0]} posts of the forgotten person are kept; {out[0][0]} replies went out; she said {dict(self.lena.said)}"


def moved(path: Path, old: Path) -> None:
    """Every row of every table that both files have, with the columns that both have."""
    with closing(sqlite3.connect(old, isolation_level=None)) as file:
        file.execute("ATTACH ? AS new", (str(path),))
        file.execute("PRAGMA foreign_keys=OFF")
        file.execute("BEGIN")
        for (table,) in file.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            here, there = (_columns(file, where, table) for where in ("main", "new"))
            both = ", ".join(f'"{name}"' for name in here if name in there)
            if both and table != "alembic_version":
                file.execute(f'INSERT OR REPLACE INTO main."{table}" ({both}) SELECT {both} FROM new."{table}"')  # noqa: S608
        file.execute("COMMIT")
    path.with_name(f"{path.name}-wal").unlink(missing_ok=True)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)


def _columns(file: sqlite3.Connection, where: str, table: str) -> list[str]:
    return [str(row[1]) for row in file.execute(f'PRAGMA {where}.table_info("{table}")')]


HEAD = (
    "      file MB   rows: posts  accounts  messages   memory MB   CPU s/day   requests/day: owner   bot"
    "   peak of 5 min   lived in"
)


def line(held: Month, house: House) -> str:
    """A row of the table."""
    day = 24 / held.hours if held.hours else 0
    asked, once = held.asked.by_login, (held.asked_for_it or Counts()).by_login
    return (
        f"{held.name:5} {house.size():7.1f} {house.count('posts'):13,} {house.count('accounts'):9,} "
        f"{house.count('messages'):9,} {resident():11.1f} {held.cpu.total() * day + held.delivery:11.1f} "
        f"{asked['owner'] * day + once['owner']:21,.0f} {asked['bot'] * day + once['bot']:5,.0f} "
        f"{max(held.asked.peak.values(), default=0):12} {held.wall:10.0f} s"
    )


def parts(held: Month) -> str:
    """By worker and by endpoint, of one month."""
    day = 24 / held.hours
    cpu = ", ".join(f"{name} {seconds * day:.1f}" for name, seconds in held.cpu.most_common() if seconds * day >= 0.05)  # noqa: PLR2004
    asked = ", ".join(f"{name} {times * day:.0f}" for name, times in held.asked.by_endpoint.most_common())
    once = (held.asked_for_it or Counts()).by_endpoint
    return (
        f"{held.name}, CPU s/day: {cpu}; a delivery {held.delivery:.2f}\n{held.name}, requests/day: {asked}; for a delivery "
        + ", ".join(f"{name} {times}" for name, times in once.most_common())
    )


def live(months: int, hours: float, rates: Rates) -> None:
    """The year."""
    village = Elsewhere(BEGINS, rates)
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), village)
        year = Year(house, hours)
        print(HEAD)
        lived = []
        for number in range(1, months + 1):
            lived.append(year.month(number))
            print(line(lived[-1], house), flush=True)
        print(year.told())
        for held in dict.fromkeys(one.name for one in (lived[0], lived[-1])):
            print(parts(next(one for one in lived if one.name == held)))
        house.stop()
    village.close()


def main() -> None:
    """Read the command line, live, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--posts", type=int, default=300)
    parser.add_argument("--hours", type=float, default=3)
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(
        f"{platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; {given.people} people "
        f"followed, {given.posts} posts a day in all; {given.hours:g} hours of each month at the full rhythm"
    )
    live(given.months, given.hours, Rates(followed=given.people, posts=given.posts))


if __name__ == "__main__":
    main()
