"""Hold what is on its way, and say how a suggestion stands when an answer comes too late for it."""

from __future__ import annotations

from datetime import timedelta

from bot import voice
from bot.approvals import Event
from bot.domain import State
from bot.jobs.answers.turn import Turn
from bot.jobs.telling import draft_code
from bot.store import approvals, suggestions
from bot.store.suggestions import Suggestion


def hold_everything(turn: Turn) -> list[str]:
    """Take back everything on its way; returns whose answers these were."""
    keep_back(turn)
    held = turn.on_their_way()
    for row in held:
        take_back(turn, row)
    return [turn.name(row) for row in held]


def hold_in_doubt(turn: Turn) -> bool:
    """Take back everything on its way and say so; False if there is nothing."""
    keep_back(turn)
    held = [row for row in turn.on_their_way() if take_back(turn, row)]
    for row in held:
        turn.say(voice.held_back(turn.name(row), code=latest_code(turn, row)), row)
    return bool(held)


def keep_back(turn: Turn, only: int | None = None) -> bool:
    """What may be out already, or not, is found out and never repeated; False if there is nothing of that kind."""
    unsure = suggestions.in_states(turn.tx, State.PUBLISHING, State.UNCLEAR)
    kept = [row for row in unsure if only in (None, row.id) and approvals.live(turn.tx, row.id) is not None]
    for row in kept:
        suggestions.keep_back(turn.tx, row)
    return bool(kept)


def latest_code(turn: Turn, row: Suggestion) -> str:
    """The code of its latest words, else its own."""
    last = suggestions.latest_draft(turn.tx, row.id)
    return draft_code(row, last) if last else row.code


def lately_out(turn: Turn, within: timedelta) -> Suggestion | None:
    """The latest reply that went out, if that is not long ago."""
    rows = suggestions.in_states(turn.tx, State.PUBLISHING, State.PUBLISHED)
    row = max(rows, key=lambda row: row.state_at, default=None)
    return row if row is not None and turn.now - row.state_at <= within else None


def take_back(turn: Turn, row: Suggestion) -> bool:
    """Revoke the approval of one; False if it has gone out meanwhile."""
    held = approvals.live(turn.tx, row.id)
    if not suggestions.move(turn.tx, row, Event.UNDO, now=turn.now):
        return False
    if held is not None:
        approvals.set_state(turn.tx, held, "revoked")
    return True


def not_open(turn: Turn, row: Suggestion) -> str:
    """Say how it stands; nothing is done."""
    name = turn.name(row)
    if row.state is State.UNCLEAR:
        turn.say(voice.not_understood(turn.answer.text or "that", "send once more", confirm=False), row)
    elif row.state in (State.AWAITING_PUBLISH, State.PUBLISHING, State.PUBLISHED):
        turn.say(voice.already(name, sent=row.state is State.PUBLISHED), row)
    elif row.state is State.AWAITING_DELIVERY and row.returned:
        turn.say(voice.comes_again(row.due_at, name, turn.now, turn.desk.teller.zone), row)
    else:
        turn.say(voice.closed(name), row)
    return f"not open: {row.state.value}"
