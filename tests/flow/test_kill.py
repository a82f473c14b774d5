"""Killed at any place between the owner's `send` and the recorded publication, the reply stands once after a restart."""

from __future__ import annotations

import json
import os
import shutil
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import forked
from tests.flow.house import PLAIN, QUESTION, WORDS, House, plain
from tests.worlds import SERVERS

CHILD = "tests.flow.kill_child"
ROOT = Path(__file__).parents[2]
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
MANY = 60
REQUIRED = os.environ.get("NUDGE_REQUIRE_SERVERS") == "1"
EVERY = 1 if REQUIRED else 4
"""Every place where servers are required, as in CI; every fourth otherwise, for a child takes its time to start."""
SLOW = 1 if REQUIRED else 12
"""The same on the AT Protocol's servers, which take theirs too."""


def approved(world, folder: Path) -> House:
    """A house whose owner has just said `send`; nobody has heard it yet."""
    house = House(world, folder)
    house.question = world.post("alice", QUESTION)
    house.go()
    house.said(WORDS, to=house.nudge())
    world.message("owner", "send", reply_to=house.preview().id)
    world.settle()
    house.store.close()
    return house


def described(world, folder: Path, offset: timedelta) -> str:
    """What the child must know of the network."""
    of = {"folder": str(folder), "offset": offset.total_seconds(), "config": PLAIN, "network": str(world.network)}
    if of["network"] == "bluesky":
        keys = ("service", "handle", "app_password")
        owner, bot = world.login("owner", "child"), world.login("bot", "child", messages=True)
        of |= {"owner": {k: owner[k] for k in keys}, "bot": {k: bot[k] for k in keys}}
        of |= {"uid": world.uid("owner"), "chat": world.addresses["chatDid"]}
    else:
        of |= {"base": world.base, "owner": world.tokens["owner"], "bot": world.tokens["bot"]}
        of |= {"address": world.address("owner"), "bot_address": world.address("bot")}
    return json.dumps(of)


def killed_at(place: int, said: str) -> bool:
    """Run the child; whether it was killed on the way."""
    done = forked.ran([said, str(place)], ENVIRONMENT, program=CHILD, where=ROOT, timeout=120)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def after_a_restart(world, template: Path, folder: Path, place: int) -> tuple[House, bool]:
    """Kill a child at a place, start anew on the same folder, and let it come to rest."""
    shutil.copytree(template, folder)
    _forget_how_much_was_asked(world)
    killed = killed_at(place, described(world, folder, world.now() - datetime.now(UTC)))
    house = House(world, folder)
    for _ in range(3):
        house.later(minutes=3)
        house.go()
    house.store.close()
    return house, killed


def _forget_how_much_was_asked(world) -> None:
    """The next window of the loopback server's limits (ML-1)."""
    if getattr(world, "server", None) is not None:
        world.control(advance=300)


def sweep(world, folder: Path, places, *, protected: bool) -> int:
    """Kill at each place in turn; what one turn wrote is deleted before the next. Returns how many were killed.

    Each turn begins with a copy of the same folder, and a conversation that knew more would show it as an old copy.
    """
    approved(world, folder / "template")
    said, deaths = {message.id for message in world.inbox("owner")}, 0
    for place in places:
        house, killed = after_a_restart(world, folder / "template", folder / str(place), place)
        standing = house.replies()
        assert len(standing) <= 1, f"twice, when killed at place {place}"
        if not standing:
            assert not protected, f"never, when killed at place {place}"
            assert "did not tell me whether" in plain(house.last.text)
        for reply in standing:
            assert WORDS in reply.text
            assert reply.parent == house.world.posts("alice")[-1].id
            world.delete("owner", reply.id)
        for message in house.received:
            if message.id not in said:
                world.delete_message("bot", message.id)
        world.settle()
        if not killed:
            break
        deaths += 1
    return deaths


@pytest.mark.parametrize("world", ["mastodon"], indirect=True)
def test_on_mastodon_it_stands_exactly_once(world, tmp_path):
    """An Idempotency-Key makes the repeat harmless for an hour; every place is tried."""
    assert sweep(world, tmp_path, range(1, MANY, EVERY), protected=True) > 8 // EVERY


@pytest.mark.parametrize("world", ["gotosocial"], indirect=True)
def test_where_the_server_gives_no_protection_it_stands_once_or_the_owner_is_asked(world, tmp_path):
    """Never twice (MO-10); every place is tried."""
    assert sweep(world, tmp_path, range(1, MANY, EVERY), protected=False) > 8 // EVERY


@pytest.mark.skipif("named" not in SERVERS, reason="NUDGE_TEST_MASTODON names no server")
@pytest.mark.parametrize("world", ["named"], indirect=True)
def test_on_a_server_that_is_named_it_stands_once_or_the_owner_is_asked(world, tmp_path):
    """On a real one, at some of the places."""
    assert sweep(world, tmp_path, range(1, MANY, SLOW), protected=world.can.idempotent) > 0


@pytest.mark.parametrize("world", ["bluesky"], indirect=True)
def test_on_the_at_protocol_it_stands_exactly_once(world, tmp_path):
    """The record's key and the whole record are fixed before the first attempt (BW-6); every place is tried."""
    assert sweep(world, tmp_path, range(1, MANY, SLOW), protected=True) > 8 // SLOW
