"""Whatever is said at a terminal keeps to its width, and breaks no word."""

from __future__ import annotations

import io
import os
import re

import pytest

from bot.cli import asking
from bot.config import keeping
from bot.domain import MessageKind
from bot.store import messages, open_store
from tests.cli.conftest import CONFIG, NOW
from tests.cli.started import started

SECONDS = 20


BAR = re.compile(r"\x1b\[\?25[lh]|\r\x1b\[1A\x1b\[2K|\r\x1b\[2K[^\r]*")
"""A progress bar: the cursor goes, the line is drawn over itself, and is taken away. It ends at the edge by itself."""


def without_bars(said):
    """Everything else that was written, before them, between them and behind them."""
    return BAR.sub("", said.decode()).replace("\r\n", "\n")


def lines_of(said):
    """What stands on the screen, without addresses, which stay whole."""
    return [line for line in said.replace("\r", "").splitlines() if "://" not in line]


@pytest.mark.parametrize("width", [60, 100])
def test_the_first_lines_of_a_service_keep_to_the_width(tmp_path, width):
    """As narrow as half a window; the names of commands stay whole."""
    with started(["run", "--sandbox"], tmp_path, terminal=True, columns=width, TMPDIR=str(tmp_path)) as running:
        said = running.until(lambda said: b"answers it." in said.replace(b"\r\n", b" "))
    assert max(map(len, lines_of(said))) <= width
    assert "nudge answer --sandbox help" in " ".join(said.split())


@pytest.mark.parametrize("width", [60, 100])
def test_questions_and_refusals_keep_to_the_width(tmp_path, width):
    """A question that is longer than a line goes on in the next, and so does what is to be mended."""
    (tmp_path / "config.toml").write_text(CONFIG)
    seen = ""
    for words in (["login", "--bot"], ["check"], ["status"], ["set", "deliver.people_per_day", "many"]):
        with started(
            words, tmp_path, terminal=True, columns=width, NUDGE__MASTODON__OWNER__SERVER="http://127.0.0.1:9"
        ) as running:
            if words[0] == "login":
                running.until(lambda said: b"Its address?" in said)
                os.write(running.screen, b"\x04")
            while running.more():
                pass
            assert running.process.wait(SECONDS) == 2
            seen += running.said.decode()
    assert max(map(len, lines_of(seen))) <= width
    assert "people_per_day" in seen


@pytest.mark.parametrize("words", [["queue"], ["backup", "--no-secrets", "nudge.backup"]])
def test_messages_and_what_a_backup_holds_keep_to_the_width(tmp_path, words):
    """Paragraphs stay; no word is broken where the screen ends."""
    (tmp_path / "config.toml").write_text(CONFIG)
    keeping.put(tmp_path / "secrets" / "mastodon_owner", "token")
    store = open_store(tmp_path / "nudge.db")
    with store.begin() as tx:
        messages.queue(tx, MessageKind.NOTICE, ["Tomas Reed asked this. " * 9 + "\n\nYour own words."], now=NOW)
    store.close()
    with started(words, tmp_path, terminal=True, where=tmp_path, columns=60) as running:
        while running.more():
            pass
        assert running.process.wait(SECONDS) == 0
    lines = lines_of(running.said.decode())
    assert 40 < max(map(len, lines)) <= 60
    assert words != ["queue"] or "" in lines[1:-2]


@pytest.mark.parametrize("words", [
    ["rules"], ["rules", "facts"], ["people"], ["people", "--all"], ["log"], ["why", "t1"], ["why", "t9"], ["health"], ["status"],
    ["answer", "help"], ["look", "--sandbox", "--why", "--followers"], ["export", "--person", "Somebody whom nobody here knows"],
    ["login", "frob"], ["restore", "nothing.backup"],
], ids=" ".join)  # fmt: skip
def test_whatever_is_said_keeps_to_the_width(lena, words):
    """Half a window is enough."""
    with started(words, lena.folder, terminal=True, where=lena.folder, columns=60) as running:
        while running.more():
            pass
        running.process.wait(SECONDS)
    said = without_bars(running.said)
    assert 30 < max(map(len, lines_of(said))) <= 60


@pytest.mark.parametrize("width", [60, 100, 130])
def test_what_was_measured_keeps_to_the_width(tmp_path, width):
    """A table where there is room for it, else one ranking below another; no number stands apart from what it is."""
    with started(["backtest", "--sandbox"], tmp_path, terminal=True, columns=width) as running:
        while running.more():
            pass
        assert running.process.wait(SECONDS) == 0
    said = without_bars(running.said)
    assert max(map(len, said.splitlines())) <= width
    assert len(re.findall(r"^  newest first {3,}\.\d\d \[\S+, \S+\] +\S", said, re.MULTILINE)) == (width > 126)
    for measured in ("P@3", "MAP", "nDCG@3", "back"):
        assert width > 126 or f"{measured} " in said.partition("  newest first\n")[2].partition("  most popular")[0]


def test_a_long_question_is_folded(monkeypatch, capsys):
    """Between its words; the answer stands behind the last of them."""
    monkeypatch.setattr("bot.cli.output.columns", lambda _stream: 60)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(asking.NobodyAnswers):
        asking.agrees("yes, or no (then I give you the text and a link, and you paste it yourself):")
    assert capsys.readouterr().out.startswith(
        "yes, or no (then I give you the text and a link, and you\npaste it yourself): "
    )
