"""A table of the messages made of words of consent that are none, each with its reason: an oracle of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

LISTED = (
    "send", "it", "yes", "yep", "ok", "please", "now", "then", "thanks", "👍", "✅",
    "senden", "schick", "ab", "es", "ja", "bitte", "los", "danke",
)  # fmt: skip
"""The whole list."""

SENDING = {"send", "senden", "schick"}
AGREEING = {"yes", "yep", "ja"}
MEANING = SENDING | AGREEING | {"ok", "👍", "✅"}
ONLY_BESIDE = {"now", "then", "thanks", "danke"}
ASKING = {"please", "bitte"}
THINGS = {"it", "es"}


def none_because(words: tuple[str, ...]) -> str | None:
    """Why these words, with nothing but a space between them, are no consent; None when they are."""
    if not MEANING & set(words):
        return "nothing in it means yes"
    if len(set(words)) < len(words):
        return "a word twice is impatient"
    if len(SENDING & set(words)) > 1 or set(words) >= THINGS:
        return "two things are to be sent"
    if ONLY_BESIDE & set(words) and not (SENDING | AGREEING) & set(words):
        return "said beside ok it resigns, or is only polite"
    return next((why for place in range(len(words)) if (why := _at(words, place))), None)


def _at(words: tuple[str, ...], place: int) -> str | None:
    before, word, behind = (*("",), *words, "")[place : place + 3]
    if word in THINGS and before not in MEANING and not (word == "es" and _sends_it_later(words[place + 1 :])):
        return "it begins a sentence of which the rest may be missing"
    if word == "schick" and behind not in THINGS and not _goes_off(words[place + 1 :]):
        return "it praises"
    if word == "ab" and not any(w == "schick" and _goes_off(words[at + 1 : place + 1]) for at, w in enumerate(words)):
        return "it begins a time"
    return None


def _sends_it_later(rest: tuple[str, ...]) -> bool:
    """ "es senden", "es bitte senden"."""
    return rest[:1] == ("senden",) or (rest[:1] != () and rest[0] in ASKING and rest[1:2] == ("senden",))


def _goes_off(rest: tuple[str, ...]) -> bool:
    """What stands behind "schick" in "schick ab", "schick es ab", "schick es bitte ab"."""
    rest = rest[1:] if rest[:1] != () and rest[0] in THINGS else rest
    rest = rest[1:] if rest[:1] != () and rest[0] in ASKING else rest
    return rest[:1] == ("ab",)


def combinations(most: int) -> Iterator[tuple[str, ...]]:
    """Every message of so many words of the list at most."""
    for count in range(1, most + 1):
        yield from product(LISTED, repeat=count)


CONSENTS = tuple(" ".join(words) for words in combinations(2) if none_because(words) is None)
"""Every consent of one word or two."""

NEARLY = tuple(" ".join(words) for words in combinations(2) if none_because(words) is not None)
"""Every message of one word of the list or two that is none."""
