"""People, not posts: who is chosen today, in which order, and who is left in peace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.decide.facts import Approach, Rung
from bot.decide.rules.learning import Learned, Signal, learn
from bot.domain import AccountFlag, Goal, Motive, NudgeKind, Relationship, Step, SuggestionState, Talk, Visibility
from tests.decide.builders import (
    FRIEND,
    KNOWN,
    LOUDSPEAKER,
    MET,
    NOW,
    PACE,
    SOCIABLE,
    account,
    ago,
    candidate,
    judged,
    looked,
    names,
    past,
    person,
    post,
    reasons,
    talks,
    to_owner,
)

ASKS = "Did yours fade, too?"
NO_QUESTION = "Slowly unpacking, and the kitchen has a window onto the lime tree."
THREE_FRIENDS = ("ada", "ben", "cleo")


def asked_by(name: str, **changes):
    """Somebody known asked the owner something, five hours ago."""
    return candidate(to_owner(ASKS, by=account(name)), ledger=KNOWN, **changes)


def friend(name: str, text: str = "Does anyone know how to mend a torn map?", **changes):
    """A friend's question to everyone."""
    return candidate(post(text, by=account(name)), ledger=FRIEND, **changes)


def stranger(name: str, text: str = "Does anyone know how to mend a torn map?", **changes):
    """Somebody new who talks with people."""
    return candidate(post(text, by=account(name)), **{"habits": SOCIABLE, **changes})


# --- people


def test_nothing_good_enough_means_no_message():
    """A quiet day stays quiet."""
    found = looked(friend("ada", "Map"), stranger("ben", "Maps and maps."))
    assert found.choices == ()
    assert set(reasons(found).values()) == {"not enough to go on"}


def test_at_most_three_people_a_day():
    """However many there are."""
    found = looked(*(friend(f"friend{n}") for n in range(10)))
    assert len(found.choices) == 3
    assert [passed.why for passed in found.passed] == ["others came first today"] * 7


def test_of_each_person_the_best_post_is_the_occasion():
    """Ten posts of one friend are one suggestion."""
    said = [post(f"Number {n} of the old maps is torn", by=account("ada")) for n in range(9)]
    best = post("Does anyone know how to mend a torn map?", by=account("ada"))
    found = looked(*(candidate(one, ledger=FRIEND) for one in (*said, best)))
    (only,) = found.choices
    assert only.candidate.post == best


def test_the_quiet_friend_surfaces_among_a_thousand_loud_posts():
    """One word of a friend, in a flood of people who post all day."""
    loud = [
        candidate(
            post(f"Offer of the hour, number {n}", by=account(f"loud{n % 40}")), seen_today=25, habits=LOUDSPEAKER
        )
        for n in range(1_000)
    ]
    found = looked(*loud, friend("ines", "Just unpacked the last box, does anyone want 40 metres of string?"))
    assert names(found) == ["Ines"]


def test_none_of_a_thousand_gated_posts_is_suggested():
    """A closed door, a circle, a filter, a wish: not one slips through."""
    gates = (
        {"replies_closed": True},
        {"filtered": True},
        {"visibility": Visibility.FOLLOWERS},
        {"visibility": Visibility.DIRECT},
    )
    posts = [post(by=account(f"gated{n}"), **gates[n % 4]) for n in range(1_000)]
    found = looked(*(candidate(one, habits=SOCIABLE) for one in posts))
    assert found.choices == ()
    assert len(found.passed) == 1_000


def test_who_converses_comes_before_who_does_not():
    """200,000 followers or 300: whether an answer comes back is what counts."""
    large = stranger("nadia")
    large = replace(large, post=replace(large.post, author=account("nadia", followers=200_000)))
    small = stranger("feed", habits=LOUDSPEAKER)
    assert names(looked(small, large)) == ["Nadia"]
    assert "no reason to turn to this person now" in reasons(looked(small)).values()


def test_somebody_unmeasured_may_be_new_but_comes_after_the_measured():
    """Unknown is not a broadcaster, and not a conversation either."""
    found = looked(stranger("ada", habits=None), stranger("ben"))
    assert names(found) == ["Ben"]
    assert names(looked(stranger("ada", habits=None))) == ["Ada"]


def test_one_new_person_a_day_is_enough():
    """Acquaintances are made one by one."""
    found = looked(stranger("ada"), stranger("ben"))
    assert len(found.choices) == 1
    assert list(reasons(found).values()) == ["one such person a day is enough"]


# --- who wrote first


def test_who_wrote_to_the_owner_comes_first():
    """A person who waits comes before the best question to everyone."""
    found = looked(friend("ada"), asked_by("tomas"), friend("ben"))
    assert names(found)[0] == "Tomas"
    assert found.choices[0].motive is Motive.OWED
    assert not found.choices[0].unprompted


def test_a_mention_has_three_hours_of_grace():
    """The owner's app has told them; we come only when it was not enough."""
    fresh = candidate(to_owner(ASKS, at=ago(hours=2.9)), ledger=KNOWN)
    assert looked(fresh).choices == ()
    assert names(looked(fresh, now=NOW + timedelta(minutes=10))) == ["Tomas"]


def test_grace_begins_when_the_owners_server_had_it():
    """A post that came late was news late."""
    late = candidate(to_owner(ASKS, at=ago(hours=8), seen_at=ago(hours=1)), ledger=KNOWN)
    assert looked(late).choices == ()


def test_who_has_just_written_is_left_alone_altogether():
    """No question of theirs to everyone is brought meanwhile."""
    fresh = candidate(to_owner(ASKS, by=account("ada"), at=ago(hours=1)), ledger=FRIEND)
    found = looked(fresh, friend("ada"), friend("ben"))
    assert names(found) == ["Ben"]


def test_answered_elsewhere_is_closed_silently():
    """Nothing is owed any more."""
    assert looked(asked_by("tomas", talk=Talk(owner_answered=True))).choices == ()


def test_one_place_is_kept_for_somebody_who_did_not_write_first():
    """Owed first, but never only owed."""
    found = looked(*(asked_by(name) for name in ("ada", "ben", "cleo", "dora")), friend("ines"))
    assert names(found)[-1] == "Ines"
    assert [choice.motive for choice in found.choices] == [Motive.OWED, Motive.OWED, Motive.FRIEND]


def test_no_place_is_kept_for_nobody():
    """If nobody else is worth it, those who wrote have the day."""
    assert len(looked(*(asked_by(name) for name in THREE_FRIENDS), friend("ines", "Map")).choices) == 3


def test_a_day_of_one_person_belongs_to_who_wrote():
    """With one place a day, nobody who waits is passed over for it."""
    found = looked(asked_by("tomas"), friend("ines"), schedule=replace(PACE, people_per_day=1))
    assert names(found) == ["Tomas"]


def test_the_kept_place_holds_over_both_deliveries_of_the_day():
    """Two who wrote in the morning: the evening is for somebody who did not."""
    morning = tuple(
        past(person(name), at=ago(hours=3), motive=Motive.OWED, unprompted=False) for name in ("ada", "ben")
    )
    assert names(looked(asked_by("cleo"), friend("ines"), history=morning)) == ["Ines"]
    with_one = (morning[0], past(person("jonah"), at=ago(hours=3)))
    assert names(looked(asked_by("cleo"), friend("ines"), history=with_one)) == ["Cleo"]


def test_a_question_of_someone_known_keeps_for_a_week():
    """Two days for anything else."""
    old = candidate(to_owner(ASKS, at=ago(days=6)), ledger=KNOWN)
    (choice,) = looked(old).choices
    assert choice.expires_at == old.post.created_at + timedelta(days=7)
    (other,) = looked(friend("ada")).choices
    assert other.expires_at == other.candidate.post.created_at + timedelta(hours=48)


# --- left in peace


@pytest.mark.parametrize(("until", "chosen"), [(timedelta(hours=1), 0), (timedelta(), 1), (timedelta(hours=-1), 1)])
def test_nobody_whom_the_owner_muted(until, chosen):
    """Whatever they say, to the owner too; until that is over."""
    muted = person("tomas", quiet_until=NOW + until)
    assert len(names(looked(candidate(post(), of=muted, ledger=FRIEND)))) == chosen
    assert len(names(looked(candidate(to_owner("Which film do you use?"), of=muted, ledger=FRIEND)))) == chosen


@pytest.mark.parametrize("said", [{"never": True}, {"forget_at": NOW + timedelta(hours=1)}])
def test_nobody_of_whom_the_owner_wants_no_more(said):
    """Whatever the rules say of it."""
    left = person("tomas", **said)
    assert names(looked(candidate(post(), of=left, ledger=FRIEND))) == []


def test_nobody_again_within_a_week():
    """Whatever else they say."""
    earlier = (past(person("ada"), at=ago(days=6)),)
    assert looked(friend("ada"), history=earlier).choices == ()
    assert names(looked(friend("ada"), history=(past(person("ada"), at=ago(days=8)),))) == ["Ada"]


def test_nobody_again_within_a_week_unless_they_wrote():
    """Who has written since has opened the door again."""
    earlier = (past(person("ada"), at=ago(days=6)),)
    wrote = candidate(post(by=account("ada")), ledger=talks(yours=6, theirs=6, days=3))
    assert names(looked(wrote, history=earlier)) == ["Ada"]
    assert names(looked(asked_by("ada"), history=earlier)) == ["Ada"]


def test_a_post_is_suggested_once():
    """Also when it was skipped a month ago, also when they wrote since."""
    again = asked_by("ada")
    before = past(person("ada"), uri=again.post.uri, at=ago(days=2), state=SuggestionState.SKIPPED)
    assert list(reasons(looked(again, history=(before,))).values()) == ["suggested before"]


def test_nobody_comes_twice_on_one_day():
    """Not even someone who wrote twice."""
    assert looked(asked_by("ada"), history=(past(person("ada"), at=ago(hours=3)),)).choices == ()


def test_two_words_met_by_silence_bring_sixty_days_of_rest():
    """Nothing is said about it, and then the door is open again."""
    silent = talks(yours=6, theirs=6, days=90) + talks(yours=2, days=10)
    assert list(reasons(looked(candidate(ledger=silent))).values()) == ["at rest for a while"]
    once = talks(yours=6, theirs=6, days=90) + talks(yours=1, days=10)
    assert names(looked(candidate(ledger=once))) == ["Tomas"]
    long_ago = talks(yours=6, theirs=6, days=90) + talks(yours=2, days=62)
    assert names(looked(candidate(ledger=long_ago))) == ["Tomas"]


def test_rest_ends_when_they_write():
    """A word of theirs is an answer, whenever it comes."""
    silent = talks(yours=2, days=10)
    assert names(looked(candidate(to_owner(ASKS), ledger=silent))) == ["Tomas"]


def test_unanswered_nudges_make_the_bot_write_less():
    """One person every few days, until the owner says anything."""
    ignored = tuple(
        past(person(f"p{n}"), at=ago(days=2 + n), state=SuggestionState.EXPIRED, answered_at=None) for n in range(4)
    )
    assert looked(friend("ada"), friend("ben"), history=ignored).choices == ()
    assert len(looked(friend("ada"), friend("ben"), history=ignored, heard=ago(hours=1)).choices) == 2


def test_more_brings_one_beyond_the_day():
    """The day is full; who asks for more gets one."""
    full = tuple(past(person(name), at=ago(hours=3)) for name in THREE_FRIENDS)
    assert looked(friend("ines"), friend("jonah"), history=full).choices == ()
    assert len(looked(friend("ines"), friend("jonah"), history=full, extra=1).choices) == 1


# --- motives and kinds


def test_a_friend_who_is_back_comes_at_the_next_delivery():
    """After seven weeks of silence it needs no question."""
    back = candidate(post(NO_QUESTION, by=account("ines")), ledger=MET, silent_before=timedelta(days=49))
    found = looked(friend("ada"), back)
    assert names(found) == ["Ines", "Ada"]
    assert (found.choices[0].motive, found.choices[0].kind) == (Motive.BACK, NudgeKind.BACK)


def test_back_is_said_of_a_month_and_of_somebody_known():
    """Four weeks are a holiday; strangers come and go."""
    soon = candidate(post(NO_QUESTION, by=account("ines")), ledger=MET, silent_before=timedelta(days=29))
    assert judged(soon).motive is Motive.FRIEND
    unknown = candidate(post(NO_QUESTION), silent_before=timedelta(days=49))
    assert judged(unknown).motive is Motive.NEW


def test_sorrow_of_someone_near_is_ranked_against_nothing():
    """It comes before every question to everyone, marked so that no draft is offered."""
    sad = candidate(post("My grandmother died last night.", by=account("ines")), ledger=KNOWN)
    found = looked(*(friend(name) for name in THREE_FRIENDS), sad)
    assert names(found)[0] == "Ines"
    assert found.choices[0].kind is NudgeKind.SAD


def test_sorrow_of_a_stranger_is_theirs():
    """No nudge at all."""
    assert looked(stranger("ada", "My grandmother died last night. How does one go on?")).choices == ()


def test_what_is_said_to_followers_is_marked():
    """So that nothing of it is quoted."""
    said = post(by=account("tomas"), visibility=Visibility.FOLLOWERS)
    (choice,) = looked(candidate(said, ledger=FRIEND)).choices
    assert choice.kind is NudgeKind.FOLLOWERS_ONLY
    hidden = post(by=account("ada"), logged_in_only=True)
    assert looked(candidate(hidden, ledger=FRIEND)).choices[0].kind is NudgeKind.FOLLOWERS_ONLY


def test_the_silent_reader_is_suggested_when_they_ask_something():
    """Somebody who liked three posts and never said a word."""
    reader = candidate(post("Where do you buy paper?", by=account("safi")), ledger=talks(signs=4), habits=SOCIABLE)
    found = looked(reader, stranger("ada", "Where do you buy paper?"))
    assert names(found) == ["Safi"]
    assert "reads you silently" in {reason.rule for reason in found.choices[0].judged.verdict.reasons}


DIARY = "Found a keeper's diary that stops mid-sentence in 1911, and I cannot stop thinking about the rest of it."


def follower(name: str, text: str = DIARY, **changes):
    """Somebody who talks with people and began to follow the owner on Monday."""
    return stranger(name, text, **{"follower_since": ago(days=2), **changes})


def test_a_new_follower_who_converses_is_worth_a_look():
    """They are the occasion; what they said is only an example of it."""
    (only,) = looked(follower("jonah")).choices
    assert only.kind is NudgeKind.FOLLOWER
    assert looked(stranger("jonah", DIARY)).choices == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"follower_since": ago(days=8)},
        {"habits": None},
        {"habits": LOUDSPEAKER},
        {"relationship": Relationship(following=True)},
        {"post": replace(post(DIARY, by=account("jonah", flags=frozenset({AccountFlag.BOT}))))},
    ],
    ids=["of last week", "unmeasured", "a loudspeaker", "followed back", "a bot"],
)
def test_other_followers_are_left_alone(changes):
    """Each of these is the same follower with one thing different."""
    assert looked(replace(follower("jonah"), **changes)).choices == ()


def test_one_new_follower_a_week_is_enough():
    """Whoever else came this week stands in the letter on Sunday."""
    before = past(person("ruth"), kind=NudgeKind.FOLLOWER, at=ago(days=4))
    found = looked(follower("jonah"), history=(before,))
    assert set(reasons(found).values()) == {"one new follower a week is enough"}
    assert looked(follower("jonah"), history=(replace(before, at=ago(days=8)),)).choices


def wanted(step: Step | None, **changes):
    """A post of somebody whom the owner would like to know."""
    nadia = person("nadia", goal=Goal.GET_TO_KNOW)
    approach = Approach(Rung.NOTICED, step)
    return candidate(post("Just finished a chapter on old lighthouse keepers", by=account("nadia")), of=nadia,
                     **{"approach": approach, "habits": SOCIABLE, **changes})  # fmt: skip


def test_a_step_towards_somebody_comes_with_a_post_that_fits():
    """A link for the owner's own tap, not a reply."""
    (choice,) = looked(wanted(Step.LIKE)).choices
    assert (choice.motive, choice.kind, choice.step) == (Motive.GOAL, NudgeKind.STEP, Step.LIKE)


def test_a_comment_is_an_ordinary_nudge():
    """The last step is words."""
    (choice,) = looked(wanted(Step.COMMENT)).choices
    assert (choice.kind, choice.step) == (NudgeKind.POST, None)


def test_when_it_is_not_time_for_a_step_there_is_none():
    """Not time, or nobody has looked."""
    assert looked(wanted(None)).choices == ()
    assert looked(wanted(None, approach=None)).choices == ()


def test_keeping_in_touch_is_silent_when_the_two_have_spoken():
    """About every six weeks, not oftener."""
    ines = person("ines", goal=Goal.KEEP_IN_TOUCH, every=timedelta(weeks=6))
    said = post("A little something about the harbour today", by=account("ines"))
    lately = candidate(said, of=ines, ledger=talks(yours=3, theirs=3, days=20))
    long_ago = candidate(said, of=ines, ledger=talks(yours=3, theirs=3, days=45))
    assert judged(lately).motive is Motive.FRIEND
    assert judged(long_ago).motive is Motive.GOAL
    assert names(looked(long_ago)) == ["Ines"]
    assert looked(lately).choices == ()


def test_every_post_is_either_chosen_or_told_why_not():
    """`look --why` has a line for each."""
    many = [friend("ada"), friend("ada", "Map"), stranger("ben", "Maps"), asked_by("tomas"), candidate(by_bot())]
    found = looked(*many)
    assert len(found.choices) + len(found.passed) == len(many)
    assert all(passed.why for passed in found.passed)
    assert [passed.rule for passed in found.passed if passed.rule] == ["nobody to talk with"]


def by_bot():
    """A post of a bot."""
    return post(by=account("robot", flags=frozenset({AccountFlag.BOT})))


def test_what_was_learned_moves_the_choice_but_lifts_no_veto():
    """Skipped again and again: others come first. A veto stays one."""
    learned = Learned()
    for days in range(12):
        learned = learn(learned, Signal.LESS, person=person("ada").id, rules=(), now=ago(days=days))
    ada, ben = friend("ada"), friend("ben")
    assert judged(ada, learned=learned).rank < judged(ben, learned=learned).rank
    for days in range(12):
        learned = learn(learned, Signal.MORE, person=person("robot").id, rules=(), now=ago(days=days))
    assert judged(candidate(by_bot()), learned=learned).verdict.vetoed


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_in_which_posts_come_does_not_matter(order):
    """The same posts make the same day."""
    many = [asked_by("tomas"), friend("ada"), friend("ben", "Does anyone have a spare oar?"), stranger("cleo")]
    assert names(looked(*many[::order])) == names(looked(*many))
