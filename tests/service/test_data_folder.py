"""A folder that cannot be held is said in one sentence, with who it is that cannot and what to do (BS-5)."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bot.cli import service, serving
from bot.errors import BotError
from bot.service import data_folder
from bot.store.trouble import sentence
from tests import forked

NOBODY = 65534
CONFIG = """
[mastodon.owner]
server = "http://127.0.0.1:9"
address = "lena@home.example"
token_file = "token"
"""


@pytest.fixture
def not_ours():
    """A folder of somebody else's, which everybody may read."""
    folder = Path(tempfile.mkdtemp())
    (folder / "config.toml").write_text(CONFIG)
    (folder / "token").write_text("t")
    folder.chmod(0o755 if os.getuid() == 0 else 0o555)
    if os.getuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def nudge(*arguments, folder):
    """Run the real command in a process of its own, with no more rights than its user's id gives."""
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "NUDGE_FOLDER": str(folder)}
    return forked.ran(arguments, environ, program="tests.service.as_anybody")


@pytest.mark.parametrize("command", ["run", "once"])
def test_a_folder_that_is_not_ours_is_said_with_the_remedy(not_ours, command):
    """Docker makes the folder as root: the user's id, the command that helps, the code of what has to be mended."""
    ended = nudge(command, folder=not_ours)
    assert ended.returncode == 2, ended.stderr
    assert f"{not_ours} cannot be written by the user with the id {os.getuid()}" in ended.stderr
    ours = f"chmod -R u+rwX {not_ours}"  # where nobody can give a folder away
    assert (f"chown -R 0 {not_ours}" if os.getuid() == 0 else ours) in ended.stderr
    assert "Traceback" not in ended.stderr


def test_looking_needs_no_folder_that_it_may_write(not_ours):
    """It says that nothing is kept, and goes on to the network, which is silent here."""
    ended = nudge("look", folder=not_ours)
    assert ended.returncode == 2, ended.stderr
    assert "Nothing of what is read now is kept." in ended.stderr
    assert "127.0.0.1:9 could not be reached" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["run", "once", "look", "check", "status", "queue", "health"])
def test_a_folder_that_cannot_even_be_read_ends_no_command_in_a_traceback(not_ours, command):
    """Closed to everybody but whom it belongs to."""
    not_ours.chmod(0o000)
    ended = nudge(command, folder=not_ours)
    assert ended.returncode in (1, 2), ended.stderr
    assert "Traceback" not in ended.stderr
    assert "fault of its own" not in ended.stderr


def test_a_file_in_place_of_the_folder_is_said(tmp_path):
    """Nothing has to be given to anybody there."""
    (tmp_path / "taken").touch()
    with pytest.raises(BotError, match="has to be a folder") as refusal, data_folder.locked(tmp_path / "taken"):
        pass
    assert "chown" not in str(refusal.value)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EIO])
def test_a_file_system_without_locks_is_not_another_program(tmp_path, monkeypatch, number):
    """No such file system is at hand in a test: only its answer is."""

    def flock(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(BotError, match="keeps no locks") as refusal, data_folder.locked(tmp_path):
        pass
    assert "disk of this machine" in str(refusal.value)
    assert "Another nudge" not in str(refusal.value)


def test_another_program_on_the_folder_is_said_to_be_one(tmp_path):
    """And to be stopped first."""
    with (
        data_folder.locked(tmp_path),
        pytest.raises(BotError, match="Another nudge is running"),
        data_folder.locked(tmp_path),
    ):
        pass


def test_a_lock_that_was_taken_away_holds_nothing(tmp_path, monkeypatch):
    """Whoever had opened it before looks anew: a third program would find none there, and make one."""
    real = data_folder._lock_of

    def taken_away(folder):
        file = real(folder)
        (folder / ".nudge.lock").unlink()
        return file

    monkeypatch.setattr(data_folder, "_lock_of", taken_away)
    with pytest.raises(data_folder.InUse, match="Another nudge is running"), data_folder.locked(tmp_path):
        pytest.fail("it is held")
    monkeypatch.undo()
    with data_folder.locked(tmp_path):
        assert (tmp_path / ".nudge.lock").exists()


def test_what_waited_for_a_restore_waits_for_its_end(tmp_path, monkeypatch):
    """The configuration is there a moment before whoever put it there has ended; not for ever, though."""
    looks = []
    with ExitStack() as restore:
        restore.enter_context(data_folder.locked(tmp_path))
        monkeypatch.setattr(
            data_folder.time, "sleep", lambda _: looks.append(1) or (len(looks) > 5 and restore.close())
        )
        with data_folder.locked(tmp_path, after_a_restore=True):
            assert len(looks) == 6
        restore.enter_context(data_folder.locked(tmp_path))
        monkeypatch.setattr(data_folder.time, "sleep", looks.append)
        with (
            pytest.raises(BotError, match="a restore ends by itself"),
            data_folder.locked(tmp_path, after_a_restore=True),
        ):
            pass


@pytest.mark.parametrize("waited", [True, False])
def test_run_waits_so_only_where_it_waited_for_a_configuration(tmp_path, monkeypatch, waited):
    """Beside a service that runs it is refused at once."""
    asked = []
    (tmp_path / ".nudge.lock").touch()

    @contextmanager
    def locked(_folder, *, after_a_restore, otherwise):
        asked.append(after_a_restore)
        raise BotError("held")
        yield

    monkeypatch.setattr(data_folder, "locked", locked)
    monkeypatch.setattr(serving, "_wait_for_a_configuration", lambda _: waited)
    with pytest.raises(BotError, match="held"):
        service.run(tmp_path)
    assert asked == [waited]


@pytest.mark.parametrize("said", ["locking protocol", "disk I/O error"])
def test_what_sqlite_says_on_a_network_share_is_told_so(said):
    """Both are what it says where locks do not work."""
    assert "network share" in sentence(said)


@pytest.mark.parametrize("said", ["attempt to write a readonly database", "unable to open database file"])
def test_a_database_that_is_not_ours_is_said_with_the_users_id(said):
    """The same remedy as for its folder."""
    assert f"the user with the id {os.getuid()}" in sentence(said)
