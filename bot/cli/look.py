"""Print today's people and why, with one read-only login and no second account; writes nothing to any network."""

from __future__ import annotations

import os
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.options import HERE, Folder

if TYPE_CHECKING:
    from rich.console import Console

    from bot.domain import Nudge
    from bot.lanes import Program
    from bot.suggest import Deliberation

WIDTH = 82
Why = Annotated[bool, typer.Option("--why", help="Also say of everything that was left alone why.")]


def look(folder: Folder = HERE, *, why: Why = False) -> None:
    """Show whom Nudge would bring you today, and why. Reads only; nothing is written to any network."""
    from rich.console import Console

    from bot import app
    from bot.cli.logs import configure
    from bot.config import load

    configure(quiet=True)
    console = Console(highlight=False)
    held = load(folder, os.environ)
    with app.locked(folder):
        store = app.open_folder(held)
        try:
            program = app.build_reading(held, store)
            _read(program, console)
            _print(program, why=why)
        finally:
            store.close()


def _read(program: Program, console: Console) -> None:
    """The last 90 days if they were never read, and what is new."""
    from rich.progress import Progress

    reading = program.reading
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        for network in program.parts.readers:
            program.reading.meet_owner_or_raise(network)
            task = bar.add_task(f"Reading your last 90 days on {network.value.capitalize()}", total=None)
            history = reading.history(network)
            while history.step():
                at = history.progress()
                bar.update(task, completed=at.done, total=max(at.of, 1))
            bar.remove_task(task)
            for what in ("home", "late", "notices", "own"):
                reading.poll(network, what)


def _print(program: Program, *, why: bool) -> None:
    from bot.domain import Limits
    from bot.jobs.describing import describe_choice
    from bot.jobs.telling import Teller
    from bot.store.wishes import topics

    parts = program.parts
    nobody = Teller(parts.config, Limits(characters=2000, measure=len), {}, {})
    decided = program.reading.judging.deliberate()
    with program.parts.store.begin() as tx:
        talk = topics(tx, program.parts.config)
        nudges = [describe_choice(tx, nobody, choice, parts.clock()) for choice in decided.choices]
    if talk:
        output.say(f"You talk most about {', '.join(talk[:3])}.\n")
    output.say("Today I would answer\n" if nudges else "Nobody today whom I would answer.\n")
    for nudge in nudges:
        output.say(_entry(nudge, program) + "\n")
    output.say(_left(decided, why=why))
    output.say("Nothing was written anywhere. Answer these where you always do.")


def _entry(nudge: Nudge, program: Program) -> str:
    """One person: who and why now, the words, what the two last said, the link."""
    from bot.voice import nudges

    now, zone = program.parts.clock(), program.parts.config.owner.timezone
    lines = nudges.look_lines(nudge, now, zone)
    return "\n".join(_folded(line, first="  " if number == 0 else "    ") for number, line in enumerate(lines))


def _folded(line: str, *, first: str) -> str:
    if line.startswith("http"):
        return f"{first}{line}"
    return textwrap.fill(line, WIDTH, initial_indent=first, subsequent_indent="    ")


def _left(decided: Deliberation, *, why: bool) -> str:
    count = len(decided.passed)
    if not why:
        return f"{count} posts looked at and left alone; nudge look --why has the reason for each."
    lines = [f"{count} posts looked at and left alone:"]
    for passed in decided.passed:
        post = passed.judged.candidate.post
        said = " ".join(post.text.split())[:60] if post.quotable else "(not for everyone)"
        lines.append(f"  {passed.judged.candidate.person.name}: {said}\n      {passed.why}")
    return "\n".join(lines)
