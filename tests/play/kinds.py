"""Where the promise once broke: a few moves for each kind, as the random hand could make them.

Each stands for a kind, not for a case. The moves themselves say what the owner did; that nothing came of it that must not is
for the judge to say.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.platforms.memory.direct_messages import Lost
from bot.platforms.memory.faults import Request
from tests.play.base import WORDS, Base
from tests.play.machine import Play

Moves = Callable[[Play], None]
KINDS: dict[str, Moves] = {}
ONE, OTHER = WORDS[:2]


def kind(name: str) -> Callable[[Moves], Moves]:
    """Give the moves their name."""

    def named(moves: Moves) -> Moves:
        KINDS[name] = moves
        return moves

    return named


def _later(play: Base) -> None:
    play._then("minutes later")


# --- objections and doubt


@kind("an objection in the undo time")
def objects(play: Play) -> None:
    """Plainly no, bare, in another language; other nudges are open."""
    play.owner_objects("nicht senden", "a1", "bare", "on its way", "minutes later")


@kind("an objection bound to the words")
def objects_to_the_words(play: Play) -> None:
    """In reply to the words that were shown."""
    play.owner_objects("who told you to post that?", "a1", "to the words", "on its way", "minutes later")


@kind("an objection bound to the receipt")
def objects_to_the_receipt(play: Play) -> None:
    """In reply to "it goes out"."""
    play.owner_objects("send? no", "a1", "to the receipt", "on its way", "minutes later")


@kind("an objection by code")
def objects_by_code(play: Play) -> None:
    """With the code of the suggestion."""
    play.owner_objects("send and stop", "a1", "by code", "on its way", "minutes later")


@kind("a dismissal, and nothing else is open")
def dismisses(play: Play) -> None:
    """`never mind`, where it can be about nothing but the reply on its way."""
    play.owner_dismisses("never mind", "a1", "bare", "alone", "minutes later")


@kind("a yes to what is held")
def likes_that_it_is_held(play: Play) -> None:
    """ "send, or undo?", and `ok`."""
    play._bring("a1", "on its way")
    play._says("objection", "not yet", code="a1")
    play.ground.round()
    play._says("send", "ok", code="a1")
    _later(play)


@kind("a thumb on what is held")
def thumb_on_what_is_held(play: Play) -> None:
    """On the message that asks."""
    play._bring("a1", "on its way")
    play._says("objection", "not yet", code="a1")
    play.ground.round()
    play._consents_to(play._shown_for("a1"), thumb=True)
    _later(play)


@kind("skip, where we showed the reply on its way last")
def skips_what_was_shown(play: Play) -> None:
    """Others are open, and nothing else stood between."""
    play._bring("a1", "on its way")
    play._says("chatter", "show", code="a1")
    play.ground.round()
    play._says("skip", "skip")
    _later(play)


@kind("later, for the one on its way")
def later_for_it(play: Play) -> None:
    """`later a1`."""
    play.owner_wants_nothing_of_them("later", "a1", "on its way", "minutes later")


@kind("skip, and nothing else is open")
def bare_skip(play: Play) -> None:
    """A bare word that lets go, where nothing but the reply on its way is left."""
    play.owner_dismisses("skip", "a1", "bare", "alone", "minutes later")


@kind("skip, for the one on its way")
def skip_for_it(play: Play) -> None:
    """`skip a1`."""
    play.owner_wants_nothing_of_them("skip", "a1", "on its way", "minutes later")


@kind("a sign against it")
def shakes_the_head(play: Play) -> None:
    """A thumb down on the words."""
    play.owner_shakes_the_head("👎", "a1", "on its way", False, "minutes later")


@kind("a sign against it, on the receipt")
def shakes_the_head_at_the_receipt(play: Play) -> None:
    """A raised hand on "it goes out"."""
    play.owner_shakes_the_head("✋", "a1", "on its way", True, "minutes later")


@kind("other words while two are on their way")
def other_words_while_two_are_leaving(play: Play) -> None:
    """Bare words, and nothing else is open: they may be meant instead of either."""
    play._says("skip", "skip", code="c1")
    play.ground.round()
    play._bring("b1", "on its way")
    play._bring("a1", "on its way")
    play._says("words", OTHER)
    _later(play)


@kind("an objection while the end is unknown")
def objects_while_unclear(play: Play) -> None:
    """After a request whose answer was lost."""
    play.owner_objects("who told you to post that?", "a1", "to the words", "unclear", "minutes later")
    play.some_minutes_pass(3, 2)


@kind("never, while the end is unknown")
def never_while_unclear(play: Play) -> None:
    """`never alice` after a 500."""
    play.owner_wants_nothing_of_them("never", "a1", "unclear", "minutes later")
    play.some_minutes_pass(3, 2)


@kind("forget, while the end is unknown")
def forget_while_unclear(play: Play) -> None:
    """`forget alice` after a 500."""
    play.owner_wants_nothing_of_them("forget", "a1", "unclear", "minutes later")
    play.some_minutes_pass(3, 2)


@kind("skip, while the end is unknown")
def skip_while_unclear(play: Play) -> None:
    """`skip a1` after a 500."""
    play.owner_wants_nothing_of_them("skip", "a1", "unclear", "minutes later")
    play.some_minutes_pass(3, 2)


@kind("a thumb taken away while the end is unknown")
def thumb_away_while_unclear(play: Play) -> None:
    """The sign that consented is gone."""
    play.owner_takes_a_thumb_away("a1", "unclear", "minutes later")
    play.some_minutes_pass(3, 2)


@kind("an answer on which the program stumbles for good")
def stumbles(play: Play) -> None:
    """`undo` is given up, and must have held all the same."""
    play.the_program_stumbles_over_an_answer("undo", "a1", 2, "on its way")


@kind("an answer that cannot be read")
def unreadable(play: Play) -> None:
    """It is skipped by the reading."""
    play.an_answer_is_lost("undo", "a1", Lost.UNREADABLE, "on its way", "minutes later")


@kind("a gap in the answers")
def gap(play: Play) -> None:
    """The server does not list everything."""
    play.an_answer_is_lost("undo", "a1", Lost.GAP, "on its way", "minutes later")


@kind("the consent is edited")
def edits_the_consent(play: Play) -> None:
    """`send` becomes `wait`."""
    play.owner_changes_the_consent("a1", "edit", "on its way", "wait", "minutes later")


@kind("the consent is deleted")
def deletes_the_consent(play: Play) -> None:
    """`send` is gone."""
    play.owner_changes_the_consent("a1", "delete", "on its way", "", "minutes later")


@kind("the consent is deleted while the end is unknown")
def deletes_the_consent_while_unclear(play: Play) -> None:
    """Before a repeat."""
    play.owner_changes_the_consent("a1", "delete", "unclear", "", "minutes later")
    play.some_minutes_pass(3, 2)


@kind("the receipt is refused")
def receipt_refused(play: Play) -> None:
    """The owner never heard until when it can be taken back."""
    play.the_receipt_does_not_arrive("a1", "refused", 1, ONE)


@kind("the receipt comes late")
def receipt_late(play: Play) -> None:
    """It could not be delivered for a while; the time to undo begins with it."""
    play._says("words", ONE, play._nudge("a1"))
    play.ground.round()
    play.net.faults.add("before", Request.MESSAGE, 1)
    play._consents_to(play._shown_for("a1"), thumb=False)
    play.ground.passes(minutes=2)
    for _ in range(3):
        play.ground.round()


@kind("publishing is switched off")
def switched_off(play: Play) -> None:
    """While an approval is open."""
    play.only_reading_is_allowed("a1", "on its way", "switch", False, False, "")


@kind("the token loses its right to post")
def only_reads(play: Play) -> None:
    """While an approval is open."""
    play.only_reading_is_allowed("a1", "on its way", "token", False, False, "")


@kind("a late offer to send once more")
def late_offer(play: Play) -> None:
    """500 hours old."""
    play.owner_takes_a_late_offer("a1", 500, "send once more", "reference")


@kind("a late offer to delete")
def late_deletion(play: Play) -> None:
    """25 hours old."""
    play.owner_takes_a_late_offer("a1", 25, "delete", "reference")


# --- whose


@kind("another owner")
def another_owner(play: Play) -> None:
    """The configuration names another person, and the first one's approval is open."""
    play.the_configuration_changes("a1", "on its way", "another owner", False, False, "minutes later")


@kind("another bot")
def another_bot(play: Play) -> None:
    """`undo` was said to the bot of before."""
    play.the_configuration_changes("a1", "on its way", "another bot", False, True, "minutes later")


@kind("the terminal instead of messages")
def terminal_instead(play: Play) -> None:
    """`undo` was said in a message, which nobody reads any more."""
    play.the_configuration_changes("a1", "on its way", "the terminal", False, True, "minutes later")


@kind("another owner, and back")
def another_owner_and_back(play: Play) -> None:
    """What was approved before is not used afterwards."""
    play.the_configuration_changes("a1", "on its way", "another owner", True, False, "")


@kind("the owner's login is somebody else's")
def anothers_login(play: Play) -> None:
    """Nothing is posted under that name, and nothing after it is their own again without being said again."""
    play.a_login_belongs_to_somebody_else("a1", "on its way", "owner", "after", "")


@kind("the bot's login is somebody else's")
def anothers_bot(play: Play) -> None:
    """No message is written under that name."""
    play.a_login_belongs_to_somebody_else("a1", "as it is", "bot", "after", "")


@kind("two people are one, then never")
def joined_then_never(play: Play) -> None:
    """The reply is found by the name of either."""
    play.owner_joins_two_and_wants_neither("a1", "b1", "minutes later")


# --- what was shown


@kind("words that were never printed")
def never_printed(play: Play) -> None:
    """In a terminal, before `queue` showed them."""
    play.owner_answers_in_a_terminal("a1", ONE, False, "minutes later")


@kind("superseded words, by reference")
def superseded_by_reference(play: Play) -> None:
    """`send` in reply to the words of before."""
    play.owner_consents_to_superseded_words("a1", ONE, OTHER, "reference", True)


@kind("superseded words, by a thumb")
def superseded_by_thumb(play: Play) -> None:
    """A thumb on the words of before."""
    play.owner_consents_to_superseded_words("a1", ONE, OTHER, "thumb", True)


@kind("superseded words, by code")
def superseded_by_code(play: Play) -> None:
    """`send a1.1`, after a1.2 was shown."""
    play.owner_consents_to_superseded_words("a1", ONE, OTHER, "code", True)


@kind("superseded words, unheard")
def superseded_unheard(play: Play) -> None:
    """The words in their place were said, and not shown yet."""
    play.owner_consents_to_superseded_words("a1", ONE, OTHER, "thumb", False)


@kind("a code and an unknown reference")
def unknown_reference(play: Play) -> None:
    """`send a1.1`, in reply to a message that we do not know."""
    play.owner_answers_an_unknown_message("a1", ONE, True, False)


# --- time and copies


@kind("a clock that is set forward")
def set_forward(play: Play) -> None:
    """It shortens no time to undo."""
    play._bring("a1", "on its way")
    play.ground.jumps(timedelta(minutes=7))
    play.ground.round()


@kind("a clock that is set forward, and a reboot")
def set_forward_and_rebooted(play: Play) -> None:
    """The second clock begins anew."""
    play._bring("a1", "on its way")
    play.ground.jumps(timedelta(minutes=7))
    play.ground.reboot()
    play.ground.round()


@kind("an old copy, from before the publication")
def old_copy(play: Play) -> None:
    """Copied after `send`, published, deleted by hand, put back."""
    play.an_old_copy_is_put_back("a1", "on its way", True, True, "minutes later")


@kind("an old copy, and undo was said since")
def old_copy_after_undo(play: Play) -> None:
    """Copied after `send`, taken back, put back."""
    play._bring("a1", "on its way")
    play.ground.keep_copy()
    play._says("undo", "undo", here=True)
    play.ground.round()
    play.ground.put_copy_back()
    _later(play)


@kind("a page instead of an answer")
def a_page(play: Play) -> None:
    """Behind it the request was carried out: never twice."""
    play.a_page_comes_instead_of_an_answer("a1", "page", "on its way", "minutes later")
    play.some_minutes_pass(5, 3)
