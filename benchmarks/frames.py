"""Spell out frames: lines that hold alternatives, of each of which some are drawn, always the same.

A line is a kind, a tab and a frame, as in `request<TAB>(show|bring) me (the|that) (post|thread)( again|)`. In a frame `W` is one
of the nouns that the last `nouns` line gave, `NAME` somebody known, `X` a word of ours.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

NAMES = ("Tomas", "Ines", "tomas", "ines", "Jonah")
OURS = ("meet", "keep", "list", "look", "later", "same", "pause", "note")
TRIES = 3
_CLASS = re.compile(r"\b(?:W|NAME|X)\b")
_INNERMOST = re.compile(r"\(([^()]*)\)")
_BEFORE_A_MARK = re.compile(r" +(?=[,?])")


def spelt_out(path: Path, each: dict[str, int]) -> list[tuple[str, str]]:
    """So many lines of each frame as `each` says for its kind."""
    chance, nouns, said = random.Random(1), ["letter"], list[tuple[str, str]]()  # noqa: S311 - examples, no secrets
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, frame = line.partition("\t")
        if kind == "nouns":
            nouns = frame.split()
        elif kind in each:
            drawn = _drawn(frame, each[kind] * TRIES, nouns, chance)
            said += [(kind, text) for text in list(dict.fromkeys(drawn))[: each[kind]]]
    return said


def _drawn(frame: str, times: int, nouns: list[str], chance: random.Random) -> Iterator[str]:
    members = {"W": nouns, "NAME": NAMES, "X": OURS}
    for _ in range(times):
        text = frame
        while _INNERMOST.search(text):
            text = _INNERMOST.sub(lambda found: chance.choice(found[1].split("|")), text, count=1)
        text = _CLASS.sub(lambda found: chance.choice(members[found[0]]), text)
        yield _BEFORE_A_MARK.sub("", " ".join(text.split()))
