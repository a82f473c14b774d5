"""What the chat's events tell, each under an id that never changes (BD-5, BD-8)."""

import pytest

from bot.platforms.bluesky.chatlog import ChatMark, event_time, of_event, of_message
from bot.platforms.bluesky.fields import Malformed
from tests.platforms.bluesky.builders import BOT, NOON, OWNER, a_message, a_reaction, an_event

BEFORE = ChatMark("r0", NOON)


def told(event):
    """The answer that an event gives."""
    heard = of_event(event, BOT)
    return heard and heard.answer


def test_words_come_with_what_they_answer():
    """Spaces around them are nobody's words."""
    answer = told(an_event("logCreateMessage", 1, message=a_message(1, text=" send \n", replyTo=a_message(0, by=BOT))))
    assert (answer.id, answer.text, answer.reply_to, answer.sender.uid) == ("m1", "send", "m0", OWNER)


def test_a_reaction_is_bound_to_its_message():
    """Given and taken back are two answers."""
    facts = {"message": a_message(1, by=BOT), "reaction": a_reaction(2)}
    given, taken = told(an_event("logAddReaction", 2, **facts)), told(an_event("logRemoveReaction", 3, **facts))
    assert (given.reaction, given.reply_to, given.removed) == ("👍", "m1", False)
    assert (taken.reaction, taken.reply_to, taken.removed) == ("👍", "m1", True)
    assert given.id != taken.id


def test_the_same_act_has_the_same_id_wherever_it_is_read():
    """In the log and in the conversation, so that it counts once."""
    reacted = a_message(1, by=BOT, reactions=[a_reaction(2)])
    events = (
        an_event("logAddReaction", 2, message=reacted, reaction=a_reaction(2)),
        an_event("logCreateMessage", 3, message=a_message(3)),
    )
    in_the_log = [told(event) for event in events]
    in_the_conversation = [answer for view in (reacted, a_message(3)) for answer in of_message(view, BOT, BEFORE)]
    assert in_the_log == in_the_conversation


@pytest.mark.parametrize(
    "event",
    [
        an_event("logCreateMessage", 1, message=a_message(1, by=BOT)),
        an_event("logCreateMessage", 1, message={**a_message(1), "$type": "chat.bsky.convo.defs#deletedMessageView"}),
        an_event("logAddReaction", 1, message=a_message(1, by=BOT), reaction=a_reaction(1, by=BOT)),
        an_event("logAddReaction", 1, message=a_message(1, by=OWNER), reaction=a_reaction(1)),
        an_event("logReadConvo", 1, message=a_message(1)),
        an_event("logOfSomethingNew", 1),
        {},
    ],
)
def test_the_bots_own_doing_and_other_events_tell_nothing(event):
    """Nor does a deleted message, or a reaction to the owner's own words."""
    assert told(event) is None


@pytest.mark.parametrize(
    "event",
    [
        an_event("logCreateMessage", 1, message={**a_message(1), "sender": None}),
        an_event("logCreateMessage", 1, message={**a_message(1), "sentAt": "now"}),
        an_event("logAddReaction", 1, message=a_message(1, by=BOT), reaction={**a_reaction(1), "value": ""}),
    ],
)
def test_an_event_without_its_facts_is_malformed(event):
    """It is skipped and counted, and stops nothing."""
    with pytest.raises(Malformed):
        told(event)


def test_only_what_came_after_the_mark_is_read_from_the_conversation():
    """Words by their place, reactions by their time: an old preview can be reacted to late."""
    mark = ChatMark("r5", NOON.replace(minute=5))
    old = a_message(3, by=BOT, reactions=[a_reaction(4), a_reaction(7, value="✅")])
    assert [answer.reaction for answer in of_message(old, BOT, mark)] == ["✅"]
    assert not list(of_message(a_message(5), BOT, mark))
    assert list(of_message(a_message(6), BOT, mark))


def test_a_mark_survives_being_stored():
    """And an unreadable one is none."""
    assert ChatMark.read(BEFORE.written()) == BEFORE
    assert [ChatMark.read(mark) for mark in ("", "{", "[]", '{"at": "2026-11-18T12:00:00Z"}')] == [None] * 4


def test_an_events_time_is_the_services():
    """Of the reaction, else of the message, else none."""
    assert event_time(an_event("logAddReaction", 1, message=a_message(1), reaction=a_reaction(2))) == NOON.replace(
        minute=2
    )
    assert event_time(an_event("logCreateMessage", 1, message=a_message(1))) == NOON.replace(minute=1)
    assert event_time(an_event("logReadConvo", 1)) is None
