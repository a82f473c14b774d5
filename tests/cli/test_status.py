"""`nudge status` says in a person's words how things stand, and to programs the same as values."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cli import status
from bot.config import Config
from bot.decide.schedule import Schedule
from bot.domain import SuggestionEvent
from bot.knowledge.owner_preferences import OwnerPreferences
from bot.store import approvals, open_store, ownership, settings, sources, suggestions
from bot.store.settings import PAUSED_UNTIL, SLOTS_LOOKED_AT, STOPPED, TIMEZONE
from tests.cli.conftest import CONFIG, NOW
from tests.cli.started import nobody_reads
from tests.cli.test_cli import nudge
from tests.store.builders import a_post, an_approval, kept, suggested
from tests.wording.builders import an_account

BERLIN = ZoneInfo("Europe/Berlin")


def told(lena, now=NOW):
    """What is said of Lena's evening."""
    with lena.store.begin() as tx:
        return status.told(status.look(tx, lena.config, lena.folder, now), lena.config, now)


def test_an_evening_reads_as_a_person_would_say_it(lena):
    """Whether it runs, the last message and the next, who is open and how."""
    lines = told(lena)
    assert lines[0] == "Nothing runs here now. nudge run starts it."
    assert "Last message at 17:31. The next can come tomorrow at 9:00." in lines
    assert [line for line in lines if line.startswith("Open: ")] != []
    assert "Needs you:" not in lines


@pytest.mark.parametrize(
    ("hour", "says"),
    [
        (12, "No message was sent yet. The next comes when there is something."),
        (23, "No message was sent yet. The next can come tomorrow at 7:00."),
    ],
)
def test_the_first_of_all_waits_for_the_night_only(lena, tmp_path, hour, says):
    """Not for a time of the day: it comes as soon as somebody is found."""
    store, zone = open_store(tmp_path / "nudge.db"), lena.config.owner.timezone
    with store.begin() as tx:
        now = datetime(2026, 11, 18, hour, tzinfo=zone).astimezone(UTC)
        assert says in status.told(status.look(tx, lena.config, tmp_path, now), lena.config, now)
        settings.put(tx, SLOTS_LOOKED_AT, now)
        until = {12: "at 17:30", 23: "tomorrow at 9:00"}[hour]
        lines = status.told(status.look(tx, lena.config, tmp_path, now), lena.config, now)
        assert f"No message was sent yet. The next can come {until}." in lines
    store.close()


def test_trouble_stands_at_the_end_once_however_many_have_met_it(lena):
    """With what to do about it."""
    with lena.store.begin() as tx:
        for name in ("mastodon:home", "mastodon:notices"):
            sources.read_badly(tx, name, problem="the login was refused", retry_at=None, login_ended=True)
        sources.read_badly(tx, "talk", problem="the server did not answer", retry_at=None)
    lines = told(lena)
    with lena.store.begin() as tx:
        sources.begin_anew(tx, "mastodon:home", "mastodon:notices", "talk")
    assert lines[-3:] == [
        "Needs you:",
        "  Mastodon: the login was refused. nudge check says what to do.",
        "  Talking to you: the server did not answer. It tries again by itself.",
    ]


def test_what_is_approved_and_waits_for_a_login_names_no_time(lena, tmp_path):
    """The one at which it was to go out is over; before it was tried, that holds. `nudge why` says the same."""
    (tmp_path / "config.toml").write_text(CONFIG)
    store = open_store(tmp_path / "nudge.db")
    with store.begin() as tx:
        post = kept(tx, a_post())
        row = suggested(tx, post, nudged_at=NOW)
        for step in (SuggestionEvent.CLAIM, SuggestionEvent.DELIVERED, SuggestionEvent.APPROVE):
            suggestions.move(tx, suggestions.get(tx, row.id), step, now=NOW)
        approvals.add(tx, an_approval(row.id, post), draft=1, due_at=NOW, shown_at=NOW, channel="memory")
        sources.read_badly(tx, f"{post.network}:publisher", problem="refused", retry_at=None, login_ended=True)
        before = status.told(status.look(tx, lena.config, tmp_path, NOW), lena.config, NOW)
        approvals.put_back(tx, approvals.live(tx, row.id), retry_at=NOW)
        lines = status.told(status.look(tx, lena.config, tmp_path, NOW), lena.config, NOW)
    said = nudge("why", "a1", folder=tmp_path).stdout
    store.close()
    assert "Open: Alice (goes out at 17:31) [a1]." in before
    assert "; now: approved and kept; it needs the login for posting. As it stood then:" in said
    assert "Open: Alice (approved and kept; it needs the login for posting) [a1]." in lines


def test_a_login_for_posting_that_is_refused_is_named_and_promises_nothing(tmp_path):
    """Reading goes on; what posts is named by itself, and nothing says that it posts."""
    config, store = Config.of(tomllib.loads(CONFIG), tmp_path), open_store(tmp_path / "nudge.db")
    with store.begin() as tx:
        ownership.put_verified(tx, an_account("Lena Marsh", "lena@writers.example"))
        before = status.told(status.look(tx, config, tmp_path, NOW), config, NOW)
        sources.read_badly(tx, "mastodon:publisher", problem="it is carol's", retry_at=None, login_ended=True)
        lines = status.told(status.look(tx, config, tmp_path, NOW), config, NOW)
    store.close()
    assert "Mastodon: lena@writers.example; posts what you approve." in before
    assert not any("posts what you approve" in line for line in lines)
    assert lines[-2:] == ["Needs you:", "  Mastodon, for posting: it is carol's. nudge check says what to do."]


def test_rest_is_said_with_the_word_that_ends_it(lena):
    """`stop`, said by message."""
    with lena.store.begin() as tx:
        settings.put(tx, STOPPED, True)
    lines = told(lena)
    with lena.store.begin() as tx:
        settings.put(tx, STOPPED, None)
    assert "Last message at 17:31. Stopped; resume ends it." in lines


def test_a_program_gets_the_same_as_values(tmp_path):
    """And each source beside it."""
    (tmp_path / "config.toml").write_text(CONFIG)
    open_store(tmp_path / "nudge.db").close()
    found = json.loads(nudge("status", "--json", folder=tmp_path).stdout)
    assert found["accounts"] == [
        {"network": "Mastodon", "address": "lena@writers.example", "verified": False, "posts": False}
    ]
    assert (found["running"], found["open"], found["sources"], found["suggestions"]) == (False, [], [], {})
    said = nudge("status", folder=tmp_path).stdout
    assert "Mastodon: lena@writers.example, not looked at yet.\n" in said


def preferences(at):
    """An owner in Berlin who hears at this time."""
    return OwnerPreferences(Schedule(BERLIN, (at,)), (), weekly=True, monthly=True, stopped=False, paused_until=None)


@pytest.mark.parametrize(
    ("now", "at", "said"),
    [
        (datetime(2026, 3, 27, 12, tzinfo=UTC), time(2, 30), ["On Sunday the clocks skip 02:30; that message comes at 3:30."]),
        (datetime(2026, 10, 23, 12, tzinfo=UTC), time(2, 30), ["On Sunday the clocks have 02:30 twice; that message comes the first time."]),
        (datetime(2026, 3, 27, 12, tzinfo=UTC), time(9), []),
        (datetime(2026, 5, 1, 12, tzinfo=UTC), time(2, 30), []),
    ],
)  # fmt: skip
def test_a_night_in_which_the_clocks_change_is_a_line(now, at, said):
    """Only where it touches a time that was asked for, and a few days before."""
    assert list(status._notes(preferences(at), [], now)) == said


def test_a_clock_that_was_set_back_is_a_line():
    """What was read last cannot lie ahead."""
    ahead = sources.Source("memory:home", ok_at=NOW + timedelta(hours=2))
    assert len(list(status._notes(preferences(time(9)), [ahead], NOW))) == 1


def test_the_zone_that_was_said_in_a_message_is_named_and_times_are_told_in_it(tmp_path):
    """By every command, after every restart: it stands in the database."""
    (tmp_path / "config.toml").write_text(CONFIG)
    store = open_store(tmp_path / "nudge.db")
    with store.begin() as tx:
        settings.put(tx, TIMEZONE, "Asia/Tokyo")
        settings.put(tx, PAUSED_UNTIL, datetime(2126, 11, 18, 0, 0, tzinfo=UTC))
    store.close()
    said = nudge("status", folder=tmp_path).stdout
    assert "Times are those of Asia/Tokyo, as you said in a message." in said
    assert "9:00" in said


# --- before what reads a command line is loaded


def test_the_short_way_says_what_the_long_way_says(tmp_path):
    """The command line is read by hand where it says no more than a folder; a tilde, too, is left to what reads it otherwise."""
    (tmp_path / "config.toml").write_text(CONFIG)
    open_store(tmp_path / "nudge.db").close()
    short = nudge("status", folder=tmp_path)
    long = nudge("status", "--folder", f"~/{tmp_path.name}", folder="/", HOME=str(tmp_path.parent))
    assert (short.returncode, short.stdout, short.stderr) == (long.returncode, long.stdout, long.stderr)
    assert short.returncode == 0
    assert "Nothing is open." in short.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--folder", "nowhere"], "there is no such file"),
        (["--folder", "config.toml"], "is a file"),
        (["--folder"], "--folder takes DIRECTORY: nudge status --folder DIRECTORY"),
        (["--jsn"], "nudge status has no option --jsn; did you mean --json?"),
        ([], "There is no database here yet"),
    ],
)
def test_what_is_wrong_is_said_as_ever(tmp_path, monkeypatch, words, says):
    """In a sentence, with the code for something to mend."""
    (tmp_path / "config.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    ended = nudge("status", *words, folder=tmp_path)
    assert ended.returncode == 2
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def test_whoever_reads_the_beginning_only_is_told_nothing_of_the_rest(tmp_path):
    """`nudge status | head -1` is no fault of the program."""
    (tmp_path / "config.toml").write_text(CONFIG)
    open_store(tmp_path / "nudge.db").close()
    ended = nudge("status", folder=tmp_path, out=nobody_reads())
    assert (ended.returncode, ended.stderr) == (1, "")


def test_whoever_interrupts_it_is_told_of_no_fault(tmp_path, monkeypatch, capsys):
    """It ends with the code that shells give to that."""

    def interrupted(_folder, *, json):
        raise KeyboardInterrupt

    monkeypatch.delenv("NUDGE_DEBUG", raising=False)
    monkeypatch.setattr(status, "say", interrupted)
    with pytest.raises(SystemExit) as end:
        status.at_once([], {"NUDGE_FOLDER": str(tmp_path)})
    assert end.value.code == 130
    assert capsys.readouterr() == ("", "")


def test_what_needs_the_owner_stays_set_in_where_it_is_folded(lena, monkeypatch, capsys):
    """In a narrow window too, so that it is seen what belongs together."""
    trouble = "writers.example could not be reached, and this is a longer story than one line holds"
    with lena.store.begin() as tx:
        sources.read_badly(tx, "mastodon:home", problem=trouble, retry_at=None)
    monkeypatch.setattr("bot.cli.output.columns", lambda _stream: 60)
    status.say(lena.folder)
    with lena.store.begin() as tx:
        sources.begin_anew(tx, "mastodon:home")
    said = capsys.readouterr().out.partition("Needs you:\n")[2].splitlines()
    assert (len(said) > 1, {line[:2] for line in said}, {line[2:3] == " " for line in said}) == (True, {"  "}, {False})
