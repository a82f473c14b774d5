"""A day holds what the owner could have answered, as it was known when the day began."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.backtest.days import days
from bot.domain import InteractionKind, Stage, Visibility
from tests.backtest.builders import (
    ALICE,
    BOB,
    CAROL,
    DAY,
    HOUR,
    LENA,
    NOON,
    OWNER,
    Month,
    a_post,
    account,
    an_act,
    four_posts,
)


def the_day(month, owner=OWNER, **values):
    (found,) = days(month.record(**values), owner)
    return found


def item_of(day, post):
    return next(item for item in day.items if item.post.uri == post.uri)


# --- which days, which posts


def test_a_day_with_an_answer_holds_everything_that_was_said_on_it():
    """Oldest first, answered or not."""
    month = Month()
    posts = four_posts(month)
    month.lena_answers(posts[0])
    assert [item.post.uri for item in the_day(month).items] == [post.uri for post in posts]


def test_days_without_an_answer_or_with_next_to_nothing_are_left_out():
    """Among three posts every order puts the same ones in front, and without an answer nothing can be right."""
    month = Month()
    four_posts(month)
    month.lena_answers(month.post(ALICE, at=NOON - 2 * DAY))
    assert list(days(month.record(), OWNER)) == []


def test_a_day_is_the_owners_own():
    """Half past eleven at night in London is the next morning in Tokyo."""
    month = Month()
    at = NOON.replace(hour=23, minute=30)
    month.lena_answers(month.post(ALICE, at=at))
    four_posts(month, NOON + 12 * HOUR)
    assert list(days(month.record(), OWNER)) == []
    tokyo = replace(OWNER, zone=ZoneInfo("Asia/Tokyo"))
    (found,) = days(month.record(), tokyo)
    assert (found.on.day, len(found.items)) == (17, 5)
    assert found.ends.hour == 15


def test_what_a_feed_would_not_have_shown_is_no_candidate():
    """Answers to strangers are kept out of feeds, private messages are nobody's candidates; answered ones were seen."""
    month = Month()
    posts = four_posts(month)
    stranger = a_post(account("zoe"))
    hidden = month.post(ALICE, "You are right.", to=stranger)
    seen = month.post(ALICE, "And you, Bob?", to=posts[1])
    letter = month.post(BOB, visibility=Visibility.DIRECT)
    answered = month.post(CAROL, "Not there.", to=stranger)
    month.lena_answers(answered)
    shown = {item.post.uri for item in the_day(month).items}
    assert {seen.uri, answered.uri} <= shown
    assert not {hidden.uri, letter.uri} & shown


def test_a_reshare_is_the_authors_post_and_no_word_of_the_one_who_passed_it_on():
    """It says how somebody converses; it is nothing that they said."""
    month = Month()
    posts = four_posts(month)
    month.lena_answers(posts[0])
    month.post(account("zoe"), "Look at this.", reshared_by=BOB)
    assert len(the_day(month).items) == 4


# --- grades


def test_an_answer_that_was_answered_back_counts_for_more():
    """Two when the author wrote again within a week, one otherwise."""
    month = Month()
    first, second, third, fourth = four_posts(month)
    month.answer_back(month.lena_answers(first), ALICE)
    month.answer_back(month.lena_answers(second), CAROL)
    month.answer_back(month.lena_answers(third), CAROL, after=timedelta(days=8))
    day = next(days(month.record(), OWNER))
    assert [item_of(day, post).grade for post in (first, second, third, fourth)] == [2, 1, 1, 0]


def test_what_was_said_to_an_answer_of_the_same_day_is_marked():
    """Had the owner waited for the evening, it would not be there; an answer to a post of the owner's own would."""
    month = Month()
    posts = four_posts(month)
    back = month.answer_back(month.lena_answers(posts[0]), ALICE)
    other = month.post(BOB, "Glue, then?", to=month.lena_says("Glue everywhere.", NOON - HOUR))
    day = the_day(month)
    assert [item_of(day, post).answers_an_answer for post in (back, other)] == [True, False]


# --- nothing of what came later


def test_the_relation_is_that_of_the_mornings_before():
    """Four answers each way before the day; the many of the same day and later do not count."""
    month = Month()
    posts = four_posts(month)
    month.lena_answers(posts[0])
    for ago in (3, 4, 5, 6):
        month.acts += [an_act(ALICE, at=NOON - ago * DAY), an_act(ALICE, by_owner=False, at=NOON - ago * DAY)]
    month.acts += [an_act(ALICE, at=NOON + n * HOUR) for n in range(20)]
    found = item_of(the_day(month), posts[0])
    assert found.candidate.standing.yours_30 == 4
    assert found.candidate.standing.stage is Stage.KNOWN
    assert len(found.acts) == 8


def test_the_owners_own_answers_are_not_among_the_counts():
    """The judgement knows no count of answers, and for popularity the owner's own is taken off."""
    month = Month()
    posts = four_posts(month)
    month.said[0] = replace(posts[0], replies=3, likes=5)
    month.lena_answers(posts[0])
    found = item_of(the_day(month), posts[0])
    assert found.candidate.post.replies is None
    assert (found.post.replies, found.post.likes) == (2, 5)


def test_how_somebody_converses_is_measured_on_what_they_had_said_before():
    """Twelve answers to people in the weeks before; what they said on the day is left out."""
    month = Month()
    asked = a_post(BOB)
    for ago in range(2, 14):
        month.post(ALICE, "Quite.", NOON - ago * DAY, to=asked)
    posts = four_posts(month)
    month.lena_answers(posts[0])
    day = next(found for found in days(month.record(), OWNER) if found.on == NOON.date())
    measured = item_of(day, posts[0]).candidate.habits
    assert (measured.posts, measured.answers) == (12, 12)


def test_topics_are_what_the_owner_had_written_about_until_then():
    """Bookbinding came up a week before, kites only on the day after; configured topics are taken as they are."""
    month = Month()
    for ago in range(3, 9):
        month.lena_says("Another evening of bookbinding, thread everywhere.", NOON - ago * DAY)
        month.lena_says("Kites, kites, kites.", NOON + ago * DAY)
        month.post(CAROL, "Rain again.", NOON - ago * DAY)
    posts = (
        month.post(ALICE, "Is bookbinding hard to learn?", NOON),
        month.post(BOB, "Kites over the harbour.", NOON + HOUR),
        month.post(BOB, "Toast.", NOON + 2 * HOUR),
        month.post(CAROL, "Rain.", NOON + 3 * HOUR),
    )
    month.lena_answers(posts[0])
    day = the_day(month)
    assert [item.candidate.facts.topics for item in day.items] == [("bookbinding",), (), (), ()]
    told = the_day(month, replace(OWNER, topics=("toast",)))
    assert [item.candidate.facts.topics for item in told.items] == [(), (), ("toast",), ()]


def test_a_silence_is_known_where_the_post_before_is():
    """Seven weeks between two of alice's posts; of her first one nothing is said."""
    month = Month()
    old = month.post(ALICE, at=NOON - 49 * DAY)
    posts = four_posts(month)
    month.lena_answers(posts[0])
    found = item_of(the_day(month), posts[0]).candidate
    assert found.silent_before == NOON - old.created_at
    assert item_of(the_day(month), posts[1]).candidate.silent_before is None


def test_a_talk_is_known_upwards_only():
    """Bob answers a question of Lena's; who answers Bob later is not known yet."""
    month = Month()
    question = month.lena_says("Which glue do you take?", NOON - HOUR)
    posts = four_posts(month)
    reply = month.post(BOB, "Wheat paste.", NOON, to=question)
    month.lena_answers(reply)
    day = the_day(month)
    talk = item_of(day, reply).candidate.talk
    assert (talk.owner_asked, talk.owner_takes_part, talk.replies, talk.owner_answered) == (True, True, None, False)
    assert item_of(day, posts[0]).candidate.talk is None


def test_ties_and_earlier_posts_of_the_day_are_known():
    """Alice is followed; her second post of the day is her second."""
    month = Month(followed=[ALICE])
    posts = four_posts(month)
    month.lena_answers(posts[1])
    day = the_day(month, followers=frozenset({BOB.key}))
    assert [item_of(day, post).candidate.seen_today for post in posts] == [1, 1, 1, 2]
    assert item_of(day, posts[0]).candidate.relationship.following
    assert item_of(day, posts[1]).candidate.relationship.followed_by


def test_tags_that_the_owner_uses_are_counted():
    """Twice before the day, once after it."""
    month = Month()
    for at in (NOON - 2 * DAY, NOON - DAY, NOON + DAY):
        month.lena_says("Paper.", at, hashtags=("Bookbinding",))
    posts = four_posts(month)
    month.said[1] = replace(posts[1], hashtags=("bookbinding", "heron"))
    month.lena_answers(posts[0])
    assert item_of(the_day(month), posts[1]).tagged == (2,)


def test_the_owners_own_posts_are_never_candidates():
    """Nor do answers to oneself count as answers."""
    month = Month()
    posts = four_posts(month)
    mine = a_post(LENA, "And another thing.")
    month.lena_answers(posts[0])
    month.mine.append(a_post(LENA, "Thirdly.", NOON + HOUR, to=mine))
    record = month.record(others=(mine,))
    assert mine.uri not in {item.post.uri for day in days(record, OWNER) for item in day.items}
    assert set(record.answers) == {posts[0].uri}


def test_every_act_counts_once():
    """The ledger and a post may both tell of the same reply."""
    act = an_act(ALICE, InteractionKind.LIKE)
    assert Month(acts=[act, act]).record().ledger == {ALICE.key: (act,)}
