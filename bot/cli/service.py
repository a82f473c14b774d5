"""Run the service (`nudge run`), or one round of it (`nudge once`)."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.cli import output
from bot.cli.options import HERE, Folder
from bot.service import heartbeat

if TYPE_CHECKING:
    from bot.config import Config
    from bot.domain import Boot
    from bot.service.workers import Program
    from bot.store import Store

Sandbox = Annotated[
    bool, typer.Option("--sandbox", help="On the invented network of the demonstration; no account needed.")
]


def run(folder: Folder = HERE, *, sandbox: Sandbox = False) -> None:
    """Run until told to stop: read, nudge, hear, and post what was approved."""
    from bot.cli.logs import configure
    from bot.clock import boot_now
    from bot.service import data_folder
    from bot.service.renewal import Renewal
    from bot.service.scheduler import Service

    configure()
    with data_folder.locked(folder):
        config, store = _sandbox(folder) if sandbox else _real(folder)
        try:
            _say_which(folder, store)
            started = boot_now()
            renewal = None if sandbox else Renewal(config, os.environ, store, started)
            program = _program(config, store, sandbox=sandbox, started=started)
            Service(program, folder, renewal=renewal).run()
        finally:
            store.close()


def once(folder: Folder = HERE) -> None:
    """Do everything once: read, nudge, hear, and post what was approved and is due."""
    from bot.cli.logs import configure
    from bot.service import data_folder

    configure()
    signal.signal(signal.SIGTERM, _told_to_end)
    with data_folder.locked(folder):
        config, store = _real(folder)
        try:
            program = _program(config, store, sandbox=False)
            program.once()
            found = program.health(program.parts.clock())
            program.close()
        finally:
            store.close()
    output.say(_summary(found))


def _told_to_end(signum: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001  # the signature of a handler
    """End as an interrupted round does, with the file closed."""
    sys.exit(128 + signum)


def _say_which(folder: Path, store: Store) -> None:
    """Whoever answers from the terminal must know whether this program hears it."""
    with suppress(OSError):
        heartbeat.write(folder, heartbeat.begun(folder, store.path, datetime.now(UTC)))


def _summary(found: dict[str, object]) -> str:
    sources = found["sources"]
    troubles = (
        [f"  {name}: {s['problem']}" for name, s in sources.items() if s["problem"]]
        if isinstance(sources, dict)
        else []
    )
    return "\n".join(["One round is done.", *(["Not everything went well:", *troubles] if troubles else [])])


def _real(folder: Path) -> tuple[Config, Store]:
    from bot import config
    from bot.service import data_folder

    held = config.load(folder, os.environ)
    return held, data_folder.open_folder(held)


def _sandbox(folder: Path) -> tuple[Config, Store]:
    """A database that is thrown away, for so is the embedded network."""
    from bot.service import sandbox
    from bot.store import open_store

    place = Path(tempfile.mkdtemp(prefix="nudge-sandbox-"))
    return sandbox.settings(folder), open_store(place / "sandbox.db")


def _program(config: Config, store: Store, *, sandbox: bool, started: Boot | None = None) -> Program:
    from bot.clock import utc_now
    from bot.service import sandbox as invented
    from bot.service import wiring

    if sandbox:
        return invented.program(config, store, utc_now)
    return wiring.build(config, store, started=started)
