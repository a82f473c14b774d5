"""The forms of what stands after a command's word: each command of the table takes one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class NoArgument:
    """Nothing stands after the word: "send"."""


@dataclass(frozen=True, slots=True)
class OfSomebody:
    """What names a person, in the owner's words; empty: whoever the answered message is about."""

    person: str


@dataclass(frozen=True, slots=True)
class Named(OfSomebody):
    """Somebody, or nobody: "who tomas", "who"."""

    person: str = ""


@dataclass(frozen=True, slots=True)
class Timed(Named):
    """A time asked for (UTC), perhaps for somebody: "later tomas tomorrow". None: the program chooses it."""

    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """Until when nothing is begun (UTC): "pause 2w"."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Kept(Named):
    """Somebody, and how often: "keep ines 6w"; `off`: not any more."""

    every: timedelta | None = None
    off: bool = False


@dataclass(frozen=True, slots=True)
class Reminded(OfSomebody):
    """Somebody, a time (UTC), and what to be reminded of: "remind tomas 3w ask about the box"."""

    until: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Somebody and words, not told apart yet: "note tomas met in Leeds". See `split_name`."""

    text: str


@dataclass(frozen=True, slots=True)
class Joined(OfSomebody):
    """Somebody, and an address of theirs in lower case, without a sign in front: "same ada ada.example"."""

    address: str


@dataclass(frozen=True, slots=True)
class Words:
    """Free text: "edit …"."""

    text: str


@dataclass(frozen=True, slots=True)
class Topics:
    """What is added and what is dropped: "topics + old maps - football"; neither: they are shown."""

    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """Times of day, in their order: "at 9:00 17:30"."""

    times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A number that stood in front: "two a day"."""

    number: int


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off: "weekly off"."""

    on: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """What help is asked about, "help meet", or spoken of, "about letters"; empty: nothing in particular."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """The address of a post: "look https://…"; empty: whoever was not brought today."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A city, or the name of a time zone: "timezone Lisbon"; empty: which one holds is asked."""

    name: str = ""


Argument = (
    NoArgument | Named | Timed | Rest | Kept | Reminded | Remembered | Joined | Words | Topics | Times | Count | Switch
    | Topic | Link | Place
)  # fmt: skip
