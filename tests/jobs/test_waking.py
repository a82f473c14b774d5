"""Looking at the clock: an absence is said once, the end of a rest is said once, and a clock that jumps says nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.jobs.bench import OTHER_QUESTION

BACK = "I did not run from"


def wakes(bench, **later):
    """Time passes while nothing runs, and then it runs again; what the owner is told."""
    bench.later(**later)
    assert bench.waking().step() is False
    return bench.told()


def test_the_first_start_is_no_absence(bench):
    """There was nothing before."""
    assert wakes(bench) == []


@pytest.mark.parametrize(("hours", "said"), [(12, 0), (13, 1)])
def test_half_a_day_without_running_is_an_absence(bench, hours, said):
    """A shorter one is nobody's business."""
    wakes(bench)
    assert len([text for text in wakes(bench, hours=hours) if text.startswith(BACK)]) == said


def test_an_absence_is_said_once(bench):
    """With when it began, and that nothing needs the owner."""
    wakes(bench)
    [said] = wakes(bench, hours=40)
    assert said.startswith("I did not run from Wednesday 18:00 until now. I found nothing from that time to bring you.")
    assert wakes(bench, minutes=5) == []


def test_where_a_reply_goes_out_after_an_absence_it_is_not_said_that_nothing_is_sent(bench):
    """It was approved before, and its time has come; or it went out a moment ago."""
    wakes(bench)
    bench.approved(bench.heard("alice"))
    [said] = wakes(bench, hours=13)
    assert said.endswith("Nothing of yours was lost.")
    bench.goes_out()
    wakes(bench, minutes=5)
    assert wakes(bench, hours=13)[-1].endswith("Nothing of yours was lost or sent.")


def test_while_it_runs_no_time_is_an_absence(bench):
    """However long the owner is silent."""
    for _ in range(4):
        assert wakes(bench, hours=11) == []


def test_what_is_still_worth_the_day_is_announced(bench):
    """And one follows."""
    wakes(bench)
    bench.later(hours=40)
    bench.heard("alice")
    [said] = wakes(bench)
    assert "one thing is still worth your day, and it follows" in said


@pytest.mark.parametrize("rest", ["stop", "pause 1w"])
def test_at_rest_an_absence_is_not_said(bench, rest):
    """The owner wanted nothing to be begun; and it is not said later either."""
    bench.says(rest)
    wakes(bench)
    assert wakes(bench, hours=40) == []
    bench.says("resume")
    assert wakes(bench, minutes=1) == []


def test_a_clock_that_jumps_forth_and_back_is_no_absence(bench):
    """Nobody was away."""
    wakes(bench)
    bench.offset = -timedelta(days=300)
    assert wakes(bench, hours=1) == []
    bench.offset = timedelta()
    assert wakes(bench, hours=1) == []


# --- the end of a pause


def test_the_end_of_a_pause_is_said_once(bench):
    """By its length as it was asked for."""
    bench.says("pause 2d")
    wakes(bench, hours=24)
    bench.until("2026-11-20", 19)
    [said] = [text for text in wakes(bench) if "over" in text]
    assert said.startswith("The two days are over. I found nothing from that time to bring you.")
    assert wakes(bench, hours=1) == []


def test_a_pause_is_not_over_before_its_end(bench):
    """Not by a second."""
    bench.says("pause 2h")
    assert wakes(bench, minutes=119, seconds=59) == []
    assert len(wakes(bench, seconds=1)) == 1


def test_a_pause_of_some_hours_is_named_in_hours(bench):
    """As it was asked for."""
    bench.says("pause 3h")
    assert [text for text in wakes(bench, hours=3) if text.startswith("The three hours are over.")]


def test_what_still_matters_after_a_pause_is_named(bench):
    """With when it comes."""
    bench.says("pause 2h")
    bench.later(hours=1)
    bench.heard("alice", OTHER_QUESTION)
    [said] = wakes(bench, hours=1)
    assert "one thing still matters: Alice." in said
    assert "It comes" in said


def test_after_a_pause_the_owner_is_written_to_again(bench):
    """It is over for good."""
    bench.says("pause 2h")
    wakes(bench, hours=2)
    assert bench.says("resume") == ["I am not resting, so nothing changed. pause 1w begins a rest."]


def test_the_end_of_a_pause_waits_for_the_end_of_quiet_hours(make):
    """It is begun by the bot."""
    bench = make(deliver={"at": "as-they-come", "quiet": "22:00-07:00"})
    bench.says("pause 5h")
    bench.until("2026-11-19", 0)
    assert wakes(bench) == []
    bench.until("2026-11-19", 7)
    assert len(bench.told()) == 1
