"""The random play has teeth: with any one guard taken out, the same play finds that the promise is broken.

Each guard is replaced by what the program would do without it, and nothing else is changed. Guards that stand in each other's
stead ("held four times, each alone sufficient", DESIGN 2) are taken out together, and the entry says so.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any, ClassVar
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import update

from bot.approvals import after, approve
from bot.domain import digest
from bot.jobs.answers import consent, job
from bot.jobs.publish import Publish
from bot.jobs.recheck import Found
from bot.store.schema import suggestions as table
from tests.play.machine import Play

BRIEF = settings(
    max_examples=400,
    stateful_step_count=25,
    deadline=None,
    database=None,
    derandomize=False,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)


class Lenient(Play):
    """The same play."""

    lenient: ClassVar[bool] = True


# --- the program without


def approves_anything(**given: Any) -> Any:
    return approve(**{**given, "shown": digest(given["act"])})


def moves_whatever_it_was(tx: Any, row: Any, event: Any, *, now: Any, **changes: Any) -> bool:
    values = {"state": after(row.state, event), "state_at": now, "retry_at": None, **changes}
    tx.execute(update(table).where(table.c.id == row.id).values(**values))
    return True


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


REAL_CONSENT, REAL_WISHES = consent.consent, Publish._may_go.__globals__["wishes"]


def never_stopped(*args: Any) -> Any:
    return replace(REAL_WISHES(*args), stopped=False)


def yes(*_: Any, **__: Any) -> bool:
    return True


def nothing(*_: Any, **__: Any) -> None:
    return None


GUARDS: dict[str, dict[str, Any]] = {
    "the words approved are the words shown": {"bot.jobs.answers.consent.approve": approves_anything},
    "the words published are the words approved": {
        "bot.platforms.memory.publisher._key_of": lambda approval: json.loads(approval.seal)["key"]
    },
    "the claim (a conditional move, and a look at what still holds)": {
        "bot.store.suggestions.move": moves_whatever_it_was,
        "bot.jobs.publish.Publish._still_may": yes,
    },
    "the time to undo": {"bot.jobs.answers.consent.goes_out_at": lambda at, _undo: at},
    "a reading of the answers after that time": {"bot.jobs.publish._heard": yes},
    "everything that was read was understood": {"bot.store.messages.unheard": lambda _tx: 0},
    "the owner is the sender": {"bot.jobs.answers.job.understand": heeds_only(sender="owner")},
    "nobody else received it": {"bot.jobs.answers.job.understand": heeds_only(others=())},
    "it was private": {"bot.jobs.answers.job.understand": heeds_only(private=True, others=())},
    "consent is bound to the message it answers": {
        "bot.jobs.answers.consent.consent": consents_to_the_latest_words,
        "bot.jobs.answers.job.consent": consents_to_the_latest_words,
    },
    "a bare word is asked about": {"bot.jobs.answers.consent._surely_this": yes},
    "the words were there to be seen": {"bot.jobs.answers.consent._was_seen": yes},
    "a preview is good for a day": {"bot.jobs.answers.consent.preview_is_fresh": yes},
    "stop stops": {"bot.jobs.publish.wishes": never_stopped},
    "what is unclear can be kept back": {"bot.store.suggestions.keep_back": nothing},
    "a look at the world before sending": {"bot.jobs.publish.look_again": lambda *_: Found(None)},
    "a look for the reply before a repeat, and repeats only where they are harmless": {
        "bot.platforms.memory.publisher.MemoryPublisher.look": nothing,
        "bot.jobs.publish.Publish._repeat_is_harmless": yes,
        "bot.jobs.publish.look_again": lambda *_: Found(None),
    },
    "the mention guard (words and wire)": {
        "bot.delivery.guard": lambda text: text,
        "bot.platforms.memory.messenger.HANDLE": re.compile(r"(?!)"),
    },
}


@contextmanager
def without(guard: str) -> Iterator[None]:
    """The program with one guard taken out."""
    with ExitStack() as stack:
        for name, instead in GUARDS[guard].items():
            stack.enter_context(patch(name, instead))
        yield


@pytest.mark.skipif(os.environ.get("NUDGE_THOROUGH") != "1", reason="takes minutes: set NUDGE_THOROUGH=1")
@pytest.mark.parametrize("guard", GUARDS)
def test_the_play_misses_every_guard(guard):
    """Without it, something stands under the owner's name, or reaches somebody, that must not."""
    with (
        without(guard),
        pytest.raises(AssertionError, match=r"stands under the owner's name|private message of the bot's"),
    ):
        run_state_machine_as_test(seed(1)(Lenient), settings=BRIEF)
