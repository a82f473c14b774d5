"""Translate what can go wrong on the way to Bluesky, once, at the border (BC-4, BC-5)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import httpx
from atproto import exceptions as sdk
from atproto_core.exceptions import AtProtocolError

from bot.errors import LoginEnded, PlatformError, Refused

NO_DM_RIGHT = "this app password may not send private messages"

_SURELY_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL, httpx.ProxyError)
_EXPIRED = frozenset({"ExpiredToken", "InvalidToken"})
_BAD_SCOPE = ("Bad token method", "Bad token scope")
_PAUSE_WITHOUT_ADVICE = timedelta(minutes=5)


class Denied(Refused):
    """The network understood and said no; `name` is the lexicon's word for why."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}" if message else name)
        self.name = name


class TooMany(PlatformError):
    """The server asks for fewer requests; nothing was done."""


@contextmanager
def translated(*, writing: bool) -> Iterator[None]:
    """Raise our errors instead of the SDK's; `writing` decides whether an unclear end means that it may be done."""
    try:
        yield
    except AtProtocolError as error:
        raise _of_sdk(error, writing=writing) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _of_transport(error, writing=writing) from error
    except ValueError as error:  # broken JSON with status 200, or pydantic's (BC-4)
        raise no_answer(writing=writing) from error


def error_name(error: BaseException) -> str:
    """The lexicon's name of an error, such as `ExpiredToken`; empty when the answer carried none."""
    content = getattr(getattr(error, "response", None), "content", None)
    name = getattr(content, "error", None)
    return name if isinstance(name, str) else ""


def is_expired(error: BaseException) -> bool:
    """Whether a fresh session would help. `InvalidToken: Bad token method` only looks like it (BI-1)."""
    return error_name(error) in _EXPIRED and not _lacks_scope(error)


def no_answer(*, writing: bool) -> PlatformError:
    """The server said yes with something that is no answer: a page of a proxy, or half an answer."""
    return PlatformError("the server answered with something that is no answer", outcome_unknown=writing)


def _of_sdk(error: AtProtocolError, *, writing: bool) -> PlatformError:
    if isinstance(error, sdk.RateLimitExceededError):
        return TooMany("too many requests", retry_after=_advised_pause(error))
    response = getattr(error, "response", None)
    if response is None:
        cause = error.__cause__
        return _of_transport(cause, writing=writing) if cause else no_answer(writing=writing)
    return _of_status(error, response.status_code, writing=writing)


def _of_status(error: AtProtocolError, status: int, *, writing: bool) -> PlatformError:
    if _lacks_scope(error):
        return LoginEnded(NO_DM_RIGHT)
    if status == HTTPStatus.UNAUTHORIZED or is_expired(error):
        return LoginEnded(f"the login is no longer accepted ({error_name(error) or status})")
    if status == HTTPStatus.NOT_IMPLEMENTED or (400 <= status < 500 and status != HTTPStatus.REQUEST_TIMEOUT):  # noqa: PLR2004
        return Denied(error_name(error) or str(status), _message(error))
    return PlatformError(f"the server answered {status}", outcome_unknown=writing)


def _of_transport(error: BaseException, *, writing: bool) -> PlatformError:
    unknown = writing and not isinstance(error, _SURELY_NOT_SENT)
    return PlatformError(f"no answer ({type(error).__name__})", outcome_unknown=unknown)


def _advised_pause(error: sdk.RateLimitExceededError) -> timedelta:
    """How long to wait, as the server advises it, at least a second."""
    if error.retry_after is not None:
        return timedelta(seconds=max(error.retry_after, 1))
    if error.reset_at is not None:
        left: timedelta = error.reset_at - datetime.now(UTC)
        return max(left, timedelta(seconds=1))
    return _PAUSE_WITHOUT_ADVICE


def _lacks_scope(error: BaseException) -> bool:
    return _message(error).startswith(_BAD_SCOPE)


def _message(error: BaseException) -> str:
    content = getattr(getattr(error, "response", None), "content", None)
    message = getattr(content, "message", None)
    return message if isinstance(message, str) else ""
