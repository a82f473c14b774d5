"""The contract of `Publisher`: the one approved act, exactly once, exactly as approved."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Retract, Visibility, digest
from bot.errors import NotAllowed, PlatformError, Refused
from tests.contract.platform_contract import MARGIN, approved, needs, post_of, reply_to

WORDS = "I scan with the lid up; the folds stay folds."


@pytest.fixture
def question(world, reader):
    """Alice's open question, as the owner sees it."""
    uri = world.post("alice", "Does anyone scan old letters at home?")
    world.settle()
    return post_of(world, reader, "alice", uri)


@pytest.fixture
def approval(world, reader, question):
    """The owner's approval of a reply to it."""
    return approved(world, reply_to(world, reader, question, WORDS))


# --- one reply, as approved


def test_an_approved_reply_stands_once_as_approved(world, publisher, question, approval):
    """Same words, under the right post, told to its author, and nothing else was written."""
    before = world.writes("owner")
    published = publisher.publish(approval)
    world.settle()
    (reply,) = world.posts("owner")
    assert (published.ref.uri, approval.act.text) == (reply.id, reply.text)
    assert question.uri == reply.parent
    assert [reply.id] == [told.id for told in world.told("alice")]
    assert before + 1 == world.writes("owner")
    assert published.link.startswith("http")


def test_a_reply_in_a_thread_has_its_root(world, reader, publisher):
    """Parent and root are different posts there (BP-3)."""
    root = world.post("alice", "Which glue?")
    middle = world.post("bob", "For what paper?", reply_to=root, mention=("alice",))
    world.settle()
    post = post_of(world, reader, "bob", middle)
    publisher.publish(approved(world, reply_to(world, reader, post, "For rag paper, wheat starch.")))
    world.settle()
    (reply,) = world.posts("owner")
    assert middle == reply.parent
    assert reply.root in (None, root)
    thread = world.reader().thread(post.ref)
    assert [reply.id] == [answer.uri for answer in thread.below]


HARD_WORDS = (
    "Two lines:\n\nthe second.",
    'if a < b & b > c, then "so"',
    "Ünïcödé, 漢字, 🏳️‍🌈 and e\u0301",
    "See https://example.com/a?b=c&d=e#f for the folds.",
    "1. first\n2. second\n* starred *",
)


def test_the_text_is_identical(world, reader, publisher, question):
    """What was previewed is what stands, whatever characters it has."""
    approvals = [approved(world, reply_to(world, reader, question, words)) for words in HARD_WORDS]
    for approval in approvals:
        publisher.publish(approval)
    world.settle()
    assert [approval.act.text for approval in approvals] == [reply.text for reply in world.posts("owner")]


def test_the_language_is_the_approved_one(world, reader, publisher, question):
    """Never a default of the client (BW-4, MF-9)."""
    publisher.publish(approved(world, reply_to(world, reader, question, "Mit offenem Deckel.", language="de")))
    world.settle()
    assert [reply.language for reply in world.posts("owner")] == ["de"]


@needs("private_visibility")
def test_the_visibility_is_the_approved_one(world, reader, publisher, question):
    """Not that of the post answered, not the account's default (MD-6)."""
    for visibility in (Visibility.UNLISTED, Visibility.FOLLOWERS):
        publisher.publish(approved(world, reply_to(world, reader, question, WORDS, visibility=visibility)))
    world.settle()
    assert [reply.visibility for reply in world.posts("owner")] == [Visibility.UNLISTED, Visibility.FOLLOWERS]


@needs("warnings")
def test_the_warning_is_the_approved_one(world, reader, publisher, question):
    """And it is not part of the text (MD-7)."""
    approval = approved(world, reply_to(world, reader, question, WORDS, warning="old letters"))
    publisher.publish(approval)
    world.settle()
    assert [("old letters", approval.act.text)] == [(reply.warning, reply.text) for reply in world.posts("owner")]


def test_the_same_words_may_be_approved_twice_for_two_posts(world, reader, publisher, question):
    """An approval is for one post; two approvals are two replies."""
    other = world.post("bob", "And who scans maps?")
    world.settle()
    second = post_of(world, reader, "bob", other)
    for post in (question, second):
        publisher.publish(approved(world, reply_to(world, reader, post, WORDS)))
    world.settle()
    assert {question.uri, second.uri} == {reply.parent for reply in world.posts("owner")}


# --- exactly once


@needs("idempotent")
def test_a_repeat_gives_the_same_reply(world, publisher, approval):
    """By the same client or by a fresh one: one reply."""
    first = publisher.publish(approval)
    world.settle()
    assert first.ref.uri == publisher.publish(approval).ref.uri
    assert first.ref.uri == world.publisher().publish(approval).ref.uri
    world.settle()
    assert len(world.posts("owner")) == 1


@needs("faults")
def test_a_lost_answer_is_found_by_looking(world, publisher, approval):
    """It may have been done, so we are told that nobody knows; looking tells."""
    since = world.now() - timedelta(seconds=30)
    world.break_next_write("after")
    with pytest.raises(PlatformError) as failure:
        publisher.publish(approval)
    world.settle()
    assert failure.value.outcome_unknown
    found = world.publisher().look(approval, since=since)
    assert found is not None
    assert [found.ref.uri] == [reply.id for reply in world.posts("owner")]


@needs("faults", "idempotent")
def test_a_repeat_after_a_lost_answer_gives_one(world, publisher, approval):
    """The same sealed request again does not post again."""
    world.break_next_write("after")
    with pytest.raises(PlatformError):
        publisher.publish(approval)
    publisher.publish(approval)
    world.settle()
    assert len(world.posts("owner")) == 1


@needs("faults")
def test_a_request_that_failed_can_be_repeated(world, reader, publisher, question):
    """Nothing stands after it, looking says so, and the repeat gives one reply."""
    since = world.now() - timedelta(seconds=30)
    for number, how in enumerate(("before", "500", "429", "html")):
        approval = approved(world, reply_to(world, reader, question, f"Answer number {number}."))
        world.break_next_write(how)
        with pytest.raises(PlatformError) as failure:
            publisher.publish(approval)
        world.settle()
        assert not isinstance(failure.value, Refused)
        assert not failure.value.permanent
        assert len(world.posts("owner")) == number
        assert publisher.look(approval, since=since) is None
        publisher.publish(approval)
        world.settle()
        assert len(world.posts("owner")) == number + 1


@needs("faults")
def test_too_many_requests_say_when_to_come_back(world, publisher, approval):
    """Surely not done, and not to be repeated at once."""
    world.break_next_write("429")
    with pytest.raises(PlatformError) as failure:
        publisher.publish(approval)
    assert not failure.value.outcome_unknown
    assert failure.value.retry_after is not None


@needs("faults")
def test_an_unclear_answer_is_called_unclear(world, publisher, approval):
    """A server that fails after it was reached may have done it all the same."""
    for how in ("500", "html"):
        world.break_next_write(how)
        with pytest.raises(PlatformError) as failure:
            publisher.publish(approval)
        assert failure.value.outcome_unknown


def test_looking_finds_nothing_before(world, publisher, approval):
    """And nothing is written by looking."""
    assert publisher.look(approval, since=world.now() - MARGIN) is None
    world.settle()
    assert world.posts("owner") == []


def test_looking_takes_no_other_reply_for_ours(world, reader, publisher, question, approval):
    """Not other words, not another post, not another person."""
    since = world.now() - MARGIN
    other = world.post("alice", "And who scans maps?")
    world.settle()
    elsewhere = post_of(world, reader, "alice", other)
    publisher.publish(approved(world, reply_to(world, reader, question, WORDS + " Always.")))
    publisher.publish(approved(world, reply_to(world, reader, elsewhere, WORDS)))
    world.post("bob", WORDS, reply_to=question.uri, mention=("alice",))
    world.settle()
    assert publisher.look(approval, since=since) is None


# --- only what was approved


def test_a_changed_text_is_not_what_was_approved(world, publisher, approval):
    """One letter more, and nothing leaves."""
    changed = replace(approval, act=replace(approval.act, text=approval.act.text + "!"))
    with pytest.raises(NotAllowed):
        publisher.publish(changed)
    world.settle()
    assert world.posts("owner") == []


def test_a_changed_target_is_not_what_was_approved(world, reader, publisher, approval):
    """The same words under another post are another act."""
    other = world.post("bob", "And who scans maps?")
    world.settle()
    ref = post_of(world, reader, "bob", other).ref
    with pytest.raises(NotAllowed):
        publisher.publish(replace(approval, act=replace(approval.act, target=ref, root=ref)))
    world.settle()
    assert world.posts("owner") == []


def test_a_seal_of_something_else_is_not_accepted(world, reader, publisher, question, approval):
    """Act and digest fit each other, and still are not what the seal was made for."""
    other = reply_to(world, reader, question, "Something else.")
    with pytest.raises(NotAllowed):
        publisher.publish(replace(approval, act=other, digest=digest(other)))
    world.settle()
    assert world.posts("owner") == []


def test_a_reply_that_is_too_long_is_refused(world, reader, publisher, question):
    """The network says no, nothing stands, and repeating would change nothing."""
    too_long = "a quiet word " * (reader.limits.characters // 13 + 1)
    with pytest.raises(Refused):
        publisher.publish(approved(world, reply_to(world, reader, question, too_long.strip() + " indeed")))
    world.settle()
    assert world.posts("owner") == []


# --- taking back


def test_a_retracted_reply_is_gone(world, publisher, approval):
    """For everybody; other posts of the owner's stay."""
    kept = world.post("owner", "Something else of mine.")
    published = publisher.publish(approval)
    world.settle()
    publisher.publish(approved(world, Retract(published.ref)))
    world.settle()
    assert [kept] == [post.id for post in world.posts("owner")]


def test_a_reply_that_is_gone_already_counts_as_retracted(world, publisher, approval):
    """The owner was quicker, or the first answer was lost: deleting is harmless to repeat."""
    published = publisher.publish(approval)
    world.settle()
    retraction = approved(world, Retract(published.ref))
    publisher.publish(retraction)
    world.settle()
    publisher.publish(retraction)
    assert publisher.look(retraction, since=world.now() - MARGIN) is not None
    world.settle()
    assert world.posts("owner") == []


def test_a_changed_retraction_is_not_allowed(world, publisher, approval):
    """An approval to delete one reply deletes no other post."""
    other = world.post("owner", "Something else of mine.")
    published = publisher.publish(approval)
    world.settle()
    retraction = approved(world, Retract(published.ref))
    stolen = replace(retraction, act=Retract(replace(published.ref, uri=other)))
    with pytest.raises(NotAllowed):
        publisher.publish(stolen)
    world.settle()
    assert len(world.posts("owner")) == 2
