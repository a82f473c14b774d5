"""What the owner asks about is answered, and nothing else happens: why, list, show, help, thanks, hello, others."""

from __future__ import annotations

import re

import pytest

from bot.domain import MessageKind, NudgeKind, SuggestionEvent, SuggestionState
from bot.errors import Refused
from bot.store import posts
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS, WORDS

# --- why


def test_why_names_the_reasons_as_they_were(bench):
    """Of the one that is meant; the answer stands under the owner's question."""
    row = bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    [said] = bench.says(f"why {row.code}")
    assert said.startswith("Why Alice, why now:")
    assert said.endswith("[a1]")
    assert bench.stands_under() == "why a1"


def test_why_of_two_is_asked(bench):
    """Naming both; an answer with a code alone is enough then."""
    for who, text in (("alice", "Does anyone scan old letters?"), ("bob", OTHER_QUESTION)):
        bench.nudged(bench.heard(who, text))
    [asked] = bench.says("why")
    assert "Say why a1 or why b1. Nothing has changed." in asked
    assert bench.says("b1")[0].startswith("Why Bob, why now:")


def test_under_sad_news_why_offers_no_learning(bench):
    """Only words, or none."""
    bench.nudged(bench.heard("alice"), kind=NudgeKind.SAD)
    assert bench.says("why")[0].endswith("Your own words, or none. [a1]")


def test_why_of_nothing_is_said(bench):
    """Nothing is open."""
    assert bench.says("why")[0].startswith("Nothing is open, so nothing happened.")


# --- list


def test_an_empty_list_says_so(bench):
    """In one line."""
    assert bench.says("list") == ["Nothing is open, and nothing is on its way."]


def test_the_list_names_what_is_open_on_its_way_and_ended_today(bench):
    """Each in a line with its code; what was never shown is left out."""
    for post, end in ((bench.heard("alice"), None), (bench.heard("bob", OTHER_QUESTION), "skip")):
        row = bench.nudged(post)
        if end:
            bench.says(f"{end} {row.code}")
    carol = bench.approved(bench.heard("carol", "Which paper would you take?"), OTHER_WORDS)
    bench.suggest(bench.heard("alice", OTHER_QUESTION))
    [said] = bench.says("list")
    assert said.splitlines()[:3] == [
        "a1, Alice: open", "b1, Bob: skipped", f"{carol.code}, Carol: goes out at 18:02",
    ]  # fmt: skip
    assert "a2" not in said


def test_what_ended_yesterday_is_not_listed(bench):
    """By the owner's own day."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("skip")
    bench.until("2026-11-18", 23)
    assert row.code in bench.says("list")[0]
    bench.until("2026-11-19", 0)
    assert row.code not in bench.says("list")[0]


@pytest.mark.parametrize("event", [SuggestionEvent.TOO_OLD, SuggestionEvent.WORLD_CHANGED])
def test_what_ended_by_itself_is_not_listed(bench, event):
    """Nobody asked about it."""
    bench.suggest(bench.heard("alice"), SuggestionEvent.CLAIM, SuggestionEvent.DELIVERED, event, nudged_at=bench.now)
    assert bench.says("list") == ["Nothing is open, and nothing is on its way."]


def test_words_that_were_shown_are_listed_as_waiting_for_send(bench):
    """A beginning with a gap is none; and what was stopped and goes on is as it was."""
    bench.shown(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says("draft b1")
    lines = ["a1, Alice: open, your words kept until send", "b1, Bob: open"]
    assert bench.says("list")[0].splitlines()[:2] == lines
    for said in ("send a1", "stop", "resume"):
        bench.says(said)
    assert bench.says("list")[0].splitlines()[:2] == lines


def test_what_comes_again_is_listed_with_its_time(bench):
    """As it was put off."""
    bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    assert "a1, Alice: comes again at 20:00" in bench.says("list")[0]


def test_a_reply_that_is_out_is_listed_today(bench):
    """And no more tomorrow."""
    bench.published(bench.heard("alice"))
    assert "a1, Alice: out" in bench.says("list")[0]
    bench.later(days=1)
    assert "a1" not in bench.says("list")[0]


def test_the_list_names_eight_at_most(bench):
    """The latest."""
    for number in range(10):
        bench.nudged(bench.heard("alice", f"{OTHER_QUESTION} {number}"))
    said = bench.says("list")[0]
    assert [line.split(",")[0] for line in said.splitlines() if ", Alice" in line] == [f"a{n}" for n in range(3, 11)]


def test_the_list_says_that_all_is_stopped_or_rests(bench):
    """And until when."""
    bench.says("pause 2h")
    assert "I rest until" in bench.says("list")[0]
    bench.says("stop")
    assert "All is stopped" in bench.says("list")[0]
    bench.says("resume")
    assert "rest" not in bench.says("list")[0]


# --- show


def test_show_brings_the_nudge_again(bench):
    """As it was."""
    row = bench.nudged(bench.heard("alice"))
    assert bench.says("show a1") == [f"Alice asked this just now. [{row.code}]"]
    assert bench.kinds()[-1] is MessageKind.NUDGE


def test_show_brings_the_latest_words_and_they_can_be_approved(bench):
    """As a preview."""
    row = bench.shown(bench.heard("alice"))
    [said] = bench.says("show a1")
    assert WORDS in said
    assert bench.kinds()[-1] is MessageKind.PREVIEW
    bench.says("send", to=bench.world.inbox("owner")[-1].id)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_show_keeps_what_the_words_want_to_hear(bench):
    """A matter of taste stays one."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("Great post, thanks for sharing!")
    bench.says("show a1")
    assert "send anyway" in bench.says("send", to=bench.world.inbox("owner")[-1].id)[0]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_show_of_an_answer_that_was_deleted_says_so_and_offers_nothing(bench):
    """Neither while it is being deleted nor afterwards is deleting offered once more; a `delete` then deletes nothing."""
    row = bench.published(bench.heard("alice"))
    bench.says("undo a1")
    bench.says("delete")
    shown = f'Your words for Alice:\n\n"{WORDS}"\n\n'
    assert bench.says("show a1") == [
        f"{shown}Your answer to Alice is being deleted, as you said. That cannot be taken back. [a1]"
    ]
    bench.later(minutes=1)
    bench.publish().step()
    bench.told()
    assert bench.state(row) is SuggestionState.RETRACTED
    [told] = bench.says("show a1")
    assert re.fullmatch(rf"{re.escape(shown)}Your answer to Alice was deleted at \d+:\d\d, as you said\. \[a1\]", told)
    assert bench.kinds()[-1] is MessageKind.NOTICE
    assert "I can delete it" not in bench.says("delete", to=bench.world.inbox("owner")[-1].id)[0]


def test_show_of_an_answer_that_the_server_did_not_delete_says_that_it_is_out(bench):
    """It stands, so `undo` offers it again."""
    bench.published(bench.heard("alice"))
    bench.says("undo a1")
    bench.says("delete")

    def refuse(_approval):
        raise Refused("no")

    bench.publisher.publish = refuse
    bench.publish().step()
    assert bench.told()[0].startswith("It still stands")
    assert bench.says("show a1")[0].endswith("is out, and does not go out twice; undo offers to delete it. [a1]")


def gone(bench, post):
    """The network says that a post is gone."""
    bench.world.delete("alice", post.uri)
    with bench.tx() as tx:
        posts.gone(tx, post.uri)


def test_a_nudge_whose_post_is_known_to_be_deleted_is_not_shown_again(bench):
    """It quotes the post; that it was deleted was found when the nudge was to come again."""
    post = bench.heard("alice")
    bench.suggest(post)
    bench.nudging().compose()
    bench.told()
    assert "flattens the folds" in bench.says("show a1")[0]
    bench.says("later 2h")
    bench.world.delete("alice", post.uri)
    bench.later(hours=2)
    assert bench.nudging().compose() is False
    assert bench.told() == []
    assert bench.says("show a1") == [
        "When I last looked, that post of Alice's could no longer be answered, so I do not repeat it. [a1]",
        "The one about Alice is closed, so nothing happened. list shows what is open.",
    ]


# --- show, of what was put off


@pytest.mark.parametrize("asks", ["a1", "show a1"])
def test_what_was_put_off_and_is_shown_comes_now_and_takes_every_answer_it_offers(bench, asks):
    """The time that was asked for is given up, which is said."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    assert bench.says(asks) == ["Alice comes now instead of at 20:00."]
    bench.nudging().compose()
    assert "flattens the folds" in bench.told()[0]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert bench.says(WORDS)[0].startswith("This would stand under your name")
    assert bench.says("send")[0].startswith("Good. It goes out")


def test_words_that_were_shown_before_it_was_put_off_are_kept_and_shown_once_it_is_open(bench):
    """The nudge comes first."""
    row = bench.shown(bench.heard("alice"))
    bench.says("later 2h")
    assert bench.says("a1") == ["Alice comes now instead of at 20:00."]
    bench.nudging().compose()
    bench.told()
    assert WORDS in bench.says("a1")[0]
    assert not bench.holds(row)
    bench.says("send")
    assert bench.holds(row)


def test_what_was_put_off_comes_in_quiet_hours_when_it_is_asked_for(make):
    """Whoever says its code is awake."""
    bench = make(deliver={"at": "as-they-come", "quiet": "18:30-8:00", "through": "terminal"})
    row = bench.nudged(bench.heard("alice"))
    bench.says("later 5h")
    bench.later(hours=1)
    bench.says("a1")
    bench.nudging().compose()
    assert "flattens the folds" in bench.told()[0]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize("rests", ["stop", "pause 2w", "mute alice 3d"])
def test_what_cannot_come_now_is_not_shown_as_if_it_took_an_answer(bench, rests):
    """It says when it comes, or that all rests."""
    bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    bench.says(rests)
    said = bench.says("a1")
    assert said[0].startswith("Alice comes again")
    assert "Your own words" not in " ".join(said)
    assert not bench.nudging().compose()
    assert bench.told() == []


def test_what_came_after_all_is_not_said_to_come_by_undo(bench):
    """That it was put off is over; what was said before that can be taken back."""
    bench.meets("bob")
    bench.says("never bob")
    row = bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    bench.says("a1")
    bench.nudging().compose()
    bench.told()
    assert bench.says("undo") == ['Taken back: "never bob".']
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_what_was_put_off_and_cannot_be_answered_any_more_says_so_when_it_is_asked_for(bench):
    """It was said that it comes."""
    post = bench.heard("alice")
    bench.nudged(post)
    bench.says("later 2h")
    bench.world.delete("alice", post.uri)
    bench.says("a1")
    bench.nudging().compose()
    assert bench.told() == [
        "When I last looked, that post of Alice's could no longer be answered, so I do not repeat it. [a1]"
    ]


def test_a_nudge_that_is_open_and_whose_post_is_known_to_be_deleted_names_what_can_be_answered(bench):
    """`list` has it as open, too."""
    post = bench.heard("alice")
    bench.nudged(post)
    gone(bench, post)
    assert bench.says("show a1") == [
        "When I last looked, that post of Alice's could no longer be answered, so I do not repeat it. skip lets it go. [a1]"
    ]
    assert "a1, Alice: open" in bench.says("list")[0]
    assert WORDS in bench.says(WORDS)[0]


def test_of_words_under_a_post_that_is_known_to_be_deleted_only_the_words_are_shown(bench):
    """Beside them stood what the post said since it was changed."""
    post = bench.heard("alice")
    row = bench.approved(post)
    bench.world.edit("alice", post.uri, "Does anyone still scan letters?")
    assert "still scan letters" in bench.goes_out()[0]
    gone(bench, post)
    assert bench.says("show a1") == [
        "When I last looked, that post of Alice's could no longer be answered, so I do not repeat it. Your words were:\n\n"
        f'"{WORDS}"\n\nskip lets it go. [a1.2]'
    ]
    assert bench.kinds()[-1] is MessageKind.NOTICE
    bench.says("send a1.2")
    [words] = bench.says("show a1")
    assert WORDS in words
    assert words.endswith("Your answer to Alice goes out at 18:05; undo until then. [a1.2]")
    assert "still scan" not in words
    bench.says("stop")
    [said] = bench.says("show a1")
    assert said.startswith("All is stopped, so nothing goes out.")
    bench.says("skip a1")
    assert bench.says("show a1")[0].startswith("The one about Alice is closed. These were the words:")
    assert not bench.holds(row)


def test_what_is_on_its_way_is_shown_with_that_it_is(bench):
    """The words alone would read as if they still waited; they cannot be approved once more."""
    row = bench.approved(bench.heard("alice"))
    words = f'Your words for Alice:\n\n"{WORDS}"\n\nYour answer to Alice goes out at 18:02; undo until then. [a1.1]'
    assert bench.says("show a1") == [words]
    assert bench.kinds()[-1] is MessageKind.NOTICE
    assert bench.holds(row)


def test_what_is_out_is_shown_with_that_it_is(bench):
    """With what can be done about it."""
    bench.published(bench.heard("alice"))
    assert bench.says("show a1") == [
        f'Your words for Alice:\n\n"{WORDS}"\n\nYour answer to Alice is out, and does not go out twice; undo offers to delete it. [a1]'
    ]


@pytest.mark.parametrize("said", ["never alice", "forget alice", "skip a1"])
def test_words_that_are_over_are_shown_as_closed(bench, said):
    """No offer to send them stands beside them, and nothing comes of a consent."""
    row = bench.shown(bench.heard("alice"))
    bench.says(said)
    assert bench.says("show a1") == [
        f'The one about Alice is closed. These were the words:\n\n"{WORDS}"\n\nNothing of it goes out. [a1.1]'
    ]
    assert bench.kinds()[-1] is MessageKind.NOTICE
    assert "closed" in bench.says("send", to=bench.world.inbox("owner")[-1].id)[0]
    assert not bench.holds(row)


def test_a_nudge_that_is_over_is_shown_with_that_it_is(bench):
    """It asks for words that would find no place."""
    bench.nudged(bench.heard("alice"))
    bench.says("skip")
    assert bench.says("show a1")[1] == "The one about Alice is closed, so nothing happened. list shows what is open."


def test_words_shown_while_all_is_stopped_offer_nothing_that_is_refused(bench):
    """What lets them out is said in its order; the words that were shown before can be sent again after `resume`."""
    row = bench.shown(bench.heard("alice"))
    preview = bench.world.inbox("owner")[-1].id
    bench.says("stop")
    [said] = bench.says("show a1")
    assert said == (
        f'All is stopped, so nothing goes out. The words for Alice are kept:\n\n"{WORDS}"\n\nresume, then send. [a1.1]'
    )
    assert bench.kinds()[-1] is MessageKind.NOTICE
    bench.says("resume")
    bench.says("send", to=preview)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_a_nudge_that_never_came_cannot_be_shown(bench):
    """Nothing names it."""
    bench.suggest(bench.heard("alice"))
    assert bench.says("show a1")[0].startswith("I know no a1")


# --- help, thanks, hello, others


def test_help_answers(bench):
    """With all, with a word, and under the question."""
    assert "skip" in bench.says("help")[0]
    assert bench.says("help") != bench.says("help undo")
    assert bench.stands_under() == "help undo"


def test_thanks_says_when_there_may_be_more(make):
    """Where hours are set."""
    bench = make(deliver={"at": ["09:00"], "quiet": ""})
    assert bench.says("thanks") == ["With pleasure. Tomorrow at 9:00, if there is something."]
    bench.says("stop")
    assert bench.says("thanks") == ["With pleasure."]


def test_thanks_without_hours_is_thanks(bench):
    """Nothing is promised."""
    assert bench.says("thanks") == ["With pleasure."]


def test_thanks_directly_after_words_were_shown_says_that_nothing_was_sent(bench):
    """Somebody may have meant `send`."""
    bench.shown(bench.heard("alice"))
    assert bench.says("thanks")[0].startswith("With pleasure. Nothing has been sent;")
    bench.says("help")
    assert bench.says("thanks") == ["With pleasure."]


def test_thanks_after_what_is_on_its_way_is_thanks(bench):
    """Everything is settled."""
    bench.approved(bench.heard("alice"))
    assert bench.says("thanks")[0].startswith("With pleasure.")
    assert "Nothing has been sent" not in bench.says("thanks")[0]


def test_hello_is_answered(bench):
    """With the time of day; at rest with that."""
    assert bench.says("hello") == ["Good evening. help shows what I understand."]
    bench.says("pause 2d")
    assert bench.says("hello")[0].startswith("Good evening. I rest until")


def test_others_without_a_letter_are_all(bench):
    """There are no more."""
    assert bench.says("others") == ["Those were all."]


# --- kind words, when nothing is open


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("thanks", "With pleasure."),
        ("keep it up", "That is kind of you. The conversations are yours."),
        ("good bot", "That is kind of you. The conversations are yours."),
        ("never mind", "All right. Nothing is open, so nothing is lost."),
        ("nah", "All right. Nothing is open, so nothing is lost."),
    ],
)
def test_kind_words_get_a_friends_line(bench, said, answer):
    """Not a page of the manual."""
    assert bench.says(said)[0].startswith(answer)


def test_kind_words_are_words_where_some_are_awaited(bench):
    """And hold a reply that is on its way, like anything that is not plainly a thanks."""
    row = bench.nudged(bench.heard("alice"))
    assert 'Yours now: "Keep it up!"' in bench.says("Keep it up!")[0]
    bench.says(WORDS)
    bench.says("send a1.2")
    assert bench.holds(row)
    bench.says("keep it up")
    assert not bench.holds(row)


@pytest.mark.parametrize(("about", "word"), [("two a day", "two a day"), ("9:00", "at"), ("weekly off", "weekly")])
def test_help_about_what_is_said_without_its_word_finds_it(bench, about, word):
    """As the examples show it."""
    assert bench.says(f"help {about}")[0].startswith(f"{word}: ")


@pytest.mark.parametrize("said", ["show", "why", "draft", "passt"])
def test_where_nothing_waits_what_is_on_its_way_is_meant(bench, said):
    """ "Nothing is open" would not be all that there is to say."""
    bench.approved(bench.heard("alice"))
    assert any("Alice" in message for message in bench.says(said))
