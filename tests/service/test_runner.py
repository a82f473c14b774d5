"""A step at its edge: what goes wrong stays with its source, and is tried again in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.decide.retries import put_off, within
from bot.errors import LoginEnded, PlatformError, StoreError, WrongAccount
from bot.service.runner import StepRunner
from bot.store import sources
from tests.jobs.bench import EVENING

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def failing(problem: Exception):
    """A step that always goes wrong so."""

    def step():
        raise problem

    return step


class Counted:
    """A step that counts how often it was done, and says that there is more."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        """Do it."""
        self.times += 1
        return True


def source(bench, name="memory:home"):
    """How a source stands."""
    with bench.tx() as tx:
        return sources.source(tx, name)


def tried_after(bench, problem, name="memory:home"):
    """After how many minutes a step that went wrong so is done again."""
    began = bench.now
    with capture_logs():
        assert bench.runner().run(name, failing(problem)) is False
    step = Counted()
    for _ in range(80):
        bench.runner().run(name, step)
        if step.times:
            return round((bench.now - began) / timedelta(minutes=1))
        bench.later(minutes=1)
    return None


@pytest.mark.parametrize("more", [True, False])
def test_a_step_says_whether_there_is_more(bench, more):
    """What it says is handed on."""
    assert bench.runner().run("memory:home", lambda: more) is more


def test_a_network_that_fails_is_left_alone_for_a_minute(bench):
    """No longer, and no shorter: the next minute may be better."""
    assert tried_after(bench, PlatformError("silence")) == 1


def test_a_network_that_names_a_time_is_left_alone_until_then(bench):
    """Whoever says how long is believed."""
    assert tried_after(bench, PlatformError("too many", retry_after=timedelta(minutes=7))) == 7


@pytest.mark.parametrize("asked", [DAY, 3 * DAY, 4000 * DAY])
def test_a_network_that_asks_for_days_is_left_alone_for_one(bench, asked):
    """A time further ahead is taken for that of a wrong clock, and would be asked again at once: a storm."""
    assert tried_after(bench, PlatformError("too many", retry_after=asked)) is None
    assert source(bench).retry_at < bench.now + DAY
    bench.later(hours=23)
    step = Counted()
    bench.runner().run("memory:home", step)
    assert step.times == 1


@pytest.mark.parametrize("problem", [LoginEnded("over"), WrongAccount(found="eve@x.example", wanted="lena@x.example")])
def test_a_login_that_ended_is_tried_again_after_an_hour(bench, problem):
    """Only the owner can mend it."""
    assert tried_after(bench, problem) == 60


@pytest.mark.parametrize("name", ["talk", "messages", "answers"])
def test_where_the_owner_is_heard_a_mended_login_is_noticed_within_a_minute(bench, name):
    """Without these nobody could say `stop`."""
    assert tried_after(bench, LoginEnded("over"), name) == 1


def test_after_a_bug_a_step_rests_for_five_minutes(bench):
    """A bug of ours comes again at once; the log must not fill with it."""
    assert tried_after(bench, ZeroDivisionError("ours")) == 5


def test_a_bug_is_logged_with_its_traceback_and_stops_nobody_else(bench):
    """The other sources go on."""
    with capture_logs() as logs:
        bench.runner().run("memory:home", failing(ZeroDivisionError("ours")))
    assert [entry["event"] for entry in logs] == ["step_failed"]
    assert logs[0]["exc_info"]
    step = Counted()
    assert bench.runner().run("memory:notices", step)
    assert "something in me went wrong" in source(bench).problem


def test_what_went_wrong_is_noted_with_its_source(bench):
    """For `status`, in the network's own words; the login is not said to have ended."""
    with capture_logs():
        bench.runner().run("memory:home", failing(PlatformError("the server answered 500")))
    held = source(bench)
    assert (held.problem, held.login_ended, held.retry_at) == (
        "the server answered 500", False, bench.now + timedelta(minutes=1),
    )  # fmt: skip


@pytest.mark.parametrize("problem", [LoginEnded("over"), WrongAccount(found="eve@x.example", wanted="lena@x.example")])
def test_a_login_that_ended_is_noted_as_such(bench, problem):
    """So that the owner is told."""
    with capture_logs():
        bench.runner().run("memory:home", failing(problem))
    assert source(bench).login_ended


def test_what_goes_well_again_has_no_problem_any_more(bench):
    """And its mark stays where it was."""
    with bench.tx() as tx:
        sources.read_well(tx, "memory:home", mark="here", began=bench.now, now=bench.now)
        sources.read_badly(tx, "memory:home", problem="over", retry_at=None, login_ended=True)
    bench.later(minutes=2)
    bench.runner().run("memory:home", lambda: False)
    held = source(bench)
    assert (held.problem, held.login_ended, held.mark, held.ok_at) == (None, False, "here", bench.now)


def test_what_goes_well_all_the_time_writes_nothing(bench):
    """A step that has its own mark keeps its own time."""
    bench.runner().run("memory:home", lambda: False)
    assert source(bench) == sources.Source("memory:home")


def test_a_time_noted_by_a_clock_that_was_wrong_binds_nobody(bench):
    """No network asks for more than a day; whatever lies further ahead was noted in a wrong year."""
    assert put_off(EVENING + DAY, EVENING)
    assert not put_off(EVENING + DAY + timedelta(seconds=1), EVENING)
    assert put_off(EVENING + timedelta(seconds=1), EVENING)
    assert not put_off(EVENING, EVENING)
    assert not put_off(None, EVENING)


def test_something_was_lately_by_a_clock_that_may_have_been_set(bench):
    """Neither what was long ago nor what lies far ahead."""
    assert within(EVENING - HOUR + timedelta(seconds=1), EVENING, HOUR)
    assert within(EVENING + HOUR - timedelta(seconds=1), EVENING, HOUR)
    assert not within(EVENING - HOUR, EVENING, HOUR)
    assert not within(EVENING + HOUR, EVENING, HOUR)
    assert not within(None, EVENING, HOUR)


class Full:
    """A store on a full disk."""

    def begin(self):
        """Nothing can be stored."""
        raise StoreError("the disk is full")


def test_a_full_disk_stops_a_step_and_not_the_program(bench):
    """It can be noted nowhere but in the log."""
    runner = StepRunner(Full(), bench.clock)
    with capture_logs() as logs:
        assert runner.run("memory:home", Counted()) is False
    assert [(entry["event"], entry["problem"]) for entry in logs] == [("store_unusable", "the disk is full")]


def test_a_disk_that_fills_up_while_trouble_is_noted_stops_nobody(bench):
    """The step has failed, and that cannot be noted."""
    held = [bench.store]

    class Filling:
        def begin(self):
            return (held.pop() if held else Full()).begin()

    with capture_logs() as logs:
        assert StepRunner(Filling(), bench.clock).run("memory:home", failing(PlatformError("silence"))) is False
    assert [entry["event"] for entry in logs] == ["source_failed", "store_unusable"]


def test_what_looks_into_the_store_between_steps_may_meet_a_full_disk(bench):
    """The lane goes on at its next time; anything else that is wrong is not hidden."""
    with capture_logs() as logs:
        bench.runner().guarded("read", failing(StoreError("the disk is full")))
    assert [entry["event"] for entry in logs] == ["store_unusable"]
    with pytest.raises(ZeroDivisionError):
        bench.runner().guarded("read", failing(ZeroDivisionError("ours")))
