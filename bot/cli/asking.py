"""Ask somebody at a terminal, or take the lines that a pipe brings; secrets are never shown and never repeated."""

from __future__ import annotations

import getpass
import os
import re
import select
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.cli import output
from bot.errors import BotError

if TYPE_CHECKING:
    from bot.setup.landing import Landed, Landing

_PASTED = re.compile(r"\x1b\[20[01]~|[\x00-\x1f\x7f]")
"""What a terminal puts around something pasted."""

_YES, _NO = frozenset({"y", "yes", "ja", "sí", "si"}), frozenset({"n", "no", "nein"})


class NobodyAnswers(BotError):
    """There is a question, and nobody at the other end."""

    def __init__(self, question: str, instead: str) -> None:
        super().__init__(f'There is nobody to ask: "{question.strip()}" {instead}'.strip())


def say(text: str = "") -> None:
    """A line or more, folded for a screen; what is set in, such as an address to be opened, stays whole."""
    width = output.columns(sys.stdout)
    for line in text.split("\n"):
        whole = line.startswith(" ") or "://" in line or not line
        output.say(line if whole else "\n".join(output.folded(line, "", width)))


def ask(question: str, *, offered: str = "", instead: str = "") -> str:
    """What is answered; what was offered where only Enter is pressed. `instead` says how to do without asking."""
    shown = f"{question} [{offered}] " if offered else f"{question} "
    return _line(shown, instead) or offered


def needed(question: str, why: str, *, offered: str = "", instead: str = "") -> str:
    """The same, asked again until something is answered; `why` says what it is for."""
    while not (said := ask(question, offered=offered, instead=instead)):
        say(why)
    return said


def hidden(question: str, *, instead: str = "") -> str:
    """What is answered, for a secret: nothing of it appears."""
    if sys.stdin is not None and sys.stdin.isatty():
        try:
            with _left_on_a_line_of_its_own():
                return _clean(getpass.getpass(f"{question} "))
        except EOFError:
            output.say("")
            raise NobodyAnswers(question, instead) from None
    return _line(f"{question} ", instead)


def hidden_or_brought(question: str, landing: Landing, *, instead: str = "") -> str | Landed:
    """The same at a terminal, or what a browser brings meanwhile: whichever comes first, without a second thread."""
    with _unseen(sys.stdin.fileno()) as terminal, _left_on_a_line_of_its_own():
        output.begin(f"{question} ")
        while True:
            ready, _, _ = select.select([terminal, *([landing.fileno()] if landing.is_open else ())], [], [])
            if terminal in ready:
                typed = os.read(terminal, 4096)
                output.say("")
                if not typed:
                    raise NobodyAnswers(question, instead)
                return _clean(typed.decode(errors="replace"))
            if landed := landing.visit():
                output.say("")
                return landed


@contextmanager
def _unseen(terminal: int) -> Iterator[int]:
    """Nothing of what is typed appears; what was begun and not ended is forgotten."""
    before = termios.tcgetattr(terminal)
    silent = [*before]
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSADRAIN, silent)
    try:
        yield terminal
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)


def forget_typed() -> None:
    """What was typed while nothing was asked is no answer to what is asked next."""
    if sys.stdin is not None and sys.stdin.isatty():
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


@contextmanager
def _left_on_a_line_of_its_own() -> Iterator[None]:
    """Ctrl-C at a question: the shell's prompt does not stand behind it."""
    try:
        yield
    except KeyboardInterrupt:
        output.say("")
        raise


def agrees(question: str, *, instead: str = "") -> bool:
    """Whether they say yes; asked again until it is one of the two."""
    while True:
        said = _line(f"{question} ", instead).casefold()
        if said in _YES | _NO:
            return said in _YES
        say("yes or no?")


def _line(shown: str, instead: str) -> str:
    if sys.stdin is None or sys.stdin.closed:
        raise NobodyAnswers(shown, instead)
    output.begin("\n".join(output.folded(shown.rstrip(), "", output.columns(sys.stdout))) + " ")
    with _left_on_a_line_of_its_own():
        line = sys.stdin.readline()
    if not line or not sys.stdin.isatty():  # nobody pressed Enter
        output.say("")
    if not line:
        raise NobodyAnswers(shown, instead)
    return _clean(line)


def _clean(line: str) -> str:
    return in_letters(_PASTED.sub("", line).strip())


def in_letters(typed: str) -> str:
    """What was typed. Raises `BotError` where bytes stand in it that are no letters here, and that nothing could keep."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        raise BotError("What was typed holds bytes that are no letters here. It was not taken.") from None
    return typed
