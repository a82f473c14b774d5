"""Change what the owner changes by private message: rest, hours, people a day, topics, letters."""

from __future__ import annotations

from datetime import timedelta

from bot import wording
from bot.decide.commands import Command
from bot.decide.schedule import next_slot
from bot.domain import MessageEvent, MessageState, SuggestionEvent, SuggestionState
from bot.jobs.inbox.holding import hold_everything
from bot.jobs.inbox.turn import Turn
from bot.store import messages, settings, suggestions
from bot.store.settings import (
    AT,
    MONTHLY,
    PAUSED_AT,
    PAUSED_UNTIL,
    PEOPLE_A_DAY,
    STOPPED,
    TOPICS,
    WEEKLY,
    Setting,
)

A_REST = timedelta(weeks=1)


def stop(turn: Turn, command: Command) -> str:  # noqa: ARG001  # every handler takes both
    """`stop`: everything on its way is taken back, nothing is begun until `resume`."""
    held = hold_everything(turn)
    _hold_nudges(turn)
    settings.put(turn.tx, STOPPED, value=True)
    turn.say(wording.stopped(held))
    return "stopped"


def _hold_nudges(turn: Turn) -> None:
    """Nudges that wait in the outbox go back to where they can be withdrawn."""
    for row in suggestions.in_states(turn.tx, SuggestionState.DELIVERING):
        held = messages.nudge_for(turn.tx, row.id)
        if held is None or held.state is not MessageState.QUEUED:
            continue
        if messages.move(turn.tx, held, MessageEvent.NOT_NEEDED):
            suggestions.move(turn.tx, row, SuggestionEvent.NOT_SENT, now=turn.now)


def pause(turn: Turn, command: Command) -> str:
    """`pause 2w`: answers are still heard, nothing is begun."""
    until = command.until or turn.now + (command.span or A_REST)
    settings.put(turn.tx, PAUSED_UNTIL, until)
    settings.put(turn.tx, PAUSED_AT, turn.now)
    _hold_nudges(turn)
    schedule = turn.preferences.schedule
    turn.say(wording.resting(until, turn.now, schedule.zone, people_per_day=schedule.people_per_day))
    return "paused"


def resume(turn: Turn, command: Command) -> str:  # noqa: ARG001
    """`resume`: ends a stop and a pause."""
    held = turn.preferences
    if not held.resting(turn.now):
        turn.say(wording.not_stopped())
        return "nothing rests"
    settings.put(turn.tx, STOPPED, None)
    settings.put(turn.tx, PAUSED_UNTIL, None)
    next_at = next_slot(held.schedule, turn.now) if held.schedule.at else None
    turn.say(wording.resumed(next_at, turn.now, held.schedule.zone, stopped=held.stopped))
    return "resumed"


def hours(turn: Turn, command: Command) -> str:
    """`at 9:00 17:30`."""
    times = tuple(sorted(command.times))
    settings.put(turn.tx, AT, times)
    turn.say(wording.hours([f"{time:%H:%M}" for time in times]))
    return "hours"


def a_day(turn: Turn, command: Command) -> str:
    """`two a day`."""
    if command.number == 0:
        turn.say(wording.nobody_a_day())
        return "none a day"
    count = min(max(command.number or 1, 1), 10)
    settings.put(turn.tx, PEOPLE_A_DAY, count)
    turn.say(wording.people_per_day(count))
    return "people a day"


def topics(turn: Turn, command: Command) -> str:
    """`topics`, `topics + old maps - football`."""
    held = list(turn.preferences.topics)
    if command.add or command.drop:
        dropped = {topic.lower() for topic in command.drop}
        held = [topic for topic in held if topic.lower() not in dropped]
        held += [topic for topic in command.add if topic.lower() not in {t.lower() for t in held}]
        settings.put(turn.tx, TOPICS, tuple(held))
    turn.say(wording.topics(held))
    return "topics"


def weekly(turn: Turn, command: Command) -> str:
    """`weekly off`, `weekly on`."""
    return _letter(turn, command, "weekly", WEEKLY)


def monthly(turn: Turn, command: Command) -> str:
    """`monthly off`, `monthly on`."""
    return _letter(turn, command, "monthly", MONTHLY)


def _letter(turn: Turn, command: Command, which: str, setting: Setting[bool, None]) -> str:
    settings.put(turn.tx, setting, not command.off)
    turn.say(wording.letter(which, on=not command.off))
    return which
