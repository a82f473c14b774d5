"""The contract of `Reader.notices`: what others did towards the owner."""

from bot.domain import InteractionKind
from tests.contract.platform_contract import MARGIN, needs, notices


def test_an_answer_to_the_owner_is_a_reply(world, reader):
    """Although it names the owner, and although some networks call it a mention (BN-4, MN-2)."""
    mine = world.post("owner", "I scan my letters at home.")
    world.settle()
    answer = world.post("alice", "How?", reply_to=mine, mention=("owner",))
    world.settle()
    (notice,) = notices(world, reader)
    assert InteractionKind.REPLY is notice.kind
    assert world.uid("alice") == notice.account.uid
    assert notice.post is not None
    assert (answer, world.uid("owner")) == (notice.post.uri, notice.post.parent_uid)
    assert "How?" in notice.post.text


def test_naming_the_owner_is_a_mention(world, reader):
    """Out of the blue, or deep in other people's threads."""
    named = world.post("carol", "have you seen this?", mention=("owner",))
    question = world.post("alice", "Which glue?")
    world.settle()
    drawn_in = world.post("bob", "you know about glue", reply_to=question, mention=("alice", "owner"))
    world.settle()
    found = notices(world, reader)
    assert [named, drawn_in] == [notice.post.uri for notice in found]
    assert [notice.kind for notice in found] == [InteractionKind.MENTION] * 2


def test_likes_reshares_and_follows_are_told(world, reader):
    """Silent acts count, with what they were about."""
    mine = world.post("owner", "I scan my letters at home.")
    world.settle()
    world.like("alice", mine)
    world.reshare("bob", mine)
    world.follow("carol", "owner")
    world.settle()
    found = {notice.kind: (notice.account.uid, notice.subject_uri) for notice in notices(world, reader)}
    assert found == {
        InteractionKind.LIKE: (world.uid("alice"), mine),
        InteractionKind.RESHARE: (world.uid("bob"), mine),
        InteractionKind.FOLLOW: (world.uid("carol"), None),
    }


def test_a_notice_comes_once_over_many_readings(world, reader):
    """An overlap may bring it again, under the same id; the sum is one notice for each act."""
    mine = world.post("owner", "I scan my letters at home.")
    world.settle()
    told, mark = {}, ""
    for who in ("alice", "bob", "carol"):
        world.post(who, f"{who} here", reply_to=mine, mention=("owner",))
        world.settle()
        batch = reader.notices(mark, floor=world.now() - MARGIN)
        told |= {notice.id: notice for notice in batch.items}
        mark = batch.mark
    batch = reader.notices(mark, floor=world.now() - MARGIN)
    told |= {notice.id: notice for notice in batch.items}
    uids = [notice.account.uid for notice in told.values() if notice.account.uid != world.uid("bot")]
    assert [world.uid(who) for who in ("alice", "bob", "carol")] == uids


def test_notices_go_on_after_a_restart(world, reader):
    """A fresh client finds from the stored mark what happened meanwhile."""
    mark = reader.notices("", floor=world.now() - MARGIN).mark
    uri = world.post("carol", "have you seen this?", mention=("owner",))
    world.settle()
    assert [uri] == [notice.post.uri for notice in notices(world, world.reader(), mark) if notice.post]


def test_the_owners_own_acts_are_no_notices(world, reader):
    """Nobody is told of themselves."""
    mine = world.post("owner", "I scan my letters at home.")
    world.settle()
    world.post("owner", "With the lid up.", reply_to=mine)
    world.like("owner", mine)
    world.reshare("owner", mine)
    world.settle()
    assert notices(world, reader) == []


def test_a_deleted_answer_does_not_spoil_the_page(world, reader):
    """The others on its page still arrive."""
    mine = world.post("owner", "I scan my letters at home.")
    world.settle()
    slip = world.post("alice", "a slip", reply_to=mine, mention=("owner",))
    kept = world.post("bob", "How?", reply_to=mine, mention=("owner",))
    world.delete("alice", slip)
    world.settle()
    assert kept in [notice.post.uri for notice in notices(world, reader) if notice.post]


@needs("mentions_reach")
def test_a_private_message_to_the_owner_is_told_without_its_words(world, reader):
    """It counts as a dated act; what it says is neither read nor kept (DESIGN 1.6)."""
    world.message("carol", "between us", also=("owner",))
    world.settle()
    (notice,) = notices(world, reader)
    assert (InteractionKind.MESSAGE, world.uid("carol"), None) == (notice.kind, notice.account.uid, notice.post)
