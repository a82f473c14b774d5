"""Which message of ours an answer belongs to: by reference, by code, by name; otherwise it is asked, and nothing is done."""

from __future__ import annotations

import pytest

from bot.domain import SuggestionState, Visibility
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS


@pytest.fixture
def two(bench):
    """Nudges about Alice and about Bob."""
    bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    return bench


def states(bench):
    """Of both."""
    return [row.state for row in bench.rows()]


def at(bench, code):
    """The network's id of the message with this code."""
    return next(m.id for m in bench.world.inbox("owner") if f"[{code}]" in m.text)


ALICE, BOB = (
    [SuggestionState.SKIPPED, SuggestionState.AWAITING_OWNER],
    [SuggestionState.AWAITING_OWNER, SuggestionState.SKIPPED],
)
NEITHER = [SuggestionState.AWAITING_OWNER] * 2


def test_a_reference_says_which(two):
    """Without a word more."""
    two.says("skip", to=at(two, "b1"))
    assert states(two) == BOB


def test_a_code_says_which(two):
    """However it is written."""
    two.says("skip A1")
    assert states(two) == ALICE


def test_a_name_says_which(two):
    """A first name is enough."""
    two.says("skip bob")
    assert states(two) == BOB


@pytest.mark.parametrize("words", ["skip a1", "skip alice"])
def test_a_reference_to_somebody_else_is_doubt(two, words):
    """Neither is done."""
    [asked] = two.says(words, to=at(two, "b1"))
    assert "I would rather ask than guess" in asked
    assert states(two) == NEITHER


def test_an_answer_to_a_message_that_nobody_knows_is_doubt(two):
    """Whatever is open."""
    two.says("skip b1")
    strange = two.net.direct_messages.write("nudge@bots.example", "From another copy.", to=("owner@home.example",))
    two.says("skip", to=strange.id)
    assert states(two) == BOB


def test_an_answer_under_the_owners_own_message_is_a_fresh_one(bench):
    """They went on speaking."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("help")
    bench.says("skip", to=bench.world.inbox("bot")[-1].id)
    assert bench.state(row) is SuggestionState.SKIPPED


def test_a_code_that_nobody_has_is_said(two):
    """Nothing is guessed."""
    assert two.says("skip z9") == ["I know no z9, so nothing happened. list shows what is open."]
    assert states(two) == NEITHER


def test_a_name_about_which_nothing_is_open_is_said(two):
    """They are known."""
    two.meets("carol")
    assert two.says("skip carol") == ["Nothing about Carol is open, so nothing happened. list shows what is."]


def test_a_name_on_its_way_is_meant_where_nothing_else_of_theirs_is_open(bench):
    """It is taken back first."""
    row = bench.approved(bench.heard("alice"))
    bench.says("skip alice")
    assert bench.state(row) is SuggestionState.SKIPPED


def test_of_two_on_their_way_to_one_person_it_is_asked(bench):
    """Neither is guessed."""
    rows = [bench.approved(bench.heard("alice")), bench.approved(bench.heard("alice", OTHER_QUESTION), OTHER_WORDS)]
    assert "I would rather ask than guess" in bench.says("why alice")[0]
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_PUBLISH] * 2


def test_what_is_on_its_way_is_not_called_open(bench):
    """ "Two are open" means two that wait for the owner; of what has been approved it is said that it fits."""
    bench.approved(bench.heard("alice"))
    bench.approved(bench.heard("alice", OTHER_QUESTION), OTHER_WORDS)
    assert bench.says("why alice")[0].startswith("Two fit, and I would rather ask than guess.")


def test_one_is_open_means_that_one_is(bench):
    """Beside a reply on its way, words that came just now are the only ones that wait."""
    bench.approved(bench.heard("alice"))
    bench.shown(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    [asked] = bench.says("send")
    assert asked.startswith("Only this one is open, and I want to be sure:")
    assert "b1, Bob" in asked
    assert "Alice" not in asked
    assert [row.state for row in bench.rows()].count(SuggestionState.AWAITING_OWNER) == 1


def test_a_question_names_what_is_open_by_its_first_words(two):
    """So that the owner knows which is which; words that may not be repeated are not."""
    two.net.people.follow("owner@home.example", "carol@press.example")
    private = two.heard("carol", "My letters are damp.", visibility=Visibility.FOLLOWERS)
    two.nudged(private)
    [asked] = two.says("skip")
    assert 'a1, Alice, "Does anyone scan' in asked
    assert "damp" not in asked
    assert "Say skip a1, skip b1 or skip c1." in asked


@pytest.mark.parametrize(("seconds", "said"), [(-1, "Why Alice"), (0, "I know no a1")])
def test_messages_of_the_last_two_weeks_can_be_answered(bench, seconds, said):
    """Older ones are another time's."""
    bench.nudged(bench.heard("alice"), returned=True, expires_at=bench.now.replace(year=2027))
    bench.later(days=14, seconds=seconds)
    assert bench.says("why a1")[0].startswith(said)


def test_messages_of_another_conversation_cannot_be_answered_here(bench):
    """Nobody knows who read them."""
    bench.nudged(bench.heard("alice"))
    bench.channel = "memory:second@bots.example>owner@home.example"
    assert bench.says("skip")[0].startswith("Nothing is open")


def test_what_was_made_for_another_account_cannot_be_answered(bench):
    """It is not this owner's."""
    bench.nudged(bench.heard("alice"), owner="memory:eve@home.example#m9")
    assert bench.says("skip")[0].startswith("Nothing is open")
