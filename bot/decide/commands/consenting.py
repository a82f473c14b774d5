"""Tell a plain yes to words that were shown from everything else (DESIGN 2): a closed grammar.

A message consents when nothing but these words is in it, each once, with a comma, a full stop or a cry between them at most,
and at least one that means it. `now`, `then`, `los` and thanks mean nothing by themselves, and beside `ok` they resign ("ok
then"): they stand beside a yes or a `send` only. What follows a bare `send` without a comma may be what is to be sent ("send
thanks", "send ok"). Everything else, a negation, a name, a question mark, is another message.
"""

from __future__ import annotations

import re

from bot.decide.commands.sentences import unaccented

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


def refuses(text: str) -> bool:
    """Whether it is a no by a closed grammar: few words of consent, of filling and of denial, at least one of which denies.

    It is never consent, whatever stands beside: "sure not", "okay then don't", "ja nein".
    """
    said = unaccented(_TONES.sub("", text.replace("\u2019", "'")).lower())
    words = _A_WORD.findall(said)
    if _A_WORD.sub("", said).strip(f" \t\n.,;:!?\u2026\u2013\u2014-{_PICTURES}") or len(words) > LONGEST_NO:
        return False
    return set(words) <= _IN_A_NO and not _DENYING.isdisjoint(words)
