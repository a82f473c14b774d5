"""Every login is one account's, every approval and every conversation too, whichever network carries them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import LoginEnded, MayNotPost, NotAllowed, WrongAccount
from tests.contract.platform_contract import answers_after, approved, home, needs, outgoing, reply_to


def a_reply(world, reader):
    """The owner's words under a post of alice's."""
    uri = world.post("alice", "Does anyone scan old letters?")
    world.settle()
    post = next(post for post in home(world, reader) if post.uri == uri)
    return reply_to(world, reader, post, "I scan with the lid up.")


def an_answer(world, messenger, text="send"):
    """What the owner said to the bot, as the messenger heard it, with the network's id of it."""
    mark = messenger.answers("").mark
    given_id = world.message("owner", text)
    world.settle()
    (answer,) = answers_after(messenger, mark)
    return given_id, answer


# --- the owner's logins


def test_reader_and_publisher_are_the_same_account(world, reader, publisher):
    """And say so alike, remembered or asked anew."""
    assert reader.owner.identity == reader.verify().identity == publisher.account.identity
    assert reader.owner.uid == world.uid("owner")


@needs("logins")
def test_somebody_elses_login_reads_nothing_and_is_named(world):
    """Both addresses stand in the error: the owner must see which is which."""
    world.exchange_login("owner", "carol")
    reader = world.reader()
    for asked in (reader.verify, lambda: reader.owner):
        with pytest.raises(WrongAccount) as wrong:
            asked()
        assert (wrong.value.found, wrong.value.wanted) == (world.address("carol"), world.address("owner"))


@needs("logins")
def test_somebody_elses_login_posts_nothing(world, reader):
    """Not as them, not as the owner."""
    approval = approved(world, a_reply(world, reader))
    world.exchange_login("owner", "carol")
    publisher = world.publisher()
    with pytest.raises(WrongAccount):
        _ = publisher.account
    with pytest.raises(WrongAccount):
        publisher.publish(approval)
    world.settle()
    assert world.posts("owner") == world.posts("carol") == []


def test_an_approval_is_used_under_its_own_name_only(world, reader, publisher):
    """Whoever has the account now: another one's approval never leaves."""
    approval = approved(world, a_reply(world, reader))
    other = replace(approval, account=f"{approval.account}-of-somebody-else")
    with pytest.raises(NotAllowed):
        publisher.publish(other)
    world.settle()
    assert world.posts("owner") == []
    publisher.publish(approval)


@needs("logins")
def test_an_ended_login_is_not_somebody_elses(world):
    """The two are mended differently; what was verified before goes on to be known."""
    reader = world.reader()
    known = reader.owner
    world.end_login("owner")
    with pytest.raises(LoginEnded):
        world.reader().verify()
    assert reader.owner == known


@needs("logins")
def test_a_login_that_may_only_read_says_so_before_and_after(world, reader):
    """Without writing; and if it is tried, nothing stands."""
    assert world.publisher().may_post()
    approval = approved(world, a_reply(world, reader))
    world.let_only_read("owner")
    publisher = world.publisher()
    assert not publisher.may_post()
    with pytest.raises(MayNotPost):
        publisher.publish(approval)
    world.settle()
    assert world.posts("owner") == []


# --- what an earlier process knew


@needs("logins")
def test_a_start_without_the_owners_login_goes_by_what_was_known(world):
    """So that the program can talk; nothing is published because of it."""
    before = world.reader()
    owner = before.verify()
    limits, usual = before.limits, before.usual_visibility
    known = before.knows()
    world.end_login("owner")
    reader = world.reader()
    reader.recall(known)
    assert reader.owner.identity == owner.identity
    assert reader.owner.address == owner.address
    assert reader.limits.characters == limits.characters
    assert reader.usual_visibility is usual
    with pytest.raises(LoginEnded):
        _ = world.publisher().account
    with pytest.raises(LoginEnded):
        reader.verify()


@needs("logins")
def test_what_was_known_does_not_hide_somebody_elses_login(world):
    """The network's answer counts as soon as it is there."""
    before = world.reader()
    before.verify()
    world.exchange_login("owner", "carol")
    reader = world.reader()
    reader.recall(before.knows())
    with pytest.raises(WrongAccount):
        reader.verify()
    with pytest.raises(WrongAccount):
        _ = reader.owner


@pytest.mark.parametrize("garbled", ["", "{", "[]", "null", "7", '{"owner": 7}', '"\\u0000"'])
def test_what_cannot_be_read_was_not_known(world, garbled):
    """A damaged row stops nothing."""
    reader = world.reader()
    reader.recall(garbled)
    assert reader.owner.uid == world.uid("owner")


# --- the bot's login and its conversation


def test_a_conversation_has_one_name(world):
    """The same for every client; it says which network it is."""
    assert world.messenger().channel == world.messenger().channel
    assert world.messenger().channel.startswith(f"{world.network}:")


@needs("logins")
def test_somebody_elses_login_holds_no_conversation(world):
    """Carol's token is not the bot's."""
    world.exchange_login("bot", "carol")
    with pytest.raises(WrongAccount) as wrong:
        _ = world.messenger().channel
    assert (wrong.value.found, wrong.value.wanted) == (world.address("carol"), world.address("bot"))


@needs("logins")
def test_a_bot_login_that_works_again_is_used_at_once(world, messenger):
    """By the same client: what was said meanwhile is heard, and an answer goes out."""
    mark = messenger.answers("").mark
    world.end_login("bot")
    with pytest.raises(LoginEnded):
        messenger.answers(mark)
    with pytest.raises(LoginEnded):
        messenger.send(outgoing("Hello?"))
    world.message("owner", "undo")
    world.restore_login("bot")
    world.settle()
    assert [answer.text for answer in answers_after(messenger, mark)] == ["undo"]
    messenger.send(outgoing("Taken back."))
    world.settle()
    assert [seen.text for seen in world.inbox("owner")][-1].endswith("Taken back.")


# --- what was said stands


def test_an_answer_stands_as_it_was_heard(world, messenger):
    """Asked anew, by any client."""
    _, answer = an_answer(world, messenger)
    assert messenger.stands(answer)
    assert world.messenger().stands(answer)


@needs("message_edits")
@pytest.mark.parametrize("text", ["do not send", "send.", "…"])
def test_an_edited_answer_does_not_stand(world, messenger, text):
    """Its words were taken away, whatever stands there now."""
    given_id, answer = an_answer(world, messenger)
    world.edit_message("owner", given_id, text)
    world.settle()
    assert not messenger.stands(answer)


@needs("message_edits", "mentions_reach")
def test_an_answer_that_reaches_somebody_else_by_now_does_not_stand(world, messenger):
    """The same words, but carol is named as well: that would never have been consent."""
    given_id, answer = an_answer(world, messenger)
    world.edit_message("owner", given_id, "send", also=["carol"])
    world.settle()
    assert not messenger.stands(answer)


@needs("message_edits")
def test_a_deleted_answer_does_not_stand(world, messenger):
    """The owner thought better of it."""
    given_id, answer = an_answer(world, messenger)
    world.delete_message("owner", given_id)
    world.settle()
    assert not messenger.stands(answer)


@needs("reactions")
def test_a_thumb_stands_until_it_is_taken_away(world, messenger):
    """Nothing is left of it then."""
    mark = messenger.answers("").mark
    sent = messenger.send(outgoing("Good evening."))
    world.react(sent.id, "👍")
    world.settle()
    (answer,) = answers_after(messenger, mark)
    assert messenger.stands(answer)
    world.react(sent.id, "👍", remove=True)
    world.settle()
    assert not messenger.stands(answer)


@needs("logins", "message_edits")
def test_whether_an_answer_stands_cannot_be_told_without_a_login(world, messenger):
    """That is trouble, and not a deleted answer."""
    _, answer = an_answer(world, messenger)
    world.end_login("bot")
    with pytest.raises(LoginEnded):
        messenger.stands(answer)


# --- what the bot said


@needs("spoken")
def test_the_bot_knows_what_it_said(world, messenger):
    """To the owner, newest first, without the address in front; nobody else's words are among it."""
    sent = [messenger.send(outgoing(f"Number {number}. [t{number}]")) for number in (1, 2, 3)]
    world.message("owner", "draft")
    world.message("alice", "Who are you?")
    world.settle()
    spoken = world.messenger().spoken()
    assert [said.id for said in spoken] == [one.id for one in reversed(sent)]
    assert [said.text for said in spoken] == ["Number 3. [t3]", "Number 2. [t2]", "Number 1. [t1]"]
    assert [said.at for said in spoken] == [one.at for one in reversed(sent)]
    assert [said.id for said in messenger.spoken(limit=2)] == [sent[2].id, sent[1].id]


@needs("spoken")
def test_a_bot_that_said_nothing_knows_that(messenger):
    """The first start of all."""
    assert messenger.spoken() == ()
