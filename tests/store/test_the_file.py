"""The file: transactions that lose nothing, versions, backups, a full disk, a damaged file (DESIGN 6, store)."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, text

from bot.errors import StoreError
from bot.keeping.restore import restore as put_back
from bot.store import database, open_store, posts, settings
from bot.store.schema import metadata
from bot.store.settings import MORE, PEOPLE_A_DAY
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import QUESTION, WORDS, House
from tests.store.builders import NOW, a_post, kept

OURS = database.HEAD
"""The schema of today, also where a test lets the program know one more."""


def content(path):
    """Everything in a file, table by table."""
    with closing(sqlite3.connect(path)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: file.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables}  # noqa: S608


# --- transactions


def test_no_update_is_lost_among_threads(store):
    """Every transaction is begun as one that writes: read, then write, in eight threads at once."""

    def add() -> None:
        for _ in range(25):
            with store.begin() as tx:
                settings.put(tx, MORE, settings.get(tx, MORE) + 1)

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.begin() as tx:
        assert settings.get(tx, MORE) == 200


def test_a_transaction_is_done_whole_or_not_at_all(store):
    """What raised in the middle left nothing behind."""

    def breaks() -> None:
        with store.begin() as tx:
            settings.put(tx, MORE, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks()
    with store.begin() as tx:
        assert settings.get(tx, MORE) == 0


def test_what_was_committed_is_on_the_disk(store):
    """Full synchronisation, a log written ahead, and references that are checked."""
    with store.begin() as tx:
        said = {
            name: tx.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("synchronous", "journal_mode", "foreign_keys")
        }
    assert said == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}


def test_a_second_program_on_the_file_is_named(store):
    """Not waited for endlessly, and not called a fault of the disk."""

    def in_a_hurry(connection, _record):
        connection.execute("PRAGMA busy_timeout=1")

    event.listen(store._engine, "connect", in_a_hurry)
    store._engine.dispose()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="the database file is locked"), store.begin():
            pass
        other.execute("ROLLBACK")
    with store.begin() as tx:
        settings.put(tx, MORE, 1)


def test_a_file_that_somebody_only_reads_is_called_locked_and_nobody_is_accused(tmp_path, monkeypatch):
    """As one that was put back by hand is, while `sqlite3` reads it: that it is another nudge would be a guess."""
    path = tmp_path / "nudge.db"
    open_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM persons").fetchone()
        monkeypatch.setattr(database, "_PRAGMAS", ("busy_timeout=1", *database._PRAGMAS))
        with pytest.raises(StoreError) as refused:
            open_store(path)
        other.execute("ROLLBACK")
    assert str(refused.value) == (
        "the database file is locked, by whom cannot be told; "
        "close what has it open beside the nudge run on this folder, for instance sqlite3"
    )
    open_store(path).close()


# --- versions


def test_the_migrations_make_the_schema(store):
    """What an old file becomes and what the program expects are the same."""
    with store.begin() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []


def test_a_file_from_a_newer_version_is_refused_and_unchanged(tmp_path):
    """One clear sentence, and not a byte is touched."""
    path = tmp_path / "nudge.db"
    open_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer version of nudge \(schema 9999; this one knows \d+\)"):
        open_store(path)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.glob("*.bak")] == []


def test_nobody_else_on_the_machine_can_read_it(tmp_path, older):
    """Neither the file, nor what stands beside it while it is open, nor its backups."""
    store = open_store(older)
    with store.begin() as tx:
        settings.put(tx, MORE, 1)
        modes = {found.suffix: stat.S_IMODE(found.stat().st_mode) for found in tmp_path.glob("nudge.db*")}
    store.close()
    assert modes == dict.fromkeys((".db", ".db-wal", ".db-shm", ".bak"), 0o600)


@pytest.fixture
def older(tmp_path, monkeypatch):
    """A file with something in it, and a program that knows a version more."""
    path = tmp_path / "nudge.db"
    store = open_store(path)
    with store.begin() as tx:
        settings.put(tx, MORE, 1)
    store.close()
    monkeypatch.setattr(database, "KNOWN", frozenset({database.HEAD, "9999"}))
    monkeypatch.setattr(database, "HEAD", "9999")
    return path


def test_the_file_is_backed_up_before_it_is_upgraded(older):
    """The backup is the whole file as it was, beside it."""
    before = content(older)
    open_store(older).close()
    (backup,) = older.parent.glob("nudge.db.*.bak")
    assert content(backup) == before


def test_the_last_two_copies_are_kept(older):
    """Each holds what was forgotten since; two are enough to go back."""
    stamps = ("0001-20250101-080000", "0002-20260101-080000", "0003-20260601-080000")
    for stamp in stamps:
        older.with_name(f"nudge.db.{stamp}.bak").write_bytes(b"an older one")
    older.with_name("nudge.db.mine.bak").write_bytes(b"somebody's own")
    open_store(older).close()
    left = sorted(found.name for found in older.parent.glob("*.bak"))
    assert left[0] == "nudge.db.0003-20260601-080000.bak"
    assert [name for name in left if "mine" not in name][1:] == [
        name for name in left if name.startswith(f"nudge.db.{OURS}-")
    ]
    assert "nudge.db.mine.bak" in left


def test_a_file_from_a_newer_version_names_the_copy_and_the_command(older, monkeypatch, tmp_path):
    """Whoever goes back to an older version is told how, and that command does it."""
    open_store(older).close()
    monkeypatch.undo()
    with closing(sqlite3.connect(older, isolation_level=None)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="put back an older copy") as refused:
        open_store(older)
    (backup,) = older.parent.glob(f"nudge.db.{OURS}-*.bak")
    command = str(refused.value).partition("This does: ")[2]
    assert (
        command
        == f"mkdir {tmp_path}/newer && mv {older}* {tmp_path}/newer && nudge restore {tmp_path}/newer/{backup.name}"
    )
    shell, _, restore = command.rpartition(" && ")
    subprocess.run(shell, shell=True, check=True)  # noqa: S602  # it is what people paste
    with Path(restore.split()[-1]).open("rb") as copy:
        put_back(copy, tmp_path, {}, NOW)
    open_store(older).close()


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(older, monkeypatch):
    """And the backup stands beside it."""
    before = content(older)

    def fails(_engine):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("bot.store.migrate.upgrade", fails)
    with pytest.raises(RuntimeError):
        open_store(older)
    assert content(older) == before
    assert len(list(older.parent.glob("*.bak"))) == 1


def test_a_file_that_is_up_to_date_is_not_backed_up(tmp_path):
    """An ordinary start costs nothing."""
    for _ in range(2):
        open_store(tmp_path / "nudge.db").close()
    assert list(tmp_path.glob("*.bak")) == []


# --- a file that cannot be used


@pytest.mark.parametrize("damage", [b"this is no database at all" * 400, b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_damaged_file_is_named(tmp_path, damage):
    """With what to do about it; it is not written over."""
    path = tmp_path / "nudge.db"
    path.write_bytes(damage)
    with pytest.raises(StoreError, match="damaged"):
        open_store(path)
    assert path.read_bytes() == damage


def test_damage_in_the_middle_is_named_when_it_is_met(store):
    """Pages that were overwritten raise the same sentence, not a traceback of the driver."""
    with store.begin() as tx:
        for _ in range(200):
            kept(tx, a_post("long " * 300))
    path = store.path
    store.close()
    with path.open("r+b") as file:
        file.seek(4096 * 8)
        file.write(b"\x99" * 4096 * 60)
    with pytest.raises(StoreError, match="damaged"):
        everything_is_read(path)


def everything_is_read(path):
    """Open a file and look at all of its posts."""
    store = open_store(path)
    try:
        with store.begin() as tx:
            tuple(posts.since(tx, NOW.replace(year=2020), to_owner_since=NOW))
    finally:
        store.close()


# --- a full disk


@contextmanager
def full(store, room=0):
    """The disk takes only so many more pages, until the end of the block."""

    def no_more(connection, _record):
        used = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={used + room}")

    event.listen(store._engine, "connect", no_more)
    store._engine.dispose()
    try:
        yield
    finally:
        event.remove(store._engine, "connect", no_more)
        store._engine.dispose()


def test_a_full_disk_is_one_sentence_and_stores_nothing_by_halves(store):
    """The transaction is gone whole, and everything before it stands."""
    with store.begin() as tx:
        settings.put(tx, MORE, 1)
    with full(store), pytest.raises(StoreError, match="the disk is full"):
        much_is_stored(store)
    with store.begin() as tx:
        assert settings.get(tx, MORE) == 1
        assert settings.get(tx, PEOPLE_A_DAY) is None
        settings.put(tx, MORE, 2)


def much_is_stored(store):
    """In one transaction, which begins well."""
    with store.begin() as tx:
        settings.put(tx, PEOPLE_A_DAY, 1)
        for _ in range(50):
            kept(tx, a_post("long " * 800))


def test_a_full_disk_loses_nothing_that_was_said(tmp_path):
    """The mark stays where it was, so that everything is read when there is room again."""
    house = House(MemoryWorld(), tmp_path)
    house.go()
    uris = [house.world.post("alice", f"A thought, number {number}. {'long' * 80}") for number in range(60)]
    with full(house.store, room=1):
        house.go()
        with house.store.begin() as tx:
            assert sum(posts.get(tx, uri) is not None for uri in uris) == 0
    house.passes(minutes=10)
    house.go()
    with house.store.begin() as tx:
        assert all(posts.get(tx, uri) is not None for uri in uris)
    house.store.close()


def test_a_disk_that_fills_up_while_publishing_makes_no_second_reply(tmp_path):
    """It stands, and could not be noted: when there is room it is found and noted, and not sent again."""
    house = House(MemoryWorld(), tmp_path)
    house.world.post("alice", QUESTION)
    house.go()
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    house.passes(minutes=3)
    publisher = house.program.parts.publishers[house.world.network]
    publish, filling = publisher.publish, full(house.store)

    def publish_and_fill(approval):
        done = publish(approval)
        filling.__enter__()
        return done

    publisher.publish = publish_and_fill
    house.program.talking.round(read=True)
    assert len(house.replies()) == 1
    filling.__exit__(None, None, None)
    for _ in range(3):
        house.passes(minutes=10)
        house.program.talking.round(read=True)
    assert len(house.replies()) == 1
    assert house.states() == ["published"]
    assert house.publications() == 1
    house.store.close()


def test_a_new_file_is_made_without_the_migrations(tmp_path):
    """What only brings old files up to date is not even loaded."""
    code = (
        "import sys; from pathlib import Path; from bot.store import open_store\n"
        f"open_store(Path({str(tmp_path / 'nudge.db')!r})).close()\n"
        "print('alembic' in sys.modules)"
    )
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    made = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert made.stdout == "False\n"
