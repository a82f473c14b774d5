"""Choosing the few people of the day, and writing to the owner about each: in their time, and never about what is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import AccountFlag, MessageKind, Motive, Network, NudgeKind, SuggestionState
from bot.errors import PlatformError
from bot.knowledge import candidates
from bot.platforms.memory import Customs
from bot.platforms.memory.faults import Request
from bot.store import posts, settings, suggestions
from bot.store.settings import ASKED_FOR
from tests.contract.memory_world import PEOPLE
from tests.decide.builders import SOCIABLE
from tests.jobs.bench import OTHER_QUESTION, QUESTION, WORDS

HOURS = timedelta(hours=1)


def choose(bench):
    """Choose if it is time, after the hello; about whom there are suggestions now."""
    bench.greeting().step()
    assert bench.nudging().choose() is False
    return whom(bench)


def whom(bench):
    """About whom there are suggestions, oldest first."""
    teller = bench.teller
    with bench.tx() as tx:
        return [str(teller.name(tx, row)) for row in suggestions.in_states(tx, *SuggestionState)]


def past(bench):
    """What was suggested, as the pace sees it."""
    with bench.tx() as tx:
        return candidates.history(tx, bench.now)


@pytest.fixture
def begun(bench):
    """The owner was told hello; half an hour later the next may come."""
    bench.greeted()
    bench.later(minutes=30)
    return bench


# --- the first time


def test_the_very_first_choice_brings_one(bench):
    """However many would be good enough."""
    bench.heard("alice")
    bench.heard("bob", OTHER_QUESTION)
    choose(bench)
    assert len(bench.rows()) == 1


def test_without_anybody_nothing_is_said(bench):
    """Nothing good enough means nobody."""
    assert choose(bench) == []
    assert bench.kinds() == [MessageKind.HELLO]


def test_nobody_is_named_before_the_hello(bench):
    """The first message is hello."""
    bench.heard("alice")
    assert bench.nudging().choose() is False
    assert whom(bench) == []


def test_the_first_one_is_the_best(bench):
    """Whatever lane they are in."""
    bench.talked("bob", 3)
    bench.heard("bob", "How do you do that?", mention=["owner"])
    bench.later(hours=4)
    bench.heard("alice")
    assert choose(bench) == ["Alice"]


def test_the_first_choice_brings_nothing_older_than_a_day(bench):
    """A day that is over is over."""
    bench.heard("alice")
    bench.later(hours=24, minutes=1)
    assert choose(bench) == []


def test_a_night_after_the_hello_the_first_choice_is_still_the_first(make):
    """Set up at eleven in the evening: at seven one person at most, from the last day."""
    bench = make(deliver={"at": "as-they-come", "quiet": "22:00-07:00"})
    bench.until("2026-11-18", 23)
    bench.heard("alice")
    bench.heard("bob", OTHER_QUESTION)
    assert choose(bench) == []
    bench.until("2026-11-19", 7)
    assert len(choose(bench)) == 1
    assert [one.counts for one in past(bench)] == [False]


def test_the_one_that_comes_after_the_hello_takes_no_place_of_the_day(make):
    """The day has its people besides."""
    bench = make(deliver={"at": "as-they-come", "quiet": "", "people_per_day": 1})
    bench.heard("alice")
    choose(bench)
    assert [one.counts for one in past(bench)] == [False]
    bench.heard("bob", f"{OTHER_QUESTION} Asking for a friend.")
    bench.later(minutes=31)
    assert choose(bench) == ["Alice"]  # one new person a day
    bench.talked("carol", 2)
    bench.heard("carol", OTHER_QUESTION)
    bench.later(minutes=31)
    assert choose(bench) == ["Alice", "Carol"]


# --- when


def test_as_they_come_means_half_an_hour_apart(bench):
    """A person at a time, not a volley; in between nobody is even judged."""
    bench.greeted()
    bench.heard("alice")
    bench.later(minutes=29)
    assert choose(bench) == []
    assert bench.reader.times("thread") == 0
    bench.later(minutes=1)
    assert choose(bench) == ["Alice"]


def test_with_hours_set_it_is_at_these_hours(make):
    """At nine and at half past five, Berlin time."""
    bench = make(deliver={"at": ["09:00", "17:30"], "quiet": ""})
    bench.greeted()
    bench.until("2026-11-19", 8)
    bench.heard("alice")
    assert choose(bench) == []
    bench.until("2026-11-19", 9)
    assert choose(bench) == ["Alice"]
    bench.heard("bob", OTHER_QUESTION)
    bench.until("2026-11-19", 12)
    assert choose(bench) == ["Alice"]


def test_in_quiet_hours_nobody_is_chosen(make):
    """The bot begins nothing then."""
    bench = make(deliver={"at": "as-they-come", "quiet": "21:00-07:00"})
    bench.greeted()
    bench.heard("alice")
    bench.until("2026-11-18", 22)
    assert choose(bench) == []
    bench.until("2026-11-19", 7)
    assert choose(bench) == ["Alice"]


@pytest.mark.parametrize("rest", ["stop", "pause 2d"])
def test_at_rest_nobody_is_chosen(begun, rest):
    """Until the owner says otherwise."""
    begun.heard("alice")
    begun.says(rest)
    assert choose(begun) == []
    begun.says("resume")
    assert choose(begun) == ["Alice"]


def test_a_choice_of_nobody_waits_for_the_next_time_too(begun):
    """The slot was looked at."""
    assert choose(begun) == []
    begun.heard("alice")
    begun.later(minutes=5)
    assert choose(begun) == []


# --- who


def test_a_suggestion_holds_why_and_for_whom_it_was_made(begun):
    """Everything that is said about it later, and the account it was made for."""
    post = begun.heard("alice")
    choose(begun)
    [row] = begun.rows()
    assert (row.post_uri, row.account, row.network) == (post.uri, post.author.key, Network("memory"))
    assert (row.kind, row.motive, row.state) == (NudgeKind.QUESTION, Motive.NEW, SuggestionState.AWAITING_DELIVERY)
    assert (row.owner, row.version, row.code) == (begun.identity, post.ref.version, "a1")
    assert row.created_at == row.state_at == row.due_at == begun.now
    assert row.expires_at == post.created_at + 48 * HOURS
    assert "a question" in {reason.rule for reason in row.reasons}
    assert row.score > 3.5
    assert [(one.counts, one.unprompted) for one in past(begun)] == [(True, True)]


def test_whoever_wrote_first_is_no_unprompted_one(begun):
    """One place of the day is for the others."""
    begun.heard("bob", "Which of the maps do you mean?", mention=["owner"])
    begun.later(hours=4)
    assert choose(begun) == ["Bob"]
    assert [(one.motive, one.unprompted) for one in past(begun)] == [(Motive.OWED, False)]


def test_how_many_were_left_for_this_one_is_said_with_why(begun):
    """It is a choice, not a list."""
    begun.heard("alice")
    for number in range(3):
        begun.heard("bob", f"A tern, number {number}.")
    choose(begun)
    begun.nudging().compose()
    begun.told()
    assert "3 other posts were left for this one." in begun.says("why")[0]


def test_more_brings_one_more_at_once(make):
    """Beyond the day's, and it takes no place of it."""
    bench = make(deliver={"at": "as-they-come", "quiet": "", "people_per_day": 1})
    bench.greeted()
    bench.later(minutes=30)
    bench.heard("alice")
    assert choose(bench) == ["Alice"]
    bench.talked("bob", 2)
    bench.heard("bob", OTHER_QUESTION)
    assert choose(bench) == ["Alice"]
    bench.says("more")
    assert choose(bench) == ["Alice", "Bob"]
    assert [one.counts for one in past(bench)] == [True, False]
    bench.talked("carol", 2)
    bench.heard("carol", OTHER_QUESTION)
    assert choose(bench) == ["Alice", "Bob"]


def test_more_of_nobody_is_said(begun):
    """Once."""
    begun.says("more")
    choose(begun)
    assert begun.told() == ["Nobody whom I would bring you now."]
    choose(begun)
    assert begun.told() == []


def test_more_names_who_has_only_just_written(begun):
    """They are left to the owner's app for three hours, and come later: that there is nobody would be untrue."""
    begun.talked("alice", 2)
    begun.heard("alice", "Which of the maps do you mean?", mention=["owner"])
    begun.heard("alice", "The second one, perhaps?", mention=["owner"])
    begun.says("more")
    assert round_of(begun) == [
        "Nobody whom I would bring you now. What Alice wrote to you I leave to your app for its first three hours, and bring "
        "it later, if it still matters."
    ]
    begun.later(hours=3)
    assert [said.split()[0] for said in round_of(begun)] == ["Alice"]


def test_more_of_nobody_says_where_those_are_who_were_brought(begun):
    """They are not let go: what was brought before is open."""
    begun.heard("alice")
    assert len(round_of(begun)) == 1
    begun.says("more")
    assert round_of(begun) == ["Nobody whom I would bring you now. list shows what is open."]
    begun.says("skip")
    begun.says("more")
    assert round_of(begun) == ["Nobody whom I would bring you now."]


def test_more_directly_after_a_choice_is_answered_by_the_one_who_was_chosen(begun):
    """Nobody is told that there is nobody, and then brought somebody."""
    begun.heard("alice")
    begun.nudging().choose()
    begun.says("more")
    assert [said.split()[0] for said in round_of(begun)] == ["Alice"]


def test_more_in_quiet_hours_brings_one_who_was_chosen_before_them(night):
    """Whom the morning would have brought."""
    night.suggest(night.heard("bob", OTHER_QUESTION))
    assert round_of(night) == []
    night.says("more")
    assert [said.split()[0] for said in round_of(night)] == ["Bob"]
    assert round_of(night) == []


def test_more_while_a_network_is_asked_again_is_answered_by_the_one_who_was_chosen(begun):
    """It failed when their post was looked at once more, and the next try is due in minutes."""
    begun.heard("alice")
    begun.nudging().choose()
    begun.net.faults.add("before", Request.READ)
    with pytest.raises(PlatformError):
        begun.nudging().compose()
    begun.says("more")
    assert round_of(begun) == []
    begun.later(minutes=6)
    assert [said.split()[0] for said in round_of(begun)] == ["Alice"]


def test_more_is_answered_by_one_who_can_come_at_once_before_one_whose_network_is_asked_again(begun):
    """The owner waits for nobody without need."""
    for who, question in (("alice", QUESTION), ("bob", OTHER_QUESTION)):
        begun.suggest(begun.heard(who, question))
    begun.net.faults.add("before", Request.READ)
    with pytest.raises(PlatformError):
        begun.nudging().compose()
    begun.says("more")
    begun.nudging().choose()
    with begun.tx() as tx:
        [asked] = settings.get(tx, ASKED_FOR)
        assert suggestions.get(tx, asked).code == "b1"


@pytest.fixture
def night(make):
    """Eleven in the evening, in quiet hours; the owner was told hello, and the first choice was made."""
    bench = make(deliver={"at": "as-they-come", "quiet": "22:00-07:00"})
    bench.greeted()
    bench.until("2026-11-18", 23)
    return bench


def round_of(bench):
    """Choose if it is time, and write what is due; what reaches the owner now."""
    bench.nudging().choose()
    while bench.nudging().compose():
        pass
    return bench.told()


def test_more_is_answered_in_quiet_hours_with_one_person(night):
    """The owner asks, and sits before it; whoever else there is comes in the morning."""
    for who, text in (("alice", QUESTION), ("bob", OTHER_QUESTION)):
        night.talked(who, 2)
        night.heard(who, text)
    assert round_of(night) == []
    night.says("more")
    [said] = round_of(night)
    assert "[a1]" in said or "[b1]" in said
    assert round_of(night) == []
    night.until("2026-11-19", 7)
    assert len(round_of(night)) == 1


def test_more_of_nobody_is_said_in_quiet_hours(night):
    """Then, once, and not in the morning."""
    night.says("more")
    assert round_of(night) == ["Nobody whom I would bring you now."]
    night.until("2026-11-19", 7)
    assert round_of(night) == []


def test_only_what_was_asked_for_is_written_in_quiet_hours(night):
    """What waits by itself waits on."""
    night.suggest(night.heard("bob", OTHER_QUESTION))
    night.talked("alice", 2)
    night.heard("alice")
    night.says("more")
    assert [said.split()[0] for said in round_of(night)] == ["Alice"]


def test_what_was_asked_for_before_a_rest_does_not_come_in_the_night_behind_it(night):
    """It comes in the morning, as what comes by itself."""
    night.talked("alice", 2)
    night.heard("alice")
    night.says("more")
    night.nudging().choose()
    night.says("pause 1h")
    night.later(hours=2)
    assert round_of(night) == []
    night.until("2026-11-19", 7)
    assert [said.split()[0] for said in round_of(night)] == ["Alice"]


def test_what_was_asked_for_and_ended_otherwise_is_not_waited_for(night):
    """What is remembered of it goes with the next that is asked for."""
    asked_to_look(night, night.heard("alice")).asked_for()
    night.says("never alice")
    asked_to_look(night, night.heard("bob", OTHER_QUESTION)).asked_for()
    with night.tx() as tx:
        [waited_for] = settings.get(tx, ASKED_FOR)
    assert night.state(waited_for) is SuggestionState.AWAITING_DELIVERY


def test_a_post_that_is_asked_for_in_quiet_hours_comes_then(night):
    """By its address."""
    asked_to_look(night, night.heard("alice")).asked_for()
    assert [said.split()[0] for said in round_of(night)] == ["Alice"]


def test_more_before_the_first_choice_is_answered_by_it(make):
    """One message, and not a second one later that nobody asked for any more."""
    bench = make(deliver={"at": "as-they-come", "quiet": "22:00-07:00"})
    bench.until("2026-11-18", 23)
    bench.greeting().step()
    bench.told()
    bench.heard("alice")
    bench.says("more")
    assert [said.split()[0] for said in round_of(bench)] == ["Alice"]
    bench.until("2026-11-19", 7)
    assert round_of(bench) == []


def test_more_of_nobody_before_the_first_choice_leaves_that_one_to_come(make):
    """As soon as the night is over."""
    bench = make(deliver={"at": ["09:00"], "quiet": "22:00-07:00"})
    bench.until("2026-11-18", 23)
    bench.greeting().step()
    bench.told()
    bench.says("more")
    assert round_of(bench) == ["Nobody whom I would bring you now."]
    bench.heard("alice")
    bench.until("2026-11-19", 7)
    assert [said.split()[0] for said in round_of(bench)] == ["Alice"]


def test_where_the_one_who_was_chosen_is_gone_more_asks_for_another(begun):
    """Or says that there is nobody; silence is no answer."""
    begun.talked("alice", 2)
    post = begun.heard("alice")
    begun.says("more")
    begun.nudging().choose()
    begun.world.delete("alice", post.uri)
    assert round_of(begun) == []
    assert round_of(begun) == ["Nobody whom I would bring you now."]
    assert round_of(begun) == []


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ("stop", "All is stopped: nothing goes out until you say resume."),
        ("pause 2d", "I rest until Friday 20 November, 9:00; resume ends it sooner."),
    ],
)
@pytest.mark.parametrize("word", ["more", "look"])
def test_at_rest_more_is_told_of_the_rest(begun, rest, says, word):
    """And is not answered after it."""
    begun.says(word)
    begun.says(rest)
    assert begun.says(word) == [says]
    assert round_of(begun) == []
    begun.says("resume")
    assert round_of(begun) == []


def test_a_choice_of_nobody_by_itself_says_nothing(begun):
    """Nothing good enough means no message."""
    choose(begun)
    assert begun.told() == []


@pytest.fixture
def back(begun):
    """Back after half a day in which two people asked everybody something; one of them was brought."""
    begun.waking().step()
    begun.later(hours=13)
    for who, text in (("alice", QUESTION), ("bob", OTHER_QUESTION)):
        begun.talked(who, 2)
        begun.heard(who, text)
    begun.later(minutes=30)
    begun.waking().step()
    assert "what was said to you is kept, the rest is let go" in begun.told()[-1]
    assert len(choose(begun)) == 1
    begun.nudging().compose()
    begun.later(minutes=30)
    return begun


def test_after_an_absence_one_is_brought_and_the_rest_is_let_go(back):
    """As the owner was told: nothing old comes up, in a pile or one by one."""
    assert len(choose(back)) == 1
    back.later(days=1)
    assert len(choose(back)) == 1


def test_what_was_let_go_after_an_absence_is_brought_when_the_owner_asks_for_more(back):
    """It is not lost."""
    back.says("more")
    assert len(choose(back)) == 2


def test_what_is_said_after_an_absence_or_was_before_it_is_brought_as_ever(back):
    """Only what happened meanwhile is let go."""
    back.talked("carol", 2)
    back.heard("carol", OTHER_QUESTION)
    assert choose(back)[1:] == ["Carol"]


def test_what_was_said_to_the_owner_in_an_absence_is_not_let_go(begun):
    """Whoever wrote to them waits for an answer, and is brought after the hours that are left to their app."""
    begun.waking().step()
    begun.later(hours=13)
    for who, text, to in (("alice", QUESTION, []), ("carol", OTHER_QUESTION, []), ("bob", OTHER_QUESTION, ["owner"])):
        begun.talked(who, 2)
        begun.heard(who, text, mention=to)
    begun.later(minutes=30)
    begun.waking().step()
    [first] = choose(begun)
    assert first != "Bob"
    begun.nudging().compose()
    begun.later(hours=4)
    assert choose(begun) == [first, "Bob"]


def test_nothing_is_let_go_while_the_one_that_was_to_follow_has_not_come(begun):
    """Its post is gone meanwhile; then another follows, as was said."""
    begun.waking().step()
    begun.later(hours=13)
    for who, text in (("alice", QUESTION), ("bob", OTHER_QUESTION)):
        begun.talked(who, 2)
        begun.heard(who, text)
    begun.later(minutes=30)
    begun.waking().step()
    assert len(choose(begun)) == 1
    begun.later(minutes=30)
    assert len(choose(begun)) == 2


def test_one_that_was_put_off_is_not_the_one_that_was_to_follow(begun):
    """It comes when the owner wanted it; of what happened meanwhile one is still brought, and no pile."""
    begun.nudged(begun.heard("carol", "Is there a way to dry a wet book that does not take the whole winter?"))
    begun.says("later 14h")
    begun.waking().step()
    begun.later(hours=13)
    for who, text in (("alice", QUESTION), ("bob", OTHER_QUESTION)):
        begun.talked(who, 2)
        begun.heard(who, text)
    begun.later(minutes=30)
    begun.waking().step()
    begun.later(minutes=40)
    begun.nudging().compose()
    assert len(set(choose(begun)) - {"Carol"}) == 1


def test_an_absence_of_the_day_before_yesterday_binds_no_choice(begun):
    """Whoever came back was told long ago."""
    begun.waking().step()
    begun.later(hours=13)
    begun.waking().step()
    begun.later(hours=24)
    for who, text in (("alice", QUESTION), ("bob", OTHER_QUESTION)):
        begun.talked(who, 2)
        begun.heard(who, text)
    assert len(choose(begun)) == 2


def test_several_nudges_without_an_answer_slow_the_pace_and_it_is_said_once(begun):
    """And once more after the owner was there, should it come to that again."""
    said = []
    for number in range(11):
        begun.nudged(begun.heard("alice", f"{QUESTION} {number}"))
        begun.later(days=1, minutes=1)
        if number == 5:
            said += [*begun.told(), *begun.says("hello")]
        choose(begun)
        said += begun.told()
    assert len([text for text in said if "so I write less" in text]) == 2


# --- what is held


def test_what_is_held_is_asked_about_once_more_with_a_delivery(begun):
    """Not before half an hour, and then never again."""
    row = begun.approved(begun.heard("alice"))
    begun.says("hmm, not sure about that")
    assert begun.state(row) is SuggestionState.AWAITING_OWNER
    begun.later(minutes=29)
    begun.says("more")
    choose(begun)
    assert not any("Held" in text for text in begun.told())
    begun.later(minutes=1)
    begun.says("more")
    choose(begun)
    assert len([text for text in begun.told() if text.startswith("Held: your answer to Alice")]) == 1
    begun.later(minutes=31)
    choose(begun)
    assert not any("Held" in text for text in begun.told())


def test_the_question_about_what_is_held_is_begun_by_the_bot(make):
    """So quiet hours bind it."""
    bench = make(deliver={"at": "as-they-come", "quiet": "23:00-07:00"})
    bench.greeted()
    bench.approved(bench.heard("alice"))
    bench.says("hmm, not sure about that")
    bench.until("2026-11-18", 22)
    bench.nudging().choose()
    bench.until("2026-11-18", 23)
    assert bench.told() == []
    bench.until("2026-11-19", 8)
    assert [text.startswith("Held") for text in bench.told()] == [True]


def test_words_that_were_only_shown_are_not_asked_about(begun):
    """Nothing reminds of itself."""
    begun.shown(begun.heard("alice"))
    begun.later(hours=1)
    choose(begun)
    assert begun.told() == []


# --- what the owner asks to see


def asked_to_look(bench, post):
    """The owner asks for a post by its address."""
    bench.says(f"look {post.link}")
    return bench.nudging()


def test_a_post_that_was_asked_for_is_brought(begun):
    """It takes no place of the day, and is looked at closer first."""
    post = begun.heard("alice")
    assert asked_to_look(begun, post).asked_for() is False
    assert whom(begun) == ["Alice"]
    assert [one.counts for one in past(begun)] == [False]
    assert begun.reader.times("thread") == 1
    assert begun.nudging().asked_for() is False
    assert whom(begun) == ["Alice"]


def test_an_old_post_that_was_asked_for_lasts_a_day(begun):
    """However old it is: the owner wants it."""
    post = begun.heard("alice")
    begun.later(hours=47)
    asked_to_look(begun, post).asked_for()
    assert begun.rows()[0].expires_at == begun.now + 24 * HOURS


def test_whoever_would_not_come_up_by_themselves_is_brought_when_asked_for(begun):
    """A friend's remark, or a stranger's."""
    begun.meets("carol", SOCIABLE, goal="get-to-know")
    post = begun.heard("carol", "A cup of tea.")
    asked_to_look(begun, post).asked_for()
    assert whom(begun) == ["Carol"]


def test_a_post_that_a_rule_leaves_alone_is_not_brought(begun):
    """It is said why."""
    begun.world.set_bio("alice", "#nobot please")
    asked_to_look(begun, begun.heard("alice")).asked_for()
    assert whom(begun) == []
    [said] = begun.told()
    assert said.startswith("I leave this one of Alice's alone: they wish for no bots near them")


def test_posts_that_were_asked_for_come_one_after_another(begun):
    """Each step says whether there are more."""
    for who in ("alice", "bob"):
        begun.says(f"look {begun.heard(who).link}")
    assert [begun.nudging().asked_for() for _ in range(3)] == [True, False, False]
    assert whom(begun) == ["Alice", "Bob"]


def test_a_post_that_was_asked_for_and_is_forgotten_meanwhile_is_let_go(begun):
    """Nobody waits for it."""
    post = begun.heard("alice")
    begun.says(f"look {post.link}")
    with begun.tx() as tx:
        posts.forget_account(tx, post.author.key)
    begun.nudging().asked_for()
    assert whom(begun) == []


# --- writing the nudge


def test_a_nudge_is_written_for_each_suggestion(bench):
    """One after another, each into the outbox, and each to be delivered."""
    rows = [bench.suggest(bench.heard("alice")), bench.suggest(bench.heard("bob", OTHER_QUESTION))]
    assert [bench.nudging().compose() for _ in range(3)] == [True, False, False]
    assert [bench.state(row) for row in rows] == [SuggestionState.DELIVERING] * 2
    texts = bench.told()
    assert [text.split()[0] for text in texts] == ["Alice", "Bob"]
    assert all(f"[{row.code}]" in text for row, text in zip(rows, texts, strict=True))
    assert bench.kinds() == [MessageKind.NUDGE] * 2
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_OWNER] * 2


def test_a_nudge_is_written_when_it_is_due(bench):
    """`later` means later."""
    bench.suggest(bench.heard("alice"), due_at=bench.now + HOURS)
    bench.nudging().compose()
    assert bench.told() == []
    bench.later(hours=1)
    bench.nudging().compose()
    assert len(bench.told()) == 1


def test_no_nudge_is_written_about_somebody_who_is_muted(bench):
    """It waits, and comes when that is over."""
    bench.suggest(bench.heard("alice"))
    bench.says("mute alice 2h")
    bench.nudging().compose()
    assert bench.told() == []
    bench.later(hours=2)
    bench.nudging().compose()
    assert len(bench.told()) == 1


def test_a_post_of_somebody_muted_that_is_asked_for_says_so(begun):
    """Nothing is brought behind the owner's word."""
    post = begun.heard("alice")
    begun.says("mute alice 3d")
    asked_to_look(begun, post).asked_for()
    assert begun.rows() == []
    assert begun.told()[0].startswith("Quiet about Alice until ")


def test_in_quiet_hours_no_nudge_is_written(make):
    """Nothing is begun; it comes in the morning."""
    bench = make(deliver={"at": "as-they-come", "quiet": "17:00-07:00"})
    row = bench.suggest(bench.heard("alice"))
    assert bench.nudging().compose() is False
    assert bench.state(row) is SuggestionState.AWAITING_DELIVERY
    assert bench.reader.times("fetch") == 0


def test_a_suggestion_of_a_network_that_is_not_read_waits(bench):
    """Its account was taken out of the file."""
    row = bench.suggest(bench.heard("alice"))
    job = bench.nudging()
    bench.readers.clear()
    assert job.compose() is False
    assert bench.state(row) is SuggestionState.AWAITING_DELIVERY


def test_a_network_that_fails_is_asked_again_in_five_minutes(bench):
    """The others come first."""
    bench.suggest(bench.heard("alice"))
    bench.reader.fetch = lambda _: 1 / 0
    with pytest.raises(ZeroDivisionError):
        bench.nudging().compose()
    bench.later(minutes=4, seconds=58)
    assert bench.nudging().compose() is False
    bench.later(seconds=2)
    with pytest.raises(ZeroDivisionError):
        bench.nudging().compose()


def test_the_post_is_shown_as_it_is_by_then(bench):
    """Its author may have changed it."""
    post = bench.heard("alice")
    row = bench.suggest(post)
    bench.world.edit("alice", post.uri, "Does anyone still scan letters?")
    bench.nudging().compose()
    assert "still scan letters?" in bench.told()[0]
    assert bench.row(row).version == bench.seen(post.uri).ref.version != row.version


def deleted(bench, uri):
    """The post is deleted."""
    bench.world.delete("alice", uri)


def closed(bench, uri):
    """Its author lets nobody answer any more."""
    bench.net.posts.close(uri)


def nobot(bench, _):
    """Its author wants to be left alone by bots."""
    bench.net.people.change(PEOPLE["alice"], flags=[AccountFlag.NOBOT])


@pytest.mark.parametrize("happens", [deleted, closed, nobot])
def test_what_changed_meanwhile_ends_a_suggestion_silently(bench, happens):
    """Nothing is said, and the words are not kept."""
    post = bench.heard("alice")
    row = bench.suggest(post)
    happens(bench, post.uri)
    bench.nudging().compose()
    assert bench.state(row) is SuggestionState.WITHDRAWN
    assert bench.told() == []
    with bench.tx() as tx:
        assert posts.get(tx, post.uri).post.text == ""


def test_a_suggestion_whose_post_is_not_stored_any_more_ends(bench):
    """It was forgotten."""
    post = bench.heard("alice")
    row = bench.suggest(post)
    with bench.tx() as tx:
        posts.forget_account(tx, post.author.key)
    bench.nudging().compose()
    assert bench.state(row) is SuggestionState.WITHDRAWN


def test_an_answer_of_the_owners_that_is_found_below_ends_it(bench):
    """Nobody had read it yet."""
    post = bench.heard("alice")
    row = bench.suggest(post)
    bench.world.post("owner", WORDS, reply_to=post.uri)
    bench.nudging().compose()
    assert bench.state(row) is SuggestionState.ANSWERED_ELSEWHERE
    assert bench.told() == []


def test_one_that_comes_again_lasts_a_day_from_then(bench):
    """`later` must not end before it came; another one keeps its time."""
    rows = [
        bench.suggest(bench.heard(who), returned=returned, expires_at=bench.now + HOURS)
        for who, returned in (("alice", True), ("bob", False))
    ]
    for _ in rows:
        bench.nudging().compose()
    assert [bench.row(row).expires_at - bench.now for row in rows] == [24 * HOURS, HOURS]


def test_where_a_message_can_carry_the_post_its_link_does_not_stand_in_it(make):
    """It hangs below; where its words may not be repeated it does not."""
    bench = make(customs=Customs(embeds=True))
    post, private = bench.heard("alice"), bench.heard("bob", OTHER_QUESTION, warning="birds")
    for one in (post, private):
        bench.suggest(one)
        bench.nudging().compose()
    shown, linked = bench.told()
    assert "The post is below." in shown
    assert post.link not in shown
    assert private.link in linked
    letters = bench.net.direct_messages.of(PEOPLE["owner"])
    assert [letter.about for letter in letters] == [post.uri, None]


def test_a_nudge_waits_for_the_end_of_quiet_hours(make):
    """The bot began it."""
    bench = make(deliver={"at": "as-they-come", "quiet": "19:00-07:00"})
    bench.suggest(bench.heard("alice"))
    bench.nudging().compose()
    bench.until("2026-11-18", 19)
    assert bench.told() == []
    bench.until("2026-11-19", 7)
    assert len(bench.told()) == 1


# --- with a draft


def with_draft(make, **drafts):
    """A bench on which a draft is asked for with each nudge."""
    return make(drafts={"when": "with-nudge", **drafts})


def composed(bench, **row):
    """A nudge, delivered, and the drafts that were asked for with it; what the owner is told."""
    bench.suggest(bench.heard("alice"), **row)
    bench.nudging().compose()
    texts = bench.told()
    bench.drafts().step()
    return [*texts, *bench.told()]


def test_a_draft_may_come_with_the_nudge(make):
    """As a second message: a nudge is never a preview."""
    texts = composed(with_draft(make))
    assert len(texts) == 2
    assert texts[1].startswith(("This would stand under your name", "A beginning, with a gap"))


def test_by_itself_no_draft_comes(bench):
    """Only when it is asked for."""
    assert len(composed(bench)) == 1


def test_with_a_small_step_no_draft_comes(make):
    """Words can wait."""
    assert len(composed(with_draft(make), kind=NudgeKind.STEP)) == 1


def test_where_drafts_are_off_none_comes(make):
    """Not even with the nudge."""
    assert len(composed(with_draft(make, by="off"))) == 1
