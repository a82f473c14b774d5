"""Put findings and failures into words on the terminal (VOICE 8).

Written plainly, so that a pipe, a log and a screen reader get the same as a terminal. Only the width differs: lines are
folded for a terminal and left whole elsewhere.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, TextIO

from bot.cli import streams
from bot.errors import BotError, ConfigError, LoginEnded, PlatformError, Problem, Refused, StoreError

NOTHING_DONE = "Nothing was changed and nothing was sent."
WIDEST = 88

_COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""C0 and C1 controls but line breaks and tabs, and what turns the direction of a line."""

_WORD_FIRST = re.compile(r"^[a-z](?=[a-z]* )")
"""Where a sentence begins with a word; the name of a host stays as it is."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def report(
    problems: Sequence[Problem],
    fine: Sequence[str],
    doubts: Sequence[Problem] = (),
    *,
    width: int | None = None,
    logins: Sequence[tuple[str, str]] = (),
) -> str:
    """Everything that was found, the things to mend first. `width` in columns; None leaves lines whole.

    `logins` say of some of what is fine whose it is.
    """
    blocks = [headline(len(problems), len(doubts), len(fine))]
    blocks += [block(problem, width) for problem in problems]
    if doubts:
        blocks += ["It works, and should be looked at:"] if problems else []
        blocks += [block(doubt, width) for doubt in doubts]
    if fine:
        whose = dict(logins)
        well = [f"{one}: {whose[one]}" if one in whose else one for one in fine]
        blocks += ["Fine:"] if problems or doubts else []
        blocks += ["\n".join(line for one in well for line in folded(one, "  ", width))]
    return "\n\n".join([*blocks, NOTHING_DONE])


def headline(mend: int, look: int, fine: int) -> str:
    """The first line: "Two things to mend, eleven are fine."."""
    parts = []
    if mend or not look:
        parts.append(f"{_counted(mend, 'thing')} to mend" if mend else "nothing to mend")
    if look:
        parts.append(f"{number(look)} to look at" if parts else f"{_counted(look, 'thing')} to look at")
    if fine:
        parts.append(f"{number(fine)} {'is' if fine == 1 else 'are'} fine")
    sentence = ", ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def block(problem: Problem, width: int | None = None) -> str:
    """One problem, what to do about it set in deeper. Lines below its first one are a picture (a caret) and stay."""
    first, *picture = str(problem).splitlines()
    lines = [*folded(first, "  ", width), *(f"  {line}" for line in picture)]
    for line in problem.remedy.splitlines():
        lines += folded(line, " " * 6, width)
    return "\n".join(lines)


def as_json(
    problems: Sequence[Problem],
    fine: Sequence[str],
    doubts: Sequence[Problem] = (),
    logins: Sequence[tuple[str, str]] = (),
) -> str:
    """The same for a program; `logins` by what is fine."""
    found = {"problems": [asdict(one) for one in problems], "doubts": [asdict(one) for one in doubts]}
    return dumped(found | {"fine": [*fine], "logins": dict(logins)})


def dumped(value: Any) -> str:
    """JSON as every `--json` of ours writes it; in other signs where standard output knows few letters."""
    return json.dumps(value, ensure_ascii=not streams.knows_every_letter(sys.stdout), indent=2, default=str)


def failure(trouble: BotError, *, width: int | None = None) -> str:
    """What kept a command from doing its work. A set-up that cannot be used stopped it before anything happened."""
    if isinstance(trouble, ConfigError):
        return report(trouble.problems, (), width=width)
    said = str(trouble)
    if isinstance(trouble, PlatformError | StoreError):
        said = sentence(said)
    if isinstance(trouble, PlatformError) and not isinstance(trouble, LoginEnded | Refused):
        said = f"{said.rstrip('.')}. What was read so far is kept; nudge check looks at every connection and says what to do."
    return "\n".join(folded(said, "", width))


def sentence(said: str) -> str:
    """Begun with a capital, where it begins with a word; the name of a host stays as it is."""
    return _WORD_FIRST.sub(lambda first: first[0].upper(), said)


def number(count: int) -> str:
    """A count in words up to twelve, in digits from there."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def columns(stream: TextIO | None, widest: int = WIDEST) -> int | None:
    """How wide lines may be there: None where nobody looks at a screen, or whoever started us has closed it."""
    return min(shutil.get_terminal_size().columns, widest) if stream is not None and stream.isatty() else None


def say(text: str, stream: TextIO | None = None) -> None:
    """Write a text and a line's end, to standard output if nothing else is named. Whatever is in it commands no terminal."""
    print(harmless(text), file=stream or sys.stdout, flush=True)


def paragraphs(text: str, stream: TextIO | None = None) -> None:
    """Write lines, each folded between its words where somebody looks; empty ones stay, and what is set in stays so."""
    width = columns(stream or sys.stdout)
    say("\n".join("\n".join(_hanging(line, width)) for line in text.split("\n")), stream)


def _hanging(line: str, width: int | None) -> Iterator[str]:
    words = line.lstrip(" ")
    indent = " " * (len(line) - len(words))
    deeper = "  " if indent else ""
    for number, part in enumerate(folded(words, indent, width and width - len(deeper))):
        yield f"{deeper}{part}" if number else part


def begin(text: str) -> None:
    """Write a question, behind which its answer will stand."""
    sys.stdout.write(harmless(text))
    sys.stdout.flush()


def harmless(text: str) -> str:
    """The text without anything that a terminal would obey; other people's words stand in nearly all that is printed."""
    return _COMMANDING.sub("", text)


def _counted(count: int, noun: str) -> str:
    return f"{number(count)} {noun}" + ("" if count == 1 else "s")


def folded(text: str, indent: str, width: int | None) -> Iterator[str]:
    """The lines of a text, each set in; one line where `width` is None or leaves no room, none of an empty text."""
    if not text:
        return
    if width is None or width <= len(indent):
        yield indent + text
        return
    yield from textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
