"""The guards of whose everything is, what was shown, and of clocks and copies (DESIGN 2)."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Any

from sqlalchemy import select

from bot.decide.lifecycle.undo_window import over
from bot.jobs.inbox import consent
from bot.platforms.memory import MemoryPublisher
from bot.platforms.memory.network import MemoryNetwork
from bot.store import answerable, answers, merging, ownership, sources
from bot.store.schema import messages as outbox
from bot.store.schema import suggestions
from tests.contract.memory_world import PEOPLE
from tests.play.guards import ONE, Guard, in_turn, kind, move, nothing, yes
from tests.play.guards_of_consent import AGAIN
from tests.play.machine import Play

# --- the program without


def trusts_the_login_of(*whose_login: str) -> Any:
    """Whatever the network says, it is the account that is configured."""

    def behind(network: Any, who: str) -> Any:
        return network.people.account(who) if who in whose_login else BEHIND(network, who)

    return behind


def believes_the_account(tx: Any, account: Any, _now: Any) -> None:
    """Whoever it is now, everything goes on."""
    ownership.put_verified(tx, account)


def believes_the_channel(tx: Any, channel: str, _now: Any, **_: Any) -> None:
    """Wherever we talk now, everything goes on."""
    ownership.put_channel(tx, channel)


def opens_everything(desk: Any, tx: Any, since: Any) -> Any:
    """Every message counts, in whatever conversation it was shown."""
    channels = tx.execute(select(outbox.c.channel).distinct()).scalars().all()
    owners = tuple(desk.accounts.values())
    found = [answerable.opened(tx, since=since, channel=channel, owners=owners) for channel in channels]
    return tuple(sorted(chain.from_iterable(found), key=lambda one: one.message))


def opens_for_anybody(desk: Any, tx: Any, since: Any) -> Any:
    """Every message counts, to whomever it was shown."""
    owners = tx.execute(select(suggestions.c.owner).distinct()).scalars().all()
    return opens_everything(replace(desk, accounts=dict(enumerate(owners))), tx, since)


def permits_for_anybody(turn: Any, row: Any, *args: Any, **how: Any) -> Any:
    """Whoever it was shown to may approve it."""
    return PERMIT(replace(turn, desk=replace(turn.desk, accounts={row.network: row.owner})), row, *args, **how)


def publishes_for_anybody(publisher: Any, approval: Any) -> Any:
    """Whoever approved it, it is written under this name."""
    return PUBLISH(publisher, replace(approval, account=publisher.account.identity))


def over_by_the_wall(window: Any, at: Any) -> bool:
    """By the clock that anybody can set."""
    return over(replace(window, told=None), at)


def heard_by_the_wall(tx: Any, window: Any, now: Any) -> bool:
    """A reading after it, by the clock that anybody can set."""
    began = sources.source(tx, "answers").read_began_at
    return began is not None and window.due_at <= began <= now.wall and not answers.unheard(tx)


BEHIND, PERMIT, PUBLISH = MemoryNetwork.account_behind, consent.permit, MemoryPublisher.publish
NAMING, HEARD = merging._naming_persons, "bot.store.ownership.heard_since"
CLAIMED_AND_WRITTEN = {
    "bot.jobs.publish.gate.Gate.belongs": yes,
    "bot.platforms.memory.publisher.MemoryPublisher.publish": publishes_for_anybody,
}


# --- moves of the play in which a guard is needed


def somebody_elses_bot_answers(play: Play) -> None:
    """Words are said to it, and it would show them back."""
    play._says("words", ONE, play._nudge("a1"))
    play.net.people.exchange_login(PEOPLE["bot"], PEOPLE["carol"])
    play.ground.round()


WHOSE = {
    "the owner's login is theirs": Guard(
        {"bot.platforms.memory.network.MemoryNetwork.account_behind": trusts_the_login_of(PEOPLE["owner"])},
        kind("the owner's login is somebody else's"),
    ),
    "the bot's login is its own": Guard(
        {"bot.platforms.memory.network.MemoryNetwork.account_behind": trusts_the_login_of(PEOPLE["bot"])},
        somebody_elses_bot_answers,
    ),
    "what one owner approved is laid to rest, held, claimed and written for no other": Guard(
        {
            "bot.jobs.verifying.settle_account": believes_the_account,
            "bot.jobs.verifying.settle_channel": believes_the_channel,
            **CLAIMED_AND_WRITTEN,
        },
        kind("another owner"),
    ),
    "what one owner was shown is laid to rest, shown again, open, permitted, claimed and written for no other": Guard(
        {
            HEARD: yes,
            "bot.jobs.verifying.settle_account": believes_the_account,
            **CLAIMED_AND_WRITTEN,
            "bot.jobs.inbox.turn.Desk.opened": opens_for_anybody,
            "bot.jobs.inbox.consent.permit": permits_for_anybody,
        },
        move("owner_sends_elsewhere_what_was_shown", "a1", ONE, "another owner"),
    ),
    "what was approved in one conversation is held, claimed and looked at again in no other": Guard(
        {
            "bot.jobs.verifying.settle_channel": believes_the_channel,
            "bot.jobs.publish.gate.Gate.belongs": yes,
            AGAIN: yes,
        },
        kind("another bot"),
    ),
    "what was shown in one conversation is open in no other, and shown again": Guard(
        {"bot.jobs.inbox.turn.Desk.opened": opens_everything, HEARD: yes},
        move("owner_sends_elsewhere_what_was_shown", "a1", ONE, "another bot"),
    ),
    "an old copy of the database is noticed": Guard(
        {"bot.jobs.verifying.settle_copy": nothing},
        kind("an old copy, from before the publication"),
        customs=2,
    ),
    "two people who are one are one everywhere": Guard(
        {"bot.store.merging._naming_persons": lambda: (c for c in NAMING() if c.table.name != "suggestions")},
        kind("two people are one, then never"),
    ),
    "the newest words are meant": Guard(
        {"bot.store.answerable.newest_preview": nothing}, kind("superseded words, by a thumb")
    ),
    "a reference to a message that nobody knows is doubt": Guard(
        {"bot.jobs.inbox.turn.Turn.strange": False}, kind("a code and an unknown reference")
    ),
    "in a terminal only what was printed was seen": Guard(
        {"bot.jobs.inbox.turn.Turn.stood": yes},
        move("owner_answers_in_a_terminal", "a1", ONE, False, "minutes later"),
    ),
    "the time to undo passes by the clock that nobody can set": Guard(
        {"bot.jobs.publish.gate.over": over_by_the_wall},
        in_turn(move("minutes_pass", 5, 1), kind("a clock that is set forward")),
    ),
    "after another start of the machine the owner has that time again": Guard(
        {"bot.decide.lifecycle.undo_window._runs_long_enough": yes}, kind("a clock that is set forward, and a reboot")
    ),
    "answers are read after it by the same clock": Guard(
        {"bot.jobs.publish.gate.Gate._heard_after": staticmethod(heard_by_the_wall)},
        move("the_clock_was_ahead_for_a_while", "a1", 3),
    ),
}
"""By what each holds."""
