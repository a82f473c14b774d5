"""The reply exactly as it will stand, and everything that speaks against it before it is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import wording
from bot.decide.drafting import SentBefore, compose, problems
from bot.domain import Limits, Stage, Thread, Visibility
from bot.platforms.bluesky.limits import POST as ON_BLUESKY
from bot.platforms.mastodon.limits import measure as on_mastodon
from tests.wording.builders import (
    FILM,
    INES,
    JONAH,
    LETTERS,
    NADIA,
    NOW,
    REPLY_ON_BLUESKY,
    REPLY_ON_MASTODON,
    TOMAS,
    a_person,
    a_post,
    ago,
    named,
)

LENA = a_person("Lena Marsh", "lena@writers.example")
OWN = frozenset({"lena@writers.example"})
ON_MASTODON = replace(REPLY_ON_MASTODON, measure=on_mastodon)


def composed(words: str = FILM, target=None, thread: Thread | None = None, limits: Limits = ON_MASTODON, **choices):
    """The owner's reply to the letters."""
    target = target or a_post()
    return compose(words, target, thread, limits, owner_uids=OWN, languages=("en", "de"), **choices)


# --- addresses


def test_a_reply_addresses_the_author():
    """By the full address, or it notifies nobody (MD-5); the text is complete before it is shown."""
    reply = composed()
    assert reply.addresses == ("tomas@books.example",)
    assert reply.text == f"@tomas@books.example {FILM}"
    assert reply.words == FILM


def test_where_replies_find_their_way_nobody_is_put_in_front():
    """On Bluesky the record says whom it answers."""
    reply = composed(limits=REPLY_ON_BLUESKY)
    assert reply.text == reply.words == FILM
    assert reply.addresses == ()


CROWD = a_post("@ines @jonah @lena what do you think?", mentions=(named(INES), named(JONAH), named(LENA)))


def test_of_the_mentioned_only_those_who_spoke_are_addressed():
    """Nobody is drawn into a talk, and the owner is never addressed."""
    thread = Thread(CROWD, above=(a_post("I began it", INES),), below=(a_post("Me too", NADIA),))
    assert composed(target=CROWD, thread=thread).addresses == ("tomas@books.example", "ines@porto.example")
    assert composed(target=CROWD).addresses == ("tomas@books.example",)
    known = replace(CROWD, thread_uids=("jonah@coast.example",), parent_uid="ines@porto.example")
    assert set(composed(target=known).addresses) == {"tomas@books.example", "ines@porto.example", "jonah@coast.example"}


def test_only_drops_the_others():
    """The author stays."""
    known = replace(CROWD, thread_uids=("ines@porto.example",))
    assert composed(target=known, only=True).addresses == ("tomas@books.example",)


def test_nobody_is_addressed_twice():
    """The owner may have written the address."""
    reply = composed("I agree, @Tomas@books.example, with the lid up.")
    assert reply.text == reply.words


def test_the_owner_does_not_address_themselves():
    """In answer to a post of their own."""
    assert composed(target=a_post("Scans below", LENA)).addresses == ()


# --- visibility, warning, language


@pytest.mark.parametrize("theirs", list(Visibility))
@pytest.mark.parametrize("usual", list(Visibility))
def test_a_reply_is_as_private_as_the_more_private_of_the_two(theirs, usual):
    """Of the post's visibility and the owner's usual one; a direct post is never widened (MD-6)."""
    reply = composed(target=a_post(visibility=theirs), default=usual)
    assert reply.visibility.privacy == max(theirs.privacy, usual.privacy)


def test_a_warning_is_kept():
    """As it is: "re:" is only a habit (MD-7)."""
    assert composed(target=a_post(warning="food")).warning == "food"


@pytest.mark.parametrize(
    ("theirs", "words", "language"),
    [
        ("en", FILM, "en"),
        ("en-GB", FILM, "en"),
        ("de", "Ja.", "de"),
        ("de", "Folie drauf und Deckel auf, dann bleiben die Falten wie sie sind.", "de"),
        ("de", "I lay a sheet over it and then I scan with the lid up.", "en"),
        ("fr", "I lay a sheet over it and then I scan with the lid up.", "en"),
        ("fr", "Film.", None),
        (None, "Film.", None),
    ],
)
def test_a_reply_is_in_the_posts_language_if_the_owner_speaks_it(theirs, words, language):
    """Unless the words surely are in another one that the owner speaks; in doubt it says nothing."""
    assert composed(words, a_post(language=theirs)).language == language


def test_the_root_is_the_threads():
    """Or the post itself."""
    root = a_post("Where it began", INES).ref
    assert composed().root == a_post().ref
    assert composed(target=a_post(root=root)).root == root


def test_a_disclosure_is_part_of_what_is_shown_and_approved():
    """It stands under the words, in them."""
    reply = composed(disclosure=wording.disclosure("en"))
    assert reply.words == f"{FILM}\n\n(Drafted with a language model.)"
    assert reply.text.endswith(reply.words)


def test_words_are_kept_to_the_letter():
    """Line breaks included."""
    words = "First.\n\n  Second, with 👩‍👩‍👧 and é"
    assert composed(f"\n {words}\n").words == words


# --- problems


def found(words: str = FILM, *, limits: Limits = ON_MASTODON, target=None, written: str | None = None, **facts):
    """What speaks against these words, by name."""
    reply = composed(words, target, limits=limits)
    held = problems(
        reply, target or a_post(), limits, written=words if written is None else written, person=TOMAS,
        languages=("en", "de"), now=NOW, **facts,
    )  # fmt: skip
    assert [concern.taste for concern in held] == sorted(concern.taste for concern in held)
    return [concern.name for concern in held]


def test_plain_words_have_nothing_against_them():
    """The usual case."""
    assert found() == []


FLAG, FAMILY = "\U0001f1e9\U0001f1ea", "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("limits", "words", "fits"),
    [
        (ON_MASTODON, "x" * (500 - len("@tomas ")), True),
        (ON_MASTODON, "x" * (501 - len("@tomas ")), False),
        (ON_MASTODON, "https://example.com/" + "a" * 180 + " " + "x" * (500 - len("@tomas ") - 24), True),
        (ON_MASTODON, "https://example.com/" + "a" * 180 + " " + "x" * (501 - len("@tomas ") - 24), False),
        (ON_MASTODON, FLAG * (500 - len("@tomas ")), True),
        (ON_BLUESKY, "x" * 300, True),
        (ON_BLUESKY, "x" * 301, False),
        (ON_BLUESKY, FLAG * 300, True),
        (ON_BLUESKY, FLAG * 301, False),
        (ON_BLUESKY, "e\u0301" * 300, True),
        (ON_BLUESKY, "\u5c71" * 300, True),
        (ON_BLUESKY, "\u5c71" * 301, False),
        (ON_BLUESKY, FAMILY * 160, True),
        (ON_BLUESKY, FAMILY * 170, False),  # 300 graphemes would fit, 3,000 bytes do not
        (ON_BLUESKY, "https://example.com/" + "a" * 180 + " " + "x" * 99, True),
        (ON_BLUESKY, "https://example.com/" + "a" * 180 + " " + "x" * 100, False),
    ],
)
def test_too_long_is_counted_as_the_network_counts(limits, words, fits):
    """Addresses in front, links, flags, families, accents, syllables (ML-4, BW-1)."""
    assert (found(words, limits=limits) == []) == fits
    assert fits or found(words, limits=limits) == ["too long"]


def test_a_warning_counts_too():
    """On Mastodon it shares the room of the text (ML-4)."""
    words = "x" * (500 - len("@tomas "))
    assert found(words, target=a_post(warning="food")) == ["too long"]


def test_too_long_says_by_how_much():
    """As it would stand."""
    reply = composed("x" * 600)
    (concern,) = problems(reply, a_post(), ON_MASTODON, written="x" * 600, now=NOW, code="t4")
    assert concern.says == wording.too_long(607, 500, code="t4")


@pytest.mark.parametrize("words", ["", "  \n ", "\u200b\u2060"])
def test_nothing_cannot_be_sent(words):
    """Nor what only looks like nothing."""
    assert found(words) == ["empty"]


@pytest.mark.parametrize("words", ["I used ___ for it.", "____", "a ___"])
def test_a_gap_cannot_be_sent(words):
    """Only the owner can fill it."""
    assert "gap" in found(words)


def test_a_draft_may_bring_no_link_and_no_name():
    """What the owner did not write does not stand under their name."""
    assert found("See https://shop.example/film", written="") == ["foreign link"]
    assert found("Ask @petra@vos.example", written="") == ["foreign handle"]
    assert found("Ask @petra@vos.example, see https://shop.example/film") == []
    assert found("See https://shop.example/film.", written="https://shop.example/film is good") == []


# --- matters of taste


def sent(words: str, days: float = 16) -> SentBefore:
    """Words that went to Petra."""
    return SentBefore(words, "Petra Vos", ago(days=days))


def test_words_that_were_sent_before_are_shown_again():
    """With the earlier text, whom it went to, and when."""
    reply = composed()
    (concern,) = problems(reply, a_post(), ON_MASTODON, written=FILM, sent_before=[sent(FILM.upper())], now=NOW)
    assert concern.taste
    assert concern.says.startswith("on 2 November you wrote nearly the same to Petra Vos (")


@pytest.mark.parametrize(
    ("before", "days", "says"),
    [
        (FILM, 16, ["said before"]),
        (FILM, 89, ["said before"]),
        (FILM, 91, []),
        (FILM.replace("polyester ", ""), 16, []),  # 3-gram Jaccard .7
        (FILM + " Really.", 16, ["said before"]),
        ("Entirely other words.", 16, []),
    ],
)
def test_alike_is_measured_in_word_triples_over_ninety_days(before, days, says):
    """Jaccard of at least .8."""
    assert found(sent_before=[sent(before, days)]) == says


def test_a_short_word_of_thanks_may_be_said_twice():
    """Everybody does."""
    assert found("Thank you, Tomas!", sent_before=[sent("Thank you, Tomas!")]) == []


@pytest.mark.parametrize(
    "words",
    [
        "Great post!",
        "Thanks for sharing.",
        "So true",
        "Couldn\u2019t agree more!",
        "I hope this finds you well, Tomas. " + FILM,
    ],
)
def test_a_phrase_for_everybody_is_pointed_out(words):
    """It does not show that the post was read."""
    assert found(words) == ["for everybody"]


def test_a_phrase_among_words_of_substance_is_nothing():
    """Nobody is scolded for thanks."""
    assert found(f"Good question. {FILM}") == []


@pytest.mark.parametrize(
    "words",
    [
        "Could you read my draft?",
        "Would you mind to have a look?",
        "Please boost this.",
        "K\u00f6nntest du das bitte teilen?",
        "Check out my book",
    ],
)
def test_a_favour_is_asked_of_somebody_known(words):
    """Of somebody hardly known it is pointed out."""
    assert "favour" in found(words, stage=Stage.STRANGER)
    assert "favour" in found(words, stage=Stage.NOTICED)
    assert "favour" not in found(words, stage=Stage.MET)


def test_a_question_about_their_post_is_no_favour():
    """It is the best thing to ask."""
    assert found("Could you tell how the folds came out?", stage=Stage.STRANGER) == []
    assert found("Would you use film again?", stage=Stage.STRANGER) == []


GERMAN = "Ich lege immer eine Folie auf den Brief und lasse den Deckel offen."


def test_another_language_than_the_posts_is_pointed_out():
    """If the owner speaks both."""
    assert found(GERMAN) == ["other language"]
    assert found(FILM, target=a_post(GERMAN, language="de")) == ["other language"]
    assert found(GERMAN, target=a_post(GERMAN, language="de")) == []


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("Ja, Folie!", a_post()),  # too short to tell
        ("Tomas, Folie, Brief, Scan, Film, Film", a_post()),  # no small words
        (GERMAN, a_post("Hat jemand alte Briefe gescannt und kann mir sagen wie?", language="en")),  # a wrong label
        (FILM, a_post("Quelqu'un a-t-il des lettres ?", language="fr")),  # no choice
    ],
)
def test_in_doubt_nothing_is_said_about_languages(words, target):
    """Silence is better than a wrong remark."""
    assert found(words, target=target) == []


def test_hard_reasons_come_first():
    """And all of them are there."""
    words = "Great post! ___ " + "x" * 600
    assert found(words, written="")[:2] == ["gap", "too long"]
    assert LETTERS not in words


@pytest.mark.parametrize(
    ("said", "addressed"),
    [
        ("Ask @tomas@books.example.org about film.", False),
        ("Ask xtomas@books.example about film.", False),
        ("Ask @tomas@books.example-2.org about film.", False),
        ("So, @Tomas@books.example: use film.", True),
        ("Use film, @tomas@books.example.", True),
    ],
)
def test_a_longer_address_is_another_person(said, addressed):
    """Only the author's own, whole address in the words spares the one in front."""
    assert composed(said).text.startswith("@tomas@books.example ") is not addressed
