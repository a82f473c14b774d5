"""The owner's own words are shown back for the one they are for; beginnings are made only where there may be some."""

from __future__ import annotations

import pytest

from bot.domain import ApprovalEvent, SuggestionEvent, SuggestionState, Visibility, WrittenBy
from bot.store import answerable, approvals, drafts, suggestions
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS, WORDS

NOWHERE = "Nothing is open that these words could answer, so they went nowhere."
PREVIEW = "This would stand under your name"
MODEL = {"by": "model", "model": {"url": "http://127.0.0.1:9/v1", "name": "small"}}


def written(bench, row):
    """The words that were written for it, by whom."""
    with bench.tx() as tx:
        return [(drafts.get(tx, row.id, number).words, drafts.get(tx, row.id, number).by)
                for number in range(1, drafts.next_number(tx, row.id))]  # fmt: skip


# --- own words


def test_own_words_are_shown_back_under_them(bench):
    """For the only one that is open."""
    row = bench.nudged(bench.heard("alice"))
    [said] = bench.says(WORDS)
    assert said.startswith(PREVIEW)
    assert bench.stands_under() == WORDS
    assert written(bench, row) == [(WORDS, "owner")]


@pytest.mark.parametrize("front", ["a1: ", "a1 ", "edit ", "say ", "edit a1: "])
def test_what_stands_in_front_of_words_is_none_of_them(bench, front):
    """A code, or the word that says that they are words."""
    row = bench.nudged(bench.heard("alice"))
    bench.says(f"{front}{WORDS}")
    assert written(bench, row) == [(WORDS, "owner")]


def test_a_code_that_is_not_open_is_a_part_of_the_words(bench):
    """Somebody speaks of a road."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("b45 is the road that I take to the archive, and it floods in November.")
    assert written(bench, row)[0][0].startswith("b45 is the road")


def test_words_for_one_of_two_are_asked_about(bench):
    """Naming both; answering a message itself is enough."""
    alice, bob = bench.nudged(bench.heard("alice")), bench.nudged(bench.heard("bob", OTHER_QUESTION))
    assert bench.says(WORDS)[0].startswith("Whom is this for?")
    assert (written(bench, alice), written(bench, bob)) == ([], [])
    at = next(m.id for m in bench.world.inbox("owner") if "[b1]" in m.text)
    bench.says(OTHER_WORDS, to=at)
    assert written(bench, bob) == [(OTHER_WORDS, "owner")]


def test_a_remark_is_not_shown_as_if_it_were_an_answer(bench):
    """To words that were shown: they stay."""
    row = bench.shown(bench.heard("alice"))
    assert "stay as I showed them" in bench.says("ok, but without the last word")[0]
    assert written(bench, row) == [(WORDS, "owner")]


@pytest.mark.parametrize(
    "no", ["okay then don't", "of course not", "ok, not yet", "fine, no", "do it not", "yep nope", "ja nein"]
)
def test_a_no_in_words_of_consent_is_a_no_to_what_was_shown(bench, no):
    """Nothing is shown anew, nothing is sent, and the words wait as they were."""
    row = bench.shown(bench.heard("alice"))
    [said] = bench.says(no)
    assert said.startswith("Nothing was sent, and the words for Alice stay as I showed them.")
    assert len(written(bench, row)) == 1
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_a_no_to_held_words_answers_the_question_about_them(bench):
    """As the plain no does; they are not asked about once more."""
    row = bench.approved(bench.heard("alice"))
    bench.says("hm, not so fast")
    assert bench.row(row).held_at is not None
    bench.says("absolutely not")
    assert bench.row(row).held_at is None


def test_doubt_about_the_wording_holds_and_becomes_no_words(bench):
    """While the reply is on its way: the words are shown once more, as they are."""
    row = bench.approved(bench.heard("alice"))
    [said] = bench.says("hm, I am not sure about the wording")
    assert said.startswith("Held:")
    assert WORDS in said
    assert len(written(bench, row)) == 1


def test_the_same_under_a_nudge_is_an_answer(bench):
    """Nothing was shown yet that it could turn down."""
    bench.nudged(bench.heard("alice"))
    assert bench.says("of course not")[0].startswith(PREVIEW)


def test_with_edit_in_front_a_remark_is_words(bench):
    """The owner said so."""
    row = bench.shown(bench.heard("alice"))
    bench.says("edit ok, but without the last word")
    assert written(bench, row)[-1][0] == "ok, but without the last word"


def test_words_with_nothing_open_are_answered_with_that(bench):
    """Nothing happens."""
    assert bench.says(WORDS) == [
        "Nothing is open that this could answer, so nothing happened. help shows what I understand."
    ]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (58, f"{NOWHERE} Your answer to Alice is out; undo offers to delete it."),
        (61, "Nothing is open that this could answer, so nothing happened."),
    ],
)
def test_words_after_a_reply_went_out_are_told_that_it_did(bench, minutes, said):
    """Within the hour."""
    bench.published(bench.heard("alice"))
    bench.later(minutes=minutes)
    assert bench.says(OTHER_WORDS)[0].startswith(said)


def test_words_while_a_reply_leaves_are_not_told_that_it_is_out(bench):
    """Nobody knows that yet, and deleting is not offered for it."""
    row = bench.approved(bench.heard("alice"))
    with bench.tx() as tx:
        assert suggestions.move(tx, row, SuggestionEvent.CLAIM, now=bench.now)
        approvals.move(tx, approvals.live(tx, row.id), ApprovalEvent.CLAIM)
    bench.says("undo")
    assert bench.says(OTHER_WORDS) == [
        f"{NOWHERE} Your answer to Alice is leaving at this moment; once it is out, undo offers to delete it."
    ]


def test_words_to_what_is_over_say_that_it_is(bench):
    """Nothing is written for it."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("skip")
    assert bench.says(f"a1: {WORDS}")[0].startswith("The one about Alice is closed")
    assert written(bench, row) == []


def test_a_short_answer_to_which_one_is_no_words(bench):
    """It is asked again."""
    rows = [bench.nudged(bench.heard("alice")), bench.nudged(bench.heard("bob", OTHER_QUESTION))]
    bench.says("skip")
    assert "I would rather ask than guess" in bench.says("the second one")[0]
    assert [written(bench, row) for row in rows] == [[], []]


@pytest.mark.parametrize("words", ["edit Never thought of that.", "say the first one", "Lid up for me.", WORDS])
def test_words_after_which_one_are_words_and_the_question_is_over(bench, words):
    """Whose they are is asked as if nothing had been asked before; the code alone then brings them."""
    rows = [bench.nudged(bench.heard("alice")), bench.nudged(bench.heard("bob", OTHER_QUESTION))]
    assert "Say less like this a1 or less like this b1" in bench.says("less like this")[0]
    assert bench.says(words)[0].startswith("Whom is this for?")
    (shown,) = bench.says("b1")
    assert shown.startswith("This would stand under your name")
    assert "[b1.1]" in shown
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_OWNER] * 2


def test_new_words_for_what_is_on_its_way_hold_it(bench):
    """And are shown."""
    row = bench.approved(bench.heard("alice"))
    texts = bench.says(f"a1: {OTHER_WORDS}")
    assert texts[0].startswith("Taken back. It was never sent")
    assert texts[1].startswith(PREVIEW)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)


# --- only


def test_only_addresses_the_author_alone(bench):
    """With the same words."""
    post = bench.heard("alice", "What do you two think?", mention=["bob"], reply_to=bench.post("bob").uri)
    row = bench.shown(post)
    bench.says("only")
    with bench.tx() as tx:
        shown = answerable.newest_preview(tx, row.id)
    assert (shown.act.words, shown.act.addresses, shown.draft) == (WORDS, ("alice@books.example",), 2)


def test_only_without_words_asks_for_some(bench):
    """There is nothing to address."""
    bench.nudged(bench.heard("alice"))
    assert bench.says("only")[0].startswith("There are no words for Alice yet.")


def test_only_keeps_the_line_that_a_machine_helped(make):
    """It was part of what was shown."""
    bench = make(drafts=MODEL)
    post = bench.heard("alice", "What do you two think?", mention=["bob"], reply_to=bench.post("bob").uri)
    row = bench.nudged(post)
    bench.says("draft")

    class Model:
        def draft(self, *_, **__):
            return WORDS

    bench.drafter = Model()
    bench.drafts().step()
    bench.told()
    bench.says("only")
    with bench.tx() as tx:
        assert answerable.newest_preview(tx, row.id).act.words == f"{WORDS}\n\n(Drafted with a language model.)"
    assert written(bench, row)[-1] == (WORDS, "model")


# --- drafts


def test_the_built_in_starter_begins_at_once(bench):
    """Under the owner's wish."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("draft")
    assert [by for _, by in written(bench, row)] == ["starter"]
    assert bench.stands_under() == "draft"


@pytest.mark.parametrize("word", ["shorter", "warmer"])
def test_some_wishes_need_a_model(bench, word):
    """It is said, and nothing changes."""
    row = bench.shown(bench.heard("alice"))
    assert bench.says(word)[0].startswith(f"{word} needs a drafting model, and none is set up")
    assert len(written(bench, row)) == 1


@pytest.mark.parametrize(
    "said",
    [
        "make it friendlier",
        "make it shorter",
        "can you make it shorter",
        "friendlier",
        "a bit less formal please",
        "mach es kürzer",
    ],
)
def test_a_wish_for_other_wording_needs_a_model_in_whatever_words_and_the_words_stay(bench, said):
    """No unrelated beginning takes the place of the owner's own words."""
    row = bench.shown(bench.heard("alice"))
    (answer,) = bench.says(said)
    assert answer.startswith("That needs a drafting model, and none is set up, so nothing changed.")
    assert written(bench, row) == [(WORDS, WrittenBy.OWNER)]
    assert "send" in bench.says("list")[0]


def test_a_wish_for_other_wording_of_a_beginning_brings_no_other_one(bench):
    """As shorter does."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("draft")
    before = written(bench, row)
    assert bench.says("kürzer")[0].startswith("That needs a drafting model")
    assert written(bench, row) == before


@pytest.mark.parametrize("said", ["try another one please", "give me a different draft", "something else"])
def test_a_wish_for_another_beginning_in_other_words_brings_one(bench, said):
    """It is what the built-in ones are for."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("draft")
    bench.says(said)
    assert len(written(bench, row)) == 2


def test_a_model_is_asked_and_that_is_said(make):
    """It may take a while; the wish is kept."""
    bench = make(drafts=MODEL)
    bench.shown(bench.heard("alice"))
    told = []

    class Model:
        def draft(self, *_, wish, **__):
            told.append(wish)
            return OTHER_WORDS

    bench.drafter = Model()
    for word in ("draft", "another", "warmer"):
        assert bench.says(word) == ["I ask your drafting model for words for Alice; what comes is shown here first."]
        bench.drafts().step()
        bench.told()
    assert told == ["", "another", "warmer"]


def test_where_there_may_be_no_draft_that_is_said(make):
    """And none is made."""
    bench = make(drafts={"by": "off"})
    row = bench.nudged(bench.heard("alice"))
    assert bench.says("draft")[0].startswith("Drafts are switched off")
    private = bench.nudged(bench.heard("alice", OTHER_QUESTION, visibility=Visibility.FOLLOWERS))
    bench.says(f"draft {private.code}")
    assert (written(bench, row), written(bench, private)) == ([], [])


@pytest.mark.parametrize("word", ["draft a1", "only a1"])
def test_what_is_over_gets_no_draft(bench, word):
    """It is said how it stands."""
    bench.nudged(bench.heard("alice"))
    bench.says("skip")
    assert bench.says(word)[0].startswith("The one about Alice is closed")


@pytest.mark.parametrize("word", ["draft", "only"])
def test_of_two_it_is_asked_which(bench, word):
    """Nothing is made."""
    for who, text in (("alice", "Does anyone scan old letters?"), ("bob", OTHER_QUESTION)):
        bench.nudged(bench.heard(who, text))
    assert f"Say {word} a1 or {word} b1." in bench.says(word)[0]


@pytest.mark.parametrize("said", ["I changed my mind", "there's a typo"])
def test_what_is_said_of_words_that_were_shown_is_not_shown_instead_of_them(bench, said):
    """The words stay, and the next `send` means them; with `edit` in front, or said twice, it is words after all."""
    row = bench.shown(bench.heard("alice"))
    bench.says(said)
    assert written(bench, row) == [(WORDS, "owner")]


def test_with_a_code_in_front_thanks_are_words(bench):
    """The code says for whom."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("a1: thanks")
    assert written(bench, row) == [("thanks", "owner")]


@pytest.mark.parametrize("front", ["bob: ", "Bob: ", "b1: "])
def test_a_name_and_a_colon_in_front_say_for_whom(bench, front):
    """As a code does; neither is a part of the words."""
    alice, bob = bench.nudged(bench.heard("alice")), bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says(f"{front}{OTHER_WORDS}")
    assert (written(bench, alice), written(bench, bob)) == ([], [(OTHER_WORDS, "owner")])


def test_words_for_somebody_about_whom_nothing_is_open_are_no_words_for_another(bench):
    """ "bob: …" is said to Bob; it waits for a name."""
    bench.talked("bob")
    row = bench.nudged(bench.heard("alice"))
    assert bench.says("bob: hello there, old friend") == [
        "Nothing about Bob is open, so nothing happened. list shows what is."
    ]
    assert written(bench, row) == []


@pytest.mark.parametrize("said", ["jawohl", "genau", "ja, gerne", "agreed", "sure thing", "+1"])
def test_a_yes_in_other_words_is_not_shown_instead_of_the_words(bench, said):
    """Only `send` and what means it lets words out; the words stay."""
    row = bench.shown(bench.heard("alice"))
    assert bench.says(said)[0].startswith("Nothing was sent, and the words for Alice stay")
    assert written(bench, row) == [(WORDS, "owner")]
