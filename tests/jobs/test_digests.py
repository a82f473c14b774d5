"""What comes by itself and asks nothing: reminders, the week, the month. Each in its time, each once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import Network
from bot.jobs.digests import follower_of
from bot.store import people, sources
from tests.contract.memory_world import PEOPLE
from tests.decide.builders import SOCIABLE

SATURDAY, SUNDAY, MONDAY = "2026-11-21", "2026-11-22", "2026-11-23"
WEEK, QUIET_WEEK, MONTH = "This week, in people", "A quiet week; nothing", ", in people."


def step(bench):
    """Whatever is to be said now; what the owner is told."""
    assert bench.letters().step() is False
    return bench.told()


@pytest.fixture
def running(bench):
    """It has run before: this week and this month are noted."""
    step(bench)
    return bench


def exchange(bench, who, times=1):
    """The two talk, in so many threads, on as many days; each of them began one word and had one."""
    for number in range(times):
        bench.talked(who)
        bench.later(days=number > 0)


# --- reminders


def test_a_reminder_comes_in_its_time_and_once(running):
    """With the words of the owner, when they asked, and where the person is."""
    running.meets("alice")
    running.says("remind alice 20h ask about the box")
    running.later(hours=19, minutes=59, seconds=59)
    assert step(running) == []
    running.later(seconds=1)
    [said] = step(running)
    assert said.startswith('Yesterday you asked me to bring up Alice: "ask about the box"')
    assert "https://books.example/@alice" in said
    running.later(hours=1)
    assert step(running) == []


def test_every_reminder_that_is_due_comes(running):
    """One message each; what is due later stays."""
    for who, span in (("alice", "2d"), ("bob", "2d"), ("carol", "3d")):
        running.meets(who)
        running.says(f"remind {who} {span} the box")
    running.later(days=2)
    assert sorted(text.split("bring up ")[1].split(":")[0] for text in step(running)) == ["Alice", "Bob"]
    running.later(days=1)
    assert len(step(running)) == 1


def test_a_reminder_about_somebody_without_an_account_comes_without_a_link(running):
    """What was asked for is brought all the same."""
    person = running.meets("alice").id
    running.says("remind alice 2h the box")
    with running.tx() as tx:
        tx.execute(people.accounts.delete().where(people.accounts.c.person == person))
    running.later(hours=2)
    [said] = step(running)
    assert "https" not in said


@pytest.mark.parametrize(
    ("said", "ends"), [("never alice", "again alice"), ("mute alice 5h", "again alice"), ("forget alice", "undo")]
)
def test_whoever_is_not_to_be_spoken_of_is_not_brought_up(running, said, ends):
    """The reminder waits, and comes when that is over."""
    running.meets("alice")
    running.says("remind alice 2h the box")
    running.later(hours=1, minutes=50)
    running.says(said)
    running.later(minutes=10)
    assert step(running) == []
    running.says(ends)
    assert "the box" in step(running)[0]


@pytest.mark.parametrize("rest", ["stop", "pause 1w"])
def test_at_rest_no_letter_and_no_reminder_comes(running, rest):
    """It comes afterwards."""
    running.meets("alice")
    running.says("remind alice 2h the box")
    running.says(rest)
    running.later(hours=3)
    assert step(running) == []
    running.says("resume")
    assert len(step(running)) == 1


def test_in_quiet_hours_nothing_is_written(make):
    """It comes in the morning."""
    bench = make(deliver={"at": "as-they-come", "quiet": "20:00-07:00"})
    step(bench)
    bench.meets("alice")
    bench.says("remind alice 3h the box")
    bench.later(hours=3)
    assert step(bench) == []
    bench.until("2026-11-19", 7)
    assert len(step(bench)) == 1


# --- the week


def test_the_week_comes_on_sunday_and_once(running):
    """By name."""
    exchange(running, "alice")
    running.until(SATURDAY, 23)
    assert step(running) == []
    running.until(SUNDAY, 0)
    [said] = step(running)
    assert said.startswith("This week, in people: Alice.")
    running.until(SUNDAY, 20)
    assert step(running) == []
    running.until(MONDAY, 9)
    assert step(running) == []
    running.until("2026-11-29")
    assert [text.startswith(QUIET_WEEK) for text in step(running)] == [True]


def test_with_hours_set_it_comes_with_the_first_of_them(make):
    """Not at midnight."""
    bench = make(deliver={"at": ["17:30", "09:00"], "quiet": ""})
    step(bench)
    bench.until(SUNDAY, 8)
    assert step(bench) == []
    bench.until(SUNDAY, 9)
    assert len(step(bench)) == 1


def test_a_sunday_on_which_everything_began_is_only_noted(bench):
    """There is nothing to tell yet."""
    bench.until(SUNDAY, 12)
    assert step(bench) == []
    bench.later(hours=1)
    assert step(bench) == []
    bench.until("2026-11-29", 12)
    assert len(step(bench)) == 1


def test_whoever_turned_it_off_gets_none(running):
    """And whoever turns it on again gets the next."""
    running.says("weekly off")
    running.until(SUNDAY)
    assert step(running) == []
    running.says("weekly on")
    assert len(step(running)) == 1


def test_the_configuration_may_turn_it_off(make):
    """Before anything was said."""
    bench = make(deliver={"at": "as-they-come", "quiet": "", "weekly": False})
    step(bench)
    bench.until(SUNDAY)
    assert step(bench) == []


def test_whoever_exchanged_most_words_comes_first(running):
    """Only people to whom the owner said a word this week; a like is no word."""
    exchange(running, "alice")
    exchange(running, "bob")
    running.talked("bob")
    carols = running.heard("carol", "Which map?", mention=["owner"])
    running.world.like("owner", carols.uri)
    running.poll().own()
    running.until(SUNDAY)
    assert step(running)[0].startswith("This week, in people: Bob and Alice.")


@pytest.mark.parametrize("said", ["mute {} 5w", "never {}", "forget {}"])
def test_whoever_is_not_to_be_spoken_of_stands_in_no_letter(running, said):
    """Neither with those who were talked with, nor with those who are new, nor in the month."""
    exchange(running, "alice")
    exchange(running, "bob")
    running.says(said.format(newcomer(running, "nadia")))
    running.says(said.format("alice"))
    running.until(SUNDAY)
    letters = [*step(running), *month(running)]
    assert [text.split(":")[0] for text in letters] == ["This week, in people", "November, in people.\n\nFirst words"]
    assert all("Bob" in text for text in letters)
    assert not any(name in text for text in letters for name in ("Alice", "Nadia"))


def test_what_was_said_before_this_week_is_of_another_week(running):
    """Seven days, to the hour."""
    exchange(running, "alice")
    running.until("2026-11-25", 19)
    exchange(running, "bob")
    running.until("2026-11-29")
    assert step(running)[0].startswith("This week, in people: Bob.")


def test_two_accounts_of_somebody_are_counted_together(running):
    """A person is named once."""
    exchange(running, "alice")
    exchange(running, "bob")
    running.talked("carol", 2)
    running.says("same alice bob@coast.example")
    running.until(SUNDAY)
    assert step(running)[0].startswith("This week, in people: Alice and Carol.")


def test_a_week_without_anything_is_a_sign_of_life(running):
    """In one line."""
    running.until(SUNDAY)
    [said] = step(running)
    assert said.startswith(QUIET_WEEK)
    assert "the network answers" in said


def test_with_two_networks_both_are_said_to_answer(running):
    """Both are read."""
    running.readers[Network("bluesky")] = running.reader
    running.until(SUNDAY)
    assert "both networks answer" in step(running)[0]


@pytest.mark.parametrize("where", ["memory:home", "memory:notices", "memory:publisher"])
def test_a_quiet_week_says_that_all_answer_only_where_they_do(running, where):
    """Of what did not answer last nobody knows how quiet it was."""
    running.until(SUNDAY)
    with running.tx() as tx:
        sources.read_badly(tx, where, problem="no answer", retry_at=None)
    [said] = step(running)
    assert said.startswith("A quiet week, as far as I could read; not everything answers at the moment,")
    assert "I am well" not in said


# --- new faces


def newcomer(bench, name, habits=SOCIABLE):
    """Somebody began to follow, and was measured."""
    address = f"{name}@coast.example"
    bench.net.people.join(address, name.title(), bio=f"About {name}s.")
    bench.net.people.follow(address, PEOPLE["owner"])
    bench.poll().notices()
    if habits is not None:
        bench.meets(address, habits)
    return address


def test_new_followers_who_converse_are_named(running):
    """With what shows it, and what they write about."""
    newcomer(running, "nadia", replace(SOCIABLE, topics=("tide tables",)))
    running.until(SUNDAY)
    [said] = step(running)
    own = SOCIABLE.posts - SOCIABLE.reshares
    assert f"Nadia: tide tables. {SOCIABLE.answers} of the last {own} posts answer someone." in said
    assert "others shows more" not in said


def test_three_are_named_and_the_others_can_be_asked_for(running):
    """No list of everybody."""
    for name in ("nadia", "omar", "petra", "quin", "rosa"):
        newcomer(running, name)
    running.until(SUNDAY)
    [said] = step(running)
    assert "others shows more" in said
    shown = [name for name in ("Nadia", "Omar", "Petra", "Quin", "Rosa") if f"{name}:" in said]
    assert len(shown) == 3
    [others] = running.says("others")
    assert sorted(name for name in ("Nadia", "Omar", "Petra", "Quin", "Rosa") if f"{name}:" in others) == sorted(
        {"Nadia", "Omar", "Petra", "Quin", "Rosa"} - set(shown)
    )
    assert running.says("others") == ["Those were all."]


def test_of_two_of_one_name_the_letter_advises_to_meet_the_one_who_is_new(running):
    """What it says works when it is said."""
    address = newcomer(running, "nadia")
    running.meets("alice", name="Nadia")
    running.until(SUNDAY)
    [said] = step(running)
    assert f"meet {address} begins slowly" in said
    assert "I know two" not in running.says(f"meet {address}")[0]


@pytest.mark.parametrize("said", ["mute {} 2w", "never {}", "forget {}"])
def test_the_others_are_without_whom_the_owner_wants_to_hear_no_more_of(running, said):
    """Whatever was said between the letter and the question."""
    addresses = {name: newcomer(running, name.lower()) for name in ("Nadia", "Omar", "Petra", "Quin")}
    running.until(SUNDAY)
    [letter] = step(running)
    [left] = [name for name in addresses if f"{name}:" not in letter]
    running.says(said.format(addresses[left]))
    assert running.says("others") == ["Those were all."]


def test_the_others_of_a_letter_are_no_longer_those_of_the_one_before(running):
    """Each letter has its own."""
    for name in ("nadia", "omar", "petra", "quin"):
        newcomer(running, name)
    running.until(SUNDAY)
    step(running)
    running.until("2026-11-29")
    step(running)
    assert running.says("others") == ["Those were all."]


def test_whoever_began_to_follow_before_this_week_is_not_new(running):
    """They were new in another letter."""
    newcomer(running, "nadia")
    running.until(SUNDAY)
    step(running)
    running.until("2026-11-29")
    assert step(running)[0].startswith(QUIET_WEEK)


def test_new_followers_are_measured_for_the_letter(running):
    """Ten at most; and only where they can be asked about."""
    for number in range(12):
        newcomer(running, f"n{number:02}", None)
    running.until(SUNDAY)
    running.reader.asked.clear()
    step(running)
    assert running.reader.times("posts_by") == 10


def test_whoever_is_measured_already_is_not_measured_for_the_letter(running):
    """It is known."""
    newcomer(running, "nadia")
    running.reader.asked.clear()
    running.until(SUNDAY)
    step(running)
    assert [args[0].uid for name, args in running.reader.asked if name == "posts_by"] == [PEOPLE["bot"]]


def test_a_follower_of_a_network_that_is_not_read_is_not_measured(running):
    """Its account was taken out of the file."""
    newcomer(running, "nadia", None)
    running.readers.clear()
    running.readers[Network("bluesky")] = running.reader
    running.reader.asked.clear()
    running.until(SUNDAY)
    step(running)
    assert running.reader.times("posts_by") == 0


def test_a_follower_is_known_with_what_was_measured(bench):
    """How they converse, whether the two have spoken, and whether the owner follows."""
    bench.meets("alice", SOCIABLE)
    bench.enrichment._accounts(bench.reader, bench.person("alice").accounts)
    bench.talked("bob")
    with bench.tx() as tx:
        alice, bob = (follower_of(tx, f"memory:{PEOPLE[who]}", bench.world.now()) for who in ("alice", "bob"))
        with pytest.raises(KeyError):
            follower_of(tx, "memory:nobody", bench.world.now())
    assert (alice.habits.answers, alice.spoken, alice.following) == (SOCIABLE.answers, False, True)
    assert (bob.habits, bob.spoken, bob.following) == (None, True, False)


# --- the month


def month(bench, on="2026-12-01"):
    """The month is over; the letter of it."""
    bench.until(on, 9)
    return [text for text in step(bench) if MONTH in text]


def test_the_month_comes_when_it_is_over_and_once(running):
    """By the name of the month that it is about."""
    exchange(running, "alice")
    running.until("2026-11-30", 23)
    assert [text for text in step(running) if MONTH in text] == []
    [said] = month(running)
    assert said.startswith("November, in people.")
    assert month(running, "2026-12-15") == []
    exchange(running, "bob")
    assert month(running, "2027-01-02")[0].startswith("December, in people.")


def test_the_month_in_which_everything_began_is_only_noted(bench):
    """There is nothing before it."""
    exchange(bench, "alice")
    assert step(bench) == []


def test_first_words_of_the_month_are_named(running):
    """Of both; whoever wrote alone is nobody to be named."""
    exchange(running, "alice")
    running.heard("bob", "Which map?", mention=["owner"])
    [said] = month(running)
    assert "First words: Alice, on 18 November." in said
    assert "Bob" not in said


def test_whoever_was_there_before_has_no_first_words(running):
    """And of no more is nothing said."""
    exchange(running, "alice")
    month(running)
    exchange(running, "alice")
    assert month(running, "2027-01-02") == []


def test_with_whom_it_went_deeper_is_named(running):
    """Friends with whom the owner talked this month, with the day of the last words; nothing is counted."""
    exchange(running, "alice", 6)
    month(running)
    running.until("2026-12-10")
    exchange(running, "alice", 3)
    [said] = month(running, "2027-01-02")
    assert "Deeper: Alice, last words on 11 December." in said


def test_somebody_hardly_known_does_not_go_deeper(running):
    """Two threads are a beginning."""
    exchange(running, "alice", 2)
    month(running)
    running.until("2026-12-10")
    exchange(running, "alice", 2)
    assert month(running, "2027-01-02") == []


def test_a_friend_who_said_one_word_in_a_month_does_not_go_deeper(running):
    """Two are a conversation."""
    exchange(running, "alice", 6)
    month(running)
    running.until("2026-12-10")
    exchange(running, "alice")
    assert month(running, "2027-01-02") == []


def test_of_each_kind_three_are_named(running):
    """No list."""
    for number in range(5):
        running.net.people.join(f"p{number}@x.example", f"Pe{number}")
        asked = running.net.posts.say(f"p{number}@x.example", f"@{PEOPLE['owner']} which map?", at=running.now)
        running.read(asked)
        running.heard("owner", "The old one.", reply_to=asked.uri)
    [said] = month(running)
    assert said.count("First words:") == 3


def test_whoever_turned_the_month_off_gets_none(running):
    """And not the one of last month when it is turned on again."""
    exchange(running, "alice")
    running.says("monthly off")
    assert month(running) == []
    running.says("monthly on")
    assert month(running, "2026-12-02") == []


def test_the_first_of_a_month_is_the_owners_first(running):
    """By their own zone: an hour before midnight of London it is December in Berlin."""
    exchange(running, "alice")
    running.until("2026-12-01", 0)
    assert len([text for text in step(running) if MONTH in text]) == 1
