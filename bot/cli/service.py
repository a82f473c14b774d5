"""Run the service (`nudge run`), or one round of it (`nudge once`)."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli import output
from bot.cli.folder import typed
from bot.cli.log_form import VARIABLE, LogForm
from bot.cli.options import HERE, Folder, Sandbox
from bot.cli.serving import one_round, serve

NOT_WELL = 1

Log = Annotated[
    LogForm, typer.Option("--log", envvar=VARIABLE, help="A few readable lines for people, or every event as JSON.")
]


def run(folder: Folder = HERE, *, sandbox: Sandbox = False, log: Log = LogForm.TEXT) -> None:
    """Run until told to stop: read, nudge, hear, and post what was approved. Without a configuration it waits for one."""
    serve(folder, sandbox=sandbox, log=log)


def once(folder: Folder = HERE, *, log: Log = LogForm.TEXT) -> None:
    """Do everything once: read, nudge, hear, and post what is due. Says nothing when all is well; 1 when something was not."""
    troubles = one_round(folder, log=log)
    if troubles:
        output.paragraphs(
            "\n".join(["Not everything went well:", *troubles, f"{typed('check', folder)} says why."]), sys.stderr
        )
        raise typer.Exit(NOT_WELL)
    if sys.stdout.isatty():
        output.say("One round is done.")
