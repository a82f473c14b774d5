"""See whether what a machine's environment says of every way to a server can be used: its proxies, its certificates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.config.model import Config
from bot.errors import Problem

_CERTIFICATES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_CERTIFICATES_OF_OTHERS = ("SSL_CERT_FILE",)
_OF_A_SCHEME, _OF_ALL = ("HTTP_PROXY", "HTTPS_PROXY"), ("ALL_PROXY",)
_KINDS = ("http", "https")


def problems(config: Config, environ: Mapping[str, str]) -> Iterator[Problem]:
    """Variables by which no server at all could be reached that this configuration names."""
    mastodon = config.mastodon.owner is not None or config.mastodon.bot is not None
    models = config.drafts.by == "model" or config.choose.second_reader == "model"
    others = models or bool(config.health.ping_url)
    bluesky = config.bluesky.owner is not None or config.bluesky.bot is not None
    files = _CERTIFICATES * mastodon + _CERTIFICATES_OF_OTHERS * (others or bluesky)
    yield from (_no_file(name, environ[name]) for name in files if _names_nothing(environ.get(name, "")))
    yield from _proxies(environ, mastodon=mastodon, others=others)


def _names_nothing(path: str) -> bool:
    return bool(path) and not Path(path).exists()


def _no_file(variable: str, path: str) -> Problem:
    what = f"it should name a file of certificates, and there is no {path}."
    return Problem(f"environment, {variable}", what, "Mend the path, or take the variable away.")


def _proxies(environ: Mapping[str, str], *, mastodon: bool, others: bool) -> Iterator[Problem]:
    """Those of a kind that is not spoken here. What is asked of all is not asked where each scheme has its own."""
    given = {name.upper(): (name, value) for name, value in environ.items() if value}
    if given.get("NO_PROXY", ("", ""))[1].strip() == "*":
        return
    asked = mastodon and not all(name in given for name in _OF_A_SCHEME)
    for variable in _OF_A_SCHEME * (mastodon or others) + _OF_ALL * (asked or others):
        name, value = given.get(variable, ("", ""))
        kind, marked, _ = value.partition("://")
        if marked and kind.lower() not in _KINDS:
            what = f"a proxy of the kind {kind}:// cannot be used here, only one of http://."
            yield Problem(f"environment, {name}", what, "Name one of that kind, or take the variable away.")
