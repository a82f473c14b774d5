"""Guess the language of a short text, or say that it cannot be told.

By script first, then by the commonest small words. A label that the author's app put on the post is believed unless the
words clearly say something else: apps label by their own setting, not by what was written. Clearly is a language of
another script, or many small words where those of the label's language are listed too; a relative never contradicts.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from langcodes import Language, tag_distance
from langcodes.data_dicts import MACROLANGUAGES

SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
"""Scripts that tell a language, or at least that it is none written in Latin letters."""

_WRITTEN = {
    "ja": ("Jpan",),
    "ko": ("Kore",),
    "zh": ("Hans", "Hant", "Jpan", "Kore"),
    "ru": ("Cyrl",),
    "ar": ("Arab",),
    "el": ("Grek",),
    "he": ("Hebr",),
    "hi": ("Deva",),
    "th": ("Thai",),
}
"""Under what names other languages have these scripts: they are told apart by their label only."""

SMALL_WORDS = {
    "en": "the and of to is are was were be been it its it's i i'm you your my me we our this that these those with for from "
    "on at by as not but or if so do does did have has had will would can could should just what how who why when where "
    "there here they he she his her them their about out up all any some more like get got than then an in a into off over after "
    "before because which us very still now new one really going see know watching",
    "de": "der die das und ist nicht ich du wir ihr sie ein eine einen einem einer es zu mit auf für von den dem des im in an "
    "auch aber oder wenn dass was wie wer wo mal noch schon nur so hab habe hat haben sind war wird kann sich man mich mir "
    "mein meine bei nach aus um als dann da ja nein doch heute jetzt gibt jemand euch",
    "fr": "le la les des du et est une dans pour pas que qui je tu nous vous il elle sur avec ce cette mais ou où sont au aux "
    "par plus ne se sa son ses mon ma mes être d'un d'une c'est j'ai qu'il dont leur",
    "es": "el los las una y es de en que no por con para se su lo al del mi yo tú pero como más este esta está son muy hay ya "
    "cuando porque también sobre",
    "pt": "o os as um uma e é de em que não por com para se seu sua ao do da dos das mas como mais este esta está são muito já "
    "quando porque também você eu na no nos nas foi",
    "it": "il lo gli una e è di in che non per con si su al del della dei ma come più questo questa sono molto già quando perché "
    "anche io nel sul alla ho ha",
    "nl": "de het een en is van ik je niet dat met op voor te zijn maar ook er aan wat als nog naar dan wel heb heeft deze dit "
    "bij om wij jullie",
    "sv": "och att det är en ett som på för med jag inte av har till den om men så vi var kan när från detta mig min",
    "da": "og at det er en et som på for med jeg ikke af har til den om men så vi var kan når fra dette mig min de der",
    "pl": "i w na z nie to że się jest do o jak ale po co za tak od czy już dla mnie tym jego są był może",
    "tr": "ve bir bu da de için ile çok ne ama gibi daha var yok ben sen mi olarak kadar sonra",
}
_VOCABULARY = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SURE = 3  # small words needed to contradict a label
_FEW = 2  # and to tell a language where no label is
_SHARE = 0.2  # at least so much of the text
_MARGIN = 1.5  # and how many times as many as the next language has
_CLOSE = 12  # as far apart as Danish and Norwegian
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})
_KEPT = frozenset({"sh", "hbs"})  # the library would make Serbian of it


def language(text: str, declared: str | None) -> str:
    """The language as a code of two or three letters, or an empty string when neither text nor label tell it.

    >>> language("Hat jemand eine gute Idee, was man damit machen kann?", "en")
    'de'
    """
    label = code(declared or "")
    return _by_script(text, label) or _by_words(text, label)


@lru_cache(maxsize=1024)
def code(tag: str) -> str:
    """The language of a tag, by its usual code; an empty string where it names none.

    >>> code("de-AT"), code("nob"), code("und")
    ('de', 'nb', '')
    """
    try:
        named = Language.get(tag, normalize=tag.lower() not in _KEPT).language or ""
    except ValueError:
        return ""
    return "" if named in _NO_LANGUAGE else named


def covers(one: str, other: str) -> bool:
    """Whether who reads the one reads the other: it is the same, or one of them is the other's whole family.

    >>> covers("no", "nb"), covers("yue", "zh"), covers("nb", "da")
    (True, True, False)
    """
    return one == other or MACROLANGUAGES.get(other) == one or MACROLANGUAGES.get(one) == other


def resembles(guess: str, other: str) -> bool:
    """Whether a text without a label that was taken for the one may as well be in the other."""
    return covers(guess, other) or _shares_script(guess, other) or _near(guess, other)


def _shares_script(guess: str, other: str) -> bool:
    return guess in _WRITTEN and _script(other) in _WRITTEN[guess]


def _near(guess: str, other: str) -> bool:
    return tag_distance(guess, MACROLANGUAGES.get(other, other)) <= _CLOSE


@lru_cache(maxsize=1024)
def _script(language_code: str) -> str:
    """The one script in which a language is written; empty where it has several, or is not known."""
    if language_code in _WRITTEN:
        return next(iter(_WRITTEN[language_code]))
    return Language.get(language_code).assume_script().script or ""


def _by_script(text: str, label: str) -> str:
    """The language of the script; a label that may be written in it stands."""
    letters = sum(character.isalpha() for character in text)
    for name, script in SCRIPTS:
        if letters and len(script.findall(text)) > letters / 3:
            fits = label and _script(label) in ("", *_WRITTEN[name])
            return label if fits else name
    return ""


def _by_words(text: str, label: str) -> str:
    """The language of the small words; else the label, unless what words there are speak against it.

    A label of a language whose words are not listed stands: its small words may be those of a neighbour.
    """
    words = _WORD.findall(text.lower().replace("\u2019", "'"))
    counts = Counter({name: sum(word in known for word in words) for name, known in _VOCABULARY.items()})
    (best, most), (_, next_most) = counts.most_common(2)
    enough = _SURE if label in _VOCABULARY else _FEW
    sure = most >= enough and most >= _MARGIN * next_most and most >= _SHARE * len(words)
    if best == label or (sure and _may_be_wrong(label)):
        return best
    doubtful = label in _VOCABULARY and most > 0 and counts[label] == 0
    return "" if doubtful else label


def _may_be_wrong(label: str) -> bool:
    """Whether words in Latin letters can contradict a label: there is none, its words are known, or its script is another."""
    return not label or label in _VOCABULARY or _script(label) not in ("", "Latn")
