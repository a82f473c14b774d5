"""One approved write, exactly once, on a real PDS (BW-6); what every network must do is in the contract."""

import json

import pytest

from bot.domain import Retract
from bot.errors import NotAllowed, PlatformError, Refused
from bot.platforms.bluesky import facets
from tests.contract.platform_contract import MARGIN, approved, post_of, reply_to
from tests.servers.atproto.faults import calls
from tests.servers.atproto.people import place

pytestmark = pytest.mark.parametrize("world", ["bluesky"], indirect=True)

PUT = calls("com.atproto.repo.putRecord")
WORDS = "I scan with the lid up: https://example.com/lid."


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


def the_record(world):
    """The one reply in the owner's repository."""
    (record,) = world.someone("owner").records("app.bsky.feed.post")
    return record


def test_the_record_is_the_sealed_one(world, publisher, approval):
    """Key, time, language, place and links were fixed with the approval; links can be clicked (BW-2)."""
    published = publisher.publish(approval)
    sealed, record = json.loads(approval.idempotency), the_record(world)
    assert record["value"] == sealed["record"]
    assert (published.ref.uri, published.ref.version) == (record["uri"], record["cid"])
    assert place(record["uri"])["rkey"] == sealed["rkey"]
    assert facets.links(record["value"]) == ("https://example.com/lid",)


def test_when_it_was_approved_is_not_taken_for_when_it_went_out(world, publisher, approval):
    """Its time was fixed with the approval, and minutes or hours lie between: for how long it was out is told by our clock."""
    assert publisher.publish(approval).at is None
    assert publisher.look(approval, since=world.now() - MARGIN).at is None


def test_the_request_can_never_overwrite(world, publisher, approval):
    """It says that nothing may stand there yet; the SDK's own models would leave that out."""
    publisher.publish(approval)
    (request,) = filter(PUT, world.wire.sent)
    body = json.loads(request.content)
    assert "swapRecord" in body
    assert body["swapRecord"] is None


def test_what_the_owner_changed_is_not_written_over(world, publisher, approval):
    """A late repeat is refused, and the look does not take it for ours."""
    uri = publisher.publish(approval).ref.uri
    world.edit("owner", uri, "Changed by hand.")
    with pytest.raises(Refused):
        world.publisher().publish(approval)
    assert the_record(world)["value"]["text"] == "Changed by hand."
    with pytest.raises(PlatformError):
        publisher.look(approval, since=world.now() - MARGIN)


def test_an_expired_token_at_the_write_still_gives_one_reply(world, publisher, approval):
    """The session is renewed and the same bytes leave again: the first were refused unread."""
    world.wire.fail(PUT, "expired")
    publisher.publish(approval)
    assert len([request for request in world.wire.sent if PUT(request)]) == 2
    assert the_record(world)["value"]["text"] == WORDS


@pytest.mark.parametrize("how", ["disconnect", "502"])
def test_a_write_is_never_repeated_by_itself(world, publisher, approval, how):
    """Only whoever looked first may send it again."""
    world.wire.fail(PUT, how)
    with pytest.raises(PlatformError) as failure:
        publisher.publish(approval)
    assert failure.value.outcome_unknown
    assert len([request for request in world.wire.sent if PUT(request)]) == 1


def test_without_an_approval_nothing_can_be_written(world, publisher, approval):
    """The wire refuses it before a byte leaves, also after a publication and with the same bytes."""
    publisher.publish(approval)
    (request,) = filter(PUT, world.wire.sent)
    for nsid, body in (("com.atproto.repo.putRecord", request.content), ("com.atproto.repo.createRecord", b"{}")):
        with pytest.raises(NotAllowed):
            publisher._connection.post(nsid, body)
    assert len([request for request in world.wire.sent if PUT(request)]) == 1


def test_somebody_elses_post_is_never_taken_back(world, publisher, question):
    """Only the owner's own reply can be."""
    with pytest.raises(NotAllowed):
        publisher.publish(approved(world, Retract(question.ref)))
    assert not [request for request in world.wire.sent if "deleteRecord" in request.url.path]


def test_looking_for_a_retraction_tells_whether_it_is_done(world, publisher, approval):
    """While the reply stands it is not."""
    retraction = approved(world, Retract(publisher.publish(approval).ref))
    assert publisher.look(retraction, since=world.now() - MARGIN) is None
    publisher.publish(retraction)
    assert publisher.look(retraction, since=world.now() - MARGIN) is not None


def test_a_reply_to_a_post_that_is_gone_notifies_nobody(world, publisher, question, approval):
    """The server takes it (BP-4), which is why the post is looked at first."""
    world.delete("alice", question.uri)
    world.settle()
    publisher.publish(approval)
    world.settle()
    assert world.told("alice") == []
