"""Guess what was meant by a near miss. A guess is only ever asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.decide.commands.arguments import NO_NAMES
from bot.decide.commands.assent import is_plain
from bot.decide.commands.catalogue import BY_WORD, HINTS, Takes
from bot.decide.commands.times import VOCABULARY

TAKE_TIME = (Takes.TIME, Takes.REST, Takes.PERSON_EVERY, Takes.PERSON_TIME, Takes.SWITCH)
SHORT_WORDS = 4
SHORT = 45
"""A message of more words or characters is no mistyped command."""


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap with their neighbour; `most` + 1 when it is more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [place]
        for column, against in enumerate(other, start=1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != against))
            swapped = place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == against
            row.append(min(cost, earlier[column - 2] + 1) if swapped else cost)
    return min(row[-1], most + 1)


def _allowed(one: str, other: str) -> int:
    longer = max(len(one), len(other))
    return 0 if min(len(one), len(other)) < 3 else 1 if longer < 6 else 2


def alike(word: str, among: Iterable[str]) -> list[str]:
    """The words that are nearly this one and begin with the same letter, the nearest first."""
    found = (
        (distance(word, other, most), other)
        for other in among
        if word[0] == other[0] and (most := _allowed(word, other))
    )
    return [other for away, other in sorted(found) if away <= _allowed(word, other)]


def mended_time(words: list[str]) -> list[str]:
    """The words with each that is nearly a word of time spelt right, and `of` at the end as `off`."""
    mended = [
        word if word in VOCABULARY or word in NO_NAMES or not word.isalpha() else (alike(word, VOCABULARY) or [word])[0]
        for word in words
    ]
    return [*mended[:-1], "off"] if mended[-1:] == ["of"] else mended


LEADS_TO_A_TIME = frozenset("for until till on at after around about am um bis für fuer".split())
LONGEST_TIME = 4


def may_be_time(text: str) -> bool:
    """Whether what cannot be read as a time was perhaps meant as one: "gator", "for a while", "tomorow at nine"."""
    words = text.lower().strip(" .!?").split()
    if not words or len(words) > LONGEST_TIME:
        return not words
    if len(words) == 1:
        return words[0] not in BY_WORD
    begins = words[1] if words[0] in LEADS_TO_A_TIME else words[0]
    return begins in VOCABULARY or begins[0].isdigit() or (begins not in NO_NAMES and bool(alike(begins, VOCABULARY)))


MEANT_KINDLY = frozenset("send yes thanks hello keep undo stop".split())
"""First words of what may be guessed of a message that is, or begins as, a yes, a praise or a farewell: never what lets go."""

ASKING = frozenset("who why what when where how wer wie was wo wann warum".split())
AGREEING = frozenset(
    "yes ok okay okok yeah yep yup sure send ship go ahead and it that this please now do post publish fine ja jo".split()
)
LONGEST_YES = 7


def agrees(said: str) -> bool:
    """Whether a short message is made of nothing but agreement: "yeah go ahead". Asked about, never taken for it."""
    words = said.replace(",", " ").split()
    return 1 < len(words) <= LONGEST_YES and set(words) <= AGREEING and words[0] != "and"


@lru_cache(maxsize=16)  # a message is guessed at several times while it is read
def guesses(said: str) -> tuple[str, ...]:
    """What a short message may have been meant to be, the likeliest first; to be read again before it is offered.

    `said` is loose (`normalizing.loose`), and no command as it stands.
    """
    words = said.split()
    if said in HINTS:
        return (HINTS[said].word,)
    if not words or len(words) > SHORT_WORDS or len(said) > SHORT or set(words) <= VOCABULARY:
        return ()
    ways = [way for way in (*BY_WORD, *HINTS) if (" " in way or len(words) == 1) and _asks_alike(words, way)]
    found = [(BY_WORD.get(way) or HINTS[way]).word for way in alike(said, ways)]
    if words[0] in BY_WORD or len(words) == 1 or words[0] not in NO_NAMES:
        found += [" ".join(mended) for mended in _mended(words)]
    if is_plain(said) or (words[0] not in BY_WORD and is_plain(words[0])):
        found = [guess for guess in found if guess.split()[0] in MEANT_KINDLY]  # "passt" is no "pass" mistyped
    return tuple(dict.fromkeys(found))


def _asks_alike(words: list[str], way: str) -> bool:
    """Whether a way to say a command asks with the same word as these, if both ask: "why is that" is not "who is that"."""
    first = way.split()[0]
    return words[0] == first or not {words[0], first} <= ASKING


def _mended(words: list[str]) -> Iterator[list[str]]:
    """The words with a command in front that is spelt right, and with times spelt right where that command takes one."""
    for head in [words[0]] if words[0] in BY_WORD else alike(words[0], [way for way in BY_WORD if " " not in way]):
        rest = mended_time(words[1:]) if BY_WORD[head].takes in TAKE_TIME else words[1:]
        if BY_WORD[head].takes in (Takes.WORD, Takes.TOPIC) and rest and " ".join(rest) not in BY_WORD:
            continue  # "helps a lot" asks for no page of the manual
        if head != words[0] and BY_WORD[head].takes is Takes.PERSON_ADDRESS:
            continue  # "safe travels"
        if head != words[0] and words[0].partition("'")[0] in ASKING:
            continue  # "what's coming up" is no "who"
        if head != words[0] or rest != words[1:]:
            yield [BY_WORD[head].word, *rest]
