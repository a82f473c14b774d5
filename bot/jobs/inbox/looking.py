"""Hear `more` and `look`: one more person, or the very post that the owner names."""

from __future__ import annotations

from datetime import timedelta

from bot import wording
from bot.decide.commands import Argument, Command, Link
from bot.decide.lifecycle.binding import Unbound
from bot.decide.schedule import GRACE
from bot.domain import MessageKind, SuggestionState
from bot.jobs.inbox.asking import without_the_post
from bot.jobs.inbox.changes import LookAt, LookUp, Set
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.words import own_words
from bot.outbox.standing import how_it_stands
from bot.outbox.teller import Says
from bot.store import answerable, people, post_search, posts, settings, suggestions
from bot.store.lookups import Lookup
from bot.store.posts import StoredPost
from bot.store.settings import ASKED_FOR, BROUGHT_FOR_MORE, LEFT_TO_APP, LOOKED_AT, MORE
from bot.store.suggestions import Suggestion

THE_SAME_FOR = timedelta(minutes=5)
_CHOSEN = SuggestionState.AWAITING_DELIVERY


def more(turn: Turn, command: Command[Argument]) -> Decision:  # noqa: ARG001  # every handler takes both
    """`more`: one more person, now; the job that chooses brings them or says that there is nobody. At rest, it says so."""
    if turn.rest:
        return Decision(Outcome.MORE, (Says(turn.rest),))
    return Decision(Outcome.MORE, stores=(Set(MORE, 1),))


def look(turn: Turn, command: Command[Link]) -> Decision:
    """`look`: like `more`. `look ADDRESS`: that post, as a nudge, unless a rule says to leave it alone.

    An address alone is an answer where one is awaited.
    """
    if command.otherwise is not None and not isinstance(turn.bind(command.code), Unbound):
        return own_words(turn, command.otherwise)
    address = command.argument.address
    if not address:
        return _look_around(turn, command)
    held, row = post_search.named(turn.tx, address)
    if held is not None:
        return _look_at(turn, held, row)
    if turn.asked_in_vain(address):
        return Decision(Outcome.NO_SUCH_POST, (Says(wording.no_such_post()),))
    return Decision(Outcome.LOOKED_UP, stores=(LookUp(Lookup(address, turn.answer.id, command.said)),))


def _look_around(turn: Turn, command: Command[Argument]) -> Decision:
    """`look` alone is like `more`; said again within minutes it says the same, and brings nobody else."""
    if turn.rest:
        return more(turn, command)
    before, pending = settings.get(turn.tx, LOOKED_AT), settings.get(turn.tx, MORE)
    if pending or before is None or turn.now - before > THE_SAME_FOR:
        return more(turn, command).after(Set(LOOKED_AT, turn.now))
    if _somebody_comes(turn):
        return Decision(Outcome.LOOK)
    rows = [row for row in suggestions.recent(turn.tx, since=before) if row.nudged_at and row.nudged_at >= before]
    rows = [row for row in rows if not posts.is_gone(turn.tx, row.post_uri)]
    shown = [answerable.nudge_for(turn.tx, row.id) for row in rows]
    again = tuple(Says(again=held, kind=MessageKind.NUDGE) for held in shown if held is not None)
    return Decision(Outcome.LOOK, again or (Says(_nobody(turn)),))


def _somebody_comes(turn: Turn) -> bool:
    """Whether the one who answers the first `look` is still on the way: that there is nobody would be untrue."""
    brought, states = settings.get(turn.tx, BROUGHT_FOR_MORE), (_CHOSEN, SuggestionState.DELIVERING)
    rows = [row for row in suggestions.in_states(turn.tx, *states) if row.id == brought and row.nudged_at is None]
    if turn.preferences.silent(turn.now):  # then only who is asked for comes, and `stop` takes that back
        rows = [row for row in rows if row.state is not _CHOSEN or row.id in settings.get(turn.tx, ASKED_FOR)]
    return any(people.person(turn.tx, row.person).may_be_spoken_of(turn.now) for row in rows)


def _nobody(turn: Turn) -> str:
    """That there is nobody, naming those who were named before."""
    known = people.all_persons(turn.tx)
    named = [known[one] for one in settings.get(turn.tx, LEFT_TO_APP) if one in known]
    names = [wording.name(person) for person in named if person.may_be_spoken_of(turn.now)]
    return wording.nobody_more(names, GRACE, others_open=suggestions.are_open(turn.tx))


_MEANT_ALONE = (SuggestionState.AWAITING_OWNER, SuggestionState.AWAITING_PUBLISH, SuggestionState.PUBLISHING)
"""Where a bare `show` finds it."""


def _look_at(turn: Turn, held: StoredPost, row: Suggestion | None) -> Decision:
    if held.by_owner:
        return Decision(Outcome.OWN_POST, (Says(wording.your_own_post()),))
    if row is not None:
        nudge = answerable.nudge_for(turn.tx, row.id) if row.nudged_at is not None else None
        if nudge is not None and (gone := without_the_post(turn, row, nudge)):
            return Decision(Outcome.BROUGHT_BEFORE, gone)
        shown = row.nudged_at is not None
        stands = how_it_stands(turn.tx, row, turn.preferences, turn.now, brought=shown)
        alone = row.state in _MEANT_ALONE and turn.alone(row)
        text = wording.brought_before(turn.name(row), stands, code=row.code, shown=shown, alone=alone)
        return Decision(Outcome.BROUGHT_BEFORE, (Says(text, row.id),))
    return Decision(Outcome.LOOK, stores=(LookAt(held.post.uri),))
