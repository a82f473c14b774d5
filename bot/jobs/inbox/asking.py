"""Answer what the owner asks about: why, list, show, help, more, thanks."""

from __future__ import annotations

from bot import wording
from bot.decide.commands import Command, help_about
from bot.decide.schedule import next_slot
from bot.domain import ENDS, MessageKind, NudgeKind, SuggestionState
from bot.jobs.inbox.holding import not_open
from bot.jobs.inbox.reasons import reasons_for
from bot.jobs.inbox.turn import Turn
from bot.outbox import layout
from bot.store import approvals, faces, messages, people, suggestions
from bot.store.suggestions import Suggestion
from bot.wording.english.times import at, clock

LISTED = 8


def why(turn: Turn, command: Command) -> str:
    """`why`: the reasons of one suggestion, as they were when it was chosen."""
    message = turn.meant(command.code, "why", command.person)
    if message is None:
        return "which"
    row = turn.row(message)
    left, answers = row.left, "Your own words, or none." if row.kind is NudgeKind.SAD else ""
    person, reasons = people.person(turn.tx, row.person), reasons_for(turn, row)
    turn.say(wording.why(person, reasons, left=left, code=row.code, answers=answers), row)
    return "why"


def list_open(turn: Turn, command: Command) -> str:  # noqa: ARG001  # every handler takes both
    """`list`: what is open, what is on its way, what ended today."""
    rows = [row for row in suggestions.in_states(turn.tx, *SuggestionState) if _worth_a_line(turn, row)][-LISTED:]
    listed = [wording.Listed(row.code, turn.name(row), _stands(turn, row)) for row in rows]
    turn.say(wording.list_open(listed, rest=_rest(turn)))
    return "list"


def _rest(turn: Turn) -> str:
    held = turn.preferences
    until = None if held.stopped else held.paused_until
    return wording.at_rest(until, turn.now, turn.desk.teller.zone) if held.resting(turn.now) else ""


def _worth_a_line(turn: Turn, row: Suggestion) -> bool:
    if row.state in (SuggestionState.EXPIRED, SuggestionState.WITHDRAWN):
        return False
    if row.state not in ENDS and row.state is not SuggestionState.PUBLISHED:
        return row.nudged_at is not None
    zone = turn.desk.teller.zone
    return row.state_at.astimezone(zone).date() == turn.now.astimezone(zone).date()


def _stands(turn: Turn, row: Suggestion) -> str:
    if row.state is SuggestionState.AWAITING_PUBLISH:
        held = approvals.live(turn.tx, row.id)
        return wording.goes_out(clock(held.due_at, turn.desk.teller.zone)) if held else wording.STANDS[row.state]
    if row.state is SuggestionState.AWAITING_DELIVERY and row.returned:
        return wording.returns(at(row.due_at, turn.now, turn.desk.teller.zone))
    return wording.STANDS[row.state]


def show(turn: Turn, command: Command) -> str:
    """`show t4`: the latest words for it, or the nudge, once more."""
    message = turn.meant(command.code, "show", command.person)
    if message is None:
        return "which"
    row = turn.row(message)
    held = messages.latest_showing(turn.tx, row.id) or messages.nudge_for(turn.tx, row.id)
    if held is None:
        turn.say(wording.nothing_open())
        return "nothing open"
    open_preview = held.kind is MessageKind.PREVIEW and row.state is SuggestionState.AWAITING_OWNER
    kind = held.kind if open_preview or held.kind is MessageKind.NUDGE else MessageKind.NOTICE
    messages.repeat(turn.tx, held, kind, now=turn.now, reply_to=turn.told(row).reply_to, to_approve=open_preview)
    if row.state in (SuggestionState.AWAITING_PUBLISH, SuggestionState.PUBLISHING, SuggestionState.PUBLISHED):
        not_open(turn, row)  # the words alone would read as if they still waited
    return "shown"


def help_(turn: Turn, command: Command) -> str:
    """`help`, `help WORD`, `help all`."""
    room = turn.desk.teller.room
    texts = layout.messages(help_about(command.argument, at_signs_reach=room.names_reach), room)
    messages.queue(turn.tx, MessageKind.NOTICE, texts, now=turn.now, reply_to=turn.told(None).reply_to)
    return "help"


def thanks(turn: Turn, command: Command) -> str:  # noqa: ARG001
    """`thanks`: that much courtesy. Directly after words were shown back, also that they were not sent."""
    latest, held = messages.last_sent(turn.tx), turn.preferences
    shown = next((m for m in turn.opened if latest is not None and m.message == latest.id), None)
    if shown is not None and shown.kind is MessageKind.PREVIEW and shown.state is SuggestionState.AWAITING_OWNER:
        turn.say(wording.thanks_unsent(f"{shown.code}.{shown.draft}"), turn.row(shown))
        return "thanks"
    promised = bool(held.schedule.at) and not held.resting(turn.now)
    slot = next_slot(held.schedule, turn.now) if promised else None
    turn.say(wording.thanks(at(slot, turn.now, turn.desk.teller.zone) if slot else ""))
    return "thanks"


def hello(turn: Turn, command: Command) -> str:  # noqa: ARG001
    """`hello`."""
    turn.say(wording.greets(turn.now, turn.desk.teller.zone, rest=_rest(turn)))
    return "hello"


def others(turn: Turn, command: Command) -> str:  # noqa: ARG001
    """`others`: the rest of those in the letter of the week."""
    left = faces.taken(turn.tx)
    turn.say(wording.others([wording.NewFace(face.who, face.topics, face.evidence) for face in left]))
    return "others"
