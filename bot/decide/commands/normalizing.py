"""Bring a message into the form in which it is compared, and take codes out of it."""

from __future__ import annotations

import re
from functools import lru_cache

_INVISIBLE = str.maketrans("", "", "\u2060\u200b\ufeff")
_STRAIGHT = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"'}
)
_TONES = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
_BLANK = str.maketrans("", "", "\u2800\u3164\u115f\u1160\u200c\u200d\"'()[]-*_")
_PICTURES = "[\u2600-\u27bf\U0001f000-\U0001faff\u200d\\s]"
_PICTURES_AT_ENDS = re.compile(rf"^{_PICTURES}+(?=\w)|(?<=[\w?!.]){_PICTURES}+$")
_FACE = re.compile(r"(?:[:;=]['o-]?[()/|*\[\]]+\s*)+")
_ENDS = " \t\n.!,;:\u2026"

CODE = r"[a-z]\d{1,4}(?:\.\d{1,2})?"
CODE_OF_WORDS = re.compile(rf"{CODE}[:,]", re.IGNORECASE)
"""A code as it stands in front of words for somebody: "t4: thanks"."""

_TOKEN = re.compile(rf"[\[(]?#?({CODE})[\])]?[:,.!?]?", re.IGNORECASE)
_IN_FRONT = re.compile(rf"(?:\[({CODE})\][:,]?|({CODE})[:,](?=\s)|({CODE})[ \t]*(?=\n))\s*", re.IGNORECASE)
_AT_END = re.compile(rf"(?<!\s)\s*\[({CODE})\]\s*$", re.IGNORECASE)
_SPACED = re.compile(r"(?<!\S)([a-z]\d{1,4})\s+\.\s*(\d{1,2})(?!\S)", re.IGNORECASE)
_POLITE_FRONT = re.compile(r"^(?:please|pls|bitte|ok|okay|oh)[, ]+", re.IGNORECASE)
_POLITE_END = re.compile(r"(?<![, ])[, ]+(?:please|pls|plz|bitte|thanks|thank you|thx|danke)[.! ]*$", re.IGNORECASE)


def cleaned(text: str) -> str:
    """Without invisible characters (a copied handle carries our own joiner) and outer white space."""
    return text.translate(_INVISIBLE).strip()


@lru_cache(maxsize=64)  # of one message the same is asked again and again
def plain(text: str) -> str:
    """For exact comparison: lower case, one space between words, no full stop or cry at the end, no tone of skin."""
    said = _TONES.sub("", text.translate(_STRAIGHT)).lower()
    return " ".join(said.split()).strip(_ENDS)


@lru_cache(maxsize=64)
def loose(text: str) -> str:
    """For guessing, and for what does no harm: also without marks around it, politeness, pictures, repetition."""
    said = _PICTURES_AT_ENDS.sub("", plain(text))
    for _ in range(3):
        said = without_courtesy(said).strip(" \"'/`*_?()[]" + _ENDS)
    tokens = said.split()
    return tokens[0] if len(set(tokens)) == 1 else said


def without_courtesy(text: str, *, behind: bool = True) -> str:
    """Without please and ok in front, please and thanks behind; otherwise as typed."""
    rest = _POLITE_FRONT.sub("", text)
    return _POLITE_END.sub("", rest) if behind else rest


def says_nothing(text: str) -> bool:
    """Whether nothing is there but marks, and letters that nobody can see. A face made of marks says something."""
    return not is_face(text) and not plain(text).translate(_BLANK).strip()


def is_face(text: str) -> bool:
    """Whether a message is a face made of marks: ";-)" says what a picture of it says."""
    return bool(_FACE.fullmatch(text.strip()))


def code_token(token: str) -> str | None:
    """The short code that a word is, lower case: `t4`, `[t4.1]`."""
    found = _TOKEN.fullmatch(token)
    return found[1].lower() if found else None


def without_code(text: str) -> tuple[str, str | None]:
    """A short message without the one code in it, and that code; as it was when there is none, or more than one."""
    tokens = _SPACED.sub(r"\1.\2", text).split()
    codes = {place: code for place, token in enumerate(tokens) if (code := code_token(token))}
    if len(codes) != 1:
        return text, None
    (place, code), *_ = codes.items()
    return " ".join(tokens[:place] + tokens[place + 1 :]), code


def words_and_code(text: str) -> tuple[str, str | None]:
    """Own words without a code that is plainly one: `[t4]` at either end, `t4:` or a line `t4` in front."""
    if found := _IN_FRONT.match(text):
        return text[found.end() :].strip(), next(group for group in found.groups() if group).lower()
    if found := _AT_END.search(text):
        return text[: found.start()].strip(), found[1].lower()
    return text, None


def after_words(text: str, count: int) -> str:
    """What stands after the first words, with its own line breaks."""
    split = text.split(maxsplit=count)
    return split[count] if len(split) > count else ""
