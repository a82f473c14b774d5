"""What may be a request to us or an answer to somebody is asked about in one line; neither has to be typed again."""

from __future__ import annotations

import pytest

from bot.domain import SuggestionState
from bot.store import drafts
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS

PREVIEW = "This would stand under your name"
REQUEST = "translate"
NONE_WAIT = (
    "There are no words yet that this could be about, so nothing happened. Your own words, and I show them back."
)


def words_for(bench, row):
    """What was written for it."""
    with bench.tx() as tx:
        numbers = range(1, drafts.next_number(tx, row.id))
        return [drafts.get(tx, row.id, number).words for number in numbers]


@pytest.fixture
def asked(bench):
    """A nudge about Alice, and something that may be for her or for us."""
    row = bench.nudged(bench.heard("alice"))
    said = bench.says(REQUEST)
    return bench, row, said


def test_it_is_asked_in_one_line_whose_it_is(asked):
    """And nothing was shown under the owner's name."""
    bench, row, said = asked
    assert said == [
        '"translate": is that for Alice, or for me? for Alice brings it as your answer, as it stands; for me, and nothing happens. [a1]'
    ]
    assert words_for(bench, row) == []


@pytest.mark.parametrize(
    "answer", ["for alice", "For Alice.", "it's for alice", "for her", "für Alice", "alice", REQUEST, "Translate!"]
)
def test_the_words_need_not_be_typed_again(asked, answer):
    """The name, or the same words once more, bring them as they stood; that sends nothing."""
    bench, row, _ = asked
    [said] = bench.says(answer)
    assert said.startswith(PREVIEW)
    assert words_for(bench, row) == [REQUEST]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)


@pytest.mark.parametrize("answer", ["for alice", REQUEST])
def test_neither_is_consent_to_words_that_stand_there(bench, answer):
    """The words from before are not sent, and `send` means the newest."""
    row = bench.shown(bench.heard("alice"))
    bench.says(REQUEST)
    bench.says(answer)
    assert not bench.holds(row)
    assert words_for(bench, row)[-1] == REQUEST


def test_send_right_after_the_question_shows_the_words_first(bench):
    """What was said since may have been meant to go out instead."""
    row = bench.shown(bench.heard("alice"))
    bench.says(REQUEST)
    assert bench.says("send")[0].startswith(PREVIEW)
    assert not bench.holds(row)


@pytest.mark.parametrize(
    ("said", "means", "told"),
    [
        ("topics letters, old maps", "topics + letters, old maps", "letters, old maps"),
        ("times 9:00", "at 9:00", "I write at 9:00"),
        ("was kommt?", "list ahead", "Nothing is planned"),
    ],
)
def test_what_is_named_for_me_can_be_done(bench, said, means, told):
    """Whatever was asked about with it."""
    bench.nudged(bench.heard("alice"))
    [asked] = bench.says(said)
    assert f"for me means {means}." in asked
    assert told in bench.says("for me")[0]


@pytest.mark.parametrize("answer", ["for me", "for you", "you", "für dich", "nudge"])
def test_for_us_does_what_was_named(bench, answer):
    """About the one that was asked about."""
    row = bench.nudged(bench.heard("alice"))
    [said] = bench.says("maybe tomorrow")
    assert said.endswith("for me means later tomorrow. [a1]")
    bench.says(answer)
    assert bench.state(row) is SuggestionState.AWAITING_DELIVERY
    assert bench.row(row).returned


def test_for_us_without_anything_that_we_could_do_is_said(asked):
    """Nothing happens, as the question said."""
    bench, row, _ = asked
    assert bench.says("for me")[0].startswith("Then nothing happened: I do not know what to do with it.")
    assert words_for(bench, row) == []


@pytest.mark.parametrize("answer", ["for alice", REQUEST])
def test_for_us_that_is_not_understood_leaves_the_words_waiting(asked, answer):
    """They are not lost, and "for me" is nobody's answer."""
    bench, row, _ = asked
    bench.says("for me")
    bench.says("for me")
    assert bench.says(answer)[0].startswith(PREVIEW)
    assert words_for(bench, row) == [REQUEST]


def test_yes_answers_neither_half_of_the_question(bench):
    """It is no consent, and no wish."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("maybe tomorrow")
    bench.says("yes")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert words_for(bench, row) == []


def test_of_two_both_are_named(bench):
    """And the name says whose words they are."""
    alice = bench.nudged(bench.heard("alice"))
    bob = bench.nudged(bench.heard("bob", OTHER_QUESTION))
    [said] = bench.says(REQUEST)
    assert said.startswith('"translate": is that for Alice, for Bob, or for me? for Alice or for Bob brings it')
    assert bench.says("for bob")[0].startswith(PREVIEW)
    assert (words_for(bench, alice), words_for(bench, bob)) == ([], [REQUEST])


def test_where_nothing_waits_for_words_it_is_for_us(bench):
    """Nobody is asked; what we can do is done."""
    assert bench.says("what have you posted?") == ["Nothing is open, and nothing is on its way."]
    assert bench.says(REQUEST)[0].startswith('I did not understand "translate", so nothing happened.')


@pytest.mark.parametrize("word", ["Never!", "forget"])
def test_what_cannot_be_undone_by_a_word_is_asked_about(bench, word):
    """A bare "Never!" may be an answer; with a name, or `for me`, it is done."""
    row = bench.nudged(bench.heard("alice"))
    [said] = bench.says(word)
    assert said.startswith(f'"{word}": is that for Alice, or for me?')
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    bench.says("for me")
    assert bench.state(row) not in (SuggestionState.AWAITING_OWNER, SuggestionState.AWAITING_PUBLISH)


def test_never_said_twice_is_an_answer(bench):
    """As it stands."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("Never!")
    assert bench.says("Never!")[0].startswith(PREVIEW)
    assert words_for(bench, row) == ["Never!"]


def test_a_request_that_was_understood_can_still_be_given_to_somebody(bench):
    """What only shows something is done at once; the words wait all the same."""
    row = bench.nudged(bench.heard("alice"))
    assert "Nothing is posted until you say send" in bench.says("what can you do for me?")[0]
    assert bench.says("for alice")[0].startswith(PREVIEW)
    assert words_for(bench, row) == ["what can you do for me?"]


def test_what_was_not_understood_can_be_given_to_somebody(bench):
    """A near miss, a time that is none, a name that nobody has."""
    row = bench.nudged(bench.heard("alice"))
    for text in ("later gator", "skpi", "who jr ewing"):
        bench.says(text)
        assert bench.says("for alice")[0].startswith(PREVIEW)
        assert words_for(bench, row)[-1] == text


def test_enough_said_twice_is_no_answer(bench):
    """Whoever wants it to stop is asked again."""
    row = bench.nudged(bench.heard("alice"))
    assert bench.says("enough") == bench.says("enough")
    assert words_for(bench, row) == []


def test_a_day_later_it_is_forgotten(asked):
    """And it is said that there are no words; these are none."""
    bench, row, _ = asked
    bench.later(hours=25)
    assert bench.says("for alice") == [NONE_WAIT]
    assert words_for(bench, row) == []


@pytest.mark.parametrize(
    "text",
    ["translate", "show me the post", "maybe tomorrow", "what have you posted?", "give me a draft please", "never"],
)
def test_nothing_newly_understood_lets_a_reply_go_on(bench, text):
    """While one is on its way a request in other words holds it and is asked about, whatever it would do elsewhere."""
    row = bench.approved(bench.heard("alice"))
    assert bench.says(text)[0].startswith("Held: your answer to Alice")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_it_holds_although_something_else_is_open(bench):
    """It may be about either."""
    row = bench.approved(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says("maybe tomorrow")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize("text", ["give me a draft please", "yes send now"])
def test_what_only_shows_holds_although_something_else_is_open(bench, text):
    """Even where it could be for the words that wait beside it."""
    row = bench.approved(bench.heard("alice"))
    other = bench.shown(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    bench.later(minutes=1)
    bench.says(text)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(other)


def test_words_to_the_other_by_name_hold_nothing(bench):
    """They are bound."""
    row = bench.approved(bench.heard("alice"))
    bob = bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says(f"{bob.code}: {OTHER_WORDS}")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


# --- words that could be for several


@pytest.fixture
def two(bench):
    """Nudges about Alice and about Bob."""
    bench.row_of_alice = bench.nudged(bench.heard("alice"))
    bench.row_of_bob = bench.nudged(bench.heard("bob", OTHER_QUESTION))
    return bench


@pytest.mark.parametrize("answer", ["for bob", "bob", "For Bob, please", "b1", "for b1", "für bob"])
def test_words_for_one_of_two_need_not_be_typed_again(two, answer):
    """A name or a code says for whom; they are shown, and nothing goes out."""
    assert two.says(OTHER_WORDS)[0].endswith(
        "for Alice or for Bob brings it as your answer, as it stands. Nothing has been sent."
    )
    [said] = two.says(answer)
    assert said.startswith(PREVIEW)
    assert words_for(two, two.row_of_bob) == [OTHER_WORDS]
    assert words_for(two, two.row_of_alice) == []
    assert not two.holds(two.row_of_bob)


def test_they_wait_a_day(two):
    """If nothing else is said meanwhile."""
    two.says(OTHER_WORDS)
    two.later(hours=23)
    two.says("for bob")
    assert words_for(two, two.row_of_bob) == [OTHER_WORDS]


def test_two_of_one_name_are_told_apart_by_their_codes(bench):
    """ "For Alice, for Alice, or for me?" would be no question."""
    first, second = bench.nudged(bench.heard("alice")), bench.nudged(bench.heard("alice", OTHER_QUESTION))
    [said] = bench.says(REQUEST)
    assert "is that for a1, for a2, or for me?" in said
    bench.says("for a2")
    assert (words_for(bench, first), words_for(bench, second)) == ([], [REQUEST])


def test_words_that_held_a_reply_may_have_been_for_somebody_else(two):
    """While a reply to Carol leaves and two wait for words, it is held; the words are not lost."""
    row = two.approved(
        two.heard("carol", "Is it true that the archive opens the boxes on Tuesdays only, and why would it?")
    )
    two.says(OTHER_WORDS)
    assert two.state(row) is SuggestionState.AWAITING_OWNER
    two.says("for bob")
    assert words_for(two, two.row_of_bob) == [OTHER_WORDS]


def test_the_same_words_again_hold_what_is_on_its_way(two):
    """Whoever says it twice means it: they are no words for somebody then."""
    row = two.approved(
        two.heard("carol", "Is it true that the archive opens the boxes on Tuesdays only, and why would it?")
    )
    doubt = "hmm, the more I think about it the less I like how it sounds"
    two.says(doubt, to=next(m.id for m in two.world.inbox("owner") if "[b1]" in m.text))
    two.says(doubt)
    assert two.state(row) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize("said", ["a1", "alice", "for alice", "for her"])
def test_a_doubt_that_held_a_reply_never_becomes_words_for_the_same_one(bench, said):
    """It was said about it; it is shown once more, as it was."""
    row = bench.approved(bench.heard("alice"))
    before = words_for(bench, row)
    bench.says("hmm not so sure any more, would she take that the wrong way do you think?")
    bench.says(said)
    assert "would she take that" not in " ".join(words_for(bench, row))
    assert words_for(bench, row)[: len(before)] == before


def test_say_it_otherwise_said_twice_is_what_is_to_be_said(bench):
    """Without the word in front, as ever."""
    row = bench.nudged(bench.heard("alice"))
    [asks] = bench.says("say the same thing with fewer words")
    assert asks.startswith('"say the same thing with fewer words": is that for Alice, or for me?')
    bench.says("say the same thing with fewer words")
    assert words_for(bench, row) == ["the same thing with fewer words"]


def test_edit_that_speaks_of_the_words_is_asked_about_and_stands_in_none(bench):
    """`for alice` brings what stood behind it, as `edit` does."""
    row = bench.nudged(bench.heard("alice"))
    [asks] = bench.says("edit my last reply, I misspelled her name")
    assert "is that for Alice, or for me?" in asks
    bench.says("for alice")
    assert words_for(bench, row) == ["my last reply, I misspelled her name"]


@pytest.mark.parametrize(
    "words", ["the settings of my camera were wrong", "it was quiet until Monday", "that list is long"]
)
def test_words_behind_edit_are_words(bench, words):
    """They are shown, whatever they sound like: that is what `edit` is for."""
    row = bench.nudged(bench.heard("alice"))
    bench.says(f"edit {words}")
    assert words_for(bench, row) == [words]


def test_the_code_of_what_is_out_says_for_nobody(two):
    """It shows that one, as ever."""
    gone = two.published(
        two.heard("carol", "Is it true that the archive opens the boxes on Tuesdays only, and why would it?")
    )
    two.says(OTHER_WORDS)
    two.says(gone.code)
    assert words_for(two, gone)[1:] == []


@pytest.mark.parametrize("said", ["for alice", "for me", "for Alice, please"])
def test_what_answers_our_question_is_never_shown_as_words(bench, said):
    """Where nothing was asked, too: nobody wants to see "for me" under their name."""
    row = bench.nudged(bench.heard("alice"))
    assert bench.says(said) == [NONE_WAIT]
    assert words_for(bench, row) == []


@pytest.mark.parametrize("between", ["list", "skip a1", "thanks", "undo"])
def test_words_that_found_no_place_wait_whatever_else_is_said(two, between):
    """They are not typed again, and not lost."""
    two.says(OTHER_WORDS)
    two.says(between)
    two.says("for bob")
    assert words_for(two, two.row_of_bob) == [OTHER_WORDS]


def test_the_same_words_again_lose_nothing_of_what_was_asked(bench):
    """Where two wait it is asked whose they are, and `for me` still does what was named."""
    bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    first, again = bench.says("nie wieder alice"), bench.says("Nie wieder alice!")
    assert "for me means never alice" in first[0]
    assert again == [first[0].replace("nie wieder alice", "Nie wieder alice!")]
    bench.says("for me")
    assert bench.person("alice").never


@pytest.mark.parametrize(
    ("said", "put_off"),
    [
        ("in two hours", "in two hours"),
        ("maybe tomorrow", "tomorrow"),
        ("later 2h", "2h"),
        ("later mon 9:00", "mon 9:00"),
    ],
)
def test_the_question_which_one_keeps_the_time(two, said, put_off):
    """Nobody says it again: the code alone, or the name, answers; `for me` does not lose it either."""
    [asked] = two.says(said)
    assert f"later a1 {put_off} or later b1 {put_off}" in asked
    if asked.endswith("is what I can do."):
        [asked] = two.says("for me")
    assert asked.endswith(f"Say later a1 {put_off} or later b1 {put_off}. Nothing has changed.")
    [told] = two.says("b1")
    assert told == two.says(f"later b1 {put_off}")[0]
    assert two.state(two.row_of_bob) is SuggestionState.AWAITING_DELIVERY


def test_the_name_answers_it_with_the_time_as_well(two):
    """ "later bob 2h" is what was meant."""
    two.says("later 2h")
    assert two.says("bob") == ["Bob again at 20:00, if it still matters then."]


@pytest.mark.parametrize("word", ["never", "forget"])
def test_for_us_is_not_asked_for_ever(two, word):
    """Of two that wait it is asked which; then it is done, to that one."""
    [asked] = two.says(word)
    assert f"{word} a1 or {word} b1 is what I can do." in asked
    [which] = two.says("for me")
    assert which.endswith(f"Say {word} a1 or {word} b1. Nothing has changed.")
    two.says("b1")
    assert two.state(two.row_of_bob) not in (SuggestionState.AWAITING_OWNER, SuggestionState.AWAITING_PUBLISH)
    assert two.state(two.row_of_alice) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize("said", ["doch nicht", "schick das nicht ab", "send tomorrow", "don't post that"])
def test_whoever_turns_down_the_only_words_shown_is_not_told_to_send_them(bench, said):
    """They stay, and nothing was sent; also where another nudge is open."""
    row = bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says(f"{row.code}: {OTHER_WORDS}")
    [told] = bench.says(said)
    assert told.startswith("Nothing was sent, and the words for Alice stay as I showed them.")


def test_where_nothing_is_written_yet_nobody_is_told_to_send(bench):
    """It is said how words are written."""
    bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    [said] = bench.says("yes")
    assert "Say send" not in said
    assert "There are no words to be sent yet." in said


def test_the_same_words_can_be_brought_for_another_one_then(two):
    """The first name was a slip."""
    two.says(OTHER_WORDS)
    two.says("for alice")
    two.says("for bob")
    assert words_for(two, two.row_of_bob) == [OTHER_WORDS]


def test_a_guess_that_is_no_command_becomes_no_words(bench):
    """ "Did you mean done ines instead? yes" would show that under the owner's name."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("answer Ines instead")
    bench.says("yes")
    assert words_for(bench, row) == []


@pytest.mark.parametrize("said", ["for you", "It's for you!", "to everyone"])
def test_what_may_be_said_to_somebody_in_the_same_form_is_words(bench, said):
    """Where nothing was asked: whom a cake is for, say."""
    row = bench.nudged(bench.heard("alice"))
    bench.says(said)
    assert words_for(bench, row) == [said]
