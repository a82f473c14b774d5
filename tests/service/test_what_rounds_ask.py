"""What the service does again and again costs the same with many posts stored as with few: nothing grown is read from end to end."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from bot.service import sandbox
from bot.store import open_store

MORNING = datetime(2026, 11, 18, 9, 5, tzinfo=UTC)
GROW = "posts|interactions|accounts|persons|messages|answers|suggestions|approvals|drafts|seen"
"""Tables that have more rows from month to month; the others hold a few, or what is open."""

OPEN_ONLY = "accounts_of_the_owner|answers_to_hear"
"""Indexes of what is open, or the owner's own; they may be read whole."""

READS_ALL = re.compile(rf"SCAN ({GROW})\b(?! USING (COVERING )?INDEX ({OPEN_ONLY})\b)")

IN_ORDER = re.compile(r"ORDER BY (answers\.received_at|messages\.sent_at) DESC\s+LIMIT")
"""Who asks for the last one along an index takes one row of it."""

ROUNDS = {
    "nudge": lambda program: program.reading.nudge(),
    "talk": lambda program: program.talking.round(),
    "answers": lambda program: program.talking.round(read=True),
    "drafts": lambda program: program.drafting.round(),
    "home": lambda program: program.reading.poll(next(iter(program.parts.readers)), "home"),
    "notices": lambda program: program.reading.poll(next(iter(program.parts.readers)), "notices"),
    "heartbeat": lambda program: program.health(MORNING),
}


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory):
    """The program in the midst of its first day, with a nudge that is open."""
    folder = tmp_path_factory.mktemp("folder")
    store = open_store(folder / "nudge.db")
    program = sandbox.program(sandbox.settings(folder), store, lambda: MORNING)
    program.once()
    yield program
    program.close()
    store.close()


def asked(program, work):
    """Every statement that it takes, with its values."""
    found = []
    engine = program.parts.store._engine

    def note(_connection, _cursor, statement, values, _context, _many):
        found.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    try:
        work(program)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return [(statement, values) for statement, values in found if not statement.startswith("BEGIN")]


def plans(program, statements):
    """What SQLite does for each."""
    with closing(sqlite3.connect(program.parts.store.path)) as file:
        for statement, values in statements:
            one = values[0] if isinstance(values, list) else values
            for *_, step in file.execute(f"EXPLAIN QUERY PLAN {statement}", one):
                yield step, statement


@pytest.mark.parametrize("which", ROUNDS)
def test_no_round_reads_a_table_that_grows_from_end_to_end(lived_in, which):
    """Whatever it asks is found by an index, so that the tenth year costs what the first day did."""
    statements = asked(lived_in, ROUNDS[which])
    assert statements
    whole = [
        f"{step}: {said}"
        for step, said in plans(lived_in, statements)
        if READS_ALL.search(step) and not IN_ORDER.search(said)
    ]
    assert not whole


def test_a_choice_reads_the_posts_that_are_young_enough_and_no_others(lived_in):
    """People are looked at whole, of their posts only what may still be suggested, and what the owner answered."""
    statements = asked(lived_in, lambda program: program.reading.judging.deliberate())
    whole = [step for step, _ in plans(lived_in, statements) if re.search(r"SCAN posts\b", step)]
    assert set(whole) <= {"SCAN posts USING INDEX posts_by_owner"}
