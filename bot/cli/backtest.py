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
from bot.cli.options import HERE, AsJson, Folder, Sandbox
from bot.errors import BotError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.backtest import Outcome
    from bot.backtest.gather import Gathered
    from bot.backtest.measure import Brought, Row
    from bot.backtest.metrics import Interval
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

FEW_DAYS = 20
MEASURES, BETTER = ("P@3", "MAP", "nDCG@3", "back"), "nudge better by (MAP)"
WIDEST_TABLE = 160
GLUE = "\N{NO-BREAK SPACE}"

LEGEND = (
    "P@3: how many of a day's first three you answered. MAP: how high all those stand that you answered. nDCG@3: the first "
    "three again, where higher is better and an answer that was answered back counts twice. back: of those in the first "
    "three whom you answered, the share that answered you back within a week. In brackets: the bounds that hold in 95 of "
    "100 samples of such days."
)
FEW = "These are few days; take the brackets seriously, or look further back with --weeks."
HONEST = (
    "What you left you may only not have seen, and a real answer is not the same as a post worth one. Likes, reshares and "
    "answers are counted as they stand today, so popularity knows what came after you; nudge does not look at them here."
)
NO_MODEL = "No model is configured. Name one under [choose.model] or [drafts.model]; config.example.toml shows how."
NONE_INVENTED = (
    "No model is configured on the invented network. Leave --sandbox out, and name one under [choose.model] or [drafts.model]; "
    "config.example.toml shows how."
)
NOTHING_TO_READ = "An archive holds no words of others, so there is nothing for a second reader to read."
WORDLESS = (
    "An archive holds no words of others: it knows who said something, and when, and only of posts that you answered, liked "
    "or reshared. So this measures by the relation alone: the rules that read words had nothing to read, and popularity had "
    "no counts. With a login instead of a file the words count too."
)


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


# --- in words


def told(outcome: Outcome, beside: str, weeks: int, *, wordless: bool, width: int | None = None) -> list[str]:
    """The outcome for the terminal, paragraph by paragraph, with what it cannot know; the table in `width` columns."""
    if not outcome.days:
        return [_nothing(weeks), beside]
    few = [FEW] if outcome.days < FEW_DAYS else []
    caveat = WORDLESS if wordless else HONEST
    return [
        _head(outcome, weeks),
        beside,
        _table(outcome, width),
        LEGEND,
        *few,
        *_brought(outcome),
        *_read_too(outcome),
        caveat,
    ]


def _folded(paragraph: str, width: int | None) -> str:
    """Folded for a screen; a table keeps its lines."""
    return paragraph if width is None or "\n" in paragraph else textwrap.fill(paragraph, width)


def _nothing(weeks: int) -> str:
    from bot.backtest.days import LEAST

    return (
        f"Nothing to measure: in {_weeks(weeks)} there is no day on which you answered one of at least {LEAST} posts. "
        "--weeks looks further back."
    )


def _head(outcome: Outcome, weeks: int) -> str:
    back = f"{outcome.answered_back} of your answers {'was' if outcome.answered_back == 1 else 'were'} answered back"
    return (
        f"In {_weeks(weeks)} you answered on {_counted(outcome.days, 'day')}: {_counted(outcome.answered, 'post')} of "
        f"{outcome.posts} that {outcome.authors} people had said there; {back}."
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _weeks(weeks: int) -> str:
    return "the last week" if weeks == 1 else f"the last {output.number(weeks)} weeks"


def _table(outcome: Outcome, width: int | None) -> str:
    """A row a ranking; the last column says how much better nudge is, day by day. Where that is too wide, one below another."""
    lines = [f"  {'':<28}{''.join(f'{name:<18}' for name in MEASURES)}{BETTER}"]
    lines += [
        f"  {row.name:<28}{''.join(f'{cell:<18}' for cell in _cells(row))}{_better(row)}".rstrip()
        for row in outcome.rows
    ]
    if width is None or max(map(len, lines)) <= width:
        return "\n".join(lines)
    return "\n".join(line for row in outcome.rows for line in _stacked(row, width))


def _stacked(row: Row, width: int) -> Iterator[str]:
    """A ranking as a heading, and below it what was measured; no number stands apart from its name and its brackets."""
    measured = [*zip(MEASURES, _cells(row), strict=True), *([(BETTER, _better(row))] if row.ours_better_by else [])]
    yield f"  {row.name}"
    whole = "   ".join(f"{name} {cell}".replace(" ", GLUE) for name, cell in measured)
    yield from (line.replace(GLUE, " ") for line in output.folded(whole, " " * 6, width))


def _cells(row: Row) -> list[str]:
    return [_interval(cell) for cell in (row.precision, row.average_precision, row.gain, row.back)]


def _better(row: Row) -> str:
    return _interval(row.ours_better_by, sign="+") if row.ours_better_by else ""


def _interval(found: Interval | None, sign: str = "") -> str:
    if found is None:
        return "-"
    mean, low, high = (f"{value:{sign}.2f}".replace("0.", ".", 1) for value in (found.mean, found.low, found.high))
    return f"{mean} [{low}, {high}]"


def _brought(outcome: Outcome) -> list[str]:
    found = outcome.brought
    if found is None:
        return []
    return [
        f"Each day taken by itself, nudge would have brought {found.people_brought} of the {found.people} people whom you "
        f"answered, {_times(found.posts_brought)} for the very post; on {found.days_with_one} of "
        f"{_counted(outcome.days, 'day')} at least one of them. It would have brought {found.suggestions} people in all. "
        f"{_answered_back(found)}"
    ]


def _answered_back(found: Brought) -> str:
    """Of those who were brought and answered."""
    return f"Of those {found.people_brought}, {found.answered_back} answered you back."


def _read_too(outcome: Outcome) -> list[str]:
    """What the same days would have been with a second reader."""
    if outcome.second is None or outcome.brought is None:
        return []
    with_it, alone, took = outcome.second.brought, outcome.brought, outcome.second.heard
    failed = f" On {_counted(took.failed, 'day')} it gave no usable answer." if took.failed else ""
    return [
        f"With your model as a second reader one place would have been another on {_counted(took.changed, 'day')}: "
        f"{with_it.people_brought} of the {with_it.people} people instead of {alone.people_brought}, "
        f"{_times(with_it.posts_brought)} for the very post instead of {_times(alone.posts_brought)}, and "
        f"{with_it.suggestions} people in all. {_answered_back(with_it)}{failed} That took "
        f"{_counted(took.requests, 'request')} and about {took.tokens} tokens."
    ]


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
