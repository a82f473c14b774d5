"""Lay to rest what no longer belongs to the account, the conversation or the copy of the database that is in use.

Everything that can lead to a write belongs to one verified account and to the conversation through which it came
(DESIGN 2, "Whose"). When another account answers, or we talk somewhere else, or the database turns out to be older than
the conversation, nothing that was open may be used: it is closed or held, and the owner is told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.decide.lifecycle.undo_window import Window, ended_before_the_start
from bot.domain import SETTLED, Account, Boot, MessageKind, Spoken, SuggestionEvent, SuggestionState
from bot.store import (
    Transaction,
    answers,
    approvals,
    lookups,
    messages,
    news,
    ownership,
    people_questions,
    questions,
    settings,
    sources,
    suggestions,
)
from bot.store.news import AnotherAccount, AnotherChannel, Moved, OldCopy, Renamed
from bot.store.settings import ALIVE_AT, HELLO_SAID, MORE, NOT_BEFORE
from bot.store.sources import ANSWERS
from bot.store.suggestions import Suggestion

_CODES = re.compile(r"\[([a-z]\d{1,6})(?:\.\d+)?\]\s*$")


def lay_to_rest(tx: Transaction, rows: Iterable[Suggestion], now: datetime) -> int:
    """Close them for good; what was approved is not carried out. Returns how many were open."""
    closed = 0
    for row in rows:
        approvals.revoke(tx, row.id)
        if row.state not in SETTLED:
            closed += suggestions.move(tx, row, SuggestionEvent.LAID_TO_REST, now=now)
            messages.drop_for(tx, row.id)
    return closed


def hold_all(tx: Transaction, now: datetime) -> list[Suggestion]:
    """Take back everything on its way; what may be out already is found out, and never repeated."""
    held = []
    for row in suggestions.in_states(tx, SuggestionState.AWAITING_PUBLISH):
        approvals.revoke(tx, row.id)
        if suggestions.move(tx, row, SuggestionEvent.UNDO, now=now):
            held.append(row)
    for row in suggestions.in_states(tx, SuggestionState.PUBLISHING, SuggestionState.UNCLEAR):
        if approvals.live(tx, row.id) is not None:
            suggestions.keep_back(tx, row)
    return held


# --- another account


def settle_account(tx: Transaction, account: Account, now: datetime) -> None:
    """A network named the owner's account: what was another's there is laid to rest, and its marks begin anew.

    Where the owner moved, what both accounts said and did stays the owner's own; what was open is laid to rest all the same.
    """
    before = ownership.verified(tx, account.network)
    ownership.put_verified(tx, account)
    if before is not None and before.identity == account.identity:
        if before.address != account.address:
            news.tell_later(tx, Renamed(account.network, before.address, account.address))
        return
    closed = lay_to_rest(tx, ownership.of_others(tx, account), now)
    if before is not None:
        sources.begin_network_anew(tx, account.network)
    if before is not None and ownership.take_move(tx, before.identity, account.identity):
        news.tell_later(tx, Moved(account.network, before.address, account.address))
        return
    ownership.disown_others(tx, account)
    if closed or before is not None:
        news.tell_later(tx, AnotherAccount(account.network))


# --- another conversation


def settle_channel(tx: Transaction, channel: str, now: datetime, *, terminal: bool) -> None:
    """We talk in this conversation: what came through another one, or from before a lost place in it, is held.

    Rows of an older version, which did not note the conversation, were delivered here unless this is the terminal.
    Where nobody has looked at the one before, this one begins like the first, with the hello.
    """
    before = ownership.channel(tx)
    moved = before not in (None, channel)
    ownership.put_channel(tx, channel)
    if before is None and not terminal:
        messages.adopt(tx, channel)
        approvals.adopt(tx, channel)
    lost = before == channel and not terminal and not sources.source(tx, ANSWERS).mark
    if moved:
        sources.begin_anew(tx, ANSWERS)
    if moved or lost:
        ownership.put_unheard(tx, messages.last_id(tx))
    elsewhere = [held for held in approvals.all_live(tx) if held.channel != channel]
    if moved or lost or elsewhere:
        held = hold_all(tx, now)
        if moved and not held and not _was_talked(tx):
            settings.put(tx, HELLO_SAID, messages.are_waiting(tx, MessageKind.HELLO))
        elif held or moved:
            news.tell_later(tx, AnotherChannel(tuple(row.id for row in held)))


def _was_talked(tx: Transaction) -> bool:
    """Whether the owner ever said anything to us, or was brought somebody who is still open."""
    if answers.last_answer_at(tx) is not None or answers.unheard(tx):
        return True
    rows = suggestions.in_states(tx, *(set(SuggestionState) - SETTLED))
    return any(row.nudged_at is not None or row.state is not SuggestionState.AWAITING_DELIVERY for row in rows)


# --- an old copy


def settle_copy(tx: Transaction, spoken: Sequence[Spoken], now: datetime) -> None:
    """Hold the conversation against the database: a message of ours that is not known here was sent by a later copy.

    Then everything open is laid to rest, whatever was said meanwhile is not heard, and codes go on beyond every code that
    was ever shown.
    """
    suggestions.go_on_beyond(tx, (found[1] for one in spoken if (found := _CODES.search(one.text))))
    strange = _strange(tx, spoken)
    if not strange:
        return
    latest, begins = max(one.at for one in strange), settings.get(tx, NOT_BEFORE)
    ownership.put_settled(tx, max(one.at for one in strange))
    if not messages.last_id(tx):
        return  # a new database, not an old one
    known = [one.at for one in spoken if one not in strange]
    close_everything(tx, now, since=latest)
    if begins is None or latest > begins:  # else `nudge restore` has said so already
        news.tell_later(tx, OldCopy(max(known, default=min(one.at for one in strange))))


def settle_restored(tx: Transaction, taken_at: datetime, now: datetime) -> int:
    """A backup of then was put back: all that was open in it is closed, and nothing that was said before is heard.

    People, notes, settings and what was learned stay. Returns how many suggestions were open.
    """
    closed = close_everything(tx, now, since=now)
    answers.none_heard(tx, now=now)
    sources.try_everything_again(tx)
    news.told(tx)
    news.tell_later(tx, OldCopy(taken_at))
    return closed


def close_everything(tx: Transaction, now: datetime, *, since: datetime) -> int:
    """No approval, suggestion, message, question or errand of before leads to anything, and what is heard begins now.

    What was said up to `since` is brought by nothing but its address: it may have been brought before. Returns how many
    suggestions were open.
    """
    for held in approvals.all_live(tx):
        approvals.revoke(tx, held.approval.suggestion)
    closed = lay_to_rest(tx, suggestions.in_states(tx, *(set(SuggestionState) - SETTLED)), now)
    messages.drop_unsent(tx)
    questions.close(tx)
    people_questions.answered(tx)
    lookups.drop_all(tx)
    sources.begin_anew(tx, ANSWERS)
    settings.put(tx, MORE, None)
    settings.put(tx, ALIVE_AT, None)  # when this copy last ran says nothing of when the program did
    settings.put(tx, NOT_BEFORE, max(since, settings.get(tx, NOT_BEFORE) or since))
    return closed


def _strange(tx: Transaction, spoken: Sequence[Spoken]) -> list[Spoken]:
    """Those that this database does not know, and that were not settled at an earlier start."""
    unfinished, settled = {_bare(message.text) for message in messages.unfinished(tx)}, ownership.settled(tx)
    new = [one for one in spoken if settled is None or one.at > settled]
    known = messages.known_ids(tx, (one.id for one in new))
    return [s for s in new if s.id not in known and _bare(s.text) not in unfinished]


def _bare(text: str) -> str:
    """Without the marks of the mention guard and white space, which servers change."""
    return "".join(text.replace("\u2060", "").split())


def take_back_what_nobody_could(tx: Transaction, started: Boot, now: datetime) -> list[Suggestion]:
    """In the terminal: an approval whose whole time to undo passed while nothing ran is taken back, to be shown again."""
    late = []
    for held in approvals.all_live(tx):
        row = suggestions.get(tx, held.approval.suggestion)
        window = Window(held.due_at, held.told_at, held.told)
        if row.state is SuggestionState.AWAITING_PUBLISH and ended_before_the_start(window, started):
            approvals.revoke(tx, row.id)
            if suggestions.move(tx, row, SuggestionEvent.UNDO, now=now):
                late.append(row)
    return late
