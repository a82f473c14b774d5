"""Write one file that holds a whole data folder: the database as it is now, config.toml and, if wanted, the secrets.

A gzipped tar, so that anybody can look into it: `backup.json` says what it is, then come `config.toml`, the secrets, and
`nudge.db` last, copied by SQLite's own online backup while others may be writing.
"""

from __future__ import annotations

import io
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import bot
from bot.config import Config, credentials, keeping
from bot.errors import BotError, StoreError
from bot.knowledge.forgetting import forget
from bot.store import copy_to, open_store, people, somebody_goes

LABEL, CONFIG, DATABASE, SECRETS = "backup.json", "config.toml", "nudge.db", "secrets"
FORMAT = 1
NOTHING_YET = "There is no database here yet, so there is nothing to keep."
SESSION = ".session"
_OWNER_ONLY = 0o600
LIKE_A_SECRET = 12
_SECRET_LINE = re.compile(
    rb"""(["']?\b(?:token|posting_token|app_password|key|ping_url)\b["']?[ \t]*=[ \t]*)(?:"[^"\n]*"|'[^'\n]*')"""
)
_BEFORE_A_HOST = re.compile(rb"""(://)[^/\s"'@]*@""")
"""Name and password in an address."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a backup: `left_out` names what it needs and does not hold, and with `secrets` where that lies."""

    files: tuple[str, ...]
    secrets: bool
    left_out: tuple[str, ...] = ()


@contextmanager
def into(file: Path) -> Iterator[BinaryIO]:
    """A new file that stands there whole, or not at all, for this user only. Raises `BotError` where there is one already."""
    if file.is_dir():
        raise BotError(f"{file} is a folder, and a backup is one file. Name one: nudge backup {file / 'nudge.backup'}")
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        if file.exists():
            raise BotError(f"{file} is there already. Name another file, or move it away first.")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    except OSError as problem:
        raise BotError(f"{file} cannot be written: {keeping.why(problem)}") from problem
    finally:
        draft.unlink(missing_ok=True)


def write(config: Config, stream: BinaryIO, now: datetime, *, secrets: bool) -> Contents:
    """Everything of the configured folder. Works beside a running service. Raises `StoreError` and `BotError`."""
    if not config.database.exists():
        raise StoreError(NOTHING_YET)
    held = dict(_files(config, secrets=secrets))
    found = Contents((*held, DATABASE), secrets, _elsewhere(config, held) if secrets else _needed(config))
    label = {
        "nudge": bot.__version__, "format": FORMAT, "made_at": now.isoformat(), "secrets": secrets,
        "files": found.files,
    }  # fmt: skip
    with copy_of(config) as database, tarfile.open(fileobj=stream, mode="w|gz") as tar:
        for name, content in {LABEL: json.dumps(label).encode(), **held}.items():
            _add(tar, name, io.BytesIO(content), len(content), now)
        with database.open("rb") as copy:
            _add(tar, DATABASE, copy, database.stat().st_size, now)
    return found


def _add(tar: tarfile.TarFile, name: str, content: BinaryIO | io.BytesIO, size: int, now: datetime) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, _OWNER_ONLY, int(now.timestamp())
    tar.addfile(entry, content)


@contextmanager
def copy_of(config: Config) -> Iterator[Path]:
    """A copy of the database as it is now; on the folder's own disk, because others are often memory. Raises `StoreError`."""
    folder = config.database.parent
    if not config.database.exists():
        raise StoreError(NOTHING_YET)
    with ExitStack() as until_used:
        try:
            beside = folder if os.access(folder, os.W_OK) else None
            place = until_used.enter_context(tempfile.TemporaryDirectory(prefix=".backup-", dir=beside))
            copy = Path(place) / DATABASE
            copy_to(config.database, copy)
            _forget_who_goes(copy)
        except OSError as problem:
            raise BotError(f"The copy cannot be written: {keeping.why(problem)}") from problem
        yield copy


def _forget_who_goes(copy: Path) -> None:
    """Whom the owner asked to forget, and who goes in a moment, is left out from the minute in which that was said."""
    if not somebody_goes(copy):
        return
    store = open_store(copy)
    try:
        with store.begin() as tx:
            for person in people.to_forget(tx, before=datetime.max.replace(tzinfo=UTC)):
                forget(tx, person, person.forget_at or datetime.now(UTC))
    finally:
        store.close()


def _files(config: Config, *, secrets: bool) -> Iterator[tuple[str, bytes]]:
    """What lies beside the database, by its name in the folder."""
    written = config.folder / CONFIG
    if written.is_file():
        content = _read(written)
        yield CONFIG, content if secrets else _without_secrets(content, config)
    if secrets:
        for file in _secret_files(config):
            yield str(file.relative_to(config.folder)), _read(file)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise BotError(f"{file} cannot be read ({problem.strerror}), so there is no backup.") from problem


def _without_secrets(content: bytes, config: Config) -> bytes:
    """A secret that stands in config.toml itself stays behind as well; `nudge check` then says that it is missing."""
    blank = _BEFORE_A_HOST.sub(rb"\1", _SECRET_LINE.sub(rb'\1""', content))
    for secret in credentials.written_out(config):  # wherever else it stands; a short one is also part of other words
        blank = blank.replace(secret.encode(), b"") if len(secret) >= LIKE_A_SECRET else blank
    return blank


def _secret_files(config: Config) -> list[Path]:
    """Everything under `secrets/` but sessions, which are made anew, and whatever else config.toml names in the folder."""
    under = [file for file in (config.folder / SECRETS).rglob("*") if file.is_file() and file.suffix != SESSION]
    home = config.folder.resolve()
    named = [file.resolve() for file in credentials.files(config) if file.is_file()]
    return sorted({*under, *(config.folder / file.relative_to(home) for file in named if file.is_relative_to(home))})


def _elsewhere(config: Config, held: Collection[str]) -> tuple[str, ...]:
    """What the logins are called whose secrets do not lie in the folder, with where they do."""
    kept = [config.folder / name for name in held]
    logins = [f"{login.called} ({where})" for login, where in credentials.elsewhere(config, kept)]
    watcher = config.health.ping_url
    if watcher and not (CONFIG in held and watcher in (config.folder / CONFIG).read_text(encoding="utf-8-sig")):
        logins.append("the address of your watcher (the environment)")
    return tuple(logins)


def _needed(config: Config) -> tuple[str, ...]:
    """What the logins are called whose secrets stay behind."""
    logins = tuple(login.called for login in credentials.configured(config) if not login.optional)
    return (*logins, "the address of your watcher") if config.health.ping_url else logins
