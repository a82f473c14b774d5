"""Say what only the owner's own tap does, and where it does it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain import Account, Person
from bot.wording.english.phrases import web
from bot.wording.text import Cleaned, first, name


def post_by_hand(verb: str, link: str) -> str:
    """`like`, `boost`: what only the owner's own tap does. Without a link there is no post that could be meant."""
    where = f"one tap of yours does it: {web(link)}" if web(link) else "that is your own tap, in your app."
    return f"I {verb} nothing in your name; {where}"


def follow_by_hand(accounts: Sequence[Account]) -> str:
    """`follow NAME`; of several accounts each has its own tap."""
    pages = _pages(accounts)
    if len(pages) > 1:
        return "\n".join(("I follow nobody in your name; one tap of yours on each network does it.", *pages))
    return f"I follow nobody in your name; one tap of yours does it: {''.join(pages)}"


def block_by_hand(person: Person, *, called: Cleaned | None = None) -> str:
    """`block NAME`: on every network where they are; what can be done here is to be quiet."""
    quiet = f"Say never {(called or name(person)).lower()}, and I am quiet about {first(person)}."
    pages = _pages(person.accounts)
    return ("\n" if len(pages) > 1 else " ").join(
        (f"I block nobody in your name; you can in your app. {quiet}", *pages)
    )


def _pages(accounts: Sequence[Account]) -> Sequence[str]:
    """Where somebody is found; of several pages each with its network."""
    found = [(account.network.capitalize(), page) for account in accounts if (page := web(account.url))]
    return [f"{network}: {page}" if len(found) > 1 else page for network, page in found]
