"""The page that lists what can be typed, what a command ends with, and what stands in the log: `docs/cli.md`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

import bot
from bot.cli.main import app

SOURCE = Path(bot.__file__).parent
LEVELS = ("info", "warning", "error", "exception")

HEAD = """\
# Commands, exit codes and the log

Written from the program by `python -m tests.docs.pages`; a test keeps them equal. `nudge -h` and `nudge COMMAND -h` say the same in the
terminal, `nudge --install-completion` lets your shell finish what you type. Every command takes `--folder` (or the variable
`NUDGE_FOLDER`): where config.toml, the database and the secrets lie. `nudge-bot` is the same command by the name of the package.
"""

CODES = """\
## Exit codes

| code | means |
| --- | --- |
| 0 | done; from `health`, the service is alive |
| 1 | `health`: the service is not alive, or cannot do its work. `once`: not everything went well, and what was said names it. Otherwise a fault of the program itself, or a question of its own that was not answered with yes |
| 2 | something has to be mended first: the configuration, a login, a file, the command line, or there is no room for what it says. A service is not helped by another start: the systemd unit has `RestartPreventExitStatus=2` |
| 130, 143 | ended by Ctrl-C, or told to end, before there was anything to end in order |

`run` ends with 0 when it is told to end, by Ctrl-C, SIGTERM or SIGHUP.
"""

LOG = """\
## The log

`run` and `once` write to standard error: a few readable lines, or with `--log json` (or `NUDGE_LOG=json`, which the container sets) every
event as a line of JSON with `event`, `level`, `timestamp` and its facts. There are ids in it, never texts of anybody, never a secret.
An `exception` has the traceback with it, as `exception`.

| event | level | facts |
| --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    commands = "\n".join(text for name, command in _commands() for text in _entry(name, command))
    return f"{HEAD}\n## Commands\n\n{commands}\n{CODES}\n{LOG}{_events()}"


def _commands() -> Iterator[tuple[str, Any]]:
    for name, command in sorted(typer.main.get_command(app).commands.items()):
        yield name, command
        for below, one in sorted(getattr(command, "commands", {}).items()):
            yield f"{name} {below}", one


def _entry(name: str, command: Any) -> Iterator[str]:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and "--folder" not in one.opts]
    called = " ".join([name, *(_metavar(one) for one in arguments)])
    yield f"**`nudge {called}`**: {_whole(command.help)}\n"
    yield from (f"- `{_spelt(one)}`: {_whole(one.help)}" for one in options if one.help)
    if any(one.help for one in options):
        yield ""


def _metavar(argument: Any) -> str:
    called = f"{argument.metavar or argument.name.upper()}{'...' * (argument.nargs != 1)}"
    return called if argument.required else f"[{called}]"


def _spelt(option: Any) -> str:
    takes = "" if option.is_flag else f" {option.metavar or option.opts[0].lstrip('-').upper()}"
    return ", ".join([*option.opts, *option.secondary_opts]) + takes


def _whole(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def _events() -> str:
    found: dict[tuple[str, str], set[str]] = {}
    texts = (file.read_text(encoding="utf-8") for file in sorted(SOURCE.rglob("*.py")))
    for text in (text for text in texts if "log" in text and re.search(r"\blog\s*\.", text)):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and _is_log(node.func) and isinstance(node.args[0], ast.Constant):
                facts = {keyword.arg for keyword in node.keywords if keyword.arg}
                found.setdefault((str(node.args[0].value), node.func.attr), set()).update(facts)
    return "".join(
        f"| `{event}` | {level} | {', '.join(f'`{fact}`' for fact in sorted(facts))} |\n"
        for (event, level), facts in sorted(found.items())
    )


def _is_log(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr in LEVELS
        and isinstance(function.value, ast.Name)
        and function.value.id == "log"
    )
