"""Open an archive file of the owner's own by what is in it."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from bot.platforms.archive import Archive, NoArchive


def opened(file: Path) -> Archive:
    """Any network's file, the zip with it, or the folder that it was unpacked to. Raises `NoArchive` for anything else."""
    from bot.service.wiring import archive_formats

    formats = archive_formats()
    names = [one.file for one in formats if one.file]
    content = _content(_in_folder(file, names) if file.is_dir() else file, names)
    fitting = next((one for one in formats if one.fits(content)), formats[-1])
    return fitting.read(content)


def _in_folder(folder: Path, names: Sequence[str]) -> Path:
    return next((folder / name for name in names if (folder / name).exists()), folder / names[0])


def _content(file: Path, names: Sequence[str]) -> bytes:
    """What is in it; of a zip, what is in the file of one of these names."""
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                name = next((name for name in packed.namelist() if Path(name).name in names), None)
                if name is None:
                    raise NoArchive(f"There is no {' or '.join(names)} in {file.name}.")
                return packed.read(name)
        return file.read_bytes()
    except OSError as trouble:
        raise NoArchive(f"{file} cannot be read ({trouble.strerror}).") from trouble
