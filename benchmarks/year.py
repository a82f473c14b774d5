"""Live through a year with 500 followed people, and print month by month what it takes.

    python benchmarks/year.py [--months 12] [--people 500] [--posts 300] [--hours 3]

runs the program as `nudge run` puts it together, with its workers, its file and its clients for Mastodon, against the tests'
server on the loopback (`village.py`), which is a process of its own. The clock is given to both. Everybody together posts
`--posts` times a day (one in eight passes on what a stranger said, of whom half were never seen before), somebody answers the
owner six times a day, and every third day somebody new follows. The owner answers one nudge in four with words and `send`,
says `skip` or `later` to two others, and nothing to the fourth; asks in March that somebody be forgotten, rests in May for two
weeks; and in July the file is as an earlier version would have left it, so that it is migrated. Posts are kept for 14 days, as
without a configuration.

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
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

import structlog
from village import BOT, NEAR, OWNER, Counts, Elsewhere, Rates

from bot import config as configuration
from bot.config import Config
from bot.service.data_folder import open_folder
from bot.service.scheduler import BEAT, Pulse, regular
from bot.service.wiring import build
from bot.service.workers import Program
from bot.store import Store
from tests.store.old_database import brought_to

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
FULL_DAY = 20
STEP = timedelta(seconds=5)
TURNS = (3, 9, 17)
FULL_FROM, DELIVERY = 10, 9
FORGET, PAUSE, MIGRATE = (3, 10), (5, 6), (7, 5)
EARLIER = "0005"
CONFIG = f"""
[owner]
timezone = "UTC"
languages = ["en"]
[mastodon.owner]
address = "{OWNER}"
server = "SERVER"
[mastodon.bot]
address = "{BOT}"
server = "SERVER"
[deliver]
through = "mastodon"
at = ["09:00"]
"""
WORDS = (
    "I lay a sheet of polyester film over the open letter and scan with the lid up. The folds stay folds.",
    "The second drawer of the county archive has the same stone, with the three of them drawn side by side.",
    "Pencil on waxed paper, and a rubber band. It looks silly and it never got wet.",
)


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


class House:
    """The program on its folder, with the time of the village. `work` does a part of it, and counts what it took."""

    def __init__(self, folder: Path, village: Elsewhere) -> None:
        """Put it together as `nudge run` does."""
        self.village, self.folder = village, folder
        (folder / "config.toml").write_text(CONFIG.replace("SERVER", village.base))
        (folder / "secrets").mkdir(mode=0o700)
        for who, token in village.tokens.items():
            (folder / "secrets" / f"mastodon_{who}").write_text(token)
            (folder / "secrets" / f"mastodon_{who}").chmod(0o600)
        self.config: Config = configuration.load(folder, {})
        self.spent: Counter[str] = Counter()
        self.start()

    def start(self) -> None:
        """A process of now on the file as it stands; the machine's own clock, which nobody can give, is left out."""
        self.store: Store = open_folder(self.config)
        program = build(self.config, self.store, clock=self.village.now)
        self.program = Program.of(replace(program.parts, boot=None))
        self.pulse = Pulse(self.program, self.folder)
        self.jobs = {job.name: job for job in regular(self.program)}

    def stop(self) -> None:
        """End it."""
        self.program.close()
        self.store.close()

    def work(self, name: str, turn: Callable[[], object]) -> None:
        """Do it, and count the CPU."""
        began = time.process_time()
        turn()
        self.spent[name] += time.process_time() - began

    def one(self, name: str) -> None:
        """One of the jobs."""
        self.work(name, self.jobs[name].work)

    # --- what stands in the file

    def rows(self, query: str, *given: object) -> list[tuple[object, ...]]:
        """What a question of our own brings; it is not the program's."""
        with closing(sqlite3.connect(f"file:{self.config.database}?mode=ro", uri=True)) as file:
            return file.execute(query, given).fetchall()

    def count(self, table: str) -> int:
        """How many rows."""
        return int(str(self.rows(f"SELECT count(*) FROM {table}")[0][0]))  # noqa: S608 - our own tables

    def size(self) -> float:
        """Megabytes, the log beside the file included."""
        path = self.config.database
        return sum(one.stat().st_size for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()) / 1e6


class Lena:
    """The owner: reads what came, and answers some of it."""

    def __init__(self, house: House) -> None:
        """What came before is read and answered."""
        self.house, self.nudges, self.is_there = house, 0, True
        self.last = int(str(house.rows("SELECT coalesce(max(id), 0) FROM messages")[0][0]))
        self.said: Counter[str] = Counter()

    def acts(self) -> bool:
        """What there is to say to what came since she looked last; whether she said anything."""
        query = "SELECT id, kind, network_id FROM messages WHERE id > ? AND state = 'sent' ORDER BY id"
        new = self.house.rows(query, self.last)
        spoke = [self.is_there and self._to(str(kind), str(given_id)) for _, kind, given_id in new]
        self.last = max([self.last, *(int(str(row[0])) for row in new)])
        return any(spoke)

    def _to(self, kind: str, message: str) -> bool:
        if kind == "preview":
            return self.says("send", message)
        if kind != "nudge":
            return False
        self.nudges += 1
        words = (WORDS[self.nudges // 4 % len(WORDS)], "skip", "later", "")[self.nudges % 4]
        return bool(words) and self.says(words, message)

    def says(self, words: str, to: str | None = None) -> bool:
        """To the bot."""
        self.said[words if words in ("skip", "later", "send") else words.split()[0]] += 1
        self.house.village.ask("owner_says", words, to)
        return True


class Year:
    """The months, one after the other."""

    def __init__(self, house: House, hours: float) -> None:
        """Nothing was lived yet."""
        self.house, self.hours, self.lena = house, hours, Lena(house)
        self.village = house.village
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
                self.full(held)
            else:
                self.stretched(held)
        held.wall = time.monotonic() - began
        return held

    def full(self, held: Month) -> None:
        """As the service lives."""
        self.village.ask("counts")
        self.house.spent.clear()
        every = [(job.name, int(job.every.total_seconds()), job.work) for job in self.house.jobs.values()]
        every.append(("heart", int(BEAT.total_seconds()), self.house.pulse.beat))
        for second in range(0, int(self.hours * 3600), int(STEP.total_seconds())):
            self.village.passes(STEP)
            for name, seconds, turn in every:
                if second % seconds == 0:
                    self.house.work(name, turn)
            if second % 300 == 0:
                self.lena.acts()
        held.cpu, held.hours = self.house.spent.copy(), self.hours
        held.asked = self.village.ask("counts")

    def stretched(self, held: Month | None = None) -> None:
        """Until the next time at which anything is read, and all that is done then."""
        now = self.village.now()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        following = (midnight + timedelta(days=ahead, hours=hour) for ahead in (0, 1) for hour in TURNS)
        self.village.passes(next(then for then in following if then > now) - now)
        self._events()
        first = self.village.now().hour == TURNS[0]
        read = [
            "mastodon:home",
            "first-run",
            "mastodon:notices",
            *(["mastodon:late", "mastodon:own", "tidy"] if first else []),
        ]
        for name in ("talk", "drafts", *read):
            self.house.one(name)
        self._nudge(held)
        self.house.one("talk")
        self.house.work("heart", self.house.pulse.beat)
        self._talk_of_it()

    def _nudge(self, held: Month | None) -> None:
        """With the delivery on the morning after the hours at the full rhythm it is seen what one takes."""
        watched = held is not None and held.hours and held.asked_for_it is None and self.village.now().hour == DELIVERY
        if not watched or held is None:
            return self.house.one("nudge")
        self.village.ask("counts")
        before = self.house.spent["nudge"]
        self.house.one("nudge")
        held.delivery, held.asked_for_it = self.house.spent["nudge"] - before, self.village.ask("counts")
        return None

    def _talk_of_it(self) -> None:
        """While she answers, the talk goes on; afterwards until the time to undo is over."""
        while self.lena.acts():
            for seconds in (20, 20, 100, 20):
                self.village.passes(timedelta(seconds=seconds))
                self.house.one("talk")

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


def resident() -> float:
    """Megabytes of this process."""
    held = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(held.split()[1]) / 1024


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
