"""Join the commands."""

from __future__ import annotations

import os
import re
import shlex
import sys
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import bot
from bot.cli import health as beat
from bot.cli import mistyped, output, rules
from bot.cli import status as standing
from bot.cli.asking import in_letters
from bot.cli.backtest import backtest
from bot.cli.check import check
from bot.cli.demo import demo
from bot.cli.ending import in_sentences
from bot.cli.folder import program
from bot.cli.history import log, people
from bot.cli.init import init
from bot.cli.keeping import backup, export, restore
from bot.cli.login import login
from bot.cli.look import look
from bot.cli.options import HERE, AsJson, Folder
from bot.cli.queue import answer, queue
from bot.cli.service import once, run
from bot.cli.setting import set_key
from bot.cli.why import forget_learning, why
from bot.errors import BotError


def health(folder: Folder = HERE, *, json: AsJson = False) -> None:
    """Say whether the service is alive; the exit code is 0 when it is, else 1, also when nothing could be stored for 3 minutes."""
    raise typer.Exit(beat.told(folder, json=json))


def status(folder: Folder = HERE, *, json: AsJson = False) -> None:
    """Say how things stand: your accounts, the next message, what is open, and what needs you."""
    standing.say(folder, json=json)


class _Commands(TyperGroup):
    """Tells what is typed in a shell from what is said to Nudge, and says itself what could not be read."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What is said before a command. Raises `BotError`, as the commands themselves do, for what is not known there."""
        with mistyped.told(self):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Raises `BotError` for what it does not take."""
        with mistyped.told(self):
            return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command. Raises `BotError` with how it is typed where it is written large, asks for help, or is for a message."""
        word = args[0]
        if word not in self.commands:
            if word.lower() in self.commands:
                raise BotError(f"Commands are written in small letters: {program()} {word.lower()}")
            if _meant(word) == "help":
                raise BotError(f"{program()} --help lists what can be typed here.")
            if _meant(word):
                raise BotError(f'"{word}" is said to Nudge, as in a private message. From here: {_answering(args)}')
        return super().resolve_command(ctx, args)


def _meant(word: str) -> str:
    """What a message that begins with this word asks for; empty where it is no command in one."""
    from bot.decide.commands import BY_WORD

    found = BY_WORD.get(word.lower())
    return found.word if found else ""


def _answering(typed: list[str]) -> str:
    """How that is said from here; of the options those that `answer` has, too."""
    words = list(takewhile(lambda one: not one.startswith("-"), typed))
    options = typed[len(words) :]
    known = options[:1] and options[0].partition("=")[0] in ("--folder", "--sandbox")
    return f"{program()} answer {shlex.join([*words, *(options if known else ())])}"


app = typer.Typer(
    name="nudge",
    cls=_Commands,
    help="Helps one person keep real conversations going on Mastodon and Bluesky. "
    "Nothing is posted that you did not approve, word for word.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
COMMANDS = (
    demo, init, login, look, run, once, check, health, status, queue, answer, people, log, why, backtest, forget_learning,
    backup, restore, export,
)  # fmt: skip


def _first_sentence(text: str) -> str:
    """Up to the first mark that ends something; the dot in "config.toml" does not."""
    return re.split(r"[;:]|\.(?=\s|$)", text)[0]


for command in COMMANDS:
    app.command(short_help=f"{_first_sentence(command.__doc__ or '')}.")(command)  # whole, not cut by its length
app.command("set", short_help="Change one key of config.toml.")(set_key)
app.add_typer(rules.app, name="rules")


def _version(asked: bool) -> None:  # noqa: FBT001  # as a callback is called
    if asked:
        version()
        raise typer.Exit


def _too_early(folder: str) -> None:
    if folder:
        raise BotError(f"--folder goes after the command: nudge check --folder {shlex.quote(folder)}")


@app.callback()
def options(
    *,
    asked: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", is_eager=True, callback=_version)
    ] = False,
    folder: Annotated[str, typer.Option("--folder", hidden=True, callback=_too_early, metavar="DIRECTORY")] = "",
) -> None:
    """What can be said without a command."""


@app.command()
def version() -> None:
    """Say which version this is."""
    output.say(f"nudge {bot.__version__}")


command_line = typer.main.get_command(app)
"""The whole command line, put together once; called so, faults come out as they are and not as typer would draw them."""


def main() -> None:
    """Run the command that was typed. Ends the process."""
    if sys.stdin is None:  # closed by a shell, as in <&-: nobody will say anything
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - as long as the process lives
    with in_sentences():
        for word in sys.argv[1:]:
            in_letters(word)
        command_line()
