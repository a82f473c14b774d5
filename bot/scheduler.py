"""Run the lanes in time, keep the heartbeat, and stop at once when asked to.

APScheduler's threads run the lanes, one thread each; due times live in the database, so its own store is memory (AP-14).
The main thread compares wall and monotonic time: after a jump over 30 s every interval is re-planned, because a backward
jump otherwise stalls interval jobs. On SIGTERM nothing new is claimed; a request in flight has 1.5 s, then the process
ends hard: an interrupted request is a crash, and recovers like one.
"""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType

import structlog
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.domain import Network
from bot.lanes import Program
from bot.services.ping import ping
from bot.store import sources

log = structlog.get_logger()

READ, TALK, DRAFT = "read", "talk", "draft"
TICK = 1.0
JUMP = 30.0
BEAT = timedelta(seconds=30)
LAST_WISH = 1.5
GRACE = 3600


@dataclass(frozen=True, slots=True)
class Regular:
    """One thing that is done again and again, in one lane."""

    name: str
    lane: str
    every: timedelta
    work: Callable[[], None]


def regular(program: Program) -> tuple[Regular, ...]:
    """Everything that the service does, and how often (DESIGN 4)."""
    poll, reading = program.parts.config.poll, program.reading
    found = [
        Regular("talk", TALK, timedelta(seconds=5), program.talking.round),
        Regular("drafts", DRAFT, timedelta(seconds=5), program.drafting.round),
        Regular("first-run", READ, timedelta(minutes=1), reading.first_run),
        Regular("nudge", READ, timedelta(seconds=30), reading.nudge),
        Regular("tidy", READ, timedelta(hours=6), reading.tidy),
    ]
    rhythm = {
        "home": poll.posts_every,
        "late": timedelta(hours=1),
        "notices": poll.mentions_every,
        "own": timedelta(minutes=15),
    }
    for network in program.parts.readers:
        for what, every in rhythm.items():
            found.append(Regular(f"{network}:{what}", READ, every, _polling(program, network, what)))
    return tuple(found)


def _polling(program: Program, network: Network, what: str) -> Callable[[], None]:
    return lambda: program.reading.poll(network, what)


class Service:
    """The program, running until it is told to stop."""

    def __init__(self, program: Program, folder: Path, *, ping_url: str = "") -> None:
        self._program = program
        self._heartbeat = folder / "heartbeat.json"
        self._ping_url = ping_url
        self._stopping = threading.Event()
        self._scheduler = BackgroundScheduler(
            executors={lane: ThreadPoolExecutor(1) for lane in (READ, TALK, DRAFT)},
            job_defaults={"misfire_grace_time": GRACE, "coalesce": True, "max_instances": 1},
            timezone=UTC,
        )
        self._scheduler.add_listener(self._count, EVENT_JOB_ERROR | EVENT_JOB_MISSED)

    def run(self) -> None:
        """Work until SIGTERM or SIGINT."""
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, self._stop)
        self._plan()
        self._scheduler.start()
        log.info("started", jobs=len(self._scheduler.get_jobs()))
        self._watch()
        self._end()

    def _plan(self) -> None:
        """Begin every interval anew, at once (AP-13)."""
        now = datetime.now(UTC)
        for job in regular(self._program):
            self._scheduler.add_job(
                job.work, "interval", seconds=job.every.total_seconds(), id=job.name, executor=job.lane,
                next_run_time=now, replace_existing=True,
            )  # fmt: skip

    def _watch(self) -> None:
        wall, steady, beat = time.time(), time.monotonic(), 0.0
        while not self._stopping.wait(TICK):
            drift = (time.time() - wall) - (time.monotonic() - steady)
            if abs(drift) > JUMP:
                log.warning("clock_jumped", seconds=round(drift))
                self._plan()
                wall, steady = time.time(), time.monotonic()
            if time.monotonic() - beat >= BEAT.total_seconds():
                self._beat()
                beat = time.monotonic()

    def _beat(self) -> None:
        """Say that we are alive: a file for `nudge health`, replaced whole, and a call if one is configured."""
        now = self._program.parts.clock()
        written = json.dumps(self._program.health(now))
        draft = self._heartbeat.with_suffix(".tmp")
        try:
            draft.write_text(written, encoding="utf-8")
            draft.replace(self._heartbeat)
        except OSError as problem:
            log.warning("heartbeat_failed", problem=str(problem))
        if self._ping_url:
            ping(self._ping_url)

    def _count(self, event: JobExecutionEvent) -> None:
        with self._program.parts.store.begin() as tx:
            sources.count(tx, f"scheduler:{event.job_id}")

    def _stop(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002  # the signature of a handler
        self._stopping.set()

    def _end(self) -> None:
        """Claim nothing new, give what is in flight a moment, then end hard."""
        self._scheduler.pause()
        ended = threading.Thread(target=self._scheduler.shutdown, daemon=True)
        ended.start()
        ended.join(LAST_WISH)
        log.info("stopped", in_time=not ended.is_alive())
        os._exit(0)
