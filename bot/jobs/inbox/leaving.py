"""Leave a suggestion: not now, not this one, already done."""

from __future__ import annotations

from collections.abc import Callable

from bot import wording
from bot.decide.commands import Argument, Command, Timed, said_behind
from bot.decide.lifecycle.binding import Unbound
from bot.decide.schedule import later as next_delivery_tomorrow
from bot.domain import OpenMessage, SuggestionEvent, SuggestionState
from bot.jobs.inbox.decision import Decision, Effect, Outcome
from bot.jobs.inbox.effects import End, PutOff
from bot.jobs.inbox.holding import dropped, keep_back, take_back
from bot.jobs.inbox.how_it_stands import not_open
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.which import meant
from bot.outbox.teller import Says
from bot.store import people, settings, suggestions
from bot.store.settings import PAUSED_UNTIL, STOPPED
from bot.store.suggestions import Suggestion
from bot.wording.text import Name


def skip(turn: Turn, command: Command[Argument]) -> Decision:
    """`skip`."""
    return _end(turn, command, SuggestionEvent.SKIP, wording.skipped)


def done(turn: Turn, command: Command[Argument]) -> Decision:
    """`done`: answered in another app."""
    return _end(turn, command, SuggestionEvent.ANSWERED_ELSEWHERE, wording.done)


def _end(turn: Turn, command: Command[Argument], event: SuggestionEvent, text: Callable[[Name], str]) -> Decision:
    message = meant(turn, command.code, command.name, command.person)
    if isinstance(message, Decision):
        return message
    taken: tuple[Effect, ...] = ()
    (row, name), unsent = turn.about(message), ""
    if row.state is SuggestionState.AWAITING_PUBLISH:
        unsent = dropped(turn, row)
        row, taken = take_back(row)
    if row.state in (SuggestionState.PUBLISHING, SuggestionState.UNCLEAR) and (kept := keep_back(turn, row.id)):
        return Decision(Outcome.KEPT_BACK, (Says(wording.kept_from(name), row.id),), kept)
    if row.state is not SuggestionState.AWAITING_OWNER:
        return not_open(turn, row)
    says = Says(f"{text(name)} {unsent}".rstrip(), row.id)
    return Decision(Outcome.SKIP if event is SuggestionEvent.SKIP else Outcome.DONE, (says,), (*taken, End(row, event)))


def later(turn: Turn, command: Command[Timed]) -> Decision:
    """`later`: again at the time asked for, or with tomorrow's first delivery. Said once more, the last time counts."""
    found: OpenMessage | Suggestion | Decision = meant(
        turn, command.code, "later", command.person, behind=said_behind(command)
    )
    if isinstance(found, Decision):
        found = _put_off(turn, command) or found
    if isinstance(found, Decision):
        return found
    row = found if isinstance(found, Suggestion) else turn.row(found)
    if row.state not in (SuggestionState.AWAITING_DELIVERY, SuggestionState.AWAITING_OWNER):
        return not_open(turn, row)
    person, held = people.person(turn.tx, row.person), settings.several(turn.tx, PAUSED_UNTIL, STOPPED)
    due = command.argument.until or next_delivery_tomorrow(turn.preferences.schedule, turn.now)
    comes = person.comes_at(due, held.get(PAUSED_UNTIL))
    rest = wording.at_rest(None, turn.now, turn.zone) if held.get(STOPPED) else ""
    text = f"{wording.later(comes, wording.name(person), turn.now, turn.zone)} {rest}".rstrip()
    return Decision(Outcome.LATER, (Says(text, row.id),), (PutOff(row, due, comes),))


def _put_off(turn: Turn, command: Command[Argument]) -> Suggestion | None:
    """The one that was put off already, when nothing else can be meant: "later 2h", and then "later tomorrow"."""
    if command.person or not isinstance(turn.bind(command.code), Unbound):
        return None
    rows = [row for row in suggestions.in_states(turn.tx, SuggestionState.AWAITING_DELIVERY) if row.returned]
    return rows[0] if len(rows) == 1 else None
