"""Read the web addresses and at-uris that people paste."""

from __future__ import annotations

import re

_WHO = r"(?P<who>did:[a-z]+:[\w.:%-]+|[\w-]+(?:\.[\w-]+)+)"
_AT_URI = re.compile(rf"at://{_WHO}/app\.bsky\.feed\.post/(?P<key>[^/\s?#]+)", re.IGNORECASE)
_WEB = re.compile(rf"https?://[^\s?#]*/profile/{_WHO}/post/(?P<key>[^/\s?#]+)", re.IGNORECASE)


def named_post(address: str) -> tuple[str, str] | None:
    """Whose post and which key an address names; the first may be a handle. None when it names no post.

    Other apps of the network name it as bsky.app does; a bridge has the one or the other in the middle of its own address.
    """
    found = _AT_URI.search(address.strip()) or _WEB.match(address.strip())
    return (found["who"], found["key"]) if found else None
