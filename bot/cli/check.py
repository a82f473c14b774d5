"""Look at the whole set-up and list everything that is to be mended (`nudge check`)."""

from __future__ import annotations

import os
import sys

import typer

from bot.cli import output
from bot.cli.ending import TO_MEND
from bot.cli.options import HERE, AsJson, Folder


def check(folder: Folder = HERE, *, json: AsJson = False) -> None:
    """Look at the set-up and the logins, and list everything to mend. Changes nothing, sends nothing."""
    from bot.cli.logs import configure
    from bot.config import survey
    from bot.setup.check import check as look
    from bot.store import database_problems

    configure(quiet=True)
    found = look(folder, os.environ)
    database = survey(folder, os.environ).config.database
    wrong = database_problems(database)
    problems, doubts, fine = [*found.problems, *wrong], found.doubts, found.fine
    if not wrong and database.exists():
        fine.append("the database")
    if json:
        output.say(output.as_json(problems, fine, doubts, found.logins))
    else:
        width = output.columns(sys.stdout)
        output.say(output.report(problems, fine, doubts, width=width, logins=found.logins))
    raise typer.Exit(TO_MEND if problems else 0)
