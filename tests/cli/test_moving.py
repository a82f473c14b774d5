"""Somebody moves to another account: what is known comes along once both accounts say so, and nothing that was approved does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import load
from bot.domain import Network
from bot.store import messages, open_store, ownership, people
from tests.cli.somebody import plays
from tests.cli.test_login import agreed, set_up, token
from tests.servers.mastodon.world import open_world
from tests.store.builders import NOW, an_account

MASTODON = Network("mastodon")


@pytest.fixture(params=["mastodon", "gotosocial"])
def world(request):
    with open_world(request.param) as found:
        yield found


@pytest.fixture
def folder(new_folder):
    return new_folder


def person(world, who):
    return world.server.network.find(world.address(who))


def says_moved(world, to="carol"):
    person(world, "owner").moved = person(world, to)


def is_alias(world):
    person(world, "carol").aliases.append(f"{world.base}/users/owner")


def moves(world, folder, *, code=True):
    """The command, with the new account's address."""
    given = ["--moved", "--address", world.address("carol"), "--server", world.base]
    return plays(folder, "login", *given, answers=[("Code:", agreed(world, "carol"))] if code else [])


def lived(folder):
    """It ran, and knows whose it is, somebody, and a note about them."""
    plays(folder, "once")
    store = open_store(folder / "nudge.db")
    with store.begin() as tx:
        number = people.meet(tx, an_account("alice"), now=NOW)
        people.change(tx, number, note="met in Leeds")
        known = ownership.verified(tx, MASTODON)
    store.close()
    return number, known


def watched(monkeypatch, folder):
    """The secrets for reading and for posting, after each change of a file."""
    states, moved = [], Path.replace

    def held(name):
        file = folder / "secrets" / name
        return file.read_text().strip() if file.exists() else ""

    def replaced(file, target):
        found = moved(file, target)
        states.append((held("mastodon_owner"), held("mastodon_owner_posting")))
        return found

    monkeypatch.setattr(Path, "replace", replaced)
    return states


def test_both_accounts_say_so(world, folder, monkeypatch):
    """Then config.toml names the new one, the logins of the old one are gone, and the service knows that it is the same person."""
    set_up(world, folder)
    plays(folder, "login", "--posting", answers=[("Code:", agreed(world))])
    number, before = lived(folder)
    old, posting = token(folder, "mastodon_owner"), token(folder, "mastodon_owner_posting")
    says_moved(world)
    is_alias(world)
    states = watched(monkeypatch, folder)
    code, screen = moves(world, folder)
    assert (code, screen.splitlines()[-5:]) == (
        0,
        [
            "The login that was there before was taken back on the server.",
            "secrets/mastodon_owner_posting was owner@home.example's: it was taken back on its server.",
            "People, notes and what you two said come along. What was open for owner@home.example is laid to rest.",
            "Let it post: nudge login --posting. Your second account and the new one have to follow each other.",
            "Next: nudge check --folder FOLDER",
        ],
    )
    assert load(folder, {}).mastodon.owner.address == world.address("carol")
    assert (world.server.logins[old].revoked, world.server.logins[posting].revoked) == (True, True)
    assert list((folder / "secrets").glob("mastodon_owner_posting*")) == []
    assert {reads for reads, posts in states if posts == posting} == {old}
    plays(folder, "once")
    store = open_store(folder / "nudge.db")
    with store.begin() as tx:
        now = ownership.verified(tx, MASTODON)
        assert (now.address, now.identity != before.identity) == (world.address("carol"), True)
        assert people.person(tx, number).note == "met in Leeds"
        assert "carol@home.example on Mastodon now" in " ".join(told(tx))
    store.close()


def told(tx):
    return [message.text.replace("\u2060", "") for message in messages.history(tx)]


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        (False, False, ["owner@home.example does not say that it moved to carol@home.example", "does not name owner@home.example"]),
        (False, True, ["owner@home.example does not say that it moved to carol@home.example"]),
        (True, False, ["carol@home.example does not name owner@home.example as an alias"]),
        ("alice", True, ["owner@home.example says that it moved to alice@home.example, not to carol@home.example"]),
    ],
)  # fmt: skip
def test_without_both_nothing_is_carried(world, folder, old, new, missing):
    """It says which side is missing and where that is done; the login, the settings and the store stay, and a token that was made is gone."""
    set_up(world, folder)
    _, before = lived(folder)
    login, config = token(folder, "mastodon_owner"), (folder / "config.toml").read_text()
    if old:
        says_moved(world, old if isinstance(old, str) else "carol")
    if new:
        is_alias(world)
    asks = world.server.network.flavour.ulids and old is True  # only whoever is logged in there is told its aliases
    code, screen = moves(world, folder, code=asks)
    assert code == 2
    for words in missing:
        unknown = world.server.network.flavour.ulids and not asks and "does not name" in words
        assert (words in screen) is not unknown
    assert screen.splitlines()[-1] == "Nothing was changed, and both accounts can be asked again: nudge login --moved."
    assert (token(folder, "mastodon_owner"), (folder / "config.toml").read_text()) == (login, config)
    store = open_store(folder / "nudge.db")
    with store.begin() as tx:
        assert ownership.verified(tx, MASTODON) == before
        assert not ownership.take_move(
            tx, before.identity, f"mastodon:{world.address('carol')}#{person(world, 'carol').id}"
        )
    store.close()
    made = [one for one in world.server.oauth.made_by if world.server.logins[one].person.username == "carol"]
    assert all(world.server.logins[one].revoked for one in made)
    assert len(made) == asks


def test_a_login_for_posting_in_config_toml_is_said_before_anything_is_asked(world, folder):
    """It cannot be put aside, and would be the new account's; nobody opens a page for nothing."""
    set_up(world, folder)
    config = folder / "config.toml"
    config.write_text(config.read_text().replace("[mastodon.owner]", '[mastodon.owner]\nposting_token = "x"', 1))
    before = config.read_text()
    says_moved(world)
    is_alias(world)
    code, screen = moves(world, folder, code=False)
    assert (code, "config.toml holds this login itself (the line posting_token = …)" in screen) == (2, True)
    assert (config.read_text(), "authorize" in screen) == (before, False)


def test_a_stranger_cannot_be_moved_from(world, folder):
    """What is stored is of another account than the one that moved: nothing is carried to anybody."""
    set_up(world, folder)
    lived(folder)
    store = open_store(folder / "nudge.db")
    with store.begin() as tx:
        ownership.put_verified(tx, replace(an_account("dora"), network=MASTODON))
    store.close()
    says_moved(world)
    is_alias(world)
    code, screen = moves(world, folder)
    assert (code, "which is another account. Nothing was changed." in screen) == (2, True)
    assert load(folder, {}).mastodon.owner.address == world.address("owner")


def test_the_address_that_is_there_already_is_no_move(world, folder):
    """Nor is what is no address."""
    set_up(world, folder)
    for address in (world.address("owner"), "carol"):
        code, screen = plays(folder, "login", "--moved", "--address", address)
        assert (code, screen.endswith("Nothing was changed.\n")) == (2, True)


def test_on_bluesky_nothing_has_to_be_carried(folder):
    """An account is the same wherever it lives, and whatever it is called."""
    plays(folder, "init", "--address", "lena.bsky.social", "--timezone", "Europe/Lisbon", "--no-login")
    code, screen = plays(folder, "login", "--moved", "--address", "lena.example")
    assert (code, "stays the same wherever it lives" in screen) == (2, True)
