"""What we use of Mastodon.py, loaded without the ciphers of its push notifications, which nobody here asks for (7 MB)."""

import bot.platforms.requests_library  # noqa: F401  # isort: skip  # before Mastodon.py loads it with all that it can

from bot.lean import without

with without("cryptography", "http_ece"):
    from mastodon import Mastodon
    from mastodon.errors import MastodonError, MastodonNetworkError
    from mastodon.types_base import PaginatableList

__all__ = ["Mastodon", "MastodonError", "MastodonNetworkError", "PaginatableList"]
