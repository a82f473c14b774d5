"""Say whether the service is alive, from the file that it writes (`nudge health`).

Watchers ask it every minute, so it reads one small file and imports nothing heavy, not even what reads a command line.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.cli import output
from bot.cli.ending import in_sentences
from bot.cli.folder import VARIABLE
from bot.service import heartbeat
from bot.service.heartbeat import STILL_ALIVE

HARDLY_ANY = 1024 * 1024
"""Bytes that are free on a disk that is full: others may have left a little."""

WAITS = "The service runs, and waits until it is set up: nudge init, or nudge login where only that is missing."
NOT_OURS = f"{heartbeat.FILE} is not as the service writes it."


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the service is alive and can do its work, and a sentence for each thing worth knowing, the first about that."""

    alive: bool
    sentences: tuple[str, ...]
    at: datetime | None = None


def at_once(arguments: Sequence[str], environ: Mapping[str, str]) -> int | None:
    """Answer `nudge health` with its code, before the command line is even looked at; None for what needs a second look."""
    said = plainly(arguments, environ)
    found = _where_it_can_be_read(said[0]) if said else None
    if said is None or found is None:
        return None
    with in_sentences():
        return _tell(found, json=said[1])


def _where_it_can_be_read(folder: Path) -> Health | None:
    with suppress(OSError):
        return None if folder.is_file() else read(folder / heartbeat.FILE, datetime.now(UTC))
    return None


def plainly(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Path, bool] | None:
    """The folder, and whether --json was said; None where more than that was said, or what needs a second look."""
    words, folder = list(arguments), Path(environ.get(VARIABLE) or "")
    if "--folder" in words[:-1]:
        place = words.index("--folder")
        folder = Path(words[place + 1])
        del words[place : place + 2]
    if words not in ([], ["--json"]) or str(folder).startswith("~") or not str(folder).isprintable():
        return None
    return folder, bool(words)


def told(folder: Path, *, json: bool) -> int:
    """Say whether the service is alive; 0 when it is, else 1."""
    return _tell(read(folder / heartbeat.FILE, datetime.now(UTC)), json=json)


def _tell(found: Health, *, json: bool) -> int:
    if json:
        output.say(output.dumped({"alive": found.alive, "at": found.at, "sentences": found.sentences}))
    else:
        output.paragraphs("\n".join(found.sentences))
    return 0 if found.alive else 1


def read(file: Path, now: datetime) -> Health:
    """What the heartbeat file says. Times in it are ISO 8601 in UTC."""
    if heartbeat.waits(file.parent):
        return Health(alive=False, sentences=(WAITS,))
    if not file.parent.exists():
        return Health(alive=False, sentences=(f"There is no folder {file.parent.absolute()}.",))
    if not file.exists() and not file.with_name(heartbeat.STOPPED).exists():
        return Health(alive=False, sentences=("The service has not run here yet. nudge run starts it.",))
    said = heartbeat.read(file.parent)
    try:
        return Health(alive=False, sentences=(NOT_OURS,)) if said is None else _of(said, file.parent, now)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Health(alive=False, sentences=(NOT_OURS,))


def of_the_store(folder: Path, now: datetime) -> str | None:
    """What keeps the service from storing, in a sentence; None where all is well or nothing runs."""
    said = heartbeat.read(folder)
    try:
        lately = said is not None and abs(now - datetime.fromisoformat(said["at"])) < STILL_ALIVE
        return next(_of_the_store(said), None) if said and lately and heartbeat.is_held(folder) is not False else None
    except (ValueError, KeyError, TypeError):
        return None


def running(folder: Path, now: datetime) -> bool:
    """Whether a service is at work on the folder."""
    return heartbeat.is_held(folder) is True and read(folder / heartbeat.FILE, now).at is not None


def _of(said: heartbeat.Said, folder: Path, now: datetime) -> Health:
    at = datetime.fromisoformat(said["at"]).astimezone(UTC)
    troubles = (*_of_the_store(said), *_of_the_sources(said))
    runs = heartbeat.is_held(folder)
    if said.get("stopped"):
        return Health(alive=False, sentences=(f"The service was stopped at {_when(at)}. nudge run starts it.",), at=at)
    # A beat from the future was written before the clock was set back; it says nothing about now either.
    if abs(now - at) >= STILL_ALIVE:
        return Health(alive=False, sentences=(_silent(at, folder, runs=bool(runs)), *troubles), at=at)
    if runs is False:
        ended = f"The service ended after {_when(at)} without being told to. Its log says why; nudge run starts it."
        return Health(alive=False, sentences=(ended,), at=at)
    if _ill_for(said, at) >= STILL_ALIVE:
        return Health(alive=False, sentences=("The service runs, and cannot do its work.", *troubles), at=at)
    return Health(alive=True, sentences=("Alive.", *troubles), at=at)


def _silent(at: datetime, folder: Path, *, runs: bool) -> str:
    said = f"The service has said nothing since {_when(at)}."
    if shutil.disk_usage(folder).free < HARDLY_ANY:
        return f"{said} The disk is full; make room, and it goes on where it was."
    return f"{said} {'It still runs; its log says why.' if runs else 'Its log says why; nudge run starts it.'}"


def _when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _ill_for(said: heartbeat.Said, at: datetime) -> timedelta:
    ill = said.get("store")
    return at - datetime.fromisoformat(ill["since"]) if ill else timedelta(0)


def _of_the_store(said: heartbeat.Said) -> Iterator[str]:
    ill = said.get("store")
    if ill:
        since = datetime.fromisoformat(ill["since"]).astimezone(UTC)
        yield f"Since {_when(since)} not everything could be stored: {ill['problem']}"


def _of_the_sources(said: heartbeat.Said) -> Iterator[str]:
    found = said.get("sources", {})
    yield from (f"{name}: {source['problem']}" for name, source in found.items() if source.get("problem"))
