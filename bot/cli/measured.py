"""Say what was measured on the owner's last weeks (`nudge backtest`), and what that cannot know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.cli import output

if TYPE_CHECKING:
    from bot.backtest import Outcome
    from bot.backtest.measure import Brought, Row
    from bot.backtest.metrics import Interval


FEW_DAYS = 20
MEASURES = ("P@3", "MAP", "nDCG@3", "back")
BETTER = "nudge better by (MAP)"
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

WORDLESS = (
    "An archive holds no words of others: it knows who said something, and when, and only of posts that you answered, liked "
    "or reshared. So this measures by the relation alone: the rules that read words had nothing to read, and popularity had "
    "no counts. With a login instead of a file the words count too."
)


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
