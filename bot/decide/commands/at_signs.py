"""Find an at sign in a command: on some networks it takes the message to whoever it names, so it is a command nowhere."""

from __future__ import annotations

import re

from bot.decide.commands.forms import Argument
from bot.decide.commands.kinds import Command
from bot.wording.text import SIGN

OWN_WORDS = ("say", "edit")
_LINK_OR_SIGN = re.compile(rf"(https?://\S+)|(?<![\w.-])(?:{SIGN.pattern})+(?=\S)", re.IGNORECASE)


def without_sign(command: Command[Argument]) -> str:
    """The same command in plain words ("never sam" of "never @sam"); empty when it carries no at sign that names anybody.

    Own words are no command, a link names nobody, and an address without a sign in front is plain already.
    """
    said = " ".join(command.said.split())
    plain = _LINK_OR_SIGN.sub(lambda found: found[1] or "", said).strip()
    return "" if command.name in OWN_WORDS or plain == said else plain
