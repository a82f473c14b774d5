"""Drafts that take their time: what a model is told, what comes of its words, and what where it is silent."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.domain import SuggestionEvent, SuggestionState, Visibility
from bot.errors import PlatformError
from bot.platforms.drafting_model import Quotable
from bot.platforms.memory import Customs
from bot.store import answerable, drafts, suggestions
from tests.jobs.bench import OTHER_QUESTION, QUESTION, WORDS

MODEL = {"by": "model", "model": {"url": "http://127.0.0.1:9/v1", "name": "small"}}
BEGINNING = ("This would stand under your name", "A beginning, with a gap that only you can fill:")


class Model:
    """Writes these words, or fails; remembers what it was told."""

    def __init__(self, words: str = WORDS, problem: PlatformError | None = None) -> None:
        self.words, self.problem = words, problem
        self.told = []
        self.meanwhile = lambda: None

    def draft(self, post, **about):
        """What it is asked."""
        self.told.append({"post": post, **about})
        self.meanwhile()
        if self.problem:
            raise self.problem
        return self.words


@pytest.fixture
def bench(make):
    """One with a model that answers."""
    bench = make(drafts=MODEL)
    bench.drafter = Model()
    return bench


def asked(bench, post=None, word="draft"):
    """The owner asks for a draft of a nudge; the suggestion."""
    row = bench.nudged(post or bench.heard("alice"))
    bench.says(f"{word} {row.code}")
    return row


def begun(bench, *, more=False):
    """One draft is begun; what the owner is told."""
    with capture_logs():
        assert bench.drafts().step() is more
    return bench.told()


def test_without_a_wish_nothing_is_asked(bench):
    """A nudge alone asks no model."""
    bench.nudged(bench.heard("alice"))
    assert begun(bench) == []
    assert bench.drafter.told == []


def test_the_models_words_are_shown_back(bench):
    """As a preview, with the line that a machine helped; under the owner's own message."""
    row = asked(bench)
    [said] = begun(bench)
    assert f"{WORDS}\n\n(Drafted with a language model.)" in said
    with bench.tx() as tx:
        assert drafts.words_by(tx, row.id, "model") == (WORDS,)
        assert answerable.newest_preview(tx, row.id).reply_to == bench.world.inbox("bot")[-1].id


def test_a_draft_is_made_once(bench):
    """For each wish."""
    asked(bench)
    begun(bench)
    assert begun(bench) == []
    assert len(bench.drafter.told) == 1


def test_drafts_are_begun_one_at_a_time(bench):
    """Each step says whether there may be another."""
    asked(bench)
    asked(bench, bench.heard("bob", OTHER_QUESTION))
    assert len(begun(bench, more=True)) == 1
    assert len(begun(bench)) == 1


def test_the_owner_may_want_no_line_about_it(make):
    """It is theirs to say."""
    bench = make(drafts={**MODEL, "disclose": "off"})
    bench.drafter = Model()
    asked(bench)
    assert "language model" not in begun(bench)[0]


# --- what it is told


def test_it_is_told_the_post_the_language_and_the_room(make):
    """As much as the network holds, without the addresses."""
    bench = make(customs=Customs(characters=400), drafts=MODEL)
    bench.drafter = Model()
    asked(bench)
    begun(bench)
    [told] = bench.drafter.told
    assert (told["post"], told["language"], told["room"], told["wish"]) == (
        Quotable("Alice", QUESTION), "English", 320, "",
    )  # fmt: skip
    assert (told["above"], told["voice"], told["already"]) == ((), (), ())


def test_a_wish_and_what_was_written_before_are_told(bench):
    """So that the next one is another."""
    row = asked(bench)
    begun(bench)
    bench.says(f"shorter {row.code}")
    begun(bench)
    assert bench.drafter.told[1]["wish"] == "shorter"
    assert bench.drafter.told[1]["already"] == (WORDS,)


def test_where_the_language_is_not_known_it_is_that_of_the_post(bench):
    """Nothing is guessed."""
    asked(bench, bench.heard("alice", language=None))
    begun(bench)
    assert bench.drafter.told[0]["language"] == "the language of the post"


def test_some_public_answers_of_the_owners_show_how_they_write(bench):
    """Five, the newest; no posts that answer nobody, and nothing that was not for everyone."""
    for number in range(6):
        to = bench.heard("bob", f"{OTHER_QUESTION} {number}").uri
        bench.heard("owner", f"An answer, number {number}.", reply_to=to)
    bench.heard("owner", "For my followers.", reply_to=to, visibility=Visibility.FOLLOWERS)
    bench.heard("owner", "The pier in the fog.")
    asked(bench)
    begun(bench)
    assert bench.drafter.told[0]["voice"] == tuple(f"An answer, number {number}." for number in (5, 4, 3, 2, 1))


def test_what_stands_above_the_post_is_told(bench):
    """The last four, and only what everyone may read and nobody warned of."""
    uri = None
    texts = []
    for number in range(6):
        hidden = {"warning": "birds"} if number == 4 else {}
        text = f"Word {number} of a long talk."
        uri = bench.heard("carol", text, reply_to=uri, **hidden).uri
        texts += [] if hidden else [Quotable("Carol", text)]
    asked(bench, bench.heard("alice", reply_to=uri))
    begun(bench)
    assert bench.drafter.told[0]["above"] == tuple(texts[2:])


@pytest.mark.parametrize("how", [{"visibility": Visibility.FOLLOWERS}, {"warning": "letters"}])
def test_what_is_not_for_everyone_goes_to_no_model(bench, how):
    """The starter begins, and the model is not said to be silent."""
    post = bench.heard("alice", **how)
    row = bench.nudged(post)
    bench.says(f"draft {row.code}")
    texts = begun(bench)
    assert bench.drafter.told == []
    assert not any("drafting model gave no answer" in text for text in texts)


# --- what goes wrong


@pytest.mark.parametrize("model", [Model(problem=PlatformError("too much to do")), Model(words="")])
def test_where_the_model_is_silent_the_starter_begins(bench, model):
    """And that is said."""
    bench.drafter = model
    asked(bench)
    silent, beginning = begun(bench)
    assert silent == "Your drafting model gave no usable answer, so this is a beginning of my own."
    assert beginning.startswith(BEGINNING)


def test_a_failing_model_is_logged(bench):
    """Once for each wish."""
    bench.drafter = Model(problem=PlatformError("too much to do"))
    row = asked(bench)
    with capture_logs() as logs:
        bench.drafts().step()
    assert (logs[0]["event"], logs[0]["suggestion"]) == ("model_failed", row.id)


def test_without_a_model_the_starter_begins(make):
    """Asked for with the nudge, for instance; nothing is said about a model."""
    bench = make(drafts={"when": "with-nudge"})
    bench.suggest(bench.heard("alice"))
    bench.nudging().compose()
    bench.told()
    [said] = begun(bench)
    assert said.startswith(BEGINNING)


def test_what_ended_meanwhile_is_not_drafted(bench):
    """The owner skipped it while the model was thinking."""
    row = asked(bench)
    bench.drafter.meanwhile = lambda: bench.says(f"skip {row.code}")
    assert begun(bench) == []
    assert bench.state(row) is SuggestionState.SKIPPED


def test_what_no_longer_waits_for_the_owner_asks_no_model(bench):
    """Its time is over."""
    row = asked(bench)
    with bench.tx() as tx:
        suggestions.move(tx, suggestions.get(tx, row.id), SuggestionEvent.TOO_OLD, now=bench.world.now())
    assert begun(bench) == []
    assert bench.drafter.told == []
