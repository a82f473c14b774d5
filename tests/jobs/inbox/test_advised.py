"""What is advised works when it is said: in each of some states, every word that a message of ours advises is said back to it."""

from __future__ import annotations

import re

import pytest

from bot.decide.commands import TABLE
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS, PEOPLE, WORDS

REFUSED = re.compile(
    r"(?:are open|fit), and I would rather ask|I want to be sure|Nothing is open|I know (?:no|two)|needs a name|I did not understand"
)
ADVISED = "|".join(sorted((re.escape(entry.word) for entry in TABLE), key=len, reverse=True))
CODE = r"[ab]\d(?:\.\d)?"
A_WORD = re.compile(
    rf"(?<![\w'])(?P<word>{ADVISED})(?P<code> {CODE})?(?P<time> in two hours| tomorrow| 2h| mon 9:00| 6w| 3d)?"
    r"(?=[,.;?]|, or | or | brings| lets| gives| posts| alone| takes| when it is out| is what I can do)"
)
FOR_ONE = re.compile(rf"\bfor (?:Alice|Bob|{CODE})(?= or | brings|;)|\bfor me(?= means|, and nothing)")
IN_PROSE = ("about", "look", "more", "at", "help")
"""Words of the table that are said about nothing that is open."""


def advised(said):
    """The words that a message says can be answered; the owner's own words, posts and tags are left out, and what it asks."""
    bare = re.sub(r'"[^"]*"|\[[^]]*\]|Did you mean [^?]*\?', "", said)
    words = [found.group().strip() for found in A_WORD.finditer(bare) if found["word"] not in IN_PROSE]
    return [*dict.fromkeys([*words, *(found.group() for found in FOR_ONE.finditer(bare))])]


# --- the states


def one_preview(bench):
    """Shown for Alice, a while ago."""
    bench.shown(bench.heard("alice"))


def two_previews(bench):
    """For Alice and for Bob."""
    bench.shown(bench.heard("alice"))
    bench.shown(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)


def on_its_way_and_preview(bench):
    """Alice's goes out in a minute; Bob's waits."""
    bench.approved(bench.heard("alice"))
    bench.shown(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)


def held_and_preview(bench):
    """The same, after something held Alice's."""
    on_its_way_and_preview(bench)
    return bench.says("list ahead")


def two_held(bench):
    """Both were on their way."""
    bench.approved(bench.heard("alice"))
    bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    return bench.says("list ahead")


def after_it_is_out(bench):
    """Alice's came out just now, and words for Bob are shown."""
    bench.published(bench.heard("alice"))
    row = bench.nudged(bench.heard("bob", OTHER_QUESTION))
    return bench.says(f"{row.code}: {OTHER_WORDS}")


def nudge_and_preview(bench):
    """Words are shown for Bob, and Alice's nudge waits."""
    bench.nudged(bench.heard("alice"))
    row = bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.later(minutes=5)
    return bench.says(f"{row.code}: {OTHER_WORDS}")


def two_nudges(bench):
    """Of Alice and of Bob, without words."""
    bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))


def two_of_one_name(bench):
    """Bob is called Alice, too; words are shown for one of the two."""
    bench.net.people.change(PEOPLE["bob"], name="Alice")
    bench.nudged(bench.heard("alice"))
    row = bench.nudged(bench.heard("bob", OTHER_QUESTION))
    return bench.says(f"{row.code}: {OTHER_WORDS}")


STATES = (
    one_preview, two_previews, on_its_way_and_preview, held_and_preview, two_held, after_it_is_out, nudge_and_preview, two_nudges,
    two_of_one_name,
)  # fmt: skip
SAID = (
    "", "thanks", "undo", "no", "hmm", "send", "sure!", "ok", "skip", "later", "later 2h", "later mon 9:00", "later alice 2h", "draft",
    "another", "why", "why a1", "why b1", "only", "show", "in two hours", "for me", "maybe tomorrow", "never", "forget", "keep 6w",
    "mute 3d", "list ahead", "about letters", "like", "snoz tomorow", "skpi", "nevr", "show a1", "show b1", "haha", "translate", "send anyway", "shorter", "undo a1", "undo b1",
)  # fmt: skip


def refusals(bench, said):
    """Which of the words that these messages advise are refused, with what is said to them."""
    words = dict.fromkeys(word for text in said for word in advised(text))
    here = bench.kept() if words else None
    for word in words:
        bench.back(here)
        yield from ((word, answer) for answer in bench.says(word) if REFUSED.search(answer))


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_word_that_is_advised_is_taken(bench, state):
    """Of what is said there, and of what is said back to what the owner may say there."""
    begun = state(bench) or ()
    first, refused = bench.kept(), {}
    for text in SAID:
        bench.back(first)
        said = bench.says(text) if text else begun
        if found := list(refusals(bench, said)):
            refused[text] = (said, found)
    assert refused == {}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            'It is "send, or skip". send b1.1, or write it anew with b1: in front, or skip b1. [b1.1]',
            ["send b1.1", "skip b1"],
        ),
        ("send, later, skip, or new words. [a1.1]", ["send", "later", "skip"]),
        ("Say later a1 2h or later b1 2h. Nothing has changed.", ["later a1 2h", "later b1 2h"]),
        ("for Alice or for Bob brings it; for me means never.", ["never", "for Alice", "for Bob", "for me"]),
    ],
)
def test_what_is_advised_is_found_in_a_message(said, words):
    """Otherwise the test above would say nothing."""
    assert advised(said) == words
    assert WORDS not in said
