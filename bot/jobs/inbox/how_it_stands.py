"""Say how a reply stands that does not wait for the owner: on its way, out lately, put off, closed."""

from __future__ import annotations

from datetime import timedelta

from bot import wording
from bot.domain import SuggestionState
from bot.errors import WrongAccount
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.turn import Turn
from bot.outbox.standing import waits_for_login
from bot.outbox.teller import Says, draft_code
from bot.store import drafts, sources, suggestions
from bot.store.suggestions import Suggestion
from bot.wording.english.times import until

ON_ITS_WAY = (SuggestionState.AWAITING_PUBLISH, SuggestionState.PUBLISHING, SuggestionState.PUBLISHED)
"""Where a reply is approved and has not ended otherwise."""


LATELY = timedelta(hours=1)
"""So long after it went out something that finds no other place may be about a reply."""


def latest_code(turn: Turn, row: Suggestion) -> str:
    """The code of its latest words, else its own."""
    last = drafts.latest(turn.tx, row.id)
    return draft_code(row, last) if last else row.code


def lately_out(turn: Turn, within: timedelta) -> Suggestion | None:
    """The latest reply that went out, if that is not long ago."""
    rows = [
        row
        for row in suggestions.in_states(turn.tx, SuggestionState.PUBLISHING, SuggestionState.PUBLISHED)
        if is_ours(turn, row)
    ]
    row = max(rows, key=lambda row: row.state_at, default=None)
    return row if row is not None and turn.now - row.state_at <= within else None


def is_ours(turn: Turn, row: Suggestion) -> bool:
    """Whether a suggestion was made for the account that is the owner's now."""
    return turn.desk.accounts.get(row.network) == row.owner


def not_open(turn: Turn, row: Suggestion) -> Decision:
    """Say how it stands; nothing is done."""
    return Decision(Outcome.NOT_OPEN, (Says(in_a_sentence(turn, row), row.id),))


def goes_on(turn: Turn, row: Suggestion) -> Decision:
    """Say that it goes out as agreed; where it did not leave at its time, or left, how it stands."""
    return Decision(Outcome.NOT_OPEN, (Says(how_it_goes(turn, row), row.id),))


def how_it_goes(turn: Turn, row: Suggestion) -> str:
    """When a reply on its way goes out; where it did not leave at its time, or left, how it stands."""
    held = turn.approval(row)
    if row.state is not SuggestionState.AWAITING_PUBLISH or held is None or held.retry_at is not None:
        return in_a_sentence(turn, row)
    return wording.goes_on(turn.name(row), held.due_at, turn.now, turn.zone)


def in_a_sentence(turn: Turn, row: Suggestion) -> str:
    """How one that does not wait for the owner stands."""
    name = turn.name(row)
    if row.state is SuggestionState.UNCLEAR:
        return wording.not_understood(turn.answer.text or "that", "send once more", confirm=False)
    held = turn.approval(row)
    if held is not None and waits_for_login(turn.tx, row, held):
        another = WrongAccount.noted(sources.posting_problem(turn.tx, row.network)) is not None
        ends = until(held.approval.lasts_until, turn.now, turn.zone)
        return wording.already_waits(name, row.network.capitalize(), "nudge check", until=ends, another=another)
    if row.state in ON_ITS_WAY:
        return wording.already(name, sent=row.state is SuggestionState.PUBLISHED)
    if row.state is SuggestionState.AWAITING_DELIVERY and row.returned:
        comes = turn.comes_at(row)
        later = "later" if turn.alone(row) else f"later {row.code}"
        return wording.comes_again(comes, name, turn.now, turn.zone, as_said=comes == row.due_at, later=later)
    return wording.closed(name)
