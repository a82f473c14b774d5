"""Tell a remark about words that were shown back from words that should stand instead of them.

"send it later", "ok but change the end", "perfect": nobody wants to see these as their answer to somebody else. A remark
does nothing; it is only answered differently. Where no words were shown, the same message is the owner's own words.
"""

from __future__ import annotations

import re

from bot.decide.commands.assent import is_plain
from bot.decide.commands.consenting import denies, refuses
from bot.decide.commands.normalizing import loose, plain
from bot.decide.commands.own import is_hesitant
from bot.decide.commands.single import LONG

_OF_SENDING = re.compile(
    r"^(?:just |now )?send\b|\b(?:send|post|publish)(?: (?:it|this|that|them|both))?(?: now)?$"
    r"|^(?:post|publish) (?:it|this|that|both|all|everything)\b|\b(?:don'?t|do not|not) (?:send|post|publish)\b"
    r"|\b(?:senden|abschicken|schick es|env\u00edalo|enviar|envoie(?:-le)?|envoyer)$"
)
_OF_CHANGE = re.compile(
    r"^(?:yes|yeah|fine|good|great|nice)?,? ?but\b|\b(?:change|rewrite|redo|fix|cut|drop) (?:the|it|that|this)\b"
    r"|^(?:make it|too|a bit|a little) (?:shorter|longer|warmer|kinder|long|short)\b"
    r"|^(?:(?:oh|ah|wait|sorry|hm+),? )?(?:there'?s |there is |i made |i see |da ist )?(?:an? |ein )?"
    r"(?:typo|tippfehler|spelling mistake)(?: in (?:it|there|that)| there| drin)?$"
)
_OF_WORDING = re.compile(
    r"\b(?:not|un|less|nicht) ?(?:so |quite |really |too |very |ganz |mir )?(?:sure|certain|happy|sicher)\b.*"
    r"\b(?:wording|phrasing|tone|formulierung|wortlaut|wortwahl|ton)\b"
)
"""Doubt about how it is said, and nothing else."""
_APPLAUSE = frozenset(
    ("perfect", "great", "good", "nice", "lovely", "love it", "cool", "awesome", "wonderful", "brilliant", "super", "so cool",
     "very good", "very nice", "agreed", "right", "absolutely", "certainly", "sure thing", "fine by me", "i agree", "aye", "+1",
     ":+1:", "ja gerne", "gerne", "na gut", "jup", "looks great", "sounds good", "good one", "nice one", "like it", "i like it",
     "haha", "lol")
)  # fmt: skip
_PAUSES = frozenset(("hang on a sec", "wait a minute", "wait a second", "wait a moment", "give me a minute", "one sec"))
SHORT_NO = 3


def is_remark(text: str) -> bool:
    """Whether a message, said to words that were shown back, is more likely about them than instead of them."""
    said = loose(text)
    if len(said.split()) > LONG:
        return False
    turned_down = (
        denies(said)
        or refuses(text)
        or (is_hesitant(text) and len(said.split()) <= SHORT_NO)
        or said in _PAUSES
        or "not that one" in said
    )
    pictures = not any(letter.isalnum() for letter in plain(text))
    speaks_of_it = speaks_of_sending(text) or _OF_CHANGE.search(said) or _OF_WORDING.search(said)
    content = said.replace(",", "") in _APPLAUSE or is_plain(text)
    return turned_down or pictures or content or bool(speaks_of_it)


def speaks_of_sending(text: str) -> bool:
    """Whether a short message is about posting what was shown: "should I send this?", "don't send it yet", "post everything"."""
    said = loose(text)
    return len(said.split()) <= LONG and bool(_OF_SENDING.search(said))
