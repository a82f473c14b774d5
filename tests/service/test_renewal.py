"""A login or a setting that is changed beside the running service is taken up, after each login was held against its account."""

from __future__ import annotations

import json
import os
import signal
import sys

import pytest

from bot.config import load
from bot.config.state import signature
from bot.service import heartbeat
from bot.service.renewal import Renewal
from bot.store import open_store
from tests import forked
from tests.cli.somebody import plays
from tests.cli.started import waited
from tests.cli.test_login import agreed
from tests.servers.mastodon.world import open_world

pytestmark = pytest.mark.waits

WAIT = 40.0
LOOKS_OF_LOGIN = 5
"""More requests than `nudge login` makes with the new token itself."""


@pytest.fixture
def world():
    with open_world() as found:
        yield found


@pytest.fixture
def folder(world, tmp_path):
    """Set up to read only, with the terminal as the way to the owner."""
    given = ["--address", world.address("owner"), "--server", world.base, "--timezone", "Europe/Lisbon"]
    code, screen = plays(tmp_path / "nudge", "init", *given, answers=[("Code:", agreed(world))])
    assert code == 0, screen
    return tmp_path / "nudge"


@pytest.fixture
def running(folder):
    """`nudge run` in a process of its own; its log is written to a file beside the folder."""
    log, environ = folder.parent / "log", {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    with log.open("wb") as out, open(os.devnull, "rb") as nothing:  # noqa: PTH123
        streams = (nothing.fileno(), out.fileno(), out.fileno())
        service = forked.begun(["run", "--log", "json", "--folder", str(folder)], environ, streams=streams)
    try:
        waited(lambda: taken(folder), service, longest=WAIT)
        yield log
    finally:
        service.terminate()
        ended(service)


def ended(service):
    """Told to end, it does; what does not is killed."""
    try:
        service.wait(WAIT)
    finally:
        service.send_signal(signal.SIGKILL)
        service.wait()


def until(found):
    """As soon as it is so."""
    waited(found, longest=WAIT)


def requests(world, token):
    """How many a login has made, as the server counts them."""
    return sum(
        number for (what, whose, _), number in world.server.limits.used.items() if (what, whose) == ("requests", token)
    )


def taken(folder):
    return (heartbeat.read(folder) or {}).get("taken")


def test_a_login_beside_the_running_service_is_taken_up(world, folder, running):
    """The old token is taken back only then, so that the service never stands before a closed door."""
    old = (folder / "secrets" / "mastodon_owner").read_text().strip()
    code, screen = plays(folder, "login", "mastodon", answers=[("Code:", agreed(world))])
    assert code == 0
    assert (
        "The running service has taken it up.\nThe login that was there before was taken back on the server.\n"
        in screen
    )
    assert world.server.logins[old].revoked
    new = (folder / "secrets" / "mastodon_owner").read_text().strip()
    until(lambda: requests(world, new) > LOOKS_OF_LOGIN)
    events = [json.loads(line)["event"] for line in running.read_text().splitlines()]
    assert "change_taken" in events
    assert not {"source_failed", "step_failed"} & set(events)


def test_a_second_account_beside_the_running_service_is_taken_up(world, folder, running):
    """Login and settings together; it writes by that way from then on, and no test message goes out beside it."""
    given = ["--bot", "--address", world.address("bot"), "--server", world.base]
    code, screen = plays(
        folder, "login", "mastodon", *given, answers=[("Code:", agreed(world, "bot")), ("yes, or no", "no")]
    )
    assert code == 0
    assert screen.count("The running service has taken it up.") == 1
    assert "has not taken it up" not in screen
    until(lambda: world.inbox("owner"))
    assert {message.by for message in world.inbox("owner")} == {"bot"}
    assert "step_failed" not in running.read_text()


def test_a_setting_beside_the_running_service_is_taken_up(folder, running):
    """And one that does not fit leaves it going as before, with a line in the log."""
    code, screen = plays(folder, "set", "deliver.people_per_day", "1")
    assert (code, screen.splitlines()[-1]) == (0, "The running service has taken it up.")
    (folder / "config.toml").write_text("nonsense")
    until(lambda: "change_not_taken" in running.read_text())
    assert heartbeat.is_held(folder)


def test_a_file_that_was_not_changed_begins_nothing(folder):
    """However often it is looked at; a change begins once."""
    config = load(folder, {})
    store = open_store(None)
    renewal = Renewal(config, {}, store, None)
    assert [renewal.program(), renewal.program()] == [None, None]
    (folder / "secrets" / "mastodon_owner").touch()
    assert renewal.program() is not None
    assert renewal.program() is None
    assert renewal.taken == signature(config)
    store.close()


def test_another_database_is_for_the_next_start(folder):
    """What is open lies in the old one."""
    store = open_store(None)
    renewal = Renewal(load(folder, {}), {}, store, None)
    with (folder / "config.toml").open("a") as file:
        file.write('[store]\npath = "other.db"\n')
    assert renewal.program() is None
    store.close()
