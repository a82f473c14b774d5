"""What a text becomes on the server: whom it reaches, its HTML, its hashtags."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

_USER = r"[a-z0-9_]+(?:[a-z0-9_.\-]+[a-z0-9_]+)?"
_DOMAIN = r"@[\w.\-]+\w+"
# Mastodon's own (app/models/account.rb, MD-2): no handle after a word, a slash or an equals sign.
_MASTODON = re.compile(rf"(?<![=/\w])@(({_USER})(?:{_DOMAIN})?)", re.IGNORECASE)
# GoToSocial as measured (MD-2a): only a word before it protects a handle, and whole addresses with their scheme.
_GOTOSOCIAL = re.compile(r"(?<![a-z0-9])@([\w.\-]*\w(?:@[\w.\-]*\w)?)", re.IGNORECASE | re.ASCII)
_ADDRESS = re.compile(r"(?<!\S)https?://\S+")
_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?'()\[\]]")
_TAG = re.compile(r"(?<![=/\w])#(\w*[^\W\d]\w*)")

Handles = Callable[[str], list[str]]


def mastodon_handles(text: str) -> list[str]:
    """Every handle that Mastodon delivers to, without the at sign in front."""
    return [match[0] for match in _MASTODON.findall(text)]


def gotosocial_handles(text: str) -> list[str]:
    """Every handle that GoToSocial delivers to."""
    return _GOTOSOCIAL.findall(_ADDRESS.sub("", text))


def hashtags(text: str) -> list[str]:
    """Hashtags without their sign, each once, in lower case."""
    return list(dict.fromkeys(tag.lower() for tag in _TAG.findall(_URL.sub("", text))))


def rendered(text: str, people: dict[str, tuple[str, str]], base: str) -> str:
    """HTML as Mastodon makes it of plain text; `people` maps handles to (username, url)."""
    marked = re.compile(rf"{_URL.pattern}|{_MASTODON.pattern}|{_TAG.pattern}", re.IGNORECASE)

    def element(match: re.Match[str]) -> str:
        found = match[0]
        if found.startswith("http"):
            return _link(found)
        if found.startswith("@") and found[1:].lower() in people:
            username, url = people[found[1:].lower()]
            return _mention(username, url)
        if found.startswith("#"):
            name = found[1:]
            return f'<a href="{base}/tags/{name.lower()}" class="mention hashtag" rel="tag">#<span>{name}</span></a>'
        return _escaped(found)

    parts: list[str] = []
    end = 0
    for match in marked.finditer(text):
        parts += [_escaped(text[end : match.start()]), element(match)]
        end = match.end()
    whole = "".join([*parts, _escaped(text[end:])])
    paragraphs = re.split(r"\n{2,}", whole)
    return "".join(f"<p>{paragraph.replace(chr(10), '<br />')}</p>" for paragraph in paragraphs) if text else ""


def _escaped(text: str) -> str:
    return html.escape(text).replace("&#x27;", "&#39;")


def _mention(username: str, url: str) -> str:
    anchor = f'<a href="{url}" class="u-url mention">@<span>{username}</span></a>'
    return f'<span class="h-card" translate="no">{anchor}</span>'


def _link(url: str) -> str:
    """A link whose shown text is cut, as Mastodon cuts it (MF-7)."""
    scheme, _, rest = url.partition("://")
    prefix = f"{scheme}://" + ("www." if rest.startswith("www.") else "")
    shown, hidden = url[len(prefix) : len(prefix) + 30], url[len(prefix) + 30 :]
    kind = ' class="ellipsis"' if hidden else ""
    spans = (
        f'<span class="invisible">{prefix}</span><span{kind}>{_escaped(shown)}</span>'
        f'<span class="invisible">{_escaped(hidden)}</span>'
    )
    return f'<a href="{_escaped(url)}" target="_blank" rel="nofollow noopener" translate="no">{spans}</a>'
