"""The promise where it broke, on every network that can be had here: whose, what was said, what was answered, which file."""

from __future__ import annotations

import shutil

import pytest

from tests.flow.house import QUESTION, WORDS, House, plain


def agreed(house):
    """Alice has asked, the owner has written words, and said `send`; it goes out in a minute or two."""
    house.world.post("alice", QUESTION)
    house.go()
    house.said(WORDS, to=house.nudge())
    house.consent = house.world.message("owner", "send", reply_to=house.preview().id)
    house.go()


@pytest.fixture
def house(after):
    """After that."""
    house = after(agreed)
    assert house.states() == ["awaiting_publish"]
    return house


def out(house, rounds: int = 3) -> list[str]:
    """The time to undo passes, and whatever may go out does."""
    for _ in range(rounds):
        house.passes(minutes=3)
        house.go()
    return [reply.text for reply in house.replies()]


def told(house, words: str) -> int:
    """How often the owner was told so."""
    return sum(words in plain(message.text) for message in house.received)


@pytest.mark.parametrize("words", ["nah, rather not", "lass mal lieber", "who told you to post that?", "mejor no"])
def test_what_is_said_about_a_reply_on_its_way_holds_it(house, words):
    """And it asks once, with the words."""
    house.said(words)
    assert out(house) == []
    assert told(house, "Held: your answer to") == 1


def test_thanks_and_a_laugh_hold_nothing(house):
    """It goes out as agreed, once."""
    house.said("haha, danke dir!")
    assert len(out(house)) == 1


@pytest.mark.needs("reactions")
def test_a_sign_against_it_holds_it(house):
    """On the receipt."""
    house.world.react(house.last.id, "👎")
    assert out(house) == []
    assert told(house, "Held: your answer to") == 1


@pytest.mark.needs("reactions", "logins")
def test_a_thumb_that_is_gone_when_it_is_looked_at_again_holds_it(world, tmp_path):
    """Consent by a thumb counts while the thumb is there."""
    house = House(world, tmp_path)
    world.post("alice", QUESTION)
    house.go()
    house.said(WORDS, to=house.nudge())
    preview = house.preview()
    world.react(preview.id, "👍")
    house.go()
    world.react(preview.id, "👍", remove=True)
    assert out(house) == []


@pytest.mark.needs("message_edits")
@pytest.mark.parametrize("how", ["edited", "deleted"])
def test_a_consent_that_was_edited_or_deleted_holds_it(house, how):
    """It is fetched again after the time to undo, before the claim."""
    if how == "edited":
        house.world.edit_message("owner", house.consent, "no, wait with that one")
    else:
        house.world.delete_message("owner", house.consent)
    assert out(house) == []
    assert told(house, "it may have been changed or deleted, so I ask again") == 1


@pytest.mark.needs("logins")
def test_somebody_elses_login_posts_nothing_and_the_own_one_goes_on(house):
    """Nothing under carol's name, nothing under lena's by carol's login; told once."""
    house.world.exchange_login("owner", "carol")
    house.restart()
    assert out(house) == []
    assert [post for post in house.world.posts("carol") if WORDS in post.text] == []
    house.world.exchange_login("owner", "owner")
    house.restart()
    assert len(out(house, 6)) == 1


@pytest.mark.needs("logins")
def test_an_ended_login_of_the_owner_keeps_nobody_from_saying_stop(house):
    """After a restart, too: talking goes by what was verified last."""
    house.world.end_login("owner")
    house.restart()
    house.said("stop")
    assert told(house, "Stopped.") == 1
    house.world.restore_login("owner")
    house.restart()
    assert out(house) == []


@pytest.mark.needs("logins")
def test_a_refused_login_of_the_bots_that_works_again_is_heard_within_minutes(house):
    """And `undo` said meanwhile is heard before anything goes out."""
    house.world.end_login("bot")
    house.program.talking.round(read=True)
    house.world.message("owner", "undo")
    house.world.restore_login("bot")
    assert out(house) == []
    assert told(house, "Taken back") == 1


def test_a_restored_copy_posts_nothing_again(house):
    """Copied before publication; published, deleted by hand, restored: everything open is laid to rest, told once."""
    house.store.close()
    folder = house.folder.parent / f"{house.folder.name}-copy"
    shutil.copytree(house.folder, folder)
    house.program = house.start()
    assert len(out(house)) == 1
    house.world.delete("owner", house.replies()[0].id)
    house.world.settle()
    house.store.close()
    for file in house.folder.glob("nudge.db*"):
        file.unlink()
    shutil.copy(folder / "nudge.db", house.folder / "nudge.db")
    house.program = house.start()
    assert out(house) == []
    assert told(house, "My memory is older than our conversation") == 1


@pytest.mark.needs("faults")
@pytest.mark.parametrize("said", ["never alice", "forget alice", "nah", "skip"])
def test_what_was_objected_to_while_unclear_is_never_repeated(house, said):
    """The server answered 500: it may be found, and is not sent again."""
    house.world.break_next_write("500")
    house.passes(minutes=3)
    house.world.settle()
    house.program.talking.round(read=True)
    assert house.states() == ["unclear"]
    house.said(said)
    assert out(house, 4) == []
