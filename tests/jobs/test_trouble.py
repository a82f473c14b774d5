"""What came up that nobody asked about: told once each, by what the owner knows, and once that it is well again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import Network
from bot.errors import WrongAccount
from bot.knowledge.invalidation import hold_all
from bot.store import news, sources
from bot.store.news import AnotherAccount, AnotherChannel, Moved, NobodyCouldTakeItBack, OldCopy, Renamed
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS, WORDS

OVER = "over"


def ends(bench, name, problem=OVER, ok_at=None):
    """A login is refused where this source is read."""
    with bench.tx() as tx:
        if ok_at is not None:
            sources.read_well(tx, name, mark="", began=ok_at, now=ok_at)
        sources.read_badly(tx, name, problem=problem, retry_at=None, login_ended=True)


def mended(bench, *names):
    """It goes well again."""
    with bench.tx() as tx:
        for name in names:
            sources.mended(tx, name, now=bench.world.now())


def noted(bench, what):
    """Something is to be told."""
    with bench.tx() as tx:
        news.tell_later(tx, what)


def step(bench):
    """Whatever is to be told now."""
    assert bench.trouble().step() is False
    return bench.told()


# --- logins


def test_while_all_is_well_nothing_is_told(bench):
    """A network that is merely silent is no news."""
    with bench.tx() as tx:
        sources.read_badly(tx, "memory:home", problem="silence", retry_at=None)
    assert step(bench) == []


def test_a_login_that_ended_is_told_once(bench):
    """By its network, with since when, and what to do."""
    ends(bench, "memory:home", ok_at=bench.now - timedelta(hours=2))
    ends(bench, "memory:notices", ok_at=bench.now - timedelta(hours=1))
    assert step(bench) == [
        "Memory no longer accepts my login for your account, so I have read nothing since 16:00. Everything is kept. "
        "On the server: nudge check. I say this once."
    ]
    bench.later(days=1)
    assert step(bench) == []


def test_a_login_that_never_worked_ended_now(bench):
    """There is no time before it."""
    ends(bench, "memory:home")
    assert "since 18:00" in step(bench)[0]


def test_that_it_works_again_is_told_once(bench):
    """And should it end again, that is told again."""
    ends(bench, "memory:home")
    step(bench)
    mended(bench, "memory:home")
    assert step(bench) == ["Memory works again. I go on from where I stopped."]
    assert step(bench) == []
    ends(bench, "memory:home")
    assert len(step(bench)) == 1


def test_it_works_again_when_all_of_it_works_again(bench):
    """Of two readings both."""
    for name in ("memory:home", "memory:notices"):
        ends(bench, name)
    step(bench)
    mended(bench, "memory:home")
    assert step(bench) == []
    mended(bench, "memory:notices")
    assert step(bench) == ["Memory works again. I go on from where I stopped."]


def test_other_trouble_on_the_way_is_no_word_that_it_works(bench):
    """A try that meets a silent server says nothing of the login; it is neither well again, nor told a second time."""
    ends(bench, "memory:publisher")
    assert len(step(bench)) == 1
    with bench.tx() as tx:
        sources.read_badly(tx, "memory:publisher", problem="silence", retry_at=None)
    assert step(bench) == []
    ends(bench, "memory:publisher")
    assert step(bench) == []


def test_what_still_works_is_named(bench):
    """The other network goes on."""
    bench.readers[Network("bluesky")] = bench.reader
    ends(bench, "bluesky:home")
    assert step(bench)[0].startswith(
        "Bluesky no longer accepts my login for your account, so I read only Memory since 18:00."
    )


def test_only_networks_have_logins(bench):
    """The owner knows networks, not steps of ours."""
    for name in ("watch", "mastodon:home", "memories"):
        ends(bench, name)
    assert step(bench) == []


def test_a_login_for_posting_that_ended_is_told_by_itself(bench):
    """Reading goes on."""
    ends(bench, "memory:publisher")
    assert step(bench) == [
        "Memory no longer lets me post for you. I go on reading. What you approve goes out if the login works again within a day of your send, "
        "else I show it again; undo takes it back. "
        "On the server: nudge check. I say this once."
    ]
    assert step(bench) == []
    mended(bench, "memory:publisher")
    assert step(bench) == ["Memory works again. I go on from where I stopped."]


def test_a_login_for_posting_that_ended_names_until_when_the_one_that_waits_may_go_out(bench):
    """A day from its `send`, however much later the login ended; of two, each has its own."""
    bench.approved(bench.heard("alice"))
    bench.later(hours=3)
    ends(bench, "memory:publisher")
    assert (
        "What you approved goes out if the login works again by tomorrow, 18:00, else I show it again" in step(bench)[0]
    )
    mended(bench, "memory:publisher")
    step(bench)
    bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    ends(bench, "memory:publisher")
    assert "What you approve goes out if the login works again within a day of your send" in step(bench)[0]


def test_where_nothing_works_posting_is_not_told_besides(bench):
    """One line says enough."""
    ends(bench, "memory:home")
    ends(bench, "memory:publisher")
    assert len(step(bench)) == 1
    mended(bench, "memory:home")
    assert [text.split(".")[0] for text in step(bench)] == [
        "Memory works again", "Memory no longer lets me post for you",
    ]  # fmt: skip


def test_posting_that_was_told_is_not_said_to_work_while_reading_ends(bench):
    """It does not."""
    ends(bench, "memory:publisher")
    step(bench)
    ends(bench, "memory:home")
    assert [text.split(" for ")[0] for text in step(bench)] == ["Memory no longer accepts my login"]


@pytest.mark.parametrize(("name", "where"), [("memory:home", "Memory"), ("memory:publisher", "Memory, for posting")])
def test_a_login_of_somebody_else_is_told_with_both_names(bench, name, where):
    """Either the login or the address is wrong; and which login it is, where there are two."""
    ends(bench, name, str(WrongAccount(found="eve@home.example", wanted="owner@home.example")))
    [said] = step(bench)
    assert said.startswith(f"{where}: this login belongs to eve@home.example, and config.toml says owner@home.example.")


def test_news_of_a_login_wait_for_the_end_of_quiet_hours(make):
    """They are begun by the bot."""
    bench = make(deliver={"at": "as-they-come", "quiet": "17:00-07:00"})
    ends(bench, "memory:home")
    assert step(bench) == []
    bench.until("2026-11-19", 7)
    assert len(bench.told()) == 1


# --- whose, where, and how old


@pytest.mark.parametrize(("what", "said"), [
    (AnotherAccount(Network("memory")), "Your account on Memory is another one than when we last spoke."),
    (Renamed(Network("memory"), "old@home.example", "new@home.example"), "You are new@home.example on Memory now, old@home.example before."),
    (Moved(Network("memory"), "old@home.example", "new@home.example"), "You are new@home.example on Memory now, old@home.example before. People, notes"),
    (OldCopy(datetime(2026, 11, 18, 8, 30, tzinfo=UTC)), "My memory is older than our conversation: I do not know what we said since 9:30."),
    (AnotherChannel(()), "Our conversation has moved"),
])  # fmt: skip
def test_what_happened_to_us_is_told_once(bench, what, said):
    """In one message; it is an answer to what the owner set up, so it does not wait."""
    noted(bench, what)
    [text] = step(bench)
    assert text.startswith(said)
    assert step(bench) == []


def test_everything_that_happened_is_told_in_order(bench):
    """Each in a message of its own."""
    noted(bench, Renamed(Network("memory"), "old@home.example", "new@home.example"))
    noted(bench, AnotherAccount(Network("bluesky")))
    assert [text.split()[0] for text in step(bench)] == ["You", "Your"]


def test_whose_answers_are_held_in_another_place_is_named(bench):
    """The owner may look at them there."""
    rows = [bench.suggest(bench.heard("alice")), bench.suggest(bench.heard("bob", OTHER_QUESTION))]
    noted(bench, AnotherChannel(tuple(row.id for row in rows)))
    assert "is held: your answers to Alice and Bob." in step(bench)[0]


def test_what_nobody_could_take_back_is_shown_again(bench):
    """The words, to be approved anew."""
    row = bench.approved(bench.heard("alice"))
    with bench.tx() as tx:
        hold_all(tx, bench.world.now())
    noted(bench, NobodyCouldTakeItBack((row.id,)))
    [said] = step(bench)
    assert said.startswith(
        "I may not have been running in the minutes in which you could have taken this back, so I ask again. Held:"
    )
    assert WORDS in said


def test_what_ended_meanwhile_is_not_shown_again(bench):
    """Nothing is asked about it."""
    row = bench.approved(bench.heard("alice"))
    noted(bench, NobodyCouldTakeItBack((row.id,)))
    assert step(bench) == []
