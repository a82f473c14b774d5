"""A service that has nothing to do rests, and nothing is later for it: it wakes for a time, for a reading, for what others write."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import TERMINAL, Answer, AskedDraft, MessageKind
from bot.store import answers, messages, open_store, posts, readings, settings, sources, suggestions
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import QUESTION, WORDS, House

FIVE = timedelta(seconds=5)


@pytest.fixture
def house(tmp_path):
    """Alice has asked, the owner was told, and the ten minutes in which answers are awaited are over."""
    house = House(MemoryWorld(), tmp_path)
    house.world.post("alice", QUESTION)
    house.go()
    house.passes(minutes=20)
    return house


@pytest.fixture
def rounds(house, monkeypatch):
    """Each round of the talk, as it is done."""
    done, real = [], house.program.talking.round
    monkeypatch.setattr(house.program.talking, "round", lambda **how: done.append(house.clock()) or real(**how))
    house.program.talking.turn()
    done.clear()
    return done


def turns(house, many=1, *, every=FIVE):
    """So many turns, as the service takes them."""
    for _ in range(many):
        house.passes(seconds=every.total_seconds())
        house.program.talking.turn()


def test_while_nothing_comes_up_the_talk_rests_until_answers_are_to_be_read(house, rounds):
    """A round a minute instead of twelve, and answers are read as often as before."""
    turns(house, 60)
    assert len(rounds) == 5
    with house.store.begin() as tx:
        assert house.clock() - sources.source(tx, "answers").read_began_at <= timedelta(seconds=60)


def test_what_another_program_writes_is_heard_in_the_next_turn(house, rounds):
    """The owner answers on this machine: `nudge answer` writes into the file, and says nothing to the service."""
    turns(house)
    assert rounds == []
    other = open_store(house.folder / "nudge.db")
    with other.begin() as tx:
        answers.receive(tx, [Answer("elsewhere", TERMINAL, house.clock(), "status")], now=house.clock())
    other.close()
    turns(house)
    assert len(rounds) == 1
    with house.store.begin() as tx:
        assert answers.unheard(tx) == 0


def test_what_this_program_queues_goes_out_in_the_next_turn(house, rounds):
    """Reading and drafting write from threads of their own."""
    turns(house)
    with house.store.begin() as tx:
        queued = messages.queue(tx, MessageKind.NOTICE, ["Hello once more."], now=house.clock())
    turns(house)
    with house.store.begin() as tx:
        assert messages.get(tx, queued).sent_at == house.clock()


def test_a_clock_that_was_set_back_ends_the_rest(house, rounds):
    """By it the time to read would come too late."""
    turns(house)
    house.later(hours=-1)
    house.program.talking.turn()
    assert len(rounds) == 1


def test_what_is_written_and_is_nothing_for_the_talk_wakes_nobody(house, rounds):
    """The heart beats, and posts are stored."""
    for _ in range(4):
        turns(house)
        with house.store.begin() as tx:
            settings.put(tx, settings.BEAT_AT, house.clock())
    assert rounds == []


@pytest.mark.parametrize("how", ["put off", "ended"])
def test_while_something_is_put_off_every_turn_is_a_round(house, rounds, how):
    """When it may be tried again is looked at by the step itself."""
    with house.store.begin() as tx:
        sources.read_badly(tx, "memory:home", problem="no", retry_at=house.clock(), login_ended=how == "ended")
    turns(house, 3)
    assert len(rounds) == 3


def test_while_a_reply_is_on_its_way_every_turn_is_a_round(house, rounds):
    """From the consent until it is out."""
    house.world.message("owner", WORDS, reply_to=house.nudge().id)
    turns(house, 13)
    house.world.message("owner", "send", reply_to=house.preview().id)
    while "awaiting_publish" not in house.states():
        turns(house)
    rounds.clear()
    turns(house, 6)
    assert len(rounds) == 6


def lived(folder, take_turn):
    """What stands and what was said at each fifth second of twenty minutes in which a reply is approved, and one taken back."""
    house = House(MemoryWorld(), folder)
    for who in ("alice", "bob"):
        house.world.post(who, QUESTION)
    house.go()
    seen = []
    says = {
        8: lambda: house.world.message("owner", WORDS, reply_to=house.nudge().id),
        30: lambda: house.world.message("owner", "send"),
        80: lambda: house.world.message("owner", "more"),
        150: lambda: house.world.message("owner", f"{WORDS} Truly."),
        170: lambda: house.world.message("owner", "send"),
        176: lambda: house.world.message("owner", "undo"),
    }
    for step in range(240):
        says.get(step, lambda: None)()
        house.passes(seconds=5)
        if step % 6 == 0:
            house.program.reading.nudge()
        take_turn(house.program)
        seen.append((step, house.states(), len(house.received), len(house.replies())))
    return seen


def test_whatever_happens_happens_at_the_same_time_with_and_without_rests(tmp_path):
    """Previews, receipts, the end of the time to undo, the reply, and what is taken back."""
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    rested = lived(tmp_path / "a", lambda program: program.talking.turn())
    awake = lived(tmp_path / "b", lambda program: program.talking.round())
    assert rested == awake
    assert {replies for *_, replies in awake} == {0, 1}
    assert awake[-1][1][0] == "published"


def test_a_draft_that_is_asked_for_is_begun_in_the_next_turn(house, monkeypatch):
    """Without one the worker for drafts does not look again until somebody writes into the store."""
    done, drafting = [], house.program.drafting
    real = drafting.round
    monkeypatch.setattr(drafting, "round", lambda: done.append(1) or real())
    for _ in range(5):
        drafting.turn()
    assert done == []
    with house.store.begin() as tx:
        (row,) = suggestions.in_states(tx, *suggestions.SuggestionState)
        suggestions.ask_draft(tx, row.id, AskedDraft())
    drafting.turn()
    assert len(done) == 1
    with house.store.begin() as tx:
        assert suggestions.get(tx, row.id).asked_draft is None


def test_what_a_second_reader_is_to_read_is_read_in_the_next_turn(house, monkeypatch):
    """It is wanted by another worker, minutes before a delivery."""
    drafting, done = house.program.drafting, []
    drafting.turn()
    monkeypatch.setattr(drafting, "round", lambda: done.append(1))
    monkeypatch.setattr(drafting, "_parts", replace(drafting._parts, second_reader=object()))
    drafting.turn()
    with house.store.begin() as tx:
        (row,) = suggestions.in_states(tx, *suggestions.SuggestionState)
        readings.want(tx, [posts.get(tx, row.post_uri).post.ref], now=house.clock())
    drafting.turn()
    assert done == [1]


def test_a_database_in_memory_is_never_taken_for_unchanged():
    """Nobody else could tell of a change to it."""
    store = open_store(None)
    assert store.version() != store.version()
    store.close()
