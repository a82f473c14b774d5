"""Tell of a link in a status where it leads, and whether its words say more than its address (MF-7a).

Servers mark what leads to a person or a feed by classes, and others wash the classes away: what the status itself says
that it names decides, whatever is left of the marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from bot.wording.text import one_spelling

_TAG_SIGNS = ("#", "\uff03")
_SIGNS = ("@", *_TAG_SIGNS)
_MARKS = frozenset({"mention", "hashtag"})


@dataclass(frozen=True, slots=True)
class Named:
    """What a status names: `#tag` and `@name` in lower case, as they may stand in it, and the addresses of both."""

    known: frozenset[str]

    def holds(self, shown: str, href: str) -> bool:
        """Whether a link with these words leads to one of them."""
        return _plainly(shown) in self.known or (shown.startswith(_SIGNS) and href.rstrip("/") in self.known)


def naming(
    tags: Iterable[str], people: Iterable[Mapping[str, Any]], domain: str, addresses: Iterable[str] = ()
) -> frozenset[str]:
    """What `Named` knows, from names of tags, from mentions with their `acct`, and from addresses that stand for either."""
    accts = [str(row.get("acct") or "").casefold() for row in people]
    whole = [acct if "@" in acct else f"{acct}@{domain}" for acct in accts if acct]
    names = {f"@{form}" for acct in whole for form in (acct, one_spelling(acct), acct.split("@")[0])}
    return frozenset({f"#{tag.casefold()}" for tag in tags} | names | {one.rstrip("/") for one in addresses if one})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: where it leads, its words with a sign that stands directly before it, and whether it is marked."""

    href: str
    shown: str
    marked: bool

    @classmethod
    def of(cls, node: LexborNode) -> Anchor:
        """Read it out of the markup."""
        classes = set((node.attributes.get("class") or "").split())
        rel = (node.attributes.get("rel") or "").split()
        href = (node.attributes.get("href") or "").strip()
        words = " ".join((node.text() or "").split())
        before = node.prev.text_content or "" if node.prev is not None and node.prev.tag == "-text" else ""
        sign = before[-1:] if before[-1:] in _SIGNS and words[:1] not in _SIGNS else ""
        return cls(href, sign + words, bool(classes & _MARKS) or "tag" in rel)

    def leads_out(self, named: Named) -> str:
        """Where it leads; nothing for a mention or a hashtag, which lead to a person or a feed."""
        inside = self.marked or named.holds(self.shown, self.href) or self._is_tag
        return self.href if self.href.startswith(("http://", "https://")) and not inside else ""

    def told(self, words: str, named: Named) -> str:
        """What stands for it in the text: its words, its address, or both where they say different things."""
        href = self.leads_out(named)
        if not href:
            return words
        return href if _is_address(self.shown, href) else f"{words.strip()} ({href})"

    @property
    def _is_tag(self) -> bool:
        """Whether it shows a tag and leads to a feed of that name, though the status does not say so."""
        tag = self.shown[1:].casefold()
        if self.shown[:1] not in _TAG_SIGNS or not tag or tag.isdecimal():  # "#5" is an issue's number
            return False
        return unquote(re.split(r"[/=]", self.href.rstrip("/"))[-1]).casefold() == tag


def _plainly(shown: str) -> str:
    return (f"#{shown[1:]}" if shown.startswith(_TAG_SIGNS) else shown).casefold()


def _is_address(shown: str, href: str) -> bool:
    """Whether the words are the address, or what a server shows of it: cut, without its scheme, spelt for people."""
    if not shown:
        return True
    words = _bare(shown.rstrip("\u2026").removesuffix("..."))
    return bool(words) and " " not in words and any(_bare(form).startswith(words) for form in (href, _for_people(href)))


def _bare(address: str) -> str:
    without = address.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return unquote(without).rstrip("/")


def _for_people(href: str) -> str:
    """The address with its domain in letters."""
    try:
        parts = urlsplit(href)
        host = parts.netloc.encode("ascii").decode("idna")
    except (UnicodeError, ValueError):
        return href
    return parts._replace(netloc=host).geturl()
