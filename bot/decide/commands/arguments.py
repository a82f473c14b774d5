"""Read what stands after a command's word. Each function gives the form that its commands take, or why it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.decide.commands import times
from bot.decide.commands.catalogue import BY_WORD, Entry, Takes
from bot.decide.commands.forms import (
    Argument,
    Count,
    Joined,
    Kept,
    Link,
    Named,
    NoArgument,
    Place,
    Remembered,
    Reminded,
    Rest,
    Switch,
    Timed,
    Times,
    Topic,
    Topics,
    Words,
)
from bot.decide.commands.kinds import Why
from bot.decide.commands.times import Moment

LONGEST_NAME = 4
LONGEST_TIME = 5
NO_NAMES = frozenset(
    "a an the this that these those it its it's i i'm i've you he she we they me him her them us my your his hers our their of "
    "in on at to for from with by and or but not so if as is are was were be been am do does did have has had can could would "
    "should what who how why when where which all any some no nothing everything everyone thought think going know knows "
    "mind said been really again there here then now one ones else more than too also very never always up out off over about "
    "der die das dem den des ein eine einen einem ich du wir ihr und oder aber nicht ist war".split()
)
"""Words that begin no name: "never thought of that" is a sentence."""

IN_NO_NAME = frozenset(
    "it it's that this these those you your yours me my mine him her hers them their us our i we he she they is are was were "
    "do does did has have had to not so mir mich dir dich uns ihn ihm ist war hat haben nicht das "
    "cares says needs wants made wrote".split()
)
"""Words that stand in no name at all: "who taught you that" is a question to somebody."""


BEFORE_THINGS = ("the", "my", "our", "these", "those")
"""Small words with which a topic can begin."""


@dataclass(frozen=True, slots=True)
class Setting:
    """When and where a message is read, and who is known; None: nobody can say. `near` is asked about every word."""

    now: datetime
    zone: ZoneInfo
    morning: time
    knows: Callable[[str], bool] | None = None
    near: Callable[[str], bool] | None = None

    def known(self, name: str) -> bool:
        """Whether this may be somebody's name."""
        return self.knows is None or self.knows(name)


def read(entry: Entry, argument: str, setting: Setting) -> Argument | Why | None:
    """What stands after the word, in that command's form; or what is missing; or None: not this command at all."""
    return _READERS[entry.takes](argument.strip(), setting)


def person(argument: str) -> str | None:
    """The argument as a name, or None when it reads like a sentence."""
    name = argument.strip(" ?!\"'").rstrip(".,")
    tokens = name.split()
    if not tokens or len(tokens) > LONGEST_NAME or tokens[0].lower() in NO_NAMES or tokens[0][0].isdigit():
        return None
    if IN_NO_NAME & {token.lower() for token in tokens}:
        return None
    return name if not re.search(r"[,;:!?\n]|\w\w\.\s+[a-z]", _PORT.sub(r"\1", name)) else None


_PORT = re.compile(r"(@[\w.-]*\w):\d{1,5}(?!\S)")
"""The port of a server in an address, `ada@social.example:8443`: as little of a sentence as the address."""


def _nothing(argument: str, _: Setting) -> NoArgument | None:
    return None if argument else NoArgument()


def _about(argument: str, _: Setting) -> Named | None:
    """Nothing; but whose it is about may be named: "skip tomas"."""
    if not argument:
        return Named()
    named = person(argument)
    return Named(named) if named and len(named.split()) <= 2 and named.lower() not in BY_WORD else None


def _when(argument: str, setting: Setting) -> Moment | Why | None:
    found = times.moment(argument, setting.now, setting.zone, setting.morning)
    return Why.PAST if found is not None and found.at <= setting.now else found


def _time(argument: str, setting: Setting) -> Timed | Why:
    if not argument:
        return Timed()
    whole = _when(argument, setting)
    if whole is not None:
        return whole if isinstance(whole, Why) else Timed("", whole.at)
    for place in (1, 2):  # "later tomas tomorrow"
        tokens = argument.split()
        named, when = person(" ".join(tokens[:place])), _when(" ".join(tokens[place:]), setting)
        if named and isinstance(when, Moment):
            return Timed(named, when.at)
    return Why.NO_TIME


def _rest(argument: str, setting: Setting) -> Rest | Why:
    until = _when(argument or "1w", setting)
    return Rest(until.at) if isinstance(until, Moment) else until or Why.NO_TIME


def _person(argument: str, _: Setting) -> Named | Why | None:
    if not argument:
        return Named()
    several = _SEVERAL.split(argument)
    if len(several) > 1 and all((found := person(piece)) and len(found.split()) <= 2 for piece in several):
        return Why.TWO
    named = person(argument)
    return Named(named) if named else None


_SEVERAL = re.compile(r"\s*(?:,| and | und | & )\s*", re.IGNORECASE)


def _person_every(argument: str, _: Setting) -> Kept | None:
    tokens = argument.split()
    if not tokens:
        return Kept()
    if tokens[-1].lower() == "off":
        named = person(" ".join(tokens[:-1])) if tokens[1:] else ""
        return None if named is None else Kept(named, off=True)
    for place in range(len(tokens)):
        length = times.span(" ".join(tokens[place:]))
        named = person(" ".join(tokens[:place])) if place else ""
        if length and named is not None:
            return Kept(named, length.length)
    named = person(argument)
    return Kept(named) if named else None


def _person_time(argument: str, setting: Setting) -> Reminded | Why | None:
    """ "tomas 3w ask about the box": the first place from which a time can be read, as long as it can be read."""
    tokens = argument.split()
    for start in range(1, min(len(tokens), LONGEST_NAME + 1)):
        for end in range(min(len(tokens), start + LONGEST_TIME), start, -1):
            when = _when(" ".join(tokens[start:end]), setting)
            named = person(" ".join(tokens[:start]))
            if when is not None and named:
                return when if isinstance(when, Why) else Reminded(named, when.at, " ".join(tokens[end:]))
    if not tokens:
        return Why.NO_NAME
    return Why.NO_TIME if person(" ".join(tokens[:1])) and len(tokens) <= 2 * LONGEST_NAME else None


def behind_code(takes: Takes, argument: str, setting: Setting) -> Reminded | None:
    """ "tomorrow the box", behind a code that says of whom: what names somebody by it, where that names nobody itself."""
    tokens = argument.split() if takes is Takes.PERSON_TIME else []
    for end in range(min(len(tokens), LONGEST_TIME), 0, -1):
        when = _when(" ".join(tokens[:end]), setting)
        if isinstance(when, Moment):
            return Reminded("", when.at, " ".join(tokens[end:]))
    return None


def _person_words(argument: str, _: Setting) -> Remembered | Why | None:
    if not argument:
        return Why.NO_WORDS
    return Remembered(argument) if argument.split()[0].lower() not in NO_NAMES else None


def _person_address(argument: str, _: Setting) -> Joined | Why | None:
    tokens = argument.split()
    address = tokens[-1].lstrip("@") if tokens else ""
    named = person(" ".join(tokens[:-1]))
    if named and re.fullmatch(r"(?:[\w.-]+@)?(?:[\w-]+\.)+[\w-]{2,}|[\w.-]+@[\w.-]*\w:\d{1,5}", address):
        return Joined(named, address.lower())
    return Why.NO_NAME if len(tokens) == 1 and person(argument) else None


def _words(argument: str, _: Setting) -> Words | Why:
    return Words(argument.lstrip(": ")) if argument.strip(": ") else Why.NO_WORDS


def _topics(argument: str, _: Setting) -> Topics | Why | None:
    if not argument:
        return Topics()
    if argument[0] not in "+-":
        return None
    signed = re.findall(r"(?:^|\s)([+-])\s*([^+\n]+?)(?=\s[+-]|$)", argument)
    add, drop = (
        [t.strip(" ,.") for sign, listed in signed for t in listed.split(",") if sign == s and t.strip(" ,.")]
        for s in "+-"
    )
    return Topics(tuple(add), tuple(drop)) if add or drop else Why.NO_WORDS


def _hours(argument: str, _: Setting) -> Times | Why | None:
    found = times.clocks(argument)
    if not found and argument[:1].isdigit() and len(argument.split()) <= 3:
        return Why.NO_TIME
    return Times(found) if found else None


def _switch(argument: str, _: Setting) -> Switch | None:
    return Switch(on=argument.lower() == "on") if argument.lower() in ("on", "off") else None


def _word(argument: str, _: Setting) -> Topic | None:
    """A word of the table, or one that could be: "help yourself to cake" asks for no page of the manual."""
    words = [word for said in argument.lower().split() if (word := said.strip("?!."))]
    alone = len(words) == 1 and words[0] not in NO_NAMES and not words[0].endswith(("self", "selves"))
    named = words[:-1] if words[1:] in (["on"], ["off"]) else words  # "weekly off"
    of_table = " ".join(words) in BY_WORD or set(named) <= BY_WORD.keys() or words[-2:] == ["a", "day"]
    fits = not words or alone or words[0] in ("me", "all") or of_table or words[0][0].isdigit()
    return Topic(argument) if len(words) <= 3 and fits else None


def _topic(argument: str, _: Setting) -> Topic | None:
    """A few words that somebody may have used: "about two weeks" and "about that" are no topic."""
    bare = argument.strip(" .?!\"'")
    words = bare.lower().split()
    if len(words) <= 1 and (not words or words[0] in ("me", "all")):
        return Topic()
    if words[0] in NO_NAMES and words[0] not in BEFORE_THINGS:
        return None  # "about to leave"
    counts = words[0][0].isdigit() or words[0] in times.NUMBERS or times.span(bare) is not None
    fits = (
        len(words) <= LONGEST_NAME and not re.search(r"[,;:!?\n]", bare) and not words[-1].endswith(("self", "selves"))
    )
    return Topic(bare) if fits and not counts and telling_words(bare) else None


def telling_words(topic: str) -> list[str]:
    """The words of a topic by which it is found: of "the old letters" the last two."""
    return [word for word in topic.lower().split() if word not in NO_NAMES]


def _link(argument: str, _: Setting) -> Link | None:
    return Link(argument) if not argument or re.fullmatch(r"https?://\S+", argument) else None


def _place(argument: str, _: Setting) -> Place | None:
    """At most four words of letters, none of which begins a sentence: "timezone is wrong" names no city."""
    name = argument.removeprefix("to ").strip().rstrip(".!?")
    words = name.split()
    fits = (
        len(words) <= LONGEST_NAME and re.fullmatch(r"[^\W\d_][\w/+' .-]*", name) and words[0].lower() not in NO_NAMES
    )
    return Place(name) if not argument or fits else None


def _count(_: str, __: Setting) -> Count | None:
    return None  # its number stands in front: read in `parsing`


_READERS: Mapping[Takes, Callable[[str, Setting], Argument | Why | None]] = {
    Takes.NOTHING: _nothing,
    Takes.ABOUT: _about,
    Takes.TIME: _time,
    Takes.REST: _rest,
    Takes.PERSON: _person,
    Takes.PERSON_EVERY: _person_every,
    Takes.PERSON_TIME: _person_time,
    Takes.PERSON_WORDS: _person_words,
    Takes.PERSON_ADDRESS: _person_address,
    Takes.WORDS: _words,
    Takes.TOPICS: _topics,
    Takes.HOURS: _hours,
    Takes.COUNT: _count,
    Takes.SWITCH: _switch,
    Takes.WORD: _word,
    Takes.TOPIC: _topic,
    Takes.LINK: _link,
    Takes.PLACE: _place,
}

ALONE: Mapping[Takes, Argument] = {Takes.NOTHING: NoArgument(), Takes.ABOUT: Named()}
"""Those that are said as their word alone, and the argument that they have then."""
