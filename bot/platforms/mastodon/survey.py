"""Look around a server for `nudge check`: who each login is, what it may do, and what its people ask of bots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests

from bot.config import Config, MastodonOwner
from bot.errors import PlatformError, Problem
from bot.platforms.clocks import http_time, skew
from bot.platforms.mastodon import login_checks, policies, rights
from bot.platforms.mastodon.error_translation import Redirected
from bot.platforms.mastodon.login import Login
from bot.platforms.mastodon.oauth import TIMEOUTS
from bot.platforms.setup import Clock, Look

_RULES = "/api/v1/instance/rules"
_ON_BOTS = re.compile(r"\b(bots?|automat\w*|AI|LLMs?|generated|machine[- ]made|chatgpt)\b", re.IGNORECASE)
_LONGEST = 160


def look(config: Config, clock: Clock) -> Look:
    """What is to be mended beyond the reader's own check, what should be looked at, and what each login may do."""
    owner = config.mastodon.owner
    if owner is None:
        return Look()
    found = Look()
    reading = Login(owner.server, config.secret("mastodon.owner"), policies.reader(), TIMEOUTS, owner.address)
    try:
        _of_reading(found, reading, config, clock)
    except PlatformError:
        pass  # said by the reader's own check
    finally:
        reading.close()
    _of_posting(found, config, owner)
    return found


def _of_reading(found: Look, login: Login, config: Config, clock: Clock) -> None:
    me, scopes = login.verify(), rights.scopes(login)
    alone = not config.secret("mastodon.owner.posting")
    writes = scopes is None or rights.covers_writing(scopes)
    found.logins.append(f"{login_checks.OWNER}: {me.address} ({_may(writes=writes, alone=alone)})")
    if scopes is not None and writes:
        found.doubts.append(_one_for_both(alone=alone))
    if scopes is not None and not rights.covers(scopes, "read:favourites"):
        what = "this login may not see what you liked (read:favourites), so that counts for nothing."
        found.doubts.append(Problem(login_checks.OWNER, what, "nudge login mastodon makes one that may."))
    found.doubts += [*_skew(login, clock), *_rules(login)]


def _may(*, writes: bool, alone: bool) -> str:
    return "may read, and post what you approve" if writes and alone else "may read and post" if writes else "may read"


def _one_for_both(*, alone: bool) -> Problem:
    if alone:
        what = "one token reads and posts. Two are safer: the one that reads all day could then write nothing."
        return Problem(login_checks.OWNER, what, "nudge login mastodon --posting, then nudge login mastodon.")
    what = "the token that reads may also post, though there is one for that."
    return Problem(login_checks.OWNER, what, "nudge login mastodon makes one that only reads.")


def _of_posting(found: Look, config: Config, owner: MastodonOwner) -> None:
    token = config.secret("mastodon.owner.posting")
    if not token:
        return
    login = Login(owner.server, token, policies.reader(), TIMEOUTS, owner.address)
    try:
        problems = login_checks.of_publisher(login)
    finally:
        login.close()
    found.problems += problems
    if not problems:
        found.logins.append(f"{login_checks.POSTING}: {owner.address} (may post what you approve)")


def _skew(login: Login, clock: Clock) -> Iterator[Problem]:
    """Whether this machine's clock is right, by the server's own."""
    try:
        answer = login.session.get(f"{login.server}/api/v2/instance", timeout=TIMEOUTS)
    except (requests.RequestException, Redirected):
        return
    yield from skew(http_time(answer.headers.get("Date", "")), clock(), urlsplit(login.server).netloc)


def _rules(login: Login) -> Iterator[Problem]:
    """What a server's own rules say of bots and of generated words."""
    try:
        answer = login.session.get(f"{login.server}{_RULES}", timeout=TIMEOUTS)
        rules = answer.json() if answer.ok else []
    except (requests.RequestException, Redirected, ValueError):
        return
    for rule in rules if isinstance(rules, list) else ():
        said = " ".join(str(rule.get("text", "")).split()) if isinstance(rule, dict) else ""
        if _ON_BOTS.search(said):
            cut = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
            remedy = "Nudge posts nothing that you did not approve word for word. Whether that fits is for you to say."
            yield Problem(urlsplit(login.server).netloc, f'has a rule about this: "{cut}"', remedy)
