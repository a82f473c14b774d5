"""Put a backup into a folder that holds nothing yet, so that nothing of what was open in it can go out.

Everything is unpacked beside its place first and looked at; config.toml comes last, because a service may be waiting
for it. A copy of the database alone, such as those that stand beside it after an update, can be put back too.
"""

from __future__ import annotations

import errno
import json
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from bot.config import Config, credentials, survey
from bot.errors import BotError, StoreError
from bot.keeping.backup import CONFIG, DATABASE, FORMAT, LABEL, SECRETS, SESSION
from bot.knowledge.invalidation import settle_restored
from bot.service import data_folder, heartbeat
from bot.store import database_problems, last_written, open_store

_SQLITE = b"SQLite format 3\x00"
_BROKEN = "This is no backup that nudge made, or not all of it is there"
_REMEDY = "Make room on the disk, or let this user write there, and run it again. Nothing was changed."
_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM)
_DAMAGED = (tarfile.TarError, zlib.error, EOFError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: from when it is, which files, how many suggestions were open in it."""

    taken_at: datetime
    files: tuple[str, ...]
    closed: int
    secrets: bool


def restore(stream: IO[bytes], folder: Path, environ: Mapping[str, str], now: datetime) -> Restored:
    """Put it into the folder. Raises `BotError` where anything would be written over, or cannot be: then nothing was changed."""
    try:
        return _restored(stream, folder, environ, now)
    except OSError as problem:
        raise BotError(f"It cannot be put back ({problem.strerror or problem}). {_REMEDY}") from problem


def _restored(stream: IO[bytes], folder: Path, environ: Mapping[str, str], now: datetime) -> Restored:
    with _held(folder), _beside(folder) as place:
        taken_at, secrets = _unpacked(stream, place)
        config = survey(place if (place / CONFIG).exists() else folder, environ, secrets=False).config
        database = config.store.path
        _is_inside(folder / database, folder)
        files = [file for file in sorted(place.rglob("*")) if file.is_file()]
        _belong([file.relative_to(place) for file in files], config)
        targets = {file: folder / (database if file.name == DATABASE else file.relative_to(place)) for file in files}
        _is_free(targets.values(), folder / database)
        closed, taken_at = _settled(place / DATABASE, taken_at, now)
        _put(targets)
        return Restored(taken_at, tuple(str(file.relative_to(place)) for file in files), closed, secrets)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Make the folder where there is none, and hold it. What goes wrong leaves neither it nor the lock where it was not before."""
    lock = folder / heartbeat.LOCK
    new = [path for path in (lock, *lock.parents) if not path.exists()]
    try:
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True)
        with data_folder.locked(folder, otherwise="or put it back into another folder"):
            try:
                yield
            except BaseException:
                if lock in new:
                    with suppress(OSError):
                        lock.unlink()  # now, for no other program has it
                raise
    except BaseException:
        for made in new:
            with suppress(OSError):
                made.rmdir()  # which goes where nothing of anybody else lies in it
        raise


class _beside:  # noqa: N801  # used as a function
    """A place in the folder in which nothing is looked for."""

    def __init__(self, folder: Path) -> None:
        self._place = Path(tempfile.mkdtemp(prefix=".restore-", dir=folder))

    def __enter__(self) -> Path:
        return self._place

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._place, ignore_errors=True)


# --- unpacking


def _unpacked(stream: IO[bytes], place: Path) -> tuple[datetime | None, bool]:
    """Everything in it, with when it was made (None: not known), and whether the secrets are in it."""
    begins = stream.read(len(_SQLITE))
    if begins == _SQLITE:
        with (place / DATABASE).open("wb") as file:
            file.write(begins)
            shutil.copyfileobj(stream, file)
        return None, False
    try:
        return _out_of_the_tar(_Again(begins, stream), place)
    except _DAMAGED as problem:
        raise BotError(f"{_BROKEN} ({problem}). nudge backup writes one.") from problem
    except OSError as problem:
        if problem.errno in _OF_THE_DISK:
            raise
        raise BotError(f"{_BROKEN} ({problem.strerror or problem}). nudge backup writes one.") from problem


class _Again:
    """A stream of which the beginning was read already."""

    def __init__(self, begins: bytes, rest: IO[bytes]) -> None:
        self._begins, self._rest = begins, rest

    def read(self, size: int) -> bytes:
        """The next bytes."""
        found, self._begins = self._begins[:size], self._begins[size:]
        return found + self._rest.read(size - len(found)) if len(found) < size else found


def _out_of_the_tar(stream: _Again, place: Path) -> tuple[datetime | None, bool]:
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|gz") as tar:  # all that it needs is `read`
        label = _label(tar)
        while (entry := tar.next()) is not None:
            _unpack(tar, entry, place)
    lost = [name for name in label["files"] if not (place / name).is_file()]
    if lost:
        raise BotError(f"{_BROKEN} ({', '.join(lost)} is missing). nudge backup writes one.")
    return datetime.fromisoformat(label["made_at"]).astimezone(UTC), bool(label["secrets"])


def _label(tar: tarfile.TarFile) -> Mapping[str, Any]:
    first = tar.next()
    content = tar.extractfile(first) if first is not None and first.name == LABEL else None
    label = json.loads(content.read()) if content is not None else {}
    if not isinstance(label, dict) or "nudge" not in label:
        raise BotError(f"{_BROKEN}. nudge backup writes one.")
    if label["format"] != FORMAT:
        raise BotError(f"This backup was made by nudge {label['nudge']}, which is newer. Update nudge first.")
    return label


def _unpack(tar: tarfile.TarFile, entry: tarfile.TarInfo, place: Path) -> None:
    """One file, within the folder, for its owner only."""
    name = PurePosixPath(entry.name)
    content = tar.extractfile(entry) if entry.isreg() else None
    if content is None or name.is_absolute() or ".." in name.parts:
        raise BotError(f"{_BROKEN} ({entry.name} does not belong in one). nudge backup writes one.")
    target = place / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    with target.open("wb") as file:
        shutil.copyfileobj(content, file)


# --- into its place


def _belong(files: Sequence[Path], config: Config) -> None:
    """Nothing is put into the folder but what a backup holds: whoever made it could have added something."""
    named = {file.resolve() for file in credentials.files(config)}
    for file in files:
        secret = file.parts[0] == SECRETS and file.suffix != SESSION
        if str(file) not in (CONFIG, DATABASE) and not secret and (config.folder / file).resolve() not in named:
            raise BotError(
                f"{file} is in this backup, and no config.toml here names it. Is it a secret that a variable named where the "
                "backup was made? Set that variable here, too. Else somebody else has put it there. Nothing was changed."
            )


def _is_inside(database: Path, folder: Path) -> None:
    """What is put back goes into the folder that was named, wherever the database stood before."""
    if not database.resolve().is_relative_to(folder.resolve()):
        raise BotError(
            f"Its config.toml keeps the database at {database}, outside of {folder.resolve()}. To put it into the folder, say "
            "NUDGE__STORE__PATH=nudge.db in front, and change store.path afterwards. Nothing was changed."
        )


def _is_free(targets: Any, database: Path) -> None:
    """Nothing is written over, and no log of another database is taken for this one's."""
    beside = [database.with_name(f"{database.name}{end}") for end in ("-wal", "-shm")]
    there = [str(target) for target in (*targets, *beside) if target.exists()]
    if there:
        raise BotError(
            f"There already: {', '.join(there)}. Nothing is written over. "
            "Move what lies there into another folder, or name an empty one with --folder. Nothing was changed."
        )


def _settled(database: Path, taken_at: datetime | None, now: datetime) -> tuple[int, datetime]:
    """Look whether it is sound, and close what was open in it."""
    database.chmod(0o600)
    wrong = database_problems(database)
    if wrong:
        raise StoreError(f"What the backup holds cannot be used: {wrong[0].what}. {wrong[0].remedy}".strip())
    store = open_store(database)
    try:
        with store.begin() as tx:
            since = taken_at or last_written(tx) or now
            closed = settle_restored(tx, since, now)
    finally:
        store.close()
    for copy in database.parent.glob(f"{DATABASE}.*"):
        copy.unlink()  # of a change of the schema: the backup itself is that copy
    log = database.with_name(f"{DATABASE}-wal")
    if log.exists() and log.stat().st_size:  # what was closed stands there alone
        raise StoreError("There is not enough room to put it back. Make some, and try again. Nothing was changed.")
    for beside in (log, database.with_name(f"{DATABASE}-shm")):
        beside.unlink(missing_ok=True)
    return closed, since


def _put(targets: Mapping[Path, Path]) -> None:
    """Every file into its place, config.toml last. Where one of them cannot be written, none stays: it can be tried again."""
    new: list[Path] = []
    try:
        for file in sorted(targets, key=lambda file: file.name == CONFIG):
            target = targets[file]
            new += [folder for folder in reversed(target.parents) if not folder.exists()]
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new.append(target)
            shutil.move(file, target)
    except OSError as problem:
        what = f"{target} cannot be written ({problem.strerror or problem})."
        left = _taken_away(new)
        if left:
            raise BotError(
                f"{what} What had been put there cannot be taken away either: {', '.join(left)}. "
                "Look after the disk, move these away, and run it again; the backup is as it was."
            ) from problem
        raise BotError(f"{what} {_REMEDY}") from problem


def _taken_away(new: Sequence[Path]) -> list[str]:
    """What stood nowhere before is gone again; what could not be taken away is named."""
    for path in reversed(new):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
    return [str(path) for path in new if path.exists()]
