"""Keep Mastodon.py's answers as the JSON that came.

The library turns every entity, and everything in it, into objects of its own: nine tenths of what reading a post costs. We
read mappings field by field (`fields`), and need of its types only what it does to a whole answer: it notes on it where
the next page is, and asks it for one of its lists by name.
"""

from __future__ import annotations

from typing import Any

from bot.platforms.mastodon.library import Mastodon, PaginatableList

_LISTS = ("accounts", "hashtags", "statuses")
"""What the library pages inside of a search's answer."""


class UncastMastodon(Mastodon):
    """The library without its casting."""

    def _Mastodon__try_cast_to_type(self, value: Any, override_type: Any = None) -> tuple[Any, None]:  # noqa: ARG002, N802  # its own name, and its own signature
        """The answer as it came, in something that can bear notes."""
        if isinstance(value, list):
            return _Page(value), None  # type: ignore[no-untyped-call]
        return _Entity(value) if isinstance(value, dict) else _Word(value if isinstance(value, str) else ""), None

    def _Mastodon__api_request(self, *asked: Any, **named: Any) -> Any:  # noqa: N802  # the same
        """Ask, and leave the dates of the limits unread: that takes long, and trips over odd ones (MC-5)."""
        return super()._Mastodon__api_request(*asked, **{**named, "do_ratelimiting": False})  # type: ignore[misc]

    def account_familiar_followers(self, id: Any) -> Any:  # noqa: A002  # its own name
        """The library asks with a body, which what stands in front of a server may drop from a question (MF-13)."""
        params = {"id[]": [id]}
        return self._Mastodon__api_request("GET", "/api/v1/accounts/familiar_followers", params)


class _Listing:
    """Has every list by its name as well; the library asks so for those that it pages."""

    def __getattr__(self, name: str) -> Any:
        if name not in _LISTS:
            raise AttributeError(name)
        held = self.get(name) if isinstance(self, dict) else None
        return held if isinstance(held, list) else None


class _Page(_Listing, PaginatableList):  # type: ignore[type-arg]  # whatever came
    """Many entities."""


class _Entity(_Listing, dict[str, Any]):
    """One entity, or several lists in one answer."""


class _Word(_Listing, str):  # noqa: SLOT000 - notes are put on it
    """Neither; whoever wanted an entity or a list will say so."""
