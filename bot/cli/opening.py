"""Open what a command works on: the settings of a folder, its database, or a program that reads and writes nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from bot.config import Config
    from bot.service.workers import Program
    from bot.store import Store

FILE = "config.toml"
VARIABLES = "NUDGE__"
BESIDE_INVENTED = "or use queue --sandbox and answer --sandbox beside it"
ROOM_FOR_THE_TIME = 80
"""Columns; where there are fewer, how far it is leaves no room for how long it will take."""

KINDS_OF_READING = ("home", "late", "notices", "own")


def settings(folder: Path) -> Config:
    """The configuration, or the defaults where nobody has written one yet. Raises `ConfigError` for a wrong one."""
    from bot.config import Config, load

    configured = (folder / FILE).exists() or any(name.upper().startswith(VARIABLES) for name in os.environ)
    return load(folder, os.environ, secrets=False) if configured else Config.of({}, folder)


@contextmanager
def whatever_is_there(folder: Path) -> Iterator[tuple[Config, Store]]:
    """The configuration and the database as far as there are any: otherwise the defaults, and an empty one."""
    from bot.cli.logs import configure
    from bot.store import open_store

    configure(quiet=True)
    held = settings(folder)
    store = open_store(held.database if held.database.exists() else None)
    try:
        yield held, store
    finally:
        store.close()


@contextmanager
def stored(folder: Path, *, sandbox: bool = False) -> Iterator[tuple[Config, Store]]:
    """The configuration and the database, for commands that stay on this machine and work beside the service.

    `sandbox`: those of the invented network that runs on this folder. Raises `StoreError` where there is no database yet.
    """
    from bot.cli.logs import configure
    from bot.config import load
    from bot.errors import StoreError
    from bot.store import open_store

    configure(quiet=True)
    held = _invented(folder) if sandbox else load(folder, os.environ, secrets=False)
    database = _of_sandbox(folder) if sandbox else held.database
    if not database.exists():
        none = "No invented network runs here. nudge run --sandbox starts one."
        raise StoreError(none if sandbox else "There is no database here yet. nudge run makes one, or nudge once.")
    store = open_store(database)
    try:
        yield _where_the_owner_lives(held, store), store
    finally:
        store.close()


def _invented(folder: Path) -> Config:
    from bot.service.sandbox import settings

    return settings(folder)


def _of_sandbox(folder: Path) -> Path:
    """Where the invented network that runs on this folder keeps its database; a place that is not there where none runs."""
    from bot.service import heartbeat

    said = heartbeat.read(folder) or {}
    named = folder / str(said.get("database") or "")
    return named if heartbeat.is_held(folder) and named.name == heartbeat.INVENTED else folder / heartbeat.INVENTED


def held_alone(folder: Path, *, after_a_restore: bool = False) -> AbstractContextManager[None]:
    """The folder, for this program alone. Raises `BotError` where another one has it, with what can be done beside that one."""
    from bot.service import data_folder

    beside = BESIDE_INVENTED if _is_invented(folder) else data_folder.BESIDE
    return data_folder.locked(folder, after_a_restore=after_a_restore, otherwise=beside)


def _is_invented(folder: Path) -> bool:
    from bot.service import heartbeat

    return Path(str((heartbeat.read(folder) or {}).get("database") or "")).name == heartbeat.INVENTED


def _where_the_owner_lives(held: Config, store: Store) -> Config:
    """With the time zone that they said in a message, if they did: what is printed is told in it."""
    from bot.store import settings

    with store.begin() as tx:
        where = settings.zone(tx, held.owner.timezone)
    return held.model_copy(update={"owner": held.owner.model_copy(update={"timezone": where})})


@contextmanager
def reading(folder: Path, *, sandbox: bool = False) -> Iterator[Program]:
    """A program that can read as the owner and can write nothing to any network.

    `sandbox`: on the invented network of the demonstration, with a database that is thrown away. Otherwise it holds the
    folder meanwhile; beside a running service it works on a copy, and where nobody can hold the folder, nothing is kept.
    """
    from bot.cli import output
    from bot.clock import utc_now
    from bot.config import load
    from bot.keeping.backup import copy_of
    from bot.service import data_folder, wiring
    from bot.service import sandbox as invented
    from bot.store import open_store

    if sandbox:
        store = open_store(None)
        try:
            yield invented.program(invented.settings(folder), store, utc_now)
        finally:
            store.close()
        return
    held = load(folder, os.environ)
    with ExitStack() as folder_held:
        try:
            folder_held.enter_context(data_folder.locked(folder))
            store = data_folder.open_folder(held)
        except data_folder.InUse:
            output.paragraphs(
                "Nudge runs here. This looks with a copy of what it knows, and keeps nothing.\n", sys.stderr
            )
            store = open_store(folder_held.enter_context(copy_of(held)))
        except data_folder.CannotBeHeld as why:
            output.paragraphs(f"{why} Nothing of what is read now is kept.\n", sys.stderr)
            store = open_store(None)
        program = wiring.build_reading(held, store)
        try:
            yield program
        finally:
            program.close()
            store.close()


@contextmanager
def bar(console: Console, what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar that is moved by calling with how many are done of how many; nothing where nobody looks."""
    from rich.progress import Progress

    shown = Progress.get_default_columns()[: None if console.width >= ROOM_FOR_THE_TIME else -1]
    with Progress(*shown, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=max(of, 1))


def called(program: Program, network: str) -> str:
    """A network as people call it; the one that nobody can configure is the demonstration's."""
    return network.capitalize() if network in program.parts.config.networks else "the invented network"


def read_history(program: Program, console: Console) -> None:
    """The last 90 days of every network if they were never read, and what is new since."""
    reading = program.reading
    for network in program.parts.readers:
        reading.meet_owner_or_raise(network)
        with bar(console, f"Reading your last 90 days on {called(program, network)}") as told:
            backfill = reading.backfill(network)
            while backfill.step():
                told(backfill.progress().done, backfill.progress().of)
        for what in KINDS_OF_READING:
            reading.poll(network, what)
