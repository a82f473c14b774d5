"""Run the workers in time, keep the heartbeat, and stop at once when asked to.

APScheduler's threads run the workers, one thread each; due times live in the database, so its own store is memory (AP-14).
The main thread compares wall and monotonic time: after a jump over 30 s every interval is re-planned, because a backward
jump otherwise stalls interval jobs. On SIGTERM nothing new is claimed; after 1.5 s, the closing of the file included,
the process ends hard: an interrupted request is a crash, and recovers like one.
"""

from __future__ import annotations

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
from bot.errors import StoreError
from bot.service import heartbeat
from bot.service.renewal import Renewal
from bot.service.workers import FIRST_READ, READ_AFTERWARDS, Program
from bot.store import settings
from bot.store.settings import BEAT_AT

log = structlog.get_logger()

READ, TALK, DRAFT = "read", "talk", "draft"
TICK = 1.0
SHORT = 0.05
JUMP = 30.0
BEAT = timedelta(seconds=30)
IN_TURN = timedelta(milliseconds=1)
LAST_WISH = 1.0
CLOSING = 0.5
"""Seconds for what is in flight, then for closing the file."""

GRACE = 3600  # AP-2: otherwise a run that is a second late would be dropped


@dataclass(frozen=True, slots=True)
class Regular:
    """One thing that is done again and again, by one worker."""

    name: str
    worker: str
    every: timedelta
    work: Callable[[], None]


def regular(program: Program) -> tuple[Regular, ...]:
    """Everything that the service does, and how often (DESIGN 4), in the order in which it is begun."""
    poll, reading = program.parts.config.poll, program.reading
    rhythm = {
        "home": poll.posts_every,
        "late": timedelta(hours=1),
        "notices": poll.mentions_every,
        "own": timedelta(minutes=15),
    }

    def polls(*kinds: str) -> list[Regular]:
        each = [(network, what) for network in program.parts.readers for what in kinds]
        return [Regular(f"{n}:{what}", READ, rhythm[what], _polling(program, n, what)) for n, what in each]

    return (
        Regular("talk", TALK, timedelta(seconds=5), program.talking.turn),
        Regular("drafts", DRAFT, timedelta(seconds=5), program.drafting.turn),
        *polls(FIRST_READ),
        Regular("first-run", READ, timedelta(minutes=1), reading.first_run),
        *polls(*READ_AFTERWARDS),
        Regular("nudge", READ, timedelta(seconds=30), reading.nudge),
        Regular("tidy", READ, timedelta(hours=6), reading.tidy),
    )


def _polling(program: Program, network: Network, what: str) -> Callable[[], None]:
    return lambda: program.reading.poll(network, what)


class Pulse:
    """Finds out every half minute whether we can do our work, and says so where `nudge health` reads it."""

    def __init__(self, program: Program, folder: Path, ping_url: str = "", taken: str = "") -> None:
        """`taken` names what the program was made from, for whoever changed that and waits."""
        self._parts, self._health, self._taken = program.parts, program.health, taken
        self._folder, self._ping_url = folder, ping_url
        self._held: dict[str, object] = {}
        self._ill_since: datetime | None = None
        self._over = False
        self._writing = threading.Lock()

    def beat(self) -> None:
        """Say that we are alive, and what keeps us from storing; a watcher, if one is configured, hears only from the well."""
        now = self._parts.clock()
        problem = self._stored(now)
        self._ill_since = (self._ill_since or now) if problem else None
        ill = {"problem": problem, "since": (self._ill_since or now).isoformat()} if problem else None
        begun = heartbeat.begun(self._folder, self._parts.store.path, now)
        self._write({**self._held, **begun, heartbeat.TAKEN: self._taken, "store": ill})
        if self._ping_url and not problem:
            from bot.platforms.ping import ping  # noqa: PLC0415  # its library is loaded where there is a watcher

            ping(self._ping_url)

    def ends(self) -> None:
        """Another one speaks from now on: what a beat under way still finds out is not said any more."""
        with self._writing:
            self._over = True

    def stopped(self) -> None:
        """The last word: that we were told to end."""
        self.ends()
        said = heartbeat.begun(self._folder, self._parts.store.path, self._parts.clock())
        try:
            heartbeat.stopped(self._folder, said)
        except OSError as problem:
            log.warning("heartbeat_failed", problem=str(problem))

    def _stored(self, now: datetime) -> str | None:
        """What keeps us from storing: tried right now, and met by anybody since the last time."""
        store = self._parts.store
        met = store.trouble()
        try:
            with store.begin() as tx:
                settings.put(tx, BEAT_AT, now)
            self._held = self._health(now)
        except StoreError as problem:
            log.error("store_unusable", source="heartbeat", problem=str(problem))  # noqa: TRY400
            store.trouble()
            return str(problem)
        return met

    def _write(self, said: heartbeat.Said) -> None:
        with self._writing:
            if not self._over:
                self._put(said)

    def _put(self, said: heartbeat.Said) -> None:
        try:
            heartbeat.write(self._folder, said)
        except OSError as problem:
            log.warning("heartbeat_failed", problem=str(problem))


class Service:
    """The program, running until it is told to stop."""

    def __init__(
        self,
        program: Program,
        folder: Path,
        *,
        renewal: Renewal | None = None,
        last_word: Callable[[], None] | None = None,
    ) -> None:
        """`renewal` makes the program anew when what it was made from has changed; None where nothing can."""
        self._folder, self._renewal, self._last_word = folder, renewal, last_word
        self._beating: threading.Thread | None = None
        self._stopping = threading.Event()
        self._hold(program)

    def _hold(self, program: Program) -> None:
        ping_url = program.parts.config.health.ping_url
        self._program = program
        self._pulse = Pulse(program, self._folder, ping_url, self._renewal.taken if self._renewal else "")
        self._scheduler = BackgroundScheduler(
            executors={worker: ThreadPoolExecutor(1) for worker in (READ, TALK, DRAFT)},
            job_defaults={"misfire_grace_time": GRACE, "coalesce": True, "max_instances": 1},
            timezone=UTC,
        )
        # what a job raises would be seen by nobody else (AP-4)
        self._scheduler.add_listener(_missed, EVENT_JOB_ERROR | EVENT_JOB_MISSED)

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; or SIGHUP, as when a terminal is closed, unless whoever began us ignores it (`nohup`)."""
        for wanted in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if wanted is not signal.SIGHUP or signal.getsignal(wanted) is not signal.SIG_IGN:
                signal.signal(wanted, self._stop)
        self._plan()
        self._scheduler.start()
        log.info("started", jobs=len(self._scheduler.get_jobs()))
        self._watch()
        self._end()

    def _plan(self) -> None:
        """Begin every interval anew, at once (AP-13), one after the other: those of one moment go by their names."""
        now = datetime.now(UTC)
        for place, job in enumerate(regular(self._program)):
            self._scheduler.add_job(
                self._program.runner.guarded, "interval", args=(job.name, job.work), id=job.name, executor=job.worker,
                seconds=job.every.total_seconds(), next_run_time=now + place * IN_TURN, replace_existing=True,
            )  # fmt: skip

    def _watch(self) -> None:
        wall, steady, beat = time.time(), time.monotonic(), float("-inf")
        while not self._stopping.wait(TICK):
            drift = (time.time() - wall) - (time.monotonic() - steady)
            jumped = abs(drift) > JUMP
            if jumped:
                log.warning("clock_jumped", seconds=round(drift))
            if jumped or self._is_planned_too_late():
                wall, steady = time.time(), time.monotonic()
                self._plan()
            if self._program.parts.store.is_another():
                self._give_up()
            if self._renewed():
                beat = float("-inf")
            if time.monotonic() - beat >= BEAT.total_seconds() and self._beat():
                beat = time.monotonic()

    def _is_planned_too_late(self) -> bool:
        """Whether anything is further ahead than its rhythm: a clock that was wrong for less than a tick planned it."""
        latest = datetime.now(UTC) + timedelta(seconds=JUMP)
        return any(job.next_run_time - job.trigger.interval > latest for job in self._scheduler.get_jobs())

    def _give_up(self) -> None:
        """End at once, with an error: what would be stored from now on would be nowhere after a restart.

        The heartbeat stays, so that `health` says that we ended without being told to.
        """
        log.error("database_gone", file=str(self._program.parts.store.path), next="the service ends; start it again")
        self._pulse.ends()
        os._exit(1)

    def _renewed(self) -> bool:
        """Whether what was changed on disk has been taken up: what is in flight ends first, then the new program begins."""
        program = self._renewal.program() if self._renewal else None
        if program is None:
            return False
        self._scheduler.pause()
        ending = threading.Thread(target=self._scheduler.shutdown, daemon=True)
        ending.start()
        beat = time.monotonic()
        while ending.is_alive():
            if self._stopping.wait(SHORT):
                return False
            ending.join(SHORT)
            if time.monotonic() - beat >= BEAT.total_seconds():
                self._beat()
                beat = time.monotonic()
        self._program.close()
        self._pulse.ends()
        self._hold(program)
        self._plan()
        self._scheduler.start()
        return True

    def _beat(self) -> bool:
        """In a thread of its own: neither a file that is held nor a watcher that is silent may keep us from ending.

        False while the one before has not come to its end.
        """
        if self._beating is not None and self._beating.is_alive():
            return False
        self._beating = threading.Thread(target=self._pulse.beat, daemon=True)
        self._beating.start()
        return True

    def _stop(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002  # the signature of a handler
        self._stopping.set()

    def _end(self) -> None:
        """Claim nothing new, give what is in flight a moment, close the file, then end hard."""
        if self._scheduler.running:  # it does not where a change on disk is being taken up
            self._scheduler.pause()
            in_time = _within(LAST_WISH, self._scheduler.shutdown)
        else:
            in_time = True
        closed = _within(CLOSING, self._program.parts.store.close)
        self._pulse.stopped()
        log.info("stopped", in_time=in_time, closed=closed)
        if self._last_word is not None:
            self._last_word()
        os._exit(0)


def _missed(event: JobExecutionEvent) -> None:
    """A step did not come to its end, or came too late to begin."""
    log.warning("step_missed", step=event.job_id)


def _within(seconds: float, work: Callable[[], None]) -> bool:
    """Do it, and wait no longer than so; whether it was done by then."""
    doing = threading.Thread(target=work, daemon=True)
    doing.start()
    doing.join(seconds)
    return not doing.is_alive()
