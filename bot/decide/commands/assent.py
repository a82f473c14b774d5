"""Tell what is plainly a yes, a thanks, a laugh or a farewell from everything else (DESIGN 2, undo).

While a reply is on its way only such words let it go on; whatever else is said about it holds it. So this list is closed:
a message is plain when nothing but these sayings is in it, with at least one that means something by itself, and no
question mark. A word that is not here costs the owner one question; a word that should not be here could cost a reply.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from bot.decide.commands.sayings import ALONE, BESIDE, FAREWELL, LAUGH, PRAISE, THANKS, YES
from bot.decide.commands.sentences import is_sentence, unaccented

_PICTURES = frozenset(
    "👍👌🙏😀😃😄😁😆😂🤣😊🙂😍🥰😘😗😙😚☺😇🤗🤩🥳😎😸😹😺😻❤🧡💛💚💙💜🤍🖤💖💕💗💓💞💝♥🎉🎊✨⭐🌟💯🔥👏🙌💪✅✔☑🚀😴🌙🌛🌜👋🤝🫶🫡💐🌹🌻🌸🎶😋😌☕🍺🍻🥂🎂🐱🐶🌈🫂🩷🎈📬🕊🥹🤙✌🍀☀🌞🏆🎯💃🕺👑💫"
)
_UNSEEN = dict.fromkeys(map(ord, "\ufe0e\ufe0f\u200d\u2060\u200b\ufeff\u2640\u2642"))
_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
_LAUGHTER = re.compile(r"(?:b?w?a?(?:ha){2,}h?|(?:he){2,}|(?:hi){2,}|a?(?:ja){2,}j?|(?:je){2,}|(?:ji){2,}|lo+l+|x+d+)")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_MARKS = re.compile(r"[\s.,!\u00a1]+|<3+|[:;=]'?-?[)dp3]+(?!\w)|\^\^", re.IGNORECASE)
_FROWN = re.compile(r"[:;=]'?-?[(\[/\\|<c](?!\w)", re.IGNORECASE)
_TRAILING = re.compile(r"[.,]\s*[.,]")
"""Words that trail off leave something unsaid."""
_STRETCHED = re.compile(r"(\w)\1{2,}")
_DRAWN = re.compile(r"([^\W\d_])\1\1(?!\1)[^\W\d_]|\bjooo+\b")
"""A word drawn out inside ("suuure"), and a groan: it is not meant."""
_LONGEST = 14
"""Words of the longest message that can be plain: whoever says more says something."""
_LONGEST_SAYING = 12
_TURNED = re.compile(
    r"^(?:and|und|y)\b|\b(?:so so|cool it|(?:i'm|im|i am) good(?! to)|ganz (?:gut|ok|okay|nett)|"
    r"yeah sure|yeah right|s[ií] claro|(?:very|sehr|muy) (?:funny|witzig|lustig|gracioso|divertido)|"
    r"ja(?:ja)? (?:toll|super|klasse|prima|bravo|gut)|"
    r"(?!(?:night|bye|ciao|chao|haha|jaja|yes|thanks|danke|gracias)\b)(?!(?:cool cool|bien bien)(?! cool| bien)\b)(\w+) \1)\b"
)
"""Kind words beside each other that are lukewarm, or a complaint; the same one twice is impatient."""
_NOBODY = frozenset(
    "no not non none nobody never nothing who whoever anyone everyone everybody someone nein nicht nie niemand nichts wer kein "
    "keine keiner alle nadie nunca nada ninguno ninguna todos quien".split()
)
"""Parts of a display name that would say something else in a sentence."""
_SHORT = {"q": "que", "jetz": "jetzt", "nich": "nicht", "xfa": "por favor"}
"""How hurried people write a word that stands in the lists."""

Saying = tuple[str, ...]


def _sayings(text: str) -> frozenset[Saying]:
    return frozenset(tuple(words(saying)) for saying in text.replace("\n", "").split("|") if saying)


@cache
def _meaning() -> frozenset[Saying]:
    """What means a yes, a thanks, a laugh or a farewell by itself."""
    return _sayings(f"{YES}|{PRAISE}|{THANKS}|{LAUGH}|{FAREWELL}")


@cache
def _beside() -> frozenset[Saying]:
    """What may stand beside such a saying and changes nothing."""
    return _sayings(BESIDE)


@cache
def _alone() -> frozenset[Saying]:
    """What is plain as a whole message, and nowhere else."""
    return _sayings(ALONE)


def words(text: str) -> list[str]:
    """The words of a text as they are compared: lower case, straight apostrophes, no letter three times in a row."""
    said = unaccented(unicodedata.normalize("NFC", text).lower().replace("\u2019", "'"))
    return [_STRETCHED.sub(r"\1", word) for word in _WORD.findall(said)]


def is_plain(text: str, names: Iterable[str] = ()) -> bool:
    """Whether a message is nothing but a yes, a praise, a thanks, a laugh or a farewell, in English, German or Spanish.

    `names` are those of the person to whom the reply goes, of whom something kind may be said ("tomas will love it"). A name
    alone stands beside nothing: "hi tomas, thanks so much" is how other words begin.
    """
    said = _TONES.sub("", unicodedata.normalize("NFC", text).translate(_UNSEEN))
    pictures = any(character in _PICTURES for character in said)
    if _FROWN.search(said) or _TRAILING.search(said) or "\u037e" in text or _is_drawn(said):
        return False
    rest = "".join(" " if character in _PICTURES else character for character in said)
    spoken = words(rest)
    if _MARKS.sub("", _WORD.sub("", rest)) or len(spoken) > _LONGEST:
        return False
    if not spoken:
        return pictures
    if _TURNED.search(" ".join(spoken)):
        return False
    if tuple(spoken) in _alone():
        return True
    called = {part for name in names for part in words(_bare(name)) if len(part) > 2 and part not in _NOBODY}
    heard = (_bare(word) if _bare(word) in called else _SHORT.get(word, word) for word in spoken)
    return _covered(tuple(heard), called, means=pictures)


def _is_drawn(said: str) -> bool:
    drawn = (word for word in _WORD.findall(said.lower()) if _DRAWN.search(word))
    return any(not _LAUGHTER.fullmatch(_STRETCHED.sub(r"\1", word)) for word in drawn)


def _bare(name: str) -> str:
    """A name without its accents: some leave them out, some put one in."""
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))


def _covered(spoken: Saying, called: set[str], *, means: bool) -> bool:
    """Whether the words are sayings one after the other, at least one of which means something."""
    reached: set[tuple[int, bool]] = {(0, means)}
    for start in range(len(spoken)):
        for meant in (True, False):
            if (start, meant) in reached:
                reached |= {(end, meant or saying) for end, saying in _ends(spoken, start, called)}
    return (len(spoken), True) in reached


def _ends(spoken: Saying, start: int, called: set[str]) -> Iterable[tuple[int, bool]]:
    """Where sayings that begin here end, each with whether it means something."""
    for end in range(start + 1, min(start + _LONGEST_SAYING, len(spoken)) + 1):
        piece = spoken[start:end]
        if piece in _meaning() or (len(piece) == 1 and _LAUGHTER.fullmatch(piece[0])) or is_sentence(piece, called):
            yield end, True
        elif piece in _beside():
            yield end, False
