"""Translate everything that can go wrong with a request into our errors, once (MX, MC-5, MC-6, MC-7).

Not sent for sure       refused or unknown host, a redirect (MC-8), 429, 503 with Retry-After
May have been done      every other broken connection, time-out and 5xx, a page instead of an answer (MX-2)
The server said no      4xx
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests
from mastodon.errors import MastodonError, MastodonNetworkError
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from bot.errors import BotError, LoginEnded, NotAllowed, PlatformError, Refused

_GONE = (404, 410)
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_STRANGE = (400, 422)
_TOO_MANY = 429
_UNAVAILABLE = 503
_SERVER_ERRORS = 500


class Gone(Refused):
    """What was asked for does not exist, or not for this login."""


class OutOfScope(Refused):
    """The login is good, but was not given this right (MX-3)."""


class Redirected(Exception):
    """The server sends a request to another address. Nothing was done there."""

    def __init__(self, asked: str, target: str) -> None:
        super().__init__(asked, target)
        self.asked = asked
        self.target = target


def translated(error: MastodonError, response: requests.Response | None, *, writing: bool) -> BotError:
    """Our error for one of Mastodon.py's; `response` is the last answer that this client saw, if any came."""
    if isinstance(error, MastodonNetworkError):
        return _of_connection(error.__context__, writing=writing)
    if response is None or response.ok:
        # The answer came and could not be understood: a page with 200 (MX-2), or a header (MC-5).
        return PlatformError(f"{_host(response)} did not answer as Mastodon does", outcome_unknown=writing)
    return _of_answer(response, writing=writing)


def _of_answer(response: requests.Response, *, writing: bool) -> BotError:
    status, said, host, wait = response.status_code, _said(response), _host(response), retry_after(response)
    sentence = f"{host} answered {status}" + (f": {said}" if said else "")
    if status == _TOO_MANY:
        return PlatformError(f"{host} asks for a pause", retry_after=wait)
    if status == _UNAVAILABLE and wait is not None:
        return PlatformError(sentence, retry_after=wait)
    if status >= _SERVER_ERRORS:
        return PlatformError(sentence, retry_after=wait, outcome_unknown=writing)
    disabled = status == _FORBIDDEN and said.startswith("Your login")
    if status == _UNAUTHORIZED or disabled or _is_no_token(status, response.url):
        return LoginEnded(f"{host} no longer accepts this login" + (f": {said}" if said else ""))
    if status == _FORBIDDEN and "scope" in said:
        return OutOfScope(f"{host} did not give this login the right to do that")
    return Gone(sentence) if status in _GONE else Refused(sentence)


def _is_no_token(status: int, url: str) -> bool:
    """Whether a question that holds nothing but a token was refused: not every server answers 401 to that (MO-8)."""
    return status in _STRANGE and urlsplit(url).path.rstrip("/").endswith("/accounts/verify_credentials")


def _of_connection(cause: BaseException | None, *, writing: bool) -> BotError:
    if isinstance(cause, NotAllowed):
        return cause
    if isinstance(cause, Redirected):
        return Refused(_redirect(cause))
    if isinstance(cause, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema):
        return Refused(f"this is no server's address: {cause}")
    never_left = isinstance(cause, requests.ConnectionError) and _never_left(cause)
    what = "could not be reached" if never_left else "did not answer"
    return PlatformError(f"{_asked(cause)} {what}", outcome_unknown=writing and not never_left)


def _never_left(cause: requests.ConnectionError) -> bool:
    inner = cause.args[0] if cause.args else None
    return isinstance(inner, MaxRetryError) and isinstance(inner.reason, NewConnectionError | ConnectTimeoutError)


def _redirect(cause: Redirected) -> str:
    asked, target = urlsplit(cause.asked), urlsplit(cause.target)
    if target.netloc and (asked.scheme, asked.netloc) != (target.scheme, target.netloc):
        return f'{asked.netloc} lives elsewhere: write server = "{target.scheme}://{target.netloc}"'
    return f"{asked.netloc} sends {asked.path} elsewhere, to {target.path or cause.target}"


def retry_after(response: requests.Response) -> timedelta | None:
    """How long the server asks to wait, by its own clock (MC-6): Retry-After, else the reset of its limit."""
    wait = response.headers.get("Retry-After", "")
    if wait.isdecimal():
        return timedelta(seconds=int(wait))
    reset, sent = reset_at(response.headers.get("X-RateLimit-Reset", "")), response.headers.get("Date", "")
    if response.status_code != _TOO_MANY or reset is None or not sent:
        return None
    return max(reset - parsedate_to_datetime(sent), timedelta())


def reset_at(header: str) -> datetime | None:
    """The time in an X-RateLimit-Reset header, which is ISO 8601 or seconds since 1970; None if it is neither."""
    if header.isdecimal():
        return datetime.fromtimestamp(int(header), UTC)
    try:
        moment = datetime.fromisoformat(header)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _said(response: requests.Response) -> str:
    """The server's own sentence, cut short; never a whole page."""
    try:
        answer = response.json()
    except ValueError:
        return ""
    said = answer.get("error") if isinstance(answer, dict) else None
    return re.sub(r"\s+", " ", said)[:200] if isinstance(said, str) else ""


def _host(response: requests.Response | None) -> str:
    return urlsplit(response.url).netloc if response is not None else "the server"


def _asked(cause: BaseException | None) -> str:
    request = getattr(cause, "request", None)
    return urlsplit(request.url).netloc if request is not None and request.url else "the server"
