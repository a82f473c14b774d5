"""Take a message as the owner's own words."""

from __future__ import annotations

import re

from bot.decide.commands.kinds import OwnWords
from bot.decide.commands.normalizing import plain, words_and_code

_HESITANT = re.compile(
    r"^(?:(?:o+h+|omg|ffs|fuck\w*|shit|god|hell|damn|argh|crap|please|pls|sorry|ok|hey|my)[ ,!.]+){0,4}"
    r"(?:no+|nope|wai+t|sto+p+|undo+|cancel|delete|remove|don'?t|do not|not that|hold on|hang on|nein|warte|halt)\b"
)


def is_hesitant(text: str) -> bool:
    """Whether a message begins with no, wait, stop: whatever is on its way should be held while it is read."""
    return bool(_HESITANT.match(plain(text)))


def own_words(said: str) -> OwnWords:
    """The message as words for somebody, with the code that says for whom."""
    words, code = words_and_code(said)
    return OwnWords(words, said, code, is_hesitant(said))
