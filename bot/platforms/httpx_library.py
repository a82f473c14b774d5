"""HTTPX, loaded without what its own command line draws with, which nobody here types (5 MB)."""

from bot.lean import without

with without("click", "pygments", "rich"):
    import httpx

__all__ = ["httpx"]
