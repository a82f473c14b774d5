"""Consent by a closed grammar: every combination of up to four of its words against a table of those that are none."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decide.commands import CONSENT, Command, OwnWords, Tone, Unclear, is_remark, parse, tone
from bot.decide.commands.consenting import FILLERS, LONGEST_NO, NEGATIONS, consents, refuses
from tests.decide.commands.consent import LISTED, none_because
from tests.wording.builders import NOW, ZONE

SHARED = ("send", "yes", "ok", "👍", "thanks", "danke")


def is_consent(text: str) -> bool:
    """As the whole reader takes it."""
    said = parse(text, now=NOW, zone=ZONE)
    return isinstance(said, Command) and said.name in CONSENT


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_every_combination_is_consent_or_stands_in_the_table_of_those_that_are_none(count):
    """The table is written from the owner's side, word beside word, and knows nothing of the grammar."""
    for words in product(LISTED, repeat=count):
        assert bool(consents(" ".join(words))) is (none_because(words) is None), words


@pytest.mark.parametrize("count", [1, 2])
def test_the_reader_takes_for_consent_what_the_grammar_does(count):
    """No other way of understanding a message finds a yes in it."""
    for words in product(LISTED, repeat=count):
        assert is_consent(" ".join(words)) is (none_because(words) is None), words


@given(st.lists(st.sampled_from(LISTED), min_size=3, max_size=6))
def test_the_reader_does_so_with_more_words(words):
    """Whichever they are."""
    assert is_consent(" ".join(words)) is (none_because(tuple(words)) is None)


@pytest.mark.parametrize(
    "text",
    ["Send it.", "yes, send", "send 👍", "ja, senden", "Yes please!", "ok, send it now", "schick es ab, danke", "ja bitte", "✅",
     "please send it", "send, thanks", "thanks, send", "YES! Send it!!", "send it then", "yep", "send it t4.1", "t4.1 yes send",
     "ja, schick ab", "👍🏽 send", "yes\nsend", "send thanks", "Senden, danke", "send ok", "send danke", "ok los", "los, 👍", "ja es",
     "yes it", "send es", "schick es bitte ab", "Schick bitte ab!", "es bitte senden", "ok it"],
)  # fmt: skip
def test_what_people_say_when_they_mean_it_is_consent(text):
    """In any case, with marks, with a code."""
    assert is_consent(text)


@pytest.mark.parametrize(
    "text",
    ["send it?", "send it ？", "yes, send?", "no, send", "send it not", "don't send it", "send it tomas", "yes tomas", "send it later",
     "send it... yes", "send it...", "yes - send", "(send it)", "*send it*", "“send it”", "send; yes", "send it: yes", "sendit",
     "send it and thanks", "yes but send", "send it to me", "nicht senden", "ja nein", "ok then", "ok thanks", "👍 thanks", "thanks now",
     "please", "bitte", "los", "schick", "ja schick", "es ja", "it ok", "yes, it", "ok es?", "ja ab", "los danke", "👍 danke", "then ok", "ok now", "send senden",
     "send it es", "send send", "yes yes", "👍👍", "[t4] yes please",
     "t4: yes please", "send it t4 d7", "yes please do tell", "send it, please?", "> send it", "yes send\nskip", "send it if you like"],
)  # fmt: skip
def test_any_other_word_or_sign_makes_it_a_question(text):
    """A negation, a name, a question mark, a word that is not in the list, a thing to be sent."""
    assert not is_consent(text)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_is_made_of_words_of_consent_is_nobodys_answer(count):
    """It consents, thanks, or is asked about."""
    for words in product(LISTED, repeat=count):
        assert not isinstance(parse(" ".join(words), now=NOW, zone=ZONE), OwnWords), words


@given(
    st.lists(st.sampled_from(LISTED), min_size=1, max_size=12),
    st.sampled_from([" ", ", ", "! ", "... ", "\n", " \u2013 "]),
)
def test_nor_is_any_longer_message_of_them(words, between):
    """Whatever stands between."""
    assert not isinstance(parse(between.join(words), now=NOW, zone=ZONE), OwnWords)


@pytest.mark.parametrize(
    "text", ["now?", "it...", "(then ok)", "ok now \U0001f642", "los, danke?", "\u2705 \u2705", "ok now t4"]
)
def test_nor_with_marks_around_it(text):
    """A question is asked back."""
    assert isinstance(parse(text, now=NOW, zone=ZONE), Unclear | Command)


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f44d\U0001f389",
        "it fades",
        "thank you",
        "now 9",
        "a1: ok now",
        "[a1] ok now",
        "edit now",
        "it's",
        "shipit",
    ],
)
def test_what_has_more_in_it_may_be_an_answer(text):
    """Or says whose it is."""
    said = parse(text, now=NOW, zone=ZONE)
    assert not (isinstance(said, Unclear) and said.name in CONSENT)


@pytest.mark.parametrize("word", ["no", "not", "nein", "nicht", "tomas", "later", "but", "it's", "?", "wait", "x"])
def test_one_word_more_is_another_message(word):
    """Wherever it stands in whatever consents."""
    for words in product(LISTED, repeat=2):
        if none_because(words) is None:
            assert not consents(" ".join((word, *words)))
            assert not consents(" ".join((words[0], word, words[1])))
            assert not consents(" ".join((*words, word)))


@pytest.mark.parametrize("between", [", ", ". ", "! ", "!! ", ",", "  ", "\n"])
def test_a_mark_between_two_words_changes_nothing_that_was_consent(between):
    """But between what is done and what it is done with, it begins a sentence of which the rest may be missing: "yes, it"."""
    for words in product(LISTED, repeat=2):
        glued = bool({"it", "es", "ab"} & set(words))
        if none_because(words) is None:
            assert bool(consents(between.join(words))) is (not glued or not between.strip()), words


@pytest.mark.parametrize(
    "text", ["yes send now", "ok send it please", "ja schick es ab bitte", "send it then", "please send"]
)
def test_beside_a_reply_on_its_way_only_the_list_of_content_words_counts(text):
    """What is understood as consent in other words than the plain ones is doubt about that reply, unless it is listed there."""
    from bot.decide.commands.assent import is_plain  # noqa: PLC0415

    said = parse(text, now=NOW, zone=ZONE)
    assert tone(said, text) is (Tone.PLAIN if is_plain(text) else Tone.DOUBT)


@pytest.mark.parametrize("said", ["not ok", "not okay", "nicht ok", "not yes", "not send", "Not ok."])
def test_a_denied_yes_is_a_remark_about_the_words_and_no_other_command(said):
    """ "not ok" looks like "not now", and a yes to that question would have been asked for below words to approve."""
    parsed = parse(said, now=NOW, zone=ZONE)
    assert isinstance(parsed, OwnWords)
    assert is_remark(parsed.text)


# --- a no made of such words

TURNED_DOWN = (
    "okay then don't", "of course not", "absolutely not", "ok, not yet", "fine, no", "do it not", "sure not", "ja nein", "yep nope",
    "yeah nah", "Lieber nicht.", "doch nicht", "well, no", "ok \u2013 don\u2019t", "send it not", "\U0001f44d no",
    "auf gar keinen Fall, nein", "auf keinen Fall", "claro que no", "todav\u00eda no",
)  # fmt: skip
MADE_OF = (*sorted(NEGATIONS | FILLERS), *LISTED)


@pytest.mark.parametrize("text", TURNED_DOWN)
def test_a_no_among_words_of_consent_and_of_filling_is_a_no(text):
    """To words that were shown it is a remark, and it holds what is on its way."""
    assert refuses(text)
    assert is_remark(text)
    assert not is_consent(text)
    assert tone(parse(text, now=NOW, zone=ZONE), text) is Tone.DOUBT


def test_every_pair_and_triple_of_these_words_is_a_no_if_one_of_them_denies():
    """And no consent then, wherever the negation stands."""
    for first, second in product(MADE_OF, repeat=2):
        for third in ("", "not", "sure", "send"):
            words = (first, second, *([third] if third else []))
            assert refuses(" ".join(words)) is bool(NEGATIONS & set(words)), words
            assert not (refuses(" ".join(words)) and consents(" ".join(words))), words


@given(st.lists(st.sampled_from(MADE_OF), min_size=1, max_size=9))
def test_a_no_is_short_and_never_consent(words):
    """Longer messages say something."""
    said = " ".join(words)
    assert refuses(said) is (bool(NEGATIONS & set(words)) and _counted(words) <= LONGEST_NO)
    assert not (refuses(said) and is_consent(said))


def _counted(words: list[str]) -> int:
    return sum(any(letter.isalpha() for letter in word) for word in words)


@given(
    st.lists(st.sampled_from(MADE_OF), min_size=1, max_size=4),
    st.sampled_from(["tomas", "fade", "why", "i", "bad", "9", "@bob"]),
)
def test_one_word_of_another_kind_makes_it_an_answer(words, other):
    """ "Not bad", "of course not, they fade": whoever says more says something to somebody."""
    assert not refuses(" ".join((*words, other)))
    assert not refuses(" ".join((other, *words)))


def test_a_long_no_holds_what_is_on_its_way():
    """It is no new words for anybody, however many of its words there are."""
    said = "ok well then please do not"
    assert tone(parse(said, now=NOW, zone=ZONE), said) is Tone.DOUBT


@pytest.mark.parametrize(
    "text", ["hm, I am not sure about the wording", "not happy with the tone", "bin nicht sicher mit dem Ton"]
)
def test_doubt_about_the_wording_is_a_remark(text):
    """It is about the words that were shown; nobody wants to see it in their place."""
    assert is_remark(text)
