"""Say in a sentence what of a command line could not be read, and what to type instead."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from enum import Enum
from typing import Any, get_args, get_type_hints

import typer

from bot.cli.folder import program
from bot.errors import BotError

UNREADABLE: Any = typer.BadParameter.__base__
"""All that what reads a command line says of one; Typer lets others import only some of it."""


@contextmanager
def told(command: Any) -> Iterator[None]:
    """For as long as what was typed is read for this group of commands. Raises `BotError` in place of what the reader says."""
    try:
        yield
    except UNREADABLE as wrong:
        words = sys.argv[1:]
        if not words:  # it shows what can be typed
            raise
        path = [program()]
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words[0]]
            path.append(words.pop(0))
        raise BotError(_sentence(wrong, command, " ".join(path), words)) from None


def _sentence(wrong: Any, command: Any, typed: str, words: list[str]) -> str:
    """By the name of the kind, for the kinds themselves cannot be imported."""
    kind = type(wrong).__name__
    if kind == "NoSuchOption":
        return _no_option(wrong, typed)
    if kind == "BadOptionUsage":
        return _nothing_or_too_much(wrong.option_name, command, typed)
    if kind == "BadParameter":
        return _another_value(wrong, command, typed)
    if hasattr(command, "commands"):
        return _no_command(command, typed, words[0])
    return _other_words(wrong, command, typed, missing=kind == "MissingParameter")


def _no_option(wrong: Any, typed: str) -> str:
    what = f"{typed} has no option {wrong.option_name}"
    if wrong.possibilities:
        return f"{what}; did you mean {wrong.possibilities[0]}?"
    return f"{what}; {typed} --help lists those that it has."


def _no_command(group: Any, typed: str, word: str) -> str:
    what = f'There is no command "{word}"'
    if near := get_close_matches(word, group.commands, 1):
        return f"{what}; did you mean {typed} {near[0]}?"
    return f"{what}; {typed} --help lists what can be typed here."


def _other_words(wrong: Any, command: Any, typed: str, *, missing: bool) -> str:
    """Of what stands after a command and is no option: some of it is missing, or is too much."""
    wanted = [one for one in command.params if one.param_type_name == "argument"]
    if not wanted:
        return f"{typed} takes nothing but options; {typed} --help lists them."
    what = f"{wrong.param.metavar} is missing" if missing else f"That is more than {typed} takes"
    whole = " ".join(one.metavar if one.required else f"[{one.metavar}]" for one in wanted)
    return f"{what}: {typed} {whole}; {typed} --help says what that is."


def _nothing_or_too_much(name: str, command: Any, typed: str) -> str:
    """Of an option with nothing after it, or one that stands alone, as --help does, and has something."""
    found = next((one for one in command.params if name in one.opts and not one.is_flag), None)
    if found is None:
        return f"{name} takes nothing after it: {typed} {name}"
    takes, example = _takes(command, found)
    return f"{name} takes {takes}: {typed} {name} {example}"


def _another_value(wrong: Any, command: Any, typed: str) -> str:
    """Of an option that takes other values; a variable may have said it."""
    option = wrong.param
    takes, example = _takes(command, option)
    if wrong.ctx.get_parameter_source(option.name).name == "ENVIRONMENT":
        return f'{option.envvar} takes {takes}, not "{os.environ[option.envvar]}": {option.envvar}={example}'
    return f"{option.opts[0]} takes {takes}: {typed} {option.opts[0]} {example}"


def _takes(command: Any, option: Any) -> tuple[str, str]:
    """What stands after it, and how that is typed."""
    kind, said = get_args(get_type_hints(command.callback, include_extras=True)[option.name])[:2]
    if isinstance(kind, type) and issubclass(kind, Enum):
        values = [str(one.value) for one in kind]
        return " or ".join(values), values[0]
    if kind is int:
        return f"a number from {said.min} to {said.max}", str(said.min)
    return option.metavar, option.metavar
