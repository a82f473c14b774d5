"""Read the handles, web addresses and at-uris that people type and paste."""

from __future__ import annotations

import re

_WHO = r"(?P<who>did:[a-z]+:[\w.:%-]+|[\w-]+(?:\.[\w-]+)+)"
_AT_URI = re.compile(rf"at://{_WHO}/app\.bsky\.feed\.post/(?P<key>[^/\s?#]+)", re.IGNORECASE)
_WEB = re.compile(rf"https?://[^\s?#]*/profile/{_WHO}/post/(?P<key>[^/\s?#]+)", re.IGNORECASE)
_HANDLE = re.compile(r"@?[\w-]+(\.[\w-]+)+", re.ASCII)
_PAGE = re.compile(r"https?://[^\s/]+/profile/(?P<handle>[\w-]+(\.[\w-]+)+)/?(?:[?#].*)?", re.ASCII | re.IGNORECASE)


def named_post(address: str) -> tuple[str, str] | None:
    """Whose post and which key an address names; the first may be a handle. None when it names no post.

    Other apps of the network name it as bsky.app does; a bridge has the one or the other in the middle of its own address.
    """
    found = _AT_URI.search(address.strip()) or _WEB.match(address.strip())
    return (found["who"], found["key"]) if found else None


def is_address(typed: str) -> bool:
    """Whether somebody means an account here."""
    return _HANDLE.fullmatch(typed.strip()) is not None


def of_profile(typed: str) -> tuple[str, str] | None:
    """The handle of the account whose profile this is in an app's web page; such a page says nothing of its server."""
    page = _PAGE.fullmatch(typed.strip())
    return (page["handle"].lower(), "") if page else None
