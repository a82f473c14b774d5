"""Find what somebody writes about: words that come back in their own posts and are rarer in everybody's."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.decide.facts.language import SMALL_WORDS
from bot.decide.facts.saying import Saying

MOST = 20
LONG_ENOUGH = 4
COMES_BACK = 3
TELLING = 3.0
"""How many times as often as everybody somebody says a word that is theirs."""

ANYBODY = (
    "somebody someone anybody anyone everybody everyone nobody something anything everything nothing people "
    "jemand niemand jeder etwas alles nichts leute"
)
JUDGING = (
    "best better good great nice worse worst awesome amazing wonderful excellent perfect lovely beautiful interesting different "
    "simple happy sorry sure able whole entire several various actually finally probably definitely especially exactly basically "
    "literally honestly obviously apparently seriously currently recently slowly quickly easily simply mostly nearly suddenly "
    "lately anyway forever "
    "gute guten guter gutes besser beste besten schlecht toll tolle super wunderbar perfekt wirklich endlich wahrscheinlich "
    "bestimmt genau natürlich ehrlich plötzlich"
)
"""How something is, or how somebody finds it: a subject it is not, however often it is said."""

SMALL = frozenset(" ".join((*SMALL_WORDS.values(), ANYBODY, JUDGING)).split())
"""Words that are about nothing."""


def about_something(said: Iterable[str]) -> tuple[str, ...]:
    """The topics without words that are about nobody and nothing in particular: "somebody", "people"."""
    return tuple(topic for topic in said if topic.lower() not in SMALL)


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of `posts` posts each word stands: what everybody says."""

    posts: int = 0
    words: Mapping[str, int] = field(default_factory=dict)


def background(texts: Iterable[str]) -> Background:
    """What everybody says, from as many posts as are at hand."""
    posts, words = 0, Counter[str]()
    for text in texts:
        posts += 1
        words.update(_words(text))
    return Background(posts, words)


def topics(own: Iterable[str], everybody: Background, *, most: int = MOST) -> tuple[str, ...]:
    """The words that tell what somebody writes about, the most telling first; `own` are the texts of their posts."""
    texts = tuple(own)
    mine = Counter(word for text in texts for word in _words(text))
    often = {word: times for word, times in mine.items() if times >= COMES_BACK}
    telling = {
        word: times * math.log(_times_as_often(times / len(texts), word, everybody)) for word, times in often.items()
    }
    best = sorted(telling, key=lambda word: (-telling[word], word))
    return tuple(word for word in best if telling[word] > often[word] * math.log(TELLING))[:most]


def _times_as_often(share: float, word: str, everybody: Background) -> float:
    """How many times as often somebody says a word as everybody does."""
    return share * (everybody.posts + 2) / (everybody.words.get(word, 0) + 1)


def _words(text: str) -> frozenset[str]:
    said = (word for word in Saying(text).words if len(word) >= LONG_ENOUGH and word.isalpha())
    return frozenset(said) - SMALL
