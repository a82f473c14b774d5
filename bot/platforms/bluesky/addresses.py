"""Read the web addresses and at-uris that people paste."""

from __future__ import annotations

import re

_AT_URI = re.compile(r"at://(?P<who>[^/\s]+)/app\.bsky\.feed\.post/(?P<key>[^/\s?#]+)")
_WEB = re.compile(r"https?://(?:[\w-]+\.)*bsky\.app/profile/(?P<who>[^/\s]+)/post/(?P<key>[^/\s?#]+)", re.IGNORECASE)


def named_post(address: str) -> tuple[str, str] | None:
    """Whose post and which key an address names; the first may be a handle. None when it names no post."""
    found = _AT_URI.fullmatch(address.strip()) or _WEB.match(address.strip())
    return (found["who"], found["key"]) if found else None
