"""Open an archive file of the owner's own by what is in it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.platforms.archive import Archive, NoArchive


def opened(file: Path) -> Archive:
    """Any network's file, the zip with it, or the folder that it was unpacked to. Raises `NoArchive` for anything else."""
    from bot.service.wiring import archive_formats

    formats = archive_formats()
    names = [one.file for one in formats if one.file]
    try:
        found = _found(_in_folder(file, names) if file.is_dir() else file, names)
        fitting = next((one for one in formats if one.fits(found.content)), formats[-1])
        beside = found.beside(fitting.beside)
    except OSError as trouble:
        raise NoArchive(f"{file} cannot be read ({trouble.strerror or trouble}).") from trouble
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as trouble:  # damaged, or locked with a password
        raise NoArchive(
            f"{file} is a zip that cannot be unpacked ({trouble}). Is it whole? Download it again."
        ) from trouble
    return fitting.read(found.content, beside)


def _in_folder(folder: Path, names: Sequence[str]) -> Path:
    return next((folder / name for name in names if (folder / name).exists()), folder / names[0])


@dataclass(frozen=True, slots=True)
class _Found:
    """What is in a file, and what stands beside it by name; empty where nothing does."""

    content: bytes
    beside: Callable[[str], bytes]


def _found(file: Path, names: Sequence[str]) -> _Found:
    """What is in it; of a zip, what is in the file of one of these names."""
    if zipfile.is_zipfile(file):
        return _Found(*_packed(file, names))
    return _Found(file.read_bytes(), lambda name: _near(file, name))


def _packed(file: Path, names: Sequence[str]) -> tuple[bytes, Callable[[str], bytes]]:
    def read(name: str) -> bytes:
        with zipfile.ZipFile(file) as packed:
            return packed.read(name) if name in packed.namelist() else b""

    with zipfile.ZipFile(file) as packed:
        name = next((name for name in packed.namelist() if Path(name).name in names), None)
    if name is None:
        raise NoArchive(f"There is no {' or '.join(names)} in {file.name}.")
    return read(name), lambda beside: read(str(PurePosixPath(name).with_name(beside))) if beside else b""


def _near(file: Path, name: str) -> bytes:
    beside = file.with_name(name) if name else None
    return beside.read_bytes() if beside is not None and beside.is_file() else b""
