"""Whose a login is: asked of every network, remembered while it is silent, and only another answer stops us."""

from __future__ import annotations

import pytest

from bot.domain import Network, SuggestionState
from bot.errors import PlatformError, WrongAccount
from bot.jobs.verifying import Verifying
from bot.store import news, ownership, sources
from bot.store.news import AnotherChannel, NobodyCouldTakeItBack
from bot.store.schema import owner_accounts
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import Watched
from tests.knowledge.test_invalidation import ELSEWHERE

HERE = Network("memory")


def anew(bench):
    """Another process: nothing is known but what is stored."""
    bench.reader = Watched(bench.world.reader())
    bench.readers = {HERE: bench.reader}
    return bench.verifying()


def only_reads(bench):
    """Whether the login for posting is known to have no right to post."""
    with bench.tx() as tx:
        return ownership.only_reads(tx, bench.identity)


def test_a_network_is_asked_once_in_a_process(bench):
    """Before that it is open."""
    job = bench.verifying()
    assert job.is_open(HERE)
    assert job.verify(HERE) is False
    assert not job.is_open(HERE)
    assert job.accounts == {HERE: bench.identity}


def test_that_something_was_learnt_is_said_once(bench):
    """Whoever built on it builds anew."""
    job = bench.verifying()
    assert not job.changed()
    job.verify(HERE)
    assert job.changed()
    assert not job.changed()


def test_whoever_is_verified_is_kept(bench):
    """For a start at which the network is silent."""
    with bench.tx() as tx:
        forgotten(tx, "whose")
    bench.verifying().verify(HERE)
    with bench.tx() as tx:
        assert ownership.verified(tx, HERE).identity == bench.identity
        assert ownership.learnt(tx, HERE) == PEOPLE["owner"]


def test_a_network_that_is_silent_is_gone_by_what_it_said_last(bench):
    """Whoever wants to say `stop` is heard."""
    bench.verifying().verify(HERE)
    job = anew(bench)
    job.recall()
    assert job.accounts == {HERE: bench.identity}
    assert job.is_open(HERE)
    assert bench.reader.times("verify") == 0


def test_without_an_earlier_answer_nobody_is_presumed(bench):
    """A first start knows nobody."""
    with bench.tx() as tx:
        forgotten(tx, "whose")
    job = anew(bench)
    job.recall()
    assert job.accounts == {}


def forgotten(tx, missing):
    """It was never asked whose the login is, or never learnt what the server is like."""
    tx.execute(owner_accounts.delete() if missing == "whose" else owner_accounts.update().values(learnt=""))


@pytest.mark.parametrize("missing", ["whose", "learnt"])
def test_half_an_answer_is_none(bench, missing):
    """Both are needed: who it is, and what was learnt of the server."""
    bench.verifying().verify(HERE)
    with bench.tx() as tx:
        forgotten(tx, missing)
    job = anew(bench)
    job.recall()
    assert job.accounts == {}


def test_what_was_learnt_about_another_account_counts_nothing(bench):
    """The address in the file was changed."""
    bench.verifying().verify(HERE)
    with bench.tx() as tx:
        ownership.put_learnt(tx, HERE, PEOPLE["alice"])
    job = anew(bench)
    job.recall()
    assert job.accounts == {}


def test_an_account_that_is_not_the_one_before_is_not_presumed(bench):
    """The same address, another person behind it."""
    bench.verifying().verify(HERE)
    eve = bench.world.reader().find_account(PEOPLE["carol"])
    with bench.tx() as tx:
        ownership.put_verified(tx, eve)
    job = anew(bench)
    job.recall()
    assert job.accounts == {}


def test_it_is_recalled_once(bench):
    """What is verified later is not undone by it."""
    bench.verifying().verify(HERE)
    job = anew(bench)
    job.recall()
    job.accounts.clear()
    job.recall()
    assert job.accounts == {}
    assert bench.reader.times("recall") == 1


def test_a_new_start_tries_a_refused_login_at_once(bench):
    """Whoever started it anew may have mended it."""
    with bench.tx() as tx:
        for name, ended in (("memory:home", True), ("memory:notices", False)):
            later = bench.world.now().replace(year=2027)
            sources.read_badly(tx, name, problem="over", retry_at=later, login_ended=ended)
    bench.verifying().recall()
    with bench.tx() as tx:
        assert sources.source(tx, "memory:home").retry_at is None
        assert sources.source(tx, "memory:notices").retry_at is not None


def test_a_login_of_somebody_else_settles_nothing(bench):
    """It is raised, and what was known stays."""
    bench.verifying().verify(HERE)
    bench.world.exchange_login("owner", "carol")
    job = anew(bench)
    with pytest.raises(WrongAccount):
        job.verify(HERE)
    assert job.is_open(HERE)
    assert not job.changed()
    with bench.tx() as tx:
        assert ownership.verified(tx, HERE).identity == bench.identity


def test_another_account_lays_to_rest_what_was_open(bench):
    """Where the file names another one."""
    row = bench.nudged(bench.heard("alice"))
    eve = bench.world.reader().find_account(PEOPLE["carol"])
    bench.reader.verify = lambda: eve
    bench.verifying().verify(HERE)
    assert bench.state(row) is SuggestionState.WITHDRAWN


# --- whether it may post


def test_a_login_without_the_right_to_post_is_known_beforehand(bench):
    """Then an approval brings the text instead; a right that is given back is known, too."""
    bench.world.let_only_read("owner")
    asked(bench.verifying())
    assert only_reads(bench)
    bench.world.let_only_read("owner", only=False)
    asked(bench.verifying())
    assert not only_reads(bench)


def asked(job):
    """It was asked whose the login is, then what it may do."""
    job.verify(HERE)
    assert job.rights_open(HERE)
    assert job.note_rights(HERE) is False
    assert not job.rights_open(HERE)


def test_where_that_cannot_be_asked_it_stays_as_it_was_and_is_asked_again(bench):
    """Whose the account is, is known without it; what is wrong goes to whoever keeps the troubles."""
    job = Verifying(bench.store, bench.readers, {HERE: _fails}, bench.clock)
    assert job.verify(HERE) is False
    with pytest.raises(PlatformError, match="silence"):
        job.note_rights(HERE)
    assert job.rights_open(HERE)
    assert not only_reads(bench)
    assert job.accounts == {HERE: bench.identity}


def _fails():
    raise PlatformError("silence")


def test_before_the_account_is_known_its_rights_are_not_asked(bench):
    """They are noted with the account."""
    assert not bench.verifying().rights_open(HERE)


def test_where_nothing_is_posted_nothing_is_asked(bench):
    """There is no login for it."""
    job = Verifying(bench.store, bench.readers, {}, bench.clock)
    job.verify(HERE)
    assert not job.rights_open(HERE)


# --- where we talk


def settled(bench, spoken=(), *, channel=None, terminal=False, started=None):
    """We talk in this conversation, and this stands there; what is to be told."""
    channel = channel or bench.messenger.channel
    with bench.tx() as tx:
        bench.verifying().settle(tx, channel, spoken, terminal=terminal, started=started)
        return news.to_tell(tx)


def test_another_conversation_and_an_old_copy_are_settled(bench):
    """Both in one look."""
    row = bench.approved(bench.heard("alice"))
    assert settled(bench, channel=ELSEWHERE) == [AnotherChannel((row.id,))]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_in_the_terminal_what_nobody_could_take_back_is_shown_again(bench):
    """Once, of what was late; elsewhere the owner was heard meanwhile."""
    row = bench.approved(bench.heard("alice"))
    bench.boots = 1
    assert settled(bench, started=bench.boot()) == []
    assert settled(bench, terminal=True) == []
    assert settled(bench, terminal=True, started=bench.boot()) == [NobodyCouldTakeItBack((row.id,))]
    assert settled(bench, terminal=True, started=bench.boot()) == [NobodyCouldTakeItBack((row.id,))]
    with bench.tx() as tx:
        assert news.to_tell(tx) == [NobodyCouldTakeItBack((row.id,))]
