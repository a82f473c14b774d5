"""Ask one server for accounts and statuses: many at once where it can, one by one elsewhere (MO-5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from bot.platforms.mastodon.client import Client, listed
from bot.platforms.mastodon.error_translation import Gone
from bot.platforms.mastodon.feeds import PAGE, Page
from bot.platforms.mastodon.fields import Entity, ident, needed, parts, single
from bot.platforms.mastodon.library import Mastodon

T = TypeVar("T")

_STATUSES_AT_ONCE = 20
_ACCOUNTS_AT_ONCE = 40
_FOLLOWS_AT_ONCE = 80


def rows(page: Any) -> list[Entity]:
    """The entities of a page, without whatever else stands in it. Raises `PlatformError` when it is no list."""
    return parts({"page": listed(page)}, "page")


def statuses(client: Client, ids: Sequence[str]) -> dict[str, Entity]:
    """Statuses by id, as they are now; those that are gone or hidden are missing."""
    return _by_id(
        client, ids, _STATUSES_AT_ONCE, lambda api, some: api.statuses(some), lambda api, one: api.status(one)
    )


def accounts(client: Client, ids: Sequence[str]) -> dict[str, Entity]:
    """Accounts by id, as they are now; those that are gone are missing."""
    return _by_id(
        client, ids, _ACCOUNTS_AT_ONCE, lambda api, some: api.accounts(some), lambda api, one: api.account(one)
    )


def relationships(client: Client, ids: Sequence[str]) -> dict[str, Entity]:
    """How this login stands to accounts, by id. Those left out are asked for by themselves: snac tells one at a time."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Entity] = {}
    for some in chunks(wanted, _ACCOUNTS_AT_ONCE):
        found |= _relationships(client, some)
    if len(wanted) > 1:
        for one in wanted:
            if one and one not in found:
                found |= _relationships(client, [one])
    return found


def _relationships(client: Client, ids: list[str]) -> dict[str, Entity]:
    with client.reading() as api:
        return {ident(row): row for row in rows(api.account_relationships(ids))}


def by_account(client: Client, account_id: str, *, reshares: bool = True, private: bool = False) -> Page:
    """The statuses of one account, page by page; private ones are left out where the server can do that (4.6)."""

    def page(below: str | None) -> list[Entity]:
        with client.reading() as api:
            return rows(
                api.account_statuses(
                    account_id, max_id=below, limit=PAGE, exclude_reblogs=not reshares, exclude_direct=not private
                )
            )

    return page


def all_pages(client: Client, first: Callable[[Mastodon], Any]) -> Iterator[Entity]:
    """Every entity of a list whose pages are found by their own links: ids of its entries do not page it (MD-10)."""
    with client.reading() as api:
        page = first(api)
    while page:
        yield from rows(page)
        with client.reading() as api:
            page = api.fetch_next(page)


def following(client: Client, account_id: str) -> Iterator[Entity]:
    """Whom an account follows, the latest first where the server keeps that order."""
    return all_pages(client, lambda api: api.account_following(account_id, limit=_FOLLOWS_AT_ONCE))


def followers(client: Client, account_id: str) -> Iterator[Entity]:
    """Who follows an account, the latest first."""
    return all_pages(client, lambda api: api.account_followers(account_id, limit=_FOLLOWS_AT_ONCE))


def familiar_followers(client: Client, account_id: str) -> list[Entity]:
    """Who follows an account and is followed by this login (MF-13)."""
    with client.reading() as api:
        return [entity for row in rows(api.account_familiar_followers(account_id)) for entity in parts(row, "accounts")]


def chunks(items: Sequence[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    return (list(items[start : start + size]) for start in range(0, len(items), size))


def _by_id(
    client: Client,
    ids: Iterable[str],
    at_once: int,
    many: Callable[[Mastodon, list[str]], Any],
    one: Callable[[Mastodon, str], Any],
) -> dict[str, Entity]:
    wanted = list(dict.fromkeys(given_id for given_id in ids if given_id))
    if len(wanted) < 2 or not client.instance.bulk:  # noqa: PLR2004 - one of them is no crowd
        found = (_one(client, given_id, one) for given_id in wanted)
        return {ident(row): row for row in found if row is not None}
    together: dict[str, Entity] = {}
    for some in chunks(wanted, at_once):
        with client.reading() as api:
            together |= {ident(row): row for row in rows(many(api, some))}
    return together


def _one(client: Client, given_id: str, ask: Callable[[Mastodon, str], Any]) -> Entity | None:
    try:
        with client.reading() as api:
            answer = ask(api, given_id)
    except Gone:
        return None
    needed(single(answer), "id")  # anything else than the thing or its absence says nothing of it
    return single(answer)
