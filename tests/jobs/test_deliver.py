"""The outbox: in order, each message once, and whatever a message shows counts only when it was delivered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain import MessageKind, SuggestionEvent, SuggestionState
from bot.errors import PlatformError
from bot.knowledge.invalidation import lay_to_rest
from bot.outbox.teller import Told
from bot.platforms.memory import Customs
from bot.platforms.memory.faults import Request
from bot.store import approvals, messages, sources, suggestions
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import EVENING, WORDS
from tests.store.builders import a_ref

HOUR = timedelta(hours=1)


def say(bench, text, **how):
    """A message into the outbox."""
    teller = bench.teller
    with bench.tx() as tx:
        return teller.say(tx, text, now=bench.now, **how)


def nudge(bench, **differs):
    """A suggestion, and its nudge in the outbox."""
    row = bench.suggest(bench.heard("alice"), SuggestionEvent.CLAIM, **differs)
    with bench.tx() as tx:
        messages.queue(tx, MessageKind.NUDGE, ["Alice asked."], now=bench.world.now(), suggestion=row.id, begun=True)
    return row


def fails(bench, how="before"):
    """The next request to send goes wrong so."""
    bench.net.faults.add(how, Request.MESSAGE)


def step(bench):
    """One step that may go wrong; whether another message may be waiting, or "failed"."""
    try:
        with capture_logs():
            return bench.deliver().step()
    except PlatformError:
        return "failed"


def live(bench, row):
    """The approval of a suggestion."""
    with bench.tx() as tx:
        return approvals.live(tx, row.id)


# --- in order


def test_an_empty_outbox_is_done(bench):
    """Nothing waits."""
    assert bench.deliver().step() is False


def test_messages_leave_in_order_one_a_step(bench):
    """Each once."""
    for text in ("One.", "Two."):
        say(bench, text)
    assert [bench.deliver().step() for _ in range(3)] == [True, True, False]
    assert bench.told() == ["One.", "Two."]
    assert bench.deliver().step() is False


def test_a_message_leaves_as_it_was_written(bench):
    """Under the owner's own message, with the post below it."""
    about = a_ref()
    with bench.tx() as tx:
        messages.queue(tx, MessageKind.NOTICE, ["One."], now=EVENING, reply_to="letter-9", about=about)
    bench.deliver().step()
    [(outgoing,)] = [args for name, args in bench.messenger.asked if name == "send"]
    assert (outgoing.text, outgoing.reply_to, outgoing.about) == ("One.", "letter-9", about)
    assert outgoing.key


def test_a_message_is_kept_with_where_and_when_it_stands(bench):
    """By our clock and by the network's, in this conversation."""
    bench.offset = HOUR
    sent = say(bench, "One.")
    bench.deliver().step()
    with bench.tx() as tx:
        held = messages.get(tx, sent)
        assert messages.by_network_id(tx, held.network_id, channel=bench.messenger._role.channel).id == sent
    assert (held.sent_at, held.stands_at, held.first_attempt_at) == (EVENING + HOUR, EVENING, EVENING + HOUR)


def test_that_messages_arrive_is_known(bench):
    """For `status`; after trouble, too."""
    with bench.tx() as tx:
        sources.read_badly(tx, "messages", problem="silence", retry_at=None)
    say(bench, "One.")
    bench.deliver().step()
    with bench.tx() as tx:
        held = sources.source(tx, "messages")
    assert (held.ok_at, held.problem) == (bench.now, None)


# --- when


def test_what_the_bot_begins_waits_for_the_end_of_quiet_hours(make):
    """Its answers do not."""
    bench = make(deliver={"at": "as-they-come", "quiet": "17:00-07:00"})
    say(bench, "Good evening.", begun=True)
    say(bench, "You asked.")
    assert bench.told() == ["You asked."]
    bench.until("2026-11-19", 7)
    assert bench.told() == ["Good evening."]


@pytest.mark.parametrize("rest", ["stop", "pause 2d"])
def test_what_the_bot_begins_waits_for_the_end_of_a_rest(bench, rest):
    """Its answers do not."""
    bench.says(rest)
    say(bench, "Good evening.", begun=True)
    assert len(bench.says("help")) >= 1
    assert "Good evening." in bench.says("resume")


# --- a nudge


def test_a_suggestion_waits_for_the_owner_once_its_nudge_was_delivered(bench):
    """For three days from then on, and it is known when."""
    row = bench.row(nudge(bench))
    bench.later(hours=5)
    bench.deliver().step()
    row = bench.row(row)
    assert (row.state, row.nudged_at, row.expires_at) == (
        SuggestionState.AWAITING_OWNER, bench.now, bench.now + timedelta(hours=72),
    )  # fmt: skip


def test_a_nudge_that_comes_again_keeps_its_longer_time(bench):
    """And when it came first."""
    far, first = bench.now + timedelta(days=9), bench.now - HOUR
    row = nudge(bench, returned=True, expires_at=far, nudged_at=first)
    bench.deliver().step()
    assert (bench.row(row).expires_at, bench.row(row).nudged_at) == (far, first)


def test_a_nudge_that_comes_for_the_first_time_has_three_days_whatever_was_noted(bench):
    """The time before counted from its post."""
    row = nudge(bench, expires_at=bench.now + timedelta(days=9))
    bench.deliver().step()
    assert bench.row(row).expires_at == bench.now + timedelta(hours=72)


def test_another_message_about_a_suggestion_moves_nothing(bench):
    """Only its nudge does."""
    row = bench.suggest(bench.heard("alice"), SuggestionEvent.CLAIM)
    say(bench, "About Alice.", to=Told(suggestion=row.id))
    bench.deliver().step()
    assert bench.state(row) is SuggestionState.DELIVERING


def test_a_nudge_shown_once_more_changes_nothing(bench):
    """`show` brings it again; the time runs from the first one."""
    row = bench.nudged(bench.heard("alice"))
    bench.later(hours=1)
    bench.says(f"show {row.code}")
    assert bench.row(row).expires_at == row.expires_at


# --- what goes wrong


def test_what_surely_did_not_arrive_is_sent_again(bench):
    """It stays in front of those behind it."""
    for text in ("One.", "Two."):
        say(bench, text)
    fails(bench)
    assert step(bench) == "failed"
    assert bench.told() == ["One.", "Two."]
    assert bench.messenger.times("find_sent") == 0


def test_what_may_have_arrived_is_looked_for_first(bench):
    """It stands, and is not said twice."""
    say(bench, "One.")
    fails(bench, "after")
    assert step(bench) == "failed"
    bench.later(minutes=1)
    assert bench.told() == ["One."]
    assert bench.messenger.times("send") == 1
    with bench.tx() as tx:
        [held] = messages.history(tx)
    assert (held.sent_at, held.stands_at, held.left_at) == (bench.now, EVENING, EVENING)


def test_what_may_have_arrived_and_did_not_is_sent_again(bench):
    """Once."""
    say(bench, "One.")
    fails(bench, "500")
    step(bench)
    assert bench.told() == ["One."]
    assert (bench.messenger.times("find_sent"), bench.messenger.times("send")) == (1, 2)


@pytest.mark.parametrize(
    ("kind", "listed", "sends"),
    [
        (MessageKind.PREVIEW, False, 1),
        (MessageKind.PREVIEW, True, 2),
        (MessageKind.NOTICE, False, 2),
    ],
)
def test_words_are_not_shown_again_where_the_network_lists_too_little(bench, kind, listed, sends):
    """It lacks a message that is known to stand, so that another may stand as well: as not delivered, and not repeated."""
    say(bench, "Good evening.")
    bench.deliver().step()
    if not listed:
        bench.messenger.spoken = lambda **_: ()
    say(bench, "Yours now.", kind=kind)
    fails(bench, "500")
    step(bench)
    assert bench.told() == ["Good evening.", "Yours now."][:sends]
    assert bench.messenger.times("send") == 1 + sends
    with bench.tx() as tx:
        assert messages.waiting(tx, begun_too=True) is None
    bench.later(days=1)
    assert bench.told() == []


def test_after_a_crash_while_sending_it_is_looked_for_first(bench):
    """Nobody knows how far the request came."""
    say(bench, "One.")

    class Killed(BaseException):
        """The process died."""

    def dies(message):
        bench.messenger._role.send(message)
        raise Killed

    bench.messenger.send = dies
    with pytest.raises(Killed):
        bench.deliver().step()
    del bench.messenger.send
    assert bench.told() == ["One."]
    assert len(bench.world.inbox("owner")) == 1


def test_an_earlier_message_with_the_same_words_is_another_one(bench):
    """What was looked for is still to be said."""
    say(bench, "With pleasure.")
    bench.deliver().step()
    say(bench, "With pleasure.")
    fails(bench, "500")
    step(bench)
    bench.told()
    assert [message.text for message in bench.world.inbox("owner")] == ["With pleasure."] * 2


def test_it_is_looked_for_since_the_message_before_it(bench):
    """By the network's clock; without one, two minutes before ours says that it left, because clocks differ."""
    since = []
    real = bench.messenger.find_sent
    bench.messenger.find_sent = lambda message, *, since: asked.append(since) or real(message, since=since)
    asked = since
    bench.offset = HOUR
    say(bench, "One.")
    fails(bench, "500")
    step(bench)
    bench.told()
    bench.later(minutes=5)
    say(bench, "Two.")
    fails(bench, "500")
    step(bench)
    bench.told()
    assert asked == [EVENING + HOUR - timedelta(minutes=2), EVENING]


def test_what_cannot_be_found_out_for_ten_minutes_is_let_go(bench):
    """So that others can be said; until then they wait."""
    say(bench, "One.")
    say(bench, "Two.")
    fails(bench, "500")
    step(bench)
    bench.messenger.find_sent = silent
    bench.later(minutes=10)
    assert step(bench) == "failed"
    assert bench.world.inbox("owner") == []
    bench.later(seconds=1)
    assert step(bench) == "failed"
    assert bench.told() == ["Two."]


def silent(*_, **__):
    """A conversation that cannot be listed."""
    raise PlatformError("silence")


def test_a_nudge_that_is_refused_is_tried_again_in_an_hour(bench):
    """With the suggestion, which was not delivered."""
    row = nudge(bench)
    fails(bench, "refused")
    with capture_logs() as logs:
        assert bench.deliver().step() is True
    assert [entry["event"] for entry in logs] == ["message_refused"]
    held = bench.row(row)
    assert (held.state, held.due_at) == (SuggestionState.AWAITING_DELIVERY, bench.now + HOUR)
    assert bench.told() == []


def test_a_refused_message_stops_nobody_behind_it(bench):
    """It is dropped."""
    for text in ("One.", "Two."):
        say(bench, text)
    fails(bench, "refused")
    step(bench)
    assert bench.told() == ["Two."]


def test_a_message_that_names_somebody_does_not_leave(bench):
    """The messenger's own guard; it is not tried again."""
    with bench.tx() as tx:
        messages.queue(tx, MessageKind.NOTICE, [f"@{PEOPLE['alice']} is here"], now=bench.world.now())
    assert step(bench) is True
    assert bench.told() == []
    assert bench.deliver().step() is False


def test_a_lost_nudge_brings_its_suggestion_back(bench):
    """Nobody knows whether it was read, so it does not wait for an answer."""
    row = nudge(bench)
    fails(bench, "500")
    step(bench)
    bench.messenger.find_sent = silent
    bench.later(minutes=11)
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_DELIVERY


# --- what is over before it arrived


def dies(bench):
    """The process is killed before the next message leaves."""

    class Killed(BaseException):
        """The process died."""

    def killed(_):
        raise Killed

    bench.messenger.send = killed
    with pytest.raises(Killed):
        bench.deliver().step()
    del bench.messenger.send


def loses(bench):
    """The next message does not arrive, and nobody knows."""
    fails(bench, "500")
    assert step(bench) == "failed"


@pytest.fixture(params=[dies, loses])
def astray(request):
    """A message that was being sent, or of which the network did not say whether it took it."""
    return request.param


def laid_to_rest(bench, row):
    """Another account answers to the login."""
    with bench.tx() as tx:
        assert lay_to_rest(tx, [suggestions.get(tx, row.id)], bench.now)


def test_nobody_of_whom_the_owner_wants_no_more_is_brought_after_all(bench, astray):
    """The nudge did not arrive, and the owner said `never` before that was found out: they hear that, and nothing of Alice."""
    row = nudge(bench)
    astray(bench)
    assert [text for text in bench.says("never alice") if "Alice asked" in text] == []
    assert bench.state(row) is SuggestionState.WITHDRAWN
    bench.later(days=1)
    assert bench.told() == []


@pytest.mark.parametrize("clock", [timedelta(0), -HOUR])
def test_nothing_of_another_account_is_shown_after_all(bench, astray, clock):
    """Neither the nudge, nor words that had been written for it; whatever the machine's clock does meanwhile."""
    row = nudge(bench)
    astray(bench)
    bench.offset = clock
    laid_to_rest(bench, row)
    other = bench.nudged(bench.heard("bob", "Which map?"))
    bench.world.message("owner", f"{other.code}: {WORDS}")
    bench.hears()
    astray(bench)
    bench.offset += clock
    laid_to_rest(bench, other)
    assert bench.told() == []
    bench.later(days=1)
    assert bench.told() == []
    assert not any(WORDS in message.text for message in bench.world.inbox("owner") if message.by == "bot")


def test_what_was_said_of_another_account_before_its_end_is_not_shown_after_it(bench, astray):
    """Whatever kind of message it was."""
    row = bench.nudged(bench.heard("alice"))
    say(bench, "About Alice.", to=Told(suggestion=row.id))
    astray(bench)
    bench.later(minutes=1)
    laid_to_rest(bench, row)
    assert bench.told() == []


def test_a_nudge_that_surely_did_not_leave_is_over_as_well(bench):
    """The owner said `never` while it was being sent."""
    nudge(bench)

    def meanwhile(_):
        bench.listens()
        bench.world.message("owner", "never alice")
        bench.hears()
        raise PlatformError("silence")

    bench.messenger.send = meanwhile
    assert step(bench) == "failed"
    del bench.messenger.send
    assert [text for text in bench.told() if "Alice asked" in text] == []


def test_what_the_owner_is_told_of_the_end_is_said_all_the_same(bench, astray):
    """It is about the end, and what was asked for after it comes, too."""
    row = bench.nudged(bench.heard("alice"))
    bench.world.message("owner", f"skip {row.code}")
    bench.hears()
    astray(bench)
    [said] = bench.told()
    assert bench.state(row) is SuggestionState.SKIPPED
    with bench.tx() as tx:
        ended = messages.history(tx)[-1]
    assert (ended.suggestion, ended.text) == (row.id, said)
    bench.later(minutes=1)
    bench.world.message("owner", f"show {row.code}")
    bench.hears()
    astray(bench)
    [shown, closed] = bench.told()
    assert "Alice asked this" in shown
    assert "is closed" in closed


# --- the receipt


def test_the_time_to_undo_begins_when_the_receipt_arrives(bench):
    """By both clocks."""
    row = bench.approved(bench.heard("alice"))
    held = live(bench, row)
    assert (held.told_at, held.told) == (bench.now, bench.boot())
    assert held.due_at == EVENING + timedelta(minutes=2)


def test_a_receipt_that_waited_names_a_later_time(bench):
    """The owner has as long to take it back as they were promised, and reads the time that holds."""
    row = bench.shown(bench.heard("alice"))
    bench.listens()
    bench.world.message("owner", "send")
    bench.hears()
    before = live(bench, row)
    bench.later(minutes=5)
    [receipt] = bench.told()
    held = live(bench, row)
    assert held.due_at == before.due_at + timedelta(minutes=5)
    assert "at 18:07" in receipt


def test_a_receipt_in_time_keeps_the_time_that_it_names(bench):
    """What was written is what holds."""
    row = bench.shown(bench.heard("alice"))
    bench.world.message("owner", "send")
    bench.hears()
    before = live(bench, row).due_at
    bench.later(seconds=10)
    assert "at 18:02" in bench.told()[0]
    assert live(bench, row).due_at == before


def test_a_receipt_that_was_found_only_later_gives_the_whole_time(bench):
    """From when it was known to stand."""
    row = bench.shown(bench.heard("alice"))
    bench.world.message("owner", "send")
    bench.hears()
    fails(bench, "after")
    step(bench)
    bench.later(minutes=5)
    bench.told()
    held = live(bench, row)
    assert held.told_at == bench.now
    assert held.due_at == EVENING + timedelta(minutes=7)


def test_a_receipt_counts_once(bench):
    """Another message about it changes no time."""
    row = bench.approved(bench.heard("alice"))
    before = live(bench, row)
    bench.later(seconds=30)
    bench.says(f"show {row.code}")
    assert live(bench, row) == before


@pytest.mark.parametrize("kind", ["refused", "lost"])
def test_what_the_owner_could_not_be_told_of_does_not_go_out(bench, kind):
    """The approval holds no longer; the words are shown again, and asked about once more later."""
    row = bench.shown(bench.heard("alice"))
    bench.world.message("owner", "send")
    bench.hears()
    fails(bench, "refused" if kind == "refused" else "500")
    step(bench)
    if kind == "lost":
        bench.messenger.find_sent = silent
        bench.later(minutes=11)
        step(bench)
    assert not bench.holds(row)
    [said] = bench.told()
    assert said.startswith("I could not tell you when it would go out, so I ask again. Held:")
    assert WORDS in said
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    bench.greeted()
    bench.later(minutes=31)
    bench.nudging().choose()
    assert any(text.startswith("Held") for text in bench.told())


def test_what_was_taken_back_before_its_receipt_left_is_not_shown_again(bench):
    """It is settled."""
    row = bench.shown(bench.heard("alice"))
    bench.world.message("owner", "send")
    bench.world.message("owner", "undo")
    bench.hears()
    fails(bench, "refused")
    step(bench)
    assert [text for text in bench.told() if text.startswith("I could not tell you")] == []
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_where_messages_may_be_short_a_receipt_is_one(make):
    """It is reworded whole."""
    bench = make(customs=Customs(message_characters=300))
    bench.shown(bench.heard("alice"), "With the lid up, and a sheet of film over it.")
    bench.world.message("owner", "send")
    bench.hears()
    bench.later(minutes=5)
    assert [text for text in bench.told() if text.startswith("Good. It goes out")]
