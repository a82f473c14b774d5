"""Options that several commands share."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import output

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

Sandbox = Annotated[
    bool, typer.Option("--sandbox", help="On the invented network of the demonstration; no account needed.")
]

AsJson = Annotated[bool, typer.Option("--json", help="For other programs to read.")]


def typed(command: str, folder: Path) -> str:
    """A command as it is to be typed next: with the folder, where it would not look there by itself."""
    if folder.resolve() == Path(os.environ.get("NUDGE_FOLDER") or ".").resolve():
        return f"{program()} {command}"
    return f"{program()} {command} --folder {output.harmless(shlex.quote(str(folder)))}"


def program() -> str:
    """The program as it is typed here: by its path, where it was called so and its name alone would not be found.

    A shell turns a name that it finds into a whole path before we see it; a path from where we are is as it was typed.
    """
    called = Path(sys.argv[0])
    whole = called.is_absolute() and shutil.which("nudge")
    if called.name != "nudge" or os.sep not in sys.argv[0] or whole:
        return "nudge"
    return output.harmless(shlex.quote(sys.argv[0]))
