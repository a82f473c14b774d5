"""Measure what the rounds cost that the service does again and again, with few and with many posts stored, in CPU time.

    python benchmarks/rounds.py [--stored 1000,100000,500000] [--times 9] [--choose]

makes a database on the network in memory, fills it by SQL with so many posts of a year (one in a hundred is the owner's own
reply, one in a hundred is addressed to the owner; by 600 people, with messages and answers to fit), and prints for each round
the median, the least and the most of so many runs. `--choose` measures one choice of the day as well, with the memory that it
takes on top. Nothing but the checkout is needed, and nothing leaves it.
"""

from __future__ import annotations

import argparse
import json
import logging
import platform
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

import structlog

from bot.domain import Account, Network, Post, PostRef
from bot.service import sandbox
from bot.service.workers import Program
from bot.store import open_store
from bot.store.serialization import dump

PEOPLE = 600
YEAR = timedelta(days=365)
WORDS = (
    "Does anyone scan old letters at home? The flatbed at the library flattens the folds, and I fear for the paper. "
    "It is a bundle from the attic, some two hundred pages, half of them in pencil."
)
MESSAGES_A_POST = 1 / 50


def filled(path: Path, stored: int, now: datetime) -> None:
    """Put so many posts of a year into the file, and what goes with them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.create_function("stamp", 1, lambda at: (now - timedelta(seconds=at)).isoformat(timespec="microseconds"))
        file.execute("PRAGMA synchronous=OFF")
        file.execute("BEGIN")
        _people(file, now)
        _posts(file, stored, now)
        _talk(file, int(stored * MESSAGES_A_POST))
        file.execute("COMMIT")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def somebody(number: int) -> Account:
    """One of those whose posts are stored."""
    address = f"person{number}@elsewhere.example"
    return Account(Network("memory"), address, address, f"Person {number}", f"{number}", f"https://x.example/{number}")


def _people(file: sqlite3.Connection, now: datetime) -> None:
    for number in range(PEOPLE):
        one = somebody(number)
        at = now.isoformat(timespec="microseconds")
        cursor = file.execute(
            "INSERT INTO persons (name, goal, note, never, remind_text, created_at) VALUES (?, 'none', '', 0, '', ?)",
            (one.called, at),
        )
        file.execute(
            "INSERT INTO accounts (key, person, address, account, own) VALUES (?, ?, ?, ?, 0)",
            (one.key, cursor.lastrowid, one.address, json.dumps(dump(one))),
        )


def _posts(file: sqlite3.Connection, stored: int, now: datetime) -> None:
    """A hundredth by the owner, in answer to the post before; a hundredth addressed to the owner."""
    owner = file.execute("SELECT account FROM accounts WHERE own").fetchone()[0]
    facts = file.execute("SELECT facts FROM posts LIMIT 1").fetchone()[0]
    file.execute("CREATE TEMP TABLE who (number INTEGER PRIMARY KEY, account TEXT)")
    everybody = [(number, json.dumps(dump(somebody(number)))) for number in range(PEOPLE)]
    file.executemany("INSERT INTO who VALUES (?, ?)", [*everybody, (-1, owner)])
    ref = PostRef(Network("memory"), "URI", "URI", "1")
    template = json.dumps(dump(Post(ref, somebody(0), WORDS, now, now, "URI", language="en", replies=1, likes=2)))
    file.execute(
        """
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :stored),
        made AS (SELECT n, 'https://elsewhere.example/p/' || n AS uri, stamp((:stored - n) * :step) AS at,
                 n % 100 = 0 AS own, CASE WHEN n % 100 = 0 THEN -1 ELSE n % :people END AS who FROM numbers)
        INSERT INTO posts (uri, account, network, created_at, seen_at, stored_at, parent_uri, by_owner, to_owner, post,
                           facts, gone)
        SELECT uri, json_extract(account, '$.network') || ':' || json_extract(account, '$.uid'), 'memory', at, at, at,
               CASE WHEN own THEN 'https://elsewhere.example/p/' || (n - 1) END, own, n % 100 = 50,
               json_set(replace(:template, 'URI', uri), '$.author', json(account), '$.created_at', at, '$.seen_at', at),
               :facts, 0
        FROM made JOIN who ON who.number = made.who
        """,
        {
            "stored": stored,
            "step": YEAR.total_seconds() / stored,
            "people": PEOPLE,
            "template": template,
            "facts": facts,
        },
    )
    file.execute(
        "INSERT INTO interactions (kind, by_owner, account, at, post_uri, subject_uri)"
        " SELECT 'mention', 0, account, created_at, uri, '' FROM posts WHERE to_owner AND uri LIKE '%elsewhere%'"
    )
    file.execute(
        "INSERT INTO seen (hash, at) SELECT lower(hex(randomblob(16))), stored_at FROM posts WHERE uri LIKE '%elsewhere%'"
        " AND created_at >= stamp(:at)",
        {"at": timedelta(days=8).total_seconds()},
    )


def _talk(file: sqlite3.Connection, messages: int) -> None:
    """Messages that were delivered, half as many answers, and a suggestion for a third of them, all long over."""
    file.execute("CREATE TEMP TABLE old (n INTEGER PRIMARY KEY, at TEXT)")
    file.execute(
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :messages)"
        " INSERT INTO old SELECT n, stamp((:messages - n) * :step) FROM numbers",
        {"messages": messages, "step": YEAR.total_seconds() / messages},
    )
    file.execute(
        "INSERT INTO messages (kind, part, parts, text, key, state, network_id, offers, begun, created_at,"
        " first_attempt_at, sent_at, stands_at, channel) SELECT 'notice', 1, 1, 'Words', 'old-' || n, 'sent', 'old-' || n,"
        " '', 0, at, at, at, at, 'elsewhere' FROM old"
    )
    file.execute(
        "INSERT INTO answers (id, answer, received_at, attempts, handled_at, outcome, channel)"
        " SELECT 'old-' || n, '{}', at, 1, at, 'help', 'elsewhere' FROM old WHERE n % 2"
    )
    file.execute(
        "INSERT INTO suggestions (code, person, account, network, kind, lane, state, created_at, state_at,"
        " due_at, expires_at, version, returned, score, reasons) SELECT 'z' || (1000 + n), 1, '', 'memory', 'post', 'new',"
        " 'expired', at, at, at, at, '', 0, 0, '[]' FROM old WHERE n % 3 = 0"
    )


def spent(work: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def row(what: str, stored: int, runs: list[float]) -> str:
    """One line of the table."""
    return f"{stored:>8} {what:28} {statistics.median(runs):9.2f} ms ({min(runs):.2f} to {max(runs):.2f})"


def measure(stored: int, times: int, *, choose: bool) -> None:
    """Every round, with so many posts stored."""
    with tempfile.TemporaryDirectory() as folder:
        now = datetime.now(UTC)
        config = sandbox.settings(Path(folder))
        store = open_store(Path(folder) / "nudge.db")
        program = sandbox.program(config, store, lambda: now)
        program.once()
        filled(Path(folder) / "nudge.db", stored, now)
        for what, work in rounds(program).items():
            work()
            print(row(what, stored, [spent(work) for _ in range(times)]), flush=True)
        if choose:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            took = [spent(program.reading.judging.deliberate)]
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            print(row("one choice", stored, took), f"+{grown:.0f} MB", flush=True)
        program.close()
        store.close()


def rounds(program: Program) -> dict[str, Callable[[], object]]:
    """What is done again and again, while there is nothing new."""
    network = next(iter(program.parts.readers))
    return {
        "nudge round (every 30 s)": program.reading.nudge,
        "talk round (every 5 s)": program.talking.round,
        "draft round (every 5 s)": program.drafting.round,
        "the same with answers read": lambda: program.talking.round(read=True),
        "home, nothing new": lambda: program.reading.poll(network, "home"),
        "notices, nothing new": lambda: program.reading.poll(network, "notices"),
        "own posts": lambda: program.reading.poll(network, "own"),
        "heartbeat's look": lambda: program.health(program.parts.clock()),
    }


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stored", default="1000,100000,500000")
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--choose", action="store_true")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"{platform.machine()}, Python {platform.python_version()}, {given.times} runs each")
    for stored in given.stored.split(","):
        measure(int(stored), given.times, choose=given.choose)


if __name__ == "__main__":
    main()
