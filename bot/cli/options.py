"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path,
    typer.Option(
        "--folder",
        envvar="NUDGE_FOLDER",
        help="Where config.toml, the database and the secrets lie.",
        show_default="the current folder",
        file_okay=False,
    ),
]
"""A parameter of this type is given as `folder: Folder = HERE`."""

HERE = Path()

AsJson = Annotated[bool, typer.Option("--json", help="For other programs to read.")]
