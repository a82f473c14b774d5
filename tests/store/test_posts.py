"""Posts as they are kept, and the ledger of what people did."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from sqlalchemy import text

from bot.decide.facts import PostFacts
from bot.domain import Account, Interaction, InteractionKind, Network, PostRef, Talk, Visibility
from bot.store import interactions, people, posts, seen
from bot.store.posts import StoredPost
from bot.store.serialization import dump, dump_short
from tests.store.builders import DAY, NOW, a_post, a_ref, an_account, kept

ALICE, BOB = "memory:alice@books.example", "memory:bob@books.example"
SECOND = timedelta(seconds=1)


def save(tx, post, *, by_owner=False, to_owner=False, facts="{}", now=NOW):
    """Store a post."""
    posts.save(tx, post, facts=facts, by_owner=by_owner, to_owner=to_owner, now=now)


def test_a_post_is_kept_with_what_is_known(store):
    """Nothing is found out about it yet."""
    post = a_post(likes=3)
    with store.begin() as tx:
        save(tx, post, facts='{"question": true}')
        held = posts.get(tx, post.uri)
        assert posts.get(tx, "elsewhere") is None
    assert held == StoredPost(post, '{"question": true}', None, None, None, False, False, False)


def test_read_again_a_post_is_refreshed(store):
    """Its words and facts; what was found out about it stays, and that it was said to the owner."""
    post = a_post()
    with store.begin() as tx:
        save(tx, post, to_owner=True)
        posts.put_talk(tx, post.uri, Talk(replies=2), NOW)
        posts.put_silence(tx, post.uri, DAY)
        posts.gone(tx, post.uri)
        save(tx, replace(post, text="Other."), facts='{"joke": true}')
        held = posts.get(tx, post.uri)
    assert (held.post.text, held.facts, held.gone) == ("Other.", '{"joke": true}', False)
    assert (held.talk, held.talk_at, held.silent_before, held.to_owner) == (Talk(replies=2), NOW, DAY, True)
    with store.begin() as tx:
        other = kept(tx, a_post())
        save(tx, other, to_owner=True)
        assert posts.get(tx, other.uri).to_owner


def test_words_for_few_are_kept_of_nobody_but_the_owner(store):
    """And nothing that repeats them."""
    private = {"visibility": Visibility.FOLLOWERS, "warning": "w", "media": ("m",), "hashtags": ("h",), "quoted": "q"}
    theirs, own = a_post("secret", **private), a_post("mine", by="lena", visibility=Visibility.FOLLOWERS)
    with store.begin() as tx:
        save(tx, theirs)
        save(tx, own, by_owner=True)
        held = posts.get(tx, theirs.uri).post
        assert (held.text, held.warning, held.links, held.media, held.hashtags, held.quoted) == ("", "", (), (), (), "")
        assert held.visibility is Visibility.FOLLOWERS
        assert posts.get(tx, own.uri).post.text == "mine"


def test_a_post_without_facts_has_none(store):
    """An older version stored none."""
    with store.begin() as tx:
        post = kept(tx, a_post())
        tx.execute(posts.posts.update().values(facts=None))
        assert PostFacts.from_json(posts.get(tx, post.uri).facts) == PostFacts()


# --- lists


def test_what_may_still_be_suggested_is_young_and_somebody_elses(store):
    """Or was said to the owner lately; the oldest first."""
    with store.begin() as tx:
        young, edge, old, mine, own, gone = (
            kept(tx, a_post(created_at=NOW - age), by_owner=by_owner, to_owner=to_owner)
            for age, by_owner, to_owner in (
                (DAY, False, False), (2 * DAY, False, False), (2 * DAY + SECOND, False, False),
                (3 * DAY, False, True), (DAY, True, False), (DAY, False, False),
            )
        )  # fmt: skip
        posts.gone(tx, gone.uri)
        found = tuple(posts.since(tx, NOW - 2 * DAY, to_owner_since=NOW - 3 * DAY))
        assert [held.post.uri for held in found] == [mine.uri, edge.uri, young.uri]
        assert {old.uri, own.uri}.isdisjoint(held.post.uri for held in found)


def test_at_a_glance_the_same_are_seen(store):
    """In the same order, without their words."""
    ends = {"at": NOW - 2 * DAY, "to_owner_since": NOW - 3 * DAY}
    with store.begin() as tx:
        for age, to_owner in ((DAY, False), (3 * DAY, True), (4 * DAY, True)):
            save(tx, a_post(created_at=NOW - age, seen_at=NOW - age), to_owner=to_owner, facts='{"joke": true}')
        glances = posts.glances_since(tx, **ends)
        assert list(glances) == [held.glance for held in posts.since(tx, **ends)]
        assert [(glance.account, glance.seen_at) for glance in glances] == [(ALICE, NOW - 3 * DAY), (ALICE, NOW - DAY)]
        assert {glance.facts for glance in glances} == {'{"joke": true}'}


def test_the_owners_own_and_everybody_elses_are_read_apart(store):
    """The newest first, and no more than wanted."""
    with store.begin() as tx:
        own = [kept(tx, a_post(by="lena", created_at=NOW + n * SECOND), by_owner=True) for n in range(3)]
        others = [kept(tx, a_post(created_at=NOW + n * SECOND)) for n in range(3)]
        assert [held.post for held in posts.own(tx, limit=2)] == own[:0:-1]
        assert list(posts.of_others(tx, limit=2)) == others[:0:-1]


def test_what_stands_above_a_post_comes_from_the_top(store):
    """As far as it is stored, ten at most."""
    chain = [a_post("0")]
    for number in range(1, 13):
        chain.append(a_post(str(number), parent=chain[-1].ref))
    with store.begin() as tx:
        for post in chain:
            kept(tx, post)
        assert [post.text for post in posts.above(tx, chain[3].uri)] == ["0", "1", "2"]
        assert [post.text for post in posts.above(tx, chain[12].uri)] == [str(n) for n in range(2, 12)]
        tx.execute(posts.posts.delete().where(posts.posts.c.uri == chain[1].uri))
        assert [post.text for post in posts.above(tx, chain[3].uri)] == ["2"]
        assert posts.above(tx, "elsewhere") == ()


def test_what_the_owner_has_answered_is_known(store, monkeypatch):
    """In any app, of however many; what others answered is not the owner's."""
    monkeypatch.setattr(posts, "ASKED_AT_ONCE", 1)
    with store.begin() as tx:
        first, second = kept(tx, a_post()), kept(tx, a_post())
        kept(tx, a_post(by="lena", parent=first.ref), by_owner=True)
        kept(tx, a_post(by="bob", parent=second.ref))
        kept(tx, a_post(by="lena"), by_owner=True)
        assert posts.answered_of(tx, [first.uri, second.uri]) == {first.uri}
        assert posts.answered_of(tx, [second.uri]) == posts.answered_of(tx, []) == frozenset()


def test_old_posts_go_at_the_moment_that_was_named(store):
    """Not those of that very moment."""
    with store.begin() as tx:
        kept(tx, a_post(created_at=NOW - SECOND))
        at = kept(tx, a_post(created_at=NOW))
        assert posts.drop_old(tx, NOW) == 1
        assert posts.get(tx, at.uri) is not None


def test_whoever_is_forgotten_leaves_nothing_behind(store):
    """Their posts and acts; those of others stay."""
    with store.begin() as tx:
        for who in ("alice", "alice", "bob"):
            kept(tx, a_post(by=who))
        interactions.note(tx, [an_act(ALICE), an_act(BOB)])
        assert posts.forget_account(tx, ALICE) == 2
        assert len(posts.of_others(tx)) == 1
        assert set(interactions.whole(tx)) == {BOB}


def test_what_is_gone_of_nobody_is_no_trouble(store):
    """It was dropped before."""
    with store.begin() as tx:
        posts.gone(tx, "elsewhere")


# --- the ledger


def an_act(account=ALICE, at=NOW, kind=InteractionKind.REPLY, *, by_owner=False, post="p", subject="s"):
    """What somebody did."""
    return Interaction(kind, by_owner, account, at, post, subject)


def test_acts_are_read_as_they_were_noted(store):
    """Oldest first, of these accounts, since then."""
    first, second, other = an_act(at=NOW), an_act(at=NOW + DAY, post=None, subject=None), an_act(BOB, NOW + 2 * DAY)
    with store.begin() as tx:
        assert interactions.note(tx, [second, other, first]) == 3
        assert interactions.of(tx, [ALICE]) == (first, second)
        assert interactions.of(tx, [ALICE, BOB]) == (first, second, other)
        assert interactions.of(tx, [ALICE], after=NOW + DAY) == (second,)
        assert (
            interactions.whole(tx)
            == interactions.by_account(tx, [ALICE, BOB])
            == {ALICE: (first, second), BOB: (other,)}
        )
        assert interactions.by_account(tx, [BOB]) == {BOB: (other,)}
        assert interactions.whole(tx, after=NOW + DAY) == {ALICE: (second,), BOB: (other,)}


def test_another_act_is_another_one(store):
    """By its kind, its side, its account, its post and its subject; not by its time."""
    acts = [
        an_act(), an_act(kind=InteractionKind.LIKE), an_act(by_owner=True), an_act(BOB), an_act(post="q"),
        an_act(subject="t"), an_act(at=NOW + DAY),
    ]  # fmt: skip
    with store.begin() as tx:
        assert [interactions.note(tx, [act]) for act in acts] == [1, 1, 1, 1, 1, 1, 0]


def test_acts_with_the_forgotten_are_none(store):
    """The others are noted."""
    with store.begin() as tx:
        seen.mark_forgotten(tx, ALICE, NOW)
        assert interactions.note(tx, [an_act(), an_act(BOB)]) == 1
        assert set(interactions.whole(tx)) == {BOB}


def test_a_post_names_its_place(store):
    """Where it was said and what it answers can be asked of the table."""
    parent = a_ref()
    with store.begin() as tx:
        post = kept(tx, a_post(parent=parent, created_at=NOW - DAY, seen_at=NOW))
        row = tx.execute(posts.posts.select()).mappings().one()
    assert (row["account"], row["network"], row["parent_uri"], row["created_at"], row["seen_at"]) == (
        ALICE, post.network, parent.uri, NOW - DAY, NOW,
    )  # fmt: skip


def test_a_post_is_kept_without_what_goes_without_saying(store):
    """A year of them is most of the file: neither defaults nor its author's profile stand in each, and nothing is lost by it."""
    author = replace(an_account(), bio="Letters, tide pools. " * 20, followers=321, posts=9)
    post = replace(a_post(), author=author, replies=3)
    with store.begin() as tx:
        kept(tx, post)
        held, written = posts.get(tx, post.uri), tx.execute(text("SELECT post FROM posts")).scalar_one()
        assert held.post == replace(post, author=replace(author, bio="", posts=None))
        assert people.known(tx, author.key).account == author
    assert json.loads(written) == {
        "ref": {"local_id": post.ref.local_id, "version": "v1"},
        "author": {"local_id": "alice", "name": "Alice", "followers": 321},
        "text": post.text,
        "link": "",
        "replies": 3,
    }


URI = "at://did:plc:alice/app.bsky.feed.post/3k"
ALIKE = PostRef(Network("bluesky"), URI, URI, "cid")
DID = Account(Network("bluesky"), "did:plc:alice", "did:plc:alice", "alice.example", "Alice")
SPELT = Account(Network("memory"), "alice@books.example", "", "Alice@books.example", "")
LISBON = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    "post",
    [
        a_post(ref=ALIKE, author=DID, link=URI),
        a_post(ref=ALIKE, author=DID, link="https://bsky.app/profile/alice.example/post/3k"),
        a_post(author=SPELT, created_at=NOW.astimezone(LISBON), seen_at=NOW + SECOND / 7),
        a_post(author=DID),
        a_post("", ref=PostRef(Network("memory"), "", "", "")),
        a_post(parent=ALIKE, root=ALIKE, reshared_by=DID, quotes_uri=URI, parent_uid=DID.uid),
    ],
)
def test_what_the_columns_say_is_not_said_twice_and_not_lost(store, post):
    """Where a part of it is the same as another, where it is empty, and where its author is of another network than itself."""
    with store.begin() as tx:
        save(tx, post)
        assert posts.get(tx, post.uri).post == post
        assert list(posts.of_others(tx)) == [post]
        posts.gone(tx, post.uri)
        assert posts.get(tx, post.uri).post == posts.without_words(post)


@pytest.mark.parametrize("written", [dump, dump_short])
def test_a_row_of_before_says_everything_in_its_json(store, written):
    """It is read as it was written, also where its columns were kept from an earlier reading."""
    post = a_post(ref=ALIKE, author=DID, link=URI)
    earlier = replace(post, author=replace(DID, uid="did:plc:other"), created_at=NOW - DAY, seen_at=NOW - DAY)
    with store.begin() as tx:
        save(tx, earlier)
        tx.execute(posts.posts.update().values(post=written(post)))
        assert posts.get(tx, post.uri).post == post
        posts.gone(tx, post.uri)
        assert posts.get(tx, post.uri).post == posts.without_words(post)


def test_read_again_the_columns_say_what_is_said_now(store):
    """A post that came late by one way, and at once by another."""
    post = a_post()
    later = replace(post, seen_at=NOW + DAY, created_at=NOW - DAY, author=an_account("bob"))
    with store.begin() as tx:
        save(tx, post)
        save(tx, later)
        assert posts.get(tx, post.uri).post == later
        assert posts.count_of(tx, BOB) == 1
