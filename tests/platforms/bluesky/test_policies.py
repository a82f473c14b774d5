"""What each role may send, decided on the whole request before a byte leaves (DESIGN 2)."""

import json

import pytest

from bot.errors import NotAllowed
from bot.platforms.bluesky import facets
from bot.platforms.bluesky.policies import PROXY, READING, OwnerOnly, exactly
from bot.platforms.wire import Armed, Request
from tests.platforms.bluesky.builders import ALICE, BOT, OWNER

PDS = "https://pds.example"
CHAT = "did:web:chat.example#bsky_chat"
SESSION = ("com.atproto.server.createSession", "com.atproto.server.refreshSession")
WRITES = (
    "com.atproto.repo.createRecord",
    "com.atproto.repo.putRecord",
    "com.atproto.repo.deleteRecord",
    "com.atproto.repo.applyWrites",
    "com.atproto.repo.uploadBlob",
    "com.atproto.server.deleteSession",
    "com.atproto.server.createAppPassword",
    "com.atproto.identity.updateHandle",
    "app.bsky.notification.updateSeen",
    "app.bsky.actor.putPreferences",
    "app.bsky.graph.muteActor",
    "chat.bsky.convo.sendMessageBatch",
    "chat.bsky.convo.addReaction",
    "chat.bsky.convo.leaveConvo",
    "chat.bsky.group.createGroup",
)


def a_request(nsid, body=None, *, method="POST", query="", **headers):
    """A request as it would leave."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
    return Request(method, f"{PDS}/xrpc/{nsid}{query}", headers, raw)


def a_message(convo="c1", **message):
    """A message into a conversation, on its way to the chat service."""
    body = {"convoId": convo, "message": {"text": "hello", **message}}
    return a_request("chat.bsky.convo.sendMessage", body, **{PROXY: CHAT})


@pytest.fixture
def messenger():
    """A messenger's policy that knows the conversation with the owner."""
    policy = OwnerOnly(OWNER, CHAT)
    policy.open({"id": "c1", "members": [{"did": BOT}, {"did": OWNER}]}, BOT)
    return policy


# --- reading


@pytest.mark.parametrize("nsid", [*WRITES, "chat.bsky.convo.sendMessage", "any.other.procedure"])
def test_a_reader_writes_nothing(nsid):
    """Every POST but the session calls is refused."""
    with pytest.raises(NotAllowed):
        READING.check(a_request(nsid, {}))


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_reader_uses_no_other_method(method):
    """Also not on the paths of the session calls."""
    with pytest.raises(NotAllowed):
        READING.check(a_request(SESSION[0], method=method))


@pytest.mark.parametrize("nsid", SESSION)
def test_everybody_may_keep_a_session(nsid, messenger):
    """Logging in and refreshing are how reading is possible at all."""
    for policy in (READING, Armed(READING), messenger):
        policy.check(a_request(nsid, {}))
        policy.check(a_request("app.bsky.feed.getTimeline", method="GET"))


# --- writing to the owner


def test_a_message_to_the_owner_may_leave(messenger):
    """With its links marked, a post embedded, and under another message."""
    link = {"index": {"byteStart": 0, "byteEnd": 5}, "features": [{"$type": facets.LINK, "uri": "https://a.example"}]}
    messenger.check(a_message(facets=[link], replyTo={"messageId": "m1"}))


@pytest.mark.parametrize("nsid", WRITES)
def test_a_messenger_writes_nothing_else(nsid, messenger):
    """No post, no like, no follow, no batch of messages."""
    with pytest.raises(NotAllowed):
        messenger.check(a_request(nsid, {"convoId": "c1"}, **{PROXY: CHAT}))


def test_a_message_into_another_conversation_is_stopped(messenger):
    """Whoever may be in it."""
    with pytest.raises(NotAllowed):
        messenger.check(a_message("c2"))


def test_before_the_conversation_is_known_no_message_leaves():
    """The members are looked at first."""
    for convo in ("", "c1"):
        with pytest.raises(NotAllowed):
            OwnerOnly(OWNER, CHAT).check(a_message(convo))


@pytest.mark.parametrize("members", [[BOT], [BOT, ALICE], [BOT, OWNER, ALICE], [OWNER, OWNER], []])
def test_a_conversation_with_anybody_else_is_never_opened(members):
    """Only the owner and the bot, both, alone (BD-14)."""
    policy = OwnerOnly(OWNER, CHAT)
    with pytest.raises(NotAllowed):
        policy.open({"id": "c1", "members": [{"did": did} for did in members]}, BOT)
    with pytest.raises(NotAllowed):
        policy.check(a_message("c1"))


def test_a_message_that_names_somebody_is_stopped(messenger):
    """Marks are for links and for nothing else (DESIGN 9)."""
    for kind, target in ((facets.MENTION, {"did": ALICE}), (facets.TAG, {"tag": "glue"}), ("any.other#mark", {})):
        mark = {"index": {"byteStart": 0, "byteEnd": 5}, "features": [{"$type": kind, **target}]}
        with pytest.raises(NotAllowed):
            messenger.check(a_message(facets=[mark]))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"convoId": ["c1"]}'])
def test_a_message_that_cannot_be_read_is_stopped(messenger, body):
    """What is not understood does not leave."""
    with pytest.raises(NotAllowed):
        messenger.check(a_request("chat.bsky.convo.sendMessage", body, **{PROXY: CHAT}))


def test_a_message_past_the_chat_service_is_stopped(messenger):
    """Without the proxy header, or with another service's."""
    body = {"convoId": "c1", "message": {"text": "hello"}}
    for headers in ({}, {PROXY: "did:web:elsewhere.example#bsky_chat"}):
        with pytest.raises(NotAllowed):
            messenger.check(a_request("chat.bsky.convo.sendMessage", body, **headers))


@pytest.mark.parametrize("query", [f"?members={ALICE}", f"?members={OWNER}&members={ALICE}", ""])
def test_no_conversation_with_somebody_else_is_begun(messenger, query):
    """Asking for a conversation makes it (BD-2)."""
    with pytest.raises(NotAllowed):
        messenger.check(a_request("chat.bsky.convo.getConvoForMembers", method="GET", query=query))
    messenger.check(a_request("chat.bsky.convo.getConvoForMembers", method="GET", query=f"?members={OWNER}"))


# --- writing under the owner's name


def test_a_publisher_that_is_not_armed_writes_nothing():
    """No approval, no write."""
    for nsid in WRITES:
        with pytest.raises(NotAllowed):
            Armed(READING).check(a_request(nsid, {}))


def test_an_armed_publisher_writes_once():
    """The very bytes, and not a second time."""
    armed, write = Armed(READING), a_request("com.atproto.repo.putRecord", b'{"rkey": "k"}')
    with armed.arm(exactly("com.atproto.repo.putRecord", b'{"rkey": "k"}')):
        armed.check(write)
        with pytest.raises(NotAllowed):
            armed.check(write)


@pytest.mark.parametrize(
    "other",
    [
        a_request("com.atproto.repo.putRecord", b'{"rkey": "k" }'),
        a_request("com.atproto.repo.createRecord", b'{"rkey": "k"}'),
        a_request("com.atproto.repo.putRecord", b'{"rkey": "k"}', method="PUT"),
        a_request("com.atproto.repo.putRecord", b'{"rkey": "k"}', **{PROXY: CHAT}),
    ],
)
def test_an_armed_publisher_writes_nothing_else(other):
    """One byte more, another method, another service."""
    armed = Armed(READING)
    with armed.arm(exactly("com.atproto.repo.putRecord", b'{"rkey": "k"}')), pytest.raises(NotAllowed):
        armed.check(other)
