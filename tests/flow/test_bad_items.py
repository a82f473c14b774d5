"""One bad item stops itself only (DESIGN 4): a post, an answer, an approval among many."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain import Batch
from bot.store import posts, suggestions
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import QUESTION, WORDS
from tests.flow.scenes import a_hello


@pytest.fixture
def house(scenes, tmp_path):
    """A program that has said hello."""
    return scenes.house(MemoryWorld(), tmp_path, a_hello)


def talk(house, rounds=1, **passes):
    """Time passes, and the owner is heard and answered."""
    for _ in range(rounds):
        house.passes(**passes)
        house.program.talking.round(read=True)


def stored(house, uris):
    """Which of these posts are in the store."""
    with house.store.begin() as tx:
        return [uri for uri in uris if posts.get(tx, uri) is not None]


# --- a post


@pytest.mark.parametrize(
    "broken",
    [{"created_at": datetime(2026, 11, 18)}, {"text": None}, {"author": None}, {"links": 7}],  # noqa: DTZ001
    ids=["a time without a zone", "no text", "no author", "no links"],
)
@pytest.mark.parametrize("feed", ["new_posts", "recent_posts"])
def test_a_malformed_post_leaves_the_rest_of_its_page_in_peace(house, monkeypatch, broken, feed):
    """Whatever slipped through the adapter: the others are stored, and the mark moves on."""
    uris = [house.world.post("alice", f"A thought of mine, number {number}.") for number in range(5)]
    reader = house.program.parts.readers[house.world.network]
    real = getattr(reader, feed)

    def one_is_broken(*args, **kwargs):
        batch = real(*args, **kwargs)
        return replace(batch, items=tuple(replace(p, **broken) if p.uri == uris[2] else p for p in batch.items))

    monkeypatch.setattr(reader, feed, one_is_broken)
    house.program.reading.poll(house.world.network, {"new_posts": "home", "recent_posts": "late"}[feed])
    assert stored(house, uris) == [uri for uri in uris if uri != uris[2]]


def test_a_malformed_notice_leaves_the_others_in_peace(house, monkeypatch):
    """Somebody's mention cannot be read; the next one can."""
    own = house.world.post("owner", "How do you keep letters flat?")
    uris = [house.world.post(who, "Under glass.", reply_to=own, mention=["owner"]) for who in ("alice", "bob", "carol")]
    reader = house.program.parts.readers[house.world.network]
    real = reader.notices

    def one_is_broken(*args, **kwargs):
        batch = real(*args, **kwargs)
        broken = [
            replace(n, post=replace(n.post, author=None)) if n.post and n.post.uri == uris[1] else n
            for n in batch.items
        ]
        return Batch(tuple(broken), batch.mark)

    monkeypatch.setattr(reader, "notices", one_is_broken)
    house.program.reading.poll(house.world.network, "notices")
    assert stored(house, uris) == [uris[0], uris[2]]


# --- an answer


def test_an_answer_that_breaks_us_is_given_up_and_the_next_is_heard(house, monkeypatch):
    """Tried a few times, then said to have been too much for us; nothing behind it waits for ever."""
    house.world.post("alice", QUESTION)
    house.passes(hours=1)
    house.go()
    monkeypatch.setattr("bot.jobs.inbox.job.understand", _breaks_at("poison"))
    house.world.message("owner", "poison", reply_to=house.nudge().id)
    house.world.message("owner", WORDS, reply_to=house.nudge().id)
    talk(house, rounds=6, minutes=6)
    assert house.kinds().count("preview") == 1


def _breaks_at(word):
    from bot.jobs.inbox import job  # noqa: PLC0415 - the real one, before it is replaced

    real = job.understand

    def understand(turn, owner):
        if turn.answer.text == word:
            raise RuntimeError("a fault of ours")
        return real(turn, owner)

    return understand


# --- an approval


@pytest.fixture
def two_approved(house):
    """Answers to two people are on their way."""
    house.world.post("alice", QUESTION)
    house.go()
    bird = "How do you keep notes on birds while walking? My paper ones come home wet and my phone ones never get read."
    house.world.post("bob", bird, mention=["owner"])
    house.passes(hours=4)
    house.go(2)
    for code, words in (("a1", WORDS), ("b1", "Pencil, always pencil; it does not run in the rain.")):
        house.world.message("owner", f"{code}: {words}")
        talk(house)
        house.world.message("owner", f"send {code}")
        talk(house)
    assert house.states() == ["awaiting_publish", "awaiting_publish"]
    return house


def tampered(house, table, **values):
    """Something in the file is not as we wrote it."""
    with house.store.begin() as tx:
        first = suggestions.by_code(tx, "a1").id
        for name, value in values.items():
            tx.exec_driver_sql(f"UPDATE {table} SET {name} = ? WHERE suggestion = ?", (value, first))  # noqa: S608


def test_an_approval_whose_words_were_changed_is_not_sent_and_the_other_is(two_approved):
    """The hash does not fit; the owner hears that it was not sent."""
    tampered(two_approved, "approvals", digest="0" * 64)
    talk(two_approved, rounds=4, minutes=3)
    (reply,) = two_approved.replies()
    assert "Pencil" in reply.text
    assert any("Not sent." in message.text for message in two_approved.received)


def test_an_approval_that_breaks_us_does_not_keep_back_the_one_behind_it(two_approved, monkeypatch):
    """A fault of ours with one of them: its retry time moves first, and the other goes out."""
    from bot.jobs.publish import job  # noqa: PLC0415 - the real one, before it is replaced

    real = job.look_again

    def breaks(reader, held, act, now):
        if "polyester" in act.words:
            raise RuntimeError("a fault of ours")
        return real(reader, held, act, now)

    monkeypatch.setattr("bot.jobs.publish.job.look_again", breaks)
    talk(two_approved, rounds=6, minutes=3)
    (reply,) = two_approved.replies()
    assert "Pencil" in reply.text


def test_a_network_that_was_taken_out_of_the_configuration_keeps_back_nothing(two_approved):
    """What was approved there waits; the others go on."""
    with two_approved.store.begin() as tx:
        tx.exec_driver_sql("UPDATE suggestions SET network = 'bluesky' WHERE code = 'a1'")
    talk(two_approved, rounds=4, minutes=3)
    (reply,) = two_approved.replies()
    assert "Pencil" in reply.text
    assert sorted(two_approved.states()) == ["awaiting_publish", "published"]
