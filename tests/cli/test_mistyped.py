"""What is typed wrongly is said in one sentence of ours, with what to type instead; two is the code for it."""

from __future__ import annotations

import re
import shlex

import pytest

from bot.cli import main

MISTYPED = (
    ("chek", 'There is no command "chek"; did you mean nudge check?'),
    ("frobnicate", 'There is no command "frobnicate"; nudge --help lists what can be typed here.'),
    ("rules tset", 'There is no command "tset"; did you mean nudge rules test?'),
    ("--vresion", "nudge has no option --vresion; did you mean --version?"),
    ("check --nope", "nudge check has no option --nope; nudge check --help lists those that it has."),
    ("look --foler", "nudge look has no option --foler; did you mean --folder?"),
    ("run -xh", "nudge run has no option -x; nudge run --help lists those that it has."),
    ("rules test --x post", "nudge rules test has no option --x; nudge rules test --help lists those that it has."),
    ("run --log loud", "--log takes text or json: nudge run --log text"),
    ("once --log", "--log takes text or json: nudge once --log text"),
    ("log --days many", "--days takes a number from 1 to 3660: nudge log --days 1"),
    ("backtest --weeks 60", "--weeks takes a number from 1 to 52: nudge backtest --weeks 1"),
    ("status --folder", "--folder takes DIRECTORY: nudge status --folder DIRECTORY"),
    ("--folder", "--folder takes DIRECTORY: nudge --folder DIRECTORY"),
    ("rules test --folder", "--folder takes DIRECTORY: nudge rules test --folder DIRECTORY"),
    ("look --why=3", "--why takes nothing after it: nudge look --why"),
    ("backup --no-secrets=yes", "--no-secrets takes nothing after it: nudge backup --no-secrets"),
    ("run --help=log", "--help takes nothing after it: nudge run --help"),
    ("restore", "FILE|- is missing: nudge restore FILE|-; nudge restore --help says what that is."),
    ("set deliver.at", "VALUE is missing: nudge set KEY VALUE; nudge set --help says what that is."),
    ("restore one two", "That is more than nudge restore takes: nudge restore FILE|-; nudge restore --help says what that is."),
    ("login bluesky mastodon", "That is more than nudge login takes: nudge login [NETWORK]; nudge login --help says what that is."),
    ("log 7", "nudge log takes nothing but options; nudge log --help lists them."),
)  # fmt: skip


@pytest.fixture
def typed(monkeypatch, capsys, nothing_given):
    """The code of a command line, and all that it says."""

    def said(line, **variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.argv", ["nudge", *shlex.split(line)])
        with pytest.raises(SystemExit) as end:
            main.main()
        return end.value.code, *capsys.readouterr()

    return said


@pytest.mark.parametrize(("line", "sentence"), MISTYPED, ids=[line for line, _ in MISTYPED])
def test_what_is_typed_wrongly_is_said_with_what_to_type(typed, line, sentence):
    """Nothing of what reads a command line is heard."""
    assert typed(line) == (2, "", f"{sentence}\n")


@pytest.mark.parametrize("command", ["run", "once"])
def test_a_variable_that_says_it_wrongly_is_named(typed, command):
    """Nobody typed it, so it is told where it stands."""
    assert typed(command, NUDGE_LOG="loud") == (2, "", 'NUDGE_LOG takes text or json, not "loud": NUDGE_LOG=text\n')


def test_what_is_typed_wrongly_is_folded_where_somebody_looks(typed, monkeypatch):
    """As all that goes wrong is."""
    monkeypatch.setattr("bot.cli.output.columns", lambda _stream: 40)
    assert typed("check --nope")[2] == (
        "nudge check has no option --nope; nudge\ncheck --help lists those that it has.\n"
    )  # fmt: skip


def test_nothing_typed_shows_what_can_be_typed(typed):
    """That is no mistake of anybody's."""
    code, out, err = typed("")
    assert (code, "Commands:" in out + err) == (2, True)


def mistakes(command, *path):
    """What can be wrong with each command: an option that there is not, one with nothing after it, or with what it does not take."""
    yield [*path, "--none-such"]
    for option in command.params:
        if option.param_type_name == "option":
            yield from ([*path, f"{name}=x" if option.is_flag else name] for name in option.opts)
    if not hasattr(command, "commands"):
        wanted = [one for one in command.params if one.param_type_name == "argument"]
        if any(one.required for one in wanted):
            yield path
        if not any(one.nargs == -1 for one in wanted):
            yield [*path, *"more words than any of them takes".split()]
    for name, one in getattr(command, "commands", {}).items():
        yield from mistakes(one, *path, name)


def test_no_command_lets_its_reader_speak(typed):
    """Each is asked for everything that can be wrong with it; no reader was ever written for Nudge's owner."""
    lines = [shlex.join(words) for words in mistakes(main.command_line)]
    assert len(lines) > 100
    for line in lines:
        code, out, err = typed(line)
        assert (code, out, err.count("\n")) == (2, "", 1), line
        assert not re.search(r"Usage|Error|Invalid|No such|Missing|Got unexpected|requires|None|fault", err), err
        assert "nudge" in err or "did you mean" in err, err
