"""What an earlier version wrote is opened by this one: backed up, brought up to date, and nothing of it is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from bot.domain import Goal, InteractionKind, MessageKind, Motive, NudgeKind, SuggestionState
from bot.platforms.bluesky import NETWORK as BLUESKY
from bot.platforms.mastodon import NETWORK as MASTODON
from bot.store import (
    approvals,
    database,
    messages,
    migrate,
    news,
    open_store,
    ownership,
    people,
    posts,
    settings,
    sources,
    suggestions,
    told,
)
from bot.store.schema import metadata
from tests.store.old_database import OLD, OWNERS, bag, brought_to, content, copied, old_bag, put_settings, said, written
from tests.store.old_settings import SINCE_0002, decoded, kept, value_of
from tests.store.walked import described, walked

VERSIONS = "alembic_version"
UNWRITTEN = {
    ("messages", "retry_at"),
    ("posts", "verdict"),
    ("posts", "verdict_at"),
    ("persons", "rest_until"),
    ("persons", "silent_said"),
}
"""Columns that no version ever wrote; in the old files they hold something only so that nothing is emptied unseen."""

ELSEWHERE = {("suggestions", "extra"), *UNWRITTEN}
"""What does not stand in the column of before: these, and the bag of a suggestion, whose parts have columns of their own."""

WRITTEN_BY_THE_FIRST = {"unprompted", "counts", "left", "step", "answered_at", "kept_back", "draft asked"}


@pytest.fixture(params=OLD)
def name(request):
    """Each file in turn."""
    return request.param


@pytest.fixture
def before(name):
    """What the earlier version wrote into it."""
    return written(name)


@pytest.fixture
def path(name, opened, tmp_path):
    """The file as it was opened once by this version, in a folder of the test's own, with what lies beside it."""
    shutil.copytree(opened(name), tmp_path, dirs_exist_ok=True)
    return tmp_path / "nudge.db"


@pytest.fixture(scope="module")
def stands(opened, tmp_path_factory):
    """Gives what stands in a file since."""
    return cache(lambda name: content(Path(shutil.copy(opened(name) / "nudge.db", tmp_path_factory.mktemp(name)))))


@pytest.fixture
def now(name, stands):
    """What stands in it since."""
    return stands(name)


@pytest.fixture
def store(path):
    """The copy, open."""
    with closing(open_store(path)) as store:
        yield store


# --- the files themselves


def test_every_table_of_the_old_files_has_rows(before):
    """A table without one would be brought over unseen."""
    assert [table for table, rows in before.items() if not rows] == []


def test_every_column_of_the_old_files_has_a_value(before):
    """So that none can be emptied unseen."""
    columns = [(table, column) for table, rows in before.items() for column in rows[0]]
    assert [(t, c) for t, c in columns if all(row[c] is None for row in before[t])] == []


@pytest.mark.parametrize(
    ("table", "column", "kinds"),
    [
        ("suggestions", "state", {state.value for state in SuggestionState}),
        ("suggestions", "kind", {kind.value for kind in NudgeKind}),
        ("suggestions", "lane", {motive.value for motive in Motive}),
        ("messages", "kind", {kind.value for kind in MessageKind}),
        ("messages", "state", {"queued", "sending", "unclear", "sent", "dropped"}),
        ("messages", "offers", {"", "retract", "resend"}),
        ("approvals", "state", {"open", "claimed", "used", "revoked", "asked"}),
        ("interactions", "kind", {kind.value for kind in InteractionKind}),
        ("persons", "goal", {goal.value for goal in Goal}),
        ("drafts", "by", {"owner", "starter", "model"}),
    ],
)
def test_every_kind_of_row_is_in_the_old_files(before, table, column, kinds):
    """Whatever a row can be, one of them is."""
    assert {row[column] for row in before[table]} == kinds


# --- opening them


def test_an_old_file_is_brought_up_to_date(path):
    """It says so itself, has exactly the tables that this version expects, and its references hold."""
    assert content(path)[VERSIONS] == ({"version_num": database.HEAD},)
    assert said(path, "integrity_check") == [("ok",)]
    assert said(path, "foreign_key_check") == []


def test_an_old_file_gets_the_same_schema_as_a_new_one(store):
    """Nothing is missing from it, and nothing is left over."""
    with store.begin() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []


def test_the_old_file_stands_beside_it(path, before):
    """Whole, as it was: whoever wants to go back puts it in place."""
    (backup,) = path.parent.glob("nudge.db.0001-*.bak")
    assert content(backup) == before


def test_an_old_file_is_brought_up_to_date_once(path, now):
    """The next start finds nothing to do, and makes no second backup."""
    open_store(path).close()
    assert content(path) == now
    assert len(list(path.parent.glob("*.bak"))) == 1


def test_no_row_and_no_value_of_an_old_file_is_lost(before, now):
    """Row by row and column by column, every word as it was; settings and counters are looked for one by one."""
    for table in sorted(set(before) - {VERSIONS, "settings", "counters"}):
        kept = [_same(row, old, table) for row, old in zip(now[table], before[table], strict=True)]
        assert kept == [_same(old, old, table) for old in before[table]], table


def _same(row, old, table):
    """A row by the columns of before, without those that became others."""
    return {column: row[column] for column in old if (table, column) not in ELSEWHERE}


def test_only_what_was_never_written_and_what_moved_is_gone(before, now):
    """No column goes with an upgrade unless it is named here."""
    moved = ("counters", "settings")
    old = {(table, column) for table, rows in before.items() if table not in moved for column in rows[0]}
    assert old - {(table, column) for table, rows in now.items() if rows for column in rows[0]} == ELSEWHERE


def test_everything_in_the_bag_of_an_old_suggestion_has_a_column(before, now):
    """Every part of it stands in a column of its own, as the program of before would have read it."""
    assert [bag(row) for row in now["suggestions"]] == [old_bag(row) for row in before["suggestions"]]


def test_the_bags_of_the_old_files_hold_all_that_they_could(before):
    """Whatever the program of before wrote into one, and more than one value of it."""
    held = [json.loads(row["extra"]) for row in before["suggestions"]]
    assert {part for one in held for part in one} == WRITTEN_BY_THE_FIRST
    several = {part: {json.dumps(one.get(part)) for one in held} for part in WRITTEN_BY_THE_FIRST}
    assert [part for part, values in several.items() if len(values) < 2] == []


@pytest.mark.parametrize("table", ["messages", "approvals"])
def test_old_rows_still_name_what_they_named(now, table):
    """A table was made anew, and whatever refers to it refers to the same row."""
    assert {row["suggestion"] for row in now[table]} - {None} <= {row["id"] for row in now["suggestions"]}


# --- a new file


def test_a_new_file_has_to_the_letter_what_the_migrations_would_have_made(tmp_path):
    """It does not walk through them. When one was added: `python -m tests.store.walked`."""
    long_way = walked(tmp_path / "walked.db")
    open_store(tmp_path / "nudge.db").close()
    assert described(tmp_path / "nudge.db") == described(long_way)
    assert content(tmp_path / "nudge.db") == content(long_way)


def test_an_old_file_has_to_the_letter_what_a_new_one_has(path, tmp_path):
    """Whichever way it came, nobody can tell by its tables and indexes."""
    open_store(tmp_path / "new.db").close()
    assert described(path) == described(tmp_path / "new.db")


def test_two_programs_that_make_one_file_at_once_make_it_once(tmp_path):
    """Whoever comes second finds it made."""
    with ThreadPoolExecutor() as threads:
        for store in list(threads.map(open_store, [tmp_path / "nudge.db"] * 8)):
            store.close()
    assert content(tmp_path / "nudge.db")[VERSIONS] == ({"version_num": database.HEAD},)


# --- what was never released, and may stand on somebody's machine


def test_what_the_version_between_wrote_is_brought_over(tmp_path):
    """Two more parts of the bag, and bags in which something is missing."""
    path = copied(OLD[0], tmp_path)
    engine = create_engine(f"sqlite:///{path}")
    migrate.upgrade(engine, "0002")
    engine.dispose()
    bags = [
        {"held at": "2026-11-18T16:21:00+00:00", "told that it is unclear": True},
        {"held at": "2026-11-18T18:21:00.250000+02:00", "counts": False},
        {"held at": None, "answered_at": None},
        {},
    ]
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE messages SET offers = 'versions beside 12' WHERE id = 3")
        for number, held in enumerate(bags, start=1):
            file.execute("UPDATE suggestions SET extra = ? WHERE id = ?", (json.dumps(held), number))
    before = content(path)
    open_store(path).close()
    now = content(path)
    assert [bag(row) for row in now["suggestions"]] == [old_bag(row) for row in before["suggestions"]]
    assert [(row["offers"], row["beside"]) for row in now["messages"]] == [
        ("versions", 12) if row["id"] == 3 else (row["offers"], None) for row in before["messages"]
    ]
    assert {row["held_at"] for row in now["suggestions"]} == {
        None,
        "2026-11-18T16:21:00.000000+00:00",
        "2026-11-18T16:21:00.250000+00:00",
    }


def test_a_step_that_fails_leaves_the_old_file_as_it_was(tmp_path):
    """Half an upgrade is none, and the file can be used by the version that wrote it."""
    path = copied(OLD[0], tmp_path)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE suggestions SET extra = 'no bag' WHERE id = 9")
    before = content(path)
    with pytest.raises(ValueError, match="Expecting value"):
        open_store(path)
    assert content(path) == before


def test_every_setting_of_an_old_file_is_where_it_belongs(before, now):
    """Each under the name that it had, or in the table that it went to."""
    old = decoded(before["settings"])
    wanted = {name: kept(name, value, before) for name, value in old.items()}
    assert {name: value_of(name, now) for name in old} == wanted


def test_a_question_about_two_accounts_goes_on_where_both_are_known(name, now):
    """In two of the old files one of the two accounts was never met."""
    assert [bool(row["one"] and row["other"]) for row in now["offers"]] == [True] * (name in ("mastodon", "terminal"))


@pytest.fixture(scope="module")
def brought_over(tmp_path_factory):
    """An old file as the version of schema 0002 left it, opened by this version, and what stood in it before."""
    path = copied("mastodon", tmp_path_factory.mktemp("later"))
    brought_to("0002", path)
    some_posts = [row["uri"] for row in content(path)["posts"]][1::-1]
    put_settings(path, {**SINCE_0002, "posts to look at": some_posts})
    before = content(path)
    open_store(path).close()
    return path, before


@pytest.fixture
def later(brought_over, tmp_path):
    """A copy of it, and what stood in it then."""
    path, before = brought_over
    return Path(shutil.copy(path, tmp_path / "later.db")), before


def test_every_setting_of_a_later_file_is_where_it_belongs(later):
    """What came with whose everything is: accounts, channels, codes, and what the owner has to hear of them."""
    path, before = later
    old, now = decoded(before["settings"]), content(path)
    assert {name: value_of(name, now) for name in old} == {n: kept(n, value, before) for n, value in old.items()}
    assert len(now["posts_wanted"]) == 2
    assert said(path, "foreign_key_check") == []


def test_every_setting_of_a_later_file_can_be_read(later):
    """As the types of today, by the functions that the jobs use."""
    with closing(open_store(later[0])) as store, store.begin() as tx:
        assert [ownership.verified(tx, network) for network in (MASTODON, BLUESKY)] == [
            ownership.Verified(*SINCE_0002[f"whose {network}"]) for network in ("mastodon", "bluesky")
        ]
        assert ownership.learnt(tx, MASTODON) == SINCE_0002["learnt mastodon"]
        assert [type(what).__name__ for what in news.to_tell(tx)] == [
            "AnotherAccount", "Renamed", "AnotherChannel", "AnotherChannel", "OldCopy", "NobodyCouldTakeItBack",
        ]  # fmt: skip
        assert news.to_tell(tx)[2].held == (3, 1)
        assert settings.get(tx, settings.WEEK_WRITTEN) == date.min
        assert not ownership.heard_since(tx, 12)
        assert told.ended_logins(tx) == ("mastodon:publisher", "bluesky")


def test_no_setting_is_left_that_nobody_declared(now, later):
    """The table holds what the registry knows, and each of it can be read as its type."""
    declared = {held.name: held for held in vars(settings).values() if isinstance(held, settings.Setting)}
    for rows in (now["settings"], content(later[0])["settings"]):
        assert {row["name"] for row in rows} <= set(declared)
    with closing(open_store(later[0])) as store, store.begin() as tx:
        assert all(settings.get(tx, declared[row["name"]]) is not None for row in content(later[0])["settings"])


def test_every_counter_of_an_old_file_goes_on(before, now):
    """What was counted, and of what, stood in one name."""
    begins = {"judged": "judged", "rule fired": "rule:", "rule failed": "rule failed:", "job missed": "scheduler:"}
    counted = {f"{begins[row['name']]}{row['of']}": row["count"] for row in now["counts"]}
    assert counted == {row["name"]: row["count"] for row in before["counters"]}


# --- what old rows are taken to be


def test_old_suggestions_belong_to_the_one_own_account_of_their_network(name, now):
    """And to nobody where there are several: what belongs to nobody leads to no write."""
    assert {(row["network"], row["owner"]) for row in now["suggestions"]} == {
        (network, OWNERS[name].get(network, "")) for network in {row["network"] for row in now["suggestions"]}
    }


def test_old_approvals_may_be_used_by_the_one_own_account_only(name, now):
    """The account that is compared when one is claimed."""
    networks = {row["id"]: row["network"] for row in now["suggestions"]}
    assert [row["account"] for row in now["approvals"]] == [
        OWNERS[name].get(networks[row["suggestion"]], "") for row in now["approvals"]
    ]


def test_old_messages_know_only_whether_they_stood_in_the_terminal(name, now):
    """Through which network's account the others went, nobody wrote down."""
    stood = {row["channel"] for row in now["messages"] if row["network_id"] is not None}
    waited = {row["channel"] for row in now["messages"] if row["network_id"] is None}
    assert stood == {"terminal" if name == "terminal" else ""}
    assert waited == {""}


def test_no_old_message_counts_as_printed(now):
    """Nobody noted it, so words that wait in the terminal are shown again before they can be approved."""
    assert {row["seen_at"] for row in now["messages"]} == {None}


def test_old_answers_are_of_no_other_channel_than_their_own(name, now):
    """Either nobody says through which they came, or it is the one that the file was written with."""
    assert {row["channel"] for row in now["answers"]} <= {"", name if name != "two-accounts" else ""}


def test_old_approvals_are_of_no_other_channel_than_their_own(name, now):
    """Either nobody says through which they came, or it is the one that the file was written with."""
    assert {row["channel"] for row in now["approvals"]} <= {"", name if name != "two-accounts" else ""}


def test_old_approvals_know_the_receipt_that_told_of_them(now):
    """It is the one that was sent after them about the same suggestion, and its time is when the undo time began."""
    messages = {row["id"]: row for row in now["messages"]}
    for row in now["approvals"]:
        told = messages[row["receipt"]]
        assert (told["kind"], told["suggestion"]) == ("receipt", row["suggestion"])
        assert told["created_at"] >= row["approved_at"]
        assert row["told_at"] == told["sent_at"]


def test_nothing_old_is_counted_by_the_clock_of_this_boot(now):
    """Seconds of another boot would say nothing: what is old waits by the wall clock, and for a new reading."""
    assert {row["told_boot"] for row in now["approvals"]} == {None}
    assert {row["told_seconds"] for row in now["approvals"]} == {None}
    assert {row["read_boot"] for row in now["sources"]} == {None}
    assert {row["read_seconds"] for row in now["sources"]} == {None}


# --- and this version can read all of it


def test_everything_in_an_old_file_can_be_read(store, before):
    """Every value that an earlier version wrote is still understood."""
    with store.begin() as tx:
        rows = suggestions.in_states(tx, *SuggestionState)
        assert [row.code for row in rows] == [row["code"] for row in before["suggestions"]]
        assert len(messages.history(tx, limit=1000)) == len(before["messages"])
        assert len(sources.all_sources(tx)) == len(before["sources"])
        assert all(posts.get(tx, row["uri"]) for row in before["posts"])
        assert all(people.person(tx, row["id"]) for row in before["persons"])
        assert all(people.known(tx, row["key"]) for row in before["accounts"])


def test_open_approvals_of_an_old_file_can_be_read(store, name, before):
    """Each with the account under whose name it may be used."""
    waiting = {row["suggestion"] for row in before["approvals"] if row["state"] in ("open", "claimed")}
    with store.begin() as tx:
        held = {row.id: (row, approvals.live(tx, row.id)) for row in suggestions.in_states(tx, *SuggestionState)}
    assert {number for number, (_, live) in held.items() if live is not None} == waiting
    for row, live in held.values():
        if live is not None:
            assert live.approval.account == OWNERS[name].get(row.network, "")
