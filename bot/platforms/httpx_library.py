"""HTTPX, loaded without what its own command line draws with, which nobody here types (5 MB)."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from bot.lean import without

if TYPE_CHECKING:
    from ssl import SSLContext

with without("click", "pygments", "rich"):
    import httpx

__all__ = ["httpx", "trusted"]


def trusted() -> SSLContext:
    """The certificates that are trusted, read once for all clients: each would read some hundred, and hold them.

    Raises `OSError` where the file that the environment names is not there.
    """
    return _trusted(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _trusted(*_named: str | None) -> SSLContext:
    return httpx.create_ssl_context()
