"""What the docs show of the program, made from the program: `python -m tests.docs.pages` writes it anew.

That is `docs/why.md`, nudges explained in the program's own words, the examples in `docs/voice.md`, everything that can be said
in `docs/commands.md`, the table of `docs/servers.md`, and pictures of its terminal. Time stands still in all of it.
"""

from __future__ import annotations

import re
import tempfile
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import structlog
from rich.console import Console
from typer.testing import CliRunner

import bot.setup.check  # noqa: F401 - before the clock stands still, which it would take along
from bot.cli import explaining
from bot.cli.demo import Play
from bot.cli.logs import configure
from bot.cli.main import app
from bot.cli.stage import Stage
from bot.cli.weighing import Scales
from bot.decide.commands import TABLE, When
from bot.decide.schedule import next_slot
from bot.domain import MessageKind, SuggestionState
from bot.domain.readings import Reading, TakenFor
from bot.knowledge import candidates
from bot.knowledge.owner_preferences import owner_preferences
from bot.platforms.chat_model import ModelError
from bot.platforms.reading_model import Readable, ReadBack
from bot.service import sandbox
from bot.store import open_store
from tests.docs import reference, servers
from tests.wording.spoken import BLUESKY_TEXTS, MASTODON_TEXTS

DOCS = Path(__file__).parents[2] / "docs"
NOW = datetime(2026, 11, 18, 17, 31, tzinfo=UTC)
NIGHT = datetime(2026, 11, 18, 22, 31, tzinfo=UTC)
COLUMNS = 88


# --- the page of nudges explained

DELIVERIES = 13  # two a day
HEAD = """\
# Why these: posts of the demonstration, explained

What `why` answers on the invented network of `nudge demo`. Each line is a stored fact: the post and its empty or full thread,
what the two have had, how the person talks with others, what Lena wrote about herself and asked for. This page is written by the
program, and a test holds it to what the program says.

## Brought to her

Lena's first week, to each nudge the word `why`. On the first evening she also said `meet nadia holt` and `keep aoife 2w`; on the
second day she answered Ines.
"""
RESTED = """\
And on the third day, had she rested until then, a question that is linked and never quoted:
"""
READ_TOO = """\
## With a second reader

The same week with `second_reader = "model"`. The model is invented and reads as somebody careful would; what is its own in each
answer is one line, in the program's words.
"""
TWO_A_DAY = """\
With two people a day, and a reader to whom Petra's ink is worth more than a question of Nadia's, there is no free place to give:
"""
OUT_OF_ORDER = """\
And from one that answers with half a sentence:
"""
READ_AS = {
    "the word vet": Reading(2, TakenFor.NEWS),
    "before lighting up": Reading(2, TakenFor.QUESTION),
    "miss me": Reading(1, TakenFor.JOKE),
}
LIKES_INK = {"Harbour": Reading(2, TakenFor.WORK), "before lighting up": Reading(1, TakenFor.QUESTION)}
NOTHING = Reading(0, TakenFor.TALK)
LEFT = """\
## Left alone

`nudge why`, with the address of a post, tells of everything that was read whether it would be brought, and of each rule whether it
fired or what would have to differ. These are the first lines of its answers on the first evening; the rest is
[every other rule, and every fact](rules.md#seeing-what-they-made-of-a-post).
"""
LEFT_ALONE = {
    "Corran Head is still lit on": "Wil's profile says `#nobot`. That is enough, whatever speaks for the post:",
    "ink out of linen": "Petra has her answers, and has thanked for one of them:",
    "My father died": "Lena and Dov have never spoken. Of somebody nearer she would be told, with a link and without a draft:",
    "Finished the green ink": "Nobody forbids this one; there is only little to hold on to. Had Petra asked something, it would be worth more:",
}


@dataclass(frozen=True)
class Told:
    """A nudge, and what `why` answered to it."""

    nudge: str
    why: str

    @property
    def markdown(self) -> str:
        """Who and what, the words of the post as a quotation, the answer as it stood in the message."""
        opening, *rest = self.nudge.split("\n\n")
        words = [f"\n> {rest[0]}\n"] if rest[0].startswith(('"', "\u201c")) else []
        return "\n".join([f"{opening}", *words, *([] if words else [""]), f"```text\n{self.why}\n```\n"])


def why_page() -> str:
    """All of `docs/why.md`."""
    week, rested = ([told.markdown for told in one] for one in (_a_week(), _after_a_rest()))
    week_read, two_a_day, alone = ([told.markdown for told in one] for one in _read_too())
    left = [f"{about}\n\n```text\n{text}\n```\n" for about, text in _left_alone()]
    second = [READ_TOO, *week_read, TWO_A_DAY, *two_a_day, OUT_OF_ORDER, *alone]
    return "\n".join([HEAD, *week, RESTED, *rested, *second, LEFT, *left]).rstrip() + "\n"


def _a_week() -> Iterator[Told]:
    """As it comes, from the first evening on: Lena would like to know Nadia, and answers Ines."""
    with _stage(NOW) as stage:
        sent = stage.go()
        stage.say("meet nadia holt")
        stage.say("keep aoife 2w")
        for _ in range(DELIVERIES):
            yield from _asked(stage, sent)
            if any(row.code == "i1" for row in stage.rows(SuggestionState.AWAITING_OWNER)):
                stage.say("say i1 And the piano, is it in?")
                stage.say("send i1.1")
                stage.let_pass()
            sent = stage.let_pass()


def _after_a_rest() -> Iterator[Told]:
    """What Ines asks her followers on the third day, for one who has rested until then."""
    with _stage(NIGHT) as stage:
        stage.go()
        stage.say("pause 3d")
        sent = stage.let_pass()
        while not any(message.kind is MessageKind.NUDGE for message in sent):
            sent = stage.let_pass()
        yield next(_asked(stage, sent))


class Careful:
    """A second reader whose readings are known, by words of the post; None: it answers with half a sentence."""

    host = "localhost"

    def __init__(self, readings: dict[str, Reading] | None) -> None:
        self.readings = readings

    def read(self, posts: Sequence[Readable]) -> ReadBack:
        """As somebody careful would."""
        if self.readings is None:
            raise ModelError("half a sentence")
        known = self.readings.items()
        return ReadBack({p.uri: next((r for words, r in known if words in p.text), NOTHING) for p in posts}, 1_900)


def _read_too() -> Iterator[list[Told]]:
    """A week, the first days of another with two people a day, and those of one without a usable answer."""
    yield list(_played(Careful(READ_AS), DELIVERIES))
    yield [told for told in _played(Careful(LIKES_INK), 4, "two a day") if "was not shown it" not in told.why]
    yield [told for told in _played(Careful(None), 5) if "was not shown it" not in told.why]


def _played(reader: Careful, deliveries: int, *said: str) -> Iterator[Told]:
    """With this reader, so many deliveries; it is asked five minutes before each."""
    with _stage(NOW, reader) as stage:
        sent = stage.go()
        for words in said:
            stage.say(words)
        for _ in range(deliveries):
            yield from _asked(stage, sent)
            sent = [*_until(stage, AHEAD), *stage.let_pass()]


def _until(stage: Stage, before: timedelta) -> Sequence:
    """The time shortly before the next delivery; what is said until then."""
    with stage.store.begin() as tx:
        schedule = owner_preferences(tx, stage.program.parts.config).schedule
    near = next_slot(schedule, stage.clock.at) - before
    while near - stage.clock.at > A_WHILE:
        stage.clock.at += A_WHILE
        stage.program.once()
    stage.clock.at = near
    return stage.go()


AHEAD, A_WHILE = timedelta(minutes=5), timedelta(hours=6)


def _asked(stage: Stage, sent: Sequence) -> Iterator[Told]:
    codes = {row.id: row.code for row in stage.rows(SuggestionState.AWAITING_OWNER)}
    for message in sent:
        if message.kind is MessageKind.NUDGE:
            (answer,) = stage.say(f"why {codes[message.suggestion]}")
            yield Told(_plain(message.text), _plain(answer.text))


def _left_alone() -> Iterator[tuple[str, str]]:
    with _stage(NOW) as stage:
        stage.go()
        with stage.store.begin() as tx:
            held = tuple(candidates.candidates(tx, NOW))
            scales = Scales.of(tx, stage.program.parts.rules, stage.program.parts.config, NOW)
        for words, about in LEFT_ALONE.items():
            one = next(one for one in held if words in one.post.text)
            blocks = explaining.told(scales.explain(one, NOW, beside=held), width=COLUMNS).split("\n\n")
            yield about, "\n\n".join(blocks[:3])


# --- the page of everything that can be said

EVERY_WORD = """\
# What you can say

Everything that Nudge understands, by occasion. `help` in the conversation says the same in fewer words, and `help` with a word
tells about it. Whatever is not a command is your own words, and is shown back before anything happens with it. This page is made
from the table that the program reads (`bot/decide/commands/catalogue.py`), and each example is tried in the tests.
"""


def commands_page() -> str:
    """All of `docs/commands.md`."""
    return "\n".join([EVERY_WORD, *(_words_for(when) for when in When)])


def _words_for(when: When) -> str:
    rows = [
        f"| {_cited(entry.examples)} | {entry.helps} |" for entry in TABLE if entry.when is when and not entry.hidden
    ]
    return "\n".join([f"## {when.value}", "", "| say | and |", "| --- | --- |", *rows, ""])


def _cited(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words if "?" not in word)


# --- how it speaks

EXAMPLE = re.compile(r"(<!-- says: (.+?)(?: \((Bluesky)\))? -->\n```text\n).*?(?<=\n)(```)", re.DOTALL)
"""A block in `docs/voice.md` under the name that its text has in `tests/wording/spoken.py`."""


def voice_page() -> str:
    """`docs/voice.md` with each of its examples as it is said now."""
    return EXAMPLE.sub(_example, (DOCS / "voice.md").read_text(encoding="utf-8"))


SERVERS = re.compile(r"(<!-- servers: [^\n]*\n).*?(<!-- end -->)", re.DOTALL)


def servers_page() -> str:
    """`docs/servers.md` with its table as the program has it."""
    page = (DOCS / "servers.md").read_text(encoding="utf-8")
    return SERVERS.sub(lambda found: f"{found[1]}{servers.table()}\n{found[2]}", page)


def _example(found: re.Match[str]) -> str:
    texts = BLUESKY_TEXTS if found[3] else MASTODON_TEXTS
    return "".join([found[1], *(f"{_plain(text)}\n" for text in texts[found[2]]), found[4]])


# --- pictures


@dataclass(frozen=True)
class Drawing:
    """What is to be seen, on how much paper."""

    width: int
    height: int
    style: str
    elements: Sequence[str]


@dataclass(frozen=True)
class Picture:
    """Something to be seen; the title tells the same to whoever cannot see it."""

    title: str
    draw: Callable[[], Drawing]


WORDS = "I lay a sheet of polyester film over the open letter and scan with the lid up. The folds stay folds."
TYPED = "why\nI scan with the lid up. The folds stay folds.\nsend\n"
WRONG = """\
[owner]
timezone = "Europe/Lisbon"

[mastodon.owner]
address = "lena@writers.example"

[deliver]
quite = "22:00-07:00"
people_per_day = 30

[[rules]]
name = "asks about my field"
when = 'post.asks_hlp && size(post.topics) > 0'
score = 3
because = "asks for help with {post.topics}"
"""


@cache
def _demo() -> tuple[list[str], list[str]]:
    """The lines of the demonstration in two parts: until Lena's own words, and from there."""
    console = Console(file=StringIO(), width=COLUMNS, highlight=False, soft_wrap=False)
    with _quiet(), patch("sys.stdin", StringIO(TYPED)):
        stage = Stage(NOW)
        Play(stage, console, interactive=False).run()
        stage.close()
    lines = ["$ nudge demo", "", *_plain(console.file.getvalue()).strip().splitlines()]
    cut = next(number for number, line in enumerate(lines) if line.startswith("Lena, ") and "I scan" in line)
    return lines[: cut - 1], lines[cut:]


def _said(*words: str, config: str = "", store: bool = False) -> list[str]:
    """What a command says on a terminal; with `store`, after Lena's first evening."""
    with tempfile.TemporaryDirectory() as place, _quiet():
        folder = Path(place)
        if config:
            (folder / "config.toml").write_text(config)
        if store:
            held = open_store(folder / "nudge.db")
            sandbox.program(sandbox.settings(folder), held, lambda: NOW).once()
            held.close()
        with patch("bot.cli.output.columns", lambda _: COLUMNS), patch("bot.clock.utc_now", lambda: NOW):
            ended = CliRunner().invoke(app, [*words, "--folder", place])
    lines = _plain(ended.stdout).strip().splitlines()
    return [f"$ nudge {' '.join(words)}", "", *lines]


def _begun(lines: Sequence[str], last: str) -> list[str]:
    """What stands before the line that begins like `last`; dots say that there is more."""
    cut = next(number for number, line in enumerate(lines) if line.startswith(last))
    return [*"\n".join(lines[:cut]).rstrip().split("\n"), "", "…"]


SET_UP = '[owner]\ntimezone = "Europe/Lisbon"\n[mastodon.owner]\naddress = "lena@writers.example"\n'
PICTURES = {
    "conversation": Picture(
        "A private message about Tomas Reed's question, Lena's words, the preview, send, the reply",
        lambda: _talk(_conversation()),
    ),
    "demo-begins": Picture(
        "The demonstration in a terminal: a hello, a message about Tomas Reed's question, and the answer to why",
        lambda: _terminal(_demo()[0]),
    ),
    "demo-ends": Picture(
        "Lena's own words, shown back, sent and in public; then what was looked at and left alone, and why",
        lambda: _terminal(_demo()[1]),
    ),
    "look": Picture(
        "Two people whom Lena could answer today, with their words, what they last spoke about and a link",
        lambda: _terminal(_said("look", "--sandbox")),
    ),
    "check": Picture(
        "Four things to mend: two keys with their lines, a missing token, a rule with a misspelt name",
        lambda: _terminal(_said("check", config=WRONG)),
    ),
    "rules": Picture(
        "The beginning of the list of rules: each with what it says and why it is there",
        lambda: _terminal(_begun(_said("rules"), "  veto  somebody else's talk")),
    ),
    "why": Picture(
        "Why a post was chosen: what it is worth and which rules fired; then, under each that did not, what it would need",
        lambda: _terminal(_begun(_said("why", "t1", config=SET_UP, store=True), "  veto  too old")),
    ),
}
INK, PAPER, GREEN = "#23302c", "#fffdf8", "#17695a"


def svg(picture: Picture) -> str:
    """The drawing on paper, without any font or address from elsewhere."""
    drawn = picture.draw()
    width, height = drawn.width, drawn.height
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            ' role="img" aria-labelledby="what" xml:space="preserve">',
            f'<title id="what">{escape(picture.title, quote=False)}</title>',
            f"<style>{drawn.style}</style>",
            f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="12" fill="{PAPER}" stroke="#e4dfd3"/>',
            *drawn.elements,
            "</svg>\n",
        ]
    )


def _text(words: str, x: int, y: int, *, kind: str = "", anchor: str = "") -> str:
    marks = (f' class="{kind}"' if kind else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text{marks} x="{x}" y="{y}">{escape(words, quote=False)}</text>'


# --- a terminal

ROOM, LINE, CELL = 24, 20, 8.6
FIXED = (
    "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;"
    f"fill:{INK};white-space:pre}}.l{{fill:{GREEN};font-weight:bold}}.n{{fill:#8a5a12;font-weight:bold}}.d{{fill:#6b756f}}"
)
KINDS = {"$ ": "l", "Lena, ": "l", "Nudge, ": "n", "…": "d"}


def _terminal(lines: Sequence[str]) -> Drawing:
    width = round(2 * ROOM + CELL * max(COLUMNS, *map(len, lines)))
    height = 2 * ROOM + LINE * len(lines) - 4
    drawn = (_line(line, ROOM + LINE * number, width) for number, line in enumerate(lines))
    return Drawing(width, height, FIXED, [line for line in drawn if line])


def _line(line: str, top: int, width: int) -> str:
    if line and not line.strip("─"):
        return f'<path d="M{ROOM} {top + 8}H{width - ROOM}" stroke="{GREEN}"/>'
    kind = next((kind for begins, kind in KINDS.items() if line.startswith(begins)), "")
    return _text(line, ROOM, top + 13, kind=kind) if line else ""


# --- a conversation

WIDE, IN_BUBBLE, LETTER, PAD = 720, 58, 8.1, 14
LIKE_AN_APP = (
    f"text{{font:15px system-ui,-apple-system,'Segoe UI',sans-serif;fill:{INK}}}text.t{{font-size:12px;fill:#6b756f}}"
)


def _conversation() -> list[tuple[bool, str, str]]:
    """From the first nudge to the reply that stands: whether Lena says it, when, the words. In 500 characters a message."""
    with _stage(NOW) as stage:
        stage.network.customs = replace(stage.network.customs, message_characters=500)
        said = [(False, message.text) for message in stage.go() if message.kind is MessageKind.NUDGE]
        talk = [(*one, stage.clock()) for one in said]
        for words in (WORDS, "send"):
            answers = stage.say(words)
            talk += [(True, words, stage.clock()), *((False, one.text, stage.clock()) for one in answers)]
        sent = stage.let_pass()
        talk += [(False, one.text, stage.clock()) for one in sent]
        return [(hers, f"{at.astimezone(stage.zone):%H:%M}", _plain(words)) for hers, words, at in talk]


def _talk(said: Sequence[tuple[bool, str, str]]) -> Drawing:
    """Hers on the right, the program's on the left, each with its time beside it."""
    elements, top = [], ROOM
    for hers, at, words in said:
        lines = [
            line
            for part in words.split("\n")
            for line in textwrap.wrap(part, IN_BUBBLE, break_long_words=False) or [""]
        ]
        width, height = round(2 * PAD + LETTER * max(map(len, lines))), 2 * PAD - 4 + LINE * len(lines)
        left = WIDE - ROOM - width if hers else ROOM
        colour = "#d9e8e3" if hers else "#f1ede4"
        elements.append(f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="12" fill="{colour}"/>')
        elements += [_text(line, left + PAD, top + 25 + LINE * n) for n, line in enumerate(lines) if line]
        beside = left - 8 if hers else left + width + 8
        elements.append(_text(at, beside, top + height - 6, kind="t", anchor="end" if hers else "start"))
        top += height + PAD
    return Drawing(WIDE, top + ROOM - PAD, LIKE_AN_APP, elements)


# --- all of it


def everything() -> Iterator[tuple[Path, Callable[[], str]]]:
    """Each file with what should stand in it."""
    yield DOCS / "why.md", why_page
    yield DOCS / "voice.md", voice_page
    yield DOCS / "servers.md", servers_page
    yield DOCS / "commands.md", commands_page
    yield DOCS / "cli.md", reference.page
    for name, picture in PICTURES.items():
        yield DOCS / "pictures" / f"{name}.svg", lambda picture=picture: svg(picture)


def _plain(text: str) -> str:
    """Without the joiners that keep a handle from being one."""
    return text.replace("\u2060", "")


@contextmanager
def _stage(begins: datetime, second_reader: Any = None) -> Iterator[Stage]:
    with _quiet():
        stage = Stage(begins, second_reader)
        stage.read_history()
        try:
            yield stage
        finally:
            stage.close()


@contextmanager
def _quiet() -> Iterator[None]:
    configure(quiet=True)
    try:
        yield
    finally:
        structlog.reset_defaults()


if __name__ == "__main__":
    for file, made in everything():
        file.write_text(made(), encoding="utf-8")
