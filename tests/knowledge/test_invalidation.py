"""What no longer belongs to the account, the conversation or the copy in use is laid to rest or held, and never sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Boot, MessageKind, Spoken, SuggestionEvent, SuggestionState
from bot.errors import PlatformError
from bot.knowledge.invalidation import (
    hold_all,
    lay_to_rest,
    settle_account,
    settle_channel,
    settle_copy,
    take_back_what_nobody_could,
)
from bot.platforms.memory import Customs
from bot.platforms.memory.faults import Request
from bot.store import answerable, messages, news, ownership, people, posts, settings, sources, suggestions
from bot.store.news import AnotherAccount, AnotherChannel, Moved, OldCopy, Renamed
from bot.store.schema import owner_accounts
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS

DAY = timedelta(days=1)
ELSEWHERE = "memory:second@bots.example>owner@home.example"


KINDS = {
    AnotherAccount: "another account",
    Renamed: "renamed",
    Moved: "moved",
    AnotherChannel: "another channel",
    OldCopy: "old copy",
}


def told(bench):
    """What is to be told, by its word."""
    with bench.tx() as tx:
        return [KINDS[type(what)] for what in news.to_tell(tx)]


def unclear(bench, post, words=OTHER_WORDS):
    """A reply of which nobody knows whether it arrived."""
    row = bench.approved(post, words)
    bench.net.faults.add("500", Request.POST)
    bench.goes_out()
    assert bench.state(row) is SuggestionState.UNCLEAR
    return bench.row(row)


def mark(bench, name="answers"):
    """How far a source was read."""
    with bench.tx() as tx:
        return sources.source(tx, name).mark


# --- laid to rest


def test_whatever_is_open_is_closed_for_good(bench):
    """What was approved is not carried out, and nothing about it is said any more."""
    approved = bench.approved(bench.heard("alice"))
    waiting = bench.suggest(bench.heard("bob", OTHER_QUESTION), SuggestionEvent.CLAIM)
    with bench.tx() as tx:
        messages.queue(tx, MessageKind.NUDGE, ["Bob asked."], now=bench.world.now(), suggestion=waiting.id)
        assert lay_to_rest(tx, [suggestions.get(tx, row.id) for row in (approved, waiting)], bench.world.now()) == 2
    assert [bench.state(row) for row in (approved, waiting)] == [SuggestionState.WITHDRAWN] * 2
    assert not bench.holds(approved)
    assert bench.told() == []
    assert bench.goes_out() == []
    assert bench.world.posts("owner") == []


def test_what_is_over_stays_as_it_ended(bench):
    """It is not counted among what was open."""
    row = bench.published(bench.heard("alice"))
    skipped = bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says(f"skip {skipped.code}")
    with bench.tx() as tx:
        rows = [suggestions.get(tx, one.id) for one in (row, skipped)]
        assert lay_to_rest(tx, rows, bench.world.now()) == 0
    assert [bench.state(one) for one in (row, skipped)] == [SuggestionState.PUBLISHED, SuggestionState.SKIPPED]


def test_what_is_being_deleted_stays_as_it_stands(bench):
    """Nobody deletes it now, and it is out."""
    row = bench.published(bench.heard("alice"))
    bench.says("undo")
    bench.says("delete")
    with bench.tx() as tx:
        assert lay_to_rest(tx, [suggestions.get(tx, row.id)], bench.world.now()) == 1
    assert bench.state(row) is SuggestionState.PUBLISHED
    assert not bench.holds(row)


# --- held


def test_everything_on_its_way_is_held(bench):
    """It waits for the owner again; what may be out is found out, and never repeated."""
    lost = unclear(bench, bench.heard("bob", OTHER_QUESTION))
    row = bench.approved(bench.heard("alice"))
    with bench.tx() as tx:
        assert [one.id for one in hold_all(tx, bench.world.now())] == [row.id]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)
    assert bench.holds(lost)
    assert bench.row(lost).kept_back


def test_what_was_asked_about_already_is_not_kept_back(make):
    """No approval of it holds; the question stands."""
    bench = make(customs=Customs(repeat_harmless=None))
    lost = unclear(bench, bench.heard("bob", OTHER_QUESTION))
    bench.publish().step()
    assert "send once more, or leave it." in bench.told()[0]
    with bench.tx() as tx:
        assert hold_all(tx, bench.world.now()) == []
    assert not bench.row(lost).kept_back


# --- another account


def settles(bench, account):
    """The network names this account as the owner's."""
    with bench.tx() as tx:
        settle_account(tx, account, bench.world.now())
    return told(bench)


def test_the_same_account_changes_nothing(bench):
    """What is open stays open, and the marks stay."""
    row = bench.nudged(bench.heard("alice"))
    bench.poll().home()
    before = mark(bench, "memory:home")
    assert settles(bench, bench.reader.owner) == []
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert mark(bench, "memory:home") == before


def test_the_same_account_under_another_name_is_told(bench):
    """It goes on."""
    row = bench.nudged(bench.heard("alice"))
    renamed = replace(bench.reader.owner, address="lena@home.example")
    assert settles(bench, renamed) == ["renamed"]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    with bench.tx() as tx:
        assert ownership.verified(tx, renamed.network).address == "lena@home.example"


def test_another_account_lays_everything_of_the_one_before_to_rest(bench):
    """And begins to read anew; it is told."""
    row = bench.approved(bench.heard("alice"))
    bench.poll().home()
    mine = bench.heard("owner", "The pier in the fog.")
    bench.history().step()
    eve = bench.world.reader().find_account(PEOPLE["carol"])
    assert settles(bench, eve) == ["another account"]
    assert bench.state(row) is SuggestionState.WITHDRAWN
    assert (mark(bench, "memory:home"), bench.history().progress().stage) == ("", "own posts")
    with bench.tx() as tx:
        assert not posts.get(tx, mine.uri).by_owner
        assert f"memory:{PEOPLE['owner']}" in people.all_known(tx)
        assert ownership.verified(tx, eve.network).identity == eve.identity


def test_what_belongs_to_this_account_stays(bench):
    """Only what was made for another is closed."""
    row = bench.nudged(bench.heard("alice"))
    other = bench.nudged(bench.heard("bob", OTHER_QUESTION), owner="memory:carol@press.example#m5")
    eve = bench.world.reader().find_account(PEOPLE["carol"])
    settles(bench, eve)
    assert [bench.state(one) for one in (row, other)] == [SuggestionState.WITHDRAWN, SuggestionState.AWAITING_OWNER]


def test_the_first_account_of_all_is_no_other_one(bench):
    """There is nothing to tell; what nobody knows whose it is, is closed, and told."""
    with bench.tx() as tx:
        tx.execute(owner_accounts.delete())
    assert settles(bench, bench.reader.owner) == []
    with bench.tx() as tx:
        tx.execute(owner_accounts.delete())
    row = bench.nudged(bench.heard("alice"), owner="")
    assert settles(bench, bench.reader.owner) == ["another account"]
    assert bench.state(row) is SuggestionState.WITHDRAWN


# --- another conversation


def moves(bench, channel, *, terminal=False):
    """We talk in this conversation."""
    with bench.tx() as tx:
        settle_channel(tx, channel, bench.world.now(), terminal=terminal)
    return told(bench)


def test_the_same_conversation_changes_nothing(bench):
    """What is on its way goes out."""
    row = bench.approved(bench.heard("alice"))
    assert moves(bench, bench.messenger.channel) == []
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_another_conversation_holds_what_came_through_the_one_before(bench):
    """A word of the owner's may have been lost on the way; reading begins where it stands now."""
    row = bench.approved(bench.heard("alice"))
    assert moves(bench, ELSEWHERE) == ["another channel"]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert mark(bench) == ""
    with bench.tx() as tx:
        assert ownership.channel(tx) == ELSEWHERE
        assert not ownership.heard_since(tx, messages.last_id(tx))


def test_another_conversation_is_told_though_nothing_was_on_its_way(bench):
    """The owner should know where we talk, if they ever talked."""
    bench.says("hello")
    assert moves(bench, ELSEWHERE) == ["another channel"]


def test_where_the_owner_has_said_nothing_another_conversation_begins_like_the_first(bench):
    """Nobody has looked at the one before."""
    bench.greeting().step()
    bench.told()
    assert moves(bench, ELSEWHERE) == []
    assert not bench.greeting().said()


@pytest.mark.parametrize("understood", [False, True])
def test_whatever_the_owner_said_is_a_conversation(bench, understood):
    """Understood yet or not."""
    bench.greeting().step()
    bench.told()
    bench.listens()
    bench.world.message("owner", "hello")
    bench.answers().read()
    if understood:
        bench.answers().act()
    assert moves(bench, ELSEWHERE) == ["another channel"]
    assert bench.greeting().said()


def test_a_hello_that_is_not_out_yet_is_said_in_the_other_conversation(bench):
    """Once."""
    bench.greeting().step()
    assert moves(bench, ELSEWHERE) == []
    assert bench.greeting().said()


@pytest.mark.parametrize("events", [[SuggestionEvent.CLAIM], [SuggestionEvent.CLAIM, SuggestionEvent.DELIVERED]])
def test_where_something_was_brought_another_conversation_is_told(bench, events):
    """What was said of somebody in the one place is not answered in the other."""
    bench.greeting().step()
    bench.told()
    row = bench.suggest(bench.heard("alice"), *events)
    assert moves(bench, ELSEWHERE) == ["another channel"]
    assert bench.greeting().said()
    assert bench.state(row) is row.state


def test_what_was_brought_and_is_over_is_not_open(bench):
    """Nobody answered it."""
    bench.suggest(bench.heard("alice"), SuggestionEvent.CLAIM, SuggestionEvent.DELIVERED, SuggestionEvent.TOO_OLD)
    assert moves(bench, ELSEWHERE) == []


def test_a_lost_place_in_the_conversation_holds_what_is_on_its_way(bench):
    """Nobody knows what was said meanwhile; that nothing was on its way needs no word."""
    assert moves(bench, bench.messenger.channel) == []
    row = bench.approved(bench.heard("alice"))
    with bench.tx() as tx:
        sources.begin_anew(tx, "answers")
    assert moves(bench, bench.messenger.channel) == ["another channel"]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    with bench.tx() as tx:
        assert not ownership.heard_since(tx, messages.last_id(tx))


def test_what_was_approved_in_another_conversation_does_not_go_out_in_this_one(bench):
    """Also where we came back to it."""
    row = bench.approved(bench.heard("alice"))
    with bench.tx() as tx:
        ownership.put_channel(tx, ELSEWHERE)
        sources.read_well(tx, "answers", mark="here", began=bench.world.now(), now=bench.world.now())
    assert moves(bench, ELSEWHERE) == ["another channel"]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize("terminal", [False, True])
def test_rows_of_an_older_version_belong_to_the_first_conversation(bench, terminal):
    """Which did not note it; but not to the terminal."""
    row = bench.shown(bench.heard("alice"))
    with bench.tx() as tx:
        settings.put(tx, settings.CHANNEL, None)
        tx.execute(messages.messages.update().values(channel=""))
    channel = bench.messenger.channel
    assert moves(bench, channel, terminal=terminal) == []
    with bench.tx() as tx:
        opened = answerable.opened(tx, since=bench.world.now() - DAY, channel=channel, owners=[bench.identity])
    assert {one.suggestion for one in opened} == (set() if terminal else {row.id})


# --- an old copy


def stands(bench):
    """What stands in the conversation of ours."""
    return bench.messenger.spoken(limit=60)


def copied(bench, spoken):
    """It is held against the database."""
    with bench.tx() as tx:
        settle_copy(tx, spoken, bench.world.now())
    return told(bench)


def strange(text="Tomas asked this just now. [t7]", at=DAY):
    """A message of ours that this database does not know."""
    return lambda bench: Spoken("letter-999", bench.world.now() + at, text)


def test_what_is_known_is_nothing_strange(bench):
    """Nor is what was tried and may have arrived."""
    bench.nudged(bench.heard("alice"))
    bench.net.faults.add("after", Request.MESSAGE)
    teller = bench.teller
    with bench.tx() as tx:
        teller.say(tx, "One.", now=bench.world.now())
    with pytest.raises(PlatformError, match="connection broke"):
        bench.deliver().step()
    assert len(stands(bench)) == 2
    assert copied(bench, stands(bench)) == []


def test_a_database_that_is_older_than_the_conversation_is_noticed(bench):
    """Everything open is laid to rest, and whatever was said meanwhile is not heard; it is told."""
    row = bench.approved(bench.heard("alice"))
    known = stands(bench)
    assert copied(bench, (strange()(bench), *known)) == ["old copy"]
    assert bench.state(row) is SuggestionState.WITHDRAWN
    assert not bench.holds(row)
    assert mark(bench) == ""
    with bench.tx() as tx:
        [copy] = news.to_tell(tx)
    assert copy.until == max(one.at for one in known)


def test_an_old_copy_is_settled_once(bench):
    """The same messages are no news at the next start; newer ones are."""
    bench.nudged(bench.heard("alice"))
    first = strange()(bench)
    assert copied(bench, (first, *stands(bench))) == ["old copy"]
    assert copied(bench, (first, *stands(bench))) == ["old copy"]
    second = replace(first, id="letter-1000", at=first.at + DAY)
    assert copied(bench, (second, first, *stands(bench))) == ["old copy"] * 2


def test_a_new_database_beside_an_old_conversation_is_no_old_copy(bench):
    """There is nothing open, and nothing to tell."""
    before = strange()(bench)
    assert copied(bench, (before,)) == []
    bench.nudged(bench.heard("alice"))
    assert copied(bench, (before, *stands(bench))) == []


def test_without_any_message_that_is_known_the_first_strange_one_says_since_when(bench):
    """Everything that stands there is later."""
    with bench.tx() as tx:
        messages.queue(tx, MessageKind.NOTICE, ["One."], now=bench.world.now())
    copied(bench, (strange(at=2 * DAY)(bench), strange("Two.", DAY)(bench)))
    with bench.tx() as tx:
        [copy] = news.to_tell(tx)
    assert copy.until == bench.world.now() + DAY


@pytest.mark.parametrize("text", ["Tomas asked. [t7]", "Words shown. [t7.2]", "Guarded. [t7]\u2060 "])
def test_codes_go_on_beyond_every_code_that_was_shown(bench, text):
    """Known or not: none of them is ever given again."""
    copied(bench, (strange(text)(bench),))
    bench.net.people.join("tomas@x.example", "Tomas")
    post = bench.net.posts.say("tomas@x.example", OTHER_QUESTION)
    bench.read(post)
    assert bench.suggest(post).code == ("t1" if "\u2060" in text else "t8")


def test_what_servers_change_in_a_text_makes_it_no_other(bench):
    """White space, and the marks of the mention guard."""
    bench.net.faults.add("after", Request.MESSAGE)
    teller = bench.teller
    with bench.tx() as tx:
        teller.say(tx, "Ask @alice@books.example, or\n\nwait.", now=bench.world.now())
    with pytest.raises(PlatformError, match="broke"):
        bench.deliver().step()
    [one] = stands(bench)
    changed = replace(one, text=one.text.replace("\u2060", "").replace("\n\n", " "))
    assert copied(bench, (changed,)) == []


# --- in the terminal


def back(bench, started):
    """Approvals whose time to undo passed while nothing ran are taken back."""
    with bench.tx() as tx:
        return [row.id for row in take_back_what_nobody_could(tx, started, bench.world.now())]


def test_what_nobody_could_take_back_is_taken_back(bench):
    """The whole of its time passed before this start."""
    row = bench.approved(bench.heard("alice"))
    told_at = bench.boot().seconds
    assert back(bench, Boot("boot-0", told_at + 100)) == []
    assert bench.holds(row)
    assert back(bench, Boot("boot-0", told_at + 200)) == [row.id]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)


def test_after_a_new_start_of_the_machine_nobody_could_have_taken_it_back(bench):
    """Its clock says nothing about the time before."""
    row = bench.approved(bench.heard("alice"))
    assert back(bench, Boot("boot-1", 1.0)) == [row.id]


def test_what_was_not_told_yet_has_its_time_before_it(bench):
    """It begins with the receipt."""
    row = bench.shown(bench.heard("alice"))
    bench.world.message("owner", "send")
    bench.hears()
    assert back(bench, Boot("boot-1", 1.0)) == []
    assert bench.holds(row)


def test_what_may_be_out_is_not_taken_back(bench):
    """It is found out."""
    lost = unclear(bench, bench.heard("alice"))
    assert back(bench, Boot("boot-1", 1.0)) == []
    assert bench.state(lost) is SuggestionState.UNCLEAR
