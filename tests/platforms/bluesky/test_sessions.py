"""One login, kept and renewed, against a real server (BS-1 to BS-9)."""

import json
import stat
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.errors import LoginEnded, PlatformError
from bot.platforms.bluesky.reader import BlueskyReader
from tests.servers.atproto.faults import calls

pytestmark = pytest.mark.parametrize("world", ["bluesky"], indirect=True)

TIMELINE = calls("app.bsky.feed.getTimeline")
REFRESH = calls("com.atproto.server.refreshSession")
LOGIN = calls("com.atproto.server.createSession")


def sent(world, wanted):
    """How often a call left since the test began."""
    return sum(map(wanted, world.wire.sent))


def look(reader):
    """One reading of home."""
    return reader.recent_posts(since=datetime.now(UTC) - timedelta(hours=1))


def session_file(world):
    """Where the reader keeps its login."""
    return world.folder / "owner.reader"


def revoke_app_passwords(world, who):
    """Somebody takes back all app passwords in their settings."""
    one = world.someone(who)
    for password in one.get("com.atproto.server.listAppPasswords")["passwords"]:
        one.post("com.atproto.server.revokeAppPassword", {"name": password["name"]})


def test_a_restart_does_not_log_in_again(world):
    """The login is read from the disk; the server counts logins (BS-1)."""
    for _ in range(3):
        look(world.reader())
    assert sent(world, LOGIN) == 1


def test_a_session_is_kept_for_one_pair_of_eyes(world):
    """One whole file that nobody else can read, and nothing left beside it (BS-5)."""
    look(world.reader())
    assert stat.S_IMODE(session_file(world).stat().st_mode) == 0o600
    assert json.loads(session_file(world).read_text())["handle"] == world.address("owner")
    assert [path.name for path in world.folder.iterdir()] == ["owner.reader"]


def test_each_role_has_a_session_of_its_own(world):
    """Reader and publisher never share one (BS-4)."""
    look(world.reader())
    with pytest.raises(PlatformError):
        world.publisher()._connection.get("app.bsky.feed.getPosts", uris=["not an address"])
    assert {path.name for path in world.folder.iterdir()} == {"owner.reader", "owner.publisher"}


def test_an_expired_token_is_renewed_and_the_request_repeated(world):
    """The SDK does not do it by itself (BS-3); what is new is kept."""
    reader = world.reader()
    look(reader)
    before = session_file(world).read_text()
    world.wire.fail(TIMELINE, "expired")
    look(reader)
    assert (sent(world, REFRESH), sent(world, LOGIN)) == (1, 1)
    assert session_file(world).read_text() != before


def test_when_the_refresh_token_has_ended_the_password_helps(world):
    """Once (BS-9)."""
    reader = world.reader()
    look(reader)
    world.wire.fail(TIMELINE, "expired")
    world.wire.fail(REFRESH, "expired")
    world.wire.sent.clear()
    reader._connection._kept._pauses.__init__()  # hours have gone by since the first login
    look(reader)
    assert sent(world, LOGIN) == 1


def test_logins_never_follow_one_another_quickly(world):
    """A session that does not hold makes no loop of logins; whoever asks hears when to come back."""
    reader = world.reader()
    for _ in range(2):
        look(reader)
        world.wire.fail(TIMELINE, "expired")
        world.wire.fail(REFRESH, "expired")
    for _ in range(2):
        world.wire.fail(TIMELINE, "expired")
        world.wire.fail(REFRESH, "expired")
        with pytest.raises(PlatformError) as failure:
            look(reader)
        assert failure.value.retry_after > timedelta()
    assert sent(world, LOGIN) == 2


def test_a_revoked_password_ends_the_login(world):
    """Only the owner can mend that; the server is not asked again and again."""
    reader = world.reader()
    look(reader)
    revoke_app_passwords(world, "owner")
    reader._connection._kept._pauses.__init__()
    world.wire.sent.clear()
    for _ in range(3):
        world.wire.fail(TIMELINE, "expired")
        with pytest.raises(LoginEnded):
            look(reader)
    assert sent(world, LOGIN) == 1


def test_a_wrong_password_is_said_by_check(world):
    """With what to do, and without raising."""
    reader = BlueskyReader(**{**world.login("owner", "other"), "app_password": "abcd-abcd-abcd-abcd"})
    (problem,) = reader.check()
    assert "refused" in problem.what
    assert "app password" in problem.remedy


def test_a_main_password_is_said_by_check(world):
    """It would work; it should not be used (BS-10)."""
    reader = BlueskyReader(**{**world.login("owner", "other"), "app_password": world.someone("owner").password})
    (problem,) = reader.check()
    assert "app password" in problem.what


def test_a_server_that_is_not_there_is_said_by_check(world):
    """The address is named."""
    login = {**world.login("owner", "other"), "service": "http://127.0.0.1:9"}
    (problem,) = BlueskyReader(**login).check()
    assert "http://127.0.0.1:9" in problem.what


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"session": "a:::b"}', '{"session": 7}', "\udcff"])
def test_a_garbled_session_counts_as_none(world, kept):
    """It is replaced by a new one (BS-8)."""
    session_file(world).write_bytes(kept.encode(errors="surrogateescape"))
    look(world.reader())
    assert json.loads(session_file(world).read_text())["session"]


@pytest.mark.parametrize("session", ["a:::b:::c:::d:::e", "nothing", ":::" * 4])
def test_a_session_that_is_no_session_counts_as_none(world, session):
    """Also in a file of the right shape."""
    file = {"service": world.addresses["pds"], "handle": world.address("owner"), "session": session}
    session_file(world).write_text(json.dumps(file))
    look(world.reader())
    assert sent(world, LOGIN) == 1


def test_a_session_of_another_account_is_not_used(world):
    """The config may have changed since."""
    look(world.reader())
    other = {**world.login("bot", "x"), "session_file": session_file(world)}
    assert BlueskyReader(**other).owner.uid == world.uid("bot")


def test_a_login_survives_a_changed_handle(world):
    """The session goes on under the same DID, and so does a login with the password (BS-7, BI-3)."""
    reader = world.reader()
    look(reader)
    new = f"new-{world.address('owner')[-12:]}"
    world.someone("owner").post("com.atproto.identity.updateHandle", {"handle": new})
    world.settle()
    world.wire.fail(TIMELINE, "expired")
    world.wire.fail(REFRESH, "expired")
    fresh = world.reader()
    look(fresh)
    assert (fresh.owner.uid, fresh.owner.address) == (world.uid("owner"), new)


def test_a_disk_that_takes_nothing_does_not_stop_the_reading(world):
    """The login in memory is good all the same (BS-6); the log says it."""
    (world.folder / "full").write_text("a file, where a folder should be")
    login = {**world.login("owner", "reader"), "session_file": world.folder / "full" / "session"}
    with capture_logs() as logs:
        look(BlueskyReader(**login))
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["session_not_kept"]


def test_no_secret_is_ever_logged(world):
    """Neither tokens nor passwords, in events or in errors (BC-9)."""
    with capture_logs() as logs:
        reader = world.reader()
        look(reader)
        for how in ("500", "html", "expired", "429"):
            world.wire.fail(TIMELINE, how)
            try:
                look(reader)
            except PlatformError as failure:
                logs.append({"event": repr(failure)})
        kept = json.loads(session_file(world).read_text())["session"].split(":::")
    written = f"{logs} {reader._login} {reader._connection._client._session!r}"
    assert not [secret for secret in (*kept[2:4], world.someone("owner").app_password) if secret in written]


def test_a_stale_connection_is_tried_once_more(world):
    """Servers close what was idle; for a reading that is no failure (BC-6)."""
    reader = world.reader()
    world.wire.fail(TIMELINE, "disconnect")
    look(reader)
    assert sent(world, TIMELINE) == 2
    for _ in range(2):
        world.wire.fail(TIMELINE, "disconnect")
    with pytest.raises(PlatformError):
        look(reader)
