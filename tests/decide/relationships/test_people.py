"""What acts add up to, how somebody converses, who may be one person, and what people write about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.decide.relationships import (
    Follower,
    converses,
    habits,
    is_broadcaster,
    same_person,
    standing,
    talk,
    worth_a_look,
    writes_about,
)
from bot.decide.relationships.topics import Background, background, topics
from bot.domain import Account, AccountFlag, Interaction, InteractionKind, Network, Stage
from tests.decide.builders import (
    FRIEND,
    KNOWN,
    LOUDSPEAKER,
    MET,
    NOW,
    OWNER,
    OWNER_UID,
    SOCIABLE,
    account,
    ago,
    answer,
    below,
    post,
    talks,
)

LENA = account("lena", uid=OWNER_UID, address=OWNER_UID)
TOMAS = account("tomas")
ADA = account("ada")


def said(*, by_owner: bool, days: float, uri: str | None = None, to: str | None = None, kind=InteractionKind.REPLY):
    """One act between the two."""
    return Interaction(kind, by_owner, TOMAS.key, ago(days=days), uri, to)


# --- standing


@pytest.mark.parametrize(
    ("ledger", "stage"),
    [
        ([], Stage.STRANGER),
        (talks(signs=1), Stage.NOTICED),
        (talks(yours=3), Stage.NOTICED),
        (talks(theirs=3), Stage.NOTICED),
        (MET, Stage.MET),
        (talks(yours=9, theirs=1), Stage.MET),
        (KNOWN, Stage.KNOWN),
        (FRIEND, Stage.FRIEND),
        (talks(yours=9, theirs=9, every=0), Stage.KNOWN),
        (talks(yours=9, theirs=9, days=400), Stage.KNOWN),
    ],
)
def test_the_stage_says_how_far_two_people_have_come(ledger, stage):
    """Friends talk both ways, often, on several days, and lately; one lively afternoon makes no friendship."""
    assert standing(ledger, NOW).stage is stage


def test_counts_are_of_a_month_and_of_a_year():
    """Each way apart, words apart from signs."""
    acts = talks(yours=3, theirs=2, signs=1, days=20, every=15)
    made = standing(acts, NOW)
    assert (made.yours_30, made.yours_365, made.theirs_30, made.theirs_365) == (1, 3, 1, 2)
    assert (made.signs_30, made.signs_365) == (1, 1)
    assert made.last_yours == made.last_theirs == ago(days=20)


def test_the_order_of_the_ledger_does_not_matter_and_the_future_does_not_count():
    """What lies after the moment that is asked about is left out."""
    acts = talks(yours=4, theirs=3)
    assert standing(acts[::-1], NOW) == standing(acts, NOW)
    assert standing([*acts, said(by_owner=False, days=-2)], NOW) == standing(acts, NOW)


def test_who_owes_a_word_is_known():
    """They wrote after the owner's last word: since then they wait, unless it was an ending."""
    acts = [said(by_owner=True, days=9), said(by_owner=False, days=5, uri="a"), said(by_owner=False, days=4, uri="b")]
    assert standing(acts, NOW).waiting_since == ago(days=5)
    assert standing(acts, NOW, settled=["a", "b"]).waiting_since is None
    assert standing([*acts, said(by_owner=True, days=1)], NOW).waiting_since is None


def test_private_messages_count_as_words_but_nobody_waits_for_them_here():
    """They are dated, and answered where they were said."""
    made = standing([said(by_owner=False, days=2, kind=InteractionKind.MESSAGE)], NOW)
    assert made.theirs_30 == 1
    assert made.waiting_since is None


def test_words_that_met_silence_are_counted_by_day():
    """Two answers of one afternoon are one try; a like is an answer; three days are not yet silence."""
    tries = [said(by_owner=True, days=20), said(by_owner=True, days=20.1), said(by_owner=True, days=10)]
    assert standing(tries, NOW).unanswered == 2
    assert standing(tries, NOW).unanswered_since == ago(days=10)
    assert standing([*tries, said(by_owner=False, days=9, kind=InteractionKind.LIKE)], NOW).unanswered == 0
    assert standing([said(by_owner=True, days=2)], NOW).unanswered == 0


def test_threads_are_those_in_which_both_spoke():
    """An answer and its answer are one thread; a word without an answer is none."""
    acts = [
        said(by_owner=True, days=30, uri="m1", to="t1"),
        said(by_owner=False, days=29, uri="t2", to="m1"),
        said(by_owner=True, days=28, uri="m2", to="t2"),
        said(by_owner=False, days=9, uri="t9", to="m0"),
        said(by_owner=True, days=8, uri="m9", to="t9"),
        said(by_owner=True, days=3, uri="m5", to="t5"),
    ]
    assert standing(acts, NOW).threads == 2


def test_a_silent_reader_likes_and_never_says_a_word():
    """Three signs in a year, and no word at all."""
    assert standing(talks(signs=3), NOW).silent_reader
    assert not standing(talks(signs=2), NOW).silent_reader
    assert not standing(talks(signs=9, theirs=1), NOW).silent_reader


# --- threads


def test_a_thread_tells_what_is_known_of_it():
    """Answers by others, the author's own, who takes part."""
    top = post("How do I mend a map?", by=TOMAS)
    first = answer(top, "With rice paste.", by=ADA)
    made = talk(below(top, first, answer(first, "Which one?", by=TOMAS)), OWNER, NOW)
    assert (made.replies, made.author_answers, made.people) == (1, 1, 2)
    assert not made.thanked
    assert not made.owner_answered


def test_a_thanked_answer_is_the_end_of_a_question():
    """Only thanks to somebody else count, not thanks in advance."""
    top = post("How do I mend a map? Thanks!", by=TOMAS)
    first = answer(top, "With rice paste.", by=ADA)
    assert talk(below(top, first, answer(first, "Thank you, that worked", by=TOMAS)), OWNER, NOW).thanked
    assert not talk(below(top, first, answer(top, "Thanks to all who read this", by=TOMAS)), OWNER, NOW).thanked


def test_the_owners_own_answer_is_noticed():
    """In whatever app it was written; a word elsewhere in the thread is taking part."""
    top = post("How do I mend a map?", by=TOMAS)
    first = answer(top, "With rice paste.", by=ADA)
    assert talk(below(top, answer(top, "With film.", by=LENA)), OWNER, NOW).owner_answered
    beside = talk(below(top, first, answer(first, "Or film.", by=LENA)), OWNER, NOW)
    assert (beside.owner_answered, beside.owner_takes_part) == (False, True)


def test_turns_are_counted_while_both_take_part_today():
    """Six in a day are enough for one talk."""
    top = post("Mine faded", by=TOMAS, at=ago(hours=5))
    said_below = [top]
    for by in (LENA, TOMAS, LENA, TOMAS, LENA):
        said_below.append(answer(said_below[-1], "and then", by=by))
    assert talk(below(top, *said_below[1:]), OWNER, NOW).turns_today == 6
    assert talk(below(top, *said_below[1:]), OWNER, NOW + timedelta(days=2)).turns_today == 0
    assert talk(below(top), OWNER, NOW).turns_today == 0


# --- habits


def posts(answers: int, own: int, *, by: Account = TOMAS, every: float = 7.3, **changes):
    """So many answers to people and so many posts of one's own."""
    return [
        post("It is so", by=by, at=ago(hours=every * n), parent_uid="ada", parent=post().ref) for n in range(answers)
    ] + [post("It was so?", by=by, at=ago(hours=3 + every * n), **changes) for n in range(own)]


def test_habits_are_counted_from_the_latest_posts():
    """Answers, reshares, links, questions, and how many a day."""
    shared = [replace(post(by=ADA), reshared_by=TOMAS) for _ in range(4)]
    made = habits([*posts(12, 8), *shared], now=NOW)
    assert (made.posts, made.answers, made.reshares, made.questions) == (24, 12, 4, 8)
    assert made.conversation_ratio == 12 / 20
    assert 5 < made.per_day < 8


def test_an_answer_to_oneself_is_no_conversation():
    """The parts of one's own thread."""
    own = [post("part two", by=TOMAS, parent=post().ref, parent_uid=TOMAS.uid) for _ in range(12)]
    assert habits(own, now=NOW).answers == 0


def test_answers_that_were_taken_up_are_counted():
    """Of two answers one got a word from the author."""
    top = post("Where is the ferry?", by=TOMAS)
    one, other = answer(top, "There.", by=ADA), answer(top, "Here.", by=account("ben"))
    made = habits([top], [below(top, one, other, answer(one, "I see", by=TOMAS))], now=NOW)
    assert (made.received, made.answered_back) == (2, 1)


@pytest.mark.parametrize(
    ("measured", "talks_with_people", "broadcasts"),
    [
        (None, None, False),
        (habits(posts(1, 5), now=NOW), None, False),
        (SOCIABLE, True, False),
        (LOUDSPEAKER, False, True),
        (habits(posts(3, 30), now=NOW), False, False),
        (replace(LOUDSPEAKER, received=10, answered_back=6), True, False),
    ],
    ids=["unknown", "too few", "sociable", "loudspeaker", "seldom", "answers below"],
)
def test_unknown_is_neither_a_talker_nor_a_broadcaster(measured, talks_with_people, broadcasts):
    """Only enough posts say anything."""
    assert converses(measured) is talks_with_people
    assert is_broadcaster(measured) is broadcasts


def test_a_clock_is_told_from_a_person():
    """On the hour, every time; people come at odd minutes."""
    hours = [post("Tide table", by=TOMAS, at=NOW - timedelta(hours=n)) for n in range(12)]
    assert habits(hours, now=NOW).clockwork
    assert not habits(posts(0, 12), now=NOW).clockwork
    assert not habits(hours[:5], now=NOW).clockwork


def test_what_somebody_often_writes_about_is_named():
    """Tags first, then longer words that come back."""
    tagged = [post("So tall", by=ADA, hashtags=("Lighthouses",)), post("and lit", by=ADA, hashtags=("lighthouses",))]
    spoken = [post("The logbook of that year", by=ADA) for _ in range(3)]
    assert habits([*tagged, *spoken], now=NOW).topics == ("lighthouses", "logbook")


def test_nobody_often_writes_about_somebody():
    """Words that are about nobody in particular are no topic, however often they come back."""
    said = [post("Somebody told everyone about the logbook", by=ADA, hashtags=("people",)) for _ in range(3)]
    measured = habits(said, now=NOW)
    assert measured.topics == ("logbook",)
    assert writes_about(replace(measured, topics=("Somebody", "logbook"))) == ("logbook",)
    assert writes_about(None) == ()


# --- one person, two accounts

JONAH = account("jonah", address="jonah@coast.example", uid="jonah@coast.example", url="https://coast.example/@jonah")
JONAH_TOO = Account(
    Network("bluesky"),
    "did:plc:jonah",
    "did:plc:jonah",
    "jonah.example",
    "Jonah",
    "https://bsky.app/profile/jonah.example",
)


def test_two_profiles_that_name_each_other_are_proposed_as_one():
    """Only when each does; never within one network."""
    here = replace(JONAH, bio="Keeper of logbooks. Also jonah.example")
    there = replace(JONAH_TOO, bio="Mostly at coast.example/@jonah")
    (found,) = same_person([there, here, ADA])
    assert {found.one, found.other} == {here, there}
    assert same_person([here, JONAH_TOO]) == ()
    assert same_person([replace(here, bio="see ada@books.example"), ADA]) == ()


def test_a_name_within_another_name_is_not_meant():
    """jonah.example is not notjonah.example, and not jonah.example.org."""
    for bio in ("notjonah.example", "jonah.example.org", "at jonah.examples"):
        there = replace(JONAH_TOO, bio="jonah@coast.example")
        assert same_person([replace(JONAH, bio=bio), there]) == ()
    assert same_person([replace(JONAH, bio="Also (bsky: @jonah.example)."), there])


# --- followers


def follower(name: str, **changes) -> Follower:
    """Somebody who began to follow the owner, and talks with people."""
    made = {"habits": SOCIABLE, **changes}
    flags = made.pop("account", {})
    return Follower(account(name, **{"followers": 200, "following": 300, **flags}), **made)


def test_at_most_three_followers_are_shown_the_most_sociable_first():
    """They answer others, are answered back, share topics."""
    keen = follower("ada", account={"bio": "Lighthouses and old logbooks"})
    quiet = follower("ben", habits=replace(SOCIABLE, answers=7, answered_back=2))
    found = worth_a_look([quiet, *(follower(f"f{n}") for n in range(5)), keen], ["lighthouse"])
    assert len(found) == 3
    assert found[0] == keen
    assert quiet not in found


@pytest.mark.parametrize(
    "left_out",
    [
        follower("a", habits=LOUDSPEAKER),
        follower("b", habits=None),
        follower("c", account={"flags": frozenset({AccountFlag.BOT})}),
        follower("d", account={"flags": frozenset({AccountFlag.NOBOT})}),
        follower("e", account={"following": 4_001}),
        follower("f", spoken=True),
        follower("g", following=True),
    ],
    ids=["broadcaster", "unmeasured", "bot", "wishes for no bots", "collector", "known", "followed"],
)
def test_who_does_not_talk_or_is_known_is_not_shown(left_out):
    """Nor who follows more than twenty times as many as follow them."""
    assert worth_a_look([left_out], []) == ()


def test_twenty_times_is_not_more_than_twenty_times():
    """The near miss of a collector."""
    assert worth_a_look([follower("e", account={"following": 4_000})], [])


# --- topics


def test_topics_come_back_in_the_own_posts_and_not_in_everybodys():
    """What everybody says is nobody's topic, nor what was said once."""
    mine = ["The archive was open today", "Back in the archive", "An archive is a kind of weather", "A ferry once"]
    others = ["Open today", "The weather today", "today and tomorrow", *["nothing of it"] * 40]
    assert topics(mine, background([*mine, *others])) == ("archive",)


def test_nobody_writes_about_somebody():
    """Words for anybody and anything are about nothing."""
    mine = [f"Somebody asked everyone about something, and people said nothing. {n}" for n in "abcd"]
    assert not {"somebody", "everyone", "something", "people", "nothing"} & set(topics(mine, Background()))


def test_how_somebody_finds_a_thing_is_no_topic():
    """The logbook that is called the best is one; that so much is called the best is none."""
    mine = [
        "That is the best logbook.",
        "Actually the best of them.",
        "Actually, the best logbook.",
        "A logbook, actually.",
    ]
    assert topics(mine, background([*mine, *["nothing of it"] * 40])) == ("logbook",)


def test_topics_of_nothing_are_none():
    """No posts, no topics, no crash."""
    assert topics([], Background()) == ()
    assert topics(["word word"], Background()) == ()
