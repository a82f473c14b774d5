"""What was read comes into the store once: the post, its author, and what it means between the two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import cycle

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.decide.facts import PostFacts
from bot.domain import Interaction, InteractionKind, Mentioned, Notice, Visibility
from bot.knowledge import ingest
from bot.store import interactions, people, posts, seen
from tests.store.builders import DAY, NOW, OWNER, a_post, a_ref, an_account

OWNER_UID = "owner@home.example"
LENA = Mentioned(OWNER_UID, OWNER_UID, "Lena")
BOB = Mentioned("bob@books.example", "bob@books.example", "Bob")
ALICE = Mentioned("alice@books.example", "alice@books.example", "Alice")
KEY, BOBS = "memory:alice@books.example", "memory:bob@books.example"
MINE, THEIRS = a_ref(71), a_ref(72)
LATER = NOW + timedelta(hours=3)


def by_owner(text: str = "Under glass.", **differs):
    """Something that the owner said."""
    return replace(a_post(text, **differs), author=replace(an_account("owner"), uid=OWNER_UID))


def taken(tx, *found, now=NOW):
    """Take these in; how many were new."""
    return ingest.take_in(tx, found, OWNER, now)


def told(tx, kind, **what):
    """Somebody did this towards the owner."""
    return ingest.take_notice(tx, Notice("n1", kind, an_account(), NOW, **what), OWNER, NOW)


def ledger(tx, key=KEY):
    """What the two did, without the times."""
    return [(a.kind, a.by_owner, a.post_uri, a.subject_uri) for a in interactions.of(tx, [key])]


# --- posts


def test_a_post_is_new_once(store):
    """Read again it refreshes what is kept."""
    post = a_post()
    with store.begin() as tx:
        assert taken(tx, post) == 1
        assert taken(tx, replace(post, text="How do you keep letters?", likes=3), now=LATER) == 0
        held = posts.get(tx, post.uri)
    assert (held.post.text, held.post.likes) == ("How do you keep letters?", 3)
    assert PostFacts.from_json(held.facts).question
    assert (held.by_owner, held.to_owner, held.gone) == (False, False, False)


@pytest.mark.parametrize("many", [2, 40])
def test_a_page_takes_nine_statements_however_many_posts_are_on_it(store, many):
    """Its people are known; while it is stored, no answer of the owner's can be."""
    page = [a_post(by=by, created_at=NOW + number * DAY) for number, by in zip(range(many), cycle(["alice", "bob"]))]
    asked = []
    with store.begin() as tx:
        taken(tx, a_post(), a_post(by="bob"))
        event.listen(store._engine, "before_cursor_execute", lambda *args: asked.append(args[2].split()[0]))
        assert taken(tx, *page) == many
    assert asked == ["SAVEPOINT", *["SELECT"] * 4, "UPDATE", "INSERT", "INSERT", "RELEASE"]


def test_one_bad_post_takes_nothing_from_its_page(store):
    """The page is stored post by post, and the one is told of once."""
    page = [a_post(), replace(a_post(), links=7), a_post(by="bob")]
    with store.begin() as tx, capture_logs() as logs:
        assert taken(tx, *page) == 2
        assert [posts.get(tx, post.uri) is not None for post in page] == [True, False, True]
    assert [line["uri"] for line in logs] == [page[1].uri]


def test_it_is_known_by_whom(store):
    """Their account is met, and when they spoke last."""
    with store.begin() as tx:
        taken(tx, a_post())
        assert people.known(tx, KEY).account.name == "Alice"
        assert people.spoke(tx, KEY, NOW + DAY) == DAY


def test_the_silence_before_a_post_is_kept(store):
    """From the post before it; a post that came late or twice breaks none."""
    first, second, late = (a_post(created_at=NOW + days * DAY) for days in (0, 40, 20))
    with store.begin() as tx:
        taken(tx, first)
        taken(tx, second)
        taken(tx, second)
        taken(tx, late)
        silences = [posts.get(tx, post.uri).silent_before for post in (first, second, late)]
    assert silences == [None, 40 * DAY, None]


def test_private_messages_are_left_out_whole(store):
    """Nothing of them is kept, nor their author."""
    with store.begin() as tx:
        assert taken(tx, a_post(visibility=Visibility.DIRECT)) == 0
        assert people.known(tx, KEY) is None


def test_whoever_was_forgotten_is_left_out(store):
    """However often they are read."""
    with store.begin() as tx:
        seen.mark_forgotten(tx, KEY, NOW)
        assert taken(tx, a_post()) == 0
        assert people.known(tx, KEY) is None


def test_words_for_few_are_not_kept_and_their_facts_are(store):
    """They were computed before."""
    post = a_post(visibility=Visibility.FOLLOWERS)
    with store.begin() as tx:
        taken(tx, post)
        held = posts.get(tx, post.uri)
    assert held.post.text == ""
    assert PostFacts.from_json(held.facts).question


def test_one_bad_item_stops_itself_only(store):
    """What it wrote is taken back, and the rest of its page goes on."""
    bad, good = a_post(created_at=NOW.replace(tzinfo=None)), a_post(by="bob")
    with store.begin() as tx, capture_logs() as logs:
        assert taken(tx, bad, good) == 1
        assert posts.get(tx, bad.uri) is None
        assert people.known(tx, KEY) is None
    assert [(entry["event"], entry["uri"]) for entry in logs] == [("item_skipped", bad.uri)]


def test_trouble_of_the_file_stops_everything(store, monkeypatch):
    """It is no bad item."""

    def full(*_, **__):
        raise OperationalError("", {}, Exception("disk full"))

    monkeypatch.setattr(posts, "save_all", full)
    with pytest.raises(OperationalError), store._engine.begin() as tx:
        taken(tx, a_post())


# --- what it means


def test_an_answer_to_the_owner_is_one(store):
    """Under what it was said."""
    post = a_post(parent=MINE, parent_uid=OWNER_UID, mentions=(LENA,))
    with store.begin() as tx:
        taken(tx, post)
        assert ledger(tx) == [(InteractionKind.REPLY, False, post.uri, MINE.uri)]
        assert posts.get(tx, post.uri).to_owner


def test_naming_the_owner_is_a_mention(store):
    """Also in an answer to somebody else."""
    first, second = a_post(mentions=(LENA,)), a_post(mentions=(BOB, LENA), parent=THEIRS, parent_uid=BOB.uid)
    with store.begin() as tx:
        taken(tx, first, second)
        assert ledger(tx) == [(InteractionKind.MENTION, False, p.uri, None) for p in (first, second)]
        assert posts.get(tx, second.uri).to_owner


def test_what_is_said_to_others_is_nothing_between_the_two(store):
    """Nobody owes anything."""
    post = a_post(parent=THEIRS, parent_uid=BOB.uid, mentions=(BOB,))
    with store.begin() as tx:
        taken(tx, post)
        assert ledger(tx) == []
        assert not posts.get(tx, post.uri).to_owner


def test_an_answer_of_the_owners_is_one_to_its_author(store):
    """And to nobody who is merely named in front of it."""
    post = by_owner(parent=THEIRS, parent_uid="alice@books.example", mentions=(BOB,))
    with store.begin() as tx:
        taken(tx, post)
        assert ledger(tx) == [(InteractionKind.REPLY, True, post.uri, THEIRS.uri)]
        assert ledger(tx, "memory:bob@books.example") == []
        held = posts.get(tx, post.uri)
    assert (held.by_owner, held.to_owner) == (True, False)


def test_whom_the_owner_names_first_they_mention(store):
    """Nobody twice, and never themselves."""
    post = by_owner(mentions=(BOB, LENA))
    with store.begin() as tx:
        taken(tx, post)
        assert ledger(tx, "memory:bob@books.example") == [(InteractionKind.MENTION, True, post.uri, None)]
        assert ledger(tx, f"memory:{OWNER_UID}") == []


def test_what_is_said_to_somebody_forgotten_and_to_others_stays_with_the_others(store):
    """That it was said, and when. The words were said to the one who was forgotten, too, and are not kept."""
    both, alone = by_owner(mentions=(ALICE, BOB)), by_owner(mentions=(ALICE,))
    with store.begin() as tx:
        seen.mark_forgotten(tx, KEY, NOW)
        assert taken(tx, both, alone) == 0
        assert interactions.whole(tx) == {
            BOBS: (Interaction(InteractionKind.MENTION, True, BOBS, NOW, both.uri, None),),
        }
        assert posts.own(tx) == ()
        assert KEY not in people.all_known(tx)


def test_forgetting_one_of_two_leaves_the_other_what_was_theirs(store):
    """The words that were said to both go with the one."""
    post = by_owner(mentions=(ALICE, BOB))
    with store.begin() as tx:
        taken(tx, post)
        posts.forget_account(tx, KEY)
        assert set(interactions.whole(tx)) == {BOBS}
        assert posts.get(tx, post.uri) is None


def test_the_owners_answers_to_themselves_are_none(store):
    """A thread of one's own."""
    with store.begin() as tx:
        taken(tx, by_owner(parent=MINE, parent_uid=OWNER_UID))
        assert interactions.whole(tx) == {}


def test_what_the_owner_passed_on_is_a_reshare(store):
    """Of its author's; what somebody else passed on is nothing of the owner's."""
    mine = replace(an_account("owner"), uid=OWNER_UID)
    first, second = a_post(reshared_by=mine), a_post(reshared_by=an_account("bob"))
    with store.begin() as tx:
        taken(tx, first, second)
        assert ledger(tx) == [(InteractionKind.RESHARE, True, None, first.uri)]


def test_an_answer_that_the_owner_passed_on_is_both(store):
    """Two acts of two people."""
    mine = replace(an_account("owner"), uid=OWNER_UID)
    post = a_post(parent=MINE, parent_uid=OWNER_UID, reshared_by=mine, seen_at=LATER)
    with store.begin() as tx:
        taken(tx, post)
        assert [kind for kind, *_ in ledger(tx)] == [InteractionKind.REPLY, InteractionKind.RESHARE]
        assert [act.at for act in interactions.of(tx, [KEY])] == [NOW, LATER]


# --- notices


def test_whoever_follows_is_known_since_when(store):
    """The first time counts."""
    with store.begin() as tx:
        assert told(tx, InteractionKind.FOLLOW) is False
        people.put_follower(tx, KEY, NOW + DAY)
        assert people.known(tx, KEY).follower_since == NOW
        assert ledger(tx) == [(InteractionKind.FOLLOW, False, None, None)]


def test_a_like_is_of_a_post(store):
    """Of the owner's."""
    with store.begin() as tx:
        told(tx, InteractionKind.LIKE, subject_uri=MINE.uri)
        assert ledger(tx) == [(InteractionKind.LIKE, False, None, MINE.uri)]
        assert people.known(tx, KEY).follower_since is None


def test_a_private_message_of_somebody_is_only_dated(store):
    """Each counts once, by the notice's id."""
    with store.begin() as tx:
        told(tx, InteractionKind.MESSAGE)
        told(tx, InteractionKind.MESSAGE)
        assert ledger(tx) == [(InteractionKind.MESSAGE, False, None, "n1")]


def test_a_notice_brings_its_post(store):
    """True when that was new."""
    post = a_post(mentions=(LENA,))
    with store.begin() as tx:
        assert told(tx, InteractionKind.MENTION, post=post) is True
        assert told(tx, InteractionKind.MENTION, post=post) is False
        assert posts.get(tx, post.uri).to_owner


def test_a_quotation_is_an_act_of_its_own(store):
    """With what it quotes."""
    post = a_post(quotes_uri=MINE.uri)
    with store.begin() as tx:
        assert told(tx, InteractionKind.QUOTE, post=post, subject_uri=MINE.uri)
        assert ledger(tx) == [(InteractionKind.QUOTE, False, post.uri, MINE.uri)]


def test_a_private_post_of_a_notice_is_left_out(store):
    """Its author is known, its words are not."""
    post = a_post(visibility=Visibility.DIRECT, mentions=(LENA,))
    with store.begin() as tx:
        assert told(tx, InteractionKind.QUOTE, post=post, subject_uri=MINE.uri) is False
        assert posts.get(tx, post.uri) is None
        assert ledger(tx) == []


@pytest.mark.parametrize("who", ["forgotten", "owner"])
def test_notices_about_the_forgotten_and_the_owner_are_left_out(store, who):
    """Nothing is stored."""
    account = an_account() if who == "forgotten" else replace(an_account("owner"), uid=OWNER_UID)
    with store.begin() as tx:
        seen.mark_forgotten(tx, KEY, NOW)
        notice = Notice("n1", InteractionKind.FOLLOW, account, NOW)
        assert ingest.take_notice(tx, notice, OWNER, NOW) is False
        assert people.all_known(tx) == {}
        assert interactions.whole(tx) == {}


def test_one_bad_notice_stops_itself_only(store):
    """It is logged by its id, and brings nothing."""
    bad = Notice("n9", InteractionKind.FOLLOW, an_account(), NOW.replace(tzinfo=None))
    with store.begin() as tx, capture_logs() as logs:
        assert ingest.take_notice(tx, bad, OWNER, NOW) is False
        assert people.all_known(tx) == {}
    assert [(entry["event"], entry["uri"]) for entry in logs] == [("item_skipped", "n9")]


def test_accounts_without_a_post_are_met(store):
    """But for those who were forgotten."""
    with store.begin() as tx:
        seen.mark_forgotten(tx, KEY, NOW)
        ingest.take_accounts(tx, [an_account(), an_account("bob")], NOW)
        assert set(people.all_known(tx)) == {"memory:bob@books.example"}


def test_acts_are_values(store):
    """What a post is between two people can be asked without storing it."""
    post = a_post(mentions=(LENA,))
    assert ingest.acts_of(post, OWNER) == (Interaction(InteractionKind.MENTION, False, KEY, NOW, post.uri, None),)
    assert ingest.is_to_owner(post, OWNER)
    assert not ingest.is_to_owner(a_post(), OWNER)
