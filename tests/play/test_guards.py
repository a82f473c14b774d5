"""The random play has teeth: with any one guard taken out, a few of its moves break the promise, and the play sees it.

Each guard is replaced by what the program would do without it, and nothing else is changed. Guards that stand in each other's
stead ("held four times, each alone sufficient", DESIGN 2) are taken out together, and the entry says so. The same moves are
made with the whole program first: it is the guard that holds, not the luck of the moment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import pytest

from bot.approvals import approve
from bot.domain import digest
from bot.jobs.answers import consent, job
from bot.jobs.publish import Publish
from bot.jobs.recheck import Found
from bot.store import wishes
from tests.play.machine import WORDS, Play

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


def hears_no_names(turn: Any, owner: Any) -> str:
    """As if nobody else had been named, and so reached."""
    answer = turn.answer
    text = " ".join(word for word in answer.text.split() if not word.startswith("@"))
    return UNDERSTAND(replace(turn, answer=replace(answer, others=(), text=text)), owner)


UNDERSTAND = job.understand


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


# --- moves of the play in which a guard is needed

Moves = Callable[[Play], None]
ONE, OTHER = WORDS[:2]


def answered_and_sent(play: Play) -> None:
    play.owner_answers_and_sends(ONE, "a1", thumb=False)


def shown(play: Play, words: str = ONE) -> None:
    play.owner_answers_a_nudge(words, "a1", "heard")


def out(play: Play) -> None:
    """The time to undo passes, and answers are read after it."""
    play.some_minutes_pass(2, 1)


def in_turn(*moves: Moves) -> Moves:
    def play_them(play: Play) -> None:
        for move in moves:
            move(play)

    return play_them


def move(name: str, *args: Any) -> Moves:
    """One of the moves of the play, as its random hand would make it."""
    return lambda play: getattr(play, name)(*args)


def sends_to_the_nudge(play: Play) -> None:
    play._says("send", "send", play._nudge("a1"))
    play._then("minutes later")


def nothing_is_read_afterwards(play: Play) -> None:
    play.ground.passes(minutes=2)
    play.a_round(read=False)


@dataclass(frozen=True)
class Guard:
    """What stands in its place, by name; moves that need it; and at how many places they may be interrupted."""

    instead: dict[str, Any]
    moves: Moves
    customs: int = 0
    places: int = 1


GUARDS = {
    "the words approved are the words shown": Guard(
        {"bot.jobs.answers.consent.approve": approves_anything},
        move("stored_words_are_changed", ONE, "a1", "messages"),
    ),
    "the words published are the words approved": Guard(
        {"bot.platforms.memory.publisher._key_of": lambda approval: json.loads(approval.seal)["key"]},
        move("stored_words_are_changed", ONE, "a1", "approvals"),
    ),
    "the claim before the request": Guard(
        {"bot.jobs.publish.Publish._claim_and_publish": Publish._publish},
        lambda play: play.two_processes_publish(ONE, "a1", play.place),
        customs=2,
        places=40,
    ),
    "the time to undo": Guard(
        {"bot.jobs.answers.consent.goes_out_at": lambda at, _undo: at},
        in_turn(answered_and_sent, move("a_moment_passes", 10)),
    ),
    "a reading of the answers after that time": Guard(
        {"bot.jobs.publish._heard": yes}, in_turn(answered_and_sent, nothing_is_read_afterwards)
    ),
    "everything that was read was understood": Guard(
        {"bot.store.answers.unheard": lambda _tx: 0}, move("strangers_drown_the_owner", ONE, "a1")
    ),
    "the owner is the sender (and the words of others are dropped)": Guard(
        {
            "bot.jobs.answers.job.understand": heeds_only(sender="owner"),
            "bot.jobs.answers.job._kept": lambda said, _owner: said,
        },
        move("a_stranger_consents", ONE, "a1", "alice", "send"),
    ),
    "nobody else received it (and a name in the text is no plain word)": Guard(
        {"bot.jobs.answers.job.understand": hears_no_names},
        in_turn(shown, lambda play: play._says("send", "send", play._shown_for("a1"), further=True), out, out),
    ),
    "it was private": Guard(
        {"bot.jobs.answers.job.understand": heeds_only(private=True, others=())},
        move("owner_consents_where_others_hear_it", ONE, "a1", True, "minutes later"),
    ),
    "consent is bound to the message that it answers": Guard(
        {
            "bot.jobs.answers.consent.consent": consents_to_the_latest_words,
            "bot.jobs.answers.job.consent": consents_to_the_latest_words,
        },
        in_turn(shown, sends_to_the_nudge),
    ),
    "a bare word is asked about": Guard(
        {"bot.jobs.answers.consent._surely_this": yes},
        in_turn(
            move("owner_asks_for_one", "skip", "b1", "heard"),
            move("owner_asks_for_one", "skip", "c1", "heard"),
            shown,
            move("owner_says_something_else", "help", None, "heard"),
            move("owner_consents_to_nothing_named", "yes", "minutes later"),
        ),
    ),
    "the words were there to be seen": Guard(
        {"bot.jobs.answers.consent._was_seen": yes},
        in_turn(shown, move("owner_does_not_wait_for_the_preview", OTHER, "a1", True), out),
    ),
    "a preview is good for a day": Guard(
        {"bot.jobs.answers.consent.preview_is_fresh": yes},
        in_turn(shown, move("hours_pass", 25), move("owner_sends_what_was_shown", "a1", False), out),
    ),
    "stop stops (what is on its way is taken back, and publishing asks)": Guard(
        {
            "bot.jobs.publish.wishes": never_stopped,
            "bot.jobs.answers.settings.hold_everything": lambda _turn: [],
        },
        in_turn(answered_and_sent, move("owner_stops_or_resumes", "stop", False, "minutes later")),
    ),
    "what is unclear can be kept back": Guard(
        {"bot.store.suggestions.keep_back": nothing},
        in_turn(
            move("an_answer_to_us_is_lost", "html", ONE, "a1"),
            move("owner_takes_back", "undo", None, "minutes later"),
            out,
            move("some_minutes_pass", 5, 3),
        ),
    ),
    "a look at the world before sending": Guard(
        {"bot.jobs.publish.look_again": lambda *_: Found(None)},
        in_turn(answered_and_sent, move("a_post_changes", "alice", "answer"), out),
    ),
    "a look for the reply before a repeat, repeats only where they are harmless, a look at the world": Guard(
        {
            "bot.platforms.memory.publisher.MemoryPublisher.look": nothing,
            "bot.jobs.publish.Publish._repeat_is_harmless": yes,
            "bot.jobs.publish.look_again": lambda *_: Found(None),
        },
        in_turn(move("an_answer_to_us_is_lost", "after", ONE, "a1"), move("some_minutes_pass", 5, 3)),
        customs=2,
    ),
    "the mention guard, in the words and on the wire": Guard(
        {
            "bot.delivery.guard": lambda text: text,
            "bot.platforms.memory.messenger._names_somebody": lambda _text: False,
        },
        in_turn(answered_and_sent, move("a_post_changes", "alice", "edit"), out),
    ),
}


@contextmanager
def without(guard: Guard) -> Iterator[None]:
    """The program with one guard taken out."""
    with ExitStack() as stack:
        for name, instead in guard.instead.items():
            stack.enter_context(patch(name, instead))
        yield


class Scene(Play):
    """The play with moves in a given order. The program may stumble in it; `place` is where it is interrupted."""

    lenient = True
    place = 0


def complaints(guard: Guard) -> Iterator[list[str]]:
    """What the play complains about, for each place at which the moves may be interrupted."""
    for place in range(guard.places):
        scene = Scene()
        scene.place = place
        scene.begin(which=guard.customs)
        try:
            guard.moves(scene)
            yield scene.judge.complaints()
        finally:
            scene.teardown()


@pytest.mark.parametrize("name", GUARDS)
def test_the_play_misses_every_guard(name):
    """Without it, something stands under the owner's name, or reaches somebody, that must not; with it, nothing does."""
    guard, breach = GUARDS[name], re.compile(r"stands under the owner's name|private message of the bot's")
    assert not any(complaints(guard))
    with without(guard):
        assert any(breach.search(found) for made in complaints(guard) for found in made)
