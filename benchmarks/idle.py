"""Count what a day costs on which nothing happens, in CPU time, worker by worker.

    python benchmarks/idle.py [--hours 2]

runs everything that the service does regularly, on the network in memory and by a clock that is moved five seconds at a time,
so that two hours take seconds; prints each part as seconds of CPU a day. The scheduler's own threads and a network's answers
are not in it. Nothing but the checkout is needed, and nothing leaves it.
"""

from __future__ import annotations

import argparse
import logging
import platform
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

import structlog

from bot.service import sandbox
from bot.service.scheduler import BEAT, Pulse, regular
from bot.store import open_store

STEP = 5


def main() -> None:
    """Read the command line, let time pass, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=2)
    hours = parser.parse_args().hours
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"{platform.machine()}, Python {platform.python_version()}, {hours:g} hours")
    spent = idle(int(hours * 3600))
    for name, seconds in spent.most_common():
        print(f"{name:20} {seconds * 24 / hours:6.1f} s a day")
    print(f"{'all':20} {spent.total() * 24 / hours:6.1f} s a day")


def idle(seconds: int) -> Counter[str]:
    """What each part of it spends in so many seconds."""
    spent: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        now = [datetime.now(UTC)]
        store = open_store(Path(folder) / "nudge.db")
        program = sandbox.program(sandbox.settings(Path(folder)), store, lambda: now[0])
        program.once()
        pulse = Pulse(program, Path(folder))
        work = [(job.name, int(job.every.total_seconds()), job.work) for job in regular(program)]
        for second in range(0, seconds, STEP):
            now[0] += timedelta(seconds=STEP)
            for name, every, turn in [*work, ("heart", int(BEAT.total_seconds()), pulse.beat)]:
                if second % every == 0:
                    began = time.process_time()
                    turn()
                    spent[name] += time.process_time() - began
        program.close()
        store.close()
    return spent


if __name__ == "__main__":
    main()
