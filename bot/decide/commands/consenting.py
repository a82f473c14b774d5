"""Tell a plain yes to words that were shown from everything else (DESIGN 2): a closed grammar.

A message consents when nothing but these words is in it, each once, with a comma, a full stop or a cry between them at most,
and at least one that means it. `now`, `then`, `los` and thanks mean nothing by themselves, and beside `ok` they resign ("ok
then"): they stand beside a yes or a `send` only. What follows a bare `send` without a comma may be what is to be sent ("send
thanks", "send ok"). Everything else, a negation, a name, a question mark, is another message.
"""

from __future__ import annotations

import re

SENDS = ("send", "send it", "senden", "es senden", "schick es", "schick ab", "schick es ab")
AGREES = ("yes", "yep", "ja")
ACCEPTS = ("ok", "\U0001f44d", "\u2705")
ASKS = ("please", "bitte")
BESIDE = ("now", "then", "thanks", "los", "danke")

_TONES = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
_PICTURES = "\U0001f44d\u2705"
_ONE = "|".join(sorted((*SENDS, *AGREES, *ACCEPTS, *ASKS, *BESIDE), key=len, reverse=True))
_EACH = re.compile(rf"(?<![^\W{_PICTURES}])(?:{_ONE})(?![^\W{_PICTURES}])")
_BETWEEN = rf"(?:\s*(?:[,.]|!+)\s*|\s+|(?=[{_PICTURES}])|(?<=[{_PICTURES}]))"
_WHOLE = re.compile(rf"(?:{_ONE})(?:{_BETWEEN}(?:{_ONE}))*\s*(?:[.,]|!+)?")
_DENIED = re.compile(r"(?:not|nicht|nope|kein)\s+(.+)")
_SENDS_SOMETHING = re.compile(
    rf"(?<!schick es )\b(?:send|senden)\s+(?:{'|'.join((*AGREES, 'ok', 'thanks', 'danke'))})\b"
)


def consents(text: str) -> str:
    """How a message consents: `send` when it says so, `yes` when it agrees; empty: it does not."""
    said = " ".join(_TONES.sub("", text).lower().split())
    if not _WHOLE.fullmatch(said) or _SENDS_SOMETHING.search(said):
        return ""
    units = _EACH.findall(said)
    sends, agrees = [unit for unit in units if unit in SENDS], [unit for unit in units if unit in AGREES]
    words = " ".join(units).split()
    if len(sends) > 1 or len(words) > len(set(words)):
        return ""  # twice is impatient, or two things
    if not (sends or agrees or set(units) & set(ACCEPTS)):
        return ""
    if set(units) & set(BESIDE) and not (sends or agrees):
        return ""
    return "send" if sends else "yes"


def denies(text: str) -> bool:
    """Whether it is a yes with a "not" in front: no answer to anybody, and no other command misspelt."""
    found = _DENIED.fullmatch(" ".join(text.lower().split()))
    return found is not None and (found[1].rstrip(".!") == "okay" or bool(consents(found[1])))
