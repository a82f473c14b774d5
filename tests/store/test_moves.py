"""A row moves along its table only, by a conditional update: whoever is second changes nothing."""

from __future__ import annotations

import ast
from enum import StrEnum
from pathlib import Path

import pytest

import bot
from bot.domain import APPROVAL_LIFE, MESSAGE_LIFE, SUGGESTION_LIFE, ApprovalEvent, Life, MessageEvent, MessageKind
from bot.errors import NotAllowed
from bot.store import approvals, messages
from tests.store.builders import NOW, a_post, an_approval, kept, suggested

MESSAGES = [(state, event) for state in type(MESSAGE_LIFE.begins) for event in MessageEvent]
APPROVALS = [(state, event) for state in type(APPROVAL_LIFE.begins) for event in ApprovalEvent]


class Told(StrEnum):
    """States of nothing."""

    A = "a"
    B = "b"
    C = "c"


def writes_a_state(node: ast.AST) -> bool:
    """Whether this hands a value for the column `state` to the store, or makes a row with one."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in ("values", "change", "move") and any(word.arg == "state" for word in node.keywords)
    keys = node.keys if isinstance(node, ast.Dict) else []
    return any(isinstance(key, ast.Constant) and key.value == "state" for key in keys)


def way_to(life: Life, state) -> list:
    """The events that lead there from the beginning, as few as there can be."""
    ways = {life.begins: []}
    while state not in ways:
        ways |= {to: [*ways[at], event] for (at, event), to in life.table.items() if at in ways and to not in ways}
    return ways[state]


@pytest.fixture
def row(store):
    """A suggestion."""
    with store.begin() as tx:
        return suggested(tx, kept(tx, a_post()))


def a_message(tx, state):
    """A message that came to be in this state."""
    number = messages.queue(tx, MessageKind.NOTICE, ["Under glass."], now=NOW)
    for event in way_to(MESSAGE_LIFE, state):
        assert messages.move(tx, messages.get(tx, number), event)
    return messages.get(tx, number)


def a_held(tx, row, state):
    """An approval that came to be in this state, as it was read last while it was live."""
    given = an_approval(row.id, a_post())
    approvals.add(tx, given, draft=1, due_at=NOW, shown_at=NOW, channel="memory", receipt=7)
    for event in way_to(APPROVAL_LIFE, state):
        assert approvals.move(tx, approvals.by_receipt(tx, 7), event)
    return approvals.by_receipt(tx, 7)


@pytest.mark.parametrize(("state", "event"), MESSAGES, ids=lambda one: one.value)
def test_a_message_moves_along_its_table_only(store, state, event):
    """A step that is not in it raises, and changes nothing."""
    with store.begin() as tx:
        message = a_message(tx, state)
        if (state, event) in MESSAGE_LIFE.table:
            assert messages.move(tx, message, event)
            assert messages.get(tx, message.id).state is MESSAGE_LIFE.table[state, event]
        else:
            with pytest.raises(NotAllowed, match="a message"):
                messages.move(tx, message, event)
            assert messages.get(tx, message.id) == message


@pytest.mark.parametrize(("state", "event"), APPROVALS, ids=lambda one: one.value)
def test_an_approval_moves_along_its_table_only(store, row, state, event):
    """A step that is not in it raises, and changes nothing: what was used is never open again."""
    with store.begin() as tx:
        held = a_held(tx, row, state)
        if (state, event) in APPROVAL_LIFE.table:
            assert approvals.move(tx, held, event)
            assert approvals.by_receipt(tx, 7).state is APPROVAL_LIFE.table[state, event]
        else:
            with pytest.raises(NotAllowed, match="an approval"):
                approvals.move(tx, held, event)
            assert approvals.by_receipt(tx, 7) == held


def test_who_is_second_moves_no_message(store):
    """It was read before somebody else took it."""
    with store.begin() as tx:
        message = a_message(tx, MESSAGE_LIFE.begins)
        assert messages.move(tx, message, MessageEvent.NOT_NEEDED)
        assert not messages.move(tx, message, MessageEvent.CLAIM, first_attempt_at=NOW)
        assert messages.get(tx, message.id).first_attempt_at is None


def test_who_is_second_moves_no_approval(store, row):
    """It was read before the owner took it back."""
    with store.begin() as tx:
        held = a_held(tx, row, APPROVAL_LIFE.begins)
        approvals.revoke(tx, row.id)
        assert not approvals.move(tx, held, ApprovalEvent.CLAIM, attempts=1)
        assert approvals.by_receipt(tx, 7).attempts == 0


@pytest.mark.parametrize("state", sorted(APPROVAL_LIFE.going))
def test_after_a_revocation_nothing_of_a_suggestion_is_permitted(store, row, state):
    """Whichever approval of it was live; another suggestion's is none of it."""
    with store.begin() as tx:
        other = suggested(tx, kept(tx, a_post("Another one.")))
        approvals.add(tx, an_approval(other.id, a_post()), draft=1, due_at=NOW, shown_at=NOW, channel="memory")
        a_held(tx, row, state)
        approvals.revoke(tx, row.id)
        assert approvals.live(tx, row.id) is None
        assert approvals.live(tx, other.id) is not None


@pytest.mark.parametrize("state", sorted(APPROVAL_LIFE.ends))
def test_a_revocation_changes_nothing_that_has_ended(store, row, state):
    """What was used stays used, and what the owner was asked about stays asked."""
    with store.begin() as tx:
        a_held(tx, row, state)
        approvals.revoke(tx, row.id)
        assert approvals.by_receipt(tx, 7).state is state


def test_what_was_queued_about_a_suggestion_is_dropped_and_nothing_else(store, row):
    """What is being sent goes on, and what was said stays said."""
    with store.begin() as tx:
        numbers = [messages.queue(tx, MessageKind.NOTICE, ["a"], now=NOW, suggestion=row.id) for _ in range(3)]
        messages.queue(tx, MessageKind.NOTICE, ["b"], now=NOW)
        messages.move(tx, messages.get(tx, numbers[0]), MessageEvent.CLAIM)
        messages.drop_for(tx, row.id)
        assert [message.state.value for message in messages.history(tx)] == ["sending", "dropped", "dropped", "queued"]


@pytest.mark.parametrize("life", [SUGGESTION_LIFE, MESSAGE_LIFE, APPROVAL_LIFE], ids=lambda life: life.of)
def test_every_state_can_be_reached_and_every_end_is_one(life):
    """From the beginning on, and from an end nowhere."""
    assert all(way_to(life, state) is not None for state in type(life.begins))
    assert {state for state, _ in life.table} == set(life.going)


@pytest.mark.parametrize(
    "broken",
    [
        {(Told.A, "go"): Told.B, (Told.A, "on"): Told.C},  # b is a dead end, for c is the only end that was named
        {(Told.A, "go"): Told.C, (Told.B, "go"): Told.C},  # nobody reaches b
        {(Told.A, "go"): Told.B, (Told.B, "go"): Told.C, (Told.C, "go"): Told.A},  # an end that goes on
    ],
)
def test_a_table_that_cannot_be_right_is_refused(broken):
    """At import, before anything could move along it."""
    with pytest.raises(AssertionError, match="dead end"):
        Life("nothing", Told.A, broken, frozenset({Told.C}))


def test_a_state_is_written_by_one_function_a_table():
    """Its `move`, and by whatever makes the row, at the beginning of the table."""
    writers = set()
    for path in [*Path(bot.__file__).parent.glob("store/*.py"), *Path(bot.__file__).parent.glob("jobs/**/*.py")]:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(map(writes_a_state, ast.walk(function))):
                writers.add(f"{path.stem}.{function.name}")
    assert writers == {
        "suggestions.add",
        "suggestions.move",
        "messages.queue",
        "messages.move",
        "approvals.add",
        "approvals.move",
    }
