"""Find what somebody writes about: words that come back in their own posts and are rarer in everybody else's."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from bot.facts.saying import Saying

MOST = 20
LONG_ENOUGH = 4
COMES_BACK = 3
EVERYWHERE = 0.03
"""Share of other people's posts in which a word is everybody's."""


def topics(own: Iterable[str], others: Iterable[str], *, most: int = MOST) -> tuple[str, ...]:
    """The words that tell what somebody writes about, the most telling first.

    `own` are the texts of their posts, `others` those of everyone else, as many as are at hand. A word counts once a post.
    """
    mine = Counter(word for text in own for word in _words(text))
    counted = 0
    theirs: Counter[str] = Counter()
    for counted, text in enumerate(others, start=1):  # noqa: B007 - how many there are is needed below
        theirs.update(_words(text))
    telling = {
        word: times * math.log((counted + 2) / (theirs[word] + 1))
        for word, times in mine.items()
        if times >= COMES_BACK and theirs[word] <= EVERYWHERE * counted
    }
    return tuple(sorted(telling, key=lambda word: (-telling[word], word))[:most])


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in Saying(text).words if len(word) >= LONG_ENOUGH and not word.isdigit())
