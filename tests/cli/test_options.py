"""A command to be typed next is written as this program was called."""

from __future__ import annotations

import pytest

from bot.cli import options


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
    assert options.typed("look", options.HERE) == typed
