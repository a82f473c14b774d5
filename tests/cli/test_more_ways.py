"""Ways to set it up wrongly that are made of folders, links and files of other programs, and of servers that are none."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import threading
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.cli import health, serving
from bot.cli.folder import at_home, opened
from bot.config import keeping, unreadable
from bot.errors import BotError
from tests.cli.sixty import BOT, GOOD
from tests.cli.somebody import plays
from tests.servers.mastodon.world import open_world


@pytest.fixture(scope="module")
def world():
    with open_world() as found:
        yield found


@pytest.fixture
def folder(world, tmp_path, nothing_given):
    """A folder of an owner who only reads, in which nothing is wrong."""
    folder = tmp_path / "here"
    filled = GOOD.replace("{owner}", world.address("owner")).replace("{base}", world.base)
    keeping.put(folder / "config.toml", filled)
    keeping.put(folder / "secrets" / "mastodon_owner", world.tokens["owner"])
    folder.chmod(0o700)
    return folder


def test_what_seems_exchanged_writes_nothing_to_anybody(folder, world):
    """The human's account is not the one that messages come from, whatever config.toml says."""
    owner, bot = world.address("owner"), world.address("bot")
    filled = f"{GOOD}{BOT}".replace("{owner}", bot).replace("{bot}", owner).replace("{base}", world.base)
    keeping.put(folder / "config.toml", filled)
    keeping.put(folder / "secrets" / "mastodon_owner", world.tokens["bot"])
    keeping.put(folder / "secrets" / "mastodon_bot", world.tokens["owner"])
    world.server.requests.clear()
    code, said = plays(folder, "once")
    exchanged = f"{owner} should be marked as automated, and not {bot}: are the two exchanged?"
    assert (code, exchanged in said) == (1, True), said
    assert not [path for method, path in world.server.requests if method != "GET"]


FOLDER = "it is a folder, and no file"
REMOVE = "a container's mount makes one where the file is missing"
INIT = ("init", "--address", "lena@writers.example", "--timezone", "Lisbon", "--no-login")


@pytest.mark.parametrize("typed", [("check",), ("run",), ("look",), ("status",), ("set", "deliver.at", "9:00"), INIT])
def test_a_folder_in_the_place_of_the_configuration(folder, typed):
    """Nothing waits for a configuration that cannot come; it is said what lies there."""
    (folder / "config.toml").unlink()
    (folder / "config.toml").mkdir()
    code, said = plays(folder, *typed)
    assert (code, FOLDER in said, REMOVE in said) == (2, True, True), said


def test_a_folder_in_the_place_of_a_token(folder, world):
    """Whoever logs in then is told before they are asked for anything."""
    (folder / "secrets" / "mastodon_owner").unlink()
    (folder / "secrets" / "mastodon_owner").mkdir()
    code, said = plays(folder, "check")
    assert (code, FOLDER in said, REMOVE in said) == (2, True, True), said
    world.server.requests.clear()
    code, said = plays(folder, "login", "mastodon")
    assert (code, FOLDER in said, REMOVE in said, world.server.requests) == (2, True, True, []), said


def test_a_file_in_the_place_of_the_secrets(folder, world):
    """It stays, and nobody makes a token that could then be kept nowhere."""
    shutil.rmtree(folder / "secrets")
    (folder / "secrets").write_text("a token")
    for typed in ("check",), ("login", "mastodon"):
        world.server.requests.clear()
        code, said = plays(folder, *typed)
        assert (code, "secrets is a file, and should be a folder" in said) == (2, True), said
        assert "Move it away: mv FOLDER/secrets FOLDER/secrets.before" in said
        assert world.server.requests == []
    assert (folder / "secrets").read_text() == "a token"


def test_a_pipe_in_the_place_of_a_token(folder):
    """It could be read once; nobody waits for what comes out of it."""
    (folder / "secrets" / "mastodon_owner").unlink()
    os.mkfifo(folder / "secrets" / "mastodon_owner")
    code, said = plays(folder, "check")
    assert (code, "it is a pipe or a device, and no file" in said, "Put a file in its place" in said) == (2, True, True)


def test_a_configuration_behind_a_link_is_changed_where_it_lies(folder, tmp_path):
    """There are not two of it afterwards."""
    (folder / "config.toml").rename(tmp_path / "dotfiles.toml")
    (folder / "config.toml").symlink_to(tmp_path / "dotfiles.toml")
    assert plays(folder, "set", "deliver.people_per_day", "2")[0] == 0
    assert (folder / "config.toml").is_symlink()
    assert "people_per_day = 2" in (tmp_path / "dotfiles.toml").read_text()


def test_a_tilde_that_the_shell_left_is_ones_home(tmp_path, monkeypatch, nothing_given):
    """Nobody gets a folder of that name, which is dangerous to take away."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    assert plays(Path("~/nudge"), *INIT)[0] == 0
    assert (tmp_path / "home" / "nudge" / "config.toml").exists()
    assert not (tmp_path / "~").exists()
    assert at_home("~nobody-of-that-name/nudge") == Path("~nobody-of-that-name/nudge")
    monkeypatch.setenv("NUDGE_FOLDER", "~/nudge")
    assert opened(os.environ["NUDGE_FOLDER"]) == tmp_path / "home" / "nudge"


@pytest.mark.parametrize("typed", ["check", "status", "look", "run"])
def test_who_stands_in_a_folder_that_is_gone_is_told_so(tmp_path, monkeypatch, nothing_given, typed):
    """And what needs no folder works, as does a folder that is named."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    code, said = plays(Path(), typed)
    assert (code, "The folder that you stand in does not exist any more" in said) == (2, True), said
    assert "cd to another one" in said
    assert plays(tmp_path / "named", *INIT)[0] == 0
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("typed", ["check", "status", "once"])
def test_the_database_of_another_program_is_left_alone(folder, typed):
    """Nothing is made in it, not even where it could be."""
    with closing(sqlite3.connect(folder / "nudge.db")) as file:
        file.execute("CREATE TABLE bookmarks (x)")
        file.commit()
    before = (folder / "nudge.db").read_bytes()
    code, said = plays(folder, typed)
    assert (code, "is the database of another program (it holds bookmarks)" in said) == (2, True), said
    assert "ove it away, or name another file" in said
    assert (folder / "nudge.db").read_bytes() == before


def test_a_database_that_leads_nowhere_is_found_before_it_runs(folder):
    """The disk that it lay on is gone, perhaps."""
    (folder / "nudge.db").symlink_to("/nowhere/nudge.db")
    code, said = plays(folder, "check")
    assert (code, "leads to /nowhere/nudge.db, and there is no folder /nowhere" in said) == (2, True), said
    assert "Name a file of its own" in said


def test_nobody_is_told_to_move_the_configuration_away(folder):
    """It is no damaged database because somebody named it as one."""
    file = folder / "config.toml"
    file.write_text(f'{file.read_text()}[store]\npath = "config.toml"\n')
    code, said = plays(folder, "check")
    assert (code, "is the file of something else" in said, "damaged" in said) == (2, True, False), said


@contextmanager
def answering(line):
    """A server that says one line to everybody; how often somebody came."""
    came = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            while True:
                try:
                    other, _ = listening.accept()
                except OSError:
                    return
                came.append(other)
                with other:
                    other.sendall(line)
                    other.shutdown(socket.SHUT_WR)
                    other.recv(65536)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", came
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_what_is_no_web_server_is_said_to_be_none_and_asked_once(folder, world):
    """A server that cannot be used is not waited for a second time."""
    with answering(b"SSH-2.0-OpenSSH_9.6\r\n") as (address, came):
        file = folder / "config.toml"
        file.write_text(file.read_text().replace(world.base, address))
        code, said = plays(folder, "check")
    assert (code, "what answers there is no web server" in said, "Is the port right?" in said) == (2, True, True), said
    assert len(came) == 1


def test_a_model_behind_a_proxy_that_is_gone_is_said_to_be(folder, world, monkeypatch):
    """The model itself is not blamed for it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{taken.getsockname()[1]}")
        more = '[drafts]\nby = "model"\n[drafts.model]\nurl = "http://model.invalid/v1"\nname = "m"\n'
        file = folder / "config.toml"
        file.write_text(file.read_text() + more)
        code, said = plays(folder, "check")
    assert (code, "model.invalid: the proxy that stands in between lets nothing through" in said) == (2, True), said


def test_a_proxy_that_no_server_is_asked_by_keeps_nobody_from_it(folder, monkeypatch):
    """A desktop sets one for everything, and names what is reached without it."""
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    assert plays(folder, "check")[0] == 2
    monkeypatch.setenv("NO_PROXY", "example.org")
    assert plays(folder, "check")[0] == 2
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,example.org")
    assert plays(folder, "check")[0] == 0


def test_a_proxy_of_another_kind_is_used_where_somebody_added_what_speaks_it(folder, monkeypatch):
    """Each library has one beside it for that; with both, nothing is said against it."""
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    added = {"socks"}
    monkeypatch.setattr("bot.config.surroundings.find_spec", lambda name: name in added or None)
    assert "cannot be used here" not in plays(folder, "check")[1]
    file = folder / "config.toml"
    file.write_text(file.read_text() + '[health]\nping_url = "https://example.org/ping"\n')
    assert "cannot be used here" in plays(folder, "check")[1]
    added.add("socksio")
    assert "cannot be used here" not in plays(folder, "check")[1]


def test_a_bluesky_handle_without_certificates_is_written_all_the_same(tmp_path, monkeypatch, nothing_given):
    """Nobody says where it lives, and the login tells why."""
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/nope.pem")
    typed = ("init", "--address", "me.example.com", "--timezone", "Lisbon")
    code, said = plays(tmp_path, *typed)
    assert (code, "SSL_CERT_FILE: it should name a file of certificates" in said) == (2, True), said


def test_a_proxy_that_cannot_be_used_is_no_login_that_is_missing(folder, monkeypatch):
    """In a container, nobody waits for a login that is there."""
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    assert not serving._lacks_only_logins(folder)
    (folder / "secrets" / "mastodon_owner").unlink()
    assert serving._lacks_only_logins(folder)


def test_a_variable_of_somebody_elses_is_no_misspelling(folder, monkeypatch):
    """Only the name of a key is, and one of ours that stands for something else is not."""
    for name in ("NUDGE_STORE", "NUDGE_PORT", "NUDGE_SERVICE_HOST", "NUDGE_TIMEZONE", "NUDGE_SERVER"):
        monkeypatch.setenv(name, "x")
    code, said = plays(folder, "check")
    assert (code, "nobody reads this variable" in said) == (0, False), said


def test_whose_a_file_is_that_may_not_be_read(tmp_path):
    """By the numbers that a system goes by, and with the command that gives it."""
    file = tmp_path / "config.toml"
    file.touch()
    trouble = PermissionError(13, "Permission denied")
    mine = os.getuid()
    said = f"the user with the id {mine} may not; it belongs to the one with the id {file.stat().st_uid}"
    assert unreadable.why(file, trouble) == said
    assert unreadable.why(tmp_path / "none", trouble) == f"the user with the id {mine} may not"
    assert unreadable.remedy(file, trouble) == f"It is that user's already: chmod -R u+rwX {tmp_path}"


def test_how_a_folder_becomes_ones_own(tmp_path, monkeypatch):
    """Who has it need not be given it, and what is mounted read-only is not mended by either."""
    monkeypatch.setattr("os.getuid", lambda: 12345)
    assert unreadable.give(tmp_path) == f"Give it to that user: sudo chown -R 12345 {tmp_path}"
    assert unreadable.give(tmp_path / "my own").endswith(f"sudo chown -R 12345 '{tmp_path / 'my own'}'")
    assert unreadable.give(tmp_path / "none") == f"Give it to that user: sudo chown -R 12345 {tmp_path / 'none'}"
    monkeypatch.setattr("os.statvfs", lambda _: SimpleNamespace(f_flag=os.ST_RDONLY))
    assert "mount it so that it can be" in unreadable.give(tmp_path)


def test_a_folder_that_may_not_be_read_is_not_said_to_be_empty(tmp_path, monkeypatch):
    """Somebody set it up with sudo, perhaps."""
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(BotError, match="cannot be read by the user with the id"):
        opened(tmp_path)


def test_nobody_is_told_to_give_away_a_folder_that_is_not_ours(tmp_path):
    """A token may lie in /etc or in /run/secrets: then that one file is given, and nothing beside it."""
    trouble, ours = PermissionError(13, "Permission denied"), tmp_path / "data"
    mine = unreadable.give(ours / "secrets")
    assert unreadable.remedy(ours / "secrets" / "token", trouble, ours) == mine
    elsewhere = tmp_path / "etc" / "token"
    assert unreadable.remedy(elsewhere, trouble, ours) == unreadable.give(elsewhere)
    assert unreadable.remedy(ours / ".." / "etc" / "token", trouble, ours).endswith("/etc/token")


@pytest.mark.parametrize("typed", ["check", "status", "health"])
def test_a_folder_whose_name_is_too_long_is_a_sentence(tmp_path, monkeypatch, typed, nothing_given):
    """Of any command, also of the one that is answered before the others are looked at."""
    monkeypatch.chdir(tmp_path)
    code, said = plays(Path("a" * 300), typed)
    assert (code, "cannot be opened (File name too long)" in said) == (2, True), said
    assert health.at_once(["--folder", "a" * 300], {}) is None


def test_a_link_that_leads_to_itself_is_no_place(tmp_path):
    """The file takes its place; nothing could have been read from it."""
    file = tmp_path / "config.toml"
    file.symlink_to(file)
    keeping.put(file, "[owner]\n")
    assert (file.is_symlink(), file.read_text()) == (False, "[owner]\n")


def test_a_login_that_nobody_could_keep_is_not_asked_for(folder, monkeypatch):
    """Its folder belongs to somebody else, or is mounted so that it cannot be written."""
    beside = os.access
    monkeypatch.setattr("os.access", lambda path, mode: not mode & os.W_OK and beside(path, mode))
    code, said = plays(folder, "login", "mastodon")
    assert (code, "FOLDER/secrets cannot be written by the user with the id" in said) == (2, True), said
    assert "/oauth/authorize" not in said
    with pytest.raises(keeping.NotWritten, match=f"{folder} cannot be written"):
        keeping.ready(folder / "not" / "there" / "yet")
