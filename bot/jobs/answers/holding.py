"""Hold what is on its way, and say how a suggestion stands when an answer comes too late for it."""

from __future__ import annotations

from bot import voice
from bot.approvals import Event
from bot.domain import State
from bot.jobs.answers.turn import Turn
from bot.store import approvals, suggestions
from bot.store.suggestions import Suggestion


def hold_everything(turn: Turn) -> list[str]:
    """Take back everything on its way; returns whose answers these were."""
    held = turn.on_their_way()
    for row in held:
        take_back(turn, row)
    return [turn.name(row) for row in held]


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
    else:
        turn.say(voice.closed(name), row)
    return f"not open: {row.state.value}"
