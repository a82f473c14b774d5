"""The contract of `Messenger`: messages reach the owner and nobody else, and answers come back whole."""

import pytest

from bot.domain import Outgoing
from bot.errors import NotAllowed
from tests.contract.platform_contract import MARGIN, answers_after, needs, outgoing

OTHERS = ("alice", "bob", "carol")


def test_a_message_reaches_the_owner_alone(world, messenger):
    """It stands in the owner's private messages, from the bot, and in nobody else's."""
    sent = messenger.send(outgoing("Alice asked this two hours ago."))
    world.settle()
    (seen,) = world.inbox("owner")
    assert (sent.id, "bot") == (seen.id, seen.by)
    assert "Alice asked this two hours ago." in seen.text
    assert not [who for who in OTHERS if world.inbox(who) or world.told(who)]


FORMS = (
    "{0} asked: @{0} @{1} @{2}",
    "(@{0}), '@{1}', @{2}.",
    "https://example.test/@{0}/1145270 and https://example.test/,@{1}",
    "`@{0}` \\@{1} &#64;{2}",
    "\u2060@{0} @{1}\u2060 @@{2}",
)


def test_quoted_handles_reach_nobody(world, messenger):
    """Whatever a nudge quotes, only the owner receives it (MD-1, MD-2a)."""
    for form in FORMS:
        messenger.send(outgoing(form.format(*(world.address(who) for who in OTHERS))))
    world.settle()
    assert len(world.inbox("owner")) == len(FORMS)
    assert not [who for who in OTHERS if world.inbox(who) or world.told(who)]


@needs("mentions_reach")
def test_an_unguarded_handle_is_stopped(world, messenger):
    """The guard may fail; the message still does not leave."""
    with pytest.raises(NotAllowed):
        messenger.send(Outgoing(f"Reply to @{world.address('alice')}?", "unguarded"))
    world.settle()
    assert not [who for who in ("owner", *OTHERS) if world.inbox(who)]


def test_the_words_of_a_message_arrive_unchanged(world, messenger):
    """Line breaks, brackets, quotation marks and emoji are what they were."""
    text = 'Two are open:\n\nt4, "Does anyone scan <old> letters & cards"\nd7, "Slowly unpacking" 🗝️'
    messenger.send(outgoing(text))
    world.settle()
    assert text in world.inbox("owner")[0].text


def test_the_longest_message_fits(world, messenger):
    """The limit is for our words; the address in front is already taken off."""
    text = ("a quiet word " * 1000)[: messenger.limits.characters - 1] + "."
    messenger.send(outgoing(text))
    world.settle()
    assert text in world.inbox("owner")[0].text


def test_an_answer_is_bound_to_its_message(world, messenger):
    """Words, sender and the message answered; the bot's own name in front is taken off."""
    mark = messenger.answers("").mark
    sent = messenger.send(outgoing("Your own words, or draft."))
    world.settle()
    world.message("owner", "I scan with the lid up.", reply_to=sent.id)
    world.settle()
    (answer,) = answers_after(messenger, mark)
    assert ("I scan with the lid up.", sent.id) == (answer.text, answer.reply_to)
    assert messenger.owner == answer.sender
    assert (answer.private, answer.others, answer.reaction) == (True, (), None)


def test_a_message_out_of_the_blue_answers_nothing(world, messenger):
    """It has no message that it belongs to."""
    mark = messenger.answers("").mark
    messenger.send(outgoing("Your own words, or draft."))
    world.settle()
    world.message("owner", "pause 2w")
    world.settle()
    (answer,) = answers_after(messenger, mark)
    assert (answer.text, answer.reply_to) == ("pause 2w", None)


def test_a_message_can_stand_under_another(world, messenger):
    """A receipt belongs under the answer that it is for, and still reaches the owner alone."""
    first = world.message("owner", "send")
    world.settle()
    messenger.send(outgoing("Good. It goes out at 17:42.", reply_to=first))
    world.settle()
    assert "Good. It goes out at 17:42." in world.inbox("owner")[-1].text
    assert not [who for who in OTHERS if world.inbox(who)]


def test_a_strangers_message_is_not_the_owners(world, messenger):
    """It is read, and its sender is somebody else by every id (MD-12)."""
    mark = messenger.answers("").mark
    world.message("carol", "send")
    world.settle()
    for answer in answers_after(messenger, mark):
        assert messenger.owner.uid != answer.sender.uid
        assert messenger.owner.local_id != answer.sender.local_id


@needs("mentions_reach")
def test_an_answer_that_went_further_says_to_whom(world, messenger):
    """Everybody else who received it is known (DESIGN 8)."""
    mark = messenger.answers("").mark
    world.message("owner", "never", also=("alice",))
    world.settle()
    (answer,) = answers_after(messenger, mark)
    assert (world.address("alice"),) == answer.others


@needs("mentions_reach")
def test_a_public_answer_is_known_as_public(world, messenger):
    """What everybody can read is no answer."""
    mark = messenger.answers("").mark
    world.post("owner", "send", mention=("bot",))
    world.settle()
    answers = answers_after(messenger, mark)
    assert answers
    assert not any(answer.private for answer in answers)


def test_answers_given_while_the_bot_was_down_are_found(world, messenger):
    """All of them, in the order of writing, by a fresh client (BD-5)."""
    mark = messenger.answers("").mark
    sent = messenger.send(outgoing("Your own words, or draft."))
    world.settle()
    world.message("owner", "first words", reply_to=sent.id)
    world.message("owner", "second words", reply_to=sent.id)
    world.settle()
    assert [answer.text for answer in answers_after(world.messenger(), mark)] == ["first words", "second words"]


def test_an_empty_mark_starts_now(world, messenger):
    """What was said before the first run is no answer."""
    world.message("owner", "send")
    world.settle()
    batch = messenger.answers("")
    world.message("owner", "help")
    world.settle()
    assert batch.items == ()
    assert [answer.text for answer in answers_after(messenger, batch.mark)] == ["help"]


def test_an_answer_comes_once(world, messenger):
    """After the mark that it came with, it does not come again."""
    mark = messenger.answers("").mark
    world.message("owner", "send")
    world.settle()
    first = messenger.answers(mark)
    again = messenger.answers(first.mark)
    assert [answer.text for answer in first.items] == ["send"]
    assert {answer.id for answer in again.items} <= {answer.id for answer in first.items}
    assert answers_after(messenger, again.mark) == [] or again.items == ()


def test_our_own_messages_are_no_answers(world, messenger):
    """The bot does not listen to itself."""
    mark = messenger.answers("").mark
    messenger.send(outgoing("Say send."))
    world.settle()
    assert answers_after(messenger, mark) == []


@needs("reactions")
def test_reactions_come_as_answers(world, messenger):
    """With the message that they are on, also when they are taken back (BD-8)."""
    mark = messenger.answers("").mark
    sent = messenger.send(outgoing("This would stand under your name."))
    world.settle()
    world.react(sent.id, "👍")
    world.settle()
    batch = messenger.answers(mark)
    world.react(sent.id, "👍", remove=True)
    world.settle()
    (added,) = batch.items
    removed = answers_after(messenger, batch.mark)[-1]
    assert ("👍", sent.id, False) == (added.reaction, added.reply_to, added.removed)
    assert ("👍", sent.id, True) == (removed.reaction, removed.reply_to, removed.removed)
    assert added.id != removed.id
    assert messenger.owner == added.sender == removed.sender


@needs("reactions")
def test_a_reaction_given_while_the_bot_was_down_is_found(world, messenger):
    """By a fresh client."""
    mark = messenger.answers("").mark
    sent = messenger.send(outgoing("This would stand under your name."))
    world.settle()
    world.react(sent.id, "✅")
    world.settle()
    assert [(sent.id, "✅")] == [(a.reply_to, a.reaction) for a in answers_after(world.messenger(), mark)]


def test_a_sent_message_is_found_again(world, messenger):
    """After an answer that was lost: look, before anything is repeated (BD-11)."""
    since = world.now() - MARGIN
    message = outgoing("Alice asked this two hours ago. [t4]")
    sent = messenger.send(message)
    world.settle()
    found = world.messenger().find_sent(message, since=since)
    assert found is not None
    assert sent.id == found.id


def test_a_message_that_never_left_is_not_found(world, messenger):
    """Neither by its words nor by those of another."""
    since = world.now() - MARGIN
    messenger.send(outgoing("Alice asked this two hours ago. [t4]"))
    world.settle()
    assert messenger.find_sent(outgoing("Bob is back. [d7]"), since=since) is None


def test_an_owners_quotation_is_not_our_message(world, messenger):
    """The owner repeating our words does not make them sent."""
    since = world.now() - MARGIN
    world.message("owner", "Bob is back. [d7]")
    world.settle()
    assert messenger.find_sent(outgoing("Bob is back. [d7]"), since=since) is None


def test_nothing_is_wrong_with_a_working_channel(messenger):
    """`check` finds nothing to mend when the two follow each other."""
    assert messenger.check() == []


def test_a_messenger_has_no_door_to_publish(messenger):
    """It speaks to the owner, never for the owner."""
    assert not hasattr(messenger, "publish")
