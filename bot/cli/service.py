"""Run the service (`nudge run`), or one round of it (`nudge once`)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.options import HERE, Folder

if TYPE_CHECKING:
    from bot.config import Config
    from bot.lanes import Program
    from bot.store import Store

Sandbox = Annotated[
    bool, typer.Option("--sandbox", help="On the invented network of the demonstration; no account needed.")
]


def run(folder: Folder = HERE, *, sandbox: Sandbox = False) -> None:
    """Run until told to stop: read, nudge, hear, and post what was approved."""
    from bot import app
    from bot.cli.logs import configure
    from bot.scheduler import Service

    configure()
    with app.locked(folder):
        config, store, program = _sandbox(folder) if sandbox else _real(folder)
        Service(program, folder, ping_url=config.health.ping_url).run()
        store.close()


def once(folder: Folder = HERE) -> None:
    """Do everything once: read, nudge, hear, and post what was approved and is due."""
    from bot import app
    from bot.cli.logs import configure

    configure()
    with app.locked(folder):
        _, store, program = _real(folder)
        program.once()
        found = program.health(program.parts.clock())
        program.close()
        store.close()
    output.say(_summary(found))


def _summary(found: dict[str, object]) -> str:
    sources = found["sources"]
    troubles = (
        [f"  {name}: {s['problem']}" for name, s in sources.items() if s["problem"]]
        if isinstance(sources, dict)
        else []
    )
    return "\n".join(["One round is done.", *(["Not everything went well:", *troubles] if troubles else [])])


def _real(folder: Path) -> tuple[Config, Store, Program]:
    from bot import app, config

    held = config.load(folder, os.environ)
    store = app.open_folder(held)
    return held, store, app.build(held, store)


def _sandbox(folder: Path) -> tuple[Config, Store, Program]:
    """The same service on the embedded network; its database is thrown away, for so is the network."""
    from bot import sandbox
    from bot.clock import utc_now
    from bot.store import open_store

    place = Path(tempfile.mkdtemp(prefix="nudge-sandbox-"))
    held = sandbox.settings(folder)
    store = open_store(place / "sandbox.db")
    return held, store, sandbox.program(held, store, utc_now)
