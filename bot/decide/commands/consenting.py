"""Tell a plain yes to words that were shown from everything else (DESIGN 2): a closed grammar.

A message consents when nothing but these words is in it, in any order, each once, with a comma, a full stop or a cry between them
at most, and at least one that means it. What is refused all the same, and why:

- `now`, `then` and thanks mean nothing by themselves, and beside `ok` or a thumb they resign, or are only polite ("ok then",
  "ok thanks"): they stand beside a yes or a `send` only. `los` and please mean nothing by themselves.
- `it` and `es` stand directly behind what is done with them, or before `senden`. In front, or behind a comma, they begin
  a sentence of which the rest may be missing ("it ok", "es ja", "yes, it").
- `schick` without `es` or `ab` praises ("ja schick"), and `ab` without `schick` begins a time ("ja ab").
- A word twice, and two words for sending, are impatient, or two things.

Everything else, a negation, a name, a question mark, is another message.
"""

from __future__ import annotations

import re

from bot.decide.commands.sentences import unaccented

_PLEASE = ("", " please", " bitte")
SENDS = (
    *(f"{word}{it}" for word in ("send", "senden") for it in ("", " it", " es")),
    *(f"es{asks} senden" for asks in _PLEASE),
    *(f"schick{it}" for it in (" it", " es")),
    *(f"schick{it}{asks} ab" for it in ("", " it", " es") for asks in _PLEASE),
)
AGREES = tuple(f"{word}{it}" for word in ("yes", "yep", "ja") for it in ("", " it", " es"))
ACCEPTS = tuple(f"{word}{it}" for word in ("ok", "\U0001f44d", "\u2705") for it in ("", " it", " es"))
ASKS = ("please", "bitte", "los")
BESIDE = ("now", "then", "thanks", "danke")

_TONES = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
_PICTURES = "\U0001f44d\u2705"
_ONE = "|".join(sorted((*SENDS, *AGREES, *ACCEPTS, *ASKS, *BESIDE), key=len, reverse=True))
_EACH = re.compile(rf"(?<![^\W{_PICTURES}])(?:{_ONE})(?![^\W{_PICTURES}])")
_BETWEEN = rf"(?:\s*(?:[,.]|!+)\s*|\s+|(?=[{_PICTURES}])|(?<=[{_PICTURES}]))"
_WHOLE = re.compile(rf"(?:{_ONE})(?:{_BETWEEN}(?:{_ONE}))*\s*(?:[.,]|!+)?")
_DENIED = re.compile(r"(?:not|nicht|nope|kein)\s+(.+)")


def consents(text: str) -> str:
    """How a message consents: `send` when it says so, `yes` when it agrees; empty: it does not."""
    said = " ".join(_TONES.sub("", text).lower().split())
    if not _WHOLE.fullmatch(said):
        return ""
    units = _EACH.findall(said)
    sends, agrees = [unit for unit in units if unit in SENDS], [unit for unit in units if unit in AGREES]
    words = " ".join(units).split()
    if len(sends) > 1 or len(words) > len(set(words)) or {"it", "es"} <= set(words):
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


NEGATIONS = frozenset(
    "no not nope nah naw never don't dont nein nicht nie niemals nee ne nö noe kein keine keinen keinesfalls "
    "nunca jamas tampoco".split()
)
"""Words one of which is in every no."""
FILLERS = frozenset(
    "well then absolutely of course sure surely fine it this that do so oh ah uh um er hm hmm hmmm mm yeah yeh yup okay k alright "
    "all right good just actually really quite rather yet now at certainly definitely under any circumstances way sorry "
    "doch lieber dann noch jetzt gar ganz klar sicher natürlich auf fall besser na tja ach also mal das gut jo "
    "si que claro por supuesto mejor todavia ahora vale bueno pues gracias".split()
)
"""Words that change nothing about a no beside them."""
LONGEST_NO = 6
_OF_CONSENT = frozenset(" ".join((*SENDS, *AGREES, *ACCEPTS, *ASKS, *BESIDE)).split())
_DENYING = frozenset(map(unaccented, NEGATIONS))
_IN_A_NO = _DENYING | _OF_CONSENT | frozenset(map(unaccented, FILLERS))
_A_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def is_of_consent(text: str) -> bool:
    """Whether nothing is in it but words of consent, marks and pictures, whether it consents or not: "ok now", "it?", "los"."""
    said = _TONES.sub("", text).lower()
    words = _A_WORD.findall(said)
    if any(letter.isalnum() for letter in _A_WORD.sub("", said)) or not _OF_CONSENT.issuperset(words):
        return False
    thumbs = set(said) & set(_PICTURES) and not set(said) - set(_PICTURES) - set(" \t\n.,!?\u2026")
    return bool(words or thumbs)


def refuses(text: str) -> bool:
    """Whether it is a no by a closed grammar: few words of consent, of filling and of denial, at least one of which denies.

    It is never consent, whatever stands beside: "sure not", "okay then don't", "ja nein".
    """
    said = unaccented(_TONES.sub("", text.replace("\u2019", "'")).lower())
    words = _A_WORD.findall(said)
    if _A_WORD.sub("", said).strip(f" \t\n.,;:!?\u2026\u2013\u2014-{_PICTURES}") or len(words) > LONGEST_NO:
        return False
    return set(words) <= _IN_A_NO and not _DENYING.isdisjoint(words)
