"""Muted words mean here what they mean in the official app (BT-8)."""

from datetime import timedelta

import pytest

from bot.platforms.bluesky.preferences import Preferences, of_answer
from tests.platforms.bluesky.builders import NOON, iso


def muting(value, **fields):
    """The preferences of somebody who muted one word."""
    item = {"value": value, "targets": ["content", "tag"], **fields}
    return of_answer({"preferences": [{"$type": "app.bsky.actor.defs#mutedWordsPref", "items": [item]}]}, NOON)


def mutes(hide: Preferences, text: str, *, tags=(), language="en", followed=False) -> bool:
    """Whether a post with this text is hidden."""
    return hide.mutes([text], tags, language=language, followed=followed)


@pytest.mark.parametrize(
    ("word", "text", "hidden"),
    [
        ("glue", "Which glue?", True),
        ("GLUE", "which (Glue), please", True),
        ("glue", "a gluepot", False),
        ("e", "Which glue?", True),  # one letter is looked for anywhere
        ("wheat starch", "best: Wheat starch.", True),
        ("bookbinder's", "the bookbinder's knife", True),
        ("up to date", "an up-to-date list", True),
        ("uptodate", "an up-to-date list", True),
        ("date", "an up-to-date list", True),
        ("andor", "glue and/or paste", False),
        ("paste", "glue and/or paste", True),
        ("s@ssy", "so s@ssy!", True),
        ("a much longer muted phrase than the text", "short", False),
    ],
)
def test_a_muted_word_is_found_as_the_app_finds_it(word, text, hidden):
    """Whole words, punctuation around them aside; phrases anywhere."""
    assert mutes(muting(word), text) is hidden


def test_languages_without_spaces_are_searched_anywhere():
    """Japanese, Chinese, Korean, Thai, Vietnamese."""
    assert mutes(muting("のり"), "どののりがいいですか", language="ja")
    assert not mutes(muting("lu"), "glue", language="en")


def test_a_tag_is_muted_also_where_words_are_not():
    """`targets` tells what is looked at."""
    hide = muting("glue", targets=["tag"])
    assert mutes(hide, "Which one?", tags=["Glue"])
    assert not mutes(hide, "Which glue?")


def test_people_whom_the_owner_follows_can_be_spared():
    """`exclude-following` means it."""
    hide = muting("glue", actorTarget="exclude-following")
    assert mutes(hide, "Which glue?")
    assert not mutes(hide, "Which glue?", followed=True)


def test_a_muted_word_runs_out():
    """After `expiresAt` it hides nothing."""
    assert mutes(muting("glue", expiresAt=iso(NOON + timedelta(days=1))), "Which glue?")
    assert not mutes(muting("glue", expiresAt=iso(NOON - timedelta(days=1))), "Which glue?")


def test_settings_of_other_kinds_and_broken_ones_hide_nothing():
    """The list of settings is open, and everybody writes into it."""
    entries = [
        {"$type": "app.bsky.actor.defs#feedViewPref", "feed": "home", "hideReplies": True},
        {"$type": "app.bsky.actor.defs#mutedWordsPref", "items": [{"targets": ["content"]}, "glue", None]},
        {"$type": "app.bsky.actor.defs#contentLabelPref", "label": "nudity", "visibility": "warn"},
        "nonsense",
    ]
    assert of_answer({"preferences": entries}, NOON) == Preferences()
    assert of_answer({}, NOON) == Preferences()


def test_hidden_posts_and_labels_are_read():
    """What was hidden by hand, and what kinds of content."""
    entries = [
        {"$type": "app.bsky.actor.defs#hiddenPostsPref", "items": ["at://a", 7]},
        {"$type": "app.bsky.actor.defs#contentLabelPref", "label": "graphic-media", "visibility": "hide"},
    ]
    hide = of_answer({"preferences": entries}, NOON)
    assert (hide.hidden_posts, hide.hidden_labels) == ({"at://a"}, {"graphic-media"})
