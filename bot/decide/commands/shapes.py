"""Tell by its shape what is said to this program from what is said to somebody: imperatives, questions, wishes, refusals.

A shape is a line of words, in capitals the names of classes: whoever speaks to a program uses few verbs on few things, and a
word that is in no class makes the message the owner's own words ("show me the post", but "show me the scans"). What it is
asked to do follows from the thing: `THINGS` says which command brings it. The shapes find nothing that is longer than `LONG`
words. A request is only ever asked about, or shown something for; nothing here can consent or take anything back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from bot.decide.commands.leanings import leans
from bot.decide.commands.wishes import CLASSES, SHAPES, THINGS

LONGEST = 8
"""Words of the longest message that can be a request by its shape alone."""

_MARKS = re.compile(r"[\s.,!?;\u2026\u00bf\u00a1\"()]+|:(?=\s|$)")
_PICTURES = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+")
_MACHINE = re.compile(
    r"\s*(?:[\[{].*[:=\"].*[\]}]|<\w.*>|[A-Z]{4,} .*;|.*\w\(.*\);?|(?:/|--|!)[a-z]+(?: .*)?)\s*", re.DOTALL
)
_FEW = r"[\"'\w]\S{0,30}(?: \S{1,30}){0,2}"
_EDITED = re.compile(rf"\s*(?:{_FEW} ?(?:->|=>|\u2192) ?(?=[^A-Z]){_FEW}|s/[^/\n]{{1,60}}/[^/\n]{{0,60}}/?)\s*")
"""How people who type a lot exchange words: "folds -> creases", "s/folds/creases/"; "Berlin -> Leeds" is a way."""
_FRONT = frozenset(
    "please pls bitte ok okay oh hey hi nudge bot so well um hm and but also now just then yes yeah sorry actually maybe dann doch "
    "mal jetzt ja und can could would will you kannst könntest würdest du i want need let me".split()
) - {"nudge", "bot", "i", "me"}
_LABELLED = re.compile(r"\s*(?:draft|entwurf)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """What seems to be said to this program: which command would do it, if any, and who was named. `surely`: by its very shape."""

    guess: str = ""
    person: str = ""
    surely: bool = True


def request(
    text: str,
    is_time: Callable[[str], bool],
    knows: Callable[[str], bool] | None,
    near: Callable[[str], bool] | None = None,
) -> Request | None:
    """The request that a message is by its shape, or None. `is_time` reads a time, `knows` a name, `near` any word as one."""
    if _MACHINE.fullmatch(text) or _EDITED.fullmatch(text) or _repeats_us(text) or _LABELLED.match(text):
        return Request()
    said = spoken(text)
    if not said or len(said) > LONGEST * 15 or len(said.split()) > LONGEST:
        return None
    return (
        _of_time(said, is_time, asks="?" in text)
        or _shaped(said, text, is_time, knows)
        or _leaning(said, near or knows, asks="?" in text)
    )


def spoken(text: str) -> str:
    """The words of a message, with nothing between them but one space."""
    bare = _PICTURES.sub(" ", text.lower().replace("\u2019", "'"))
    return " ".join(_MARKS.sub(" ", bare).split())


def same_words(one: str, other: str) -> bool:
    """Whether two messages say the same, whatever stands between their words."""
    return spoken(one) == spoken(other) and bool(spoken(one))


def _repeats_us(text: str) -> bool:
    return bool(_compiled("OURWORDS").search(" ".join(text.lower().replace("\u2060", "").split())))


def _of_time(said: str, is_time: Callable[[str], bool], *, asks: bool) -> Request | None:
    """A time to come back at, behind what asks for it or alone; with a question mark it is proposed to somebody."""
    if _whole("NOTIME").fullmatch(said):
        return Request("later")
    found = _compiled("WHENEVER").fullmatch(said)
    if not found:
        return None
    who, when = found["person"] or "", found["when"]
    if when in ("later", "später"):
        return Request("later") if said != when else None
    if who and not is_time(when):
        more, _, when = when.partition(" ")
        who = f"{who} {more}"
    if not is_time(when) or not (found["asks"] or (_compiled(r"(?:SOMEDAY)\b").match(when) and not asks)):
        return None
    return Request(f"remind {who} {when}" if who else f"later {when}", who)


def _shaped(
    said: str, text: str, is_time: Callable[[str], bool], knows: Callable[[str], bool] | None
) -> Request | None:
    if not _has_a_shape().fullmatch(said):
        return None
    for command, shape in SHAPES:
        found = _whole(shape).fullmatch(said)
        if found is None:
            continue
        groups = {name: words or "" for name, words in found.groupdict().items()}
        person, when = groups.get("person", ""), groups.get("when", "")
        if not (person and knows and not knows(person)) and not (when and not is_time(when)):
            groups["words"] = _as_typed(groups.get("words") or groups.get("more", ""), text)
            guess = " ".join(command.format_map(groups).split())
            return Request(guess or _bringing(groups.get("thing", "")), person)
    return None


def _as_typed(words: str, text: str) -> str:
    """Some words of a message with their capitals and their marks."""
    tokens, many = text.split(), len(words.split())
    runs = (" ".join(tokens[start : start + many]) for start in range(len(tokens) - many, -1, -1))
    return next((typed for typed in runs if spoken(typed) == words), words)


def _leaning(said: str, knows: Callable[[str], bool] | None, *, asks: bool) -> Request | None:
    command = leans(said, _FRONT, knows)
    return None if command is None or (command == "later" and asks) else Request(command, surely=False)


def _bringing(thing: str) -> str:
    """The command that brings a thing."""
    return next((command for command, things in THINGS.items() if thing and re.fullmatch(things, thing)), "")


@cache
def _has_a_shape() -> re.Pattern[str]:
    """All shapes in one: most messages have none, and are asked once instead of a hundred times."""
    return _whole("|".join(re.sub(r"\?P<\w+>", "?:", shape) for _, shape in SHAPES))


@cache
def _whole(shape: str) -> re.Pattern[str]:
    return _compiled(f"(?:FRONT)*(?:{shape})(?:BEHIND)*")


@cache
def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(_spelt(CLASSES.get(shape, shape)))


def _spelt(shape: str) -> str:
    """The shape with each class spelt out."""
    return re.sub(r"\b[A-Z]{2,}\b", lambda found: f"(?:{_spelt(CLASSES[found[0]])})", shape)
