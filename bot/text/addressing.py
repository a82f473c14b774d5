"""Take the addresses off that stand in front of an answer: apps put them there, and nobody says them."""

from __future__ import annotations

import re

_IN_FRONT = re.compile(r"^(?:\s*@[\w.-]+(?:@[\w.:-]+)?[,:]?(?=\s|$))+\s*")


def unaddressed(text: str) -> str:
    """The words without the addresses in front; a text of addresses alone stays as it is."""
    return _IN_FRONT.sub("", text, count=1) or text
