"""Guess the language of a short text, or say that it cannot be told.

By script first, then by the commonest small words. A label that the author's app put on the post is believed unless the
words clearly say something else: apps label by their own setting, not by what was written.
"""

from __future__ import annotations

import re
from collections import Counter

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


def language(text: str, declared: str | None) -> str:
    """The language as two letters, or an empty string when neither text nor label tell it.

    >>> language("Hat jemand eine gute Idee, was man damit machen kann?", "en")
    'de'
    """
    label = (declared or "").lower().replace("_", "-").split("-")[0]
    label = label if len(label) == 2 else ""
    return _by_script(text, label) or _by_words(text, label)


def _by_script(text: str, label: str) -> str:
    letters = sum(character.isalpha() for character in text)
    for name, script in SCRIPTS:
        if letters and len(script.findall(text)) > letters / 3:
            return label if label in _RELATED.get(name, ()) else name
    return ""


_RELATED = {"ru": ("uk", "bg", "sr", "mk", "be"), "ar": ("fa", "ur"), "zh": ("ja",)}
"""Languages of the same script, told apart by their label only."""


def _by_words(text: str, label: str) -> str:
    """The language of the small words; else the label, unless what words there are speak against it."""
    words = _WORD.findall(text.lower().replace("\u2019", "'"))
    counts = Counter({name: sum(word in known for word in words) for name, known in _VOCABULARY.items()})
    (best, most), (_, next_most) = counts.most_common(2)
    enough = _SURE if label in _VOCABULARY else _FEW
    if best == label or (most >= enough and most >= _MARGIN * next_most and most >= _SHARE * len(words)):
        return best
    doubtful = label in _VOCABULARY and most > 0 and counts[label] == 0
    return "" if doubtful else label
