"""The random play has teeth: with any one guard taken out, the same play finds that the promise is broken.

Each guard is replaced by what the program would do without it, and nothing else is changed. Guards that stand in each other's
stead ("held four times, each alone sufficient", DESIGN 2) are taken out together, and the entry says so. So that a breach is
found in seconds, only those moves of the play are made in which the guard is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RULE_MARKER, run_state_machine_as_test

from bot.approvals import approve
from bot.domain import digest
from bot.jobs.answers import consent, job
from bot.jobs.publish import Publish
from bot.jobs.recheck import Found
from bot.store import wishes
from tests.play.machine import Play

BRIEF = settings(
    max_examples=200,
    stateful_step_count=12,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)
EVERY_DAY = ("owner_answers_and_sends", "some_minutes_pass")


# --- the program without


def approves_anything(**given: Any) -> Any:
    return approve(**{**given, "shown": digest(given["act"])})


def heeds_only(**changes: Any) -> Any:
    """Understands an answer as if it were another."""
    real = job.understand

    def understand(turn: Any, owner: Any) -> str:
        given = {name: owner if value == "owner" else value for name, value in changes.items()}
        return real(replace(turn, answer=replace(turn.answer, **given)), owner)

    return understand


def consents_to_the_latest_words(turn: Any, message: Any, **how: Any) -> str:
    shown = [m for m in turn.opened if m.suggestion == message.suggestion and consent.shows_words(m)]
    return REAL_CONSENT(turn, shown[-1] if shown else message, **how)


REAL_CONSENT, REAL_WISHES = consent.consent, wishes.wishes


def never_stopped(*args: Any) -> Any:
    return replace(REAL_WISHES(*args), stopped=False)


def yes(*_: Any, **__: Any) -> bool:
    return True


def nothing(*_: Any, **__: Any) -> None:
    return None


@dataclass(frozen=True)
class Guard:
    """What stands in its place, by name, and the moves of the play that need it."""

    instead: dict[str, Any]
    moves: tuple[str, ...] = ()


GUARDS = {
    "the words approved are the words shown": Guard(
        {"bot.jobs.answers.consent.approve": approves_anything}, ("stored_words_are_changed",)
    ),
    "the words published are the words approved": Guard(
        {"bot.platforms.memory.publisher._key_of": lambda approval: json.loads(approval.seal)["key"]},
        ("stored_words_are_changed",),
    ),
    "the claim before the request": Guard(
        {"bot.jobs.publish.Publish._claim_and_publish": Publish._publish}, ("two_processes_publish",)
    ),
    "the time to undo": Guard({"bot.jobs.answers.consent.goes_out_at": lambda at, _undo: at}, ("a_moment_passes",)),
    "a reading of the answers after that time": Guard(
        {"bot.jobs.publish._heard": yes}, ("owner_takes_back", "a_round")
    ),
    "everything that was read was understood": Guard(
        {"bot.store.messages.unheard": lambda _tx: 0}, ("strangers_drown_the_owner",)
    ),
    "the owner is the sender (and the words of others are dropped)": Guard(
        {
            "bot.jobs.answers.job.understand": heeds_only(sender="owner"),
            "bot.jobs.answers.job._kept": lambda said, _owner: said,
        },
        ("a_stranger_consents",),
    ),
    "nobody else received it": Guard(
        {"bot.jobs.answers.job.understand": heeds_only(others=())}, ("owner_consents_where_others_hear_it",)
    ),
    "it was private": Guard(
        {"bot.jobs.answers.job.understand": heeds_only(private=True, others=())},
        ("owner_consents_where_others_hear_it",),
    ),
    "consent is bound to the message that it answers": Guard(
        {
            "bot.jobs.answers.consent.consent": consents_to_the_latest_words,
            "bot.jobs.answers.job.consent": consents_to_the_latest_words,
        },
        ("owner_answers_a_nudge", "owner_consents_to_anything", "owner_reacts"),
    ),
    "a bare word is asked about": Guard(
        {"bot.jobs.answers.consent._surely_this": yes}, ("owner_answers_a_nudge", "owner_consents_to_nothing_named")
    ),
    "the words were there to be seen": Guard(
        {"bot.jobs.answers.consent._was_seen": yes}, ("owner_does_not_wait_for_the_preview",)
    ),
    "a preview is good for a day": Guard(
        {"bot.jobs.answers.consent.preview_is_fresh": yes},
        ("owner_answers_a_nudge", "hours_pass", "owner_sends_what_was_shown"),
    ),
    "stop stops": Guard({"bot.jobs.publish.wishes": never_stopped}, ("owner_stops_or_resumes",)),
    "what is unclear can be kept back": Guard(
        {"bot.store.suggestions.keep_back": nothing}, ("an_answer_to_us_is_lost", "owner_takes_back")
    ),
    "a look at the world before sending": Guard(
        {"bot.jobs.publish.look_again": lambda *_: Found(None)}, ("a_post_changes", "people_change")
    ),
    "a look for the reply before a repeat, repeats only where they are harmless, a look at the world": Guard(
        {
            "bot.platforms.memory.publisher.MemoryPublisher.look": nothing,
            "bot.jobs.publish.Publish._repeat_is_harmless": yes,
            "bot.jobs.publish.look_again": lambda *_: Found(None),
        },
        ("an_answer_to_us_is_lost",),
    ),
    "the mention guard, in the words and on the wire": Guard(
        {
            "bot.delivery.guard": lambda text: text,
            "bot.platforms.memory.messenger.HANDLE": re.compile(r"(?!)"),
        },
        ("a_post_changes",),
    ),
}


@contextmanager
def without(guard: Guard) -> Iterator[None]:
    """The program with one guard taken out."""
    with ExitStack() as stack:
        for name, instead in guard.instead.items():
            stack.enter_context(patch(name, instead))
        yield


def focused(guard: Guard) -> type[Play]:
    """The play with the moves of every day and those that need the guard. The program may stumble in it."""
    moves = {name for name, move in vars(Play).items() if hasattr(move, RULE_MARKER)}
    kept = {*EVERY_DAY, *guard.moves}
    assert kept <= moves, kept - moves
    left_out = {name: _no_move(getattr(Play, name)) for name in moves - kept}
    return type("Focused", (Play,), left_out | {"lenient": True})


def _no_move(move: Any) -> Any:
    """It can be part of other moves, and is none of its own."""
    return lambda play, *args, **kwargs: move(play, *args, **kwargs)


@pytest.mark.parametrize("name", GUARDS)
def test_the_play_misses_every_guard(name):
    """Without it, something stands under the owner's name, or reaches somebody, that must not."""
    guard, breach = GUARDS[name], r"stands under the owner's name|private message of the bot's"
    with without(guard), pytest.raises(AssertionError, match=breach):
        run_state_machine_as_test(seed(1)(focused(guard)), settings=BRIEF)
