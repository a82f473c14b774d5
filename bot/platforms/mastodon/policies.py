"""Say which requests each role may make on Mastodon (DESIGN 2, "on the wire")."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from bot.errors import NotAllowed
from bot.platforms.mastodon.mentions import mentions
from bot.platforms.wire import Armed, ReadOnly, Request, Write

STATUSES = "/api/v1/statuses"
_MESSAGE_FIELDS = frozenset({"status", "visibility", "in_reply_to_id", "language"})


def reader() -> ReadOnly:
    """GET and nothing else: tokens need no session calls (MA-5)."""
    return ReadOnly()


def publisher() -> Armed:
    """GET, and the one armed write."""
    return Armed(reader())


def messenger(owner_address: str) -> Armed:
    """GET, a direct post to exactly the owner, and the armed deletion of one that a server let go further."""
    return Armed(DirectToOwner(owner_address))


class SigningIn:
    """What getting a token needs: reading, an application, its token, and taking that back. Carries no login."""

    _CALLS = frozenset({("POST", "/api/v1/apps"), ("POST", "/oauth/token"), ("POST", "/oauth/revoke")})

    def check(self, request: Request) -> None:
        """Refuse everything else."""
        ReadOnly(self._CALLS).check(request)


class DirectToOwner:
    """Reading, and new direct posts that begin with the owner's address and name nobody else (MD-1, MD-2)."""

    def __init__(self, owner_address: str) -> None:
        self._front = f"@{owner_address} ".lower()
        self._reading = reader()

    def check(self, request: Request) -> None:
        """Refuse every other write, edits included: an edit can make a direct post public (MD-2b)."""
        if (request.method, request.path) != ("POST", STATUSES):
            self._reading.check(request)
            return
        form = fields(request)
        if form is None or set(form) - _MESSAGE_FIELDS or form.get("visibility") != "direct":
            raise NotAllowed("only plain private messages may be written here")
        text = form.get("status", "")
        if not text.lower().startswith(self._front):
            raise NotAllowed("a private message must begin with the owner's address")
        if others := mentions(text[len(self._front) :]):
            raise NotAllowed(f"a private message would also have reached {len(others)} other handle(s)")


def posting(form: Mapping[str, str], key: str) -> Write:
    """Exactly this new status, under exactly this Idempotency-Key."""

    def is_it(request: Request) -> bool:
        same_place = (request.method, request.path) == ("POST", STATUSES)
        return same_place and fields(request) == dict(form) and request.headers.get("idempotency-key") == key

    return is_it


def deleting(status_id: str) -> Write:
    """Exactly this deletion."""

    def is_it(request: Request) -> bool:
        return (request.method, request.path) == ("DELETE", f"{STATUSES}/{status_id}") and fields(request) == {}

    return is_it


def marking() -> Write:
    """Exactly the mark that the account is automated."""
    return lambda request: (
        (request.method, request.path) == ("PATCH", "/api/v1/accounts/update_credentials")
        and {name: value.lower() for name, value in (fields(request) or {}).items()} in ({"bot": "true"}, {"bot": "1"})
    )


def following(account_id: str) -> Write:
    """Exactly this follow."""
    return lambda request: (
        (request.method, request.path) == ("POST", f"/api/v1/accounts/{account_id}/follow")
        and set(fields(request) or {}) <= {"reblogs", "notify"}
    )


def fields(request: Request) -> dict[str, str] | None:
    """The fields of a form, or None for a body that is none, for a field given twice, and for any in the address."""
    if urlsplit(request.url).query:
        return None
    if not request.body:
        return {}
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    try:
        pairs = parse_qsl(request.body.decode(), keep_blank_values=True, strict_parsing=True)
    except ValueError:
        return None
    form = dict(pairs)
    return form if len(form) == len(pairs) else None
