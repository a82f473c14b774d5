"""A login is used for the account that config.toml names, in every role, and for no other (BI-3, BI-4)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Answer, Sender
from bot.errors import LoginEnded, MayNotPost, NotAllowed, PlatformError, WrongAccount
from bot.platforms.bluesky.identity import Identity, hold_against
from bot.platforms.bluesky.reader import BlueskyReader
from tests.contract.platform_contract import approved, outgoing, post_of, reply_to
from tests.platforms.bluesky.builders import ALICE, NOON, OWNER
from tests.servers.atproto.faults import calls
from tests.servers.atproto.world import keep_session

ON_SERVERS = pytest.mark.parametrize("world", ["bluesky"], indirect=True)
LENA = "lena.test"
GET, REFRESH, LOGIN = (calls(f"com.atproto.server.{name}Session") for name in ("get", "refresh", "create"))
RESOLVE, TIMELINE, PUT = (
    calls("com.atproto.identity.resolveHandle"),
    calls("app.bsky.feed.getTimeline"),
    calls("com.atproto.repo.putRecord"),
)
ABOUT_LOGINS = ("com.atproto.server.", "com.atproto.identity.resolveHandle")


# --- deciding


@pytest.mark.parametrize(
    ("did", "handle", "kept", "holder"),
    [
        (OWNER, LENA, "", None),
        (OWNER, LENA, OWNER, None),
        (OWNER, "LENA.test.", "", None),
        (OWNER, "new.test", OWNER, ""),
        (OWNER, "new.test", "", OWNER),
        (OWNER, "handle.invalid", OWNER, ""),
        (OWNER, "", OWNER, OWNER),
    ],
)
def test_the_configured_account_goes_on(did, handle, kept, holder):
    """Also when it was renamed; who has the handle is asked only when the login's is another one."""
    hold_against(
        Identity(did, handle), wanted=LENA, kept=kept, holder=lambda: pytest.fail("asked") if holder is None else holder
    )


@pytest.mark.parametrize(
    ("did", "handle", "kept", "holder", "found"),
    [
        (ALICE, "alice.test", "", OWNER, "alice.test"),
        (ALICE, "alice.test", "", "", "alice.test"),
        (ALICE, "alice.test", OWNER, "", "alice.test"),
        (ALICE, "alice.test", ALICE, OWNER, "alice.test"),
        (ALICE, "handle.invalid", "", OWNER, ALICE),
        (ALICE, LENA, OWNER, ALICE, ALICE),
        (OWNER, "new.test", OWNER, ALICE, "new.test"),
    ],
)
def test_another_account_is_named(did, handle, kept, holder, found):
    """By its handle, and by its DID where the handle would not tell the two apart."""
    with pytest.raises(WrongAccount) as wrong:
        hold_against(Identity(did, handle), wanted=LENA, kept=kept, holder=lambda: holder)
    assert (wrong.value.found, wrong.value.wanted) == (found, LENA)


def test_a_did_may_stand_in_place_of_the_handle():
    """Whoever wants to be sure of names that change."""
    hold_against(Identity(OWNER, "any.test"), wanted=OWNER, kept="", holder=lambda: "")
    with pytest.raises(WrongAccount):
        hold_against(Identity(ALICE, "any.test"), wanted=OWNER, kept="", holder=lambda: "")


# --- a session file that is somebody else's


def exchange(world, who, role, label):
    """The file says who it would be; the tokens are carol's."""
    keep_session(world.folder / f"{who}.{role}", world.someone(label), world.session_of("carol"))
    file = world.folder / f"{who}.{role}"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"handle": world.address(who)}))


def every_way(world, approval):
    """Everything that each role can be asked for."""
    reader, publisher, messenger = world.reader(), world.publisher(), world.messenger()
    answer = Answer("m1", Sender(world.uid("owner"), world.uid("owner")), world.now(), "send")
    return [
        lambda: reader.owner,
        reader.verify,
        lambda: reader.recent_posts(since=world.now()),
        lambda: reader.notices("", floor=world.now()),
        lambda: list(reader.follows()),
        lambda: reader.own_acts(since=world.now()),
        lambda: publisher.account,
        publisher.may_post,
        lambda: publisher.publish(approval),
        lambda: publisher.look(approval, since=world.now()),
        lambda: messenger.channel,
        lambda: messenger.send(outgoing("Good morning.")),
        lambda: messenger.find_sent(outgoing("Good morning."), since=world.now()),
        lambda: messenger.answers(""),
        lambda: messenger.stands(answer),
        messenger.spoken,
    ]


@pytest.fixture
def approval(world):
    """The owner's approval of a reply to alice's question."""
    reader, uri = world.reader(), world.post("alice", "Does anyone scan old letters at home?")
    world.settle()
    return approved(world, reply_to(world, reader, post_of(world, reader, "alice", uri), "With the lid up."))


@ON_SERVERS
@pytest.mark.parametrize("labelled", ["as itself", "as the owner's"])
def test_a_session_file_of_somebody_else_does_nothing(world, approval, labelled):
    """Whatever it says it is, in every role: only whose it is is asked, and nothing else leaves."""
    for who, role in (("owner", "reader"), ("owner", "publisher"), ("bot", "messenger")):
        exchange(world, who, role, "carol" if labelled == "as itself" else who)
    wanted = every_way(world, approval)
    world.wire.sent.clear()
    for ask in wanted:
        with pytest.raises(WrongAccount) as wrong:
            ask()
        assert wrong.value.found == world.address("carol")
        assert wrong.value.wanted in (world.address("owner"), world.address("bot"))
    assert not [one.url.path for one in world.wire.sent if not any(about in one.url.path for about in ABOUT_LOGINS)]
    assert not any(map(LOGIN, world.wire.sent))
    assert world.posts("owner") == world.posts("carol") == world.inbox("owner") == []


@ON_SERVERS
def test_a_file_with_the_right_tokens_and_a_wrong_name_is_not_used(world):
    """The two do not belong together; somebody has been at it."""
    world.reader().verify()
    file = world.folder / "owner.reader"
    file.write_text(file.read_text().replace(world.uid("owner"), world.uid("carol")))
    with pytest.raises(WrongAccount):
        world.reader().verify()


@ON_SERVERS
def test_once_the_file_is_gone_the_same_client_goes_on(world):
    """No restart is needed."""
    exchange(world, "owner", "reader", "carol")
    reader = world.reader()
    with pytest.raises(WrongAccount):
        reader.verify()
    (world.folder / "owner.reader").unlink()
    assert reader.verify().uid == world.uid("owner")


@ON_SERVERS
@pytest.mark.parametrize("role", ["reader", "messenger"])
def test_check_names_both_accounts_and_probes_nothing_else(world, role):
    """What to do depends on who you are."""
    who = "bot" if role == "messenger" else "owner"
    exchange(world, who, role, "carol")
    client = world.messenger() if role == "messenger" else world.reader()
    world.wire.sent.clear()
    (problem,) = client.check()
    assert f"belongs to {world.address('carol')}, and config.toml says {world.address(who)}" in problem.what
    assert f"If you are {world.address('carol')}: change the handle in config.toml." in problem.remedy
    assert f"If you are {world.address(who)}: nudge login bluesky{' --bot' if who == 'bot' else ''}." in problem.remedy
    assert {request.url.path.rpartition("/")[2] for request in world.wire.sent} <= {
        "com.atproto.server.getSession",
        "com.atproto.identity.resolveHandle",
    }


@ON_SERVERS
def test_a_renewal_that_brings_another_account_is_not_used(world, publisher, approval):
    """Neither for the write that needed it nor later; the file stays as it was."""
    publisher.look(approval, since=world.now())
    before = (world.folder / "owner.publisher").read_text()
    carol = world.session_of("carol")
    world.wire.fail(PUT, "expired")
    world.wire.alter(REFRESH, lambda _: carol)
    with pytest.raises(WrongAccount):
        publisher.publish(approval)
    assert (world.folder / "owner.publisher").read_text() == before
    assert world.posts("owner") == world.posts("carol") == []


# --- renamed, and taken over


def rename(world, who, new):
    """Somebody takes another handle."""
    world.someone(who).post("com.atproto.identity.updateHandle", {"handle": new})
    world.settle()


@ON_SERVERS
def test_a_renamed_account_goes_on(world, publisher, approval):
    """The same DID under another name, with the session that was kept."""
    publisher.look(approval, since=world.now())
    rename(world, "owner", new := f"new-{world.address('owner')[-12:]}")
    fresh = world.publisher()
    assert (fresh.account.identity, fresh.account.address) == (approval.account, new)
    fresh.publish(approval)


@ON_SERVERS
def test_whoever_takes_the_handle_over_is_never_followed(world, publisher, approval):
    """With the old session and with the new holder's password alike: said, and nothing is written."""
    publisher.look(approval, since=world.now())
    old = world.address("owner")
    login = world.login("owner", "publisher")
    rename(world, "owner", f"new-{old[-12:]}")
    rename(world, "carol", old)
    taken = type(publisher)(**login)
    with pytest.raises(WrongAccount) as wrong:
        taken.publish(approval)
    assert wrong.value.wanted == old
    world.wire.fail(GET, "expired")
    world.wire.fail(REFRESH, "expired")
    with pytest.raises(WrongAccount):
        _ = type(publisher)(**login | {"app_password": world.someone("carol").new_app_password()}).account
    assert not any(map(PUT, world.wire.sent))


@ON_SERVERS
def test_a_renamed_account_waits_while_nobody_can_say_who_has_its_handle(world, publisher, approval):
    """Not verified is not different: nothing is done, and it goes on as soon as the service answers."""
    publisher.look(approval, since=world.now())
    rename(world, "owner", f"new-{world.address('owner')[-12:]}")
    fresh = type(publisher)(
        **world.login("owner", "publisher")
        | {"handle": json.loads((world.folder / "owner.publisher").read_text())["handle"]}
    )
    world.wire.page(RESOLVE, 503, html="<h1>Back soon</h1>")
    with pytest.raises(PlatformError) as failure:
        fresh.publish(approval)
    assert not isinstance(failure.value, WrongAccount)
    assert not failure.value.outcome_unknown
    assert not any(map(PUT, world.wire.sent))
    fresh.publish(approval)


# --- not verified is not different


@ON_SERVERS
@pytest.mark.parametrize("how", ["500", "before", "html", "empty", "429"])
def test_a_silent_server_is_not_somebody_else(world, publisher, approval, how):
    """Nothing is published, and it is asked again."""
    publisher.look(approval, since=world.now())
    fresh = world.publisher()
    world.wire.fail(GET, how)
    with pytest.raises(PlatformError) as silence:
        fresh.publish(approval)
    assert not isinstance(silence.value, WrongAccount | LoginEnded)
    assert not silence.value.outcome_unknown
    assert not any(map(PUT, world.wire.sent))
    fresh.publish(approval)


@ON_SERVERS
def test_a_session_is_asked_about_once(world, publisher, approval):
    """And a login says by itself whose it is."""
    world.wire.sent.clear()
    for _ in range(2):
        _ = publisher.account
        publisher.publish(approval)
    assert not any(map(GET, world.wire.sent))
    fresh = world.publisher()
    for _ in range(2):
        _ = fresh.account
        fresh.publish(approval)
    assert len([*filter(GET, world.wire.sent)]) == 1


@ON_SERVERS
def test_a_handle_is_compared_however_it_was_typed(world):
    """With an at sign in front, and in any case."""
    login = world.login("owner", "other")
    assert BlueskyReader(**login | {"handle": world.address("owner").upper()}).verify().uid == world.uid("owner")


# --- approvals, and the right to write


@ON_SERVERS
def test_an_approval_of_another_account_never_leaves(world, publisher, approval):
    """It is stopped before a byte."""
    with pytest.raises(NotAllowed, match="another account"):
        publisher.publish(replace(approval, account=f"bluesky:{world.uid('carol')}"))
    assert not any(map(PUT, world.wire.sent))


@ON_SERVERS
def test_an_account_that_is_switched_off_may_not_post(world, publisher, approval):
    """The server says so at the login; `check` tells it."""
    assert publisher.may_post()
    world.someone("owner").post("com.atproto.server.deactivateAccount", {})
    fresh = world.publisher()
    assert not fresh.may_post()
    with pytest.raises(MayNotPost):
        fresh.publish(approval)
    (problem,) = world.reader().check()
    assert "switched off" in problem.what


# --- what an earlier process knew


@ON_SERVERS
def test_what_was_recalled_answers_without_a_question(world):
    """Until the network is asked; only what was verified is passed on."""
    known = world.reader()
    assert known.knows() == ""
    owner = known.verify()
    reader = world.reader()
    reader.recall(known.knows())
    world.wire.sent.clear()
    assert (reader.owner.identity, reader.owner.address, reader.owner.name) == (
        owner.identity,
        owner.address,
        owner.name,
    )
    assert (world.wire.sent, reader.knows()) == ([], "")
    assert reader.verify() == owner
    assert any(map(GET, world.wire.sent))


@ON_SERVERS
def test_what_was_learnt_with_another_handle_or_server_was_not_known(world):
    """The owner changed; the first owner's memory is not theirs."""
    reader = world.reader()
    reader.verify()
    known = json.loads(reader.knows())
    for spoilt in ({"for": "carol.test"}, {"service": "https://elsewhere.example"}, {"did": 7}, {"did": "lena"}):
        other = world.reader()
        other.recall(json.dumps(known | spoilt))
        world.wire.sent.clear()
        assert other.owner.uid == world.uid("owner")
        assert world.wire.sent


# --- a login that was refused


class Clock:
    """A clock that can be put forward."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        """The time that it shows."""
        return self.now


@ON_SERVERS
def test_a_refused_login_that_works_again_is_used_within_a_minute(world):
    """By the same client, without a restart."""
    clock = Clock()
    reader = BlueskyReader(**world.login("owner", "reader"), now=clock)
    world.wire.fail(LOGIN, "denied")
    for _ in range(3):
        with pytest.raises(LoginEnded):
            reader.verify()
    assert len([*filter(LOGIN, world.wire.sent)]) == 1
    clock.now += timedelta(minutes=1)
    assert reader.verify().uid == world.uid("owner")


@ON_SERVERS
def test_a_login_that_stays_refused_is_tried_every_five_minutes(world):
    """Which stays below what a server allows in a day (BS-1)."""
    clock = Clock()
    reader = BlueskyReader(**world.login("owner", "reader"), now=clock)
    world.end_login("owner")
    for _ in range(24 * 60):
        clock.now += timedelta(minutes=1)
        with pytest.raises(LoginEnded):
            reader.verify()
    assert 280 < len([*filter(LOGIN, world.wire.sent)]) < 295
