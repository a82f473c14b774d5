"""Try a model's endpoint without asking it for a word: its list of models, with the key."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.errors import Problem
from bot.platforms import reach
from bot.platforms.httpx_library import httpx, trusted

WHERE = {"drafts.model": "The drafting model", "choose.model": "The second reader"}
"""What the model of a login is called."""

_WAIT = httpx.Timeout(20, connect=10)
_NOT_LET_IN = (401, 403)


def problems(url: str, name: str, key: str, login: str = "drafts.model") -> list[Problem]:
    """What keeps the model of a login from answering; nothing where it cannot be told without using it."""
    where, host = WHERE[login], urlsplit(url).hostname or "its server"
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        with httpx.Client(verify=trusted(), timeout=_WAIT, headers=headers) as client:
            answer = client.get(f"{url}/models")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        why = reach.cause(error) or "it did not answer"
        why = reach.PROXY if why == reach.REFUSED and reach.proxied(url) else why
        return [Problem(where, f"{host}: {why}.", reach.remedy(why) or f"Is [{login}] url right?")]
    if answer.status_code in _NOT_LET_IN:
        return [
            Problem(where, f"{host} does not accept the key.", "Put the right one into the file that key_file names.")
        ]
    known = _known(answer)
    if known and name not in known:
        return [Problem(where, f'{host} has no model "{name}".', f"It has {', '.join(known[:5])}.")]
    return []


def _known(answer: httpx.Response) -> list[str]:
    """The models that it names; empty where it has no such list. Some leave out what stands behind a colon."""
    try:
        listed = answer.json().get("data", ()) if answer.is_success else ()
    except (ValueError, AttributeError):
        return []
    names = [str(one.get("id", "")) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [*names, *(name.partition(":")[0] for name in names if name.endswith(":latest"))]
