"""What the owner wants with people is kept, is about the one who is meant, and is asked about where that is not plain."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Account, Goal, MessageKind, Network, Relationship, SuggestionEvent, SuggestionState
from bot.platforms.memory.faults import Request
from bot.store import drafts, interactions, messages, people, people_questions, posts, reminders, seen
from tests.contract.memory_world import PEOPLE
from tests.decide.builders import LOUDSPEAKER, SOCIABLE
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS, WORDS

DAY = timedelta(days=1)
NOT_LOOKED_FOR = "I was not looking for a reason for a word with Alice, so nothing happened."
ELSEWHERE = Account(Network("bluesky"), "did:plc:alice", "did:plc:alice", "alice.example", "Alice")


def known(bench, who):
    """What is stored of somebody's account."""
    with bench.tx() as tx:
        return people.known(tx, f"memory:{PEOPLE[who]}")


def reminded(bench, **later):
    """What is due after a while."""
    with bench.tx() as tx:
        return list(reminders.due(tx, now=bench.world.now() + timedelta(**later)).values())


# --- who is meant


def test_a_plain_name_is_enough(bench):
    """However it is written."""
    bench.meets("alice")
    assert bench.says("keep ALICE 6w")[0].startswith("Alice. About every six weeks")
    assert bench.person("alice").every == timedelta(weeks=6)


def test_without_a_name_the_answered_message_says_whom(bench):
    """By reference, or as the only one that is open."""
    row = bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says("meet", to=bench.world.inbox("owner")[0].id)
    assert bench.person("alice").goal is Goal.GET_TO_KNOW
    assert row


def test_without_a_name_and_with_two_that_are_open_it_is_asked(bench):
    """Nothing is guessed."""
    bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    assert bench.says("meet")[0].endswith("Say meet a1 or meet b1. Nothing has changed.")
    assert bench.says("keep 6w")[0].endswith("Say keep a1 6w or keep b1 6w. Nothing has changed.")


@pytest.mark.parametrize(
    "said", ["note a1 tea", "remind a1 2h the box", "remind a1 tomorrow", "keep a1 6w", "keep a1.1 6w"]
)
def test_a_code_names_whom_that_one_is_about(bench, said):
    """Whoever else is open, or closed it is by now; Bob is nobody's business."""
    bench.published(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bob = bench.person("bob")
    bench.says(said)
    alice, due = bench.person("alice"), reminded(bench, days=2)
    assert (alice.note, alice.every, [held.words for held in due]) in (
        ("tea", None, []), ("", None, ["the box"]), ("", None, [""]), ("", timedelta(weeks=6), []),
    )  # fmt: skip
    assert bench.person("bob") == bob
    assert bench.says("who a1")[0].startswith("Alice, ")


def test_words_behind_a_code_are_all_of_the_note(bench):
    """Also where they begin with somebody's name."""
    bench.nudged(bench.heard("alice"))
    bench.meets("bob")
    bench.says("note a1 Bob knows her")
    assert (bench.person("alice").note, bench.person("bob").note) == ("Bob knows her", "")


@pytest.mark.parametrize("said", ["note b9 tea", "remind b9 tomorrow", "keep b9 6w", "who b9", "never b9"])
def test_a_code_that_there_is_not_is_said(bench, said):
    """And nothing happens."""
    bench.nudged(bench.heard("alice"))
    assert bench.says(said) == ["I know no b9, so nothing happened. list shows what is open."]
    assert reminded(bench, days=2) == []


@pytest.mark.parametrize("said", ["note b1 tea", "remind b1 tomorrow", "keep b1 6w"])
def test_a_code_that_contradicts_the_answered_message_names_nobody(bench, said):
    """It is asked which."""
    bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    assert "Nothing has changed." in bench.says(said, to=bench.world.inbox("owner")[0].id)[0]
    for who in ("alice", "bob"):
        assert (bench.person(who).note, bench.person(who).every) == ("", None)
    assert reminded(bench, days=2) == []


@pytest.mark.parametrize("said", ["remind a1 tomorrow", "remind b1 3w the box", "note b9 tea"])
def test_a_time_for_a_code_and_a_code_that_there_is_not_hold_what_is_on_its_way(bench, said):
    """ "tomorrow" may be when it is to go out."""
    row = bench.approved(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    assert any(told.startswith("Held: your answer to Alice") for told in bench.says(said))
    assert not bench.holds(row)


def test_of_two_with_one_name_it_is_asked_which(bench):
    """With what tells them apart: their networks, and since when one follows."""
    bench.world.follow("alice", "owner")
    bench.poll().notices()
    with bench.tx() as tx:
        people.meet(tx, ELSEWHERE, now=bench.world.now())
    [said] = bench.says("meet alice")
    assert said.startswith("I know two by the name of alice: ")
    assert "Alice (alice@books.example), who began to follow you today" in said
    assert "Alice (alice.example, Bluesky)" in said
    assert "Nothing has changed." in said
    assert bench.person("alice").goal is Goal.NONE


@pytest.mark.parametrize(
    ("said", "advised"),
    [
        ("note alice met in Leeds", "note alice.example met in Leeds"),
        ("remind Alice 3w ask about the box", "remind alice.example 3w ask about the box"),
        ("mute alice 3d", "mute alice.example 3d"),
        ("keep alice 6w", "keep alice.example 6w"),
        ("who is alice?", "who alice.example"),
    ],
)
def test_what_is_advised_of_two_of_one_name_is_all_that_was_said(bench, said, advised):
    """It can be said as it stands, and then it is done."""
    bench.world.follow("alice", "owner")
    bench.poll().notices()
    with bench.tx() as tx:
        people.meet(tx, ELSEWHERE, now=bench.world.now())
    [asked] = bench.says(said)
    assert asked.endswith(f" or {advised}. Nothing has changed.")
    assert "I know two by the name of" not in bench.says(advised)[0]


def two_alices(bench):
    """Two who are called the same; of whom one is meant has to be said by the address."""
    bench.meets("alice")
    with bench.tx() as tx:
        people.meet(tx, ELSEWHERE, now=bench.world.now())


@pytest.mark.parametrize("named", ["alice@books.example", "alice.example"])
@pytest.mark.parametrize(
    ("said", "advised"),
    [
        ("never {}", "again {}"), ("mute {} 3d", "again {}"), ("keep {} 3w", "keep {} off"), ("who {}", "note {} x"),
        ("who {}", "never {}"), ("who {}", "forget {}"), ("block {}", "never {}"),
    ],
)  # fmt: skip
def test_what_is_advised_of_one_of_two_names_that_one(bench, named, said, advised):
    """And is done when it is said."""
    two_alices(bench)
    told, words = bench.says(said.format(named))[-1], advised.format(named)
    assert words.removesuffix(" x") in told
    assert "I know two by the name of" not in bench.says(words)[0]


def test_whoever_shares_a_first_name_is_named_in_full(bench):
    """As short as tells them apart."""
    bench.meets("alice", name="Robin Moor")
    bench.meets("bob", name="Robin Reed")
    assert "keep robin moor off ends it" in bench.says("keep robin moor 6w")[0]
    assert bench.says("keep robin moor off")[0].startswith("Ended.")
    assert "note robin reed, never robin reed, forget robin reed." in bench.says("who robin reed")[0]


def test_a_name_that_nobody_has_is_said(bench):
    """It is no address, so nobody is asked."""
    assert bench.says("meet zacharias")[0].startswith("I know nobody by the name of")
    assert not bench.acquaint().wanted()


def test_an_address_that_nobody_has_is_looked_up(bench):
    """And nothing is said before."""
    assert bench.says(f"meet {PEOPLE['carol']}") == []
    assert bench.acquaint().wanted()


# --- who


def test_who_says_what_is_known(bench):
    """The ties, the threads, the last words, the topics, and the note."""
    bench.meets("alice", replace(SOCIABLE, topics=("letters",)), note="met in Leeds")
    with bench.tx() as tx:
        people.put_relationships(tx, {f"memory:{PEOPLE['alice']}": Relationship(following=True)}, now=bench.world.now())
    bench.talked("alice")
    [said] = bench.says("who alice")
    assert "You follow Alice; Alice does not follow you." in said
    assert "One thread, the last" in said
    assert "The one from 1900, with the lighthouse on it." in said
    assert "Often about letters." in said
    assert "met in Leeds" in said


def test_what_is_known_to_be_deleted_is_not_quoted_of_anybody(bench):
    """That the two spoke, and when, stays."""
    bench.talked("alice")
    assert "maps" in bench.says("who alice")[0]
    with bench.tx() as tx:
        for act in interactions.of(tx, [f"memory:{PEOPLE['alice']}"]):
            if not act.by_owner:
                posts.gone(tx, act.post_uri)
    [said] = bench.says("who alice")
    assert "One thread, the last" in said
    assert "maps" not in said


@pytest.mark.parametrize("topics", [("somebody",), ("People", "everyone"), ()])
def test_nobody_writes_often_about_somebody(bench, topics):
    """What was kept before as a topic and is about nobody in particular is not said."""
    bench.meets("alice", replace(SOCIABLE, topics=topics))
    [said] = bench.says("who alice")
    assert "Often about" not in said


def test_of_somebody_of_whom_little_is_known_little_is_said(bench):
    """Nothing is made up."""
    bench.meets("alice")
    [said] = bench.says("who alice")
    assert "You two have not spoken, as far as I have read." in said
    assert "Often about" not in said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("never alice",), "You hear nothing from me about Alice, as you said. again alice takes it back.\nnote alice, forget alice."),
        (("mute alice 3d", "never alice"), "You hear nothing from me about Alice, as you said. again alice takes it back.\nnote alice, forget alice."),
        (("forget alice",), "You asked me to forget Alice; again alice, said in time, takes it back."),
    ],
)  # fmt: skip
def test_who_says_that_nothing_is_said_of_somebody(bench, said, told):
    """And what takes that back, and nothing that was said already."""
    bench.meets("alice")
    for word in said:
        bench.says(word)
    [text] = bench.says("who alice")
    assert text.endswith(told)
    assert "Quiet about" not in text + bench.says("list")[0]


# --- meet


@pytest.mark.parametrize("said", ["never alice", "mute alice 3d"])
@pytest.mark.parametrize("times", [0, 2])
def test_meet_says_that_a_silence_ends(bench, said, times):
    """Of somebody new, and of somebody known; nothing is said where none was."""
    bench.meets("alice", SOCIABLE)
    bench.talked("alice", times)
    assert "silent" not in bench.says("meet alice")[0]
    bench.says(said)
    assert bench.says("meet alice")[0].startswith("I am no longer silent about Alice.\n")
    assert bench.person("alice").may_be_spoken_of(bench.now)


def test_meet_begins_slowly(bench):
    """With how the two stand; and it ends a `never`."""
    bench.meets("alice", SOCIABLE, never=True)
    [said] = bench.says("meet alice")
    assert "at most one in ten days" in said
    person = bench.person("alice")
    assert (person.goal, person.never) == (Goal.GET_TO_KNOW, False)


def test_meet_of_somebody_with_whom_one_talks_says_so(bench):
    """There is nothing to begin, and no wish is kept; a `never` ends all the same."""
    bench.talked("alice", 2)
    bench.says("never alice")
    [said] = bench.says("meet alice")
    assert "You two have talked before. Two threads, the last today." in said
    assert "keep alice 6w" in said
    assert (bench.person("alice").goal, bench.person("alice").never) == (Goal.NONE, False)


def test_meet_of_somebody_with_whom_one_talked_once_says_so(bench):
    """As `who` does: with words of both there is nothing to begin."""
    bench.talked("alice")
    bench.meets("alice", SOCIABLE)
    [said] = bench.says("meet alice")
    assert "You two have talked before. One thread, the last today." in said
    assert "begin with things to read" not in said


@pytest.mark.parametrize(
    ("by", "told"),
    [("alice", 'Alice wrote to you today: "Which map?"'), ("owner", 'You wrote to Alice today: "Which map?"')],
)
def test_meet_says_who_wrote_where_only_one_did(bench, by, told):
    """It begins, and not from nothing."""
    post = bench.heard("alice")
    bench.meets("alice", SOCIABLE)
    if by == "owner":
        bench.heard("owner", "Which map?", reply_to=post.uri)
    else:
        bench.heard("alice", "Which map?", mention=["owner"])
    bench.later(minutes=1)
    [said] = bench.says("meet alice")
    assert told in said
    assert "at most one in ten days. It can take months" in said
    assert bench.person("alice").goal is Goal.GET_TO_KNOW


def test_meet_of_an_account_that_answers_nobody_says_so_once(bench):
    """And watching does not say it again."""
    person = bench.meets("alice", LOUDSPEAKER)
    bench.greeted()
    [said] = bench.says("meet alice")
    assert f"In the last {LOUDSPEAKER.posts} posts not one answers anybody" in said
    assert bench.person("alice").goal is Goal.NONE
    with bench.tx() as tx:
        assert people_questions.asked(tx) == people_questions.Watch(person.id)
    bench.says("keep watching")
    assert bench.person("alice").goal is Goal.GET_TO_KNOW
    bench.watching().step()
    assert bench.told() == []


# --- keep


def test_keep_off_ends_it(bench):
    """Nothing is wanted any more."""
    bench.meets("alice", goal="keep-in-touch", every_days=42.0)
    assert bench.says("keep alice off") == ["Ended. Alice comes up only when a post gives a reason."]
    person = bench.person("alice")
    assert (person.goal, person.every) == (Goal.NONE, None)


@pytest.mark.parametrize("before", [(), ("keep alice 6w", "keep alice off"), ("note alice a dog", "remind alice 3w")])
def test_keep_off_where_no_word_is_looked_for_says_so(bench, before):
    """Whatever else is kept of her, and for the second time; nothing changes, so there is nothing to take back."""
    bench.meets("alice")
    for said in before:
        bench.says(said)
    held = bench.person("alice")
    assert bench.says("keep alice off") == [NOT_LOOKED_FOR]
    assert bench.person("alice") == held
    assert not bench.says("undo")[0].startswith('Taken back: "remind')


@pytest.mark.parametrize("goal", ["keep-in-touch", "get-to-know"])
def test_keep_off_where_a_word_was_looked_for_ends_it(bench, goal):
    """With whichever wish."""
    bench.meets("alice", goal=goal)
    assert bench.says("keep alice off")[0].startswith("Ended.")
    assert bench.person("alice").goal is Goal.NONE


def test_keep_without_a_time_asks_for_one(bench):
    """Nothing is kept."""
    bench.meets("alice")
    assert bench.says("keep alice")[0].startswith("I could not read a time for keep")
    assert bench.person("alice").goal is Goal.NONE


# --- note


def test_notes_are_kept_one_under_another(bench):
    """The words, without the name."""
    bench.meets("alice")
    assert bench.says("note alice met in Leeds")[0].startswith("Kept, for you alone")
    bench.says("note alice has a dog")
    assert bench.person("alice").note == "met in Leeds\nhas a dog"


def test_a_note_is_about_the_longest_name_that_it_begins_with(bench):
    """A first name may be somebody else's; it is typed as it stood in a message of ours."""
    bench.meets("alice", name="Alice Moor \U0001f332")
    bench.meets("bob", name="Alice")
    bench.says("note Alice Moor met in Leeds")
    assert (bench.person("alice").note, bench.person("bob").note) == ("met in Leeds", "")


def test_a_note_without_words_asks_for_some(bench):
    """Nothing is kept."""
    bench.meets("alice")
    assert bench.says("note alice")[0].startswith("note needs some words after it")
    assert bench.person("alice").note == ""


# --- remind


def test_a_reminder_is_kept_with_its_words(bench):
    """For that time."""
    bench.meets("alice")
    assert "with what you noted now" in bench.says("remind alice 2h ask about the box")[0]
    assert reminded(bench, hours=1, minutes=59) == []
    assert [held.words for held in reminded(bench, hours=2)] == ["ask about the box"]


def test_a_second_reminder_takes_the_place_of_the_first_and_says_so(bench):
    """There is one a person; what was noted before is named, for it goes."""
    bench.meets("alice")
    assert bench.says("remind alice 2h ask about the box")[0].startswith("Kept. At 20:00 I bring you Alice")
    assert bench.says("remind alice 3h ask about the map") == [
        'Kept, in place of the one at 20:00: "ask about the box". At 21:00 I bring you Alice, with what you noted now.'
    ]
    assert reminded(bench, hours=2) == []
    assert [held.words for held in reminded(bench, hours=3)] == ["ask about the map"]


def test_a_reminder_at_another_time_keeps_what_was_noted(bench):
    """And after undo the first counts again."""
    bench.meets("alice")
    bench.says("remind alice 2h ask about the box")
    assert bench.says("remind alice 3h") == [
        "Kept, in place of the one at 20:00. At 21:00 I bring you Alice, with what you noted before."
    ]
    assert [held.words for held in reminded(bench, hours=3)] == ["ask about the box"]
    bench.says("undo")
    assert [held.words for held in reminded(bench, hours=2)] == ["ask about the box"]


def test_a_reminder_without_a_time_asks_for_one(bench):
    """Nothing is kept."""
    bench.meets("alice")
    assert bench.says("remind alice of the box")[0].startswith("I could not read a time for remind")
    assert reminded(bench, days=90) == []


# --- what is promised of people


@pytest.mark.parametrize("said", ["keep alice 6w", "remind alice 2h the box"])
def test_after_never_nothing_is_promised(bench, said):
    """It is kept, and waits; what it says takes `never` back, and then it counts."""
    bench.meets("alice")
    bench.says("never alice")
    assert bench.says(said) == ["Kept. You hear nothing from me about Alice, so it waits until you say again alice."]
    assert bench.says("list ahead")[0].startswith("Nothing is planned")
    bench.says("again alice")
    assert "Alice" in bench.says("list ahead")[0]


def test_after_never_nothing_comes_up_when_keep_ends(bench):
    """Neither for a reason nor without."""
    bench.meets("alice")
    bench.says("never alice")
    assert bench.says("keep alice off") == [NOT_LOOKED_FOR]


def test_what_waits_behind_never_is_ended(bench):
    """And nothing else is said to come of it."""
    bench.meets("alice")
    bench.says("never alice")
    bench.says("keep alice 6w")
    assert bench.says("keep alice off") == ["Ended."]


def test_after_never_mute_changes_nothing(bench):
    """It would say that quiet ends by itself."""
    bench.meets("alice")
    bench.says("never alice")
    assert bench.says("mute alice 3d") == [
        "You hear nothing from me about Alice, as you said. again alice takes it back."
    ]
    assert bench.person("alice").quiet_until is None


@pytest.mark.parametrize("before", ["mute alice 3d", "pause 3d"])
def test_a_reminder_names_the_time_at_which_it_comes(bench, before):
    """The same as `list ahead`; and why it is not the one that was asked for."""
    bench.meets("alice")
    bench.says(before)
    assert bench.says("remind alice 2h the box") == [
        "Kept. On Saturday at 9:00 I bring you Alice, with what you noted now; until then you asked for quiet."
    ]
    assert 'Saturday at 9:00, Alice: "the box"' in bench.says("list ahead")[0]


@pytest.mark.parametrize("said", ["keep alice 6w", "remind alice 2h the box"])
def test_what_is_promised_while_all_is_stopped_says_so(bench, said):
    """Nothing comes before `resume`."""
    bench.meets("alice")
    bench.says("stop")
    assert bench.says(said)[0].endswith(" All is stopped: nothing goes out until you say resume.")


def test_what_is_kept_of_somebody_muted_says_until_when(bench):
    """They are looked at, and nothing is said."""
    bench.meets("alice")
    bench.says("mute alice 3d")
    assert "Quiet about Alice until Saturday" in bench.says("keep alice 6w")[0]


@pytest.mark.parametrize("said", ["note alice a dog", "keep alice 6w", "keep alice off", "remind alice 2h the box"])
def test_nothing_is_kept_of_whom_is_about_to_be_forgotten(bench, said):
    """It would go with the rest; and `undo` still takes back that they are forgotten."""
    bench.meets("alice", note="has a cat")
    bench.says("forget alice")
    assert bench.says(said) == [
        "Nothing is kept now. You asked me to forget Alice; again alice, said in time, takes it back."
    ]
    assert bench.says("undo") == ['Taken back: "forget alice".']
    assert bench.person("alice").note == "has a cat"


@pytest.mark.parametrize(("word", "told"), [("never", "it waits until you say"), ("forget", "Nothing is kept now.")])
def test_nothing_is_watched_of_whom_nothing_is_wanted(bench, word, told):
    """Whatever was offered before."""
    bench.meets("alice", LOUDSPEAKER)
    bench.says("meet alice")
    bench.says(f"{word} alice")
    assert told in bench.says("keep watching")[0]


# --- never, again


def test_never_ends_everything_about_somebody(bench):
    """What is open, and what is on its way; nothing is said of it any more."""
    opened = bench.nudged(bench.heard("alice"))
    leaving = bench.approved(bench.heard("alice", OTHER_QUESTION))
    assert bench.says("never alice") == [
        "You will hear nothing from me about Alice again. Nobody is told. again alice takes it back. "
        "The answer to Alice that was on its way is taken back, and was never sent."
    ]
    assert [bench.state(row) for row in (opened, leaving)] == [SuggestionState.WITHDRAWN] * 2
    assert not bench.holds(leaving)
    person = bench.person("alice")
    assert (person.never, person.goal) == (True, Goal.NONE)
    bench.goes_out()
    assert bench.world.posts("owner") == []


@pytest.mark.parametrize("word", ["never", "forget"])
def test_a_nudge_that_is_about_to_leave_does_not(bench, word):
    """It waits in the outbox while the owner says that they want to hear nothing more; taken back, it comes once more."""
    row = bench.suggest(bench.heard("alice"), SuggestionEvent.CLAIM)
    with bench.tx() as tx:
        messages.queue(tx, MessageKind.NUDGE, ["Alice asked this. [a1]"], now=bench.now, suggestion=row.id, begun=True)
    bench.listens()
    bench.world.message("owner", f"{word} alice")
    bench.hears()
    assert not any("Alice asked" in text for text in bench.told())
    assert bench.state(row) is SuggestionState.WITHDRAWN
    assert "comes back" in bench.says("undo")[0]


def test_never_ends_a_wish_too(bench):
    """Nobody is brought any more."""
    bench.meets("alice", goal="get-to-know")
    bench.says("never alice")
    assert bench.person("alice").goal is Goal.NONE


@pytest.mark.parametrize("word", ["never", "forget"])
def test_an_answer_on_its_way_is_taken_back_and_said_to_be(bench, word):
    """In the same message; an answer to somebody else goes on, or is asked about as ever, and is not named."""
    row = bench.approved(bench.heard("alice"))
    [said] = bench.says(f"{word} alice")
    assert said.endswith("The answer to Alice that was on its way is taken back, and was never sent.")
    assert bench.state(row) is SuggestionState.WITHDRAWN
    assert "on its way" not in bench.says(f"{word} bob")[0]


@pytest.mark.parametrize("word", ["never", "forget"])
def test_what_may_be_out_already_is_said_and_never_repeated(bench, word):
    """It may be found, and that is all."""
    row = bench.approved(bench.heard("alice"))
    bench.net.faults.add("500", Request.POST)
    bench.goes_out()
    [said] = bench.says(f"{word} alice")
    assert said.endswith("One answer of yours to Alice may be out already; I do not send it again.")
    assert bench.row(row).kept_back


def test_what_is_out_is_out(bench):
    """Nothing may be out besides."""
    bench.published(bench.heard("alice"))
    assert "may be out" not in bench.says("never alice")[0]


@pytest.mark.parametrize("word", ["never", "again"])
def test_words_that_begin_like_a_command_are_words(bench, word):
    """Where nobody has that name, and words are awaited."""
    row = bench.nudged(bench.heard("alice"))
    [said] = bench.says(f"{word} thought of film over the letters, and it is a good way to keep the folds")
    assert said.startswith("This would stand under your name")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.person("alice").never


def test_again_takes_it_back(bench):
    """They may come up again."""
    bench.meets("alice", never=True)
    assert bench.says("again alice") == ["Alice may come up again."]
    assert not bench.person("alice").never


@pytest.mark.parametrize("word", ["never", "forget"])
@pytest.mark.parametrize("play", ["shown", "approved"])
def test_again_says_where_the_words_are_that_ended_with_it(bench, word, play):
    """It brings nothing and sends nothing; what it says shows them, and that is no offer."""
    row = getattr(bench, play)(bench.heard("alice"))
    bench.says(f"{word} alice")
    assert bench.says("again alice")[0].endswith("Alice may come up again. Your words from before are kept: show a1.")
    [told] = bench.says("show a1")
    assert WORDS in told
    assert told.endswith("Nothing of it goes out. [a1.1]")
    bench.says("send", to=bench.world.inbox("owner")[-1].id)
    bench.goes_out()
    assert bench.state(row) is SuggestionState.WITHDRAWN
    assert bench.world.posts("owner") == []


@pytest.mark.parametrize("between", [(), ("note bob a dog",), ("undo", "never alice")])
def test_again_names_no_words_where_none_ended_with_it(bench, between):
    """No words were written for Alice."""
    bench.nudged(bench.heard("alice"))
    bench.meets("bob")
    bench.says("never alice")
    for said in between:
        bench.says(said)
    assert bench.says("again alice") == ["Alice may come up again."]


@pytest.mark.parametrize("word", ["skip a1", "mute alice 3d"])
def test_again_names_no_words_that_something_else_ended_or_nothing(bench, word):
    """What is open is open, and what was let go was let go."""
    bench.shown(bench.heard("alice"))
    bench.says(word)
    bench.says("mute alice 3d")
    assert bench.says("again alice") == ["Alice may come up again."]


def test_again_of_whom_nothing_kept_away_says_so(bench):
    """And `undo` is about that, and takes back nothing that was said before."""
    bench.meets("alice")
    bob = bench.meets("bob")
    bench.says("note bob has a dog")
    assert bench.says("again alice") == ["Nothing you said kept Alice from coming up, so nothing changed."]
    assert bench.says("undo") == ['"again alice" changed nothing, so there is nothing to take back.']
    with bench.tx() as tx:
        assert people.person(tx, bob.id).note == "has a dog"
    assert bench.says("undo") == ['Taken back: "note bob has a dog".']


@pytest.mark.parametrize("said", ["keep alice off", "two a day", "weekly on"])
def test_what_was_so_already_is_what_undo_is_about(bench, said):
    """It changed nothing, and what was said before it stays."""
    bench.says("two a day")
    bench.says("weekly on")
    bench.meets("alice")
    bench.says("note alice has a dog")
    bench.says(said)
    assert bench.says("undo") == [f'"{said}" changed nothing, so there is nothing to take back.']
    assert bench.person("alice").note == "has a dog"


def test_what_was_said_twice_is_taken_back_once(bench):
    """The second time changed nothing, and it is the same wish."""
    bench.meets("alice")
    bench.says("never alice")
    bench.says("Never Alice")
    assert bench.says("undo") == ['Taken back: "never alice".']


# --- mute


def test_mute_is_quiet_about_somebody_until_then(bench):
    """Only here: on the network they are as they were; and what is open stays open."""
    opened = bench.nudged(bench.heard("alice"))
    [said] = bench.says("mute alice 3d")
    assert said.startswith("Quiet about Alice until ")
    assert said.endswith(", 9:00. Only I am; your app still shows Alice. again alice ends it.")
    assert bench.state(opened) is SuggestionState.AWAITING_OWNER
    assert bench.person("alice").is_quiet(bench.now)
    bench.later(days=3)
    assert not bench.person("alice").is_quiet(bench.now)


def test_mute_without_a_name_is_about_whom_the_message_is(bench):
    """And without a time it asks for one."""
    bench.nudged(bench.heard("alice"))
    assert bench.says("mute")[0].startswith("I could not read a time for mute")
    assert bench.says("mute alice")[0].startswith("I could not read a time for mute")
    assert bench.person("alice").quiet_until is None
    bench.says("mute 3d")
    assert bench.person("alice").is_quiet(bench.now)


@pytest.mark.parametrize("word", ["again", "meet"])
def test_again_and_meet_end_it(bench, word):
    """They may come up again."""
    bench.meets("alice", SOCIABLE)
    bench.says("mute alice 3d")
    bench.says(f"{word} alice")
    assert bench.person("alice").quiet_until is None


def test_who_and_list_say_until_when(bench):
    """While it lasts, and no longer."""
    bench.meets("alice")
    bench.says("mute alice 2h")
    assert re.search(
        r"^Quiet about Alice until \d+:\d\d\. again alice ends it\.$", bench.says("who alice")[0], re.MULTILINE
    )
    assert re.search(r"Quiet about Alice until \d+:\d\d\.$", bench.says("list")[0])
    bench.later(hours=2)
    assert "Quiet" not in bench.says("who alice")[0] + bench.says("list")[0]


def test_a_reminder_about_somebody_muted_waits(bench):
    """Until that is over."""
    bench.meets("alice")
    bench.says("remind alice 1h the box")
    bench.says("mute alice 2h")
    assert reminded(bench, hours=1, minutes=59) == []
    assert len(reminded(bench, hours=2)) == 1


def test_mute_is_not_harmless_while_a_reply_is_on_its_way(bench):
    """It is done, and the reply is held and asked about."""
    row = bench.approved(bench.heard("alice"))
    done, held = bench.says("mute alice 3d")
    assert done.startswith("Quiet about Alice until")
    assert held.startswith("Held: your answer to Alice")
    assert not bench.holds(row)
    assert bench.person("alice").quiet_until is not None


# --- forget


def goes(bench, **later):
    """The time to take it back is over, and the owner was heard."""
    bench.later(**later or {"minutes": 3})
    bench.hears()
    bench.forgetting().step()


def test_forget_takes_away_everything_that_was_stored(bench):
    """And says how much, and when; a mark stays, so that it is not collected anew."""
    bench.talked("alice", 2)
    row = bench.shown(bench.heard("alice"))
    [said] = bench.says("forget alice")
    assert re.match(
        r"Everything I have stored about Alice, 3 posts and 2 threads, goes at \d+:\d\d; undo until then\.", said
    )
    assert bench.state(row) is SuggestionState.WITHDRAWN
    goes(bench)
    assert known(bench, "alice") is None
    assert bench.state(row) is SuggestionState.WITHDRAWN
    with bench.tx() as tx:
        assert interactions.of(tx, [f"memory:{PEOPLE['alice']}"]) == ()
        assert drafts.latest(tx, row.id).words == ""
        assert seen.is_forgotten(tx, f"memory:{PEOPLE['alice']}")
        assert people.person(tx, row.person).never
    bench.heard("alice", OTHER_QUESTION)
    assert known(bench, "alice") is None
    assert bench.says("undo") == ["That was about somebody whom I have forgotten already, so it cannot be taken back."]
    assert known(bench, "alice") is None


def test_forget_can_be_taken_back_until_its_time(bench):
    """Whatever was said in between; then everything is there as it was."""
    bench.meets("alice", note="met in Leeds", goal="get-to-know")
    bench.says("forget alice")
    assert (bench.person("alice").never, bench.person("alice").forget_at is not None) == (True, True)
    bench.says("two a day")
    for _ in range(2):
        told = bench.says("undo")
    assert told == ['Taken back: "forget alice".']
    goes(bench)
    held = bench.person("alice")
    assert (held.note, held.goal, held.never, held.forget_at) == ("met in Leeds", Goal.GET_TO_KNOW, False, None)


def test_nothing_is_forgotten_before_an_undo_could_be_heard(bench):
    """Said in time and read late, it counts; where answers cannot be read, nothing goes."""
    bench.meets("alice")
    bench.says("forget alice")
    bench.world.message("owner", "undo")
    bench.later(minutes=3)
    bench.forgetting().step()
    assert known(bench, "alice") is not None
    bench.answers().read()
    bench.forgetting().step()
    assert known(bench, "alice") is not None
    bench.hears()
    bench.forgetting().step()
    assert not bench.person("alice").never


@pytest.mark.parametrize("word", ["again", "meet"])
def test_whoever_is_wanted_after_all_is_not_forgotten(bench, word):
    """Until its time; and that is said."""
    bench.meets("alice", SOCIABLE)
    bench.says("forget alice")
    assert "Alice is not forgotten, then: what I have stored stays." in bench.says(f"{word} alice")[0]
    goes(bench)
    assert known(bench, "alice") is not None


def test_whoever_is_to_be_forgotten_after_all_has_the_time_to_undo_anew(bench):
    """Taking back what kept them forgets nobody at once: it says when, and how they are kept."""
    bench.meets("alice", SOCIABLE)
    bench.says("forget alice")
    bench.says("again alice")
    bench.later(minutes=10)
    assert re.fullmatch(
        r'Taken back: "again alice"\. So forgetting goes on, and ends at \d+:\d\d; again and the name keeps all\.',
        bench.says("undo")[0],
    )
    bench.forgetting().step()
    assert known(bench, "alice") is not None
    bench.says("again alice")
    goes(bench)
    assert known(bench, "alice") is not None
    bench.says("undo")
    goes(bench)
    assert known(bench, "alice") is None


def test_forget_of_somebody_on_their_way_takes_the_reply_back(bench):
    """Nothing goes out to whom nothing is stored of."""
    row = bench.approved(bench.heard("alice"))
    bench.says("forget alice")
    assert not bench.holds(row)
    bench.goes_out()
    assert bench.world.posts("owner") == []
    assert OTHER_WORDS != WORDS
