"""Start `nudge run`, and print what it takes to its first poll, and what the first reading of 90 days takes.

    python benchmarks/start.py [--times 3] [--days 90] [--posts 150] [--followed 500]

A process as it runs on a server, on a folder in which nothing was ever read, and again on the same folder a minute later:
CPU, from the beginning of the process, to the end of the first poll, and until all of the owner's history was read; memory
after a minute, which is more than ten rounds. The people are those of `village.py`, in a process of their own, who have
posted for `--days`; of the owner all of that is kept. The last two lines have Bluesky beside it, whose server does not
answer: what is loaded counts. Linux only. Nothing but the checkout is needed, and nothing leaves the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

from household import CONFIG
from village import Elsewhere, Rates

ROOT = Path(__file__).resolve().parents[1]
MINUTE, LONGEST, LOOK = 60.0, 300.0, 0.02
POLLED = (
    "SELECT count(*) FROM sources WHERE name IN ('mastodon:home', 'mastodon:notices') AND read_began_at IS NOT NULL"
)
HISTORY = "SELECT mark FROM sources WHERE name = 'mastodon:history'"
BLUESKY = """
[bluesky.owner]
handle = "lena.example"
service = "http://127.0.0.1:9"
"""


@dataclass
class Run:
    """Seconds of CPU to the first poll and to the end of the first reading, requests by then, megabytes after a minute."""

    polled: float = 0.0
    read: float = 0.0
    requests: int = 0
    peak: int = 0
    held: float = 0.0


def folder_of(village: Elsewhere, folder: Path, more: str) -> None:
    """What the owner has set up."""
    (folder / "config.toml").write_text(CONFIG.replace("SERVER", village.base) + more)
    (folder / "secrets").mkdir(mode=0o700)
    for who, token in {
        **{f"mastodon_{who}": token for who, token in village.tokens.items()},
        "bluesky_owner": "secret",
    }.items():
        (folder / "secrets" / who).touch(mode=0o600)
        (folder / "secrets" / who).write_text(token)


@contextmanager
def running(folder: Path) -> Iterator[int]:
    """`nudge run` there; its process."""
    environ = {**os.environ, "NUDGE_FOLDER": str(folder), "PYTHONPATH": str(ROOT)}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=environ, stdout=log, stderr=log, cwd=folder
        )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def cpu(pid: int) -> float:
    """Seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Megabytes."""
    held = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(held.split()[1]) / 1024


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What stands in the file; nothing while it is being made."""
    try:
        with closing(sqlite3.connect(f"file:{folder / 'nudge.db'}?mode=ro", uri=True)) as file:
            return file.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []


def has_polled(folder: Path) -> bool:
    """Whether home and what is told were read."""
    return asked(folder, POLLED) == [(2,)]


def has_read(folder: Path) -> bool:
    """Whether the first reading is at its end."""
    marks = asked(folder, HISTORY)
    return bool(marks and marks[0][0] and json.loads(str(marks[0][0]))["stage"] == "done")


def lived(village: Elsewhere, folder: Path) -> Run:
    """A minute, or as long as the first reading takes."""
    found, began = Run(), time.monotonic()
    village.ask("counts")
    with running(folder) as pid:
        while time.monotonic() - began < MINUTE or (not found.read and time.monotonic() - began < LONGEST):
            if not found.polled and has_polled(folder):
                found.polled = cpu(pid)
            if not found.read and has_read(folder):
                counts = village.ask("counts")
                found.read, found.requests, found.peak = cpu(pid), counts.by_login["owner"], counts.peak["owner"]
            time.sleep(LOOK if not found.polled else 10 * LOOK)
        found.held = resident(pid)
    return found


def forgotten(folder: Path) -> None:
    """When it was polled last, so that the next start is seen to poll."""
    with closing(sqlite3.connect(folder / "nudge.db")) as file:
        file.execute("UPDATE sources SET read_began_at = NULL WHERE name LIKE 'mastodon:%'")
        file.commit()


def told(what: str, runs: list[Run], *, reading: bool) -> None:
    """A line: medians, and of the first poll the least and the most."""
    polled = [run.polled for run in runs]
    line = (
        f"{what:28} first poll {statistics.median(polled):5.2f} s of CPU ({min(polled):.2f} to {max(polled):.2f})"
        f"   after a minute {statistics.median(run.held for run in runs):6.1f} MB"
    )
    if reading:
        line += (
            f"   all read after {statistics.median(run.read for run in runs):5.2f} s of CPU, "
            f"{statistics.median(run.requests for run in runs):.0f} requests, "
            f"{max(run.peak for run in runs)} in five minutes at most"
        )
    print(line, flush=True)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("--times", 3), ("--days", 90), ("--posts", 150), ("--followed", 500)):
        parser.add_argument(name, type=int, default=usual)
    given = parser.parse_args()
    span = timedelta(days=given.days)
    village = Elsewhere(datetime.now(UTC) - span, Rates(given.followed, given.posts, own_kept=2 * span))
    village.passes(span)
    print(f"{platform.machine()}, Python {platform.python_version()}, {given.times} runs each")
    for what, more in (("Mastodon alone", ""), ("both networks", BLUESKY)):
        first, later = [], []
        for _ in range(given.times):
            with tempfile.TemporaryDirectory() as name:
                folder_of(village, Path(name), more)
                first.append(lived(village, Path(name)))
                forgotten(Path(name))
                later.append(lived(village, Path(name)))
        told(f"{what}, first start", first, reading=True)
        told(f"{what}, later", later, reading=False)


if __name__ == "__main__":
    main()
