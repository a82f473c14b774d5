"""The network in memory refuses, forgets, leaks and fails as real ones do."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import AccountFlag, Retract, Visibility
from bot.errors import LoginEnded, NotAllowed, PlatformError, Refused
from bot.platforms.memory.event_log import Moment
from bot.platforms.memory.faults import CARRIED_OUT, FAULTS, Request
from tests.platforms.memory.builders import (
    ALICE,
    BOB,
    BOT,
    CAROL,
    OWNER,
    a_message,
    a_reply,
    an_approval,
    nowhere,
    scene,
)

# --- exactly once, or not


def test_a_server_without_protection_posts_twice():
    """What the program must not rely on everywhere (MO-10)."""
    it = scene(repeat_harmless=None)
    approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
    first, second = it.publisher.publish(approval), it.publisher.publish(approval)
    assert first.ref.uri != second.ref.uri
    assert it.reader.limits.repeat_harmless is None


def test_a_key_is_forgotten_after_its_time():
    """A server that keeps keys for an hour posts again after two (MD-8)."""
    it = scene(repeat_harmless=timedelta(hours=1))
    approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
    it.publisher.publish(approval)
    it.clock.tick(timedelta(minutes=59))
    it.publisher.publish(approval)
    assert len(it.replies()) == 1
    it.clock.tick(timedelta(minutes=2))
    it.publisher.publish(approval)
    assert len(it.replies()) == 2


def test_a_repeat_of_a_deleted_reply_is_refused():
    """The key leads to a post that is gone; it does not come back (MD-8)."""
    it = scene()
    approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
    it.net.posts.delete(it.publisher.publish(approval).ref.uri)
    with pytest.raises(Refused):
        it.publisher.publish(approval)
    assert it.replies() == []


def test_eight_threads_with_one_approval_publish_once():
    """The lock holds: the key is looked up and kept in one step."""
    it = scene()
    approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
    start = threading.Barrier(8)
    uris = []

    def publish():
        start.wait()
        uris.append(it.world.publisher().publish(approval).ref.uri)

    threads = [threading.Thread(target=publish) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(it.replies()) == 1
    assert len(uris) == 8
    assert len(set(uris)) == 1


# --- refusals


def test_a_blocked_owner_cannot_reply():
    """Neither way."""
    for blocker, blocked in ((ALICE, OWNER), (OWNER, ALICE)):
        it = scene()
        approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
        it.net.people.block(blocker, blocked)
        with pytest.raises(Refused):
            it.publisher.publish(approval)


def test_closed_replies_are_closed_for_the_whole_thread():
    """Under the root and under its answers; whom the author named may answer."""
    it = scene()
    root = it.say(ALICE, f"@{BOB} and I, thinking aloud.", closed=True)
    answer = it.say(BOB, "I am allowed.", reply_to=root.uri)
    assert it.reader.fetch([answer.ref])[answer.uri].replies_closed
    with pytest.raises(Refused):
        it.publisher.publish(an_approval(it, a_reply(answer)))


def test_a_post_can_be_closed_later():
    """The author may close the replies after the owner has seen the post."""
    it = scene()
    post = it.say(ALICE, "Which glue?")
    assert not it.reader.fetch([post.ref])[post.uri].replies_closed
    it.net.posts.close(post.uri)
    assert it.reader.fetch([post.ref])[post.uri].replies_closed


def test_a_reply_to_nothing_is_refused():
    """The post is gone, or never was."""
    it = scene()
    reply = a_reply(it.say(ALICE, "Which glue?"))
    with pytest.raises(Refused):
        it.publisher.publish(an_approval(it, replace(reply, target=nowhere())))


def test_somebody_elses_post_cannot_be_retracted():
    """Not even with an approval."""
    it = scene()
    post = it.say(ALICE, "Which glue?")
    with pytest.raises(Refused):
        it.publisher.publish(an_approval(it, Retract(post.ref)))
    assert it.home() == ["Which glue?"]


@pytest.mark.parametrize("idempotency", ["", "not json", "{}", "[]", '{"key": "a1", "digest": "another"}'])
def test_an_approval_needs_the_seal_of_this_network(idempotency):
    """Anything else is not allowed, and nothing is written."""
    it = scene()
    approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
    with pytest.raises(NotAllowed):
        it.publisher.publish(replace(approval, idempotency=idempotency))
    assert it.replies() == []


def test_a_message_needs_an_owner_who_follows_the_bot():
    """Otherwise it would end among the filtered ones (MN-6, BD-3)."""
    it = scene()
    it.net.people.unfollow(OWNER, BOT)
    with pytest.raises(Refused):
        it.messenger.send(a_message("Alice asked."))
    assert [problem.what for problem in it.messenger.check()] == ["the owner does not follow it"]


def test_a_message_that_is_too_long_is_refused():
    """At the limit it passes."""
    it = scene(message_characters=20)
    it.messenger.send(a_message("x" * 20))
    with pytest.raises(Refused):
        it.messenger.send(a_message("x" * 21))


def test_a_private_message_is_no_post():
    """Posts with visibility `direct` do not exist here; letters do."""
    it = scene()
    with pytest.raises(Refused):
        it.say(ALICE, "between us", visibility=Visibility.DIRECT)


# --- the mention leak


def test_a_named_person_receives_a_private_message():
    """The leak that the guard is for (MD-1): as soon as nothing stops the text, it is delivered."""
    it = scene()
    it.net.direct_messages.write(BOT, f"Reply to @{ALICE}?", to=(OWNER,))
    assert len(it.world.inbox("alice")) == 1


def test_a_network_without_the_leak_delivers_to_the_owner_alone():
    """As on Bluesky."""
    it = scene(mentions_reach=False)
    it.net.direct_messages.write(BOT, f"Reply to @{ALICE}?", to=(OWNER,))
    assert it.world.inbox("alice") == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"@{ALICE}", [ALICE]),
        (f"ask @{ALICE}, or (@{BOB}).", [ALICE, BOB]),
        (f"`@{ALICE}` and \u2060@{BOB}", [ALICE, BOB]),
        (f"@{ALICE.upper()}", [ALICE]),
        (f"@\u2060{ALICE}", []),
        (f"@ {ALICE} \uff20{BOB}", []),
        (f"https://home.example/@{ALICE}/1145270", []),
        (ALICE, []),
        ("mail to alice@books.example or @nobody@books.example", []),
        ("@owner, short for a neighbour on the same server", [OWNER]),
    ],
)
def test_whom_a_text_names(text, named):
    """As the strictest of the real servers reads it (MD-2, MD-2a)."""
    it = scene()
    assert tuple(named) == it.net.people.named_in(text, near=OWNER)


# --- time


def test_the_networks_time_never_runs_backwards():
    """A machine's clock may jump; what happens next still comes after what happened before."""
    it = scene()
    mark = it.messenger.answers("").mark
    before = it.net.now()
    it.clock.time -= timedelta(hours=3)
    it.world.message("owner", "send")
    assert it.net.now() == before
    assert [answer.text for answer in it.messenger.answers(mark).items] == ["send"]


def test_what_lies_ahead_is_seen_by_nobody_yet():
    """A post of tomorrow is not in the feed, not counted, not found; tomorrow it is."""
    it = scene()
    question = it.say(ALICE, "Which glue?")
    later = it.clock.time + timedelta(hours=20)
    answer = it.say(BOB, "Wheat starch.", reply_to=question.uri, at=later)
    it.net.posts.like(BOB, question.uri, at=later)
    assert it.home() == ["Which glue?"]
    assert (it.reader.fetch([question.ref])[question.uri].replies, it.net.views.count(BOB)) == (0, 0)
    assert it.reader.fetch([answer.ref]) == {}
    it.clock.tick(timedelta(hours=21))
    assert it.home() == ["Which glue?", "Wheat starch."]
    seen = it.reader.fetch([question.ref])[question.uri]
    assert (seen.replies, seen.likes) == (1, 1)


def test_a_mark_goes_on_past_what_was_ahead():
    """Something said earlier for a later time comes when its time has come, once."""
    it = scene()
    it.say(ALICE, "Now.")
    it.say(BOB, "In an hour.", at=it.clock.time + timedelta(hours=1))
    floor = it.clock.time - timedelta(days=1)
    mark = it.reader.new_posts("", seen=lambda _: (), floor=floor).mark
    it.clock.tick(timedelta(minutes=90))
    it.say(ALICE, "In ninety minutes.")
    batch = it.reader.new_posts(mark, seen=lambda _: (), floor=floor)
    assert [post.text for post in batch.items] == ["In an hour.", "In ninety minutes."]


def test_a_late_post_stands_behind_the_mark():
    """As on real servers (MT-3): the poll does not get it, looking again does."""
    it = scene()
    it.say(BOB, "On time.")
    floor = it.clock.time - timedelta(days=1)
    mark = it.reader.new_posts("", seen=lambda _: (), floor=floor).mark
    it.say(ALICE, "Late.", created_at=it.clock.time - timedelta(hours=2))
    assert it.reader.new_posts(mark, seen=lambda _: (), floor=floor).items == ()
    recent = it.reader.recent_posts(since=it.clock.time - timedelta(hours=6))
    assert [post.text for post in recent.items] == ["Late.", "On time."]


def test_marks_are_text_that_can_be_read_back():
    """They live in the database between two starts."""
    it = scene()
    here = it.net.event_log.here()
    assert here == Moment.of(here.mark)


def test_a_feed_that_ran_over_says_so():
    """More than twenty pages since the mark: the newest are kept, and the gap is told."""
    it = scene()
    floor = it.clock.time - timedelta(days=1)
    mark = it.reader.new_posts("", seen=lambda _: (), floor=floor).mark
    for number in range(805):
        it.net.posts.say(ALICE, f"{number}")
    batch = it.reader.new_posts(mark, seen=lambda _: (), floor=floor)
    assert (len(batch.items), batch.items[-1].text, batch.gap) == (800, "804", True)


# --- who sees what


def test_home_hides_answers_to_strangers():
    """So that everybody looks like a broadcaster there (MT-7); their own page shows them."""
    it = scene()
    stranger = it.say(CAROL, "Buy my book.")
    it.say(ALICE, "I did.", reply_to=stranger.uri)
    assert it.home() == []
    assert [post.text for post in it.net.views.by(ALICE, OWNER)] == ["I did."]


def test_muted_people_are_not_at_home():
    """Neither their posts nor what they pass on; the ties say it."""
    it = scene()
    post = it.say(BOB, "The tide was late.")
    it.net.posts.reshare(ALICE, it.say(CAROL, "Buy my book.").uri)
    it.net.people.mute(OWNER, ALICE)
    assert [post.text] == it.home()
    it.net.people.mute(OWNER, BOB)
    assert it.home() == []
    assert it.net.people.relationship(OWNER, BOB).muting
    it.net.people.unmute(OWNER, BOB)
    assert it.home() == ["The tide was late."]


def test_a_hidden_word_marks_a_post():
    """The owner's own filter fits; it is for the owner alone."""
    it = scene()
    it.net.views.hide_word(OWNER, "Glue")
    post = it.say(ALICE, "Which glue?")
    assert it.net.views.post(post.uri, OWNER).filtered
    assert not it.net.views.post(post.uri, BOB).filtered


def test_followers_only_posts_are_for_followers_and_those_named():
    """A stranger does not see them; somebody named does."""
    it = scene()
    post = it.say(ALICE, f"@{CAROL} between friends", visibility=Visibility.FOLLOWERS)
    seen = {who: it.net.views.post(post.uri, who) is not None for who in (OWNER, BOB, CAROL)}
    assert seen == {OWNER: True, BOB: False, CAROL: True}


def test_a_post_carries_what_stands_in_its_words():
    """Links without the full stop after them, hashtags, and the people named."""
    it = scene()
    post = it.say(ALICE, f"See https://books.example/a?b=c#d. #OldLetters with @{BOB}, 3 #1s")
    assert [link.url for link in post.links] == ["https://books.example/a?b=c#d"]
    assert (post.hashtags, [named.uid for named in post.mentions]) == (("OldLetters", "1s"), [BOB])


def test_a_quoted_post_is_shown_if_it_may_be():
    """And its author is told of the quotation."""
    it = scene()
    mine = it.say(OWNER, "I scan with the lid up.")
    post = it.say(ALICE, "This.", quotes_uri=mine.uri)
    assert it.reader.fetch([post.ref])[post.uri].quoted == "I scan with the lid up."
    (notice,) = (
        notice
        for notice in it.reader.notices("", floor=it.clock.time - timedelta(hours=1)).items
        if notice.post is not None
    )
    assert ("quote", mine.uri) == (notice.kind, notice.subject_uri)


def test_an_answer_without_the_name_makes_no_notice():
    """Where addresses are needed, the owner is not told (MN-2); elsewhere they are (BN-1)."""
    told = {}
    for addresses in (True, False):
        it = scene(addresses=addresses)
        mine = it.say(OWNER, "I scan with the lid up.")
        it.say(ALICE, "How?", reply_to=mine.uri)
        told[addresses] = [notice.text for notice in it.world.told("owner")]
    assert told == {True: [], False: ["How?"]}


def test_an_account_that_left_is_missing():
    """With its posts; whoever asks for it by name gets None."""
    it = scene()
    post = it.say(ALICE, "Which glue?")
    account = it.reader.find_account(ALICE)
    it.net.people.leave(ALICE)
    assert it.reader.find_account(ALICE) is None
    assert it.reader.profiles([account]) == {}
    assert it.reader.fetch([post.ref]) == {}


def test_a_profile_changes_and_counts():
    """Counts are what it had before plus what happened here; flags are what it says."""
    it = scene()
    it.net.people.change(ALICE, followers=100, posts=7, flags=[AccountFlag.LOCKED])
    it.say(ALICE, "Which glue?")
    account = it.reader.find_account(ALICE)
    assert (account.followers, account.posts, account.flags) == (101, 8, {AccountFlag.LOCKED})


# --- what goes wrong


def test_a_login_that_ended_stops_its_role_only():
    """The owner's reader and publisher stop, the bot goes on; after a new login all work."""
    it = scene()
    it.net.people.end_login(OWNER)
    with pytest.raises(LoginEnded):
        it.home()
    with pytest.raises(LoginEnded):
        it.publisher.look(an_approval(it, Retract(nowhere())), since=it.clock.time)
    assert len(it.reader.check()) == 1
    it.messenger.send(a_message("Your login has ended."))
    it.net.people.log_in(OWNER)
    assert it.home() == []


def test_faults_hit_the_kind_of_request_that_they_are_for():
    """One after another, each once."""
    it = scene()
    approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
    it.net.faults.add("500", Request.MESSAGE)
    it.net.faults.add("429", Request.READ)
    it.publisher.publish(approval)
    with pytest.raises(PlatformError):
        it.messenger.send(a_message("Alice asked."))
    with pytest.raises(PlatformError):
        it.home()
    it.messenger.send(a_message("Alice asked."))
    assert it.home()


@pytest.mark.parametrize("how", sorted(FAULTS))
def test_only_a_lost_answer_was_carried_out(how):
    """A page from in between hides as much; all other faults leave nothing behind."""
    it = scene()
    approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
    it.net.faults.add(how)
    with pytest.raises(PlatformError):
        it.publisher.publish(approval)
    assert len(it.replies()) == (1 if how in CARRIED_OUT else 0)


def test_an_unknown_fault_is_a_mistake_of_the_test():
    """Nothing is silently not tested."""
    with pytest.raises(ValueError, match="unknown fault"):
        scene().net.faults.add("earthquake")


def test_a_message_whose_answer_was_lost_is_found():
    """It stands once; looking tells."""
    it = scene()
    since = it.clock.time
    it.net.faults.add("after", Request.MESSAGE)
    with pytest.raises(PlatformError):
        it.messenger.send(a_message("Alice asked."))
    assert it.messenger.find_sent(a_message("Alice asked."), since=since) is not None
    assert len(it.world.inbox("owner")) == 1


# --- answers


def test_only_reactions_to_the_bots_messages_are_answers():
    """The owner's reaction to their own message means nothing."""
    it = scene()
    mark = it.messenger.answers("").mark
    own = it.world.message("owner", "help")
    it.world.react(own, "👍")
    assert [answer.reaction for answer in it.messenger.answers(mark).items] == [None]


def test_the_bots_own_name_in_front_is_taken_off():
    """In full, in short, several times; the words behind stay as they are."""
    it = scene()
    mark = it.messenger.answers("").mark
    it.net.direct_messages.write(OWNER, f"@{BOT} @nudge@bots.example  send @{BOT}", to=(BOT,))
    (answer,) = it.messenger.answers(mark).items
    assert answer.text == f"send @{BOT}"


def test_a_message_between_others_is_none_of_the_bots_business():
    """It is not even seen."""
    it = scene()
    mark = it.messenger.answers("").mark
    it.net.direct_messages.write(ALICE, "send", to=(OWNER,))
    assert it.messenger.answers(mark).items == ()


# --- listening


def test_listeners_hear_what_is_said_from_then_on():
    """Also what they say themselves; the sandbox lets people answer the owner with it."""
    it = scene()
    heard = []
    it.say(ALICE, "Before.")
    it.net.posts.listen(lambda post: heard.append(post.text))
    it.say(ALICE, "After.")
    assert heard == ["After."]
