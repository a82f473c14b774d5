"""When the time to undo is over: by the clock that nobody can set, and never before the owner was told of it (DESIGN 2, undo)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.decide.lifecycle.undo_window import Now, Window, ended_before_the_start, over
from bot.domain import Boot

TOLD = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
DUE = TOLD + timedelta(seconds=90)
UNDO = timedelta(seconds=90)
WINDOW = Window(DUE, TOLD, Boot("one", 1000.0))
YEARS = timedelta(days=800)


def now(seconds: float, boot: Boot | None, started: Boot | None = None) -> Now:
    """So long after the owner was told, by the clock on the wall."""
    return Now(TOLD + timedelta(seconds=seconds), boot, started, UNDO)


@pytest.mark.parametrize("boot", [Boot("one", 1e9), Boot("two", 1e9), None])
def test_what_nobody_was_told_of_is_never_over(boot):
    """However long ago it was meant for."""
    untold = Window(DUE, None, None)
    assert not over(untold, replace(now(1e8, boot, Boot("one", 0.0)), wall=TOLD + YEARS))
    assert not ended_before_the_start(untold, Boot("two", 1e9))


@pytest.mark.parametrize("wall", [-YEARS, timedelta(0), YEARS])
@pytest.mark.parametrize(("seconds", "passed"), [(1000.0, False), (1089.9, False), (1090.0, True), (9000.0, True)])
def test_the_clock_on_the_wall_says_nothing_while_the_machine_runs(wall, seconds, passed):
    """Whatever it was set to, only the other one counts."""
    at = replace(now(0, Boot("one", seconds), Boot("one", 0.0)), wall=TOLD + wall)
    assert over(WINDOW, at) is passed


@pytest.mark.parametrize(
    ("wall", "running", "passed"), [(89, 500.0, False), (90, 89.0, False), (90, 90.0, True), (5000, 90.0, True)]
)
def test_after_another_start_of_the_machine_both_must_have_passed(wall, running, passed):
    """The time that was named, and as long as there is to undo since we can hear again."""
    at = now(wall, Boot("two", 30.0 + running), Boot("two", 30.0))
    assert over(WINDOW, at) is passed


def test_a_single_round_has_no_start_to_wait_for():
    """`nudge once` goes by the time that was named."""
    assert over(WINDOW, now(90, Boot("two", 5.0)))
    assert not over(WINDOW, now(89, Boot("two", 5.0)))


def test_a_start_of_another_boot_proves_nothing():
    """Then nobody knows how long we could hear."""
    assert not over(WINDOW, now(5000, Boot("three", 900.0), Boot("two", 0.0)))


@pytest.mark.parametrize(
    ("started", "ended"), [(Boot("one", 1089.0), False), (Boot("one", 1090.0), True), (Boot("two", 0.0), True)]
)
def test_whether_anybody_could_be_heard_in_it(started, ended):
    """Not when all of it passed before we began."""
    assert ended_before_the_start(WINDOW, started) is ended
