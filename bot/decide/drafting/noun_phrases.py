"""Find what a post is about: the things it names, by how much they tell it from every other post.

No grammar of a language is known here, only its small words. English names a thing after a determiner or in the plural,
German by a capital letter; of any other language the rarest words are taken as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.decide.facts.language import SMALL_WORDS
from bot.decide.facts.saying import Saying
from bot.wording.text.common import ADJECTIVE_ENDS, DETERMINERS, FUNCTION, VERBS, rarity

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019&.-][^\W_]+)*|[^\w\s]")
_SENTENCE = re.compile(r"[^.!?\n\u2026]+(?:[.!?\u2026](?=\w)[^.!?\n\u2026]+)*[.!?\u2026]*")
_TAG = re.compile(r"(?<![\w&])#(\w+)")
_LAST_TAGS = re.compile(r"(?:\s*(?<![\w&])#\w+)+\s*$")
LONGEST = 4
PRAISE = frozenset(
    "great nice good cool awesome amazing beautiful lovely wonderful better best bad worst interesting little big huge tiny".split()
)
BEFORE_ADJECTIVES = frozenset("the a an my our your his their".split())
WHO_ACT = frozenset("to i you we they u anyone anybody someone somebody everyone everybody who".split())
BEFORE_THINGS = frozenset("of about with for from in at on into without".split())
_SMALL = frozenset(word for words in SMALL_WORDS.values() for word in words.split())
RUDE = frozenset(
    "bitch bitches bastard bastards shit crap fuck fucker idiot idiots moron morons asshole arsehole whore slut dick".split()
)
"""What the owner would not want put into their mouth."""
MINE = frozenset("my our".split())
NOT_THEIRS = frozenset("your his her their its no any every each".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A few words of the post that name something. `determiner` is the small word before them, lower case."""

    words: str
    determiner: str = ""
    weight: float = 0.0
    asked: bool = False
    certain: bool = False

    @property
    def named(self) -> str:
        """As it is spoken of to a third: "the new kitchen", "old letters"; in quotation marks when it may be no thing."""
        if not self.certain:
            return f'"{self.words}"'
        return f"the {self.words}" if self.determiner else self.words

    @property
    def addressed(self) -> str:
        """As it is spoken of to the author: "your new kitchen"."""
        return f"your {self.words}" if self.certain and self.determiner in MINE else self.named


def phrases(text: str, language: str) -> tuple[Phrase, ...]:
    """What the text is about, the most telling first; phrases share no word with one another."""
    said = Saying(_TAG.sub(r", \1 ,", _LAST_TAGS.sub("", text)))  # a tag is a thing of its own
    found = sorted(_all(said.own, language), key=lambda phrase: -phrase.weight)
    if not any(phrase.weight > 0 for phrase in found):
        found = sorted(_all(said.bare, language), key=lambda phrase: -phrase.weight)
    kept: list[Phrase] = []
    for phrase in found:
        mine = set(phrase.words.lower().split())
        if phrase.weight > 0 and not any(mine & set(other.words.lower().split()) for other in kept):
            kept.append(phrase)
    return tuple(kept)


def _all(text: str, language: str) -> Iterator[Phrase]:
    finder = {"en": _english, "de": _german}.get(language, _foreign)
    for place, sentence in enumerate(_SENTENCE.findall(text)):
        tokens = _TOKEN.findall(sentence.replace("\u2019", "'"))
        asked = sentence.rstrip().endswith("?")
        for phrase in finder(tokens, language):
            if RUDE & set(phrase.words.lower().split()):
                continue
            told = max(rarity(word, language) for word in phrase.words.split())
            several = 0.3 if " " in phrase.words else 0.0
            weight = told + several + (0.4 if asked else 0) + (0.5 if phrase.certain else 0) - 0.02 * place
            yield Phrase(phrase.words, phrase.determiner, weight if told > 0.5 else weight - 1, asked, phrase.certain)


# --- English


def _english(tokens: list[str], language: str) -> Iterator[Phrase]:
    """Runs of words that are neither small words nor verbs, with the determiner before them."""
    run: list[str] = []
    determiner, before, began = "", "", 0
    for place, token in enumerate([*tokens, "."]):
        described = not run and determiner in BEFORE_ADJECTIVES and token.lower() in VERBS[language]  # "the lost ferry"
        if described or _carries(token, first=place == 0 and len(tokens) > 1):
            began = began if run else place
            run.append(token)
            continue
        following = token.lower()
        yield from _noun(run, determiner, following, before, first=began == 0)
        before = tokens[place - 1].lower() if place else ""
        run = []
        determiner = following if following in DETERMINERS[language] else ""
        before = following


def _carries(token: str, *, first: bool) -> bool:
    lower = token.lower().removesuffix("'s") if not first else token.lower()
    if not token[0].isalnum() or token.isdigit() or len(token) == 1:
        return False
    proper = (
        token[0].isupper()
        and not first
        and len(token) > 1
        and lower not in FUNCTION["en"]
        and lower not in DETERMINERS["en"]
    )
    return proper or not (
        lower in FUNCTION["en"] or lower in VERBS["en"] or lower in DETERMINERS["en"] or lower.endswith("ly")
    )


def _noun(run: list[str], determiner: str, following: str, before: str, *, first: bool) -> Iterator[Phrase]:
    """The run without a verb at its end ("the library flattens | the folds") and without adjectives alone."""
    words = run
    if len(words) > 1 and words[-1].islower() and (words[-1].endswith("ed") or _acts(words[-1], following)):
        words = words[:-1]
    if len(words) > 1 and not determiner and _plural(words[-2]) and words[-1].islower() and not _plural(words[-1]):
        words = words[:-1]  # "footnotes belong"
    words = words[-LONGEST:]
    if len(words) > 1 and determiner in MINE | NOT_THEIRS and words[0].endswith("'s"):
        words, determiner = words[1:], "the"  # "my wife's | old laptop"
    while len(words) > 1 and (
        words[0].lower() in PRAISE or (not determiner and words[0].islower() and words[0].endswith("ed"))
    ):
        words = words[1:]
    if not words or words[-1].startswith("mid-") or (words[-1].lower().endswith(ADJECTIVE_ENDS) and not determiner):
        return
    if before in WHO_ACT and not determiner:
        words = words[1:]  # "anyone | scan old letters"
        if not words:
            return
    last = words[-1]
    plural = _plural(last)
    noun = last.lower().endswith(("tion", "ment", "ness", "ity", "ship", "ism", "ence", "ance", "ware"))
    proper = all(word[0].isupper() for word in words) and not (first and len(words) == 1)  # "Remind me of it"
    certain = bool(determiner) or plural or noun or proper or before in BEFORE_THINGS
    if last.endswith("ing") and not determiner and before not in BEFORE_THINGS and not proper:
        return  # "depending", "looking": no thing
    if determiner in NOT_THEIRS:
        determiner = "" if plural else "the"
    yield Phrase(" ".join(words), determiner, certain=certain)


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3


def _acts(word: str, following: str) -> bool:
    """Whether a word in -s before this one is likelier a verb: it has an object."""
    return word.endswith("s") and (
        following in DETERMINERS["en"]
        or following in ("it", "them", "me", "you", "us", "down", "up", "out", "off", "away")
        or following.endswith("ly")
    )


# --- German, and everything else


def _german(tokens: list[str], language: str) -> Iterator[Phrase]:
    """Nouns by their capital letter, without their articles: those would need the right case."""
    for place, token in enumerate(tokens):
        lower = token.lower()
        if not token[0].isupper() or len(token) < 3:
            continue
        if place and lower not in FUNCTION[language] and lower not in DETERMINERS[language]:
            yield Phrase(token)


def _foreign(tokens: list[str], _: str) -> Iterator[Phrase]:
    for token in tokens:
        if len(token) > 3 and token.isalpha() and token.lower() not in _SMALL:
            yield Phrase(token)
