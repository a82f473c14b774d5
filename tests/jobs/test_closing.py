"""Suggestions that end by themselves: closed at their time, without a word, and not while a reply is on its way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import SuggestionEvent, SuggestionState
from bot.outbox.teller import Told
from tests.jobs.bench import WORDS

HOURS = timedelta(hours=1)


@pytest.fixture
def begun(bench):
    """The owner was told hello; half an hour later the next may come."""
    bench.greeted()
    bench.later(minutes=30)
    return bench


@pytest.mark.parametrize("waits", [(), (SuggestionEvent.CLAIM, SuggestionEvent.DELIVERED)])
def test_what_the_owner_answered_elsewhere_is_closed_without_a_word(bench, waits):
    """In whatever app."""
    post = bench.heard("alice")
    row, other = bench.suggest(post, *waits), bench.suggest(bench.heard("bob"), *waits)
    bench.heard("owner", WORDS, reply_to=post.uri)
    assert bench.closing().step() is False
    assert [bench.state(one) for one in (row, other)] == [SuggestionState.ANSWERED_ELSEWHERE, other.state]
    assert bench.told() == []


@pytest.mark.parametrize("waits", [(), (SuggestionEvent.CLAIM, SuggestionEvent.DELIVERED)])
def test_what_is_too_old_is_closed_without_a_word(bench, waits):
    """At the moment that was noted, and not before."""
    row = bench.suggest(bench.heard("alice"), *waits, expires_at=bench.now + HOURS)
    bench.later(minutes=59, seconds=59)
    bench.closing().step()
    assert bench.state(row) is row.state
    bench.later(seconds=1)
    bench.closing().step()
    assert bench.state(row) is SuggestionState.EXPIRED
    assert bench.told() == []


def test_what_was_still_to_be_said_about_it_is_not_said(begun):
    """A nudge in the outbox whose occasion is over."""
    post = begun.heard("alice")
    row = begun.nudged(post)
    with begun.tx() as tx:
        begun.teller.say(tx, "Something about Alice.", now=begun.now, to=Told(suggestion=row.id))
        begun.teller.say(tx, "Something about nobody.", now=begun.now)
    begun.heard("owner", WORDS, reply_to=post.uri)
    begun.closing().step()
    assert begun.told() == ["Something about nobody."]


def test_what_is_on_its_way_is_not_closed(bench):
    """Whoever publishes looks at the world themselves."""
    row = bench.approved(bench.heard("alice"))
    bench.later(days=9)
    bench.closing().step()
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
