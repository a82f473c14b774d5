"""Neutralise every handle: in private messages no text of ours may reach anybody but the owner (MD-1, MD-2a)."""

from __future__ import annotations

import re

from bot.wording.text import SIGN

JOINER = "\u2060"
"""U+2060 WORD JOINER: invisible, and no server reads a name through it when it stands right after the sign (MD-2a)."""

# --- the mention guard

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_OPENING = "\"\u201c\u00ab\u2039\u201e\u2018'"
_SIGN = re.compile(rf"(?:{SIGN.pattern})(?!{JOINER})")
_NAME = r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?"
_PLAIN_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d{1,5})?(?:/[a-z0-9._~+%-]+)*"  # nothing odd before the name
    rf"/@{_NAME}(?:@{_NAME}(?::\d{{1,5}})?)?(?=[/?]|[.,;:!)\]\"']*$)",
    re.IGNORECASE,
)


def guard(text: str) -> str:
    """The text with every handle neutralised; idempotent.

    A joiner goes right after each at sign, its full-width and small forms and its HTML entities, which Takahe decodes.
    Web addresses get none: `/@name` stays where the address is so plain that every server takes the whole of it
    for a link, every other sign becomes `%40`. What has no scheme is text (GoToSocial reads names in it). So is an address right
    behind a quotation mark, where somebody's exact words begin: with the joiner it looks as it was written.
    """
    pieces, done = [], 0
    for found in _URL.finditer(text):
        before = text[max(found.start() - 1, 0) : found.start()]
        quoted = before != "" and before in _OPENING
        shown = _joined_all(found.group()) if quoted else _guarded_address(found.group(), not before.strip())
        pieces += [_joined_all(text[done : found.start()]), shown]
        done = found.end()
    return "".join([*pieces, _joined_all(text[done:])])


def _joined_all(text: str) -> str:
    return _SIGN.sub(_joined, text)


def _joined(sign: re.Match[str]) -> str:
    return f"{sign.group()}{JOINER}"


def _guarded_address(url: str, stands_free: bool) -> str:  # noqa: FBT001 - said by its name at the one call
    plain = _PLAIN_ADDRESS.match(url) if stands_free else None
    kept = plain.group() if plain else ""
    return kept + _SIGN.sub("%40", url[len(kept) :])
