"""Every key can be changed without an editor; what does not fit changes nothing."""

from __future__ import annotations

import os
from datetime import time

import pytest

from bot.config import load
from tests.cli.somebody import plays

CONFIG = """# mine
[owner]
timezone = "Europe/Lisbon"

[mastodon.owner]
address = "lena@writers.example"  # that is me

[deliver]
at = [
  "09:00",
]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("NUDGE_FOLDER", raising=False)
    (tmp_path / "config.toml").write_text(CONFIG)
    return tmp_path


@pytest.mark.parametrize(
    ("key", "typed", "written"),
    [
        ("deliver.weekly", "off", "weekly = false"),
        ("deliver.monthly", "On", "monthly = true"),
        ("publish.enabled", "no", "enabled = false"),
        ("drafts.by", "off", 'by = "off"'),
    ],
)
def test_what_is_on_or_off_is_written_as_toml_has_it(folder, key, typed, written):
    """Where a key says yes or no; where "off" is one of several words, it stays that word."""
    code, screen = plays(folder, "set", key, typed)
    assert (code, written in (folder / "config.toml").read_text().splitlines()) == (0, True), screen


def config(folder):
    return load(folder, {}, secrets=False)


def test_a_key_is_changed_and_the_rest_stays(folder):
    """Comments too."""
    code, screen = plays(folder, "set", "deliver.at", "10:15,18:00")
    assert (code, screen) == (0, 'deliver.at = ["10:15", "18:00"]\nIt counts from the next start.\n')
    assert config(folder).deliver.at == (time(10, 15), time(18))
    assert (folder / "config.toml").read_text() == CONFIG.replace('[\n  "09:00",\n]', '["10:15", "18:00"]')


@pytest.mark.parametrize(
    ("key", "typed", "read"),
    [
        ("deliver.people_per_day", ["2"], lambda held: held.deliver.people_per_day == 2),
        ("deliver.quiet", ["23:00-06:00"], lambda held: str(held.deliver.quiet) == "23:00-06:00"),
        ("deliver.quiet", [""], lambda held: held.deliver.quiet is None),
        ("deliver.at", ["as-they-come"], lambda held: held.deliver.at == "as-they-come"),
        ("deliver.at", ["9:00", "17:30"], lambda held: len(held.deliver.at) == 2),
        ("owner.languages", ["en,de"], lambda held: held.owner.languages == ("en", "de")),
        ("owner.topics", ["old letters, tides"], lambda held: held.owner.topics == ("old letters", "tides")),
        ("owner.topics", ["letters,", "old", "maps"], lambda held: held.owner.topics == ("letters", "old maps")),
        ("publish.enabled", ["false"], lambda held: held.publish.enabled is False),
        ("drafts.model.name", ["llama3.2"], lambda held: held.drafts.model.name == "llama3.2"),
        ("store.path", ["other.db"], lambda held: held.store.path == "other.db"),
        ("store.keep_posts", ["3w"], lambda held: held.store.keep_posts.days == 21),
    ],
)
def test_each_kind_of_value_is_read_as_it_is_typed(folder, key, typed, read):
    """Numbers, truths, texts, times and lists, without quotes or brackets."""
    code, screen = plays(folder, "set", key, *typed)
    assert code == 0, screen
    assert read(config(folder))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            ["deliver.people_per_day", "40"],
            'deliver.people_per_day = 40: "people_per_day" under [deliver]: write 10 or less',
        ),
        (["publish.enabled", "maybe"], 'publish.enabled = maybe: "enabled" under [publish]: write true or false'),
        (["deliver.at", "9am,25:00"], '"9am", "25:00" are no times of day'),
        (["deliver.quite", "x"], 'Did you mean "quiet"?'),
        (["owner.timezone", "Lisbon"], 'Did you mean "Europe/Lisbon"?'),
        (["deliver", "x"], "both are needed"),
        (
            ["store.path", os.devnull],
            f'"{os.devnull}" is no file, and would keep nothing.',
        ),
        (["store.path", "."], '"." is a folder.'),
        (["store.path", "lost/nudge.db"], "so no database can be kept there. Make it first. Nothing was changed."),
        (["mastodon.owner.token", "x"], "nudge login asks for it"),
        (["mastodon.owner.posting_token", "x"], "nudge login asks for it"),
        (
            ["drafts.model.key", "x"],
            "set drafts.model.key_file to that, or put it into the variable NUDGE__DRAFTS__MODEL__KEY.",
        ),
        (["choose.model.key", "x"], "set choose.model.key_file to that"),
    ],
)
def test_what_does_not_fit_changes_nothing(folder, typed, says):
    """In one sentence, and with the code for something to mend."""
    code, screen = plays(folder, "set", *typed)
    assert code == 2
    assert says in screen
    assert (folder / "config.toml").read_text() == CONFIG


def test_what_the_environment_gives_is_changed_there(folder, monkeypatch):
    """The file would not be read."""
    monkeypatch.setenv("NUDGE__DELIVER__PEOPLE_PER_DAY", "1")
    code, screen = plays(folder, "set", "deliver.people_per_day", "2")
    assert (code, "NUDGE__DELIVER__PEOPLE_PER_DAY" in screen) == (2, True)


def test_another_mistake_in_the_file_keeps_nobody_from_changing_a_key(folder):
    """Somebody may just be mending it."""
    (folder / "config.toml").write_text(CONFIG + 'quite = "x"\n')
    code, _ = plays(folder, "set", "deliver.people_per_day", "2")
    assert (code, "people_per_day = 2" in (folder / "config.toml").read_text()) == (0, True)


def _a_folder(file):
    file.unlink()
    file.mkdir()


def _a_pipe(file):
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize(
    ("becomes", "says"),
    [
        (_a_folder, "cannot be read (it is a folder, and no file). Remove that folder"),
        (_a_pipe, "cannot be read (it is a pipe or a device, and no file). Put a file in its place"),
        (lambda file: file.write_text("a = " + "[" * 2_000), "it is nested too deeply. Write it flatter"),
        (lambda file: file.write_bytes(b"\xff"), "this is no text in UTF-8."),
    ],
)
def test_what_cannot_be_read_is_not_changed(folder, becomes, says):
    """It is said what it is instead, and what to do."""
    becomes(folder / "config.toml")
    code, screen = plays(folder, "set", "deliver.at", "9:00")
    assert code == 2
    assert says in screen
    assert "Nothing was changed." in screen
