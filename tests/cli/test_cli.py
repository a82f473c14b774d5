"""Commands answer at once, say what is wrong in sentences, and end with a code that a script can read."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import health, main
from bot.errors import ConfigError, Problem, StoreError
from bot.service import data_folder, heartbeat
from tests import forked

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def nudge(*arguments, folder, out=None, closed=None, **environ):
    """Run the real command in a process of its own."""
    seen = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "NUDGE_FOLDER": str(folder)}
    return forked.ran(arguments, seen | environ, out=out, closed=closed)


def beat(folder, at=NOW, **sources):
    file = folder / "heartbeat.json"
    file.write_text(json.dumps({"at": at.isoformat(), "sources": sources}))
    return file


# --- health


def test_a_service_that_beat_lately_is_alive(tmp_path):
    """Three minutes are the measure; a beat comes every half minute."""
    assert health.read(beat(tmp_path), NOW + timedelta(seconds=179)).alive
    assert not health.read(beat(tmp_path), NOW + timedelta(seconds=180)).alive


def test_silence_is_said_with_its_beginning(tmp_path):
    """Whoever reads it can look into the log at the right place."""
    found = health.read(beat(tmp_path), NOW + timedelta(hours=2))
    assert found.sentences[0].startswith("The service has said nothing since 2026-11-18 12:00 UTC.")


def test_a_clock_that_was_set_back_does_not_look_like_life(tmp_path):
    """A beat from an hour ahead says nothing about now."""
    assert not health.read(beat(tmp_path), NOW - timedelta(hours=1)).alive


def test_a_login_that_ended_is_said_and_is_no_death(tmp_path):
    """Restarting a container would not bring a login back (BS-1)."""
    found = health.read(
        beat(
            tmp_path,
            bluesky={"ok_at": None, "problem": "Bluesky no longer accepts my login for your account."},
            mastodon={"ok_at": NOW.isoformat(), "problem": None},
        ),
        NOW,
    )
    assert found.alive
    assert found.sentences == ("Alive.", "bluesky: Bluesky no longer accepts my login for your account.")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"at": "yesterday"}', '{"at": 3}', "\x00"])
def test_a_file_that_is_no_heartbeat_is_no_life(tmp_path, content):
    """Half a file, or somebody else's, gives a sentence."""
    (tmp_path / "heartbeat.json").write_text(content)
    found = health.read(tmp_path / "heartbeat.json", NOW)
    assert (found.alive, found.sentences) == (False, ("heartbeat.json is not as the service writes it.",))


def test_health_ends_with_the_code_that_a_container_reads(tmp_path):
    """0 is alive, 1 is not, and neither writes a traceback."""
    before = nudge("health", folder=tmp_path)
    assert (before.returncode, before.stderr) == (1, "")
    assert before.stdout == "The service has not run here yet. nudge run starts it.\n"
    beat(tmp_path, datetime.now(UTC))
    alive = nudge("health", "--json", folder=tmp_path)
    assert (alive.returncode, json.loads(alive.stdout)["alive"]) == (0, True)


def test_a_folder_that_is_not_there_is_not_one_where_nothing_ran(tmp_path):
    """Whoever misspelt it looks at the spelling, and starts nothing."""
    ended = nudge("health", "--folder", str(tmp_path / "none"), folder=tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, f"There is no folder {tmp_path / 'none'}.\n", "")


@pytest.mark.parametrize("named", ["none_such", "more/none_such"])
def test_a_folder_that_is_not_there_is_called_by_its_whole_path(tmp_path, named):
    """Whoever reads it elsewhere finds the place."""
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    ended = forked.ran(["health", "--folder", named], known, where=tmp_path)
    assert (ended.returncode, ended.stdout) == (1, f"There is no folder {tmp_path / named}.\n")


# --- what goes wrong


def test_a_wrong_setup_ends_with_two_and_sentences(monkeypatch, capsys):
    """Every problem, what to do, and no traceback."""

    def broken():
        raise ConfigError([Problem("config.toml, line 2", "one"), Problem("config.toml, line 3", "two", "do this")])

    monkeypatch.delenv("NUDGE_DEBUG", raising=False)
    monkeypatch.setattr(main, "command_line", broken)
    with pytest.raises(SystemExit) as end:
        main.main()
    assert end.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Two things to mend.\n\n  config.toml, line 2: one\n\n  config.toml, line 3: two\n")
    assert "Traceback" not in told.err


def test_debugging_shows_where(monkeypatch):
    """The traceback is there for whoever asks for it."""

    def broken():
        raise StoreError("the database is newer than this program")

    monkeypatch.setenv("NUDGE_DEBUG", "1")
    monkeypatch.setattr(main, "command_line", broken)
    with pytest.raises(StoreError):
        main.main()


def test_a_fault_of_the_program_is_one_sentence(tmp_path):
    """What nobody expected is said without a traceback, and how to see more."""
    code = "from bot.cli import main; main.command_line = lambda: {}['key']; main.main()"
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    plain = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
    assert plain.returncode == 1
    assert plain.stderr.startswith("Nudge stopped because of a fault of its own (KeyError: 'key').")
    assert "Traceback" not in plain.stderr
    shown = subprocess.run(
        [sys.executable, "-c", code], env=environ | {"NUDGE_DEBUG": "1"}, capture_output=True, text=True, check=False
    )
    assert "Traceback" in shown.stderr


@pytest.mark.parametrize(("command", "code"), [("init", 2), ("demo", 0)])
def test_a_command_without_an_input_finds_nobody_there(tmp_path, command, code):
    """A shell can close it; that is no fault of the program."""
    ended = nudge(command, folder=tmp_path, closed=0)
    assert (ended.returncode, "Traceback" in ended.stderr, "fault of its own" in ended.stderr) == (code, False, False)


@pytest.mark.parametrize("typed", [["topics"], ["list"], ["meet", "nadia holt"], ["Pause", "2w", "--sandbox"]])
def test_what_is_said_in_a_message_is_not_looked_for_among_the_commands(tmp_path, typed):
    """Whoever types it reads how it is said from a terminal."""
    ended = nudge(*typed, folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        f'"{typed[0]}" is said to Nudge, as in a private message. From here: nudge answer {shlex.join(typed)}\n'
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["LOOK"], "Commands are written in small letters: nudge look\n"),
        (["Status", "--json"], "Commands are written in small letters: nudge status\n"),
        (["help"], "nudge --help lists what can be typed here.\n"),
        (["Hilfe"], "nudge --help lists what can be typed here.\n"),
        (["topics", "--json"], "nudge answer topics\n"),
        (["skip", "t4", "--folder", "a b"], "nudge answer skip t4 --folder 'a b'\n"),
    ],
)
def test_what_is_nearly_a_command_is_told_as_it_is_typed(tmp_path, typed, said):
    """Written large, or by a word that everybody tries first; what is advised can be typed."""
    ended = nudge(*typed, folder=tmp_path)
    assert (ended.returncode, ended.stderr.endswith(said)) == (2, True), ended.stderr


def test_bytes_that_are_no_letters_are_not_taken(tmp_path):
    """They are looked for once, before anything is done."""
    ended = nudge("answer", "\udcff", folder=tmp_path)
    assert (ended.returncode, ended.stderr) == (
        2, "What was typed holds bytes that are no letters here. It was not taken.\n",
    )  # fmt: skip


def test_what_the_program_itself_cannot_write_is_a_fault(tmp_path):
    """Nobody typed it."""
    code = "from bot.cli import main; main.command_line = lambda: '\\udcff'.encode(); main.main()"
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
    assert (ended.returncode, "fault of its own (UnicodeEncodeError" in ended.stderr) == (1, True)


def test_a_command_that_does_not_exist_is_a_usage_fault(tmp_path):
    """Two, as for everything that the owner can mend."""
    assert nudge("dance", folder=tmp_path).returncode == 2


# --- check


def test_check_lists_everything_at_once(tmp_path):
    """A misspelt key, a rule that CEL refuses, a missing secret and a server that is not there, in one go (VOICE 8)."""
    (tmp_path / "config.toml").write_text(
        """
[owner]
timezone = "Europe/Lisbon"
[mastodon.owner]
address = "lena@writers.example"
server = "http://127.0.0.1:9"
token = "x"
[bluesky.owner]
handle = "lena.example.com"
[deliver]
quite = "22:00-07:00"
[[rules]]
name = "one"
when = "post.asks_hlp"
score = 1
because = "it asks for help"
"""
    )
    (tmp_path / "config.toml").chmod(0o600)
    ended = nudge("check", folder=tmp_path)
    assert (ended.returncode, ended.stderr) == (2, "")
    assert ended.stdout.startswith("Four things to mend.\n\n  config.toml, line 11: unknown key")
    assert ended.stdout.endswith("\n\nNothing was changed and nothing was sent.\n")
    for part in ('Did you mean "quiet"?', "asks_hlp", "127.0.0.1:9", "there is no app password"):
        assert part in ended.stdout
    found = json.loads(nudge("check", "--json", folder=tmp_path).stdout)
    assert [len(found[kind]) for kind in ("problems", "doubts", "fine")] == [4, 0, 0]


@pytest.mark.parametrize("typed", [["once"], ["run"], ["run", "--log", "text"]], ids=" ".join)
def test_commands_that_need_a_set_up_refuse_a_wrong_one_alike(tmp_path, typed):
    """Whatever was typed, the same list and the same code, before anything is touched; what lay there lies there still."""
    (tmp_path / "config.toml").write_text("[deliver]\nquite = 1\n")
    for there in ({"config.toml"}, {"config.toml", ".nudge.lock"}):
        ended = nudge(*typed, folder=tmp_path)
        assert ended.returncode == 2
        assert ended.stderr.startswith("Two things to mend.")
        assert "Traceback" not in ended.stderr
        assert {file.name for file in tmp_path.iterdir()} == there
        (tmp_path / ".nudge.lock").touch()


@pytest.mark.parametrize("command", ["once", "run"])
def test_that_another_program_has_the_folder_is_said_before_what_is_wrong_in_it(tmp_path, command):
    """It may be about to write it."""
    (tmp_path / "config.toml").write_text("[deliver]\nquite = 1\n")
    with data_folder.locked(tmp_path):
        ended = nudge(command, folder=tmp_path)
    assert (ended.returncode, "Another nudge is running" in ended.stderr) == (2, True)


def test_a_round_where_nothing_is_set_up_leaves_nothing_behind(tmp_path):
    """Whoever stands in the wrong folder finds it as it was."""
    ended = nudge("once", folder=tmp_path)
    assert (ended.returncode, [*tmp_path.iterdir()]) == (2, [])


# --- health, before everything else

SLOW = (
    "atproto_client", "mastodon", "alembic", "apscheduler", "cel_expr_python", "httpx", "requests", "sqlalchemy",
    "click", "pydantic", "rich", "structlog", "typer",
)  # fmt: skip


def test_health_is_answered_before_the_command_line_is_read(tmp_path):
    """It is asked day and night: what only reads a command line costs more than the answer."""
    code = (
        "import sys; from bot.__main__ import main\n"
        f"sys.argv = ['nudge', 'health', '--json', '--folder', {str(tmp_path)!r}]\n"
        "try: main()\n"
        "except SystemExit as end: code = end.code\n"
        f"print([code, *(name for name in {SLOW!r} if name in sys.modules)], file=sys.stderr)"
    )
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    beat(tmp_path, datetime.now(UTC))
    ended = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
    assert json.loads(ended.stdout)["alive"]
    assert ast.literal_eval(ended.stderr) == [0]


@pytest.mark.parametrize("alive", [True, False], ids=["alive", "silent"])
def test_health_says_the_same_however_it_is_asked(tmp_path, alive):
    """At once, or by way of the command line, which knows more ways to write it."""
    beat(tmp_path, datetime.now(UTC) if alive else NOW)
    asked = [nudge("health", *words, folder=tmp_path) for words in ([], ["--folder", str(tmp_path)])]
    asked += [nudge("health", f"--folder={tmp_path}", folder=tmp_path / "elsewhere")]
    assert {(one.returncode, one.stdout, one.stderr) for one in asked} == {(int(not alive), asked[0].stdout, "")}
    assert nudge("health", "--help", folder=tmp_path).stdout.startswith("Usage: ")
    assert nudge("health", "--jsn", folder=tmp_path).returncode == 2


# --- the container's look at the same file


@pytest.fixture
def container(tmp_path):
    """Whether the container's own check finds the service alive."""
    dockerfile = (Path(__file__).parents[2] / "Dockerfile").read_text()
    look = json.loads(re.search(r"^HEALTHCHECK (?:.*\\\n)?.*CMD (.+)$", dockerfile, re.MULTILINE)[1])
    environ = {"PATH": os.environ["PATH"], "NUDGE_FOLDER": str(tmp_path)}
    return lambda: subprocess.run(look, env=environ, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(("minutes", "alive"), [(0, True), (2.5, True), (3.5, False), (600, False), (-60, False)])
def test_the_container_and_health_agree_on_a_silent_service(tmp_path, container, minutes, alive):
    """One measure, whoever asks; a beat from the future says nothing."""
    now = datetime.now(UTC)
    file = beat(tmp_path, now - timedelta(minutes=minutes))
    os.utime(file, ((now - timedelta(minutes=minutes)).timestamp(),) * 2)
    assert (health.read(file, now).alive, container()) == (alive, alive)


@pytest.mark.parametrize(("minutes", "alive"), [(1, True), (4, False)])
def test_the_container_and_health_agree_on_a_service_that_cannot_store(tmp_path, container, minutes, alive):
    """It beats, and its file grows old all the same."""
    now = datetime.now(UTC)
    ill = {"since": (now - timedelta(minutes=minutes)).isoformat(), "problem": "the disk is full"}
    heartbeat.write(tmp_path, {"at": now.isoformat(), "store": ill})
    assert (health.read(tmp_path / heartbeat.FILE, now).alive, container()) == (alive, alive)


def test_the_container_and_health_agree_on_a_service_that_was_stopped(tmp_path, container):
    """Its file is gone at once, and the last word is kept beside it."""
    now = datetime.now(UTC)
    assert not container()
    heartbeat.write(tmp_path, {"at": now.isoformat()})
    assert container()
    heartbeat.stopped(tmp_path, {"at": now.isoformat()})
    found = health.read(tmp_path / heartbeat.FILE, now)
    assert (found.alive, container()) == (False, False)
    assert found.sentences[0].startswith("The service was stopped at ")


def test_once_makes_no_folder_of_a_mistyped_name(tmp_path):
    """It says that nothing was changed, and nothing was."""
    ended = nudge("once", "--folder", str(tmp_path / "no" / "where"), folder=tmp_path)
    assert ended.returncode == 2
    assert "there is no such file in" in ended.stderr
    assert list(tmp_path.iterdir()) == []
