"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.folder import VARIABLE, opened

HERE = Path()
_FOLDER = typer.Option(
    "--folder",
    envvar=VARIABLE,
    help="Where config.toml, the database and the secrets lie.",
    show_default="the current folder",
    metavar="DIRECTORY",
    parser=opened,
)
Folder = Annotated[Path, _FOLDER]
"""A parameter of this type is given as `folder: Folder = HERE`."""

FolderIfSaid = Annotated[Path | None, _FOLDER]
"""The same as `folder: FolderIfSaid = None`, for what may be said in two places: the current one is not looked for yet."""

Sandbox = Annotated[
    bool, typer.Option("--sandbox", help="On the invented network of the demonstration; no account needed.")
]

AsJson = Annotated[bool, typer.Option("--json", help="For other programs to read.")]
