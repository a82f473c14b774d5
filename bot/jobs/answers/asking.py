"""Answer what the owner asks about: why, list, show, help, more, thanks."""

from __future__ import annotations

from bot import delivery, voice
from bot.approvals import ENDS
from bot.commands import Command, help_about
from bot.domain import MessageKind, NudgeKind, State
from bot.jobs.answers.holding import not_open
from bot.jobs.answers.reasons import reasons_for
from bot.jobs.answers.turn import Turn
from bot.pace import next_slot
from bot.store import approvals, messages, people, sources, suggestions
from bot.store.suggestions import Suggestion
from bot.store.wishes import OTHERS
from bot.voice.times import at, clock

LISTED = 8


def why(turn: Turn, command: Command) -> str:
    """`why`: the reasons of one suggestion, as they were when it was chosen."""
    message = turn.meant(command.code, "why", command.person)
    if message is None:
        return "which"
    row = turn.row(message)
    left, answers = int(row.extra.get("left", 0)), "Your own words, or none." if row.kind is NudgeKind.SAD else ""
    person, reasons = people.person(turn.tx, row.person), reasons_for(turn, row)
    turn.say(voice.why(person, reasons, left=left, code=row.code, answers=answers), row)
    return "why"


def list_open(turn: Turn, command: Command) -> str:  # noqa: ARG001  # every handler takes both
    """`list`: what is open, what is on its way, what ended today."""
    rows = [row for row in suggestions.in_states(turn.tx, *State) if _worth_a_line(turn, row)][-LISTED:]
    listed = [voice.Listed(row.code, turn.name(row), _stands(turn, row)) for row in rows]
    turn.say(voice.list_open(listed, rest=_rest(turn)))
    return "list"


def _rest(turn: Turn) -> str:
    held = turn.wishes
    until = None if held.stopped else held.paused_until
    return voice.at_rest(until, turn.now, turn.desk.teller.zone) if held.resting(turn.now) else ""


def _worth_a_line(turn: Turn, row: Suggestion) -> bool:
    if row.state in (State.EXPIRED, State.WITHDRAWN):
        return False
    if row.state not in ENDS and row.state is not State.PUBLISHED:
        return row.nudged_at is not None
    zone = turn.desk.teller.zone
    return row.state_at.astimezone(zone).date() == turn.now.astimezone(zone).date()


def _stands(turn: Turn, row: Suggestion) -> str:
    if row.state is State.AWAITING_PUBLISH:
        held = approvals.live(turn.tx, row.id)
        return voice.goes_out(clock(held.due_at, turn.desk.teller.zone)) if held else voice.STANDS[row.state]
    if row.state is State.AWAITING_DELIVERY and row.returned:
        return voice.returns(at(row.due_at, turn.now, turn.desk.teller.zone))
    return voice.STANDS[row.state]


def show(turn: Turn, command: Command) -> str:
    """`show t4`: the latest words for it, or the nudge, once more."""
    message = turn.meant(command.code, "show", command.person)
    if message is None:
        return "which"
    row = turn.row(message)
    held = messages.latest_showing(turn.tx, row.id) or messages.nudge_for(turn.tx, row.id)
    if held is None:
        turn.say(voice.nothing_open())
        return "nothing open"
    open_preview = held.kind is MessageKind.PREVIEW and row.state is State.AWAITING_OWNER
    messages.queue(
        turn.tx,
        held.kind if open_preview or held.kind is MessageKind.NUDGE else MessageKind.NOTICE,
        messages.all_parts(turn.tx, held),
        now=turn.now,
        suggestion=row.id,
        draft=held.draft,
        about=held.about,
        act=held.act if open_preview else None,
        shown=held.shown,
        offers=held.offers if open_preview else "",
        reply_to=turn.told(row).reply_to,
    )
    if row.state in (State.AWAITING_PUBLISH, State.PUBLISHING, State.PUBLISHED):
        not_open(turn, row)  # the words alone would read as if they still waited
    return "shown"


def help_(turn: Turn, command: Command) -> str:
    """`help`, `help WORD`, `help all`."""
    room = turn.desk.teller.room
    texts = delivery.messages(help_about(command.argument, at_signs_reach=room.names_reach), room)
    messages.queue(turn.tx, MessageKind.NOTICE, texts, now=turn.now, reply_to=turn.told(None).reply_to)
    return "help"


def thanks(turn: Turn, command: Command) -> str:  # noqa: ARG001
    """`thanks`: that much courtesy. Directly after words were shown back, also that they were not sent."""
    latest, held = messages.last_sent(turn.tx), turn.wishes
    shown = next((m for m in turn.opened if latest is not None and m.message == latest.id), None)
    if shown is not None and shown.kind is MessageKind.PREVIEW and shown.state is State.AWAITING_OWNER:
        turn.say(voice.thanks_unsent(f"{shown.code}.{shown.draft}"), turn.row(shown))
        return "thanks"
    promised = bool(held.pace.at) and not held.resting(turn.now)
    slot = next_slot(held.pace, turn.now) if promised else None
    turn.say(voice.thanks(at(slot, turn.now, turn.desk.teller.zone) if slot else ""))
    return "thanks"


def hello(turn: Turn, command: Command) -> str:  # noqa: ARG001
    """`hello`."""
    turn.say(voice.greets(turn.now, turn.desk.teller.zone, rest=_rest(turn)))
    return "hello"


def others(turn: Turn, command: Command) -> str:  # noqa: ARG001
    """`others`: the rest of those in the letter of the week."""
    held = sources.setting(turn.tx, OTHERS, [])
    sources.put_setting(turn.tx, OTHERS, None)
    turn.say(voice.others([voice.NewFace(face["who"], tuple(face["topics"]), face["evidence"]) for face in held]))
    return "others"
