"""The folder that a command works on, by whatever path it was given, and how the next command is typed for it."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from bot.cli import output
from bot.errors import BotError

VARIABLE = "NUDGE_FOLDER"


def opened(given: str | Path) -> Path:
    """A folder by a path that can be found from anywhere, a tilde opened where the shell has left it.

    Raises `BotError` for what is none.
    """
    folder = _found_from_anywhere(at_home(given))
    try:
        is_file, is_there = folder.is_file(), folder.exists()
    except OSError as problem:  # a name that is too long, or a way that is closed
        raise BotError(f"{folder} cannot be opened ({problem.strerror}).") from problem
    if is_file:
        raise BotError(f"{folder} is a file; --folder wants the folder that it lies in: --folder {folder.parent}")
    if not is_there and (file := _file_on_the_way(folder)) is not None:
        raise BotError(f"{folder} cannot be opened ({file} is a file, and no folder).")
    if is_there and not os.access(folder, os.R_OK | os.X_OK):
        from bot.config import unreadable

        raise BotError(f"{folder} cannot be read by the user with the id {os.getuid()}. {unreadable.give(folder)}")
    return folder


def at_home(given: str | Path) -> Path:
    """A path of which the tilde stands for the home that it names, where there is one."""
    try:
        return Path(given).expanduser()
    except RuntimeError:  # nobody of that name lives here
        return Path(given)


def _found_from_anywhere(folder: Path) -> Path:
    """What is said of it is not said of a dot."""
    if folder.is_absolute():
        _refuse_a_loop(folder)
        return folder
    try:
        found = folder.resolve()
    except FileNotFoundError:
        what = "The folder that you stand in does not exist any more."
        raise BotError(f"{what} cd to another one, or name one with --folder.") from None
    except RuntimeError:  # so up to Python 3.12
        found = folder
    _refuse_a_loop(found, folder)
    return found


def _refuse_a_loop(found: Path, called: Path | None = None) -> None:
    try:
        found.stat()
    except OSError as problem:  # what else is wrong with it is told by whoever opens it
        if problem.errno == errno.ELOOP:
            raise BotError(f"{called or found} cannot be opened (it is a link to itself).") from None


def _file_on_the_way(folder: Path) -> Path | None:
    with suppress(OSError):
        return next((place for place in folder.parents if place.is_file()), None)
    return None


def typed(command: str, folder: Path) -> str:
    """A command as it is to be typed next: with the folder, where it would not look there by itself."""
    if is_usual(folder):
        return f"{program()} {command}"
    return f"{program()} {command} --folder {output.harmless(shlex.quote(str(folder)))}"


def is_usual(folder: Path) -> bool:
    """Whether a command looks there by itself."""
    try:
        return folder.resolve() == at_home(os.environ.get(VARIABLE) or ".").resolve()
    except FileNotFoundError:  # where somebody stands in a folder that is gone
        return False


def program() -> str:
    """The program as it is typed here: by its path, where it was called so and its name alone would not be found.

    A shell turns a name that it finds into a whole path before we see it; a path from where we are is as it was typed.
    """
    called = Path(sys.argv[0])
    whole = called.is_absolute() and shutil.which("nudge")
    if called.name != "nudge" or os.sep not in sys.argv[0] or whole:
        return "nudge"
    return output.harmless(shlex.quote(sys.argv[0]))
