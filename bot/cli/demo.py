"""Play the demonstration: an invented network, a conversation in the terminal, real rules, drafts and approvals.

Time stands still until the player lets it pass, so that nobody waits: Enter alone plays the minutes to undo, or goes on
to the next delivery; where the input is no terminal, its end does. Nothing leaves this machine, and nothing is kept.
"""

from __future__ import annotations

import sys
import textwrap
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from bot.cli import output
from bot.cli.folder import program

if TYPE_CHECKING:
    from rich.console import Console

    from bot.cli.stage import Ending, Stage
    from bot.store.messages import Message

DELIVERIES = 4
MOST_REASONS = 8
EVENING = 17, 31

WIDEST = 96

INTRODUCTION = """\
You are Lena Marsh, who writes novels and talks about archives, lighthouses and letters. The network \
below is invented; the rules, the store, the drafts and the approvals are the real program.

Answer Nudge as you would in your app: in your own words, or with draft, why, skip, help. \
Time stands still while you think. Enter alone lets it pass; quit ends the evening."""


LAST = "(This was the last delivery of the demonstration. Answer it as before; when you are done, Enter alone ends the evening.)"


def demo() -> None:
    """Play an invented evening in the terminal: no account, nothing leaves this machine."""
    from rich.console import Console

    from bot.cli.logs import configure

    configure(quiet=True)
    console = Console(highlight=False, soft_wrap=False)
    greet(console)
    from bot.cli.stage import Stage  # after the greeting: it takes a moment, and nobody should look at nothing

    today = datetime.now(UTC)
    stage = Stage(today.replace(hour=EVENING[0], minute=EVENING[1], second=0, microsecond=0))
    try:
        Play(stage, console, interactive=_somebody_types(), greeted=True).run()
    finally:
        stage.close()
    raise typer.Exit(0)


def greet(console: Console) -> None:
    """Say what this is, at once."""
    console.print(f"\n{_wrapped(INTRODUCTION, console.width)}\n")


def _somebody_types() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


class Play:
    """One evening: show what arrives, take what is typed, until there is nothing more or the player leaves."""

    def __init__(self, stage: Stage, console: Console, *, interactive: bool, greeted: bool = False) -> None:
        """`greeted`: what it is was said already."""
        self._greeted = greeted
        self._stage = stage
        self._console = console
        self._interactive = interactive
        self._deliveries = 0

    def run(self) -> None:
        """Play until the end."""
        if not self._greeted:
            greet(self._console)
        self._show(self._stage.hello())
        self._read()
        self._show(self._stage.go())
        while (typed := self._typed()) is not None and typed.lower() not in ("quit", "exit"):
            if typed:
                self._answer(typed)
            elif not self._let_pass():
                break
        self._finish()

    def _read(self) -> None:
        """The first run, with a bar where somebody looks at it."""
        from rich.progress import track

        steps = self._stage.read_history()
        if self._interactive:
            for _ in track(steps, description="Reading your last months", console=self._console):
                pass
            self._console.print()

    def _typed(self) -> str | None:
        """The next line, without blanks around it; None at the end of the input."""
        if self._interactive:
            self._console.print("[bold cyan]Lena:[/] ", end="")
        line = sys.stdin.readline() if sys.stdin is not None else ""
        if not line:
            return None
        if not self._interactive:
            self._console.print(f"[bold cyan]Lena, {self._time()}[/]  {_escaped(line.strip())}\n")
        return line.strip()

    def _answer(self, typed: str) -> None:
        """Say it to Nudge; what is longer than a private message can be, the app of a network would not send either."""
        most = self._stage.longest
        if len(typed) > most:
            many = (
                f"That has {len(typed):,} characters, and a private message here holds {most:,}, so nothing happened."
            )
            self._console.print(self._folded(f"{many} Say it in fewer."), "\n")
            return
        self._show(self._stage.say(typed))
        self._hint()

    def _hint(self) -> None:
        if self._interactive and self._waits():
            self._console.print("[dim](Enter lets the minutes pass; undo takes it back.)[/]\n")

    def _waits(self) -> bool:
        from bot.domain import SuggestionState

        return bool(self._stage.rows(SuggestionState.AWAITING_PUBLISH, SuggestionState.RETRACTING))

    def _let_pass(self) -> bool:
        """Whether the play goes on afterwards."""
        if not self._waits():
            self._deliveries += 1
            if self._deliveries >= DELIVERIES:
                return False
        self._show(self._stage.let_pass())
        if self._interactive and self._deliveries == DELIVERIES - 1 and not self._waits():
            self._console.print(self._folded(LAST), "\n", style="dim")
        return True

    def _finish(self) -> None:
        if self._waits():
            self._show(self._stage.let_pass())
        self._console.print(self._folded(ending(self._stage.ending())))

    # --- showing

    def _show(self, sent: list[Message]) -> None:
        public = self._stage.new_in_public()
        for post in public:
            self._console.rule(style="green")
            self._console.print(
                f"[bold green]In public, under {self._answered(post.parent.uri if post.parent else '')}[/]"
            )
            self._console.print(self._folded(f"Lena Marsh: {post.text}"))
            self._console.rule(style="green")
            self._console.print()
        for message in sent:
            self._console.print(f"[bold yellow]Nudge, {self._time()}[/]")
            self._console.print(self._folded(message.text, "  "))
            self._console.print()

    def _folded(self, text: str, indent: str = "") -> str:
        """Lines no wider than the window, and never so wide that they are hard to read."""
        return _wrapped(text, self._console.width, indent)

    def _answered(self, uri: str) -> str:
        from bot import wording

        post = next((post for post in self._stage.network.posts.all() if post.uri == uri), None)
        return f"the post of {wording.name(post.author)}" if post else "a post"

    def _time(self) -> str:
        return f"{self._stage.clock().astimezone(self._stage.zone):%a %H:%M}"


def ending(of: Ending) -> str:
    """The last page: what was posted, what was left and why, and where to go from here (VOICE 9)."""
    from bot.cli.stage import YES

    if len(of.posted) == 1:
        one = of.posted[0]
        posted = f"Posted: one answer, to {one.to}, {one.words}, after your {one.consent}. Nothing else was written."
    elif of.posted:
        names = " and ".join(one.to for one in of.posted)
        consent = of.posted[0].consent if len({one.consent for one in of.posted}) == 1 else YES
        answers = f"{output.number(len(of.posted))} answers, to {names}"
        posted = f"Posted: {answers}, each after your {consent}. Nothing else was written."
    elif of.deleted:
        posted = "Posted: nothing that still stands."
    else:
        posted = "Posted: nothing."
    if of.deleted:
        posted += f" Deleted again, after your delete: your answer to {' and to '.join(of.deleted)}."
    lines = [posted, ""]
    if of.open:
        it, itself = ("it", "itself") if len(of.open) == 1 else ("they", "themselves")
        still = f"Still open: {'; '.join(of.open)}."
        lines += [f"{still} In real life {it} would go away by {itself} after a while.", ""]
    lines.append(
        f"{of.posts} posts by {of.people} people were looked at, {of.suggested} suggested. The others, and why not:"
    )
    shown, rest = of.reasons[:MOST_REASONS], of.reasons[MOST_REASONS:]
    lines += [f"{count:>4}  {why}" for why, count in shown]
    if rest:
        lines.append(f"{sum(count for _, count in rest):>4}  for other reasons")
    lines += ["", f"Next: {program()} init sets this up for your own account, read-only at first."]
    return "\n".join(lines)


def _wrapped(text: str, room: int, indent: str = "") -> str:
    width = min(room, WIDEST)
    lines = (
        textwrap.wrap(
            line,
            width,
            initial_indent=indent,
            subsequent_indent=indent + _hanging(line),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    )
    return _escaped("\n".join("\n".join(folded) for folded in lines))


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(output.harmless(text))


def _hanging(line: str) -> str:
    """Under a counted line of a list, the rest is set in as far as its words."""
    return " " * (len(line) - len(line.lstrip(" 0123456789"))) if line.startswith(" ") else ""
