"""Messages that fit: what gives way when room is short, and what never does (VOICE rule 11)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.domain import Exchange, Limits, NudgeKind
from bot.outbox.layout import LEAST_QUOTE, fit, messages, parts
from bot.outbox.mention_guard import guard
from bot.wording import Frame
from bot.wording.text import graphemes
from tests.wording.builders import BLUESKY, MASTODON, NOW, ZONE, a_post, a_reply, ago, the_question, the_return

LONG = " ".join(f"Sentence number {count} about the folds of old letters." for count in range(1, 30))
REASON, PAST, QUOTE = "nobody has answered yet", "You last spoke", "Does anyone scan old letters"


def room_for(characters: int) -> Limits:
    """A network whose private messages are that long."""
    return Limits(characters=characters, measure=graphemes)


def rendered(nudge, characters: int) -> str:
    """The nudge on that network."""
    return fit(nudge, room_for(characters), NOW, ZONE)


def always(nudge, text: str) -> bool:
    """What always stays: who, the link, the way in, the words that can be answered, the code."""
    return all(part in text for part in ("Tomas Reed", nudge.link, nudge.way_in, "draft, later, skip, why.", "[t4]"))


def test_with_room_everything_is_said():
    """On Bluesky, with both sides of the last exchange and what the owner may know."""
    text = fit(the_return(), BLUESKY, NOW, ZONE, embedded=True)
    assert "Bribe the movers with cake." in text
    assert "If the piano survives the stairs" in text
    assert "The post is below." in text
    assert "https://" not in text


def test_the_reason_gives_way_first_then_the_past_then_the_quote():
    """In the order of VOICE rule 11, over every length that a message can have."""
    nudge, seen = the_question(), []
    for characters in range(900, 315, -1):
        text = rendered(nudge, characters)
        assert graphemes(text) <= characters
        assert always(nudge, text)
        said = (REASON in text, PAST in text, "fear for the paper" in text)
        if not seen or seen[-1] != said:
            seen.append(said)
    assert seen == [(True, True, True), (False, True, True), (False, False, True), (False, False, False)]


def test_before_the_reason_goes_it_gets_shorter():
    """The long sentences become short ones before anything is left out: as in VOICE 1 for Mastodon."""
    text = rendered(the_question(), 467)
    assert REASON in text
    assert "You last spoke on 3 March, about the Hull archive. In January you wrote about scanning letters" in text


def test_a_long_post_is_cut_at_a_sentence():
    """And never below a hundred characters."""
    text = rendered(replace(the_question(), post=a_post(LONG)), 467)
    quote = text.split('"')[1]
    assert graphemes(text) <= 467
    assert graphemes(quote) >= LEAST_QUOTE - 1
    assert quote.endswith(". \u2026")
    assert PAST not in text


def test_long_words_of_the_past_are_cut_too():
    """Each side is heard, neither at length."""
    last = Exchange(at=ago(days=30), theirs=LONG, yours=LONG)
    text = fit(replace(the_question(), last=last), BLUESKY, NOW, ZONE)
    assert graphemes(text) <= BLUESKY.characters
    assert text.count("Sentence number 1 ") == 2


@given(
    words=st.text(min_size=1, max_size=3_000).filter(str.strip),
    link=st.integers(20, 200).map(
        lambda length: "https://writers.example/" + "a" * (length - 24 if length > 24 else 1)
    ),
    name=st.text(max_size=80),
    kind=st.sampled_from(NudgeKind),
)
def test_every_nudge_fits_whatever_people_write(words, link, name, kind):
    """No post, name or address of others can make a message too long to leave, or reach anybody."""
    nudge = the_question(post=a_post(words), link=link, kind=kind)
    nudge = replace(nudge, person=replace(nudge.person, name=name))
    text = fit(nudge, MASTODON, NOW, ZONE)
    assert graphemes(text) <= MASTODON.characters
    assert link in text
    assert text.endswith("[t4]")
    assert text == guard(text)


def test_what_may_not_be_repeated_is_linked_even_where_posts_can_be_embedded():
    """An embedded post is a quotation."""
    post = a_post("Who would read my draft?", logged_in_only=True)
    text = fit(the_question(post=post, kind=NudgeKind.QUESTION), BLUESKY, NOW, ZONE)
    assert the_question().link in text
    assert "Who would read" not in text


# --- previews in parts


def body_of(texts: tuple[str, ...]) -> str:
    """The words that a preview in parts shows, put together."""
    return " ".join(text.split('"')[1] for text in texts)


def test_a_short_preview_is_one_message():
    """The usual case."""
    frame = wording.preview(a_reply(), to="Tomas Reed", code="t4.1")
    assert parts(*frame, MASTODON) == (guard(str(frame)),)


def test_a_long_preview_comes_in_parts_and_loses_no_word():
    """All of it is shown before it can be approved; the last part says what can be answered (DESIGN 2)."""
    words = LONG[:480].rsplit(" ", 1)[0]
    texts = parts(*wording.preview(a_reply(words), to="Tomas Reed", code="t4.1"), MASTODON)
    assert len(texts) == 2
    assert all(graphemes(text) <= MASTODON.characters for text in texts)
    assert body_of(texts) == words
    assert "(1 of 2, the rest follows)" in texts[0]
    assert "send, or write it anew" not in texts[0]
    assert texts[1].endswith("send, or write it anew, or skip. [t4.1]")


@given(
    st.text(
        alphabet=st.characters(exclude_characters='"\u201c\u201d\u00ab\u00bb@\uff20\ufe6b&'), min_size=1, max_size=4_000
    )
)
def test_no_words_are_too_long_to_be_shown(words):
    """Whatever the owner writes is shown whole, in parts that fit."""
    texts = parts("Head:\n\n", words.strip() or "x", "\n\nsend, or skip. [t4.1]", MASTODON)
    assert all(graphemes(text) <= MASTODON.characters for text in texts)
    assert "".join(body_of(texts).split()) == "".join((words.strip() or "x").split())


def test_a_head_that_needs_a_message_of_its_own_gets_one():
    """A post that was changed may be long itself."""
    frame = wording.changed(a_reply(LONG[:450]), to="Tomas Reed", now_reads=LONG[:450], code="t4.2")
    texts = parts(*frame, MASTODON)
    assert all(graphemes(text) <= MASTODON.characters for text in texts)
    assert texts[-1].endswith("send, or skip. [t4.2]")


def test_any_other_text_is_split_only_if_it_must_be():
    """At a sentence or between words."""
    assert messages("Short.", MASTODON) == ("Short.",)
    texts = messages(LONG, MASTODON)
    assert all(graphemes(text) <= MASTODON.characters for text in texts)
    assert " ".join(texts) == LONG
    assert messages(Frame("a ", "b", " c"), MASTODON) == ('a "b" c',)


@pytest.mark.parametrize("limits", [MASTODON, BLUESKY])
def test_everything_that_leaves_is_guarded(limits):
    """Names in posts, in the owner's words and in our own sentences."""
    evil = "Ask @alice@ex.test and @bob"
    texts = [
        fit(the_question(post=a_post(evil)), limits, NOW, ZONE),
        *parts(*wording.preview(a_reply(evil), to="@eve", code="t4.1"), limits),
        *messages(evil * 40, limits),
    ]
    assert all(text == guard(text) and "@\u2060" in text for text in texts)
