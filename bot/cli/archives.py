"""Open an archive file of the owner's own by what is in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from bot.platforms.archive import Archive, NoArchive

OUTBOX = "outbox.json"


def opened(file: Path) -> Archive:
    """Mastodon's outbox.json, the zip with it or the folder that it was unpacked to, or a Bluesky repository.

    Raises `NoArchive` for anything else.
    """
    content = _content(file / OUTBOX if file.is_dir() else file)
    if content.lstrip()[:1] in (b"{", b"["):
        from bot.platforms.mastodon import archive as mastodon

        return mastodon.read(content)
    from bot.platforms.bluesky import archive as bluesky

    return bluesky.read(content)


def _content(file: Path) -> bytes:
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                name = next((name for name in packed.namelist() if Path(name).name == OUTBOX), None)
                if name is None:
                    raise NoArchive(f"There is no {OUTBOX} in {file.name}.")
                return packed.read(name)
        return file.read_bytes()
    except OSError as trouble:
        raise NoArchive(f"{file} cannot be read ({trouble.strerror}).") from trouble
