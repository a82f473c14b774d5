"""`nudge check` finds a database that cannot be used, and changes nothing in it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest

from bot.store import database_problems, integrity, open_store, settings
from tests.cli.test_cli import nudge
from tests.store.builders import a_post, kept

PAGE = 8192


@pytest.fixture
def path(tmp_path):
    """A database with something in it, at rest."""
    store = open_store(tmp_path / "nudge.db")
    with store.begin() as tx:
        for _ in range(100):
            kept(tx, a_post("long " * 300))
    store.close()
    return store.path


def test_a_sound_database_and_none_at_all_are_fine(path):
    """A missing one is made by the first run."""
    before = path.read_bytes()
    assert database_problems(path) == []
    assert path.read_bytes() == before
    assert database_problems(path.with_name("missing.db")) == []
    assert not path.with_name("missing.db").exists()


def test_a_file_that_is_no_database_is_named(path):
    """With the remedy; not a byte of it is touched."""
    path.write_bytes(b"this is no database at all" * 400)
    before = path.read_bytes()
    (problem,) = database_problems(path)
    assert (problem.where, problem.what) == ("nudge.db", "the database file is damaged")
    assert problem.remedy == "Put back a backup, or move the file away to begin anew."
    assert path.read_bytes() == before


def test_damage_in_the_middle_is_found_without_meeting_it(path):
    """Every page is looked at."""
    with path.open("r+b") as file:
        file.seek(-4 * PAGE, os.SEEK_END)
        file.write(b"\x99" * 2 * PAGE)
    (problem,) = database_problems(path)
    assert problem.what == "the database file is damaged"


def test_a_file_from_a_newer_version_is_named(path):
    """Before the service refuses it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    (problem,) = database_problems(path)
    assert problem.what.startswith("was written by a newer version of nudge (schema 9999; this one knows ")
    assert problem.remedy == "Update nudge, or put back the backup that stands beside the file."


def test_a_file_that_may_not_be_written_is_named(path, monkeypatch):
    """SQLite itself is asked for the right to write, and gives it back."""

    def only_reading(where):
        return sqlite3.connect(f"{where.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(integrity, "_opened", only_reading)
    (problem,) = database_problems(path)
    assert problem.what == "the database may not be written"
    assert problem.remedy.startswith("Let the user who runs nudge write the file")


def test_a_file_that_another_program_holds_is_named(path, monkeypatch):
    """Where it is held for longer than anybody waits."""
    monkeypatch.setattr(integrity, "PATIENCE", 0.001)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        (problem,) = database_problems(path)
        other.execute("ROLLBACK")
    assert problem.what == "the database file is locked, by whom cannot be told"
    assert problem.remedy == "Close what has it open beside the nudge run on this folder, for instance sqlite3."


def test_a_folder_in_its_place_is_named(tmp_path):
    """Whatever SQLite says of it."""
    (problem,) = database_problems(tmp_path)
    assert problem.what.startswith("the database cannot be used: ")


def test_a_full_disk_is_named_before_it_is_met(path, monkeypatch):
    """A transaction that is begun and given back needs no room, so the disk is asked."""
    monkeypatch.setattr("shutil.disk_usage", lambda _place: type("Usage", (), {"free": 4096}))
    for where in (path, path.with_name("missing.db")):
        (problem,) = database_problems(where)
        assert problem.what == "the disk is full, so nothing more can be stored"


def test_beside_a_service_at_work_it_finds_nothing(path):
    """It waits for its turn like anybody, and takes nothing away."""
    store = open_store(path)
    with store.begin() as tx:
        settings.put(tx, settings.MORE, 1)
    assert database_problems(path) == []
    with store.begin() as tx:
        assert settings.get(tx, settings.MORE) == 1
    store.close()


def test_check_lists_it_with_everything_else(tmp_path):
    """And ends with the code for things to mend."""
    (tmp_path / "nudge.db").write_bytes(b"this is no database at all" * 400)
    ended = nudge("check", folder=tmp_path)
    assert ended.returncode == 2
    assert "nudge.db: the database file is damaged" in ended.stdout
    assert ended.stderr == ""
