"""The service lives on when its file cannot be used, says so, and leaves one complete file behind."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from structlog.testing import capture_logs

from bot.cli import health, status
from bot.errors import LoginEnded, PlatformError, StoreError, WrongAccount
from bot.platforms.memory import MemoryPublisher
from bot.service import data_folder, heartbeat, scheduler
from bot.service.runner import StepRunner
from bot.service.scheduler import Pulse, Service
from bot.store import database, open_store, ownership, settings, sources
from tests.cli.started import started
from tests.contract.memory_world import PEOPLE, MemoryWorld
from tests.flow.house import House

NOW = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def house(tmp_path):
    """A program on its folder, whose file is not waited for."""
    house = House(MemoryWorld(), tmp_path)
    house.go()

    def in_a_hurry(connection, _record):
        connection.execute("PRAGMA busy_timeout=1")

    event.listen(house.store._engine, "connect", in_a_hurry)
    house.store._engine.dispose()
    return house


@contextmanager
def busy(house):
    """Another program holds the file."""
    with closing(sqlite3.connect(house.store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(house):
    """The disk takes no more pages."""

    def no_more(connection, _record):
        used = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={used}")

    event.listen(house.store._engine, "connect", no_more)
    house.store._engine.dispose()
    yield
    event.remove(house.store._engine, "connect", no_more)
    house.store._engine.dispose()


def told(house):
    """What `nudge health` says."""
    return health.read(house.folder / heartbeat.FILE, house.clock())


# --- a file that cannot be used


def test_a_file_that_is_held_by_another_program_ends_nothing(house):
    """Neither the beat of the main thread nor what the workers ask of the store raises; it is said meanwhile."""
    service = Service(house.program, house.folder)
    with busy(house):
        service._pulse.beat()
        for job in scheduler.regular(house.program):
            house.program.runner.guarded(job.name, job.work)
        scheduler._missed(type("Missed", (), {"job_id": "talk"}))
        assert "the database file is locked" in told(house).sentences[1]
    house.passes(minutes=1)
    house.store.trouble()
    service._pulse.beat()
    assert told(house).sentences == ("Alive.",)


def test_what_is_scheduled_is_guarded(house):
    """Every regular job runs where a file that cannot be used stops this turn only."""
    service = Service(house.program, house.folder)
    service._plan()
    assert {job.func for job in service._scheduler.get_jobs()} == {house.program.runner.guarded}


def test_after_three_minutes_in_which_nothing_could_be_stored_it_is_ill(house):
    """A container's check fails then; before, it is said and is no death."""
    pulse = Pulse(house.program, house.folder)
    with busy(house):
        pulse.beat()
        assert told(house).alive
        house.passes(minutes=2)
        pulse.beat()
        assert told(house).alive
        house.passes(minutes=1)
        pulse.beat()
        assert not told(house).alive
        assert told(house).sentences[0] == "The service runs, and cannot do its work."
        assert (
            told(house)
            .sentences[1]
            .startswith("Since 2026-11-18 17:00 UTC not everything could be stored: the database file is locked")
        )
    pulse.beat()
    assert told(house).alive


def test_a_full_disk_is_said_by_health_and_by_status(house, monkeypatch):
    """Whoever met it: the beat itself may find a little room where a page of posts did not."""
    house.program.talking.round(read=True)
    for number in range(60):
        house.world.post("alice", f"A thought, number {number}. {'long ' * 80}")
    with full(house):
        house.go()
    Pulse(house.program, house.folder).beat()
    assert "the disk is full" in told(house).sentences[1]
    assert "the disk is full" in health.of_the_store(house.folder, house.clock())
    assert health.of_the_store(house.folder, house.clock() + timedelta(hours=1)) is None


def test_status_says_first_that_nothing_can_be_stored(house, monkeypatch, capsys):
    """Before how the sources are, for those cannot be noted any more."""
    (house.folder / "config.toml").write_text(
        '[owner]\ntimezone = "Europe/Lisbon"\n[mastodon.owner]\naddress = "lena@writers.example"\n'
    )
    ill = {"problem": "the disk is full", "since": datetime.now(UTC).isoformat()}
    heartbeat.write(house.folder, {"at": datetime.now(UTC).isoformat(), "store": ill})
    status.say(house.folder)
    said = capsys.readouterr().out
    assert said.startswith("Since 2")
    assert said.splitlines()[0].endswith(" UTC not everything could be stored: the disk is full")
    status.say(house.folder, json=True)
    assert "the disk is full" in json.loads(capsys.readouterr().out)["store"]


def test_a_watcher_hears_only_from_the_well(house, monkeypatch):
    """Silence is what it is there to notice."""
    called = []
    monkeypatch.setattr("bot.platforms.ping.ping", called.append)
    pulse = Pulse(house.program, house.folder, "http://127.0.0.1:9/")
    with busy(house):
        pulse.beat()
    assert called == []
    pulse.beat()
    assert called == ["http://127.0.0.1:9/"]


def test_a_beat_that_waits_for_the_file_does_not_keep_us_from_ending(house, monkeypatch):
    """It has a thread of its own, one at a time."""
    service, go_on, begun = Service(house.program, house.folder), threading.Event(), []

    def waits():
        begun.append(1)
        go_on.wait()

    monkeypatch.setattr(service._pulse, "beat", waits)
    service._beat()
    service._beat()
    go_on.set()
    service._beating.join()
    assert begun == [1]


class Changed:
    """A change on disk, found at the first look."""

    taken = "before"

    def __init__(self, house):
        self._house = house

    def program(self):
        """What is made of it."""
        self.taken = "after"
        return self._house.start_on(self._house.store)


def test_what_was_taken_up_is_not_said_over_by_a_beat_from_before(house, monkeypatch):
    """It waited for the file all the while: whoever looks for the change would be told that it was not taken up."""
    service, go_on = Service(house.program, house.folder, renewal=Changed(house)), threading.Event()
    before = service._pulse
    monkeypatch.setattr(before, "_stored", lambda _now: go_on.wait(30) and None)
    service._scheduler.start()
    try:
        assert service._beat()
        assert service._renewed()
        assert not service._beat()
        service._pulse.beat()
        go_on.set()
        service._beating.join()
        assert heartbeat.read(house.folder)["taken"] == "after"
        assert service._beat()
        service._beating.join()
    finally:
        go_on.set()
        service._scheduler.shutdown()
    before.beat()
    assert heartbeat.read(house.folder)["taken"] == "after"


# --- a file that is not there any more, and a clock that is wrong for a moment


def ticks(service, monkeypatch, times=2):
    """The main thread looks around so often, and is told to end."""
    waits = iter([False] * times)
    monkeypatch.setattr(service._stopping, "wait", lambda _seconds: next(waits, True))
    monkeypatch.setattr(service, "_beat", lambda: True)
    service._watch()


@pytest.mark.parametrize("other", [None, b"another"])
def test_a_file_that_was_taken_away_ends_the_service_with_an_error(house, monkeypatch, other):
    """Or exchanged: what would be stored from then on would be nowhere. `health` says that it ended without being told to."""
    service = Service(house.program, house.folder)
    with data_folder.locked(house.folder):
        service._pulse.beat()

    def ended(code):
        raise SystemExit(code)

    monkeypatch.setattr(scheduler.os, "_exit", ended)
    ticks(service, monkeypatch)
    house.store.path.rename(house.folder / "elsewhere.db")
    if other is not None:
        house.store.path.write_bytes(other)
    with capture_logs() as logs, pytest.raises(SystemExit) as end:
        ticks(service, monkeypatch)
    assert end.value.code == 1
    assert [entry["event"] for entry in logs] == ["database_gone"]
    service._pulse.beat()
    assert told(house).sentences[0].startswith("The service ended after 2026-11-18 17:00 UTC without being told to.")


def test_what_a_wrong_clock_has_planned_is_planned_anew(house, monkeypatch):
    """It was right again before anybody looked: the two clocks agree, and the next turn would be in three days."""
    service = Service(house.program, house.folder)
    service._scheduler.start(paused=True)
    service._plan()
    job = service._scheduler.get_job("talk")
    job.modify(next_run_time=datetime.now(UTC) + timedelta(days=3))
    with capture_logs() as logs:
        ticks(service, monkeypatch)
    assert logs == []  # of a jump nobody knows how far it was
    assert service._scheduler.get_job("talk").next_run_time <= datetime.now(UTC) + MINUTE
    service._scheduler.shutdown()


# --- what the heartbeat file says


def test_a_full_disk_is_told_by_a_heartbeat_that_is_written_over(tmp_path, monkeypatch):
    """There is no room for a second file; what stands there takes no more."""
    heartbeat.write(tmp_path, {"at": "yesterday", "long": "x" * 50})

    def no_room(self, *_arguments, **_names):
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", no_room)
    heartbeat.write(tmp_path, {"at": "today"})
    assert heartbeat.read(tmp_path) == {"at": "today"}
    assert [file.name for file in tmp_path.iterdir()] == [heartbeat.FILE]


def test_an_old_heartbeat_on_a_full_disk_says_why_it_is_old(tmp_path, monkeypatch):
    """Where not even that could be written."""
    heartbeat.write(tmp_path, {"at": NOW.isoformat()})
    monkeypatch.setattr("shutil.disk_usage", lambda _place: type("Usage", (), {"free": 4096}))
    found = health.read(tmp_path / heartbeat.FILE, NOW + 10 * MINUTE)
    assert not found.alive
    assert found.sentences == (
        "The service has said nothing since 2026-11-18 17:00 UTC. The disk is full; make room, and it goes on where it was.",
    )


def test_a_service_that_was_stopped_is_not_alive(house):
    """At once, not three minutes later; a beat that was under way does not bring it back."""
    pulse = Pulse(house.program, house.folder)
    pulse.beat()
    assert told(house).alive
    pulse.stopped()
    pulse.beat()
    assert not told(house).alive
    assert told(house).sentences == ("The service was stopped at 2026-11-18 17:00 UTC. nudge run starts it.",)


def test_a_service_that_died_is_not_alive(house):
    """The lock on the folder ends with the process, however that ended."""
    with data_folder.locked(house.folder):
        Pulse(house.program, house.folder).beat()
        assert told(house).alive
    assert not told(house).alive
    assert told(house).sentences[0].startswith("The service ended after 2026-11-18 17:00 UTC without being told to.")


def test_the_lock_that_is_looked_at_is_the_lock_that_is_taken(tmp_path):
    """One name, known in two places."""
    assert heartbeat.LOCK == heartbeat.LOCK
    assert heartbeat.is_held(tmp_path) is None
    with data_folder.locked(tmp_path):
        assert heartbeat.is_held(tmp_path)
    assert heartbeat.is_held(tmp_path) is False


# --- a login that works again


@pytest.mark.parametrize(
    ("source", "wait"),
    [
        ("answers", MINUTE),
        ("messages", MINUTE),
        ("talk", MINUTE),
        ("memory:home", 60 * MINUTE),
        ("publish", 60 * MINUTE),
    ],
)
@pytest.mark.parametrize(
    "problem", [LoginEnded("no longer"), WrongAccount(found="carol@x.example", wanted="lena@x.example")]
)
def test_a_login_that_works_again_is_noticed_within_a_minute_where_the_owner_is_heard(tmp_path, source, wait, problem):
    """Whoever only reads may wait an hour; whether the login is over or somebody else's."""
    store = open_store(tmp_path / "nudge.db")

    def refused():
        raise problem

    StepRunner(store, lambda: NOW).run(source, refused)
    with store.begin() as tx:
        held = sources.source(tx, source)
    store.close()
    assert (held.retry_at, held.login_ended, held.problem) == (NOW + wait, True, str(problem))


# --- a clean end


def test_after_the_end_everything_is_in_one_file(tmp_path):
    """Whoever copies nudge.db has it whole; nothing stands in a log beside it, though another thread has it open."""
    store = open_store(tmp_path / "nudge.db")
    with store.begin() as tx:
        settings.put(tx, settings.MORE, 1)
    held = store._engine.connect()
    held.detach()  # no pool has it any more: it is closed here, and not when somebody collects it
    store.close()
    copy = tmp_path / "copy" / "nudge.db"
    copy.parent.mkdir()
    copy.write_bytes(store.path.read_bytes())
    held.close()
    store._engine.dispose()
    again = open_store(copy)
    with again.begin() as tx:
        assert settings.get(tx, settings.MORE) == 1
    again.close()


def test_closing_never_raises_and_waits_for_nobody(tmp_path, monkeypatch):
    """Somebody else at work on it, or a file that is gone."""
    monkeypatch.setattr(database, "AT_ONCE", 0.001)
    store = open_store(tmp_path / "nudge.db")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        store.close()
        other.execute("ROLLBACK")
    store.path.unlink()
    store.close()
    assert not store.path.exists()


def test_the_end_of_the_service_closes_the_file_and_says_so(house, monkeypatch):
    """Within a second and a half, before the process ends hard."""
    ended = []
    monkeypatch.setattr(scheduler.os, "_exit", ended.append)
    service = Service(house.program, house.folder)
    service._scheduler.start()
    service._end()
    assert ended == [0]
    assert told(house).sentences[0].startswith("The service was stopped")
    assert not (house.folder / heartbeat.FILE).exists()
    assert [file.name for file in house.folder.glob("nudge.db*")] == ["nudge.db"]
    assert scheduler.LAST_WISH + scheduler.CLOSING <= 1.5


def test_a_service_that_is_told_to_end_leaves_its_last_word_alone(tmp_path):
    """The real process: within its second and a half, with the code for all well, and `health` knows it at once."""
    with started(["run", "--sandbox", "--log", "json"], tmp_path, TMPDIR=str(tmp_path)) as service:
        service.until(lambda said: b'"polled"' in said)
        service.process.terminate()
        assert service.process.wait(timeout=30) == 0
    assert health.read(tmp_path / heartbeat.FILE, datetime.now(UTC)).sentences[0].startswith("The service was stopped")
    assert list(tmp_path.glob("nudge-sandbox-*")) == []


def test_what_cannot_be_made_is_one_sentence(tmp_path):
    """A folder in whose place a file stands."""
    (tmp_path / "taken").touch()
    with pytest.raises(StoreError, match="the database cannot be made at"):
        open_store(tmp_path / "taken" / "nudge.db")


# --- the login for posting


class OfCarol(MemoryPublisher):
    """Holds a login that belongs to somebody else."""

    def may_post(self):
        """Whose it is comes before what it may do."""
        raise WrongAccount(found="carol@home.example", wanted="owner@home.example")


def test_a_login_for_posting_of_somebody_else_is_noted_at_the_start_and_told_once(tmp_path):
    """Before anything is approved; and that it is the right one again is told as well."""
    world = MemoryWorld()
    right, world.publisher = world.publisher, lambda: OfCarol(world.net, PEOPLE["owner"])
    house = House(world, tmp_path)
    house.go(2)
    with house.store.begin() as tx:
        assert sources.source(tx, "memory:publisher").login_ended
    told = "Memory, for posting: this login belongs to carol"
    assert len([seen for seen in house.received if told in seen.text]) == 1
    world.publisher = right
    house.restart()
    house.go(2)
    with house.store.begin() as tx:
        assert sources.source(tx, "memory:publisher").problem is None
    assert house.last.text.startswith("Memory works again.")


def test_a_login_for_posting_that_could_not_be_asked_is_asked_again_soon(house, monkeypatch):
    """Its server wished for a pause just then: a minute later it may answer, without a new start."""
    monkeypatch.setattr(MemoryPublisher, "may_post", _in_a_minute(house, MemoryPublisher.may_post))
    house.world.let_only_read("owner")
    house.restart()
    house.go()
    with house.store.begin() as tx:
        assert sources.source(tx, "memory:publisher").problem == "the server asks for a pause"
    house.passes(minutes=2)
    house.go()
    with house.store.begin() as tx:
        assert sources.source(tx, "memory:publisher").problem is None
        assert ownership.only_reads(tx, house.program.talking._verifying.accounts["memory"])


def _in_a_minute(house, ask):
    until = house.clock() + MINUTE

    def asked(publisher):
        if house.clock() < until:
            raise PlatformError("the server asks for a pause")
        return ask(publisher)

    return asked
