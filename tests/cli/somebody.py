"""Somebody at a terminal: reads what is asked, and answers; what they see is kept as a transcript."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from bot.cli import main

Answer = str | Callable[[str], str]


class Somebody(io.TextIOBase):
    """Answers each question when it is asked: `answers` are pairs of what the question must contain and the answer.

    An answer can be made from the whole screen.
    """

    def __init__(self, answers: list[tuple[str, Answer]]) -> None:
        self.screen = io.StringIO()
        self._answers = list(answers)
        self._seen = 0

    def readline(self, _size: int = -1) -> str:
        """The next answer; nothing once there is none left, as when a pipe ends."""
        shown = self.screen.getvalue()[self._seen :]
        self._seen = len(self.screen.getvalue())
        if not self._answers:
            return ""
        question, answer = self._answers.pop(0)
        assert question in shown.splitlines()[-1], shown
        return (answer(self.screen.getvalue()) if callable(answer) else answer) + "\n"

    def readable(self) -> bool:
        """A terminal is."""
        return True


@contextmanager
def at_the_terminal(somebody: Somebody):
    """Everything that is printed is seen by them, and everything asked is asked them."""
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = somebody, somebody.screen, somebody.screen
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def plays(folder: Path, *typed: str, answers: list[tuple[str, Answer]] = ()) -> tuple[int, str]:
    """Type a command and answer what it asks; its code and the whole transcript, addresses cut to their beginning."""
    somebody, argv = Somebody(list(answers)), sys.argv
    with at_the_terminal(somebody):
        sys.argv = ["nudge", *typed, "--folder", str(folder)]
        try:
            main.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        finally:
            sys.argv = argv
    assert not somebody._answers, somebody.screen.getvalue()
    return code, tidy(somebody.screen.getvalue(), folder)


def tidy(screen: str, folder: Path) -> str:
    """Without what differs each time: ports, what stands behind a question mark, the folder, the time of day."""
    screen = re.sub(r"http://127\.0\.0\.1:\d+", "https://home.example", screen.replace(str(folder), "FOLDER"))
    screen = re.sub(r"(authorize\?)\S+", r"\1…", screen)
    return re.sub(r"Good (morning|afternoon|evening)", "Good evening", screen)
