"""Print today's people and why, with one read-only login and no second account; writes nothing to any network."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.folder import program as called
from bot.cli.folder import typed
from bot.cli.options import HERE, Folder, Sandbox

if TYPE_CHECKING:
    from rich.console import Console

    from bot.decide.selection import Deliberation
    from bot.domain import Nudge
    from bot.service.workers import Program

WIDTH = 82
LONGEST_LEFT = 60
ANSWERED = "Answer these where you always do."
Why = Annotated[bool, typer.Option("--why", help="Also say of everything that was left alone why.")]
Followers = Annotated[bool, typer.Option("--followers", help="Also show who of your followers is worth a look.")]


def look(folder: Folder = HERE, *, why: Why = False, followers: Followers = False, sandbox: Sandbox = False) -> None:
    """Show whom Nudge would bring you today, and why. Reads only; nothing is written to any network."""
    from rich.console import Console

    from bot.cli.logs import configure
    from bot.cli.opening import read_history, reading

    configure(quiet=True)
    console = Console(highlight=False)
    whole = f"{called()} look --sandbox --why" if sandbox else typed("look --why", folder)
    with reading(folder, sandbox=sandbox) as program:
        read_history(program, console)
        _print(program, "" if why else whole)
        if followers:
            _followers(program, console)
    answered = f"These people are invented; {called()} demo lets you answer them." if sandbox else ANSWERED
    output.paragraphs(f"Nothing was written to any network. {answered}")


def _print(program: Program, tells_more: str) -> None:
    """Today's people, and what was left alone; `tells_more` is the command that says why, nothing where this one does."""
    from bot.domain import Limits
    from bot.knowledge.owner_preferences import topics
    from bot.outbox.nudges import describe_choice
    from bot.outbox.teller import Teller

    parts = program.parts
    nobody = Teller(parts.config, Limits(characters=2000, measure=len), {}, {})
    decided = program.reading.judging.deliberate()
    with program.parts.store.begin() as tx:
        talk = topics(tx, program.parts.config)
        nudges = [describe_choice(tx, nobody, choice, parts.clock()) for choice in decided.choices]
    if talk:
        output.paragraphs(f"You talk most about {', '.join(talk[:3])}.\n")
    output.say("Today I would answer\n" if nudges else "Nobody today whom I would answer.\n")
    for nudge in nudges:
        output.say(_entry(nudge, program) + "\n")
    output.paragraphs(_left(decided, tells_more))


def _entry(nudge: Nudge, program: Program) -> str:
    """One person: who and why now, the words, what the two last said, the link."""
    from bot.store import settings
    from bot.wording.english import nudges

    now = program.parts.clock()
    with program.parts.store.begin() as tx:
        zone = settings.zone(tx, program.parts.config.owner.timezone)
    lines = nudges.look_lines(nudge, now, zone)
    return "\n".join(_folded(line, first="  " if number == 0 else "    ") for number, line in enumerate(lines))


def _folded(line: str, *, first: str) -> str:
    if line.startswith("http"):
        return f"{first}{line}"
    return "\n".join(
        textwrap.wrap(
            line,
            _width(),
            initial_indent=first,
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def _width() -> int:
    """As wide as the window, and never so wide that it is hard to read."""
    return min(output.columns(sys.stdout) or WIDTH, WIDTH)


def _left(decided: Deliberation, tells_more: str) -> str:
    from bot.wording import name
    from bot.wording.text import Cleaned

    count = len(decided.passed)
    if tells_more:
        return f"{count} posts looked at and left alone; {tells_more} has the reason for each."
    lines = [f"{count} posts looked at and left alone:"]
    for passed in decided.passed:
        post = passed.judged.candidate.post
        said = Cleaned(post.text, LONGEST_LEFT) if post.quotable else "(not for everyone)"
        lines.append(f"  {name(passed.judged.candidate.person)}: {said}\n      {passed.why}")
    return "\n".join(lines)


def _followers(program: Program, console: Console) -> None:
    """At most three of those who follow the owner already, on each network."""
    from bot.cli import followers
    from bot.cli.opening import bar, called
    from bot.knowledge.owner_preferences import topics

    parts = program.parts
    with parts.store.begin() as tx:
        wanted = topics(tx, parts.config)
    for network, reader in parts.readers.items():
        with bar(console, f"Looking at your followers on {called(program, network)}") as told:
            looked = followers.look(parts.store, reader, wanted, parts.clock(), told=told)
        output.paragraphs(f"\n{followers.told(looked, output.number)}\n")
