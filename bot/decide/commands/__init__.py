"""Read what the owner said: a command, own words, or something to ask about. Does nothing (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Collection

from bot import wording
from bot.decide.commands.arguments import telling_words
from bot.decide.commands.at_signs import without_sign
from bot.decide.commands.catalogue import BY_WORD, TABLE, Entry, Takes, When
from bot.decide.commands.consenting import refuses
from bot.decide.commands.forms import (
    Argument,
    Count,
    Joined,
    Kept,
    Link,
    Named,
    NoArgument,
    OfSomebody,
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
from bot.decide.commands.kinds import ACTS, CONSENT, Command, OwnWords, Parsed, Unclear, Why
from bot.decide.commands.normalizing import code_token, loose, words_and_code
from bot.decide.commands.objections import (
    Tone,
    corrects,
    keeps_an_objection,
    may_mean_what_leaves,
    reaction_holds,
    reaction_objects,
    says_no,
    tone,
)
from bot.decide.commands.own import is_hesitant
from bot.decide.commands.parsing import parse
from bot.decide.commands.remarks import is_remark, speaks_of_sending
from bot.decide.commands.shapes import same_words, spoken
from bot.decide.commands.single import LONG, said_behind
from bot.decide.commands.times import MORNING, Moment, Span, moment

__all__ = [
    "ACTS",
    "BY_WORD",
    "CONSENT",
    "LONG",
    "MORNING",
    "TABLE",
    "Argument",
    "Command",
    "Count",
    "Entry",
    "Joined",
    "Kept",
    "Link",
    "Moment",
    "Named",
    "NoArgument",
    "OfSomebody",
    "OwnWords",
    "Parsed",
    "Place",
    "Remembered",
    "Reminded",
    "Rest",
    "Span",
    "Switch",
    "Takes",
    "Timed",
    "Times",
    "Tone",
    "Topic",
    "Topics",
    "Unclear",
    "When",
    "Why",
    "Words",
    "code_token",
    "corrects",
    "help_about",
    "is_hesitant",
    "is_remark",
    "keeps_an_objection",
    "may_mean_what_leaves",
    "moment",
    "parse",
    "reaction_holds",
    "reaction_objects",
    "refuses",
    "said_behind",
    "same_words",
    "says_no",
    "speaks_of_sending",
    "split_name",
    "spoken",
    "telling_words",
    "tone",
    "without_sign",
    "words_and_code",
]  # fmt: skip


def split_name(argument: str, known: Collection[str]) -> tuple[str, str]:
    """(name, rest) of "tomas met in Leeds": the longest beginning that is a known name or address, else the first word.

    `known` are full names, first names and addresses in lower case.
    """
    tokens = argument.split()
    for count in range(len(tokens), 0, -1):
        name = " ".join(tokens[:count]).strip(" ,:.").lower()
        if name in known:
            return " ".join(tokens[:count]).strip(" ,:."), " ".join(argument.split(maxsplit=count)[count:])
    return tokens[0].strip(",:") if tokens else "", argument.partition(tokens[0])[2].strip() if tokens else ""


def _is_like(entry: Entry, said: str) -> bool:
    """ "two a day", "9:00": what can be said without its word, as the examples of a setting show it."""
    return entry.when is When.SETTINGS and any(f" {said} " in f" {example} " for example in entry.examples)


SETTINGS = ("settings", "setting", "options", "einstellungen", "optionen")
"""Ways to ask for all that can be set."""


def help_about(topic: str = "", *, at_signs_reach: bool = True) -> str:
    """The answer to `help`, `help all` and `help WORD`. `at_signs_reach`: naming somebody in private delivers it (MD-1)."""
    word = loose(topic)
    if not word or word == "me":
        return wording.help_first(at_signs_reach=at_signs_reach)
    if word == "all":
        shown = [entry for entry in TABLE if not entry.hidden]
        return wording.help_all([(when.value, [e.shown for e in shown if e.when is when]) for when in When])
    if word in SETTINGS:
        return wording.help_settings([f"{e.example_to_set}: {e.helps}" for e in TABLE if e.when is When.SETTINGS])
    entry = BY_WORD.get(word) or next((e for e in TABLE if word in e.word.split() or _is_like(e, word)), None)
    if entry is None or entry.hidden:
        return wording.help_unknown(word)
    examples = [example for example in entry.examples if "?" not in example][:4]
    return wording.help_word(
        entry.shown, entry.helps, examples, [way for way in entry.synonyms if way.isascii() and "?" not in way][:2]
    )
