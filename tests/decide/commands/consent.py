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
ONLY_BESIDE = {"now", "then", "thanks", "los", "danke"}
TO_BE_SENT = {"yes", "yep", "ja", "ok", "thanks", "danke"}


MAY_BE_SENT = "that may be what is to be sent"
"""The one reason that a mark between the two words takes away: "send, thanks"."""


def none_because(words: tuple[str, ...]) -> str | None:
    """Why these words, with nothing but a space between them, are no consent; None when they are."""
    if not MEANING & set(words):
        return "nothing in it means yes"
    if len(set(words)) < len(words):
        return "a word twice is impatient"
    if len(SENDING & set(words)) > 1:
        return "two things are to be sent"
    if ONLY_BESIDE & set(words) and not (SENDING | AGREEING) & set(words):
        return "said beside ok it resigns, or is only polite"
    return next((why for place in range(len(words)) if (why := _at(words, place))), None)


def _at(words: tuple[str, ...], place: int) -> str | None:
    before, word, behind = (*("",), *words, "")[place : place + 3]
    if word == "it" and before != "send":
        return "it is nothing that could be sent here"
    if word == "es" and before != "schick" and behind != "senden":
        return "es is nothing that could be sent here"
    if word == "schick" and behind not in ("es", "ab"):
        return "it praises"
    if word == "ab" and before != "schick" and words[max(place - 2, 0) : place] != ("schick", "es"):
        return "off with nothing"
    if word in ("send", "senden") and behind in TO_BE_SENT:
        return MAY_BE_SENT
    return None


def combinations(most: int) -> Iterator[tuple[str, ...]]:
    """Every message of so many words of the list at most."""
    for count in range(1, most + 1):
        yield from product(LISTED, repeat=count)


CONSENTS = tuple(" ".join(words) for words in combinations(2) if none_because(words) is None)
"""Every consent of one word or two."""

NEARLY = tuple(" ".join(words) for words in combinations(2) if none_because(words) is not None)
"""Every message of one word of the list or two that is none."""
