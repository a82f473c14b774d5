"""Run the service, or one round of it, on a folder: what `nudge run` and `nudge once` do when they were understood.

A service lies in memory day and night, and most are begun plainly: what reads a command line, and all other commands, are not
loaded for that.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from bot.cli import output
from bot.cli.ending import in_sentences
from bot.cli.folder import opened, typed
from bot.cli.health import plainly
from bot.cli.log_form import VARIABLE, LogForm
from bot.service import heartbeat

if TYPE_CHECKING:
    from bot.config import Config
    from bot.domain import Boot
    from bot.service.workers import Program
    from bot.store import Store

WAITS = 3.0
"""Seconds between two looks for a configuration that is not there yet."""


def at_once(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Serve before what reads a command line is loaded; False, and nothing done, for what needs a second look."""
    folder, json = plainly(arguments, environ) or (None, False)
    form = environ.get(VARIABLE) or LogForm.TEXT
    if folder is None or json or form not in set(LogForm) or sys.stdin is None:
        return False
    with in_sentences():
        serve(opened(folder), sandbox=False, log=LogForm(form))
    return True


def serve(folder: Path, *, sandbox: bool, log: LogForm) -> None:
    """Until told to stop. Without a configuration it waits for one."""
    from bot.cli.logs import configure
    from bot.cli.opening import held_alone
    from bot.clock import boot_now
    from bot.service.renewal import Renewal
    from bot.service.scheduler import Service

    configure(form=log)
    waited = not sandbox and _wait_for_a_configuration(folder)
    signal.signal(signal.SIGTERM, _told_to_end)  # whatever is open by now is closed, and what is thrown away is gone
    if not sandbox:
        _refuse_a_wrong_configuration(folder)
    with held_alone(folder, after_a_restore=waited), _opened(folder, sandbox=sandbox) as (config, store):
        _say_which(folder, store)
        started = boot_now()
        renewal = None if sandbox else Renewal(config, os.environ, store, started)
        program = _program(config, store, sandbox=sandbox, started=started)
        if log is LogForm.TEXT:
            _tell(f"Running as {_whose(config, sandbox=sandbox)}.{_end()}")
        if log is LogForm.TEXT and sandbox:
            _tell(_how_to_talk(folder))
        gone = store.path.parent if sandbox and store.path else None
        Service(program, folder, renewal=renewal, last_word=partial(_last_word, log, gone)).run()


def _tell(line: str) -> None:
    """Beside the log, folded between words where somebody looks."""
    output.say("\n".join(output.folded(line, "", output.columns(sys.stderr))), sys.stderr)


def _how_to_talk(folder: Path) -> str:
    shows, answers = typed("queue --sandbox", folder), typed("answer --sandbox help", folder)
    return f"In another terminal: {shows} shows what it says, {answers} answers it."


@contextmanager
def _opened(folder: Path, *, sandbox: bool) -> Iterator[tuple[Config, Store]]:
    """What the service works on, closed at its end; of the invented network nothing stays."""
    with tempfile.TemporaryDirectory(prefix="nudge-sandbox-") if sandbox else nullcontext("") as place:
        config, store = _sandbox(folder, Path(place)) if sandbox else _real(folder)
        try:
            yield config, store
        finally:
            store.close()


def _wait_for_a_configuration(folder: Path) -> bool:
    """In a container there is nothing to restart for: the command that makes one runs beside this one. Whether it had to."""
    from bot.config import nothing_there

    unwritten = nothing_there(folder, os.environ)
    in_a_container = os.environ.get(VARIABLE, "").lower() == LogForm.JSON  # which has to run for `login` to run in it
    if not unwritten and not (in_a_container and _lacks_only_logins(folder)):
        return False
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, _told_to_end)
    lacks, command = ("configuration", "init") if unwritten else ("login", "login")
    _tell(f"There is no {lacks} in {folder.resolve()} yet. This waits for it: nudge {command}{_elsewhere(folder)}")
    with heartbeat.waiting(folder) as show:
        while nothing_there(folder, os.environ) or _lacks_only_logins(folder):
            show()
            time.sleep(WAITS)
    return True


def _elsewhere(folder: Path) -> str:
    """What names it in a command that is typed in another terminal, where no variable of this one does."""
    return "" if folder.resolve() == Path.cwd() else f" --folder {shlex.quote(str(folder))}"


def _refuse_a_wrong_configuration(folder: Path) -> None:
    """Before the folder is held, where no program ever held it: a mistyped one is not made, and no lock is left in it.

    Under the lock it is read again, for that is what counts.
    """
    from bot.config import load

    if heartbeat.is_held(folder) is None:
        load(folder, os.environ)


def _lacks_only_logins(folder: Path) -> bool:
    """Whether what was written meanwhile is good, and `init` or `login` is still being answered."""
    from bot.config import credentials, survey

    found = survey(folder, os.environ, secrets=False)
    return not found.problems and bool(credentials.missing(found.config))


def _whose(config: Config, *, sandbox: bool) -> str:
    if sandbox:
        return "Lena Marsh, on the invented network"
    return " and ".join(section.owner.called for section in config.networks.values() if section.owner)


def _end() -> str:
    return " Ctrl-C ends it." if sys.stderr.isatty() else ""


def _last_word(log: LogForm, thrown_away: Path | None) -> None:
    """What is to go is gone, for the service ends hard; on a terminal the last word stands in a line below the ^C."""
    if thrown_away is not None:
        shutil.rmtree(thrown_away, ignore_errors=True)
    if log is LogForm.TEXT:
        output.say(f"{chr(10) if sys.stderr.isatty() else ''}Stopped.", sys.stderr)


def one_round(folder: Path, *, log: LogForm) -> list[str]:
    """Do everything once; a line for each thing that was not well."""
    from bot.cli.logs import configure
    from bot.cli.opening import held_alone

    configure(form=log, silent=log is LogForm.TEXT)
    signal.signal(signal.SIGTERM, _told_to_end)
    _refuse_a_wrong_configuration(folder)
    with held_alone(folder):
        config, store = _real(folder)
        try:
            program = _program(config, store, sandbox=False)
            program.once()
            found = program.health(program.parts.clock())
            program.close()
        finally:
            store.close()
    return _troubles(found)


def _told_to_end(signum: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001  # the signature of a handler
    """End as an interrupted round does, with the file closed."""
    sys.exit(128 + signum)


def _say_which(folder: Path, store: Store) -> None:
    """Whoever answers from the terminal must know whether this program hears it."""
    with suppress(OSError):
        heartbeat.write(folder, heartbeat.begun(folder, store.path, datetime.now(UTC)))


def _troubles(found: dict[str, object]) -> list[str]:
    sources = found["sources"]
    if not isinstance(sources, dict):
        return []
    return [f"  {name}: {source['problem']}" for name, source in sources.items() if source["problem"]]


def _real(folder: Path) -> tuple[Config, Store]:
    from bot import config
    from bot.service import data_folder

    held = config.load(folder, os.environ)
    return held, data_folder.open_folder(held)


def _sandbox(folder: Path, place: Path) -> tuple[Config, Store]:
    """A database that is thrown away, for so is the embedded network."""
    from bot.service import sandbox
    from bot.store import open_store

    return sandbox.settings(folder), open_store(place / heartbeat.INVENTED)


def _program(config: Config, store: Store, *, sandbox: bool, started: Boot | None = None) -> Program:
    if sandbox:
        from bot.clock import utc_now
        from bot.service import sandbox as invented

        return invented.program(config, store, utc_now)
    from bot.service import wiring

    return wiring.build(config, store, started=started)
