"""What an earlier version left open goes on: messages leave, words that were asked for come, every step can be taken."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import Config
from bot.domain import (
    APPROVAL_LIFE,
    ENDS,
    MESSAGE_LIFE,
    SUGGESTION_LIFE,
    ApprovalState,
    DraftWish,
    Limits,
    MessageEvent,
    MessageState,
    SuggestionState,
)
from bot.jobs.draft import DraftJob
from bot.outbox.teller import Teller
from bot.store import approvals, messages, open_store, suggestions
from tests.play.ground import SETTINGS
from tests.store.builders import NOW
from tests.store.old_database import OLD, old_bag, written


@pytest.fixture(params=OLD)
def name(request):
    """Each old file in turn."""
    return request.param


@pytest.fixture
def before(name):
    """What the earlier version wrote into it."""
    return written(name)


@pytest.fixture
def store(name, opened, tmp_path):
    """A copy of it as this version brought it up to date."""
    with closing(open_store(Path(shutil.copy(opened(name) / "nudge.db", tmp_path)))) as store:
        yield store


def test_every_message_that_waited_goes_out_in_its_turn(store, before):
    """What was queued, on its way, or of unknown end; what had ended stays as it was."""
    waited = [row["id"] for row in before["messages"] if row["state"] in ("queued", "sending", "unclear")]
    left = []
    with store.begin() as tx:
        while (message := messages.waiting(tx, begun_too=True)) is not None:
            if message.state is MessageState.QUEUED:
                assert messages.move(tx, message, MessageEvent.CLAIM, first_attempt_at=NOW)
            values = {"network_id": f"new-{message.id}", "sent_at": NOW, "stands_at": NOW}
            assert messages.move(tx, messages.get(tx, message.id), MessageEvent.DELIVERED, **values)
            left.append(message.id)
        states = {message.id: message.state for message in messages.history(tx, limit=1000)}
    assert left == waited
    assert len(left) >= 3
    assert states == {row["id"]: "sent" if row["id"] in waited else row["state"] for row in before["messages"]}
    assert set(states.values()) == MESSAGE_LIFE.ends


def test_every_suggestion_that_was_open_can_take_every_step(store, before):
    """In each state that an old row can be in, whatever can happen to it can happen."""
    was_open = {row["id"] for row in before["suggestions"] if row["state"] not in ENDS}
    with store.begin() as tx:
        rows = [row for row in suggestions.in_states(tx, *SuggestionState) if row.id in was_open]
    assert {row.state for row in rows} == set(SuggestionState) - ENDS
    for row in rows:
        steps = [(event, to) for (state, event), to in SUGGESTION_LIFE.table.items() if state is row.state]
        assert steps
        for event, to in steps:
            with store.begin() as tx:
                assert suggestions.move(tx, row, event, now=NOW)
                assert suggestions.get(tx, row.id).state is to
                tx.rollback()


def test_every_approval_that_was_open_can_be_used_once_or_taken_back(store, before):
    """Along the table, and what had ended is live no more."""
    open_once = {row["id"]: row for row in before["approvals"] if row["state"] in ("open", "claimed")}
    with store.begin() as tx:
        live = {held.approval.id: held for held in approvals.all_live(tx)}
    assert {number: held.state for number, held in live.items()} == {n: row["state"] for n, row in open_once.items()}
    assert (
        {held.state for held in live.values()}
        == {ApprovalState.OPEN, ApprovalState.CLAIMED}
        == set(APPROVAL_LIFE.going)
    )
    for held in live.values():
        for event, to in [(event, to) for (state, event), to in APPROVAL_LIFE.table.items() if state is held.state]:
            with store.begin() as tx:
                assert approvals.move(tx, held, event)
                found = approvals.live(tx, held.approval.suggestion)
                assert (found.state if found else None) == (to if to in APPROVAL_LIFE.going else None)
                tx.rollback()


def test_what_the_owner_wanted_back_is_still_never_repeated(store, before):
    """The flag that forbids it came over with the row, and stands on no other."""
    wanted = {row["id"] for row in before["suggestions"] if old_bag(row)["kept_back"]}
    with store.begin() as tx:
        rows = suggestions.in_states(tx, *SuggestionState)
    assert {row.id for row in rows if row.kept_back} == wanted
    assert {row.state for row in rows if row.kept_back} == {SuggestionState.UNCLEAR}


def test_a_draft_that_was_asked_for_comes(store, before, tmp_path):
    """Under the message that asked for it, and once."""
    bags = {row["id"]: old_bag(row)["draft asked"] for row in before["suggestions"]}
    asked = {number: bag for number, bag in bags.items() if bag is not None}
    with store.begin() as tx:
        rows = {row.id: row for row in suggestions.in_states(tx, *SuggestionState) if row.asked_draft is not None}
        last = messages.last_id(tx)
    assert {number: (row.asked_draft.wish, row.asked_draft.under) for number, row in rows.items()} == {
        number: (bag["wish"], bag["under"]) for number, bag in asked.items()
    }
    assert {row.asked_draft.wish for row in rows.values()} == {DraftWish.NONE, DraftWish.WARMER}
    job = _drafting(store, tmp_path, {row.network for row in rows.values()})
    while job.step():
        pass
    with store.begin() as tx:
        said = messages.after(tx, last)
        assert {message.suggestion: message.reply_to for message in said} == {
            n: bag["under"] for n, bag in asked.items()
        }
        assert [row for row in suggestions.in_states(tx, *SuggestionState) if row.asked_draft is not None] == []


def _drafting(store, folder, networks):
    config = Config.of(SETTINGS, folder)
    replies = {network: Limits(500, len, addresses=True) for network in networks}
    teller = Teller(config, Limits(2000, len, names_reach=False), replies, {})
    return DraftJob(store, None, teller, config, lambda: NOW)
