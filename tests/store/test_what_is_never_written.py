"""What is not for everyone's eyes never reaches the disk (DESIGN 1.6, 4): looked for byte by byte."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from bot.domain import Visibility
from bot.store import interactions, posts
from bot.store.schema import metadata
from tests.contract.memory_world import PEOPLE, MemoryWorld
from tests.flow.house import QUESTION, WORDS, House, plain
from tests.store.builders import a_post

SECRET = "quagmire-xylophone"


def kept(house):
    """The network and the file of a program that ends."""
    house.store.close()
    return house.world.copied(), (house.folder / "nudge.db").read_bytes()


def goes_on(kept, folder):
    """A program that goes on from there, in a folder of its own."""
    world, file = kept
    (folder / "nudge.db").write_bytes(file)
    return House(world.copied(), folder)


@pytest.fixture(scope="module")
def hello(tmp_path_factory):
    """What stands when a program has said hello."""
    house = House(MemoryWorld(), tmp_path_factory.mktemp("hello"))
    house.go()
    return kept(house)


@pytest.fixture
def house(hello, tmp_path):
    """A program that has said hello."""
    return goes_on(hello, tmp_path)


@pytest.fixture(scope="module")
def answer(hello, tmp_path_factory):
    """What stands when the owner has answered Alice, in their own words."""
    house = goes_on(hello, tmp_path_factory.mktemp("answer"))
    house.world.post("alice", QUESTION)
    reads(house)
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    house.passes(minutes=3)
    house.go()
    assert house.states() == ["published"]
    return kept(house)


@pytest.fixture
def answered(answer, tmp_path):
    """A program whose owner has answered Alice."""
    return goes_on(answer, tmp_path)


def written(house):
    """Every byte in the data folder, after the file was put in order."""
    house.store.close()
    return b"".join(path.read_bytes() for path in house.folder.rglob("*") if path.is_file())


def reads(house):
    """Everything is read and thought over, several times."""
    for _ in range(3):
        house.passes(hours=1)
        house.go()


def test_words_for_followers_are_not_kept(house):
    """Its facts are; and where it is suggested, the owner gets a link."""
    house.world.post("alice", f"{QUESTION} {SECRET}", visibility=Visibility.FOLLOWERS, warning=f"{SECRET} warned")
    reads(house)
    assert b"home.example" in written(house)
    assert SECRET.encode() not in written(house)


def test_words_for_people_with_an_account_are_not_kept(house):
    """Their author asked for it."""
    house.world.net.posts.say(PEOPLE["alice"], f"{QUESTION} {SECRET}", logged_in_only=True)
    reads(house)
    assert SECRET.encode() not in written(house)


def test_followers_only_answers_to_the_owner_are_not_kept(house):
    """Also when they are addressed to the owner, in a thread that the owner began."""
    own = house.world.post("owner", "How do you keep letters?")
    house.world.post("bob", SECRET, reply_to=own, mention=["owner"], visibility=Visibility.FOLLOWERS)
    reads(house)
    assert SECRET.encode() not in written(house)


def test_private_messages_of_others_are_not_kept(house):
    """They count as dated acts, without a word."""
    house.world.net.direct_messages.write(PEOPLE["alice"], SECRET, to=(PEOPLE["owner"],))
    reads(house)
    assert SECRET.encode() not in written(house)


def test_words_of_strangers_to_the_bot_are_not_kept(house):
    """Whoever is not the owner is not listened to, and what they wrote is nobody's business."""
    house.world.message("carol", SECRET)
    reads(house)
    assert SECRET.encode() not in written(house)


def test_a_deleted_post_leaves_no_words_behind(house):
    """Not in the tables, not in pages that SQLite keeps for later."""
    uri = house.world.post("alice", f"{QUESTION} {SECRET}")
    reads(house)
    house.world.delete("alice", uri)
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    house.passes(minutes=3)
    reads(house)
    assert house.replies() == []
    with house.store.begin() as tx:
        kept = tx.exec_driver_sql("SELECT group_concat(post) FROM posts").scalar()
    assert SECRET not in kept


def test_forget_leaves_no_words_behind(house):
    """Theirs are gone from the file as well as from the tables, and nothing about them is noted anew."""
    house.world.post("alice", f"{QUESTION} {SECRET}")
    reads(house)
    house.said("forget alice")
    reads(house)
    with house.store.begin() as tx:
        assert interactions.of(tx, [f"memory:{PEOPLE['alice']}"]) == ()
    assert SECRET.encode() not in written(house)


def said_of_alice(house):
    """Every value of every table that names Alice, her post, or what the owner said to her; but what the two of us wrote."""
    with house.store.begin() as tx:
        held = {
            name: [dict(row) for row in tx.execute(select(table)).mappings()] for name, table in metadata.tables.items()
        }
    kept = {name: repr(rows) for name, rows in held.items() if name not in ("answers", "messages")}
    return {
        name
        for name, rows in kept.items()
        if any(word in rows for word in ("alice", "Alice", WORDS[:20], QUESTION[:20]))
    }


def test_forget_takes_what_the_owner_said_to_them_too(answered):
    """Words, addresses, what was approved, and the reply as it was read back; it is not read anew either."""
    house = answered
    assert {"approvals", "publications", "posts", "drafts"} <= said_of_alice(house)
    house.said("forget alice")
    reads(house)
    assert said_of_alice(house) == set()
    assert len(house.replies()) == 1


def test_what_went_out_before_it_was_forgotten_never_goes_out_again(answered):
    """That it was approved and used stays; and the owner can still take their own reply back."""
    house = answered
    house.said("forget alice")
    reads(house)
    house.restart()
    reads(house)
    assert len(house.replies()) == 1
    assert house.publications() == 1
    house.said("undo a1")
    assert "I can delete it" in plain(house.last.text)
    house.said("delete")
    reads(house)
    assert house.replies() == []


def test_an_error_of_the_store_says_nobodys_words(house):
    """What went wrong is logged; what was being stored is not."""
    naive = datetime(2026, 11, 18)  # noqa: DTZ001 - the mistake
    post = a_post(SECRET, created_at=naive)
    with house.store.begin() as tx, pytest.raises(StatementError) as problem:
        posts.save(tx, post, facts=SECRET, by_owner=True, to_owner=False, now=naive)
    assert SECRET not in str(problem.value)
