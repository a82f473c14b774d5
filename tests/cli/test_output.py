"""Findings are put into words that can be acted on (VOICE 8)."""

from __future__ import annotations

import json

import pytest

from bot.cli import output
from bot.cli.folder import typed
from bot.errors import ConfigError, LoginEnded, NotAllowed, PlatformError, Problem, WrongAccount

RIGHTS = Problem(
    "Bluesky, second account",
    "this app password may not send private messages.",
    'Make a new one with "Allow access to your direct messages" ticked:\n'
    "bsky.app, Settings, Privacy and security, App passwords. Then: nudge check",
)
KEY = Problem("config.toml, line 31", 'unknown key "quite" under [deliver]. Did you mean "quiet"?')
DOUBT = Problem("config.toml", "other users of this machine can read it.", "chmod 600 config.toml")


def test_the_whole_report_reads_as_designed():
    """Line for line; `docs/voice.md` shows one like it (VOICE 8)."""
    fine = ["config.toml, the rules in it", "the database"]
    assert output.report([RIGHTS, KEY], fine, width=output.WIDEST) == (
        """\
Two things to mend, two are fine.

  Bluesky, second account: this app password may not send private messages.
      Make a new one with "Allow access to your direct messages" ticked:
      bsky.app, Settings, Privacy and security, App passwords. Then: nudge check

  config.toml, line 31: unknown key "quite" under [deliver]. Did you mean "quiet"?

Fine:

  config.toml, the rules in it
  the database

Nothing was changed and nothing was sent."""
    )


@pytest.mark.parametrize(
    ("mend", "look", "fine", "says"),
    [
        (2, 0, 11, "Two things to mend, eleven are fine."),
        (1, 0, 1, "One thing to mend, one is fine."),
        (1, 0, 0, "One thing to mend."),
        (0, 0, 13, "Nothing to mend, 13 are fine."),
        (0, 1, 12, "One thing to look at, twelve are fine."),
        (3, 2, 0, "Three things to mend, two to look at."),
    ],
)
def test_the_first_line_counts(mend, look, fine, says):
    """Numbers in words as long as they are read faster so."""
    assert output.headline(mend, look, fine) == says


MINE = ("Bluesky, your account", "lena.example (may read, and post what you approve)")


def test_what_is_said_to_be_fine_is_as_many_as_the_lines_that_name_it():
    """Whoever counts them finds the number that was said; a login that is for posting is one more."""
    posting = ("Mastodon, your account, for posting", "lena@writers.example (may post what you approve)")
    fine = ["config.toml", "Mastodon, your account", posting[0], "the database"]
    logins = [("Mastodon, your account", "lena@writers.example (may read)"), posting]
    assert output.report([], fine, logins=logins) == (
        "Nothing to mend, four are fine.\n\n"
        "  config.toml\n"
        "  Mastodon, your account: lena@writers.example (may read)\n"
        "  Mastodon, your account, for posting: lena@writers.example (may post what you approve)\n"
        "  the database\n\n"
        "Nothing was changed and nothing was sent."
    )
    found = json.loads(output.as_json([], fine, logins=logins))
    assert (found["fine"], found["logins"]) == (fine, dict(logins))


def test_what_is_fine_stands_apart_from_what_has_to_be_mended():
    """Nobody takes it for a fault."""
    said = output.report([KEY], ["Bluesky, your account"], logins=[MINE])
    assert said.startswith("One thing to mend, one is fine.\n\n")
    assert f"\n\nFine:\n\n  {MINE[0]}: {MINE[1]}\n\n" in said


def test_a_login_with_something_to_mend_is_not_among_what_is_fine():
    """What it may do was read from the set-up, and it does not do it."""
    refused = Problem("Bluesky, your account", "this app password is not accepted.", "Make a new one.")
    said = output.report([refused], ["config.toml"], logins=[MINE])
    assert said.startswith("One thing to mend, one is fine.\n\n")
    assert MINE[1] not in said


def test_doubts_stand_apart_from_what_has_to_be_mended():
    """Nobody takes advice for a fault."""
    text = output.report([KEY], [], [DOUBT])
    assert text.index("It works, and should be looked at:") > text.index("quite")
    assert "chmod 600 config.toml" in text
    assert "It works" not in output.report([], [], [DOUBT])


def test_lines_are_folded_for_a_terminal_only():
    """A pipe gets each problem whole, so that it can be searched."""
    long = Problem("here", "word " * 40 + "end.", "do " * 60)
    assert max(map(len, output.report([long], [], width=60).splitlines())) <= 60
    assert len(output.report([long], []).splitlines()) == len(output.report([KEY], []).splitlines()) + 1


@pytest.mark.parametrize("width", range(1, 12))
def test_a_window_that_is_too_narrow_for_what_is_set_in_gets_lines_whole(monkeypatch, capsys, width):
    """No window is a fault."""
    monkeypatch.setattr("bot.cli.output.columns", lambda _stream: width)
    output.paragraphs("all of it\n  set in once\n      and deeper")
    said = capsys.readouterr().out
    assert said.split() == ["all", "of", "it", "set", "in", "once", "and", "deeper"]
    assert ("      and deeper" in said.splitlines()) == (width <= 6 + 2)
    assert output.report([KEY], ["fine"], width=width)


def test_a_picture_below_a_sentence_keeps_its_place():
    """CEL points with a caret, and the caret must stay below what it points at."""
    shown = output.block(Problem("config.toml, line 3", "unknown name\n    post.asks_hlp\n    ^"), 30)
    assert shown == "  config.toml, line 3: unknown\n  name\n      post.asks_hlp\n      ^"


@pytest.mark.parametrize(
    ("variable", "here", "meant", "named"),
    [
        ("", "a", "a", False), ("", "a", "b", True), ("a", "b", "a", False), ("a", "b", "b", True), ("a", "a", "b", True),
    ],
)  # fmt: skip
def test_a_command_that_comes_next_looks_at_the_same_folder(tmp_path, monkeypatch, variable, here, meant, named):
    """It names it, unless the variable or else the current folder does."""
    for name in "ab":
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / here)
    monkeypatch.setenv("NUDGE_FOLDER", str(tmp_path / variable) if variable else "")
    assert typed("check", tmp_path / meant) == "nudge check" + f" --folder {tmp_path / meant}" * named


def test_a_program_gets_the_same_findings():
    """`--json` holds every part apart."""
    found = json.loads(output.as_json([KEY], ["the rules load"], [DOUBT]))
    assert found == {
        "problems": [{"where": KEY.where, "what": KEY.what, "remedy": ""}],
        "doubts": [{"where": DOUBT.where, "what": DOUBT.what, "remedy": DOUBT.remedy}],
        "fine": ["the rules load"],
        "logins": {},
    }


def test_a_failure_is_its_own_sentence():
    """A set-up that cannot be used stopped everything; what a network said is told as it is."""
    assert output.failure(ConfigError([KEY])).endswith("Nothing was changed and nothing was sent.")
    assert output.failure(LoginEnded("writers.example no longer accepts the login of your account.")) == (
        "writers.example no longer accepts the login of your account."
    )
    unreached = output.failure(PlatformError("writers.example could not be reached"))
    assert unreached.startswith("writers.example could not be reached. What was read so far is kept; nudge check")
    assert output.failure(WrongAccount(found="carol@home.example", wanted="lena@home.example")).startswith(
        "This login belongs"
    )
    assert "at line" not in output.failure(NotAllowed("this login only reads: POST /x was stopped"))
