"""Change what the owner changes by private message: rest, hours, people a day, topics, letters."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot import wording
from bot.config.zones import near_zones, zones_named
from bot.decide.commands import Argument, Command, Count, Place, Rest, Switch, Times, Topics
from bot.decide.schedule import next_slot
from bot.domain import MessageState, SuggestionState
from bot.jobs.inbox.changes import Set
from bot.jobs.inbox.decision import Decision, Effect, Outcome
from bot.jobs.inbox.effects import BringBack
from bot.jobs.inbox.holding import hold_everything
from bot.jobs.inbox.how_it_stands import is_ours
from bot.jobs.inbox.turn import Turn
from bot.outbox.teller import Says
from bot.store import answerable, settings, suggestions
from bot.store.settings import (
    ASKED_FOR,
    AT,
    MONTHLY,
    MORE,
    PAUSED_AT,
    PAUSED_UNTIL,
    PEOPLE_A_DAY,
    STOPPED,
    STOPPED_AT,
    TIMEZONE,
    TOPICS,
    WEEKLY,
    Setting,
)
from bot.wording.text import Name

MOST_A_DAY = 10
MAY_HAVE_GONE = (
    SuggestionState.PUBLISHED,
    SuggestionState.RETRACTING,
    SuggestionState.RETRACTED,
    SuggestionState.FAILED,
)
"""Where a reply ends that went out, or of which nobody knows whether it did."""

_NOTHING_ASKED = (Set(MORE, None), Set(ASKED_FOR, None))
"""A rest ends what was asked for before it; it does not come in the night behind it."""


def stop(turn: Turn, command: Command[Argument]) -> Decision:  # noqa: ARG001  # every handler takes both
    """`stop`: everything on its way is taken back, nothing is begun until `resume`."""
    names, held = hold_everything(turn)
    since = () if turn.preferences.stopped else (Set(STOPPED_AT, turn.now),)
    stores = (*held, *_waiting_nudges(turn), Set(STOPPED, value=True), *_NOTHING_ASKED, *since)
    return Decision(Outcome.STOPPED, (Says(wording.stopped(names, _maybe_out(turn), _being_deleted(turn))),), stores)


def _maybe_out(turn: Turn) -> list[Name]:
    """Whose answers left, and may be out or not."""
    return [turn.name(row) for row, _ in turn.unsettled if row.state is not SuggestionState.AWAITING_PUBLISH]


def _being_deleted(turn: Turn) -> list[Name]:
    """Whose answers the owner wanted deleted, and the network has not said yet that they are."""
    rows = suggestions.in_states(turn.tx, SuggestionState.RETRACTING)
    return [turn.name(row) for row in rows if is_ours(turn, row)]


def _nothing_went(turn: Turn) -> bool:
    """Whether nothing went out since `stop`: nothing is unsettled, and no reply ended in any way that it may have gone out in."""
    since = settings.get(turn.tx, STOPPED_AT)
    if since is None or _maybe_out(turn):
        return False
    return all(row.state_at < since for row in suggestions.in_states(turn.tx, *MAY_HAVE_GONE))


def _waiting_nudges(turn: Turn) -> list[Effect]:
    """Nudges that wait in the outbox go back to where they can be withdrawn."""
    rows = suggestions.in_states(turn.tx, SuggestionState.DELIVERING)
    nudges = [(row, answerable.nudge_for(turn.tx, row.id)) for row in rows]
    return [BringBack(row, nudge) for row, nudge in nudges if nudge is not None and nudge.state is MessageState.QUEUED]


def pause(turn: Turn, command: Command[Rest]) -> Decision:
    """`pause 2w`: answers are still heard, nothing is begun."""
    until, schedule = command.argument.until, turn.preferences.schedule
    text = wording.resting(until, turn.now, schedule.zone, people_per_day=schedule.people_per_day)
    rest = (Set(PAUSED_UNTIL, until), Set(PAUSED_AT, turn.now))
    return Decision(Outcome.PAUSED, (Says(text),), (*rest, *_NOTHING_ASKED, *_waiting_nudges(turn)))


def resume(turn: Turn, command: Command[Argument]) -> Decision:  # noqa: ARG001
    """`resume`: ends a stop and a pause."""
    held = turn.preferences
    if not held.resting(turn.now):
        return Decision(Outcome.NOTHING_RESTS, (Says(wording.not_stopped()),))
    next_at = next_slot(held.schedule, turn.now) if held.schedule.at else None
    text = wording.resumed(next_at, turn.now, held.schedule.zone, nothing_went=held.stopped and _nothing_went(turn))
    return Decision(
        Outcome.RESUMED, (Says(text),), (Set(STOPPED, None), Set(STOPPED_AT, None), Set(PAUSED_UNTIL, None))
    )


def hours(turn: Turn, command: Command[Times]) -> Decision:  # noqa: ARG001
    """`at 9:00 17:30`."""
    times = tuple(sorted(command.argument.times))
    text = wording.hours([f"{time:%H:%M}" for time in times])
    return Decision(Outcome.HOURS, (Says(text),), (Set(AT, times),))


def timezone(turn: Turn, command: Command[Place]) -> Decision:
    """`timezone Lisbon`: from then on everything is told and done in that zone."""
    place = command.argument.name
    if not place:
        return Decision(Outcome.TIMEZONE, (Says(wording.zone(turn.zone.key, turn.now, turn.zone)),))
    found = zones_named(place)
    if not found:
        return Decision(Outcome.TIMEZONE, (Says(wording.no_such_zone(place, next(iter(near_zones(place)), ""))),))
    if len({turn.now.astimezone(ZoneInfo(name)).utcoffset() for name in found}) > 1:
        return Decision(Outcome.TIMEZONE, (Says(wording.which_zone(place, found)),))
    text = wording.zone_from_now(found[0], turn.now, ZoneInfo(found[0]))
    return Decision(Outcome.TIMEZONE, (Says(text),), (Set(TIMEZONE, found[0]),))


def a_day(turn: Turn, command: Command[Count]) -> Decision:  # noqa: ARG001
    """`two a day`."""
    if command.argument.number == 0:
        return Decision(Outcome.NONE_A_DAY, (Says(wording.nobody_a_day()),))
    asked = command.argument.number
    count = min(asked, MOST_A_DAY)
    text = wording.people_per_day(count, fewer=count < asked)
    return Decision(Outcome.PEOPLE_A_DAY, (Says(text),), (Set(PEOPLE_A_DAY, count),))


def topics(turn: Turn, command: Command[Topics]) -> Decision:
    """`topics`, `topics + old maps - football`."""
    held, asked = list(turn.preferences.topics), command.argument
    if not asked.add and not asked.drop:
        return Decision(Outcome.TOPICS, (Says(wording.topics(held)),))
    dropped = {topic.lower() for topic in asked.drop}
    held = [topic for topic in held if topic.lower() not in dropped]
    held += [topic for topic in asked.add if topic.lower() not in {t.lower() for t in held}]
    return Decision(Outcome.TOPICS, (Says(wording.topics(held)),), (Set(TOPICS, tuple(held)),))


def weekly(turn: Turn, command: Command[Switch]) -> Decision:  # noqa: ARG001
    """`weekly off`, `weekly on`."""
    return _letter(Outcome.WEEKLY, WEEKLY, on=command.argument.on)


def monthly(turn: Turn, command: Command[Switch]) -> Decision:  # noqa: ARG001
    """`monthly off`, `monthly on`."""
    return _letter(Outcome.MONTHLY, MONTHLY, on=command.argument.on)


def _letter(outcome: Outcome, which: Setting[bool, None], *, on: bool) -> Decision:
    return Decision(outcome, (Says(wording.letter(which.name, on=on)),), (Set(which, on),))
