"""What became of an approved reply is stored and said together: it stands, it does not, or nobody knows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import MessageKind, Published, SuggestionEvent, SuggestionState
from bot.jobs.publish import outcomes
from bot.jobs.publish.recheck import Found
from bot.platforms.memory import Customs
from bot.store import answerable, approvals, drafts, messages, ownership, posts, suggestions
from bot.store.schema import owner_accounts
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import QUESTION, WORDS

NOW_READS = "Does anyone still scan letters?"


def again(bench, row):
    """The latest words, and the latest message that shows some to be approved."""
    with bench.tx() as tx:
        return drafts.latest(tx, row.id), answerable.newest_preview(tx, row.id)


def held_of(bench, row):
    """A suggestion as it stands, with its approval."""
    with bench.tx() as tx:
        return suggestions.get(tx, row.id), approvals.live(tx, row.id)


# --- shown again


def test_under_a_changed_post_the_words_are_shown_again(bench):
    """As new words with a code of their own, for the post as it is now; only a new consent sends them."""
    post = bench.heard("alice")
    row = bench.approved(post)
    bench.world.edit("alice", post.uri, NOW_READS)
    [said] = bench.goes_out()
    assert said.startswith("Not sent. Alice changed the post after I showed it to you.")
    assert NOW_READS in said
    assert said.endswith("send, or skip. [a1.2]")
    draft, preview = again(bench, row)
    assert (draft.number, draft.words, draft.by) == (2, WORDS, "owner")
    assert preview.act.target.version == bench.seen(post.uri).ref.version == bench.row(row).version
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)
    bench.says("send a1.2")
    bench.goes_out()
    assert len(bench.world.posts("owner")) == 1


def test_the_changed_words_are_stored(bench):
    """What the owner is told is what is known."""
    post = bench.heard("alice", QUESTION, mention=["owner"])
    bench.approved(post)
    bench.world.edit("alice", post.uri, NOW_READS)
    bench.goes_out()
    with bench.tx() as tx:
        held = posts.get(tx, post.uri)
    assert (held.post.text, held.to_owner, held.by_owner) == (NOW_READS, True, False)


def test_a_changed_post_that_is_warned_of_is_not_repeated(bench):
    """Its words hide behind a warning."""
    post = bench.heard("alice", warning="letters")
    bench.approved(post)
    bench.world.edit("alice", post.uri, NOW_READS)
    assert NOW_READS not in bench.goes_out()[0]


def test_a_talk_that_went_on_is_said_with_how_far(bench):
    """How many answers since, how many of these by the author, and where to look."""
    post = bench.heard("alice")
    row = bench.approved(post)
    bench.world.post("bob", "With the lid up.", reply_to=post.uri)
    bench.world.post("alice", "Thank you, Bob.", reply_to=post.uri)
    [said] = bench.goes_out()
    assert "the talk has gone on: two answers since, one of them by Alice." in said
    assert f"Look before you send: {post.link}" in said
    assert WORDS in said
    assert again(bench, row)[0].number == 2


def test_words_that_are_older_than_a_day_are_said_to_be_from_then(bench):
    """When they were shown."""
    bench.approved(bench.heard("alice"))
    bench.later(days=1, minutes=5)
    bench.hears()
    bench.publish().step()
    [said] = bench.told()
    assert said.startswith("These words are from yesterday. Look before you send:")


@pytest.mark.parametrize("only", [False, True])
def test_shown_again_it_goes_to_those_to_whom_it_went_before(bench, only):
    """`only` stays `only`."""
    post = bench.heard("alice", "What do you two think?", mention=["bob"], reply_to=bench.post("bob").uri)
    row = bench.shown(post)
    if only:
        bench.says(f"only {row.code}")
    bench.says(f"send a1.{2 if only else 1}")
    bench.world.edit("alice", post.uri, "@bob@coast.example and now?")
    bench.goes_out()
    addresses = [PEOPLE["alice"]] if only else [PEOPLE["alice"], PEOPLE["bob"]]
    assert list(again(bench, row)[1].act.addresses) == addresses


@pytest.mark.parametrize("age", ["edited", "old words"])
def test_words_that_are_shown_again_are_not_closed_unsaid(bench, age):
    """They can be approved for a day from then on, however little of its time the suggestion had left."""
    post = bench.heard("alice")
    row = bench.approved(post)
    with bench.tx() as tx:
        suggestions.change(tx, row.id, expires_at=bench.now)
    if age == "edited":
        bench.world.edit("alice", post.uri, NOW_READS)
    else:
        bench.later(days=1, minutes=5)
    bench.later(minutes=3)
    bench.hears()
    bench.publish().step()
    bench.closing().step()
    assert len(bench.told()) == 1
    assert bench.row(row).expires_at == bench.now + timedelta(days=1)
    bench.says("send a1.2")
    assert bench.holds(row)


def test_a_post_found_deleted_loses_its_words(bench):
    """Where it is merely closed they stay."""
    for who, close, text in (("alice", False, ""), ("bob", True, QUESTION)):
        post = bench.heard(who)
        bench.approved(post, f"{WORDS} For {who}, with more about the folds of letters.")
        if close:
            bench.net.posts.close(post.uri)
        else:
            bench.world.delete(who, post.uri)
        assert bench.goes_out()[0].startswith("Not sent. The post can no longer be answered")
        with bench.tx() as tx:
            assert posts.get(tx, post.uri).post.text == text


def test_what_was_still_to_be_said_about_it_is_not_said(bench):
    """It is over; a question that was queued before is dropped."""
    post = bench.heard("alice")
    row = bench.approved(post)
    bench.later(minutes=3)
    bench.hears()
    with bench.tx() as tx:
        messages.queue(tx, MessageKind.NOTICE, ["Something about Alice."], now=bench.world.now(), suggestion=row.id)
    bench.world.delete("alice", post.uri)
    bench.publish().step()
    assert [text.split(".")[0] for text in bench.told()] == ["Not sent"]


# --- whoever was quicker


@pytest.mark.parametrize("happens", [
    lambda tx, teller, row, held, now: outcomes.held(tx, teller, row, held, now, because="I ask again."),
    outcomes.copied_instead,
    outcomes.wanted_back,
    lambda tx, teller, row, held, now: outcomes.not_sent(tx, teller, row, held, held.approval.act, Found(None), now),
])  # fmt: skip
def test_what_was_moved_meanwhile_is_not_moved_again(bench, happens):
    """Whoever is second says nothing and changes nothing."""
    row, held = held_of(bench, bench.approved(bench.heard("alice")))
    bench.says("undo")
    teller = bench.teller
    with bench.tx() as tx:
        happens(tx, teller, row, held, bench.world.now())
    assert bench.told() == []
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


# --- where


@pytest.mark.parametrize(("known", "named"), [(True, "home.example"), (False, "Memory")])
def test_the_place_is_called_by_the_owners_own_server(make, known, named):
    """Or by the network, where that has no servers."""
    bench = make(customs=Customs(repeat_harmless=None))
    bench.approved(bench.heard("alice"))
    if not known:
        with bench.tx() as tx:
            tx.execute(owner_accounts.delete())
            assert ownership.verified(tx, bench.reader._role.network) is None
    bench.net.faults.add("refused")
    assert bench.goes_out()[0].startswith(f"Not sent. {named} did not take your answer to Alice")


# --- it stands


def test_the_receipt_says_where_it_stands(bench):
    """And is kept as one."""
    bench.published(bench.heard("alice"))
    assert bench.kinds()[-1] is MessageKind.RECEIPT


def test_where_a_message_can_carry_the_post_it_hangs_below(make):
    """Its link does not stand in the text."""
    bench = make(customs=Customs(embeds=True))
    bench.approved(bench.heard("alice"))
    assert bench.goes_out() == ["It is out, just below."]
    assert bench.net.direct_messages.of(PEOPLE["owner"])[-1].about == bench.world.posts("owner")[0].id


def test_a_reply_is_dated_by_the_network_or_else_by_us(bench):
    """Where it names no time."""
    row, held = held_of(bench, bench.approved(bench.heard("alice")))
    teller, now = bench.teller, bench.now + timedelta(hours=1)
    with bench.tx() as tx:
        suggestions.move(tx, row, SuggestionEvent.CLAIM, now=now)
        row = suggestions.get(tx, row.id)
        published = Published(held.approval.act.target, "https://home.example/1", None)
        outcomes.stands(tx, teller, row, held, held.approval.act, published, SuggestionEvent.CONFIRMED, now)
        assert approvals.publication(tx, row.id).published.at == now
