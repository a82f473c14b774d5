"""Take off whom words are spoken to: the addresses that apps put in front of an answer, and a name that is called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

SIGN = re.compile(r"[@\uff20\ufe6b]|&(?:amp;)*(?:#0*64(?!\d)|#[xX]0*40(?![0-9a-fA-F])|commat(?![a-zA-Z]))(?:;|(?!;))")
"""An at sign as some server reads it: also full-width, small, or written as an HTML entity (MD-2a)."""

_IN_FRONT = re.compile(r"^(?:\s*@[\w.-]+(?:@[\w.:-]+)?[,:]?(?=\s|$))+\s*")


def unaddressed(text: str) -> str:
    """The words without the addresses in front; a text of addresses alone stays as it is."""
    return _IN_FRONT.sub("", text, count=1) or text


def without_names(text: str, names: Iterable[str]) -> str:
    """The words without these people's names, whole or the first alone, and the comma that parts them from the rest."""
    return _called(tuple(names)).sub(" ", text).strip()


@lru_cache(maxsize=64)
def _called(names: tuple[str, ...]) -> re.Pattern[str]:
    spoken = {part for name in names for part in (name.strip(), name.strip().partition(" ")[0]) if part}
    either = "|".join(re.escape(part) for part in sorted(spoken, key=len, reverse=True))
    return re.compile(rf",?\s*(?<![\w@])(?:{either})(?![\w'\u2019]),?", re.IGNORECASE) if either else re.compile("(?!)")
