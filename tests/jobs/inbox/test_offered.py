"""`delete`, `send once more`, `leave it`: only as the answer to the message that offers it, and while it counts."""

from __future__ import annotations

import pytest

from bot.domain import SuggestionState
from bot.platforms.memory import Customs
from bot.platforms.memory.faults import Request
from bot.store import approvals, messages, ownership
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS, WORDS

OFFERS = "delete, or leave it."
ASKS = "send once more, or leave it."


def out(bench, who="alice", text=OTHER_QUESTION, words=WORDS):
    """A reply stands, and deleting it is offered."""
    row = bench.published(bench.heard(who, text), words)
    assert OFFERS in bench.says(f"undo {row.code}")[0]
    return row


@pytest.fixture
def unclear(make):
    """Nobody knows whether a reply arrived, and the owner was asked."""
    bench = make(customs=Customs(repeat_harmless=None))
    bench.lost = bench.approved(bench.heard("alice"))
    bench.later(minutes=3)
    bench.hears()
    bench.net.faults.add("500", Request.POST)
    bench.publish().step()
    bench.publish().step()
    assert ASKS in bench.told()[-1]
    return bench


def offer(bench):
    """The network's id of our latest message."""
    return bench.world.inbox("owner")[-1].id


def live(bench, row):
    """The approval of a suggestion that holds."""
    with bench.tx() as tx:
        return approvals.live(tx, row.id)


# --- delete


def test_delete_deletes_what_was_offered(bench):
    """It is said at once, and done with the next step; nothing has to be waited for."""
    row = out(bench)
    assert bench.says("delete") == ["I delete it now."]
    assert bench.state(row) is SuggestionState.RETRACTING
    assert live(bench, row).due_at == bench.now
    bench.publish().step()
    assert bench.world.posts("owner") == []


@pytest.mark.parametrize("how", ["by its code", "by the code of the words", "by reference"])
def test_an_offer_may_be_named(bench, how):
    """Also when other things were said since."""
    row = out(bench)
    at = offer(bench)
    bench.says("help")
    words = {"by its code": "delete a1", "by the code of the words": "delete a1.1", "by reference": "delete"}[how]
    bench.says(words, to=at if how == "by reference" else None)
    assert bench.state(row) is SuggestionState.RETRACTING


BEING_DELETED = "Your answer to Alice is being deleted, as you said. That cannot be taken back."


@pytest.mark.parametrize("word", ["undo", "undo a1", "no", "wait"])
def test_undo_behind_delete_says_that_it_is_being_deleted(bench, word):
    """It may be gone by now; nothing that was said before is taken back instead."""
    bench.says("note alice has a dog")
    row = out(bench)
    bench.says("delete")
    assert bench.says(word) == [BEING_DELETED]
    assert bench.state(row) is SuggestionState.RETRACTING
    bench.publish().step()
    assert bench.world.posts("owner") == []


def test_undo_is_about_what_was_said_behind_delete(bench):
    """A note, words that were shown."""
    out(bench)
    bench.says("delete")
    bench.says("note alice has a dog")
    assert bench.says("undo") == ['Taken back: "note alice has a dog".']
    assert bench.says("undo") == [BEING_DELETED]
    bench.shown(bench.heard("bob"))
    assert bench.says("undo")[0].startswith("Nothing was sent, and the words for Bob stay")


def test_stop_behind_delete_says_that_it_is_deleted_all_the_same(bench):
    """It does not say that nothing more is written, for the end of it is told."""
    out(bench)
    bench.says("delete")
    assert bench.says("stop") == [
        "Stopped. Your answer to Alice is still being deleted, as you said, and I tell you how that ended. Nothing else goes "
        "out and I write nothing else until you say resume."
    ]
    bench.publish().step()
    assert bench.told()[0].startswith("Deleted from your server")


def test_delete_without_its_offer_offers_it(bench):
    """Nothing is deleted."""
    row = bench.published(bench.heard("alice"))
    assert OFFERS in bench.says("delete")[0]
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_when_something_else_was_said_since_it_is_offered_anew(bench):
    """`delete` alone answers our latest message."""
    row = out(bench)
    bench.says("help")
    assert OFFERS in bench.says("delete")[0]
    assert bench.state(row) is SuggestionState.PUBLISHED


@pytest.mark.parametrize("words", ["delete a1.7", "delete b1"])
def test_a_code_that_names_other_words_deletes_nothing(bench, words):
    """It is doubt."""
    row = out(bench)
    bench.says(words)
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_a_code_that_contradicts_the_reference_deletes_nothing(bench):
    """Neither is done."""
    alice, bob = (
        out(bench),
        out(bench, "bob", "And where do birds sleep in winter, when the reeds are cut?", OTHER_WORDS),
    )
    bench.says("delete a1", to=offer(bench))
    assert [bench.state(row) for row in (alice, bob)] == [SuggestionState.PUBLISHED] * 2


def test_an_offer_of_yesterday_is_made_anew(bench):
    """A day is as long as it counts."""
    row = out(bench)
    bench.later(hours=24)
    bench.says("delete a1")
    assert bench.state(row) is SuggestionState.PUBLISHED
    bench.says("delete a1")
    assert bench.state(row) is SuggestionState.RETRACTING


def test_an_offer_after_which_something_was_not_heard_is_made_anew(bench):
    """What the owner thinks may have been lost."""
    row = out(bench)
    with bench.tx() as tx:
        ownership.put_unheard(tx, messages.last_id(tx))
    assert OFFERS in bench.says("delete")[0]
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_an_offer_that_was_taken_is_taken(bench):
    """Twice is once."""
    row = out(bench)
    bench.says("delete")
    bench.says("delete a1")
    bench.publish().step()
    assert bench.state(row) is SuggestionState.RETRACTED


def test_what_was_offered_in_another_conversation_is_not_taken_here(bench):
    """Nobody knows who read it there."""
    row = out(bench)
    with bench.tx() as tx:
        tx.execute(messages.messages.update().values(channel="memory:second@bots.example>owner@home.example"))
    bench.says("delete a1")
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_an_offer_of_one_thing_is_none_of_another(bench):
    """`send once more` deletes nothing."""
    row = out(bench)
    assert bench.says("send once more")[0].startswith("send once more answers nothing")
    assert bench.state(row) is SuggestionState.PUBLISHED


# --- send once more


def test_send_once_more_sends_what_was_shown(unclear):
    """After the time to undo, as ever."""
    assert unclear.says("send once more") == ["Good. It goes out at 18:05; undo until then."]
    assert unclear.state(unclear.lost) is SuggestionState.AWAITING_PUBLISH
    assert live(unclear, unclear.lost).approval.act.words == WORDS
    unclear.goes_out()
    assert len(unclear.world.posts("owner")) == 1


def test_without_an_offer_nothing_is_sent_once_more(bench):
    """It is said."""
    bench.shown(bench.heard("alice"))
    assert bench.says("send once more")[0].startswith("send once more answers nothing")


def test_after_stop_nothing_is_sent_once_more(unclear):
    """It says what would."""
    unclear.says("stop")
    assert "resume, then send once more." in unclear.says("send once more a1")[0]
    assert unclear.state(unclear.lost) is SuggestionState.UNCLEAR


def test_an_old_offer_to_send_is_made_once_more(unclear):
    """Nothing is done."""
    unclear.later(hours=24)
    assert ASKS in unclear.says("send once more a1")[0]
    assert unclear.state(unclear.lost) is SuggestionState.UNCLEAR
    unclear.says("send once more")
    assert unclear.state(unclear.lost) is SuggestionState.AWAITING_PUBLISH


def test_an_offer_about_an_attempt_before_this_one_is_none(unclear):
    """A new attempt is on its way of which nobody knows."""
    unclear.says("send once more")
    unclear.later(minutes=3)
    unclear.hears()
    unclear.net.faults.add("500", Request.POST)
    unclear.publish().step()
    assert unclear.state(unclear.lost) is SuggestionState.UNCLEAR
    assert unclear.says("send once more a1")[0].startswith("send once more answers nothing")
    assert unclear.state(unclear.lost) is SuggestionState.UNCLEAR


def test_what_was_said_since_must_have_been_read(unclear):
    """Other words may have been written, and nothing come of them; naming the offer itself is plain."""
    at = offer(unclear)
    unclear.world.message("owner", "draft a1")
    unclear.world.message("owner", "send once more a1")
    unclear.hears()
    assert unclear.state(unclear.lost) is SuggestionState.UNCLEAR
    unclear.told()
    unclear.says("send once more", to=at)
    assert unclear.state(unclear.lost) is SuggestionState.AWAITING_PUBLISH


# --- leave it


def test_leave_it_deletes_nothing(bench):
    """It stands."""
    row = out(bench)
    assert bench.says("leave it") == ["Left as it is."]
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_leave_it_ends_what_is_unclear(unclear):
    """Nothing more is tried."""
    assert unclear.says("leave it") == ["Left as it is."]
    assert unclear.state(unclear.lost) is SuggestionState.FAILED
    assert unclear.goes_out() == []


def test_leave_it_without_an_offer_leaves_everything(bench):
    """Nothing happens."""
    row = bench.shown(bench.heard("alice"))
    assert bench.says("leave it") == ["Left as it is."]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
