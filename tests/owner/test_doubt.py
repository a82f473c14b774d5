"""Small conversations in which a program could believe it knows what is meant: it asks, or holds, and says which."""

from __future__ import annotations

import pytest

from bot.domain import MessageKind
from bot.store import messages
from tests.flow.house import WORDS, plain
from tests.owner.scenes import INES, PIANO, TOMAS, scene

NEW_WORDS = "No film for me: the letter lies on the glass, and the lid stays up."


@pytest.fixture
def home_where():
    """Enter a situation; the house is closed at the end."""
    entered = []

    def enter(when: str):
        context = scene(when).entered()
        entered.append(context)
        return context.__enter__()

    yield enter
    for context in entered:
        context.__exit__(None, None, None)


def new_posts(home) -> set[str]:
    """What stands under the owner's name since this evening; four older ones are part of the street."""
    return {post.text for post in home.replies()[4:]}


# --- whose yes


def test_ok_answers_the_latest_message_and_no_earlier_one(home_where):
    """After anything else was said, `ok` is no consent to words from before."""
    home = home_where("preview open")
    home.hears("help")
    home.hears("ok")
    home.waits(minutes=10)
    assert new_posts(home) == set()
    assert "Say send t1.1" in home.last.text


def test_send_after_help_still_means_the_one_preview(home_where):
    """The word names the act, and there is only one that it could mean."""
    home = home_where("preview open")
    home.hears("help")
    home.hears("send")
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}


def test_a_yes_that_comes_too_late_for_our_question_does_nothing_else(home_where):
    """ "Did you mean later?" is forgotten after half an hour; the yes is not kept for the preview before it."""
    home = home_where("preview open")
    home.hears("latr")
    home.waits(minutes=31)
    home.hears("yes")
    home.waits(minutes=10)
    assert new_posts(home) == set()
    assert home.states() == ["awaiting_owner"]


def test_send_just_after_we_began_to_speak_of_something_else_is_asked_about(home_where):
    """In the two minutes after a letter, a bare word could be about the letter."""
    home = home_where("preview open")
    with home.store.begin() as tx:
        messages.queue(tx, MessageKind.NOTICE, ["A quiet week; nothing needed you."], now=home.clock(), begun=True)
    home.waits(seconds=1)
    home.hears("send")
    home.waits(minutes=10)
    assert new_posts(home) == set()
    assert "Say send t1.1" in home.last.text


def test_a_bare_send_two_minutes_later_is_plain_again(home_where):
    """Only one preview is open, and nothing was delivered meanwhile."""
    home = home_where("preview open")
    with home.store.begin() as tx:
        messages.queue(tx, MessageKind.NOTICE, ["A quiet week; nothing needed you."], now=home.clock(), begun=True)
    home.waits(seconds=1)
    home.waits(minutes=3)
    home.hears("send")
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}


# --- whom


def test_skip_with_another_name_skips_nobody_else(home_where):
    """Only Tomas is open: "skip ines" says that nothing about Ines is."""
    home = home_where("preview open")
    home.hears("skip ines")
    assert home.states() == ["awaiting_owner"]
    assert "Nothing about Ines is open" in home.last.text


def test_skip_with_a_word_that_is_no_name_is_words(home_where):
    """ "skip breakfast" is shown back, like any other words."""
    home = home_where("nudge open")
    home.hears("Skip breakfast!")
    assert home.states() == ["awaiting_owner"]
    assert '"Skip breakfast!"' in home.last.text


def test_a_name_against_the_message_that_is_answered_is_doubt(home_where):
    """ "skip tomas", said in answer to the message about Ines."""
    home = home_where("nudge and preview open")
    home.hears("skip tomas", to=home.nudge())
    assert home.states() == ["awaiting_owner", "awaiting_owner"]
    assert "I would rather ask than guess" in home.last.text


@pytest.mark.parametrize("which", ["tomas", "t1", "Tomas Reed"])
def test_which_one_can_be_answered_with_a_name_or_a_code(home_where, which):
    """What does no public harm need not be said again in full."""
    home = home_where("two previews open")
    home.hears("skip")
    home.hears(which)
    assert home.states() == ["skipped", "awaiting_owner"]


def test_which_one_to_send_needs_the_whole_words(home_where):
    """Neither the name nor the code alone is consent."""
    home = home_where("asked which one")
    home.hears("tomas")
    home.hears("t1.1")
    home.hears("yes")
    home.waits(minutes=10)
    assert new_posts(home) == set()


# --- on its way


def test_new_words_that_begin_with_no_hold_the_old_ones_and_are_shown(home_where):
    """Both are said: that the old ones were not sent, and how the new ones would stand."""
    home = home_where("on its way")
    said = len(home.received)
    home.hears(NEW_WORDS)
    held, shown = home.received[said:]
    assert "It was never sent, and your words for Tomas are kept" in held.text
    assert NEW_WORDS in shown.text
    home.hears("send", to=shown)
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {NEW_WORDS}"}


def test_a_kind_word_on_the_way_holds_nothing(home_where):
    """ "perfect" is a remark; it goes out as agreed."""
    home = home_where("on its way")
    home.hears("perfect")
    assert "undo until then" in home.last.text
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}


def test_words_that_were_held_go_out_after_one_more_send(home_where):
    """Nothing is lost by having been careful."""
    home = home_where("on its way")
    home.hears("nooo")
    home.waits(minutes=10)
    assert new_posts(home) == set()
    home.hears("send")
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}


def test_no_to_a_nudge_does_not_offer_to_delete_what_is_long_out(home_where):
    """It answers the nudge; `undo` itself still finds what went out today."""
    home = home_where("out")
    home.later(hours=2)
    home.world.says(INES, PIANO)
    home.go()
    home.hears("no")
    assert "Nothing was sent. For Ines" in home.last.text
    home.hears("undo")
    assert "delete, or leave it" in home.last.text


@pytest.mark.parametrize("words", ["delete it", "remove", "delet", "löschen"])
def test_nearly_delete_offers_it_and_deletes_nothing(home_where, words):
    """What is only offered may be understood generously."""
    home = home_where("out")
    home.hears(words)
    assert "delete, or leave it" in home.last.text
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}


# --- words shown back


def test_edit_makes_words_of_any_remark(home_where):
    """Whoever wants to tell Tomas "perfect" can."""
    home = home_where("preview open")
    home.hears("edit perfect")
    assert '"perfect"' in home.last.text
    home.hears("send")
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} perfect"}


def test_a_matter_of_taste_is_said_once_and_send_anyway_posts(home_where):
    """Plain `send` says what is missing, in words that do not pretend to be deaf."""
    home = home_where("nudge open")
    words = "Das habe ich mit den Briefen meiner Oma auch so gemacht, Deckel offen und Backpapier drüber."
    home.hears(words)
    home.hears("send")
    assert "send anyway posts the words as they are" in home.last.text
    home.hears("send anyway")
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {words}"}


def test_after_stop_and_resume_the_words_are_there(home_where):
    """`send` says that all is stopped; after `resume` it posts, once."""
    home = home_where("stopped")
    for word in ("send", "resume", "send"):
        home.hears(word)
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}


def test_sorrow_is_offered_no_draft_in_any_answer(home_where):
    """Neither `send` nor `no` speaks of one (VOICE rule 6)."""
    home = home_where("nothing open")
    home.later(hours=1)
    home.world.says(INES, "My mother died this morning. I do not know how to write this. I miss her so much.")
    home.go()
    assert "It sounds like bad news" in home.last.text
    for word in ("send", "no", "draft", "why"):
        home.hears(word)
        assert "say draft" not in plain(home.last.text)
        assert "or draft" not in plain(home.last.text)
        assert "less like this" not in plain(home.last.text)


def test_words_brought_up_again_say_that_they_are_on_their_way(home_where):
    """Without that they would read as if they still waited for `send`."""
    home = home_where("on its way")
    said = len(home.received)
    home.hears("show t1")
    [shown] = home.received[said:]
    assert WORDS in shown.text
    assert "goes out" in shown.text
    assert "undo until then" in shown.text


def test_nobody_a_day_is_a_rest(home_where):
    """The settings stay; the word for it is named."""
    home = home_where("nothing open")
    home.hears("0 a day")
    assert "pause 1w begins a rest" in home.last.text
    home.hears("list")
    home.hears("no people a day")
    assert "so nothing changed" in home.last.text


def test_what_was_put_off_can_be_put_off_differently(home_where):
    """The last time that the owner named counts, and `list` says it."""
    home = home_where("nudge open")
    home.hears("later 2h")
    home.hears("later tomorrow")
    assert home.last.text == "Tomas again tomorrow at 9:00, if it still matters then."
    home.hears("list")
    assert "t1, Tomas Reed: comes again tomorrow at 9:00" in home.last.text
    home.waits(hours=3)
    assert home.states() == ["awaiting_delivery"]


def test_words_for_one_that_was_put_off_are_not_lost_without_a_word(home_where):
    """It says when it comes again, rather than that it is closed."""
    home = home_where("nudge open")
    home.hears("later 2h")
    home.hears(f"t1: {WORDS}")
    assert "Tomas comes again at" in home.last.text
    assert "so nothing happened" in home.last.text
    assert home.states() == ["awaiting_delivery"]
