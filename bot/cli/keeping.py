"""Take everything along, and put it back (`nudge backup`, `nudge restore`, `nudge export`)."""

from __future__ import annotations

import io
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, BinaryIO

import typer

from bot.cli import output, streams
from bot.cli.folder import program, typed
from bot.cli.options import HERE, Folder
from bot.errors import BotError

if TYPE_CHECKING:
    from bot.keeping.backup import Contents
    from bot.keeping.restore import Restored

PIPE = "-"
ASK = (
    "Put the tokens and app passwords in too? Whoever has the file could then read and write as you. "
    "Without them you log in anew after a restore."
)

BackupFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE|-",
        help="Where to write it; - for standard output.",
        show_default="nudge-DATE.backup in the current folder",
    ),
]
Secrets = Annotated[
    bool | None,
    typer.Option(
        "--secrets/--no-secrets",
        help="Put tokens and app passwords in too, or leave them out. Asked where neither is said; left out in a pipe.",
        show_default=False,
    ),
]


def backup(file: BackupFile = "", folder: Folder = HERE, *, secrets: Secrets = None) -> None:
    """Write everything into one file: the database, config.toml and, after a yes, the secrets. Works beside the service."""
    from bot import config
    from bot.cli.logs import configure
    from bot.clock import utc_now
    from bot.keeping import backup as keeping

    configure(quiet=True)
    held, now = config.load(folder, os.environ, secrets=False), utc_now()
    if file == PIPE:
        _refuse_where_nothing_is_kept("backup - > FILE")
    if file == PIPE and sys.stdout.isatty():
        raise BotError("A backup is no text for a terminal. Name a file, or send it somewhere: nudge backup - > FILE")
    with_secrets = _asked() if secrets is None else secrets
    name = file or f"nudge-{now:%Y-%m-%d-%H%M}.backup"
    with _output(name) as stream:
        found = keeping.write(held, stream, now, secrets=with_secrets)
    output.paragraphs(_kept(name, found), sys.stderr if file == PIPE else sys.stdout)


def _refuse_where_nothing_is_kept(sent: str) -> None:
    if sys.__stdout__ is None:  # closed by whoever started us
        raise BotError(f"Standard output is closed, so nothing would be kept. Send it somewhere: {program()} {sent}")


def _output(name: str) -> AbstractContextManager[BinaryIO]:
    from bot.keeping import backup as keeping

    return _piped() if name == PIPE else keeping.into(Path(name))


def _piped() -> BinaryIO:
    """Standard output, by itself: what goes wrong elsewhere meanwhile is no matter of it."""
    return io.BufferedWriter(_Pipe(sys.stdout.fileno(), "w", closefd=False))


class _Pipe(streams.Guarded):
    """What reads it may end before, or have no room."""

    def lost(self, problem: OSError) -> None:
        from bot.config.keeping import why

        streams.end(self)
        raise BotError(f"The backup did not get through to standard output: {why(problem)}") from problem


def _asked() -> bool:
    asked = "\n".join(output.folded(ASK, "", output.columns(sys.stderr)))
    return sys.stdin.isatty() and sys.stderr.isatty() and typer.confirm(asked, default=False, err=True)


def _kept(name: str, found: Contents) -> str:
    where = "standard output" if name == PIPE else name
    lines = [f"Kept in {where}: {_listed(found.files)}."]
    if found.left_out and found.secrets:
        lines.append(f"Left out, for it lies outside of the folder: {_listed(found.left_out)}. Keep that yourself.")
    elif found.left_out:
        lines.append(f"Left out: the secrets ({_listed(found.left_out)}). --secrets puts them in.")
    lines.append("It holds other people's words; keep it as you would keep your letters. nudge restore puts it back.")
    return "\n".join(lines)


def _listed(names: tuple[str, ...]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def restore(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The backup; - for standard input.")],
    folder: Folder = HERE,
) -> None:
    """Put a backup into an empty folder. What was open in it is closed, and nothing that was approved before goes out."""
    from bot.cli.logs import configure
    from bot.clock import utc_now
    from bot.keeping import restore as keeping

    configure(quiet=True)
    with _input(file) as stream:
        found = keeping.restore(stream, folder, os.environ, utc_now())
    output.paragraphs(_back(found, folder), sys.stdout)


def _input(file: str) -> AbstractContextManager[IO[bytes]]:
    if file == PIPE:
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as problem:
        raise BotError(
            f"{file} cannot be read ({problem.strerror}). Name the file that nudge backup wrote."
        ) from problem


def _back(found: Restored, folder: Path) -> str:
    from bot.keeping.backup import CONFIG

    closed = {0: "Nothing was open in it.", 1: "One suggestion was open in it, and is closed."}
    lines = [
        f"Put back into {folder.resolve()}: {_listed(found.files)}, from {found.taken_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC.",
        closed.get(
            found.closed, f"{output.number(found.closed).capitalize()} suggestions were open in it, and are closed."
        )
        + " Nothing that you approved before goes out, and what you said before is not heard again.",
        "People and notes are as they were. Never run two of them on the same accounts.",
    ]
    missing, wrong = _missing(folder)
    if missing:
        lines.append(f"Not in it, so to be made anew: {_listed(missing)}. nudge check says how.")
    if wrong and CONFIG in found.files:
        lines.append(f"To be mended first, for nothing runs with it: {'; '.join(wrong)}")
    return "\n".join([*lines, f"Next: {typed('check', folder)}, then {typed('run', folder)}."])


def _missing(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the secrets that are not there are for, and what is wrong in config.toml."""
    from bot.config import credentials, survey

    found = survey(folder, os.environ, secrets=False)
    missing = tuple(dict.fromkeys(problem.where for problem in credentials.missing(found.config)))
    return missing, tuple(map(str, found.problems))


def export(
    folder: Folder = HERE,
    *,
    person: Annotated[
        str,
        typer.Option(
            "--person", help="Only what is kept of this one: a name, or an address.", metavar="NAME", show_default=False
        ),
    ] = "",
) -> None:
    """Write everything that is stored as JSON, or what is stored of one person. People who were forgotten are not in it."""
    from bot import config
    from bot.cli.logs import configure
    from bot.clock import utc_now
    from bot.keeping import export as keeping

    configure(quiet=True)
    _refuse_where_nothing_is_kept("export > FILE")
    held = config.load(folder, os.environ, secrets=False)
    escaped = sys.stdout.isatty() or not streams.knows_every_letter(sys.stdout)
    keeping.write(held, sys.stdout, utc_now(), person=person, escaped=escaped)
