"""Everything that is stored, as JSON: whole, of one person, and nothing of those who are to be forgotten."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.errors import BotError
from bot.keeping import backup, export
from bot.store import names
from bot.store.export import HASHES
from bot.store.schema import metadata
from tests.cli.test_cli import nudge
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import QUESTION, WORDS, House

NOW = datetime(2026, 11, 18, 17, 31, tzinfo=UTC)
OF_NO_ONE_PERSON = {
    "answers": "what the owner typed, which says of itself about whom it is only by its words",
    "codes_beyond": "how far the codes of each letter have come",
    "counts": "how often something happened, over everybody",
    "forgotten": "hashes of who was forgotten, which nobody can read",
    "learned_rules": "what each rule has learned, over everybody",
    "measurements": "when habits were measured, not whose",
    "news": "what the program still has to say of itself",
    "not_found": "addresses at which there is nobody",
    "owner_accounts": "the owner's own accounts",
    "parents_tried": "addresses of posts that were asked for, without their authors",
    "questions": "what the owner was asked last, by a code",
    "read_only_logins": "the owner's own logins",
    "reading_requests": "how often a second reader was asked, not of what",
    "seeded_people": "lines of the owner's configuration",
    "seen": "hashes of what was read, which nobody can read",
    "settings": "what the owner has set",
    "sources": "how far each network was read",
    "told_logins": "the owner's own logins",
}
"""The tables that say nothing of any one person in a way that could be asked for, each with the reason."""


@pytest.fixture
def house(tmp_path):
    """Alice was answered, Bob said something, a note was taken."""
    house = House(MemoryWorld(), tmp_path)
    house.world.post("alice", QUESTION)
    house.world.post("bob", "The tide is high.")
    house.go()
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    house.said("note alice: scans letters")
    return house


def exported(house, person=""):
    """The tables, as another program reads them."""
    stream = io.StringIO()
    export.write(house.config, stream, NOW, person=person)
    return json.loads(stream.getvalue())["tables"]


def test_every_row_of_every_table_is_in_it(house):
    """As it stands in the file; only hashes, which say nothing, are left out."""
    found = exported(house)
    with closing(sqlite3.connect(house.store.path)) as file:
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        counts = {name: file.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}  # noqa: S608
        words = file.execute("SELECT words, by FROM drafts").fetchall()
    assert {name: len(rows) for name, rows in found.items()} == {
        name: count for name, count in counts.items() if name not in {*HASHES, "alembic_version"}
    }
    assert [(row["words"], row["by"]) for row in found["drafts"]] == words
    assert counts["posts"] > 0


def test_every_table_is_exported_for_a_person_or_left_out_for_a_reason(house):
    """A table to come has to be named in one of the two; what belongs to a person, an account, a suggestion or a post is theirs."""
    found = set(exported(house, "alice"))
    assert found | set(OF_NO_ONE_PERSON) == set(metadata.tables)
    assert not found & set(OF_NO_ONE_PERSON)
    assert all(len(reason.split()) > 2 for reason in OF_NO_ONE_PERSON.values())
    of_somebody = {"persons", "accounts", "suggestions", "posts"}
    refer = {
        name
        for name, table in metadata.tables.items()
        for key in table.foreign_keys
        if key.column.table.name in of_somebody
    }
    assert refer <= found


def test_one_person_is_what_is_kept_of_them(house):
    """Their accounts, what they said, what was suggested, written and answered; nobody else's."""
    found = exported(house, "alice")
    assert [row["note"] for row in found["persons"]] == ["scans letters"]
    assert {row["account"] for row in found["posts"] if not row["by_owner"]} == {found["accounts"][0]["key"]}
    assert [row["words"] for row in found["drafts"]] == [WORDS]
    assert "The tide is high." not in json.dumps(found)
    assert "The tide is high." in json.dumps(exported(house, "bob"))


def test_who_was_forgotten_is_not_in_it(house):
    """Not even by the row that is kept so that no number is given twice."""
    house.said("forget alice")
    house.said("yes")
    found = exported(house)
    assert "alice@books" not in json.dumps(
        [rows for name, rows in found.items() if name not in ("answers", "messages")]
    )
    assert found["suggestions"] == found["drafts"] == found["publications"] == []
    assert all(row["name"] != "someone forgotten" for row in found["persons"])


def test_who_is_not_there_is_said(house):
    """In a sentence."""
    with pytest.raises(BotError, match="Nobody here is called zoe"):
        exported(house, "zoe")


def test_the_command_writes_it_for_other_programs(house, tmp_path):
    """Beside a running service, to standard output."""
    (tmp_path / "config.toml").write_text('[mastodon.owner]\naddress = "lena@writers.example"\n')
    ended = nudge("export", "--person", "alice", folder=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["tables"]["persons"][0]["note"] == "scans letters"
    lost = nudge("export", "--person", "zoe", folder=tmp_path)
    assert (lost.returncode, lost.stdout) == (2, "")


def test_whoever_is_to_be_forgotten_in_a_moment_is_in_no_copy(house, tmp_path):
    """From the minute in which it was said, though it can still be taken back: not in the export, not in a backup."""
    house.said("forget alice")
    house.go()
    with house.store.begin() as tx:
        assert names.find(tx, "alice")[0].forget_at is not None
    found = exported(house)
    assert "scans letters" not in {row["note"] for row in found["persons"]}
    assert not any("scan old letters" in json.dumps(row) for row in found["posts"])
    with (tmp_path / "kept.tgz").open("wb") as stream:
        backup.write(house.config, stream, NOW, secrets=False)
    with tarfile.open(tmp_path / "kept.tgz") as kept:
        kept.extract(backup.DATABASE, tmp_path / "out", filter="data")
    with closing(sqlite3.connect(tmp_path / "out" / backup.DATABASE)) as file:
        assert file.execute("SELECT count(*) FROM persons WHERE note <> ''").fetchone() == (0,)
    with house.store.begin() as tx:
        assert names.find(tx, "alice")[0].note == "scans letters"
