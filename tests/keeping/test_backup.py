"""One file holds the folder; put back, it is the same but for what was open; nothing is written over, and no half is taken."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import sqlite3
import stat
import sys
import tarfile
import threading
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from bot.config import load
from bot.errors import BotError, StoreError
from bot.keeping import backup, restore
from bot.service import data_folder
from bot.store import database, open_store, posts, settings
from bot.store.settings import BEAT_AT, NOT_BEFORE
from tests.cli.started import waited
from tests.cli.test_cli import nudge
from tests.forked import begun
from tests.keeping.conftest import CONFIG, NOW, TOKEN, kept, put_back
from tests.store.builders import a_post
from tests.store.builders import kept as stored
from tests.store.old_database import OLD, copied
from tests.store.test_the_file import content

CHANGED = {"settings", "news", "sources"}
"""Tables in which a restore notes that it was one."""


def names(content):
    """What is in it, in its order."""
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        return tar.getnames()


# --- what is in it


def test_without_a_yes_no_secret_is_in_it(folder):
    """Neither a file of one, nor one that stands in config.toml; everything else of that does."""
    content = kept(folder)
    assert names(content) == ["backup.json", "config.toml", "nudge.db"]
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        config = tar.extractfile("config.toml").read().decode()
    assert config == CONFIG.replace("abcd-efgh-ijkl-mnop", "")


def test_no_short_secret_is_taken_out_of_other_words_and_none_hides_elsewhere(folder):
    """It is blanked where it stands; so are a commented one, a name and password in an address, and the watcher's address."""
    written = CONFIG.replace("abcd-efgh-ijkl-mnop", "lena") + '#token = "an old one that was put aside"\n'
    written += '[drafts.model]\nurl = "https://lena:kept-secret@models.example/v1"\nname = "m"\n'
    written += '[health]\nping_url = "https://watch.example/5f1c-secret"\n'
    (folder / "config.toml").write_text(written)
    with tarfile.open(fileobj=io.BytesIO(kept(folder))) as tar:
        config = tar.extractfile("config.toml").read().decode()
    assert 'address = "lena@writers.example"' in config
    assert 'app_password = ""' in config
    assert 'url = "https://models.example/v1"' in config
    assert not any(secret in config for secret in ("put aside", "kept-secret", "5f1c"))


def test_after_a_yes_the_secrets_are_in_it_and_no_session(folder):
    """A session is made anew, and would log in the account that it was of."""
    assert names(kept(folder, secrets=True)) == ["backup.json", "config.toml", "secrets/mastodon-owner", "nudge.db"]


def test_secrets_that_lie_elsewhere_are_named_as_left_out(folder, tmp_path):
    """With where they lie: whoever moves to another machine would find them missing only there."""
    (tmp_path / "token").write_text(TOKEN)
    (folder / "config.toml").write_text(CONFIG.replace("secrets/mastodon-owner", str(tmp_path / "token")))
    (folder / "secrets/mastodon-owner").unlink()
    ended = nudge(
        "backup",
        str(tmp_path / "mine"),
        "--secrets",
        folder=folder,
        NUDGE__HEALTH__PING_URL="https://watch.example/5f1c",
    )
    assert ended.stdout.splitlines()[:2] == [
        f"Kept in {tmp_path / 'mine'}: config.toml and nudge.db.",
        f"Left out, for it lies outside of the folder: Mastodon, your account ({tmp_path / 'token'}) and "
        "the address of your watcher (the environment). Keep that yourself.",
    ]


def test_a_secret_of_the_environment_is_named_and_a_link_within_the_folder_is_not(folder, tmp_path):
    """The one is nowhere in the file, of the other its content is."""
    (tmp_path / "token").write_text(TOKEN)
    (folder / "secrets/mastodon-owner").unlink()
    (folder / "secrets/mastodon-owner").symlink_to(tmp_path / "token")
    (folder / "config.toml").write_text(CONFIG.replace('app_password = "abcd-efgh-ijkl-mnop"\n', ""))
    given = load(folder, {"NUDGE__BLUESKY__OWNER__APP_PASSWORD": "abcd-efgh-ijkl-mnop"}, secrets=False)
    stream = io.BytesIO()
    found = backup.write(given, stream, NOW, secrets=True)
    assert found.left_out == ("Bluesky, your account (the environment)",)
    assert "secrets/mastodon-owner" in found.files


def test_a_backup_put_back_is_the_same_row_by_row(folder, other):
    """Every table that no restore writes into; the files to the letter, for the owner only."""
    with closing(open_store(folder / "nudge.db")) as store, store.begin() as tx:
        for number in range(40):
            stored(tx, a_post(f"Words, number {number}"))
    before = content(folder / "nudge.db")
    put_back(kept(folder, secrets=True), other)
    after = content(other / "nudge.db")
    assert {name: after[name] for name in after if name not in CHANGED} == {
        name: before[name] for name in before if name not in CHANGED
    }
    assert (other / "config.toml").read_text() == CONFIG
    assert (other / "secrets/mastodon-owner").read_text() == TOKEN
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in other.rglob("*") if path.name != ".nudge.lock"}
    assert modes == {"config.toml": 0o600, "secrets": 0o700, "mastodon-owner": 0o600, "nudge.db": 0o600}
    assert stat.S_IMODE(other.stat().st_mode) == 0o700


ENDED = {"approvals", "suggestions", "messages", "answers"}
"""Tables whose rows stay, with what was open in them ended."""

CLOSED = {"questions", "offers", "errands", "not_found", "posts_wanted", "news_about"}
"""Tables that hold only what is open."""


@pytest.mark.parametrize("name", OLD)
def test_years_of_an_older_version_come_back_row_by_row(folder, other, name):
    """People, posts, exchanges and what was learned to the letter; of what was said and approved every row."""
    (folder / "nudge.db").unlink()
    copied(name, folder).rename(folder / "nudge.db")
    open_store(folder / "nudge.db").close()
    before = content(folder / "nudge.db")
    found = put_back(kept(folder), other)
    after = content(other / "nudge.db")
    same = set(before) - CHANGED - ENDED - CLOSED
    assert {table: after[table] for table in same} == {table: before[table] for table in same}
    assert {table: [row[0] for row in after[table]] for table in ENDED} == {
        table: [row[0] for row in before[table]] for table in ENDED
    }
    assert [rows for table, rows in after.items() if table in CLOSED and rows] == []
    assert before["persons"]
    assert before["posts"]
    assert found.closed > 0


def test_a_backup_of_an_older_version_is_brought_up_to_date(folder, other):
    """It is what stands on somebody's shelf."""
    older = copied(OLD[0], folder).read_bytes()
    put_back(older, other)
    with closing(sqlite3.connect(other / "nudge.db")) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchone() == (database.HEAD,)
    assert sorted(path.name for path in other.iterdir()) == [".nudge.lock", "nudge.db"]


def test_a_backup_taken_while_somebody_writes_is_whole(folder, other):
    """Each transaction is in it whole, or not at all; what was written before it is."""
    store = open_store(folder / "nudge.db")
    ends, written = threading.Event(), []

    def writes():
        number = 0
        while not ends.is_set():
            with store.begin() as tx:
                for _ in range(5):
                    number += 1
                    stored(tx, a_post(f"Words, number {number}"))
            written.append(5)

    writer = threading.Thread(target=writes)
    writer.start()
    try:
        waited(lambda: written)
        for _ in range(5):
            before = sum(written)
            content = kept(folder)
    finally:
        ends.set()
        writer.join()
        store.close()
    put_back(content, other)
    with closing(sqlite3.connect(other / "nudge.db")) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        count = file.execute("SELECT count(*) FROM posts").fetchone()[0]
    assert count >= before > 0
    assert count % 5 == 0


def test_nothing_of_a_backup_is_left_in_the_folder(folder, other):
    """Neither the copy that it is made from, nor what was unpacked."""
    before = sorted(path.name for path in folder.iterdir())
    put_back(kept(folder), other)
    assert sorted(path.name for path in folder.iterdir()) == before
    assert sorted(path.name for path in other.iterdir()) == [".nudge.lock", "config.toml", "nudge.db"]


# --- where it may be put


@pytest.mark.parametrize("there", ["config.toml", "nudge.db", "nudge.db-wal"])
def test_nothing_is_written_over(folder, other, there):
    """One sentence names it, and nothing was changed."""
    other.mkdir()
    (other / there).write_text("precious")
    with pytest.raises(BotError, match=rf"There already: .*{there}\. Nothing is written over\."):
        put_back(kept(folder), other)
    assert [path.name for path in other.iterdir()] == [there]
    assert (other / there).read_text() == "precious"


@pytest.mark.parametrize("fails_at", ["mastodon-owner", "nudge.db", "config.toml"])
def test_what_cannot_be_put_back_whole_is_not_put_back(folder, other, monkeypatch, fails_at):
    """The disk failed at one of its files: nothing of it stays, it is said what to do, and then it works."""
    real = shutil.move

    def fails(file, target):
        if target.name != fails_at:
            return real(file, target)
        target.write_bytes(file.read_bytes()[:7])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "move", fails)
    with pytest.raises(
        BotError, match=rf"{fails_at} cannot be written \(No space left on device\)\. Make room .* Nothing was changed"
    ):
        put_back(kept(folder, secrets=True), other)
    assert not other.exists()
    monkeypatch.undo()
    put_back(kept(folder, secrets=True), other)
    assert (other / "secrets/mastodon-owner").read_text() == TOKEN


def test_what_cannot_be_taken_away_again_is_named(folder, other, monkeypatch):
    """Of a disk that fails altogether: whoever tries again must know what lies there."""
    real = shutil.move

    def refuses(*_, **__):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def fails(file, target):
        if target.name == "config.toml":
            monkeypatch.setattr(Path, "unlink", refuses)
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(file, target)

    monkeypatch.setattr(shutil, "move", fails)
    with pytest.raises(
        BotError, match=r"cannot be taken away either: .*nudge\.db\. Look after the disk, move these away"
    ):
        put_back(kept(folder), other)


@pytest.mark.parametrize("of", ["a tar", "a database"])
def test_a_full_disk_is_not_taken_for_a_broken_backup(folder, other, monkeypatch, of):
    """While it is unpacked, too."""

    def fails(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    made = kept(folder) if of == "a tar" else (folder / "nudge.db").read_bytes()
    monkeypatch.setattr(shutil, "copyfileobj", fails)
    with pytest.raises(BotError, match=r"It cannot be put back \(No space left on device\)\. Make room"):
        put_back(made, other)
    assert not other.exists()


@pytest.mark.parametrize("name", [".", "..", "/"])
def test_a_folder_is_no_file_for_a_backup(name):
    """It is said how to name one in it."""
    with (
        pytest.raises(BotError, match=r"is a folder, and a backup is one file\. Name one: nudge backup"),
        backup.into(Path(name)),
    ):
        pass


def test_no_folder_at_work_is_restored_into(folder, other):
    """A service there would go on with what it holds."""
    with data_folder.locked(other), pytest.raises(BotError, match="Another nudge is running") as refusal:
        put_back(kept(folder), other)
    assert str(refusal.value).endswith("Stop it first, or put it back into another folder.")


def test_a_database_outside_of_the_folder_is_not_written(folder, other, tmp_path):
    """Whatever path stands in the backup's config.toml."""
    with (folder / "config.toml").open("a") as file:
        file.write(f'[store]\npath = "{tmp_path / "elsewhere.db"}"\n')
    (folder / "nudge.db").rename(tmp_path / "elsewhere.db")
    made = kept(folder)
    (tmp_path / "elsewhere.db").unlink()
    with pytest.raises(BotError, match=r"outside of .*NUDGE__STORE__PATH=nudge\.db"):
        put_back(made, other)
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_file_that_is_there_is_not_written_over(folder, tmp_path):
    """The backup of yesterday is perhaps the only one."""
    (tmp_path / "mine").write_text("precious")
    ended = nudge("backup", str(tmp_path / "mine"), folder=folder)
    assert (ended.returncode, ended.stderr) == (
        2,
        f"{tmp_path / 'mine'} is there already. Name another file, or move it away first.\n",
    )
    assert (tmp_path / "mine").read_text() == "precious"


# --- what is no backup


def packed(**files):
    """A tar with these files."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for name, text in files.items():
            entry = tarfile.TarInfo(name.replace("_", "/"))
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text.encode()))
    return stream.getvalue()


LABEL = json.dumps({"nudge": "0.1.0", "format": 1, "made_at": NOW.isoformat(), "secrets": False, "files": ["nudge.db"]})


@pytest.mark.parametrize(
    "broken",
    [b"", b"words", packed(), packed(other="x"), packed(**{"backup.json": "{}"}), packed(**{"backup.json": "x"}), packed(**{"backup.json": LABEL})],
    ids=["nothing", "words", "empty tar", "another tar", "no label", "no JSON", "without the database"],
)  # fmt: skip
def test_what_is_no_backup_is_named_in_a_sentence(other, broken):
    """And leaves nothing behind."""
    with pytest.raises(BotError, match="This is no backup that nudge made, or not all of it is there"):
        put_back(broken, other)
    assert not other.exists()


def test_what_a_failed_restore_made_is_gone_and_nothing_else(other):
    """The folders above it, too; not one that was there, nor a lock that another program left in it."""
    with pytest.raises(BotError, match="This is no backup"):
        put_back(b"words", other / "deep" / "er")
    assert not other.exists()
    other.mkdir()
    with pytest.raises(BotError, match="This is no backup"):
        put_back(b"words", other / "deep")
    assert [*other.iterdir()] == []
    (other / ".nudge.lock").touch()
    with pytest.raises(BotError, match="This is no backup"):
        put_back(b"words", other)
    assert [path.name for path in other.iterdir()] == [".nudge.lock"]


def test_what_somebody_else_has_put_into_a_new_folder_meanwhile_stays(other, monkeypatch):
    """Only what the restore made is taken away."""
    real = restore._unpacked

    def meanwhile(stream, place):
        (other / "letter.txt").write_text("precious")
        return real(stream, place)

    monkeypatch.setattr(restore, "_unpacked", meanwhile)
    with pytest.raises(BotError, match="This is no backup"):
        put_back(b"words", other)
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_a_lock_that_another_program_holds_is_not_taken_away(other, monkeypatch):
    """It was quicker: the folder is its own from then on."""
    real = data_folder._lock_of
    with ExitStack() as another:

        def quicker(folder):
            monkeypatch.setattr(data_folder, "_lock_of", real)
            another.enter_context(data_folder.locked(folder))
            return real(folder)

        monkeypatch.setattr(data_folder, "_lock_of", quicker)
        with pytest.raises(data_folder.InUse, match="Another nudge is running"):
            put_back(b"words", other)
        assert [path.name for path in other.iterdir()] == [".nudge.lock"]


def test_half_a_backup_is_none(folder, other):
    """A disk was full, or a connection broke."""
    with closing(open_store(folder / "nudge.db")) as store, store.begin() as tx:
        for number in range(200):
            stored(tx, a_post(f"Words, number {number}"))
    content = kept(folder)
    with pytest.raises(BotError, match="not all of it is there"):
        put_back(content[: len(content) * 2 // 3], other)
    assert not other.exists()


@pytest.mark.parametrize("name", ["run.sh", "secrets/bluesky-owner.session", "sub/config.toml"])
def test_nothing_is_put_back_that_no_backup_holds(folder, other, name):
    """Whoever made the file: it is named, and nothing is there afterwards."""
    stream = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(kept(folder, secrets=True))) as held,
        tarfile.open(fileobj=stream, mode="w|gz") as tar,
    ):
        for entry in held:
            tar.addfile(entry, held.extractfile(entry))
        more = tarfile.TarInfo(name)
        more.size = 2
        tar.addfile(more, io.BytesIO(b"no"))
    with pytest.raises(BotError, match=f"{name} is in this backup, and no config.toml here names it"):
        put_back(stream.getvalue(), other)
    assert not other.exists()


def test_a_broken_configuration_is_put_back_and_said_to_be_mended_first(folder, other, tmp_path):
    """What was kept is kept as it was; nobody is sent to `nudge run` with it."""
    content = kept(folder)
    broken = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as held, tarfile.open(fileobj=broken, mode="w|gz") as tar:
        for entry in held:
            read = held.extractfile(entry).read()
            read = b"[owner\n" if entry.name == "config.toml" else read
            entry.size = len(read)
            tar.addfile(entry, io.BytesIO(read))
    (tmp_path / "mine").write_bytes(broken.getvalue())
    ended = nudge("restore", str(tmp_path / "mine"), "--folder", str(other), folder=other)
    assert ended.returncode == 0
    assert "To be mended first, for nothing runs with it: config.toml, line 1: cannot be read as TOML" in ended.stdout


@pytest.mark.parametrize("name", ["../outside", "/outside"])
def test_nothing_is_unpacked_outside_of_the_folder(other, tmp_path, name):
    """Whoever made the file."""
    with pytest.raises(BotError, match="does not belong in one"):
        put_back(packed(**{"backup.json": LABEL, name: "x"}), other)
    assert not (tmp_path / "outside").exists()


def test_a_backup_of_a_newer_format_says_so(other):
    """It is not guessed at."""
    newer = LABEL.replace('"format": 1', '"format": 2').replace("0.1.0", "9.1.0")
    with pytest.raises(BotError, match=r"was made by nudge 9\.1\.0, which is newer\. Update nudge first"):
        put_back(packed(**{"backup.json": newer}), other)


def test_a_damaged_database_in_it_is_named(folder, other):
    """Before it stands in the folder."""
    with pytest.raises(StoreError, match="What the backup holds cannot be used"):
        put_back(packed(**{"backup.json": LABEL, "nudge.db": "no database"}), other)
    assert not (other / "nudge.db").exists()


# --- a copy of the database alone


def test_a_copy_of_the_database_alone_is_put_back_too(folder, other):
    """Such as those of an update; as old as its last heart beat, and beside the configuration that is there."""
    with closing(open_store(folder / "nudge.db")) as store, store.begin() as tx:
        settings.put(tx, BEAT_AT, NOW.replace(day=3))
    other.mkdir()
    (other / "config.toml").write_text(CONFIG)
    found = put_back((folder / "nudge.db").read_bytes(), other)
    assert (found.taken_at, found.files) == (NOW.replace(day=3), ("nudge.db",))
    with closing(open_store(other / "nudge.db")) as store, store.begin() as tx:
        assert settings.get(tx, NOT_BEFORE) == NOW
        assert posts.own(tx) == ()


# --- the commands


def test_a_backup_goes_through_a_pipe(folder, other):
    """As `docker compose exec -T` has it: the file on one side, what was done on the other, and no question."""
    reads, writes = os.pipe()
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    with (
        Path(os.devnull).open("rb") as nothing, TemporaryFile("w+") as told, TemporaryFile("w+") as said,
        TemporaryFile("w+") as wrong,
    ):  # fmt: skip
        making = begun(
            ["backup", "-", "--folder", str(folder)], environ, streams=(nothing.fileno(), writes, told.fileno())
        )
        putting = begun(
            ["restore", "-", "--folder", str(other)], environ, streams=(reads, said.fileno(), wrong.fileno())
        )
        os.close(reads)
        os.close(writes)
        assert (making.wait(60), putting.wait(60)) == (0, 0)
        told.seek(0)
        said.seek(0)
        made, back = told.read(), said.read()
        assert wrong.tell() == 0
    assert made.startswith(
        "Kept in standard output: config.toml and nudge.db.\nLeft out: the secrets (Mastodon, your account and Bluesky, your account)."
    )
    assert back.endswith(
        "Not in it, so to be made anew: Mastodon, your account and Bluesky, your account. nudge check says how.\n"
        f"Next: nudge check --folder {other}, then nudge run --folder {other}.\n"
    )


def test_a_backup_is_a_file_for_its_owner_only(folder, tmp_path):
    """Whole, or not there."""
    ended = nudge("backup", str(tmp_path / "mine"), "--secrets", folder=folder)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".mine*"))
    assert (
        nudge("restore", str(tmp_path / "lost"), folder=folder).stderr
        == f"{tmp_path / 'lost'} cannot be read (No such file or directory). Name the file that nudge backup wrote.\n"
    )


def test_where_there_is_nothing_nothing_is_kept(tmp_path):
    """One sentence, and no empty file."""
    (tmp_path / "config.toml").write_text(CONFIG)
    ended = nudge("backup", str(tmp_path / "mine"), folder=tmp_path)
    assert (ended.returncode, ended.stderr) == (2, "There is no database here yet, so there is nothing to keep.\n")
    assert not (tmp_path / "mine").exists()
