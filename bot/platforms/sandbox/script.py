"""Read the story from its files: who there is, and what is said when."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

from bot.domain import Visibility
from bot.platforms.memory.posts import Extras

LINE = re.compile(r"(?P<who>\w+)(?: > (?P<to>\d+))?: (?P<words>.*)", re.DOTALL)
NOT = re.compile(r"\b(?:not|no|never|nobody|hardly|\w+n['\u2019]?t)\b", re.IGNORECASE)
SPAN = re.compile(r"(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")
BETWEEN_LIKES = timedelta(minutes=9)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that somebody says in the story. `id` is unique in it; `to` is the id of what it answers."""

    id: str
    who: str
    words: str
    at: datetime
    to: str | None
    closed: bool
    likes: tuple[str, ...]
    shared: tuple[str, ...]
    extras: Extras


@dataclass(frozen=True, slots=True)
class Echo:
    """What somebody says some time `after` Lena has answered the post with the id `to`.

    `words` answer words in which one of `hears` stands, and no "not"; `asked` another question; `otherwise` contradicts nothing.
    """

    to: str
    after: timedelta
    who: str
    words: str
    hears: tuple[str, ...] = ()
    asked: str = ""
    otherwise: str = ""

    def to_words(self, said: str) -> str:
        """What is answered to these words."""
        heard = any(re.search(rf"\b{re.escape(each)}\b", said, re.IGNORECASE) for each in self.hears)
        if heard and not NOT.search(said):
            return self.words
        return self.asked if "?" in said else self.otherwise


@cache
def chapter(name: str) -> Mapping[str, Any]:
    """One of the story's files."""
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def span(text: str) -> timedelta:
    """A time span such as `1d3h` or `40m`."""
    found = SPAN.fullmatch(text)
    if not text or found is None:
        raise ValueError(f"{text!r} is no time span such as 1d3h")
    weeks, days, hours, minutes = (int(number or 0) for number in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)


def said(name: str, now: datetime) -> list[Said]:
    """Everything that is said in one file, in the order of saying."""
    story = chapter(name)
    talks = [line for number, talk in enumerate(story["talks"]) for line in _talk(talk, f"{name}-{number}", now)]
    series = [line for number, row in enumerate(story["series"]) for line in _series(row, f"{name}-s{number}", now)]
    return sorted((*talks, *series), key=lambda line: line.at)


def echoes() -> list[Echo]:
    """How people answer Lena."""
    found = [(echo, *_parsed(echo["line"])) for echo in chapter("later")["echoes"]]
    return [
        Echo(echo["to"], span(echo["after"]), who, words, tuple(echo["hears"]), echo["asked"], echo["otherwise"])
        for echo, who, _, words in found
    ]


def _talk(talk: Mapping[str, Any], fallback: str, now: datetime) -> Iterator[Said]:
    """The lines of a talk; each answers the one before, or the line that it names."""
    start, gap = _start(talk, now) - _off_the_hour(talk, fallback), span(talk.get("gap", "14m"))
    ids = [talk.get("id", fallback), *(f"{fallback}.{number}" for number in range(2, len(talk["lines"]) + 1))]
    for number, line in enumerate(talk["lines"]):
        who, to, words = _parsed(line)
        above = ids[to - 1] if to else ids[number - 1] if number else talk.get("to")
        first = number == 0
        yield Said(
            ids[number],
            who,
            words,
            start + number * gap,
            above,
            closed=first and talk.get("closed", False),
            likes=tuple(talk.get("likes", ())) if first else (),
            shared=tuple(talk.get("shared", ())) if first else (),
            extras=_extras(talk, first=first),
        )


def _off_the_hour(talk: Mapping[str, Any], name: str) -> timedelta:
    """Long ago is told in hours and days; people speak at any minute of them."""
    long_ago = "ago" in talk and span(talk["ago"]) > timedelta(days=1)
    return timedelta(minutes=int(name.rpartition("-")[2]) * 7 % 50) if long_ago else timedelta(0)


def _series(row: Mapping[str, Any], fallback: str, now: datetime) -> Iterator[Said]:
    """One post after another: the latest first when it looks back, the earliest first when it looks ahead."""
    start, every = _start(row, now), span(row["every"])
    step = every if "in" in row else -every
    for number, words in enumerate(row["lines"]):
        at = start + number * step
        at = at.replace(minute=0, second=0, microsecond=0) if row.get("sharp") else at
        extras = _extras(row, first=True)
        yield Said(f"{fallback}.{number}", row["by"], words, at, None, closed=False, likes=(), shared=(), extras=extras)


def _start(entry: Mapping[str, Any], now: datetime) -> datetime:
    return now + span(entry["in"]) if "in" in entry else now - span(entry["ago"])


def _extras(entry: Mapping[str, Any], *, first: bool) -> Extras:
    """What the posts of a talk carry besides words; only the language belongs to all of them."""
    extras = Extras(language=entry.get("language", "en"))
    if not first:
        return extras
    if "warning" in entry:
        extras["warning"] = entry["warning"]
    if "visibility" in entry:
        extras["visibility"] = Visibility(entry["visibility"])
    if "media" in entry:
        extras["media"] = tuple(entry["media"])
    if "via" in entry:
        extras["via"] = entry["via"]
    return extras


def _parsed(line: str) -> tuple[str, int | None, str]:
    found = LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"{line!r} does not say who speaks")
    return found["who"], int(found["to"]) if found["to"] else None, found["words"]
