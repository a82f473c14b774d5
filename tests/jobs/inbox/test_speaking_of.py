"""`about letters`: who of those whom the owner knows spoke of it lately, from the store alone."""

from __future__ import annotations

import pytest

from bot.domain import Relationship, Visibility
from bot.store import people, posts
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import OTHER_QUESTION, WORDS

NOBODY = "Of those I read for you, nobody spoke of letters in the last two weeks."


def known(bench, who, text="A whole evening of letters, and not one of them dated.", **how):
    """Somebody with whom the owner has talked says something."""
    bench.talked(who)
    return bench.heard(who, text, **how)


def test_who_spoke_of_it_is_named_with_words_and_link(bench):
    """Once each, by their latest words; nobody is asked."""
    known(bench, "alice", "Old letters again.")
    post = known(bench, "alice")
    asked = len(bench.reader.asked)
    assert bench.says("about letters") == [
        f'Alice, today: "A whole evening of letters, and not one of them dated." {post.link}'
    ]
    assert len(bench.reader.asked) == asked


def test_one_word_is_found_in_another_form(bench):
    """Not in the middle of one."""
    known(bench, "alice", "The letterpress is mended.")
    known(bench, "bob", "Every newsletter is the same.")
    assert [said.split(",")[0] for said in bench.says("about letters")] == ["Alice"]


def test_with_nobody_that_is_said(bench):
    """And of strangers nothing."""
    bench.heard("alice", "A whole evening of letters, and not one of them dated.")
    assert bench.says("about letters") == [NOBODY]
    assert bench.says("about")[0].startswith("about needs some words after it")


@pytest.mark.parametrize(
    "ties", [Relationship(blocking=True), Relationship(blocked_by=True), Relationship(muting=True)], ids=str
)
def test_whoever_is_kept_apart_is_not_named(bench, ties):
    """Blocked either way, or muted."""
    known(bench, "alice")
    with bench.tx() as tx:
        people.put_relationships(tx, {f"memory:{PEOPLE['alice']}": ties}, now=bench.now)
    assert bench.says("about letters") == [NOBODY]


@pytest.mark.parametrize("said", ["never alice", "mute alice 2w", "forget alice"])
def test_whoever_is_not_to_be_spoken_of_is_not(bench, said):
    """By the owner's word."""
    known(bench, "alice")
    bench.says(said)
    assert bench.says("about letters") == [NOBODY]


def test_what_is_known_to_be_deleted_is_not_repeated(bench):
    """Since whenever the network said so."""
    post = known(bench, "alice")
    with bench.tx() as tx:
        posts.gone(tx, post.uri)
    assert bench.says("about letters") == [NOBODY]


def test_whoever_wishes_for_no_bots_is_not_named(bench):
    """A guest in other people's rooms."""
    bench.talked("alice")
    bench.world.set_bio("alice", "Letters. #nobot")
    bench.heard("alice", "A whole evening of letters, and not one of them dated.")
    bench.meets("alice")
    assert bench.says("about letters") == [NOBODY]


@pytest.mark.parametrize("how", [{"visibility": Visibility.FOLLOWERS}, {"warning": "letters"}])
def test_what_was_not_said_to_everyone_is_not_repeated(bench, how):
    """To followers only, or behind a warning."""
    known(bench, "alice", **how)
    assert bench.says("about letters") == [NOBODY]


def test_sorrow_is_nothing_to_be_looked_up(bench):
    """It is not listed."""
    known(bench, "alice", "My father died on Sunday. I found his letters, and cannot stop crying.")
    assert bench.says("about letters") == [NOBODY]


def test_what_is_older_than_two_weeks_is_not_lately(bench):
    """By its own time."""
    known(bench, "alice")
    bench.later(days=15)
    assert bench.says("about letters") == [NOBODY]


@pytest.mark.parametrize(
    "said", ["about Letters?", "about letters!", "About Letters.", "about the letters", "about old letters"]
)
def test_marks_capitals_and_an_article_are_none_of_the_topic(bench, said):
    """And several words are found wherever they stand."""
    known(bench, "alice", "Letters again, and all of them old.")
    assert bench.says(said)[0].startswith("Alice, today: ")


def test_of_what_nobody_spoke_the_bare_topic_is_named(bench):
    """Without the marks of the question."""
    assert bench.says("about Hull?") == ["Of those I read for you, nobody spoke of Hull in the last two weeks."]


@pytest.mark.parametrize("said", ["about home", "about owner", "about example", "about books"])
def test_an_address_is_nothing_that_was_spoken_of(bench, said):
    """Neither who is written to, nor where a link leads."""
    known(bench, "alice", "@owner@home.example it stands at https://books.example/home/owner")
    assert "nobody spoke of" in bench.says(said)[0]


def test_a_short_word_is_not_the_beginning_of_any(bench):
    """Three letters are found in the plural, and two not in the middle of a word."""
    known(bench, "alice", "Which of the maps do you mean?")
    assert "nobody spoke of" in bench.says("about ma")[0]
    assert bench.says("about map")[0].startswith("Alice, today")
    assert bench.says("about me")[0].startswith("about needs some words after it")


def test_to_whom_it_was_said_is_not_quoted(bench):
    """The words are."""
    bench.talked("alice")
    assert bench.says("about maps")[0].startswith('Alice, today: "Which of the 2 maps do you mean?"')


def test_words_that_begin_so_are_words(bench):
    """Where some are awaited and nobody spoke of it; the bare word and a topic stay a request."""
    bench.nudged(bench.heard("alice"))
    for said in ("about lighthouses", "about lighthouses?", "about Hull?"):
        assert bench.says(said)[0].startswith("Of those I read for you, nobody spoke of")
    for said in ("About time!", "about time, too", "about two weeks", "about 3 of them", "about a shoebox"):
        assert bench.says(said)[0].startswith(("This would stand", "One thing before"))


@pytest.mark.parametrize("said", ["about to leave", "about as long", "about ten", "about half an hour"])
def test_what_names_no_thing_is_no_topic(bench, said):
    """Nobody could have spoken of it."""
    bench.nudged(bench.heard("alice"))
    assert bench.says(said)[0].startswith(("This would stand", "One thing before"))


@pytest.mark.parametrize("said", ["about the same", "about old maps"])
def test_what_may_be_a_topic_or_an_answer_is_asked_about(bench, said):
    """It is nobody's public words unasked, and `for me` does what it says."""
    bench.nudged(bench.heard("alice"))
    [asked] = bench.says(said)
    assert f"or for me? for Alice brings it as your answer, as it stands; for me means {said}." in asked
    assert bench.says("for me")[0].startswith("Of those I read for you, nobody spoke of")


def test_for_me_is_understood_where_two_are_open(bench):
    """It is not asked again."""
    bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    assert "for me means about the same" in bench.says("about the same")[0]
    assert bench.says("for me")[0].startswith("Of those I read for you, nobody spoke of the same")


def test_it_holds_a_reply_that_is_on_its_way(bench):
    """Nothing new is harmless in the time to undo."""
    for said in ("about letters", "about old letters", "about the letters", "about letters?"):
        row = bench.approved(bench.heard("alice"), WORDS)
        bench.says(said)
        assert not bench.holds(row)
        bench.says(f"skip {row.code}")
