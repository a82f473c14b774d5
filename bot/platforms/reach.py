"""Say in words why a server could not be reached, out of whatever an HTTP library raised, and what can be done about it."""

from __future__ import annotations

import errno
import http.client
import socket
import ssl
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

NO_NAME = "there is no such name on the internet, or this machine cannot look it up"
REFUSED = "nothing listens there"
NOT_SAFE = "its certificate is not good, so that the connection would not be safe"
NOT_HTTPS = "it does not speak https there"
NO_WEB = "what answers there is no web server"
PROXY = "the proxy that stands in between lets nothing through"
SLOW = "it did not answer in time"
NO_WAY = "this machine has no way to it"

TOO_MUCH = "it sent far more than an answer holds, so the rest was not read"

REMEDIES = {
    NO_NAME: "Is the address spelt right, and is this machine online?",
    REFUSED: "Is the address right (the port too), and is the server up?",
    NOT_SAFE: "Is this machine's date right? If an authority of your own signed it, name a file with that one in it in "
    "REQUESTS_CA_BUNDLE (Mastodon), in SSL_CERT_FILE (others). Otherwise the server's administrators have to renew it.",
    NOT_HTTPS: "Is the port right? On this machine itself it may be http://.",
    NO_WEB: "Is the port right?",
    PROXY: "HTTP_PROXY, HTTPS_PROXY or ALL_PROXY names it. Is it running, and may you use it? Otherwise take that variable away.",
    SLOW: "Try again later; the server may be busy.",
    NO_WAY: "Is this machine online? A firewall or a container's network can stand in between.",
}


_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE")
"""What a server that speaks no TLS is taken for, by the older and the newer OpenSSL."""


class TooMuch(Exception):  # the libraries' errors that are made of it end in the same word
    """An answer was larger than any answer is, and was let go."""


def cause(error: BaseException | None) -> str:
    """One of the sentences above; empty where none of them is known to be true."""
    met = list(_below(error))
    return next((said for is_it, said in _CAUSES if any(is_it(one) for one in met)), "")


def remedy(sentence: str) -> str:
    """What to do about a trouble whose sentence ends with one of the causes; empty where it does not."""
    return next((words for why, words in REMEDIES.items() if why in sentence), "")


def proxied(url: str) -> bool:
    """Whether this machine's variables send what is asked there by way of a proxy."""
    proxies, parts = getproxies(), urlsplit(url)
    named = parts.scheme in proxies or "all" in proxies
    return named and not proxy_bypass(parts.hostname or "")


def _numbered(error: BaseException, *numbers: int) -> bool:
    return isinstance(error, OSError) and error.errno in numbers


def _below(error: BaseException | None) -> Iterator[BaseException]:
    """An error and everything that it came from, each once."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = [found for found in one.args if isinstance(found, BaseException)]
        reason = getattr(one, "reason", None)
        waiting += [one.__cause__, one.__context__, *inner, reason if isinstance(reason, BaseException) else None]


_CAUSES: tuple[tuple[Callable[[BaseException], bool], str], ...] = (
    (lambda one: isinstance(one, TooMuch), TOO_MUCH),
    (lambda one: type(one).__name__ == "ProxyError", PROXY),
    (lambda one: isinstance(one, socket.gaierror) or "NameResolution" in type(one).__name__, NO_NAME),
    (lambda one: any(sign in str(one) for sign in _NO_TLS), NOT_HTTPS),
    (
        lambda one: isinstance(one, ssl.SSLError) or "SSL" in type(one).__name__ or "CERTIFICATE_VERIFY" in str(one),
        NOT_SAFE,
    ),
    (lambda one: type(one) is http.client.BadStatusLine, NO_WEB),  # one that only hangs up is of a kind of its own
    (lambda one: _numbered(one, errno.ECONNREFUSED), REFUSED),
    (lambda one: _numbered(one, errno.ENETUNREACH, errno.EHOSTUNREACH), NO_WAY),
    (lambda one: isinstance(one, TimeoutError) or "Timeout" in type(one).__name__, SLOW),
)
"""What an error, or one that it came from, is a sign of; the first that is met counts."""
