"""How each source that is read stands: its mark, when it went well, what was wrong, and when it is tried again."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import Boot, Network
from bot.store import progress, sources
from bot.store.sources import Source
from tests.store.builders import DAY, NOW

HOUR, BOOT = timedelta(hours=1), Boot("b", 7.0)
MEMORY, MEMORIES = Network("memory"), Network("memories")


def test_a_new_source_begins_at_its_beginning(store):
    """With an empty mark."""
    with store.begin() as tx:
        assert sources.source(tx, "memory:home") == Source("memory:home")
        assert sources.all_sources(tx) == ()


def test_after_a_reading_the_mark_is_kept(store):
    """With when it began by both clocks; nothing is wrong any more."""
    with store.begin() as tx:
        sources.read_badly(tx, "home", problem="over", retry_at=NOW, login_ended=True)
        sources.read_well(tx, "home", mark="m", began=NOW, now=NOW + HOUR, boot=BOOT)
        assert sources.source(tx, "home") == Source("home", "m", NOW + HOUR, NOW, None, False, None, BOOT)
        sources.read_well(tx, "home", mark="n", began=NOW + HOUR, now=NOW)
        assert sources.source(tx, "home") == Source("home", "n", NOW, NOW, None, False, None, None)


def test_what_went_wrong_keeps_the_mark(store):
    """And when it last went well; a login that ended has ended until it works, and what was said of it stays said."""
    with store.begin() as tx:
        sources.read_well(tx, "home", mark="m", began=NOW, now=NOW, boot=BOOT)
        sources.read_badly(tx, "home", problem="over", retry_at=NOW + HOUR, login_ended=True)
        assert sources.source(tx, "home") == Source("home", "m", NOW, NOW, "over", True, NOW + HOUR, BOOT)
        sources.read_badly(tx, "home", problem="silence", retry_at=None)
        assert sources.source(tx, "home") == Source("home", "m", NOW, NOW, "over", True, None, BOOT)
        sources.mended(tx, "home", now=NOW + DAY)
        assert sources.source(tx, "home") == Source("home", "m", NOW + DAY, NOW, None, False, None, BOOT)


def test_what_is_outdated_waits_for_the_next_reading(store):
    """The mark stays."""
    with store.begin() as tx:
        sources.read_well(tx, "answers", mark="m", began=NOW, now=NOW, boot=BOOT)
        sources.outdated(tx, "answers")
        assert sources.source(tx, "answers") == Source("answers", "m", NOW, None, None, False, None, None)


def test_refused_logins_are_tried_again_at_a_start(store):
    """Other troubles wait for their time."""
    with store.begin() as tx:
        for name, ended in (("a", True), ("b", False)):
            sources.read_badly(tx, name, problem="p", retry_at=NOW, login_ended=ended)
        sources.try_logins_again(tx)
        assert [(s.name, s.retry_at, s.login_ended) for s in sources.all_sources(tx)] == [
            ("a", None, True), ("b", NOW, False),
        ]  # fmt: skip


def test_marks_can_be_begun_anew(store):
    """By name, or all of a network with how far its first reading came."""
    with store.begin() as tx:
        for name in ("memory:home", "memory:late", "memories", "answers", "messages"):
            sources.read_well(tx, name, mark="m", began=NOW, now=NOW)
        for network in (MEMORY, MEMORIES):
            progress.note_tried(tx, network, ["a"])
        sources.begin_anew(tx, "answers", "unknown")
        assert [s.name for s in sources.all_sources(tx)] == ["memories", "memory:home", "memory:late", "messages"]
        sources.begin_network_anew(tx, MEMORY)
        assert [s.name for s in sources.all_sources(tx)] == ["memories", "messages"]
        assert (progress.tried(tx, MEMORY), progress.tried(tx, MEMORIES)) == (set(), {"a"})


def test_only_a_login_that_was_refused_is_named_as_refused(store):
    """Silence is no word on a login; what was said of one is given as it was said, until it is let in."""
    with store.begin() as tx:
        name = sources.posting(MEMORY)
        assert (sources.posting_refused(tx, MEMORY), sources.posting_problem(tx, MEMORY)) == (False, "")
        sources.read_badly(tx, name, problem="silence", retry_at=None)
        assert not sources.posting_refused(tx, MEMORY)
        sources.read_badly(tx, name, problem="", retry_at=None, login_ended=True)
        assert sources.posting_refused(tx, MEMORY)
        sources.read_badly(tx, name, problem="over", retry_at=None, login_ended=True)
        sources.read_badly(tx, name, problem="silence", retry_at=None)
        assert (sources.posting_refused(tx, MEMORY), sources.posting_problem(tx, MEMORY)) == (True, "over")
        assert [sources.is_posting(one) for one in (name, "memory:home", "publisher")] == [True, False, False]
