"""Find every handle in a text that any server would deliver a private message to (MD-2, MD-2a).

Stricter than each of them alone: what one of four measured servers takes for a mention counts.

    found       @alice, (@alice, u2060@alice (a joiner before it), &#64;alice, host/@alice without a scheme,
                an `@` after anything but an ASCII letter, a digit, or the slash of a plain https address
    not found   @u2060alice (a joiner after it), alice@host, https://host/@alice/1, full-width at signs
"""

from __future__ import annotations

import html
import re

_HANDLE = re.compile(r"@(?=[\w.\-])([\w.\-]*(?:@[\w.\-]+(?::\d+)?)?)")
_PLAIN_ADDRESS = re.compile(r"(?<!\S)https?://[A-Za-z0-9.\-]+(?::\d+)?/[A-Za-z0-9._~%/@:+\-]*")
_LETTER = re.compile(r"[A-Za-z0-9]")


def mentions(text: str) -> tuple[str, ...]:
    """The handles that could be delivered to, without their first at sign, in order; entities are looked through."""
    found = [*_mentions(text), *_mentions(html.unescape(text))]
    return tuple(dict.fromkeys(found))


def _mentions(text: str) -> list[str]:
    in_address = {at for match in _PLAIN_ADDRESS.finditer(text) for at in range(*match.span())}
    return [match[1] for match in _HANDLE.finditer(text) if not _harmless(text, match.start(), in_address)]


def _harmless(text: str, at: int, in_address: set[int]) -> bool:
    before = text[at - 1] if at else ""
    return bool(_LETTER.fullmatch(before)) or (before == "/" and at in in_address)
