"""Private messages through a real PDS's proxy; the chat behind it is imitated (BD-1 to BD-19). The rest is in the contract."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Network, PostRef
from bot.errors import LoginEnded, PlatformError, Refused
from bot.platforms.bluesky.messenger import BlueskyMessenger
from tests.contract.platform_contract import MARGIN, answers_after, outgoing, post_of

pytestmark = pytest.mark.parametrize("world", ["bluesky"], indirect=True)

SEND = "chat.bsky.convo.sendMessage"
NUDGE = outgoing("Alice asked this two hours ago, see https://example.com/a. Ask @alice.test, #glue [t4]")


@pytest.fixture(autouse=True)
def no_faults_left(world):
    """The chat serves later tests too."""
    yield
    world.control("/chat/reset")


@pytest.fixture
def clock(world):
    """A clock for the messenger that can be put forward."""

    class Clock:
        ahead = timedelta()

        def __call__(self):
            return world.now() + self.ahead

    return Clock()


def a_messenger(world, **changes):
    """The messenger with something else than usual."""
    login = world.login("bot", "messenger", messages=True)
    own = {"owner_did": world.uid("owner"), "chat_did": world.addresses["chatDid"]}
    return BlueskyMessenger(**{**login, **own, **changes})


def break_chat(world, **fault):
    """The next fitting request to the chat service fails."""
    world.control("/chat/fault", fault)


def conversation(world):
    """The messages of the owner's conversation with the bot, oldest first."""
    owner = world.someone("owner")
    convo = owner.chats("getConvoForMembers", members=[world.uid("bot")])["convo"]
    return owner.chats("getMessages", convoId=convo["id"])["messages"][::-1]


# --- what a message is


def test_links_are_marked_and_nobody_is_named(world, messenger):
    """A handle in a message is plain words (DESIGN 9)."""
    messenger.send(NUDGE)
    (message,) = conversation(world)
    assert [feature for facet in message["facets"] for feature in facet["features"]] == [
        {"$type": "app.bsky.richtext.facet#link", "uri": "https://example.com/a"}
    ]


def test_a_nudge_carries_the_post_itself(world, reader, messenger):
    """So that it can be opened with one tap; a post of another network it cannot carry."""
    uri = world.post("alice", "Which glue?")
    world.settle()
    ref = post_of(world, reader, "alice", uri).ref
    messenger.send(replace(NUDGE, about=ref))
    messenger.send(replace(NUDGE, about=PostRef(Network("mastodon"), "https://elsewhere.example/1", "1", "v")))
    first, second = conversation(world)
    assert first["embed"]["record"]["uri"] == uri
    assert "embed" not in second


def test_a_message_that_is_too_long_never_leaves(world, messenger):
    """In graphemes or in bytes."""
    for text in ("é" * 1001, "👩‍👩‍👧‍👧" * 500):
        with pytest.raises(Refused):
            messenger.send(outgoing(text))
    assert conversation(world) == []


# --- what can go wrong on the way


def test_a_lost_answer_is_unclear_and_the_message_is_found(world, messenger):
    """Nothing makes a repeat harmless here: look first (BD-11)."""
    messenger.send(outgoing("Hello."))
    since = world.now()
    break_chat(world, lxm=SEND, when="after")
    with pytest.raises(PlatformError) as failure:
        messenger.send(NUDGE)
    assert failure.value.outcome_unknown
    assert messenger.find_sent(NUDGE, since=since).id == conversation(world)[-1]["id"]


def test_a_message_that_was_lost_on_the_way_is_not_found(world, messenger):
    """Then it can be sent again, and stands once."""
    since = world.now()
    break_chat(world, lxm=SEND, drop=True)
    with pytest.raises(PlatformError) as failure:
        messenger.send(NUDGE)
    assert failure.value.outcome_unknown
    assert messenger.find_sent(NUDGE, since=since) is None
    messenger.send(NUDGE)
    assert len(conversation(world)) == 1


def test_the_same_words_of_another_time_or_place_are_not_taken_for_ours(world, messenger):
    """Not those of before, not those under another message."""
    hello = messenger.send(outgoing("Hello."))
    under = replace(NUDGE, reply_to=hello.id)
    messenger.send(under)
    assert messenger.find_sent(NUDGE, since=world.now() - MARGIN) is None
    assert messenger.find_sent(under, since=world.now() - MARGIN) is not None
    assert messenger.find_sent(under, since=world.now() + timedelta(seconds=1)) is None


def test_after_too_many_requests_the_chat_is_left_alone_for_an_hour(world, clock):
    """Whatever the hint says: it is another server's (BD-12, BD-18)."""
    messenger = a_messenger(world, now=clock)
    mark = messenger.answers("").mark
    break_chat(world, status=429, error="RateLimitExceeded")
    for _ in range(3):
        with pytest.raises(PlatformError) as failure:
            messenger.answers(mark)
        assert timedelta(minutes=59) < failure.value.retry_after <= timedelta(hours=1)
        assert not failure.value.outcome_unknown
    asked = len(world.control_get("/chat/log"))
    with pytest.raises(PlatformError):
        messenger.send(NUDGE)
    assert asked == len(world.control_get("/chat/log"))
    clock.ahead = timedelta(hours=1, seconds=1)
    messenger.answers(mark)


# --- what comes back


def test_everything_said_while_the_bot_was_down_is_heard_once(world, messenger):
    """Words and reactions, also when the log and the conversation both have them, in their order."""
    preview = messenger.send(outgoing("This would stand under your name."))
    mark = messenger.answers("").mark
    world.message("owner", "first", reply_to=preview.id)
    world.react(preview.id, "👍")
    world.react(preview.id, "👍", remove=True)
    world.react(preview.id, "✅")
    world.message("owner", "second")
    batch = world.messenger().answers(mark)
    assert sorted(answer.reaction or answer.text for answer in batch.items) == ["first", "second", "✅", "👍", "👍"]
    assert len({answer.id for answer in batch.items}) == 5
    assert world.messenger().answers(batch.mark).items == ()


def test_a_log_that_has_forgotten_is_made_good_from_the_conversation(world, messenger):
    """How long it goes back is nowhere promised (BD-6)."""
    preview = messenger.send(outgoing("This would stand under your name."))
    mark = messenger.answers("").mark
    world.message("owner", "first")
    world.react(preview.id, "👍")
    break_chat(world, lxm="chat.bsky.convo.getLog", status=400, error="InvalidCursor")
    fresh = world.messenger()
    batch = fresh.answers(mark)
    assert [answer.reaction or answer.text for answer in batch.items] == ["first", "👍"]
    world.message("owner", "second")
    assert [answer.text for answer in answers_after(fresh, batch.mark)] == ["second"]


def test_the_same_answer_has_the_same_id_from_log_and_conversation(world, messenger):
    """So that whoever keeps them counts it once."""
    preview = messenger.send(outgoing("This would stand under your name."))
    mark = messenger.answers("").mark
    world.message("owner", "first")
    world.react(preview.id, "👍")
    in_the_log = {answer.id for answer in messenger.answers(mark).items}
    break_chat(world, lxm="chat.bsky.convo.getLog", status=400, error="InvalidCursor")
    assert {answer.id for answer in world.messenger().answers(mark).items} == in_the_log


def test_in_a_group_the_owner_does_not_speak_to_the_bot_alone(world, messenger):
    """Who else heard it is told; a stranger's words in private are only a stranger's (BD-14)."""
    mark = messenger.answers("").mark
    world.follow("alice", "owner")
    world.settle()
    world.message("owner", "send", also=("alice",))
    world.message("carol", "send")
    in_the_group, by_carol = answers_after(messenger, mark)
    assert (in_the_group.sender, in_the_group.others) == (messenger.owner, (world.address("alice"),))
    assert messenger.owner != by_carol.sender
    assert (by_carol.sender.uid, by_carol.others) == (world.uid("carol"), ())


def test_a_broken_event_stops_no_other(world, messenger):
    """It is skipped and counted, and the mark moves on."""
    mark = messenger.answers("").mark

    def spoil(answer):
        answer["logs"][-2]["message"].pop("id")
        return answer

    messenger.answers(mark)  # from now on only the log is read
    for text in ("first", "second"):
        world.message("owner", text)
    world.wire.alter(lambda request: "getLog" in request.url.path, spoil)
    batch = messenger.answers(mark)
    assert ([answer.text for answer in batch.items], batch.skipped) == (["second"], 1)
    assert messenger.answers(batch.mark).items == ()


# --- what stands


def test_a_conversation_is_named_by_both_accounts(world, messenger):
    """For good: by what stays when names change."""
    assert messenger.channel == f"bluesky:{world.uid('bot')}>{world.uid('owner')}"


def test_words_stand_until_they_are_deleted(world, messenger):
    """Nobody can edit them here (BD-4); what was said after them is not taken for them."""
    mark = messenger.answers("").mark
    said = world.message("owner", "send")
    world.message("owner", "send")
    answer, again = answers_after(messenger, mark)
    assert messenger.stands(answer)
    world.delete_message("owner", said)
    assert not messenger.stands(answer)
    assert messenger.stands(again)
    assert not messenger.stands(replace(again, id="of another conversation"))


def test_a_reaction_stands_while_it_is_on_its_message(world, messenger):
    """Another one does not make up for it; on a message that is gone there is none."""
    preview = messenger.send(outgoing("This would stand under your name."))
    mark = messenger.answers("").mark
    world.react(preview.id, "👍")
    (thumb,) = answers_after(messenger, mark)
    for later in ("one", "two"):
        messenger.send(outgoing(later))
    assert world.messenger().stands(thumb)
    world.react(preview.id, "👍", remove=True)
    world.react(preview.id, "👎")
    assert not messenger.stands(thumb)
    world.react(preview.id, "👍")
    assert messenger.stands(thumb)
    world.delete_message("bot", preview.id)
    assert not messenger.stands(thumb)


def test_whether_something_stands_is_not_guessed(world, messenger):
    """A chat that cannot be read is no deleted answer."""
    mark = messenger.answers("").mark
    world.message("owner", "send")
    (answer,) = answers_after(messenger, mark)
    for fault in (
        {"status": 500},
        {"page": "{}", "status": 200, "type": "application/json"},
        {"page": "x", "status": 403},
    ):
        break_chat(world, lxm="chat.bsky.convo.getMessages", **fault)
        with pytest.raises(PlatformError):
            messenger.stands(answer)
        break_chat(world, lxm="chat.bsky.convo.getMessages", **fault)
        with pytest.raises(PlatformError):
            messenger.spoken()
    assert messenger.stands(answer)


def test_only_what_still_stands_was_spoken(world, messenger):
    """Not the owner's words, and nothing that was deleted."""
    first, second = (messenger.send(outgoing(text)) for text in ("First. [t1]", "Second. [t2]"))
    world.message("owner", "draft")
    world.delete_message("bot", first.id)
    assert [(one.id, one.at, one.text) for one in messenger.spoken()] == [(second.id, second.at, "Second. [t2]")]
    assert messenger.spoken(limit=0) == ()


# --- what check says


def test_a_password_without_the_right_to_messages_is_said(world):
    """It looks like an expired token and is not (BI-1); other methods of the chat work without it (BD-19)."""
    messenger = a_messenger(world, **world.login("bot", "other"))
    (problem,) = messenger.check()
    assert "may not send private messages" in problem.what
    assert "Allow access to your direct messages" in problem.remedy
    with pytest.raises(LoginEnded):
        messenger.send(NUDGE)


@pytest.mark.parametrize(
    ("who", "whom", "said"), [("owner", "bot", "refused"), ("bot", "owner", "does not follow your")]
)
def test_accounts_that_do_not_follow_each_other_are_said(world, messenger, who, whom, said):
    """Otherwise messages are refused, or end up among requests (BD-3)."""
    (follow,) = [
        record
        for record in world.someone(who).records("app.bsky.graph.follow")
        if record["value"]["subject"] == world.uid(whom)
    ]
    world.delete(who, follow["uri"])
    world.settle()
    (problem,) = messenger.check()
    assert said in problem.what


def test_a_second_account_that_does_not_say_it_is_automated_is_said(world, messenger):
    """Its own profile carries the label, and whoever is written to can see it (BP-8)."""
    assert messenger.check() == []
    world.label_as_a_bot("bot", is_one=False)
    world.settle()
    (problem,) = messenger.check()
    assert "not marked as an automated account" in problem.what
    assert "Automation label" in problem.remedy
    assert "nudge login bluesky --bot" in problem.remedy


def test_a_closed_door_is_said_and_nothing_arrives(world, messenger):
    """The owner may have switched messages off."""
    world.someone("owner").write("chat.bsky.actor.declaration", {"allowIncoming": "none"}, "self")
    world.settle()
    (problem,) = messenger.check()
    assert "no private messages" in problem.what
    with pytest.raises(Refused):
        messenger.send(NUDGE)


def test_a_chat_service_that_is_down_is_said(world, messenger):
    """Without raising."""
    break_chat(world, lxm="chat.bsky.convo.listConvos", status=500)
    (problem,) = messenger.check()
    assert "chat service" in problem.what
