"""Ways in and first drafts: each fits its own post and no other, claims nothing, and says nothing that everybody says."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest

from bot.decide.drafting import GAP, VARIATIONS, has_gap, starter, way_in
from bot.decide.drafting.concerns import FOR_EVERYBODY, SELLING
from bot.decide.drafting.noun_phrases import phrases
from bot.decide.drafting.openings import ANYWHERE, OPENINGS, WAYS_IN, Mood
from bot.domain import Visibility
from bot.wording.text import links, words
from bot.wording.text.common import is_common
from tests.decide.drafting.posts import FOREIGN, GRIEF, POSTS
from tests.wording.builders import TOMAS, a_post, facts_of, named


def posted(text: str, **changes):
    """A post and what it is."""
    post = a_post(text, language=None, links=(), **changes)
    return post, facts_of(post)


@cache
def begun(text: str) -> list[str]:
    """The way in, and the three drafts."""
    post, facts = posted(text)
    return [way_in(post, facts), *(starter(post, facts, number=number) for number in range(1, VARIATIONS + 1))]


def telling(text: str) -> set[str]:
    """The words of a text that not everybody uses, singular or plural."""
    return {word.removesuffix("'s").rstrip("s") for word in words(text) if not is_common(word, "xx") and len(word) > 2}


@pytest.mark.parametrize("text", POSTS)
def test_every_post_has_a_way_in_and_three_drafts(text):
    """Short, and in one line."""
    way, *drafts = begun(text)
    assert way
    assert len(way) <= 120
    assert all(drafts)
    assert len(set(drafts)) == VARIATIONS
    assert all(len(draft) <= 200 and "\n" not in draft for draft in drafts)


@pytest.mark.parametrize("seed", range(20))
def test_ways_in_and_drafts_are_matched_with_their_posts(seed):
    """Ten posts and ten ways in, shuffled: at least eight find their post by the words that they share."""
    ten = random.Random(seed).sample(POSTS, 10)  # noqa: S311  # a shuffle, no secret
    for which in range(VARIATIONS + 1):
        found = [max(ten, key=lambda post: len(telling(begun(text)[which]) & telling(post))) for text in ten]
        assert sum(guess == text for guess, text in zip(found, ten, strict=True)) >= 8


@pytest.mark.parametrize("text", [*POSTS, *FOREIGN])
def test_nothing_is_said_that_everybody_says(text):
    """No phrase of the form letters, no cheer, no name, no link."""
    for said in begun(text):
        lower = said.lower()
        assert not [phrase for phrase in (*FOR_EVERYBODY, *SELLING) if phrase in lower]
        assert not links(said)
        assert not set("!@#*") & set(said)


def test_a_draft_never_claims_anything_about_the_owner():
    """Where it says "I", there is a gap; what has no gap is a question."""
    templates = [opening for moods in OPENINGS.values() for openings in moods.values() for opening in openings]
    assert all(has_gap(opening) or opening.endswith("?") for opening in (*templates, *ANYWHERE))


def test_every_mood_has_its_ways_and_openings():
    """In both languages, three different ones."""
    for mood in Mood:
        assert WAYS_IN[mood]
        assert all(len(set(openings[mood])) == VARIATIONS for openings in OPENINGS.values())


@pytest.mark.parametrize("text", GRIEF)
def test_grief_has_no_way_in_and_no_draft(text):
    """None is needed (VOICE rule 6)."""
    assert begun(text) == [""] * 4


def test_what_may_not_be_repeated_has_none_either():
    """A followers-only post is linked, nothing of it is said again."""
    post, facts = posted(POSTS[0], visibility=Visibility.FOLLOWERS)
    assert way_in(post, facts) == starter(post, facts) == ""


def test_closing_words_have_none():
    """There is nothing to begin."""
    assert begun("Thanks, you too!") == [""] * 4


def test_the_same_post_has_the_same_beginnings():
    """Asked twice, said twice; there is no fourth."""
    assert begun(POSTS[3]) == begun(POSTS[3])
    assert starter(*posted(POSTS[3]), number=4) == starter(*posted(POSTS[3]), number=0) == ""


def test_a_german_post_is_answered_in_german_and_its_way_in_is_ours():
    """The way in is part of our message, the draft is part of the conversation."""
    way, first, *_ = begun("Welche Tinte nehmt ihr für Urkundenpapier?")
    assert '"Urkundenpapier"' in way or '"Tinte"' in way
    assert first.endswith(("___.", "___, vor allem weil ___.", "funktioniert."))


@pytest.mark.parametrize("text", FOREIGN[:2])
def test_in_other_languages_the_posts_own_word_and_a_gap(text):
    """No sentence is pretended."""
    way, first, *_ = begun(text)
    assert has_gap(first)
    assert telling(first) <= telling(text)
    assert '"' in way


def test_what_the_owner_wrote_about_is_a_way_in():
    """For a question that they may know the answer to."""
    post, facts = posted(POSTS[0])
    assert way_in(post, facts, subject="scanners") == "what you found out about scanners then, old letters included"
    assert "scanners" in starter(post, facts, subject="scanners")


def test_a_question_that_names_nothing_still_has_a_way_in():
    """As short as you like."""
    assert begun("And you?")[0] in ("", "an answer of your own, as short as you like")


@pytest.mark.parametrize(
    "text",
    [
        "Does anyone know what lighthouse keepers called the hour before lighting up? There must have been a word for it.",
        "Does anyone have a word for the light that stays on the water?",
        "@lena@writers.example Is it a real lighthouse, or one of yours?",
        "@lena@writers.example Lovely chapter. Was that the old archive?",
        "Weiß jemand, wie die letzte Stunde vor dem Anzünden heißt?",
    ],
)
def test_a_word_or_a_yes_that_is_asked_for_gets_the_plain_way_in(text):
    """What stands in the question is not what the answer is about."""
    owner = replace(TOMAS, accounts=(replace(TOMAS.accounts[0], uid="lena@writers.example"),))
    post, facts = posted(text, mentions=(named(owner),) if text.startswith("@") else ())
    assert facts.question
    assert way_in(post, facts, subject="lighthouses") == "an answer of your own, as short as you like"


@pytest.mark.parametrize("text", ["Does anyone scan old letters at home?", "Does anyone know how to call off a piano?"])
def test_of_any_other_question_the_thing_is_named(text):
    """It is what the answer is about."""
    post, facts = posted(text)
    assert way_in(post, facts) != "an answer of your own, as short as you like"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Does anyone scan old letters at home?", "old letters"),
        ("The flatbed at the library flattens the folds.", "flatbed"),
        ("I lost my umbrella in the Hull archive yesterday.", "Hull archive"),
        ("Who wants to see the lighthouse burn down?", "lighthouse"),
        ("Absolutely amazing weather, and a heron on the roof.", "heron"),
        ("#bookbinding is hard", "bookbinding"),
        ("Das Klavier steht im Treppenhaus.", "Treppenhaus"),
    ],
)
def test_what_a_post_is_about(text, first):
    """The thing that tells it from others, without verbs and praise."""
    _post, facts = posted(text)
    assert phrases(text, facts.language)[0].words == first


def test_whose_thing_it_is_is_minded():
    """ "my piano" is "the piano" to the owner and "your piano" to its owner."""
    (piano, *_) = phrases("They carried my piano upstairs.", "en")
    assert (piano.named, piano.addressed) == ("the piano", "your piano")
    (diary, *_) = phrases("I found a keeper's diary.", "en")
    assert (diary.named, diary.addressed) == ("the keeper's diary",) * 2


def test_answers_to_the_owner_are_met_as_such():
    """Praise is not praised back."""
    owner = replace(TOMAS, accounts=(replace(TOMAS.accounts[0], uid="lena@writers.example"),))
    post, facts = posted("Thank you, your note about the Hull archive saved my week", mentions=(named(owner),))
    assert "Hull archive" in starter(post, facts)
    assert GAP not in starter(post, facts)
