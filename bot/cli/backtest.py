"""Ask of the owner's own last weeks whether the posts that they really answered would have been chosen (`nudge backtest`)."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.measured import told
from bot.cli.options import HERE, AsJson, Folder, Sandbox
from bot.errors import BotError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.backtest import Outcome
    from bot.backtest.gather import Gathered
    from bot.backtest.second import SecondReader
    from bot.decide.facts import Candidate
    from bot.decide.selection import Choice
    from bot.service.workers import Program

ArchiveFile = Annotated[
    Path | None,
    typer.Argument(
        metavar="ARCHIVE",
        help="An archive of yours instead of a login: Mastodon's outbox.json or the zip with it, or a Bluesky repository.",
        show_default=False,
    ),
]
Weeks = Annotated[int, typer.Option("--weeks", min=1, max=52, help="How many weeks back.", metavar="WEEKS")]
SecondReading = Annotated[
    bool,
    typer.Option("--second-reader", help="Let your model read those days, too: a request a day, public posts only."),
]
Accounts = Annotated[
    int, typer.Option("--accounts", min=1, max=500, help="How many accounts around you are read.", metavar="NUMBER")
]

WIDEST_TABLE = 160

NO_MODEL = "No model is configured. Name one under [choose.model] or [drafts.model]; config.example.toml shows how."
NONE_INVENTED = (
    "No model is configured on the invented network. Leave --sandbox out, and name one under [choose.model] or [drafts.model]; "
    "config.example.toml shows how."
)
NOTHING_TO_READ = "An archive holds no words of others, so there is nothing for a second reader to read."


def backtest(
    archive: ArchiveFile = None,
    folder: Folder = HERE,
    *,
    weeks: Weeks = 4,
    accounts: Accounts = 40,
    second_reader: SecondReading = False,
    sandbox: Sandbox = False,
    json: AsJson = False,
) -> None:
    """Measure on your own last weeks whether the posts that you answered would have been chosen. Writes to no network."""
    from rich.console import Console

    from bot.cli.logs import configure

    configure(quiet=True)
    span = timedelta(weeks=weeks)
    if archive is not None:
        if second_reader:
            raise BotError(NOTHING_TO_READ)
        outcome, beside = _of_archive(archive, folder, span)
    else:
        console = Console(stderr=True)
        outcome, beside = _of_login(folder, span, accounts, console, sandbox=sandbox, second_reader=second_reader)
    if json:
        output.say(output.dumped({**asdict(outcome), "beside": beside}))
        return
    paragraphs = told(
        outcome, beside, weeks, wordless=archive is not None, width=output.columns(sys.stdout, WIDEST_TABLE)
    )
    output.say("\n\n".join(_folded(paragraph, output.columns(sys.stdout)) for paragraph in paragraphs))


def _of_archive(file: Path, folder: Path, span: timedelta) -> tuple[Outcome, str]:
    from bot.backtest import measure
    from bot.backtest.archives import record_of
    from bot.cli.archives import opened
    from bot.cli.opening import whatever_is_there
    from bot.knowledge.owner_preferences import owner_preferences, profile_of
    from bot.service.wiring import rules_of

    archive = opened(file)
    with whatever_is_there(folder) as (held, store), store.begin() as tx:
        schedule, owner = owner_preferences(tx, held).schedule, profile_of((archive.owner,), held, held.owner.topics)
    outcome = measure([record_of(archive, span)], owner, rules_of(held), schedule)
    left = f" {archive.nameless} posts whose author it does not name are left out." if archive.nameless else ""
    return (
        outcome,
        f"They stand among what the archive of {archive.owner.address} says that you liked or reshared.{left}",
    )


def _of_login(
    folder: Path, span: timedelta, accounts: int, console: Console, *, sandbox: bool, second_reader: bool
) -> tuple[Outcome, str]:
    from bot.backtest import measure
    from bot.cli.opening import read_history, reading
    from bot.knowledge.owner_preferences import owner_preferences, profile_of
    from bot.store import settings
    from bot.store.people import own_accounts
    from bot.store.settings import TOPICS

    with reading(folder, sandbox=sandbox) as program:
        second = _second(program, NONE_INVENTED if sandbox else NO_MODEL) if second_reader else None
        read_history(program, console)
        found = list(_gathered(program, span, accounts, console))
        held, rules = program.parts.config, program.parts.rules
        with program.parts.store.begin() as tx:
            # topics that nobody named are left out here: each day gets those of what had been said before it
            topics = settings.get(tx, TOPICS) or held.owner.topics
            schedule, owner = owner_preferences(tx, held).schedule, profile_of(own_accounts(tx), held, topics)
        outcome = measure([one.record for one in found], owner, rules, schedule, second)
    return outcome, _beside(found)


def _second(program: Program, without: str) -> SecondReader:
    """The owner's model, under the same limits as in the service; whose profile cannot be read is not sent."""
    from bot.backtest.second import SecondReader
    from bot.errors import PlatformError
    from bot.knowledge.second_reading import refusal
    from bot.service.wiring import model_reader
    from bot.store import people

    parts = program.parts
    reader = model_reader(parts.config)
    if reader is None:
        raise BotError(without)

    def refuses(candidate: Candidate) -> bool:
        with parts.store.begin() as tx:
            return refusal(tx, parts.config, parts.clock())(candidate)

    def look(choices: Iterable[Choice]) -> None:
        accounts = [one.candidate.account for one in choices]
        for network, client in parts.readers.items():
            with suppress(PlatformError):
                found = client.profiles([account for account in accounts if account.network == network])
                with parts.store.begin() as tx:
                    people.put_profiles(tx, found.values(), now=parts.clock())

    return SecondReader(reader, refuses, look)


def _gathered(program: Program, span: timedelta, accounts: int, console: Console) -> Iterator[Gathered]:
    """What is known on each network, with a bar where somebody looks at it."""
    from bot.backtest.gather import gather
    from bot.cli.opening import bar, called

    parts = program.parts
    for network, reader in parts.readers.items():
        with bar(console, f"Reading the people around you on {called(program, network)}") as told:
            yield gather(parts.store, reader, since=parts.clock() - span, most=accounts, told=told)


def _beside(found: list[Gathered]) -> str:
    """How complete the other side is."""
    read, of = sum(one.read for one in found), sum(one.of for one in found)
    stopped = "".join(f" Reading ended early: {one.stopped}" for one in found if one.stopped)
    more = "; --accounts reads more" if read < of and not stopped else ""
    share = f"All {of} accounts around you" if read == of else f"{read} of the {of} accounts around you"
    return f"{share} were read{more}.{stopped}"


def _folded(paragraph: str, width: int | None) -> str:
    """Folded for a screen; a table keeps its lines."""
    return paragraph if width is None or "\n" in paragraph else textwrap.fill(paragraph, width)
