"""`nudge backtest`: from a login's network, or from an archive file; honest about what it cannot know."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from bot.backtest import Outcome
from bot.backtest.gather import gather
from bot.backtest.measure import Brought, Row, SecondOutcome
from bot.backtest.metrics import Interval
from bot.backtest.second import Heard
from bot.cli.main import app
from bot.cli.measured import FEW, HONEST, WORDLESS, told
from bot.errors import BotError, LoginEnded, PlatformError
from bot.platforms.archive import NoArchive
from tests.backtest.archives import a_car
from tests.backtest.test_archives import NOON, a_record, a_sign, tid, uri, written
from tests.cli.conftest import CONFIG
from tests.cli.conftest import NOW as EVENING

HALF = Interval(0.5, 0.25, 1.0)
OUTCOME = Outcome(
    days=30,
    posts=400,
    authors=21,
    answered=44,
    answered_back=12,
    rows=(
        Row("nudge", HALF, HALF, HALF, back=HALF),
        Row("newest first", HALF, HALF, HALF, Interval(0.125, -0.05, 0.3)),
    ),
    brought=Brought(
        people=40, people_brought=22, posts=44, posts_brought=1, days_with_one=19, suggestions=77, answered_back=9
    ),
)


def nudge(*words):
    ended = CliRunner().invoke(app, ["backtest", *map(str, words)], catch_exceptions=False)
    assert ended.exit_code == 0
    return ended.stdout


# --- from a login


def test_the_invented_network_can_be_measured_by_anybody(tmp_path):
    """No account needed; every ranking has its row."""
    said = nudge("--sandbox", "--folder", tmp_path)
    for name in ("nudge", "newest first", "most popular", "fedialgo, Friends", "fedialgo, Friends, ageless"):
        assert f"\n  {name} " in said
    assert HONEST in said
    assert FEW in said
    assert list(tmp_path.iterdir()) == []


def test_the_people_around_the_owner_are_read_those_answered_first(lena):
    """Fourteen; with a smaller measure the ones whom Lena answered, Tomas among them."""
    reader = lena.program.parts.readers["memory"]
    since = EVENING - timedelta(weeks=52)
    everybody = gather(lena.store, reader, since=since)
    assert (everybody.read, everybody.stopped) == (everybody.of, "")
    some = gather(lena.store, reader, since=since, most=3)
    answered = {f"memory:{post.parent_uid}" for answers in some.record.answers.values() for post in answers}
    assert len(some.record.streams) == 3
    assert set(some.record.streams) <= answered


def test_the_record_holds_what_the_first_run_stored(lena):
    """Lena's posts, the answered ones, the ledger, who follows whom."""
    record = gather(lena.store, lena.program.parts.readers["memory"], since=EVENING - timedelta(weeks=52)).record
    assert {post.author.uid for post in record.mine} == {record.owner.uid}
    assert record.answers
    assert all(act.account in record.ledger for act in record.acts)
    assert any(key.endswith("tomas@books.example") for key in record.following)


def test_progress_is_told_account_by_account(lena):
    """For the bar."""
    steps = []
    reader = lena.program.parts.readers["memory"]
    gather(
        lena.store, reader, since=EVENING - timedelta(weeks=4), most=4, told=lambda done, of: steps.append((done, of))
    )
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]


class Stopping:
    """A reader that after two accounts wants to be left alone."""

    def __init__(self, reader, problem):
        self._reader, self._problem, self._left = reader, problem, 2

    def __getattr__(self, name):
        return getattr(self._reader, name)

    def posts_by(self, account, **values):
        """Twice as the real one."""
        self._left -= 1
        if self._left < 0:
            raise self._problem
        return self._reader.posts_by(account, **values)


def test_a_network_that_wants_a_rest_ends_the_reading_and_not_the_measuring(lena):
    """What was read until then counts, and it is said."""
    reader = Stopping(lena.program.parts.readers["memory"], PlatformError("too many requests"))
    found = gather(lena.store, reader, since=EVENING - timedelta(weeks=4))
    assert (found.read, found.stopped) == (2, "too many requests")
    ended = Stopping(lena.program.parts.readers["memory"], LoginEnded("log in again"))
    with pytest.raises(LoginEnded):
        gather(lena.store, ended, since=EVENING - timedelta(weeks=4))


# --- from an archive


@pytest.fixture
def archive(tmp_path):
    """Twenty-five days: Tomas is answered every day, two others are liked, one of the liked is passed on."""
    records = {}
    for day in range(25):
        at = NOON - timedelta(days=day)
        asked = uri("tomas", at)
        records[f"app.bsky.feed.post/{tid(at, 'lena')}"] = a_record("Yes.", written(at + timedelta(hours=1)), to=asked)
        for n, who in enumerate(("ines", "petra", "zoe")):
            seen = uri(who, at + timedelta(minutes=n))
            records[f"app.bsky.feed.like/{tid(at, who)}"] = a_sign("like", seen, written(at + timedelta(hours=1)))
    file = tmp_path / "lena.car"
    file.write_bytes(a_car(records))
    return file


def test_an_archive_needs_no_account_and_no_network(archive, tmp_path):
    """And says what it does not hold."""
    said = nudge(archive, "--folder", tmp_path / "none")
    assert said.startswith(
        "In the last four weeks you answered on 25 days: 25 posts of 100 that 4 people had said there; "
    )
    assert WORDLESS in said
    assert "most popular" not in said
    assert "would have brought" not in said
    assert not (tmp_path / "none").exists()


def test_weeks_say_how_far_back(archive, tmp_path):
    """One week, seven days."""
    assert nudge(archive, "--weeks", 1, "--folder", tmp_path).startswith(
        "In the last week you answered on 7 days: 7 posts of 28 "
    )


def test_the_owners_own_rules_are_measured(archive, tmp_path):
    """With a veto on whoever was answered before, the right ones stand last."""
    (tmp_path / "config.toml").write_text(
        CONFIG + '[[rules]]\nname = "new ones only"\nveto = true\nwhen = "person.yours_365 > 0"\nbecause = "known"\n'
    )
    data = json.loads(nudge(archive, "--json", "--weeks", 1, "--folder", tmp_path))
    assert data["rows"][0]["name"] == "nudge"
    assert data["rows"][0]["average_precision"]["mean"] == 0.25
    plain = json.loads(nudge(archive, "--json", "--weeks", 1, "--folder", tmp_path / "none"))
    assert plain["rows"][0]["average_precision"]["mean"] == 1


def test_a_file_that_is_no_archive_is_refused_in_a_sentence(tmp_path):
    """With what would be one."""
    (tmp_path / "letter.txt").write_text("Dear Nudge")
    with pytest.raises(NoArchive, match="CAR"):
        nudge(tmp_path / "letter.txt", "--folder", tmp_path)


# --- in words


def test_the_outcome_reads_as_sentences_and_one_table():
    """What there was, what it was compared with, what the numbers mean, what would have been brought, what is unknown."""
    head, beside, table, legend, brought, caveat = told(OUTCOME, "Of 9 accounts 9 were read.", 8, wordless=False)
    assert head == (
        "In the last eight weeks you answered on 30 days: 44 posts of 400 that 21 people had said there; "
        "12 of your answers were answered back."
    )
    assert beside == "Of 9 accounts 9 were read."
    assert table.splitlines() == [
        "                              P@3               MAP               nDCG@3            back              nudge better by (MAP)",
        "  nudge                       .50 [.25, 1.00]   .50 [.25, 1.00]   .50 [.25, 1.00]   .50 [.25, 1.00]",
        "  newest first                .50 [.25, 1.00]   .50 [.25, 1.00]   .50 [.25, 1.00]   -                 +.12 [-.05, +.30]",
    ]
    assert legend.startswith("P@3: ")
    assert brought == (
        "Each day taken by itself, nudge would have brought 22 of the 40 people whom you answered, once for the very post; "
        "on 19 of 30 days at least one of them. It would have brought 77 people in all. "
        "Of those 22, 9 answered you back."
    )
    assert caveat == HONEST


def test_with_a_second_reader_both_choices_are_told():
    """Whom it would have brought instead, who answered back, and what it cost."""
    heard = Heard(requests=27, tokens=51_000, changed=9, failed=1)
    better = Brought(
        people=40, people_brought=24, posts=44, posts_brought=2, days_with_one=20, suggestions=80, answered_back=10
    )
    said = told(replace(OUTCOME, second=SecondOutcome(better, heard)), "", 8, wordless=False)
    assert said[-2] == (
        "With your model as a second reader one place would have been another on 9 days: 24 of the 40 people instead of 22, "
        "twice for the very post instead of once, and 80 people in all. Of those 24, 10 answered you back. "
        "On 1 day it gave no usable answer. That took 27 requests and about 51000 tokens."
    )


def test_a_second_reader_needs_a_model_and_words():
    """In a sentence each."""
    with pytest.raises(BotError, match="No model is configured"):
        nudge("--sandbox", "--second-reader")
    with pytest.raises(BotError, match="no words of others"):
        nudge("outbox.json", "--second-reader")


def test_nothing_to_measure_is_said_with_what_would_help():
    """No table of zeros."""
    nothing = Outcome(0, 0, 0, 0, 0, (), None)
    first, second = told(nothing, "Of 2 accounts 2 were read.", 1, wordless=False)
    assert first.startswith(
        "Nothing to measure: in the last week there is no day on which you answered one of at least 4"
    )
    assert second == "Of 2 accounts 2 were read."
