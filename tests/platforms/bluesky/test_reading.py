"""What only Bluesky has, read from a real PDS and AppView; the rest is in the contract."""

from datetime import timedelta

import pytest

from bot.domain import AccountFlag, InteractionKind, PostRef
from bot.platforms.bluesky.home import HomeMark
from tests.contract.platform_contract import MARGIN, account_of, home, notices, post_of, unseen
from tests.servers.atproto.faults import calls

pytestmark = pytest.mark.parametrize("world", ["bluesky"], indirect=True)

SESSION = ("com.atproto.server.createSession", "com.atproto.server.refreshSession")


def prefer(world, *preferences):
    """The owner sets something in their app."""
    world.someone("owner").post("app.bsky.actor.putPreferences", {"preferences": list(preferences)})


def label(world, who, value):
    """Somebody labels themselves."""
    labels = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": value}]}
    world.someone(who).write("app.bsky.actor.profile", {"displayName": who.title(), "labels": labels}, "self")


def spoil_first(name):
    """Take what an item cannot be without from the first one of a page."""

    def change(answer):
        (answer[name][0].get("post") or answer[name][0]).pop("uri")
        return answer

    return change


# --- what the owner has set


def test_the_owners_settings_hide_posts(world, reader):
    """Muted words and posts hidden by hand are not applied by the server (BT-8)."""
    kinds = "app.bsky.actor.defs#{}"
    muted, hidden, plain = (world.post("alice", text) for text in ("Which glue?", "Which paper?", "Which thread?"))
    prefer(
        world,
        {"$type": kinds.format("mutedWordsPref"), "items": [{"value": "glue", "targets": ["content"]}]},
        {"$type": kinds.format("hiddenPostsPref"), "items": [hidden]},
    )
    world.settle()
    assert {post.uri: post.filtered for post in home(world, reader)} == {muted: True, hidden: True, plain: False}


def test_a_muted_thread_is_filtered(world, reader):
    """The owner does not want to hear of it."""
    uri = world.post("alice", "On and on.")
    world.settle()
    world.someone("owner").post("app.bsky.graph.muteThread", {"root": uri})
    world.settle()
    assert post_of(world, reader, "alice", uri).filtered


def test_whom_the_owner_mutes_is_known(world, reader):
    """The ties say it (BP-5)."""
    account = account_of(world, reader, "alice")
    world.someone("owner").post("app.bsky.graph.muteActor", {"actor": world.uid("alice")})
    world.settle()
    assert reader.relationships([account])[account.key].muting


# --- what authors ask for


def test_what_authors_say_of_themselves_is_carried(world, reader):
    """A bot is a bot (BP-8); who wants no strangers' eyes is not quoted (BP-7)."""
    label(world, "bob", "bot")
    label(world, "alice", "!no-unauthenticated")
    tide, kept = world.post("bob", "High water at 04:10."), world.post("alice", "For you who are here.")
    world.settle()
    seen = {post.uri: post for post in home(world, reader)}
    assert AccountFlag.BOT in seen[tide].author.flags
    assert (seen[kept].logged_in_only, seen[kept].quotable, seen[tide].quotable) == (True, False, True)


def test_a_quotation_is_shown_while_it_may_be(world, reader):
    """Its words, or only where it stood."""
    quoted = world.post("carol", "The folds stay folds.")
    world.settle()
    embed = {"$type": "app.bsky.embed.record", "record": world._ref(quoted)}
    uri = world.someone("alice").write("app.bsky.feed.post", {"text": "Well said", "embed": embed})
    world.settle()
    post = post_of(world, reader, "alice", uri)
    assert (post.quoted, post.quotes_uri) == ("The folds stay folds.", quoted)
    world.delete("carol", quoted)
    world.settle()
    post = post_of(world, reader, "alice", uri)
    assert (post.quoted, post.quotes_uri) == ("", quoted)


# --- notifications


def test_a_reply_deeper_in_the_owners_thread_is_no_reply_to_the_owner(world, reader):
    """The network tells everybody up to five posts above (BN-4); whom it answers is told with it."""
    mine = world.post("owner", "I scan my letters at home.")
    world.settle()
    to_me = world.post("alice", "How?", reply_to=mine)
    world.settle()
    to_alice = world.post("bob", "With a flatbed.", reply_to=to_me)
    world.settle()
    found = {notice.post.uri: notice for notice in notices(world, reader)}
    assert {uri: notice.kind for uri, notice in found.items()} == {
        to_me: InteractionKind.REPLY,
        to_alice: InteractionKind.MENTION,
    }
    assert found[to_alice].post.parent_uid == world.uid("alice")
    assert found[to_me].subject_uri == mine


def test_a_quotation_of_the_owner_is_one(world, reader):
    """With the post that it is about."""
    mine = world.post("owner", "I scan my letters at home.")
    world.settle()
    embed = {"$type": "app.bsky.embed.record", "record": world._ref(mine)}
    world.someone("carol").write("app.bsky.feed.post", {"text": "Look at that", "embed": embed})
    world.settle()
    (notice,) = notices(world, reader)
    assert (notice.kind, notice.subject_uri) == (InteractionKind.QUOTE, mine)


def test_a_back_dated_answer_is_told(world, reader):
    """Its notification stands below the mark, and counts as read already (BN-8)."""
    mine = world.post("owner", "I scan my letters at home.", created_at=world.now() - timedelta(days=1))
    world.post("bob", "Me too.", reply_to=mine)
    world.settle()
    mark = reader.notices("", floor=world.now() - timedelta(days=2)).mark
    late = world.post("alice", "How?", reply_to=mine, created_at=world.now() - timedelta(hours=5))
    world.settle()
    batch = reader.notices(mark, floor=world.now() - timedelta(days=2))
    assert late in [notice.post.uri for notice in batch.items if notice.post]


# --- pages


def test_a_broken_item_never_fails_its_page(world, reader):
    """At home and among the notifications: the others come, the broken one is counted (BM-1)."""
    mine = world.post("owner", "I scan my letters at home.")
    for who in ("alice", "bob"):
        world.post(who, "How?", reply_to=mine)
    world.settle()
    world.wire.alter(calls("app.bsky.feed.getTimeline"), spoil_first("feed"))
    world.wire.alter(calls("app.bsky.notification.listNotifications"), spoil_first("notifications"))
    batch = reader.new_posts("", seen=unseen, floor=world.now() - MARGIN)
    told = reader.notices("", floor=world.now() - MARGIN)
    assert (len(batch.items), batch.skipped) == (2, 1)
    assert (len([notice for notice in told.items if notice.post]), told.skipped) == (1, 1)


def test_a_place_that_has_rotted_is_given_up(world, reader):
    """The server no longer knows it; home is read from the top (BT-5)."""
    uri = world.post("alice", "Which glue?")
    world.settle()
    world.wire.fail(calls("app.bsky.feed.getTimeline"), "400")
    mark = HomeMark(world.now() - MARGIN, "a place of long ago").written()
    assert uri in [post.uri for post in reader.new_posts(mark, seen=unseen, floor=world.now() - MARGIN).items]


def test_many_posts_are_fetched_in_few_calls(world, reader):
    """25 at once (BT-11), each asked for once."""
    uri = world.post("alice", "Which glue?")
    world.settle()
    refs = [PostRef(world.network, f"{uri[:-2]}{n:02}", "") for n in range(60)]
    there = PostRef(world.network, uri, uri)
    world.wire.sent.clear()
    assert set(reader.fetch([there, *refs, there])) == {uri}
    assert len([request for request in world.wire.sent if "getPosts" in request.url.path]) == 3


def test_posts_are_found_by_every_kind_of_address(world, reader):
    """With the DID, with the handle, and as an at-uri."""
    uri = world.post("alice", "Which glue?")
    world.settle()
    key = uri.rpartition("/")[2]
    for who in (world.uid("alice"), world.address("alice")):
        for address in (f"https://bsky.app/profile/{who}/post/{key}?ref=x", f"at://{who}/app.bsky.feed.post/{key}"):
            assert reader.find_post(address).uri == uri
    assert reader.find_post(f"https://bsky.app/profile/nobody.test/post/{key}") is None
    assert reader.find_post(f"https://bsky.app/profile/{world.address('alice')}") is None


def test_an_account_out_of_reach_has_no_posts_for_us(world, reader):
    """Blocked either way (BT-11)."""
    world.post("alice", "Which glue?")
    account = account_of(world, reader, "alice")
    world.block("alice", "owner")
    world.settle()
    assert reader.posts_by(account) == ()


def test_posts_by_an_account_go_back_to_a_time(world, reader):
    """And no further."""
    world.post("alice", "Long ago.", created_at=world.now() - timedelta(days=3))
    recent = world.post("alice", "Just now.")
    world.settle()
    found = reader.posts_by(account_of(world, reader, "alice"), since=world.now() - timedelta(days=1))
    assert [post.uri for post in found] == [recent]


# --- manners


def test_reading_is_reading(world, reader):
    """Nothing but GET leaves, the session calls aside; the owner's badge and settings stay as they are (BN-5, BT-9)."""
    mine = world.post("owner", "I scan my letters at home.")
    uri = world.post("alice", "How?", reply_to=mine)
    world.settle()
    world.wire.sent.clear()
    ref = post_of(world, reader, "alice", uri).ref
    home(world, reader)
    notices(world, reader)
    reader.thread(ref)
    reader.fetch([ref])
    list(reader.follows())
    reader.followers()
    reader.own_acts(since=world.now() - MARGIN)
    reader.check()
    others = [request for request in world.wire.sent if request.method != "GET"]
    assert {request.url.path.rpartition("/")[2] for request in others} <= set(SESSION)
    unread = world.someone("owner").get("app.bsky.notification.getUnreadCount")["count"]
    assert unread > 0
