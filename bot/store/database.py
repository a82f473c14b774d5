"""Open the database file, bring its schema up to date, and give out transactions.

Every transaction begins with BEGIN IMMEDIATE: with the driver's default, concurrent updates are lost silently (SQ-1).
A new file gets the newest schema at once. Alembic is imported only when a file's schema differs from ours, and the file is
backed up first.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from bot.errors import StoreError
from bot.lean import without
from bot.store import newest, settings
from bot.store.copies import ONLY_THE_OWNER, back_up, copies
from bot.store.immediate import SCHEME
from bot.store.settings import ALIVE_AT, BEAT_AT
from bot.store.trouble import first, of_another, sentence

with without("rich"):  # commands that look into the database alone come here first
    import structlog

log = structlog.get_logger()

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "secure_delete=ON")
"""What was deleted is overwritten: a person who was forgotten is in no page that SQLite keeps for later."""

AT_ONCE = 0.5
"""Seconds that the end of a program waits for others who are at work on the file."""


HEAD = "0009"
KNOWN = frozenset({"0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009"})


Transaction = Connection
"""What the other rooms hand on: only the store knows whose library it is."""


class Store:
    """One SQLite file. Safe to use from several threads."""

    def __init__(self, engine: Engine, path: Path | None) -> None:
        self._engine = engine
        self._trouble: str | None = None
        self._lookout: sqlite3.Connection | None = None
        self._looking = threading.Lock()
        self._unknown = itertools.count(-1, -1)
        self.path = path
        self._opened = _file(path)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that is committed at the end, or rolled back whole if anything raises.

        Raises `StoreError` when the file cannot be written (full disk, read-only, damaged). Never hold one across
        network I/O.
        """
        try:
            with self._engine.begin() as tx:
                yield tx
        except IntegrityError:
            raise  # a bug of ours, not a state of the file
        except DatabaseError as problem:
            self._trouble = sentence(str(first(problem).orig))
            raise StoreError(self._trouble) from problem

    def is_another(self) -> bool:
        """Whether the file that was opened is gone, or another one lies in its place: what is stored has no name then."""
        try:
            return self.path is not None and _file(self.path) != self._opened
        except OSError:  # a disk that cannot be looked at right now says nothing of that
            return False

    def version(self) -> int:
        """Another number after anybody has written into the file, this program or another one.

        Where that cannot be told, another number each time.
        """
        with self._looking:
            try:
                return self._asked_version()
            except (sqlite3.Error, StoreError):
                self._look_no_more()
                return next(self._unknown)

    def _asked_version(self) -> int:
        if self.path is None:
            raise StoreError("a database in memory has no other end at which it could be watched")
        if self._lookout is None:
            where = f"{self.path.absolute().as_uri()}?mode=rw"
            self._lookout = sqlite3.connect(where, uri=True, timeout=0, check_same_thread=False)
        return int(self._lookout.execute("PRAGMA data_version").fetchone()[0])

    def _look_no_more(self) -> None:
        if self._lookout is not None:
            self._lookout.close()
            self._lookout = None

    def trouble(self) -> str | None:
        """What was wrong with the file since this was last asked, whoever met it."""
        said, self._trouble = self._trouble, None
        return said

    def close(self) -> None:
        """Give the file back, complete by itself: what stands in the log beside it goes into it. Never raises.

        Where somebody is still at work on it, it stays in two files that belong together.
        """
        with self._looking:
            self._look_no_more()
        if self.path is not None:
            _complete(self.path)
        self._engine.dispose()


def open_store(path: Path | None) -> Store:
    """Open the file, creating or upgrading it; None opens a database in memory.

    Raises `StoreError` for a file from a newer version, or one that is no database.
    """
    url = f"{SCHEME}://" if path is None else f"{SCHEME}:///{path}"
    driver = {"isolation_level": None, "timeout": 5, "check_same_thread": False}
    settings: dict[str, Any] = {  # Any, because the library takes all its settings by name
        "connect_args": driver,
        "hide_parameters": True,  # an error's text must hold nobody's words
        "json_serializer": partial(json.dumps, separators=(",", ":")),
    }
    if path is None:
        from sqlalchemy.pool import StaticPool  # noqa: PLC0415  # only a database in memory needs it

        engine = create_engine(url, poolclass=StaticPool, **settings)
    else:
        _made(path)
        _ours(path)
        engine = create_engine(url, **settings)
    _prepare(engine)
    store = Store(engine, path)
    try:
        _bring_up_to_date(store, engine)
    except (DatabaseError, sqlite3.Error) as problem:  # while it was backed up or upgraded
        engine.dispose()
        raise StoreError(sentence(str(problem.orig if isinstance(problem, DatabaseError) else problem))) from problem
    except BaseException:
        engine.dispose()
        raise
    return store


def _file(path: Path | None) -> tuple[int, int] | None:
    """Which file lies there; None for none."""
    try:
        found = path.stat() if path is not None else None
    except FileNotFoundError:
        found = None
    return (found.st_dev, found.st_ino) if found is not None else None


def _made(path: Path) -> None:
    """An empty file where there is none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=ONLY_THE_OWNER)  # SQLite gives its other files the same mode
    except OSError as problem:
        raise StoreError(f"the database cannot be made at {path}: {problem.strerror}") from problem


def _ours(path: Path) -> None:
    """Nothing is written into another program's file. What else is wrong with it is said when it is opened."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=AT_ONCE)) as file:
            table = anothers(file)
    except sqlite3.Error:
        return
    if table:
        raise StoreError(f"{path} {of_another(table)}. Nothing was changed.")


def anothers(file: sqlite3.Connection) -> str:
    """A table of a file in which another program keeps its own; empty for a file of ours, and for an empty one."""
    tables = [str(row[0]) for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return "" if not tables or "alembic_version" in tables else tables[0]


def _prepare(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        # the driver must not open transactions of its own: ours begin in the dialect
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


def _bring_up_to_date(store: Store, engine: Engine) -> None:
    version = _version(store)
    if version == HEAD:
        return
    if version is not None and version not in KNOWN:
        raise StoreError(
            f"{store.path} {written_by_newer(version)}. "
            f"Nothing was changed. Update nudge, or put back an older copy. {_way_back(store.path)}"
        )
    if version is not None and store.path is not None:
        back_up(store.path, version)
    from bot.store.migrate import upgrade  # noqa: PLC0415  # Alembic costs 0.2 s and is rarely needed

    upgrade(engine)


def _way_back(path: Path | None) -> str:
    """The command that puts back the newest copy that this program can read."""
    ours = [copy for copy in copies(path) if copy.name.split(".")[-2].split("-")[0] in KNOWN] if path else []
    if not path or not ours:
        return "There is none beside the file."
    aside = path.parent / "newer"
    return f"This does: mkdir {aside} && mv {path}* {aside} && nudge restore {aside / ours[-1].name}"


def last_written(tx: Connection) -> datetime | None:
    """When the program that wrote the file was last alive, as far as it noted that."""
    found = [at for name in (BEAT_AT, ALIVE_AT) if (at := settings.get(tx, name)) is not None]
    return max(found, default=None)


def written_by_newer(version: str) -> str:
    """What is wrong with a file of a schema that this program does not know."""
    return f"was written by a newer version of nudge (schema {version}; this one knows {HEAD})"


def _version(store: Store) -> str | None:
    """The file's schema, which is ours if it was made just now; None where no migration has come to its end yet."""
    with store.begin() as tx:
        if newest.is_empty(tx):
            newest.make(tx, HEAD)  # in the same transaction: a second program may be about to do it too
            return HEAD
        if not inspect(tx).has_table("alembic_version"):
            return None
        return tx.execute(text("SELECT version_num FROM alembic_version")).scalar()


def somebody_goes(path: Path) -> bool:
    """Whether a database, of this version or an older one, holds somebody who is to be forgotten in a moment."""
    file = sqlite3.connect(path)
    try:
        known = "forget_at" in {row[1] for row in file.execute("PRAGMA table_info(persons)")}
        return known and bool(file.execute("SELECT 1 FROM persons WHERE forget_at IS NOT NULL").fetchone())
    finally:
        file.close()


def _complete(path: Path) -> None:
    """Move the log into the file, if that can be done at once: copied without it, the file is an older one (SQ-2)."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=AT_ONCE)) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as problem:
        log.warning("log_not_moved", problem=sentence(str(problem)))
