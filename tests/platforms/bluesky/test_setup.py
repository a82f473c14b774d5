"""Somebody is logged in with an app password on a real server, and the second account is made ready (BI-1, BP-8)."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

from bot.config import Config, load
from bot.errors import LoginEnded, NotAllowed
from bot.platforms.bluesky import finding
from bot.platforms.bluesky.addresses import is_address
from bot.platforms.bluesky.setup import BlueskySecond, BlueskySignIn
from bot.platforms.setup import NotTaken, Role
from bot.platforms.wire import Request
from tests.cli.somebody import plays

pytestmark = pytest.mark.parametrize("world", ["bluesky"], indirect=True)
WRONG = "abcd-abcd-abcd-abcd"


def configured(world, folder, *, handle=None):
    """Both accounts on the loopback server; the bot with the password that may send messages."""
    pds = world.addresses["pds"]
    bot = {
        "handle": world.address("bot"),
        "service": pds,
        "chat_did": world.addresses["chatDid"],
        "app_password": world.someone("bot").app_password_dm,
    }
    owner = {"handle": handle or world.address("owner"), "service": pds}
    return Config.of({"bluesky": {"owner": owner, "bot": bot}}, folder)


@pytest.fixture
def signing(world, tmp_path):
    """Begins a login in a role."""
    begun = []

    def begin(role, **differs):
        begun.append(BlueskySignIn(configured(world, tmp_path, **differs), role))
        return begun[-1]

    yield begin
    for one in begun:
        one.close()


def refused(sign_in, password):
    with pytest.raises(LoginEnded) as ended:
        sign_in.whose(sign_in.take(password))
    return str(ended.value)


def test_an_app_password_is_looked_at_before_it_is_kept(world, signing):
    """Whose it is; nothing is left on the disk."""
    sign_in = signing(Role.READING)
    found = sign_in.whose(sign_in.take(world.someone("owner").app_password))
    assert found.address == world.address("owner")


def test_the_main_password_is_sent_nowhere(world, signing):
    """It could do far more than is needed (BS-10)."""
    with pytest.raises(NotTaken, match="xxxx-xxxx-xxxx-xxxx"):
        signing(Role.READING).take(world.someone("owner").password)


def test_a_wrong_handle_and_a_wrong_password_are_told_apart(world, signing):
    """A server says the same of both."""
    assert "knows" in (said := refused(signing(Role.READING), WRONG))
    assert world.address("owner") in said
    assert refused(signing(Role.READING, handle="nobody-here.test"), WRONG) == (
        "nobody on Bluesky has the handle nobody-here.test"
    )


def test_the_second_account_needs_the_right_to_messages(world, signing):
    """A password without the tick is refused before it is kept (BI-1)."""
    assert "may not send private messages" in refused(signing(Role.BOT), world.someone("bot").new_app_password())
    assert signing(Role.BOT).whose(world.someone("bot").app_password_dm).address == world.address("bot")


def test_somebody_elses_app_password_is_not_taken(world, signing):
    """It cannot open the configured account."""
    assert "refused" in refused(signing(Role.READING), world.someone("carol").new_app_password())


def test_the_second_account_is_labelled_and_follows_the_owner(world, tmp_path):
    """Each only when asked for; what stood in its profile stays."""
    one = world.someone("bot")
    record = {"$type": "app.bsky.actor.profile", "displayName": "Lena's nudge", "description": "of lena"}
    one.post(
        "com.atproto.repo.putRecord",
        {"repo": one.did, "collection": "app.bsky.actor.profile", "rkey": "self", "record": record},
    )
    second = BlueskySecond(configured(world, tmp_path))
    try:
        assert not second.ties().marked
        second.mark()
        second.follow()
        world.settle()
        found = second.ties()
    finally:
        second.close()
    assert (found.marked, found.follows) == (True, True)
    kept = one.get("com.atproto.repo.getRecord", repo=one.did, collection="app.bsky.actor.profile", rkey="self")[
        "value"
    ]
    assert (kept["displayName"], kept["labels"]["values"]) == ("Lena's nudge", [{"val": "bot"}])


def test_a_follow_that_was_just_made_is_known_at_once(world, tmp_path):
    """The AppView sees it moments later; the owner is not sent to their app for what was done."""
    second = BlueskySecond(configured(world, tmp_path))
    try:
        second.follow()
        asked = []
        second._connection.get = lambda nsid, **_: asked.append(nsid) or {"did": "did:plc:x", "relationships": [{}]}
        assert second.ties().follows
    finally:
        second.close()
    assert "app.bsky.graph.getRelationships" in asked


def test_its_setting_up_can_write_nothing_else(world, tmp_path):
    """Nothing at all before it is asked for."""
    second = BlueskySecond(configured(world, tmp_path))
    for nsid in ("com.atproto.repo.putRecord", "com.atproto.repo.createRecord", "chat.bsky.convo.sendMessage"):
        with pytest.raises(NotAllowed):
            second._gate.check(Request("POST", f"https://pds.example/xrpc/{nsid}", {}, json.dumps({}).encode()))
    second.close()


def test_the_first_commands(world, tmp_path, monkeypatch):
    """As somebody plays them: the main password first, then a wrong one, then the right one; then the second account."""
    for name in ("NUDGE_FOLDER", "NUDGE_ADDRESS", "NUDGE_TIMEZONE", "NUDGE_SERVER"):
        monkeypatch.delenv(name, raising=False)
    folder, pds, owner = tmp_path / "nudge", world.addresses["pds"], world.someone("owner")
    code, screen = plays(
        folder, "init", "--address", owner.handle, "--server", pds, "--timezone", "Europe/Lisbon",
        answers=[("App password:", owner.password), ("App password:", WRONG), ("App password:", owner.app_password)],
    )  # fmt: skip
    assert code == 0, screen
    assert "That one was not taken: an app password looks like xxxx-xxxx-xxxx-xxxx." in screen
    assert "and this app password was refused. Once more, or Ctrl-C to leave." in screen
    assert "I only read. Nothing in me can post until you allow it." in screen
    for secret in (owner.password, WRONG, owner.app_password):
        assert secret not in screen
    assert not load(folder, {}).publish.enabled
    second(world, folder, pds)


def second(world, folder, pds):
    bot = world.someone("bot")
    world.label_as_a_bot("bot", is_one=False)

    def follows(_shown):
        world.follow("owner", "bot")
        world.settle()
        return ""

    with (folder / "config.toml").open("a") as file:
        file.write(f'[bluesky.bot]\nhandle = "{bot.handle}"\nservice = "{pds}"\n')
        file.write(f'chat_did = "{world.addresses["chatDid"]}"\n')
    already = world.someone("owner").get("app.bsky.graph.getRelationships", actor=bot.did, others=[world.uid("owner")])
    between = already["relationships"][0]
    answers = [("App password:", bot.new_app_password()), ("App password:", bot.app_password_dm), ("Mark it?", "yes")]
    if not between.get("following"):
        answers.append(("Follow?", "yes"))
    if not (between.get("followedBy") and between.get("following")):
        answers.append(("Press Enter", follows))
    code, screen = plays(
        folder, "login", "bluesky", "--bot", answers=[*answers, ("One test message?", "no"), ("yes, or no", "yes")]
    )
    assert code == 0, screen
    assert "this app password may not send private messages. Once more" in screen.replace("This", "this")
    held = load(folder, {})
    assert (held.deliver.through, held.publish.enabled) == ("bluesky", True)


def test_the_server_of_an_account_is_found_by_its_handle(world, monkeypatch):
    """Nobody has to know where their account lives; where it cannot be told, the usual entrance is tried."""
    monkeypatch.setattr(finding, "RESOLVER", world.addresses["pds"])
    monkeypatch.setattr(finding, "DIRECTORY", world.addresses["plc"])
    served = finding.home(world.address("owner"))
    assert urlsplit(served).port == urlsplit(world.addresses["pds"]).port
    assert finding.home("nobody-here.test") == ""
    monkeypatch.setattr(finding, "DIRECTORY", "http://127.0.0.1:9")
    assert finding.home(world.address("owner")) == ""
    monkeypatch.setattr(finding, "RESOLVER", "http://127.0.0.1:9")
    assert finding.home("lena.bsky.social") == ""


def test_an_address_is_known_by_its_form(world):
    """So that nobody is asked which network they mean."""
    assert is_address(world.address("owner"))
    assert not is_address("lena@writers.example")
