"""Someone asks; the owner hears of it, answers in their own words, sees them, says send; the reply stands once."""

import pytest

from bot.domain import Visibility
from tests.flow.house import WORDS, plain


def test_a_question_becomes_one_private_message_about_it(asked):
    """A hello, one nudge, and not a word to anybody else."""
    assert asked.kinds() == ["hello", "nudge"]
    assert "Does anyone scan old letters at home?" in plain(asked.nudge().text)
    assert asked.world.inbox("alice") == []
    assert asked.replies() == []


def test_own_words_are_shown_back_and_not_sent(asked):
    """Words bring the preview, complete, and nothing stands in public."""
    asked.said(WORDS, to=asked.nudge())
    assert WORDS in plain(asked.preview().text)
    asked.later(minutes=5)
    asked.go(2)
    assert asked.replies() == []


def test_send_makes_exactly_one_reply_under_the_question(asked):
    """The reply stands once, under the right post, and its author is told."""
    asked.said(WORDS, to=asked.nudge())
    asked.said("send", to=asked.preview())
    assert asked.replies() == []
    asked.later(minutes=3)
    asked.go(3)
    (reply,) = asked.replies()
    assert WORDS in reply.text
    assert reply.parent == asked.question
    assert reply.root in (None, asked.question)
    assert [told.id for told in asked.world.told("alice")] == [reply.id]
    assert asked.states() == ["published"]
    assert asked.kinds()[-1] == "receipt"


def test_nothing_else_is_written_under_the_owners_name(asked):
    """Before and after: one reply, and the private words to the bot where those are posts."""
    before = asked.world.writes("owner")
    asked.said(WORDS, to=asked.nudge())
    asked.said("send", to=asked.preview())
    asked.later(minutes=3)
    asked.go(3)
    own_messages = len(asked.world.inbox("bot")) if asked.world.can.mentions_reach else 0
    assert asked.world.writes("owner") - before - own_messages == 1


def test_send_on_a_nudge_that_showed_no_words_publishes_nothing(asked):
    """A nudge is never a preview."""
    asked.said("send", to=asked.nudge())
    asked.later(minutes=5)
    asked.go(3)
    assert asked.replies() == []
    assert asked.states() == ["awaiting_owner"]
    assert "no words" in asked.last.text


def test_undo_in_the_window_leaves_nothing(asked):
    """Taken back before it went out, it never goes out."""
    asked.said(WORDS, to=asked.nudge())
    asked.said("send", to=asked.preview())
    asked.said("undo")
    asked.later(minutes=10)
    asked.go(3)
    assert asked.replies() == []
    assert asked.states() == ["awaiting_owner"]


def test_answers_given_while_the_program_was_down_are_heard(asked):
    """Nothing that the owner said is lost, and nothing goes out without the time to undo."""
    asked.said(WORDS, to=asked.nudge())
    asked.world.message("owner", "send", reply_to=asked.preview().id)
    asked.world.settle()
    asked.restart()
    asked.later(hours=2)
    asked.go()
    assert asked.replies() == []
    asked.later(minutes=3)
    asked.go(2)
    assert len(asked.replies()) == 1


@pytest.mark.needs("reactions")
def test_a_thumb_on_the_preview_is_consent(asked):
    """A reaction approves exactly the text of the message that it is on."""
    asked.said(WORDS, to=asked.nudge())
    asked.world.react(asked.preview().id, "👍🏽")
    asked.go()
    asked.later(minutes=3)
    asked.go(2)
    assert len(asked.replies()) == 1


@pytest.mark.needs("reactions")
def test_a_thumb_taken_away_in_the_window_is_undo(asked):
    """The reaction's removal takes the approval back."""
    asked.said(WORDS, to=asked.nudge())
    asked.world.react(asked.preview().id, "👍")
    asked.go()
    asked.world.react(asked.preview().id, "👍", remove=True)
    asked.go()
    asked.later(minutes=10)
    asked.go(2)
    assert asked.replies() == []


@pytest.mark.needs("reactions")
def test_a_thumb_on_the_nudge_is_only_a_sign(asked):
    """Consent needs a preview."""
    asked.world.react(asked.nudge().id, "👍")
    asked.go()
    asked.later(minutes=10)
    asked.go(2)
    assert asked.replies() == []


@pytest.mark.needs("mentions_reach")
def test_a_nudge_that_quotes_three_handles_reaches_the_owner_alone(house):
    """What stands in a quotation delivers nothing to anybody (MD-2)."""
    names = ", ".join(f"@{house.world.address(who)}" for who in ("alice", "bob", "carol"))
    house.world.post("alice", f"Does anyone know how {names} scan their old letters at home without a flatbed?")
    house.go()
    assert "nudge" in house.kinds()
    private = [
        m for who in ("alice", "bob", "carol") for m in house.world.inbox(who) if m.visibility is Visibility.DIRECT
    ]
    assert [message.text for message in private if message.by == "bot"] == []


def test_a_question_answered_in_another_app_is_closed_without_a_word(asked):
    """The owner was quicker: nothing is said, nothing is sent."""
    said = len(asked.received)
    asked.world.post("owner", WORDS, reply_to=asked.question, mention=["alice"])
    asked.go(2)
    assert asked.states() == ["answered_elsewhere"]
    assert len(asked.received) == said


def test_an_approved_reply_is_not_sent_twice_when_the_owner_was_quicker(asked):
    """The look at the world right before sending finds the owner's own answer."""
    asked.said(WORDS, to=asked.nudge())
    asked.said("send", to=asked.preview())
    asked.world.post("owner", "Film over it, lid up.", reply_to=asked.question, mention=["alice"])
    asked.later(minutes=3)
    asked.go(3)
    assert len(asked.replies()) == 1
    assert asked.states() == ["answered_elsewhere"]


def test_a_deleted_question_is_not_answered(asked):
    """Gone, closed and blocked are told in one way; the words are given back."""
    asked.said(WORDS, to=asked.nudge())
    asked.said("send", to=asked.preview())
    asked.world.delete("alice", asked.question)
    asked.later(minutes=3)
    asked.go(3)
    assert asked.replies() == []
    assert asked.states() == ["withdrawn"]
    assert "can no longer be answered" in asked.last.text


@pytest.mark.needs("edit")
def test_an_edited_question_is_shown_again(asked):
    """An approval is for the words under the post as it was."""
    asked.said(WORDS, to=asked.nudge())
    asked.said("send", to=asked.preview())
    asked.world.edit(
        "alice", asked.question, "Does anyone scan old letters at home? Edit: solved, it was the lid. Thank you all."
    )
    asked.later(minutes=3)
    asked.go(3)
    assert asked.replies() == []
    assert asked.states() == ["awaiting_owner"]
    assert "solved, it was the lid" in asked.last.text
    asked.said("send", to=asked.last)
    asked.later(minutes=3)
    asked.go(3)
    assert len(asked.replies()) == 1


@pytest.mark.parametrize("world", ["gotosocial"], indirect=True)
def test_where_own_messages_are_not_listed_words_are_not_shown_twice(asked):
    """Whether the preview arrived cannot be told: it is no preview until the owner speaks and sees it once more."""
    world, statuses = asked.world, rf"GET /api/v1/accounts/{asked.world._accounts['bot']['id']}/statuses"
    world.message("owner", WORDS, reply_to=asked.nudge().id)
    world.control(fault="after", on="message")
    world.page(statuses, 200, body="[]", kind="application/json", times=99)
    asked.go()
    asked.later(minutes=2)
    asked.go(2)
    shown = [message for message in asked.received if WORDS in plain(message.text)]
    assert len(shown) == 1
    asked.said("send", to=shown[0])
    asked.later(minutes=5)
    asked.go(2)
    assert asked.replies() == []
    assert "Nothing has been sent" in asked.last.text
    asked.said("send a1")
    asked.later(minutes=5)
    asked.go(2)
    assert asked.replies() == []
    assert WORDS in plain(asked.last.text)
    asked.said("send", to=asked.last)
    asked.later(minutes=3)
    asked.go(2)
    assert len(asked.replies()) == 1
