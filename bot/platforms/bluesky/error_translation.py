"""Translate what can go wrong on the way to Bluesky, once, at the border (BC-4, BC-5).

Only the service's own JSON with the lexicon's name for an error is its no. Everything else, whatever its status, is the
page of something that stands in between: of a writing it leaves open whether it was done, a reading is asked again later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from bot.errors import LoginEnded, PlatformError, Refused
from bot.platforms import reach
from bot.platforms.bluesky.advice import advised_pause
from bot.platforms.bluesky.fields import Node
from bot.platforms.bluesky.library import AtProtocolError, Response
from bot.platforms.bluesky.library import exceptions as sdk
from bot.platforms.httpx_library import httpx

NO_DM_RIGHT = "this app password may not send private messages"

_SURELY_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL, httpx.ProxyError)
_EXPIRED = frozenset({"ExpiredToken", "InvalidToken"})
_BAD_SCOPE = ("Bad token method", "Bad token scope")
_PAUSE_WITHOUT_ADVICE = timedelta(minutes=5)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_NAMES_OF_A_STATUS = frozenset(
    {
        "InvalidRequest",
        "AuthenticationRequired",
        "Forbidden",
        "XRPCNotSupported",
        "NotAcceptable",
        "PayloadTooLarge",
        "UnsupportedMediaType",
        "RateLimitExceeded",
        "MethodNotImplemented",
    }
)
"""What a server writes for another one's page when it passes the status on: this name, and the same words as message."""


class Denied(Refused):
    """The network understood and said no; `name` is the lexicon's word for why."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}" if message else name)
        self.name = name


class TooMany(PlatformError):
    """The server asks for fewer requests; nothing was done."""


class Page(PlatformError):
    """Something in between answered for the service, or half an answer came: nothing is known of what was done."""

    def __init__(self, status: int, *, writing: bool, retry_after: timedelta | None = None) -> None:
        super().__init__(f"no answer of the service ({status})", outcome_unknown=writing, retry_after=retry_after)
        self.status = status


@contextmanager
def translated(*, writing: bool, relayed: bool = False) -> Iterator[None]:
    """Raise our errors instead of the SDK's.

    `writing` decides whether an unclear end means that it may be done; `relayed` tells that the account's server passes
    the request on to another one.
    """
    try:
        yield
    except AtProtocolError as error:
        raise _of_sdk(error, writing=writing, relayed=relayed) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _of_transport(error, writing=writing) from error
    except ValueError as error:  # broken or foreign JSON, with whatever status, or pydantic's (BC-4)
        raise no_answer(writing=writing) from error


@contextmanager
def of_a_login() -> Iterator[None]:
    """The same for what keeps a session: a no to the login is never taken for a no to what is asked with it."""
    try:
        with translated(writing=False):
            yield
    except Denied as refusal:
        raise LoginEnded(f"the login was refused ({refusal.name})") from refusal


def content(response: Response, *, writing: bool) -> Node:
    """The JSON object of an answer; a page or nothing at all with status 200 is none (BC-4)."""
    if isinstance(response.content, dict):
        return response.content
    raise no_answer(writing=writing)


def error_name(error: BaseException) -> str:
    """The lexicon's name of an error, such as `ExpiredToken`; empty when it is not the service that answered."""
    response = getattr(error, "response", None)
    name = getattr(getattr(response, "content", None), "error", None)
    named = isinstance(name, str) and _NAME.fullmatch(name) is not None
    return str(name) if named and "json" in _headers(response).get("content-type", "").lower() else ""


def is_expired(error: BaseException) -> bool:
    """Whether a fresh session would help. `InvalidToken: Bad token method` only looks like it (BI-1)."""
    refused = isinstance(error, sdk.BadRequestError | sdk.UnauthorizedError)
    return refused and error_name(error) in _EXPIRED and not _lacks_scope(error)


def no_answer(*, writing: bool) -> PlatformError:
    """The server said yes with something that is no answer: a page of a proxy, or half an answer."""
    return Page(HTTPStatus.OK, writing=writing)


def _of_sdk(error: AtProtocolError, *, writing: bool, relayed: bool) -> PlatformError:
    response = getattr(error, "response", None)
    if response is None:
        cause = error.__cause__
        return _of_transport(cause, writing=writing) if cause else no_answer(writing=writing)
    pause = advised_pause(_headers(response), datetime.now(UTC))
    if not error_name(error) or (relayed and _tells_a_status_only(error)):
        return Page(response.status_code, writing=writing, retry_after=pause)
    return _of_status(error, response.status_code, pause, writing=writing)


def _of_status(error: AtProtocolError, status: int, pause: timedelta | None, *, writing: bool) -> PlatformError:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return TooMany("too many requests", retry_after=pause or _PAUSE_WITHOUT_ADVICE)
    if _lacks_scope(error):
        return LoginEnded(NO_DM_RIGHT)
    if status == HTTPStatus.UNAUTHORIZED or is_expired(error):
        return LoginEnded(f"the login is not accepted ({error_name(error)})")
    if is_no(status):
        return Denied(error_name(error), _message(error))
    return PlatformError(f"the server answered {status}", outcome_unknown=writing, retry_after=pause)


def is_no(status: int) -> bool:
    """Whether a status of the service's own means that it will not do this, now or later."""
    patience = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
    return status == HTTPStatus.NOT_IMPLEMENTED or (400 <= status < 500 and status not in patience)  # noqa: PLR2004


def _of_transport(error: BaseException, *, writing: bool) -> PlatformError:
    unknown = writing and not isinstance(error, _SURELY_NOT_SENT)
    why = reach.cause(error)
    return PlatformError(f"no answer ({type(error).__name__})" + (f": {why}" if why else ""), outcome_unknown=unknown)


def _tells_a_status_only(error: BaseException) -> bool:
    name, message = error_name(error), _message(error)
    return name in _NAMES_OF_A_STATUS and message.replace(" ", "") in ("", name)


def _lacks_scope(error: BaseException) -> bool:
    return _message(error).startswith(_BAD_SCOPE)


def _message(error: BaseException) -> str:
    message = getattr(getattr(getattr(error, "response", None), "content", None), "message", None)
    return message if isinstance(message, str) else ""


def _headers(response: object) -> Mapping[str, str]:
    found = getattr(response, "headers", None)
    return found if isinstance(found, Mapping) else {}
