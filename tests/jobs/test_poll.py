"""Reading one network as the owner: everything once, nothing hidden, and each reading in its own place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain import Batch, InteractionKind, Visibility
from bot.errors import StoreError
from bot.jobs import poll as poll_module
from bot.knowledge import ingest
from bot.store import interactions, people, posts, sources
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import QUESTION

HOURS = timedelta(hours=1)
FOLLOW = InteractionKind.FOLLOW


def stored(bench, *uris):
    """Which of these posts are stored."""
    with bench.tx() as tx:
        return [posts.get(tx, uri) is not None for uri in uris]


def ledger(bench, who):
    """What somebody and the owner did towards each other, but that the owner followed: (kind, by the owner)."""
    with bench.tx() as tx:
        acts = interactions.of(tx, [f"memory:{PEOPLE[who]}"])
    return [(act.kind, act.by_owner) for act in acts if act.kind is not FOLLOW]


def source(bench, what):
    """How a reading stands."""
    with bench.tx() as tx:
        return sources.source(tx, f"memory:{what}")


# --- home


def test_what_people_say_is_stored_with_its_author(bench):
    """The words, and who said them."""
    uri = bench.world.post("alice", QUESTION)
    assert bench.poll().home() is False
    with bench.tx() as tx:
        assert posts.get(tx, uri).post.text == QUESTION
    assert bench.person("alice").name == "Alice"


def test_the_next_reading_begins_where_this_one_ended(bench):
    """The mark is stored with the posts, and handed to the network the next time."""
    bench.world.post("alice", QUESTION)
    bench.poll().home()
    held = source(bench, "home")
    bench.later(minutes=3)
    bench.poll().home()
    marks = [args[0] for name, args in bench.reader.asked if name == "new_posts"]
    assert marks == ["", held.mark]
    assert held.mark


def test_a_reading_is_dated_by_its_beginning(bench):
    """What is said while it lasts is not yet read."""
    began = bench.now
    bench.reader.before = lambda _: bench.later(seconds=5)
    bench.poll().home()
    held = source(bench, "home")
    assert (held.read_began_at, held.ok_at) == (began, began + timedelta(seconds=5))


def test_the_first_reading_reaches_back_two_days(bench):
    """Older posts are nobody's occasion."""
    old, young = (
        bench.net.posts.say(PEOPLE["alice"], QUESTION, at=bench.now - span).uri for span in (49 * HOURS, 47 * HOURS)
    )
    bench.poll().home()
    assert stored(bench, old, young) == [False, True]


def test_what_was_seen_before_is_told_to_the_network(bench):
    """So that it stops at the page where everything is known."""
    known, new = bench.heard("alice").uri, bench.post("bob").uri
    asked = []
    real = bench.reader.new_posts

    def new_posts(mark, *, seen, floor):
        asked.extend(uri in seen([known, new]) for uri in (known, new))
        return real(mark, seen=seen, floor=floor)

    bench.reader.new_posts = new_posts
    bench.poll().home()
    assert asked == [True, False]


@pytest.mark.parametrize("gap", [True, False])
def test_a_gap_in_the_feed_is_logged(bench, gap):
    """Never hidden; what was given is stored all the same."""
    post = bench.post("alice")
    bench.reader.new_posts = lambda *_, **__: Batch((post,), "m", gap=gap)
    with capture_logs() as logs:
        bench.poll().home()
    assert [entry["source"] for entry in logs if entry["event"] == "posts_gap"] == ["memory:home"] * gap
    assert stored(bench, post.uri) == [True]


# --- late


def test_posts_that_came_late_are_found_behind_the_mark(bench):
    """A server may deliver in the evening what was said in the afternoon."""
    bench.world.post("bob", "The first terns are back.")
    bench.poll().home()
    late = bench.world.post("alice", QUESTION, created_at=bench.now - 5 * HOURS)
    bench.poll().home()
    assert stored(bench, late) == [False]
    bench.poll().late()
    assert stored(bench, late) == [True]


def test_what_came_later_than_six_hours_is_let_go(bench):
    """Nobody reads a whole day again every hour."""
    late = bench.world.post("alice", QUESTION, created_at=bench.now - 7 * HOURS)
    bench.poll().late()
    assert stored(bench, late) == [False]


def test_the_late_reading_leaves_the_mark_of_home_alone(bench):
    """Each has its own place."""
    bench.poll().home()
    before = source(bench, "home")
    bench.later(minutes=1)
    bench.poll().late()
    assert source(bench, "home") == before
    assert source(bench, "late").ok_at == bench.now


# --- notices


def test_what_others_did_towards_the_owner_is_noted(bench):
    """A like, a mention, and that somebody began to follow."""
    mine = bench.post("owner", "The pier in the fog, this morning.")
    bench.world.like("alice", mine.uri)
    bench.world.post("bob", "What do you think of these maps?", mention=["owner"])
    bench.world.follow("carol", "owner")
    bench.poll().notices()
    assert ledger(bench, "alice") == [(InteractionKind.LIKE, False)]
    assert ledger(bench, "bob") == [(InteractionKind.MENTION, False)]
    with bench.tx() as tx:
        assert people.known(tx, f"memory:{PEOPLE['carol']}").follower_since is not None


def test_notices_are_read_on_from_their_own_mark(bench):
    """And a notice that comes twice counts once."""
    bench.world.post("bob", "What do you think of these maps?", mention=["owner"])
    bench.poll().notices()
    mark = source(bench, "notices").mark
    with bench.tx() as tx:
        sources.read_well(tx, "memory:notices", mark="", began=bench.now, now=bench.now)
    bench.poll().notices()
    assert source(bench, "notices").mark == mark
    assert ledger(bench, "bob") == [(InteractionKind.MENTION, False)]


def test_a_notice_that_stands_as_it_stood_is_stored_once(bench, monkeypatch):
    """Every minute the same ones come again; only one that says something else is looked at."""
    uri = bench.world.post("bob", "What do you think of these maps?", mention=["owner"])
    taken, real = [], ingest.take_notice
    monkeypatch.setattr(ingest, "take_notice", lambda tx, notice, *more: taken.append(1) or real(tx, notice, *more))
    poll = bench.poll()
    whole = bench.reader.notices

    def from_the_top(_mark, *, floor):
        return whole("", floor=floor)

    bench.reader.notices = from_the_top
    poll.notices()
    before = len(taken)
    for _ in range(3):
        poll.notices()
    assert len(taken) == before
    bench.world.edit("bob", uri, f"@{PEOPLE['owner']} What do you think of those maps?")
    poll.notices()
    assert len(taken) == before + 1
    with bench.tx() as tx:
        assert posts.get(tx, uri).post.text.endswith("those maps?")


@pytest.mark.parametrize("gap", [True, False])
def test_a_gap_in_the_notices_is_logged(bench, gap):
    """What lies behind the last page that is read after an absence is never hidden."""
    bench.reader.notices = lambda *_, **__: Batch((), "m", gap=gap)
    with capture_logs() as logs:
        bench.poll().notices()
    assert [entry["source"] for entry in logs if entry["event"] == "notices_gap"] == ["memory:notices"] * gap


def mentions(bench, many):
    """So many notices of bob's, each with words of its own, which are what the network tells."""
    for number in range(many):
        bench.world.post("bob", f"Which of the {number} maps?", mention=["owner"])
    batch = bench.reader.notices("", floor=bench.now - 24 * HOURS)
    told = tuple(notice for notice in batch.items if notice.kind is InteractionKind.MENTION)
    bench.reader.notices = lambda *_, **__: replace(batch, items=told)
    return replace(batch, items=told)


def test_thousands_of_notices_are_stored_a_few_at_a_time(bench, monkeypatch):
    """Whoever else wants to write meanwhile gets a turn: the owner's answers, and the heart that beats."""
    monkeypatch.setattr(ingest, "AT_ONCE", 2)
    batch, real, held = mentions(bench, 5), ingest.take_notice, []

    def take(tx, notice, *more):
        if not held or held[-1][0] is not tx.get_transaction():
            held.append([tx.get_transaction()])
        held[-1].append(notice.id)
        return real(tx, notice, *more)

    monkeypatch.setattr(ingest, "take_notice", take)
    poll = bench.poll()
    poll.notices()
    assert sorted(one for told in held for one in told[1:]) == sorted(notice.id for notice in batch.items)
    assert max(len(told) - 1 for told in held) == 2


def test_of_thousands_of_notices_the_latest_are_remembered(bench, monkeypatch):
    """They come again with the next reading; those behind them do not, and their words take no room meanwhile."""
    monkeypatch.setattr(poll_module, "REMEMBERED", 2)
    batch, poll = mentions(bench, 5), bench.poll()
    poll.notices()
    assert set(poll._told) == {notice.id for notice in batch.items[-2:]}


def test_where_storing_them_breaks_off_all_are_read_again(bench, monkeypatch):
    """The mark is set with the last of them, and nothing is stored twice."""
    monkeypatch.setattr(ingest, "AT_ONCE", 2)
    batch, real, taken = mentions(bench, 5), ingest.take_notice, []

    def breaks(tx, notice, *more):
        taken.append(notice)
        if len(taken) == 4:
            raise StoreError("the disk is full")
        return real(tx, notice, *more)

    monkeypatch.setattr(ingest, "take_notice", breaks)
    poll = bench.poll()
    with pytest.raises(StoreError):
        poll.notices()
    assert (source(bench, "notices").mark, len(ledger(bench, "bob"))) == ("", 2)
    poll.notices()
    assert (source(bench, "notices").mark, len(ledger(bench, "bob"))) == (batch.mark, 5)


def test_notices_reach_back_a_week(bench):
    """A question to the owner keeps for seven days."""
    for who, span in (("alice", 8 * 24 * HOURS), ("bob", 6 * 24 * HOURS)):
        bench.net.posts.say(PEOPLE[who], f"@{PEOPLE['owner']} which map?", at=bench.now - span)
    bench.poll().notices()
    assert ledger(bench, "alice") == []
    assert ledger(bench, "bob") == [(InteractionKind.MENTION, False)]


def test_what_our_own_bot_does_is_no_act_of_anybodys(make):
    """It follows the owner and writes to them; that makes it no acquaintance."""
    accounts = {"owner": {"address": PEOPLE["owner"]}, "bot": {"address": PEOPLE["bot"]}}
    bench = make(mastodon=accounts)
    bench.poll().notices()
    with bench.tx() as tx:
        assert people.known(tx, f"memory:{PEOPLE['bot']}") is None


def test_on_bluesky_our_own_bot_is_known_by_its_handle(make):
    """However it is written."""
    bench = make(bluesky={"owner": {"handle": "lena.example"}, "bot": {"handle": "Nudge.Lena.example"}})
    bot = replace(bench.world.reader().find_account(PEOPLE["bot"]), address="nudge.LENA.example")
    real = bench.reader.notices

    def notices(mark, *, floor):
        batch = real(mark, floor=floor)
        return replace(batch, items=tuple(replace(notice, account=bot) for notice in batch.items))

    bench.reader.notices = notices
    bench.poll().notices()
    with bench.tx() as tx:
        assert people.known(tx, bot.key) is None


def test_without_a_bot_account_nobody_is_left_out(bench):
    """Whoever follows is somebody."""
    bench.poll().notices()
    with bench.tx() as tx:
        assert people.known(tx, f"memory:{PEOPLE['bot']}").follower_since is not None


# --- the owner's own


def test_what_the_owner_did_in_another_app_is_noted(bench):
    """Their own posts, likes and answers count like anything done here."""
    theirs = bench.heard("alice")
    answer = bench.world.post("owner", "I press them under glass first.", reply_to=theirs.uri)
    bench.world.like("owner", theirs.uri)
    bench.poll().own()
    with bench.tx() as tx:
        assert posts.get(tx, answer).by_owner
    assert set(ledger(bench, "alice")) == {(InteractionKind.REPLY, True), (InteractionKind.LIKE, True)}


def test_the_owners_acts_of_the_last_two_days_are_asked_for(bench):
    """Not of the last year."""
    asked = []
    bench.reader.own_acts = lambda *, since: asked.append(bench.now - since) or ()
    bench.poll().own()
    assert asked == [timedelta(days=2)]


def test_answers_that_made_no_notice_are_found_below_the_owners_posts(bench):
    """Where the count of answers rose, the talk is read."""
    mine = bench.post("owner", "The pier in the fog, this morning.")
    bench.poll().own()
    assert bench.reader.times("thread") == 0
    answer = bench.world.post("bob", "Which pier is it?", reply_to=mine.uri)
    bench.poll().own()
    assert stored(bench, answer) == [True]
    assert ledger(bench, "bob") == [(InteractionKind.REPLY, False)]


def test_a_talk_is_read_once_for_each_new_answer(bench):
    """While nothing is added nobody looks."""
    mine = bench.post("owner", "The pier in the fog, this morning.")
    bench.world.post("bob", "Which pier is it?", reply_to=mine.uri)
    bench.poll().own()
    bench.poll().own()
    assert bench.reader.times("thread") == 1
    bench.world.post("alice", "The old one?", reply_to=mine.uri)
    bench.poll().own()
    assert bench.reader.times("thread") == 2


def test_three_talks_are_read_at_once_and_the_others_the_next_time(bench):
    """A busy hour costs no more calls than a quiet one, and nothing is lost."""
    answers = []
    for number in range(4):
        mine = bench.post("owner", f"The pier in the fog, picture {number}.")
        answers.append(bench.world.post("bob", "Which pier is it?", reply_to=mine.uri))
    bench.poll().own()
    assert bench.reader.times("thread") == 3
    bench.poll().own()
    assert bench.reader.times("thread") == 4
    assert stored(bench, *answers) == [True] * 4


def test_below_the_owners_posts_only_what_is_said_to_them_is_stored(bench):
    """Two others who talk there are not the owner's business."""
    mine = bench.post("owner", "The pier in the fog, this morning.")
    answer = bench.world.post("bob", "Which pier is it?", reply_to=mine.uri, visibility=Visibility.PUBLIC)
    aside = bench.world.post("carol", "You must know it, Bob.", reply_to=answer)
    bench.poll().own()
    assert stored(bench, answer, aside) == [True, False]


def test_what_the_owner_passed_on_is_not_their_own_talk(bench):
    """The answers below it are to somebody else."""
    theirs = bench.post("alice")
    bench.world.post("bob", "With the lid up.", reply_to=theirs.uri)
    bench.world.reshare("owner", theirs.uri)
    bench.poll().own()
    assert bench.reader.times("thread") == 0
    assert (InteractionKind.RESHARE, True) in ledger(bench, "alice")


def test_the_owners_own_account_is_stored_as_theirs(bench):
    """Everything else needs to know who that is."""
    assert bench.poll().meet_owner().address == PEOPLE["owner"]
    with bench.tx() as tx:
        assert f"memory:{PEOPLE['owner']}" not in people.all_known(tx)


def test_an_act_is_noted_once_however_often_it_is_read(bench):
    """The same like is in every reading of two days."""
    theirs = bench.heard("alice")
    bench.world.like("owner", theirs.uri)
    for _ in range(2):
        bench.poll().own()
    assert ledger(bench, "alice") == [(InteractionKind.LIKE, True)]
