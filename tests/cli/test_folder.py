"""A command to be typed next is written as this program was called."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import folder
from bot.errors import BotError


@pytest.mark.parametrize(
    ("typed", "meant"), [(".", "here"), ("..", ""), ("../there", "there"), ("new/one", "here/new/one")]
)
def test_a_folder_is_called_by_a_path_that_can_be_found_from_anywhere(tmp_path, monkeypatch, typed, meant):
    """Whoever reads "running on ." in a log knows no more than before."""
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert str(folder.opened(typed)) == str(tmp_path / meant)


def test_a_folder_that_is_a_link_to_itself_is_a_sentence(tmp_path, monkeypatch):
    """And no fault, by whichever path it is named."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    for named in ("loop", f"{tmp_path}/loop"):
        with pytest.raises(BotError, match=rf"^{named} cannot be opened \(it is a link to itself\)"):
            folder.opened(named)


def test_what_would_lie_in_a_file_is_no_folder(tmp_path):
    """Nobody waits for a configuration there."""
    (tmp_path / "notes").touch()
    with pytest.raises(BotError, match=rf"^{tmp_path}/notes/nudge cannot be opened \({tmp_path}/notes is a file"):
        folder.opened(tmp_path / "notes" / "nudge")


def test_a_link_to_a_folder_is_one(tmp_path):
    """Links that lead somewhere are followed."""
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    assert folder.opened(tmp_path / "link") == tmp_path / "link"


@pytest.mark.parametrize(
    ("called", "found", "typed"),
    [
        (".venv/bin/nudge", None, ".venv/bin/nudge look"),
        (".venv/bin/nudge", "/usr/bin/nudge", ".venv/bin/nudge look"),
        ("/home/lena/my nudge/bin/nudge", None, "'/home/lena/my nudge/bin/nudge' look"),
        ("/opt/nudge/bin/nudge", "/usr/local/bin/nudge", "nudge look"),
        ("nudge", None, "nudge look"),
        ("/source/bot/__main__.py", None, "nudge look"),
    ],
)
def test_the_next_command_can_be_typed_as_it_stands(monkeypatch, called, found, typed):
    """By its path, where it was called so; by its name, where a shell finds that."""
    monkeypatch.setattr("sys.argv", [called, "init"])
    monkeypatch.setattr("shutil.which", lambda _: found)
    monkeypatch.delenv("NUDGE_FOLDER", raising=False)
    assert folder.typed("look", Path()) == typed
