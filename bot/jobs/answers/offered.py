"""Hear the answer to what a message of ours offered: `delete`, `send once more`, `leave it`."""

from __future__ import annotations

from bot import voice
from bot.approvals import Event, goes_out_at
from bot.commands import Command
from bot.domain import MessageKind, State
from bot.jobs.answers.consent import permit, undo_time
from bot.jobs.answers.holding import not_open
from bot.jobs.answers.taking_back import RETRACT, undo
from bot.jobs.answers.turn import Turn
from bot.store import messages, suggestions
from bot.store.messages import Message

RESEND = "resend"


def delete(turn: Turn, command: Command) -> str:
    """`delete`, only as the answer to the message that offered it."""
    held = _offer(turn, command, RETRACT)
    if held is None or held.suggestion is None:
        return undo(turn, command)  # which offers it
    row = suggestions.get(turn.tx, held.suggestion)
    if row.state is not State.PUBLISHED or not permit(turn, row, held, Event.DELETE, due_at=turn.now):
        return not_open(turn, row)
    turn.say(voice.retracting(), row, MessageKind.RECEIPT)
    return "delete"


def send_once_more(turn: Turn, command: Command) -> str:
    """`send once more`, only as the answer to the message that offered it."""
    held = _offer(turn, command, RESEND)
    if held is None or held.suggestion is None:
        turn.say(voice.nothing_offered("send once more"))
        return "nothing offered"
    row = suggestions.get(turn.tx, held.suggestion)
    due = goes_out_at(turn.now, undo_time(turn))
    if row.state is not State.UNCLEAR or not permit(turn, row, held, Event.SEND_ONCE_MORE, due_at=due):
        return not_open(turn, row)
    turn.say(voice.receipt_soon(due, turn.now, turn.desk.teller.zone), row, MessageKind.RECEIPT)
    return "approved"


def leave_it(turn: Turn, command: Command) -> str:
    """`leave it`: nothing is deleted, nothing is sent once more."""
    held = _offer(turn, command, "")
    if held is None or held.suggestion is None:
        turn.say(voice.left_alone())
        return "left alone"
    row = suggestions.get(turn.tx, held.suggestion)
    if held.offers == RESEND and row.state is State.UNCLEAR:
        suggestions.move(turn.tx, row, Event.LEAVE_IT, now=turn.now)
    turn.say(voice.left_alone(), row)
    return "left alone"


def _offer(turn: Turn, command: Command, what: str) -> Message | None:
    """The message that offered this: the one referred to or named, else the latest thing that we said at all."""
    if turn.answer.reply_to is not None:
        held = messages.by_network_id(turn.tx, turn.answer.reply_to)
    elif command.code is not None:
        row = suggestions.by_code(turn.tx, command.code.split(".")[0])
        held = messages.latest_showing(turn.tx, row.id) if row else None
    else:
        held = messages.last_sent(turn.tx)
    if held is None or held.kind is not MessageKind.OFFER or what not in ("", held.offers):
        return None
    return held if messages.parts_delivered(turn.tx, held) else None
