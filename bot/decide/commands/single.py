"""Read a message as one command: its words alone, or with what it takes."""

from __future__ import annotations

import re

from bot.decide.commands.arguments import ALONE, Setting, behind_code, person, read
from bot.decide.commands.catalogue import BY_FIRST_WORD, BY_WORD, HINTS, Entry, Takes
from bot.decide.commands.consenting import consents
from bot.decide.commands.forms import Argument, Count, Link, Named, NoArgument, Topic
from bot.decide.commands.guesses import may_be_time
from bot.decide.commands.kinds import ACTS, Command, OwnWords, Unclear, Why
from bot.decide.commands.normalizing import (
    CODE_OF_WORDS,
    after_words,
    code_token,
    loose,
    plain,
    without_code,
    without_courtesy,
)
from bot.decide.commands.own import own_words
from bot.decide.commands.seeming import is_no_slip
from bot.decide.commands.times import NUMBERS

_A_DAY = re.compile(r"(?:at most )?([a-zü]+|\d{1,2}) (?:people )?(?:a day|per day|person a day|am tag)")
_NONE = ("no", "zero", "none")
_ENDED = re.compile(r"(?P<word>note|remind)(?:(?: me)?(?: of| about)? (?P<who>.+?))? off")
"""What is kept about somebody and can be ended by the same word, as `keep ines off` does."""
LINK_ALONE = re.compile(r"https?://\S+")
_FREE_TEXT = (Takes.WORDS, Takes.PERSON_WORDS, Takes.PERSON_TIME, Takes.TOPICS, Takes.LINK)
_SENTENCE_LIKE = (Takes.PERSON, Takes.PERSON_EVERY, Takes.PERSON_WORDS, Takes.ABOUT)
TIMED = (Takes.TIME, Takes.REST)
"""What takes a time."""

ASKED_FIRST = ("never", "forget")
"""What cannot be undone by a word: said without a name or a code, it may be an answer ("Never!")."""

LONG = 8
"""Words from which a message that begins like a command, and is none, is taken for the owner's own."""


def whole(said: str, setting: Setting) -> Command[Argument] | Unclear | None:
    """The message as one command; `Unclear` where one lacks something; None where it is none."""
    if code := code_token(said):
        return Command("show", said, Named(), code)
    bare, code = without_code(said)
    consent = _consent(said, bare, code)
    return (
        _exact(said, bare, code)
        or consent
        or _a_day(said)
        or _bare_link(said)
        or _ended(said, bare, code, setting)
        or _with_argument(said, bare, code, setting)
    )


def _trails_off(said: str) -> bool:
    """Whether it ends as somebody does who hesitates."""
    end = len(said)
    while end and not (said[end - 1].isalnum() or said[end - 1] == "_"):
        end -= 1
    return ".." in said[end:] or "\u2026" in said[end:]


def _exact(said: str, bare: str, code: str | None) -> Command[Argument] | None:
    """A command as its words alone. What acts in public must be said exactly so; for others a mark or please is fine."""
    entry = BY_WORD.get(plain(bare)) or (BY_WORD["help"] if not plain(bare).strip("?") else None)
    if (
        entry
        and entry.word in ACTS
        and (CODE_OF_WORDS.match(said) or _trails_off(said) or "?" in said or said[0] == "!")
    ):
        return None  # "t4: ok" could be own words, "ok..." is a doubt, "send t4?" asks, and "!send" may mean not to
    if entry and entry.word == "help":
        return Command(entry.word, said, Topic(), code)
    if entry and entry.takes in ALONE:
        return _alone(entry, said, code)
    entry = BY_WORD.get(loose(bare))
    harmless = entry is not None and entry.word not in ACTS and (entry.asks or "?" not in said)
    return _alone(entry, said, code) if entry and harmless and entry.takes in ALONE else None


def _consent(said: str, bare: str, code: str | None) -> Command[Argument] | None:
    """A plain yes in other words. Behind a code that stands in front as of an answer ("[t4] yes please") it may be one."""
    of_words = code is not None and (said.startswith("[") or CODE_OF_WORDS.match(said))
    doubtful = of_words or _trails_off(said) or "?" in said or said[0] == "!"
    name = "" if doubtful else consents(bare)
    return Command(name, said, NoArgument(), code, loosely=True) if name else None


def _alone(entry: Entry, said: str, code: str | None) -> Command[Argument]:
    return Command(entry.word, said, ALONE[entry.takes], code, own_words(said) if entry.hidden else None)


def _a_day(said: str) -> Command[Argument] | None:
    found = _A_DAY.fullmatch(loose(said))
    if not found or not (found[1] in NUMBERS or found[1] in _NONE or found[1].isdigit()):
        return None
    return Command("a day", said, Count(NUMBERS.get(found[1]) or (0 if found[1] in _NONE else int(found[1]))))


def _bare_link(said: str) -> Command[Argument] | None:
    """The address of a post alone: to look at it, rather than an answer that is nothing but a link."""
    return Command("look", said, Link(said), otherwise=OwnWords(said, said)) if LINK_ALONE.fullmatch(said) else None


def _ended(said: str, bare: str, code: str | None, setting: Setting) -> Command[Argument] | None:
    """ "note alice off", "remind bob off"; of nobody whom somebody knows it is a note, or words: "note the light is off"."""
    found = _ENDED.fullmatch(loose(bare))
    who = found["who"] or "" if found else ""
    if found is None or (who and not (person(who) and setting.known(who))):
        return None
    return Command(f"{found['word']} off", said, Named(who), code, own_words(said))


def _with_argument(said: str, bare: str, code: str | None, setting: Setting) -> Command[Argument] | Unclear | None:
    """A command with what it takes. Where free text follows, a code counts only directly after the command's word."""
    way, entry = _first_way(plain(bare).rstrip("?")) or _first_way(loose(bare)) or (None, None)
    if way is None or entry is None or entry.word in ACTS or loose(bare) in HINTS:
        return None
    if entry.takes in _FREE_TEXT:
        argument, code = _free_text(said, way)
    else:
        argument = after_words(without_courtesy(bare.lstrip(" \"'/!")), len(way.split()))
    if entry.word in ASKED_FIRST and not argument and code is None:
        return Unclear(said, Why.WHOSE, entry.word, entry.word)
    given = (behind_code(entry.takes, argument, setting) if code else None) or read(entry, argument, setting)
    if given is Why.NO_TIME and entry.takes in TIMED and not may_be_time(argument):
        return None  # "later in the day the light is better"
    if given is Why.NO_TIME and entry.word == "mute" and not setting.known(argument):
        return None  # "mute colours"
    if isinstance(given, Why):
        return None if entry.takes not in TIMED and _is_told(said, setting) else _lacking(said, entry, given, code)
    if given is None:
        return None
    sentence_like = entry.takes in _SENTENCE_LIKE and bool(argument)
    return Command(entry.word, said, given, code, own_words(said) if sentence_like else None)


def _is_told(said: str, setting: Setting) -> bool:
    """Whether what begins like a command and lacks something is said to somebody: "same energy". "at 25:00" is a slip, and so is
    a command's word alone.
    """
    return loose(said) not in BY_WORD and not any(map(str.isdigit, said)) and is_no_slip(said, setting.near)


def said_behind(command: Command[Argument]) -> str:
    """What was said behind the word of a command, and behind a name and a code: `in two hours` of "later alice in two hours"."""
    bare, _ = without_code(without_courtesy(command.said.strip().lstrip("\"'/!")))
    way, _ = _first_way(plain(bare)) or ("", None)
    rest = after_words(bare, len(way.split())) if way else ""
    named = command.person if rest.lower().startswith(command.person.lower()) else ""
    return rest[len(named) :].strip(" ?!.,:")


def _first_way(said: str) -> tuple[str, Entry] | None:
    """The longest way to say a command that the message begins with."""
    first = said.partition(" ")[0].removesuffix(":")
    for way in BY_FIRST_WORD.get(first, ()):
        if said == way or said.startswith((f"{way} ", f"{way}: ")):
            return way, BY_WORD[way]
    return None


def _free_text(said: str, way: str) -> tuple[str, str | None]:
    argument = after_words(without_courtesy(said, behind=False), len(way.split()))
    first = argument.split(maxsplit=1)
    code = code_token(first[0]) if first and first[0] == first[0].lower() else None
    return (first[1] if len(first) > 1 else "", code) if code else (argument, None)


def _lacking(said: str, entry: Entry, why: Why, code: str | None) -> Unclear | None:
    if len(said.split()) > LONG:
        return None
    example = entry.examples[1 if why in (Why.NO_TIME, Why.PAST) and len(entry.examples) > 1 else 0]
    return Unclear(said, why, name=entry.word, example=example, code=code)
