"""The guards of objections and doubt: what is said, not heard, not told or not known holds a reply (DESIGN 2, undo)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import patch

from bot.decide.lifecycle.consent import preview_is_fresh
from bot.decide.lifecycle.undo_window import over
from bot.domain import MessageEvent, Sent, SuggestionState
from bot.errors import PlatformError
from bot.jobs import deliver
from bot.jobs.inbox import job
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.publish import job as publish
from bot.jobs.publish.job import Publish
from bot.jobs.publish.recheck import Found
from bot.knowledge import joining
from bot.store import approvals, suggestions
from tests.play.guards import ONE, Guard, in_turn, kind, move, no, nothing, yes
from tests.play.guards_of_consent import AGAIN
from tests.play.machine import Play

# --- the program without


def ends_without_keeping_back(*args: Any, **how: Any) -> None:
    """What may be out already is left to be repeated."""
    with patch("bot.store.suggestions.keep_back", nothing):
        END_OPEN(*args, **how)


def keeps_back_without_ending(tx: Any, person: int, **_: Any) -> None:
    """What is on its way is left there."""
    for row in suggestions.open_for(tx, person):
        if row.state in (SuggestionState.PUBLISHING, SuggestionState.UNCLEAR):
            suggestions.keep_back(tx, row)


def drops(_turn: Any) -> Any:
    """What could not be understood is dropped."""
    return Decision(Outcome.GIVEN_UP)


def leaves_it(row: Any) -> Any:
    """What is on its way is not taken back."""
    return row, ()


class Unaware:
    """A messenger that does not say what it could not read."""

    def __init__(self, messenger: Any, **unsaid: Any) -> None:
        self._messenger, self._unsaid = messenger, unsaid

    def __getattr__(self, name: str) -> Any:
        return getattr(self._messenger, name)

    def answers(self, mark: str) -> Any:
        """Everything else that reached the bot."""
        return replace(self._messenger.answers(mark), **self._unsaid)


def reads_unaware(**unsaid: Any) -> Any:
    """Reads as if there had been nothing else."""
    return lambda listener: READ(replace(listener, messenger=Unaware(listener.messenger, **unsaid)))


def over_untold(window: Any, at: Any) -> bool:
    """The time to undo passes whether the owner was told of it or not."""
    return over(replace(window, told_at=window.told_at or window.due_at), at)


def may_repeat(tx: Any, config: Any, row: Any) -> bool:
    """Whether it may be posted is not asked again before a repeat."""
    return row.state is SuggestionState.UNCLEAR or MAY_POST(tx, config, row)


def counts_unread(turn: Any, held: Any) -> bool:
    """An offer counts, whether it was there to be read or not."""
    return held.sent_at is not None and preview_is_fresh(held.sent_at, turn.now)


def believes_it_was_delivered(outbox: Any, message: Any, event: MessageEvent) -> None:
    """A message whose end is not known is there, surely."""
    if event is MessageEvent.LOST:
        outbox._sent(message, Sent(f"unknown-{message.id}", outbox.clock()))
    else:
        BACK(outbox, message, event)


def tries_again(publishing: Any, row: Any) -> None:
    """What was lost was surely not sent."""
    with publishing.store.begin() as tx:
        held = approvals.live(tx, row.id)
    publishing._surely_not(row, held, PlatformError("lost"))


def forgets_that_it_was_wanted_back(publishing: Any, row: Any, *args: Any, **how: Any) -> None:
    """`undo` came while it was sent, and it was surely not sent: it is tried again."""
    with publishing.store.begin() as tx:
        suggestions.change(tx, row.id, kept_back=False)
    SURELY_NOT(publishing, row, *args, **how)


END_OPEN, READ, MAY_POST = joining.end_open, job.Answers.read, publish.may_post
BACK, SURELY_NOT = deliver.Deliver._back, Publish._surely_not


# --- moves of the play in which a guard is needed


def unclear(play: Play) -> None:
    """A reply for Alice whose end is not known."""
    play._bring("a1", "unclear")


def tried_again(play: Play) -> None:
    """Time enough for whatever is tried again by itself."""
    play.some_minutes_pass(5, 3)


def posting_is_switched_off(play: Play) -> None:
    """After a restart."""
    play.ground.set_up_anew(publish=False)


DOUBT = {
    "what is said against it holds it": Guard(
        {"bot.jobs.inbox.in_words.objected": lambda *_: ()}, kind("an objection in the undo time")
    ),
    "a sign against it holds it": Guard({"bot.jobs.inbox.understanding.reaction_holds": no}, kind("a sign against it")),
    "what is said against it holds what may be out already": Guard(
        {"bot.jobs.inbox.turn.Turn.leaving": lambda turn: turn.on_their_way()},
        kind("an objection while the end is unknown"),
    ),
    "never ends what is on its way": Guard(
        {"bot.knowledge.joining.end_open": keeps_back_without_ending},
        in_turn(move("owner_wants_nothing_of_them", "never", "a1", "on its way", "minutes later")),
    ),
    "never keeps back what may be out already": Guard(
        {"bot.knowledge.joining.end_open": ends_without_keeping_back}, kind("never, while the end is unknown")
    ),
    "skip takes back what is on its way": Guard(
        {"bot.jobs.inbox.leaving.take_back": leaves_it}, kind("skip, for the one on its way")
    ),
    "skip keeps back what may be out already": Guard(
        {"bot.jobs.inbox.leaving.keep_back": no}, kind("skip, while the end is unknown")
    ),
    "a thumb taken away keeps back what may be out already, and is looked for before a repeat": Guard(
        {"bot.jobs.inbox.taking_back.keep_back": no, AGAIN: yes}, kind("a thumb taken away while the end is unknown")
    ),
    "what was not understood holds": Guard(
        {"bot.jobs.inbox.job.give_up": drops}, kind("an answer on which the program stumbles for good")
    ),
    "what could not be read holds": Guard(
        {"bot.jobs.inbox.job.Answers.read": reads_unaware(skipped=0)}, kind("an answer that cannot be read")
    ),
    "a gap in the answers holds": Guard(
        {"bot.jobs.inbox.job.Answers.read": reads_unaware(gap=False)}, kind("a gap in the answers")
    ),
    "the consent is looked at again": Guard({AGAIN: yes}, kind("the consent is edited")),
    "before a repeat the owner was heard": Guard(
        {"bot.jobs.publish.job.heard": yes}, move("strangers_drown_an_objection", "a1", "undo", "unclear")
    ),
    "nothing goes out before the owner was told when": Guard(
        {"bot.jobs.publish.gate.over": over_untold}, move("the_receipt_waits_behind_another", "a1", ONE)
    ),
    "what the owner cannot be told of is taken back, and does not go out untold": Guard(
        {"bot.jobs.publish.gate.over": over_untold, "bot.jobs.deliver.Deliver._never_told": nothing},
        kind("the receipt is refused"),
    ),
    "the time to undo begins when the receipt is there": Guard(
        {"bot.jobs.deliver.goes_out_at": lambda at, _undo: at}, kind("the receipt comes late")
    ),
    "what may not be posted is brought to be posted by hand": Guard(
        {"bot.jobs.publish.job.Publish._copy_what_may_not_go": nothing}, kind("publishing is switched off")
    ),
    "a login that only reads does not write": Guard(
        {"bot.platforms.memory.publisher.MemoryPublisher.may_post": yes}, kind("the token loses its right to post")
    ),
    "what may not be posted is not repeated": Guard(
        {"bot.jobs.publish.job.may_post": may_repeat}, in_turn(unclear, posting_is_switched_off, tried_again)
    ),
    "an offer is good for a day": Guard(
        {"bot.jobs.inbox.offered.preview_is_fresh": yes}, kind("a late offer to send once more"), customs=1
    ),
    "an offer was there to be read": Guard(
        {"bot.jobs.inbox.offered._counts": counts_unread},
        move("owner_takes_an_offer_that_is_none", "a1", "before it is offered"),
        customs=1,
    ),
    "an offer is the one that is named": Guard(
        {"bot.jobs.inbox.offered._is_named": yes},
        move("owner_takes_an_offer_that_is_none", "a1", "another number"),
        customs=1,
    ),
    "a message whose end is not known was not delivered": Guard(
        {"bot.jobs.deliver.Deliver._back": believes_it_was_delivered}, move("owner_sends_what_never_arrived", "a1", ONE)
    ),
    "a request whose end is not known is unclear, and a look at the world": Guard(
        {"bot.jobs.publish.job.Publish._lost": tries_again, "bot.jobs.publish.job.look_again": lambda *_: Found(None)},
        kind("a page instead of an answer"),
        customs=2,
    ),
    "what was wanted back while it was sent is not tried again": Guard(
        {"bot.jobs.publish.job.Publish._surely_not": forgets_that_it_was_wanted_back},
        lambda play: play.owner_wants_it_back_while_it_is_sent("a1", play.place, "before"),
        places=range(46, 58, 2),
    ),
}
"""By what each holds."""
