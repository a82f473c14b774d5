"""Read in a profile whether its owner asks programs to leave them alone (MF-11)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TAGGED = re.compile(r"[#\uff03]no(?:_?bots?|index)\b", re.IGNORECASE)
_SAID = re.compile(
    r"(?:^|[.!;|\u00b7\u2022])[^\w.!;|]*no[ -]bots,?(?: (?:please|allowed|thanks?|thank you))?\W*?(?:$|[.!;|\u00b7\u2022])",
    re.IGNORECASE | re.MULTILINE,
)
_BOTS = re.compile(r"\W*(?:no[ -])?bots\W*", re.IGNORECASE)
_NO = re.compile(
    r"\W*(?:no|none|never|please|not? (?:allowed|welcome)|no,? (?:thanks?|thank you|please))\W*", re.IGNORECASE
)
_NO_BOTS = re.compile(r"\W*no[ -]bots\b.*", re.IGNORECASE | re.DOTALL)

_READ = 5_000


def no_bots(*texts: str, fields: Iterable[tuple[str, str]] = ()) -> bool:
    """Whether a name or bio says `#nobot`, `#nobots` or "No bots." as a sentence, or a field of the profile says so.

    >>> no_bots("Ada #nobot"), no_bots("I study #ethnobotany"), no_bots(fields=[("Bots", "no")])
    (True, False, True)
    """
    said = any(_TAGGED.search(one) or _SAID.search(one) for one in (one[:_READ] for one in texts))
    return said or any(_in_field(name, value) for name, value in fields)


def _in_field(name: str, value: str) -> bool:
    name, value = name[:_READ], value[:_READ]
    whole = bool(_NO_BOTS.fullmatch(name) or _NO_BOTS.fullmatch(value))
    return whole or no_bots(name, value) or bool(_BOTS.fullmatch(name) and (_NO.fullmatch(value) or not _words(value)))


def _words(value: str) -> str:
    """What a field holds beside a cross or a sign that forbids."""
    return value.strip(" \u274c\u2716\ufe0f\u2717\u26d4\U0001f6ab\u00d7") if value.strip() else "nothing"


_NO_MODELS = re.compile(
    r"[#\uff03]no_?(?:ai|llms?|gpt|genai|aitraining|ml)\b"
    r"|\b(?:no|not for|never for|without) (?:gen(?:erative )?)?(?:ai|llms?|gpt|language models?|machine learning)\b"
    r"|\b(?:don'?t|do not|never) (?:use|feed|give|send|train)\b[^.!;\n]{0,60}\b(?:ai|llms?|gpt|language models?|chatbots?)\b"
    r"|\bkeine? (?:ki|sprachmodelle?|llms?)\b|\bnicht für (?:ki|sprachmodelle|llms)\b",
    re.IGNORECASE,
)


def no_models(*texts: str) -> bool:
    """Whether a name or bio asks that no language model is given what this person says.

    >>> no_models("Painter. #NoAI"), no_models("Please don't feed my posts to an LLM."), no_models("I work on AI, no kidding")
    (True, True, False)
    """
    return any(_NO_MODELS.search(one[:_READ]) for one in texts)
