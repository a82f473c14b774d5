"""Change one key of config.toml without an editor (`nudge set`); everything else in it stays as it is."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import asking, output
from bot.cli.options import HERE, Folder
from bot.errors import BotError, ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.config.lines import Key
    from bot.setup.changing import Aside

FILE = "config.toml"

KeyName = Annotated[str, typer.Argument(help="The section and the key: deliver.at", metavar="KEY", show_default=False)]
Value = Annotated[list[str], typer.Argument(help="What it shall be: 9:00,17:30", metavar="VALUE", show_default=False)]


def set_key(key: KeyName, value: Value, folder: Folder = HERE) -> None:
    """Change one key of config.toml: nudge set deliver.at 9:00,17:30."""
    from bot.config import credentials, nothing_there

    path = tuple(part for part in key.strip("[] ").split(".") if part)
    variable = "__".join(["NUDGE", *path]).upper()
    if len(path) < 2:  # noqa: PLR2004 - a section and a key
        raise BotError(f'"{key}" names a section or a key alone; both are needed, like deliver.at.')
    if nothing_there(folder, os.environ):
        raise BotError(f"There is no {FILE} in {folder.resolve()} yet. nudge init writes one; then this changes it.")
    if any(path[-1] == login.key for login in credentials.LOGINS):
        raise BotError(
            f"A secret does not belong on a command line, which the shell keeps. {_where_secrets_go(variable)}"
        )
    if os.environ.get(variable):
        raise BotError(f"The environment gives this ({variable}), and it wins over {FILE}. Change it there.")
    typed = _as_one(value)
    if path == ("store", "path"):
        _is_in_a_folder(folder / typed)
    literal, moved = _put(folder, path, typed)
    asking.say(f"{'.'.join(path)} = {literal}")
    _taken_up(folder, moved)


def _where_secrets_go(variable: str) -> str:
    """The secret of an account is asked for; one that somebody else gives stands in a file, or in its variable."""
    from bot.config import credentials

    given = next((login for login in credentials.LOGINS if login.variable == variable and not login.command), None)
    if given is None:
        return "nudge login asks for it."
    return (
        f"Write it into a file and set {given.name}.{given.key}_file to that, or put it into the variable {variable}."
    )


def _as_one(value: list[str]) -> str:
    """What a shell has cut at its blanks: commas divide where there are any, or else the blanks do."""
    return (" " if any("," in part for part in value) else ",").join(value)


def _is_in_a_folder(database: Path) -> None:
    """A mistyped folder would begin an empty database there, and everybody would be forgotten."""
    if not database.parent.is_dir():
        what = f"There is no folder {database.parent}, so no database can be kept there."
        raise BotError(f"{what} Make it first. Nothing was changed.")


def _put(folder: Path, path: Key, value: str) -> tuple[str, list[Aside]]:
    """Write the likeliest meaning of the value that fits; what is wrong with the likeliest is said where none does."""
    from bot.config import problems
    from bot.config.writing import literals
    from bot.setup import changing

    known, refused = problems.fields(path[:-1]).get(str(path[-1])), None
    for literal in literals(value, truth=known is not None and known.annotation is bool):
        try:
            return literal, changing.set_keys(folder, {path: literal}, os.environ)
        except ConfigError as wrong:
            refused = refused or wrong
    if refused is None:
        raise BotError("Nothing was changed.")
    said = f"{'.'.join(str(part) for part in path)} = {output.harmless(value)}"
    raise ConfigError([replace(one, where=said) for one in refused.problems])


def _taken_up(folder: Path, moved: list[Aside]) -> None:
    from bot.cli.signing_in import see_off
    from bot.config import survey
    from bot.setup import logins

    taken = logins.taken_up(folder, survey(folder, os.environ).config)
    asking.say(_from_when(taken=taken))
    see_off(folder, moved, taken=taken)
    if moved:
        asking.say("nudge login makes a new one.")


def _from_when(*, taken: bool | None) -> str:
    if taken is None:
        return "It counts from the next start."
    return (
        "The running service has taken it up."
        if taken
        else "The running service goes on as before; nudge check says why."
    )
