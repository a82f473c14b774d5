"""Say how a suggestion stands, wherever that is said: `list`, `look` and an address, `nudge status`, `nudge why`."""

from __future__ import annotations

from datetime import datetime

from bot import wording
from bot.domain import Reply, SuggestionState, WrittenBy
from bot.knowledge.owner_preferences import OwnerPreferences
from bot.store import Transaction, answerable, approvals, drafts, people, sources
from bot.store.approvals import StoredApproval
from bot.store.suggestions import Suggestion
from bot.wording.english.times import at, clock


def how_it_stands(
    tx: Transaction, row: Suggestion, owner: OwnerPreferences, now: datetime, *, brought: bool = False
) -> str:
    """In a few words; `brought`: behind "I brought you this one before, and …"."""
    held = approvals.live(tx, row.id) if row.state is SuggestionState.AWAITING_PUBLISH else None
    if held is not None:
        return _leaves(tx, row, held, owner, brought=brought)
    if row.state is SuggestionState.AWAITING_DELIVERY and row.returned:
        comes = owner.comes_at(people.person(tx, row.person), row.due_at)
        return wording.returns(at(comes, now, owner.schedule.zone), brought=brought)
    if row.state is SuggestionState.AWAITING_OWNER and (word := _waits_for(tx, row)):
        return wording.words_wait(word, brought=brought)
    return (wording.BECAME if brought else wording.STANDS)[row.state]


def _waits_for(tx: Transaction, row: Suggestion) -> str:
    """What the owner's latest words for it want to hear before they go out; empty where none were shown that could."""
    last, shown = drafts.latest(tx, row.id), answerable.latest_showing(tx, row.id)
    ready = last is not None and not last.gap and last.by is WrittenBy.OWNER
    if not ready or shown is None or last is None or shown.draft != last.number or not isinstance(shown.act, Reply):
        return ""
    return shown.offers.lets_out


def _leaves(tx: Transaction, row: Suggestion, held: StoredApproval, owner: OwnerPreferences, *, brought: bool) -> str:
    if waits_for_login(tx, row, held):
        return wording.waits_for_login(brought=brought)
    if held.retry_at is not None:
        return wording.tried_again(brought=brought)
    return wording.goes_out(clock(held.due_at, owner.schedule.zone), brought=brought)


def waits_for_login(tx: Transaction, row: Suggestion, held: StoredApproval) -> bool:
    """Whether an approved reply was put off, and the login for posting was refused when it was last tried."""
    was_put_off = row.state is SuggestionState.AWAITING_PUBLISH and held.retry_at is not None
    return was_put_off and sources.posting_refused(tx, row.network)
